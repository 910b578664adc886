"""What is only told beside what is asked: titles and bodies held, others' awards, items of a list, what was told earlier."""

from collections.abc import Callable

import pytest
from shown import amounts

from assistant.answering.answer import Answer

Last = Callable[..., Answer]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        # What the question names is asked; what is held beside it is told.
        ("我们国家级重点实验室早有了，今年去了科创板，上市这块给多少", [4_000_000]),
        ("手里有个省级研究院，这次评上隐形冠军，隐形冠军这个奖多少", [1_000_000]),
        ("单冠企业，市级工程中心也批了，刚去汉诺威参了展，展位费一年最多补多少", [200_000]),
        ("去年拿了市级研发中心，今年首台套认下来了，首台套给多少", [500_000]),
        ("我司小巨人，国家级技术中心也挂着，向载体平台买服务签了100万也登记了，券能补多少", [300_000]),
        # What has no measure here gets no award of what stands beside it.
        ("小巨人，国家级企业技术中心，今年又设了院士工作站，这个工作站给多少", []),
        ("隐形冠军，省级工程研究中心，去广交会摆摊，展位费报多少", []),
        ("我们省级研究院有的，数字化车间今年也评上了，数字化车间补多少", []),
        # What was told last is pointed to.
        ("去年在东京参展补了八万。下个月想在滨江办个国际展会，这场最高给多少", [1_000_000]),
        # What names nothing goes on with what was told, and not with the title.
        ("小巨人，正在辅导要上北交所，第一阶段先给多少", [4_000_000]),
        # What is told when the question is over.
        ("省级重点实验室刚评上，区里给几个钱？（本公司有隐形冠军称号）", [500_000]),
        ("科创板敲钟了，给多少？顺便说下我们小巨人的奖励去年到手了", [4_000_000]),
        ("首台套认下来了，最高奖多少？研究院是市级的", [500_000]),
        # By the name of another scheme.
        ("隐形冠军，省级工程研究中心，这回想申请绿色工厂，区里奖多少", []),
        # One of two titles, and one of two levels.
        ("省级专精特新早有了，今年评上小巨人，小巨人给多少", [1_000_000]),
        ("头衔是国家级的帽子，小巨人，研究院只是市级新认定的，研究院给多少", [200_000]),
        # A topic put first, with who asks behind it.
        ("一年500万的上市培训经费，我们是小巨人，也有市级研发中心，能分到多少", []),
        # The two are asked for.
        ("小巨人今年评上，省级研究院也认定了，分别多少", [1_000_000, 500_000]),
    ],
)
def test_only_what_is_asked_has_its_amount(last: Last, question: str, expected: list[int]) -> None:
    assert sorted(amounts(last(question))) == sorted(expected)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("我堂弟的厂在萧山，国家级技术中心奖了120万。我们新认定的是省级研究院，滨江给多少", [500_000]),
        ("老同学公司是单项冠军拿了两百万，我们刚评上省级专精特新，我们能奖多少", [200_000]),
        (
            "集团总公司是单项冠军，还有国家级研发中心。我们是子公司，新认定了省级重点实验室，我们这个奖多少",
            [500_000],
        ),
        ("我们最大的客户是小巨人，供应商里还有单项冠军，我们自己是隐形冠军，奖多少", [1_000_000]),
    ],
)
def test_what_others_are_or_got_is_not_asked(last: Last, question: str, expected: list[int]) -> None:
    assert amounts(last(question)) == expected


@pytest.mark.parametrize(
    ("turns", "expected"),
    [
        (("隐形冠军+省级重点实验室，今年都批了。前者多少",), [1_000_000]),
        (("国家级、市级各新认了一个：前者是工程研究中心，后者是企业技术中心。后者奖多少",), [200_000]),
        (("小巨人、市级研究院、首台套，只问第二项",), [200_000]),
        (("小巨人、省级研究院、上市辅导三件——只问研究院那块",), [500_000]),
        (
            (
                "企业B：小巨人（国家级，去年）、研发中心（市级，新认）、商标质押300万/1年/基准4%。先只要研发中心",
            ),
            [200_000],
        ),
        (("单项冠军和小巨人哪个奖得多", "我们是后者，按我们的说"), [1_000_000]),
        (("国际展会自己在区里办，和去境外参展，两种各补多少", "前面那个一次还是一年"), [1_000_000]),
    ],
)
def test_one_of_a_list_is_meant_by_its_place(last: Last, turns: tuple[str, ...], expected: list[int]) -> None:
    assert amounts(last(*turns)) == expected


@pytest.mark.parametrize(
    ("turns", "expected"),
    [
        (
            ("我们建共性技术平台投了2000万，这个问过了。今天问省级研究院新认定给多少", "平台也再报一下"),
            [10_000_000],
        ),
        (("北交所上市在排队。先不问这个，首台套认定了奖多少", "那再问前面说的上市"), [4_000_000]),
        (("小巨人奖多少？今年评的", "那省里新批的技术中心呢", "前面小巨人那个是一次性的吗"), [1_000_000]),
        (("我们是隐形冠军，市级研发中心刚拿到，研发中心奖多少", "那隐形冠军这个头衔呢"), [1_000_000]),
        (("我们是省级专精特新，国家级技术中心今年认定了，中心奖多少", "前面说的那个称号呢"), [200_000]),
    ],
)
def test_what_was_told_earlier_is_gone_back_to(
    last: Last, turns: tuple[str, ...], expected: list[int]
) -> None:
    assert amounts(last(*turns)) == expected


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        # Sums of what is not asked are no items and nothing received.
        ("见贷即保做了200万，这个不问；另外商标质押贷了400万，基准4%，半年，贴息多少", [40_000]),
        ("市级技术中心认定了，20万已经到账。专利质押贷了一千万，基准4%，一年，贴息多少", [200_000]),
    ],
)
def test_sums_of_what_is_not_asked_count_for_nothing(last: Last, question: str, expected: list[int]) -> None:
    assert amounts(last(question)) == expected


def test_who_uses_the_platform_of_another_builds_none(last: Last) -> None:
    assert amounts(last("小巨人企业，租用隔壁公司搭的研发平台做试验，花了60万，按一半补吗")) == []


def test_a_short_name_is_of_the_title_named_in_full(last: Last) -> None:
    assert amounts(last("单项冠军的公示出来了，冠军给多少")) == [2_000_000]


def test_another_one_is_no_new_start(last: Last) -> None:
    answer = last("小巨人企业，广交会的摊位费补不补", "另一个呢")
    assert "重新开始" not in answer.text


def test_the_total_of_what_was_awarded_is_no_item(last: Last) -> None:
    turns = (
        "专利质押贷款500万，基准4%，一年；创新券登记合同100万。各多少",
        "那我预算里写合计40万，可以吧",
    )
    assert amounts(last(*turns)) == [100_000, 300_000]


def test_a_sum_with_its_difference_is_the_sum(last: Last) -> None:
    turns = ("共性技术平台投入三千万，补多少", "那要是多投两百万呢，3200万")
    assert amounts(last(*turns)) == [16_000_000]


def test_what_was_asked_for_is_answered_by_it(last: Last) -> None:
    turns = ("商标质押贷了一千五，基准4%，一年，贴多少", "哦，就是一千五百万")
    assert amounts(last(*turns)) == [300_000]


def test_the_words_of_a_sum_told_over_turns_are_quoted_one_by_one(last: Last) -> None:
    turns = (
        "创投机构投了我们三百万、四百万两笔，专精特新企业，够线了吗",
        "上个月又有一家进来，两百来万的样子，够了没",
    )
    assert "没有把握说准" not in last(*turns).text
    answer = last("财务让我问，我们上个月投了共性平台，设备一千二百万加软件三百多万，能补多少")
    assert "“一千二百万”和“三百多万”" in answer.text


def test_how_long_two_know_each_other_is_no_term(last: Last) -> None:
    question = "拿了两千万的专利质押贷款合作了十五年的老银行，基准利率4%，为期一年，能贴多少"
    assert amounts(last(question)) == [400_000]


def test_what_is_told_decides_though_the_question_supposes_another(last: Last) -> None:
    answer = last("我们筹备去纳斯达克。反正都是上市，就按境内给四百万对吧")
    assert amounts(answer) == [3_000_000]
