"""Coherence: a measures file agrees with itself. Names exist, kinds fit, formulas come to yuan."""

from __future__ import annotations

import string
from collections.abc import Iterator, Sequence

from assistant.policy.expression import Expression, parse_expression
from assistant.policy.measure import PAYING_KINDS, Input, Measure
from assistant.policy.measures_file import MeasuresFile
from assistant.policy.refusal import Refusal

_SHAPES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    # kind: what it needs (one of), what it must not have
    "fixed": (("formula", "tiers"), ("cap",)),
    "up_to": (("formula", "tiers"), ("cap",)),
    "rate_with_cap": (("formula",), ("tiers",)),
    "rate_up_to": (("formula",), ("tiers",)),
    "cap_only": (("formula",), ("tiers",)),
    "unquantified": ((), ("formula", "tiers", "cap")),
    "service": ((), ("formula", "tiers", "cap")),
    "not_subsidy": ((), ("formula", "tiers", "cap")),
}


class _Where:
    """Refusals about one measure: knows the file and the lines."""

    def __init__(self, file: MeasuresFile, measure: Measure) -> None:
        self._file = file
        self._measure = measure

    def refuse(self, path: tuple[str | int, ...], found: str, expected: str, message: str) -> Refusal:
        line = self._file.tree.line("measures", self._measure.id, *path)
        return Refusal(self._file.tree.file, line, found[:80], expected, f"{self._measure.id}：{message}")


def check_coherence(file: MeasuresFile) -> tuple[Refusal, ...]:
    """Where a measure of the file contradicts itself; () if none does."""
    found: list[Refusal] = []
    for measure in file.measures:
        where = _Where(file, measure)
        found.extend(_shape(measure, where))
        found.extend(_inputs(measure, where))
        found.extend(_conditions(measure, where))
        found.extend(_tiers_and_cap(measure, where))
        found.extend(_formula(measure, where))
        found.extend(_summary(measure, where))
    return tuple(found)


def check_groups(files: Sequence[MeasuresFile]) -> tuple[Refusal, ...]:
    """Groups of measures that share a project: each member in the order, each name of the order a member.

    Also: the same fact must mean the same in every measure that asks for it.
    """
    found: list[Refusal] = []
    for file in files:
        found.extend(_groups(file))
    found.extend(_same_facts(files))
    return tuple(found)


def _shape(measure: Measure, where: _Where) -> Iterator[Refusal]:
    needs, forbids = _SHAPES[measure.kind]
    has = {
        "formula": measure.formula is not None,
        "tiers": measure.tiers is not None,
        "cap": measure.cap is not None,
    }
    if needs and not any(has[name] for name in needs):
        yield where.refuse(("kind",), measure.kind, " 或 ".join(needs), "这一类事项缺少算法")
    for name in forbids:
        if has[name]:
            yield where.refuse((name,), name, f"{measure.kind} 不写 {name}", "这一类事项不应有这个键")
    if has["formula"] and has["tiers"]:
        yield where.refuse(("tiers",), "formula 和 tiers", "只写其中一个", "算法写了两种")
    if measure.kind == "rate_with_cap" and not has["cap"]:
        yield where.refuse(("kind",), measure.kind, "cap", "比例加上限的事项缺少上限")
    if measure.kind in PAYING_KINDS and not any(item.unit == "yuan" for item in measure.parameters):
        yield where.refuse(("parameters",), "没有金额", "至少一个单位为 yuan 的参数", "给钱的事项缺少金额")


def _inputs(measure: Measure, where: _Where) -> Iterator[Refusal]:
    for item in measure.inputs:
        if item.unit == "choice" and not item.options:
            yield where.refuse(("inputs", item.name), item.name, "options", "选项没有写")
        answers = {option.value for option in item.options}
        if item.unit == "flag" and answers and answers != {"true", "false"}:
            yield where.refuse(
                ("inputs", item.name, "options"), "、".join(answers), "true 和 false", "是否类的选项不对"
            )
        if item.default is not None and not item.assumption:
            yield where.refuse(("inputs", item.name), "default", "还要写 assumption", "用了默认值却没有说明")
        if item.unit in ("choice", "flag", "date") and item.default is not None:
            yield where.refuse(
                ("inputs", item.name, "default"), str(item.default), "不写 default", "这种单位没有默认值"
            )


def _conditions(measure: Measure, where: _Where) -> Iterator[Refusal]:
    for at, condition in enumerate(measure.conditions):
        path = ("conditions", at)
        wanted = measure.input(condition.input)
        if wanted is None:
            known = "、".join(item.name for item in measure.inputs) or "先在 inputs 里写"
            yield where.refuse((*path, "input"), condition.input, known, "条件用的事实不存在")
            continue
        if condition.evidence is not None and condition.evidence not in measure.evidence:
            yield where.refuse(
                (*path, "evidence"), condition.evidence, "、".join(measure.evidence), "没有这个编号的引文"
            )
        yield from _test(measure, where, at, wanted)


def _test(measure: Measure, where: _Where, at: int, wanted: Input) -> Iterator[Refusal]:
    condition = measure.conditions[at]
    path = ("conditions", at, "test")
    if condition.test in ("is_true", "is_false") and wanted.unit != "flag":
        yield where.refuse(path, wanted.unit, "flag", "是否类的条件要用 flag 的事实")
    if condition.test == "one_of":
        options = [option.value for option in wanted.options]
        for value in condition.values:
            if value not in options:
                yield where.refuse(path, value, "、".join(options), "条件用的选项不存在")
    if condition.test == "at_least":
        parameter = measure.parameter(condition.parameter or "")
        if parameter is None:
            known = "、".join(item.name for item in measure.parameters)
            yield where.refuse(path, condition.parameter or "", known, "条件用的参数不存在")
        elif parameter.unit != wanted.unit:
            yield where.refuse(path, parameter.unit, wanted.unit, "门槛与事实的单位不同")


def _tiers_and_cap(measure: Measure, where: _Where) -> Iterator[Refusal]:
    names = [item.name for item in measure.parameters if item.unit == "yuan"]
    if measure.tiers is not None:
        wanted = measure.input(measure.tiers.input)
        if wanted is None or wanted.unit != "choice":
            yield where.refuse(
                ("tiers", "by"), measure.tiers.input, "一个 choice 事实的名称", "分档用的事实不存在"
            )
            return
        options = [option.value for option in wanted.options]
        for tier in measure.tiers.amounts:
            if tier.option not in options:
                yield where.refuse(
                    ("tiers", "amounts", tier.option), tier.option, "、".join(options), "分档用的选项不存在"
                )
            if tier.parameter not in names:
                yield where.refuse(
                    ("tiers", "amounts", tier.option), tier.parameter, "、".join(names), "分档用的参数不存在"
                )
    if measure.cap is not None:
        if measure.cap.parameter not in names:
            yield where.refuse(
                ("cap", "parameter"), measure.cap.parameter, "、".join(names), "上限用的参数不存在"
            )
        less = measure.cap.less
        received = measure.input(less) if less else None
        if less and (received is None or received.unit != "yuan"):
            yield where.refuse(("cap", "less"), less, "一个单位为 yuan 的事实", "上限要减去的事实不存在")


def _formula(measure: Measure, where: _Where) -> Iterator[Refusal]:
    if measure.formula is None:
        return
    parsed = parse_expression(measure.formula)
    if isinstance(parsed, str):
        yield where.refuse(("formula",), measure.formula, "例如 sum(loan.principal * share)", parsed)
        return
    known = {item.name: item.unit for item in measure.parameters} | {
        item.name: item.unit for item in measure.inputs if item.unit in ("yuan", "ratio", "years", "count")
    }
    unknown = [name for name in parsed.names() if name not in known]
    if unknown:
        yield where.refuse(("formula",), "、".join(unknown), "、".join(known), "公式里的名称不存在")
        return
    lost = _outside_sum(parsed, measure, inside=False)
    if lost:
        yield where.refuse(("formula",), lost, f"sum(… {lost} …)", "有多项的事实要写在 sum(…) 里")
    power = _power(parsed, dict(known))
    if power != 1:
        found = "几部分的单位不同" if power is None else "不是元"
        yield where.refuse(("formula",), measure.formula, "结果是元的公式", f"公式的单位不对：{found}")


def _outside_sum(expression: Expression, measure: Measure, *, inside: bool) -> str | None:
    if expression.operator == "name":
        wanted = measure.input(expression.name)
        return expression.name if wanted is not None and wanted.many and not inside else None
    within = inside or expression.operator == "sum"
    return next(
        (lost for part in expression.parts if (lost := _outside_sum(part, measure, inside=within))), None
    )


def _power(expression: Expression, units: dict[str, str]) -> int | None:
    """The power of yuan that the expression comes to; None where parts do not go together."""
    if expression.operator == "name":
        return 1 if units[expression.name] == "yuan" else 0
    powers = [_power(part, units) for part in expression.parts]
    known = [power for power in powers if power is not None]
    if len(known) != len(powers):
        return None
    if expression.operator == "*":
        return sum(known)
    if expression.operator == "/":
        return known[0] - sum(known[1:])
    return known[0] if len(set(known)) == 1 else None


def _summary(measure: Measure, where: _Where) -> Iterator[Refusal]:
    names = {item.name for item in measure.parameters}
    try:
        slots = [slot for _, slot, _, _ in string.Formatter().parse(measure.summary) if slot is not None]
    except ValueError:
        yield where.refuse(("summary",), measure.summary, "成对的 { }", "总结句里的括号不成对")
        return
    for slot in slots:
        if slot not in names:
            yield where.refuse(
                ("summary",), f"{{{slot}}}", "、".join(sorted(names)) or "没有参数", "总结句里的参数不存在"
            )


# ── Between measures ──


def _groups(file: MeasuresFile) -> Iterator[Refusal]:
    orders = {group.id: group.order for group in file.no_double}
    members = {measure.id: measure.no_double for measure in file.measures}
    for measure in file.measures:
        group = measure.no_double
        if group is None:
            continue
        line = file.tree.line("measures", measure.id, "no_double")
        if group not in orders:
            yield Refusal(
                file.tree.file,
                line,
                group,
                "、".join(orders) or "先在 no_double 里写",
                "没有这个不重复享受的组",
            )
        elif measure.id not in orders[group]:
            yield Refusal(
                file.tree.file, line, measure.id, f"写进 no_double.{group}.order", "组里没有排出先后"
            )
    for group, order in orders.items():
        for at, name in enumerate(order):
            if members.get(name, "") != group:
                line = file.tree.line("no_double", group, "order", at)
                yield Refusal(
                    file.tree.file,
                    line,
                    name,
                    f"写有 no_double: {group} 的事项",
                    "排了先后的事项不在这个组里",
                )


def _same_facts(files: Sequence[MeasuresFile]) -> Iterator[Refusal]:
    seen: dict[str, tuple[Input, str]] = {}
    for file in files:
        for measure in file.measures:
            for item in measure.inputs:
                known, owner = seen.setdefault(item.name, (item, measure.id))
                if known != item:
                    line = file.tree.line("measures", measure.id, "inputs", item.name)
                    yield Refusal(
                        file.tree.file,
                        line,
                        item.name,
                        f"与 {owner} 里的写法相同；共用的写进 shared_inputs",
                        "同名的事实写法不同",
                    )
