"""The stock LangChain pipeline as the peer: recursive splitter, Chroma similarity, the same embedder."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean
from typing import TYPE_CHECKING

from evals.finding import Sought, questions_with_clauses
from evals.metrics import percentile
from evals.quote import read_sources, source_of
from evals.record import Record

if TYPE_CHECKING:
    from langchain_core.embeddings import Embeddings

    from assistant.retrieval.embedder import Embedder

CORPUS = Path(__file__).parent.parent / "corpus"
# Chunk size and overlap: those of LangChain's own tutorial, and small ones near the size of a clause.
SPLITS = ((1000, 200), (300, 50))
# A clause is found when at least so much of it lies in what was retrieved.
COVERED = 0.9
DEPTHS = (1, 3, 5)
# What is handed on has a price: recall is also taken within so many characters.
BUDGET = 1000


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of the source: character offsets."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Side:
    """One side's result for a question: the passages best first, and how long finding took."""

    passages: tuple[Passage, ...]
    seconds: float


@dataclass(frozen=True, slots=True)
class Measured:
    """A named value of the comparison."""

    name: str
    value: float
    unit: str


def covered(clause: Passage, passages: Sequence[Passage]) -> float:
    """The share of the clause that lies in the passages together.

    >>> covered(Passage(0, 10), [Passage(0, 5), Passage(3, 8)])
    0.8
    """
    inside: set[int] = set()
    for each in passages:
        inside.update(range(max(each.start, clause.start), min(each.end, clause.end)))
    return len(inside) / (clause.end - clause.start)


def within(passages: Sequence[Passage], budget: int) -> tuple[Passage, ...]:
    """The best passages that fit into a number of characters; the last one is cut."""
    kept: list[Passage] = []
    left = budget
    for each in passages:
        if left <= 0:
            break
        kept.append(Passage(each.start, min(each.end, each.start + left)))
        left -= each.end - each.start
    return tuple(kept)


def recall(wanted: Sequence[tuple[Passage, ...]], found: Sequence[Sequence[Passage]]) -> float:
    """The share of wanted clauses that are covered by what was found for their question."""
    outcomes = [
        covered(clause, passages) >= COVERED
        for clauses, passages in zip(wanted, found, strict=True)
        for clause in clauses
    ]
    return sum(outcomes) / len(outcomes)


def summarise(name: str, wanted: Sequence[tuple[Passage, ...]], sides: Sequence[Side]) -> list[Measured]:
    """Recall at each depth and within the budget, what the depth costs in characters, the time of finding."""
    lines = [
        Measured(f"{name}, recall@{depth}", recall(wanted, [side.passages[:depth] for side in sides]), "")
        for depth in DEPTHS
    ]
    by_budget = recall(wanted, [within(side.passages, BUDGET) for side in sides])
    lines.append(Measured(f"{name}, recall within {BUDGET} characters", by_budget, ""))
    handed = fmean(sum(each.end - each.start for each in side.passages[: DEPTHS[-1]]) for side in sides)
    lines.append(Measured(f"{name}, characters handed over at {DEPTHS[-1]}", handed, ""))
    seconds = [side.seconds for side in sides]
    lines.append(Measured(f"{name}, p50", percentile(seconds, 0.5) * 1000, "ms"))
    lines.append(Measured(f"{name}, p95", percentile(seconds, 0.95) * 1000, "ms"))
    return lines


def compare_finding(records: Sequence[Record]) -> list[Measured]:
    """Our search and the stock pipeline, with each split, on every opening question that names clauses."""
    from evals.subject import open_subject

    subject = open_subject()
    library = subject.assistant.library
    policy = library.policies[0]
    source = source_of(policy.document, read_sources(CORPUS))
    if source is None:
        raise FileNotFoundError(f"no source of {policy.document} below {CORPUS}")
    places = {
        clause.label: Passage(clause.start, clause.end)
        for clause in library.clauses
        if clause.policy == policy.id
    }
    sought = [each for each in questions_with_clauses(records) if places.keys() >= set(each.labels)]
    wanted = [tuple(places[label] for label in each.labels) for each in sought]
    ours = _ask(
        sought, lambda text: [places[label] for label in subject.find(text, DEPTHS[-1]) if label in places]
    )
    lines = summarise("ours", wanted, ours)
    for size, overlap in SPLITS:
        find = stock_pipeline(source.text, subject.assistant.search.embedder, size, overlap)
        lines += summarise(f"LangChain {size}/{overlap}", wanted, _ask(sought, find))
    return lines


def _ask(sought: Sequence[Sought], find: Callable[[str], Sequence[Passage]]) -> list[Side]:
    find(sought[0].text)
    sides = []
    for each in sought:
        start = time.perf_counter()
        passages = tuple(find(each.text))
        sides.append(Side(passages, time.perf_counter() - start))
    return sides


def stock_pipeline(
    source: str, embedder: Embedder, size: int, overlap: int
) -> Callable[[str], list[Passage]]:
    """The pipeline as the tutorials build it, in memory; a question → passages, best first."""
    from chromadb import EphemeralClient
    from chromadb.config import Settings
    from langchain_chroma import Chroma
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    splitter = RecursiveCharacterTextSplitter(chunk_size=size, chunk_overlap=overlap, add_start_index=True)
    chunks = splitter.create_documents([source])
    store = Chroma(
        client=EphemeralClient(Settings(anonymized_telemetry=False)),
        collection_name=f"peer-{size}-{overlap}",
        embedding_function=_embeddings(embedder),
    )
    store.add_documents(chunks)

    def find(text: str) -> list[Passage]:
        found = store.similarity_search(text, k=DEPTHS[-1])
        starts = [(each.metadata["start_index"], len(each.page_content)) for each in found]
        return [Passage(start, start + length) for start, length in starts]

    return find


def _embeddings(embedder: Embedder) -> Embeddings:
    from langchain_core.embeddings import Embeddings

    class Same(Embeddings):
        """Our embedder behind LangChain's interface."""

        def embed_documents(self, texts: list[str]) -> list[list[float]]:
            vectors: list[list[float]] = embedder.encode(texts).tolist()
            return vectors

        def embed_query(self, text: str) -> list[float]:
            return self.embed_documents([text])[0]

    return Same()
