"""Every check holds for the right answer and fails when the answer is spoilt."""

import pytest

from evals.record import parse_expectation
from evals.score import (
    check_asks,
    check_cites,
    check_facts,
    check_figures,
    check_matters,
    check_never,
    check_notices,
    check_says,
    check_status,
    citation_precision,
    citation_recall,
    compare_figures,
    score_expectation,
)

FULL = parse_expectation(
    {
        "status": ["answered"],
        "cites": ["二（二）6"],
        "figures": [{"amount": "2000000", "bound": "at_most"}],
        "asks": False,
        "notices": ["ceiling"],
        "says": ["200\\s*万"],
        "never": ["400\\s*万"],
        "matters": ["some/ip"],
    }
)


def figure(amount, bound="exact"):
    return {"measure": "m", "amount": amount, "bound": bound}


def test_the_right_answer_is_right_in_everything_asked(answer):
    scores = score_expectation(answer, FULL)
    assert {score.value for score in scores} == {True, None}
    assert [score.check for score in scores if score.value is None] == ["facts"]


def test_what_is_not_asked_is_unscored_not_wrong(answer):
    assert all(score.value is None for score in score_expectation(answer, parse_expectation({})))


@pytest.mark.parametrize(
    ("check", "spoil"),
    [
        (check_status, {"status": "declined"}),
        (check_cites, {"citations": []}),
        (check_figures, {"figures": []}),
        (check_figures, {"figures": [figure("2000000.00", "exact")]}),
        (check_figures, {"figures": [figure("2000000.01", "at_most")]}),
        (check_figures, {"figures": [figure("about", "at_most")]}),
        (check_asks, {"asks": [{"fact": "loan.rate"}]}),
        (check_notices, {"notices": []}),
        (check_says, {"text": "不超过一些[1]"}),
        (check_never, {"text": "400 万元[1]"}),
        (check_never, {"spoken": "最高400万"}),
        (check_matters, {"matters": []}),
    ],
)
def test_a_spoilt_answer_is_wrong_and_says_why(answer, check, spoil):
    score = check({**answer, **spoil}, FULL)
    assert score.value is False
    assert score.explanation


def test_one_of_several_clauses_will_do(answer):
    assert check_cites(answer, parse_expectation({"cites_any": ["三2", "二（二）6"]})).value
    missing = check_cites(answer, parse_expectation({"cites_any": ["三2", "二（一）1"]}))
    assert missing.value is False
    assert "三2 or 二（一）1" in missing.explanation


def test_a_fact_must_be_asked_back(answer):
    expect = parse_expectation({"asks": True})
    assert check_asks(answer, expect).value is False
    assert check_asks({**answer, "asks": [{"fact": "loan.rate"}]}, expect).value


def test_two_equal_amounts_need_two_figures(answer):
    expect = parse_expectation({"figures": [{"amount": "1000000"}, {"amount": "1000000"}]})
    assert check_figures({**answer, "figures": [figure("1000000.00")]}, expect).value is False
    assert check_figures({**answer, "figures": [figure("1000000.00")] * 2}, expect).value


def test_an_expectation_without_bound_takes_what_the_pickier_leaves(answer):
    expect = parse_expectation({"figures": [{"amount": "5"}, {"amount": "5", "bound": "exact"}]})
    shown = [figure("5.00", "exact"), figure("5.00", "at_most")]
    assert check_figures({**answer, "figures": shown}, expect).value
    assert check_figures({**answer, "figures": shown[::-1]}, expect).value


def test_figures_that_may_stand_there_are_not_wrong_and_not_needed(answer):
    expect = parse_expectation({"figures": [{"amount": "5"}], "may_figures": [{"amount": "7"}]})
    assert check_figures({**answer, "figures": [figure("5.00")]}, expect).value
    assert check_figures({**answer, "figures": [figure("5.00"), figure("7.00")]}, expect).value
    assert check_figures({**answer, "figures": [figure("5.00"), figure("8.00")]}, expect).value is False


def test_none_expected_means_none(answer):
    assert check_figures(answer, parse_expectation({"figures": []})).value is False


def test_missing_and_wrong_figures_are_told_apart(answer):
    expect = parse_expectation({"figures": [{"amount": "5"}]})
    missing, wrong = compare_figures({**answer, "figures": [figure("6.00")]}, expect)
    assert [str(each.amount) for each in missing] == ["5"]
    assert wrong == ("6.00 exact",)


def test_a_fact_is_compared_by_value(answer):
    expect = parse_expectation({"facts": [{"name": "loan.rate", "value": "0.04"}]})
    read = {**answer, "facts": [{"name": "loan.rate", "value": "1/25"}]}
    assert check_facts(read, expect).value
    misread = {**answer, "facts": [{"name": "loan.rate", "value": "2/5"}]}
    assert check_facts(misread, expect).value is False
    assert check_facts({**answer, "facts": [{"name": "loan.rate", "value": "?"}]}, expect).value is False


def test_citations_count_by_precision_and_recall(answer):
    expect = parse_expectation({"cites": ["二（二）6", "二（一）1"]})
    rule = {"path": ["三", "2"]}
    stray = {"path": ["二", "（四）", "14"]}
    more = {**answer, "citations": [*answer["citations"], rule, stray]}
    assert citation_precision(more, expect) == (1, 2)
    assert citation_recall(more, expect) == (1, 2)
    assert citation_precision(more, parse_expectation({"cites": ["三2"]})) == (1, 3)
    assert citation_recall(more, parse_expectation({"cites_any": ["三2", "三1"]})) == (1, 1)
    assert citation_precision(more, parse_expectation({})) == (0, 0)
