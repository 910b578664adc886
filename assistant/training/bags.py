"""Bags of token ids: many short texts in two flat arrays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

Ids = NDArray[np.int32]
Offsets = NDArray[np.int64]
_AT_ONCE = 20_000


@dataclass(frozen=True, slots=True)
class Bags:
    """`ids[offsets[i]:offsets[i + 1]]` are the tokens of text i, in reading order."""

    ids: Ids
    offsets: Offsets

    def __len__(self) -> int:
        return len(self.offsets) - 1

    @property
    def lengths(self) -> Offsets:
        """Tokens of each bag."""
        return np.diff(self.offsets)

    def owners(self) -> Offsets:
        """For each token, the bag it lies in."""
        return np.repeat(np.arange(len(self)), self.lengths)

    def row(self, number: int) -> Ids:
        """The tokens of one bag."""
        return self.ids[self.offsets[number] : self.offsets[number + 1]]

    def take(self, rows: NDArray[np.int64]) -> Bags:
        """The bags of these rows, in this order."""
        lengths = self.lengths[rows]
        offsets = offsets_of(lengths)
        within = np.arange(offsets[-1]) - np.repeat(offsets[:-1], lengths)
        return Bags(self.ids[np.repeat(self.offsets[rows], lengths) + within], offsets)

    def keep(self, mask: NDArray[np.bool_]) -> Bags:
        """The same bags with only the tokens for which the mask (one flag a token) is set."""
        kept = np.concatenate([[0], np.cumsum(mask)])
        return Bags(self.ids[mask], kept[self.offsets])


def offsets_of(lengths: NDArray[np.int64]) -> Offsets:
    """Where each bag starts, and after the last one, where it ends."""
    return np.concatenate([np.zeros(1, np.int64), np.cumsum(lengths, dtype=np.int64)])


def bags_of(tokenizer: Tokenizer, texts: Sequence[str]) -> Bags:
    """The texts as bags of token ids; tokens that the vocabulary does not know are left out."""
    ids: list[Ids] = []
    lengths: list[int] = []
    for start in range(0, len(texts), _AT_ONCE):
        encodings = tokenizer.encode_batch_fast(
            list(texts[start : start + _AT_ONCE]), add_special_tokens=False
        )
        for encoding in encodings:
            row = np.asarray(encoding.ids, np.int32)
            row = row[row != 0]
            ids.append(row)
            lengths.append(len(row))
    flat = np.concatenate(ids) if ids else np.zeros(0, np.int32)
    return Bags(flat, offsets_of(np.asarray(lengths, np.int64)))


def joined(parts: Sequence[Bags]) -> Bags:
    """Bag i of the result holds the tokens of bag i of every part, part after part."""
    lengths = np.sum([part.lengths for part in parts], axis=0)
    offsets = offsets_of(lengths)
    ids = np.empty(offsets[-1], np.int32)
    starts = offsets[:-1].copy()
    for part in parts:
        within = np.arange(len(part.ids)) - np.repeat(part.offsets[:-1], part.lengths)
        ids[np.repeat(starts, part.lengths) + within] = part.ids
        starts += part.lengths
    return Bags(ids, offsets)


def stacked(parts: Sequence[Bags]) -> Bags:
    """The bags of every part, part after part."""
    lengths = np.concatenate([part.lengths for part in parts])
    return Bags(np.concatenate([part.ids for part in parts]), offsets_of(lengths))
