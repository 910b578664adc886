"""The store of conversations and receipts, by SQLAlchemy: SQLite by default, PostgreSQL by setting."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from assistant.dialogue.conversation import MOST_TURNS, Conversation
from assistant.errors import Fault, NotFound, UserError
from assistant.settings import Settings, read_settings
from assistant.state.tables import aware, conversations, receipts
from assistant.state.upgrade import upgrade

SESSION_NAME = re.compile(r"[\w\-.·]{1,64}")
KEPT_DAYS = 90
LARGEST_STATE = 200_000
# Connections that are held open, and further ones under load: whoever answers takes one for a moment.
HELD, FURTHER = 10, 40


@dataclass(frozen=True, slots=True)
class Store:
    """Conversations by name, answers by receipt."""

    engine: sa.Engine

    def conversation(self, name: str) -> Conversation:
        """The conversation of that name; a new one where there is none yet, or it has grown too old.

        Raises UserError for a name that is none.
        """
        if not SESSION_NAME.fullmatch(name):
            raise UserError("会话名称只能用文字、数字、连字符和点，1 到 64 个字，请换一个名称。")
        with self.engine.connect() as connection:
            found = connection.execute(
                sa.select(conversations.c.state, conversations.c.kept_at).where(conversations.c.name == name)
            ).first()
        if found is None or _older(found.kept_at, KEPT_DAYS):
            return Conversation(id=name)
        return Conversation.from_dict(found.state)

    def keep(self, name: str, conversation: Conversation) -> None:
        """Keep the state of a conversation under its name. Raises UserError for one that is too long."""
        self._put((conversations, _conversation_row(name, conversation)))

    def keep_receipt(self, answer: Mapping[str, Any], before: Conversation) -> None:
        """Keep an answer with the conversation before it, so that it can be replayed."""
        self._put((receipts, _receipt_row(answer, before)))

    def keep_turn(
        self, answer: Mapping[str, Any], before: Conversation, name: str, after: Conversation
    ) -> None:
        """Keep both in one step: the writers of a database take turns. Raises as `keep` does."""
        self._put((receipts, _receipt_row(answer, before)), (conversations, _conversation_row(name, after)))

    def receipt(self, number: str) -> tuple[dict[str, Any], Conversation]:
        """The answer of a receipt and the conversation before it."""
        with self.engine.connect() as connection:
            found = connection.execute(sa.select(receipts).where(receipts.c.id == number)).first()
        if found is None:
            raise NotFound("没有找到这个回执编号，请核对后再试。")
        return dict(found.answer), Conversation.from_dict(found.before)

    def forget_old(self) -> int:
        """Drop what is older than the days kept; how many conversations went."""
        before = datetime.now(UTC) - timedelta(days=KEPT_DAYS)
        with self.engine.begin() as connection:
            gone = connection.execute(sa.delete(conversations).where(conversations.c.kept_at < before))
            connection.execute(sa.delete(receipts).where(receipts.c.kept_at < before))
        return int(gone.rowcount)

    def _put(self, *rows: tuple[sa.Table, Mapping[str, Any]]) -> None:
        """Insert, or replace what stands under the same key, in one step: two may come at once."""
        insert = postgresql.insert if self.engine.dialect.name == "postgresql" else sqlite.insert
        puts = []
        for table, row in rows:
            values = {**row, "kept_at": datetime.now(UTC)}
            put = insert(table).values(**values)
            puts.append(put.on_conflict_do_update(index_elements=list(table.primary_key), set_=values))
        with self.engine.begin() as connection:
            for put in puts:
                connection.execute(put)


def open_store(settings: Settings | None = None) -> Store:
    """The store of the settings, with its tables; a database out of reach is our fault, with the remedy."""
    settings = settings or read_settings()
    url = settings.database_url
    if url is None:
        settings.data_path.mkdir(parents=True, exist_ok=True)
        url = f"sqlite:///{settings.data_path / 'assistant.sqlite'}"
    try:
        # A file does not go away as a server does: only of a server is asked whether it is still there.
        local = sa.make_url(url).get_backend_name() == "sqlite"
        engine = sa.create_engine(url, pool_pre_ping=not local, pool_size=HELD, max_overflow=FURTHER)
        if engine.dialect.name == "sqlite":
            sa.event.listen(engine, "connect", _share_file)
        upgrade(engine)
    except (sa.exc.SQLAlchemyError, ModuleNotFoundError) as error:
        raise Fault(
            f"数据库打不开：{type(error).__name__}。请检查 ASSISTANT_DATABASE_URL 或数据目录的权限。"
        ) from error
    return Store(engine)


def _conversation_row(name: str, conversation: Conversation) -> dict[str, Any]:
    state = conversation.to_dict()
    if conversation.turns > MOST_TURNS or len(str(state)) > LARGEST_STATE:
        raise UserError("这个会话已经很长了，请换一个会话名称重新开始。")
    return {"name": name, "state": state}


def _receipt_row(answer: Mapping[str, Any], before: Conversation) -> dict[str, Any]:
    return {"id": answer["id"], "before": before.to_dict(), "answer": dict(answer)}


def _older(kept_at: datetime, days: int) -> bool:
    return datetime.now(UTC) - aware(kept_at) > timedelta(days=days)


def _share_file(connection: sqlite3.Connection, _record: object) -> None:
    """Readers and a writer side by side, and a writer that waits its turn instead of failing."""
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA busy_timeout=10000")
    connection.execute("PRAGMA synchronous=NORMAL")
