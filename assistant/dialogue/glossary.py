"""The English words of a turn in the Chinese words of the field, with the way back to the user's own.

What stands in `corpus/lexicon/english.yaml` is vocabulary; here is the grammar around it. The words keep their
English order: what reads a turn looks for words and what stands beside them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from assistant.dialogue.edits import Change, Normalised, apply
from assistant.dialogue.english_quantities import Piece, quantity_changes

_WORD = re.compile(r"[A-Za-z]+(?:&[A-Za-z]+)?|\d+")
_HAN = re.compile(r"[\u3400-\u9fff]")
_LATIN = re.compile(r"[A-Za-z]{2}|\d[MmKk]", re.ASCII)
_NEGATED = re.compile(r"n['’]?t$", re.IGNORECASE)
_SHORT = {"ca": "can", "wo": "will", "don": "do", "doesn": "does", "didn": "did", "isn": "is", "aren": "are"}
_NEGATIVE = re.compile(
    r"\b(ca|wo|do|does|did|is|are|was|were|has|have|had|would|could|should)(n['’]t)\b", re.IGNORECASE
)
_ALTERNATIVES = re.compile(r"\(([^()]*)\)")
# What may stand between the words of a phrase, and the small words that may be slipped in.
_GAP = re.compile(r"[\s\-'’\"“”/]*,?[\s\-'’\"“”]*")
_SLIPPED = frozenset({"a", "an", "the", "our", "my", "your", "its", "s", "this", "new", "any"})
_SENTENCE = re.compile(r"(?:[^.,?!;:\n，？！。；：]|[.,:](?=\S))+[.,?!;:\n，？！。；：]*")
_STOPS = {",": "，", ".": "。", "?": "？", "!": "！", ";": "；", ":": "：", "(": "（", ")": "）", '"': "", "“": "", "”": ""}
_STOP = re.compile(r"[,.?!;:()\"“”](?![\d])\s*|(?<!\d)[,?!;:()\"]\s*|\s+[-–—]+\s+|\s*—\s*|['’]")
_LEAD = r"^\W*(?:(?:and|so|then|but|ok(?:ay)?|now|also|well|hi|hello|thanks|great|good)[,\s]+)*"
# A follow-up, a supposition, a question for a thing, a question of yes or no.
_ABOUT = re.compile(_LEAD + r"(?P<head>(?:what|how) about|what of|same for)\b", re.IGNORECASE)
_SUPPOSED = re.compile(_LEAD + r"(?P<head>what (?:would happen )?if|suppose(?: that)?|let['’]?s say)\b", re.IGNORECASE)
_AND = re.compile(r"^\W*(?:ok(?:ay)?[,\s]+)?(?P<head>and(?: (?:for|the|in|on|with|if))?)\b", re.IGNORECASE)
_WHAT = re.compile(
    _LEAD + r"(?P<head>what(?:['’]?s| is| are| was| were| would be| will be)(?: the| our| your| its)?)\b(?! about| if)",
    re.IGNORECASE,
)
_YES_NO = re.compile(
    _LEAD + r"(?:is|are|am|was|were|do|does|did|can|could|will|would|should|shall|may|has|have|had)(?:n['’]t)?\s",
    re.IGNORECASE,
)
# What does a hidden champion get?
_GETS = re.compile(
    _LEAD + r"(?P<head>what (?:does|do|will|would|can|could|did))\b(?=.*\b(?:get|receive|entitled|pay|give|offer)\b)",
    re.IGNORECASE,
)
_THERE = re.compile(r"^\W*(?:\w+\s)?(?:is|are) there\b|\bdo you (?:have|offer|cover)\b", re.IGNORECASE)
_ASKED = re.compile(r"\b(?:what|how|when|where|who|which|why|can|do|does|is|are|will|would|could)\b", re.IGNORECASE)
_SIZED = re.compile(
    r"\b(?:subsid|award|reward|bonus|grant|cap\b|ceiling|limit|maximum|max\b|amount|rate\b|ratio|percent|threshold|"
    r"support|interest|total|budget|target)",
    re.IGNORECASE,
)
# A change of something to an amount: change the rate to 4%.
_CHANGED = re.compile(
    r"\b(?:chang|mak|revis|adjust|correct|rais|lower|drop|cut|increas|reduc|extend|shorten|switch|updat|go(?:es)? (?:up|down)|fall|fell|rise)"
    r"\w*\b[^.?!;]{0,40}?(?P<to>\bto)\s+(?=[\d¥$]|rmb|cny|usd|a\b|one|two|three|four|five|six|half)",
    re.IGNORECASE,
)
# A phrase that holds a number of its own: 5050 plan, three year rent subsidy.
_COUNTED = re.compile(r"\S\s(?:\d+|two|three|four|five|several)\s\S|5050|\b(?:3|three)[\s-]year", re.IGNORECASE)
_CLAUSE_START = re.compile(r"(?:^|[.,?!;:\n，。？！；：])\s*$")
_JOINING = frozenset({"and", "but", "so", "then"})


@dataclass(frozen=True, slots=True)
class _Token:
    start: int
    end: int
    word: str


class Glossary:
    """English phrase → Chinese word."""

    def __init__(self, terms: Mapping[str, Sequence[str]], dropped: Iterable[str], kept: Iterable[str]) -> None:
        self._phrases: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for chinese, phrases in terms.items():
            for phrase in phrases:
                for words in _spelled(phrase):
                    self._phrases.setdefault(words[0], []).append((words, chinese))
        for phrase in dropped:
            for words in _spelled(phrase):
                self._phrases.setdefault(words[0], []).append((words, ""))
        for found in self._phrases.values():
            found.sort(key=lambda entry: -len(entry[0]))
        self._kept = frozenset(word.lower() for word in kept)

    def gloss(self, read: Normalised) -> Normalised:
        """The text with its English words in Chinese; a text without Latin letters as it is."""
        text = read.text
        if not _LATIN.search(text):
            return read
        tokens = tuple(_tokens(text))
        english = sum(len(t.word) > 1 and t.word.isalpha() for t in tokens) >= max(1, len(_HAN.findall(text)))
        counted = [p for p in self._words(text, tokens, english=english) if _COUNTED.search(text, p[0], p[1])]
        quantities = [
            q for q in quantity_changes(text, english=english) if not any(_overlap(q, p) for p in counted)
        ]
        free = [t for t in tokens if not any(start < t.end and t.start < end for start, end, _ in quantities)]
        words = list(self._words(text, free, english=english))
        if english and not quantities and not any(became for _, _, became in words):
            return read
        changes = sorted([*words, *quantities])
        if english:
            changes = _with(changes, _sentences(text))
            changes = _with(changes, _stops(text))
        return apply(read, _tight(text, changes))

    def _words(self, text: str, tokens: Sequence[_Token], *, english: bool) -> Iterator[tuple[int, int, str]]:
        at = 0
        while at < len(tokens):
            token = tokens[at]
            if (found := self._longest(text, tokens, at)) is not None:
                after, chinese = found
                if english and token.word in _JOINING and _CLAUSE_START.search(text, 0, token.start):
                    chinese = ""
                if chinese or english or _is_small(text, token):
                    yield token.start, tokens[after - 1].end, chinese
                at = after
                continue
            if english and token.word.isalpha() and len(token.word) > 1 and token.word not in self._kept:
                yield token.start, token.end, ""
            at += 1

    def _longest(self, text: str, tokens: Sequence[_Token], at: int) -> tuple[int, str] | None:
        """Where the longest phrase that begins at a token ends, and its Chinese."""
        best: tuple[int, str] | None = None
        entries = [entry for form in _forms(tokens[at].word) for entry in self._phrases.get(form, ())]
        for words, chinese in entries:
            if best is not None and at + len(words) < best[0]:
                continue
            after = _matched(text, tokens, at, words)
            if after is not None and (best is None or after > best[0]):
                best = after, chinese
        return best


def _matched(text: str, tokens: Sequence[_Token], at: int, words: tuple[str, ...]) -> int | None:
    """The place after the tokens that spell a phrase, or None."""
    here = at + 1
    for word in words[1:]:
        while True:
            if here >= len(tokens):
                return None
            gap = text[tokens[here - 1].end : tokens[here].start]
            if not _GAP.fullmatch(gap) or ("," in gap and len(words) < 3):
                return None
            if word in _forms(tokens[here].word):
                break
            if tokens[here].word not in _SLIPPED:
                return None
            here += 1
        here += 1
    return here


def _spelled(phrase: str) -> Iterator[tuple[str, ...]]:
    """Every spelling of a phrase with alternatives: (a|b) c as a c, b c."""
    parts = _ALTERNATIVES.split(phrase)
    choices = [part.split("|") if i % 2 else [part] for i, part in enumerate(parts)]
    for chosen in product(*choices):
        words = _WORD.findall("".join(chosen).lower())
        if words:
            yield tuple(words)


def _tokens(text: str) -> Iterator[_Token]:
    """The words of a text; n't is a word of its own."""
    cut = {m.start(2): m.end(2) for m in _NEGATIVE.finditer(text)}
    cut_words = {m.start(1): m.end(1) for m in _NEGATIVE.finditer(text)}
    at = 0
    while (found := _WORD.search(text, at)) is not None:
        start, end = found.span()
        if start in cut_words:
            end = cut_words[start]
            word = text[start:end].lower()
            yield _Token(start, end, _SHORT.get(word, word))
            yield _Token(end, cut[end], "not")
            at = cut[end]
            continue
        glued = (start and text[start - 1].isdigit()) or (end < len(text) and text[end].isdigit())
        if not glued or found[0].isdigit():
            yield _Token(start, end, found[0].lower())
        at = end


def _forms(word: str) -> tuple[str, ...]:
    """The word, and what it may be a plural, a past or an -ing form of."""
    found = [word]
    if len(word) > 3:
        if word.endswith("ies"):
            found.append(word[:-3] + "y")
        elif word.endswith("s") and not word.endswith("ss"):
            found += [word[:-1], word[:-2]] if word.endswith("es") else [word[:-1]]
        for ending in ("ed", "ing"):
            stem = word.removesuffix(ending)
            if stem != word and len(stem) > 1:
                found += [stem, stem + "e"]
                if stem[-1] == stem[-2:-1]:
                    found.append(stem[:-1])
                if ending == "ed" and stem.endswith("i"):
                    found.append(stem[:-1] + "y")
    return tuple(found)


def _is_small(text: str, token: _Token) -> bool:
    """Whether a word of no meaning is one in a Chinese text too, and not a letter of a name (A股, C轮)."""
    return token.end - token.start > 1 or text[token.end : token.end + 1] == " "


Piece = tuple[int, int, str]


def _with(changes: list[Piece], more: Iterable[Piece]) -> list[Piece]:
    """`more` put among the changes; a head of a sentence replaces the words that it covers."""
    for piece in more:
        crossing = [c for c in changes if _overlap(c, piece)]
        if any(c[0] < piece[0] or c[1] > piece[1] for c in crossing):
            continue
        changes = sorted([*(c for c in changes if c not in crossing), piece])
    return changes


def _overlap(one: Piece, other: Piece) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _sentences(text: str) -> Iterator[Piece]:
    """The heads and ends of English questions in Chinese: what about X → 那X呢."""
    for found in _SENTENCE.finditer(text):
        sentence = found.group()
        end = found.start() + len(sentence.rstrip(" .,:?!;\n"))
        asks = "?" in sentence or "？" in sentence
        for pattern, head, tail in (
            (_ABOUT, "那", "呢"),
            (_SUPPOSED, "如果", "呢"),
            (_GETS, "", "多少钱"),
            (_WHAT, "", "是多少" if _SIZED.search(sentence) else "是什么"),
        ):
            if opened := pattern.match(sentence):
                yield found.start() + opened.start("head"), found.start() + opened.end("head"), head
                yield end, end, tail
                break
        else:
            if asks and (opened := _AND.match(sentence)) and not _ASKED.search(sentence):
                head = "那如果" if opened["head"].endswith("if") else "那"
                yield found.start() + opened.start("head"), found.start() + opened.end("head"), head
                yield end, end, "呢"
            elif asks and _YES_NO.match(sentence) and not _THERE.search(sentence):
                yield end, end, "吗"
    for found in _CHANGED.finditer(text):
        yield found.start("to"), found.end("to"), "改成"


def _stops(text: str) -> Iterator[Piece]:
    for found in _STOP.finditer(text):
        mark = found.group().strip()
        yield found.start(), found.end(), _STOPS.get(mark, "" if mark in "'’" else "，")


def _tight(text: str, changes: Sequence[Piece]) -> Iterator[Change]:
    """The changes, with the spaces around Chinese words taken out."""
    last = 0
    for at, (start, end, became) in enumerate(changes):
        following = changes[at + 1][0] if at + 1 < len(changes) else len(text)
        before = start
        while before > last and text[before - 1] == " ":
            before -= 1
        if before < start and start <= end:
            yield before, start, "", "space"
        if start != end or became:
            yield start, end, became, "script"
        last = end
        if not (became and became[-1].isdigit()):
            while last < following and text[last] == " ":
                last += 1
            if last > end:
                yield end, last, "", "space"
