"""What of a model's reading is taken over: only what the user's own words bear out."""

from dataclasses import replace
from fractions import Fraction

import pytest

from assistant.dialogue.conversation import Conversation
from assistant.dialogue.reading import read_turn
from assistant.writing.suggestion import take_over
from tests.model.conftest import IN_FORCE

LOAN = "hz-binjiang-2023-9/ip_pledge_interest"


@pytest.fixture
def merged(composed):
    def run(question, matters=(), facts=()):
        reading = read_turn(question, Conversation(), composed.understanding, IN_FORCE)
        suggested = {
            "matters": [{"id": matter, "said": said} for matter, said in matters],
            "facts": [{"name": n, "said": said, "value": value} for n, said, value in facts],
        }
        return reading, take_over(
            reading, suggested, composed.library, composed.search, Conversation(), IN_FORCE
        )

    return run


def unread(reading, name):
    return name not in {fact.name for fact in reading.facts}


def test_a_number_is_read_again_from_the_users_words(composed):
    question = "专利质押贷款，银行基准利率是百分之四点五"
    reading = replace(read_turn(question, Conversation(), composed.understanding, IN_FORCE), facts=())
    suggested = {
        "facts": [{"name": "loan.benchmark_rate", "said": "基准利率是百分之四点五", "value": "0.99"}]
    }
    after = take_over(reading, suggested, composed.library, composed.search, Conversation(), IN_FORCE)
    [rate] = after.facts
    assert (rate.name, rate.low, rate.said) == ("loan.benchmark_rate", Fraction(45, 1000), "百分之四点五")


def test_a_matter_that_the_grammar_missed_is_taken_over_with_a_second_witness(composed):
    question = "专利质押贷款1000万，基准利率4%，一年，能贴多少"
    known = read_turn(question, Conversation(), composed.understanding, IN_FORCE)
    missed = replace(known, asked=(), facts=(), acts=(), outside=(), candidates=())
    suggested = {"matters": [{"id": LOAN, "said": "专利质押贷款"}]}
    after = take_over(missed, suggested, composed.library, composed.search, Conversation(), IN_FORCE)
    assert after.matters == (LOAN,)
    assert {fact.name for fact in after.facts} >= {"loan.principal", "loan.benchmark_rate", "loan.years"}
    alone = {"matters": [{"id": "hz-binjiang-2023-9/overseas_listing", "said": "能贴多少"}]}
    assert take_over(missed, alone, composed.library, composed.search, Conversation(), IN_FORCE) == missed


@pytest.mark.parametrize("said", ["your notic", "your notice", "RMB 1 million", "for digital"])
def test_two_letters_of_a_latin_word_bear_nothing_out(composed, said):
    question = "your notice says up to RMB 1 million for digital R&D. what's the rate?"
    reading = read_turn(question, Conversation(), composed.understanding, IN_FORCE)
    suggested = {"matters": [{"id": "hz-binjiang-2023-9/overseas_listing", "said": said}]}
    after = take_over(reading, suggested, composed.library, composed.search, Conversation(), IN_FORCE)
    assert "hz-binjiang-2023-9/overseas_listing" not in after.matters


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


def test_a_number_beside_other_words_is_not_linked(merged):
    before, after = merged(
        "专利质押怎么贴息，我们营业额5000万", facts=[("loan.principal", "营业额5000万", "")]
    )
    assert unread(after, "loan.principal") or before == after


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
