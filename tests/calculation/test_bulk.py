"""Screening agrees with the exact path to the 分, on random rows and on the bounds."""

import random
import time
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from assistant.calculation.bulk import (
    facts_in,
    screen,
    table_of,
)
from assistant.calculation.quantity import NOT_APPLICABLE, Range
from assistant.errors import UserError
from assistant.policy.library import read_library
from evals.screening import agrees, compare_screening, random_table

ROOT = Path(__file__).parents[2]

LIBRARY = read_library(ROOT / "corpus")
INPUTS = LIBRARY.inputs
DAY = date(2024, 6, 1)


def assert_agrees(table, rows):
    for measure in LIBRARY.measures:
        found = screen(measure, table, DAY)
        for row in rows:
            facts = facts_in(table, INPUTS, row)
            assert agrees(measure, found, row, facts, DAY), (measure.id, facts)


@pytest.mark.parametrize("seed", range(3))
def test_random_enterprises_agree(seed):
    assert_agrees(random_table(INPUTS, seed, 2000), random.Random(seed).sample(range(2000), 120))


def boundary_facts():
    cent = Fraction(1, 100)
    for offset in (-cent, -cent / 2, Fraction(0), cent / 2, cent):
        yield {"platform.investment": 40_000_000 + offset * 2}
        yield {"contracts": ({"amount": Fraction(5_000_000, 3) + offset},)}
        yield {"contracts": ({"amount": Fraction(1_000_000)}, {"amount": Fraction(2_000_000, 3) + offset})}
        yield {"venture.invested": 10_000_000 + offset}
        yield {"booth.received_this_year": 200_000 + offset}
        loan = {"principal": 100_000_000 + offset, "benchmark_rate": Fraction("0.04"), "years": Fraction(1)}
        yield {"loans": (loan,)}
        yield {"loans": (loan,), "interest_received_this_year": 2_000_000 + offset}
    yield {}
    yield {"titles": ({"title": "champion"}, {"title": "other"})}
    yield {"title": ("champion", "little_giant"), "specialised": True}
    yield {"titles": NOT_APPLICABLE, "loans": NOT_APPLICABLE, "platform.investment": NOT_APPLICABLE}
    yield {"loans": ({"principal": Fraction(0)},)}
    yield {
        "loans": (
            {"principal": Fraction(10**15, 7), "benchmark_rate": Fraction(1, 3), "years": Fraction(48, 73)},
        )
    }
    yield {"loan.principal": 5, "loan.benchmark_rate": 1, "loan.years": 1}


def test_bounds_agree_to_the_cent():
    facts = list(boundary_facts())
    table = table_of(INPUTS, facts)
    assert_agrees(table, range(len(facts)))


def test_a_table_gives_back_its_facts():
    facts = {
        "platform.investment": Fraction("1234.56"),
        "platform.builds": True,
        "listing.place": "overseas",
        "titles": ({"title": "champion"},),
        "loans": NOT_APPLICABLE,
    }
    assert facts_in(table_of(INPUTS, [facts, {}]), INPUTS, 0) == facts
    assert facts_in(table_of(INPUTS, [facts, {}]), INPUTS, 1) == {}


def test_a_range_is_refused():
    with pytest.raises(UserError, match="平台项目投入"):
        table_of(INPUTS, [{"platform.investment": Range(Fraction(1), Fraction(2))}])


def test_huge_amounts_do_not_overflow():
    facts = {
        "loans": (
            {"principal": Fraction(10**30), "benchmark_rate": Fraction(1, 10**6), "years": Fraction(1)},
        )
    }
    assert_agrees(table_of(INPUTS, [facts, {}]), [0, 1])


@pytest.mark.slow
def test_a_hundred_thousand_enterprises_in_seconds():
    table = random_table(INPUTS, 9, 100_000)
    start = time.perf_counter()
    for measure in LIBRARY.measures:
        screen(measure, table, DAY)
    assert time.perf_counter() - start < 10
    assert_agrees(table, random.Random(9).sample(range(100_000), 50))


def test_the_comparison_of_both_ways_sees_a_difference(monkeypatch):
    from assistant.calculation import bulk

    honest = compare_screening(LIBRARY, 300, DAY, seed=4)
    assert (honest.rows, honest.measures, honest.differing) == (300, len(LIBRARY.measures), ())

    def off_by_a_cent(measure, table, day):
        found = screen(measure, table, day)
        for option, (has, low, high) in found.awards.items():
            found.awards[option] = (has, low, high + 1)
        return found

    monkeypatch.setattr(bulk, "screen", off_by_a_cent)
    spoiled = compare_screening(LIBRARY, 300, DAY, seed=4)
    assert {name for name, _ in spoiled.differing} >= {
        "ladder_award",
        "ip_pledge_interest",
        "domestic_listing",
    }
