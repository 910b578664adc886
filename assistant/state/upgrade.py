"""Brings a database to the newest form of the tables; does nothing where it is there."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import sqlalchemy as sa

NEWEST = "0002"
MIGRATIONS = Path(__file__).parent / "migrations"
# Any number: replicas that start together on one PostgreSQL take turns by it.
TURN = 20230512
ATTEMPTS = 5
# Alembic keeps what it works on in module globals.
_ONE_AT_A_TIME = threading.Lock()


def upgrade(engine: sa.Engine) -> None:
    """Run the migrations that the database has not seen yet."""
    with _ONE_AT_A_TIME:
        for left in reversed(range(ATTEMPTS)):
            if revision(engine) == NEWEST:
                return
            try:
                _migrate(engine)
            except sa.exc.OperationalError:
                # Another process is making the same tables in the same SQLite file: let it finish.
                if left == 0:
                    raise
                time.sleep(0.5)


def _migrate(engine: sa.Engine) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(sa.text("SELECT pg_advisory_xact_lock(:turn)"), {"turn": TURN})
        config.attributes["connection"] = connection
        command.upgrade(config, NEWEST)


def revision(engine: sa.Engine) -> str | None:
    """The step that the database stands at; None where it has never been migrated."""
    if not sa.inspect(engine).has_table("alembic_version"):
        return None
    with engine.connect() as connection:
        found = connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalar()
    return None if found is None else str(found)
