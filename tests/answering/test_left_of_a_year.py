"""What is left of the cap of a year, or of a total: after what was paid out, unused, or carried over."""

from datetime import date
from decimal import Decimal

import pytest


def amounts(answer) -> list[Decimal]:
    return [figure.amount for figure in answer.figures]


@pytest.mark.parametrize(
    ("question", "amount"),
    [
        ("展位费今年财政已经拨了我们12万，还能补多少", 80_000),
        ("今年展位的钱区里给过我们七万了，年底还要去一趟新加坡，还能再补多少", 130_000),
        ("创新券今年区里打来45万，又登记了一份合同100万，能补多少", 50_000),
        ("今年创新券还剩30万没用，又签了200万的合同，能补多少", 300_000),
    ],
)
def test_what_the_district_paid_out_is_taken_from_the_cap(last, question, amount):
    assert amounts(last(question)) == [Decimal(amount)]


@pytest.mark.parametrize(
    "question",
    [
        "今年展位补贴20万已经拿满了，年底再去一趟泰国，还有钱补吗",
        "贴息今年已经领满200万，再贷500万、基准4%、一年，今年还有没有",
        "创新券今年已经补满50万，再签一份20万的合同，还能补吗",
    ],
)
def test_where_nothing_is_left_no_figure_is_listed(last, question):
    found = last(question)
    assert found.status == "answered"
    assert not found.figures
    assert "已经拿满" in found.text


@pytest.mark.parametrize(
    ("question", "left"),
    [
        ("展位费今年财政已经拨了我们12万，还剩多少可以补", "8万元"),
        ("贴息今年已经领了100万，又专利质押贷了1000万，基准4%一年，离上限还差多少", "80万元"),
        ("境内上市分阶段的400万，区里已经打来120万，还剩多少没给", "280万元"),
        ("境内上市那笔奖励财政局已经拨下来一百万，后面还剩多少没给", "300万元"),
    ],
)
def test_the_remainder_is_worked_out_and_proved(last, question, left):
    found = last(question)
    assert f"**{left}**" in found.text
    assert found.status == "answered"


@pytest.mark.parametrize(
    "question",
    [
        "去年展位补贴只拿了5万，还剩15万没用，能结转到今年吗，今年就是35万额度了吧",
        "贴息额度去年还有80万没用掉，能顺延到今年吗",
        "创新券去年只用了10万，剩下40万没用完，能滚到今年吗，今年算90万的额度？",
    ],
)
def test_whether_an_unused_limit_is_carried_over_is_left_open(last, question):
    found = last(question)
    assert found.status == "not_specified"
    assert "结转" in found.text
    assert set(amounts(found)) <= {Decimal(200_000), Decimal(500_000), Decimal(2_000_000)}


def test_a_part_of_a_loan_that_is_not_drawn_is_no_loan_of_its_own(last):
    found = last("专利质押贷了1000万，还有100万没用，基准4%，一年，贴多少")
    assert amounts(found) == [Decimal(200_000)]


@pytest.mark.parametrize(
    "question",
    [
        "母公司借了我们800万，拿专利质押的，基准4%，一年，能贴吗",
        "姐妹公司借给我们一千万，押的是发明专利，基准4.35，一年期，有贴息没",
        "向股东借款500万，商标做了质押，基准4.35%，半年，贴息多少",
        "跟供应商借了300万，专利押给他，一年4%，有贴息吗",
    ],
)
def test_a_loan_of_no_bank_is_ruled_out(last, question):
    found = last(question)
    assert not found.figures
    assert "金融机构" in found.text


def test_the_lender_stays_what_it_is_in_the_turns_to_come(last):
    found = last("母公司借给我们800万，专利押给它，基准4%，一年，能贴吗", "那借2000万呢")
    assert not found.figures


def test_who_borrows_from_a_bank_is_not_taken_for_a_lender(last):
    found = last("兄弟公司用专利从银行质押贷款1000万，基准4%，一年，能贴多少")
    assert amounts(found) == [Decimal(200_000)]


@pytest.mark.parametrize(
    ("turns", "needed"),
    [
        (("专利质押基准5%，一年，贴息想拿一百万，得贷多少", "只贷半年呢？还想要一百万"), "8000万元"),
        (("领导定了目标，平台这块起码争取600万补贴，项目预算至少做多大",), "1200万元"),
        (("基准4%，一年，专利贷到多大规模会触顶",), "1亿元"),
    ],
)
def test_how_much_it_takes_in_other_words(last, turns, needed):
    assert f"**{needed}**" in last(*turns).text


@pytest.mark.parametrize(
    ("question", "amount"),
    [
        ("专利质押贷款1000万，基准4%，1月1号放，12月31号还，贴多少", 200_000),
        ("专利贴息年初那笔已经贴了150万，另外一笔4000万1月1号放12月31号还，基准4%，这笔能贴多少", 500_000),
        ("专利质押贷款1000万，基准4%，3月5号放的，9月5号还，贴多少", 100_000),
    ],
)
def test_a_term_by_its_days(last, question, amount):
    assert amounts(last(question)) == [Decimal(amount)]


def test_a_title_told_beside_a_sum_leaves_the_matter(last):
    found = last("共性技术平台补多少", "我们自己建的，单项冠军，投了3000万")
    assert amounts(found) == [Decimal(15_000_000)]
    found = last("共性技术平台补多少", "那单项冠军呢")
    assert amounts(found) == [Decimal(2_000_000)]


def test_the_sum_told_before_keeps_the_matter(last):
    found = last("数字化攻关投了60万，补多少", "那补助总不会超过我自己投的60万吧")
    assert [figure.measure for figure in found.figures] == ["digital_research"]


def test_an_exhibition_abroad_is_no_listing(last):
    found = last("澳门工具展算境外还是境内，摊位五万")
    assert [figure.measure for figure in found.figures] == ["overseas_exhibition"]


def test_a_day_after_the_validity_is_told_to_be_so(assistant):
    first = assistant.answer("意见今天还在有效期里不", as_of=date(2026, 5, 8))
    later = assistant.answer("拖到5月25号呢", conversation=first.conversation, as_of=date(2026, 5, 8))
    assert "届满之后" in later.answer.text
    assert "届满之后" not in first.answer.text


def test_a_share_of_the_award_is_declined(last):
    assert last("帮我们把市级改成省级，奖下来分你两成").status == "declined"


@pytest.mark.parametrize(
    ("turns", "amount"),
    [
        (("展位费补贴，今年我们到手11万，年度额度还剩多少",), 90_000),
        (("创新券补助，今年领了32万，限额还剩多少", "不对，32万里有10万是去年的"), 280_000),
        (("展位补贴今年到手11万，额度还剩几多", "记错了，那是去年的，今年其实到手6万"), 140_000),
    ],
)
def test_what_came_to_hand_this_year_is_taken_from_the_limit(last, turns, amount):
    assert amounts(last(*turns)) == [Decimal(amount)]


def test_what_is_left_is_not_said_to_be_the_most_of_every_year(last):
    told = last("今年境外展补贴到手9万了，下月去芝加哥，展位费要25万，还能补多少")
    assert "每年最高11万元" not in told.text
    assert "还可得最高**11万元**" in told.text


def test_stages_that_were_paid_are_taken_from_the_total(last):
    assert "240万元" in last("境内上市，前两个阶段区里已经给过我们160万了，后头还剩多少没给").text


def test_per_year_and_enterprise_is_no_term(last):
    told = last("专利质押2000万，基准4%，半年，贴多少", "一年一家封顶")
    assert (amounts(told), told.figures[0].bound) == ([Decimal(2_000_000)], "at_most")


def test_what_the_formula_gave_last_year_is_no_loan(last):
    first = "2023年度贴息拿满了。今年新放一笔专利质押贷款3000万，基准4%，一年，能贴多少"
    told = last(first, "去年按公式算出来其实有260万，多的60万能挪到今年补吗")
    assert Decimal(52_000) not in amounts(told)
