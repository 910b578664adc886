"""The figures of the documents are those of the runs that are kept beside them."""

import re
from pathlib import Path

import pytest

from evals.figures import CARDS, SHIPPED, Run, kept_runs, rendered, shipped_row, take_figures
from tests.evals.test_comparison import BARE, OURS

DOCS = Path(__file__).parents[2] / "docs"
ODD = {f"odd {name}": OURS[name] for name in ("recall@10", "recall@100", "mrr@10")}
SIDES = {"ours": {**OURS, **ODD, "build_load": 0.5, "serve_load": 3.25}, "chroma": BARE}
CONFIGURATION = {"started": "2026-11-26T04:00:00+00:00", "machine": "Linux x86_64, 2 cores"}
PAGE = "before\n<!-- figures: library -->\nstale text\n<!-- end -->\nafter\n"


def test_a_block_is_written_from_the_run():
    page = rendered(PAGE, {"library": Run(SIDES, CONFIGURATION)})
    assert page.startswith("before\n<!-- figures: library -->\n58,000 clauses, 2026-11-26")
    assert "0.5 to 3.2" in page
    assert "| p95, ms | 26.0 | **3.0** |" in page
    assert "| search p95 | 26.0 ms | ≤ 25 ms **missed** |" in page
    assert "stale text" not in page
    assert page.endswith("<!-- end -->\nafter\n")
    assert rendered(page, {"library": Run(SIDES, CONFIGURATION)}) == page


def test_a_block_without_a_run_stays():
    assert rendered(PAGE, {}) == PAGE


def test_the_runs_of_a_bench_become_those_of_the_documents(tmp_path):
    out, docs = tmp_path / "out", tmp_path / "docs"
    for folder in (out, docs, docs / "images"):
        folder.mkdir()
    (docs / "retrieval.md").write_text(PAGE, encoding="utf-8")
    Run(SIDES, CONFIGURATION).write(out / "library.json")
    (docs / "embedder.md").write_text(f"| **{SHIPPED}** | old | old |\n", encoding="utf-8")
    assert take_figures(out, docs) == ("library",)
    assert "| p95, ms | 26.0 | **3.0** |" in (docs / "retrieval.md").read_text(encoding="utf-8")
    assert (docs / "images" / "library.svg").read_text(encoding="utf-8").startswith("<svg")
    assert kept_runs(docs)["library"].sides == SIDES
    card = (docs / "embedder.md").read_text(encoding="utf-8")
    assert card == f"| **{SHIPPED}** | 0.500 / 0.700 / 0.400 | 0.500 / 0.700 / 0.400 |\n"


def test_our_documents_show_the_runs_that_they_keep():
    page = (DOCS / "retrieval.md").read_text(encoding="utf-8")
    runs = kept_runs(DOCS)
    assert "library" in runs
    assert page == rendered(page, runs)
    from evals.comparison import comparison_chart

    for name, run in runs.items():
        assert (DOCS / "images" / f"{name}.svg").read_text(encoding="utf-8") == comparison_chart(run.sides)


@pytest.mark.parametrize("card", CARDS)
def test_the_model_cards_show_the_fused_figures_of_that_run(card):
    row = shipped_row(kept_runs(DOCS)["library"])
    assert re.fullmatch(r"\| \*\*search as shipped[^|]*\| 0\.\d{3} / .* \| 0\.\d{3} / .* \|", row)
    assert row in (DOCS / card).read_text(encoding="utf-8").splitlines()
