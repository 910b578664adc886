"""What measures the pages measures what it says: the crowd, the desk's keys, the opening."""

import asyncio
import threading
from functools import partial

import pytest
import uvicorn
from fastapi.testclient import TestClient

from evals import crowd, opening
from evals.bare import bare_application
from evals.bench import SECTIONS
from evals.browser import BrowserMissingError
from evals.pages import keystroke_lines
from evals.serving import free_port

STREAM = 'event: text\ndata: {"text": "二十万元"}\n\nevent: done\ndata: {}\n\n'


@pytest.fixture
def bare():
    """A bare server in this process; gives a function that serves a stream and returns the port."""
    opened = []

    def serve(stream: str) -> int:
        port = free_port()
        server = uvicorn.Server(
            uvicorn.Config(bare_application(stream), host="127.0.0.1", port=port, log_level="error")
        )
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        while not server.started:
            thread.join(0.02)
        opened.append((server, thread))
        return port

    yield serve
    for server, thread in opened:
        server.should_exit = True
        thread.join(10)


def test_the_bare_server_answers_every_question_with_the_same_stream():
    with TestClient(bare_application(STREAM)) as client:
        replies = [client.post("/api/answers", json={"question": question}).text for question in "ab"]
    assert replies == [STREAM, STREAM]


def test_each_of_a_crowd_sees_the_first_word_before_the_end(bare):
    seen = asyncio.run(crowd.at_once(partial(crowd.ask_door, bare(STREAM)), ["问题"] * 20))
    assert len(seen) == 20 and all(0 < each.first <= each.end for each in seen)


def test_a_stream_that_breaks_off_is_no_answer(bare):
    port = bare("event: text\ndata: {}\n\n")
    with pytest.raises(ConnectionError, match="broke off"):
        asyncio.run(crowd.ask_door(port, "问题"))


def test_a_sign_that_lies_across_two_pieces_is_seen():
    async def read():
        reader = asyncio.StreamReader()
        reader.feed_data(b"event: te")
        watching = asyncio.create_task(crowd.watched(reader, 0.0, *crowd.DOOR))
        await asyncio.sleep(0)
        reader.feed_data(b"xt\n\nevent: done")
        return await watching

    seen = asyncio.run(read())
    assert seen.first <= seen.end


def test_the_p95_of_a_crowd_is_the_median_of_its_rounds():
    rounds = [[crowd.Seen(slow, slow + 1) for _ in range(20)] for slow in (1.0, 9.0, 2.0)]
    assert crowd.summary(rounds) == crowd.Crowd(first=2.0, end=3.0)


def test_the_event_of_the_question_is_found_in_what_gradio_says():
    config = {
        "components": [{"id": 3, "props": {}}, {"id": 7, "props": {"elem_id": "question"}}],
        "dependencies": [
            {"id": 0, "targets": [[3, "click"]]},
            {"id": 5, "targets": [[7, "submit"], [3, "click"]]},
        ],
    }
    assert crowd.submit_of(config) == 5
    with pytest.raises(LookupError):
        crowd.submit_of({**config, "dependencies": []})


def test_the_bar_of_the_desk_is_held_against_the_p95():
    lines = keystroke_lines([0.01] * 96 + [0.2] * 4)
    assert [line.missed for line in lines] == [False, False, False]
    assert keystroke_lines([0.01] * 90 + [0.2] * 10)[-1].missed


def test_the_opening_is_that_of_make_serve_with_the_set_up_done():
    assert opening.make_serve()[0] == "make" and opening.make_serve()[-1] == "serve"
    assert {"crowd", "desk", "opening"} <= set(SECTIONS)


def test_without_a_browser_the_rest_is_still_measured(monkeypatch, capsys):
    def none():
        raise BrowserMissingError("none is installed")

    monkeypatch.setattr(opening, "measure_opening", none)
    assert SECTIONS["opening"]() == () and "not measured" in capsys.readouterr().err
