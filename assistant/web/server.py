"""Runs the application on one port."""

from __future__ import annotations

import socket
import sys

from assistant.errors import UserError
from assistant.settings import read_settings


def serve(host: str | None = None, port: int | None = None) -> int:
    """Serves until it is stopped; returns the exit status. None: what the settings say."""
    import uvicorn

    from assistant.web.application import application

    settings = read_settings()
    host, port = host or settings.host, port or settings.port
    _check_free(host, port)
    sys.stderr.write(f"正在打开 http://{host}:{port} （按 Ctrl+C 停止）\n")
    uvicorn.run(application(settings), host=host, port=port, log_level="warning", server_header=False)
    return 0


def _check_free(host: str, port: int) -> None:
    """UserError with the remedy where the port is taken or the address is none of ours."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except (OSError, OverflowError) as error:
            raise UserError(
                f"{host}:{port} 不能使用（已被占用或地址不对）。请换一个端口：--port 端口号。"
            ) from error
