"""A quantity: an exact value or a range of it, and how it is written for people.

Three things are kept apart: unknown (the fact is absent), not applicable (`NOT_APPLICABLE`: the
enterprise has no such thing), and zero.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import TypeAlias

from assistant.wording import AT_LEAST


class NotApplicable(Enum):
    """The one value for “there is no such thing here”."""

    NOT_APPLICABLE = "not_applicable"


NOT_APPLICABLE = NotApplicable.NOT_APPLICABLE


@dataclass(frozen=True, slots=True)
class Range:
    """From `low` to `high`, both included; None = no bound known on that side.

    `shown`: how the user put it, where that reads better than the number (“约1000万元”).
    """

    low: Fraction | None
    high: Fraction | None
    shown: str = field(default="", compare=False)

    @property
    def exact(self) -> bool:
        """Whether it is one value."""
        # The same object in most cases: comparing two fractions costs more than all the rest.
        return self.low is not None and (self.low is self.high or self.low == self.high)


Scalar: TypeAlias = Fraction | int | Decimal | bool | str | date | Range | NotApplicable
Item: TypeAlias = Mapping[str, Scalar]
Value: TypeAlias = Scalar | tuple[str, ...] | tuple[Item, ...]
Facts: TypeAlias = Mapping[str, Value]

ZERO = Fraction(0)
UNKNOWN = Range(ZERO, None)
"""Nothing is known but that it is not negative."""


def exactly(value: Fraction) -> Range:
    """The range that holds one value."""
    return Range(value, value)


def add(left: Range, right: Range) -> Range:
    """Every sum of a value of each."""
    low = None if left.low is None or right.low is None else left.low + right.low
    if left.exact and right.exact:
        return Range(low, low)
    return Range(low, None if left.high is None or right.high is None else left.high + right.high)


def subtract(left: Range, right: Range) -> Range:
    """Every difference of a value of each."""
    low = None if left.low is None or right.high is None else left.low - right.high
    high = None if left.high is None or right.low is None else left.high - right.low
    return Range(low, high)


def multiply(left: Range, right: Range) -> Range:
    """Every product of a value of each. Zero times anything unknown is zero."""
    if left.low is None or right.low is None:
        return _signed_product(left, right)
    if left.exact and right.exact:
        product = left.low * right.low
        return Range(product, product)
    if left.low < 0 or right.low < 0:
        return _signed_product(left, right)
    if left.high == 0 or right.high == 0:
        return Range(ZERO, ZERO)
    high = None if left.high is None or right.high is None else left.high * right.high
    return Range(left.low * right.low, high)


def _signed_product(left: Range, right: Range) -> Range:
    if left.low is None or left.high is None or right.low is None or right.high is None:
        return Range(None, None)
    corners = [a * b for a in (left.low, left.high) for b in (right.low, right.high)]
    return Range(min(corners), max(corners))


def divide(left: Range, right: Range) -> Range | None:
    """Every quotient of a value of each; None if the divisor may be zero or less."""
    if right.low is None or right.low <= 0:
        return None
    inverse = Range(ZERO if right.high is None else 1 / right.high, 1 / right.low)
    return multiply(left, inverse)


def smaller(left: Range, right: Range) -> Range:
    """The smaller of both, value by value."""
    if left.low is not None and right.low is not None and left.exact and right.exact:
        return left if left.low < right.low else right
    low = None if left.low is None or right.low is None else min(left.low, right.low)
    highs = [high for high in (left.high, right.high) if high is not None]
    return Range(low, min(highs) if highs else None)


def larger(left: Range, right: Range) -> Range:
    """The larger of both, value by value."""
    lows = [low for low in (left.low, right.low) if low is not None]
    high = None if left.high is None or right.high is None else max(left.high, right.high)
    return Range(max(lows) if lows else None, high)


def round_to_cent(value: Fraction) -> Decimal:
    """The amount to the 分, half up: once, at the edge. Two places, never a float.

    >>> round_to_cent(Fraction(1, 8)), round_to_cent(Fraction(200000))
    (Decimal('0.13'), Decimal('200000.00'))
    """
    cents = (200 * value.numerator + value.denominator) // (2 * value.denominator)
    return Decimal(cents).scaleb(-2)


def write_quantity(value: Fraction, unit: str) -> str:
    """The value as a person reads it.

    >>> write_quantity(Fraction(10000000), "yuan"), write_quantity(Fraction(87, 2000), "ratio")
    ('10,000,000元', '4.35%')
    >>> [write_quantity(Fraction(part, 12), "years") for part in (12, 9, 21)]
    ['1年', '9个月', '1年9个月']
    """
    if unit == "yuan":
        return write_number(value) + "元"
    if unit == "ratio":
        return write_number(value * 100) + "%"
    if unit == "years":
        return _write_years(value)
    return write_number(value)


def write_number(value: Fraction) -> str:
    """Digits with thousands separated; as a fraction where the decimals do not end."""
    if value.denominator == 1:
        return f"{value.numerator:,}"
    places = _decimal_places(value.denominator)
    if places is None:
        return f"{value.numerator:,}/{value.denominator}"
    scaled = abs(value.numerator) * 10**places // value.denominator
    whole, rest = divmod(scaled, 10**places)
    return f"{'-' if value < 0 else ''}{whole:,}.{rest:0{places}d}"


def _decimal_places(denominator: int) -> int | None:
    twos = fives = 0
    while denominator % 2 == 0:
        denominator, twos = denominator // 2, twos + 1
    while denominator % 5 == 0:
        denominator, fives = denominator // 5, fives + 1
    return max(twos, fives) if denominator == 1 else None


def _write_years(value: Fraction) -> str:
    if value.denominator == 1:
        return f"{value.numerator}年"
    months = value * 12
    if months.denominator == 1:
        years, rest = divmod(months.numerator, 12)
        return (f"{years}年" if years else "") + f"{rest}个月"
    return write_number(value) + "年"


def write_range(value: Range, unit: str) -> str:
    """The range as a person reads it: “1元至2元”, “不低于1元”, “不超过2元”, “未知”."""
    if value.shown:
        return value.shown
    if value.low is not None and value.exact:
        return write_quantity(value.low, unit)
    if value.high is None:
        return "未知" if not value.low else AT_LEAST + write_quantity(value.low, unit)
    if not value.low:
        return "不超过" + write_quantity(value.high, unit)
    return f"{write_quantity(value.low, unit)}至{write_quantity(value.high, unit)}"
