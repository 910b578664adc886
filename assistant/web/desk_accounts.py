"""What an administrator looks after at the desk: who may sign in, who is locked out, who was there when."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Body, Depends, Request
from pydantic import BaseModel, ConfigDict

from assistant.errors import UserError
from assistant.state import accounts as store
from assistant.state.accounts import Account
from assistant.web import wording
from assistant.web.desk import now, service_of
from assistant.web.readable import check_readable
from assistant.web.sign_in import staff

router = APIRouter(prefix="/desk/api/accounts", include_in_schema=False)
Admin = Annotated[Account, Depends(staff("admin"))]
SHANGHAI = ZoneInfo("Asia/Shanghai")


class AccountDecided(BaseModel):
    """Whether an account may sign in; to open one also lifts its lock."""

    model_config = ConfigDict(extra="forbid")

    state: Literal["open", "closed"]


@router.get("")
def accounts(request: Request, admin: Admin) -> dict[str, Any]:
    """All accounts by name. They are made, and passwords changed, on the command line alone."""
    found = store.account_standings(service_of(request).store.engine, now())
    return {
        "accounts": [
            {
                "name": standing.account.name,
                "role": wording.DESK_ROLES[standing.account.role],
                "state": standing.state,
                "locked_until": _shown(standing.locked_until),
                "seen_at": _shown(standing.seen_at),
                "own": standing.account.name == admin.name,
            }
            for standing in found
        ]
    }


@router.post("/{name}")
def decide(
    request: Request, admin: Admin, name: str, decided: Annotated[AccountDecided, Body()]
) -> dict[str, str]:
    """Open an account and lift its lock, or close it and end its sign-ins."""
    check_readable(name)
    if name == admin.name:
        raise UserError("不能停用自己的账号，请由另一位管理员操作。")
    store.set_active(service_of(request).store.engine, name, decided.state == "open")
    return {"state": decided.state}


def _shown(moment: datetime | None) -> str:
    return moment.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M") if moment else ""
