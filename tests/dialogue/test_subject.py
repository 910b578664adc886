"""The subject of a turn: the measures and topics it names, by word, by number, by figure, or from before."""

from datetime import date

import pytest

from assistant.dialogue.clear import measures_of, plainly_named
from assistant.dialogue.conversation import Conversation
from assistant.dialogue.pointers import by_bare_number, by_figure, days_compared, numbered, unnumbered
from assistant.dialogue.quantities import read_quantities
from assistant.dialogue.reading import read_turn

DAY = date(2024, 6, 1)
POLICY = "hz-binjiang-2023-9"


def short(matters) -> tuple[str, ...]:
    assert all(matter.startswith(POLICY + "/") for matter in matters)
    return tuple(matter.removeprefix(POLICY + "/") for matter in matters)


@pytest.fixture(scope="module")
def subject(assistant):
    """The matters of the last of several turns."""

    def last(*said: str) -> tuple[str, ...]:
        held, found = None, ()
        for text in said:
            turn = assistant.answer(text, conversation=held, as_of=DAY)
            held, found = turn.conversation, turn.reading.matters
        return short(found)

    return last


# Named by number


@pytest.mark.parametrize(
    ("text", "measures"),
    [
        ("二（二）6讲的是什么", ("ip_pledge_interest",)),
        ("二(二)6讲的是什么", ("ip_pledge_interest",)),
        ("第二（三）9条写了什么", ("domestic_listing", "overseas_listing")),
        ("二、（四） 14 这条", ("local_exhibition", "overseas_exhibition")),
        ("二（三）11有钱吗", ("land_space",)),
        ("小巨人给多少", ()),
        ("二十九岁能申请吗", ()),
    ],
)
def test_a_clause_named_by_its_number_gives_its_paying_measures_or_else_all(assistant, text, measures):
    assert short(numbered(text, assistant.library)) == measures


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("第5条讲的什么", ("innovation_consortium", "collaboration_fund")),
        ("第九条写的啥", ("domestic_listing", "overseas_listing")),
        ("附则第2条写了什么", ("validity", "lead_department")),
        ("民法典第9条讲什么", ()),
    ],
)
def test_a_clause_is_known_by_its_bare_number_too(assistant, text, named):
    assert short(by_bare_number(text, (), assistant.library)) == named


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("意见有没有第21条", ("numbering",)),
        ("扶持政策一共多少条", ("numbering",)),
        ("第16条讲什么", ()),
        ("民法典第201条怎么说", ()),
    ],
)
def test_a_number_that_no_clause_has_points_to_the_last_one(assistant, text, named):
    assert short(unnumbered(text, assistant.library)) == named


def test_two_days_that_are_held_against_each_other_are_both_asked(assistant):
    library = assistant.library
    assert short(days_compared("成文和施行差几天", (), library)) == ("issue_info", "validity")
    spoken_of = (f"{POLICY}/printing",)
    assert short(days_compared("和生效是同一天吗", spoken_of, library)) == ("printing", "validity")
    assert days_compared("施行以后差多少天到期", (), library) == ()


@pytest.mark.parametrize(
    ("turns", "named"),
    [
        (("2025年要培育多少家单项冠军", "小巨人后面带没带“左右”两个字"), ("targets",)),
        (("子女上学有照顾吗", "能不能指定读哪所学校"), ("talent_benefits",)),
        (("文件的落款是哪天", "跟施行是不是同一天"), ("issue_info", "validity")),
        (("生效日、谁牵头，两样说一下",), ("validity", "lead_department")),
    ],
)
def test_a_follow_up_stays_with_the_words_of_what_was_spoken_of(subject, turns, named):
    assert subject(*turns) == named


def test_every_clause_with_measures_is_found_by_its_number(assistant):
    library = assistant.library
    for measure in library.measures:
        clause = library.clause(measure.clause_id)
        if len(clause.path) > 1:
            found = numbered(clause.label, library)
            assert found
            owners = {f"{m.policy}/{m.id}" for m in library.measures if m.clause_id == clause.id}
            assert set(found) <= owners
            if measure.pays:
                assert f"{measure.policy}/{measure.id}" in found


# Named by a figure


@pytest.mark.parametrize(
    ("text", "outside", "acts", "measures"),
    [
        ("有个补30%的", (), (), ("innovation_voucher",)),
        ("给到2000万的那个", (), (), ("common_tech_platform",)),
        ("给到37万的那个", (), (), ()),
        ("有个补30%的", ("taxes",), (), ()),
        ("有个补30%的", (), ("abuse",), ()),
        ("三年的那个", (), (), ()),
    ],
)
def test_a_figure_of_a_clause_points_to_its_measure(assistant, text, outside, acts, measures):
    quantities = read_quantities(text, as_of=DAY)
    assert short(by_figure(text, quantities, outside, acts, assistant.library)) == measures


# Named by word


@pytest.mark.parametrize(
    ("text", "measures"),
    [
        ("小巨人奖励给多少", ("ladder_award",)),
        ("拿专利去银行质押借钱，利息能补吗", ("ip_pledge_interest",)),
        ("创新券一年能用多少", ("innovation_voucher",)),
        ("去国外参展展位费补不补", ("overseas_exhibition",)),
        ("纳斯达克上市奖多少", ("overseas_listing",)),
        ("首台套奖励和境外展会展位费补贴分别是多少", ("first_set_award", "overseas_exhibition")),
        ("哪个部门牵头", ("lead_department",)),
        ("政策什么时候到期", ("validity",)),
        ("奖励能重复拿吗", ("no_double",)),
    ],
)
def test_what_a_turn_is_about(subject, text, measures):
    assert subject(text) == measures


@pytest.mark.parametrize(
    ("text", "named"),
    [("知识产权质押贷款贴息", ["ip_pledge_interest"]), ("今天吃什么", [])],
)
def test_a_measure_is_plainly_named_by_its_own_words(assistant, text, named):
    assert list(short(plainly_named(text, assistant.understanding))) == named


def test_support_as_such_is_general(assistant):
    found = read_turn("我们能拿多少补贴", Conversation(), assistant.understanding, DAY)
    assert found.general
    assert (found.matters, found.outside, found.acts) == ((), (), ())


def test_an_amount_never_names_a_matter(assistant):
    """300万 stands in the guarantee's clause; said of one's own loan it must not bring that in."""
    found = read_turn("专利质押贷款300万贴息多少", Conversation(), assistant.understanding, DAY)
    assert short(found.matters) == ("ip_pledge_interest",)


def test_what_the_asker_is_tells_nothing_where_the_rest_names_a_matter(subject):
    assert subject("孩子要上小学了，公司是小巨人，能照顾吗") == ("talent_benefits",)


@pytest.mark.parametrize(
    ("said", "measures"),
    [
        (("单项冠军奖多少", "那2000万是给谁的"), ("common_tech_platform",)),
        (("单项冠军奖多少", "那200万是谁的"), ("ladder_award",)),
    ],
)
def test_a_figure_that_is_asked_after_leads_to_its_measure(subject, said, measures):
    assert subject(*said) == measures


# Carried over


@pytest.mark.parametrize(
    ("said", "measures"),
    [
        (("首台套奖多少", "保险呢"), ("first_set_insurance",)),
        (("首台套奖多少", "保险补几成", "奖励那个呢，多少"), ("first_set_award",)),
        (("境内上市奖多少", "那境外的呢"), ("domestic_listing",)),
        (("小巨人奖多少", "那隐形冠军呢"), ("ladder_award",)),
    ],
)
def test_a_short_follow_up_turns_to_the_sister_whose_name_holds_its_word(subject, said, measures):
    """境外 is an option of what the measure itself asks for: no turn to a sister."""
    assert subject(*said) == measures


@pytest.mark.parametrize(
    ("said", "measures"),
    [
        (("专利质押贷款能贴多少息", "贷了700万"), ("ip_pledge_interest",)),
        (("单项冠军奖多少", "隐形冠军呢"), ("ladder_award",)),
        (("省级研发中心能拿多少", "那市级呢"), ("rd_body_award",)),
        (("单项冠军奖多少", "创新券一年最多补多少"), ("innovation_voucher",)),
        (("单项冠军奖多少", "谢谢"), ()),
        (("单项冠军奖多少", "企业所得税怎么申报"), ()),
    ],
)
def test_a_follow_up_stays_and_a_new_question_leaves(subject, said, measures):
    assert subject(*said) == measures


def test_without_a_talk_before_there_is_nothing_to_carry(subject):
    assert subject("那市级呢") == ()


@pytest.mark.parametrize(
    ("first", "then", "ids"),
    [
        ((), (), []),
        (("training",), (), ["training"]),
        (("training",), ("ladder_award", "land_space"), ["training", "land_space", "ladder_award"]),
        (("training",), ("training",), ["training"]),
        (("validity", "no_such"), ("training",), ["training"]),
    ],
)
def test_measures_in_question_come_first_then_the_latest_mentioned(assistant, first, then, ids):
    found = measures_of(
        assistant.library, [f"{POLICY}/{name}" for name in first], [f"{POLICY}/{name}" for name in then]
    )
    assert [measure.id for measure in found] == ids


# Rules, levels and figures in follow-ups


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (("单项冠军奖多少", "那接替它的新政策叫什么"), ("validity",)),
        (("首台套奖多少", "到期之后还续期不"), ("validity",)),
        (("首台（套）奖励多少", "国家级认定和省级认定，奖励有没有区别？"), ("first_set_award",)),
        (("首台（套）奖励多少", "市级的呢"), ("first_set_award",)),
        (("首台（套）奖励多少", "那国家级研发机构呢"), ("rd_body_award",)),
        (("境外上市奖多少", "每年500万那个经费，我们分得到吗"), ("listing_training_fund",)),
        (("首台套奖多少", "投保的钱有补偿吗", "先前那五十万是年年有还是就一回"), ("first_set_award",)),
        (("专利质押贷了300万，基准4%，一年，贴多少", "那要是半年就到期呢"), ("ip_pledge_interest",)),
        (("文件里隐形冠军打算培育几家",), ("targets",)),
        (("文件里隐形冠军打算培育几家", "单项冠军呢"), ("targets",)),
        (("文件里隐形冠军打算培育几家", "单项冠军奖多少"), ("ladder_award",)),
        (("我保证书都写好了，首台套肯定给满50万吧",), ("first_set_award",)),
        (("小巨人奖多少", "你到底是真人还是程序"), ()),
        # What was got before is asked of the measure.
        (("省级企业研究院奖多少", "那之前市级拿过的要扣掉吗，还是全额再给一次？"), ("rd_body_award",)),
    ],
)
def test_a_follow_up_turns_to_a_rule_or_figure_and_stays_where_only_levels_are_named(subject, said, expected):
    assert subject(*said) == expected


@pytest.mark.parametrize(
    ("before", "turn", "measures"),
    [
        (
            "小巨人奖多少，首台套奖多少",
            "隐形冠军呢？首台套保险呢？",
            ("ladder_award", "first_set_insurance"),
        ),
        ("市级研发机构奖多少", "国家级的呢，境外上市呢？", ("rd_body_award", "overseas_listing")),
        ("国家级研发机构奖多少", "省级呢？市级呢？", ("rd_body_award",)),
    ],
)
def test_short_follow_ups_in_a_row_are_each_read(subject, before, turn, measures):
    assert subject(before, turn) == measures


def test_a_rule_whose_words_are_quoted_is_asked_for(subject):
    assert subject("首台套奖多少", "“从优”两个字写在哪一条") == ("no_double",)
    assert subject("小巨人奖多少", "“见贷即保”写在哪条") == ("sme_guarantee",)
