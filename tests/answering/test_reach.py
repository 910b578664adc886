"""Reach: how large an input has to be for the award to come to its cap."""

from datetime import date
from fractions import Fraction

import pytest

from assistant.answering.reach import reach
from assistant.dialogue.backwards import backwards_of

DAY = date(2024, 6, 1)
POLICY = "hz-binjiang-2023-9"
RATE = Fraction("0.04")


@pytest.fixture(scope="module")
def reached(assistant):
    def of(measure: str, **facts):
        return reach(assistant.library.measure(f"{POLICY}/{measure}"), facts, DAY)

    return of


def test_a_loan_comes_to_the_cap_where_half_its_interest_does(reached):
    loan = {"principal": Fraction(5), "benchmark_rate": RATE, "years": Fraction(1)}
    found = reached("ip_pledge_interest", loans=(loan,))
    assert found.asked.name == "loan.principal"
    assert (found.share, found.cap, found.needed) == (RATE / 2, 2_000_000, 100_000_000)
    assert found.needed * found.share == found.cap


def test_without_the_rate_there_is_no_reach(reached):
    assert reached("ip_pledge_interest") is None
    assert reached("ip_pledge_interest", loans=({"principal": Fraction(5)},)) is None


def test_a_measure_with_a_cap_and_no_rate_has_no_reach(reached):
    assert reached("overseas_exhibition") is None
    assert reached("overseas_listing") is None


def test_what_is_stated_of_the_sum_does_not_count(reached):
    few = reached("common_tech_platform", **{"platform.investment": Fraction(10)})
    none = reached("common_tech_platform")
    assert few == none
    assert (none.share, none.needed) == (Fraction(1, 2), 40_000_000)


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("贷多少才能拿满", True),
        ("合同签到多大能顶格", True),
        ("要拿满得投多少", True),
        ("贷了500万能贴多少", False),
        ("上限是多少", False),
    ],
)
def test_how_it_is_asked(text, asked):
    assert (backwards_of(text) == "reach") is asked
