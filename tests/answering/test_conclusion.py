"""Conclusions: the first sentences, by what is asked and what the measure is."""

from dataclasses import replace
from datetime import date

import pytest

from assistant.answering.applying import asks_applying
from assistant.answering.conclusion import conclude
from assistant.answering.phrasing import amounts_sentence, audience_spoken

DAY = date(2024, 6, 1)
LOAN, VOUCHER, RENT = "ip_pledge_interest", "innovation_voucher", "vc_rent_reward"
LADDER, RD_BODY = "ladder_award", "rd_body_award"


@pytest.fixture(scope="module")
def concluded(opened):
    """The conclusion of a measure to a question about these aspects."""

    def conclusion(measure: str, text: str, *aspects: str, silent: tuple[str, ...] = (), **parts):
        case = replace(opened(measure, text), aspects=aspects, **parts)
        return conclude(case, silent, DAY)

    return conclusion


# One measure of each kind, all aspects

ASPECTS = {
    "fixed": ("overseas_listing", "境外上市"),
    "up_to": ("first_set_award", "首台套奖励"),
    "rate_with_cap": (LOAN, "质押贷款贴息"),
    "rate_up_to": (VOUCHER, "创新券"),
    "cap_only": ("overseas_exhibition", "境外展会展位费"),
    "unquantified": ("chain_leader_award", "链主奖励"),
    "service": ("training", "企业培训"),
    "not_subsidy": ("listing_training_fund", "上市培训经费"),
}
STATUSES = {
    # kind: amount, ratio, period, eligibility
    "fixed": ("answered", "not_specified", "answered", "answered"),
    "up_to": ("answered", "not_specified", "answered", "answered"),
    "rate_with_cap": ("needs_facts", "answered", "answered", "answered"),
    "rate_up_to": ("needs_facts", "answered", "answered", "answered"),
    "cap_only": ("answered", "not_specified", "answered", "answered"),
    "unquantified": ("not_specified", "not_specified", "not_specified", "answered"),
    "service": ("not_specified", "not_specified", "answered", "answered"),
    "not_subsidy": ("answered", "answered", "answered", "answered"),
}


@pytest.mark.parametrize("kind", sorted(ASPECTS))
def test_the_status_follows_from_the_kind_and_what_is_asked(opened, concluded, kind):
    measure, text = ASPECTS[kind]
    assert opened(measure, text).measure.kind == kind
    found = [concluded(measure, text, aspect) for aspect in ("amount", "ratio", "period", "eligibility")]
    assert tuple(conclusion.status for conclusion in found) == STATUSES[kind]
    assert all(0 < len(conclusion.spoken) <= 40 for conclusion in found)
    assert all(conclusion.text.endswith("。") for conclusion in found)


@pytest.mark.parametrize("kind", sorted(ASPECTS))
def test_applying_is_left_open_by_the_text_whatever_the_kind(concluded, kind):
    measure, text = ASPECTS[kind]
    found = concluded(
        measure, text, "process", silent=("申报材料", "截止时间"), missing=("materials", "deadline")
    )
    assert (found.status, found.figures, found.asks) == ("not_specified", False, False)
    assert "申报材料和截止时间，原文没有写" in found.text


# Amounts


@pytest.mark.parametrize(
    ("measure", "text", "sentence"),
    [
        ("overseas_listing", "境外上市", "境外上市奖励一次性**300万元**。"),
        ("overseas_exhibition", "境外展会展位费", "境外展会展位费补贴每年最高**20万元**。"),
        ("local_exhibition", "办国际展会", "在本区举办国际展会补贴单次最高**100万元**。"),
        (RD_BODY, "省级研发中心", "省级研发机构奖励**50万元**。"),
        (LADDER, "小巨人", "专精特新“小巨人”企业一次性奖励最高**100万元**。"),
        ("training", "培训", ""),
    ],
)
def test_amounts_are_said_with_tier_period_and_ceiling(opened, measure, text, sentence):
    assert amounts_sentence(opened(measure, text)) == sentence


def test_a_general_question_about_tiers_is_answered_and_ones_own_case_asks(concluded):
    assert not concluded(LADDER, "称号奖励多少", "amount").asks
    own = concluded(LADDER, "称号奖励多少", "amount", own=True)
    assert (own.status, own.asks) == ("needs_facts", True)
    told = concluded(LADDER, "我们是小巨人，奖励多少", "amount", own=True)
    assert (told.status, told.asks) == ("answered", False)


def test_who_asks_for_the_most_is_not_asked_back(concluded):
    assert concluded(LOAN, "质押贷款贴息多少", "amount").asks
    most = concluded(LOAN, "质押贷款贴息最多多少", "amount")
    assert (most.status, most.asks) == ("answered", False)


def test_complete_facts_give_the_amount_and_its_ground(concluded):
    found = concluded(LOAN, "质押贷款800万，基准利率4%，一年", "amount")
    assert found.text == "按实际贷款额800万元、银行基准利率4%、贷款期限1年计算，贴息资助为**16万元**。"
    assert found.spoken == "知识产权质押贷款贴息16万元。"


def test_a_rate_that_is_a_ceiling_gives_a_ceiling(concluded):
    found = concluded(VOUCHER, "签了90万技术服务合同，创新券能补多少", "amount")
    assert "补助最高为**27万元**" in found.text
    assert "最高27万元" in found.spoken


def test_facts_said_before_do_not_answer_another_question(concluded):
    text = "质押贷款800万，基准利率4%，一年"
    assert "16万元" in concluded(LOAN, text, "ratio").text
    assert concluded(LOAN, text, "ratio", fresh=False).text.startswith("贴息比例是**50%**")


# Claims


@pytest.mark.parametrize(
    ("measure", "text", "verdict"),
    [
        ("overseas_listing", "境外上市奖300万吧", "对，"),
        ("overseas_listing", "境外上市奖280万吧", "不是这个数。"),
        ("first_set_award", "首台套奖50万吧", "50万元是上限，不是一定给这么多："),
        ("first_set_award", "首台套奖60万吧", "不是这个数。"),
        (VOUCHER, "创新券补30%吧", "对，补助比例上限是不超过**30%**"),
        (VOUCHER, "创新券补35%吧", "不对，补助比例上限是不超过**30%**"),
        ("chain_leader_award", "链主奖励是10%吧", "原文没有写比例。"),
    ],
)
def test_a_claim_is_judged_in_the_first_words(concluded, measure, text, verdict):
    found = concluded(measure, text, "premise")
    assert found.text.startswith(verdict)
    if verdict.startswith("不"):
        claim = next(word for word in ("280", "60", "35") if word in text)
        assert claim not in found.text + found.spoken


# Conditions


@pytest.mark.parametrize(
    ("text", "status", "lead"),
    [
        ("创投机构累计投了1000万，够条件吗", "answered", "按您说的数，"),
        ("创投机构累计投了1000万零1元，够条件吗", "answered", "按您说的数，"),
        ("创投机构累计投了999万，够条件吗", "answered", "您说的999万没有达到1000万元的门槛"),
    ],
)
def test_a_threshold_is_decided_by_the_users_figure(concluded, text, status, lead):
    found = concluded(RENT, text, "eligibility")
    assert found.status == status
    assert found.text.startswith(lead)


@pytest.mark.parametrize("said", ["不到一千万", "九百九十万"])
def test_a_threshold_that_is_missed_is_said_with_the_users_words(concluded, said):
    found = concluded(RENT, f"创投机构投了{said}，够条件吗", "eligibility")
    assert "1000万元的门槛" in found.text
    assert said in found.text
    assert not found.figures


# Backwards from the cap, and by the year


def test_how_much_comes_to_the_cap_is_worked_out_with_what_is_known(concluded):
    found = concluded(LOAN, "质押贷款基准利率4%，一年，贷多少才能拿满", "amount")
    assert found.status == "answered"
    assert "**1亿元**" in found.text and "**200万元**" in found.text
    assert found.derived


def test_of_a_long_loan_one_year_is_worked_out_where_a_year_is_asked_after(assistant):
    """The award of all three years would be 30万元."""
    answer = assistant.answer("质押贷款500万，利率4%，三年期，每年能贴多少", as_of=DAY).answer
    assert [str(figure.amount) for figure in answer.figures] == ["100000.00"]
    assert "贷款期限1年" in answer.text


def test_who_is_ruled_out_is_told_why_and_gets_no_figure(concluded):
    found = concluded(LOAN, "是房产抵押的贷款，能贴息吗", "eligibility")
    assert not found.figures
    assert found.text.startswith("贴息写的是利用知识产权质押获得的贷款")


def test_conditions_of_ones_own_case_are_asked_after(concluded):
    assert not concluded(RD_BODY, "研发机构奖励什么条件", "eligibility").asks
    assert concluded(RD_BODY, "研发机构奖励什么条件", "eligibility", own=True).asks


# Gaps and upgrades


def test_what_the_clause_leaves_open_is_said_to_be_open(concluded):
    found = concluded("smart_factory_grant", "智能工厂每档补多少", "amount")
    assert (found.status, found.spoken) == ("not_specified", "每档的补助金额，文件没有写。")


def test_an_upgrade_keeps_the_amounts_and_leaves_the_rest_open(concluded):
    found = concluded(LADDER, "省级升到小巨人给差额吗", "upgrade")
    assert found.status == "not_specified"
    assert found.figures
    assert found.text.startswith("升级后给全额还是补差额，原文没有写")
    assert "最高**100万元**" in found.text


# Applying or not


@pytest.mark.parametrize(
    ("aspects", "missing", "applying"),
    [
        (("process",), ("materials",), True),
        ((), ("materials",), True),
        (("process", "amount"), ("materials",), True),
        (("amount", "process"), ("materials",), False),
        (("amount",), ("materials",), False),
        (("process",), (), False),
    ],
)
def test_a_question_is_about_applying_where_nothing_of_substance_comes_first(
    opened, aspects, missing, applying
):
    case = replace(opened("overseas_listing", "境外上市"), aspects=aspects, missing=missing)
    assert asks_applying(case) is applying


def test_beside_a_claim_applying_does_not_come_first(opened):
    case = opened("overseas_listing", "境外上市奖280万吧")
    assert case.claims
    assert not asks_applying(replace(case, aspects=("process",), missing=("materials",)))


@pytest.mark.parametrize(
    "question",
    [
        "知识产权质押贴息里的“银行基准利率”，文件里定的是百分之几？",
        "质押贷款贴息说的基准利率现在是多少",
        "原来是市级企业技术中心，20万领过了，这次升省级，是再给50万还是给30万？",
        "补贴里市里和区里各担几成",
        "小巨人是4月认定的，那会儿文件还没过期，今天才来申请，还算吗",
        "服务专员多久上门一次，有规定吗",
        "专精特新贷去哪个网点办",
    ],
)
def test_what_the_text_leaves_open_is_said_to_be_open(last, question):
    answer = last(question)
    assert answer.status == "not_specified" and "原文没有写" in answer.text


def test_whom_the_training_is_for_is_told(last):
    assert "技术工人" in last("区里办的培训班，车间师傅能去吗，还是只收老板").text


@pytest.mark.parametrize(
    "question",
    [
        "境外上市那300万，交了以后多少个工作日到账？",
        "首台套那50万什么时候打过来",
        "单项冠军的200万，材料往哪里交",
        "研究院省级的50万，找谁填表",
    ],
)
def test_an_award_called_by_its_sum_is_no_premise_where_applying_is_asked(last, question):
    answer = last(question)
    assert answer.status == "not_specified" and answer.figures == ()


@pytest.mark.parametrize("question", ["小巨人是100万吧，什么时候到账", "首台套奖80万吗？材料要哪些"])
def test_a_sum_that_is_asserted_is_set_right_first(last, question):
    assert last(question).figures


@pytest.mark.parametrize(
    "question", ["四类称号每一类的上限，从单项冠军一直到省级专精特新，都列给我", "四类称号各奖多少"]
)
def test_all_tiers_are_told_where_all_are_asked(last, question):
    assert len(last(question).figures) == 4


def test_who_can_tell_is_asked_and_no_promise_is_demanded(last):
    answer = last("小巨人奖多少", "哎，那谁能给个准话")
    assert answer.status == "answered" and "经信局" in answer.text


@pytest.mark.parametrize(
    "turns",
    [
        ("首台套不超过50万，“不超过”怎么理解",),
        ("隐形冠军奖多少", "最高是啥意思，会不会只给一点点"),
        ("你们老说最高，最高是什么意思",),
    ],
)
def test_what_a_ceiling_means_is_told(last, turns):
    answer = last(*turns)
    assert answer.status == "answered" and "上限的意思" in answer.text


def test_a_point_that_is_asked_of_no_measure_is_told_as_left_open(last):
    answer = last("文件里有没有规定营收门槛")
    assert answer.status == "not_specified" and answer.text.startswith("营收、人数、纳税额的门槛，原文没有写")


@pytest.mark.parametrize(
    "turns",
    [
        ("去年市级企业技术中心拿了20万", "今年新认定省级，给50万还是30万"),
        ("隐形冠军升单项冠军，给两百万还是一百万补差",),
        ("重点实验室省级升国家级，是给100万还是50万的差",),
    ],
)
def test_the_whole_against_the_rest_is_left_open(last, turns):
    assert last(*turns).status == "not_specified"


def test_a_tier_against_another_is_no_question_of_the_rest(last):
    answer = last("小巨人给100万还是200万")
    assert answer.status == "answered" and [f.amount for f in answer.figures] == [1_000_000]


def test_who_wants_to_meet_chain_leaders_is_told_of_the_meetings(last):
    answer = last("链主的增量奖励给我们配套厂吗", "那想多认识几家链主，区里牵线不")
    assert "对接" in answer.text


def test_whom_a_measure_is_for_can_be_read_out_whole(assistant):
    for measure in assistant.library.measures:
        told = audience_spoken(measure)
        words = told.removeprefix("对象是").removesuffix("。").removesuffix("等")
        assert len(told) <= 40 and words in measure.audience
