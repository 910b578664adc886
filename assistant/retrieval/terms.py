"""Terms: what texts are cut into for the lexical index, and how a corpus is counted by them.

Chinese is written without spaces, so each character and each pair of neighbours is a term; words of two
characters are pairs already, longer words of the dictionary are terms of their own wherever they stand. A
term is a 64-bit number: a character's code point, two of them, or the hash of a longer run with a flag.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.retrieval.words import normalise

# What a longer word counts beside the pairs that it consists of.
WORD_WEIGHT = 0.3
LONGEST_WORD = 6
# Texts that are counted at once: a row has to fit beside a term's number into 64 bits, see `count_terms`.
MOST_TEXTS = 1 << 15

Keys = NDArray[np.uint64]
Ints = NDArray[np.int64]
Floats = NDArray[np.float32]

_PAIR = np.uint64(21)
_WORD_FLAG = np.uint64(1 << 62)
_WORD_MASK = np.uint64((1 << 62) - 1)
_PRIME = np.uint64(0x9E3779B97F4A7C15)
_ROW_BITS = np.uint64(15)
_SIEVE_BITS = 20


def _points(text: str) -> Keys:
    return np.frombuffer(text.encode("utf-32-le", "replace"), dtype=np.uint32).astype(np.uint64)


def _kept(points: Keys) -> NDArray[np.bool_]:
    """Which characters are letters, digits, ideographs or %, not punctuation or white space."""
    ideograph = (points >= 0x3400) & (points <= 0x9FFF)
    kana_hangul = ((points >= 0x3040) & (points <= 0x30FF)) | ((points >= 0xAC00) & (points <= 0xD7A3))
    latin = ((points >= 0x61) & (points <= 0x7A)) | ((points >= 0x30) & (points <= 0x39)) | (points == 0x25)
    other = ((points >= 0xC0) & (points <= 0x1FFF)) | (points >= 0x20000) | (points == 0x3007)
    kept: NDArray[np.bool_] = ideograph | kana_hangul | latin | other
    return kept


def _runs(points: Keys, kept: NDArray[np.bool_]) -> Iterator[tuple[Keys, Ints]]:
    """For every length from 3 on: the terms of all runs of kept characters, and where they start."""
    hashes, whole = points, kept
    for size in range(2, LONGEST_WORD + 1):
        last = max(len(points) - size + 1, 0)
        hashes = (hashes[:last] ^ (hashes[:last] >> np.uint64(29))) * _PRIME + points[
            size - 1 : size - 1 + last
        ]
        whole = whole[:last] & kept[size - 1 : size - 1 + last]
        if size > 2:
            places = np.flatnonzero(whole)
            yield (hashes[places] & _WORD_MASK) | _WORD_FLAG, places


def word_keys(words: Iterable[str]) -> Keys:
    """The sorted terms of those words that are longer than a pair."""
    keys: list[int] = []
    for word in words:
        points = _points(normalise(word))
        if 3 <= len(points) <= LONGEST_WORD:
            runs = list(_runs(points, _kept(points)))
            keys.extend(runs[len(points) - 3][0].tolist())
    return np.unique(np.array(keys, dtype=np.uint64))


def question_terms(text: str) -> tuple[Keys, Floats]:
    """The distinct terms of a question and what each counts: once however often it is said, words less.

    Every longer run is among them: an index knows which are words.
    """
    points = _points(normalise(text))
    kept = _kept(points)
    pairs = np.flatnonzero(kept[:-1] & kept[1:])
    runs = [keys for keys, _ in _runs(points, kept)]
    found = [points[kept], points[pairs] << _PAIR | points[pairs + 1], *runs]
    keys = np.unique(np.concatenate(found))
    return keys, np.where(keys & _WORD_FLAG, WORD_WEIGHT, 1.0).astype(np.float32)


@dataclass(frozen=True, slots=True)
class Counted:
    """The terms of some texts, term by term: in how many texts each stands, in which, and how often.

    `lengths`: characters and pairs of every text.
    """

    terms: Keys
    frequencies: Ints
    rows: Ints
    counts: Ints
    lengths: Floats


def count_terms(texts: Sequence[str], words: Keys) -> Counted:
    """Counts up to MOST_TEXTS texts; `words`: the sorted terms of the dictionary's longer words.

    Terms are first numbered densely (characters, pairs, words), so that a term and its row fit into one
    number and one sort brings every posting to its place.
    """
    # A separator that is no letter keeps pairs from reaching over from one text into the next.
    points = _points("\n".join(normalise(text).replace("\n", " ") for text in texts))
    kept = _kept(points)
    rows = np.cumsum(points == 10).astype(np.uint64)
    places = np.flatnonzero(kept)
    alphabet, ranks = _ranks(points, places)
    size = np.uint64(len(alphabet))
    pairs = np.flatnonzero(kept[:-1] & kept[1:])
    numbers = [ranks[places], size + ranks[pairs] * size + ranks[pairs + 1]]
    starts = [places, pairs]
    for found, at in _words(points, kept, words):
        numbers.append(size + size * size + found)
        starts.append(at)
    at = np.concatenate(starts)
    postings = np.sort(np.concatenate(numbers) << _ROW_BITS | rows[at])
    lengths = np.bincount(rows[places].astype(np.int64), minlength=len(texts))
    lengths += np.bincount(rows[pairs].astype(np.int64), minlength=len(texts))
    return _counted(postings, alphabet, words, lengths.astype(np.float32))


def _ranks(points: Keys, places: Ints) -> tuple[Keys, Keys]:
    """The sorted distinct characters at some places, and for every character its place among them."""
    present = np.zeros(0x110000, dtype=np.bool_)
    present[points[places]] = True
    table = np.cumsum(present, dtype=np.uint64) - np.uint64(1)
    return np.flatnonzero(present).astype(np.uint64), table[points]


def _words(points: Keys, kept: NDArray[np.bool_], words: Keys) -> Iterator[tuple[Keys, Ints]]:
    """Where words of the dictionary stand: their places in it, and where they start."""
    if not len(words):
        return
    # Nearly all runs are no words; a sieve over some bits spares searching for them.
    bits = np.uint64((1 << _SIEVE_BITS) - 1)
    sieve = np.zeros(1 << _SIEVE_BITS, dtype=np.bool_)
    sieve[words & bits] = True
    for runs, places in _runs(points, kept):
        likely = sieve[runs & bits]
        keys, starts = runs[likely], places[likely]
        at = np.minimum(np.searchsorted(words, keys), len(words) - 1)
        known = words[at] == keys
        yield at[known].astype(np.uint64), starts[known]


def _counted(postings: Keys, alphabet: Keys, words: Keys, lengths: Floats) -> Counted:
    """Sorted postings (number and row, once each time a term is written) as terms with rows and counts."""
    firsts = _firsts(postings)
    counts = np.diff(np.append(firsts, len(postings)))
    distinct = postings[firsts]
    numbers = distinct >> _ROW_BITS
    starts = _firsts(numbers)
    return Counted(
        _keys(numbers[starts], alphabet, words),
        np.diff(np.append(starts, len(numbers))),
        (distinct & np.uint64(MOST_TEXTS - 1)).astype(np.int64),
        counts,
        lengths,
    )


def _firsts(ordered: Keys) -> Ints:
    """Where each run of equal values begins."""
    changes: Ints = np.flatnonzero(ordered[1:] != ordered[:-1]) + 1
    return np.concatenate([np.zeros(min(len(ordered), 1), dtype=np.int64), changes])


def _keys(numbers: Keys, alphabet: Keys, words: Keys) -> Keys:
    """The terms behind dense numbers, which are in the terms' own order."""
    size = np.uint64(len(alphabet))
    single, paired = np.searchsorted(numbers, [size, size + size * size]).tolist()
    first, second = np.divmod(numbers[single:paired] - size, max(size, np.uint64(1)))
    pairs = alphabet[first] << _PAIR | alphabet[second]
    return np.concatenate([alphabet[numbers[:single]], pairs, words[numbers[paired:] - size - size * size]])
