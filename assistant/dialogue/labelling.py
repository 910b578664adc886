"""A linear labeller over exemplar questions: which label does a sentence bear, and how surely.

One logistic regression a label (so that a sentence may bear two, or none) over the sentence's character
n-grams and its embedding. It is fitted when the index is built, by scikit-learn, and read with numpy alone.
"""

from __future__ import annotations

import io
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

LONGEST_GRAM = 4
EMBEDDING_WEIGHT = 1.0


def grams(text: str) -> Iterator[str]:
    """The character n-grams of a sentence, 1 to 4 long, with a mark at both ends."""
    marked = f"^{text}$"
    for length in range(1, LONGEST_GRAM + 1):
        for at in range(len(marked) - length + 1):
            yield marked[at : at + length]


@dataclass(frozen=True, slots=True)
class Labeller:
    """Weights: (n-grams + embedding dimensions) × labels, float32; probabilities are one per label."""

    labels: tuple[str, ...]
    places: Mapping[str, int]
    idf: Floats
    weights: Floats
    bias: Floats

    def score(self, text: str, vector: Floats) -> dict[str, float]:
        """The probability of every label, each by itself; `vector` is the sentence's embedding."""
        found = sorted({self.places[g] for g in grams(text) if g in self.places})
        values = self.idf[found]
        length = float(np.sqrt(values @ values)) or 1.0
        logits = (values / length) @ self.weights[found] + self.bias
        logits = logits + (vector * EMBEDDING_WEIGHT) @ self.weights[len(self.places) :]
        chances = 1.0 / (1.0 + np.exp(-logits))
        return dict(zip(self.labels, chances.tolist(), strict=True))

    def to_bytes(self) -> bytes:
        """The labeller as one npz, without pickles."""
        held = io.BytesIO()
        names = json.dumps([list(self.labels), list(self.places)], ensure_ascii=False).encode()
        np.savez(
            held,
            names=np.frombuffer(names, dtype=np.uint8),
            idf=self.idf,
            weights=self.weights.astype(np.float16),
            bias=self.bias,
        )
        return held.getvalue()

    @classmethod
    def from_bytes(cls, data: bytes) -> Labeller:
        """The labeller that `to_bytes` wrote."""
        with np.load(io.BytesIO(data), allow_pickle=False) as held:
            labels, places = json.loads(held["names"].tobytes().decode())
            return cls(
                tuple(labels),
                {gram: at for at, gram in enumerate(places)},
                held["idf"],
                held["weights"].astype(np.float32),
                held["bias"],
            )


def fit_labeller(examples: Sequence[tuple[str, str]], vectors: Floats, *, strength: float = 8.0) -> Labeller:
    """A labeller for (sentence, label) pairs; `vectors` are the sentences' embeddings, in order.

    The same pairs give the same labeller (liblinear's seed is fixed).
    """
    from scipy.sparse import csr_matrix, hstack
    from sklearn.linear_model import LogisticRegression

    texts = [text for text, _ in examples]
    counts = Counter(gram for text in texts for gram in set(grams(text)))
    places = {g: at for at, g in enumerate(sorted(g for g, n in counts.items() if n > 1 or len(g) < 3))}
    idf = np.array([np.log((1 + len(texts)) / (1 + counts[g])) + 1 for g in places], dtype=np.float32)
    sparse = _rows(texts, places, idf)
    features = hstack([sparse, csr_matrix(vectors * EMBEDDING_WEIGHT)]).tocsr().astype(np.float64)
    labels = tuple(sorted({label for _, label in examples}))
    weights = np.zeros((features.shape[1], len(labels)), dtype=np.float32)
    bias = np.zeros(len(labels), dtype=np.float32)
    held = np.array([label for _, label in examples])
    for at, label in enumerate(labels):
        model = LogisticRegression(
            C=strength, solver="liblinear", random_state=7, class_weight={1: 4.0, 0: 1.0}
        )
        model.fit(features, (held == label).astype(np.int64))
        weights[:, at] = model.coef_[0]
        bias[at] = model.intercept_[0]
    return Labeller(labels, places, idf, weights, bias)


def _rows(texts: Sequence[str], places: Mapping[str, int], idf: Floats):  # type: ignore[no-untyped-def]  # noqa: ANN202
    from scipy.sparse import csr_matrix

    data: list[float] = []
    columns: list[int] = []
    starts = [0]
    for text in texts:
        found = sorted({places[g] for g in grams(text) if g in places})
        values = idf[found]
        length = float(np.sqrt(values @ values)) or 1.0
        data.extend((values / length).tolist())
        columns.extend(found)
        starts.append(len(columns))
    return csr_matrix((data, columns, starts), shape=(len(texts), len(places)))
