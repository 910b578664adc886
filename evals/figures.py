"""The figures of the documents: kept as the files of one run, from which tables and charts are rendered.

What stands in a page between `<!-- figures: library -->` and `<!-- end -->` is written here, nowhere else.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evals.bench import Line
from evals.comparison import comparison_chart, comparison_table, library_lines
from evals.scale import Figures

# A run over a library and the page that shows it.
RUNS = ("library", "large")
PAGE = "retrieval.md"
# The embedder's cards, seen from the documents; each has a row for the search that ships.
CARDS = ("embedder.md", "../assistant/retrieval/model/README.md")
SHIPPED = "search as shipped: words, lexicon, ours, the document"
_BLOCK = re.compile(r"(<!-- figures: (\w+) -->\n).*?(<!-- end -->)", re.S)


@dataclass(frozen=True, slots=True)
class Run:
    """What a run over a library found, side by side, and what it was made with."""

    sides: Mapping[str, Figures]
    configuration: Mapping[str, Any]

    @classmethod
    def read(cls, path: Path) -> Run:
        """The run of a file that `write` wrote."""
        held = json.loads(path.read_text(encoding="utf-8"))
        return cls(held["sides"], held["configuration"])

    def write(self, path: Path) -> None:
        """Writes the run as JSON."""
        held = {"configuration": self.configuration, "sides": self.sides}
        path.write_text(json.dumps(held, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def take_figures(out: Path, docs: Path) -> tuple[str, ...]:
    """Puts the runs of a bench's folder into the documents; gives the names of those that were there."""
    found = tuple(name for name in RUNS if (out / f"{name}.json").exists())
    (docs / "figures").mkdir(exist_ok=True)
    for name in found:
        shutil.copyfile(out / f"{name}.json", docs / "figures" / f"{name}.json")
    render_documents(docs)
    return found


def render_documents(docs: Path) -> None:
    """Renders tables and charts from the runs that the documents keep."""
    runs = kept_runs(docs)
    for name, run in runs.items():
        chart = comparison_chart(run.sides)
        (docs / "images" / f"{name}.svg").write_text(chart, encoding="utf-8")
    page = docs / PAGE
    page.write_text(rendered(page.read_text(encoding="utf-8"), runs), encoding="utf-8")
    for card in (docs / name for name in CARDS if "library" in runs and (docs / name).exists()):
        row = shipped_row(runs["library"])
        text = re.sub(rf"^\| \*\*{SHIPPED}\*\* \|.*$", row, card.read_text(encoding="utf-8"), flags=re.M)
        card.write_text(text, encoding="utf-8")


def shipped_row(run: Run) -> str:
    """What the search that ships finds, on all questions and on the odd half, as a row of a card's table."""
    ours = run.sides["ours"]
    every, odd = (
        " / ".join(f"{ours[half + name]:.3f}" for name in ("recall@10", "recall@100", "mrr@10"))
        for half in ("", "odd ")
    )
    return f"| **{SHIPPED}** | {every} | {odd} |"


def kept_runs(docs: Path) -> dict[str, Run]:
    """The runs that the documents keep, by name."""
    paths = {name: docs / "figures" / f"{name}.json" for name in RUNS}
    return {name: Run.read(path) for name, path in paths.items() if path.exists()}


def rendered(text: str, runs: Mapping[str, Run]) -> str:
    """A page with its blocks of figures written anew; a block without a run stays as it is."""

    def block(match: re.Match[str]) -> str:
        name = match.group(2)
        return match.group(1) + _figures(name, runs[name]) + match.group(3) if name in runs else match.group()

    return _BLOCK.sub(block, text)


def _figures(name: str, run: Run) -> str:
    ours = run.sides["ours"]
    loads = [
        side[kind] for side in run.sides.values() for kind in ("build_load", "serve_load") if kind in side
    ]
    told = (
        f"{ours['items']:,.0f} clauses, {run.configuration['started'][:10]}, {run.configuration['machine']}; "
        f"load of the machine when a stage began: {min(loads):.1f} to {max(loads):.1f}."
    )
    table = comparison_table(run.sides)
    bars = _bars(library_lines({"ours": ours, "chroma": run.sides["chroma"]}))
    return f"{told}\n\n{table}\n![all sides](images/{name}.svg)\n\n{bars}"


def _bars(lines: tuple[Line, ...]) -> str:
    """Our own figures with their bars."""
    own = [line for line in lines if not line.name.startswith("Chroma, bare")]
    rows = [f"| {line.name} | {_said(line)} | {line.bar_text} |" for line in own]
    return "\n".join(["| ours | measured | bar |", "|---|---|---|", *rows]) + "\n"


def _said(line: Line) -> str:
    decimals = {"ms": 1, "MB": 0, "answers/s": 0, "s": 2, "×": 2}.get(line.unit, 3)
    return f"{line.value:.{decimals}f} {line.unit}".rstrip()
