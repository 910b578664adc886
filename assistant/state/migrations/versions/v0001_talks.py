"""Conversations and receipts."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Databases older than the migrations hold these tables already."""
    op.create_table(
        "conversations",
        sa.Column("name", sa.String(64), primary_key=True),
        sa.Column("state", sa.JSON, nullable=False),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
        if_not_exists=True,
    )
    op.create_table(
        "receipts",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("before", sa.JSON, nullable=False),
        sa.Column("answer", sa.JSON, nullable=False),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
        if_not_exists=True,
    )
    for table in ("conversations", "receipts"):
        op.create_index(f"ix_{table}_kept_at", table, ["kept_at"], if_not_exists=True)


def downgrade() -> None:
    """Drops both tables."""
    op.drop_table("receipts")
    op.drop_table("conversations")
