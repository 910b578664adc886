"""The Gradio pages, mounted late: the HTTP doors answer at once, the pages follow when Gradio is imported."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import warnings
from typing import TYPE_CHECKING

from fastapi import FastAPI
from fastapi.responses import HTMLResponse, Response
from starlette.routing import BaseRoute

from assistant.web import wording
from assistant.web.rates import Rates
from assistant.web.rendering import render
from assistant.web.service import Service

if TYPE_CHECKING:
    from contextlib import AsyncExitStack

    from assistant.web.look import Widget

MOST_WAITING = 400
AT_ONCE = 40

log = logging.getLogger("assistant.web")


def add_waiting(app: FastAPI) -> None:
    """A page that stands in for the Gradio pages until they are there, and then gives way to them."""

    def waiting() -> Response:
        failed = app.state.pages == "failed"
        page = render("waiting.html", failed=failed)
        return HTMLResponse(page, 500 if failed else 503, {"retry-after": "1", "cache-control": "no-store"})

    app.state.pages = "opening"
    for path in ("/", "/checkup"):
        app.add_api_route(path, waiting, include_in_schema=False, name="waiting")


async def mount_pages(app: FastAPI, stack: AsyncExitStack) -> None:
    """Imports Gradio beside the event loop, builds the pages and puts them where the waiting page was."""
    service: Service = app.state.service
    opening = asyncio.create_task(asyncio.to_thread(_open_quietly, service))
    try:
        demo = await asyncio.to_thread(build_pages, service, app.state.rates)
        await opening
        _mount(app, demo)
        gradio_app: Widget = app.router.routes[-1].app  # type: ignore[attr-defined]
        await stack.enter_async_context(gradio_app.router.lifespan_context(gradio_app))
        # Without this a late mount takes jobs into its queue and never runs them.
        demo.run_startup_events()
        await demo.run_extra_startup_events()
        app.router.routes[:] = [route for route in app.router.routes if not _is_waiting(route)]
        app.state.pages = "open"
    except Exception:
        app.state.pages = "failed"
        log.exception("the pages could not be opened")


def build_pages(service: Service, rates: Rates) -> Widget:
    """The Blocks of all Gradio pages."""
    from assistant.web.chat import add_chat
    from assistant.web.checkup import add_checkup
    from assistant.web.look import gradio

    gr = gradio()
    with gr.Blocks(title=wording.PRODUCT, fill_width=True, analytics_enabled=False) as demo:
        add_chat(service, rates, demo)
        gr.Navbar(visible=False)
    with demo.route(wording.NAV_CHECKUP, "/checkup"):
        add_checkup(service)
    demo.queue(default_concurrency_limit=AT_ONCE, max_size=MOST_WAITING, api_open=False)
    demo.max_threads = AT_ONCE
    return demo


def _mount(app: FastAPI, demo: Widget) -> None:
    from assistant.web.look import gradio, mount_options

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        gradio().mount_gradio_app(app, demo, path="/", **mount_options())


def _open_quietly(service: Service) -> None:
    """Opens what the first question needs ahead of it; a fault shows in the readiness, not here."""
    from assistant.web.instant import instant

    with contextlib.suppress(Exception):
        service.store  # noqa: B018
        instant(service.assistant, "专精特新")


def _is_waiting(route: BaseRoute) -> bool:
    return getattr(route, "name", "") == "waiting"
