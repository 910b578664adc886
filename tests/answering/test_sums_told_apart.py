"""Sums told apart: numbered items, a credit line, a budget and its part, loans of another kind, years."""

from collections.abc import Callable

import pytest
from shown import amounts

from assistant.answering.answer import Answer

Last = Callable[..., Answer]
LIST = "知识产权质押贷款：①800万 ②500万 ③300万，基准都是4%，①一年，②③都是半年，贴多少"
SLASHES = "专利质押三笔：①2000万/12个月 ②1000万/6个月 ③600万/3个月，基准均4%，合计贴多少"
TWO = "专利质押贷款两笔，甲行3000万、乙行2000万，都是一年，基准4%，能贴多少"
CONTRACTS = "创新券合同登记了两份，50万和140万，补多少"


@pytest.mark.parametrize(
    ("turns", "expected"),
    [
        ((LIST,), [240_000]),
        ((LIST, "②③改成9个月"), [280_000]),
        ((LIST, "③更正为700万"), [280_000]),
        ((LIST, "②撤回"), [190_000]),
        ((SLASHES, "②更正为9个月，重算"), [580_000]),
        (("创新券合同①40万②70万都登记了，能补多少",), [330_000]),
        (("专利质押①1000万，②500万，都是一年，基准①4%、②5%，贴多少",), [325_000]),
        ((f"{TWO[:6]}三笔，600万、300万、200万，基准4%，都是一年，贴多少", "后两笔改成半年"), [170_000]),
        ((f"{TWO[:6]}三笔，600万、300万、200万，基准4%，都是一年", "第二笔和第三笔都改成半年"), [170_000]),
    ],
)
def test_the_items_of_a_numbered_list(last: Last, turns: tuple[str, ...], expected: list[int]) -> None:
    assert amounts(last(*turns)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("银行给了3000万授信，真正提款800万，专利质押，基准4%，一年，贴多少", [160_000]),
        ("专利质押批了2000万额度，目前提款1500万，基准4%，一年，贴多少", [300_000]),
        ("两笔贷款，一笔400万是房子抵押的，一笔900万是专利质押的，基准4%一年，贴息多少", [180_000]),
        ("房产抵押贷款500万，专利质押贷款600万，基准4%，一年，贴多少", [120_000]),
        ("总投资9000万，厂房5000万、装修1000万，剩下3000万专门投在共性技术研发平台上，补多少", [15_000_000]),
        ("总投资8000万，其中共性技术研发平台项目2200万，能补多少", [11_000_000]),
        ("集团贷了7000万，其中专利质押的是1000万，基准4%一年，贴多少", [200_000]),
        ("共性技术平台总投资3000万，其中设备2000万，补多少", [15_000_000]),
    ],
)
def test_only_what_the_measure_goes_by_counts(last: Last, text: str, expected: list[int]) -> None:
    assert amounts(last(text)) == expected


def test_a_credit_line_alone_is_no_loan(last: Last) -> None:
    assert last("专利质押，银行给了3000万授信，一年，基准4%，贴多少").status == "needs_facts"


@pytest.mark.parametrize(
    ("turns", "needed"),
    [
        ((TWO, "丙行那边贷多少才刚好到上限，条件不变"), "5000万元"),
        ((TWO, "乙行那笔贷多少能到顶"), "7000万元"),
        ((TWO, "要拿到90万，乙行那笔得贷多少"), "1500万元"),
        ((CONTRACTS.replace("140万", "60万"), "第三份登记多少才封顶"), "566666.67元"),
        (("专利质押贷了500万，基准4%，一年", "那要借多少才拿足一百万"), "5000万元"),
        (("平台投了1000万，补多少", "要凑到1200万补贴，还差多少投入"), "1400万元"),
    ],
)
def test_how_much_it_takes_beside_what_is_told(last: Last, turns: tuple[str, ...], needed: str) -> None:
    answer = last(*turns)
    assert answer.status == "answered"
    assert f"**{needed}**" in answer.text


def test_what_is_wanted_or_pointed_to_becomes_no_loan(last: Last) -> None:
    told = ("专利质押贷了500万，基准4%，一年", "那要借多少才拿足两百万", "能贴多少")
    assert amounts(last(*told)) == [100_000]
    pointed = last(told[0], "这个200万是年年有还是就一回")
    assert [f.said for f in pointed.facts if f.name == "loan.principal"] == ["500万"]


@pytest.mark.parametrize(
    ("turns", "expected"),
    [
        ((CONTRACTS, "要是50万那份算2023年的、140万那份算2024年的呢"), [150_000, 420_000]),
        ((CONTRACTS, "50万那份属于去年的"), [150_000, 420_000]),
        (("专利质押贷500万，两年期，基准4%，按年度看和总共各贴多少",), [100_000, 200_000]),
    ],
)
def test_years_are_told_apart(last: Last, turns: tuple[str, ...], expected: list[int]) -> None:
    assert amounts(last(*turns)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("专利质押贷款1000万，去年9月放款，今年6月还清，基准4%，能贴多少", [150_000]),
        ("今年2月用专利质押贷了600万，明年2月到期，基准4%，贴多少", [120_000]),
    ],
)
def test_a_term_by_its_days(last: Last, text: str, expected: list[int]) -> None:
    assert amounts(last(text)) == expected


def test_a_day_short_of_whole_months_leaves_the_term_open(last: Last) -> None:
    text = "专利质押贷款1000万，2024年3月15日放款，2025年3月14日到期，基准4%，能贴多少"
    assert last(text).status == "needs_facts"


def test_the_phases_of_one_project_are_one_sum(last: Last) -> None:
    told = ("我们建共性技术研发平台，投入1200万，补多少", "一、二期算同一个项目，合计投入2600万，补贴多少")
    assert amounts(last(*told)) == [13_000_000]


def test_the_rate_of_the_enterprise_before(last: Last) -> None:
    told = "先说甲公司：专利质押贷款3000万，一年，基准4%，贴多少"
    assert amounts(last(told, "乙公司是1200万，半年，利率同上，也是专利质押，贴多少")) == [120_000]


def test_a_number_asked_for_demands_no_promise(last: Last) -> None:
    assert last("专利质押贷款大概三千多万，基准4%，一年，您给个数").status == "needs_facts"


def test_a_day_after_the_validity_tells_the_last_day(last: Last) -> None:
    assert "2026年5月11日" in last("我们的质押贷款要2026年7月才放得下来，还赶得上吗").text


def test_a_further_question_makes_no_further_contract(last: Last) -> None:
    told = ("创新券登记了60万补多少", "那要是80万呢？另外境外展位费一年封顶多少", "那创新券补多少")
    assert amounts(last(*told)) == [180_000]


def test_a_level_corrected_asks_nothing_of_the_file(last: Last) -> None:
    told = ("我们新认定了省级企业研究院，给多少", "等等，我又看了文件，是市级")
    assert amounts(last(*told)) == [200_000]
