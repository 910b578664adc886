"""Evaluation: a measure under the facts on a day, as a ledger. Over ranges, exact, rounded once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from assistant.calculation.condition import check_conditions
from assistant.calculation.fact import (
    Given,
    SenselessFactError,
    items_of,
    quantity_given,
    value_given,
    values_given,
)
from assistant.calculation.formula import (
    DivisionByZeroError,
    Scope,
    Term,
    compile_formula,
    value_of,
    written,
)
from assistant.calculation.ledger import Award, Check, InForce, Ledger, Status, Step
from assistant.calculation.quantity import (
    NOT_APPLICABLE,
    UNKNOWN,
    ZERO,
    Facts,
    Range,
    add,
    exactly,
    round_to_cent,
    smaller,
    subtract,
    write_quantity,
    write_range,
)
from assistant.policy.expression import Expression
from assistant.policy.measure import CEILING_KINDS, Cap, DatedValue, Input, Measure

_NUMERIC = frozenset({"yuan", "ratio", "years", "count"})


def evaluate(measure: Measure, facts: Facts, as_of: date) -> Ledger:
    """The ledger of the measure under the facts on that day.

    `facts`: input name -> value in yuan, shares of one, years; a list's name ("loans") -> a tuple of
    items, keys with or without the prefix ("principal", "loan.principal"); a single item may also be
    given flat. Unknown = absent. A `Range` gives a range. Choices: an option's value, or several in
    a tuple; a value that is no option means “something else”. Outside the validity the figures of
    the nearest day in force are used, and `in_force` says so.
    """
    checks = check_conditions(measure, facts, as_of)
    if any(check.outcome == "not_met" for check in checks):
        return _without_award(measure, "not_applicable", as_of, checks)
    if not measure.pays:
        return _without_award(measure, "not_quantified", as_of, checks)
    if _nothing_there(measure, facts):
        return _without_award(measure, "not_applicable", as_of, checks)
    try:
        if measure.tiers is not None:
            return _tiered(measure, facts, as_of, checks)
        return _calculated(measure, facts, as_of, checks)
    except (DivisionByZeroError, SenselessFactError):
        return _without_award(measure, "undefined", as_of, checks)


def in_force_on(measure: Measure, day: date) -> InForce:
    """Whether the day lies before, within or after the policy's validity (both ends included)."""
    if day < measure.in_force_from:
        return "before"
    return "within" if day <= measure.in_force_to else "after"


def _without_award(measure: Measure, status: Status, as_of: date, checks: tuple[Check, ...]) -> Ledger:
    return Ledger(measure.id, status, (), checks, (), (), (), in_force_on(measure, as_of))


def _nothing_there(measure: Measure, facts: Given) -> bool:
    """Whether a fact that the amount goes by does not apply: no loan, no contract, no title."""
    names = compile_formula(measure.formula).names if measure.formula else ()
    return any(
        NOT_APPLICABLE in values_given(wanted, facts)
        for wanted in measure.inputs
        if wanted.name in names or (measure.tiers is not None and measure.tiers.input == wanted.name)
    )


# ── Tiers ──


def _tiered(measure: Measure, facts: Given, as_of: date, checks: tuple[Check, ...]) -> Ledger:
    """One award for each option named, or for every option where none is known; never a sum."""
    tiers = measure.tiers
    assert tiers is not None
    wanted = measure.input(tiers.input)
    assert wanted is not None
    named = values_given(wanted, facts)
    amounts = {tier.option: tier.parameter for tier in tiers.amounts}
    chosen = [str(value) for value in dict.fromkeys(named) if value in amounts] if named else list(amounts)
    return Ledger(
        measure_id=measure.id,
        status="determined" if named else "range",
        awards=tuple(_tier_award(measure, wanted, option, amounts[option], as_of) for option in chosen),
        conditions=checks,
        unknown=() if named else (wanted.name,),
        assumptions=(),
        open_points=_open_dates(measure, facts, as_of) + _repeated(measure, wanted, named),
        in_force=in_force_on(measure, as_of),
    )


def _tier_award(measure: Measure, wanted: Input, option: str, name: str, as_of: date) -> Award:
    parameter = measure.parameter(name)
    assert parameter is not None
    dated = parameter.at(as_of)
    chosen = wanted.option(option)
    ceiling = measure.kind in CEILING_KINDS
    result = write_quantity(dated.value, "yuan")
    return Award(
        label=f"{measure.name}（{chosen.name if chosen else option}）",
        option=option,
        low=ZERO if ceiling else dated.value,
        high=dated.value,
        amount=round_to_cent(dated.value),
        bound="at_most" if ceiling else "exact",
        period=measure.period,
        steps=(Step(parameter.label, _printed(dated), result, *_source(measure, dated)),),
    )


def _repeated(measure: Measure, wanted: Input, named: tuple[object, ...]) -> tuple[str, ...]:
    if len(named) == len(set(named)):
        return ()
    return (f"同一{wanted.label}有多项，原文没有写明是否分别给予{measure.benefit}",)


def _open_dates(measure: Measure, facts: Given, as_of: date) -> tuple[str, ...]:
    """What the text leaves open about the days of recognition that the facts hold."""
    points: dict[str, None] = {}
    for wanted in measure.inputs:
        if wanted.unit != "date":
            continue
        for item in _places(wanted, facts):
            day = value_given(wanted, item)
            point = _open_date(measure, day, as_of) if isinstance(day, date) else ""
            if point:
                points[_recognised_as(measure, wanted, item) + point] = None
    return tuple(points)


def _recognised_as(measure: Measure, wanted: Input, item: Given) -> str:
    """The name of what the item was recognised as, to tell several apart: “隐形冠军：”."""
    for other in measure.inputs:
        if wanted.many and other.list == wanted.list and other.options:
            option = other.option(str(value_given(other, item)))
            if option is not None:
                return f"{option.name}："
    return ""


def _open_date(measure: Measure, day: date, as_of: date) -> str:
    if day > as_of:
        return "认定日期晚于所查的日期，要认定以后才谈得上"
    if day < measure.in_force_from:
        return "认定在施行日以前，原文没有写明以前的认定是否适用"
    if day > measure.in_force_to:
        return "认定在有效期届满以后，原文没有写明届满以后的认定是否适用"
    if as_of > measure.in_force_to:
        return "认定在有效期之内，原文没有写明有效期届满以后申请是否仍然兑现"
    return ""


# ── Formulas ──


@dataclass(slots=True)
class _Working:
    """A formula on its way: what it comes to so far, the steps, what was taken for granted."""

    value: Range
    steps: list[Step]
    assumptions: dict[str, None]


def _calculated(measure: Measure, facts: Given, as_of: date, checks: tuple[Check, ...]) -> Ledger:
    working = _work_out(measure, facts, as_of)
    value, settled = working.value, working.value.exact
    ceiling = measure.kind in CEILING_KINDS
    amount = None if value.high is None else round_to_cent(value.high)
    if settled and amount is not None and value.high is not None and Fraction(amount) != value.high:
        working.steps.append(_rounding(measure, value.high, amount))
    award = Award(
        label=measure.name,
        option="",
        low=ZERO if ceiling else value.low,
        high=value.high,
        amount=amount,
        bound="exact" if settled and not ceiling else "at_most",
        period=measure.period,
        steps=tuple(working.steps),
    )
    return Ledger(
        measure_id=measure.id,
        status="determined" if settled else "range",
        awards=(award,),
        conditions=checks,
        unknown=() if settled else _missing(measure, facts, as_of),
        assumptions=tuple(working.assumptions),
        open_points=_open_dates(measure, facts, as_of),
        in_force=in_force_on(measure, as_of),
    )


def _rounding(measure: Measure, before: Fraction, amount: Decimal) -> Step:
    rule = "保留到分（四舍五入，原文没有写尾数怎样处理）"
    return Step(rule, write_quantity(before, "yuan"), f"{amount:,}元", measure.clause_id, measure.quote)


def _work_out(measure: Measure, facts: Given, as_of: date) -> _Working:
    """What the formula comes to under its cap, never below zero, with the working."""
    assert measure.formula is not None
    formula = compile_formula(measure.formula)
    expression, nodes = formula.expression, formula.sums
    working = _Working(UNKNOWN, [], {})
    scope = _scope(measure, facts, as_of, working.assumptions)
    items = _item_scopes(measure, formula.names, facts, as_of, working.assumptions) if nodes else ()
    parts = {id(node): [value_of(node.parts[0], item, {}) for item in items] for node in nodes}
    sums = {node: _total(values) for node, values in parts.items()}
    working.value = value_of(expression, scope, sums)
    if working.value.high is not None:
        source = _main_source(measure, as_of)
        for node in nodes:
            working.steps += _sum_steps(node, items, parts[id(node)], sums[id(node)], source)
        if expression.operator != "sum":
            working.steps.append(_plain_step(measure, expression, scope, sums, working.value, as_of))
    if measure.cap is not None:
        _cap(measure, measure.cap, expression, scope, as_of, working)
    if working.value.low is None or working.value.low.numerator < 0:
        high = working.value.high
        working.value = Range(ZERO, None if high is None else max(high, ZERO))
    return working


def _scope(measure: Measure, facts: Given, as_of: date, assumptions: dict[str, None]) -> Scope:
    """Looks a name up: a parameter of the day, else a fact, else its default, else unknown."""
    known: dict[str, Term] = {}

    def look_up(name: str) -> Term:
        term = known.get(name)
        if term is None:
            term = known[name] = _term(measure, name, facts, as_of, assumptions)
        return term

    return look_up


def _term(measure: Measure, name: str, facts: Given, as_of: date, assumptions: dict[str, None]) -> Term:
    parameter = measure.parameter(name)
    if parameter is not None:
        return Term(parameter.label, exactly(parameter.at(as_of).value), parameter.unit)
    wanted = measure.input(name)
    if wanted is None:
        raise SenselessFactError
    value = quantity_given(wanted, facts)
    taken_for_granted = (value is None) == (wanted.default is not None)
    if taken_for_granted and wanted.assumption:
        assumptions[wanted.assumption] = None
    if value is None:
        value = UNKNOWN if wanted.default is None else exactly(wanted.default)
    return Term(wanted.label, value, wanted.unit)


def _item_scopes(
    measure: Measure, names: tuple[str, ...], facts: Given, as_of: date, assumptions: dict[str, None]
) -> tuple[Scope, ...]:
    """A scope for each item of the list that the formula sums over; one of unknowns if none is known."""
    unknown: tuple[Given, ...] = ({},)
    for name in names:
        wanted = measure.input(name)
        if wanted is None or not wanted.many:
            continue
        found = items_of(wanted, facts)
        if isinstance(found, tuple):
            return tuple(_scope(measure, item, as_of, assumptions) for item in found)
    return tuple(_scope(measure, item, as_of, assumptions) for item in unknown)


def _total(values: list[Range]) -> Range:
    if len(values) == 1:
        return values[0]
    total = exactly(ZERO)
    for value in values:
        total = add(total, value)
    return total


def _sum_steps(
    node: Expression, items: tuple[Scope, ...], values: list[Range], total: Range, source: tuple[str, str]
) -> list[Step]:
    """A step for each item, then one for the sum if there are several."""
    results = [write_range(value, "yuan") for value in values]
    steps: list[Step] = []
    for place, item in enumerate(items):
        label, shown = written(node.parts[0], item, {})
        number = f"第{place + 1}项：" if len(items) > 1 else ""
        steps.append(Step(number + label, shown, results[place], *source))
    if len(items) > 1:
        steps.append(Step("各项相加", " ＋ ".join(results), write_range(total, "yuan"), *source))
    return steps


def _plain_step(
    measure: Measure, expression: Expression, scope: Scope, sums: dict[int, Range], value: Range, as_of: date
) -> Step:
    parameter = measure.parameter(expression.name)
    result = write_range(value, "yuan")
    if parameter is not None:
        dated = parameter.at(as_of)
        return Step(parameter.label, _printed(dated), result, *_source(measure, dated))
    label, shown = written(expression, scope, sums)
    return Step(label, shown, result, *_main_source(measure, as_of))


def _cap(
    measure: Measure, cap: Cap, expression: Expression, scope: Scope, as_of: date, working: _Working
) -> None:
    """Puts the value under the cap, less what was already received in the cap's period."""
    parameter = measure.parameter(cap.parameter)
    assert parameter is not None
    dated = parameter.at(as_of)
    source = _source(measure, dated)
    room = exactly(dated.value)
    if cap.less is not None:
        received = scope(cap.less)
        if received.value.high != 0:
            left = subtract(room, received.value)
            room = Range(max(left.low or ZERO, ZERO), None if left.high is None else max(left.high, ZERO))
            shown = f"{write_quantity(dated.value, 'yuan')} － {write_range(received.value, received.unit)}"
            label = f"{parameter.label} － {received.label}"
            working.steps.append(Step(label, shown, write_range(room, "yuan"), *source))
    raw, working.value = working.value, smaller(working.value, room)
    if expression.name == cap.parameter:
        return
    limit = write_range(room, "yuan")
    known = raw.high is not None or raw.low
    shown = f"{write_range(raw, 'yuan')}与{limit}中较小的" if known else limit
    result = write_range(working.value, "yuan") if known else limit
    working.steps.append(Step(f"不超过{parameter.label}", shown, result, *source))


# ── What is still missing ──


def _missing(measure: Measure, facts: Given, as_of: date) -> tuple[str, ...]:
    """The inputs not exactly known: those without any bound first, then the one that narrows most.

    While two are without a bound, no answer to one of them alone narrows anything, so these keep
    the order in which the file asks for them.
    """
    assert measure.formula is not None
    names = set(compile_formula(measure.formula).names)
    if measure.cap is not None and measure.cap.less is not None:
        names.add(measure.cap.less)
    missing = [
        (wanted, known)
        for wanted in measure.inputs
        if wanted.name in names and wanted.unit in _NUMERIC and not (known := _known(wanted, facts)).exact
    ]
    unbounded = [wanted.name for wanted, known in missing if known.high is None]
    bounded = [wanted for wanted, known in missing if known.high is not None]
    if len(bounded) > 1:
        widths = {wanted.name: _width(measure, facts, wanted, as_of) for wanted in bounded}
        bounded.sort(key=lambda wanted: widths[wanted.name])
    return (*unbounded, *(wanted.name for wanted in bounded))


def _known(wanted: Input, facts: Given) -> Range:
    """What is known of an input over all of its items: exact only if every item is."""
    values = [quantity_given(wanted, item) for item in _places(wanted, facts)]
    if any(value is None or value.high is None for value in values):
        return UNKNOWN if wanted.default is None else exactly(wanted.default)
    return next((value for value in values if value is not None and not value.exact), exactly(ZERO))


def _places(wanted: Input, facts: Given) -> tuple[Given, ...]:
    """The items that hold the input: those of its list, or the facts themselves."""
    items = items_of(wanted, facts) if wanted.many else (facts,)
    return items if isinstance(items, tuple) else ({},)


def _width(measure: Measure, facts: Given, wanted: Input, as_of: date) -> Fraction:
    """How wide the range would still be if the input lay in the middle of what is known of it."""
    items = [_settled(wanted, item) for item in _places(wanted, facts)]
    changed: Given = {**facts, wanted.list or "": tuple(items)} if wanted.many else items[0]
    value = _work_out(measure, changed, as_of).value
    return Fraction(10**18) if value.high is None or value.low is None else value.high - value.low


def _settled(wanted: Input, item: Given) -> Given:
    value = quantity_given(wanted, item)
    if value is None or value.low is None or value.high is None:
        return item
    return {**item, wanted.name: (value.low + value.high) / 2}


# ── Sources ──


def _printed(dated: DatedValue) -> str:
    return "".join(dated.text.split())


def _source(measure: Measure, dated: DatedValue) -> tuple[str, str]:
    return measure.clause_id, measure.evidence[dated.evidence].quote


def _main_source(measure: Measure, as_of: date) -> tuple[str, str]:
    return _source(measure, measure.parameters[0].at(as_of))
