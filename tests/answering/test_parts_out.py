"""Parts of a sum that do not count, items of another kind, what was added, and what a sum came to."""

from collections.abc import Callable

import pytest
from shown import amounts

from assistant.answering.answer import Answer

Last = Callable[..., Answer]
LOAN = "专利质押贷款4200万，基准4%，一年，贴多少"


@pytest.mark.parametrize(
    ("turns", "expected"),
    [
        (("专利质押借了4200万，里头有1200万是厂房抵押的，基准4%，一年，贴多少",), [600_000]),
        (("贷了4200万，其中1200万信用贷，其余商标质押，基准4%，一年，贴多少",), [600_000]),
        (("专利质押贷了4200万，里面700万房产抵押、500万信用贷，基准4%，一年，贴多少",), [600_000]),
        ((LOAN, "等等，四千二里面有一千二百万是押的厂房"), [600_000]),
        (("技术服务合同150万，登记了，补多少", "其中50万没登记"), [300_000]),
        (("专利质押贷了4200万，还有1200万是厂房抵押的，基准4%，一年，贴多少",), [840_000]),
    ],
)
def test_a_part_of_another_kind_is_taken_from_the_sum(
    last: Last, turns: tuple[str, ...], expected: list[int]
) -> None:
    assert amounts(last(*turns)) == expected


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        (
            "两笔：①甲行，专利质押，500万，6个月；②乙行，厂房抵押，900万，12个月。基准都是4%，贴多少",
            50_000,
        ),
        (
            "贷款三笔：甲300万，房产抵押；乙500万，商标质押，一年期，基准4%；丙200万，信用。哪笔有贴息，贴多少",
            100_000,
        ),
        ("共性平台2kw投进去了；外加拿专利押出来五百w，一年期，基准4%，专利这边贴多少", 100_000),
    ],
)
def test_an_item_of_another_kind_is_left_out_with_its_term(last: Last, question: str, expected: int) -> None:
    assert amounts(last(question))[-1:] == [expected]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("平台投了1800万，又追加700万，补多少", 12_500_000),
        ("平台投入1800万，后来加投了700万设备，补多少", 12_500_000),
        ("平台投了1800万，后来追加到2600万，补多少", 13_000_000),
        ("专利质押贷款3000万，后来降到1500万，基准4%，一年，贴多少", 300_000),
        ("去年卖了两个多亿，今年搭了个共性技术研发平台，投进去1640万，能补多少", 8_200_000),
    ],
)
def test_what_a_sum_came_to_is_calculated_with(last: Last, question: str, expected: int) -> None:
    assert amounts(last(question)) == [expected]


def test_each_investor_is_counted_and_no_individual(last: Last) -> None:
    text = last("远山创投给了400万，海星基金给了350万，老板的朋友个人投了300万，够一千万了吗").text
    assert "250万元" in text


def test_an_individual_beside_the_investors_does_not_put_the_case_out(last: Last) -> None:
    told = last("盛元创投620万，海星资本410万，我姐夫以个人名义投了150万，我们专精特新，专项奖励具体多少万")
    assert "达到了1000万元的门槛" in told.text


@pytest.mark.parametrize("question", ["平台投了六千多万，补多少", "平台投了大约七八千万，能补多少"])
def test_a_rough_sum_far_above_the_cap_needs_no_exact_one(last: Last, question: str) -> None:
    answer = last(question)
    assert (answer.status, amounts(answer)) == ("answered", [20_000_000])


def test_a_rough_sum_near_the_cap_is_asked_for(last: Last) -> None:
    assert last("平台投了四千万左右，补多少").status == "needs_facts"
