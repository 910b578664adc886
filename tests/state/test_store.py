"""Conversations and receipts survive a restart; migrations bring any database to the newest form."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from assistant.dialogue.conversation import Conversation
from assistant.errors import Fault, NotFound, UserError
from assistant.settings import Settings
from assistant.state.store import KEPT_DAYS, open_store
from assistant.state.tables import conversations, metadata
from assistant.state.upgrade import NEWEST, revision, upgrade


def test_a_conversation_survives_a_restart(settings):
    open_store(settings).keep("甲公司", Conversation(id="甲公司", turns=3, matters=("p/m",)))
    assert open_store(settings).conversation("甲公司").turns == 3


def test_a_name_that_is_none_is_refused(settings):
    with pytest.raises(UserError, match="会话名称"):
        open_store(settings).conversation("../x y")


def test_old_conversations_and_receipts_are_forgotten(settings):
    store = open_store(settings)
    store.keep("old", Conversation(id="old", turns=1))
    with store.engine.begin() as connection:
        long_ago = datetime.now(UTC) - timedelta(days=KEPT_DAYS + 1)
        connection.execute(sa.update(conversations).values(kept_at=long_ago))
    assert store.conversation("old").turns == 0
    assert store.forget_old() == 1


def test_a_receipt_gives_back_the_answer_and_the_conversation_before_it(settings):
    store = open_store(settings)
    store.keep_receipt({"id": "r1", "question": "问"}, Conversation(id="c", turns=2))
    answer, before = open_store(settings).receipt("r1")
    assert answer["question"] == "问" and before.turns == 2
    with pytest.raises(NotFound):
        store.receipt("r2")


def test_a_turn_is_kept_whole_or_not_at_all(settings):
    store = open_store(settings)
    store.keep_turn({"id": "r1"}, Conversation(id="甲"), "甲", Conversation(id="甲", turns=1))
    assert store.receipt("r1")[1].turns == 0 and store.conversation("甲").turns == 1
    with pytest.raises(UserError, match="很长"):
        store.keep_turn({"id": "r2"}, Conversation(id="甲"), "甲", Conversation(id="甲", turns=10_000))
    with pytest.raises(NotFound):
        store.receipt("r2")


def test_the_same_receipt_kept_by_many_at_once_is_kept_once(settings):
    store = open_store(settings)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: store.keep_receipt({"id": "r", "n": n}, Conversation()), range(40)))
    assert "n" in store.receipt("r")[0]


def test_migrations_make_the_tables_that_the_code_uses(settings):
    engine = open_store(settings).engine
    made = sa.inspect(engine)
    assert revision(engine) == NEWEST
    for table in metadata.tables.values():
        assert {c["name"] for c in made.get_columns(table.name)} == set(table.columns.keys()), table.name
        assert {i["name"] for i in made.get_indexes(table.name)} == {i.name for i in table.indexes}, (
            table.name
        )


def test_a_database_older_than_the_migrations_keeps_its_rows(tmp_path):
    engine = sa.create_engine(f"sqlite:///{tmp_path / 'old.sqlite'}")
    metadata.create_all(engine, tables=[metadata.tables["conversations"], metadata.tables["receipts"]])
    state = Conversation(id="x", turns=1).to_dict()
    with engine.begin() as connection:
        connection.execute(sa.insert(conversations).values(name="x", state=state, kept_at=datetime.now(UTC)))
    upgrade(engine)
    with engine.connect() as connection:
        assert connection.execute(sa.select(conversations.c.name)).scalar() == "x"
    upgrade(engine)


def test_a_database_out_of_reach_is_our_fault_with_the_remedy(tmp_path):
    with pytest.raises(Fault, match="ASSISTANT_DATABASE_URL"):
        open_store(Settings(data_dir=tmp_path, database_url="sqlite:////nowhere/at/all.sqlite"))


def test_replicas_that_start_together_both_find_the_tables(settings):
    with ThreadPoolExecutor(4) as pool:
        stores = list(pool.map(lambda _: open_store(settings), range(4)))
    assert {revision(store.engine) for store in stores} == {NEWEST}
