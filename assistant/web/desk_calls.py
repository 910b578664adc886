"""Calls at the desk: begin, keep, end, hand over, find again, take away."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import date, datetime
from io import BytesIO
from typing import Annotated, Any
from urllib.parse import quote
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Body, Query, Request
from fastapi.responses import Response
from pydantic import BaseModel, ConfigDict, Field

from assistant.errors import NotFound, UserError
from assistant.state.accounts import account_list
from assistant.state.calls import Call, Check, begin_call, call_of, find_calls, keep_call
from assistant.web import wording
from assistant.web.desk import Officer, now, service_of
from assistant.web.readable import check_readable
from assistant.web.report import WORD

router = APIRouter(prefix="/desk/api/calls", include_in_schema=False)
SHANGHAI = ZoneInfo("Asia/Shanghai")


class CheckGiven(BaseModel):
    """Something to be looked up."""

    text: str = Field(min_length=1, max_length=200)
    done: bool = False


class CallGiven(BaseModel):
    """What the officer writes down during a call."""

    model_config = ConfigDict(extra="forbid")

    enterprise: str = Field("", max_length=200)
    notes: str = Field("", max_length=10_000)
    checks: list[CheckGiven] = Field(default_factory=list, max_length=50)


class Handed(BaseModel):
    """To whom a matter goes, and why."""

    model_config = ConfigDict(extra="forbid")

    to: str = Field(max_length=64)
    note: str = Field("", max_length=1000)


@router.post("", status_code=201)
def begin(request: Request, officer: Officer) -> dict[str, Any]:
    """A new call."""
    return call_data(begin_call(service_of(request).store.engine, officer.name, now()))


@router.get("")
def find(
    request: Request,
    officer: Officer,
    word: Annotated[str, Query(max_length=100)] = "",
    day: date | None = None,
    mine: bool = False,
) -> dict[str, Any]:
    """Calls by word (enterprise, question, notes) and day."""
    check_readable(word)
    engine = service_of(request).store.engine
    found = find_calls(engine, word=word, day=day, mine=officer.name if mine else None)
    return {"calls": [call_data(call) for call in found]}


@router.get("/{number}")
def one(request: Request, officer: Officer, number: str) -> dict[str, Any]:
    """A call."""
    return call_data(call_of(service_of(request).store.engine, number))


@router.put("/{number}")
def keep(
    request: Request, officer: Officer, number: str, given: Annotated[CallGiven, Body()]
) -> dict[str, Any]:
    """Keep what was written down."""
    check_readable(given.model_dump())
    engine = service_of(request).store.engine
    checks = tuple(Check(check.text, check.done) for check in given.checks)
    call = replace(
        call_of(engine, number), enterprise=given.enterprise.strip(), notes=given.notes, checks=checks
    )
    return call_data(keep_call(engine, call))


@router.post("/{number}/end")
def end(request: Request, officer: Officer, number: str) -> dict[str, Any]:
    """End the call."""
    engine = service_of(request).store.engine
    call = call_of(engine, number)
    return call_data(keep_call(engine, replace(call, ended_at=call.ended_at or now())))


@router.post("/{number}/hand")
def hand(
    request: Request, officer: Officer, number: str, handed: Annotated[Handed, Body()]
) -> dict[str, Any]:
    """Hand the matter to a colleague."""
    check_readable(handed.model_dump())
    engine = service_of(request).store.engine
    names = {account.name for account in account_list(engine) if account.active}
    if handed.to not in names:
        raise NotFound("没有这位同事的账号，请重新选择。")
    if handed.to == officer.name:
        raise UserError("不能转交给自己，请选择一位同事。")
    call = replace(call_of(engine, number), handed_to=handed.to, handed_note=handed.note)
    return call_data(keep_call(engine, call))


@router.get("/{number}/record.docx")
def taken_away(request: Request, officer: Officer, number: str) -> Response:
    """The record as a Word document."""
    call = call_of(service_of(request).store.engine, number)
    name = quote(f"{wording.CALL_RECORD}{call.enterprise}.docx")
    disposition = f"attachment; filename=\"call.docx\"; filename*=UTF-8''{name}"
    headers = {"content-disposition": disposition, "cache-control": "no-store"}
    return Response(word_record(call), media_type=WORD, headers=headers)


def call_data(call: Call) -> dict[str, Any]:
    """A call as JSON, with its record as text."""
    data = asdict(call)
    data["started_at"] = _shown(call.started_at)
    data["ended_at"] = _shown(call.ended_at) if call.ended_at else None
    return {**data, "record": "\n".join(record(call))}


def record(call: Call) -> list[str]:
    """The record of a call, line by line: who, what was asked and answered, notes, what is to be checked."""
    heads = wording.CALL_HEADS
    lines = [
        wording.CALL_RECORD,
        f"{heads['enterprise']}：{call.enterprise or wording.CALL_UNNAMED}",
        f"{heads['officer']}：{call.officer}",
        f"{heads['started']}：{_shown(call.started_at)}",
        f"{heads['ended']}：{_shown(call.ended_at) if call.ended_at else wording.CALL_OPEN}",
    ]
    if call.handed_to:
        lines.append(f"{heads['handed']}：{call.handed_to} {call.handed_note}".rstrip())
    lines += ["", wording.CALL_TURNS]
    for n, turn in enumerate(call.turns, 1):
        basis = "、".join(dict.fromkeys(turn.clauses))
        lines += [f"{n}. 问：{turn.question}", f"   答：{turn.spoken}（{wording.STATUSES[turn.status]}）"]
        lines += [f"   {wording.STEP_BASIS}：{basis}　{wording.RECEIPT} {turn.receipt}"]
    if call.notes:
        lines += ["", wording.DESK_NOTES, call.notes]
    if call.checks:
        lines += ["", wording.DESK_CHECKS]
        lines += [f"{'☑' if check.done else '☐'} {check.text}" for check in call.checks]
    return lines


def word_record(call: Call) -> bytes:
    """The record as .docx."""
    import docx

    paper = docx.Document()
    lines = record(call)
    paper.add_heading(lines[0], 1)
    for line in lines[1:]:
        paper.add_paragraph(line)
    file = BytesIO()
    paper.save(file)
    return file.getvalue()


def _shown(moment: datetime) -> str:
    return moment.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")
