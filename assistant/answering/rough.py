"""Sums told roughly that settle the amount all the same: 六千多万 comes to the cap in any case."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

from assistant.answering.case import Case, calculation_facts
from assistant.answering.groups import exceeds
from assistant.answering.phrasing import Conclusion, amounts_sentence, amounts_spoken, as_said
from assistant.answering.reach import cap_input
from assistant.calculation.evaluation import evaluate
from assistant.dialogue.conversation import HeldFact
from assistant.wording import listed

# What a sum that was told with 左右 or 大概 is at least, as a share of what was said.
_AT_LEAST = Fraction(7, 10)


def capped_anyway(case: Case, as_of: date) -> Conclusion | None:
    """That a sum told roughly comes to the cap in any case; None where that hangs on what it is exactly."""
    asked = cap_input(case.measure)
    rough = [f for f in case.unclear if asked and f.name == asked.name and f.low]
    items = [f for f in case.facts if asked and f.name == asked.name]
    if len(rough) != 1 or len(items) > 1 or len(rough) < len(case.unclear) or case.received:
        return None  # of a list every sum has to be told
    least = [_least(fact) if fact in rough else fact for fact in case.facts]
    ledger = evaluate(case.measure, calculation_facts(case.measure, least, case.misses), as_of)
    over = [a for a in ledger.awards if any(exceeds(step, a) for step in a.steps[:-1])]
    if ledger.status != "determined" or len(ledger.awards) != 1 or not over:
        return None
    said = listed([as_said(fact.said) for fact in rough])
    told = f"您说的{said}不是准数；按这个规模已经到上限，零头不影响。"
    return Conclusion(f"{told}{amounts_sentence(case)}", amounts_spoken(case), "answered")


def _least(fact: HeldFact) -> HeldFact:
    """A sum told roughly as the least that it may be: 六千多万 as 6000万, 六千万左右 as well below."""
    low = fact.low or Fraction(0)
    low = low if fact.high is not None and fact.high > low else low * _AT_LEAST
    return replace(fact, approximate=False, low=low, high=low)
