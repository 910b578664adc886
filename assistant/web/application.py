"""The whole HTTP application: doors, own pages, and the Gradio pages mounted last."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager, suppress

from fastapi import FastAPI
from starlette.staticfiles import StaticFiles

from assistant import __version__
from assistant.settings import Settings, read_settings
from assistant.web import wording
from assistant.web.current import LOOK_EVERY
from assistant.web.gauges import Gauged
from assistant.web.guard import Guard
from assistant.web.mcp_mount import mount_mcp
from assistant.web.options import WebOptions
from assistant.web.pages import add_waiting, keep_form, mount_pages
from assistant.web.problems import add_problems
from assistant.web.rates import Rates
from assistant.web.rendering import STATIC
from assistant.web.service import Service, open_service

A_DAY = 24.0 * 60 * 60


def application(
    settings: Settings | None = None,
    *,
    service: Service | None = None,
    options: WebOptions | None = None,
    pages: bool = True,
    when_open: Callable[[], None] = lambda: None,
) -> FastAPI:
    """The application. `service`: None opens the one of the settings; `pages=False` leaves Gradio out.

    `when_open`: called once when pages and doors are open.
    """
    options = options or WebOptions()  # type: ignore[call-arg]

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        closing = asyncio.Event()
        opened = asyncio.create_task(_hold_open(app, closing, pages=pages, when_open=when_open))
        with app.state.service.current.following():
            yield
        closing.set()
        await opened

    app = FastAPI(
        title=wording.PRODUCT,
        summary=wording.TAGLINE,
        version=__version__,
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
    )
    app.state.service = service or open_service(settings or read_settings())
    app.state.options = options
    app.state.rates = Rates(options.rate, options.sign_in_rate)
    app.state.pages, app.state.mcp = "open", "opening"
    add_problems(app)
    _include(app)
    app.mount("/web", StaticFiles(directory=STATIC), name="web")
    if pages:
        add_waiting(app)
    app.add_middleware(Guard, frame_ancestors=f"'self' {options.embed_origins}".strip())
    app.add_middleware(Gauged)
    return app


async def _hold_open(
    app: FastAPI, closing: asyncio.Event, *, pages: bool, when_open: Callable[[], None]
) -> None:
    """Opens what takes long while the other doors answer already; closes it in the task that opened it."""
    async with AsyncExitStack() as stack:
        if pages:
            await mount_pages(app, stack)
        await mount_mcp(app, stack)
        when_open()
        forgotten = -A_DAY
        while not closing.is_set():
            if time.monotonic() - forgotten >= A_DAY:
                forgotten = time.monotonic()
                with suppress(Exception):
                    await asyncio.to_thread(app.state.service.store.forget_old)
            if app.state.pages == "open" and pages:
                await keep_form(app, stack)
            with suppress(TimeoutError):
                await asyncio.wait_for(closing.wait(), LOOK_EVERY)


def _include(app: FastAPI) -> None:
    from assistant import api, api_chat
    from assistant.web import (
        desk,
        desk_accounts,
        desk_calls,
        desk_review,
        gauges,
        health,
        report,
        sign_in,
        source_page,
        widget,
    )

    own = (source_page, report, widget, sign_in, desk, desk_calls, desk_review, desk_accounts)
    for part in (api, api_chat, health, gauges, *own):
        app.include_router(part.router)
