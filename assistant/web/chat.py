"""The chat page: Gradio carries the talk, the store keeps it, the browser remembers its receipts."""

from __future__ import annotations

import logging
import re
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from assistant.errors import AssistantError, NotFound, UserError
from assistant.web import wording
from assistant.web.answer_view import Stage, answer_view, question_view
from assistant.web.look import Widget, gradio, own_html, own_html_props
from assistant.web.rates import Rates
from assistant.web.rendering import render
from assistant.web.service import Service

TALK = re.compile(r"chat-[\w\-]{16}")
# Run in the browser when a question is put: the field is empty at once, and takes the next words.
TAKE_QUESTION = "(question, ...rest) => { window.assistantTaken?.(); return [question, ...rest]; }"
QUIET = {"show_progress": "hidden", "api_visibility": "private"}
MOST_TALKS = 30
MOST_RECEIPTS = 100
LONGEST_TITLE = 22

log = logging.getLogger("assistant.web")

# A turn as shown: {"question", and one of "answer" (JSON form), "trouble" (words), or neither while waiting}.
Shown = list[dict[str, Any]]
# What the browser remembers: {"current": name, "talks": [{"name", "title", "receipts"}]}, newest first.
History = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Parts:
    """The components that the events of the page read and write."""

    log: Widget
    box: Widget
    send: Widget
    stop: Widget
    talks: Widget
    shown: Widget
    history: Widget


def add_chat(service: Service, rates: Rates, page: Widget) -> None:
    """The chat page, inside `page`, the Blocks that is being built."""
    gr = gradio()
    history = gr.BrowserState(no_history(), storage_key="assistant-history", secret="assistant-history")
    shown = gr.State([])
    with gr.Sidebar(label=wording.HISTORY, open=False, width=280, elem_id="history"):
        new = gr.Button(wording.NEW, elem_id="new-talk")
        talks = gr.Radio(
            [], label=wording.HISTORY, info=wording.HISTORY_EMPTY, elem_id="talks", interactive=True
        )
        clear = gr.Button(wording.HISTORY_CLEAR, size="sm", elem_id="clear-history")
    own_html(render("header.html", here="chat"), elem_id="top")
    with gr.Column(elem_id="chat"):
        log_ = gr.Chatbot(
            messages([]), elem_id="log", label=wording.CHAT_LABEL, show_label=False, container=False,
            buttons=[], feedback_options=None, group_consecutive_messages=False, layout="bubble", height=None,
            autoscroll=False,
        )  # fmt: skip
        with gr.Row(elem_id="ask-row", equal_height=True):
            box = gr.Textbox(
                label=wording.QUESTION_LABEL, placeholder=wording.QUESTION_HINT, show_label=False, lines=1,
                max_lines=6, max_length=4000, autofocus=True, container=False, scale=8, elem_id="question",
            )  # fmt: skip
            send = gr.Button(wording.SEND, variant="primary", elem_id="send", scale=0, min_width=84)
            # Which of the two is seen, the style sheet says: an output of Gradio costs more than the answer.
            stop = gr.Button(wording.STOP, elem_id="stop", scale=0, min_width=84)
        own_html(render("chat_foot.html", model=bool(service.settings.model)), elem_id="chat-foot")
    parts = Parts(log_, box, send, stop, talks, shown, history)
    _wire(service, rates, page, parts, new, clear)


def _wire(service: Service, rates: Rates, page: Widget, parts: Parts, new: Widget, clear: Widget) -> None:
    """Events of the page."""
    gr = gradio()

    def reply(question: str, shown: Shown, history: History, request: Widget) -> Iterator[tuple[Any, ...]]:
        allowed = rates.allow("ask", request.client.host if request.client else "unknown")
        yield from replying(service, question, shown, history, allowed)

    # Gradio finds out by the annotation that the request is wanted; a name of a local module it cannot read.
    reply.__annotations__["request"] = gr.Request

    running = gr.on(
        [parts.box.submit, parts.send.click],
        reply,
        [parts.box, parts.shown, parts.history],
        [parts.log, parts.shown, parts.history, parts.talks],
        js=TAKE_QUESTION,
        concurrency_limit=None,
        # With “once” a question right after a stopped one would be dropped: Gradio still holds the first.
        trigger_mode="multiple",
        **QUIET,
    )
    parts.stop.click(stopped, [parts.shown], [parts.log, parts.shown], cancels=[running], **QUIET)
    _wire_history(service, page, parts, (new, clear), running)


def _wire_history(
    service: Service, page: Widget, parts: Parts, buttons: tuple[Widget, Widget], running: Widget
) -> None:
    """Events that show another talk, or none; each ends the answer that is `running`."""

    def opened(history: History) -> tuple[Any, ...]:
        return reopened(service, history)

    def chosen(name: str, history: History) -> tuple[Any, ...]:
        return reopened(service, {**checked(history), "current": name})

    def begun(history: History) -> tuple[Any, ...]:
        return reopened(service, {**checked(history), "current": None})

    def cleared() -> tuple[Any, ...]:
        return reopened(service, no_history())

    new, clear = buttons
    reopen = [parts.log, parts.shown, parts.history, parts.talks]
    page.load(opened, [parts.history], reopen, **QUIET)
    parts.talks.input(chosen, [parts.talks, parts.history], reopen, cancels=[running], **QUIET)
    new.click(begun, [parts.history], reopen, cancels=[running], **QUIET)
    clear.click(cleared, None, reopen, cancels=[running], **QUIET)


def replying(
    service: Service, question: str, shown: Shown, history: History, allowed: bool = True
) -> Iterator[tuple[Any, ...]]:
    """The steps of a reply: the question with a sign of work, the conclusion, the whole.

    Each step gives the messages, the turns, the history and the list of talks. Only the last one changes the
    list: until then its value stands, which spares Gradio the making of a new one.
    """
    held = checked(history)
    if not (question or "").strip():
        yield messages(shown), shown, held, held["current"]
        return
    name = held["current"] or f"chat-{secrets.token_urlsafe(12)}"
    turn: dict[str, Any] = {"question": question}
    shown = [*shown, turn]
    yield messages(shown), shown, held, held["current"]
    try:
        if not allowed:
            raise UserError(wording.TOO_MANY)
        for stage, answer in service.progress(question, session=name, door="chat"):
            early: Stage = "writing" if stage in ("composed", "settled") else "conclusion"
            if stage == "answer":
                turn["answer"] = answer
            if stage != "writing":
                yield messages([*shown[:-1], {**turn, "answer": answer}], early), shown, held, held["current"]
    except AssistantError as error:
        turn["trouble"] = error.message
    except Exception:
        log.exception("no answer on the chat page")
        turn["trouble"] = wording.FAULT
    if "answer" in turn:
        held = remembered(held, name, question, str(turn["answer"]["id"]))
    yield messages(shown), shown, held, talk_list(held)


def stopped(shown: Shown) -> tuple[Any, ...]:
    """The page after the person stopped a reply: the question stays, and can be asked again."""
    if shown and not {"answer", "trouble"} & shown[-1].keys():
        shown = [*shown[:-1], {**shown[-1], "trouble": wording.STOPPED}]
    return messages(shown), shown


def reopened(service: Service, history: History) -> tuple[Any, ...]:
    """The page with the current talk of the history, read anew from its receipts."""
    held = checked(history)
    talk = next((t for t in held["talks"] if t["name"] == held["current"]), None)
    shown: Shown = []
    for receipt in talk["receipts"] if talk else ():
        try:
            answer, _ = service.store.receipt(receipt)
        except NotFound:
            shown.append({"question": talk["title"] if talk else "", "trouble": wording.GONE})
            continue
        shown.append({"question": answer["question"], "answer": answer})
    return messages(shown), shown, held, talk_list(held)


def messages(shown: Shown, stage: Stage = "whole") -> list[dict[str, Any]]:
    """The talk as Gradio shows it; `stage` says how much of the last answer."""
    out = [_message("assistant", _hello())]
    for at, turn in enumerate(shown):
        out.append(_message("user", question_view(turn["question"])))
        if stage != "whole" and at == len(shown) - 1:
            out.append(_message("assistant", answer_view(turn["answer"], stage=stage)))
        else:
            out.append(_message("assistant", _reply_view(turn)))
    return out


@lru_cache(maxsize=1)
def _hello() -> str:
    """What stands first in each talk; the same for all."""
    return render("hello.html")


def _reply_view(turn: dict[str, Any]) -> str:
    """HTML of a turn's reply; that of an answer is kept with its turn: every later step shows it again."""
    if "answer" not in turn:
        return render("trouble.html", trouble=turn.get("trouble", ""), question=turn["question"])
    if "html" not in turn:
        turn["html"] = answer_view(turn["answer"])
    return str(turn["html"])


def _message(role: str, html: str) -> dict[str, Any]:
    """A message of our own HTML, in the form that Gradio makes of a component in a message."""
    made = {"apply_default_css": False}
    part = {"type": "component", "component": "html", "value": html, "constructor_args": made}
    return {"role": role, "content": {**part, "props": {**own_html_props(), "value": html}}}


def talk_list(history: History) -> Widget:
    """The list of talks in the side bar."""
    gr = gradio()
    choices = [(talk["title"], talk["name"]) for talk in history["talks"]]
    return gr.update(choices=choices, value=history["current"], info="" if choices else wording.HISTORY_EMPTY)


def no_history() -> History:
    """What the browser remembers at first."""
    return {"current": None, "talks": []}


def checked(history: object) -> History:
    """The history as the browser sent it, without what is not of its form."""
    if not isinstance(history, dict) or not isinstance(history.get("talks"), list):
        return no_history()
    talks = [
        {
            "name": talk["name"],
            "title": str(talk.get("title", ""))[:LONGEST_TITLE],
            "receipts": [r for r in talk["receipts"] if isinstance(r, str)][-MOST_RECEIPTS:],
        }
        for talk in history["talks"][:MOST_TALKS]
        if _is_talk(talk)
    ]
    current = history.get("current")
    return {"current": current if any(t["name"] == current for t in talks) else None, "talks": talks}


def _is_talk(talk: object) -> bool:
    """Whether the browser sent a talk of this page: other conversations bear other names."""
    return (
        isinstance(talk, dict)
        and isinstance(talk.get("name"), str)
        and TALK.fullmatch(talk["name"]) is not None
        and isinstance(talk.get("receipts"), list)
    )


def remembered(history: History, name: str, question: str, receipt: str) -> History:
    """The history with one more receipt; the talk that it belongs to comes first."""
    talk = next((t for t in history["talks"] if t["name"] == name), None)
    title = talk["title"] if talk else " ".join(question.split())[:LONGEST_TITLE]
    receipts = [*(talk["receipts"] if talk else ()), receipt][-MOST_RECEIPTS:]
    others = [t for t in history["talks"] if t["name"] != name]
    return {
        "current": name,
        "talks": [{"name": name, "title": title, "receipts": receipts}, *others][:MOST_TALKS],
    }
