"""Finding measured: index a corpus, search every query with the shipped defaults, score the rankings."""

from __future__ import annotations

import argparse
import gzip
import json
import math
import re
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from assistant.errors import UserError
from assistant.retrieval.embedder import Embedder, load_embedder
from assistant.retrieval.index import Index, IndexProblem, Workplace, build_index, open_index
from assistant.retrieval.search import Fusion, Search
from assistant.retrieval.segment import Item, Origin
from assistant.retrieval.words import read_dictionary, read_lexicon
from assistant.settings import read_settings

DEPTH = 100
_ARTICLE = re.compile(r"第[〇零一二三四五六七八九十百千万\d]+条(?:之[一二三四五六七八九十]+)?$")
# What a law's full name has beyond its short one.
_DRESS = re.compile(r"中华人民共和国|[《》\s]")


@dataclass(frozen=True, slots=True)
class Query:
    """A question with the ids of the items that answer it."""

    id: str
    text: str
    pos: frozenset[str]


@dataclass(frozen=True, slots=True)
class Ranking:
    """What was found for a query, best first, and how long it took."""

    id: str
    hits: tuple[str, ...]
    seconds: float


def read_corpus(path: Path) -> tuple[list[Item], list[Origin]]:
    """Items and documents of a corpus file (`id`, `name`, `content`, a JSON object a line, gzip or plain).

    An item's document is its `law`, or its name without the article's number, under one name whether written
    short or in full (商标法, 《中华人民共和国商标法》). Raises UserError, naming the line, where a line is no
    such object.
    """
    items = []
    origins: dict[str, Origin] = {}
    for number, line in enumerate(_lines(path), 1):
        try:
            held = json.loads(line)
            name = str(held["name"])
            key = _DRESS.sub("", str(held.get("law") or _ARTICLE.sub("", name)))
            items.append(Item(str(held["id"]), str(held["content"]), name, key))
        except (ValueError, KeyError, TypeError) as error:
            raise UserError(f"{path} 第 {number} 行不是有效的条文记录（需要 id、name、content）。") from error
        origins.setdefault(key, Origin(key))
    return items, list(origins.values())


def read_queries(path: Path) -> list[Query]:
    """The queries of a file (`id`, `text`, `pos`, a JSON object a line); raises UserError naming the line."""
    queries = []
    for number, line in enumerate(_lines(path), 1):
        try:
            held = json.loads(line)
            queries.append(Query(str(held["id"]), str(held["text"]), frozenset(map(str, held["pos"]))))
        except (ValueError, KeyError, TypeError) as error:
            raise UserError(f"{path} 第 {number} 行不是有效的问题记录（需要 id、text、pos）。") from error
    return queries


def _lines(path: Path) -> list[str]:
    try:
        data = path.read_bytes()
        text = (gzip.decompress(data) if path.suffix == ".gz" else data).decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(f"无法读取文件 {path}。请检查路径和编码（UTF-8）。") from error
    return [line for line in text.split("\n") if line.strip()]


def search_all(search: Search, queries: Sequence[Query]) -> list[Ranking]:
    """Every query searched, one after the other."""
    rankings = []
    for query in queries:
        begun = time.perf_counter()
        hits = tuple(hit.clause_id for hit in search.find(query.text, limit=DEPTH))
        rankings.append(Ranking(query.id, hits, time.perf_counter() - begun))
    return rankings


def score_rankings(queries: Sequence[Query], rankings: Sequence[Ranking]) -> dict[str, float]:
    """Recall@5/10/20/100, MRR@10 and nDCG@10, means over the queries that have an answer."""
    pairs = [(q.pos, r.hits) for q, r in zip(queries, rankings, strict=True) if q.pos]
    count = max(len(pairs), 1)
    scores = {
        f"recall@{k}": sum(len(pos.intersection(hits[:k])) / len(pos) for pos, hits in pairs) / count
        for k in (5, 10, 20, 100)
    }
    scores["mrr@10"] = sum(_reciprocal_rank(pos, hits[:10]) for pos, hits in pairs) / count
    scores["ndcg@10"] = sum(_gain(pos, hits[:10]) for pos, hits in pairs) / count
    return scores


def _reciprocal_rank(pos: frozenset[str], hits: Sequence[str]) -> float:
    return next((1 / rank for rank, hit in enumerate(hits, 1) if hit in pos), 0.0)


def _gain(pos: frozenset[str], hits: Sequence[str]) -> float:
    gained = sum(1 / math.log2(rank + 1) for rank, hit in enumerate(hits, 1) if hit in pos)
    return gained / sum(1 / math.log2(rank + 1) for rank in range(1, min(len(pos), 10) + 1))


def percentile(values: Sequence[float], share: float) -> float:
    """The value that the share of all values does not exceed (nearest rank)."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)] if ordered else 0.0


def build_for(corpus: Path, folder: Path, embedder: Embedder) -> tuple[Index, float]:
    """The index of a corpus file, built with the shipped defaults, and the seconds to build and open it."""
    items, origins = read_corpus(corpus)
    begun = time.perf_counter()
    place = Workplace(folder, read_settings().chroma_url)
    build_index(
        items,
        origins,
        place,
        embedder,
        corpus=corpus.name,
        lexicon=read_lexicon(),
        dictionary=read_dictionary(),
        progress=True,
    )
    index = open_index(place)
    if isinstance(index, IndexProblem):
        raise UserError(index.message)
    return index, time.perf_counter() - begun


def tune(index: Index, embedder: Embedder, queries: Sequence[Query]) -> tuple[Fusion, dict[str, float]]:
    """The best fusion on every second query, and its scores on the others.

    Best is the sum of recall@10, recall@100 and MRR@10.
    """
    learning, held_out = queries[::2], queries[1::2]

    def scores(fusion: Fusion, part: Sequence[Query]) -> dict[str, float]:
        return score_rankings(part, search_all(Search(index, embedder, fusion), part))

    best = Fusion()
    for variants in _STEPS:
        worth = {}
        for fusion in variants(best):
            found = scores(fusion, learning)
            worth[fusion] = found["recall@10"] + found["recall@100"] + found["mrr@10"]
            _say(f"{fusion}\t{json.dumps(_rounded(found))}")
        best = max(worth, key=lambda fusion: worth[fusion])
    return best, scores(best, held_out)


def _meanings(fusion: Fusion) -> list[Fusion]:
    return [replace(fusion, meaning=share / 20) for share in range(4, 16)]


def _lexicons(fusion: Fusion) -> list[Fusion]:
    return [replace(fusion, lexicon=weight / 5) for weight in range(5)]


_STEPS: tuple[Callable[[Fusion], list[Fusion]], ...] = (_meanings, _lexicons, _meanings)


def _rounded(scores: Mapping[str, float]) -> dict[str, float]:
    return {name: round(value, 4) for name, value in scores.items()}


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def _size(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


def _report(index: Index, folder: Path, seconds: float, rankings: Sequence[Ranking]) -> dict[str, float]:
    took = [ranking.seconds for ranking in rankings]
    return {
        "items": len(index),
        "p50_ms": round(1000 * percentile(took, 0.5), 2),
        "p95_ms": round(1000 * percentile(took, 0.95), 2),
        "build_seconds": round(seconds, 2),
        "index_bytes": _size(folder),
        "peak_memory_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1),
    }


def _arguments(argv: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m evals retrieval", description="检索评测")
    parser.add_argument(
        "--corpus", type=Path, required=True, help="条文：id、name、content，一行一条，可为 .gz"
    )
    parser.add_argument("--queries", type=Path, required=True, help="问题：id、text、pos，一行一条")
    parser.add_argument("--out", type=Path, help="检索结果写到哪里，一行一问")
    parser.add_argument("--index", type=Path, help="索引放在哪里；不写则用临时目录")
    parser.add_argument("--tune", action="store_true", help="在一半问题上调融合参数，在另一半上报告")
    parser.add_argument("--sides", action="store_true", help="另报告只用词、只用向量时的结果")
    return parser.parse_args(argv)


def main(argv: Sequence[str]) -> int:
    """Runs the evaluation; 0, or raises UserError for files that cannot be used."""
    given = _arguments(argv)
    embedder = load_embedder(read_settings().embedder)
    queries = read_queries(given.queries)
    with tempfile.TemporaryDirectory() as temporary:
        folder = given.index or Path(temporary)
        index, seconds = build_for(given.corpus, folder, embedder)
        rankings = search_all(Search(index, embedder), queries)
        if given.out:
            _write(given.out, rankings)
        for name, value in (
            score_rankings(queries, rankings) | _report(index, folder, seconds, rankings)
        ).items():
            _say(f"{name}\t{round(value, 4)}")
        _extras(given, index, embedder, queries)
    return 0


def _extras(given: argparse.Namespace, index: Index, embedder: Embedder, queries: Sequence[Query]) -> None:
    sides: Mapping[str, Callable[[], Fusion]] = {
        "words": lambda: Fusion(meaning=0.0),
        "meaning": lambda: Fusion(meaning=1.0),
    }
    for name, fusion in sides.items() if given.sides else ():
        found = search_all(Search(index, embedder, fusion()), queries)
        _say(f"{name}\t{json.dumps(_rounded(score_rankings(queries, found)))}")
    if given.tune:
        best, scores = tune(index, embedder, queries)
        _say(f"tuned\t{json.dumps(asdict(best))}\nother half\t{json.dumps(_rounded(scores))}")


def _write(path: Path, rankings: Sequence[Ranking]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8") as stream:
        for ranking in rankings:
            line = {"id": ranking.id, "hits": ranking.hits, "seconds": round(ranking.seconds, 6)}
            stream.write(json.dumps(line, ensure_ascii=False) + "\n")
