"""Items told one after the other: the one that is asked, all of them, one corrected, one left out."""

from collections.abc import Callable

import pytest
from shown import amounts

from assistant.answering.answer import Answer

Last = Callable[..., Answer]
LOAN = "专利质押贷款第一笔500万，基准都是4%，一年，贴多少"
VOUCHER = "创新券技术合同第一份20万，第二份40万，第三份30万，都登记了，补多少"
VENTURE = "我们专精特新企业，A轮创投机构投了300万，B轮创投机构投了600万，够不够房租补贴的线"


@pytest.mark.parametrize(
    ("turns", "expected"),
    [
        ((LOAN, "第二笔800万，也是一年，这笔呢"), [160_000]),
        ((LOAN, "还有一笔800万，条件一模一样，这笔贴多少"), [160_000]),
        ((LOAN, "还有一笔800万，条件一模一样，两笔合起来一年能贴多少"), [260_000]),
        ((VOUCHER, "第三份写错了，应该是35万"), [285_000]),
        ((VOUCHER, "第二份报错了，是60万，重新算"), [330_000]),
        ((VOUCHER, "漏了一份，还有10万的也登记了"), [300_000]),
        ((LOAN, "一年下来有没有封顶"), [2_000_000]),
    ],
)
def test_the_item_that_is_asked(last: Last, turns: tuple[str, ...], expected: list[int]) -> None:
    assert amounts(last(*turns)) == expected


def test_what_was_left_out_is_added_to_what_was_told(last: Last) -> None:
    assert "达到了1000万元" in last(VENTURE, "忘了说，天使轮也是创投机构，投了100万，加上它够不够").text
    asked = last(VENTURE, "忘了说，天使轮也是创投机构，投了100万，加上它够不够", "专项奖励具体几万")
    assert asked.status == "not_specified"


def test_what_was_received_is_taken_back_or_supposed_away(last: Last) -> None:
    told = ("今年贴息已经拿过120万，现在押专利贷8000万，基准4%，一年，贴多少",)
    assert amounts(last(*told)) == [800_000]
    assert amounts(last(*told, "要是今年一分没拿过呢")) == [1_600_000]
    assert amounts(last(*told, "要是今年一分没拿过呢", "那贷5000万呢")) != [0]


def test_a_rate_that_is_paid_is_not_the_basic_rate(last: Last) -> None:
    answer = last(LOAN, "可我们实际付的利息是5.2%，按哪个算")
    assert amounts(answer) == [100_000]


def test_a_sum_asked_back_is_no_fact(last: Last) -> None:
    answer = last(LOAN, "难道不应该是二十万多吗")
    assert amounts(answer) == [100_000]


def test_another_enterprise_with_the_same_rate_still_lacks_its_term(last: Last) -> None:
    told = (
        "专利质押贷款1000万，6个月，基准4.2%，贴多少",
        "另有一家企业，利率跟这个一样，也是专利质押，它贴多少",
    )
    assert last(*told).status == "needs_facts"
    assert amounts(last(*told, "问到了，500万，一年")) == [105_000]
    assert amounts(last(*told, "问到了，500万，一年", "两家各是多少")) == [105_000, 105_000]


@pytest.mark.parametrize(
    ("turns", "clause"),
    [
        (("小巨人能奖多少", "当时的标准最高是多少"), "二（一）1"),
        (("创新券一年最多补多少", "行，正经问一句，依据是第几条"), "二（二）4"),
        ((LOAN, "我们两家的额度是分开的吧"), "二（二）6"),
    ],
)
def test_a_follow_up_goes_on_with_the_measure(last: Last, turns: tuple[str, ...], clause: str) -> None:
    assert clause in ["".join(c.path) for c in last(*turns).citations]
