"""Ranges hold every value that their parts can make."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.calculation.quantity import (
    UNKNOWN,
    ZERO,
    Range,
    add,
    divide,
    exactly,
    larger,
    multiply,
    round_to_cent,
    smaller,
    subtract,
    write_quantity,
    write_range,
)

fractions = st.fractions(min_value=-1000, max_value=1000, max_denominator=50)
positive = st.fractions(min_value=0, max_value=1000, max_denominator=50)


@st.composite
def range_with_member(draw, values=fractions):
    low, member, high = sorted((draw(values), draw(values), draw(values)))
    open_below = values is fractions and draw(st.booleans())
    return Range(None if open_below else low, draw(st.sampled_from([high, None]))), member


def holds(found: Range, value: Fraction) -> bool:
    return (found.low is None or found.low <= value) and (found.high is None or value <= found.high)


@given(range_with_member(), range_with_member())
def test_whatever_the_parts_are_the_result_is_in_the_range(left, right):
    (a, x), (b, y) = left, right
    assert holds(add(a, b), x + y)
    assert holds(subtract(a, b), x - y)
    assert holds(multiply(a, b), x * y)
    assert holds(smaller(a, b), min(x, y))
    assert holds(larger(a, b), max(x, y))


@given(range_with_member(positive), range_with_member(positive))
def test_a_quotient_is_in_the_range_or_undefined(left, right):
    (a, x), (b, y) = left, right
    found = divide(a, b)
    if b.low == 0:
        assert found is None
    elif found is not None:
        assert holds(found, x / y)


def test_zero_times_unknown_is_zero():
    assert multiply(exactly(ZERO), UNKNOWN) == exactly(ZERO)
    assert multiply(UNKNOWN, UNKNOWN) == UNKNOWN


@given(st.fractions(min_value=0, max_value=10**9, max_denominator=10**6))
def test_rounding_is_half_up_to_the_cent(value):
    found = Fraction(round_to_cent(value))
    assert (found * 100).denominator == 1
    assert found - Fraction(1, 200) <= value < found + Fraction(1, 200)


@pytest.mark.parametrize(
    ("value", "rounded"),
    [("0.005", "0.01"), ("0.0049", "0.00"), ("163125", "163125.00"), ("19999999.995", "20000000.00")],
)
def test_examples_of_rounding(value, rounded):
    assert round_to_cent(Fraction(value)) == Decimal(rounded)
    assert str(round_to_cent(Fraction(value))) == rounded


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (Fraction(10_000_000), "yuan", "10,000,000元"),
        (Fraction("1234.5"), "yuan", "1,234.5元"),
        (Fraction(1, 3), "yuan", "1/3元"),
        (Fraction(1, 2), "ratio", "50%"),
        (Fraction("0.0435"), "ratio", "4.35%"),
        (Fraction(3, 4), "years", "9个月"),
        (Fraction(9, 4), "years", "2年3个月"),
        (Fraction(240, 365), "years", "48/73年"),
        (Fraction(3), "count", "3"),
    ],
)
def test_how_quantities_are_written(value, unit, text):
    assert write_quantity(value, unit) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (exactly(Fraction(5)), "5元"),
        (Range(Fraction(1), Fraction(2)), "1元至2元"),
        (Range(ZERO, Fraction(2)), "不超过2元"),
        (Range(Fraction(2), None), "不低于2元"),
        (UNKNOWN, "未知"),
        (Range(Fraction(9), Fraction(11), "约10元"), "约10元"),
    ],
)
def test_how_ranges_are_written(value, text):
    assert write_range(value, "yuan") == text
