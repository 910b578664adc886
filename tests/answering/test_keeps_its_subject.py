"""How a talk keeps its subject: what a follow-up asks of what is spoken of, and what turns it elsewhere."""

import pytest

BOOTH = ("下个月去美国参展，展位费16万，能补多少",)
VOUCHER = ("创新券合同登记了180万，补多少",)
LOAN = ("专利质押贷了1.2亿，基准4%，一年，能贴多少",)
PLATFORM = ("专精特新企业建共性技术研发平台，投了2600万，认定了，补多少",)
DIGITAL = ("我们是省级专精特新，数字化攻关投了300万，认定了，补多少",)
CHAIN = ("我们是链主，今年给本地供应商的订单涨了不少，奖多少",)


@pytest.mark.parametrize(
    ("turns", "clause", "words"),
    [
        # By which of two it is reckoned, whether a title is needed, what is put off to the next year.
        ((*CHAIN, "按签约额还是按执行额"), "二（四）13", "执行"),
        ((*CHAIN, "按签约额还是按执行额", "供应商有没有份"), "二（四）13", "链主"),
        ((*BOOTH, "我们还没评上小巨人，行不行"), "二（四）14", "没有写须有"),
        ((*BOOTH, "一定得是专精特新才能报吗"), "二（四）14", "没有写须有"),
        ((*DIGITAL, "必须是专精特新企业才给吗"), "二（三）12", "专精特新"),
        ((*VOUCHER, "推到明年签是不是就按两个年度各算"), "二（二）4", "创新券"),
        # Which costs count; whose money it is, is another matter.
        ((*DIGITAL, "包括软件采购和人工吗"), "二（三）12", "哪些支出算实际投资"),
        ((*PLATFORM, "那土地款也算在内吗"), "二（二）4", "哪些支出算项目投入"),
        ((*PLATFORM, "这里面包含市里的钱吗"), "三1", "两级"),
        # It is gone back to an earlier one, and its case goes on.
        ((*LOAN, "去纳斯达克上市给多少", "回到贴息那个，期限改成半年呢"), "二（二）6", "120万元|200万元"),
        # What is opened by its name alone, what was spoken of under the same word, what is meant together.
        ((*DIGITAL, "要楼呢？差不多三千平"), "二（三）11", "供楼"),
        (
            ("创投投了我们1500万，专精特新，房租能补几年", "租金一年大概八十万，给个数"),
            "二（三）8",
            "没有写",
        ),
        ((*DIGITAL, "牌子那个二十万跟这个能都领吗"), "三1", "从高、从优、不重复"),
        ((*BOOTH, "和小巨人奖励能一起拿不"), "三1", "不能直接相加"),
        # A figure of the same clause that is another service's.
        (("听说专精特新能贷300万？",), "二（三）8", "担保"),
        (("公司在余杭，想整体迁到滨江，迁过来有啥支持",), "二（一）2", "新引进"),
    ],
)
def test_a_follow_up_keeps_to(last, turns, clause, words):
    answer = last(*turns)
    assert clause in {"".join(c.path) for c in answer.citations}
    assert any(word in answer.text for word in words.split("|"))


@pytest.mark.parametrize(
    "turns",
    [
        (*PLATFORM, "上面的投入是否包括设备购置"),
        (*LOAN, "这个基准利率以哪天的为准？"),
        (*LOAN, "合同、回单这些要哪些，往哪交"),
        ("去科创板上市给多少", "分几批给，每批多少"),
    ],
)
def test_a_point_asked_in_a_talk_is_told_to_be_open(last, turns):
    assert last(*turns).status == "not_specified"


@pytest.mark.parametrize(
    ("turns", "expected"),
    [
        # What is expected to come out is no sum of the case.
        ((*LOAN, "怎么才两百万，我自己算是二百四十万"), [2_000_000]),
        ((*LOAN, "不对吧，我们财务算出来是二百四"), [2_000_000]),
        ((*VOUCHER, "咋才五十，我算着有五十四"), [500_000]),
        ((*PLATFORM, "财务算下来总投入是3000万"), [15_000_000]),
        ((*LOAN, "会计说应该是480万"), [2_000_000]),
        ((*LOAN, "银行说应该是1.1亿"), [2_000_000]),
        (("专利质押贷了600万，基准3.5%，一年", "会计说应该有二十一万"), [105_000]),
        (("专利质押贷了600万，基准3.5%，一年", "说错了，银行说应该是500万"), [87_500]),
        # A first title is no upgrade.
        (
            ("A公司是小巨人，B公司只是创新型中小企业，称号奖各多少", "B公司升到省级专精特新呢"),
            [200_000],
        ),
    ],
)
def test_a_talk_comes_to(last, turns, expected):
    assert sorted(int(figure.amount) for figure in last(*turns).figures) == expected


@pytest.mark.parametrize(
    ("turn", "reached"),
    [
        ("A轮创投出了700万，另一方跟了400万，专精特新，够房租补贴的门槛吗", True),
        ("创投一家出了500万，另一家跟投300万，专精特新，够房租补贴的门槛吗", False),
        ("领投的创投给了600万，跟投的给了400万，专精特新，够房租补贴的门槛吗", True),
    ],
)
def test_the_investors_of_one_round_are_added_up(last, turn, reached):
    assert ("没有达到" not in last(turn).text) is reached


def test_enterprises_are_called_by_their_names_alone(last):
    told = last("两家客户，宏远贷了500万，恒达贷了600万，都是专利质押，基准4%，一年，各贴多少")
    assert told.text.startswith("宏远贴息")
    assert "，恒达" in told.text
    assert "，，" not in told.text
