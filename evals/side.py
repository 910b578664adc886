"""The sides that are compared at scale: how each builds its store from a library, and how it finds."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from assistant.retrieval.embedder import langchain_embeddings, load_embedder
from assistant.retrieval.index import Index, IndexProblem, Workplace, build_index, open_index
from assistant.retrieval.search import Search
from assistant.retrieval.words import read_dictionary, read_lexicon, segment
from evals.library import Library

# A question and how many are wanted → ids, best first.
Find = Callable[[str, int], list[str]]
_PART = 5000


@dataclass(frozen=True, slots=True)
class Side:
    """A way of finding. `prepare`: what is not timed, giving what is; `open`: in a process of its own.

    `needs`: a package without which it cannot run.
    """

    prepare: Callable[[Library, Path], Callable[[], None]]
    open: Callable[[Path], Find]
    needs: str | None = None

    @property
    def installed(self) -> bool:
        """Whether what it needs is there."""
        return self.needs is None or find_spec(self.needs) is not None


def prepare_ours(library: Library, folder: Path) -> Callable[[], None]:
    """Our index: words, vectors, Chroma."""
    embedder = load_embedder(None)
    lexicon, dictionary = read_lexicon(), read_dictionary()

    def build() -> None:
        build_index(
            library.items,
            library.origins,
            Workplace(folder),
            embedder,
            corpus="scale",
            lexicon=lexicon,
            dictionary=dictionary,
        )

    return build


def opened_index(folder: Path) -> Index:
    """Our index of a folder; raises RuntimeError where there is something wrong with it."""
    index = open_index(Workplace(folder))
    if isinstance(index, IndexProblem):
        raise RuntimeError(index.message)
    return index


def open_ours(folder: Path) -> Find:
    """Words and meaning fused, as shipped."""
    search = Search(opened_index(folder), load_embedder(None))
    return lambda text, limit: [hit.clause_id for hit in search.find(text, limit=limit)]


def prepare_chroma(library: Library, folder: Path) -> Callable[[], None]:
    """Chroma's bare add of the same vectors, made before the clock starts."""
    embedder = load_embedder(None)
    texts = [item.text for item in library.items]
    vectors = np.concatenate([embedder.encode(texts[at : at + _PART]) for at in range(0, len(texts), _PART)])
    collection = _chroma(folder).create_collection("bare", configuration={"hnsw": {"space": "ip"}})

    def build() -> None:
        for at in range(0, len(vectors), _PART):
            ids = [item.id for item in library.items[at : at + _PART]]
            collection.add(ids=ids, embeddings=vectors[at : at + _PART])

    return build


def open_chroma(folder: Path) -> Find:
    """Chroma's bare query with our embedder."""
    embedder = load_embedder(None)
    collection = _chroma(folder).get_collection("bare")

    def find(text: str, limit: int) -> list[str]:
        asked: Any = embedder.encode([text])
        found = collection.query(query_embeddings=asked, n_results=limit, include=["distances"])
        return list(found["ids"][0])

    return find


def prepare_bm25s(library: Library, folder: Path) -> Callable[[], None]:
    """bm25s over the words of our segmenter (its own finds nothing in Chinese)."""
    import bm25s

    def build() -> None:
        retriever = bm25s.BM25()
        words = [list(segment(f"{item.heading}\n{item.text}")) for item in library.items]
        retriever.index(words, show_progress=False)
        retriever.save(str(folder))
        (folder / "ids.json").write_text(json.dumps([item.id for item in library.items]), encoding="utf-8")

    return build


def open_bm25s(folder: Path) -> Find:
    """bm25s alone."""
    import bm25s

    retriever = bm25s.BM25.load(str(folder))
    names = json.loads((folder / "ids.json").read_text(encoding="utf-8"))

    def find(text: str, limit: int) -> list[str]:
        found, _ = retriever.retrieve([list(segment(text))], k=limit, show_progress=False, n_threads=1)
        return [names[int(row)] for row in found[0]]

    return find


def prepare_langchain(library: Library, folder: Path) -> Callable[[], None]:
    """The stock pipeline: recursive splitter (1000/200), Chroma, the same embedder."""
    from langchain_core.documents import Document
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    store = _langchain(folder)

    def build() -> None:
        splitter = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200)
        documents = [
            Document(f"{item.heading}\n{item.text}", metadata={"id": item.id, "law": item.origin})
            for item in library.items
        ]
        chunks = splitter.split_documents(documents)
        for at in range(0, len(chunks), _PART):
            store.add_documents(chunks[at : at + _PART])

    return build


def open_langchain(folder: Path) -> Find:
    """LangChain's similarity search."""
    store = _langchain(folder)

    def find(text: str, limit: int) -> list[str]:
        found = store.similarity_search(text, k=limit)
        return list(dict.fromkeys(str(chunk.metadata["id"]) for chunk in found))

    return find


def _langchain(folder: Path) -> Any:  # noqa: ANN401  (langchain_chroma is imported late)
    from langchain_chroma import Chroma

    return Chroma(client=_chroma(folder), embedding_function=langchain_embeddings(load_embedder(None)))


def _chroma(folder: Path) -> Any:  # noqa: ANN401  (chromadb is imported late)
    import chromadb
    from chromadb.config import Settings

    return chromadb.PersistentClient(path=str(folder), settings=Settings(anonymized_telemetry=False))


def prepare_lightrag(library: Library, folder: Path) -> Callable[[], None]:
    """LightRAG's store of chunks, a clause a chunk, the same embedder.

    Its own insertion would send every chunk to a language model for entities, which naive mode never reads.
    """
    run, rag = _lightrag(folder)

    def build() -> None:
        for at in range(0, len(library.items), _PART):
            chunks = {
                item.id: {
                    "content": f"{item.heading}\n{item.text}",
                    "full_doc_id": item.id,
                    "file_path": item.id,
                    "tokens": len(item.text),
                    "chunk_order_index": 0,
                }
                for item in library.items[at : at + _PART]
            }
            run(rag.chunks_vdb.upsert(chunks))
        run(rag.chunks_vdb.index_done_callback())

    return build


def open_lightrag(folder: Path) -> Find:
    """LightRAG's naive mode, the passages without an answer; its calls share one event loop."""
    from lightrag import QueryParam

    run, rag = _lightrag(folder)

    def find(text: str, limit: int) -> list[str]:
        asked = QueryParam(
            mode="naive",
            top_k=limit,
            chunk_top_k=limit,
            enable_rerank=False,
            max_total_tokens=10_000_000,
        )
        found = run(rag.aquery_data(text, asked))
        return [str(chunk["file_path"]) for chunk in found.get("data", {}).get("chunks", ())]

    return find


def _lightrag(folder: Path) -> tuple[Callable[[Any], Any], Any]:
    """What waits for LightRAG's work on a loop of its own thread, and LightRAG itself."""
    import asyncio
    import threading

    from lightrag import LightRAG
    from lightrag.utils import EmbeddingFunc, Tokenizer

    embedder = load_embedder(None)

    async def encode(texts: list[str], **_: object) -> np.ndarray[Any, Any]:
        return embedder.encode(texts)

    async def answer(*_: object, **__: object) -> str:
        return ""

    class Characters:
        """Each character a token: LightRAG's own tokenizer would be downloaded."""

        def encode(self, text: str) -> list[int]:
            return [ord(character) for character in text]

        def decode(self, tokens: list[int]) -> str:
            return "".join(map(chr, tokens))

    loop = asyncio.new_event_loop()
    threading.Thread(target=loop.run_forever, daemon=True).start()

    def run(work: Any) -> Any:  # noqa: ANN401  (whatever the coroutine gives)
        return asyncio.run_coroutine_threadsafe(work, loop).result()

    async def opened() -> Any:  # noqa: ANN401  (lightrag is imported late)
        rag = LightRAG(
            working_dir=str(folder),
            llm_model_func=answer,
            embedding_func=EmbeddingFunc(embedding_dim=embedder.dimensions, func=encode),
            tokenizer=Tokenizer("characters", Characters()),
        )
        await rag.initialize_storages()
        return rag

    return run, run(opened())


def prepare_openwebui(library: Library, folder: Path) -> Callable[[], None]:
    """Open WebUI's store (Chroma behind its own client), its splitter's usual sizes, the same embedder."""
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    client = _openwebui(folder).get_vector_db_client()
    embedder = load_embedder(None)

    def build() -> None:
        splitter = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=100)
        for at in range(0, len(library.items), _PART):
            chunks = [
                (item.id, number, text)
                for item in library.items[at : at + _PART]
                for number, text in enumerate(splitter.split_text(f"{item.heading}\n{item.text}"))
            ]
            vectors = embedder.encode([text for _, _, text in chunks]).tolist()
            rows = [
                {"id": f"{name}#{number}", "text": text, "vector": vector, "metadata": {"name": name}}
                for (name, number, text), vector in zip(chunks, vectors, strict=True)
            ]
            client.insert("library", rows)

    return build


def open_openwebui(folder: Path) -> Find:
    """Open WebUI's plain search: its hybrid one reads the whole collection at every question."""
    searching = _openwebui(folder)
    embedder = load_embedder(None)

    def find(text: str, limit: int) -> list[str]:
        found = searching.query_doc("library", embedder.encode([text])[0].tolist(), limit)
        return list(dict.fromkeys(str(held["name"]) for held in found.metadatas[0]))

    return find


def _openwebui(folder: Path) -> Any:  # noqa: ANN401  (open_webui reads its settings when it is imported)
    import importlib
    import os

    told = {
        "DATA_DIR": str(folder),
        "FROM_INIT_PY": "true",
        "WEBUI_SECRET_KEY": "bench",
        "VECTOR_DB": "chroma",
    }
    os.environ.update(told)
    return importlib.import_module("open_webui.retrieval.utils")


# Ours first: a table reads from the top.
SIDES: dict[str, Side] = {
    "ours": Side(prepare_ours, open_ours),
    "chroma": Side(prepare_chroma, open_chroma),
    "bm25s": Side(prepare_bm25s, open_bm25s, "bm25s"),
    "langchain": Side(prepare_langchain, open_langchain, "langchain_text_splitters"),
    "lightrag": Side(prepare_lightrag, open_lightrag, "lightrag"),
    "openwebui": Side(prepare_openwebui, open_openwebui, "open_webui"),
}
