"""What guards every response and request: security headers, a size limit, who may frame which page."""

from __future__ import annotations

import re

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.web import wording
from assistant.web.problems import fault, problem

LARGEST_BODY = 256 * 1024

# Gradio's own pages need inline script and eval; our own pages need neither.
GRADIO_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; "
    "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'"
)
OWN_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors {ancestors}"
)
OWN_PAGES = (
    "/desk",
    "/source",
    "/a/",
    "/sign-in",
    "/widget",
    "/report",
    "/docs",
    "/web/",
    "/api/",
    "/v1/",
    "/mcp",
)
# What Gradio offers beside each of its pages and nothing here uses: taking in files, fetching for others.
CLOSED = re.compile(r"(/checkup(/\w+)?)?(/gradio_api/(upload|proxy|stream|component_server)|/monitoring)")
HEADERS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
    "cross-origin-opener-policy": "same-origin",
}


class Guard:
    """ASGI middleware: headers on every response, a limit on every body."""

    def __init__(self, app: ASGIApp, *, frame_ancestors: str = "'self'") -> None:
        self.app = app
        self.frame_ancestors = frame_ancestors

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        length = Headers(scope=scope).get("content-length", "0")
        guarded = self._guarded(scope, send)
        if CLOSED.match(scope["path"]):
            await problem(404, wording.NOT_FOUND)(scope, receive, guarded)
            return
        if length.isdigit() and int(length) > LARGEST_BODY:
            await problem(413, wording.TOO_LARGE.format(limit="256 KB"))(scope, receive, guarded)
            return
        started = False

        async def watched(message: Message) -> None:
            nonlocal started
            started = True
            await guarded(message)

        try:
            await self.app(scope, _limited(receive), watched)
        except Exception as error:
            # Told here, not by the framework outside of us: a fault carries the same headers as the rest.
            response = fault(Request(scope), error)
            if not started:
                await response(scope, receive, guarded)

    def _guarded(self, scope: Scope, send: Send) -> Send:
        policy = self._policy(scope["path"])

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.setdefault("content-security-policy", policy)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                if scope["path"].startswith("/web/"):
                    headers["cache-control"] = _fresh(scope)
                if headers.get("content-type", "").startswith("text/event-stream"):
                    headers["x-accel-buffering"] = "no"
                    headers.setdefault("cache-control", "no-store")
            await send(message)

        return guarded

    def _policy(self, path: str) -> str:
        if path.startswith(OWN_PAGES):
            ancestors = self.frame_ancestors if path.startswith("/widget") else "'self'"
            return OWN_POLICY.format(ancestors=ancestors)
        return GRADIO_POLICY


def _fresh(scope: Scope) -> str:
    """How long our own files may be kept: for good where the address names the version, else not at all."""
    named = scope.get("query_string", b"").startswith(b"v=")
    return "public, max-age=31536000, immutable" if named else "no-cache"


def _limited(receive: Receive) -> Receive:
    """Receives no more than the limit, for bodies that do not say how long they are."""
    taken = 0

    async def limited() -> Message:
        nonlocal taken
        message = await receive()
        if message["type"] == "http.request":
            taken += len(message.get("body", b""))
            if taken > LARGEST_BODY:
                return {"type": "http.disconnect"}
        return message

    return limited
