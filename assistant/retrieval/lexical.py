"""The lexical index: BM25 over the terms of texts (see terms.py).

The share of the score that does not depend on the question (frequency and length) is stored in one byte a
posting; the weight of a term is found when a question comes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.retrieval.terms import Counted, count_terms

K1 = 1.5
B = 0.95
# A term in more than an eighth of the texts is kept as a column: adding a column is a sequential pass.
COLUMN_SHARE = 8
CHUNK = 20_000

Ints = NDArray[np.int64]
Floats = NDArray[np.float32]


def build_lexical(
    texts: Sequence[str], words: NDArray[np.uint64], folder: Path, *, average: float | None = None
) -> float:
    """Writes the lexical index of some texts and gives back the average length that it used.

    `average` fixes the length (in terms) that counts as usual, so that parts added later are weighed alike.
    """
    folder.mkdir(parents=True, exist_ok=True)
    chunks = [count_terms(texts[at : at + CHUNK], words) for at in range(0, len(texts), CHUNK)]
    lengths = np.concatenate([c.lengths for c in chunks]) if chunks else np.zeros(0, dtype=np.float32)
    average = average or float(lengths.mean() if len(lengths) else 1.0) or 1.0
    _write(folder, chunks, K1 * (1 - B + B * lengths / average), len(texts))
    return average


def _write(folder: Path, chunks: Sequence[Counted], damping: Floats, size: int) -> None:
    vocabulary = np.unique(np.concatenate([c.terms for c in chunks] or [np.zeros(0, dtype=np.uint64)]))
    at = [np.searchsorted(vocabulary, c.terms) for c in chunks]
    frequencies = np.zeros(len(vocabulary), dtype=np.int64)
    for chunk, where in zip(chunks, at, strict=True):
        frequencies[where] += chunk.frequencies
    starts = np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(frequencies)])
    rows = np.zeros(int(starts[-1]), dtype=np.int32)
    impacts = np.zeros(int(starts[-1]), dtype=np.uint8)
    filled = starts[:-1].copy()
    for number, (chunk, where) in enumerate(zip(chunks, at, strict=True)):
        # A chunk counts its rows from its own first text.
        own = chunk.rows + number * CHUNK
        local = np.cumsum(chunk.frequencies) - chunk.frequencies
        target = np.repeat(filled[where] - local, chunk.frequencies) + np.arange(len(chunk.rows))
        rows[target] = own
        share = chunk.counts / (chunk.counts + damping[own])
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
