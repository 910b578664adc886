"""What is told beside a case, and what only looks like a fact of it, changes no amount."""

from datetime import date
from decimal import Decimal

import pytest

DAY = date(2024, 6, 1)


def amounts(answer) -> list[Decimal]:
    return [figure.amount for figure in answer.figures]


@pytest.mark.parametrize(
    ("turns", "amount"),
    [
        # How long the firm is there, what is left of a lease or a patent, and years past are no term of a loan.
        (("在滨江六年了，专利质押贷了860万，银行基准利率百分之三点八五，贷一年，能贴多少",), 165_550),
        (("专利质押贷了500万，基准4%，公司满三年，贷款一年",), 100_000),
        (("专利质押贷500万，基准4%，专利还有8年到期，贷款2年",), 200_000),
        (("前两年行情不好，专利质押贷1000万，基准4%，期限六个月，贴多少",), 200_000 // 2),
        (("我们13年评的高企，专利质押贷1000万，基准4%，半年，贴多少",), 100_000),
        # A rate is that of the word beside it.
        (("专利质押贷9140万，毛利率34%，基准3%，期限半年，贴息多少",), 685_500),
        (("商标质押借了955万，贷八个月基准利率4.5%，贴息多少",), 143_250),
        # Other sums: what is mortgaged, outstanding, or what somebody else got.
        (("用专利质押贷了617万元，厂房抵押还有一笔6709万的贷款，基准利率4.4%，借半年，贴多少",), 67_870),
        (("创新券平台合同登记92万元，应收账款还有519万，补多少",), 276_000),
        (("隔壁那家拿了1785万，专利质押贷了1000万，基准4%，一年，贴多少",), 200_000),
        # What was got this year lessens the cap, what was got last year does not.
        (("本年贴息已收173.5万。新增一笔2000万的专利权质押贷款，基准利率4%，一年，还能贴多少",), 265_000),
        (("去年已经领过贴息150万，今年专利质押又贷了5000万，基准4%，一年，还能贴多少",), 1_000_000),
        (("今年3月银行批了1000万专利质押贷款，基准4%，一年，贴多少",), 200_000),
        # What is put in year by year is added up.
        (("我们2023年投入500万元，2024年700万元，建的共性技术研发平台，能补多少",), 6_000_000),
        # So much more or less is of what was told; what was supposed does not stay.
        (("共性技术平台投入1800万，补多少", "要是我们多投500万"), 11_500_000),
        (("共性技术平台投入1800万，补多少", "要是多投500万", "少投300万呢"), 7_500_000),
        (("商标质押贷了800万，基准3.5%，一年", "多贷200万呢"), 175_000),
        # Nothing that was told is lost by an exact sum or by words that only sound like a fresh start.
        (("创新券签了两份，一份40万，另一份三十来万，能补多少", "另一份准数是32万"), 216_000),
        (("商标质押贷了800万，基准3.5%，一年", "利率要是涨到4.1%", "回到最初的情况"), 140_000),
        # A rate joined to what all loans have is theirs too.
        (("三笔专利质押贷款，都是一年期、基准利率4%。第一笔1000万", "第二笔500万，单看这笔"), 100_000),
        # 报销 is receiving too; the validity is not told beside what is left.
        (
            (
                "创新券平台服务签了两份，一份登记三十六万五，一份登记了一百一十万，今年已经报销过十二万，还剩多少能报",
            ),
            380_000,
        ),
        # One contract by itself; one year of a loan of several.
        (("创新券合同登记了42万6，补多少", "后面又签了一份97万的，光这份呢"), 291_000),
        (("专利质押借款350万元，期限3年，银行基准利率4.75%，请测算每年贴息额",), 83_125),
        (("专利质押贷1000万，基准4%，二十一个月，贴息多少",), 350_000),
    ],
)
def test_only_the_case_is_worked_out(last, turns, amount):
    assert Decimal(amount) in amounts(last(*turns))


@pytest.mark.parametrize(
    "turns",
    [
        ("我们建了两个共性技术平台，一个投了3000万，一个投了2600万，能补多少",),
        ("A项目投入3000万、B项目2600万，两个都是共性技术平台，补贴多少",),
        ("建共性技术平台立项投入1200万，设备投入800万，能补多少",),
        ("专利质押贷款1000万，基准百分之三点一年期，贴息多少",),
    ],
)
def test_what_may_be_meant_in_two_ways_is_not_worked_out(last, turns):
    answer = last(*turns)
    assert all(figure.bound == "at_most" for figure in answer.figures)
    assert answer.status in ("needs_facts", "not_specified")


def test_what_is_repaid_early_is_not_worked_out_for_the_whole_term(last):
    answer = last("专利质押贷款1200万，基准利率4.2%，两年，如果第10个月提前还清，贴息怎么算")
    assert answer.status == "not_specified"
    assert not answer.figures


def test_a_corrected_year_mends_that_instalment(last):
    turns = (
        "我们是专精特新，去年一家创投投了600万，今年另一家350万，够房租补贴的线吗",
        "不对，今年那笔是450万",
    )
    assert "还差" not in last(*turns).text


def test_two_equal_sums_of_two_investors_are_two(last):
    assert "达到了1000万元" in last("专精特新，A轮创投投了865万，B轮创投也投了865万，房租补贴的线够了没").text


def test_the_threshold_of_the_rule_is_no_sum_of_ones_own(last):
    assert "按您说的数" not in last("听说创投投满1000万就有房租补贴，我们达到了吗").text


@pytest.mark.parametrize(
    "thanks",
    ["那我们财务就按这个报了，辛苦", "好的知道了，我回头把合同找出来再问", "好嘞，心里有数了，多谢您"],
)
def test_thanks_repeat_no_amount(last, thanks):
    answer = last("专利质押贷款1000万，基准利率4%，一年，贴多少", thanks)
    assert answer.status == "answered"
    assert not answer.figures


@pytest.mark.parametrize(
    "question",
    [
        "我们是省级专精特新，两家创投基金的钱全到账了，加起来刚好1000万整，房租补贴的线够了没",
        "小巨人企业。共性平台投了1765.3万；另外买创新券服务签了42.6万合同。分别算",
        "我们家公司，省专精特新，去年今年都拿了创投机构的投资，房租可以补吗",
        "共性平台我们一共砸进去4866万，是小巨人企业，补多少",
    ],
)
def test_who_asks_brings_in_no_award_for_the_title(last, question):
    assert "ladder_award" not in [figure.measure for figure in last(question).figures]


def test_a_sister_is_told_only_where_it_is_asked(last):
    answer = last("我们省专精特新，四月份在德国展会摊位费七万八，六月又是五万三，一共能报多少")
    assert {figure.measure for figure in answer.figures} == {"overseas_exhibition"}


@pytest.mark.parametrize(
    ("turns", "first"),
    [
        (("老板刚被评上小巨人，之前隐冠领过一百万，这回是再给一百万还是不给了",), "升级"),
        (("杭州市那边首台套给的钱和你们区的能叠吗",), "不重复"),
        (("公司买了台进口检测设备600万，有设备补贴吗",), "没有写购买设备"),
        (("专利质押贷了860万，基准4.2%，九个月，贴多少", "那要是押的是厂房呢"), "利用知识产权质押"),
    ],
)
def test_the_first_sentence_is_the_answer(last, turns, first):
    assert first in last(*turns).text.split("\n")[0]


@pytest.mark.parametrize(
    ("turns", "status"),
    [
        # What would reach a ceiling that goes by no rate can't be worked out.
        (("数字化攻关想拿满100万，实际投资至少得做到多少",), "not_specified"),
        # The same is asked of another thing as before.
        (("主导了一个“浙江制造”标准，奖励多少", "国际标准呢"), "not_specified"),
        # Whether the text says something that it does not.
        (("创新券合同登记60万，补多少", "合同金额含税与否，文中可有规定"), "not_specified"),
        (("听说会给我们派服务专员", "那他手机号发我一下"), "not_specified"),
        # A demand to promise needs words of promising.
        (("知识产权质押贷款贴息咋算", "利率也不知道呀，反正你给我个数"), "needs_facts"),
        (("你今天就给我一句痛快话，是不是保证给我们小巨人一百万",), "declined"),
    ],
)
def test_the_status_is_that_of_what_is_asked(last, turns, status):
    assert last(*turns).status == status


@pytest.mark.parametrize(
    "question",
    [
        "我们去深圳参加电子展，展位费能补吗",
        "成都的糖酒展，摊位费报不报",
        "到青岛去参加行业展，展位费有补贴没",
        "广州那个大交易会的展位费管不管",
    ],
)
def test_a_fair_in_the_country_is_no_fair_abroad(last, question):
    answer = last(question)
    assert amounts(answer) == [] and "不是境外展会" in answer.text


def test_a_fair_abroad_is_one_wherever_the_firm_comes_from(last):
    answer = last("我们有个上海分公司，从上海飞去德国参展，展位费补多少")
    assert amounts(answer) == [Decimal(200_000)]


@pytest.mark.parametrize(
    ("question", "most", "least"),
    [
        ("共性技术研发平台投入800万到1200万之间，补多少", 6_000_000, "400万元"),
        ("专利质押贷款500-800万，基准4%，一年，贴多少", 160_000, "10万元"),
        ("专利质押贷500万，基准4%，6到9个月，贴多少", 75_000, "5万元"),
        ("共性平台投3000万到5000万", 20_000_000, "1500万元"),
    ],
)
def test_both_ends_of_a_range_are_worked_out(last, question, most, least):
    answer = last(question)
    assert [(f.amount, f.bound) for f in answer.figures] == [(Decimal(most), "at_most")]
    assert least in answer.text and answer.status == "needs_facts"


@pytest.mark.parametrize(
    "question", ["专利质押贷三五百万，基准4%，一年", "共性平台投了一千来万", "共性平台投大概一千万"]
)
def test_what_is_only_roughly_said_is_not_worked_out(last, question):
    answer = last(question)
    assert "不是准数" in answer.text and amounts(answer) in ([Decimal(2_000_000)], [Decimal(20_000_000)])


@pytest.mark.parametrize(
    ("turns", "status", "said"),
    [
        # What an individual put in is no investment of a 创投机构, and decides no threshold.
        (
            ("两家创投先后投了四百万、五百五十万，天使轮还有个朋友投了一百万，够线了吧",),
            "answered",
            "没有达到1000万元",
        ),
        # What is not recognised, or repaid early, is not worked out as before.
        (("共性技术研发平台投了2360万，补多少", "那要是认定没下来呢"), "answered", "不在共性技术研发平台"),
        (
            ("专精特新企业，专利质押贷1200万，基准3.6%，贷十个月，贴多少", "提前俩月还掉了呢"),
            "not_specified",
            "原文没有写",
        ),
        (("公积金贷款能贴息吗",), "not_specified", "其他贷款不在这句话里"),
        (("专精特新贷能贷一千万，利息政府出，是吧",), "not_specified", "专精特新贷"),
        (("派来的那个服务专员不得力，能换不",), "not_specified", "更换服务专员"),
        (("闺女上学的事区里能帮忙不，我在专精特新企业上班",), "answered", "人才"),
    ],
)
def test_what_is_told_decides_what_it_should(last, turns, status, said):
    answer = last(*turns)
    assert amounts(answer) == [] and answer.status == status and said in answer.text


@pytest.mark.parametrize(
    ("question", "amount"),
    [
        ("余杭那边研究院给八十万，你们市级的是多少", 200_000),
        ("苏州小巨人奖200万，你们给多少", 1_000_000),
    ],
)
def test_what_another_region_gives_is_no_claim_about_this_policy(last, question, amount):
    answer = last(question)
    assert amounts(answer) == [Decimal(amount)] and "不是这个数" not in answer.text
