"""A fact as a measure sees it: flat or in a list, under its full name or its short one."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import TypeAlias

from assistant.calculation.quantity import NOT_APPLICABLE, ZERO, NotApplicable, Range
from assistant.policy.measure import Follows, Input

Given: TypeAlias = Mapping[str, object]
"""Facts, or one item of a list."""


class SenselessFactError(Exception):
    """A fact that no calculation can use: negative, upside down, of the wrong kind."""


def items_of(wanted: Input, facts: Given) -> tuple[Given, ...] | NotApplicable | None:
    """The items of a list; one item from flat facts; None if nothing is known of it."""
    given = facts.get(wanted.list or "")
    if isinstance(given, NotApplicable) or given == ():
        return NOT_APPLICABLE
    if isinstance(given, tuple):
        return given
    if wanted.name in facts:
        return (facts,)
    return None


def value_given(wanted: Input, facts: Given) -> object:
    """The fact under its full name or its key; None if absent."""
    found = facts.get(wanted.name)
    return found if found is not None or not wanted.many else facts.get(wanted.key)


def values_given(wanted: Input, facts: Given) -> tuple[object, ...]:
    """Every value given for an input, over its items; () if none is known."""
    if not wanted.many:
        found = facts.get(wanted.name)
        if found is None:
            return (True,) if wanted.follows is not None and _follows(wanted.follows, facts) else ()
        return found if isinstance(found, tuple) else (found,)
    items = items_of(wanted, facts)
    if isinstance(items, NotApplicable):
        return (NOT_APPLICABLE,)
    values: list[object] = []
    for item in items or ():
        found = value_given(wanted, item)
        values.extend(found if isinstance(found, tuple) else () if found is None else (found,))
    return tuple(values)


def _follows(follows: Follows, facts: Given) -> bool:
    """Whether an item of the list has one of the values."""
    items = facts.get(follows.list)
    if not isinstance(items, tuple):
        items = ({follows.key: facts.get(follows.key)},)
    values = [item.get(follows.key) for item in items if isinstance(item, Mapping)]
    return any(
        part in follows.values
        for value in values
        for part in (value if isinstance(value, tuple) else (value,))
    )


def as_range(value: object) -> Range | None:
    """A numeric fact as a range; None if it is unknown. Raises SenselessFactError for what is no quantity."""
    if value is None:
        return None
    if isinstance(value, Fraction):
        found = Range(value, value)
    elif isinstance(value, Range):
        found = value if value.low is not None else Range(ZERO, value.high, value.shown)
    elif isinstance(value, int | Decimal) and not isinstance(value, bool):
        number = Fraction(value)
        found = Range(number, number)
    else:
        raise SenselessFactError
    upside_down = found.low is not found.high and found.high is not None and found.high < (found.low or ZERO)
    if upside_down or (found.low is not None and found.low.numerator < 0):
        raise SenselessFactError
    return found


def quantity_given(wanted: Input, facts: Given) -> Range | None:
    """What is given for a numeric input, None if unknown. Raises SenselessFactError for what is no quantity.

    No such thing is nothing of it where a default exists: nothing received, nothing to take off.
    """
    given = value_given(wanted, facts)
    return as_range(ZERO if given is NOT_APPLICABLE and wanted.default is not None else given)
