"""The English words of a turn in the Chinese words of the field, with the way back to the user's own.

What stands in `corpus/lexicon/english.yaml` is vocabulary; here is the grammar around it. The words keep
their English order: what reads a turn looks for words and for what stands beside them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import product
from typing import TYPE_CHECKING

from assistant.dialogue.edits import Change, Normalised, apply

if TYPE_CHECKING:
    from assistant.dialogue.english_quantities import Piece

_WORD = re.compile(r"[A-Za-z]+(?:&[A-Za-z]+)?|\d+")
_HAN = re.compile(r"[\u3400-\u9fff]")
_LATIN = re.compile(r"[A-Za-z]{2}|\d[MmKk]", re.ASCII)
_NEGATIVE = re.compile(
    r"\b(ca|wo|do|does|did|is|are|was|were|has|have|had|would|could|should)(n['’]t)\b", re.IGNORECASE
)
_IN_FULL = {"ca": "can", "wo": "will"}
_ALTERNATIVES = re.compile(r"\(([^()]*)\)")
# What may stand between the words of a phrase, and the small words that may be slipped in.
_GAP = re.compile(r"[\s\-'’\"“”/]*,?[\s\-'’\"“”]*")
_SLIPPED = frozenset({"a", "an", "the", "our", "my", "your", "its", "s", "this", "new", "any"})
# A phrase that holds a number of its own: 5050 plan, three year rent subsidy.
_COUNTED = re.compile(
    r"\S\s(?:\d+|two|three|four|five|several)\s\S|5050|\b(?:3|three)[\s-]year", re.IGNORECASE
)
# The least place of a word in a phrase that has commas in it.
_LISTED = 2
# A capital letter that names something (A shares, series A) is no article.
_LETTERS = frozenset("ABCHS")
# What is done again of a further sum; loans are told apart, since each has its own rate and term.
_DONE = frozenset({"投入", "花了", "融了", "贷了", "签了"})
_ITEM_BY_ITEM = frozenset({"贷了", "签了"})
_FURTHER = frozenset({"和", "还有", "其他"})
_COSTING = frozenset({"成本", "花费"})
_CONTRACT = re.compile(r"contract|agreement|voucher", re.IGNORECASE)
_STOPPED = re.compile(r"[.?!;\n](?!\d)")
_SPACES = re.compile(r"\s*")
_JOINING = frozenset({"and", "but", "so", "then"})
_CLAUSE_START = re.compile(r"(?:^|[.,?!;:\n，。？！；：])\s*$")
_CLAUSE = re.compile(r"(?:[^.,?!;:\n，？！。；：]|[.,:](?=\S))+[.,?!;:\n，？！。；：]*")
_STOPS = dict(zip(",.?!;:()", "，。？！；：（）", strict=True)) | dict.fromkeys("\"“”'’", "")
_STOP = re.compile(r"[,.?!;:()\"“”](?!\d)\s*|(?<!\d)[,?!;:()\"]\s*|\s+[-–—]+\s+|\s*—\s*|['’]")
_LEAD = r"^\W*(?:(?:and|so|then|but|ok(?:ay)?|now|also|well|hi|hello|thanks|great|good)[,\s]+)*"
_AUXILIARY = "is|are|am|was|were|do|does|did|can|could|will|would|should|shall|may|has|have|had"
# What about provincial? · What if it were 9 million? · What does a champion get? · What is the cap?
_ABOUT = re.compile(_LEAD + r"(?P<head>(?:what|how) about|what of|same for)\b", re.IGNORECASE)
_SUPPOSED = re.compile(
    _LEAD + r"(?P<head>what (?:would happen )?if|suppose(?: that)?|let['’]?s say)\b", re.IGNORECASE
)
_GIVEN = re.compile(
    _LEAD + r"(?P<head>what (?:does|do|will|would|can|could|did))\b"
    r"(?=.*\b(?:get|receive|entitled|pay|give|offer)\b)",
    re.IGNORECASE,
)
_WHAT = re.compile(
    _LEAD + r"(?P<head>what(?:['’]?s| is| are| was| were| would be| will be)(?: the| our| your| its)?)\b"
    r"(?! about| if)",
    re.IGNORECASE,
)
_SIZED = re.compile(
    r"\b(?:subsid|award|reward|bonus|grant|cap\b|ceiling|limit|maximum|max\b|amount|rate\b|ratio|percent|"
    r"threshold|support|interest|total|budget|target|payout)",
    re.IGNORECASE,
)
# And for six months? · Are we eligible?
_AND = re.compile(r"^\W*(?:ok(?:ay)?[,\s]+)?(?P<head>and(?: (?:for|the|in|on|with|if))?)\b", re.IGNORECASE)
_ASKING = re.compile(rf"\b(?:what|how|when|where|who|which|why|{_AUXILIARY})\b", re.IGNORECASE)
_YES_NO = re.compile(_LEAD + rf"(?:{_AUXILIARY})(?:n['’]t)?\s", re.IGNORECASE)
_THERE = re.compile(r"^\W*(?:\w+\s)?(?:is|are) there\b|\bdo you (?:have|offer|cover)\b", re.IGNORECASE)
# A change of something to an amount: change the rate to 4%.
_CHANGED = re.compile(
    r"\b(?:chang|mak|revis|adjust|correct|rais|lower|drop|cut|increas|reduc|extend|shorten|switch|updat"
    r"|go(?:es)? (?:up|down)|fall|fell|rise)\w*\b[^.?!;]{0,40}?(?P<to>\bto)\s+"
    r"(?=[\d¥$]|rmb|cny|usd|a\b|one|two|three|four|five|six|half)",
    re.IGNORECASE,
)
_NOT_SUM = re.compile(r"\bnot\b(?=\s+(?:[\d¥$]|RMB|CNY))", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Token:
    start: int
    end: int
    word: str


@dataclass(slots=True)
class _Branch:
    """Phrases by their words, one after the other."""

    further: dict[str, _Branch] = field(default_factory=dict)
    chinese: str | None = None

    def grow(self, words: Sequence[str], chinese: str) -> None:
        branch = self
        for word in words:
            branch = branch.further.setdefault(word, _Branch())
        if branch.chinese is None:
            branch.chinese = chinese


class Glossary:
    """English phrases and the Chinese for them."""

    def __init__(
        self, terms: Mapping[str, Sequence[str]], dropped: Iterable[str], kept: Iterable[str]
    ) -> None:
        """`terms`: Chinese → English phrases; `dropped` say nothing; `kept` are understood as they are."""
        self._phrases = (*terms.items(), ("", tuple(dropped)))
        self._kept = frozenset(word.lower() for word in kept)

    @cached_property
    def _tree(self) -> _Branch:
        """The phrases by their words, grown at the first text with Latin letters: most have none."""
        tree = _Branch()
        for chinese, phrases in self._phrases:
            for words in (words for phrase in phrases for words in _spelled(phrase)):
                tree.grow(words, chinese)
        return tree

    def gloss(self, read: Normalised) -> Normalised:
        """The text with its English words in Chinese; a text without Latin letters as it is.

        Where English prevails its questions are put as Chinese ones, and words unknown here are left out.
        """
        text = read.text
        if not _LATIN.search(text):
            return read
        # Its patterns take a while to compile, and most turns have no English: read when first needed.
        from assistant.dialogue.english_quantities import quantity_changes

        tokens = tuple(_tokens(text))
        said = sum(len(token.word) > 1 and token.word.isalpha() for token in tokens)
        english = said >= max(1, len(_HAN.findall(text)))
        counted = [p for p in self._words(text, tokens, english) if _COUNTED.search(text, p[0], p[1])]
        quantities = [
            q for q in quantity_changes(text, english=english) if not any(_overlap(q, p) for p in counted)
        ]
        free = [t for t in tokens if not any(start < t.end and t.start < end for start, end, _ in quantities)]
        words = list(self._words(text, free, english))
        if english and not quantities and not any(became for _, _, became in words):
            return read
        if english:
            words = _repeated(text, words, quantities)
        changes = sorted([*words, *quantities])
        if english:
            changes = _with(_with(changes, _questions(text)), _stops(text))
        return apply(read, _tight(text, changes))

    def _words(self, text: str, tokens: Sequence[_Token], english: bool) -> Iterator[Piece]:
        at = 0
        while at < len(tokens):
            token, found = tokens[at], self._longest(text, tokens, at)
            if found is not None:
                after, chinese = found
                if english and token.word in _JOINING and _CLAUSE_START.search(text, 0, token.start):
                    chinese = ""
                if chinese or english or _is_word(text, token):
                    yield token.start, tokens[after - 1].end, chinese
                at = after
                continue
            if english and token.word.isalpha() and len(token.word) > 1 and not self._keeps(token.word):
                yield token.start, token.end, ""
            at += 1

    def _keeps(self, word: str) -> bool:
        return not self._kept.isdisjoint(_forms(word))

    def _longest(self, text: str, tokens: Sequence[_Token], at: int) -> tuple[int, str] | None:
        """Where the longest phrase that begins at a token ends, and its Chinese."""
        best: tuple[int, str] | None = None
        paths = [(at, self._tree, 0, False)]
        while paths:
            here, branch, depth, listed = paths.pop()
            gap = text[tokens[here - 1].end : tokens[here].start] if depth else ""
            if not _GAP.fullmatch(gap):
                continue
            listed = listed or "," in gap
            token = tokens[here]
            for form in _forms(token.word):
                grown = branch.further.get(form)
                if grown is None:
                    continue
                # A comma may stand in a list (specialized, refined …), and otherwise ends a phrase.
                if grown.chinese is not None and (depth >= _LISTED or not listed):
                    best = max(best or (0, ""), (here + 1, grown.chinese), key=lambda found: found[0])
                if here + 1 < len(tokens):
                    paths.append((here + 1, grown, depth + 1, listed))
            if depth and token.word in _SLIPPED and here + 1 < len(tokens):
                paths.append((here + 1, branch, depth, listed))
        return best


def _spelled(phrase: str) -> Iterator[tuple[str, ...]]:
    """Every spelling of a phrase with alternatives: (a|b) c as a c, b c."""
    parts = _ALTERNATIVES.split(phrase)
    choices = [part.split("|") if i % 2 else [part] for i, part in enumerate(parts)]
    for chosen in product(*choices):
        words = tuple(_lowered(word) for word in _WORD.findall("".join(chosen)))
        if words:
            yield words


def _lowered(word: str) -> str:
    return word if word in _LETTERS else word.lower()


def _tokens(text: str) -> Iterator[_Token]:
    """The words of a text; n't is a word of its own, and what is written together with a number is none."""
    negatives = {m.start(): m for m in _NEGATIVE.finditer(text)}
    at = 0
    while (found := _WORD.search(text, at)) is not None:
        start, at = found.span()
        if (negative := negatives.get(start)) is not None:
            word = negative[1].lower()
            yield _Token(start, negative.end(1), _IN_FULL.get(word, word))
            yield _Token(negative.start(2), negative.end(2), "not")
            at = negative.end()
            continue
        together = (start and text[start - 1].isdigit()) or text[at : at + 1].isdigit()
        if not together or found[0].isdigit():
            yield _Token(start, at, _lowered(found[0]))


@lru_cache(maxsize=4096)
def _forms(word: str) -> tuple[str, ...]:
    """The word, and what it may be a plural, a past or an -ing form of."""
    if len(word) < 3:
        return (word, word.lower()) if word in _LETTERS else (word,)
    found = [word]
    if word.endswith("ies"):
        found.append(word[:-3] + "y")
    elif word.endswith("s") and not word.endswith("ss"):
        found += [word[:-1], word[:-2]] if word.endswith("es") else [word[:-1]]
    for ending in ("ed", "ing") if len(word) > 3 else ():
        stem = word.removesuffix(ending)
        if stem != word and len(stem) > 1:
            found += [stem, stem + "e"]
            if stem[-1] == stem[-2]:
                found.append(stem[:-1])
            if ending == "ed" and stem.endswith("i"):
                found.append(stem[:-1] + "y")
    return tuple(found)


def _is_word(text: str, token: _Token) -> bool:
    """Whether a word of no meaning is one in a Chinese text too, and not a letter of a name (a股, c轮)."""
    return token.end - token.start > 1 or text[token.end : token.end + 1] == " "


def _repeated(text: str, words: Sequence[Piece], quantities: Sequence[Piece]) -> list[Piece]:
    """The words, with what was done said again of a further sum: spent 5 million and 7 million."""
    sums = {start for start, _, became in quantities if became.endswith("元")}
    done = ""
    out: list[Piece] = []
    for start, end, became in words:
        if out and _STOPPED.search(text, out[-1][1], start):
            done = ""
        found = _SPACES.match(text, end)
        if found is not None and found.end() in sums:
            further = any(earlier < start for earlier in sums)
            became = "花了" if became in _COSTING else _again(text, became, done) if further else became  # noqa: PLW2901
        done = became if became in _DONE else done
        out.append((start, end, became))
    return out


def _again(text: str, became: str, done: str) -> str:
    """What stands before a further sum, with what was done before it."""
    if became not in _FURTHER or not (done or became == "其他"):
        return became
    if done and done not in _ITEM_BY_ITEM:
        return f"，又{done}"
    return "，另一份" if _CONTRACT.search(text) else "，另一笔"


def _overlap(one: Piece, other: Piece) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _with(changes: list[Piece], more: Iterable[tuple[Piece, ...]]) -> list[Piece]:
    """`more` put among the changes: in the place of those that they cover; none where one cuts through."""
    for pieces in more:
        covered = [c for c in changes if any(_overlap(c, piece) for piece in pieces)]
        if all(any(s <= start and end <= e for s, e, _ in pieces) for start, end, _ in covered):
            changes = sorted([*(change for change in changes if change not in covered), *pieces])
    return changes


def _questions(text: str) -> Iterator[tuple[Piece, ...]]:
    """The heads of English questions, and how the Chinese ones end: what about X → 那X呢."""
    for found in _CLAUSE.finditer(text):
        clause, start = found.group(), found.start()
        end = start + len(clause.rstrip(" .,:?!;\n"))
        for pattern, head, tail in (
            (_ABOUT, "那", "呢"),
            (_SUPPOSED, "如果", "呢"),
            (_GIVEN, "", "多少钱"),
            (_WHAT, "", "是多少" if _SIZED.search(clause) else "是什么"),
        ):
            if opened := pattern.match(clause):
                yield (start + opened.start("head"), start + opened.end("head"), head), (end, end, tail)
                break
        else:
            if "?" in clause or "？" in clause:
                yield from _asked(clause, start, end)
    for changed in _CHANGED.finditer(text):
        yield ((changed.start("to"), changed.end("to"), "改成"),)
    for denied in _NOT_SUM.finditer(text):
        yield ((denied.start(), denied.end(), "不是"),)


def _asked(clause: str, start: int, end: int) -> Iterator[tuple[Piece, ...]]:
    """A follow-up without a verb (And for six months?), or a question of yes or no."""
    if (opened := _AND.match(clause)) and not _ASKING.search(clause):
        yield (start + opened.start("head"), start + opened.end("head"), "那"), (end, end, "呢")
    elif _YES_NO.match(clause) and not _THERE.search(clause):
        yield ((end, end, "吗"),)


def _stops(text: str) -> Iterator[tuple[Piece, ...]]:
    for found in _STOP.finditer(text):
        yield ((found.start(), found.end(), _STOPS.get(found.group().strip(), "，")),)


def _tight(text: str, changes: Sequence[Piece]) -> Iterator[Change]:
    """The changes, and with them the spaces around Chinese words taken out."""
    last, tail = 0, ""
    for at, (start, end, became) in enumerate(changes):
        following = changes[at + 1][0] if at + 1 < len(changes) else len(text)
        before = start
        while before > last and text[before - 1] == " ":
            before -= 1
        tail = text[last:before][-1:] or tail
        # Two numbers stay apart, whatever stood between them.
        apart = " " if became[:1].isdigit() and tail.isascii() and tail.isalnum() else ""
        if before < start or apart:
            yield before, start, apart, "space"
        if became == "吗" and tail == "吗":
            continue
        yield start, end, became, "script"
        last, tail = end, became[-1:] or tail
        if became[-1:].isdigit():
            continue
        while last < following and text[last] == " ":
            last += 1
        if last > end:
            yield end, last, "", "space"
