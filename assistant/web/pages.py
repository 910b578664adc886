"""The Gradio pages, mounted late: the HTTP doors answer at once, the pages follow when Gradio is imported."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import sys
import warnings
from typing import TYPE_CHECKING

from fastapi import FastAPI
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from assistant.errors import AssistantError
from assistant.web import wording
from assistant.web.rates import Rates
from assistant.web.rendering import render
from assistant.web.service import Service

if TYPE_CHECKING:
    from contextlib import AsyncExitStack

    from assistant.web.look import Widget

CHAT, CHECKUP = "/", "/checkup/"
MOST_WAITING = 400
AT_ONCE = 40
WAITING_TOLD = 5.0
LONGEST_WAIT = 20.0
"""Seconds after which who waits for a page looks again."""

log = logging.getLogger("assistant.web")


def add_waiting(app: FastAPI) -> None:
    """A page that stands in for the Gradio pages until they are there, and then gives way to them."""

    def waiting() -> Response:
        failed = app.state.pages == "failed"
        page = render("waiting.html", failed=failed)
        return HTMLResponse(page, 500 if failed else 503, {"retry-after": "1", "cache-control": "no-store"})

    async def opened(page: str = CHAT) -> Response:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(places.get(page, places[CHAT]).wait(), LONGEST_WAIT)
        return Response(status_code=204, headers={"cache-control": "no-store"})

    app.state.pages = "opening"
    places = {path: asyncio.Event() for path in (CHAT, CHECKUP)}
    app.state.places = places
    app.add_api_route("/opened", opened, include_in_schema=False)
    for path in places:
        app.add_api_route(path, waiting, include_in_schema=False, name=_waiting(path))
    whole = CHECKUP
    app.add_api_route(whole.rstrip("/"), lambda: RedirectResponse(whole), include_in_schema=False)


async def mount_pages(app: FastAPI, stack: AsyncExitStack) -> None:
    """Imports Gradio beside the event loop, builds the pages and puts them where the waiting page was.

    Each page is an application of its own: Gradio copies every component of one for each visitor, and whoever
    chats should not pay for the many fields of the other.
    """
    service: Service = app.state.service
    opening = asyncio.create_task(asyncio.to_thread(_open_quietly, service))
    try:
        for path, build in ((CHAT, build_chat), (CHECKUP, build_checkup)):
            demo = await asyncio.to_thread(build, service, app.state.rates)
            await opening
            await _open(app, demo, path, stack)
            app.state.places[path].set()
        app.state.pages = "open"
        await asyncio.to_thread(_warm_desk, service)
    except Exception:
        app.state.pages = "failed"
        log.exception("the pages could not be opened")
        for place in app.state.places.values():
            place.set()


def build_chat(service: Service, rates: Rates) -> Widget:
    """The Blocks of the chat page."""
    from assistant.web.chat import add_chat

    with _blocks(wording.PRODUCT) as demo:
        add_chat(service, rates, demo)
    return demo


def build_checkup(service: Service, _rates: Rates) -> Widget:
    """The Blocks of 政策体检."""
    from assistant.web.checkup import add_checkup

    with _blocks(f"{wording.NAV_CHECKUP} · {wording.PRODUCT}") as demo:
        add_checkup(service)
    return demo


def _blocks(title: str) -> Widget:
    from assistant.web.look import gradio

    demo = gradio().Blocks(title=title, fill_width=True, analytics_enabled=False)
    demo.queue(
        default_concurrency_limit=AT_ONCE,
        max_size=MOST_WAITING,
        api_open=False,
        # By default everyone who waits is told of everyone who is served: a crowd would hear of little else.
        status_update_rate=WAITING_TOLD,
    )
    demo.max_threads = AT_ONCE
    return demo


async def _open(app: FastAPI, demo: Widget, path: str, stack: AsyncExitStack) -> None:
    """The page at its path, in front of the one that takes every path."""
    from assistant.web.look import gradio, mount_options

    routes = app.router.routes
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        gradio().mount_gradio_app(app, demo, path=path.rstrip("/") or CHAT, **mount_options())
    route = routes.pop()
    await stack.enter_async_context(route.app.router.lifespan_context(route.app))  # type: ignore[attr-defined]
    # Without this a late mount takes jobs into its queue and never runs them.
    demo.run_startup_events()
    await demo.run_extra_startup_events()
    last = len(routes) if path == CHAT else len(routes) - 1
    routes.insert(last, route)
    routes[:] = [found for found in routes if getattr(found, "name", "") != _waiting(path)]


def _open_quietly(service: Service) -> None:
    """Opens what the first question needs ahead of it; a fault is told here, and shows in the readiness."""
    try:
        service.store  # noqa: B018
        service.assistant  # noqa: B018
    except AssistantError as error:
        sys.stderr.write(f"{error.message}\n")


def _warm_desk(service: Service) -> None:
    """Makes what the first keystroke at the desk needs; nobody waits for it to see a page."""
    from assistant.web.instant import instant

    with contextlib.suppress(Exception):
        instant(service.assistant, "专精特新")


def _waiting(path: str) -> str:
    """The name of the route that stands in for the page at this path."""
    return f"waiting for {path}"
