"""Vectors and the nearest among them: an exact scan of a mapped file, or Chroma.

The exact scan is quicker than a graph up to some ten thousand vectors, starts at once and takes any filter.
Chroma serves the large libraries. Its own metadata filter costs a hundred milliseconds and more, so a filter
never goes through it: more is fetched than asked for and thinned out, and a filter that leaves little is
served by the exact scan of what it leaves. LangChain makes a collection; Chroma is filled and asked by
itself: LangChain keeps a text beside each vector and reads it back with every hit, which takes longer than
finding it.
"""

from __future__ import annotations

import shutil
import weakref
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlsplit

import numpy as np
from numpy.typing import NDArray

from assistant.errors import IndexFault
from assistant.retrieval.lexical import highest

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]

# Above so many vectors a graph finds its hundred nearest sooner than a scan does.
EXACT_LIMIT = 20_000
# More than this is not fetched from Chroma to be thinned out: scanning what a filter leaves is quicker.
MOST_FETCHED = 800
SPARE = 1.5
# Gaps up to so many rows are scanned too: beginning another stretch costs more.
SMALL_GAP = 32


class Vectors(Protocol):
    """The vectors of a segment, in the order of its items."""

    def nearest(self, vector: Floats, limit: int, allowed: Mask | None = None) -> tuple[Ints, Floats]:
        """Rows and cosines of the nearest, best first; only rows that `allowed` marks."""
        ...

    def cosines(self, vector: Floats, rows: Ints) -> Floats:
        """The cosines of certain rows."""
        ...


@dataclass(frozen=True, slots=True)
class ExactVectors:
    """float32 (n, dimensions), each of length one, mapped from a file."""

    matrix: Floats

    @classmethod
    def open(cls, path: Path) -> ExactVectors:
        """The vectors of a file that numpy saved."""
        found = np.load(path, mmap_mode="r" if path.stat().st_size > 1_000_000 else None, allow_pickle=False)
        return cls(np.asarray(found))

    def nearest(self, vector: Floats, limit: int, allowed: Mask | None = None) -> tuple[Ints, Floats]:
        """Rows and cosines of the nearest, best first."""
        if allowed is None:
            scores = self.matrix @ vector
            rows = highest(scores, limit)
            return rows, scores[rows]
        held = np.flatnonzero(allowed)
        scores = self._scan(vector, held)
        best = highest(scores, limit)
        return held[best], scores[best]

    def _scan(self, vector: Floats, held: Ints) -> Floats:
        """Cosines of some rows in order: stretch by stretch, or gathered one by one where they lie thin."""
        breaks = np.flatnonzero(np.diff(held) > SMALL_GAP) + 1
        if len(held) < 8 * (len(breaks) + 1):
            return self.cosines(vector, held)
        starts = held[np.concatenate([[0], breaks])]
        ends = held[np.concatenate([breaks - 1, [-1]])] + 1
        lengths = ends - starts
        offsets = np.cumsum(lengths) - lengths
        scores = np.empty(int(lengths.sum()), dtype=np.float32)
        for start, end, offset in zip(starts.tolist(), ends.tolist(), offsets.tolist(), strict=True):
            np.matmul(self.matrix[start:end], vector, out=scores[offset : offset + end - start])
        shifts = np.repeat(starts - offsets, np.diff(np.concatenate([[0], breaks, [len(held)]])))
        found: Floats = scores[held - shifts]
        return found

    def cosines(self, vector: Floats, rows: Ints) -> Floats:
        """The cosines of certain rows."""
        found: Floats = self.matrix[rows] @ vector
        return found


@dataclass(frozen=True, slots=True)
class ChromaVectors:
    """A Chroma collection, with the exact scan beside it for filters that leave little."""

    exact: ExactVectors
    collection: Any

    def nearest(self, vector: Floats, limit: int, allowed: Mask | None = None) -> tuple[Ints, Floats]:
        """Rows and cosines of the nearest, best first (approximate: the graph may miss some).

        A store that fails while it is in use is not waited for: the exact scan takes its place.
        """
        size = len(self.exact.matrix)
        wanted = min(limit, size)
        if allowed is not None:
            left = int(np.count_nonzero(allowed))
            wanted = min(int(limit * SPARE * size / left) + 10 if left else size, size)
            if left <= EXACT_LIMIT or wanted > MOST_FETCHED:
                return self.exact.nearest(vector, limit, allowed)
        try:
            rows = self._query(vector, wanted)
        except Exception:  # a transport error, or whatever a damaged store raises
            return self.exact.nearest(vector, limit, allowed)
        if allowed is not None:
            rows = rows[allowed[rows]]
            if len(rows) < min(limit, left):
                return self.exact.nearest(vector, limit, allowed)
        rows = rows[:limit]
        return rows, self.exact.cosines(vector, rows)

    def _query(self, vector: Floats, limit: int) -> Ints:
        found = self.collection.query(query_embeddings=[vector], n_results=limit, include=[])
        return np.array([int(name) for name in found["ids"][0]], dtype=np.int64)

    def cosines(self, vector: Floats, rows: Ints) -> Floats:
        """The cosines of certain rows."""
        return self.exact.cosines(vector, rows)


@dataclass(frozen=True, slots=True)
class ChromaPlace:
    """Where Chroma keeps its collections: a folder each on this machine, or a server.

    A folder each, because Chroma's files bear one writing process at most: what is being built never
    touches what is being read.
    """

    folder: Path
    url: str | None = None

    def client(self, collection: str) -> Any:  # noqa: ANN401  (chromadb's class would have to be imported)
        """A client; nothing is reported to anybody. Raises IndexFault where the server does not answer."""
        import chromadb
        from chromadb.config import Settings

        quiet = Settings(anonymized_telemetry=False)
        if self.url is None:
            return chromadb.PersistentClient(path=str(self.folder / collection), settings=quiet)
        parts = urlsplit(self.url)
        secure = parts.scheme == "https"
        port = parts.port or (443 if secure else 8000)
        try:
            return chromadb.HttpClient(host=parts.hostname or "", port=port, ssl=secure, settings=quiet)
        except Exception as error:  # chromadb wraps every transport error into a ValueError of its own
            message = f"连接不上 Chroma 服务 {self.url}。请检查服务是否启动、ASSISTANT_CHROMA_URL 是否正确。"
            raise IndexFault(message) from error


def open_chroma(place: ChromaPlace, collection: str, exact: ExactVectors) -> ChromaVectors | None:
    """The collection, or None where it is missing or holds another number of vectors than it should.

    Chroma opens a deleted store as a new, empty one: only the count shows it.
    """
    if place.url is None and not (place.folder / collection).is_dir():
        return None
    client: Any = None
    try:
        client = place.client(collection)
        found = client.get_collection(collection, embedding_function=None)
        whole = found.count() == len(exact.matrix)
    except IndexFault:
        raise
    except Exception:  # NotFoundError, or whatever a damaged store raises
        whole = False
    if whole:
        weakref.finalize(found, close_client, client)
        return ChromaVectors(exact, found)
    if client is not None:
        close_client(client)
    return None


def write_chroma(place: ChromaPlace, collection: str, parts: Iterable[Floats]) -> Iterator[int]:
    """Writes vectors, part by part, into a new collection, yielding how many are in after each part.

    LangChain makes the collection; the vectors go into it as they are. Its own adding puts a text beside each
    and looks for an older one first, which takes as long again as the graph.
    """
    from langchain_chroma import Chroma

    client = place.client(collection)
    try:
        Chroma(
            collection_name=collection,
            client=client,
            collection_configuration={"hnsw": {"space": "ip", "ef_search": 200}},
        )
        made = client.get_collection(collection)
        done = 0
        for part in parts:
            made.add(ids=[str(row) for row in range(done, done + len(part))], embeddings=part)
            done += len(part)
            yield done
    finally:
        close_client(client)


def drop_chroma(place: ChromaPlace, collections: Iterable[str]) -> None:
    """Deletes collections that no version of the index uses any more."""
    for name in collections:
        if place.url is None:
            shutil.rmtree(place.folder / name, ignore_errors=True)
            continue
        client = place.client(name)
        if name in {held.name for held in client.list_collections()}:
            client.delete_collection(name)
        close_client(client)


def close_client(client: Any) -> None:  # noqa: ANN401
    """Closes a client and, for a server, the connections that chromadb itself leaves open."""
    client.close()
    session = getattr(getattr(client, "_server", None), "_session", None)
    if session is not None:
        session.close()
