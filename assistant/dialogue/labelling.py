"""A linear labeller over exemplar questions: which label does a sentence bear, and how surely.

Least squares (ridge) over three kinds of features: characters and pairs of characters, with numbers and
places masked; the names that the sentence's words speak for (`cues`); the sentence's embedding. Least
squares tells without another fit how each exemplar would be labelled if it had been left out, and on those
scores the chances are calibrated: 0.5 means right in half of such cases. Labels are of kinds, by what stands
before their first slash; a kind is fitted as well, and labels are rivals within their kind. Fitted when the
index is built, with scipy; read with numpy alone.

Source: Rifkin and Klautau, In Defense of One-Vs-All Classification (JMLR 2004), for the left-out scores.
"""

from __future__ import annotations

import io
import json
import math
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import add
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from assistant.dialogue.cues import Cues

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

Floats = NDArray[np.float32]

# Most features there are; the fit grows with their cube, and the rarest tell least.
MOST_GRAMS = 10000
# How far a cue weighs beside a sentence's characters and its embedding, which are of length one.
CUE_WEIGHT = 0.25
RIDGE = 0.5
# Directions in which the inverse is looked at for the left-out scores; each is right to some percent.
SKETCH = 1024
# Features that count as dense, and rows of a sparse product at once: for speed alone.
MOST_COMMON = 256
ROWS_AT_ONCE = 1024


def grams(text: str) -> set[str]:
    """The characters of a sentence and its pairs of characters, with a mark at both ends."""
    marked = f"^{text}$"
    return {*marked, *map(add, marked, marked[1:])}


@dataclass(frozen=True, slots=True, eq=False)
class Labeller:
    """`weights`: (grams + cues) × (labels, then kinds); `bias`: one a column.

    `meaning`: embedding dimensions × the same columns; `places`: gram → row of the weights; `named`: cue →
    row; `scale`: how a score becomes a chance. Known by itself, so that what is found out about its labels
    can be held.
    """

    labels: tuple[str, ...]
    places: Mapping[str, int]
    named: Mapping[str, int]
    cues: Cues
    weights: Floats
    meaning: Floats
    bias: Floats
    scale: Floats

    def score(self, text: str, vector: Floats, among: Collection[str] | None = None) -> dict[str, float]:
        """The chance of every label, each by itself; `vector` is the sentence's embedding.

        `among`: the labels that come into question here; the others are no rivals then, and are left away.
        """
        rows, values = _held(text, self.places, self.named, self.cues)
        scores = np.array(values, dtype=np.float32) @ self.weights.take(rows, axis=0) + self.bias
        scores = scores + vector @ self.meaning
        labels, columns, kinds = _rivals(self, None if among is None else frozenset(among))
        if not labels:
            return {}
        if among is not None:
            scores = scores[columns]
        odds = _standing(scores, kinds) @ self.scale
        chances = 1.0 / (1.0 + np.exp(-odds))
        return dict(zip(labels, chances.tolist(), strict=True))

    def to_bytes(self) -> bytes:
        """The labeller as one npz, without pickles."""
        held = io.BytesIO()
        names = [
            list(self.labels),
            list(self.places),
            list(self.named),
            {word: list(names) for word, names in self.cues.names.items()},
            dict(self.cues.masks),
        ]
        written = json.dumps(names, ensure_ascii=False).encode()
        np.savez(
            held,
            names=np.frombuffer(written, dtype=np.uint8),
            weights=np.vstack([self.weights, self.meaning]).astype(np.float16),
            bias=self.bias,
            scale=self.scale,
        )
        return held.getvalue()

    @classmethod
    def from_bytes(cls, data: bytes) -> Labeller:
        """The labeller that `to_bytes` wrote."""
        with np.load(io.BytesIO(data), allow_pickle=False) as held:
            labels, places, named, words, masks = json.loads(held["names"].tobytes().decode())
            return _labeller(
                tuple(labels),
                {gram: at for at, gram in enumerate(places)},
                {name: at for at, name in enumerate(named, len(places))},
                Cues.held({word: tuple(names) for word, names in words.items()}, masks),
                held["weights"].astype(np.float32),
                held["bias"],
                held["scale"],
            )


def _labeller(
    labels: tuple[str, ...],
    places: Mapping[str, int],
    named: Mapping[str, int],
    cues: Cues,
    weights: Floats,
    bias: Floats,
    scale: Floats,
) -> Labeller:
    """The labeller with these weights of grams, cues and embedding dimensions.

    Of the first two a sentence has a few rows, of the last all: each lies in memory as it is read.
    """
    dense = len(places) + len(named)
    rows, meaning = np.ascontiguousarray(weights[:dense]), np.asfortranarray(weights[dense:])
    return Labeller(labels, places, named, cues, rows, meaning, bias, scale)


def fit_labeller(
    examples: Sequence[tuple[str, str]], vectors: Floats, *, cues: Cues | None = None, ridge: float = RIDGE
) -> Labeller:
    """A labeller for (sentence, label) pairs; `vectors` are the sentences' embeddings, in order.

    A sentence that comes with several labels bears them all. The same pairs give the same labeller.
    """
    cues = cues or Cues.of({})
    first: dict[str, int] = {}
    for at, (text, _) in enumerate(examples):
        first.setdefault(text, at)
    rows = {text: row for row, text in enumerate(first)}
    labels = tuple(sorted({label for _, label in examples}))
    columns = {label: column for column, label in enumerate(labels)}
    truth = np.zeros((len(rows), len(labels)), dtype=np.float32)
    for text, label in examples:
        truth[rows[text], columns[label]] = 1.0
    texts = list(first)
    places, named = _vocabulary(texts, cues)
    held = np.asarray(vectors, dtype=np.float32)[list(first.values())]
    kinds = _kinds(labels)
    wanted = np.hstack([truth, *(truth[:, own].max(axis=1, keepdims=True) for own in kinds)])
    weights, bias, left_out = _least_squares(_features(texts, places, named, cues), held, wanted, ridge)
    return _labeller(labels, places, named, cues, weights, bias, _calibrated(left_out, truth, kinds))


def _vocabulary(texts: Sequence[str], cues: Cues) -> tuple[dict[str, int], dict[str, int]]:
    """Rows of the grams that more than one sentence holds, and of the cues that speak in any."""
    counts = Counter(gram for text in texts for gram in grams(cues.masked(text)))
    ranked = sorted((g for g, n in counts.items() if n > 1), key=lambda g: (-counts[g], g))[:MOST_GRAMS]
    places = {gram: at for at, gram in enumerate(sorted(ranked))}
    heard = sorted({name for text in texts for name in cues.found(text)})
    return places, {name: at for at, name in enumerate(heard, len(places))}


def _features(
    texts: Sequence[str], places: Mapping[str, int], named: Mapping[str, int], cues: Cues
) -> csr_matrix:
    from scipy.sparse import csr_matrix

    data: list[float] = []
    columns: list[int] = []
    starts = [0]
    for text in texts:
        held, values = _held(text, places, named, cues)
        data += values
        columns += held
        starts.append(len(columns))
    shape = (len(texts), len(places) + len(named))
    return csr_matrix((np.array(data, dtype=np.float32), columns, starts), shape=shape)


def _held(
    text: str, places: Mapping[str, int], named: Mapping[str, int], cues: Cues
) -> tuple[list[int], list[float]]:
    """(rows of the features a text has, their values).

    Unknown grams count in the length, so that a text of which little is known weighs little.
    """
    said = grams(cues.masked(text))
    known = sorted(map(places.__getitem__, places.keys() & said))
    heard = [named[name] for name in cues.found(text) if name in named]
    return known + heard, [1.0 / math.sqrt(len(said))] * len(known) + [CUE_WEIGHT] * len(heard)


def _least_squares(
    features: csr_matrix, vectors: Floats, truth: Floats, ridge: float
) -> tuple[Floats, Floats, Floats]:
    """(weights, bias, the scores that each sentence has when it is left out of the fit).

    Solved over the sentences or over the features, whichever are fewer: time grows with their cube.
    """
    # A last feature that all sentences have learns how often a label is borne at all.
    dense = np.hstack([vectors, np.ones((len(vectors), 1), dtype=np.float32)])
    if features.shape[0] <= features.shape[1] + dense.shape[1]:
        shares, left_out = _over_sentences(_likeness(features, dense), truth, ridge)
        weights = np.vstack([features.T @ shares, dense.T @ shares])
    else:
        whole = np.hstack([features.toarray(), dense])
        weights, left_out = _over_features(whole, truth, ridge)
    return weights[:-1], weights[-1], left_out


def _over_sentences(likeness: Floats, truth: Floats, ridge: float) -> tuple[Floats, Floats]:
    """(each sentence's share in the weights, left-out scores) from the sentences' inner products."""
    from scipy.linalg.lapack import spotrs

    root = _root(likeness, ridge)
    shares: Floats = spotrs(root, truth)[0]
    return shares, truth - shares / _inverse_diagonal(root)[:, None]


def _inverse_diagonal(root: Floats) -> Floats:
    """The diagonal of the inverse of the matrix with this Cholesky factor; of large ones to some percent.

    The inverse of the factor would take as long as the factor itself. Its rows' lengths stay nearly the same
    when it is multiplied by random signs (Johnson and Lindenstrauss).
    """
    from scipy.linalg import solve_triangular

    size = len(root)
    if size <= SKETCH:
        signs = np.eye(size, dtype=np.float32)
    else:
        signs = np.random.default_rng(0).integers(0, 2, (size, SKETCH)).astype(np.float32) * 2 - 1
        signs /= math.sqrt(SKETCH)
    seen = solve_triangular(root, signs, overwrite_b=True, check_finite=False)
    lengths: Floats = np.einsum("ij,ij->i", seen, seen)
    return lengths


def _likeness(features: csr_matrix, dense: Floats) -> Floats:
    """The sentences' inner products, below the diagonal; a product of all sparse rows at once would fill up.

    The features that most sentences have are no longer sparse, and go the quick way of the dense ones.
    """
    often = np.bincount(features.indices, minlength=features.shape[1])
    common = np.argsort(-often, kind="stable")[:MOST_COMMON]
    rare = np.setdiff1d(np.arange(features.shape[1]), common)
    by_column = features.tocsc()
    dense = np.hstack([by_column[:, common].toarray(), dense])
    likeness: Floats = dense @ dense.T
    sparse = by_column[:, rare].tocsr()
    for at in range(0, len(likeness), ROWS_AT_ONCE):
        end = min(at + ROWS_AT_ONCE, len(likeness))
        likeness[at:end, :end] += (sparse[at:end] @ sparse[:end].T).toarray()
    return likeness


def _over_features(whole: Floats, truth: Floats, ridge: float) -> tuple[Floats, Floats]:
    """(weights, left-out scores), for more sentences than features."""
    from scipy.linalg import solve_triangular
    from scipy.linalg.lapack import spotrs

    root = _root(whole.T @ whole, ridge)
    weights: Floats = spotrs(root, whole.T @ truth)[0]
    reach = solve_triangular(root, whole.T, trans=1, check_finite=False)
    leverage = np.einsum("ij,ij->j", reach, reach)[:, None]
    return weights, truth - (truth - whole @ weights) / (1.0 - leverage)


def _root(square: Floats, ridge: float) -> Floats:
    """The upper Cholesky factor of a square matrix with `ridge` on its diagonal, which is used up.

    Only what stands below the diagonal is read.
    """
    from scipy.linalg.lapack import spotrf

    square[np.diag_indices_from(square)] += ridge
    # The transpose lies in memory as LAPACK wants it: no copy is made.
    root: Floats
    root, fault = spotrf(square.T, clean=0, overwrite_a=1)
    if fault:
        raise ArithmeticError(f"the labeller's matrix has no root: {fault}")
    return root


# A matter leaves the same points open whoever asks: the same labels come into question again and again.
@lru_cache(maxsize=128)
def _rivals(
    labeller: Labeller, among: frozenset[str] | None
) -> tuple[tuple[str, ...], NDArray[np.intp], tuple[slice, ...]]:
    """(those of the labels that the labeller has, their columns and those of their kinds, their kinds).

    None: all that it has.
    """
    kept = [at for at, label in enumerate(labeller.labels) if among is None or label in among]
    labels = tuple(labeller.labels[at] for at in kept)
    if not labels:
        return (), np.array([], dtype=np.intp), ()
    own = [
        at
        for at, kind in enumerate(_kinds(labeller.labels))
        if any(k in range(kind.start, kind.stop) for k in kept)
    ]
    columns = [*kept, *(len(labeller.labels) + at for at in own)]
    return labels, np.array(columns, dtype=np.intp), _kinds(labels)


def _kinds(labels: tuple[str, ...]) -> tuple[slice, ...]:
    """Where the labels of each kind stand; labels are sorted, so those of a kind stand together."""
    prefixes = [label.split("/", 1)[0] if "/" in label else "" for label in labels]
    starts = [at for at, prefix in enumerate(prefixes) if at == 0 or prefix != prefixes[at - 1]]
    return tuple(slice(start, end) for start, end in zip(starts, [*starts[1:], len(labels)], strict=True))


def _standing(scores: Floats, kinds: Sequence[slice]) -> Floats:
    """What a label's chance is read from: its score, its lead over its best rival, the same where positive,
    its kind's lead over the other kinds, a constant. Of one sentence, or of many, a row each."""
    labels = scores.shape[-1] - len(kinds)
    seen = np.ones((*scores.shape[:-1], labels, 5), dtype=np.float32)
    seen[..., 0] = scores[..., :labels]
    ahead = _lead(scores[..., labels:])
    for at, own in enumerate(kinds):
        seen[..., own, 1] = _lead(scores[..., own])
        seen[..., own, 3] = ahead[..., at : at + 1]
    np.maximum(seen[..., 1], 0.0, out=seen[..., 2])
    return seen


def _lead(scores: Floats) -> Floats:
    """How far each column is ahead of the best other one; 0 where there is no other."""
    if scores.shape[-1] < 2:
        return np.zeros_like(scores)
    if scores.ndim == 1:
        return _lead_in_row(scores)
    ranked = np.partition(scores, -2, axis=-1)
    best, second = ranked[..., -1:], ranked[..., -2:-1]
    ahead: Floats = scores - np.where(scores == best, second, best)
    return ahead


def _lead_in_row(scores: Floats) -> Floats:
    """The same for one sentence, of which a turn has a score or more: without sorting."""
    best = scores.argmax()
    ahead: Floats = scores - scores[best]
    others = scores.copy()
    others[best] = -np.inf
    ahead[best] = scores[best] - np.maximum.reduce(others)
    return ahead


def _calibrated(left_out: Floats, truth: Floats, kinds: Sequence[slice]) -> Floats:
    """The weights of `_standing` under which left-out scores give true chances (Newton's method)."""
    seen = _standing(left_out, kinds).reshape(-1, 5).astype(np.float64)
    wanted = truth.reshape(-1).astype(np.float64)
    weights = np.zeros(5)
    for _ in range(40):
        chance = 1.0 / (1.0 + np.exp(-np.clip(seen @ weights, -30, 30)))
        slope = seen.T @ (chance - wanted) + weights
        bend = (seen * (chance * (1 - chance))[:, None]).T @ seen + np.eye(5)
        step = np.linalg.solve(bend, slope)
        weights -= step
        if np.abs(step).max() < 1e-7:
            break
    return weights.astype(np.float32)
