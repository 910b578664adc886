"""A sentence that is typed as pinyin from end to end: xiaojuren jiangli duoshao is 小巨人奖励多少.

The likeliest words, by how often they are written and by the words of the policy; the spaces that are typed
mostly stand between words. A text with a Latin word that is no pinyin is left as it is.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import product

from assistant.dialogue.edits import Change
from assistant.dialogue.pronunciation import sound, syllables
from assistant.dialogue.typed_pinyin import parted

_HAN = re.compile(r"[\u4e00-\u9fff]")
_STRETCH = re.compile(r"[A-Za-z'][A-Za-z' ]*[A-Za-z']|[A-Za-z]")
_WORD = re.compile(r"[A-Za-z']+")
# A sentence has at least so many syllables, and no more characters than that beside them.
_LEAST_SYLLABLES = 5
_MOST_HAN = 2
_LONGEST_WORD = 8
_MOST_READINGS = 8
# A word of the policy counts as often as this; a word across a typed space costs so much.
_TERM_WEIGHT = 30_000
_SPACE_INSIDE = 3.0
# How often a character stands alone, of the times that it stands in a word.
_ALONE = 0.1

# Syllables → (the word, what it costs): less for what is written more often.
Spelt = Mapping[tuple[str, ...], tuple[str, float]]


def spelt_words(frequencies: Mapping[str, int], terms: Iterable[str]) -> Spelt:
    """The likeliest word for each sequence of syllables without tones.

    A single character that is no word of the dictionary counts by the words that it stands in.
    """
    weights: dict[str, float] = dict(frequencies)
    characters: Counter[str] = Counter()
    for word, count in frequencies.items():
        characters.update(dict.fromkeys(word, count))
    for character, count in characters.items():
        weights.setdefault(character, count * _ALONE)
    for term in terms:
        weights[term] = max(weights.get(term, 0.0), _TERM_WEIGHT)
    total = sum(weights.values())
    best: dict[tuple[str, ...], tuple[str, float]] = {}
    for word, weight in weights.items():
        if not 1 <= len(word) <= _LONGEST_WORD or not weight:
            continue
        readings = [sorted(sound(character).plain) for character in word]
        if not all(readings):
            continue
        cost = math.log(total / weight)
        for key in list(product(*readings))[:_MOST_READINGS]:
            if key not in best or cost < best[key][1]:
                best[key] = (word, cost)
    return best


def is_pinyin(text: str) -> bool:
    """Whether a text is a sentence in pinyin: every Latin word is made of whole syllables."""
    if len(_HAN.findall(text)) > _MOST_HAN:
        return False
    spelt = [_syllables(word) for word in _WORD.findall(text.lower())]
    return all(spelt) and sum(map(len, spelt)) >= _LEAST_SYLLABLES


def spelt_out(text: str, words: Spelt) -> list[Change]:
    """Each stretch of pinyin, with the characters that it most likely stands for."""
    changes: list[Change] = []
    for stretch in _STRETCH.finditer(text):
        became = _characters(stretch[0].lower(), words)
        if became:
            changes.append((stretch.start(), stretch.end(), became, "typo"))
    return changes


def _syllables(word: str) -> tuple[str, ...]:
    """The syllables of a word in pinyin; () where it is none."""
    at, found = 0, []
    for length in parted(word):
        syllable = word[at : at + length].strip("'")
        if syllable not in syllables():
            return ()
        found.append(syllable)
        at += length
    return tuple(found)


def _characters(stretch: str, words: Spelt) -> str:
    """The likeliest words for a stretch; "" where some syllable stands for none."""
    typed = [_syllables(word) for word in stretch.split()]
    flat = [syllable for word in typed for syllable in word]
    spaces = set()
    at = 0
    for word in typed[:-1]:
        at += len(word)
        spaces.add(at)
    return _cheapest(flat, spaces, words)


def _cheapest(flat: Sequence[str], spaces: set[int], words: Spelt) -> str:
    best: list[tuple[float, str]] = [(0.0, "")]
    for end in range(1, len(flat) + 1):
        choices = []
        for start in range(max(0, end - _LONGEST_WORD), end):
            known = words.get(tuple(flat[start:end]))
            if known is None or best[start][0] == math.inf:
                continue
            crossed = sum(start < space < end for space in spaces)
            choices.append((best[start][0] + known[1] + _SPACE_INSIDE * crossed, best[start][1] + known[0]))
        best.append(min(choices, default=(math.inf, "")))
    return best[-1][1]
