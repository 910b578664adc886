import pytest

from evals.baseline import Change, Comparison
from evals.chart import bar_chart, histogram, matrix
from evals.metrics import measure_run
from evals.report import mistakes, write_report
from evals.running import Outcome, score_answer

CONFIGURATION = {"commit": "abc", "files": {"a.jsonl": "1234"}}


@pytest.fixture
def outcome(make_record, answer, source):
    def make(file, expect, user="封顶<b>多少"):
        record = make_record((user, expect), file=file)
        return Outcome(record, 1, 0.012, answer, "", score_answer(answer, record.turns[0], (), (source,)))

    return make


def written(tmp_path, outcomes, comparison=None):
    comparison = comparison or Comparison((), "no baseline")
    write_report(tmp_path, outcomes, measure_run(outcomes), comparison, CONFIGURATION)
    return [(tmp_path / name).read_text(encoding="utf-8") for name in ("report.md", "report.html")]


def test_an_open_set_shows_what_was_asked_and_understood(outcome, tmp_path):
    markdown, page = written(tmp_path, [outcome("sets/dev/a.jsonl", {"status": ["declined"]})])
    for text in (markdown, page):
        assert "t-001/1" in text
        assert "answered, expected declined" in text
        assert "二（二）6" in text
    assert "封顶<b>多少" in markdown
    assert "封顶&lt;b&gt;多少" in page


@pytest.mark.parametrize("folder", ["heldout", "stranger"])
def test_a_closed_set_shows_ids_and_checks_only(outcome, tmp_path, folder):
    secret = {"status": ["declined"], "says": ["秘密"]}
    for text in written(tmp_path, [outcome(f"sets/{folder}/a.jsonl", secret)]):
        assert "t-001/1" in text and "status" in text and "says" in text
        assert "封顶" not in text and "秘密" not in text and "不超过200万元" not in text


def test_right_turns_are_no_mistakes(outcome):
    assert mistakes([outcome("sets/dev/a.jsonl", {"status": ["answered"]})]) == ()


def test_the_page_needs_nothing_from_elsewhere(outcome, tmp_path):
    _, page = written(tmp_path, [outcome("sets/dev/a.jsonl", {})])
    assert "<svg" in page
    assert "<script" not in page and "<link" not in page and "src=" not in page
    assert page.count("http") == page.count("http://www.w3.org/2000/svg")


def test_a_fallen_metric_stands_out(outcome, tmp_path):
    comparison = Comparison((Change("turns_right", 0.9, 0.8, True), Change("faults", 0, 0, False)), "")
    markdown, _ = written(tmp_path, [outcome("sets/dev/a.jsonl", {})], comparison)
    assert "| turns_right | 0.9 | 0.8 | **fallen** |" in markdown
    assert markdown.count("**fallen**") == 1


def test_an_outcome_without_an_answer_is_reported(make_record, tmp_path):
    from evals.score import Score

    fault = Outcome(
        make_record(("一", {})), 1, 0.1, None, "ValueError: x", (Score("fault", False, "ValueError: x"),)
    )
    markdown, page = written(tmp_path, [fault])
    assert "ValueError: x" in markdown and "ValueError: x" in page


def test_charts_hold_their_values_and_escape_their_labels():
    bars = bar_chart("A & B", [("<x>", 0.5, "1/2")])
    assert "&lt;x&gt;" in bars and "width='210.0'" in bars and "A &amp; B" in bars
    table = matrix("m", {"answered": {"answered": 3, "declined": 1}})
    assert ">3<" in table and ">1<" in table and "declined" in table
    assert histogram("h", [], "ms") == ""
    assert histogram("h", [1.0, 2.0, 50.0], "ms").count("<rect") == 24
