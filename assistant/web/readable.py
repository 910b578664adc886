"""Whether text that came in can be written out again: no lone surrogates, no NUL."""

from __future__ import annotations

from collections.abc import Mapping

from assistant.errors import UserError

MOST_DEPTH = 12


def check_readable(value: object, depth: int = 0) -> None:
    """Raises UserError where any text in plain data cannot be kept or sent, or it is nested too deep."""
    if depth > MOST_DEPTH:
        raise UserError("提交的内容嵌套太深，请检查格式后再试。")
    if isinstance(value, str):
        if any(char == "\x00" or "\ud800" <= char <= "\udfff" for char in value):
            raise UserError("提交的内容里有读不懂的字符，请去掉后再试。")
    elif isinstance(value, Mapping):
        for key, item in value.items():
            check_readable(key, depth + 1)
            check_readable(item, depth + 1)
    elif isinstance(value, list | tuple):
        for item in value:
            check_readable(item, depth + 1)
