import pytest

from evals.finding import Found, find_clauses, questions_with_clauses, retrieval_metrics
from evals.metrics import diagonal, latency, measure_run, percentile
from evals.running import Outcome, score_answer


@pytest.fixture
def outcome(make_record, answer, source):
    """An outcome of an answer with changes."""

    def make(expect, changes=None, name="t-001", category="tests", seconds=0.01, breaches=()):
        record = make_record(("封顶", expect), name=name, category=category)
        given = {**answer, **(changes or {})}
        scores = score_answer(given, record.turns[0], breaches, (source,))
        return Outcome(record, 1, seconds, given, "", scores)

    return make


def test_shares_and_counts_of_a_run(outcome):
    good = outcome({"status": ["answered"], "figures": [{"amount": "2000000"}]})
    bad = outcome({"figures": [{"amount": "5"}]}, name="t-002", category="others", breaches=("x",))
    metrics = measure_run([good, bad])
    assert metrics["turns"] == 2
    assert metrics["turns_right"] == 0.5
    assert metrics["wrong_figures"] == 1
    assert metrics["breaches"] == 1
    assert metrics["quotes_failed"] == metrics["faults"] == 0
    assert metrics["checks"]["figures"] == {"scored": 2, "right": 1, "share": 0.5}
    assert metrics["categories"]["others"]["failed"] == {"figures": 1, "invariant": 1}
    assert metrics["latency_ms"]["p95"] == 10.0


def test_a_conversation_is_right_when_all_its_turns_are(outcome):
    metrics = measure_run([outcome({}), outcome({"status": ["declined"]})])
    assert metrics["turns_right"] == 0.5
    assert metrics["conversations"] == 1
    assert metrics["conversations_right"] == 0.0


def test_a_missing_figure_is_not_a_wrong_one(outcome):
    metrics = measure_run([outcome({"figures": [{"amount": "2000000"}]}, {"figures": []})])
    assert metrics["wrong_figures"] == 0
    assert metrics["turns_right"] == 0.0


def test_statuses_are_confused_only_where_none_of_the_allowed_was_given(outcome):
    allowed = outcome({"status": ["not_specified", "answered"]})
    taken = outcome({"status": ["out_of_scope"]})
    assert measure_run([allowed, taken])["statuses"] == {
        "answered": {"answered": 1},
        "out_of_scope": {"answered": 1},
    }


def test_clauses_and_matters_are_confused(outcome):
    turns = [outcome({"cites": ["二（二）6", "三1"]}), outcome({"cites": ["二（一）1"]})]
    metrics = measure_run(turns, matter_clauses={"some/ip": "二（二）6"})
    expected = {"二（二）6": {"二（二）6": 1}, "二（一）1": {"二（二）6": 1}}
    assert metrics["clauses"] == metrics["matters"] == expected
    assert metrics["reading"] == 0.5


def test_a_matter_nobody_understood_shows_as_none(outcome):
    metrics = measure_run(
        [outcome({"cites": ["二（二）6"]}, {"matters": []})], matter_clauses={"some/ip": "二（二）6"}
    )
    assert metrics["matters"] == {"二（二）6": {"–": 1}}


def test_percentiles_are_values_that_occurred():
    assert percentile([3.0, 1.0, 2.0, 4.0], 0.5) == 2.0
    assert percentile([3.0, 1.0, 2.0, 4.0], 0.95) == 4.0
    assert percentile([7.0], 0.5) == 7.0
    with pytest.raises(ValueError, match="no values"):
        percentile([], 0.5)
    assert latency([]) == {}


def test_the_diagonal_of_nothing_is_none():
    assert diagonal({}) is None


def test_search_is_scored_by_rank(make_record):
    records = [
        make_record(("贴息", {"cites": ["二（二）6", "三1"]}), ("那省级呢", {"cites": ["二（一）1"]})),
        make_record(("到期", {"cites": ["三2"]}), name="t-002"),
        make_record(("你好", {}), name="t-003"),
    ]
    sought = questions_with_clauses(records)
    assert [each.labels for each in sought] == [("二（二）6",), ("三2",)]
    found = find_clauses(sought, lambda text, depth: ("二（一）1", "二（二）6") if text == "贴息" else ())
    assert found == (Found("t-001", (2,)), Found("t-002", (None,)))
    metrics = retrieval_metrics(found)
    assert metrics["recall@1"] == 0.0
    assert metrics["recall@3"] == 0.5
    assert metrics["mrr"] == 0.25
    assert retrieval_metrics(()) == {"questions": 0}


def test_finding_is_told_apart_by_kind_of_question():
    from evals.bench import bench_records
    from evals.finding import GROUPS, metrics_by_group, questions_with_clauses

    records = bench_records()
    found = metrics_by_group(records, lambda text, depth: ())
    assert set(found) == {*GROUPS, "all"}
    assert found["all"]["questions"] == len(questions_with_clauses(records))
    assert all(0 < found[name]["questions"] < found["all"]["questions"] for name in GROUPS)
    assert {each["recall@10"] for each in found.values()} == {0}
