"""A formula at work: an expression evaluated over ranges, written out in words and values on demand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from assistant.calculation.quantity import (
    ZERO,
    Range,
    add,
    divide,
    exactly,
    larger,
    multiply,
    smaller,
    subtract,
    write_range,
)
from assistant.errors import Fault
from assistant.policy.expression import Expression, Operator, parse_expression

_WORDS: dict[Operator, str] = {"+": "＋", "-": "－", "*": "×", "/": "÷"}
_COMBINE: dict[Operator, Callable[[Range, Range], Range]] = {
    "+": add,
    "-": subtract,
    "*": multiply,
    "min": smaller,
    "max": larger,
}


@dataclass(frozen=True, slots=True)
class Term:
    """A name's value in one place of a formula: its label, its value, its unit."""

    label: str
    value: Range
    unit: str


Scope = Callable[[str], Term]


NOTHING = exactly(ZERO)


class DivisionByZero(Exception):
    """The facts make a divisor zero; the evaluation turns it into the status `undefined`."""


@lru_cache(maxsize=1024)
def compile_formula(text: str) -> Expression:
    """The tree of a formula that has passed the gate; parsed once."""
    parsed = parse_expression(text)
    if isinstance(parsed, str):
        raise Fault(f"公式没有通过核对：{parsed}")
    return parsed


def value_of(expression: Expression, scope: Scope, items: tuple[Scope, ...]) -> Range:
    """The value of the expression; `sum` adds its part over `items`."""
    operator = expression.operator
    if operator == "name":
        return scope(expression.name).value
    if operator == "sum":
        total = NOTHING
        for item in items:
            total = add(total, value_of(expression.parts[0], item, ()))
        return total
    value = value_of(expression.parts[0], scope, items)
    for part in expression.parts[1:]:
        right = value_of(part, scope, items)
        if operator == "/":
            quotient = divide(value, right)
            if quotient is None:
                raise DivisionByZero
            value = quotient
        else:
            value = _COMBINE[operator](value, right)
    return value


def written(expression: Expression, scope: Scope, sums: dict[int, str]) -> tuple[str, str]:
    """The expression in labels and in values: (“贷款额 × 比例”, “100元 × 50%”).

    `sums`: what stands in for a `sum` that earlier steps worked out, by the identity of its node.
    """
    operator = expression.operator
    if operator == "name":
        term = scope(expression.name)
        return term.label, write_range(term.value, term.unit)
    if operator == "sum":
        return "各项合计", sums[id(expression)]
    parts = [_bracketed(part, operator, scope, sums) for part in expression.parts]
    if operator in ("min", "max"):
        joined = "两者中较小的" if operator == "min" else "两者中较大的"
        return ("、".join(part[0] for part in parts) + joined, "、".join(part[1] for part in parts) + joined)
    sign = f" {_WORDS[operator]} "
    return sign.join(part[0] for part in parts), sign.join(part[1] for part in parts)


def _bracketed(part: Expression, around: Operator, scope: Scope, sums: dict[int, str]) -> tuple[str, str]:
    label, values = written(part, scope, sums)
    loose = part.operator in ("+", "-")
    if (loose and around in ("*", "/", "-")) or (around == "/" and part.operator in ("*", "/")):
        return f"（{label}）", f"（{values}）"
    return label, values


def sum_nodes(expression: Expression) -> tuple[Expression, ...]:
    """Every `sum` in the expression, in order."""
    if expression.operator == "sum":
        return (expression,)
    return tuple(node for part in expression.parts for node in sum_nodes(part))
