"""The term of each of several loans stands behind its own sum, whatever its verb."""

from decimal import Decimal

import pytest


@pytest.fixture(scope="session")
def amounts(last):
    """The amounts of the answer to the last of these turns."""
    return lambda *turns: [figure.amount for figure in last(*turns).figures]


@pytest.mark.parametrize("verb", ["用了", "做了", "拿了", "给了", "借", "，期限", "实际占用了", ""])
def test_no_loan_takes_over_the_term_of_another(amounts, verb):
    told = f"两笔专利质押贷款，基准4%，第一笔800万，一年；第二笔600万{verb}半年，合计贴多少"
    assert amounts(told) == [Decimal(220_000)]


@pytest.mark.parametrize("verb", ["做了", "拿了", "给了", "办了", "用了"])
def test_a_loan_that_is_added_has_its_own_term(amounts, verb):
    first = "专利质押贷款800万，基准4%，一年，贴多少"
    more = f"今年还有一笔600万也是专利质押的，{verb}半年，加上一共多少"
    assert amounts(first, more) == [Decimal(220_000)]


@pytest.mark.parametrize("verb", ["做了", "拿", "给了", "用", "存续"])
def test_a_term_is_varied_by_any_verb(amounts, verb):
    assert amounts("专利质押贷款800万，基准4%，一年，贴多少", f"要是{verb}半年呢") == [Decimal(80_000)]


def test_how_long_a_firm_has_been_at_it_is_no_term(amounts):
    told = "我们公司做了十年，专利质押贷款800万，基准4%，半年，贴多少"
    assert amounts(told) == [Decimal(80_000)]


def test_how_long_a_firm_stands_beside_the_loan_is_no_term(amounts):
    assert amounts("知识产权质押贷款500万 厂开了4年，基准4.9%，贷8个月，贴息多少") == [Decimal("81666.67")]


def test_a_term_right_behind_ten_thousands(amounts):
    assert amounts("专利质押两笔，基准4%：甲行800w9个月，乙行600w半年，一共贴多少") == [Decimal(180_000)]


@pytest.mark.parametrize(
    ("second", "amount"),
    [("前一个是按年还是按次", 1_000_000), ("后者呢", 200_000), ("第二个一年最多多少", 200_000)],
)
def test_one_of_two_measures_is_picked_by_its_place(amounts, second, amount):
    assert amounts("本区办国际展补多少，境外展位补多少", second) == [Decimal(amount)]


def test_a_measure_picked_by_its_place_numbers_no_item(amounts):
    told = ("平台自己建投了2000万补多少，创新券合同80万补多少", "第二个要是合同100万呢")
    assert amounts(*told) == [Decimal(300_000)]


@pytest.mark.parametrize(
    ("question", "amount"),
    [
        ("我们家是国家小巨人，刚挂牌省工程研究中心，有多少", 500_000),
        ("国家级专精特新小巨人，市里刚认定的技术中心，拿多少", 200_000),
        ("我们国家小巨人企业，省企业研究院评上了，给多少", 500_000),
    ],
)
def test_the_level_of_a_title_is_not_that_of_a_research_body(amounts, question, amount):
    assert amounts(question) == [Decimal(amount)]


def test_what_the_second_loan_lacks_is_asked_and_not_its_sum(last):
    answer = last("专利质押贷款620万，基准3.85%，八个月，贴多少", "再借400万，半年期呢")
    assert answer.status == "needs_facts"
    assert answer.asks[0].fact == "loan.benchmark_rate"
