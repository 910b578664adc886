"""Bulk screening: many enterprises at once, in whole 分, agreeing with the exact path to the 分.

Columns of integers with one denominator each. Where a product might not fit into 64 bits the same
arrays hold Python's integers instead, so nothing is ever approximated.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import lcm
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from assistant.calculation.evaluation import evaluate
from assistant.calculation.fact import Given, as_range, items_of, value_given
from assistant.calculation.formula import compile_formula
from assistant.calculation.quantity import NOT_APPLICABLE, Facts, NotApplicable, Scalar, Value
from assistant.errors import UserError
from assistant.policy.expression import Expression
from assistant.policy.measure import CEILING_KINDS, Condition, Input, Measure

Integers: TypeAlias = NDArray[Any]
Mask: TypeAlias = NDArray[np.bool_]
States: TypeAlias = NDArray[np.int8]

ABSENT, KNOWN, NONE = 0, 1, 2
"""States of a fact: unknown, known, not applicable."""
OTHER = -1
"""The code of a choice that is none of the options."""
UNBOUNDED = -1
"""Stands in `high` where nothing bounds the amount."""
_SAFE = 2**62


@dataclass(frozen=True, slots=True)
class Column:
    """One fact of many enterprises (or of many items): value = numerators / denominator where known.

    Flags are 0 and 1; choices the place of the option in `options`, or OTHER.
    """

    numerators: Integers
    denominator: int
    states: States
    options: tuple[str, ...] = ()

    def codes(self, values: Sequence[str]) -> list[int]:
        """The codes of these options."""
        return [place for place, option in enumerate(self.options) if option in values]


@dataclass(frozen=True, slots=True)
class ItemTable:
    """The items of one list. `owners`: the enterprise's row, for each item; `states`: for each row."""

    owners: NDArray[np.int64]
    states: States
    columns: Mapping[str, Column]


@dataclass(frozen=True, slots=True)
class Table:
    """Many enterprises: single facts by input name, lists by list name (their columns by item key)."""

    rows: int
    columns: Mapping[str, Column]
    lists: Mapping[str, ItemTable]


@dataclass(frozen=True, slots=True)
class Screening:
    """One measure for every row. `excluded`: a condition is not met; `open`: one is unknown.

    `awards`: for each tier ("" = the only one) which rows have it, with `low` and `high` in 分;
    `high` is UNBOUNDED where nothing bounds it. Both are rounded half up, as the exact path does.
    """

    measure_id: str
    excluded: Mask
    open: Mask
    awards: Mapping[str, tuple[Mask, Integers, Integers]]


def table_of(inputs: Sequence[Input], enterprises: Sequence[Facts]) -> Table:
    """The table of these facts. Raises UserError for a range: bulk screening takes exact values."""
    columns = {item.name: _column(item, list(enterprises)) for item in inputs if not item.many}
    lists = {
        name: _item_table([item for item in inputs if item.list == name], enterprises)
        for name in dict.fromkeys(item.list for item in inputs if item.many and item.list)
    }
    return Table(len(enterprises), columns, lists)


def _item_table(inputs: Sequence[Input], enterprises: Sequence[Facts]) -> ItemTable:
    owners: list[int] = []
    items: list[Given] = []
    states = np.zeros(len(enterprises), np.int8)
    for row, facts in enumerate(enterprises):
        found = next((part for item in inputs if (part := items_of(item, facts)) is not None), None)
        if isinstance(found, NotApplicable):
            states[row] = NONE
        for entry in found if isinstance(found, tuple) else ():
            states[row] = KNOWN
            parts = _one_by_one(inputs, entry)
            owners += [row] * len(parts)
            items += parts
    columns = {item.key: _column(item, items) for item in inputs}
    return ItemTable(np.array(owners, np.int64), states, columns)


def _one_by_one(inputs: Sequence[Input], entry: Given) -> list[Given]:
    """Flat facts may name several options in one item: an item for each."""
    for item in inputs:
        value = value_given(item, entry)
        if item.options and isinstance(value, tuple):
            return [{**entry, item.name: part} for part in value]
    return [entry]


def _column(wanted: Input, facts: Sequence[Given]) -> Column:
    values = [value_given(wanted, item) for item in facts]
    states = np.array([_state(value) for value in values], np.int8)
    if wanted.unit in ("choice", "flag", "date"):
        codes = {option.value: place for place, option in enumerate(wanted.options)}
        coded = [_code(wanted, value, codes) for value in values]
        return Column(np.array(coded, np.int64), 1, states, tuple(codes))
    exact = [_exact(wanted, value) for value in values]
    denominator = lcm(*(value.denominator for value in exact)) if exact else 1
    numerators = [value.numerator * (denominator // value.denominator) for value in exact]
    return Column(_integers(numerators), denominator, states)


def _state(value: object) -> int:
    return ABSENT if value is None else NONE if value is NOT_APPLICABLE else KNOWN


def _code(wanted: Input, value: object, codes: Mapping[str, int]) -> int:
    if wanted.unit == "flag":
        return int(value is True)
    return codes.get(value, OTHER) if isinstance(value, str) else OTHER


def _exact(wanted: Input, value: object) -> Fraction:
    if value is None or value is NOT_APPLICABLE:
        return Fraction(0)
    found = as_range(value)
    if found is None or found.low is None or not found.exact:
        raise UserError(f"批量测算只接受准确的数，“{wanted.label}”给的是一个范围，请改成准确的数。")
    return found.low


def _integers(values: Sequence[int]) -> Integers:
    largest = max(map(abs, values), default=0)
    return np.array(values, np.int64 if largest < _SAFE else object)


# ── Ranges of integers ──


@dataclass(frozen=True, slots=True)
class _Span:
    """For each row low and high over one denominator; `endless`: no upper bound."""

    low: Integers
    high: Integers
    denominator: int
    endless: Mask


def _largest(values: Integers) -> int:
    return int(np.abs(values).max()) if len(values) else 0


def _times(left: Integers, right: Integers) -> Integers:
    if _largest(left) * _largest(right) < _SAFE:
        return np.asarray(left * right)
    return np.asarray(left.astype(object) * right.astype(object))


def _scaled(values: Integers, factor: int) -> Integers:
    if factor == 1:
        return values
    if _largest(values) * factor < _SAFE:
        return np.asarray(values * factor)
    return np.asarray(values.astype(object) * factor)


def _plus(left: Integers, right: Integers) -> Integers:
    if _largest(left) + _largest(right) < _SAFE:
        return np.asarray(left + right)
    return np.asarray(left.astype(object) + right.astype(object))


def _same_scale(left: _Span, right: _Span) -> tuple[_Span, _Span]:
    denominator = lcm(left.denominator, right.denominator)

    def scaled(span: _Span) -> _Span:
        factor = denominator // span.denominator
        return _Span(_scaled(span.low, factor), _scaled(span.high, factor), denominator, span.endless)

    return scaled(left), scaled(right)


def _multiply(left: _Span, right: _Span) -> _Span:
    nothing = ((left.high == 0) & ~left.endless) | ((right.high == 0) & ~right.endless)
    endless = (left.endless | right.endless) & ~nothing
    return _Span(
        _times(left.low, right.low),
        _times(left.high, right.high),
        left.denominator * right.denominator,
        endless.astype(bool),
    )


def _add(left: _Span, right: _Span) -> _Span:
    left, right = _same_scale(left, right)
    endless = left.endless | right.endless
    return _Span(_plus(left.low, right.low), _plus(left.high, right.high), left.denominator, endless)


def _smaller(left: _Span, right: _Span) -> _Span:
    left, right = _same_scale(left, right)
    high = np.where(
        left.endless, right.high, np.where(right.endless, left.high, np.minimum(left.high, right.high))
    )
    return _Span(np.minimum(left.low, right.low), high, left.denominator, left.endless & right.endless)


def _bigger(left: _Span, right: _Span) -> _Span:
    left, right = _same_scale(left, right)
    high = np.maximum(left.high, right.high)
    return _Span(np.maximum(left.low, right.low), high, left.denominator, left.endless | right.endless)


_COMBINE: Mapping[str, Callable[[_Span, _Span], _Span]] = {
    "*": _multiply,
    "+": _add,
    "min": _smaller,
    "max": _bigger,
}


def _constant(value: Fraction, rows: int) -> _Span:
    numerators = np.full(rows, value.numerator, np.int64 if abs(value.numerator) < _SAFE else object)
    return _Span(numerators, numerators, value.denominator, np.zeros(rows, bool))


def _span(wanted: Input, column: Column) -> _Span:
    """Known rows as they are; unknown ones by the default, else from zero without end."""
    known = column.states == KNOWN
    if wanted.default is None:
        values = np.where(known, column.numerators, 0)
        return _Span(values, values, column.denominator, ~known)
    denominator = lcm(column.denominator, wanted.default.denominator)
    default = wanted.default.numerator * (denominator // wanted.default.denominator)
    values = np.where(known, _scaled(column.numerators, denominator // column.denominator), default)
    values = np.where(column.states == NONE, 0, values)
    return _Span(values, values, denominator, np.zeros(len(values), bool))


# ── Screening ──


def screen(measure: Measure, table: Table, as_of: date) -> Screening:
    """The measure for every row of the table on that day."""
    excluded, is_open = _conditions(measure, table, as_of)
    awards: Mapping[str, tuple[Mask, Integers, Integers]] = {}
    if measure.pays:
        excluded = excluded | _nothing_there(measure, table)
        awards = _tiers(measure, table, as_of) if measure.tiers else _amounts(measure, table, as_of)
    return Screening(
        measure.id,
        excluded,
        is_open & ~excluded,
        {option: (has & ~excluded, low, high) for option, (has, low, high) in awards.items()},
    )


def _nothing_there(measure: Measure, table: Table) -> Mask:
    names = compile_formula(measure.formula).names if measure.formula else ()
    found = np.zeros(table.rows, bool)
    for wanted in measure.inputs:
        decides = wanted.name in names or (measure.tiers is not None and measure.tiers.input == wanted.name)
        if not decides:
            continue
        if wanted.many:
            items = table.lists[wanted.list or ""]
            found |= items.states == NONE
            found[items.owners[items.columns[wanted.key].states == NONE]] = True
        else:
            found |= table.columns[wanted.name].states == NONE
    return found


def _conditions(measure: Measure, table: Table, as_of: date) -> tuple[Mask, Mask]:
    excluded = np.zeros(table.rows, bool)
    unknown = np.zeros(table.rows, bool)
    for condition in measure.conditions:
        wanted = measure.input(condition.input)
        if wanted is None or condition.test == "known":
            unknown[:] = True
            continue
        met, known = _outcome(measure, condition, wanted, table, as_of)
        excluded |= known & ~met
        unknown |= ~known
    return excluded, unknown


def _outcome(
    measure: Measure, condition: Condition, wanted: Input, table: Table, as_of: date
) -> tuple[Mask, Mask]:
    """Which rows meet the condition, and of which it is known."""
    if wanted.many:
        items = table.lists[wanted.list or ""]
        column = items.columns[wanted.key]
        fits = _fits(measure, condition, column, as_of)
        met, known = np.zeros(table.rows, bool), items.states == NONE
        met[items.owners[fits & (column.states == KNOWN)]] = True
        known[items.owners[column.states != ABSENT]] = True
        return met, known
    column = table.columns[wanted.name]
    met = _fits(measure, condition, column, as_of) & (column.states == KNOWN)
    known = column.states != ABSENT
    if wanted.follows is not None and wanted.follows.list in table.lists:
        follows = _following(wanted, table) & ~known
        # Only a yes follows; whoever has no such item may still be one.
        return met | (follows if condition.test == "is_true" else np.zeros(table.rows, bool)), known | follows
    return met, known


def _following(wanted: Input, table: Table) -> Mask:
    follows = wanted.follows
    assert follows is not None
    items = table.lists[follows.list]
    column = items.columns[follows.key]
    found = np.zeros(table.rows, bool)
    fits = np.isin(column.numerators, column.codes(follows.values)) & (column.states == KNOWN)
    found[items.owners[fits]] = True
    return found


def _fits(measure: Measure, condition: Condition, column: Column, as_of: date) -> Mask:
    if condition.test in ("is_true", "is_false"):
        return np.asarray(column.numerators == int(condition.test == "is_true"))
    if condition.test == "one_of":
        return np.isin(column.numerators, column.codes(condition.values))
    parameter = measure.parameter(condition.parameter or "")
    assert parameter is not None
    threshold = parameter.at(as_of).value
    limit = threshold.numerator * column.denominator
    return np.asarray(_scaled(column.numerators, threshold.denominator) >= limit)


def _tiers(measure: Measure, table: Table, as_of: date) -> Mapping[str, tuple[Mask, Integers, Integers]]:
    assert measure.tiers is not None
    wanted = measure.input(measure.tiers.input)
    assert wanted is not None
    ceiling = measure.kind in CEILING_KINDS
    awards: dict[str, tuple[Mask, Integers, Integers]] = {}
    for tier in measure.tiers.amounts:
        condition = Condition("", wanted.name, "one_of", (tier.option,))
        met, known = _outcome(measure, condition, wanted, table, as_of)
        parameter = measure.parameter(tier.parameter)
        assert parameter is not None
        amount = _cents(_constant(parameter.at(as_of).value, table.rows))
        low = np.zeros(table.rows, np.int64) if ceiling else amount
        awards[tier.option] = (met | ~known, low, amount)
    return awards


def _amounts(measure: Measure, table: Table, as_of: date) -> Mapping[str, tuple[Mask, Integers, Integers]]:
    assert measure.formula is not None
    expression = compile_formula(measure.formula).expression
    if any(sign in measure.formula for sign in "-/"):
        return _one_at_a_time(measure, table, as_of)
    value = _value(expression, measure, table, as_of, None)
    if measure.cap is not None:
        value = _smaller(value, _room(measure, table, as_of))
    high = np.where(
        value.endless, UNBOUNDED, _cents(_Span(value.high, value.high, value.denominator, value.endless))
    )
    low = _cents(value)
    everyone = np.ones(table.rows, bool)
    return {"": (everyone, np.zeros(table.rows, np.int64) if measure.kind in CEILING_KINDS else low, high)}


def _room(measure: Measure, table: Table, as_of: date) -> _Span:
    """What is left of the cap, for each row."""
    cap = measure.cap
    assert cap is not None
    parameter = measure.parameter(cap.parameter)
    assert parameter is not None
    room = _constant(parameter.at(as_of).value, table.rows)
    received = measure.input(cap.less) if cap.less else None
    if received is None:
        return room
    room, taken = _same_scale(room, _span(received, table.columns[received.name]))
    left = np.maximum(_plus(room.high, -taken.low), 0)
    least = np.where(taken.endless, 0, np.maximum(_plus(room.low, -taken.high), 0))
    return _Span(least, left, room.denominator, np.zeros(table.rows, bool))


def _value(
    expression: Expression, measure: Measure, table: Table, as_of: date, items: ItemTable | None
) -> _Span:
    if expression.operator == "name":
        return _named(expression.name, measure, table, as_of, items)
    if expression.operator == "sum":
        return _summed(expression.parts[0], measure, table, as_of)
    value = _value(expression.parts[0], measure, table, as_of, items)
    for part in expression.parts[1:]:
        value = _COMBINE[expression.operator](value, _value(part, measure, table, as_of, items))
    return value


def _named(name: str, measure: Measure, table: Table, as_of: date, items: ItemTable | None) -> _Span:
    parameter = measure.parameter(name)
    rows = table.rows if items is None else len(items.owners)
    if parameter is not None:
        return _constant(parameter.at(as_of).value, rows)
    wanted = measure.input(name)
    assert wanted is not None
    if items is not None and wanted.many:
        return _span(wanted, items.columns[wanted.key])
    span = _span(wanted, table.columns[name])
    if items is None:
        return span
    owners = items.owners
    return _Span(span.low[owners], span.high[owners], span.denominator, span.endless[owners])


def _summed(part: Expression, measure: Measure, table: Table, as_of: date) -> _Span:
    """The part for every item, added up by owner; rows without known items have no upper bound."""
    lists = [wanted.list for name in part.names() if (wanted := measure.input(name)) and wanted.many]
    items = table.lists[lists[0] or ""]
    span = _value(part, measure, table, as_of, items)
    endless = items.states == ABSENT
    endless[items.owners[span.endless]] = True
    return _Span(
        _by_owner(span.low, items.owners, table.rows),
        _by_owner(span.high, items.owners, table.rows),
        span.denominator,
        endless,
    )


def _by_owner(values: Integers, owners: NDArray[np.int64], rows: int) -> Integers:
    fits = _largest(values) * max(len(values), 1) < _SAFE
    total = np.zeros(rows, np.int64) if fits else np.full(rows, 0, object)
    np.add.at(total, owners, values if fits else values.astype(object))
    return total


def _cents(value: _Span) -> Integers:
    """`low` in 分, rounded half up; never below zero."""
    half = _constant(Fraction(value.denominator), len(value.low)).low
    doubled = _plus(_scaled(value.low, 200), half)
    cents = np.maximum(doubled // (2 * value.denominator), 0)
    return np.asarray(cents, np.int64 if _largest(cents) < _SAFE else object)


def _one_at_a_time(
    measure: Measure, table: Table, as_of: date
) -> Mapping[str, tuple[Mask, Integers, Integers]]:
    """Formulas with - or /: the exact path row by row."""
    low, high = np.zeros(table.rows, np.int64), np.full(table.rows, UNBOUNDED, np.int64)
    for row in range(table.rows):
        awards = evaluate(measure, facts_in(table, measure.inputs, row), as_of).awards
        if awards and awards[0].amount is not None:
            high[row] = int(awards[0].amount * 100)
            low[row] = int((awards[0].low or Fraction(0)) * 100 + Fraction(1, 2))
    return {"": (np.ones(table.rows, bool), low, high)}


def facts_in(table: Table, inputs: Sequence[Input], row: int) -> Facts:
    """The facts of one row, as `evaluate` takes them."""
    facts: dict[str, Value] = {}
    for wanted in inputs:
        name = (wanted.list or "") if wanted.many else wanted.name
        if name in facts:
            continue
        value: Value | None
        if wanted.many:
            value = _items_in(table.lists[name], name, inputs, row)
        else:
            value = _fact(wanted, table.columns[name], row)
        if value is not None:
            facts[name] = value
    return facts


def _items_in(items: ItemTable, name: str, inputs: Sequence[Input], row: int) -> Value | None:
    if items.states[row] == ABSENT:
        return None
    if items.states[row] == NONE:
        return NOT_APPLICABLE
    siblings = [item for item in inputs if item.list == name]
    found: list[dict[str, Scalar]] = []
    for place in np.flatnonzero(items.owners == row):
        values = {item.key: _fact(item, items.columns[item.key], int(place)) for item in siblings}
        found.append({key: value for key, value in values.items() if value is not None})
    return tuple(found)


def _fact(wanted: Input, column: Column, place: int) -> Scalar | None:
    if column.states[place] == ABSENT:
        return None
    if column.states[place] == NONE:
        return NOT_APPLICABLE
    number = int(column.numerators[place])
    if wanted.unit == "flag":
        return bool(number)
    if wanted.unit == "choice":
        return wanted.options[number].value if 0 <= number < len(wanted.options) else "other"
    return None if wanted.unit == "date" else Fraction(number, column.denominator)
