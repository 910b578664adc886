"""Staff accounts: hashed passwords, sign-ins that end, lock-out after repeated failures."""

from __future__ import annotations

import hashlib
import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Literal, get_args

import sqlalchemy as sa

from assistant.errors import NotFound, UserError
from assistant.state.tables import accounts, aware, sign_ins

Role = Literal["officer", "editor", "admin"]
ROLES: tuple[Role, ...] = get_args(Role)
NAME = re.compile(r"[\w\-.·]{2,32}")
SHORTEST_PASSWORD = 10
LONGEST_PASSWORD = 200
MOST_FAILURES = 5
LOCKED = timedelta(minutes=15)
IDLE = timedelta(hours=8)
LONGEST = timedelta(hours=24)
WRONG = "账号或密码不对，请核对后再试。"


@dataclass(frozen=True, slots=True)
class Account:
    """A member of staff."""

    name: str
    role: Role
    active: bool = True

    def may(self, role: Role) -> bool:
        """Whether this account holds at least the role: admin > editor > officer."""
        return ROLES.index(self.role) >= ROLES.index(role)


@dataclass(frozen=True, slots=True)
class Standing:
    """An account as it stands at a moment. `locked_until`: None where no lock holds; `seen_at`: the last time
    that it was used by a sign-in which has not ended, None for none.
    """

    account: Account
    locked_until: datetime | None
    seen_at: datetime | None

    @property
    def state(self) -> Literal["open", "locked", "closed"]:
        """Whether it may sign in."""
        if not self.account.active:
            return "closed"
        return "locked" if self.locked_until else "open"


def make_account(engine: sa.Engine, name: str, password: str, role: Role, now: datetime) -> Account:
    """A new account. Raises UserError for a name or password that will not do."""
    if not NAME.fullmatch(name):
        raise UserError("账号名只能用文字、数字、连字符和点，2 到 32 个字，请换一个名字。")
    if role not in ROLES:
        raise UserError(f"没有“{role}”这个角色，可用的有：{'、'.join(ROLES)}。")
    hashed = _hash(password)
    row = {"name": name, "password": hashed, "role": role, "active": True, "failures": 0, "made_at": now}
    try:
        with engine.begin() as connection:
            connection.execute(sa.insert(accounts).values(**row, locked_until=None))
    except sa.exc.IntegrityError:
        raise UserError(f"账号“{name}”已经有了，请换一个名字，或用 account password 改密码。") from None
    return Account(name, role)


def set_password(engine: sa.Engine, name: str, password: str) -> None:
    """A new password; every sign-in of the account ends and a lock is lifted."""
    _change(engine, name, password=_hash(password), failures=0, locked_until=None)
    end_all(engine, name)


def set_active(engine: sa.Engine, name: str, active: bool) -> None:
    """Open or close an account; closing ends its sign-ins."""
    _change(engine, name, active=active, failures=0, locked_until=None)
    if not active:
        end_all(engine, name)


def account_list(engine: sa.Engine) -> tuple[Account, ...]:
    """All accounts by name."""
    with engine.connect() as connection:
        rows = connection.execute(sa.select(accounts).order_by(accounts.c.name)).all()
    return tuple(Account(row.name, row.role, row.active) for row in rows)


def account_standings(engine: sa.Engine, now: datetime) -> tuple[Standing, ...]:
    """All accounts by name, as they stand now."""
    seen = sa.select(sign_ins.c.account, sa.func.max(sign_ins.c.seen_at).label("seen_at"))
    last = seen.group_by(sign_ins.c.account).subquery()
    query = sa.select(accounts, last.c.seen_at).outerjoin(last, last.c.account == accounts.c.name)
    with engine.connect() as connection:
        rows = connection.execute(query.order_by(accounts.c.name)).all()
    return tuple(
        Standing(
            Account(row.name, row.role, row.active),
            aware(row.locked_until) if row.locked_until and aware(row.locked_until) > now else None,
            aware(row.seen_at) if row.seen_at else None,
        )
        for row in rows
    )


def sign_in(engine: sa.Engine, name: str, password: str, now: datetime) -> str:
    """The token of a new sign-in. Raises UserError, the same for a wrong name and a wrong password."""
    with engine.connect() as connection:
        row = connection.execute(sa.select(accounts).where(accounts.c.name == name)).first()
    if row is not None and row.locked_until is not None and aware(row.locked_until) > now:
        raise UserError("连续输错次数太多，账号已暂时锁定，请 15 分钟后再试。")
    # A name that does not exist takes as long as a wrong password.
    right = _verify(row.password if row else _no_password(), password)
    if row is None or not right or not row.active:
        if row is not None:
            _count_failure(engine, row.name, now)
        raise UserError(WRONG)
    token = secrets.token_urlsafe(32)
    with engine.begin() as connection:
        connection.execute(
            sa.update(accounts).where(accounts.c.name == name).values(failures=0, locked_until=None)
        )
        connection.execute(sa.delete(sign_ins).where(sign_ins.c.since < now - LONGEST))
        connection.execute(
            sa.insert(sign_ins).values(token=_digest(token), account=name, since=now, seen_at=now)
        )
    return token


def signed_in(engine: sa.Engine, token: str, now: datetime) -> Account | None:
    """Whose sign-in this token is; None where it is none or has ended."""
    query = sa.select(accounts, sign_ins.c.since, sign_ins.c.seen_at).join_from(
        sign_ins, accounts, sign_ins.c.account == accounts.c.name
    )
    with engine.connect() as connection:
        row = connection.execute(query.where(sign_ins.c.token == _digest(token))).first()
    if row is None or not row.active:
        return None
    if now - aware(row.since) > LONGEST or now - aware(row.seen_at) > IDLE:
        return None
    # Written once a minute at most: the desk asks with every keystroke.
    if now - aware(row.seen_at) > timedelta(minutes=1):
        with engine.begin() as connection:
            connection.execute(
                sa.update(sign_ins).where(sign_ins.c.token == _digest(token)).values(seen_at=now)
            )
    return Account(row.name, row.role)


def sign_out(engine: sa.Engine, token: str) -> None:
    """End one sign-in."""
    with engine.begin() as connection:
        connection.execute(sa.delete(sign_ins).where(sign_ins.c.token == _digest(token)))


def end_all(engine: sa.Engine, name: str) -> None:
    """End every sign-in of an account."""
    with engine.begin() as connection:
        connection.execute(sa.delete(sign_ins).where(sign_ins.c.account == name))


def _change(engine: sa.Engine, name: str, **values: object) -> None:
    with engine.begin() as connection:
        changed = connection.execute(sa.update(accounts).where(accounts.c.name == name).values(**values))
    if changed.rowcount == 0:
        raise NotFound(f"没有名为“{name}”的账号。")


def _count_failure(engine: sa.Engine, name: str, now: datetime) -> None:
    """One failure more, counted in the database: attempts made at once all count."""
    mine = accounts.c.name == name
    with engine.begin() as connection:
        connection.execute(sa.update(accounts).where(mine).values(failures=accounts.c.failures + 1))
        connection.execute(
            sa.update(accounts)
            .where(mine, accounts.c.failures >= MOST_FAILURES)
            .values(failures=0, locked_until=now + LOCKED)
        )


def _hash(password: str) -> str:
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        raise UserError(f"密码要 {SHORTEST_PASSWORD} 到 {LONGEST_PASSWORD} 个字符，请换一个。")
    from argon2 import PasswordHasher

    return PasswordHasher().hash(password)


def _verify(hashed: str, password: str) -> bool:
    from argon2 import PasswordHasher
    from argon2.exceptions import Argon2Error, InvalidHashError

    try:
        return PasswordHasher().verify(hashed, password)
    except (Argon2Error, InvalidHashError):
        return False


@lru_cache(maxsize=1)
def _no_password() -> str:
    """A hash that no password has."""
    from argon2 import PasswordHasher

    return PasswordHasher().hash(secrets.token_hex(16))


def _digest(token: str) -> str:
    """What is kept of a token: a copy of the database signs nobody in."""
    return hashlib.sha256(token.encode()).hexdigest()
