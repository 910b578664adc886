"""The question of a turn: what is asked, apart from what is set aside and what is only told."""

from collections.abc import Callable
from datetime import date

import pytest

from assistant.assistant import Assistant
from assistant.dialogue.conversation import Conversation
from assistant.dialogue.question import question_of
from assistant.dialogue.reading import read_turn
from assistant.dialogue.sentence import refers, sentences

DAY = date(2024, 6, 1)


@pytest.fixture(scope="session")
def matters(assistant: Assistant) -> Callable[[str], set[str]]:
    """The names of the matters that a first turn asks about."""

    def asked(text: str) -> set[str]:
        reading = read_turn(text, Conversation(), assistant.understanding, DAY)
        return {matter.split("/")[-1] for matter in reading.matters}

    return asked


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # One thing alone is asked.
        (
            "我们去年科创板上市，今年参展花了三十万，就问一个：单项冠军奖励上限是多少？",
            {"ladder_award"},
        ),
        (
            "公司拿过小巨人，专利质押贷了八百万，其他都不管，就问省级工程研究中心新认定奖多少",
            {"rd_body_award"},
        ),
        (
            "手上事一堆：首台套认定了，展会也办了。今天只想咨询境外上市给多少奖励？",
            {"overseas_listing"},
        ),
        # Something is set aside.
        ("创新券以后再说，首台套最高奖多少？", {"first_set_award"}),
        ("研发机构的奖励先不谈，境外展会展位费一年最多补多少？", {"overseas_exhibition"}),
        ("别跟我讲上市奖励，我要知道首台套封顶多少。", {"first_set_award"}),
        ("不是问办展会，我问的是境外参展的展位费补多少？", {"overseas_exhibition"}),
        # What is told of another measure is background of the question.
        ("隐形冠军的奖励去年已经到账了。请问创新券载体平台服务最多补多少？", {"innovation_voucher"}),
        ("背景：该企业已获单项冠军奖励。现问：首台套保险补偿比例是多少？", {"first_set_insurance"}),
        # What others got.
        (
            "隔壁老李家科创板上市领了四百万。我们刚评上隐形冠军，最高能奖多少？",
            {"ladder_award"},
        ),
    ],
)
def test_what_is_told_is_not_asked(text: str, expected: set[str], matters: Callable[[str], set[str]]) -> None:
    assert matters(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # A question that refers to what was told asks of all of it.
        (
            "今年认定了首台套。又新认定了省级企业技术中心。这两项各奖多少？",
            {"first_set_award", "rd_body_award"},
        ),
        (
            "隐形冠军是去年评的；同年质押专利借款五百万。请列奖励上限、贴息金额。",
            {"ladder_award", "ip_pledge_interest"},
        ),
        ("首台套刚认定下来。能奖多少？", {"first_set_award"}),
        # A further question is asked beside the first.
        ("首台套最高奖多少？另外境外上市奖多少？", {"first_set_award", "overseas_listing"}),
        # Numbered questions.
        (
            "请教两点：①专有技术产品能否单一来源采购；②已认定的首台套，奖励上限多少。",
            {"procurement_single_source", "first_set_award"},
        ),
    ],
)
def test_what_a_question_refers_to_is_asked(
    text: str, expected: set[str], matters: Callable[[str], set[str]]
) -> None:
    assert matters(text) == expected


def test_facts_told_in_passing_stay(assistant: Assistant) -> None:
    text = "我们给同行建了共性技术研发平台，投入2600万；还有首台套也认定了。今天先只问首台套奖多少？"
    reading = read_turn(text, Conversation(), assistant.understanding, DAY)
    assert [fact.name for fact in reading.facts if fact.unit == "yuan"] == ["platform.investment"]


@pytest.mark.parametrize(
    "text", ["首台套最高奖多少", "我们是小巨人，质押贷款一千万，利率4%，贴多少？", "那国家级的呢"]
)
def test_a_plain_question_stays_whole(text: str, assistant: Assistant) -> None:
    assert question_of(text, assistant.understanding).whole


def test_sentences_end_at_marks_and_after_a_long_head() -> None:
    assert sentences("首台套：奖多少？比例4:6。") == ["首台套：奖多少？", "比例4:6。"]
    assert sentences("公司的基本情况大致说明如下：办过展。") == ["公司的基本情况大致说明如下：", "办过展。"]


@pytest.mark.parametrize(
    ("question", "expected"),
    [("这两项各多少", True), ("奖励上限、贴息金额", True), ("首台套奖励上限", False)],
)
def test_what_refers(question: str, expected: bool) -> None:
    assert refers(question) is expected


@pytest.mark.parametrize(
    "text",
    [
        "企业是省级专精特新中小企业。方案一：买创新券载体平台服务，合同80万；方案二：自建共性技术研发平台，投入900万。请分别列出两方案的补助。",
        "我司系国家级小巨人。一种是签创新券载体平台服务合同80万；一种是自建共性技术研发平台投900万。这两种各补多少？",
    ],
)
def test_a_title_that_says_who_asks_is_no_matter(text: str, matters: Callable[[str], set[str]]) -> None:
    assert matters(text) == {"innovation_voucher", "common_tech_platform"}


def test_a_title_that_counts_with_the_rest_is_asked(matters: Callable[[str], set[str]]) -> None:
    text = "我们是专精特新小巨人，省级重点实验室也新认定了，还有首台套，分别奖多少"
    assert matters(text) == {"ladder_award", "rd_body_award", "first_set_award"}


def test_two_exhibitions_are_each_asked(matters: Callable[[str], set[str]]) -> None:
    text = "一个是在滨江自己办国际电子展；一个是去东京的展会租个展位。这两种展各补多少？"
    assert matters(text) == {"local_exhibition", "overseas_exhibition"}


def test_a_rent_is_that_of_the_investor_who_is_told(matters: Callable[[str], set[str]]) -> None:
    assert matters("创投机构投了一千二百万，房租补贴有没有？专项奖励呢？") == {"vc_rent_reward"}
