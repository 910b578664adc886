"""The invariant: good answers pass, every way of spoiling one is noticed."""

import re
import time
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from assistant.answering.answer import Answer, Citation, Figure, StatedFact, TraceStep
from assistant.answering.claims import claims, plain
from assistant.answering.quotation import quotations
from assistant.answering.verification import verify
from assistant.policy.clause import locate
from assistant.policy.document import read_document

SOURCE = (Path(__file__).parents[2] / "corpus/hz-binjiang-2023-9/source.txt").read_bytes().decode("utf-8")
DOCUMENT = read_document(SOURCE, policy="hz-binjiang-2023-9")
NUMBER = "区办〔2023〕9号"
LABELS = {clause.label for clause in DOCUMENT.clauses}


def cite(n, label, quote):
    clause = DOCUMENT.clause(label)
    start, end = locate(quote, SOURCE, clause.start, clause.end)
    return Citation(n, NUMBER, clause.path, quote, start, end)


PLEDGE = cite(
    1,
    "二（二）6",
    "对利用知识产权质押获得金融机构贷款的企业，给予实际贷款额银行基准利率的50%贴息资助，每家企业年贴息额度不超过200万元。",
)
VALID = cite(2, "三2", "本意见自 2023 年 5 月 12 日起施行，有效期三年。")
STAND = cite(1, "二（四）14", "单家企业年度展位费补贴不超过 20 万元。")
LADDER = cite(
    1,
    "二（一）1",
    "对“单项冠军”企业、专精特新“小巨人”企业、“隐形冠军”企业、省级“专精特新”中小企业分别最高给予200万元、100万元、100万元20万元一次性奖励。",
)
GUARANTEE = cite(1, "二（三）8", "为“专精特新”企业提供最高 300 万元见贷即保产品。")

STEP = TraceStep("本金 × 利率 × 比例 × 年数", {"算式": "10000000 × 0.04 × 0.5 × 1"}, "200000.00", 1)
LOAN = Answer(
    id="r",
    question="知识产权质押贷款一千万，基准利率4%，一年，能贴多少？",
    as_of=date(2024, 6, 1),
    status="answered",
    text=f"""按您说的贷款1000万元、利率4%、一年计算，贴息资助为**20万元**[1]。

> {PLEDGE.quote}
>
> ——{NUMBER} 二（二）6 [1]

计算过程：

1. 1000万元 × 4% × 50% × 1年 = 20万元
2. 每家企业每年不超过200万元，没有超过。

本意见自2023年5月12日起施行，有效期三年[2]。""",
    spoken="按您说的情况，贴息资助二十万元。",
    figures=(
        Figure("ip_pledge_interest", "贴息资助", Decimal("200000.00"), "exact", "per_year", (STEP,), (1,)),
    ),
    citations=(PLEDGE, VALID),
)


def ceiling(text, spoken="展位费补贴一年最高20万元。"):
    return Answer(
        id="r",
        question="去境外参展补多少？",
        as_of=date(2024, 6, 1),
        status="answered",
        text=text,
        spoken=spoken,
        figures=(
            Figure(
                "overseas_exhibition", "展位费补贴", Decimal("200000.00"), "at_most", "per_year", (), (1,)
            ),
        ),
        citations=(STAND,),
    )


def breaches(answer, *said):
    return verify(answer, user_words=[answer.question, *said], sources={NUMBER: SOURCE}, labels=LABELS)


def rules(answer, *said):
    return {breach.rule for breach in breaches(answer, *said)}


# Good answers


def test_a_good_answer_passes():
    assert breaches(LOAN) == ()


@pytest.mark.parametrize(
    "form",
    [
        "20万元",
        "200000元",
        "２０万元",
        "二十万元",
        "贰拾万元整",
        "200,000元",
        "0.002亿元",
        "20 万元",
        "**20**万元",
        "200000.00元",
        "20万",
    ],
)
def test_any_form_of_the_same_amount_passes(form):
    assert breaches(replace(LOAN, text=LOAN.text.replace("**20万元**", form))) == ()


@pytest.mark.parametrize("form", ["50%", "百分之五十", "五成", "５０％", "一半"])
def test_any_form_of_the_same_share_passes(form):
    assert breaches(replace(LOAN, text=LOAN.text + f"\n\n比例是{form}。")) == ()


@pytest.mark.parametrize(
    "words",
    ["文号是〔2023〕9号。", "依据二（二）6。", "依据第二部分第（二）项第6条。", "依据第6条。", "施行是2023年5月。", "2023-05-12起施行。",
     "有两种情况，一是质押，二是保险。", "“从高、从优、不重复”是规定的说法。", "每家企业一年一次。", "有效期为36个月。"],
)  # fmt: skip
def test_what_the_citations_say_may_be_said(words):
    assert breaches(replace(LOAN, text=f"{LOAN.text}\n\n{words}")) == ()


@pytest.mark.parametrize(
    ("said", "stated"),
    [
        ("我们贷了860万", "您说的860万元"),
        ("贷款 1.2个亿", "您说的1.2亿元"),
        ("想贷3kw", "您说的3000万元"),
        ("合同50w", "您说的50万元"),
        ("半个亿吧", "您说的5000万元"),
        ("利率4.35", "利率4.35%"),
        ("叁佰万元", "您说的300万元"),
        ("二〇二四年三月一日签的", "2024年3月1日"),
        ("是不是能给35%", "您说的35%"),
        ("那第九条呢", "第九条"),
    ],
)
def test_the_users_own_words_may_be_repeated(said, stated):
    assert breaches(replace(LOAN, text=f"{LOAN.text}\n\n{stated}。"), said) == ()
    assert rules(replace(LOAN, text=f"{LOAN.text}\n\n{stated}。")) == {"figure_without_ground"}


def test_a_value_read_from_the_users_words_counts_only_with_those_words():
    fact = StatedFact("loan.principal", "12345678", "yuan", "前把多万", 1)
    told = replace(LOAN, text=f"{LOAN.text}\n\n本金12345678元。", facts=(fact,))
    assert breaches(told, "我贷了前把多万") == ()
    assert rules(told) == {"figure_without_ground"}


# Figures


@pytest.mark.parametrize(
    "words",
    ["300万元", "叁佰万元", "20亿元", "百分之三十五", "35%", "三成五", "４０％", "2025年", "2026年5月11日", "5月13日", "有效期五年", "30家", "1名",
     "区办〔2023〕8号", "浙政办发〔2022〕19号", "二（二）7", "二（三）6", "三1", "第7条", "第三条", "第一部分", "87702345", "0571-87702345", "120万元",
     "**3**00万元", "3\u200b00万元", "3\u20600\ufeff0万元", "&#51;00万元", "3<b>00</b>万元", "𝟑𝟎𝟎万元", "3,000,000元", "3，000，000元", "3_00_万元",
     "贰佰伍拾万元", "二百五十万", "两千万", "最高贰佰零伍", "百分之一百", "10个工作日", "三分之一", "5050计划"],
)  # fmt: skip
def test_a_figure_without_ground_is_noticed(words):
    assert "figure_without_ground" in rules(replace(LOAN, text=f"{LOAN.text}\n\n另外{words}。"))
    assert "figure_without_ground" in rules(replace(LOAN, spoken=f"另外{words}。"))


@pytest.mark.parametrize(
    ("old", "new"),
    [("20万元**[1]", "20亿元**[1]"), ("**20万元**", "**2**1**万元**"), ("50% × 1年", "5% × 1年"), ("2023年5月12日", "2023年5月21日"),
     ("有效期三年", "有效期四年"), ("二（二）6 [1]", "二（二）5 [1]"), ("区办〔2023〕9号", "区办〔2023〕6号"), ("1000万元、", "1000亿元、"),
     ("不超过200万元，没有", "不超过200元，没有")],
)  # fmt: skip
def test_a_changed_figure_is_noticed(old, new):
    assert old in LOAN.text
    assert "figure_without_ground" in rules(replace(LOAN, text=LOAN.text.replace(old, new)))


DIGITS = [place for place, char in enumerate(LOAN.text) if char.isdigit()]


@given(st.sampled_from(DIGITS), st.sampled_from("0123456789"))
def test_changing_any_digit_is_noticed(place, digit):
    assume(LOAN.text[place] != digit)
    spoiled = LOAN.text[:place] + digit + LOAN.text[place + 1 :]
    if _same_claims(spoiled, LOAN.text):
        # The number of a list line: it says nothing.
        return
    found = breaches(replace(LOAN, text=spoiled))
    grounded = {(figure.kind, figure.value) for figure in claims(LOAN.text)}
    new = {(figure.kind, figure.value) for figure in claims(spoiled)} - grounded
    assert found or not new


def _same_claims(one, other):
    return _said(one) == _said(other)


def _said(text):
    return [(f.kind, f.value) for f in claims(text)], re.findall(r"\[\d+\]", text)


@given(st.integers(1, 10**9), st.sampled_from(["元", "万元", "亿元", "%", "家", "年", "个月"]))
def test_any_made_up_figure_is_noticed(number, unit):
    words = f"{number}{unit}"
    known = {(figure.kind, figure.value) for figure in claims(LOAN.text + LOAN.question)}
    values = {10000000, 200000, 4, 1}
    assume(all((f.kind, f.value) not in known and f.value not in values for f in claims(words)))
    assume(not (unit == "年" and str(number) in ("2023", "1", "3")))
    assert "figure_without_ground" in rules(replace(LOAN, text=f"{LOAN.text}\n\n另外{words}。"))


# Quotes and marks


@given(st.integers(0, len(PLEDGE.quote) - 1), st.sampled_from("的万亿50零一，。不最高企业"))
def test_a_quote_with_one_character_changed_is_noticed(place, char):
    assume(PLEDGE.quote[place] != char)
    spoiled = PLEDGE.quote[:place] + char + PLEDGE.quote[place + 1 :]
    in_block = replace(LOAN, text=LOAN.text.replace(PLEDGE.quote, spoiled))
    assert "quote" in rules(in_block)
    in_citation = replace(LOAN, citations=(replace(PLEDGE, quote=spoiled), VALID))
    assert "quote" in rules(in_citation)


@pytest.mark.parametrize(
    "citation",
    [
        replace(PLEDGE, start=PLEDGE.start + 1),
        replace(PLEDGE, end=PLEDGE.end - 1),
        replace(PLEDGE, start=-5),
        replace(PLEDGE, end=10**6),
        replace(PLEDGE, document="区办〔2023〕8号"),
        replace(PLEDGE, path=("二", "（二）", "17")),
        replace(PLEDGE, quote=""),
    ],
)
def test_a_citation_that_does_not_hold_is_noticed(citation):
    assert "quote" in rules(replace(LOAN, citations=(citation, VALID)))


def test_marks_and_citations_name_each_other():
    assert "mark" in rules(replace(LOAN, text=LOAN.text + "[3]"))
    assert "mark" in rules(replace(LOAN, text=LOAN.text.replace("[2]", "")))
    assert "mark" in rules(replace(LOAN, citations=(PLEDGE, replace(VALID, n=1))))
    assert "mark" in rules(replace(LOAN, figures=(replace(LOAN.figures[0], citations=(7,)),)))
    assert breaches(replace(LOAN, text=LOAN.text.replace("。[2]", "。").replace("[2]", "[1、2]"))) == ()


@pytest.mark.parametrize(
    ("words", "fine"),
    [
        ("原文是“每家企业年贴息额度不超过200万元”。", True),
        ("原文是“给予实际贷款额……贴息资助”。", True),
        ("原文是“每家企业贴息额度不超过200万元”。", False),
        ("原文是“贴息资助……给予实际贷款额”。", False),
        ("原文是「每家企业年贴息额度最多200万元」。", False),
        ('原文是"每家企业年贴息额度最多200万元"。', False),
        ("> 给予实际贷款额银行基准利率的50%贴息", True),
        ("> “给予实际贷款额银行基准利率的50%贴息资助”", True),
        ("> 给予实际贷款额银行基准利率50%的贴息", False),
        ("> 给予实际贷款额\n> 银行基准利率的50%贴息资助 [1]", True),
        ("您可以接着问“展位费怎么补、补多少？”", True),
        ("所谓“小巨人”是简称。", True),
    ],
)
def test_words_shown_as_the_policys_own_are_verbatim(words, fine):
    assert ("quote" not in rules(replace(LOAN, text=f"{LOAN.text}\n\n{words}"))) is fine


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("二（二）6 [1]", "二（二）6 [2]"),
        ("二（二）6 [1]", "三2 [1]"),
        ("贴息资助为**20万元**[1]", "贴息资助为**20万元**，年额度不超过200万元[2]"),
        ("贴息资助为**20万元**[1]", "贴息资助为**20万元**[2]"),
    ],
)
def test_a_mark_that_points_to_another_clause_is_noticed(old, new):
    text = LOAN.text + "\n\n比例50%[1]。"
    assert old in text
    assert {"mark", "quote"} & rules(replace(LOAN, text=text.replace(old, new)))


@pytest.mark.parametrize("words", ["每家企业每年200万元。", "每家企业每年给200万元，当年有效。"])
def test_a_ceiling_of_a_quote_said_as_certain_is_noticed(words):
    assert "ceiling" in rules(replace(LOAN, text=f"{LOAN.text}\n\n{words}"))


def test_quotations_are_the_outermost():
    assert list(quotations("对“专精“特”新”企业和「甲」")) == ["专精“特”新", "甲"]


# Figures of the contract


@pytest.mark.parametrize("amount", ["200001.00", "2000.00", "20000000.00", "1000000.00"])
def test_an_amount_that_follows_from_nothing_is_noticed(amount):
    figure = replace(LOAN.figures[0], amount=Decimal(amount))
    assert "figures" in rules(replace(LOAN, figures=(figure,)))


def test_an_amount_that_the_text_does_not_state_is_noticed():
    figure = replace(LOAN.figures[0], amount=Decimal("200000.00"))
    short = replace(LOAN, text="按条款计算，见引文[1][2]。", spoken="见条款。", figures=(figure,))
    assert rules(short) == {"figures"}


BODIES = cite(1, "二（二）3", "分别给予100万元、50万元、20万元奖励。")


def test_amounts_of_two_figures_swapped_are_noticed():
    names = (("国家级研发机构奖励", 1_000_000), ("省级研发机构奖励", 500_000), ("市级研发机构奖励", 200_000))
    figures = tuple(Figure("rd_body_award", n, Decimal(a), "exact", "unstated", (), (1,)) for n, a in names)
    text = f"国家级研发机构奖励**100万元**，省级研发机构奖励**50万元**，市级研发机构奖励**20万元**[1]。\n\n> {BODIES.quote}"
    answer = replace(LOAN, text=text, spoken="省级研发机构奖励50万元。", figures=figures, citations=(BODIES,))
    assert breaches(answer) == ()
    assert rules(replace(answer, text=text.replace("省级研发机构奖励**50", "省级研发机构奖励**20"))) == {
        "figures"
    }
    assert rules(replace(answer, spoken="省级研发机构奖励20万元。")) == {"figures"}
    assert (
        breaches(replace(answer, text=text + "\n\n您说省级研发机构奖励20万元，不对。"), "省级是20万元吧")
        == ()
    )


# Ceilings


@pytest.mark.parametrize(
    "text",
    ["展位费补贴每年**最高20万元**[1]。", "展位费补贴不超过20万元[1]。", "补贴20万元封顶[1]。", "一年20万元以内[1]。", "上限是20万元[1]。",
     "20万元是上限，不是一定给这么多[1]。", "展位费补贴20万元，这是上限[1]。", "最高金额如下：\n\n- 展位费：20万元[1]", "至多二十万元[1]。",
     "| 事项 | 最高金额 |\n|---|---|\n| 展位费 | 20万元[1] |", f"见原文[1]。\n\n> {STAND.quote}\n\n单家企业年度不超过20万元。"],
)  # fmt: skip
def test_a_ceiling_that_is_called_one_passes(text):
    assert breaches(ceiling(text)) == ()


@pytest.mark.parametrize(
    "text",
    ["您可以拿到20万元[1]。", "展位费补贴**20万元**[1]。", "补贴标准：20万元[1]。", "最高的一项是展位费补贴。您可得20万元[1]。", "可得二十万元[1]。",
     "能补200000元[1]。", "实际贷款另算，展位费给20万元[1]。", "| 事项 | 金额 |\n|---|---|\n| 展位费 | 20万元[1] |"],
)  # fmt: skip
def test_a_ceiling_said_as_certain_is_noticed(text):
    assert "ceiling" in rules(ceiling(text))


def test_a_ceiling_is_named_on_the_telephone_too():
    good = "展位费补贴每年最高20万元[1]。"
    assert breaches(ceiling(good)) == ()
    assert rules(ceiling(good, spoken="展位费补贴20万元。")) == {"ceiling"}


def test_an_amount_that_the_user_named_is_not_a_promise():
    assert breaches(ceiling("您花了20万元，展位费补贴每年最高20万元[1]。"), "展位费花了20万元") == ()


VOUCHER = cite(
    1,
    "二（二）4",
    "对购买符合要求的创新券载体平台服务的企业，给予不超过认定登记的技术服务合同金额30%补助，单个企业年最高额度不超过50万元。",
)


@pytest.mark.parametrize("said", ["50w", "五十万", "500000", "50 万元"])
def test_the_users_amount_that_equals_a_ceiling_is_the_users(said):
    step = TraceStep("合同金额 × 比例", {"算式": "500,000元 × 30%"}, "150,000元", 1)
    figure = Figure(
        "innovation_voucher", "创新券补助", Decimal("150000.00"), "at_most", "per_year", (step,), (1,)
    )
    text = "按技术服务合同金额50万元计算，补助最高为15万元[1]。"
    answer = replace(ceiling(text, "补助最高15万元。"), figures=(figure,), citations=(VOUCHER,))
    question = f"技术服务合同{said}能补多少"
    assert breaches(answer, question) == ()
    assert "figure_without_ground" in rules(
        replace(answer, text=text.replace("按技术服务合同金额50", "按80"))
    )


@pytest.mark.parametrize(
    "words",
    ["您可以拿到20万元", "展位费给20万元", "按规定给予20万元", "您说得对，能领20万元", "按给您20万元计算"],
)
def test_an_amount_that_the_user_named_is_no_certain_award(words):
    text = f"展位费补贴每年最高20万元[1]。{words}。"
    assert rules(ceiling(text), "是不是能拿20万元") == {"ceiling"}


def test_several_ceilings_of_one_sentence():
    text = "对四类企业分别最高给予200万元、100万元、100万元、20万元[1]。"
    figures = tuple(
        Figure("ladder_award", name, Decimal(amount), "at_most", "once", (), (1,))
        for name, amount in (("单项冠军", 2_000_000), ("小巨人", 1_000_000), ("省级专精特新", 200_000))
    )
    answer = replace(ceiling(text, "最高200万元。"), citations=(LADDER,), figures=figures)
    assert breaches(answer) == ()
    assert rules(replace(answer, text=text.replace("最高", ""))) == {"ceiling"}
    assert "figure_without_ground" in rules(replace(answer, text=text + "合计最高120万元。"))


def test_a_guarantee_stays_what_the_clause_calls_it():
    answer = replace(
        ceiling("见贷即保最高300万元[1]，不是补贴。", "最高300万元见贷即保。"),
        citations=(GUARANTEE,),
        figures=(),
    )
    assert breaches(answer) == ()
    assert "figure_without_ground" in rules(replace(answer, text=answer.text.replace("300", "200")))
    assert "ceiling" in rules(replace(answer, text=answer.text.replace("最高", "")))


# Spoken, speed, any input


def test_spoken_is_short():
    assert breaches(replace(LOAN, spoken="贴" * 40)) == ()
    assert rules(replace(LOAN, spoken="贴" * 41)) == {"spoken"}


def test_a_longer_answer_takes_no_more_than_its_share():
    """As a ratio, so that a busy machine does not decide it; a quadratic rule takes some 16 times its share."""
    once = replace(LOAN, text=LOAN.text * 2)
    long = replace(LOAN, text=LOAN.text * 32)
    assert min(_seconds(long) for _ in range(5)) < 4 * 16 * min(_seconds(once) for _ in range(20))


def _seconds(answer):
    start = time.perf_counter()
    verify(answer, user_words=[answer.question], sources={NUMBER: SOURCE}, labels=LABELS)
    return time.perf_counter() - start


@given(st.text(max_size=300), st.text(max_size=60), st.lists(st.text(max_size=40), max_size=3))
def test_any_text_is_judged_without_failing(text, spoken, said):
    breaches(replace(LOAN, text=text, spoken=spoken), *said)


@given(st.text(alphabet="0123456789万亿元%[]()（）“”>|*-\n：，。最高", max_size=200))
def test_any_marks_and_figures_are_judged_without_failing(text):
    breaches(replace(LOAN, text=text))
    assert plain(text) is not None
