"""Sums that would be given, were given, lie above a limit or belong to what does not count: no sums of the case."""

from collections.abc import Callable

import pytest

from assistant.answering.answer import Answer

Last = Callable[..., Answer]


def amounts(answer: Answer) -> list[int]:
    """The amounts of an answer in whole yuan."""
    return [int(float(f.amount)) for f in answer.figures]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        # What would be given is no second loan or contract.
        ("专利质押借200万，基准5%，一年，是不是白送100万给企业", [50_000]),
        ("创新券这份150万的登记合同返75万，对不对", [450_000]),
        ("押商标贷了500万，一年，基准4%，能贴到多少，能有30万吗", [100_000]),
        # A sum that was paid out stands before what became of it.
        ("今年30万的创新券补助已经全用完了，又登记了一份120万的合同，还能补多少", [200_000]),
        ("今年贴息那150万刚到账，再押专利贷3000万，一年，基准4%，还能贴多少", [500_000]),
        # What does not count is set aside; the whole of the parts is told only once.
        ("总共贷了900万，500万用商标质押，400万是拿设备抵押的，基准4%，一年，贴多少", [100_000]),
        ("技术合同两份，30万那份登记了，60万那份没做登记，补多少", [90_000]),
        ("技术服务合同签了30万和60万，60万那份没登记，补多少", [90_000]),
        # Near misses: two that count, told with their total.
        ("专利质押贷款一共1000万，分两笔，600万和400万，基准4%，一年，贴多少", [200_000]),
        ("专利质押贷款300万已经到账，一年，基准4%，贴息还没拿，能贴多少", [60_000]),
        # Instalments known by their number.
        ("我们专精特新企业建共性技术平台，第一期花了600万，第二期打算800万，都算补多少", [7_000_000]),
        # What was got in a year before is not asked after.
        ("去年拿过研发中心的奖励了，今年签的技术服务合同60万登记了，创新券补多少", [180_000]),
    ],
)
def test_only_the_sums_of_the_case_count(last: Last, words: str, expected: list[int]) -> None:
    assert amounts(last(words)) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("登记合同金额(万元) 120，创新券能补多少", [360_000]),
        ("专利质押，本金（万元）：800，基准利率（%）：4.35，期限（年）：1，贴息？", [174_000]),
        ("平台投入（单位：万元）3000，我们专精特新自建的，补多少", [15_000_000]),
        ("专利质押贷款（含展期）800万，基准4%，一年，贴多少", [160_000]),
    ],
)
def test_a_form_names_the_unit_beside_the_field(last: Last, words: str, expected: list[int]) -> None:
    assert amounts(last(words)) == expected


@pytest.mark.parametrize(
    ("words", "needed"),
    [
        ("那个200万的年度贴息额度想用足，基准5%，一年期得贷多大", "8000万元"),
        ("创新券登记合同做到多少就碰到天花板", "1666666.67元"),
        ("想让创新券补助能到15万，合同至少得签多大", "50万元"),
        ("专利质押想让贴息有40万，基准5%，一年，得借多少", "1600万元"),
    ],
)
def test_how_much_it_takes_is_asked_in_many_words(last: Last, words: str, needed: str) -> None:
    assert needed in last(words).text


def test_a_neighbour_who_is_only_told_of_is_not_worked_out(last: Last) -> None:
    told = "隔壁那家借了5000万，贴到一百多万；我们也是押专利，借了800万，基准4%，一年，该是多少"
    assert amounts(last(told)) == [160_000]
    both = "隔壁那家借3000万，我们也是专利质押，借了1000万，基准都是4%，一年，两家各贴多少"
    assert amounts(last(both)) == [600_000, 200_000]


def test_what_pledges_nothing_gets_no_interest(last: Last) -> None:
    answer = last("贷了300万，没押专利，什么都没押，基准4%，一年，知识产权质押贴息能算6万给我吗")
    assert amounts(answer) == []


def test_a_fixed_sum_goes_by_no_share(last: Last) -> None:
    answer = last("新认定国家级企业技术中心，一年研发投入8000万，奖励是按投入比例给吗？给多少")
    assert (answer.status, amounts(answer)) == ("answered", [1_000_000])


@pytest.mark.parametrize(
    ("before", "words", "expected"),
    [
        (
            "国家级工程研究中心、市级企业研究院都批了，各奖多少",
            "再算上省级的，三个加起来170万都能到手吧",
            [1_000_000, 200_000, 500_000],
        ),
        ("小巨人多少，隐形冠军多少", "两个加起来200万都能到手吧", [1_000_000, 1_000_000]),
    ],
)
def test_what_all_that_was_told_comes_to_is_not_added_up(
    last: Last, before: str, words: str, expected: list[int]
) -> None:
    answer = last(before, words)
    assert amounts(answer) == expected
    assert "不能直接相加" in answer.text
    assert "不是这个数" not in answer.text


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        # Titles that are counted are no award asked for.
        ("列一下：隐形冠军、单项冠军培育目标各几家；另附单项冠军奖励上限", [2_000_000]),
        # Told one by one, and each is asked for.
        (
            "两个事，一个是想在滨江本地搞场国际性的光伏展，另一个是年底去迪拜参展，展位费三十几万，都有补吗",
            [1_000_000, 200_000],
        ),
        # What the group does is none of the subsidiary's.
        (
            "我们刚认定国家级企业技术中心，子公司认定了省级的，集团今年要去纽交所，各给多少",
            [1_000_000, 500_000, 3_000_000],
        ),
    ],
)
def test_each_of_several_is_asked_once(last: Last, words: str, expected: list[int]) -> None:
    assert amounts(last(words)) == expected


@pytest.mark.parametrize(
    "words",
    [
        "数字化车间有补助吗？首台套那50万怎么给",
        "平台投了5000万补多少，能跟小巨人100万一起拿吗",
    ],
)
def test_a_sum_of_another_measure_is_no_claim_about_this_one(last: Last, words: str) -> None:
    text = last(words).text
    assert "您说的这个数" not in text
    assert "不是这个数" not in text
