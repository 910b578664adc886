"""A reranker: a cross-encoder that reads question and clause together and orders what search has found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any, Protocol

from assistant.errors import UserError
from assistant.retrieval.search import Hit, Search
from assistant.retrieval.segment import Filters

# How many hits are read again; a cross-encoder reads each by itself.
POOL = 30


class Reranker(Protocol):
    """Anything that says how well each text answers a question."""

    def scores(self, question: str, texts: Sequence[str]) -> Sequence[float]:
        """A score a text, higher is better; comparable within one call only."""
        ...


@dataclass(frozen=True, slots=True)
class CrossEncoderReranker:
    """A cross-encoder that sentence-transformers loads."""

    model: Any

    def scores(self, question: str, texts: Sequence[str]) -> Sequence[float]:
        found: list[float] = self.model.predict(
            [(question, text) for text in texts], show_progress_bar=False
        ).tolist()
        return found


@lru_cache(maxsize=1)
def load_reranker(name: str) -> Reranker:
    """The cross-encoder of a folder or a model's name; raises UserError where it cannot be loaded."""
    from sentence_transformers import CrossEncoder

    try:
        return CrossEncoderReranker(CrossEncoder(name))
    except Exception as error:  # the loader raises whatever its files made it raise
        raise UserError(
            f"无法加载重排模型“{name}”。请检查 ASSISTANT_RERANKER 指向的目录或模型名称，"
            "不需要重排就去掉这项设置。"
        ) from error


@dataclass(frozen=True, slots=True)
class RerankedSearch(Search):
    """A search whose best hits are ordered anew. `texts`: clause id → what the reranker reads of it."""

    reranker: Reranker | None = None
    texts: Mapping[str, str] = field(default_factory=dict)

    def find(self, text: str, *, limit: int = 10, filters: Filters | None = None) -> tuple[Hit, ...]:
        """The clauses nearest to a text, best first; the ranks of both sides stay as they were."""
        hits = Search.find(self, text, limit=max(limit, POOL), filters=filters)
        if self.reranker is None or len(hits) < 2:
            return hits[:limit]
        read, rest = hits[:POOL], hits[POOL:]
        scores = self.reranker.scores(text, [self.texts.get(hit.clause_id, "") for hit in read])
        ordered = sorted(zip(scores, read, strict=True), key=lambda pair: -pair[0])
        return (*(replace(hit, score=float(score)) for score, hit in ordered), *rest)[:limit]


def with_reranker(search: Search, reranker: Reranker, texts: Mapping[str, str]) -> RerankedSearch:
    """The search with its hits ordered by the reranker."""
    return RerankedSearch(search.index, search.embedder, search.fusion, reranker, texts)
