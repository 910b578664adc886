"""Bulk screening against the exact path: the same enterprises, every measure, to the 分."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from numpy.random import Generator

    from assistant.calculation.bulk import Column, ItemTable, Screening, Table
    from assistant.calculation.quantity import Facts
    from assistant.policy.library import Library
    from assistant.policy.measure import Input, Measure

# Amounts in 分 around which thresholds and caps lie, beside random ones.
_ROUND = (0, 1, 99_999_999_999, 400_000_000_000, 1_000_000_000, 999_999_999)


@dataclass(frozen=True, slots=True)
class Comparison:
    """What was compared. `differing`: measure id and row of each disagreement."""

    rows: int
    measures: int
    differing: tuple[tuple[str, int], ...]
    bulk_seconds: float
    exact_seconds: float


def compare_screening(library: Library, rows: int, day: date, *, seed: int = 9) -> Comparison:
    """Screens random enterprises both ways, every row of every measure."""
    from assistant.calculation.bulk import facts_in, screen

    table = random_table(library.inputs, seed, rows)
    facts = [facts_in(table, library.inputs, row) for row in range(rows)]
    differing: list[tuple[str, int]] = []
    bulk = exact = 0.0
    for measure in library.measures:
        started = time.perf_counter()
        found = screen(measure, table, day)
        bulk += time.perf_counter() - started
        started = time.perf_counter()
        differing += [
            (measure.id, row) for row in range(rows) if not agrees(measure, found, row, facts[row], day)
        ]
        exact += time.perf_counter() - started
    return Comparison(rows, len(library.measures), tuple(differing), bulk, exact)


def agrees(measure: Measure, found: Screening, row: int, facts: Facts, day: date) -> bool:
    """Whether the screening of a row says what the exact path does: excluded, open, each amount."""
    from assistant.calculation.bulk import UNBOUNDED
    from assistant.calculation.evaluation import evaluate

    ledger = evaluate(measure, facts, day)
    excluded = ledger.status in ("not_applicable", "undefined")
    if bool(found.excluded[row]) != excluded:
        return False
    if excluded:
        return True
    if bool(found.open[row]) != any(check.outcome == "unknown" for check in ledger.conditions):
        return False
    got = {
        option: (int(low[row]), int(high[row]))
        for option, (has, low, high) in found.awards.items()
        if has[row]
    }
    wanted = {
        award.option: (_cents(award.low), UNBOUNDED if award.high is None else _cents(award.high))
        for award in ledger.awards
    }
    return got == wanted


def _cents(value: Fraction | None) -> int:
    from assistant.calculation.quantity import round_to_cent

    return int(Fraction(round_to_cent(value or Fraction(0))) * 100)


def random_table(inputs: Sequence[Input], seed: int, rows: int) -> Table:
    """Enterprises of every kind: known, unknown and not applicable facts, amounts around the bounds."""
    import numpy as np

    from assistant.calculation.bulk import ItemTable, Table

    rng = np.random.default_rng(seed)
    columns = {item.name: _random_column(rng, item, rows) for item in inputs if not item.many}
    lists: dict[str, ItemTable] = {}
    for name in dict.fromkeys(item.list for item in inputs if item.many):
        state = rng.choice([0, 1, 1, 2], rows).astype(np.int8)
        owners = np.sort(rng.choice(np.flatnonzero(state == 1), rows))
        state[(state == 1) & ~np.isin(np.arange(rows), owners)] = 0
        members = [item for item in inputs if item.list == name]
        held = {item.key: _random_column(rng, item, len(owners)) for item in members}
        lists[str(name)] = ItemTable(owners, state, held)
    return Table(rows, columns, lists)


def _random_column(rng: Generator, wanted: Input, rows: int) -> Column:
    import numpy as np

    from assistant.calculation.bulk import OTHER, Column

    state = rng.choice((0, 1, 1, 1, 2), rows).astype(np.int8)
    if wanted.unit == "flag":
        return Column(rng.integers(0, 2, rows), 1, state)
    if wanted.unit == "choice":
        options = tuple(option.value for option in wanted.options)
        return Column(rng.integers(OTHER, len(options), rows), 1, state, options)
    if wanted.unit == "yuan":
        amounts = rng.choice(_ROUND, rows) + rng.integers(0, 10**9, rows) * rng.integers(0, 2, rows)
        return Column(amounts, 100, state)
    if wanted.unit == "ratio":
        return Column(rng.integers(0, 60_000, rows), 10**6, state)
    if wanted.unit == "years":
        return Column(rng.integers(0, 36, rows), 12, state)
    return Column(np.zeros(rows, np.int64), 1, np.zeros(rows, np.int8))
