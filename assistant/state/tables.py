"""The tables, as SQLAlchemy Core sees them; `migrations/` is how a database comes to have them."""

from __future__ import annotations

from datetime import UTC, datetime

import sqlalchemy as sa

metadata = sa.MetaData()


def _moment(name: str, *, index: bool = False, nullable: bool = False) -> sa.Column[datetime]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable, index=index)


conversations = sa.Table(
    "conversations",
    metadata,
    sa.Column("name", sa.String(64), primary_key=True),
    sa.Column("state", sa.JSON, nullable=False),
    _moment("kept_at", index=True),
)
receipts = sa.Table(
    "receipts",
    metadata,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("before", sa.JSON, nullable=False),
    sa.Column("answer", sa.JSON, nullable=False),
    _moment("kept_at", index=True),
)
feedback = sa.Table(
    "feedback",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("receipt", sa.String(32), nullable=False, index=True),
    sa.Column("verdict", sa.String(8), nullable=False),
    sa.Column("reason", sa.String(32), nullable=False),
    sa.Column("more", sa.Text, nullable=False),
    _moment("given_at", index=True),
)
curated = sa.Table(
    "curated",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("form", sa.String(400), nullable=False, index=True),
    sa.Column("question", sa.Text, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("quotes", sa.JSON, nullable=False),
    sa.Column("author", sa.String(64), nullable=False),
    sa.Column("state", sa.String(12), nullable=False),
    sa.Column("decided_by", sa.String(64), nullable=False),
    _moment("written_at", index=True),
    _moment("decided_at", nullable=True),
)
accounts = sa.Table(
    "accounts",
    metadata,
    sa.Column("name", sa.String(64), primary_key=True),
    sa.Column("password", sa.String(200), nullable=False),
    sa.Column("role", sa.String(12), nullable=False),
    sa.Column("active", sa.Boolean, nullable=False),
    sa.Column("failures", sa.Integer, nullable=False),
    _moment("locked_until", nullable=True),
    _moment("made_at"),
)
sign_ins = sa.Table(
    "sign_ins",
    metadata,
    sa.Column("token", sa.String(64), primary_key=True),
    sa.Column("account", sa.String(64), nullable=False, index=True),
    _moment("since"),
    _moment("seen_at"),
)
calls = sa.Table(
    "calls",
    metadata,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("officer", sa.String(64), nullable=False, index=True),
    sa.Column("enterprise", sa.String(200), nullable=False, index=True),
    sa.Column("turns", sa.JSON, nullable=False),
    sa.Column("notes", sa.Text, nullable=False),
    sa.Column("checks", sa.JSON, nullable=False),
    sa.Column("handed_to", sa.String(64), nullable=False, index=True),
    sa.Column("handed_note", sa.Text, nullable=False),
    sa.Column("words", sa.Text, nullable=False),
    _moment("started_at", index=True),
    _moment("ended_at", nullable=True),
)


def aware(moment: datetime) -> datetime:
    """The moment with its zone: SQLite forgets that what it keeps is UTC."""
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
