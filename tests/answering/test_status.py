"""What the clause settles, and what it leaves open, beside a right text: the status of an answer."""

import pytest

SETTLED, OPEN = "answered", "not_specified"


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("创投投的钱，条文要求的是单轮还是累计", "原文写的是“累计”"),
        ("链主的订单奖励，算增量还是算总量", "原文写的是“增量”"),
        ("专利不可替代的设备，采购单位应当走单一来源，还是可以走", "原文写的是“可”"),
    ],
)
def test_of_two_the_clause_writes_one(last, question, words):
    answer = last(question)
    assert answer.status == SETTLED
    assert words in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "新引进项目的房租补贴，分档时看哪些方面",
        "招商落户的三年房租，定档按什么来分",
    ],
)
def test_by_what_the_clause_grades_is_in_the_clause(last, question):
    answer = last(question)
    assert answer.status == SETTLED
    assert "产出效益" in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "房租补贴里的“新引进”如何界定",
        "年度订单涨多少才叫“增量较大”",
        "共性技术平台的“项目投入”，文中给没给定义",
        "“同一项目”，文件有没有界定",
    ],
)
def test_what_a_word_of_the_clause_means_is_left_open(last, question):
    assert last(question).status == OPEN


@pytest.mark.parametrize(
    "question",
    [
        "首台套产品奖励，国内首台和省内首台各给多少",
        "境外展会展位费二十万以内是按什么标准核的",
    ],
)
def test_how_an_amount_below_the_ceiling_is_set_is_left_open(last, question):
    answer = last(question)
    assert answer.status == OPEN
    assert [figure.bound for figure in answer.figures] == ["at_most"]


@pytest.mark.parametrize("question", ["首台套奖励最高多少", "境外展会展位费一年补多少", "首版次软件给多少"])
def test_the_ceiling_itself_is_settled(last, question):
    assert last(question).status == SETTLED


@pytest.mark.parametrize(
    "question",
    [
        "创投刚好投了1000万整，我们是专精特新，达不达得到线",
        "专精特新企业，两家创投累计进来1000万，够还是不够",
    ],
)
def test_a_threshold_that_is_just_reached_is_reached(last, question):
    answer = last(question)
    assert answer.status == SETTLED
    assert "达到了1000万元的门槛" in answer.text


def test_what_counts_towards_a_threshold_is_left_open(last):
    assert last("创投是用可转债投的1200万，算不算投资额").status == OPEN


@pytest.mark.parametrize(
    "question",
    [
        "我们给链主供零件，订单翻倍了，增量奖励该给我们吧",
        "我们只是用别人的共性技术平台做试验，平台补贴能不能拿",
    ],
)
def test_whom_the_clause_names_is_settled_for_another(last, question):
    answer = last(question)
    assert answer.status == SETTLED
    assert not answer.figures


@pytest.mark.parametrize(
    "question",
    [
        "产品用了不可替代的专利，采购方必须单一来源买我们的，对吗",
        "链主那个奖励看的是全年总单量，对么",
    ],
)
def test_a_premise_put_right_is_settled(last, question):
    assert last(question).status == SETTLED


def test_after_a_no_a_question_of_the_rule_asks_the_rule(last):
    told = ("我们给链主做配套的，订单增量奖励能拿吗", "那订单增加多少才算增量较大")
    assert last(*told).status == OPEN


@pytest.mark.parametrize(
    "turns",
    [
        ("共性技术研发平台投了1800万，能补多少", "这个“经认定”由哪个处认"),
        ("知识产权质押贷款贴息怎么补", "这钱是先垫付了再来报，还是银行那头直接少收"),
    ],
)
def test_an_open_detail_asked_beside_a_known_rule_is_open(last, turns):
    assert last(*turns).status == OPEN


@pytest.mark.parametrize(
    "question",
    [
        "上市后备企业资源库，对利润有没有硬杠杠",
        "产业链对接专场下一场哪天办",
        "子女就学优先，具体能上哪几所小学",
    ],
)
def test_a_detail_of_a_service_is_left_open(last, question):
    assert last(question).status == OPEN


@pytest.mark.parametrize(
    "question", ["服务专员管什么事", "培训班面向哪些人", "产业扶持基金有哪些投法", "每家配几个专员"]
)
def test_what_a_service_is_is_settled(last, question):
    assert last(question).status == SETTLED


@pytest.mark.parametrize(
    ("question", "status"),
    [
        ("研发中心的奖是只给一回，还是年年有一笔", OPEN),
        ("首台套奖励最少能给多少", OPEN),
        ("数字化车间和智能工厂，哪一档给得高", OPEN),
        ("股改给一笔、过会给一笔、上市给一笔，分别多少", OPEN),
        ("质押贷款贴息一季度一发还是年底发", OPEN),
        ("标准制定能补百分之几", OPEN),
        ("首台套的钱是每月给还是一次给", SETTLED),
        ("申报瞪羚，区里有倾斜吗", SETTLED),
        ("A轮600万、B轮450万，都是备案的创投机构，够不够那条线", SETTLED),
        ("创投给了980万，够得上那条线吗", SETTLED),
    ],
)
def test_what_is_settled_and_what_is_open(last, question, status):
    assert last(question).status == status


def test_the_sentence_that_is_asked_for_is_quoted(last):
    answer = last("厂里的技术工人也能参加专精特新的培训辅导吗")
    assert any("技术工人" in citation.quote for citation in answer.citations)


@pytest.mark.parametrize(
    "question",
    [
        "刚公示完，我们成了省级专精特新中小企业，做预算最多按多少填",
        "隐形冠军备案完了，做表时奖励最高填几万",
    ],
)
def test_what_to_put_down_asks_the_amount(last, question):
    answer = last(question)
    assert answer.status == SETTLED
    assert len(answer.figures) == 1


@pytest.mark.parametrize("question", ["境外展位费补贴，要哪些材料？几号截止？", "首台套奖励，申请表在哪下载"])
def test_of_a_measure_that_is_only_named_applying_is_asked(last, question):
    assert last(question).status == OPEN


def test_a_title_that_sounds_alike_gives_nothing(last):
    answer = last("专精特新小巨人没评上，凭科技小巨人能领小巨人的奖吗")
    assert not answer.figures


@pytest.mark.parametrize(
    ("question", "amounts"),
    [
        ("请分别写：①境内上市 ②境外参展展位费 的数额", ["4000000.00", "200000.00"]),
        ("去港交所上市，境内这家公司能领境外上市奖励么", ["3000000.00"]),
        ("专利质押，贷到手300万，基准4%，一年，贴多少", ["60000.00"]),
        ("三份创新券合同登记额一共120万，三成是36万，能报这么多吗", ["360000.00"]),
    ],
)
def test_only_what_is_asked_is_given(last, question, amounts):
    assert [str(figure.amount) for figure in last(question).figures] == amounts


@pytest.mark.parametrize(
    ("question", "status"),
    [
        ("省级研发中心的奖励会不会按投入的比例给", SETTLED),
        ("首台套奖励是按研发投入的比例来的吗", SETTLED),
        ("数字化攻关按什么比例补", OPEN),
    ],
)
def test_a_sum_that_goes_by_no_rate_settles_whether_it_does(last, question, status):
    assert last(question).status == status


@pytest.mark.parametrize(
    ("question", "status"),
    [
        ("协同创新每年一个亿，分到单家企业是多少", OPEN),
        ("每年不少于1亿元的那笔，是不是单家企业能拿的数", SETTLED),
    ],
)
def test_what_one_firm_gets_of_a_budget_is_left_open(last, question, status):
    assert last(question).status == status


def test_a_sum_claimed_of_a_support_without_one_is_left_open(last):
    assert last("评上瞪羚企业是不是奖30万").status == OPEN


def test_the_most_a_year_needs_no_facts(last):
    assert last("贴息那个一年顶到多少").status == SETTLED


def test_at_the_end_of_the_same_year_is_no_day_to_come(last):
    answer = last("2023年年初专利质押借了900万，当年底还清，基准4%，一年，贴多少")
    assert answer.status == SETTLED
    assert [str(figure.amount) for figure in answer.figures] == ["180000.00"]
