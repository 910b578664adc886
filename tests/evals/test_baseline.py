import json

import pytest

from evals.baseline import baseline_json, compare
from evals.metrics import measure_run
from evals.running import Outcome, score_answer


@pytest.fixture
def outcome(make_record, answer, source):
    def make(name, expect):
        record = make_record(("封顶", expect), name=name)
        return Outcome(record, 1, 0.01, answer, "", score_answer(answer, record.turns[0], (), (source,)))

    return make


RIGHT, WRONG = {"status": ["answered"]}, {"status": ["declined"]}


@pytest.fixture
def baseline(outcome, tmp_path):
    outcomes = [outcome("t-001", RIGHT), outcome("t-002", WRONG)]
    path = tmp_path / "dev.json"
    path.write_text(baseline_json(outcomes, measure_run(outcomes), {"corpus": "c"}), encoding="utf-8")
    return path


def test_the_same_run_has_not_fallen(outcome, baseline):
    comparison = compare([outcome("t-001", RIGHT), outcome("t-002", WRONG)], (), {}, baseline)
    assert comparison.changes and not comparison.fallen


def test_a_worse_run_has_fallen(outcome, baseline):
    comparison = compare([outcome("t-001", WRONG), outcome("t-002", WRONG)], (), {}, baseline)
    assert {change.metric for change in comparison.fallen} >= {"turns_right", "checks.status"}


def test_a_better_run_has_not(outcome, baseline):
    assert not compare([outcome("t-001", RIGHT), outcome("t-002", RIGHT)], (), {}, baseline).fallen


def test_more_breaches_are_worse(outcome, baseline):
    content = json.loads(baseline.read_text(encoding="utf-8"))
    content["metrics"]["breaches"] = -1
    baseline.write_text(json.dumps(content), encoding="utf-8")
    fallen = compare([outcome("t-001", RIGHT), outcome("t-002", RIGHT)], (), {}, baseline).fallen
    assert [change.metric for change in fallen] == ["breaches"]


def test_records_added_since_do_not_count(outcome, baseline):
    turns = [outcome("t-001", RIGHT), outcome("t-002", WRONG), outcome("t-003", WRONG)]
    comparison = compare(turns, (), {}, baseline)
    assert not comparison.fallen
    assert "1 turns are newer" in comparison.note


def test_a_run_without_the_baselines_turns_is_not_compared(outcome, baseline):
    comparison = compare([outcome("t-001", WRONG)], (), {}, baseline)
    assert not comparison.changes
    assert "1 turns of the baseline" in comparison.note


def test_no_baseline_is_said(outcome, tmp_path):
    assert "no baseline" in compare([outcome("t-001", RIGHT)], (), {}, tmp_path / "none.json").note
