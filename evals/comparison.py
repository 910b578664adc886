"""The comparison at scale in words: lines with their bars, a table and a chart of all sides."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from evals.bench import Line
from evals.chart import panels
from evals.scale import Figures

# Above so many clauses the bars for a large library hold.
LARGE = 200_000
_TITLES = {
    "ours": "ours",
    "chroma": "Chroma, bare",
    "bm25s": "bm25s",
    "langchain": "LangChain + Chroma",
    "lightrag": "LightRAG, naive",
    "openwebui": "Open WebUI, plain",
}
# What is compared: figure, heading, decimals, and whether more is better.
_COLUMNS = (
    ("recall@10", "recall@10", 3, True),
    ("recall@100", "recall@100", 3, True),
    ("mrr@10", "MRR@10", 3, True),
    ("p50_ms", "p50, ms", 1, False),
    ("p95_ms", "p95, ms", 1, False),
    ("callers_p95_ms", "p95 of 10 callers, ms", 0, False),
    ("callers_per_s", "answers/s, 10 callers", 0, True),
    ("build_s", "build, s", 1, False),
    ("build_cpu_s", "build, CPU s", 1, False),
    ("disk_mb", "disk, MB", 0, False),
    ("memory_mb", "memory, MB", 0, False),
    ("cold_s", "cold start, s", 2, False),
)
_CHARTED = ("recall@10", "mrr@10", "p95_ms", "build_s", "memory_mb", "cold_s")
_WHOLE = (
    ("whole_p50_ms", "p50"),
    ("whole_p95_ms", "p95"),
    ("whole_callers_p50_ms", "10 callers p50"),
    ("whole_callers_p95_ms", "10 callers p95"),
)
# The least that is asked of finding on the judged library.
_FINDING = (("recall@10", 0.475), ("recall@100", 0.735), ("mrr@10", 0.39))


def library_lines(results: Mapping[str, Figures]) -> tuple[Line, ...]:
    """Our figures with their bars, and every other side's speed and recall beside them."""
    ours = results["ours"]
    section = f"library of {round(ours['items'] / 1000)}k" if "items" in ours else "library"
    return (*_own_lines(section, ours, results.get("chroma", {})), *_others(section, results))


def _own_lines(section: str, ours: Figures, bare: Figures) -> Iterator[Line]:
    large = ours.get("items", 0) > LARGE
    bar = 60.0 if large else 25.0
    for name, least in _FINDING:
        if name in ours:
            yield Line(section, name, ours[name], "", bar=least, least=True)
    yield Line(section, "search p50", ours["p50_ms"], "ms")
    yield Line(section, "search p95", ours["p95_ms"], "ms", bar=bar)
    yield Line(section, "search, CPU, mean", ours["mean_cpu_ms"], "ms")
    for name in ours:
        if name.startswith("filter_") and name.endswith("_p95_ms"):
            words = name.removesuffix("_p95_ms").replace("_", " ")
            yield Line(section, f"search p95, {words}", ours[name], "ms", bar=bar)
    yield Line(section, "10 callers p50", ours["callers_p50_ms"], "ms")
    yield Line(section, "10 callers p95", ours["callers_p95_ms"], "ms")
    yield Line(section, "10 callers", ours["callers_per_s"], "answers/s")
    for kind, unit in (("build_s", "by the clock"), ("build_cpu_s", "CPU")):
        if kind in ours and kind in bare:
            ratio = ours[kind] / bare[kind]
            limit = 1.5 if kind == "build_s" else None
            yield Line(section, f"build / Chroma's bare add, {unit}", ratio, "×", bar=limit)
    soon = None if large else 2.0
    yield Line(section, "adding a document", ours["add_s"], "s", bar=soon)
    yield Line(section, "withdrawing it", ours["withdraw_s"], "s", bar=soon)
    for name, words in _WHOLE:
        if name in ours:
            yield Line(section, f"whole answer and search, {words}", ours[name], "ms")
    memory = ours.get("whole_memory_mb", ours["memory_mb"])
    yield Line(section, "memory of a web process", memory, "MB", bar=None if large else 1200.0)
    yield Line(section, "cold start to the first answer", ours["cold_s"], "s")


def _others(section: str, results: Mapping[str, Figures]) -> Iterator[Line]:
    for side, figures in results.items():
        if side == "ours":
            continue
        for name, heading, _, _ in _COLUMNS:
            if name in figures:
                yield Line(section, f"{_TITLES[side]}, {heading}", figures[name], "")


def comparison_table(results: Mapping[str, Figures]) -> str:
    """All sides in a table, the best of each row bold."""
    sides = list(results)
    rows = [
        "| | " + " | ".join(_TITLES[side] for side in sides) + " |",
        "|---|" + "---|" * len(sides),
    ]
    for name, heading, decimals, more in _COLUMNS:
        values = [results[side].get(name) for side in sides]
        known = [round(value, decimals) for value in values if value is not None]
        if not known:
            continue
        best = max(known) if more else min(known)
        cells = [
            "–" if value is None else _cell(value, decimals, best=round(value, decimals) == best)
            for value in values
        ]
        rows.append(f"| {heading} | " + " | ".join(cells) + " |")
    return "\n".join(rows) + "\n"


def _cell(value: float, decimals: int, *, best: bool) -> str:
    text = f"{value:.{decimals}f}"
    return f"**{text}**" if best else text


def comparison_chart(results: Mapping[str, Figures]) -> str:
    """A small chart for each of the main figures, all sides in each."""
    charted = []
    for name, heading, decimals, more in _COLUMNS:
        rows = [
            (_TITLES[side], figures[name], f"{figures[name]:.{decimals}f}")
            for side, figures in results.items()
            if name in figures
        ]
        if name in _CHARTED and rows:
            charted.append((f"{heading} ({'more' if more else 'less'} is better)", rows))
    return panels("Finding at scale, side by side", charted, marked=_TITLES["ours"])
