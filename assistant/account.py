"""The command `python -m assistant account`: accounts of the desk are made where the server is run."""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from assistant.errors import UserError
from assistant.web.wording import DESK_ROLES as ROLES

if TYPE_CHECKING:
    import sqlalchemy as sa

    from assistant.cli import ChineseParser


def add_account(
    commands: argparse._SubParsersAction[ChineseParser], parser_class: type[ChineseParser]
) -> None:
    """The command and its parts, added to the others."""
    account = commands.add_parser(
        "account", help="管理服务专员账号", description="管理服务专员工作台的账号。"
    )
    parts = account.add_subparsers(title="命令", required=True, metavar="命令", parser_class=parser_class)
    add = parts.add_parser("add", help="新建账号；密码从键盘输入，或由标准输入给出")
    add.add_argument("name", metavar="账号名", help="2 到 32 个字")
    roles = "、".join(f"{role} {name}" for role, name in ROLES.items())
    add.add_argument(
        "--role", metavar="角色", choices=list(ROLES), default="officer", help=f"{roles}；默认 officer"
    )
    add.set_defaults(run=run_add)
    for name, told, run in (
        ("password", "改密码，并结束其全部登录", run_password),
        ("close", "停用账号，并结束其全部登录", run_close),
        ("open", "重新启用账号，并解除锁定", run_open),
    ):
        part = parts.add_parser(name, help=told)
        part.add_argument("name", metavar="账号名")
        part.set_defaults(run=run)
    parts.add_parser("list", help="列出全部账号").set_defaults(run=run_list)


def run_add(arguments: argparse.Namespace) -> int:
    from assistant.state.accounts import make_account

    account = make_account(_engine(), arguments.name, _password(), arguments.role, datetime.now(UTC))
    return _say(f"账号“{account.name}”已建立（{ROLES[account.role]}）。")


def run_password(arguments: argparse.Namespace) -> int:
    from assistant.state.accounts import set_password

    set_password(_engine(), arguments.name, _password())
    return _say(f"账号“{arguments.name}”的密码已改，原有登录已全部结束。")


def run_close(arguments: argparse.Namespace) -> int:
    from assistant.state.accounts import set_active

    set_active(_engine(), arguments.name, False)
    return _say(f"账号“{arguments.name}”已停用。")


def run_open(arguments: argparse.Namespace) -> int:
    from assistant.state.accounts import set_active

    set_active(_engine(), arguments.name, True)
    return _say(f"账号“{arguments.name}”已启用。")


def run_list(arguments: argparse.Namespace) -> int:
    from assistant.state.accounts import account_list

    found = account_list(_engine())
    for account in found:
        _say(f"{account.name}\t{ROLES[account.role]}\t{'启用' if account.active else '停用'}")
    return 0 if found else _say("还没有账号。可用：python -m assistant account add 账号名 --role officer")


def _engine() -> sa.Engine:
    from assistant.state.store import open_store

    return open_store().engine


def _password() -> str:
    """Typed twice at a terminal without being shown; else the first line of standard input."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    from getpass import getpass

    first = getpass("密码（至少 10 个字符，输入时不显示）：")
    if first != getpass("再输一次："):
        raise UserError("两次输入的密码不一样，请重新执行。")
    return first


def _say(text: str) -> int:
    sys.stdout.write(text + "\n")
    return 0
