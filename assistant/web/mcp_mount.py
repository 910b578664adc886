"""The MCP server on our own port, behind the same headers and limits as the other doors."""

from __future__ import annotations

import asyncio
import logging
from contextlib import AsyncExitStack

from fastapi import FastAPI
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from assistant.web import wording
from assistant.web.options import WebOptions
from assistant.web.problems import problem
from assistant.web.rates import Rates

PATH = "/mcp"
LOCAL = ("127.0.0.1:*", "localhost:*", "[::1]:*")

log = logging.getLogger("assistant.web")


class Limited:
    """ASGI: HTTP 429 for an address that asks too often."""

    def __init__(self, app: ASGIApp, rates: Rates) -> None:
        self.app, self.rates = app, rates

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        client = scope.get("client")
        if not self.rates.allow("ask", client[0] if client else "unknown"):
            headers = {"Retry-After": str(self.rates.seconds("ask"))}
            await problem(429, wording.TOO_MANY, headers)(scope, receive, send)
            return
        await self.app(scope, receive, send)


async def mount_mcp(app: FastAPI, stack: AsyncExitStack) -> None:
    """Puts the MCP server at /mcp; imports its package beside the event loop."""
    options: WebOptions = app.state.options
    try:
        server = await asyncio.to_thread(_server, app)
        from mcp.server.transport_security import TransportSecuritySettings

        hosts = [*LOCAL, *options.mcp_hosts.split()]
        origins = [f"{scheme}://{host}" for host in hosts for scheme in ("http", "https")]
        security = TransportSecuritySettings(allowed_hosts=hosts, allowed_origins=origins)
        made = server.streamable_http_app(
            streamable_http_path=PATH, json_response=True, stateless_http=True, transport_security=security
        )
        await stack.enter_async_context(server.session_manager.run())
        inner = next(route for route in made.routes if isinstance(route, Route))
        route = Route(PATH, endpoint=Limited(inner.app, app.state.rates), include_in_schema=False)
        app.router.routes.insert(0, route)
        app.state.mcp = "open"
    except Exception:
        app.state.mcp = "failed"
        log.exception("the MCP server could not be opened")


def _server(app: FastAPI):  # type: ignore[no-untyped-def]  # noqa: ANN202
    from assistant.mcp import mcp_server

    return mcp_server(lambda: app.state.service)
