"""The Gradio pages, mounted late: the HTTP doors answer at once, the pages follow when Gradio is imported."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import sys
import warnings
from hashlib import sha256
from typing import TYPE_CHECKING, TypeAlias

from fastapi import FastAPI
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import BaseRoute

from assistant.errors import AssistantError
from assistant.web import wording
from assistant.web.rates import Rates
from assistant.web.rendering import render
from assistant.web.service import Service

if TYPE_CHECKING:
    from contextlib import AsyncExitStack

    from assistant.web.look import Widget
    from assistant.web.profile_form import Group

# The open forms of 政策体检 by name, newest first.
Forms: TypeAlias = dict[str, BaseRoute]

CHAT, CHECKUP = "/", "/checkup/"
MOST_WAITING = 400
AT_ONCE = 40
WAITING_TOLD = 5.0
MOST_FORMS = 3
"""How many forms of 政策体检 stay open: the newest, and those that someone may still be filling in."""
WAITING_CHAT = "waiting for the chat page"
FRESH = {"cache-control": "no-store"}
LONGEST_WAIT = 20.0
"""Seconds after which who waits for a page looks again."""

log = logging.getLogger("assistant.web")


def add_waiting(app: FastAPI) -> None:
    """A page that stands in for the Gradio pages until they are there, and then gives way to them."""

    def waiting() -> Response:
        failed = app.state.pages == "failed"
        page = render("waiting.html", failed=failed)
        return HTMLResponse(page, 500 if failed else 503, {"retry-after": "1", **FRESH})

    async def opened(page: str = CHAT) -> Response:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(places.get(page, places[CHAT]).wait(), LONGEST_WAIT)
        return Response(status_code=204, headers=FRESH)

    app.state.pages = "opening"
    places = {path: asyncio.Event() for path in (CHAT, CHECKUP)}
    app.state.places = places
    app.add_api_route("/opened", opened, include_in_schema=False)

    def checkup() -> Response:
        """To the newest form; an address of a form that is no longer there leads here too."""
        forms: Forms = app.state.forms
        newest = next(iter(forms), None)
        return RedirectResponse(f"{CHECKUP}{newest}/", headers=FRESH) if newest else waiting()

    app.state.forms, app.state.form_of = {}, None
    app.add_api_route(CHAT, waiting, include_in_schema=False, name=WAITING_CHAT)
    for path in (CHECKUP.rstrip("/"), CHECKUP, CHECKUP + "{form}/"):
        app.add_api_route(path, checkup, include_in_schema=False)


async def mount_pages(app: FastAPI, stack: AsyncExitStack) -> None:
    """Imports Gradio beside the event loop, builds the pages and puts them where the waiting page was.

    Each page is an application of its own: Gradio copies every component of one for each visitor, and whoever
    chats should not pay for the many fields of the other.
    """
    service: Service = app.state.service
    opening = asyncio.create_task(asyncio.to_thread(_open_quietly, service))
    try:
        chat = await asyncio.to_thread(build_chat, service, app.state.rates)
        await opening
        await _open_chat(app, chat, stack)
        app.state.places[CHAT].set()
        await open_form(app, stack)
        app.state.places[CHECKUP].set()
        app.state.pages = "open"
        await asyncio.to_thread(_warm_desk, service)
    except Exception:
        app.state.pages = "failed"
        log.exception("the pages could not be opened")
        for place in app.state.places.values():
            place.set()


async def keep_form(app: FastAPI, stack: AsyncExitStack) -> None:
    """Goes over to the fields of the measures that are served; where that fails, the form before stays."""
    if app.state.service.current.held is app.state.form_of:
        return
    try:
        await open_form(app, stack)
    except Exception:
        log.exception("the form of the newest measures could not be opened")


async def open_form(app: FastAPI, stack: AsyncExitStack) -> None:
    """Opens 政策体检 with the fields of the measures that are served, unless that form is open already.

    Gradio draws a form once, so each form is a page at an address of its own: whoever is filling in the one
    before goes on with it.
    """
    from assistant.web.profile_form import form_groups

    service: Service = app.state.service
    forms: Forms = app.state.forms
    held = app.state.form_of = service.current.held
    groups = form_groups(held.library) if held is not None else ()
    name = sha256(repr(groups).encode()).hexdigest()[:8]
    route = forms.get(name)
    if route is None:
        demo = await asyncio.to_thread(build_checkup, service, groups)
        route = await _mounted(app, demo, CHECKUP + name, stack)
        app.router.routes.insert(0, route)
    before = [(old, kept) for old, kept in forms.items() if old != name]
    for _, closed in before[MOST_FORMS - 1 :]:
        app.router.routes.remove(closed)
    app.state.forms = dict([(name, route), *before[: MOST_FORMS - 1]])


def build_chat(service: Service, rates: Rates) -> Widget:
    """The Blocks of the chat page."""
    from assistant.web.chat import add_chat

    with _blocks(wording.PRODUCT) as demo:
        add_chat(service, rates, demo)
    return demo


def build_checkup(service: Service, groups: tuple[Group, ...]) -> Widget:
    """The Blocks of 政策体检 with these fields; without any, the page says why there are none."""
    from assistant.web.checkup import add_checkup

    with _blocks(f"{wording.NAV_CHECKUP} · {wording.PRODUCT}") as demo:
        add_checkup(service, groups)
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


async def _open_chat(app: FastAPI, demo: Widget, stack: AsyncExitStack) -> None:
    """The chat page where the waiting page was; last of all routes, for it takes every path."""
    route = await _mounted(app, demo, CHAT, stack)
    routes = app.router.routes
    routes[:] = [found for found in routes if getattr(found, "name", "") != WAITING_CHAT]
    routes.append(route)


async def _mounted(app: FastAPI, demo: Widget, path: str, stack: AsyncExitStack) -> BaseRoute:
    """The page as a route for this path, its application running, not yet among the routes."""
    from assistant.web.look import gradio, mount_options

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        gradio().mount_gradio_app(app, demo, path=path, **mount_options())
    route = app.router.routes.pop()
    await stack.enter_async_context(route.app.router.lifespan_context(route.app))  # type: ignore[attr-defined]
    # Without this a late mount takes jobs into its queue and never runs them.
    demo.run_startup_events()
    await demo.run_extra_startup_events()
    return route


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
