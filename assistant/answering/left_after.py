"""What is still to come after what was paid, or of one item after others: 已补800万，二期投完还能再补多少."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Any

from assistant.answering.groups import exceeds
from assistant.calculation.evaluation import evaluate
from assistant.calculation.ledger import Award, Ledger, Step
from assistant.calculation.quantity import Value, round_to_cent, write_quantity
from assistant.dialogue.conversation import HeldFact
from assistant.dialogue.item_references import Reference, items_of, references
from assistant.dialogue.sentence import ASKS, CLAUSE_END
from assistant.policy.measure import Measure

# Grammar, not vocabulary. Items that come first: 前三份先补足, 前两份补完; and what is then left for another.
_FIRST = re.compile(r"先[^，。？！；\d]{0,4}[补占用拿报领贴申]|[补占用拿领贴](?:完|足|满|掉|去|走|好|光)")
_THEN = re.compile(r"还|剩|真正|实际|再|余")
# How the step is called by which what came before is taken off.
LESS = "减去"


@dataclass(frozen=True, slots=True)
class LeftAfter:
    """`whole`: yuan that it comes to in all; `before`: yuan of it that came already or come first.

    `capped`: whether the cap sets the whole; `paid`: whether what came before was paid out.
    """

    whole: Fraction
    before: Fraction
    capped: bool
    paid: bool


def after_paid(measure: Measure, ledger: Ledger, paid: Fraction | None) -> tuple[Ledger, LeftAfter] | None:
    """The ledger less what was paid for the same project; None where nothing was, or a cap per year holds.

    What is paid takes from what the project comes to, cap included: the text gives one sum for a project.
    """
    award = ledger.awards[0] if len(ledger.awards) == 1 else None
    once = measure.formula and measure.cap and not measure.cap.less
    if not paid or award is None or not once or ledger.status != "determined" or award.high is None:
        return None
    if award.low != award.high or paid > award.high:
        return None
    return _less(ledger, award, paid, "已经得到的", paid=True)


def after_others(
    measure: Measure,
    text: str,
    facts: Sequence[HeldFact],
    given: Mapping[str, Value],
    as_of: date,
) -> tuple[Ledger, LeftAfter] | None:
    """The ledger of one item after those that come first under the cap: 前三份先补足，90万这份还有多少额度.

    None where no items are said to come first, or not all is known. `given`: the facts as the calculation
    takes them, those of all items.
    """
    listed = next((i.list for i in measure.inputs if i.many and i.unit == "yuan"), None)
    names = {i.name for i in measure.inputs if i.many and i.unit == "yuan"}
    sums = sorted((f for f in facts if f.name in names), key=lambda f: f.item)
    items = given.get(listed or "")
    if measure.cap is None or not listed or not isinstance(items, tuple) or len(sums) != len(items) < 2:
        return None
    first, asked = _first_and_asked(text, sums)
    if not first or not asked:
        return None
    places = [f.item for f in sums]
    before: tuple[Any, ...] = tuple(one for one, item in zip(items, places, strict=True) if item in first)
    both: tuple[Any, ...] = tuple(
        one for one, item in zip(items, places, strict=True) if item in first | asked
    )
    base = evaluate(measure, {**given, listed: before}, as_of)
    ledger = evaluate(measure, {**given, listed: both}, as_of)
    if base.status != "determined" or ledger.status != "determined":
        return None
    return _less(ledger, ledger.awards[0], base.awards[0].high or Fraction(0), "先算的各项", paid=False)


def _first_and_asked(text: str, sums: Sequence[HeldFact]) -> tuple[set[int], set[int]]:
    """(the items that come first, the item that is asked for behind them)."""
    found = references(text, sums)
    first: set[int] = set()
    asked: set[int] = set()
    start = 0
    for end in [*(m.end() for m in CLAUSE_END.finditer(text)), len(text)]:
        clause = text[start:end]
        own = [r for r in found if start <= r.start < end]
        start = end
        if not first and _FIRST.search(clause):
            first = _named(own)
        elif first and _THEN.search(clause) and ASKS.search(clause):
            asked |= set(items_of(own)) - first
    left = {f.item for f in sums} - first
    return first, asked if len(asked) == 1 else left if not asked and len(left) == 1 else set()


def _named(found: Sequence[Reference]) -> set[int]:
    return set(items_of(r for r in found if r.pointed))


def _less(
    ledger: Ledger, award: Award, before: Fraction, words: str, *, paid: bool
) -> tuple[Ledger, LeftAfter]:
    """The ledger with its award less what came before, a step more."""
    whole = award.high or Fraction(0)
    left = whole - before
    last = award.steps[-1]
    capped = any(exceeds(step, award) for step in award.steps[:-1])
    shown = f"{write_quantity(whole, 'yuan')} － {write_quantity(before, 'yuan')}"
    step = Step(f"{LESS}{words}", shown, write_quantity(left, "yuan"), last.clause_id, last.quote)
    less = replace(award, low=left, high=left, amount=round_to_cent(left), steps=(*award.steps, step))
    return replace(ledger, awards=(less,)), LeftAfter(whole, before, capped, paid)
