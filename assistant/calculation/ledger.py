"""A ledger: what one measure comes to under the facts, and every step on the way with its clause."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from assistant.policy.measure import Period

Status = Literal["determined", "range", "undefined", "not_applicable", "not_quantified"]
Outcome = Literal["met", "not_met", "unknown"]
InForce = Literal["before", "within", "after"]
Bound = Literal["exact", "at_most"]


@dataclass(frozen=True, slots=True)
class Step:
    """One step, in Chinese: what is done, with which values, the result, and the words it rests on."""

    expression: str
    values: str
    result: str
    clause_id: str
    quote: str

    def __str__(self) -> str:
        return f"{self.values} = {self.result}"


@dataclass(frozen=True, slots=True)
class Award:
    """One figure. `low`, `high`: yuan before rounding, None = no bound; `amount`: `high` to the 分.

    `option`: the tier's value in facts ("champion"), "" where there are none. `bound`: `exact` = it
    follows from text and facts; `at_most` = a ceiling of the text, or the top of a range.
    """

    label: str
    option: str
    low: Fraction | None
    high: Fraction | None
    amount: Decimal | None
    bound: Bound
    period: Period
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Check:
    """A condition of the text and whether the facts meet it. `input`: the fact that decides."""

    text: str
    outcome: Outcome
    input: str
    clause_id: str
    quote: str


@dataclass(frozen=True, slots=True)
class Ledger:
    """What one measure comes to.

    `status`: determined (nothing more would change the figures) · range (a fact is missing) ·
    undefined (a fact makes no sense) · not_applicable (a condition is not met, or there is no such
    thing) · not_quantified (the text gives no amount). `unknown`: the inputs still needed, the one
    that narrows most first. `assumptions`: what was taken for granted. `open_points`: what the text
    leaves open in just this case. `in_force`: where `as_of` lies; figures are computed all the same.
    """

    measure_id: str
    status: Status
    awards: tuple[Award, ...]
    conditions: tuple[Check, ...]
    unknown: tuple[str, ...]
    assumptions: tuple[str, ...]
    open_points: tuple[str, ...]
    in_force: InForce
