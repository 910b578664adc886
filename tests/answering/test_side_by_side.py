"""Two ways set side by side, of which the clause means one; an amount beside an open point."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from assistant.answering.answer import Answer


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("厂房抵押贷800万，专利质押也贷800万，都是一年，基准利率4%。哪一笔给贴息，贴多少？", "160000"),
        ("商标权质押借600万、房子抵押借600万，基准利率4%，一年期，只补哪种？能贴多少", "120000"),
        ("我们去了进博会，还要去香港的展会，展位费都能补吗，最多补多少", "200000"),
    ],
)
def test_the_one_that_is_meant_is_computed_and_the_other_told(
    text: str, amount: str, last: Callable[..., Answer]
) -> None:
    answer = last(text)
    assert [figure.amount for figure in answer.figures] == [Decimal(amount)]
    assert "其他贷款不在" in answer.text or "不是境外展会" in answer.text


@pytest.mark.parametrize(
    "text",
    ["厂房抵押贷款800万，一年，基准利率4%，给贴息吗", "我们去了进博会，展位费能补吗"],
)
def test_what_only_sounds_like_it_gives_nothing(text: str, last: Callable[..., Answer]) -> None:
    assert not last(text).figures


def test_an_amount_is_told_beside_the_day_of_payment(last: Callable[..., Answer]) -> None:
    answer = last("专利质押贷款720万元，期限12个月，银行基准利率4%。请分别说明：①贴息金额；②拨付日期。")
    assert [figure.amount for figure in answer.figures] == [Decimal(144000)]


@pytest.mark.parametrize("said", ["跟银行签的是3.6%", "签的利率是3.6%"])
def test_a_rate_signed_with_the_bank_is_no_benchmark(said: str, last: Callable[..., Answer]) -> None:
    answer = last(f"专利质押贷了900万，{said}，一年期，能贴多少？")
    assert answer.status == "needs_facts"


@pytest.mark.parametrize("order", ["专精特新企业，单项冠军", "单项冠军，专精特新企业"])
def test_a_title_is_held_beside_the_word_for_all_of_them(order: str, last: Callable[..., Answer]) -> None:
    amounts = [figure.amount for figure in last(f"{order}，奖励上限多少").figures]
    assert amounts == [Decimal(2000000)]
