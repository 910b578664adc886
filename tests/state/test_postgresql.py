"""The same store in PostgreSQL: a real server of the run's own, on loopback. Skipped where there is none."""

import os
import shutil
import socket
import subprocess
import tempfile
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa

from assistant.dialogue.conversation import Conversation
from assistant.errors import Fault, NotFound
from assistant.settings import Settings
from assistant.state.accounts import make_account
from assistant.state.store import open_store
from assistant.state.tables import metadata
from assistant.state.upgrade import NEWEST, revision

HERE = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
INITDB = shutil.which("initdb", path=os.pathsep.join([*map(str, HERE), os.environ.get("PATH", "")]))


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(scope="module")
def address():
    """Where the server of this run listens."""
    if INITDB is None:
        pytest.skip("没有 PostgreSQL，相关测试未运行：请先执行 tests/install_postgresql.sh")
    programs = Path(INITDB).resolve().parent
    # PostgreSQL will not run as root.
    as_other = {"user": "nobody"} if os.getuid() == 0 else {}
    folder = Path(tempfile.mkdtemp(prefix="assistant-postgresql-"))
    if as_other:
        shutil.chown(folder, "nobody")
    port, data = free_port(), folder / "data"

    def call(*arguments: object) -> None:
        command = [str(each) for each in arguments]
        subprocess.run(command, check=True, cwd=folder, timeout=60, stdout=subprocess.DEVNULL, **as_other)

    call(INITDB, "-D", data, "-U", "assistant", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
    options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off"
    call(programs / "pg_ctl", "-D", data, "-l", folder / "log", "-w", "-o", options, "start")
    try:
        yield f"127.0.0.1:{port}"
    finally:
        call(programs / "pg_ctl", "-D", data, "-w", "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def settings(address, tmp_path, request):
    """Settings with a database of the test's own."""
    server = sa.create_engine(
        f"postgresql+psycopg://assistant@{address}/postgres", isolation_level="AUTOCOMMIT"
    )
    name = request.node.name
    with server.connect() as connection:
        connection.execute(sa.text(f'CREATE DATABASE "{name}"'))
    server.dispose()
    return Settings(data_dir=tmp_path, database_url=f"postgresql+psycopg://assistant@{address}/{name}")


@pytest.fixture
def store(settings):
    found = open_store(settings)
    yield found
    found.engine.dispose()


def test_migrations_make_the_tables(store):
    made = sa.inspect(store.engine)
    assert revision(store.engine) == NEWEST
    for table in metadata.tables.values():
        assert {c["name"] for c in made.get_columns(table.name)} == set(table.columns.keys()), table.name


def test_opened_again_it_holds_what_it_held(store, settings):
    store.keep("甲公司", Conversation(id="甲公司", turns=3, said=("贷款贴息“多少”？",)))
    again = open_store(settings)
    assert again.conversation("甲公司") == store.conversation("甲公司")
    assert again.conversation("甲公司").said == ("贷款贴息“多少”？",)
    again.engine.dispose()


def test_receipts(store):
    store.keep_receipt({"id": "r1", "question": "问"}, Conversation(id="c", turns=2))
    answer, before = store.receipt("r1")
    assert answer["question"] == "问" and before.turns == 2
    with pytest.raises(NotFound):
        store.receipt("r2")
    assert store.forget_old() == 0


def test_the_same_receipt_kept_by_many_at_once_is_kept_once(store):
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: store.keep_receipt({"id": "r", "n": n}, Conversation()), range(40)))
    assert "n" in store.receipt("r")[0]


def test_two_that_open_an_empty_database_at_once(settings):
    with ThreadPoolExecutor(4) as pool:
        stores = list(pool.map(lambda _: open_store(settings), range(4)))
    assert {revision(each.engine) for each in stores} == {NEWEST}
    for each in stores:
        each.engine.dispose()


def test_accounts(store):
    made = make_account(store.engine, "王专员", "correct horse 42", "officer", datetime.now(UTC))
    assert made.name == "王专员"


def test_a_server_out_of_reach_is_our_fault_with_the_remedy(tmp_path):
    url = f"postgresql+psycopg://nobody@127.0.0.1:{free_port()}/none"
    with pytest.raises(Fault, match="ASSISTANT_DATABASE_URL"):
        open_store(Settings(data_dir=tmp_path, database_url=url))
