"""A server that breaks in every way we could think of, over real HTTP on this machine; what it can say that is
wrong stands in `evals/liar.py`."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from assistant.writing.scripted import ScriptedServer, completion, explain

Transport = Callable[["FaultServer", Any, dict[str, Any]], None]


class FaultServer(ScriptedServer):
    """A scripted server with a fault in its transport: one of the functions below."""

    transport: Transport | None = None

    def reply(self, handler: Any, request: dict[str, Any]) -> None:
        if self.transport is None:
            super().reply(handler, request)
            return
        try:
            self.transport(self, handler, request)
        except OSError:
            handler.close_connection = True


def status(code: int, **headers: str) -> Transport:
    def fault(server: FaultServer, handler: Any, request: dict[str, Any]) -> None:
        handler.send_json({"error": {"message": "no"}}, status=code, **headers)

    return fault


def hanging(server: FaultServer, handler: Any, request: dict[str, Any]) -> None:
    server.closing.wait(30)
    handler.close_connection = True


def slow(server: FaultServer, handler: Any, request: dict[str, Any]) -> None:
    server.closing.wait(0.4)
    handler.send_json(completion(explain(request), request))


def dripping(server: FaultServer, handler: Any, request: dict[str, Any]) -> None:
    """Never silent for long, and never done: a timeout for silences does not end it."""
    begin(handler, 10_000)
    while not server.closing.wait(0.05):
        handler.wfile.write(b" ")
        handler.wfile.flush()


def cut(server: FaultServer, handler: Any, request: dict[str, Any]) -> None:
    body = json.dumps(completion(explain(request), request)).encode()
    begin(handler, len(body))
    handler.wfile.write(body[: len(body) // 2])
    handler.close_connection = True


def cut_chunks(server: FaultServer, handler: Any, request: dict[str, Any]) -> None:
    handler.send_response(200)
    handler.send_header("content-type", "application/json")
    handler.send_header("transfer-encoding", "chunked")
    handler.end_headers()
    handler.wfile.write(b'10\r\n{"id": "x", "obj\r\n')
    handler.close_connection = True


def no_json(server: FaultServer, handler: Any, request: dict[str, Any]) -> None:
    body = "<html>网关错误</html>".encode()
    begin(handler, len(body))
    handler.wfile.write(body)


def no_choices(server: FaultServer, handler: Any, request: dict[str, Any]) -> None:
    handler.send_json({"id": "x", "object": "chat.completion", "created": 0, "model": "m", "choices": []})


def begin(handler: Any, length: int) -> None:
    handler.send_response(200)
    handler.send_header("content-type", "application/json")
    handler.send_header("content-length", str(length))
    handler.end_headers()


TRANSPORTS: dict[str, Transport] = {
    "429": status(429, retry_after="1"),
    "429 for an hour": status(429, retry_after="3600"),
    "500": status(500),
    "401": status(401),
    "400": status(400),
    "hanging": hanging,
    "slow": slow,
    "dripping": dripping,
    "cut": cut,
    "cut chunks": cut_chunks,
    "no json": no_json,
    "no choices": no_choices,
}
