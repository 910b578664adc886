"""Several loans, contracts, titles or levels: each by itself, one alone, what falls out, whose it is."""

from collections.abc import Callable

import pytest
from shown import amounts

from assistant.answering.answer import Answer

Last = Callable[..., Answer]
TWO_LOANS = "专利质押从银行贷了900万，基准4%，借一年，贴息算下来多少"
TWO_LEVELS = "我们专精特新企业，今年新认定了国家级重点实验室、省级研究院和市级工程研究中心，分别多少"


@pytest.mark.parametrize(
    ("turns", "expected"),
    [
        (
            ("发明专利押给A行贷了700万，基准4%，一年；商标押给B行贷200万，也是4%，半年。每笔该贴多少",),
            [140_000, 20_000],
        ),
        (("两笔专利质押各600万，基准4%，一笔一年一笔半年，一笔一笔报给我",), [120_000, 60_000]),
        (("创新券合同两份都登记了，一份三十万一份二十万，各补多少，总共多少",), [90_000, 60_000, 150_000]),
        (
            ("专利质押贷款，建行800万，招行400万。基准都是3%。建行一年，招行六个月。分开说，别加",),
            [120_000, 30_000],
        ),
        (("想押专利贷两回，一回2000万，一回1000万，基准都按4%，都用一年，合计贴多少",), [600_000]),
    ],
)
def test_each_of_several_has_its_own_amount(last: Last, turns: tuple[str, ...], expected: list[int]) -> None:
    answer = last(*turns)
    assert answer.status == "answered"
    assert amounts(answer) == expected


@pytest.mark.parametrize(
    ("turns", "expected"),
    [
        ((TWO_LOANS, "对了还有一笔，软著押给银行的，300万，基准也是4%，四个月就还了。就这笔多少"), [20_000]),
        ((TWO_LOANS, "后来又提了两百万，同一个基准，不过这两百万半年就还清了。光说新加这一块"), [20_000]),
        ((TWO_LOANS, "再来一笔600万，半年，同样基准", "大的那笔单独是多少"), [180_000]),
        (("专利质押一笔七百来万吧记不太准，另一笔整四百万，基准4%，一年。先说拿得准的那笔",), [80_000]),
        (
            (
                "专利质押一笔大概七百来万，另一笔整四百万，基准4%，都是一年",
                "查到了，七百来万那笔是七百二十万，两笔合计多少",
            ),
            [224_000],
        ),
    ],
)
def test_one_of_several_is_asked_after(last: Last, turns: tuple[str, ...], expected: list[int]) -> None:
    assert amounts(last(*turns)) == expected


@pytest.mark.parametrize(
    ("turns", "expected"),
    [
        (
            (
                "三笔：厂房抵押1200万；专利质押500万，基准4%，一年；老板找朋友借的200万，商标押给人家了。能贴多少",
            ),
            [100_000],
        ),
        (("担保公司给我们保了250万；另外一笔是专利质押，银行放了500万，基准4%，一年。贴息多少",), [100_000]),
        (
            ("去年批下来贴了66万。今年新做专利质押贷款2000万，基准3%，整一年，能贴多少？去年那66要扣掉不",),
            [300_000],
        ),
        (
            (
                "专利质押，交行1000万，农行600万，基准都是4%，都是一年，一共贴多少",
                "农行的是兄弟公司贷的，不在我们名下，剔掉。我们的一共多少",
            ),
            [200_000],
        ),
        (
            (
                "专利质押今年贷两笔，2000万和3000万，基准都按3%，都是一年，合计多少",
                "三千万那笔往后挪，搁到明年再贷。那今年的贴息是多少",
            ),
            [300_000],
        ),
    ],
)
def test_what_does_not_count_falls_out(last: Last, turns: tuple[str, ...], expected: list[int]) -> None:
    assert amounts(last(*turns)) == expected


def test_a_rate_that_is_not_known_of_one_is_asked(last: Last) -> None:
    told = "A笔专利质押500万，基准4%，一年。B笔商标质押800万，借了半年，B的基准我还不知道。分别贴多少"
    asked = last(told)
    assert asked.status == "needs_facts"
    assert [ask.fact for ask in asked.asks] == ["loan.benchmark_rate"]
    assert amounts(last(told, "问到了，B跟A同一个基准，两笔一共多少")) == [180_000]
    assert amounts(last(told, "问到了，B跟A同一个基准", "B改成九个月，两笔一共多少")) == [220_000]


def test_a_bare_number_from_a_bank_is_asked_after(last: Last) -> None:
    answer = last("专利押给银行拿了一千二，基准4%一年；还有一笔三百万，同样基准同样一年。能贴多少")
    assert answer.status == "needs_facts"


@pytest.mark.parametrize(
    ("turns", "expected"),
    [
        (("小巨人公布了，省里的重点实验室也认下来了，能拿几笔，各是多少",), [1_000_000, 500_000]),
        (("研究院省里刚批，我们是国家小巨人，一共能拿几笔",), [1_000_000, 500_000]),
        (("我们单项冠军，研发中心省级的，两个各多少",), [500_000, 2_000_000]),
        (("前几年我们是省级专精特新，今年拿了隐形冠军，隐形冠军这个最高多少",), [1_000_000]),
        ((TWO_LEVELS,), [1_000_000, 500_000, 200_000]),
        ((TWO_LEVELS, "市级那个财务说是前年就有的，不算新认定。那新认定的各是多少"), [1_000_000, 500_000]),
        (
            ("母公司的国家级技术中心是挂在它名下的。我们子公司新认定的是市级研发中心，我们这个多少",),
            [200_000],
        ),
        (("集团早年在纽交所上过市，那是它的。我们子公司打算上科创板，我们这份奖多少",), [4_000_000]),
        (
            ("专精特新企业，共性技术平台投了1200万，另外数字化攻关投了300万，各能补多少",),
            [6_000_000, 1_000_000],
        ),
    ],
)
def test_titles_and_levels_each_by_itself(last: Last, turns: tuple[str, ...], expected: list[int]) -> None:
    assert sorted(amounts(last(*turns))) == sorted(expected)


def test_what_another_got_is_not_asked(last: Last) -> None:
    answer = last("我朋友他们公司创新券合同120万，补了36万。我们公司就一份50万的，登记过的，最多多少")
    assert amounts(answer) == [150_000]


@pytest.mark.parametrize(
    "question",
    [
        "小巨人能不能报国家级工程实验室的奖励，多少钱",
        "咱们小巨人企业哈，国家级重点实验室今年刚认定的，区里给几个钱",
        "获国家级认定的研发中心，小巨人企业可以拿多少",
        "认定上了国家级重点实验室，对小巨人奖多少",
    ],
)
def test_a_title_that_says_whose_asks_for_no_award(last: Last, question: str) -> None:
    assert {figure.measure for figure in last(question).figures} == {"rd_body_award"}


def test_a_further_loan_takes_over_only_what_is_alike(last: Last) -> None:
    alike = "还有一笔600万，条件都一样，就是期限不同，半年，总共呢"
    assert amounts(last(TWO_LOANS, alike)) == [240_000]
    assert last(TWO_LOANS, "还有一笔600万，同样利率，期限减半，两笔一共多少").status == "needs_facts"


def test_a_rough_sum_before_the_next_item_supposes_nothing(last: Last) -> None:
    told = "我这边两笔知产质押，一笔四百六十来万一笔整三百万，基准都4%，都是一整年，算算看"
    assert last(told).status == "needs_facts"
    assert amounts(last(told, "四百六十来万那笔查过了是四百六十三万，两笔一共多少")) == [152_600]


def test_as_many_sums_as_enterprises_are_one_each(last: Last) -> None:
    told = "三家客户各签了一份创新券合同，五十万、一百九十万、三十万，都登记了，分别封顶多少"
    assert amounts(last(told)) == [150_000, 500_000, 90_000]


def test_what_is_put_in_on_top_is_added(last: Last) -> None:
    assert amounts(last("专精特新企业自己建共性技术平台投了2400万，补多少", "那再往里砸五百万呢")) == [
        14_500_000
    ]
