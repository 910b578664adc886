"""Reach: how large an input has to be for the award to come to its cap (贷多少才能拿满)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import ceil

from assistant.calculation.evaluation import evaluate
from assistant.calculation.quantity import Scalar, Value
from assistant.policy.measure import Input, Measure

# What is tried; small enough to stay below every cap, large enough not to be lost in rounding.
_PROBE = Fraction(100_000)
_MORE_THAN_ANY = Fraction(10**15)


@dataclass(frozen=True, slots=True)
class Reach:
    """`needed`: yuan of the `asked` input at which the award comes to `room` yuan, or to what is wanted.

    `room`: the cap less what was received in its period; `share`: what one yuan of the input gives; `others`:
    of the items told beside the one that is asked for, the sum of each and the share that it gives.
    """

    asked: Input
    needed: Fraction
    cap: Fraction
    room: Fraction
    share: Fraction
    others: tuple[tuple[Fraction, Fraction], ...] = ()

    @property
    def base(self) -> Fraction:
        """What the others come to."""
        return sum((amount * share for amount, share in self.others), Fraction(0))


def reach(
    measure: Measure,
    facts: Mapping[str, Value],
    as_of: date,
    target: Fraction | None = None,
    beside: Sequence[Mapping[str, Scalar]] = (),
) -> Reach | None:
    """The reach of a measure with rate and cap; None where a rate is missing or it has none.

    `target`: yuan that are wanted, where that is less than there is room for; `beside`: the items that stay
    as they are beside the one that is asked for.
    """
    asked = cap_input(measure)
    parameter = measure.cap and measure.parameter(measure.cap.parameter)
    if asked is None or not parameter:
        return None
    cap = parameter.at(as_of).value
    small = _award(measure, _with(facts, asked, _PROBE), as_of)
    room = _award(measure, _with(facts, asked, _MORE_THAN_ANY), as_of)
    if not small or not room or small >= room:
        return None
    share = small / _PROBE
    goal = target if target is not None and 0 < target < room else room
    others = _shares(measure, facts, asked, beside, as_of)
    if others is None:
        return None
    base = sum((amount * of for amount, of in others), Fraction(0))
    return Reach(asked, max(goal - base, Fraction(0)) / share, cap, room, share, others)


def _shares(
    measure: Measure,
    facts: Mapping[str, Value],
    asked: Input,
    beside: Sequence[Mapping[str, Scalar]],
    as_of: date,
) -> tuple[tuple[Fraction, Fraction], ...] | None:
    """(sum, the share that it gives) of each item beside the one asked for; None where one is open."""
    found = []
    for item in beside:
        amount = item.get(asked.key)
        alone: dict[str, Value] = {**facts, asked.list or "": ({**item, asked.key: _PROBE},)}
        probe = _award(measure, alone, as_of)
        if not isinstance(amount, Fraction) or probe is None:
            return None
        found.append((amount, probe / _PROBE))
    return tuple(found)


def _award(measure: Measure, facts: Mapping[str, Value], as_of: date) -> Fraction | None:
    """What the facts come to, None where that is not settled."""
    ledger = evaluate(measure, facts, as_of)
    return ledger.awards[0].high if ledger.status == "determined" else None


def _with(facts: Mapping[str, Value], asked: Input, amount: Fraction) -> dict[str, Value]:
    """The facts with an amount in the place of the sums that were stated."""
    if not (asked.many and asked.list):
        return {**facts, asked.name: amount}
    items = facts.get(asked.list, ())
    first = dict(items[0]) if isinstance(items, tuple) and items and isinstance(items[0], Mapping) else {}
    return {**facts, asked.list: ({**first, asked.key: amount},)}


def cap_input(measure: Measure) -> Input | None:
    """The sum of money that the award goes by up to a cap; None where it goes by none."""
    if measure.cap is None or not measure.formula:
        return None
    return next((i for i in measure.inputs if i.unit == "yuan" and i.name in (measure.formula or "")), None)


def cap_room(measure: Measure, received: Fraction, as_of: date) -> tuple[Fraction, Fraction]:
    """(the cap, what is left of it after what was received in its period), yuan. The measure has a cap."""
    assert measure.cap is not None
    parameter = measure.parameter(measure.cap.parameter)
    assert parameter is not None
    cap = parameter.at(as_of).value
    return cap, max(cap - received, Fraction(0))


def up_to_cent(amount: Fraction) -> tuple[Fraction, bool]:
    """(the amount, or the next 分 above it; whether it is exact)."""
    cents = amount * 100
    return Fraction(ceil(cents), 100), cents.denominator == 1
