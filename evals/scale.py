"""Finding at scale, side by side: building, cold start, searching, filters, memory, adding a document.

Every side builds in a process of its own and serves in another, one after the other, on the same texts,
vectors and questions. What a serving process holds is what a web process would hold: it never sees the
corpus. A store that is kept can be served and measured again, beside the figures of its building.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date
from functools import partial
from pathlib import Path

from assistant.retrieval.embedder import load_embedder
from assistant.retrieval.index import FORM, Index, Workplace, change_index
from assistant.retrieval.search import Search
from assistant.retrieval.segment import Filters, Item, Origin
from evals.library import Source, questions, read_library
from evals.retrieval import Query, Ranking, percentile, score_rankings
from evals.side import SIDES, Find, opened_index

DEPTH = 100
SHOWN = 10
CALLERS = 10
# Filters and whole answers are measured on so many questions.
FILTERED = 300
DAY = date(2024, 6, 1)
READY = "ready"
Figures = dict[str, float]


def measure(name: str, source: Source, folder: Path, *, reuse: bool = False) -> Figures:
    """A side's figures; `folder` keeps its store.

    `reuse`: a store that was built from the same source with the same embedder is served as it is, beside the
    figures of its building, which are kept in a file next to it. Any other store is built anew.
    """
    kept = folder.with_name(f"{folder.name}-built.json")
    origin = _origin(source)
    built = _kept_figures(kept, origin) if reuse and folder.exists() else None
    if built is None:
        kept.unlink(missing_ok=True)
        shutil.rmtree(folder, ignore_errors=True)
        built = _child("build", name, source, folder)
        size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
        built |= {"disk_mb": size / 1e6}
        kept.write_text(json.dumps({"origin": origin, "figures": built}, indent=1) + "\n", encoding="utf-8")
    return built | _child("serve", name, source, folder)


def _origin(source: Source) -> dict[str, str]:
    """What a store was made from and in which form: another embedder or form makes another store."""
    files = {"corpus": source.corpus, "laws": source.laws}
    said = {name: str(path.resolve()) for name, path in files.items() if path}
    return said | {"size": str(source.size), "embedder": load_embedder(None).version, "form": str(FORM)}


def _kept_figures(path: Path, origin: dict[str, str]) -> Figures | None:
    """The figures of building a store; None where they are missing or belong to another origin."""
    if not path.exists():
        return None
    kept = json.loads(path.read_text(encoding="utf-8"))
    figures: Figures = kept["figures"]
    return figures if kept["origin"] == origin else None


def _child(stage: str, name: str, source: Source, folder: Path) -> Figures:
    """The figures of a stage in a process of its own, with the seconds to its first line of output.

    The machine's load when it begins is among them: what else ran says how far times can be believed.
    """
    load = os.getloadavg()[0]
    command = [sys.executable, "-m", "evals.scale", *source.arguments()]
    command += ["--stage", stage, "--sides", name, "--index", str(folder)]
    begun = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        # Peers may print what they like before and after.
        next((line for line in child.stdout if line.strip() == READY), None)
        first = time.perf_counter() - begun
        text = child.stdout.read()
    if child.returncode:
        raise RuntimeError(f"{name}: {stage} ended with {child.returncode}")
    figures: Figures = json.loads(next(line for line in text.splitlines() if line.startswith("{")))
    figures[f"{stage}_load"] = load
    return figures | ({"cold_s": first} if stage == "serve" else {})


def build(name: str, source: Source, folder: Path) -> Figures:
    """Seconds by the clock and of all processors to build a side's store."""
    library = read_library(source)
    folder.mkdir(parents=True, exist_ok=True)
    work = SIDES[name].prepare(library, folder)
    _say(READY)
    before = _processor_seconds()
    seconds = _timed(work)
    return {"items": len(library.items), "build_s": seconds, "build_cpu_s": _processor_seconds() - before}


def serve(name: str, source: Source, folder: Path) -> Figures:
    """What a serving process finds and takes."""
    asked = questions(source)
    find = SIDES[name].open(folder)
    find(asked[0].text, SHOWN)
    _say(READY)
    for query in asked[:20]:
        find(query.text, DEPTH)
    figures = _ranked(find, asked, judged=source.judged) | _alone_and_together(find, asked)
    figures["memory_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return figures | (_ours_only(asked, folder) if name == "ours" else {})


def _ranked(find: Find, asked: Sequence[Query], *, judged: bool) -> Figures:
    rankings = []
    for query in asked:
        begun = time.perf_counter()
        hits = tuple(find(query.text, DEPTH))
        rankings.append(Ranking(query.id, hits, time.perf_counter() - begun))
    p50, p95 = _milliseconds([ranking.seconds for ranking in rankings])
    scores = _scores(asked, rankings) if judged else {}
    return scores | {"hundred_p50_ms": p50, "hundred_p95_ms": p95}


def _scores(asked: Sequence[Query], rankings: Sequence[Ranking]) -> Figures:
    """The scores on all questions and, where questions are numbered, on the odd ones: weights were chosen on
    the even ones."""
    scores = score_rankings(asked, rankings)
    if all(query.id.isdecimal() for query in asked):
        pairs = zip(asked, rankings, strict=True)
        odd = [(query, ranking) for query, ranking in pairs if int(query.id) % 2]
        held = score_rankings([query for query, _ in odd], [ranking for _, ranking in odd])
        scores |= {f"odd {name}": value for name, value in held.items()}
    return scores


def _alone_and_together(find: Find, asked: Sequence[Query]) -> Figures:
    def one(query: Query) -> float:
        return _timed(lambda: find(query.text, SHOWN))

    before = time.process_time()
    alone = [one(query) for query in asked]
    spent = time.process_time() - before
    return {"mean_cpu_ms": 1000 * spent / len(asked)} | _times(one, asked, alone)


def _times(one: Callable[[Query], float], asked: Sequence[Query], alone: Sequence[float]) -> Figures:
    """p50 and p95 of questions asked one after the other, and by ten callers at once."""
    p50, p95 = _milliseconds(alone)
    begun = time.perf_counter()
    with ThreadPoolExecutor(CALLERS) as callers:
        many50, many95 = _milliseconds(list(callers.map(one, asked)))
    return {
        "p50_ms": p50,
        "p95_ms": p95,
        "callers_p50_ms": many50,
        "callers_p95_ms": many95,
        "callers_per_s": len(asked) / (time.perf_counter() - begun),
    }


def _ours_only(asked: Sequence[Query], folder: Path) -> Figures:
    """Filters, whole answers, and a document added and withdrawn; all leave the library as it was."""
    index = opened_index(folder)
    search = Search(index, load_embedder(None))
    figures: Figures = {}
    for name, filters in _filters(index):
        took = [_timed(partial(search.find, q.text, limit=SHOWN, filters=filters)) for q in asked[:FILTERED]]
        figures[f"{name}_p50_ms"], figures[f"{name}_p95_ms"] = _milliseconds(took)
    figures |= _whole_answers(search, asked[:FILTERED])
    return figures | _changed(folder)


def _whole_answers(search: Search, asked: Sequence[Query]) -> Figures:
    """Answers of the assistant with a search of the library beside each: what a web process does."""
    from evals.subject import open_subject

    assistant = open_subject().assistant
    assistant.answer(asked[0].text, as_of=DAY)

    def one(query: Query) -> float:
        def work() -> None:
            assistant.answer(query.text, as_of=DAY)
            search.find(query.text, limit=SHOWN)

        return _timed(work)

    figures = _times(one, asked, [one(query) for query in asked])
    figures["memory_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {f"whole_{name}": value for name, value in figures.items()}


def _filters(index: Index) -> Iterator[tuple[str, Filters]]:
    origins = [origin for segment in index.segments for origin in segment.origins.held]
    yield "filter_day", Filters(in_force_on=DAY)
    yield "filter_document", Filters(documents=frozenset({origins[-1].key}))
    regions = [origin.region for origin in origins if origin.region]
    if regions:
        yield "filter_large_region", Filters(region=max(set(regions), key=regions.count))
        yield "filter_small_region", Filters(region=min(set(regions), key=regions.count))
        yield "filter_level_and_day", Filters(level="市级", in_force_on=DAY)


def _changed(folder: Path) -> Figures:
    """Seconds until a new document is found by a reader, and until it is gone again."""
    embedder = load_embedder(None)
    text = "关于充电桩建设补助的规定"
    items = [Item(f"added/{n}", f"第{n}条 {text}", "充电桩办法", "added") for n in range(20)]

    def seen() -> bool:
        hits = Search(opened_index(folder), embedder).find(text, limit=1)
        return bool(hits) and hits[0].clause_id.startswith("added/")

    def add() -> None:
        change_index(Workplace(folder), embedder, corpus="scale", put=[(Origin("added"), items)])
        if not seen():
            raise RuntimeError("the added document is not found")

    def withdraw() -> None:
        change_index(Workplace(folder), embedder, corpus="scale", withdraw=["added"])
        if seen():
            raise RuntimeError("the withdrawn document is still found")

    return {"add_s": _timed(add), "withdraw_s": _timed(withdraw)}


def _timed(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def _milliseconds(took: Sequence[float]) -> tuple[float, float]:
    return 1000 * percentile(took, 0.5), 1000 * percentile(took, 0.95)


def _processor_seconds() -> float:
    """Of this process and of those that it has started and seen end."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


def _arguments(argv: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m evals.scale", description="大规模检索评测，与同类并排")
    parser.add_argument("--corpus", type=Path, help="条文：id、name、content，一行一条，可为 .gz")
    parser.add_argument("--laws", type=Path, help="法律所在目录，与 --size 同用")
    parser.add_argument("--size", type=int, default=0, help="由法律变化出这么多条")
    parser.add_argument("--queries", type=Path, required=True, help="问题：id、text、pos，一行一条")
    parser.add_argument("--sides", nargs="+", default=list(SIDES), choices=list(SIDES), help="测哪些")
    parser.add_argument("--index", type=Path, help="各方索引所在，留作重测；不写则用临时目录")
    parser.add_argument("--reuse", action="store_true", help="--index 中由同一来源建好的索引不重建，只重测")
    parser.add_argument("--out", type=Path, help="结果（JSON）写到哪里")
    parser.add_argument("--stage", choices=["build", "serve"], help=argparse.SUPPRESS)
    return parser.parse_args(argv)


def main(argv: Sequence[str]) -> int:
    """Measures every side and prints what it found as JSON."""
    given = _arguments(argv)
    source = Source(given.queries, given.corpus, given.laws, given.size)
    if given.stage:
        stage = build if given.stage == "build" else serve
        _say(json.dumps(stage(given.sides[0], source, given.index)))
        return 0
    with store_folder(given.index) as folder:
        results = measure_sides(given.sides, source, folder, reuse=given.reuse)
    text = json.dumps(results, indent=1)
    if given.out:
        given.out.write_text(text + "\n", encoding="utf-8")
    _say(text)
    return 0


def measure_sides(
    names: Sequence[str], source: Source, folder: Path, *, reuse: bool = False
) -> dict[str, Figures]:
    """The figures of every side that is installed, its store in a folder of its name."""
    installed = [name for name in names if SIDES[name].installed]
    return {name: measure(name, source, folder / name, reuse=reuse) for name in installed}


@contextmanager
def store_folder(given: Path | None) -> Iterator[Path]:
    """The folder that was given, made if need be, or a temporary one."""
    if given is not None:
        given.mkdir(parents=True, exist_ok=True)
        yield given
        return
    with tempfile.TemporaryDirectory() as temporary:
        yield Path(temporary)


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
