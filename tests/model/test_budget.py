"""What an answer may take: calls, tokens, time, places; and that each of them is held where it is set."""

from __future__ import annotations

import threading
import time

import pytest
from langchain_core.messages import AIMessage

from assistant.settings import Settings
from assistant.writing.scripted import Call, Said, completion, explain
from assistant.writing.usage import SpentError, Usage
from assistant.writing.writer import READING_CALLS
from evals.liar import asks_for_reading
from tests.model.conftest import IN_FORCE

LOAN = "拿专利去银行质押贷了八百万，基准利率4.35%，借一年，贴息是多少"
MISSING = "商标质押贷了500万，利率还没问，能贴多少"


def replied(tokens_in, tokens_out):
    told = {"input_tokens": tokens_in, "output_tokens": tokens_out, "total_tokens": tokens_in + tokens_out}
    return AIMessage("", usage_metadata=told)


def test_calls_and_tokens_end_an_answer():
    calls = Usage(most_calls=2)
    calls.begin()
    calls.begin()
    with pytest.raises(SpentError, match="2 calls"):
        calls.begin()
    tokens = Usage(most_tokens=100)
    tokens.begin()
    tokens.add(replied(80, 19))
    tokens.begin()
    tokens.add(replied(1, 0))
    with pytest.raises(SpentError, match="100 tokens"):
        tokens.begin()


def test_a_model_that_takes_too_many_tokens_is_stopped(modelled, composed, server):
    def transport(running, handler, request):
        said = Said(calls=[Call("list_measures", "{}")])
        body = completion(said, request)
        body["usage"] = {"prompt_tokens": 40_000, "completion_tokens": 10, "total_tokens": 40_010}
        handler.send_json(body)

    server.transport = transport
    answer = modelled().answer(LOAN, as_of=IN_FORCE).answer
    assert (answer.model.outcome, answer.model.calls) == ("replaced", 2)
    assert answer.model.tokens_in == 80_000
    assert answer.text == composed.answer(LOAN, as_of=IN_FORCE).answer.text


def test_reading_counts_towards_the_answer_and_has_few_calls(modelled, server):
    def script(request):
        return Said("我不会。") if asks_for_reading(request) else explain(request)

    server.script = script
    answer = modelled().answer(MISSING, as_of=IN_FORCE).answer
    reading = [request for request in server.requests if asks_for_reading(request)]
    assert 1 <= len(reading) <= READING_CALLS
    assert answer.model.outcome == "written"
    assert answer.model.calls == len(server.requests)


def test_an_answer_has_twenty_seconds_and_four_places_where_nothing_is_set(modelled):
    told = Settings(_env_file=None)
    assert (told.answer_timeout, told.model_concurrency) == (20.0, 4)
    writer = modelled(answer_timeout=told.answer_timeout).writer
    assert writer.timeout == 20.0
    assert writer.line.most == 4
    assert modelled(model_concurrency=2).writer.line.most == 2


def test_the_answer_beyond_the_places_comes_as_composed(modelled, composed, server):
    held, free = threading.Event(), threading.Event()

    def transport(running, handler, request):
        held.set()
        free.wait(8)
        handler.send_json(completion(explain(request), request))

    server.transport = transport
    assistant = modelled(model_concurrency=1, answer_timeout=12.0)
    first = threading.Thread(target=assistant.answer, args=(LOAN,), kwargs={"as_of": IN_FORCE})
    first.start()
    assert held.wait(5)
    began = time.monotonic()
    answer = assistant.answer(LOAN, as_of=IN_FORCE).answer
    assert answer.model.outcome == "busy"
    assert answer.text == composed.answer(LOAN, as_of=IN_FORCE).answer.text
    assert time.monotonic() - began < 6
    free.set()
    first.join(12)
    assert assistant.writer.counts["written"] == 1
