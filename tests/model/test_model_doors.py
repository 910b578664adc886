"""A language model behind the doors: the conclusion first, cancelled by whoever leaves, counted for Prometheus."""

from __future__ import annotations

import json
import threading
import time

import httpx
import pytest
import uvicorn

from assistant.settings import Settings
from assistant.state.store import open_store
from assistant.web.application import application
from assistant.web.options import WebOptions
from assistant.web.service import Service
from assistant.writing.layout import opening_of_text
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
