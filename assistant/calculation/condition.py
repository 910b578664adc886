"""A condition under the facts: met, not met, or unknown."""

from __future__ import annotations

from datetime import date

from assistant.calculation.fact import Given, SenselessFactError, as_range, values_given
from assistant.calculation.ledger import Check, Outcome
from assistant.calculation.quantity import NOT_APPLICABLE
from assistant.policy.measure import Condition, Measure


def check_conditions(measure: Measure, facts: Given, as_of: date) -> tuple[Check, ...]:
    """Each condition of the measure with its outcome, in the order of the file.

    A condition on a list is met as soon as one item meets it. A range that straddles a threshold
    leaves the outcome unknown; a threshold itself is met (及以上).
    """
    return tuple(_check(measure, condition, facts, as_of) for condition in measure.conditions)


def _check(measure: Measure, condition: Condition, facts: Given, as_of: date) -> Check:
    evidence = measure.evidence.get(condition.evidence or "")
    quote = evidence.quote if evidence else measure.quote
    wanted = measure.input(condition.input)
    values = values_given(wanted, facts) if wanted is not None else ()
    outcome = _outcome(measure, condition, values, as_of)
    return Check(condition.text, outcome, condition.input, measure.clause_id, quote)


def _outcome(measure: Measure, condition: Condition, values: tuple[object, ...], as_of: date) -> Outcome:
    if not values or condition.test == "known":
        return "unknown"
    if all(value is NOT_APPLICABLE for value in values):
        return "not_met"
    if condition.test == "at_least":
        return _at_least(measure, condition, values[0], as_of)
    if condition.test == "one_of":
        return "met" if any(value in condition.values for value in values) else "not_met"
    if not all(isinstance(value, bool) for value in values):
        return "unknown"
    return "met" if (condition.test == "is_true") in values else "not_met"


def _at_least(measure: Measure, condition: Condition, value: object, as_of: date) -> Outcome:
    parameter = measure.parameter(condition.parameter or "")
    if parameter is None:
        return "unknown"
    threshold = parameter.at(as_of).value
    try:
        found = as_range(value)
    except SenselessFactError:
        return "unknown"
    if found is None or found.low is None:
        return "unknown"
    if found.low >= threshold:
        return "met"
    return "not_met" if found.high is not None and found.high < threshold else "unknown"
