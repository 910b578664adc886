"""Homophones: words that stand in a text by their sound only, in other characters or in pinyin, put right.

The grammar mends by itself what it is sure of (`dialogue/soundalikes.py`); here a model has pointed at the
words, so that less is needed.
"""

from __future__ import annotations

from collections.abc import Iterable

from assistant.dialogue.edits import Normalised, apply
from assistant.dialogue.pronunciation import sound
from assistant.dialogue.soundalikes import Soundalikes

SHORTEST = 3
"""Syllables from which a sound tells a word: of two, too many words sound alike."""

Span = tuple[int, int]


def heard(word: str, text: str) -> Span | None:
    """Where the text holds the word in another spelling; None where it is not there, or is written as it is.

    >>> heard("展位费", "展wei费补贴"), heard("小巨人", "XIAOJUREN jiangli"), heard("小巨人", "小巨人奖励")
    ((0, 5), (0, 9), None)
    """
    if len(word) < SHORTEST or word in text or not all(sound(char).plain for char in word):
        return None
    for start in range(len(text)):
        if start and _letter(text[start - 1]) and _letter(text[start]):
            continue
        places = {start}
        for char in word:
            places = {end for at in places for end in _after(char, text, at)}
        for end in sorted(places):
            if end == len(text) or not (_letter(text[end - 1]) and _letter(text[end])):
                return start, end
    return None


def _letter(char: str) -> bool:
    return char.isascii() and char.isalpha()


def _after(char: str, text: str, at: int) -> set[int]:
    """Where one syllable may end that begins at `at`; blanks before it are passed over."""
    while at < len(text) and text[at] == " ":
        at += 1
    if at == len(text):
        return set()
    syllables = sound(char).plain
    if text[at] == char or sound(text[at]).plain & syllables:
        return {at + 1}
    return {at + len(each) for each in syllables if text[at : at + len(each)].lower() == each}


class Mending(Soundalikes):
    """The grammar's own mending, and these words put right as well where they are heard."""

    def __init__(self, grammar: Soundalikes, words: Iterable[str]) -> None:
        self._grammar = grammar
        self._further = tuple(words)

    def correct(self, read: Normalised) -> Normalised:
        """The text with each word put right; the user's own words are kept beside it."""
        mended = self._grammar.correct(read)
        for word in self._further:
            span = heard(word, mended.text)
            if span is not None:
                mended = apply(mended, [(*span, word, "sound")])
        return mended
