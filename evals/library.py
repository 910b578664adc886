"""A library to be searched at scale: a corpus file with judged questions, or laws varied to any size."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from assistant.retrieval.segment import Item, Origin
from evals.retrieval import Query, read_corpus, read_queries
from evals.variation import read_laws, vary_laws


@dataclass(frozen=True, slots=True)
class Source:
    """Where a library comes from: a corpus file, or a folder of laws to be varied to `size` clauses."""

    queries: Path
    corpus: Path | None = None
    laws: Path | None = None
    size: int = 0

    @property
    def judged(self) -> bool:
        """Whether the questions' answers stand in the library."""
        return self.corpus is not None

    def arguments(self) -> list[str]:
        """The same source on a command line."""
        given = [("--queries", self.queries), ("--corpus", self.corpus), ("--laws", self.laws)]
        return [str(part) for pair in given if pair[1] for part in pair] + ["--size", str(self.size)]


@dataclass(frozen=True, slots=True)
class Library:
    """What is indexed."""

    items: list[Item]
    origins: list[Origin]


def read_library(source: Source) -> Library:
    """The library of a source; raises UserError where a file cannot be read."""
    if source.corpus is not None:
        return Library(*read_corpus(source.corpus))
    if source.laws is None:
        raise ValueError("a source needs a corpus or laws")
    return Library(*vary_laws(read_laws(source.laws), source.size))


def questions(source: Source) -> list[Query]:
    """The questions of a source."""
    return read_queries(source.queries)
