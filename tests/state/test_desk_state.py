"""Feedback, curated answers and calls are kept and found again."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from assistant.dialogue.conversation import Conversation
from assistant.errors import NotFound, UserError
from assistant.state.calls import Check, add_turn, begin_call, call_of, find_calls, keep_call
from assistant.state.curated import Quote, curated_list, decide, propose, published_for
from assistant.state.feedback import Feedback, feedback_list, keep_feedback
from assistant.state.store import open_store

NOW = datetime(2024, 6, 1, 17, 30, tzinfo=UTC)  # 2 June, 01:30 in Shanghai
QUOTES = (Quote("p/二1", "原文"),)
ANSWER = {
    "id": "r1",
    "question": "贴息多少",
    "status": "answered",
    "spoken": "一句话",
    "citations": [{"path": ["二", "1"]}],
}


@pytest.fixture
def store(settings):
    return open_store(settings)


def test_feedback_is_listed_with_the_question(store):
    store.keep_receipt(ANSWER, Conversation())
    keep_feedback(store.engine, Feedback("r1", "bad", "misread", "没听懂", NOW))
    (found,) = feedback_list(store.engine, verdict="bad")
    assert (found.question, found.reason, found.given_at) == ("贴息多少", "misread", NOW)
    with pytest.raises(NotFound):
        keep_feedback(store.engine, Feedback("r9", "good", "", "", NOW))


def test_a_curated_answer_is_served_for_its_question_once_published(store):
    number = propose(store.engine, "小巨人奖励多少？", "补充", QUOTES, "王专员", NOW)
    assert published_for(store.engine, "小巨人奖励多少") == ()
    decide(store.engine, number, "published", "李编辑", NOW)
    (found,) = published_for(store.engine, "小巨人 奖励多少")
    assert (found.author, found.quotes, found.decided_by) == ("王专员", QUOTES, "李编辑")
    assert published_for(store.engine, "别的问题") == () == published_for(store.engine, "？？")
    decide(store.engine, number, "withdrawn", "李编辑", NOW)
    assert published_for(store.engine, "小巨人奖励多少") == ()
    assert curated_list(store.engine)[0].state == "withdrawn"


@pytest.mark.parametrize(
    "question,text,quotes",
    [("", "x", QUOTES), ("x", " ", QUOTES), ("x", "y", ()), ("x", "长" * 2001, QUOTES)],
)
def test_a_curated_answer_needs_question_words_and_quotes(store, question, text, quotes):
    with pytest.raises(UserError):
        propose(store.engine, question, text, quotes, "王专员", NOW)


def test_a_call_is_found_by_enterprise_word_and_day(store):
    call = begin_call(store.engine, "王专员", NOW)
    call = add_turn(store.engine, call, ANSWER)
    call = keep_call(
        store.engine,
        replace(
            call, enterprise="杭州某科技", notes="100%_贴息", checks=(Check("核实基准利率"),), ended_at=NOW
        ),
    )
    assert call_of(store.engine, call.id) == call
    for word in ("某科技", "基准利率", "贴息多少", "100%_"):
        assert find_calls(store.engine, word=word) == (call,), word
    assert find_calls(store.engine, word="%x") == ()
    assert find_calls(store.engine, day=date(2024, 6, 2)) == (call,)
    assert find_calls(store.engine, day=date(2024, 6, 1)) == ()


def test_a_matter_handed_over_is_found_by_who_took_it(store):
    call = begin_call(store.engine, "王专员", NOW)
    assert find_calls(store.engine, mine="李专员") == ()
    keep_call(store.engine, replace(call, handed_to="李专员", handed_note="请回电"))
    assert find_calls(store.engine, mine="李专员")[0].handed_note == "请回电"


def test_a_call_grown_too_long_is_refused(store):
    call = begin_call(store.engine, "王专员", NOW)
    with pytest.raises(UserError, match="太长"):
        keep_call(store.engine, replace(call, notes="x" * 10_001))
