"""Evaluation: a measure under the facts on a day, as a ledger. Over ranges, exact, rounded once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from assistant.calculation.formula import (
    DivisionByZero,
    Scope,
    Term,
    compile_formula,
    sum_nodes,
    value_of,
    written,
)
from assistant.calculation.ledger import Award, Check, InForce, Ledger, Outcome, Status, Step
from assistant.calculation.quantity import (
    NOT_APPLICABLE,
    UNKNOWN,
    ZERO,
    Facts,
    NotApplicable,
    Range,
    Scalar,
    exactly,
    round_to_cent,
    smaller,
    subtract,
    write_quantity,
    write_range,
)
from assistant.policy.expression import Expression
from assistant.policy.figures import printed_figures
from assistant.policy.measure import CEILING_KINDS, Condition, DatedValue, Input, Measure

_NUMERIC = frozenset({"yuan", "ratio", "years", "count"})
_FIGURE_UNITS = {"yuan": "money", "ratio": "percent", "years": "duration", "count": "count"}


@dataclass(frozen=True, slots=True)
class _Sum:
    """The ceiling or amount before rounding, with its steps and what was taken for granted."""

    value: Range
    steps: tuple[Step, ...]
    assumptions: tuple[str, ...]


class _Undefined(Exception):
    """A fact that makes no sense in a calculation (negative, of the wrong kind)."""


def evaluate(measure: Measure, facts: Facts, as_of: date) -> Ledger:
    """The ledger of the measure under the facts on that day.

    `facts`: input name -> value in yuan, shares of one, years; a list's name ("loans") -> a tuple of
    items, keys with or without the prefix ("principal", "loan.principal"); a single item may also be
    given flat. Unknown = absent. A `Range` gives a range. Choices: an option's value, or several in
    a tuple; a value that is no option means “something else”. Outside the validity the figures of
    the nearest day in force are used, and `in_force` says so.
    """
    conditions = tuple(_check(measure, condition, facts, as_of) for condition in measure.conditions)
    if any(check.outcome == "not_met" for check in conditions):
        return _ledger(measure, "not_applicable", as_of, conditions)
    if not measure.pays:
        return _ledger(measure, "not_quantified", as_of, conditions)
    if _nothing_there(measure, facts):
        return _ledger(measure, "not_applicable", as_of, conditions)
    try:
        if measure.tiers is not None:
            return _tiered(measure, facts, as_of, conditions)
        return _calculated(measure, facts, as_of, conditions)
    except (DivisionByZero, _Undefined):
        return _ledger(measure, "undefined", as_of, conditions)


def _ledger(
    measure: Measure,
    status: Status,
    as_of: date,
    conditions: tuple[Check, ...],
    awards: tuple[Award, ...] = (),
    unknown: tuple[str, ...] = (),
    assumptions: tuple[str, ...] = (),
    open_points: tuple[str, ...] = (),
) -> Ledger:
    in_force = in_force_on(measure, as_of)
    return Ledger(measure.id, status, awards, conditions, unknown, assumptions, open_points, in_force)


def in_force_on(measure: Measure, day: date) -> InForce:
    """Whether the day lies before, within or after the policy's validity (both ends included)."""
    if day < measure.in_force_from:
        return "before"
    return "within" if day <= measure.in_force_to else "after"


# ── Facts ──


def _items(wanted: Input, facts: Facts) -> tuple[Mapping[str, Scalar], ...] | NotApplicable | None:
    """The items of a list; one item from flat facts; None if nothing is known of it."""
    given = facts.get(wanted.list or "")
    if isinstance(given, NotApplicable) or given == ():
        return NOT_APPLICABLE
    if isinstance(given, tuple):
        return given  # type: ignore[return-value]
    if wanted.name in facts:
        return (facts,)  # type: ignore[return-value]
    return None


def _given(wanted: Input, facts: Mapping[str, object]) -> object:
    """The fact under its full name or its key; None if absent."""
    found = facts.get(wanted.name)
    return found if found is not None or not wanted.many else facts.get(wanted.key)


def _all_given(wanted: Input, facts: Facts) -> tuple[object, ...]:
    """Every value given for an input, over its items; () if none is known."""
    if not wanted.many:
        found = facts.get(wanted.name)
        return () if found is None else found if isinstance(found, tuple) else (found,)
    items = _items(wanted, facts)
    if isinstance(items, NotApplicable):
        return (NOT_APPLICABLE,)
    values: list[object] = []
    for item in items or ():
        found = _given(wanted, item)
        values.extend(found if isinstance(found, tuple) else () if found is None else (found,))
    return tuple(values)


def _range(value: object) -> Range | None:
    """A numeric fact as a range; None if it is unknown. Raises _Undefined for what is no quantity."""
    if value is None:
        return None
    if isinstance(value, Range):
        found = value if value.low is not None else Range(ZERO, value.high, value.shown)
    elif isinstance(value, Fraction):
        found = Range(value, value)
    elif isinstance(value, int | Decimal) and not isinstance(value, bool):
        found = exactly(Fraction(value))
    else:
        raise _Undefined
    if (found.low is not None and found.low < 0) or (
        found.low is not None and found.high is not None and found.high < found.low
    ):
        raise _Undefined
    return found


def _nothing_there(measure: Measure, facts: Facts) -> bool:
    """Whether a fact that the amount goes by does not apply: no loan, no contract, no title."""
    names = compile_formula(measure.formula).names() if measure.formula else ()
    for wanted in measure.inputs:
        decides = wanted.name in names or (measure.tiers is not None and measure.tiers.input == wanted.name)
        if decides and NOT_APPLICABLE in _all_given(wanted, facts):
            return True
    return False


# ── Conditions ──


def _check(measure: Measure, condition: Condition, facts: Facts, as_of: date) -> Check:
    evidence = measure.evidence.get(condition.evidence or "")
    quote = evidence.quote if evidence else measure.quote
    wanted = measure.input(condition.input)
    values = _all_given(wanted, facts) if wanted is not None else ()
    outcome = _outcome(measure, condition, values, as_of)
    return Check(condition.text, outcome, condition.input, measure.clause_id, quote)


def _outcome(measure: Measure, condition: Condition, values: tuple[object, ...], as_of: date) -> Outcome:
    if not values or condition.test == "known":
        return "unknown"
    if all(value is NOT_APPLICABLE for value in values):
        return "not_met"
    if condition.test == "at_least":
        return _at_least(measure, condition, values, as_of)
    if condition.test == "one_of":
        return "met" if any(value in condition.values for value in values) else "not_met"
    wished = condition.test == "is_true"
    if not all(isinstance(value, bool) for value in values):
        return "unknown"
    return "met" if any(value is wished for value in values) else "not_met"


def _at_least(measure: Measure, condition: Condition, values: tuple[object, ...], as_of: date) -> Outcome:
    parameter = measure.parameter(condition.parameter or "")
    if parameter is None:
        return "unknown"
    threshold = parameter.at(as_of).value
    try:
        found = _range(values[0])
    except _Undefined:
        return "unknown"
    if found is None:
        return "unknown"
    if found.low is not None and found.low >= threshold:
        return "met"
    return "not_met" if found.high is not None and found.high < threshold else "unknown"


# ── Tiers ──


def _tiered(measure: Measure, facts: Facts, as_of: date, conditions: tuple[Check, ...]) -> Ledger:
    """One award for each option named, or for every option where none is known; never a sum."""
    tiers = measure.tiers
    assert tiers is not None
    wanted = measure.input(tiers.input)
    assert wanted is not None
    named = tuple(value for value in _all_given(wanted, facts) if value is not None)
    amounts = {tier.option: tier.parameter for tier in tiers.amounts}
    chosen = [str(value) for value in dict.fromkeys(named) if value in amounts] if named else list(amounts)
    awards = tuple(_tier_award(measure, wanted, option, amounts[option], as_of) for option in chosen)
    points = _open_dates(measure, facts, as_of) + _repeated(measure, wanted, named)
    if named:
        return _ledger(measure, "determined", as_of, conditions, awards, open_points=points)
    return _ledger(measure, "range", as_of, conditions, awards, (wanted.name,), open_points=points)


def _tier_award(measure: Measure, wanted: Input, option: str, name: str, as_of: date) -> Award:
    parameter = measure.parameter(name)
    assert parameter is not None
    dated = parameter.at(as_of)
    chosen = wanted.option(option)
    label = f"{measure.name}（{chosen.name if chosen else option}）"
    ceiling = measure.kind in CEILING_KINDS
    step = Step(parameter.label, _printed(dated), write_quantity(dated.value, "yuan"), *_source(measure, dated))
    low = ZERO if ceiling else dated.value
    return Award(
        label,
        option,
        low,
        dated.value,
        round_to_cent(dated.value),
        "at_most" if ceiling else "exact",
        measure.period,
        (step,),
    )


def _repeated(measure: Measure, wanted: Input, named: tuple[object, ...]) -> tuple[str, ...]:
    if len(named) == len(set(named)):
        return ()
    return (f"同一{wanted.label}有多项，原文没有写明是否分别给予{measure.benefit}",)


def _open_dates(measure: Measure, facts: Facts, as_of: date) -> tuple[str, ...]:
    """What the text leaves open about the days of recognition that the facts hold."""
    found: dict[str, None] = {}
    for wanted in measure.inputs:
        if wanted.unit != "date":
            continue
        for day in _all_given(wanted, facts):
            if isinstance(day, date):
                found.update(dict.fromkeys(_open_date(measure, day, as_of)))
    return tuple(found)


def _open_date(measure: Measure, day: date, as_of: date) -> tuple[str, ...]:
    if day > as_of:
        return ("认定日期晚于所查的日期，要认定以后才谈得上",)
    if day < measure.in_force_from:
        return ("认定在施行日以前，原文没有写明以前的认定是否适用",)
    if day > measure.in_force_to:
        return ("认定在有效期届满以后，原文没有写明届满以后的认定是否适用",)
    if as_of > measure.in_force_to:
        return ("认定在有效期之内，原文没有写明有效期届满以后申请是否仍然兑现",)
    return ()


# ── Formulas ──


def _calculated(measure: Measure, facts: Facts, as_of: date, conditions: tuple[Check, ...]) -> Ledger:
    total = _total(measure, facts, as_of)
    value = total.value
    settled = value.exact
    ceiling = measure.kind in CEILING_KINDS
    low = ZERO if ceiling else value.low
    amount = None if value.high is None else round_to_cent(value.high)
    bound = "exact" if settled and not ceiling else "at_most"
    steps = total.steps + _rounding(measure, value if settled else None, amount)
    award = Award(measure.name, "", low, value.high, amount, bound, measure.period, steps)  # type: ignore[arg-type]
    unknown = () if settled else _missing(measure, facts, as_of)
    points = _open_dates(measure, facts, as_of)
    status: Status = "determined" if settled else "range"
    return _ledger(measure, status, as_of, conditions, (award,), unknown, total.assumptions, points)


def _rounding(measure: Measure, value: Range | None, amount: Decimal | None) -> tuple[Step, ...]:
    if value is None or value.high is None or amount is None or Fraction(amount) == value.high:
        return ()
    before = write_quantity(value.high, "yuan")
    return (
        Step("保留到分（四舍五入；原文没有写尾数怎样处理）", before, f"{amount:,}元", measure.clause_id, measure.quote),
    )


def _total(measure: Measure, facts: Facts, as_of: date, trace: bool = True) -> _Sum:
    """What the formula comes to under its cap: never below zero."""
    assert measure.formula is not None
    expression = compile_formula(measure.formula)
    assumptions: dict[str, None] = {}
    scope = _scope(measure, facts, as_of, assumptions)
    items = _item_scopes(measure, expression, facts, as_of, assumptions)
    raw = value_of(expression, scope, items)
    steps = _formula_steps(measure, expression, scope, items, raw, as_of) if trace else ()
    if measure.cap is not None:
        raw, more = _capped(measure, raw, scope, as_of, expression, trace)
        steps += more
    if raw.low is None or raw.low < 0:
        raw = Range(ZERO, raw.high if raw.high is None else max(raw.high, ZERO))
    return _Sum(raw, steps, tuple(assumptions))


def _scope(measure: Measure, facts: Mapping[str, object], as_of: date, assumptions: dict[str, None]) -> Scope:
    """Looks a name up: a parameter of the day, else a fact, else its default, else unknown."""

    def look_up(name: str) -> Term:
        parameter = measure.parameter(name)
        if parameter is not None:
            return Term(parameter.label, exactly(parameter.at(as_of).value), parameter.unit)
        wanted = measure.input(name)
        if wanted is None:
            raise _Undefined
        value = _range(_given(wanted, facts))
        if value is None:
            value = UNKNOWN if wanted.default is None else exactly(wanted.default)
            if wanted.default is not None and wanted.assumption:
                assumptions[wanted.assumption] = None
        elif wanted.default is None and wanted.assumption:
            assumptions[wanted.assumption] = None
        return Term(wanted.label, value, wanted.unit)

    return look_up


def _item_scopes(
    measure: Measure, expression: Expression, facts: Facts, as_of: date, assumptions: dict[str, None]
) -> tuple[Scope, ...]:
    """A scope for each item of the list that the formula sums over; one of unknowns if none is known."""
    sums = sum_nodes(expression)
    if not sums:
        return ()
    wanted = [item for name in sums[0].names() if (item := measure.input(name)) is not None and item.many]
    items = next((found for item in wanted if (found := _items(item, facts)) is not None), ({},))
    if isinstance(items, NotApplicable):
        return ()
    return tuple(_scope(measure, item, as_of, assumptions) for item in items)


def _formula_steps(
    measure: Measure,
    expression: Expression,
    scope: Scope,
    items: tuple[Scope, ...],
    raw: Range,
    as_of: date,
) -> tuple[Step, ...]:
    """The working, once every value is known at least as a range; before that nothing can be shown."""
    source = _main_source(measure, as_of)
    if expression.operator == "name":
        parameter = measure.parameter(expression.name)
        if parameter is not None:
            dated = parameter.at(as_of)
            return (
                Step(parameter.label, _printed(dated), write_quantity(dated.value, "yuan"), *_source(measure, dated)),
            )
    if raw.high is None:
        return ()
    sums: dict[int, str] = {}
    steps: list[Step] = []
    for node in sum_nodes(expression):
        results: list[str] = []
        for place, item in enumerate(items, 1):
            label, values = written(node.parts[0], item, {})
            result = write_range(value_of(node.parts[0], item, ()), "yuan")
            number = f"第{place}项：" if len(items) > 1 else ""
            steps.append(Step(number + label, values, result, *source))
            results.append(result)
        total = write_range(value_of(node, scope, items), "yuan")
        if len(results) > 1:
            steps.append(Step("各项相加", " ＋ ".join(results), total, *source))
        sums[id(node)] = total
    if expression.operator != "sum":
        label, values = written(expression, scope, sums)
        steps.append(Step(label, values, write_range(raw, "yuan"), *source))
    return tuple(steps)


def _capped(
    measure: Measure, raw: Range, scope: Scope, as_of: date, expression: Expression, trace: bool
) -> tuple[Range, tuple[Step, ...]]:
    """The value under the cap, less what was already received in its period."""
    cap = measure.cap
    assert cap is not None
    parameter = measure.parameter(cap.parameter)
    assert parameter is not None
    dated = parameter.at(as_of)
    room = exactly(dated.value)
    source = _source(measure, dated)
    steps: list[Step] = []
    if cap.less is not None:
        received = scope(cap.less)
        if received.value.high != 0:
            left = subtract(room, received.value)
            room = Range(max(left.low or ZERO, ZERO), None if left.high is None else max(left.high, ZERO))
            values = f"{write_quantity(dated.value, 'yuan')} － {write_range(received.value, received.unit)}"
            steps.append(
                Step(f"{parameter.label} － {received.label}", values, write_range(room, "yuan"), *source)
            )
    value = smaller(raw, room)
    if expression.operator == "name" and expression.name == cap.parameter:
        return value, tuple(steps)
    if trace:
        steps.append(_cap_step(parameter.label, raw, room, value, source))
    return value, tuple(steps)


def _cap_step(label: str, raw: Range, room: Range, value: Range, source: tuple[str, str]) -> Step:
    limit = write_range(room, "yuan")
    if raw.high is None and not raw.low:
        return Step(f"不超过{label}", limit, limit, *source)
    values = f"{write_range(raw, 'yuan')}与{limit}中较小的"
    return Step(f"不超过{label}", values, write_range(value, "yuan"), *source)


# ── What is still missing ──


def _missing(measure: Measure, facts: Facts, as_of: date) -> tuple[str, ...]:
    """The inputs not exactly known, the one first that would leave the narrowest range."""
    assert measure.formula is not None
    names = compile_formula(measure.formula).names() + ((measure.cap.less or "",) if measure.cap else ())
    missing = [
        wanted
        for wanted in measure.inputs
        if wanted.name in names and wanted.unit in _NUMERIC and not _settled(wanted, facts)
    ]
    if len(missing) < 2:
        return tuple(wanted.name for wanted in missing)
    widths = {wanted.name: _width(measure, facts, wanted, as_of) for wanted in missing}
    return tuple(wanted.name for wanted in sorted(missing, key=lambda wanted: widths[wanted.name]))


def _settled(wanted: Input, facts: Facts) -> bool:
    """Whether every item gives the input exactly, or a default stands in for it."""
    items = _items(wanted, facts) if wanted.many else (facts,)
    if items is None or isinstance(items, NotApplicable):
        items = _siblings(wanted, facts)
    for item in items:
        value = _range(_given(wanted, item))  # type: ignore[arg-type]
        if value is None:
            if wanted.default is None:
                return False
        elif not value.exact:
            return False
    return True


def _siblings(wanted: Input, facts: Facts) -> tuple[Mapping[str, object], ...]:
    found = facts.get(wanted.list or "")
    return found if isinstance(found, tuple) and found else ({},)  # type: ignore[return-value]


def _width(measure: Measure, facts: Facts, wanted: Input, as_of: date) -> Fraction:
    """How wide the range would be if the input were as in its example."""
    likely = _example(wanted.example, wanted.unit)
    if likely is None:
        return Fraction(10**18)
    value = _total(measure, _with(facts, wanted, likely), as_of, trace=False).value
    return Fraction(10**18) if value.high is None or value.low is None else value.high - value.low


def _with(facts: Facts, wanted: Input, value: Fraction) -> Facts:
    if not wanted.many:
        return {**facts, wanted.name: value}
    items = _items(wanted, facts)
    known = items if isinstance(items, tuple) else _siblings(wanted, facts)
    filled = tuple({**item, wanted.key: value, wanted.name: value} for item in known)
    return {**facts, wanted.list or "": filled}  # type: ignore[dict-item]


@lru_cache(maxsize=1024)
def _example(text: str, unit: str) -> Fraction | None:
    kind = _FIGURE_UNITS.get(unit)
    return next((figure.value for figure in printed_figures(text) if figure.kind == kind), None)


# ── Sources ──


def _printed(dated: DatedValue) -> str:
    return "".join(dated.text.split())


def _source(measure: Measure, dated: DatedValue) -> tuple[str, str]:
    return measure.clause_id, measure.evidence[dated.evidence].quote


def _main_source(measure: Measure, as_of: date) -> tuple[str, str]:
    return _source(measure, measure.parameters[0].at(as_of)) if measure.parameters else (measure.clause_id, measure.quote)
