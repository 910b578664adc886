"""Calls at the desk: what was asked and answered, notes, what must still be checked, who took over."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from assistant.errors import NotFound, UserError
from assistant.state.tables import aware, calls

SHANGHAI = ZoneInfo("Asia/Shanghai")
MOST_TURNS = 200
LONGEST_NOTES = 10_000
MOST_CHECKS = 50


@dataclass(frozen=True, slots=True)
class CallTurn:
    """A question of the call with the receipt of its answer."""

    question: str
    receipt: str
    status: str
    spoken: str
    clauses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Check:
    """Something that must still be looked up."""

    text: str
    done: bool = False


@dataclass(frozen=True, slots=True)
class Call:
    """One call. `ended_at`: None while it is open; `handed_to`: the account that took over, or ""."""

    id: str
    officer: str
    enterprise: str
    started_at: datetime
    ended_at: datetime | None = None
    turns: tuple[CallTurn, ...] = ()
    notes: str = ""
    checks: tuple[Check, ...] = ()
    handed_to: str = ""
    handed_note: str = ""


def begin_call(engine: sa.Engine, officer: str, now: datetime) -> Call:
    """A new call, open."""
    call = Call(secrets.token_hex(8), officer, "", now)
    with engine.begin() as connection:
        connection.execute(sa.insert(calls).values(**_row(call)))
    return call


def call_of(engine: sa.Engine, number: str) -> Call:
    """The call of that number. Raises NotFound."""
    with engine.connect() as connection:
        row = connection.execute(sa.select(calls).where(calls.c.id == number)).first()
    if row is None:
        raise NotFound("没有找到这次通话，请刷新后再试。")
    return _call(row)


def keep_call(engine: sa.Engine, call: Call) -> Call:
    """Keep the call as it stands now. Raises UserError where it has grown too long."""
    if len(call.notes) > LONGEST_NOTES or len(call.checks) > MOST_CHECKS or len(call.turns) > MOST_TURNS:
        raise UserError("这次通话的记录太长了，请结束后另开一次。")
    with engine.begin() as connection:
        connection.execute(sa.update(calls).where(calls.c.id == call.id).values(**_row(call)))
    return call


def add_turn(engine: sa.Engine, call: Call, answer: Mapping[str, Any]) -> Call:
    """The call with one more answer in it."""
    turn = CallTurn(
        question=str(answer["question"]),
        receipt=str(answer["id"]),
        status=str(answer["status"]),
        spoken=str(answer["spoken"]),
        clauses=tuple("".join(citation["path"]) for citation in answer["citations"]),
    )
    return keep_call(engine, replace(call, turns=(*call.turns, turn)))


def find_calls(
    engine: sa.Engine,
    *,
    word: str = "",
    day: date | None = None,
    mine: str | None = None,
    limit: int = 50,
) -> tuple[Call, ...]:
    """Calls that hold the word (enterprise, question, notes), of that day in Shanghai, newest first.

    `mine`: only those that this account took or was handed.
    """
    query = sa.select(calls)
    if word.strip():
        query = query.where(calls.c.words.contains(word.strip().casefold(), autoescape=True))
    if day is not None:
        start = datetime.combine(day, time(), SHANGHAI).astimezone(UTC)
        query = query.where(calls.c.started_at >= start, calls.c.started_at < start + timedelta(days=1))
    if mine is not None:
        query = query.where(sa.or_(calls.c.officer == mine, calls.c.handed_to == mine))
    with engine.connect() as connection:
        rows = connection.execute(query.order_by(calls.c.started_at.desc()).limit(limit)).all()
    return tuple(_call(row) for row in rows)


def _row(call: Call) -> dict[str, Any]:
    words = [call.enterprise, call.notes, call.handed_note, *(check.text for check in call.checks)]
    words += [turn.question for turn in call.turns]
    plain = asdict(call)
    plain["turns"] = [{**turn, "clauses": list(turn["clauses"])} for turn in plain["turns"]]
    return {**plain, "checks": list(plain["checks"]), "words": "\n".join(words).casefold()}


def _call(row: Any) -> Call:  # noqa: ANN401
    return Call(
        id=row.id,
        officer=row.officer,
        enterprise=row.enterprise,
        started_at=aware(row.started_at),
        ended_at=aware(row.ended_at) if row.ended_at else None,
        turns=tuple(CallTurn(**{**turn, "clauses": tuple(turn["clauses"])}) for turn in row.turns),
        notes=row.notes,
        checks=tuple(Check(**check) for check in row.checks),
        handed_to=row.handed_to,
        handed_note=row.handed_note,
    )
