"""Everyday words beside written ones, and where an article uses the written ones."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from assistant.training.bags import Bags, Offsets, bags_of


@dataclass(frozen=True, slots=True)
class Matter:
    """Written words for one matter, and what people say instead; `a+b` stands for both in one article."""

    written: tuple[str, ...]
    spoken: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sightings:
    """Where matters are written: token `place[i]` of the bags begins a written word of `matter[i]`.

    `phrases` holds what people say, as bags; matter m may say `phrases` first[m] to first[m + 1].
    """

    place: NDArray[np.int64]
    span: NDArray[np.int64]
    matter: NDArray[np.int64]
    phrases: Bags
    first: Offsets


def read_matters(path: Path) -> tuple[Matter, ...]:
    """The matters of the file: one a line, `written words | everyday words`, # for remarks."""
    matters = []
    for line in path.read_text("utf-8").splitlines():
        written, bar, spoken = line.partition("|")
        if bar and not line.startswith("#") and written.split() and spoken.split():
            matters.append(Matter(tuple(written.split()), tuple(spoken.split())))
    return tuple(matters)


def words_of(matters: Iterable[Matter]) -> list[str]:
    """Every word and phrase of the matters."""
    return [
        word for matter in matters for text in (*matter.written, *matter.spoken) for word in text.split("+")
    ]


def find_matters(matters: tuple[Matter, ...], bags: Bags, tokenizer: Tokenizer) -> Sightings:
    """Every place in the bags where the tokens of a written word stand in a row, within one bag."""
    order = np.argsort(bags.ids, kind="stable")
    by_id = bags.ids[order]
    owners = bags.owners()
    none = np.zeros(0, np.int64)
    places, spans, numbers = [none], [none], [none]
    for number, matter in enumerate(matters):
        for written in matter.written:
            words = bags_of(tokenizer, written.split("+"))
            found, *others = (
                _places_of(words.row(row), bags, order, by_id, owners) for row in range(len(words))
            )
            for other in others:
                found = found[np.isin(owners[found], owners[other])]
            places.append(found)
            spans.append(np.full(len(found), len(words.row(0))))
            numbers.append(np.full(len(found), number))
    phrases = [phrase for matter in matters for phrase in matter.spoken]
    counts = [len(matter.spoken) for matter in matters]
    return Sightings(
        np.concatenate(places),
        np.concatenate(spans),
        np.concatenate(numbers),
        bags_of(tokenizer, phrases),
        np.concatenate([[0], np.cumsum(counts)]),
    )


def _places_of(
    tokens: NDArray[np.int32],
    bags: Bags,
    order: NDArray[np.int64],
    by_id: NDArray[np.int32],
    owners: Offsets,
) -> NDArray[np.int64]:
    if not len(tokens):
        return np.zeros(0, np.int64)
    found = order[np.searchsorted(by_id, tokens[0]) : np.searchsorted(by_id, tokens[0], "right")]
    found = found[found + len(tokens) <= len(bags.ids)]
    for step, token in enumerate(tokens[1:], 1):
        found = found[(bags.ids[found + step] == token) & (owners[found + step] == owners[found])]
    return found


def read_fillers(path: Path) -> tuple[str, ...]:
    """The words of the file that say nothing of the matter."""
    lines = path.read_text("utf-8").splitlines()
    return tuple(word for line in lines if not line.startswith("#") for word in line.split())
