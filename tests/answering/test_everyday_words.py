"""What people say in everyday words: instalments in lines, titles that were not got, a share of a sum."""

from decimal import Decimal

import pytest

PLATFORM = "我们牵头建共性技术平台，投了9000万，补多少"


def amounts(answer):
    return [figure.amount for figure in answer.figures]


@pytest.mark.parametrize(
    ("question", "told"),
    [
        (
            "创投分三次进来：\n年初 600万\n年中 250万\n上个月 150万\n专精特新企业，房租补贴够线吗",
            "达到了1000万元",
        ),
        ("风投前后四笔打的，300万、200万、100万，后头又350万，租房补贴够不够格", "还差**50万元**"),
    ],
)
def test_as_many_sums_as_instalments_are_added_up(last, question, told):
    assert told in last(question).text


def test_instalments_of_a_platform_in_lines(last):
    assert amounts(last("共性平台分两笔投：\n地皮房子 700万\n机器 500万\n能补多少")) == [6_000_000]


@pytest.mark.parametrize(
    ("question", "amount"),
    [
        ("小巨人没评上，省级专精特新拿到了，给多少", 200_000),
        ("单项冠军没选上，隐形冠军有的，奖多少", 1_000_000),
        ("国家级的技术中心没批下来，省级的批了，奖多少", 500_000),
        ("省级没认定，市级研发中心认定了，给几个钱", 200_000),
    ],
)
def test_a_title_that_was_not_got_gets_nothing(last, question, amount):
    assert amounts(last(question)) == [Decimal(amount)]


@pytest.mark.parametrize("question", ["小巨人没奖吗，给多少", "小巨人评上了没？给多少"])
def test_a_title_of_which_only_the_award_is_doubted_stays(last, question):
    assert Decimal(1_000_000) in amounts(last(question))


def test_a_body_that_only_the_district_recognised(last):
    answer = last("研究院只有区里认的，省里市里都没评过，有奖吗")
    assert answer.figures == ()
    assert "没有写区级" in answer.text


@pytest.mark.parametrize(
    ("question", "amount"),
    [
        ("那要是只投半个亿的一半呢", 12_500_000),
        ("改成投两千万的三成呢", 3_000_000),
        ("投两千万，按一半补呢", 10_000_000),
    ],
)
def test_a_share_of_a_sum_that_is_put_in(last, question, amount):
    assert amounts(last(PLATFORM, question)) == [Decimal(amount)]


@pytest.mark.parametrize(
    "question",
    [
        "平台是别家盖的，我付钱上去做测试，那个一半也有我的份吗",
        "兄弟公司花钱用我们这个平台，它也能按投入的50%补吗",
    ],
)
def test_a_user_of_a_platform_is_not_told_yes(last, question):
    answer = last(question)
    assert not answer.text.startswith("对")
    assert "不给使用平台的企业" in answer.text
    assert answer.figures == ()


def test_a_right_rate_is_no_yes_to_who_asks_for_a_share(last):
    assert "对，" not in last("共性平台补50%，也有我们的份吗").text


def test_a_rate_that_is_only_applied_waits_for_the_sum(last):
    answer = last("共性平台自己投了两千四，补一半是多少")
    assert answer.status == "needs_facts"
    assert "两千四" in answer.text


def test_the_second_contract_put_off_to_next_year_stands_alone(last):
    first = "今年签了创新券平台合同80万，登记了，补多少"
    answer = last(first, "又签一单90万，也登记了", "第二单改到明年签，明年那份单独看多少")
    assert amounts(answer) == [270_000]


@pytest.mark.parametrize(
    ("turns", "told"),
    [
        (("到境外摆摊的展位费，市里已经报过了，同一趟区里还能再报吗",), "不重复"),
        (("首台套市里已经奖过20万，区里再给50万还是补足到50万",), "不重复"),
        (("给首台套奖励做张事项卡，没写的就标没写",), "原文没有写的"),
        (("有没有教我们怎么申报的培训班",), "培训"),
    ],
)
def test_what_is_told_beside(last, turns, told):
    assert told in last(*turns).text


def test_another_trip_stays_with_what_is_spoken_of(last):
    answer = last("去德国参展，展位费能补多少", "那换一趟，去巴西呢，能报吗")
    assert [figure.measure for figure in answer.figures] == ["overseas_exhibition"]


def test_a_mother_is_no_curse(last):
    assert last("我妈的退休金怎么还没到").status == "out_of_scope"
    assert last("妈的，什么破玩意").status == "declined"


def test_listing_moved_home_from_abroad(last):
    assert amounts(last("老板要去香港上市，奖多少", "他要是改到上海敲呢")) == [4_000_000]


@pytest.mark.parametrize(
    ("question", "amount"),
    [
        ("zhuanli zhiya daikuan yiqianwan, jizhun lilv 4%, yinian, neng tie duoshao", 200_000),
        ("women jian le gongxing jishu pingtai, touru sanqianwan, neng bu duoshao", 15_000_000),
        ("zai xianggang shangshi jiang duoshao", 3_000_000),
    ],
)
def test_a_sentence_in_pinyin(last, question, amount):
    assert amounts(last(question)) == [Decimal(amount)]
