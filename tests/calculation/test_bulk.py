"""Screening agrees with the exact path to the 分, on random rows and on the bounds."""

import random
import time
from datetime import date
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from assistant.calculation.bulk import (
    OTHER,
    UNBOUNDED,
    Column,
    ItemTable,
    Table,
    facts_in,
    screen,
    table_of,
)
from assistant.calculation.evaluation import evaluate
from assistant.calculation.quantity import NOT_APPLICABLE, Range, round_to_cent
from assistant.errors import UserError
from assistant.policy.library import read_library

ROOT = Path(__file__).parents[2]

LIBRARY = read_library(ROOT / "corpus")
INPUTS = LIBRARY.inputs
DAY = date(2024, 6, 1)


def cents(value):
    return int(Fraction(round_to_cent(value)) * 100)


def assert_agrees(table, rows):
    for measure in LIBRARY.measures:
        found = screen(measure, table, DAY)
        for row in rows:
            facts = facts_in(table, INPUTS, row)
            ledger = evaluate(measure, facts, DAY)
            excluded = ledger.status in ("not_applicable", "undefined")
            assert bool(found.excluded[row]) == excluded, (measure.id, facts)
            if excluded:
                continue
            unknown = any(check.outcome == "unknown" for check in ledger.conditions)
            assert bool(found.open[row]) == unknown, (measure.id, facts)
            got = {
                option: (int(low[row]), int(high[row]))
                for option, (has, low, high) in found.awards.items()
                if has[row]
            }
            wanted = {
                award.option: (cents(award.low), UNBOUNDED if award.high is None else cents(award.high))
                for award in ledger.awards
            }
            assert got == wanted, (measure.id, facts)


def random_column(rng, wanted, rows, states=(0, 1, 1, 1, 2)):
    state = rng.choice(states, rows).astype(np.int8)
    if wanted.unit == "flag":
        return Column(rng.integers(0, 2, rows), 1, state)
    if wanted.unit == "choice":
        options = tuple(option.value for option in wanted.options)
        return Column(rng.integers(OTHER, len(options), rows), 1, state, options)
    if wanted.unit == "yuan":
        round_amounts = rng.choice([0, 1, 99_999_999_999, 400_000_000_000, 1_000_000_000, 999_999_999], rows)
        return Column(round_amounts + rng.integers(0, 10**9, rows) * rng.integers(0, 2, rows), 100, state)
    if wanted.unit == "ratio":
        return Column(rng.integers(0, 60_000, rows), 10**6, state)
    if wanted.unit == "years":
        return Column(rng.integers(0, 36, rows), 12, state)
    return Column(np.zeros(rows, np.int64), 1, np.zeros(rows, np.int8))


def random_table(seed, rows):
    rng = np.random.default_rng(seed)
    columns = {item.name: random_column(rng, item, rows) for item in INPUTS if not item.many}
    lists = {}
    for name in dict.fromkeys(item.list for item in INPUTS if item.many):
        state = rng.choice([0, 1, 1, 2], rows).astype(np.int8)
        owners = np.sort(rng.choice(np.flatnonzero(state == 1), rows))
        state[(state == 1) & ~np.isin(np.arange(rows), owners)] = 0
        members = [item for item in INPUTS if item.list == name]
        lists[name] = ItemTable(
            owners, state, {item.key: random_column(rng, item, len(owners)) for item in members}
        )
    return Table(rows, columns, lists)


@pytest.mark.parametrize("seed", range(3))
def test_random_enterprises_agree(seed):
    assert_agrees(random_table(seed, 2000), random.Random(seed).sample(range(2000), 120))


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
    table = random_table(9, 100_000)
    start = time.perf_counter()
    for measure in LIBRARY.measures:
        screen(measure, table, DAY)
    assert time.perf_counter() - start < 10
    assert_agrees(table, random.Random(9).sample(range(100_000), 50))
