"""A language model behind the doors: the conclusion first, cancelled by whoever leaves, counted for Prometheus."""

from __future__ import annotations

import json
import threading
import time

import httpx
import pytest
import uvicorn

from assistant.errors import Fault
from assistant.settings import Settings
from assistant.state.store import open_store
from assistant.web.application import application
from assistant.web.options import WebOptions
from assistant.web.service import Service
from assistant.writing.layout import opening_of_text
from assistant.writing.scripted import completion, explain
from evals.liar import SAYINGS
from tests.model.faults import hanging

LOAN = "拿专利去银行质押贷了八百万，基准利率4.35%，借一年，贴息是多少"
EVENTS = {"accept": "text/event-stream"}


@pytest.fixture
def doors(modelled, tmp_path):
    """The application in a thread of its own on a real port, over the assistant with the scripted model."""
    opened = []

    def open_with(**settings):
        assistant = modelled(**settings)
        # What the service looks at is whether a model is set.
        told = Settings(
            data_dir=tmp_path, model="scripted", model_base_url="http://127.0.0.1", _env_file=None
        )
        service = Service(told, lambda _: assistant, open_store)
        app = application(
            service=service, options=WebOptions(rate="10000/minute", metrics_open=True), pages=False
        )
        server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_level="error"))
        thread = threading.Thread(target=server.run)
        thread.start()
        while not server.started:
            time.sleep(0.01)
        port = server.servers[0].sockets[0].getsockname()[1]
        client = httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=15)
        opened.append((client, server, thread))
        return client, assistant

    yield open_with
    for client, server, thread in opened:
        client.close()
        server.should_exit = True
        thread.join(10)


def told_events(lines):
    name = ""
    for line in lines:
        if line.startswith("event: "):
            name = line[7:]
        elif line.startswith("data: "):
            yield name, json.loads(line[6:])


def test_the_conclusion_is_there_while_the_model_hangs(doors, server, composed):
    server.transport = hanging
    client, _ = doors(answer_timeout=4.0)
    # The first question of a process opens the store.
    assert client.post("/api/answers", json={"question": "你好"}).status_code == 200
    began = time.monotonic()
    with client.stream("POST", "/api/answers", json={"question": LOAN}, headers=EVENTS) as response:
        told = told_events(response.iter_lines())
        name, first = next(told)
        waited = time.monotonic() - began
        rest = dict(told)
    plain = composed.answer(LOAN).answer
    assert name == "conclusion"
    assert first["text"] == opening_of_text(plain.text)
    # The contract is two seconds; the model had said nothing by then and never did.
    assert waited < 2
    assert rest["answer"]["model"]["outcome"] == "late"
    assert rest["answer"]["text"] == plain.text
    # Half a tick and a busy machine on top of the deadline.
    assert time.monotonic() - began < 4 + 3


def test_whoever_closes_the_connection_cancels_the_call(doors, server):
    server.transport = hanging
    client, assistant = doors(answer_timeout=20.0)
    with client.stream("POST", "/api/answers", json={"question": LOAN}, headers=EVENTS) as response:
        assert next(told_events(response.iter_lines()))[0] == "conclusion"
    until = time.monotonic() + 10
    while not assistant.writer.counts["cancelled"] and time.monotonic() < until:
        time.sleep(0.05)
    assert assistant.writer.counts["cancelled"] == 1
    assert not assistant.writer.line.closed


def test_rejected_drafts_are_counted_for_prometheus(doors, server):
    server.script = SAYINGS["arabic"]
    client, _ = doors()
    answer = client.post("/api/answers", json={"question": LOAN}).json()
    assert answer["model"]["outcome"] == "replaced"
    told = client.get("/metrics").text
    assert 'assistant_model_events_total{event="rejected"} 2.0' in told
    assert 'assistant_model_events_total{event="replaced"} 1.0' in told
    assert 'assistant_model_events_total{event="rejected_typed_figure"}' in told
    tokens = answer["model"]["tokens_in"]
    assert f'assistant_model_tokens_total{{way="in"}} {float(tokens)}' in told
    assert "质押" not in told


def test_the_receipt_holds_tokens_and_cost_and_no_door_shows_another_answer(doors):
    client, _ = doors(model_price_in="2", model_price_out="8")
    answer = client.post("/api/answers", json={"question": LOAN}).json()
    again = client.get(f"/api/answers/{answer['id']}").json()
    assert again["same"] is True
    kept = again["kept"]["model"]
    assert (kept["tokens_in"], kept["tokens_out"]) == (
        answer["model"]["tokens_in"],
        answer["model"]["tokens_out"],
    )
    assert float(kept["cost"]) == pytest.approx((2 * kept["tokens_in"] + 8 * kept["tokens_out"]) / 1e6)
    assert again["again"]["text"] == answer["text"]


MISSING = "商标质押贷了500万，利率还没问，能贴多少"


def waiting_for(event):
    """A model that takes eight seconds, or until the event: it answers once somebody has seen the first words."""

    def transport(server, handler, request):
        event.wait(8)
        handler.send_json(completion(explain(request), request))

    return transport


def deltas(lines):
    """(the delta, the whole chunk) of each event of a chat that streams."""
    for line in lines:
        if line.startswith("data: {"):
            chunk = json.loads(line[6:])
            yield (chunk["choices"][0]["delta"] if "choices" in chunk else {}), chunk


def streamed(client, question, seen):
    """(seconds to the first words, their delta, all content, the last chunk) of a chat that streams."""
    asked = {"model": "any", "messages": [{"role": "user", "content": question}], "stream": True}
    began = time.monotonic()
    with client.stream("POST", "/v1/chat/completions", json=asked) as response:
        told = deltas(response.iter_lines())
        first = next(delta for delta, _ in told if delta.get("content") or delta.get("reasoning_content"))
        waited = time.monotonic() - began
        seen.set()
        rest = list(told)
    content = first.get("content", "") + "".join(delta.get("content") or "" for delta, _ in rest)
    return waited, first, content, rest[-1][1]


def test_a_chat_shows_the_conclusion_while_the_model_writes(doors, server, composed):
    seen = threading.Event()
    server.transport = waiting_for(seen)
    client, _ = doors(answer_timeout=12.0)
    assert client.post("/api/answers", json={"question": "你好"}).status_code == 200
    waited, first, content, last = streamed(client, LOAN, seen)
    plain = composed.answer(LOAN).answer
    # Words that stay: the text as written begins with them, and they stand in it once.
    assert first == {"content": opening_of_text(plain.text)}
    assert waited < 2
    answer = last["answer"]
    assert answer["model"]["outcome"] == "written"
    assert content.startswith(answer["text"])
    assert content.count(first["content"]) == 1
    assert last["usage"]["prompt_tokens"] == answer["model"]["tokens_in"] > 0


def test_where_a_model_may_understand_more_the_conclusion_is_no_content_yet(doors, server, composed):
    seen = threading.Event()
    server.transport = waiting_for(seen)
    client, _ = doors(answer_timeout=12.0)
    assert client.post("/api/answers", json={"question": "你好"}).status_code == 200
    waited, first, content, last = streamed(client, MISSING, seen)
    plain = composed.answer(MISSING).answer
    assert first == {"reasoning_content": opening_of_text(plain.text)}
    assert waited < 2
    assert content.startswith(last["answer"]["text"])
    assert last["answer"]["model"]["outcome"] == "written"


def test_a_chat_with_a_model_goes_on_under_the_words_that_were_streamed(doors, server, composed):
    client, _ = doors()
    _, _, content, _ = streamed(client, LOAN, threading.Event())
    said = [{"role": "user", "content": LOAN}, {"role": "assistant", "content": content}]
    asked = {"messages": [*said, {"role": "user", "content": "那半年呢"}]}
    answer = client.post("/v1/chat/completions", json=asked).json()["answer"]
    before = composed.answer(LOAN).conversation
    plain = composed.answer("那半年呢", conversation=before).answer
    assert [f["amount"] for f in answer["figures"]] == [f"{f.amount:.2f}" for f in plain.figures]
    assert answer["figures"]


def test_a_chat_whose_reader_leaves_cancels_the_call(doors, server):
    server.transport = hanging
    client, assistant = doors(answer_timeout=20.0)
    asked = {"messages": [{"role": "user", "content": LOAN}], "stream": True}
    with client.stream("POST", "/v1/chat/completions", json=asked) as response:
        # A sign of waiting: the model is being asked.
        assert next(line for line in response.iter_lines() if line.startswith(":"))
    until = time.monotonic() + 10
    while not assistant.writer.counts["cancelled"] and time.monotonic() < until:
        time.sleep(0.05)
    assert assistant.writer.counts["cancelled"] == 1


def test_stock_clients_read_one_text_while_the_model_hangs(doors, server, composed):
    from openai import OpenAI

    server.transport = hanging
    client, _ = doors(answer_timeout=2.0)
    stock = OpenAI(base_url=f"{client.base_url}/v1", api_key="none", max_retries=0)
    for question in (LOAN, MISSING):
        pieces = stock.chat.completions.create(
            model="any", messages=[{"role": "user", "content": question}], stream=True
        )
        content = "".join(piece.choices[0].delta.content or "" for piece in pieces)
        assert content.startswith(composed.answer(question).answer.text)
    stock.close()


def test_a_fault_in_the_middle_of_a_chat_is_told_as_clients_expect_it(doors, monkeypatch):
    from openai import APIError, OpenAI

    def broken(self, *given):
        raise Fault("数据库暂时不可用，请稍后再试。")

    client, _ = doors()
    monkeypatch.setattr(Service, "_kept", broken)
    stock = OpenAI(base_url=f"{client.base_url}/v1", api_key="none", max_retries=0)
    pieces = stock.chat.completions.create(
        model="any", messages=[{"role": "user", "content": LOAN}], stream=True
    )
    with pytest.raises(APIError, match="数据库暂时不可用"):
        list(pieces)
    stock.close()
