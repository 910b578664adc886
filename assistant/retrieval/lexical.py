"""The lexical index: BM25 over characters, pairs of characters and longer words of the dictionary.

Chinese is written without spaces, so each character and each pair of neighbours is a term; words of two
characters are pairs already, longer words are terms of their own wherever they stand. A term is a 64-bit
number, so that whole corpora are cut and counted by numpy. The share of the score that does not depend on
the question (frequency and length) is stored in one byte a posting; the weight of a term is found when a
question comes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.retrieval.words import normalise

K1 = 1.5
B = 0.95
# What a longer word counts beside the pairs that it consists of.
WORD_WEIGHT = 0.3
# A term in more than an eighth of the texts is kept as a column: adding a column is a sequential pass.
COLUMN_SHARE = 8
CHUNK = 20_000
LONGEST_WORD = 6

Ints = NDArray[np.int64]
Floats = NDArray[np.float32]

_PAIR = np.uint64(21)
_WORD_FLAG = np.uint64(1 << 62)
_WORD_MASK = np.uint64((1 << 62) - 1)
_PRIME = np.uint64(0x9E3779B97F4A7C15)


def _points(text: str) -> NDArray[np.uint64]:
    return np.frombuffer(text.encode("utf-32-le", "replace"), dtype=np.uint32).astype(np.uint64)


def _kept(points: NDArray[np.uint64]) -> NDArray[np.bool_]:
    """Which characters are letters, digits, ideographs or %, not punctuation or white space."""
    ideograph = (points >= 0x3400) & (points <= 0x9FFF)
    kana_hangul = ((points >= 0x3040) & (points <= 0x30FF)) | ((points >= 0xAC00) & (points <= 0xD7A3))
    latin = ((points >= 0x61) & (points <= 0x7A)) | ((points >= 0x30) & (points <= 0x39)) | (points == 0x25)
    other = ((points >= 0xC0) & (points <= 0x1FFF)) | (points >= 0x20000) | (points == 0x3007)
    kept: NDArray[np.bool_] = ideograph | kana_hangul | latin | other
    return kept


def _grams(points: NDArray[np.uint64], kept: NDArray[np.bool_], size: int) -> tuple[NDArray[np.uint64], Ints]:
    """Hashes of all runs of `size` kept characters, with the place where each starts."""
    last = len(points) - size + 1
    if last <= 0:
        return np.zeros(0, dtype=np.uint64), np.zeros(0, dtype=np.int64)
    whole = kept[:last].copy()
    hashes = points[:last].copy()
    for step in range(1, size):
        whole &= kept[step : step + last]
        hashes = (hashes ^ (hashes >> np.uint64(29))) * _PRIME + points[step : step + last]
    places = np.flatnonzero(whole)
    return (hashes[places] & _WORD_MASK) | _WORD_FLAG, places


def word_keys(words: Iterable[str]) -> NDArray[np.uint64]:
    """The sorted terms of those words that are longer than a pair."""
    keys: list[int] = []
    for word in words:
        points = _points(normalise(word))
        if 3 <= len(points) <= LONGEST_WORD:
            keys.extend(_grams(points, _kept(points), len(points))[0].tolist())
    return np.unique(np.array(keys, dtype=np.uint64))


def _terms(text: str, words: NDArray[np.uint64] | None) -> Iterator[tuple[NDArray[np.uint64], Ints]]:
    """All terms of a text with their places; `words` None: every longer run (an index knows its words)."""
    points = _points(normalise(text))
    kept = _kept(points)
    places = np.flatnonzero(kept)
    yield points[places], places
    pairs = np.flatnonzero(kept[:-1] & kept[1:])
    yield points[pairs] << _PAIR | points[pairs + 1], pairs
    for size in range(3, LONGEST_WORD + 1):
        if words is not None and not len(words):
            return
        keys, starts = _grams(points, kept, size)
        if words is not None and len(keys):
            at = np.minimum(np.searchsorted(words, keys), len(words) - 1)
            known = words[at] == keys
            keys, starts = keys[known], starts[known]
        yield keys, starts


def question_terms(text: str) -> tuple[NDArray[np.uint64], Floats]:
    """The distinct terms of a question and what each counts: once however often it is said, words less."""
    keys = np.unique(np.concatenate([keys for keys, _ in _terms(text, None)]))
    return keys, np.where(keys & _WORD_FLAG, WORD_WEIGHT, 1.0).astype(np.float32)


@dataclass(frozen=True, slots=True)
class _Chunk:
    """Postings of some consecutive texts: for each term its rows and how often it stands there."""

    vocabulary: NDArray[np.uint64]
    frequencies: Ints
    rows: NDArray[np.int32]
    counts: NDArray[np.int32]
    lengths: Floats


def _count(texts: Sequence[str], words: NDArray[np.uint64], base: int) -> _Chunk:
    # A separator that is no letter keeps pairs from reaching over from one text into the next.
    joined = "\n".join(normalise(text).replace("\n", " ") for text in texts)
    ends = np.flatnonzero(_points(joined) == 10)
    keys, rows = [], []
    for found, places in _terms(joined, words):
        keys.append(found)
        rows.append(np.searchsorted(ends, places).astype(np.int64))
    lengths = np.bincount(np.concatenate(rows[:2]), minlength=len(texts)).astype(np.float32)
    vocabulary, inverse = np.unique(np.concatenate(keys), return_inverse=True)
    combined = inverse.astype(np.int64) * len(texts) + np.concatenate(rows)
    distinct, counts = np.unique(combined, return_counts=True)
    terms, local = np.divmod(distinct, len(texts))
    return _Chunk(
        vocabulary,
        np.bincount(terms, minlength=len(vocabulary)).astype(np.int64),
        (local + base).astype(np.int32),
        counts.astype(np.int32),
        lengths,
    )


def build_lexical(
    texts: Sequence[str], words: NDArray[np.uint64], folder: Path, *, average: float | None = None
) -> float:
    """Writes the lexical index of some texts and gives back the average length that it used.

    `average` fixes the length (in terms) that counts as usual, so that parts added later are weighed alike.
    """
    folder.mkdir(parents=True, exist_ok=True)
    chunks = [_count(texts[at : at + CHUNK], words, at) for at in range(0, len(texts), CHUNK)]
    lengths = np.concatenate([c.lengths for c in chunks]) if chunks else np.zeros(0, dtype=np.float32)
    average = average or float(lengths.mean() if len(lengths) else 1.0) or 1.0
    _write(folder, chunks, K1 * (1 - B + B * lengths / average), len(texts))
    return average


def _write(folder: Path, chunks: Sequence[_Chunk], damping: Floats, size: int) -> None:
    vocabulary = np.unique(np.concatenate([c.vocabulary for c in chunks] or [np.zeros(0, dtype=np.uint64)]))
    at = [np.searchsorted(vocabulary, c.vocabulary) for c in chunks]
    frequencies = np.zeros(len(vocabulary), dtype=np.int64)
    for chunk, where in zip(chunks, at, strict=True):
        frequencies[where] += chunk.frequencies
    starts = np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(frequencies)])
    rows = np.zeros(int(starts[-1]), dtype=np.int32)
    impacts = np.zeros(int(starts[-1]), dtype=np.uint8)
    filled = starts[:-1].copy()
    for chunk, where in zip(chunks, at, strict=True):
        local = np.cumsum(chunk.frequencies) - chunk.frequencies
        target = np.repeat(filled[where] - local, chunk.frequencies) + np.arange(len(chunk.rows))
        rows[target] = chunk.rows
        share = chunk.counts / (chunk.counts + damping[chunk.rows])
        impacts[target] = np.maximum(np.rint(share * 255), 1).astype(np.uint8)
        filled[where] += chunk.frequencies
    common = frequencies * COLUMN_SHARE > size
    columns = np.zeros((int(common.sum()), size), dtype=np.uint8)
    for place, term in enumerate(np.flatnonzero(common)):
        span = slice(starts[term], starts[term + 1])
        columns[place, rows[span]] = impacts[span]
    rare = np.repeat(~common, frequencies)
    kept = np.where(common, 0, frequencies)
    np.save(folder / "terms.npy", vocabulary)
    np.save(folder / "frequencies.npy", frequencies.astype(np.int32))
    np.save(folder / "starts.npy", np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(kept)]))
    np.save(folder / "places.npy", np.where(common, np.cumsum(common) - 1, -1).astype(np.int32))
    np.save(folder / "rows.npy", rows[rare])
    np.save(folder / "impacts.npy", impacts[rare])
    np.save(folder / "columns.npy", columns)


@dataclass(frozen=True, slots=True)
class Lexical:
    """A lexical index, read from its files without loading them into memory."""

    terms: NDArray[np.uint64]
    frequencies: NDArray[np.int32]
    starts: Ints
    places: NDArray[np.int32]
    rows: NDArray[np.int32]
    impacts: NDArray[np.uint8]
    columns: NDArray[np.uint8]

    @classmethod
    def open(cls, folder: Path) -> Lexical:
        """The index that `build_lexical` wrote."""
        names = ("terms", "frequencies", "starts", "places", "rows", "impacts", "columns")
        held: list[Any] = [_open(folder / f"{name}.npy") for name in names]
        return cls(*held)

    @property
    def size(self) -> int:
        """How many texts it holds."""
        return int(self.columns.shape[1])

    def find(self, keys: NDArray[np.uint64]) -> Ints:
        """Where each term stands in the vocabulary; -1 where it does not."""
        if not len(self.terms):
            return np.full(len(keys), -1, dtype=np.int64)
        at = np.minimum(np.searchsorted(self.terms, keys), len(self.terms) - 1)
        return np.where(self.terms[at] == keys, at, -1)

    def document_frequencies(self, keys: NDArray[np.uint64]) -> Ints:
        """In how many texts each term stands."""
        at = self.find(keys)
        known = at >= 0
        found = np.zeros(len(keys), dtype=np.int64)
        found[known] = self.frequencies[at[known]]
        return found

    def score(self, keys: NDArray[np.uint64], weights: Floats) -> Floats:
        """The BM25 score of every text, float32, for terms with their weights (idf × frequency asked)."""
        scores = np.zeros(self.size, dtype=np.float32)
        scaled = weights * np.float32((K1 + 1) / 255)
        for term, weight in zip(self.find(keys).tolist(), scaled, strict=True):
            if term < 0 or weight == 0:
                continue
            place = self.places[term]
            if place >= 0:
                scores += self.columns[place] * weight
            else:
                span = slice(self.starts[term], self.starts[term + 1])
                scores[self.rows[span]] += self.impacts[span] * weight
        return scores


def _open(path: Path) -> NDArray[np.generic]:
    # A file without elements cannot be mapped.
    # A plain view of a mapped one: numpy's own class for it is slow to cut.
    return np.asarray(np.load(path, mmap_mode="r" if path.stat().st_size > 128 else None, allow_pickle=False))


def inverse_frequencies(frequencies: Ints, size: int) -> Floats:
    """The weight of terms that stand in so many of so many texts (Robertson's form, never below zero)."""
    return np.log1p((size - frequencies + 0.5) / (frequencies + 0.5)).astype(np.float32)


def highest(scores: Floats, limit: int) -> Ints:
    """The places of the highest scores above zero, best first, equal ones in order of their place."""
    size = len(scores)
    if size > 64 * limit:
        # The limit-th highest maximum of groups is a floor under the limit-th highest score. Groups are
        # columns, so that the maxima are found in sequential passes.
        width = max(16, size // (32 * limit))
        whole = size - size % width
        tops = scores[:whole].reshape(width, -1).max(axis=0)
        floor = np.partition(tops, len(tops) - limit)[len(tops) - limit]
        places = np.flatnonzero(scores >= max(floor, np.float32(1e-9)))
    else:
        places = np.flatnonzero(scores > 0)
    order = np.argsort(-scores[places], kind="stable")[:limit]
    return places[order]
