"""Amounts and shares as people read them."""

from decimal import Decimal
from fractions import Fraction

import pytest

from assistant.wording import percent, yuan


@pytest.mark.parametrize(
    ("amount", "shown"),
    [
        (Fraction(200_000), "20万元"),
        (Decimal("326250.37"), "326250.37元"),
        (Fraction(120_000_000), "1.2亿元"),
        (Fraction(8750), "8750元"),
        (Fraction(12345), "1.2345万元"),
        (Fraction(0), "0元"),
    ],
)
def test_an_amount_is_said_in_its_largest_short_unit(amount, shown):
    assert yuan(amount) == shown


@pytest.mark.parametrize(
    ("amount", "shown"),
    [
        (Fraction("1000.005"), "1000.01元"),
        (Fraction("1000.015"), "1000.02元"),
        (Fraction("1000.025"), "1000.03元"),
        (Fraction("1000.0249"), "1000.02元"),
        (Fraction(5_000_000, 3), "1666666.67元"),
    ],
)
def test_a_part_of_a_fen_is_rounded_half_up(amount, shown):
    assert yuan(amount) == shown


def test_a_share_is_said_in_per_cent():
    assert [percent(Fraction(share)) for share in ("0.5", "0.0435", "1/3")] == ["50%", "4.35%", "33.333333%"]
