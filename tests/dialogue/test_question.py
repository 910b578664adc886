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


@pytest.mark.parametrize("text", ["首台套最高奖多少", "质押贷款一千万，利率4%，贴多少？", "那国家级的呢"])
def test_a_plain_question_stays_whole(text: str, assistant: Assistant) -> None:
    assert question_of(text, assistant.understanding).whole


def test_sentences_end_at_marks_and_after_a_long_head() -> None:
    assert sentences("首台套：奖多少？比例4:6。") == ("首台套：奖多少？", "比例4:6。")
    assert sentences("公司的基本情况大致说明如下：办过展。") == ("公司的基本情况大致说明如下：", "办过展。")


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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # What stands before a clause that puts it out goes with it.
        ("首台套的事下周才有结果，先不谈，我就想知道国家级研发机构给多少", {"rd_body_award"}),
        ("上市辅导还没启动，这个话题略过。隐形冠军奖励封顶多少？", {"ladder_award"}),
        # What is known already, or nobody's business here.
        ("数字化攻关的封顶我清楚，用不着再说。省级研发机构新认定给多少？", {"rd_body_award"}),
        ("贴息不归我管。我管上市，境内上市给多少？", {"domestic_listing"}),
        # What was to be asked first.
        ("原想问贴息的，后来贷款没批。改问首台套，最多奖多少", {"first_set_award"}),
        ("别说贴息，说首台套，封顶多少？", {"first_set_award"}),
        # Left out of a set, crossed out of a list.
        ("除掉上市那块，境外参展展位费一年最多补多少", {"overseas_exhibition"}),
        ("首台套✓ 境外上市✓ 创新券✗，打勾的各多少", {"first_set_award", "overseas_listing"}),
        # A name cut short beside what is left out.
        ("境内上市的数我们知道了，您跟我说境外的就行，多少", {"overseas_listing"}),
        # What was told last is pointed to.
        ("2022年评的隐形冠军，钱拿过了。今年新认定了国家级工程研究中心，这一项给多少？", {"rd_body_award"}),
        # The kind of enterprise that asks.
        ("我们作为拟上市公司，培训经费能申请吗？", {"listing_training_fund"}),
    ],
)
def test_what_is_put_out_is_not_asked(
    text: str, expected: set[str], matters: Callable[[str], set[str]]
) -> None:
    assert matters(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("小巨人上限和首台套上限各多少，别的不用管", {"ladder_award", "first_set_award"}),
        ("除了首台套，小巨人奖励我们也想知道，各是多少", {"ladder_award", "first_set_award"}),
        ("我不清楚境外参展补多少，也不清楚首台套给多少", {"overseas_exhibition", "first_set_award"}),
        ("首台套、小巨人、数字化攻关，顶格分别多少", {"first_set_award", "ladder_award", "digital_research"}),
        ("境外上市的奖励和首台套的上限告诉我", {"overseas_listing", "first_set_award"}),
        ("两个数：单项冠军；首台套。上限都是多少", {"ladder_award", "first_set_award"}),
        (
            "企业问两点：（1）省级重点实验室新认定的奖励；（2）创新券年度限额多少。",
            {"rd_body_award", "innovation_voucher"},
        ),
    ],
)
def test_what_stands_side_by_side_is_asked(
    text: str, expected: set[str], matters: Callable[[str], set[str]]
) -> None:
    assert matters(text) == expected


def test_a_slip_never_turns_into_its_contrary(assistant: Assistant) -> None:
    reading = read_turn("首台套刚认定，最多给多少", Conversation(), assistant.understanding, DAY)
    assert reading.text == "首台套刚认定，最多给多少"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "商标质押借了700万，基准3.6%，一年期，贴息多少；另外我们在法国参展花了16万，能补多少",
            {"ip_pledge_interest", "overseas_exhibition"},
        ),
        (
            "检测费一年二十来万，请问减免多少？另购创新券载体平台服务，登记合同30万元，最高补几何？",
            {"testing_fee_relief", "innovation_voucher"},
        ),
        ("首台套最高奖多少？另外这笔钱是一次给清的吗？", {"first_set_award"}),
    ],
)
def test_a_further_question_is_read_by_itself(
    text: str, expected: set[str], matters: Callable[[str], set[str]]
) -> None:
    assert matters(text) == expected


def test_a_sum_of_a_further_question_is_no_item_of_the_first(assistant: Assistant) -> None:
    text = "专利质押贷了900万，基准4%，一年，贴多少；另外我们在日本参展花了25万，能补多少"
    reading = read_turn(text, Conversation(), assistant.understanding, DAY)
    assert [f.said for f in reading.facts if f.name == "loan.principal"] == ["900万"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("那一亿元企业都能分到吗？另外技改项目的配套比例多少？", {"collaboration_fund", "project_matching"}),
        ("见贷即保那300万给企业吗？境外上市的300万一次给吗？", {"sme_guarantee", "overseas_listing"}),
        ("啥叫专精特新保？那300万白给吗？", {"sme_guarantee"}),
    ],
)
def test_figures_in_questions_of_their_own(
    text: str, expected: set[str], matters: Callable[[str], set[str]]
) -> None:
    assert matters(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("单项冠军公示了，瞪羚也申报了，哪个给得多", {"ladder_award", "gazelle_preference"}),
        ("我们是隐形冠军，服务专员有吗", {"service_officer"}),
    ],
)
def test_which_gives_more_is_asked_of_both(
    text: str, expected: set[str], matters: Callable[[str], set[str]]
) -> None:
    assert matters(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # What a long story only tells is not asked, and its figures stay with their own measure.
        (
            "我们做激光的，注册资本3000万，去年营收1.9亿，B轮融了6000万，现在在准备创业板，请问上市奖励多少",
            {"domestic_listing"},
        ),
        (
            "专利质押贷了1200万，一年期，基准4%，同时有一笔信用贷200万，创投投了3000万，想问贴息能补多少",
            {"ip_pledge_interest"},
        ),
        (
            "要在滨江办机器人国际展，参展商180家，门票大概收30万，会展馆租金90万，这一场最多补多少",
            {"local_exhibition"},
        ),
        ("供应商才是隐形冠军，跟我们没有关系；我们一个首批次新材料认定了，最高奖多少", {"first_set_award"}),
    ],
)
def test_what_a_story_tells_is_not_asked(
    text: str, expected: set[str], matters: Callable[[str], set[str]]
) -> None:
    assert matters(text) == expected


@pytest.mark.parametrize(
    ("text", "sums"),
    [
        (
            "专利质押贷了1200万，一年期，基准4%，创投投了3000万，想问贴息能补多少",
            {"loan.principal": "1200万", "venture.invested": "3000万"},
        ),
        (
            "我们平台投了900万，创投投了1600万，平台补贴多少",
            {"platform.investment": "900万", "venture.invested": "1600万"},
        ),
    ],
)
def test_sums_told_by_the_way_stay_with_their_measure(
    text: str, sums: dict[str, str], assistant: Assistant
) -> None:
    reading = read_turn(text, Conversation(), assistant.understanding, DAY)
    assert {fact.name: fact.said for fact in reading.facts if fact.unit == "yuan"} == sums
