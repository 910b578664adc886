"""Runs the application on one port."""

from __future__ import annotations

import gc
import socket
import sys

from assistant.errors import UserError
from assistant.settings import read_settings

LAST_WORDS = 3
"""Seconds that open connections have when the server is stopped: a page that is shown would hold it open."""


def serve(host: str | None = None, port: int | None = None) -> int:
    """Serves until it is stopped; returns the exit status. None: what the settings say."""
    import uvicorn

    from assistant.web.application import application

    settings = read_settings()
    host, port = host or settings.host, port or settings.port
    _check_free(host, port)
    sys.stderr.write(f"正在打开 http://{host}:{port} （按 Ctrl+C 停止）\n")
    # What is imported and read at the start stays: to look for garbage in it takes a tenth of the time.
    gc.disable()
    uvicorn.run(
        application(settings, when_open=_collect_from_now),
        host=host,
        port=port,
        log_level="warning",
        server_header=False,
        timeout_graceful_shutdown=LAST_WORDS,
    )
    return 0


def _collect_from_now() -> None:
    """Garbage is collected again, but never looked for in what the start has made."""
    gc.freeze()
    gc.enable()


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
