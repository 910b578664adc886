"""Feedback, curated answers, accounts with their sign-ins, calls."""

from datetime import datetime

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

TABLES = ("feedback", "curated", "accounts", "sign_ins", "calls")
INDEXES = (
    ("feedback", "receipt"),
    ("feedback", "given_at"),
    ("curated", "form"),
    ("curated", "written_at"),
    ("sign_ins", "account"),
    ("calls", "officer"),
    ("calls", "enterprise"),
    ("calls", "handed_to"),
    ("calls", "started_at"),
)


def _text(name: str, length: int, *, primary_key: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(length), nullable=False, primary_key=primary_key)


def _long(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False)


def _moment(name: str, nullable: bool = False) -> sa.Column[datetime]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def upgrade() -> None:
    """The tables of the desk."""
    _answers_tables()
    _staff_tables()
    for table, column in INDEXES:
        op.create_index(f"ix_{table}_{column}", table, [column])


def _answers_tables() -> None:
    """What is said of answers, and what is added to them."""
    op.create_table(
        "feedback",
        sa.Column("id", sa.Integer, primary_key=True),
        _text("receipt", 32),
        _text("verdict", 8),
        _text("reason", 32),
        _long("more"),
        _moment("given_at"),
    )
    op.create_table(
        "curated",
        sa.Column("id", sa.Integer, primary_key=True),
        _text("form", 400),
        _long("question"),
        _long("text"),
        sa.Column("quotes", sa.JSON, nullable=False),
        _text("author", 64),
        _text("state", 12),
        _text("decided_by", 64),
        _moment("written_at"),
        _moment("decided_at", nullable=True),
    )


def _staff_tables() -> None:
    """Who works at the desk, and the calls taken there."""
    op.create_table(
        "accounts",
        _text("name", 64, primary_key=True),
        _text("password", 200),
        _text("role", 12),
        sa.Column("active", sa.Boolean, nullable=False),
        sa.Column("failures", sa.Integer, nullable=False),
        _moment("locked_until", nullable=True),
        _moment("made_at"),
    )
    op.create_table(
        "sign_ins",
        _text("token", 64, primary_key=True),
        _text("account", 64),
        _moment("since"),
        _moment("seen_at"),
    )
    op.create_table(
        "calls",
        _text("id", 32, primary_key=True),
        _text("officer", 64),
        _text("enterprise", 200),
        sa.Column("turns", sa.JSON, nullable=False),
        _long("notes"),
        sa.Column("checks", sa.JSON, nullable=False),
        _text("handed_to", 64),
        _long("handed_note"),
        _long("words"),
        _moment("started_at"),
        _moment("ended_at", nullable=True),
    )


def downgrade() -> None:
    """Drops the tables of the desk."""
    for table in reversed(TABLES):
        op.drop_table(table)
