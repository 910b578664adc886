"""Curated answers: what an officer adds to an answer, with author, date and the quotes that it rests on."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

import sqlalchemy as sa

from assistant.errors import NotFound, UserError
from assistant.state.tables import aware, curated

State = Literal["draft", "published", "withdrawn"]
LONGEST_TEXT = 2000
MOST_QUOTES = 8


@dataclass(frozen=True, slots=True)
class Quote:
    """Verbatim words of a clause, by the clause's id."""

    clause: str
    quote: str


@dataclass(frozen=True, slots=True)
class Curated:
    """A curated answer; served to others only while `state` is published and its quotes stand."""

    id: int
    question: str
    text: str
    quotes: tuple[Quote, ...]
    author: str
    state: State
    written_at: datetime
    decided_by: str = ""


def question_form(question: str) -> str:
    """What two spellings of one question share: width, spaces and punctuation aside.

    >>> question_form("小巨人 奖励多少？") == question_form("小巨人奖励多少")
    True
    """
    folded = unicodedata.normalize("NFKC", question).casefold()
    return "".join(char for char in folded if char.isalnum())[:400]


def propose(
    engine: sa.Engine, question: str, text: str, quotes: tuple[Quote, ...], author: str, now: datetime
) -> int:
    """Keep a draft; its number. Raises UserError where question, words or quotes are missing."""
    form = question_form(question)
    if not form or not text.strip():
        raise UserError("请把问题和补充内容都写上。")
    if len(text) > LONGEST_TEXT:
        raise UserError(f"补充内容太长了，请压缩到 {LONGEST_TEXT} 字以内。")
    if not 1 <= len(quotes) <= MOST_QUOTES:
        raise UserError(f"请至少引用一处原文，最多 {MOST_QUOTES} 处。")
    row = {"form": form, "question": question, "text": text, "author": author, "state": "draft"}
    kept = [{"clause": quote.clause, "quote": quote.quote} for quote in quotes]
    with engine.begin() as connection:
        made = connection.execute(
            sa.insert(curated).values(**row, quotes=kept, decided_by="", written_at=now, decided_at=None)
        )
    return int(made.inserted_primary_key[0])  # type: ignore[index]


def decide(engine: sa.Engine, number: int, state: State, by: str, now: datetime) -> None:
    """Publish or withdraw. Raises NotFound where there is none of that number."""
    with engine.begin() as connection:
        changed = connection.execute(
            sa.update(curated)
            .where(curated.c.id == number)
            .values(state=state, decided_by=by, decided_at=now)
        )
    if changed.rowcount == 0:
        raise NotFound("没有找到这条补充，请刷新后再试。")


def published_for(engine: sa.Engine, question: str) -> tuple[Curated, ...]:
    """Published additions to this very question, newest first."""
    form = question_form(question)
    query = sa.select(curated).where(curated.c.form == form, curated.c.state == "published")
    return _read(engine, query.order_by(curated.c.written_at.desc()).limit(3)) if form else ()


def curated_list(engine: sa.Engine, *, limit: int = 200) -> tuple[Curated, ...]:
    """All of them, newest first."""
    return _read(engine, sa.select(curated).order_by(curated.c.written_at.desc()).limit(limit))


def curated_one(engine: sa.Engine, number: int) -> Curated:
    """The one of that number. Raises NotFound."""
    found = _read(engine, sa.select(curated).where(curated.c.id == number))
    if not found:
        raise NotFound("没有找到这条补充，请刷新后再试。")
    return found[0]


def _read(engine: sa.Engine, query: sa.Select[tuple[object, ...]]) -> tuple[Curated, ...]:
    with engine.connect() as connection:
        rows = connection.execute(query).all()
    return tuple(
        Curated(
            id=row.id,
            question=row.question,
            text=row.text,
            quotes=tuple(Quote(**quote) for quote in row.quotes),
            author=row.author,
            state=row.state,
            written_at=aware(row.written_at),
            decided_by=row.decided_by,
        )
        for row in rows
    )
