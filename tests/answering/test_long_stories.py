"""Long stories with one question: who asks is told by the way, and so is much else that is not asked."""

from decimal import Decimal

import pytest


def amounts(answer):
    """The amounts of an answer, in yuan."""
    return [figure.amount for figure in answer.figures]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        # The title only says who asks.
        (
            "做注塑机的，国家级小巨人，厂房自有，去年亏了点。9月份准备去法兰克福参展，展位费18万，一年最多补多少？",
            [200_000],
        ),
        (
            "我们公司滨江的，省级隐形冠军，做阀门，员工两百来号人，去年卖了1.2亿。今年3月新认定了省重点实验室，这个区里奖多少？",
            [500_000],
        ),
        (
            "企业是做泵阀的一家单项冠军，老总姓王，来电问政策什么时候到期，牵头的是哪个局，我好回复他，谢谢。",
            [],
        ),
        # It is asked for where each is, or where nothing else is.
        (
            "我们去年评上小巨人，今年首台套也认定了，做机床的，滨江的，两个加起来区里一共能给多少，领导等着要数。",
            [1_000_000, 500_000],
        ),
        (
            "公司是滨江的，做传感器的，八十号人，营收七千万，去年底评上了省级专精特新中小企业，老板让我问问这个一次性给多少。",
            [200_000],
        ),
        # What is told of an item puts that one out; what is over, nothing.
        (
            "三份合同都在创新券平台上签的：甲所40万、某实验室65万、一家检测院30万。前两份做了技术合同认定登记，第三份没登记。补多少？",
            [315_000],
        ),
        (
            "专利质押贷了2000万，基准利率4%，一年。去年还清了一笔土地抵押贷款。这笔质押贷款贴息给个数",
            [400_000],
        ),
        ("创新券平台买的服务，合同登记了90万，同期还买了办公家具26万。补多少？", [270_000]),
        ("厂房是租的，一个月18万。专利质押贷了1800万，期限一年，基准利率4%，贴息多少", [360_000]),
    ],
)
def test_only_what_is_asked_is_answered(last, question, expected):
    assert amounts(last(question)) == [Decimal(amount) for amount in expected]


@pytest.mark.parametrize(
    ("turns", "expected"),
    [
        # A sum of another kind, told before, is of that kind still, and leaves the case as it was.
        (
            (
                "专利质押从浦发贷了1200万，一年期，基准利率4%，厂房抵押还有一笔800万在农行，专利这笔贴多少",
                "农行那笔800万一起算进去行不行",
            ),
            [],
        ),
        (
            (
                "专利质押从浦发贷了1200万，一年期，基准利率4%，厂房抵押还有一笔800万在农行，专利这笔贴多少",
                "农行那笔800万一起算进去行不行",
                "那专利这笔要是贷两年呢",
            ),
            [480_000],
        ),
        # One alone is left; one is put out later.
        (
            ("专利质押贷款两笔，500万、600万，基准4%都是一年，贴多少", "换种做法，今年只放一笔700万"),
            [140_000],
        ),
        (("创新券平台买了两份服务，40万和60万，都登记了，补多少", "另一份其实没登记"), [120_000]),
        # A platform that somebody else built; a fair abroad by its city, and one held at home instead.
        (
            (
                "我司牵头建设的共性技术研发平台，投入2400万，补多少",
                "刚问清楚，平台是大学建的，我们只是花钱去用",
            ),
            [],
        ),
        (("大阪展的摊子钱八万，能报多少",), [200_000]),
        (("去科隆参展，展位费15万，补多少", "那我们自己在白马湖办一场国际的，预计花150万呢"), [1_000_000]),
    ],
)
def test_later_turns_keep_to_what_counts(last, turns, expected):
    assert amounts(last(*turns)) == [Decimal(amount) for amount in expected]


def test_what_only_sounds_like_a_measure_is_told_beside_its_sister(last):
    text = last("一、明年想去港交所敲钟，区里给多少；二、子公司打算先挂新三板，这个有没有钱").text
    assert "300万元" in text and "新三板挂牌不是上市" in text


def test_what_is_said_of_one_measure_is_no_claim_about_another(last):
    text = last(
        "明年想去港交所敲钟，区里给多少？另外听说有500万的培训经费，是不是可以申请到我们公司账上"
    ).text
    assert "不是这个数" not in text and "不发给单个企业" in text


def test_an_insult_goes_on_with_no_measure(last):
    answer = last("首台套奖多少", "你们这帮吃干饭的，就是一堆废物，滚")
    assert answer.status == "declined" and not answer.figures


def test_what_individuals_put_in_takes_no_place_of_what_the_institutions_did(last):
    told = "一家创投机构投了600万，另一家创投机构投了350万，够不够那条线"
    answer = last(told, "还有个老乡个人投了80万，加上就1030了", "那第一家创投下个月再追50万，都是机构的钱")
    assert "达到了1000万元的门槛" in answer.text


@pytest.mark.parametrize(
    ("question", "status"),
    [
        ("专利质押贷了七百万，借一年，听说补一半，那一半是多少钱，帮我算算", "needs_facts"),
        ("贴息是不是给一半", "answered"),
    ],
)
def test_what_a_rate_comes_to_is_asked_on_where_a_fact_is_missing(last, question, status):
    answer = last(question)
    assert answer.status == status and bool(answer.asks) == (status == "needs_facts")
