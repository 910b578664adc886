"""Where training starts: word vectors from co-occurrence, scaled by how telling a word is."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_matrix, csr_matrix

from assistant.training.bags import Bags

WINDOW = 6
_SMOOTHING = 0.75
_RARE = 1e-4

Table = NDArray[np.float32]


def start_table(bags: Bags, rows: int, dimensions: int, *, seed: int) -> Table:
    """One vector a row: positive pointwise mutual information, cut to `dimensions` by SVD.

    The factorisation that word2vec's negative sampling approximates (Levy and Goldberg, 2014), with
    smoothed contexts. Rows that the texts never use are zero. Lengths follow the smooth inverse
    frequency of Arora and others (2017): common words start short.
    """
    from sklearn.utils.extmath import randomized_svd

    scores = _pointwise(_neighbours(bags, rows))
    left, values, _ = randomized_svd(scores, dimensions, n_oversamples=16, n_iter=3, random_state=seed)
    table = left * np.sqrt(values)
    length = np.linalg.norm(table, axis=1, keepdims=True)
    table = np.divide(table, length, out=np.zeros_like(table), where=length > 1e-6)
    return np.asarray(table * inverse_frequency(bags, rows)[:, None], np.float32)


def inverse_frequency(bags: Bags, rows: int) -> NDArray[np.float32]:
    """For each row a weight in (0, 1]: near 1 for rare words, near 0 for the most common."""
    share = np.bincount(bags.ids, minlength=rows) / max(1, len(bags.ids))
    return np.asarray(_RARE / (_RARE + share), np.float32)


def _neighbours(bags: Bags, rows: int) -> csr_matrix:
    """How often two rows stand within the window of one another, near ones counting more."""
    owners = bags.owners()
    total = csr_matrix((rows, rows), dtype=np.float32)
    for distance in range(1, WINDOW + 1):
        same = owners[distance:] == owners[:-distance]
        left, right = bags.ids[:-distance][same], bags.ids[distance:][same]
        weight = np.full(len(left), 1 / distance, np.float32)
        total = total + coo_matrix((weight, (left, right)), shape=(rows, rows)).tocsr()
    return (total + total.T).tocsr()


def _pointwise(counts: csr_matrix) -> csr_matrix:
    row = np.asarray(counts.sum(axis=1)).ravel()
    column = row**_SMOOTHING
    scores = counts.tocoo()
    expected = row[scores.row] * (column[scores.col] / column.sum())
    data = np.log(scores.data / expected)
    positive = data > 0
    return csr_matrix(
        (data[positive].astype(np.float32), (scores.row[positive], scores.col[positive])), shape=counts.shape
    )
