"""JSON of frozen values and back: dataclasses by their annotations, fractions and dates as text."""

from __future__ import annotations

import types
import typing
from collections.abc import Callable, Hashable, Mapping
from dataclasses import Field, fields, is_dataclass
from datetime import date
from fractions import Fraction
from functools import cache
from typing import Any, TypeAlias, TypeVar

Plain: TypeAlias = Any
"""What JSON holds."""

Decoder = Callable[[Any], Any]
T = TypeVar("T")


def to_plain(value: object) -> Plain:
    """The value as JSON can hold it. Same values come back through `from_plain` with their class."""
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, Fraction):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {key: to_plain(part) for key, part in value.items()}
    if isinstance(value, tuple | list | frozenset):
        return [to_plain(part) for part in value]
    if is_dataclass(value):
        return [to_plain(getattr(value, field.name)) for field in _given(value)]
    raise TypeError(f"no JSON for {type(value).__name__}")


def from_plain(cls: type[T], data: Plain) -> T:
    """The value of class `cls` that `to_plain` wrote. Raises ValueError or TypeError if it did not."""
    value: T = _decoder(typing.cast(Hashable, cls))(data)
    return value


def _given(kind: Any) -> list[Field[Any]]:  # noqa: ANN401
    """The fields that a value is made of; what it works out of them itself is not written."""
    return [field for field in fields(kind) if field.init]


@cache
def _decoder(kind: Hashable) -> Decoder:
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if kind is Fraction:
        return Fraction
    if kind is date:
        return date.fromisoformat
    if origin in (tuple, frozenset):
        return _items(tuple if origin is tuple else frozenset, arguments)
    if origin in (dict, Mapping):
        inner = _decoder(arguments[1])
        return lambda data: {key: inner(part) for key, part in data.items()}
    if origin in (typing.Union, types.UnionType):
        return _optional(arguments)
    if isinstance(kind, type) and is_dataclass(kind):
        return _dataclass(kind)
    return _same


def _same(data: Plain) -> Plain:
    return data


def _items(container: Callable[[Any], Any], arguments: tuple[Any, ...]) -> Decoder:
    if len(arguments) == 2 and arguments[1] is not Ellipsis:
        first, second = map(_decoder, arguments)
        return lambda data: (first(data[0]), second(data[1]))
    inner = _decoder(arguments[0])
    if inner is _same:
        return container
    return lambda data: container([inner(part) for part in data])


def _optional(arguments: tuple[Any, ...]) -> Decoder:
    inner = _decoder(next(part for part in arguments if part is not type(None)))
    return lambda data: None if data is None else inner(data)


def _dataclass(kind: type) -> Decoder:
    decoders: list[Decoder] = []

    def decode(data: list[Plain]) -> object:
        if not decoders:
            # Resolved on the first use, so that a class may hold itself.
            hints = typing.get_type_hints(kind)
            decoders.extend(_decoder(hints[field.name]) for field in _given(kind))
        if len(data) != len(decoders):
            raise ValueError(f"{kind.__name__}: {len(data)} fields, {len(decoders)} expected")
        return kind(
            *[inner(part) if inner is not _same else part for inner, part in zip(decoders, data, strict=True)]
        )

    return decode
