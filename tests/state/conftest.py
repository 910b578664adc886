"""A store of its own for each test: SQLite; PostgreSQL where TEST_POSTGRES_URL names a server."""

import os
import secrets

import pytest
import sqlalchemy as sa

from assistant.settings import Settings

SERVER = os.environ.get("TEST_POSTGRES_URL")


@pytest.fixture
def settings(tmp_path, monkeypatch):
    """Settings with an empty database."""
    if SERVER is None:
        yield Settings(data_dir=tmp_path)
        return
    opened = []
    make = sa.create_engine

    def recording(*given, **named):
        opened.append(make(*given, **named))
        return opened[-1]

    monkeypatch.setattr(sa, "create_engine", recording)
    name = f"test_{secrets.token_hex(6)}"
    server = sa.create_engine(SERVER, isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(sa.text(f"CREATE DATABASE {name}"))
    url = sa.make_url(SERVER).set(database=name).render_as_string(hide_password=False)
    yield Settings(data_dir=tmp_path, database_url=url)
    for engine in opened[1:]:
        engine.dispose()
    with server.connect() as connection:
        connection.execute(sa.text(f"DROP DATABASE {name} WITH (FORCE)"))
    server.dispose()
