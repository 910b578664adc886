"""Terms that were misheard or mistyped: 专精特薪 for 专精特新, 小具人 for 小巨人, 知识产全 for 知识产权.

No list of misspellings: a stretch of text is a term misheard where it sounds like one and is written
otherwise, and misspelt where a long term lacks, doubles or swaps one character. Guards keep what people
meant: words of our dictionary and of the terms themselves are not touched, short terms need the exact
sound with its tones, unless they stand by themselves.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise, product

from assistant.dialogue.common_words import common_words
from assistant.dialogue.edits import Cause, Change, Normalised, apply
from assistant.dialogue.numerals import DIGITS, SMALL
from assistant.dialogue.pinyin_sentence import Spelt, is_pinyin, spelt_out, spelt_words
from assistant.dialogue.pronunciation import sound
from assistant.dialogue.typed_pinyin import by_sound, typed

_HAN_TERM = re.compile(r"[\u4e00-\u9fff]{2,16}")
_HAN = re.compile(r"[\u4e00-\u9fff]+")
_LATIN = re.compile(r"[A-Za-z]{2}")
_LATIN_TERM = re.compile(r"[A-Za-z][A-Za-z&\-]{1,9}")
_NUMERIC = frozenset("".join(DIGITS) + "".join(SMALL) + "万亿半几")
# Grammar words: a term that holds one is a phrase and not mended to, and none of them is a slip for another.
_GRAMMAR = frozenset(
    "的地得了着过吗呢吧啊呀嘛我你您他她它们这那哪谁什么怎几不没有是在和与或及且等也都就还又再才能可以要会想去来"
    "到把被给让从向对为因由所其之此该各每某于而则若使已拿上下里另按比较很最太更做"
)
# A slip never turns a word into its contrary: 首台套刚认定 is not 首台套未认定 mistyped.
_CONTRARY = frozenset("未无非免否")
_IN_NAMES = frozenset("来上下里地和对为向从")  # 未来工厂, 规上企业
_LONGEST_WORD = 6
# What applies for a thing that is named behind it is no slip: 专精特新报瞪羚 is not 专精特新保.
_APPLIES = "报"
# What two characters cost of which one is off by its tone, and which stand by themselves: 生级 for 省级.
_TONE_OFF = 0.6


@dataclass(slots=True)
class _Node:
    next: dict[str, "_Node"] = field(default_factory=dict)
    terms: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Candidate:
    start: int
    end: int
    term: str
    cost: float
    cause: Cause = "sound"

    def overlaps(self, other: "_Candidate") -> bool:
        return self.start < other.end and other.start < self.end

    def keeps(self, other: "_Candidate") -> bool:
        """Whether a term that is written right inside this stretch stays as it is."""
        inside = self.start <= other.start and other.end <= self.end
        after = len(self.term) - (self.end - other.end)
        return inside and (
            self.term.startswith(other.term, other.start - self.start)
            or self.term[after - len(other.term) : after] == other.term
        )

    def change(self) -> Change:
        return self.start, self.end, self.term, self.cause


class Soundalikes:
    """Mends terms in a text. `known` gives the words that stay as they are; by default our dictionary.

    `everyday`: further words that stay (我司, which is no 我市 misheard); `asking`: words of questions, as
    they may be typed in pinyin (补多少).

    Tables are made at the first use: 20 to 40 ms for some thousand terms.
    """

    def __init__(
        self,
        terms: Iterable[str],
        known: Callable[[], Iterable[str]] | None = None,
        everyday: Iterable[str] = (),
        asking: Iterable[str] = (),
    ) -> None:
        listed = list(dict.fromkeys(terms))
        self._terms = [term for term in listed if _HAN_TERM.fullmatch(term) and _is_term(term)]
        self._listed = frozenset(listed)
        self._letters = {t.lower(): t for t in listed if _LATIN_TERM.fullmatch(t) and not t.islower()}
        self._known = known or _dictionary
        self._everyday = frozenset(everyday)
        self._words: frozenset[str] | None = None
        self._root: _Node | None = None
        self._halves: dict[str, list[str]] = {}
        self._openings: frozenset[str] = frozenset()
        self._first_sounds: frozenset[tuple[str, str]] = frozenset()
        self._spelt: Mapping[tuple[str, ...], str] | None = None
        self._asking = tuple(word for word in asking if _HAN_TERM.fullmatch(word))
        self._sentences: Spelt | None = None

    def spelt_out(self, read: Normalised) -> Normalised:
        """A text that is pinyin from end to end, in characters; any other text as it is."""
        if not _LATIN.search(read.text) or not is_pinyin(read.text):
            return read
        if self._sentences is None:
            from assistant.retrieval.words import read_frequencies

            self._sentences = spelt_words(read_frequencies(), (*self._terms, *self._asking))
        return apply(read, spelt_out(read.text, self._sentences))

    def correct(self, read: Normalised) -> Normalised:
        """The text with misheard terms put right and each change recorded with the user's own words."""
        if any("a" <= character <= "z" for character in read.text):
            read = apply(read, sorted(typed(read.text, self._spelling())))
        candidates = [*self._sounding(read.text), *self._mistyped(read.text)] if self._terms else []
        changes = [candidate.change() for candidate in _best(candidates)]
        taken = [(start, end) for start, end, _, _ in changes]
        changes += [c for c in self._lettered(read.text) if not _overlaps(c, taken)]
        return apply(read, sorted(changes))

    def _spelling(self) -> Mapping[tuple[str, ...], str]:
        if self._spelt is None:
            self._spelt = by_sound(self._terms)
        return self._spelt

    # Sound.

    def _sounding(self, text: str) -> list[_Candidate]:
        self._prepare()
        found: list[_Candidate] = []
        for stretch in _HAN.finditer(text):
            heard = [sound(character).loose or (character,) for character in stretch[0]]
            for start, pair in enumerate(pairwise(heard), stretch.start()):
                if not self._first_sounds.isdisjoint(product(*pair)):
                    found += self._from(text, start, stretch.end())
        return found

    def _prepare(self) -> None:
        if self._root is not None:
            return
        root = _Node()
        for term in self._terms:
            nodes = [root]
            for character in term:
                keys = sound(character).loose or {character}
                nodes = [node.next.setdefault(key, _Node()) for node in nodes for key in sorted(keys)][:16]
            for node in nodes:
                node.terms.append(term)
            if len(term) >= 4:
                half = len(term) // 2
                self._halves.setdefault(term[:half], []).append(term)
                self._halves.setdefault(term[half:], []).append(term)
        # What hardly any two characters of a text are, so that most are passed over at once.
        self._openings = frozenset(half[:2] for half in self._halves)
        self._first_sounds = frozenset((a, b) for a, node in root.next.items() for b in node.next)
        self._root = root

    def _from(self, text: str, start: int, limit: int) -> list[_Candidate]:
        """Terms that sound like a stretch beginning here and are written otherwise."""
        assert self._root is not None
        nodes, at = [self._root], start
        found: list[_Candidate] = []
        while nodes and at < limit:
            keys = sound(text[at]).loose or (text[at],)
            nodes = [node.next[key] for node in nodes for key in keys if key in node.next]
            at += 1
            if not any(node.terms for node in nodes):
                continue
            terms = {term for node in nodes for term in node.terms}
            window = text[start:at]
            if window in terms:
                found.append(_Candidate(start, at, window, -1.0))
                continue
            for term in terms:
                cost = _cost(window, term)
                if cost is not None and self._may_change(text, start, at, term, cost):
                    found.append(_Candidate(start, at, term, cost))
        return found

    def _may_change(self, text: str, start: int, end: int, term: str, cost: float) -> bool:
        window = text[start:end]
        changed = [start + i for i, (a, b) in enumerate(zip(window, term, strict=True)) if a != b]
        words = self._known_words()
        same_syllables = cost < 1 and len(term) >= 4
        if window in (self._listed if same_syllables else words):
            return False  # the dictionary also holds slips that people often make
        if changed == [end - 1] and text[end - 1] == _APPLIES and self._term_at(text, end):
            return False
        exact = cost < 0.1 and len(term) > 4
        if not exact and any(self._is_grammar(text, i, start, end) for i in changed):
            return False
        if any(self._in_word(text, i, None, None, beyond=(start, end)) for i in changed):
            return False
        if len(changed) > 1 and text[changed[0] : changed[-1] + 1] in words:
            return False  # 参保时间 is not 申报时间 misheard
        if len(term) >= 4:
            return same_syllables or not any(self._in_word(text, i, start, end) for i in changed)
        if any(self._in_word(text, i, None, None) for i in changed):
            return False
        if cost == _TONE_OFF and not _alone(text, start, end):
            return False
        return not self._crossed(text, start, end)

    def _term_at(self, text: str, at: int) -> bool:
        """Whether a term begins here."""
        return any(text[at : at + length] in self._listed for length in range(2, _LONGEST_WORD + 1))

    def _is_grammar(self, text: str, at: int, start: int, end: int) -> bool:
        """Whether a character is a numeral or a grammar word here, and no part of a word as 向 of 单向."""
        if text[at] in _NUMERIC:
            return True
        return text[at] in _GRAMMAR and not self._in_word(text, at, start, end)

    def _known_words(self) -> frozenset[str]:
        if self._words is None:
            self._words = frozenset(self._known()) | self._listed | self._everyday
        return self._words

    def _in_word(
        self, text: str, at: int, start: int | None, end: int | None, beyond: tuple[int, int] | None = None
    ) -> bool:
        """Whether a known word covers the place: within start and end, or reaching beyond a stretch."""
        words = self._known_words()
        first = max(0 if start is None else start, at - _LONGEST_WORD + 1)
        last = min(len(text) if end is None else end, at + _LONGEST_WORD)
        return any(
            text[i:j] in words and (beyond is None or i < beyond[0] or j > beyond[1])
            for i in range(first, at + 1)
            for j in range(max(at + 1, i + 2), min(last, i + _LONGEST_WORD) + 1)
        )

    def _crossed(self, text: str, start: int, end: int) -> bool:
        """Whether a known word lies over the border of a stretch."""
        words = self._known_words()
        return any(
            text[i:j] in words
            for border in (start, end)
            for i in range(max(0, border - _LONGEST_WORD + 1), border)
            for j in range(border + 1, min(len(text), i + _LONGEST_WORD) + 1)
        )

    # Spelling.

    def _mistyped(self, text: str) -> list[_Candidate]:
        """Long terms with one character left out, doubled, foreign or swapped."""
        from rapidfuzz.distance import OSA

        self._prepare()
        found: list[_Candidate] = []
        for stretch in _HAN.finditer(text):
            for start, end, term in self._near_halves(text, stretch.start(), stretch.end()):
                window = text[start:end]
                if window == term:
                    found.append(_Candidate(start, end, term, -1.0))
                elif OSA.distance(window, term, score_cutoff=1) == 1 and self._is_slip(
                    text, start, end, term
                ):
                    found.append(_Candidate(start, end, term, 1.0, "typo"))
        return found

    def _near_halves(self, text: str, first: int, last: int) -> Iterable[tuple[int, int, str]]:
        for at in range(first, last - 1):
            if text[at : at + 2] not in self._openings:
                continue
            for length in range(2, 9):
                for term in self._halves.get(text[at : at + length], ()) if at + length <= last else ():
                    half = len(term) // 2
                    if term.startswith(text[at : at + length]) and length == half:
                        yield from ((at, at + n, term) for n in _lengths(term) if at + n <= last)
                    if term.endswith(text[at : at + length]) and length == len(term) - half:
                        end = at + length
                        yield from ((end - n, end, term) for n in _lengths(term) if end - n >= first)

    def _is_slip(self, text: str, start: int, end: int, term: str) -> bool:
        window = text[start:end]
        words = self._known_words()
        at = next((i for i, (a, b) in enumerate(zip(window, term, strict=False)) if a != b), len(term) - 1)
        odd = start + min(at, len(window) - 1)
        if window in words or text[odd] in _NUMERIC or text[odd] in _GRAMMAR:
            return False
        if _CONTRARY & (set(window) ^ set(term)):
            return False
        if len(window) > len(term):  # doubled, or nearly: 知识识产权
            return at > 0 and bool(sound(window[at]).plain & sound(window[at - 1]).plain)
        if sorted(window) == sorted(term):  # swapped: 知识权产
            return at > 0 and window[at : at + 2] not in words and term[at : at + 2] in words
        if window[0] != term[0] or window[-1] != term[-1] or self._in_word(text, odd, start, end):
            return False
        return len(term) >= 6

    # Abbreviations.

    def _lettered(self, text: str) -> list[Change]:
        changes: list[Change] = []
        for found in _LATIN_TERM.finditer(text):
            term = self._letters.get(found.group().lower())
            if term is not None and term != found.group():
                changes.append((found.start(), found.end(), term, "width"))
        return changes


def _is_term(term: str) -> bool:
    """Whether a term is a name and not a phrase of everyday grammar or an ordinal."""
    return not any(c in _GRAMMAR and c not in _IN_NAMES for c in term) and not term.startswith("第")


def _lengths(term: str) -> tuple[int, int, int]:
    return len(term) - 1, len(term), len(term) + 1


def _alone(text: str, start: int, end: int) -> bool:
    """Whether a stretch stands by itself between marks: …，生级的，…."""
    ends = text[end:].removeprefix("的")[:1]
    return not _HAN.match(text[start - 1 : start] if start else "") and not _HAN.match(ends)


def _cost(window: str, term: str) -> float | None:
    """How far a stretch sounds from a term: below 0.1 same tones, below 1 same syllables; None: too far."""
    tones = loose = changed = 0
    for a, b in zip(window, term, strict=True):
        if a == b:
            continue
        changed += 1
        heard, meant = sound(a), sound(b)
        if not heard.toned & meant.toned:
            tones += 1
        if not heard.plain & meant.plain:
            loose += 1
    length = len(term)
    if length == 2:
        return None if changed != 1 or loose else _TONE_OFF if tones else 0.5
    if length == 3:
        return None if changed > 2 or loose > 0 else 0.1 * changed
    return (
        None
        if 2 * loose > length or (loose and changed == length)
        else loose + 0.1 * min(tones, 8) + 0.01 * min(changed, 9)
    )


def _best(found: Sequence[_Candidate]) -> list[_Candidate]:
    """Candidates that do not overlap, the longer and nearer first; terms written right stand in the way."""
    right = [candidate for candidate in found if candidate.cost < 0]
    kept: list[_Candidate] = []
    for candidate in sorted(found, key=lambda c: (-(c.end - c.start), c.cost, c.start, c.term)):
        if candidate.cost < 0 or any(candidate.overlaps(other) for other in kept):
            continue
        if not any(candidate.overlaps(other) and not candidate.keeps(other) for other in right):
            kept.append(candidate)
    return sorted(kept, key=lambda c: c.start)


def _overlaps(change: Change, taken: Iterable[tuple[int, int]]) -> bool:
    return any(change[0] < end and start < change[1] for start, end in taken)


def _dictionary() -> Iterable[str]:
    from assistant.retrieval.words import read_dictionary

    return (*read_dictionary(), *common_words())
