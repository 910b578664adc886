"""The desk of 服务专员: instant search, answers to read out, the caller's profile. Staff only."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Body, Depends, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from markupsafe import Markup
from pydantic import BaseModel, ConfigDict, Field

from assistant.state.accounts import Account, account_list
from assistant.state.calls import Call, add_turn, call_of
from assistant.web import wording
from assistant.web.answer_view import answer_view, ask_views
from assistant.web.instant import instant
from assistant.web.match_view import condition_view, match_view
from assistant.web.readable import check_readable
from assistant.web.rendering import render
from assistant.web.sign_in import account_of, staff

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from assistant.calculation.matching import Match
    from assistant.dialogue.conversation import HeldFact
    from assistant.policy.library import Library
    from assistant.web.service import Service

router = APIRouter(prefix="/desk", include_in_schema=False)
Officer = Annotated[Account, Depends(staff())]


class AskedAtDesk(BaseModel):
    """A question put during a call."""

    model_config = ConfigDict(extra="forbid")

    call: str = Field(max_length=32)
    question: str = Field(max_length=4000)
    as_of: date | None = None


@router.get("", response_class=HTMLResponse)
def page(request: Request) -> Response:
    """The desk, or the way to sign in."""
    account = account_of(request)
    if account is None:
        return RedirectResponse("/desk/sign-in", 303)
    engine = service_of(request).store.engine
    others = [found.name for found in account_list(engine) if found.active and found.name != account.name]
    html = render(
        "desk.html", account=account, others=others, editor=account.may("editor"), admin=account.may("admin")
    )
    return HTMLResponse(html, headers={"cache-control": "no-store"})


@router.get("/api/search")
def search(
    request: Request, officer: Officer, q: Annotated[str, Query(max_length=400)] = ""
) -> dict[str, Any]:
    """What a keystroke finds."""
    check_readable(q)
    return instant(service_of(request).assistant, q)


@router.get("/api/measures/{measure_id}")
def measure_card(request: Request, officer: Officer, measure_id: str) -> dict[str, str]:
    """A measure's card."""
    library = service_of(request).assistant.library
    found = library.measure(measure_id)
    clause = library.clause(found.clause_id)
    summary = found.summary_on(found.in_force_from)
    html = render("desk_measure.html", measure=found, clause=clause, summary=summary)
    return {
        "html": html,
        "spoken": summary,
        "copy": f"{summary}\n{clause.document} {clause.label}：{found.quote}",
    }


@router.post("/api/answers")
def answer(request: Request, officer: Officer, asked: Annotated[AskedAtDesk, Body()]) -> dict[str, Any]:
    """An answer to read out; it goes into the call's record."""
    service = service_of(request)
    engine = service.store.engine
    call = call_of(engine, asked.call)
    found = service.answer(asked.question, session=session_of(call), as_of=asked.as_of, door="desk")
    add_turn(engine, call, found)
    library = service.assistant.library
    match, held = caller_match(service, library, call)
    conditions = conditions_of(match, {figure["measure"] for figure in found["figures"]})
    between = render("desk_between.html", conditions=conditions, asks=ask_views(found))
    html = render(
        "desk_answer.html",
        answer=found,
        body=Markup(answer_view(found, live=False, after_amounts=Markup(between))),
        status=wording.STATUSES[found["status"]],
    )
    return {"answer": found, "html": html, "profile": profile(library, match, held)}


@router.get("/api/calls/{number}/profile")
def call_profile(request: Request, officer: Officer, number: str) -> dict[str, Any]:
    """What the call has brought to light, and what it means for every measure."""
    service = service_of(request)
    library = service.assistant.library
    return profile(library, *caller_match(service, library, call_of(service.store.engine, number)))


def caller_match(service: Service, library: Library, call: Call) -> tuple[Match, tuple[HeldFact, ...]]:
    """Every measure held against what has come up in a call, and the facts themselves."""
    from assistant.answering.case import calculation_facts
    from assistant.assistant import today
    from assistant.calculation.matching import match_facts

    conversation = service.store.conversation(session_of(call))
    held = conversation.of(conversation.about[:1]).facts
    facts: dict[str, Any] = {}
    for measure in library.measures:
        facts |= calculation_facts(measure, held, ())
    return match_facts(library, facts, today(), enterprise=call.enterprise), held


def conditions_of(match: Match, measures: Collection[str]) -> list[tuple[str, list[tuple[str, str, str]]]]:
    """The conditions of the measures by the measure's name: outcome, its word, the condition's text."""
    return [
        (row.measure.name, [condition_view(check) for check in row.ledger.conditions])
        for row in match.rows
        if row.measure.id in measures and row.ledger.conditions
    ]


def profile(library: Library, match: Match, held: Sequence[HeldFact]) -> dict[str, Any]:
    """The facts of a call with the caller's words, and the match table as HTML."""
    labels = _labels(library)
    said = [{"name": labels.get(fact.name, fact.name), "said": fact.said, "turn": fact.turn} for fact in held]
    view = match_view(match, library, {fact.name for fact in held})
    return {
        "facts": said,
        "match": render("desk_match.html", view=view),
        "questions": list(view.questions[:3]),
    }


def session_of(call: Call) -> str:
    """The name of the conversation that a call holds."""
    return f"call-{call.id}"


def service_of(request: Request) -> Service:
    """The service behind the desk."""
    service: Service = request.app.state.service
    return service


def now() -> datetime:
    """This moment."""
    return datetime.now(UTC)


def _labels(library: Library) -> dict[str, str]:
    return {item.name: item.label for item in library.inputs}
