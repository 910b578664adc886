"""What staff look after: curated answers, and what people said of answers."""

from __future__ import annotations

from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Body, Depends, Request
from pydantic import BaseModel, ConfigDict, Field

from assistant.errors import UserError
from assistant.state import curated as store
from assistant.state.accounts import Account
from assistant.state.feedback import feedback_list
from assistant.web import wording
from assistant.web.curated import curated_view, objections, stands
from assistant.web.desk import Officer, now, service_of
from assistant.web.readable import check_readable
from assistant.web.sign_in import staff

router = APIRouter(prefix="/desk/api", include_in_schema=False)
Editor = Annotated[Account, Depends(staff("editor"))]
SHANGHAI = ZoneInfo("Asia/Shanghai")


class QuoteGiven(BaseModel):
    """Verbatim words of a clause, named as a citation names it: document number and label."""

    document: str = Field(max_length=80)
    clause: str = Field(max_length=80)
    quote: str = Field(min_length=4, max_length=1000)


class CuratedGiven(BaseModel):
    """An addition to the answer to a question."""

    model_config = ConfigDict(extra="forbid")

    question: str = Field(min_length=1, max_length=1000)
    text: str = Field(min_length=1, max_length=store.LONGEST_TEXT)
    quotes: list[QuoteGiven] = Field(min_length=1, max_length=store.MOST_QUOTES)


class Decided(BaseModel):
    """Whether an addition is shown."""

    model_config = ConfigDict(extra="forbid")

    state: Literal["published", "withdrawn"]


@router.post("/curated", status_code=201)
def propose(request: Request, officer: Officer, given: Annotated[CuratedGiven, Body()]) -> dict[str, Any]:
    """Keep a draft, if its quotes stand and every figure in it comes from them."""
    check_readable(given.model_dump())
    service = service_of(request)
    assistant = service.assistant
    ids = {(clause.document, clause.label): clause.id for clause in assistant.library.clauses}
    quotes = tuple(store.Quote(ids.get((q.document, q.clause), q.clause), q.quote) for q in given.quotes)
    _refuse(objections(given.question, given.text, quotes, assistant))
    number = store.propose(service.store.engine, given.question, given.text, quotes, officer.name, now())
    return {"id": number}


@router.get("/curated")
def curated(request: Request, officer: Officer) -> dict[str, Any]:
    """All additions; `stands` says whether each may still be shown."""
    service = service_of(request)
    return {
        "curated": [
            {
                "id": note.id,
                "question": note.question,
                "state": note.state,
                "decided_by": note.decided_by,
                "stands": stands(note, service.assistant),
                **curated_view(note),
            }
            for note in store.curated_list(service.store.engine)
        ]
    }


@router.post("/curated/{number}")
def decide(
    request: Request, editor: Editor, number: int, decided: Annotated[Decided, Body()]
) -> dict[str, str]:
    """Publish or withdraw."""
    service = service_of(request)
    if decided.state == "published":
        note = store.curated_one(service.store.engine, number)
        _refuse(objections(note.question, note.text, note.quotes, service.assistant))
    store.decide(service.store.engine, number, decided.state, editor.name, now())
    return {"state": decided.state}


@router.get("/feedback")
def feedback(request: Request, officer: Officer) -> dict[str, Any]:
    """What people said of answers, newest first."""
    return {
        "feedback": [
            {
                "receipt": given.receipt,
                "question": given.question,
                "verdict": wording.DESK_VERDICTS[given.verdict],
                "reason": wording.FEEDBACK_REASONS.get(given.reason, ""),
                "more": given.more,
                "at": given.given_at.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M"),
            }
            for given in feedback_list(service_of(request).store.engine)
        ]
    }


def _refuse(found: tuple[str, ...]) -> None:
    if found:
        raise UserError("补充内容不能采用：" + "；".join(found))
