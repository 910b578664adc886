"""The command `demo-model`: the scripted model as an endpoint, to show the assistant with a model offline."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from assistant.errors import UserError

STARTED = """演示用的语言模型已启动，按 Ctrl+C 停止。在另一个终端里这样使用：
export ASSISTANT_MODEL_BASE_URL={url} ASSISTANT_MODEL={name}
"""


def add_demo_model(commands: argparse._SubParsersAction[Any]) -> None:
    """Adds the command to the command line's parser."""
    told = "在本机启动一个按脚本说话的语言模型，用来离线演示和试验接口。"
    demo = commands.add_parser("demo-model", help="启动演示用的语言模型", description=told)
    demo.add_argument("--port", metavar="端口", type=int, default=7861, help="端口，默认 7861")
    demo.set_defaults(run=run_demo_model)


def run_demo_model(arguments: argparse.Namespace) -> int:
    """Serves until it is interrupted; returns the exit status."""
    from assistant.writing.scripted import NAME, ScriptedServer

    try:
        server = ScriptedServer(port=arguments.port)
    except (OSError, OverflowError):
        raise UserError(f"端口 {arguments.port} 打不开，请换一个端口：--port 数字。") from None
    with server:
        sys.stdout.write(STARTED.format(url=server.base_url, name=NAME))
        sys.stdout.flush()
        server.wait()
    return 0
