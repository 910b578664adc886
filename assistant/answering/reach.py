"""Reach: how large an input has to be for the award to come to its cap (贷多少才能拿满)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from assistant.calculation.evaluation import evaluate
from assistant.calculation.quantity import Value
from assistant.policy.measure import Input, Measure

# Grammar, not vocabulary: how much is to be borrowed, signed or invested until the most is given.
_TOP = r"(?:顶到|拿满|够到|够着|够得着|到顶|封顶|上限|顶格|补满|贴满|满额|用满)"
_PUT_IN = r"(?:贷|签|投|买|登记|合同|投入|花|借|本金)"
ASKED = re.compile(
    rf"{_PUT_IN}[^，。？]{{0,8}}(?:多少|多大|几)[^。？]{{0,12}}{_TOP}|{_TOP}[^。？]{{0,14}}{_PUT_IN}[^，。？]{{0,6}}(?:多少|多大|几)"
)
# What is tried; small enough to stay below every cap, large enough not to be lost in rounding.
_PROBE = Fraction(1_000_000)


@dataclass(frozen=True, slots=True)
class Reach:
    """`needed`: yuan of the `asked` input at which the award comes to `cap` yuan.

    `share`: what one yuan of the input gives.
    """

    asked: Input
    needed: Fraction
    cap: Fraction
    share: Fraction


def reach(measure: Measure, facts: Mapping[str, Value], as_of: date) -> Reach | None:
    """The reach of a measure with rate and cap; None where a rate is missing or it has none."""
    asked = next((i for i in measure.inputs if i.unit == "yuan" and i.name in (measure.formula or "")), None)
    parameter = measure.cap and measure.parameter(measure.cap.parameter)
    if asked is None or not parameter:
        return None
    cap = parameter.at(as_of).value
    award = next(iter(evaluate(measure, _with_probe(facts, asked), as_of).awards), None)
    if award is None or not award.high or award.high >= cap:
        return None
    share = award.high / _PROBE
    return Reach(asked, cap / share, cap, share)


def _with_probe(facts: Mapping[str, Value], asked: Input) -> dict[str, Value]:
    """The facts with the probe in the place of the sums that were stated."""
    if not (asked.many and asked.list):
        return {**facts, asked.name: _PROBE}
    items = facts.get(asked.list, ())
    first = dict(items[0]) if isinstance(items, tuple) and items and isinstance(items[0], Mapping) else {}
    return {**facts, asked.list: ({**first, asked.key: _PROBE},)}
