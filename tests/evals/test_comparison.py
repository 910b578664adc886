"""The comparison at scale in words: bars, the best of each row, a chart that can be read."""

from xml.etree import ElementTree

from evals.comparison import comparison_chart, comparison_table, library_lines

OURS = {
    "items": 58_000,
    "recall@10": 0.5,
    "recall@100": 0.7,
    "mrr@10": 0.4,
    "p50_ms": 5.0,
    "p95_ms": 26.0,
    "mean_cpu_ms": 4.0,
    "callers_p50_ms": 30.0,
    "callers_p95_ms": 60.0,
    "callers_per_s": 200.0,
    "filter_day_p50_ms": 4.0,
    "filter_day_p95_ms": 24.0,
    "build_s": 30.0,
    "build_cpu_s": 60.0,
    "disk_mb": 200.0,
    "add_s": 0.5,
    "withdraw_s": 0.4,
    "memory_mb": 600.0,
    "whole_memory_mb": 1201.0,
    "whole_p95_ms": 40.0,
    "cold_s": 2.0,
}
BARE = {"recall@10": 0.44, "p95_ms": 3.0, "build_s": 25.0, "build_cpu_s": 30.0}


def test_our_figures_are_held_to_their_bars():
    lines = {line.name: line for line in library_lines({"ours": OURS, "chroma": BARE})}
    missed = {name for name, line in lines.items() if line.missed}
    assert missed == {"recall@100", "search p95", "memory of a web process"}
    assert lines["whole answer and search, p95"].value == 40
    assert lines["build / Chroma's bare add, by the clock"].value == 1.2
    assert lines["search p95, filter day"].bar == 25
    assert lines["Chroma, bare, recall@10"].value == 0.44


def test_a_large_library_has_bars_of_its_own():
    judged = {"recall@10", "recall@100", "mrr@10"}
    large = {name: value for name, value in OURS.items() if name not in judged} | {"items": 500_000}
    lines = {line.name: line for line in library_lines({"ours": large})}
    assert lines["search p95"].bar == 60
    assert not any(line.missed for line in lines.values())
    assert lines["memory of a web process"].bar is None


def test_the_table_marks_the_best_and_leaves_gaps():
    table = comparison_table({"ours": OURS, "chroma": BARE})
    assert "| recall@10 | **0.500** | 0.440 |" in table
    assert "| p95, ms | 26.0 | **3.0** |" in table
    assert "| memory, MB | **600** | – |" in table


def test_the_chart_has_a_bar_a_side_on_a_scale_of_its_own():
    chart = ElementTree.fromstring(comparison_chart({"ours": OURS, "chroma": BARE}))
    widths = [float(bar.get("width")) for bar in chart.iter("{http://www.w3.org/2000/svg}rect")]
    assert len(widths) == 9
    assert max(widths) == 200
    assert widths.count(200) == 6
