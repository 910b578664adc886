"""Pinyin that was typed and not turned into characters: dengling企业, 展wei费, 专精te新."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import pairwise, product

from assistant.dialogue.edits import Change
from assistant.dialogue.pronunciation import sound, syllables

# Letters within or beside characters, or by themselves; an English word among Chinese ones is seldom pinyin.
_STRETCH = re.compile(r"[\u4e00-\u9fff]{0,8}[a-z']+(?:[\u4e00-\u9fff]{0,8}[a-z']+)*[\u4e00-\u9fff]{0,8}")
_LETTERS = re.compile(r"[a-z']+")
_LONGEST = 8
_MOST_READINGS = 8
# A term written in letters alone is that long at least: xin is not 新.
_LEAST_LETTERS = 6

Syllable = tuple[int, int, str]


def by_sound(terms: Iterable[str]) -> dict[tuple[str, ...], str]:
    """Syllables without tones → the first of the terms that sound so."""
    found: dict[tuple[str, ...], str] = {}
    for term in terms:
        readings = [sorted(sound(character).plain) for character in term]
        for key in list(product(*readings))[:_MOST_READINGS] if all(readings) else ():
            found.setdefault(key, term)
    return found


def typed(text: str, terms: Mapping[tuple[str, ...], str]) -> Iterator[Change]:
    """The stretches with letters that are a term's pinyin, each with the term; the longest first come."""
    for stretch in _STRETCH.finditer(text):
        at = 0
        spelt = _syllables(text, stretch.start(), stretch.end())
        while at < len(spelt):
            window, term = _longest(text, spelt[at:], terms)
            if term:
                yield window[0][0], window[-1][1], term, "typo"
            at += len(window) if term else 1


def _longest(
    text: str, spelt: list[Syllable], terms: Mapping[tuple[str, ...], str]
) -> tuple[list[Syllable], str]:
    """The longest beginning of the syllables that is a term with letters in it, and the term; "" if none."""
    for length in range(min(_LONGEST, len(spelt)), 1, -1):
        window = spelt[:length]
        letters = [s for s in window if s[2]]
        parted = any(a[1] != b[0] for a, b in pairwise(window))
        alone = len(letters) == length and sum(len(s[2]) for s in letters) < _LEAST_LETTERS
        if not letters or parted or alone or not _whole(text, window):
            continue
        readings = [[s[2]] if s[2] else sorted(sound(text[s[0]]).plain) for s in window]
        for key in list(product(*readings))[:_MOST_READINGS]:
            term = terms.get(key, "")
            if term and all(s[2] or text[s[0]] == term[i] for i, s in enumerate(window)):
                return window, term
    return [], ""


def _whole(text: str, window: list[Syllable]) -> bool:
    """Whether no letters are left over beside a window."""
    first, last = window[0][0], window[-1][1]
    before = first > 0 and text[first - 1].isascii() and text[first - 1].isalpha()
    after = last < len(text) and text[last].isascii() and text[last].isalpha()
    return not before and not after


def _syllables(text: str, start: int, end: int) -> list[Syllable]:
    """(start, end, letters) of each syllable, "" for a character; none of letters that are no pinyin."""
    found: list[Syllable] = []
    at = start
    while at < end:
        run = _LETTERS.match(text, at, end)
        if run is None:
            found.append((at, at + 1, ""))
            at += 1
            continue
        for length in parted(run[0]):
            letters = text[at : at + length].strip("'")
            found.append((at, at + length, letters or "?"))
            at += length
        at = run.end()
    return found


@lru_cache(maxsize=256)
def parted(letters: str) -> tuple[int, ...]:
    """The lengths of the fewest syllables that letters are made of; the whole if they are none."""
    known = syllables()
    best: dict[int, tuple[int, ...]] = {len(letters): ()}
    for at in range(len(letters) - 1, -1, -1):
        for length in range(min(7, len(letters) - at), 0, -1):
            rest = best.get(at + length)
            if rest is None or letters[at : at + length].strip("'") not in known:
                continue
            if at not in best or len(rest) + 1 < len(best[at]):
                best[at] = (length, *rest)
    return best.get(0, (len(letters),))
