"""Embedders: texts to vectors of length one. Ours is a static one, read without torch."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from numpy.typing import NDArray

from assistant.errors import UserError

if TYPE_CHECKING:
    from langchain_core.embeddings import Embeddings
    from tokenizers import Tokenizer

OWN_MODEL = Path(__file__).resolve().parent / "model"
# Texts whose tokens are cut at once; more gains nothing.
BATCH = 64

Floats = NDArray[np.float32]


class Embedder(Protocol):
    """Anything that turns texts into vectors; `version` changes when the vectors do."""

    @property
    def dimensions(self) -> int: ...
    @property
    def version(self) -> str: ...
    def encode(self, texts: Sequence[str]) -> Floats:
        """float32, a row a text, each of length one (a text without known words: zeros)."""
        ...


def load_embedder(name: str | None = None, *, model: str = "", api_key: str = "") -> Embedder:
    """The embedder that a setting names.

    None: our own static one. A folder or a model name: sentence-transformers (a folder that holds nothing
    but a static embedding is read without torch). `http(s)://…`: an OpenAI-compatible endpoint, which needs
    `model`. Raises UserError where the name leads nowhere.
    """
    if name is None or name == "":
        return _own_embedder()
    if name.startswith(("http://", "https://")):
        return EndpointEmbedder.at(name, model, api_key)
    folder = Path(name)
    if folder.is_dir() and _static_folder(folder) is not None:
        return StaticEmbedder.read(folder)
    return TransformerEmbedder.load(name)


@lru_cache(maxsize=1)
def _own_embedder() -> Embedder:
    return StaticEmbedder.read(OWN_MODEL)


def normalised(vectors: Floats) -> Floats:
    """The vectors cut or stretched to length one; zeros stay zeros."""
    lengths = np.sqrt(np.einsum("ij,ij->i", vectors, vectors))[:, None]
    if lengths.min(initial=1.0) > 1e-12:
        every: Floats = vectors / lengths
        return every
    stretched: Floats = np.divide(vectors, lengths, out=np.zeros_like(vectors), where=lengths > 1e-12)
    return stretched


def _static_folder(folder: Path) -> Path | None:
    """Where the static embedding of a sentence-transformers folder lies; None if it holds anything else."""
    listing = folder / "modules.json"
    if not listing.is_file():
        return None
    modules = json.loads(listing.read_text(encoding="utf-8"))
    kinds = [str(module["type"]).rsplit(".", 1)[-1] for module in modules]
    if kinds not in (["StaticEmbedding"], ["StaticEmbedding", "Normalize"]):
        return None
    return folder / str(modules[0]["path"])


@dataclass(frozen=True, slots=True)
class StaticEmbedder:
    """The mean of the token vectors: what SentenceTransformer computes for the same folder, without torch."""

    tokenizer: Tokenizer
    # A row a token id, in the numbers of its file: a text needs a few rows in float32, never all.
    table: NDArray[Any]
    weights: Floats | None
    version: str

    @classmethod
    def read(cls, folder: Path) -> StaticEmbedder:
        """The embedder of a sentence-transformers folder; raises UserError where it is incomplete."""
        from safetensors.numpy import load
        from tokenizers import Tokenizer

        try:
            place = _static_folder(folder) or folder
            words = (place / "tokenizer.json").read_bytes()
            numbers = (place / "model.safetensors").read_bytes()
            tokenizer = Tokenizer.from_buffer(words)
            table, weights = _table(load(numbers))
        except Exception as error:  # both readers are Rust and raise bare exceptions
            raise UserError(f"向量模型目录不完整或已损坏：{folder}。请重新获取该模型。") from error
        tokenizer.no_padding()
        tokenizer.no_truncation()
        version = hashlib.sha256(words + numbers).hexdigest()[:16]
        return cls(tokenizer, table, weights, f"static-{version}")

    @property
    def dimensions(self) -> int:
        return int(self.table.shape[1])

    def encode(self, texts: Sequence[str]) -> Floats:
        """float32, a row a text, each of length one."""
        found = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        for start in range(0, len(texts), BATCH):
            part = list(texts[start : start + BATCH])
            try:
                encodings = self.tokenizer.encode_batch_fast(part, add_special_tokens=False)
            except TypeError:  # half of a surrogate pair, which UTF-8 does not know
                part = [text.encode("utf-8", "replace").decode("utf-8") for text in part]
                encodings = self.tokenizer.encode_batch_fast(part, add_special_tokens=False)
            for row, encoding in enumerate(encodings, start):
                ids = encoding.ids
                if ids:
                    rows = self.table.take(ids, axis=0).astype(np.float32, copy=False)
                    found[row] = rows.sum(axis=0) if self.weights is None else self.weights[ids] @ rows
        return normalised(found)


def _table(tensors: dict[str, Any]) -> tuple[NDArray[Any], Floats | None]:
    """A row a token id, from a plain table or model2vec's quantised form, and what each is scaled by."""
    if "embedding.weight" in tensors:
        return tensors["embedding.weight"], None
    table = tensors["embeddings"]
    if "mapping" in tensors:
        table = table[tensors["mapping"]]
    weights = tensors.get("weights")
    return table, None if weights is None else np.asarray(weights, dtype=np.float32)


@dataclass(frozen=True, slots=True)
class HashedEmbedder:
    """Characters and pairs hashed to signed places: needs no model, finds by spelling alone; for tests."""

    dimensions: int = 256
    version: str = "hashed-1"

    def encode(self, texts: Sequence[str]) -> Floats:
        """float32, a row a text, each of length one."""
        found = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        for row, text in enumerate(texts):
            points = np.frombuffer(text.encode("utf-32-le", "replace"), dtype=np.uint32).astype(np.uint64)
            pairs = np.concatenate([points, points[:-1] << np.uint64(21) | points[1:]])
            mixed = (pairs * np.uint64(0x9E3779B97F4A7C15)) >> np.uint64(40)
            signs = np.where(mixed & np.uint64(1), 1.0, -1.0).astype(np.float32)
            np.add.at(
                found[row], ((mixed >> np.uint64(1)) % np.uint64(self.dimensions)).astype(np.int64), signs
            )
        return normalised(found)


@dataclass(frozen=True, slots=True)
class TransformerEmbedder:
    """Any model that sentence-transformers loads."""

    model: Any
    dimensions: int
    version: str

    @classmethod
    def load(cls, name: str) -> TransformerEmbedder:
        """The model of a folder or of a hub's name; raises UserError where it cannot be loaded."""
        from sentence_transformers import SentenceTransformer

        try:
            model = SentenceTransformer(name)
        except Exception as error:  # the loader raises whatever its files made it raise
            raise UserError(
                f"无法加载向量模型“{name}”。请检查 ASSISTANT_EMBEDDER 指向的目录或模型名称。"
            ) from error
        return cls(model, int(model.get_embedding_dimension() or 0), f"st-{_fingerprint(name)}")

    def encode(self, texts: Sequence[str]) -> Floats:
        """float32, a row a text, each of length one."""
        found = self.model.encode(
            list(texts), normalize_embeddings=True, convert_to_numpy=True, show_progress_bar=False
        )
        return np.asarray(found, dtype=np.float32).reshape(len(texts), self.dimensions)


def _fingerprint(name: str) -> str:
    """A hash of a model's name and, for a folder, of its files' names, sizes and times."""
    folder = Path(name)
    files = sorted(p for p in folder.rglob("*") if p.is_file()) if folder.is_dir() else []
    seen = [(str(p.relative_to(folder)), p.stat().st_size, p.stat().st_mtime_ns) for p in files]
    return hashlib.sha256(repr((name, seen)).encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class EndpointEmbedder:
    """A model behind an OpenAI-compatible embeddings endpoint."""

    client: Any
    dimensions: int
    version: str

    @classmethod
    def at(cls, url: str, model: str, api_key: str) -> EndpointEmbedder:
        """The model at an address; one short text is sent to learn the vectors' length."""
        from langchain_openai import OpenAIEmbeddings
        from pydantic import SecretStr

        if not model:
            raise UserError("使用向量接口时需要写明模型名称：请设置 ASSISTANT_EMBEDDER_MODEL。")
        client = OpenAIEmbeddings(
            model=model,
            base_url=url,
            api_key=SecretStr(api_key or "none"),
            # Counting tokens would download a vocabulary that is not the served model's anyway.
            check_embedding_ctx_length=False,
            timeout=30,
            max_retries=1,
        )
        try:
            width = len(client.embed_query("政策"))
        except Exception as error:  # the client raises its transport's errors
            raise UserError(f"向量接口 {url} 没有应答。请检查地址、模型名称和密钥。") from error
        return cls(client, width, "endpoint-" + hashlib.sha256(f"{url} {model}".encode()).hexdigest()[:16])

    def encode(self, texts: Sequence[str]) -> Floats:
        """float32, a row a text, each of length one."""
        found = self.client.embed_documents(list(texts)) if texts else []
        return normalised(np.asarray(found, dtype=np.float32).reshape(len(texts), self.dimensions))


def langchain_embeddings(embedder: Embedder) -> Embeddings:
    """The same embedder behind LangChain's interface."""
    from langchain_core.embeddings import Embeddings

    class Adapter(Embeddings):
        def embed_documents(self, texts: list[str]) -> list[list[float]]:
            found: list[list[float]] = embedder.encode(texts).tolist()
            return found

        def embed_query(self, text: str) -> list[float]:
            found: list[float] = embedder.encode([text])[0].tolist()
            return found

    return Adapter()
