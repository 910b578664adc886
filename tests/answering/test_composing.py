"""Composed answers: what each kind of measure says to each question, and what is never said."""

import re
from collections import Counter
from datetime import date
from decimal import Decimal

import pytest

from assistant.answering.answer import Answer
from assistant.assistant import Turn
from assistant.policy.measure import PAYING_KINDS

BEFORE, DAY, AFTER = date(2023, 4, 1), date(2024, 6, 1), date(2026, 6, 1)
PLEDGE = "用专利质押贷了800万，基准利率4%，贷一年，能贴多少"
ENDINGS = {
    "amount": "给多少钱？",
    "ratio": "的比例是多少？",
    "period": "是一次性的吗？",
    "eligibility": "要什么条件？",
    "process": "要交什么材料？",
    "combine": "能和别的奖励一起拿吗？",
}


@pytest.fixture(scope="module")
def talk(assistant):
    """The turns of a conversation; every answer is proved."""

    def turns(*said: str, day: date = DAY) -> list[Turn]:
        held, out = None, []
        for text in said:
            turn = assistant.answer(text, conversation=held, as_of=day)
            assert assistant.breaches(turn.answer, turn.conversation) == ()
            held = turn.conversation
            out.append(turn)
        return out

    return turns


@pytest.fixture(scope="module")
def answer(talk):
    """The answer to the last of several turns."""
    return lambda *said, day=DAY: talk(*said, day=day)[-1].answer


def figures(found: Answer) -> list[tuple[str, int, str]]:
    return [(f.measure, int(f.amount), f.bound) for f in found.figures]


def first_sentence(found: Answer) -> str:
    return re.split("[。！？]", re.sub(r"\[\d+\]", "", found.text))[0]


def own_words(found: Answer) -> str:
    """The text without quotations."""
    return "\n".join(line for line in found.text.splitlines() if not line.startswith(">"))


# Kind of measure and what is asked

FIXED, UP_TO = [("overseas_listing", 3_000_000, "exact")], [("first_set_award", 500_000, "at_most")]
RATE, VOUCHER = [("ip_pledge_interest", 2_000_000, "at_most")], [("innovation_voucher", 500_000, "at_most")]
CAP = [("digital_research", 1_000_000, "at_most")]


@pytest.mark.parametrize(
    ("question", "status", "expected", "lead"),
    [
        # fixed
        ("境外上市奖励给多少钱", "answered", FIXED, "境外上市奖励一次性**300万元**"),
        ("境外上市奖励的比例是多少", "not_specified", FIXED, "比例是多少，原文没有写"),
        ("境外上市奖励是一次性的吗", "answered", FIXED, "境外上市奖励是一次性的"),
        ("境外上市奖励要什么条件", "answered", FIXED, "这一条写的对象是境外上市的企业"),
        ("境外上市奖励要交什么材料", "not_specified", [], "境外上市奖励的申报材料，原文没有写"),
        # up to
        ("首台（套）产品奖励给多少钱", "answered", UP_TO, "首台（套）产品奖励一次性最高**50万元**"),
        ("首台（套）产品奖励的比例是多少", "not_specified", UP_TO, "比例是多少，原文没有写"),
        ("首台（套）产品奖励要交什么材料", "not_specified", [], "首台（套）产品奖励的申报材料，原文没有写"),
        # rate with a cap
        ("知识产权质押贷款贴息给多少钱", "needs_facts", RATE, "用知识产权质押获得金融机构贷款的"),
        ("知识产权质押贷款贴息的比例是多少", "answered", RATE, "贴息比例是**50%**"),
        ("知识产权质押贷款贴息是一次性的吗", "answered", RATE, "知识产权质押贷款贴息按年度计算"),
        (
            "知识产权质押贷款贴息要交什么材料",
            "not_specified",
            [],
            "知识产权质押贷款贴息的申报材料，原文没有写",
        ),
        # a rate that is a ceiling
        ("创新券载体平台服务补助给多少钱", "needs_facts", VOUCHER, "购买符合要求的创新券载体平台服务"),
        ("创新券载体平台服务补助的比例是多少", "answered", VOUCHER, "补助比例上限是不超过**30%**"),
        # a cap alone
        ("数字化攻关补助给多少钱", "answered", CAP, "数字化攻关补助最高**100万元**"),
        ("数字化攻关补助的比例是多少", "not_specified", CAP, "按实际投资补助的比例，原文没有写"),
        # no amount in the text
        ("检测、实验费用减免给多少钱", "not_specified", [], "减免的比例和金额"),
        ("新引进项目三年房租补贴给多少钱", "not_specified", [], "每档的补贴金额或比例，原文没有写"),
        (
            "新引进项目三年房租补贴要交什么材料",
            "not_specified",
            [],
            "新引进项目三年房租补贴的申报材料，原文没有写",
        ),
        # a service
        ("服务专员要交什么材料", "not_specified", [], "服务专员的申报材料，原文没有写"),
        ("数字化转型评价诊断服务给多少钱", "not_specified", [], "诊断是否收费，原文没有写"),
        # money that is no subsidy
        ("上市培训经费安排给多少钱", "answered", [], "加强与交易所合作共建培训基地"),
        (
            "协同创新项目资金我们一家能分到多少钱",
            "not_specified",
            [],
            "单个企业、单个项目的支持金额，原文没有写",
        ),
    ],
)
def test_status_figures_and_first_words(answer, question, status, expected, lead):
    found = answer(question)
    assert (found.status, figures(found)) == (status, expected)
    assert found.text.startswith(lead)


def test_all_measures_answer_all_questions(assistant):
    """Every name with every ending: proved, short enough to say, and to the point."""
    distinct, amounts = Counter(), Counter()
    for measure in assistant.library.measures:
        firsts = set()
        for aspect, ending in ENDINGS.items():
            turn = assistant.answer(measure.name + ending, as_of=DAY)
            found = turn.answer
            assert assistant.breaches(found, turn.conversation) == ()
            assert f"{measure.policy}/{measure.id}" in found.matters, (measure.id, aspect)
            assert found.status in ("answered", "needs_facts", "not_specified"), (measure.id, aspect)
            assert 0 < len(found.spoken) <= 40, (measure.id, aspect)
            assert "\n" not in found.spoken
            assert first_sentence(found).strip(), (measure.id, aspect)
            if aspect == "process":
                assert (found.status, found.figures) == ("not_specified", ()), measure.id
            paid = {figure.measure for figure in found.figures}
            assert all(assistant.library.measure(f"{measure.policy}/{p}").pays for p in paid)
            amounts[measure.id] += aspect == "amount" and measure.id in paid
            firsts.add(first_sentence(found))
        distinct[measure.id] = len(firsts)
    paying = {m.id for m in assistant.library.measures if m.kind in PAYING_KINDS}
    assert {name for name, n in amounts.items() if n} == paying
    assert sum(n >= 3 for n in distinct.values()) >= 40
    assert all(distinct[name] >= 4 for name in paying)


# Tiers


def test_every_tier_is_a_figure_where_none_is_named(answer):
    found = answer("企业梯次培育奖励给多少钱")
    assert [amount for _, amount, _ in figures(found)] == [2_000_000, 1_000_000, 1_000_000, 200_000]
    assert {bound for _, _, bound in figures(found)} == {"at_most"}
    found = answer("研发机构新认定奖励给多少钱")
    assert [(a, b) for _, a, b in figures(found)] == [
        (1_000_000, "exact"),
        (500_000, "exact"),
        (200_000, "exact"),
    ]


def test_the_flaw_of_the_text_is_told_and_never_misread(answer):
    found = answer("省级专精特新中小企业奖励给多少钱")
    assert figures(found) == [("ladder_award", 200_000, "at_most")]
    assert "text_defect" in found.notices
    assert "少一个顿号" in found.text
    assert "120万" not in found.text
    assert "100万元20万元" in found.citations[0].quote
    assert "text_defect" not in answer("首台套产品奖励给多少钱").notices


def test_titles_are_never_summed(answer):
    found = answer("单项冠军和隐形冠军的奖励加起来能拿多少")
    assert sorted(amount for _, amount, _ in figures(found)) == [1_000_000, 2_000_000]
    assert "no_double" in found.notices
    assert "300万" not in found.text
    assert "三1" in {citation.label for citation in found.citations}
    assert found.text.startswith("各项分别计算，不能直接相加")


# Validity


@pytest.mark.parametrize(
    ("day", "notice", "lead"),
    [
        (BEFORE, "not_yet_in_force", "先说明：这份文件自2023年5月12日起施行"),
        (AFTER, "expired", "先说明：这份文件的有效期已经届满"),
        (DAY, None, "境外上市奖励一次性"),
    ],
)
def test_outside_the_validity_the_first_sentence_says_so(answer, day, notice, lead):
    found = answer("境外上市奖励给多少钱", day=day)
    assert found.text.startswith(lead)
    assert {"expired", "not_yet_in_force"} & set(found.notices) == ({notice} if notice else set())
    assert figures(found) == FIXED
    assert "废止" not in found.text


# Premises


@pytest.mark.parametrize(
    ("question", "wrong", "lead"),
    [
        ("小巨人奖励是不是150万", "150", "不是这个数"),
        ("境外上市奖励有700万对吧", "700", "不是这个数"),
        ("创新券的补助比例是45%吗", "45%", "不对"),
    ],
)
def test_a_wrong_figure_is_corrected_first_and_not_repeated(answer, question, wrong, lead):
    found = answer(question)
    assert found.text.startswith(lead)
    assert wrong not in found.text
    assert wrong not in found.spoken
    assert found.status == "answered"


@pytest.mark.parametrize(
    ("question", "lead"),
    [
        ("小巨人奖励是100万吗", "100万元是上限，不是一定给这么多"),
        ("境外上市奖励是300万吗", "对，境外上市奖励"),
        ("研发中心省级认定给50万吗", "对，省级研发机构奖励**50万元**"),
        ("创新券的补助比例是30%吗", "对，"),
    ],
)
def test_a_right_figure_is_confirmed_and_a_ceiling_named_as_one(answer, question, lead):
    assert answer(question).text.startswith(lead)


@pytest.mark.parametrize(
    ("question", "lead"),
    [
        ("科技小巨人奖励多少", "科技小巨人与专精特新“小巨人”是两回事"),
        ("新三板挂牌奖励多少", "原文写的是上市，没有写新三板等场所的挂牌"),
    ],
)
def test_what_only_sounds_alike_gets_no_figure(answer, question, lead):
    found = answer(question)
    assert found.text.startswith(lead)
    assert (found.status, found.figures) == ("not_specified", ())


# Calculation


def test_an_amount_is_worked_out_from_complete_facts(answer):
    found = answer(PLEDGE)
    (figure,) = found.figures
    assert (figure.amount, figure.bound, figure.period) == (Decimal("160000.00"), "exact", "per_year")
    assert found.text.startswith("按实际贷款额800万元、银行基准利率4%、贷款期限1年计算")
    assert "计算过程：" in found.text
    assert "assumption" in found.notices
    assert [step.citation for step in figure.trace] == [1, 1]


@pytest.mark.parametrize(
    ("question", "cap", "uncapped"),
    [
        ("用专利质押贷了2亿，基准利率5%，期限一年，贴息是多少", 2_000_000, "500万|5,000,000"),
        ("共性技术平台我们自己建，投了9000万，能拿多少", 20_000_000, "4500万|45,000,000"),
        ("创新券服务合同签了400万，能补多少", 500_000, "120万|1,200,000"),
    ],
)
def test_what_the_rate_alone_would_give_stays_in_the_trace(answer, question, cap, uncapped):
    found = answer(question)
    (figure,) = found.figures
    assert figure.amount == cap
    assert not re.search(uncapped, found.text)
    assert not re.search(uncapped, found.spoken)
    assert any(re.search(uncapped, step.result) for step in figure.trace)
    assert "已到上限" in found.text


def test_a_rough_amount_is_repeated_and_nothing_computed_from_it(answer):
    found = answer("专利质押贷款大约八百来万，利率4%，一年，能贴多少")
    assert found.text.startswith("您说的“大约八百来万”不是准数，先不按它计算")
    assert figures(found) == RATE
    assert found.status == "needs_facts"
    assert "16万" not in found.text


def test_a_cap_alone_is_never_scaled(answer):
    found = answer("数字化攻关项目投了500万，补助多少")
    assert figures(found) == CAP
    assert "原文没有写比例" in first_sentence(found) + found.text.split("\n")[0]


# Asking


def test_one_question_is_asked_in_the_text_and_holds_no_figure(answer):
    found = answer("我们用专利质押贷了800万，能补贴多少")
    assert [ask.fact for ask in found.asks] == ["loan.benchmark_rate", "loan.years"]
    last = found.text.split("\n\n")[-1]
    assert last.startswith("请问")
    assert own_words(found).count("请问") == 1
    assert not re.search(r"\d", last)
    assert found.asks[1].question not in found.text


def test_what_is_refused_is_not_asked_again_and_after_two_refusals_the_matter_rests(talk):
    first, second, third = talk("我们用专利质押贷了800万，能补贴多少", "不知道利率", "这个不方便说")
    assert [ask.fact for ask in first.answer.asks] == ["loan.benchmark_rate", "loan.years"]
    assert [ask.fact for ask in second.answer.asks] == ["loan.years"]
    assert (third.answer.status, third.answer.asks) == ("answered", ())
    assert "请问" not in third.answer.text
    assert figures(third.answer) == RATE


def test_the_same_fact_is_asked_for_at_most_twice(talk):
    question = "我们用专利质押贷了800万，能补贴多少"
    turns = talk(question, question, question)
    asked = [[ask.fact for ask in turn.answer.asks] for turn in turns]
    assert asked[0][0] == asked[1][0] == "loan.benchmark_rate"
    assert "loan.benchmark_rate" not in asked[2]


# A conversation


def test_supposing_is_answered_but_not_kept(talk):
    _, supposed, back = talk(PLEDGE, "如果贷1000万呢", "按实际的算，贴息多少")
    assert figures(supposed.answer) == [("ip_pledge_interest", 200_000, "exact")]
    assert figures(back.answer) == [("ip_pledge_interest", 160_000, "exact")]


def test_a_fresh_start_forgets(talk):
    _, restarted, again = talk(PLEDGE, "重新开始吧", "专利质押贷款能贴多少钱")
    assert restarted.answer.text == "好的，之前说的情况都不算了，我们重新开始。您想问哪一项？"
    assert figures(again.answer) == RATE
    assert "loan.principal" not in {fact.name for fact in again.answer.facts}


def test_the_other_choice_turns_to_the_sister_measure(answer):
    found = answer("我们要去科创板上市，奖励多少", "境外呢")
    assert figures(found) == FIXED
    assert "400万" not in own_words(found)


def test_another_tier_replaces_the_first(answer):
    found = answer("省级研发中心能拿多少", "国家级的呢")
    assert figures(found) == [("rd_body_award", 1_000_000, "exact")]


def test_a_correction_is_calculated_anew(answer):
    assert figures(answer(PLEDGE, "不是一年，是半年")) == [("ip_pledge_interest", 80_000, "exact")]


# Several matters


def test_two_matters_have_headings_and_no_sum(answer):
    found = answer("首台套奖励和境外展会展位费补贴分别是多少")
    assert figures(found) == [
        ("first_set_award", 500_000, "at_most"),
        ("overseas_exhibition", 200_000, "at_most"),
    ]
    headings = re.findall(r"^\*\*(.+)\*\*$", found.text, re.M)
    assert headings == ["首台（套）产品奖励", "境外展会展位费补贴"]
    assert "no_double" in found.notices
    assert "70万" not in found.text


def test_one_matter_has_no_heading(answer):
    assert not re.search(r"^\*\*.+\*\*$", answer("境外上市奖励给多少钱").text, re.M)


def test_both_places_of_listing_named_give_both_awards(answer):
    found = answer("境内境外上市各奖多少")
    assert sorted(figures(found)) == [("domestic_listing", 4_000_000, "exact"), *FIXED]
    assert "700万" not in found.text


def test_what_lies_outside_is_named_beside_the_answer(answer):
    found = answer("萧山区小巨人给多少，滨江区给多少")
    assert figures(found) == [("ladder_award", 1_000_000, "at_most")]
    assert "其他地区的政策不在" in found.text.split("\n\n")[-1]


# The whole


def test_the_lead_department_is_named_once_with_its_clause(answer):
    found = answer("境外上市奖励给多少钱")
    assert found.text.count("牵头实施") == 1
    assert "三2" in {citation.label for citation in found.citations}


def test_a_rule_of_the_policy_is_answered_in_its_words(answer):
    found = answer("政策什么时候到期")
    assert found.status == "answered"
    assert "2026年5月11日" in found.text
    assert found.derived
    assert [citation.label for citation in found.citations] == ["三2"]
