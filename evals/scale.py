"""Finding at scale, side by side with its peers: building, searching, filtering, adding, memory, cold start.

Every side runs in a process of its own, one after the other, on the same texts, vectors and questions:
ours · Chroma's bare add of the same vectors · bm25s alone · the stock LangChain pipeline (recursive splitter,
Chroma, the same embedder).
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from assistant.retrieval.embedder import Embedder, load_embedder
from assistant.retrieval.index import (
    Index,
    IndexProblem,
    Workplace,
    build_index,
    change_index,
    current_version,
    open_index,
)
from assistant.retrieval.search import Search
from assistant.retrieval.segment import Filters, Item, Origin
from assistant.retrieval.words import read_dictionary, read_lexicon, segment
from evals.retrieval import Query, Ranking, percentile, read_corpus, read_queries, score_rankings
from evals.variation import read_laws, vary_laws

DEPTH = 100
CALLERS = 10
Figures = dict[str, float]


@dataclass(frozen=True, slots=True)
class Library:
    """What is indexed and asked; `judged`: whether the questions' gold ids stand in it."""

    items: list[Item]
    origins: list[Origin]
    queries: list[Query]
    judged: bool


def read_library(given: argparse.Namespace) -> Library:
    """The corpus file, or as many clauses as asked varied from the laws."""
    queries = read_queries(given.queries)
    if given.size:
        items, origins = vary_laws(read_laws(given.laws), given.size)
        return Library(items, origins, queries, judged=False)
    items, origins = read_corpus(given.corpus)
    return Library(items, origins, queries, judged=True)


def measure_ours(library: Library, folder: Path) -> Figures:
    """Our index: built (unless the folder holds one), opened, searched, filtered and added to."""
    embedder = load_embedder(None)
    place = Workplace(folder)
    figures = {} if current_version(folder) else {"build_s": _timed(lambda: _build(library, place, embedder))}
    begun = time.perf_counter()
    index = _opened(place)
    figures |= {"open_s": time.perf_counter() - begun, "disk_mb": _disk(folder)}
    search = Search(index, embedder)
    figures |= _searched(library, lambda text: [hit.clause_id for hit in search.find(text, limit=DEPTH)])
    figures |= _with_callers(library.queries, search)
    for name, filters in _filters(library):
        took = [_timed(partial(search.find, q.text, limit=10, filters=filters)) for q in library.queries]
        figures[f"{name}_p50_ms"], figures[f"{name}_p95_ms"] = _milliseconds(took)
    return figures | _added(place, embedder)


def _build(library: Library, place: Workplace, embedder: Embedder) -> None:
    build_index(
        library.items,
        library.origins,
        place,
        embedder,
        corpus="scale",
        lexicon=read_lexicon(),
        dictionary=read_dictionary(),
        progress=True,
    )


def _opened(place: Workplace) -> Index:
    index = open_index(place)
    if isinstance(index, IndexProblem):
        raise RuntimeError(index.message)
    return index


def _filters(library: Library) -> Iterator[tuple[str, Filters]]:
    yield "in_force", Filters(in_force_on=date(2024, 6, 1))
    yield "document", Filters(documents=frozenset({library.origins[-1].key}))
    regions = [origin.region for origin in library.origins if origin.region]
    if regions:
        yield "region_large", Filters(region=max(set(regions), key=regions.count))
        yield "region_small", Filters(region=min(set(regions), key=regions.count))
        yield "level_and_day", Filters(level="市级", in_force_on=date(2024, 6, 1))


def _with_callers(queries: Sequence[Query], search: Search) -> Figures:
    def one(query: Query) -> float:
        return _timed(lambda: search.find(query.text, limit=10))

    alone = [one(query) for query in queries]
    begun = time.perf_counter()
    with ThreadPoolExecutor(CALLERS) as callers:
        together = list(callers.map(one, queries))
    elapsed = time.perf_counter() - begun
    p50, p95 = _milliseconds(alone)
    many50, many95 = _milliseconds(together)
    return {
        "ten_p50_ms": p50,
        "ten_p95_ms": p95,
        f"callers{CALLERS}_p50_ms": many50,
        f"callers{CALLERS}_p95_ms": many95,
        f"callers{CALLERS}_per_s": len(queries) / elapsed,
    }


def _added(place: Workplace, embedder: Embedder) -> Figures:
    """Seconds until a new document is found by a reader, and until it is gone again."""
    origin = Origin("added")
    items = [
        Item(f"added/{n}", f"第{n}条 关于充电桩建设补助的规定", "充电桩办法", "added") for n in range(20)
    ]

    def change(**changes: Any) -> float:  # noqa: ANN401
        return _timed(lambda: (change_index(place, embedder, corpus="scale", **changes), _opened(place)))

    return {"add_s": change(put=[(origin, items)]), "withdraw_s": change(withdraw=["added"])}


def measure_chroma(library: Library, folder: Path) -> Figures:
    """Chroma by itself: its bare add of the same vectors (made before the clock starts), and its query."""
    import chromadb
    from chromadb.config import Settings

    embedder = load_embedder(None)
    vectors = _vectors(library.items, embedder)
    client = chromadb.PersistentClient(path=str(folder), settings=Settings(anonymized_telemetry=False))
    collection = client.create_collection("bare", configuration={"hnsw": {"space": "ip"}})
    begun = time.perf_counter()
    for at in range(0, len(vectors), 5000):
        part = vectors[at : at + 5000]
        collection.add(ids=[str(row) for row in range(at, at + len(part))], embeddings=part)
    built = time.perf_counter() - begun
    names = [item.id for item in library.items]

    def find(text: str) -> list[str]:
        found = collection.query(
            query_embeddings=embedder.encode([text]), n_results=DEPTH, include=["distances"]
        )
        return [names[int(row)] for row in found["ids"][0]]

    return {"build_s": built, "disk_mb": _disk(folder), **_searched(library, find)}


def measure_bm25s(library: Library, folder: Path) -> Figures:
    """bm25s by itself over the words of the same segmenter (its own would find nothing in Chinese)."""
    import bm25s

    begun = time.perf_counter()
    retriever = bm25s.BM25()
    retriever.index([list(segment(f"{i.heading}\n{i.text}")) for i in library.items], show_progress=False)
    retriever.save(str(folder))
    built = time.perf_counter() - begun
    names = [item.id for item in library.items]

    def find(text: str) -> list[str]:
        found, _ = retriever.retrieve([list(segment(text))], k=DEPTH, show_progress=False, n_threads=1)
        return [names[int(row)] for row in found[0]]

    return {"build_s": built, "disk_mb": _disk(folder), **_searched(library, find)}


def measure_langchain(library: Library, folder: Path) -> Figures:
    """The stock pipeline: recursive splitter (1000/200), Chroma, similarity search, the same embedder."""
    import chromadb
    from langchain_chroma import Chroma
    from langchain_core.documents import Document
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    from assistant.retrieval.embedder import langchain_embeddings

    embedder = load_embedder(None)
    settings = chromadb.config.Settings(anonymized_telemetry=False)
    client = chromadb.PersistentClient(path=str(folder), settings=settings)
    begun = time.perf_counter()
    splitter = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200)
    documents = [Document(f"{i.heading}\n{i.text}", metadata={"id": i.id}) for i in library.items]
    chunks = splitter.split_documents(documents)
    store = Chroma(client=client, embedding_function=langchain_embeddings(embedder))
    for at in range(0, len(chunks), 5000):
        store.add_documents(chunks[at : at + 5000])
    built = time.perf_counter() - begun

    def find(text: str) -> list[str]:
        found = store.similarity_search(text, k=DEPTH)
        return list(dict.fromkeys(str(chunk.metadata["id"]) for chunk in found))

    return {"build_s": built, "disk_mb": _disk(folder), **_searched(library, find)}


SIDES: dict[str, Callable[[Library, Path], Figures]] = {
    "ours": measure_ours,
    "chroma": measure_chroma,
    "bm25s": measure_bm25s,
    "langchain": measure_langchain,
}


def _vectors(items: Sequence[Item], embedder: Embedder) -> np.ndarray[Any, np.dtype[np.float32]]:
    parts = [embedder.encode([i.text for i in items[at : at + 2000]]) for at in range(0, len(items), 2000)]
    return np.concatenate(parts)


def _searched(library: Library, find: Callable[[str], list[str]]) -> Figures:
    """A hundred hits for every question, after twenty to warm up: quality where it is judged, and times."""
    for query in library.queries[:20]:
        find(query.text)
    rankings = []
    for query in library.queries:
        begun = time.perf_counter()
        hits = tuple(find(query.text))
        rankings.append(Ranking(query.id, hits, time.perf_counter() - begun))
    p50, p95 = _milliseconds([ranking.seconds for ranking in rankings])
    scores = score_rankings(library.queries, rankings) if library.judged else {}
    return scores | {"hundred_p50_ms": p50, "hundred_p95_ms": p95}


def _timed(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def _milliseconds(took: Sequence[float]) -> tuple[float, float]:
    return 1000 * percentile(took, 0.5), 1000 * percentile(took, 0.95)


def _disk(folder: Path) -> float:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) / 1e6


def _arguments(argv: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m evals.scale", description="大规模检索评测，与同类并排")
    parser.add_argument("--corpus", type=Path, help="条文：id、name、content，一行一条，可为 .gz")
    parser.add_argument("--laws", type=Path, help="法律所在目录，与 --size 同用")
    parser.add_argument("--size", type=int, default=0, help="由法律变化出这么多条")
    parser.add_argument("--queries", type=Path, required=True, help="问题：id、text、pos，一行一条")
    parser.add_argument("--sides", nargs="+", default=list(SIDES), choices=list(SIDES), help="测哪些")
    parser.add_argument("--index", type=Path, help="我们的索引所在；已有则不重建，不写则用临时目录")
    parser.add_argument("--out", type=Path, help="结果（JSON）写到哪里")
    parser.add_argument("--alone", action="store_true", help=argparse.SUPPRESS)
    return parser.parse_args(argv)


def main(argv: Sequence[str]) -> int:
    """Measures every side in a process of its own and prints what it found as JSON."""
    given = _arguments(argv)
    if given.alone:
        _say(json.dumps(_measure_alone(given)))
        return 0
    results = {side: _in_process(argv, side) for side in given.sides}
    text = json.dumps(results, indent=1)
    if given.out:
        given.out.write_text(text + "\n", encoding="utf-8")
    _say(text)
    return 0


def _measure_alone(given: argparse.Namespace) -> Figures:
    library = read_library(given)
    before = _memory()
    with tempfile.TemporaryDirectory() as temporary:
        folder = given.index if given.index and given.sides == ["ours"] else Path(temporary)
        figures = SIDES[given.sides[0]](library, folder)
    rounded = {name: round(value, 4) for name, value in figures.items()}
    return rounded | {"items": len(library.items), "texts_mb": before, "peak_mb": _memory()}


def _memory() -> float:
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1)


def _in_process(argv: Sequence[str], side: str) -> Figures:
    own = [argument for argument in argv if argument not in SIDES and argument != "--sides"]
    command = [sys.executable, "-m", "evals.scale", *own, "--sides", side, "--alone"]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    figures: Figures = json.loads(done.stdout.splitlines()[-1])
    return figures


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
