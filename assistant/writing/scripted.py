"""A scripted model: an OpenAI-compatible endpoint on this machine that answers from a script.

For tests and for demonstrations without a network: what it says is decided by a function, not by a network of
neurons. The script that ships words a plain explanation with the ids it is given.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, TypeAlias

NAME = "scripted"
LONGEST_REQUEST = 2_000_000
_EXPLAINED = "依据是下面这句原文："
_AUDIENCE = "对象是{audience}。"
_CONDITIONS = "要看的条件是{conditions}，您可以对照自己的情况核一下。"
_OPEN = "原文没有写的还有：{gaps}。"
_DECIDED = "是否符合、给多少，由牵头部门审核认定。"


@dataclass(frozen=True, slots=True)
class Call:
    """A tool call. `arguments`: as they go over the wire, JSON or not."""

    name: str
    arguments: str


@dataclass(frozen=True, slots=True)
class Said:
    """What the scripted model says to one request."""

    text: str = ""
    calls: Sequence[Call] = ()
    finish: str = ""


Request: TypeAlias = Mapping[str, Any]
Script: TypeAlias = Callable[[Request], Said]


def explain(request: Request) -> Said:
    """The script that ships: a plain explanation from the brief, a suggestion of nothing for a reading."""
    offered = {tool["function"]["name"] for tool in request.get("tools") or ()}
    if "Suggestion" in offered:
        return Said(calls=[Call("Suggestion", '{"matters": [], "facts": []}')])
    told = read_brief(request)
    parts = []
    quotes = told.get("可用的原文") or ()
    if quotes:
        # The first quotes may only be about validity; the one that carries the matter is the longest.
        longest = max(quotes, key=lambda quote: len(quote["原文"]))
        parts += [_EXPLAINED, f"{{quote:{longest['id']}}}"]
    for measure in told.get("事项") or ():
        said = _AUDIENCE.format(audience=measure["对象"]) if measure["对象"] else ""
        if measure["条件"]:
            said += _CONDITIONS.format(conditions="、".join(measure["条件"]))
        parts.append(said)
        if measure["原文没有写"]:
            parts.append(_OPEN.format(gaps="、".join(measure["原文没有写"])))
    return Said("\n\n".join([*parts, _DECIDED]))


def read_brief(request: Request) -> dict[str, Any]:
    """The JSON that the assistant sent with a request; {} where there is none."""
    for message in request.get("messages") or ():
        if message.get("role") == "user":
            try:
                told = json.loads(text_of(message))
            except ValueError:
                continue
            if isinstance(told, dict):
                return told
    return {}


def text_of(message: Mapping[str, Any]) -> str:
    """The words of a message, whether they come as one text or in parts."""
    content = message.get("content") or ""
    if isinstance(content, str):
        return content
    return "".join(part.get("text", "") for part in content)


def completion(said: Said, request: Request) -> dict[str, Any]:
    """The body of a chat completion."""
    message: dict[str, Any] = {"role": "assistant", "content": said.text or None}
    if said.calls:
        message["tool_calls"] = [
            {"id": f"call_{n}", "type": "function", "function": {"name": c.name, "arguments": c.arguments}}
            for n, c in enumerate(said.calls)
        ]
    asked = sum(len(text_of(message)) for message in request.get("messages") or ())
    replied = len(said.text) + sum(len(call.arguments) for call in said.calls)
    return {
        "id": "scripted",
        "object": "chat.completion",
        "created": 0,
        "model": str(request.get("model", NAME)),
        "choices": [
            {
                "index": 0,
                "message": message,
                "finish_reason": said.finish or ("tool_calls" if said.calls else "stop"),
            }
        ],
        # A character a token: near enough to Chinese, and the same every time.
        "usage": {"prompt_tokens": asked, "completion_tokens": replied, "total_tokens": asked + replied},
    }


class ScriptedServer:
    """The endpoint on 127.0.0.1, in a thread of its own; a context manager. `requests`: all asked so far."""

    def __init__(self, script: Script = explain, port: int = 0) -> None:
        self.script = script
        self.requests: list[dict[str, Any]] = []
        self.closing = threading.Event()
        owner = self

        class Handler(_Handler):
            server_owner = owner

        self._server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)

    @property
    def base_url(self) -> str:
        """What ASSISTANT_MODEL_BASE_URL has to be."""
        return f"http://127.0.0.1:{self._server.server_address[1]}/v1"

    def reply(self, handler: _Handler, request: dict[str, Any]) -> None:
        """Answers one request; tests put their faults here."""
        handler.send_json(completion(self.script(request), request))

    def wait(self) -> None:
        """Serves until the process is interrupted."""
        self._thread.join()

    def __enter__(self) -> ScriptedServer:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.closing.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(timeout=2)


class _Handler(BaseHTTPRequestHandler):
    server_owner: ScriptedServer
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        length = int(self.headers.get("content-length") or 0)
        body = self.rfile.read(min(length, LONGEST_REQUEST))
        try:
            request = json.loads(body)
        except ValueError:
            self.send_json({"error": {"message": "the body is no JSON"}}, status=400)
            return
        self.server_owner.requests.append(request)
        try:
            self.server_owner.reply(self, request)
        except OSError:
            # Whoever asked has gone.
            self.close_connection = True

    def do_GET(self) -> None:
        self.send_json({"object": "list", "data": [{"id": NAME, "object": "model"}]})

    def send_json(self, value: Any, status: int = 200, **headers: str) -> None:  # noqa: ANN401
        """A JSON body with its length; the connection is closed after it."""
        body = json.dumps(value, ensure_ascii=False).encode()
        self.send_response(status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        for name, text in headers.items():
            self.send_header(name.replace("_", "-"), text)
        self.send_header("connection", "close")
        self.end_headers()
        self.wfile.write(body)
        self.close_connection = True

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002, ANN401
        """Says nothing: the caller's own log tells what happened."""
