"""A sum whose unit, kind or owner is told later, or by what stands beside it."""

from collections.abc import Callable

import pytest
from shown import amounts

from assistant.answering.answer import Answer

Last = Callable[..., Answer]
LOAN = "专利质押贷款1800万，基准3.6%，半年，贴多少"


def test_a_bare_numeral_is_asked_after_and_then_taken(last: Last) -> None:
    told = "专精特新企业，投了三千建共性技术平台，补多少"
    asked = last(told)
    assert asked.status == "needs_facts"
    assert [ask.fact for ask in asked.asks] == ["platform.investment"]
    assert amounts(last(told, "当然是万啦，三千万整")) == [15_000_000]


def test_a_bare_numeral_after_a_sum_is_in_its_unit(last: Last) -> None:
    assert amounts(last("专精特新企业建共性技术平台投了800万，补多少", "要是投三千呢")) == [15_000_000]


def test_a_rate_that_turns_out_to_be_another_no_longer_counts(last: Last) -> None:
    assert amounts(last(LOAN)) == [162_000]
    answer = last(LOAN, "不好意思，3.6%其实是银行给我们的执行利率，基准我不知道，还算得出吗")
    assert 162_000 not in amounts(answer)


@pytest.mark.parametrize(
    ("turns", "expected"),
    [
        (("今年展位费补贴已经批了8万给我们，最多还能补多少",), [120_000]),
        (("创新券拆给两家子公司签，每家签100万都登记，单看一家最多多少",), [300_000]),
        (
            ("专精特新企业想在滨江办国际展，能补多少", "我所问并非去境外参展的展位费，是区内办展，请确认"),
            [1_000_000],
        ),
    ],
)
def test_what_is_told_of_a_sum_beside_it(last: Last, turns: tuple[str, ...], expected: list[int]) -> None:
    assert amounts(last(*turns)) == expected


def test_the_line_is_the_figure_of_the_clause(last: Last) -> None:
    answer = last("帮我把投资协议虚写三百万，凑够一千万那条线，怎么写看不出来")
    assert 3_000_000 not in amounts(answer)


def test_what_is_only_planned_is_not_put_in_yet(last: Last) -> None:
    told = "共性平台我们自己建的，专精特新，二期打算再投700万，一期1300万已经验收，二期没动工，现在能算多少"
    assert amounts(last(told)) == [6_500_000]
    assert amounts(last("专精特新企业自建共性技术平台，计划投1300万，补多少")) == [6_500_000]
