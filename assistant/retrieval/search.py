"""Search: the clauses that a text asks for, by words and by meaning, the two fused."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from assistant.retrieval.embedder import Embedder
from assistant.retrieval.index import Index
from assistant.retrieval.lexical import highest, inverse_frequencies
from assistant.retrieval.segment import Filters, Item, Segment
from assistant.retrieval.terms import question_terms

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

BEST_OF_DOCUMENT = 3


@dataclass(frozen=True, slots=True)
class Fusion:
    """How words and meaning are weighed; tuned by `python -m evals retrieval --tune`."""

    # The share of meaning in the mixed score.
    meaning: float = 0.6
    # What the best clauses of the same document add: a law that answers often answers in several places.
    document: float = 0.4
    # How many of each side are looked at.
    by_words: int = 300
    by_meaning: int = 150
    # The weight of official words that the lexicon puts beside the asker's own.
    lexicon: float = 0.4


@dataclass(frozen=True, slots=True)
class Hit:
    """A clause found. The score orders the hits of one search and means nothing beyond; ranks count from 1,
    None where that side did not find the clause among its best."""

    clause_id: str
    score: float
    lexical_rank: int | None
    vector_rank: int | None


@dataclass(frozen=True, slots=True)
class _Found:
    """Candidates of one segment: rows with both scores."""

    segment: Segment
    rows: Ints
    lexical: Floats
    cosine: Floats


@dataclass(frozen=True, slots=True)
class Search:
    """Searches one version of the index."""

    index: Index
    embedder: Embedder
    fusion: Fusion = field(default_factory=Fusion)

    def find(self, text: str, *, limit: int = 10, filters: Filters | None = None) -> tuple[Hit, ...]:
        """The clauses nearest to a text, best first; none for a text without a letter."""
        keys, weights = self._weigh(text)
        if not len(keys):
            return ()
        vector = self.embedder.encode([text])[0]
        found = [
            self._candidates(segment, keys, weights, vector, limit, filters)
            for segment in self.index.segments
        ]
        return _fuse([part for part in found if len(part.rows)], self.fusion, limit)

    def _weigh(self, text: str) -> tuple[NDArray[np.uint64], Floats]:
        """The terms of a question, the lexicon's beside them, with their weights over all segments."""
        keys, worths = question_terms(text)
        added = self.index.lexicon.expand(text)
        if added and len(keys):
            more, shares = question_terms("\n".join(added))
            new = ~np.isin(more, keys)
            keys = np.concatenate([keys, more[new]])
            worths = np.concatenate([worths, shares[new] * np.float32(self.fusion.lexicon)])
        size = sum(segment.lexical.size for segment in self.index.segments)
        frequencies = np.zeros(len(keys), dtype=np.int64)
        for segment in self.index.segments:
            frequencies += segment.lexical.document_frequencies(keys)
        known = frequencies > 0
        weights = worths * inverse_frequencies(frequencies, size)
        return (keys[known], weights[known]) if len(self.index.segments) else (keys[:0], weights[:0])

    def _candidates(
        self,
        segment: Segment,
        keys: NDArray[np.uint64],
        weights: Floats,
        vector: Floats,
        limit: int,
        filters: Filters | None,
    ) -> _Found:
        allowed = segment.allowed(filters)
        scores = segment.lexical.score(keys, weights)
        if allowed is not None:
            scores *= allowed
        near, _ = segment.vectors.nearest(vector, max(limit, self.fusion.by_meaning), allowed)
        rows = np.union1d(highest(scores, max(limit, self.fusion.by_words)), near)
        return _Found(segment, rows, scores[rows], segment.vectors.cosines(vector, rows))


def _fuse(found: list[_Found], fusion: Fusion, limit: int) -> tuple[Hit, ...]:
    if not found:
        return ()
    lexical = np.concatenate([part.lexical for part in found])
    cosine = np.concatenate([part.cosine for part in found])
    owners = np.concatenate([np.full(len(part.rows), at) for at, part in enumerate(found)])
    rows = np.concatenate([part.rows for part in found])
    # Words are measured by the best match of this question; cosines have a scale of their own.
    words = lexical / np.float32(max(float(lexical.max()), 1e-6))
    mixed: Floats = (words * (1 - fusion.meaning) + cosine * fusion.meaning).astype(np.float32)
    mixed += np.float32(fusion.document) * _document_evidence(mixed, _documents(found))
    by_words, by_meaning = _ranks(lexical), _ranks(cosine)
    hits = []
    for at in np.argsort(-mixed, kind="stable")[:limit].tolist():
        clause = found[owners[at]].segment.ids[int(rows[at])]
        hits.append(
            Hit(
                clause,
                float(mixed[at]),
                int(by_words[at]) if lexical[at] > 0 else None,
                int(by_meaning[at]) if cosine[at] > 0 else None,
            )
        )
    return tuple(hits)


def _documents(found: list[_Found]) -> Ints:
    """A number for the document of every candidate, distinct over the segments."""
    numbers, first = [], 0
    for part in found:
        numbers.append(part.segment.documents(part.rows) + first)
        first += len(part.segment.origins.held)
    return np.concatenate(numbers)


def _document_evidence(scores: Floats, documents: Ints) -> Floats:
    """For every candidate a third of the three best scores within its document."""
    order = np.lexsort((-scores, documents))
    ordered = documents[order]
    starts = np.flatnonzero(np.concatenate([[True], ordered[1:] != ordered[:-1]]))
    lengths = np.diff(np.concatenate([starts, [len(ordered)]]))
    within = np.arange(len(ordered)) - np.repeat(starts, lengths)
    best = np.where(within < BEST_OF_DOCUMENT, scores[order], 0)
    sums = np.add.reduceat(best, starts) / BEST_OF_DOCUMENT
    evidence = np.empty_like(scores)
    evidence[order] = np.repeat(sums, lengths)
    return evidence


def _ranks(scores: Floats) -> Ints:
    ranks = np.empty(len(scores), dtype=np.int64)
    ranks[np.argsort(-scores, kind="stable")] = np.arange(1, len(scores) + 1)
    return ranks


def item_of(index: Index, clause_id: str) -> Item | None:
    """The item of an id, among those that count."""
    for segment in index.segments:
        allowed = segment.allowed(None)
        for row in range(len(segment)):
            if segment.ids[row] == clause_id and (allowed is None or allowed[row]):
                return segment.item(row)
    return None
