"""What was told is taken several times or in part: a multiple varies a fact and is no claim of the policy."""

from decimal import Decimal

import pytest

LOAN = "专利质押贷250万，基准4%，一年"
CONTRACT = "创新券平台服务合同登记了120万，补多少"


@pytest.mark.parametrize(
    ("turns", "amount"),
    [
        ((LOAN, "本金翻倍呢"), 100_000),
        ((LOAN, "贷款额要是涨三成呢"), 65_000),
        ((LOAN, "要是多贷一倍"), 100_000),
        ((LOAN, "贷款利率涨一倍呢"), 100_000),
        ((LOAN, "期限减半呢"), 25_000),
        ((LOAN, "本金变成三倍"), 150_000),
        ((LOAN, "double 一下 principal 呢"), 100_000),
        ((CONTRACT, "要是只签一半呢"), 180_000),
        ((CONTRACT, "合同额增加两成"), 432_000),
        ((CONTRACT, "砍半呢"), 180_000),
        # What was only supposed does not stay.
        ((LOAN, "本金翻倍呢", "半年的话呢"), 25_000),
    ],
)
def test_a_multiple_varies_what_was_told(last, turns, amount):
    assert [figure.amount for figure in last(*turns).figures] == [Decimal(amount)]


@pytest.mark.parametrize("question", ["补贴能翻倍吗", "奖励会不会减半", "上限能不能提高一倍"])
def test_a_multiple_of_the_award_changes_no_fact(last, question):
    answer = last(LOAN, question)
    assert {figure.amount for figure in answer.figures} <= {Decimal(50_000), Decimal(2_000_000)}
