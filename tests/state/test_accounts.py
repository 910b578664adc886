"""Accounts: hashed passwords, sign-ins that end, lock-out."""

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from assistant.errors import NotFound, UserError
from assistant.state import accounts
from assistant.state.store import open_store
from assistant.state.tables import accounts as table
from assistant.state.tables import sign_ins

NOW = datetime(2024, 6, 1, 9, 0, tzinfo=UTC)
PASSWORD = "correct horse 42"


@pytest.fixture
def engine(settings):
    engine = open_store(settings).engine
    accounts.make_account(engine, "王专员", PASSWORD, "officer", NOW)
    return engine


def test_a_sign_in_is_known_by_its_token_and_neither_it_nor_the_password_is_kept(engine):
    token = accounts.sign_in(engine, "王专员", PASSWORD, NOW)
    assert accounts.signed_in(engine, token, NOW) == accounts.Account("王专员", "officer")
    with engine.connect() as connection:
        kept = str([connection.execute(sa.select(part)).all() for part in (table, sign_ins)])
    assert PASSWORD not in kept and token not in kept and "argon2id" in kept


@pytest.mark.parametrize("name,password", [("王专员", "wrong password"), ("没有这人", PASSWORD)])
def test_a_wrong_name_and_a_wrong_password_are_told_alike(engine, name, password):
    with pytest.raises(UserError) as told:
        accounts.sign_in(engine, name, password, NOW)
    assert told.value.message == accounts.WRONG


def test_repeated_failures_lock_the_account_for_a_while(engine):
    for _ in range(accounts.MOST_FAILURES):
        with pytest.raises(UserError):
            accounts.sign_in(engine, "王专员", "wrong password", NOW)
    with pytest.raises(UserError, match="锁定"):
        accounts.sign_in(engine, "王专员", PASSWORD, NOW + timedelta(minutes=1))
    assert accounts.sign_in(engine, "王专员", PASSWORD, NOW + accounts.LOCKED + timedelta(seconds=1))


def test_a_sign_in_ends_when_idle_and_after_a_day(engine):
    token = accounts.sign_in(engine, "王专员", PASSWORD, NOW)
    assert accounts.signed_in(engine, token, NOW + accounts.IDLE + timedelta(seconds=1)) is None
    at = NOW
    while at < NOW + accounts.LONGEST:
        assert accounts.signed_in(engine, token, at)
        at += timedelta(hours=4)
    assert accounts.signed_in(engine, token, NOW + accounts.LONGEST + timedelta(seconds=1)) is None


def test_signing_out_closing_and_a_new_password_end_sign_ins(engine):
    for end in (
        lambda token: accounts.sign_out(engine, token),
        lambda token: accounts.set_password(engine, "王专员", PASSWORD),
        lambda token: accounts.set_active(engine, "王专员", False),
    ):
        token = accounts.sign_in(engine, "王专员", PASSWORD, NOW)
        end(token)
        assert accounts.signed_in(engine, token, NOW) is None
    with pytest.raises(UserError, match="不对"):
        accounts.sign_in(engine, "王专员", PASSWORD, NOW)


@pytest.mark.parametrize(
    "name,password,role,told",
    [
        ("a b", PASSWORD, "officer", "账号名"),
        ("李四", "short", "officer", "密码"),
        ("李四", PASSWORD, "king", "角色"),
        ("王专员", PASSWORD, "officer", "已经有了"),
    ],
)
def test_an_account_that_will_not_do_is_refused(engine, name, password, role, told):
    with pytest.raises(UserError, match=told):
        accounts.make_account(engine, name, password, role, NOW)


def test_roles_include_those_below():
    assert accounts.Account("a", "admin").may("officer")
    assert not accounts.Account("a", "officer").may("editor")


def test_an_unknown_account_is_told(engine):
    with pytest.raises(NotFound):
        accounts.set_password(engine, "没有这人", PASSWORD)
