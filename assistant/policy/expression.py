"""An expression: a formula of a measure as a small tree. Names only, no digits, nothing that runs."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import Literal

Operator = Literal["+", "-", "*", "/", "sum", "min", "max", "name"]

_BINARY: dict[type[ast.operator], Operator] = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/"}
_CALLS: dict[str, Operator] = {"sum": "sum", "min": "min", "max": "max"}


@dataclass(frozen=True, slots=True)
class Expression:
    """A name (`operator` "name") or an operator over parts. `sum` has one part, taken over the items."""

    operator: Operator
    parts: tuple[Expression, ...] = ()
    name: str = ""

    def names(self) -> tuple[str, ...]:
        """Every name, in order of appearance, each once."""
        if self.operator == "name":
            return (self.name,)
        found: dict[str, None] = {}
        for part in self.parts:
            found.update(dict.fromkeys(part.names()))
        return tuple(found)


def parse_expression(text: str) -> Expression | str:
    """The tree of a formula, or in Chinese what is wrong with it.

    >>> parse_expression("share * sum(loan.principal)").names()
    ('share', 'loan.principal')
    >>> parse_expression("share * 2")
    '公式里不能写数字“2”，数字请写成参数'
    """
    try:
        body = ast.parse(text.strip(), mode="eval").body
        return _tree(body, inside_sum=False)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return "公式写法有误，只能用名称、+ - * /、括号和 sum、min、max"
    except _UnfitError as unfit:
        return str(unfit)


class _UnfitError(Exception):
    """Carries the Chinese sentence out of the recursion."""


def _tree(node: ast.expr, *, inside_sum: bool) -> Expression:
    if isinstance(node, ast.Constant):
        raise _UnfitError(f"公式里不能写数字“{node.value!s}”，数字请写成参数")
    if isinstance(node, ast.Name | ast.Attribute):
        return Expression("name", name=_dotted(node))
    if isinstance(node, ast.BinOp) and type(node.op) in _BINARY:
        parts = (_tree(node.left, inside_sum=inside_sum), _tree(node.right, inside_sum=inside_sum))
        return Expression(_BINARY[type(node.op)], parts)
    if isinstance(node, ast.Call):
        return _call(node, inside_sum=inside_sum)
    raise _UnfitError("公式里只能用名称、+ - * /、括号和 sum、min、max")


def _call(node: ast.Call, *, inside_sum: bool) -> Expression:
    name = node.func.id if isinstance(node.func, ast.Name) else ""
    if name not in _CALLS or node.keywords:
        raise _UnfitError(f"公式里不能用“{name or '这种写法'}”，只能用 sum、min、max")
    if name == "sum" and (inside_sum or len(node.args) != 1):
        raise _UnfitError("sum(…) 的括号里只写一个式子，也不能套另一个 sum")
    if not node.args:
        raise _UnfitError(f"{name}(…) 的括号里要写式子")
    parts = tuple(_tree(part, inside_sum=inside_sum or name == "sum") for part in node.args)
    return Expression(_CALLS[name], parts)


def _dotted(node: ast.expr) -> str:
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return f"{_dotted(node.value)}.{node.attr}"
    raise _UnfitError("公式里的名称只能由字母、下划线和点组成")
