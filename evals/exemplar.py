"""Exemplars that stand word for word in an evaluation set: they would make a score worthless."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from evals.record import Record

# Words that signal something inside a sentence, and names: no sentences to learn from.
_WORDS = frozenset({"cues", "name", "words"})


@dataclass(frozen=True, slots=True)
class Exemplar:
    """A sentence that the understanding learns from, and the file it stands in."""

    file: Path
    text: str


@dataclass(frozen=True, slots=True)
class Overlap:
    """An exemplar that equals a question of an evaluation set."""

    exemplar: Exemplar
    record: Record
    turn: int

    def __str__(self) -> str:
        return f"{self.exemplar.file}: “{self.exemplar.text}” is question {self.record.id}, turn {self.turn}"


def read_exemplars(corpus: Path) -> tuple[Exemplar, ...]:
    """Every sentence in the YAML files of corpus/**/exemplars and of the folders of corpus/dialogue.

    The files right in corpus/dialogue list words to look for, not sentences to learn from.
    """
    files = sorted({*corpus.glob("**/exemplars/**/*.yaml"), *corpus.glob("dialogue/*/*.yaml")})
    return tuple(Exemplar(file, text) for file in files for text in _texts(_load(file)))


def _load(file: Path) -> object:
    import yaml

    # The pure-Python loader takes seconds over some thousand sentences.
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load(file.read_text(encoding="utf-8"), Loader=loader)


def _texts(data: object) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for key, value in data.items():
            if key not in _WORDS:
                yield from _texts(value)
    elif isinstance(data, list):
        for value in data:
            yield from _texts(value)


def overlaps(exemplars: Iterable[Exemplar], records: Iterable[Record]) -> tuple[Overlap, ...]:
    """Exemplars that equal a question, whatever the width of characters, punctuation, blanks and case."""
    asked: dict[str, tuple[Record, int]] = {}
    for record in records:
        for number, turn in enumerate(record.turns, start=1):
            asked.setdefault(normal(turn.user), (record, number))
    found = []
    for exemplar in exemplars:
        key = normal(exemplar.text)
        if key and key in asked:
            found.append(Overlap(exemplar, *asked[key]))
    return tuple(found)


def normal(text: str) -> str:
    """A text reduced to its letters and digits.

    >>> normal("１０００万， 能贴多少？")
    '1000万能贴多少'
    """
    return "".join(char for char in unicodedata.normalize("NFKC", text).casefold() if char.isalnum())
