"""Unknown, not applicable and zero; ranges; several items; what to ask next; what was assumed."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.calculation.evaluation import evaluate
from assistant.calculation.quantity import NOT_APPLICABLE, Range
from assistant.policy.library import read_library

ROOT = Path(__file__).parents[2]

DAY = date(2024, 6, 1)
LIBRARY = read_library(ROOT / "corpus")
LOAN = LIBRARY.measure("ip_pledge_interest")
PLATFORM = LIBRARY.measure("common_tech_platform")
VOUCHER = LIBRARY.measure("innovation_voucher")


def loan(principal, rate="0.04", years=1):
    return {"principal": Fraction(principal), "benchmark_rate": Fraction(rate), "years": Fraction(years)}


def test_unknown_not_applicable_and_zero_are_three_things():
    unknown = evaluate(PLATFORM, {}, DAY)
    nothing = evaluate(PLATFORM, {"platform.investment": NOT_APPLICABLE}, DAY)
    zero = evaluate(PLATFORM, {"platform.investment": 0}, DAY)
    assert (unknown.status, unknown.awards[0].amount, unknown.awards[0].bound) == (
        "range",
        Decimal("20000000.00"),
        "at_most",
    )
    assert (nothing.status, nothing.awards) == ("not_applicable", ())
    assert (zero.status, zero.awards[0].amount, zero.awards[0].bound) == (
        "determined",
        Decimal("0.00"),
        "exact",
    )


@pytest.mark.parametrize("empty", [(), NOT_APPLICABLE])
def test_no_loans_is_not_applicable(empty):
    assert evaluate(LOAN, {"loans": empty}, DAY).status == "not_applicable"


@pytest.mark.parametrize(
    "value",
    [-1, Fraction(-1, 100), True, "一千万", Range(Fraction(2), Fraction(1)), Range(Fraction(-2), None)],
)
def test_a_senseless_fact_is_undefined_not_an_error(value):
    ledger = evaluate(PLATFORM, {"platform.investment": value}, DAY)
    assert (ledger.status, ledger.awards) == ("undefined", ())


def test_the_working_can_be_followed():
    steps = evaluate(LOAN, {"loans": (loan(10_000_000),)}, DAY).awards[0].steps
    assert [str(step) for step in steps] == [
        "10,000,000元 × 4% × 50% × 1年 = 200,000元",
        "200,000元与2,000,000元中较小的 = 200,000元",
    ]
    assert steps[0].expression == "实际贷款额 × 银行基准利率 × 贴息比例 × 贷款期限"


def test_several_loans_are_added_then_capped_then_less_what_was_received():
    facts = {
        "loans": (loan(80_000_000), loan(60_000_000, "0.05", Fraction(1, 2))),
        "interest_received_this_year": Fraction(500_000),
    }
    ledger = evaluate(LOAN, facts, DAY)
    assert ledger.awards[0].amount == Decimal("1500000.00")
    assert [step.result for step in ledger.awards[0].steps] == [
        "1,600,000元",
        "750,000元",
        "2,350,000元",
        "1,500,000元",
        "1,500,000元",
    ]
    assert ledger.assumptions == ()


def test_a_single_loan_may_be_flat_and_keys_may_be_short_or_long():
    short = evaluate(LOAN, {"loans": (loan(10_000_000),)}, DAY)
    named = {f"loan.{key}": value for key, value in loan(10_000_000).items()}
    assert evaluate(LOAN, {"loans": (named,)}, DAY) == short
    assert evaluate(LOAN, named, DAY) == short


def test_a_default_shows_as_an_assumption():
    assert evaluate(LOAN, {"loans": (loan(1),)}, DAY).assumptions == ("按本年度还没有拿过贴息计算",)
    told = {"loans": (loan(1),), "interest_received_this_year": 0}
    assert evaluate(LOAN, told, DAY).assumptions == ()
    assert (
        evaluate(LOAN, told, DAY).awards[0].amount
        == evaluate(LOAN, {"loans": (loan(1),)}, DAY).awards[0].amount
    )
    nothing = {"loans": (loan(1),), "interest_received_this_year": NOT_APPLICABLE}
    assert evaluate(LOAN, nothing, DAY).awards[0].amount == evaluate(LOAN, told, DAY).awards[0].amount


def test_what_is_missing_is_asked_in_order_until_the_cap_is_reached():
    assert evaluate(LOAN, {}, DAY).unknown == ("loan.principal", "loan.benchmark_rate", "loan.years")
    assert evaluate(LOAN, {"loan.principal": 1}, DAY).unknown == ("loan.benchmark_rate", "loan.years")
    at_least = {**loan(10**9), "years": Range(Fraction(1), Fraction(2))}
    full = evaluate(LOAN, {"loans": (at_least,)}, DAY)
    assert (full.status, full.unknown, full.awards[0].bound) == ("determined", (), "exact")


def test_the_unknown_comes_before_the_approximate_and_the_wider_before_the_narrower():
    rough = {"principal": Range(Fraction(9_000_000), Fraction(11_000_000)), "years": Fraction(1)}
    assert evaluate(LOAN, {"loans": (rough,)}, DAY).unknown == ("loan.benchmark_rate", "loan.principal")
    both = {
        "principal": Range(Fraction(9_900_000), Fraction(10_100_000)),
        "benchmark_rate": Range(Fraction("0.01"), Fraction("0.08")),
        "years": Fraction(1),
    }
    assert evaluate(LOAN, {"loans": (both,)}, DAY).unknown == ("loan.benchmark_rate", "loan.principal")


def test_a_range_gives_a_range():
    facts = {"platform.investment": Range(Fraction(10_000_000), Fraction(20_000_000))}
    award = evaluate(PLATFORM, facts, DAY).awards[0]
    assert (award.low, award.high, award.bound) == (5_000_000, 10_000_000, "at_most")


def test_a_rate_that_is_a_ceiling_stays_a_ceiling():
    award = evaluate(VOUCHER, {"contract.amount": 800_000}, DAY).awards[0]
    assert (award.low, award.amount, award.bound) == (0, Decimal("240000.00"), "at_most")


def test_rounding_happens_once_and_shows():
    third = evaluate(LOAN, {"loans": (loan("9999999.99", "0.0435", Fraction(1, 3)),)}, DAY).awards[0]
    assert third.amount == Decimal("72500.00")
    assert third.steps[-1].expression.startswith("保留到分")
    # Two halves of a 分 make one: nothing is rounded on the way.
    halves = evaluate(VOUCHER, {"contracts": ({"amount": Fraction("0.05")},) * 2}, DAY).awards[0]
    assert halves.amount == Decimal("0.03")


def test_dates_of_recognition_leave_points_open():
    ladder = LIBRARY.measure("ladder_award")

    def points(day, as_of):
        facts = {"titles": ({"title": "champion", "recognised_on": day},)}
        ledger = evaluate(ladder, facts, as_of)
        assert ledger.awards[0].amount == Decimal("2000000.00")
        return "".join(ledger.open_points)

    assert points(date(2024, 1, 1), date(2024, 6, 1)) == ""
    assert "施行日以前" in points(date(2023, 5, 11), date(2024, 6, 1))
    assert "届满以后申请" in points(date(2024, 1, 1), date(2026, 5, 12))
    assert "届满以后的认定" in points(date(2026, 5, 12), date(2026, 6, 1))
    assert "晚于所查的日期" in points(date(2025, 1, 1), date(2024, 6, 1))
    assert points(date(2024, 1, 1), date(2024, 6, 1)) == points(date(2023, 5, 12), date(2026, 5, 11)) == ""


def test_several_items_of_one_tier_are_one_figure_and_an_open_point():
    bodies = ({"level": "provincial"}, {"level": "provincial"})
    ledger = evaluate(LIBRARY.measure("rd_body_award"), {"rd_bodies": bodies}, DAY)
    assert [award.amount for award in ledger.awards] == [Decimal("500000.00")]
    assert "分别给予" in ledger.open_points[0]


def test_a_title_makes_an_enterprise_specialised():
    measure = LIBRARY.measure("gazelle_preference")
    assert evaluate(measure, {"title": "hidden_champion"}, DAY).conditions[0].outcome == "met"
    assert evaluate(measure, {"title": "other"}, DAY).conditions[0].outcome == "unknown"
    assert evaluate(measure, {"title": "champion", "specialised": False}, DAY).status == "not_applicable"


def test_a_range_across_a_threshold_is_open():
    measure = LIBRARY.measure("vc_rent_reward")
    ledger = evaluate(measure, {"venture.invested": Range(Fraction(9_000_000), Fraction(11_000_000))}, DAY)
    assert {check.input: check.outcome for check in ledger.conditions}["venture.invested"] == "unknown"
    assert ledger.status == "not_quantified"


money = st.fractions(min_value=0, max_value=10**10, max_denominator=100)
rates = st.fractions(min_value=0, max_value=1, max_denominator=10**4)
terms = st.fractions(min_value=0, max_value=10, max_denominator=12)


@given(st.lists(st.tuples(money, rates, terms), min_size=1, max_size=4), money)
def test_loans_come_out_as_the_clause_says(parts, received):
    facts = {
        "loans": tuple(
            {"principal": principal, "benchmark_rate": rate, "years": years}
            for principal, rate, years in parts
        ),
        "interest_received_this_year": received,
    }
    award = evaluate(LOAN, facts, DAY).awards[0]
    interest = sum((principal * rate * years for principal, rate, years in parts), Fraction(0)) / 2
    assert award.high == award.low == min(interest, max(2_000_000 - received, 0))


@given(money, money, money)
def test_more_is_never_less_and_a_range_holds_its_members(a, b, c):
    low, member, high = sorted((a, b, c))

    def amount(value):
        return evaluate(PLATFORM, {"platform.investment": value}, DAY).awards[0]

    rough = amount(Range(low, high))
    assert rough.low <= amount(member).high <= rough.high
    assert amount(low).high <= amount(high).high
