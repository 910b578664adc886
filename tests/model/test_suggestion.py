"""What of a model's reading is taken over: only what the user's own words bear out."""

import pytest

from assistant.dialogue.conversation import Conversation
from assistant.dialogue.following import follow
from assistant.dialogue.reading import read_turn
from assistant.writing.suggestion import Suggestion, offered, take_over, turned_to
from tests.model.conftest import IN_FORCE

LOAN = "hz-binjiang-2023-9/ip_pledge_interest"


@pytest.fixture
def merged(composed):
    """(the grammar's reading, the same with a suggestion)."""

    def run(question, matters=(), facts=(), before=None):
        before = before or Conversation()
        reading = read_turn(question, before, composed.understanding, IN_FORCE)
        turned = turned_to(composed.understanding, composed.search, before, IN_FORCE)
        return reading, take_over(reading, suggestion(matters, facts), turned)

    return run


def suggestion(matters=(), facts=()):
    return Suggestion.model_validate(
        {
            "matters": [{"id": matter, "said": said} for matter, said in matters],
            "facts": [{"name": n, "said": said, "value": value} for n, said, value in facts],
        }
    )


def unread(reading, name):
    return name not in {fact.name for fact in reading.facts}


@pytest.mark.parametrize(
    ("question", "name", "said"),
    [
        # cut out of a number
        ("专利质押贷款1200万怎么贴息", "loan.principal", "200万"),
        # of another thing than the words beside it say
        ("创新券服务合同六十万，补贴多少", "voucher.received_this_year", "创新券服务合同六十万"),
        ("专利质押怎么贴息，我们营业额5000万", "loan.principal", "营业额5000万"),
        # denied
        ("专利质押，基准利率不是4%", "loan.benchmark_rate", "4%"),
        # what the contract says, not the benchmark
        ("专利质押贷款，合同利率5.2%，贴多少", "loan.benchmark_rate", "合同利率5.2%"),
        ("专利质押贷款，利率是LPR加50个基点", "loan.benchmark_rate", "利率是LPR加50个基点"),
        # said of the award
        ("专利质押贷款，利率高，补贴3%对吧", "loan.benchmark_rate", "利率高，补贴3%"),
        # a misspelt word of another fact, and one that is denied
        ("专利质押贷款，jizhun lilv 4.35%", "loan.principal", "jizhun lilv 4.35%"),
        ("专利质押贷款，不是jizhun lilv 4.35%", "loan.years", "不是jizhun lilv 4.35%"),
    ],
)
def test_no_number_is_a_fact_on_the_models_word(merged, question, name, said):
    before, after = merged(question, facts=[(name, said, "")])
    assert after == before


def test_of_two_loans_none_is_dropped_and_none_is_merged(merged):
    question = "专利质押贷款800万，另外商标质押贷款900万，期限一年"
    for said in ("贷款900万", "800万，另外商标质押贷款900万", question):
        before, after = merged(question, facts=[("loan.principal", said, ""), ("loan.years", said, "")])
        assert after == before
    assert sum(fact.name == "loan.principal" for fact in before.facts) == 2


def test_no_number_of_an_earlier_turn_is_said_again(merged, composed):
    first = read_turn("我们营业额9000万，专利质押怎么贴息", Conversation(), composed.understanding, IN_FORCE)
    before = follow(Conversation(), first)
    for said in ("营业额9000万", "9000万"):
        was, now = merged("那能贴多少", facts=[("loan.principal", said, "")], before=before)
        assert now == was


def test_a_matter_that_is_misspelt_is_read_where_the_model_points_at_it(merged):
    matter = "hz-binjiang-2023-9/overseas_exhibition"
    before, after = merged("展WEI费补贴 德GUO", matters=[(matter, "展WEI费补贴")])
    assert before.matters == ()
    assert after.matters == (matter,)
    assert after.question == "展WEI费补贴 德GUO"


@pytest.mark.parametrize(
    ("matter", "said"),
    [
        # another matter than the one that is heard
        (LOAN, "展WEI费补贴 德GUO"),
        ("hz-binjiang-2023-9/first_set_insurance", "展WEI费补贴"),
        # words beside those that are heard, and words that nobody said
        ("hz-binjiang-2023-9/overseas_exhibition", "德GUO"),
        ("hz-binjiang-2023-9/overseas_exhibition", "展位费补贴"),
    ],
)
def test_a_matter_that_is_not_heard_is_not_taken_over(merged, matter, said):
    before, after = merged("展WEI费补贴 德GUO", matters=[(matter, said)])
    assert after == before


@pytest.mark.parametrize("question", ["招人太难了，区里帮不帮忙", "现金流吃紧，政府帮不帮一把"])
def test_a_matter_on_the_models_word_alone_is_offered_and_answers_nothing(merged, composed, question):
    near = {hit.clause_id for hit in composed.search.find(question, limit=4)}
    clauses = {f"{m.policy}/{m.id}": m.clause_id for m in composed.library.measures}
    meant = next(matter for matter, clause in clauses.items() if clause in near)
    far = next(matter for matter, clause in clauses.items() if clause not in near)
    before, after = merged(question, matters=[(meant, question)])
    assert after == before
    turned = turned_to(composed.understanding, composed.search, Conversation(), IN_FORCE)
    assert offered(before, suggestion([(meant, question), (far, question)]), turned) == (meant,)
    assert offered(before, suggestion([(meant, "谁也没说过")]), turned) == ()


def test_a_choice_is_heard_in_pinyin_and_never_swapped(merged):
    question = "研发机构奖励，GUOJIAJI的，多少"
    before, after = merged(question, facts=[("level", "GUOJIAJI", "national")])
    assert unread(before, "level")
    [level] = [fact for fact in after.facts if fact.name == "level"]
    assert level.option == "national"
    was, swapped = merged(question, facts=[("level", "GUOJIAJI", "provincial")])
    assert swapped == was


@pytest.mark.parametrize("value", ["national", "provincial", "city"])
def test_a_level_that_is_written_out_or_denied_is_the_grammars(merged, value):
    for question in (
        "研发机构不是国家级，奖多少",
        "研发机构奖励，不是GUOJIAJI",
        "研发机构，有专家级团队，奖多少",
    ):
        before, after = merged(question, facts=[("level", question, value), ("level", "家级", value)])
        assert {f.option for f in after.facts} <= {f.option for f in before.facts}


@pytest.mark.parametrize("said", ["your notic", "your notice", "RMB 1 million", "for digital"])
def test_two_letters_of_a_latin_word_bear_nothing_out(merged, said):
    question = "your notice says up to RMB 1 million for digital R&D. what's the rate?"
    before, after = merged(question, matters=[("hz-binjiang-2023-9/overseas_listing", said)])
    assert after == before


@pytest.mark.parametrize(
    "said",
    [
        "九千万",
        "贷款9000万",
        "",
        "专利质押贷款，营业额5000万，还有别的很多很多很多话说不完，一直说到这里为止了",
    ],
)
def test_words_that_nobody_said_count_for_nothing(merged, said):
    before, after = merged("专利质押贷款怎么贴息，我们营业额5000万", facts=[("loan.principal", said, "")])
    assert after == before


def test_a_claim_about_the_policy_is_no_fact(merged):
    before, after = merged("专利质押贷款补贴500万对吧", facts=[("loan.principal", "贷款补贴500万", "")])
    assert after.facts == before.facts


def test_what_the_grammar_has_read_stays(merged):
    question = "专利质押贷款800万，基准利率4.35%，一年"
    before, after = merged(
        question, facts=[("loan.principal", "基准利率4.35%", ""), ("pledged_ip", "专利质押", "false")]
    )
    assert after == before


def test_yes_and_no_are_never_taken_over(merged):
    before, after = merged("创新券合同两百万补多少", facts=[("contract.registered", "创新券合同", "true")])
    assert after == before


@pytest.mark.parametrize("question", ["你好", "谢谢啦", "余杭区的政策呢", "增值税怎么交", "境外上市奖励多少"])
def test_what_is_decided_is_not_turned_into_something_else(merged, question):
    before, after = merged(question, matters=[(LOAN, question)])
    assert after == before


@pytest.mark.parametrize("matter", ["no_such_matter", "hz-binjiang-2023-9/nothing", "", "../x"])
def test_a_matter_that_does_not_exist_is_left_out(merged, matter):
    before, after = merged("那个东西怎么弄啊", matters=[(matter, "那个东西")])
    assert after == before
