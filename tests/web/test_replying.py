"""A reply on the chat page step by step, and what a visitor costs Gradio."""

from types import SimpleNamespace

import httpx
import pytest

from assistant.web import chat
from assistant.web.chat import no_history, replying

LOAN = "知识产权质押贷款1000万元，基准利率4%，一年，能贴多少？"


@pytest.fixture(autouse=True)
def without_gradio(monkeypatch):
    """What Gradio does with a reply is tested in the browser; its import here would leave loops open."""
    monkeypatch.setattr(chat, "own_html_props", dict)
    stand_in = SimpleNamespace(update=lambda **given: {"__type__": "update", **given})
    monkeypatch.setattr(chat, "gradio", lambda: stand_in)


def shown_last(step):
    """The HTML of the last message of a step."""
    return step[0][-1]["content"]["value"]


def test_the_question_comes_first_then_the_conclusion_then_the_whole(service):
    waiting, conclusion, whole = replying(service, LOAN, [], no_history())
    assert LOAN in waiting[0][1]["content"]["value"] and "正在查阅原文" in shown_last(waiting)
    assert "20万元" in shown_last(conclusion) and 'class="amounts"' not in shown_last(conclusion)
    assert 'class="amounts"' in shown_last(whole) and 'data-do="copy"' in shown_last(whole)


def test_only_the_last_step_makes_a_part_of_the_page_anew(service):
    """Gradio builds a component from the start for each update, at some milliseconds a piece."""
    steps = list(replying(service, LOAN, [], no_history()))
    updates = [[isinstance(part, dict) and "__type__" in part for part in step] for step in steps]
    assert updates[:-1] == [[False] * 4] * 2 and updates[-1] == [False, False, False, True]


def test_an_answer_is_laid_out_once_however_long_the_talk(service, monkeypatch):
    laid_out = []
    real = chat.answer_view
    monkeypatch.setattr(
        chat, "answer_view", lambda answer, **given: laid_out.append(given) or real(answer, **given)
    )
    shown, history = [], no_history()
    for question in (LOAN, "质押贷款贴息", "你好"):
        *_, (_, shown, history, _) = replying(service, question, shown, history)
    assert laid_out.count({}) == 3


def test_a_question_without_words_changes_nothing(service):
    ((messages, shown, history, _),) = replying(service, "  ", [], no_history())
    assert len(messages) == 1 and shown == [] and history == no_history()


def test_who_chats_does_not_pay_for_the_fields_of_the_checkup(server):
    """Gradio copies every component of a page for each visitor."""
    checkup = httpx.get(f"{server.url}/checkup/", follow_redirects=True).url.path
    counted = {
        path: len(httpx.get(f"{server.url}{path}config").json()["components"]) for path in ("/", checkup)
    }
    assert counted["/"] < 25 < counted[checkup]


@pytest.mark.parametrize("page", ["", "/checkup", "/checkup/{form}"])
def test_what_gradio_offers_beside_a_page_is_closed(server, page):
    form = httpx.get(f"{server.url}/checkup/").headers["location"].split("/")[-2]
    for part in ("upload", "proxy=http://127.0.0.1", "component_server"):
        reply = httpx.post(f"{server.url}{page.format(form=form)}/gradio_api/{part}")
        assert reply.status_code == 404 and "没有找到" in reply.json()["detail"]


@pytest.mark.parametrize("page", ["/", "/checkup/"])
def test_the_pages_of_gradio_are_guarded_too(server, page):
    headers = httpx.get(f"{server.url}{page}", follow_redirects=True).headers
    assert "default-src 'self'" in headers["content-security-policy"]
    assert "connect-src 'self'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff" and "set-cookie" not in headers
