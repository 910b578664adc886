"""A formula at work: an expression over ranges, and the same expression in labels and values."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from assistant.calculation.quantity import (
    Range,
    add,
    divide,
    larger,
    multiply,
    smaller,
    subtract,
    write_range,
)
from assistant.errors import Fault
from assistant.policy.expression import Expression, Operator, parse_expression

_SIGNS: dict[Operator, str] = {"+": " ＋ ", "-": " － ", "*": " × ", "/": " ÷ "}
_COMBINE: dict[Operator, Callable[[Range, Range], Range]] = {
    "+": add,
    "-": subtract,
    "*": multiply,
    "min": smaller,
    "max": larger,
}


@dataclass(frozen=True, slots=True)
class Term:
    """What a name stands for in one place: its label, its value, its unit."""

    label: str
    value: Range
    unit: str


Scope = Callable[[str], Term]
Sums = Mapping[int, Range]
"""What each `sum` of an expression comes to, by the identity of its node."""


class DivisionByZeroError(Exception):
    """The facts make a divisor zero."""


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula ready to work: its tree, the names in it, its `sum` nodes."""

    expression: Expression
    names: tuple[str, ...]
    sums: tuple[Expression, ...]


@lru_cache(maxsize=1024)
def compile_formula(text: str) -> Formula:
    """The formula, parsed once. Raises Fault if the text has not passed the gate."""
    parsed = parse_expression(text)
    if isinstance(parsed, str):
        raise Fault(f"公式没有通过核对：{parsed}。请运行 python -m assistant corpus check。")
    return Formula(parsed, parsed.names(), _sum_nodes(parsed))


def _sum_nodes(expression: Expression) -> tuple[Expression, ...]:
    if expression.operator == "sum":
        return (expression,)
    return tuple(node for part in expression.parts for node in _sum_nodes(part))


def value_of(expression: Expression, scope: Scope, sums: Sums) -> Range:
    """What the expression comes to. Raises DivisionByZeroError if a divisor may be zero."""
    operator = expression.operator
    if operator == "name":
        return scope(expression.name).value
    if operator == "sum":
        return sums[id(expression)]
    value = value_of(expression.parts[0], scope, sums)
    for part in expression.parts[1:]:
        right = value_of(part, scope, sums)
        if operator == "/":
            quotient = divide(value, right)
            if quotient is None:
                raise DivisionByZeroError
            value = quotient
        else:
            value = _COMBINE[operator](value, right)
    return value


def written(expression: Expression, scope: Scope, sums: Sums) -> tuple[str, str]:
    """The expression in labels and in values: (“贷款额 × 比例”, “100元 × 50%”)."""
    operator = expression.operator
    if operator == "name":
        term = scope(expression.name)
        return term.label, write_range(term.value, term.unit)
    if operator == "sum":
        return "各项合计", write_range(sums[id(expression)], "yuan")
    parts = [_bracketed(part, operator, scope, sums) for part in expression.parts]
    labels, values = [label for label, _ in parts], [value for _, value in parts]
    if operator in ("min", "max"):
        chosen = "中较小的" if operator == "min" else "中较大的"
        return "与".join(labels) + chosen, "与".join(values) + chosen
    return _SIGNS[operator].join(labels), _SIGNS[operator].join(values)


def _bracketed(part: Expression, around: Operator, scope: Scope, sums: Sums) -> tuple[str, str]:
    label, values = written(part, scope, sums)
    loose = part.operator in ("+", "-") and around in ("*", "/", "-")
    if loose or (around == "/" and part.operator in ("*", "/")):
        return f"（{label}）", f"（{values}）"
    return label, values
