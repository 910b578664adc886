import json

from evals.bench import SECTIONS, Line, bench_json, bench_markdown, bench_records, run_sections

FAST = Line("answers", "warm answer p95", 9.5, "ms", bar=20.0)
SLOW = Line("cold", "ask / import chromadb", 2.5, "×", bar=2.0)
PLAIN = Line("cold", "ask", 700.0, "ms")


def test_a_bar_is_missed_only_beyond_it():
    assert [line.missed for line in (FAST, SLOW, PLAIN)] == [False, True, False]


def test_some_bars_are_the_least_that_may_be():
    line = Line("library", "recall@10", 0.4, "", bar=0.475, least=True)
    assert line.missed
    assert "| library | recall@10 | 0.400 | ≥ 0.475 **missed** |" in bench_markdown([line])


def test_the_table_shows_bars_and_misses():
    table = bench_markdown([FAST, SLOW, PLAIN])
    assert "| answers | warm answer p95 | 9.500 ms | ≤ 20 ms |" in table
    assert table.count("**missed**") == 1


def test_the_file_keeps_the_configuration():
    content = json.loads(bench_json([SLOW], {"commit": "abc"}))
    assert content["configuration"] == {"commit": "abc"}
    assert content["lines"][0]["missed"] is True


def test_sections_run_in_the_order_asked(monkeypatch):
    monkeypatch.setitem(SECTIONS, "answers", lambda: (FAST,))
    monkeypatch.setitem(SECTIONS, "cold", lambda: (SLOW, PLAIN))
    assert run_sections(["cold", "answers"]) == (SLOW, PLAIN, FAST)


def test_there_are_conversations_to_measure():
    assert len(bench_records()) > 200
