"""Feedback on answers: whether one helped, and why not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

import sqlalchemy as sa

from assistant.errors import NotFound
from assistant.state.tables import aware, feedback, receipts

Verdict = Literal["good", "bad"]
Reason = Literal["wrong_figure", "wrong_clause", "misread", "incomplete", "hard_to_read", "other", ""]
REASONS: tuple[Reason, ...] = get_args(Reason)
LONGEST_REMARK = 500


@dataclass(frozen=True, slots=True)
class Feedback:
    """One person's word on one answer."""

    receipt: str
    verdict: Verdict
    reason: Reason
    more: str
    given_at: datetime
    question: str = ""


def keep_feedback(engine: sa.Engine, given: Feedback) -> None:
    """Keep it. Raises NotFound where there is no answer of that receipt."""
    with engine.begin() as connection:
        known = connection.execute(sa.select(receipts.c.id).where(receipts.c.id == given.receipt)).first()
        if known is None:
            raise NotFound("没有找到这条回答，可能已超过保存期限。")
        connection.execute(
            sa.insert(feedback).values(
                receipt=given.receipt,
                verdict=given.verdict,
                reason=given.reason,
                more=given.more[:LONGEST_REMARK],
                given_at=given.given_at,
            )
        )


def feedback_list(
    engine: sa.Engine, *, verdict: Verdict | None = None, limit: int = 200
) -> tuple[Feedback, ...]:
    """What was said of answers, newest first, with the question of each."""
    query = sa.select(feedback, receipts.c.answer).join_from(
        feedback, receipts, feedback.c.receipt == receipts.c.id, isouter=True
    )
    if verdict is not None:
        query = query.where(feedback.c.verdict == verdict)
    with engine.connect() as connection:
        rows = connection.execute(query.order_by(feedback.c.given_at.desc()).limit(limit)).all()
    return tuple(
        Feedback(
            receipt=row.receipt,
            verdict=row.verdict,
            reason=row.reason,
            more=row.more,
            given_at=aware(row.given_at),
            question=str((row.answer or {}).get("question", "")),
        )
        for row in rows
    )
