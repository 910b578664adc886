"""From `make serve`, where all is set up, to a page that takes a question, and to its first answer."""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from evals.browser import browser_page
from evals.serving import LONGEST_START, free_port, running, state_of_its_own

if TYPE_CHECKING:
    from playwright.sync_api import Page

ROUNDS = 3
QUESTION = "知识产权质押贷款1000万元，基准利率4%，一年，能贴多少？"


@dataclass(frozen=True, slots=True)
class Opened:
    """Seconds from the command to a page that takes a question, and to the whole of the first answer."""

    usable: float
    answered: float


def measure_opening() -> list[Opened]:
    """Each round a new start; the browser is open before. Raises BrowserMissingError."""
    return [_open_once() for _ in range(ROUNDS)]


def _open_once() -> Opened:
    port = free_port()
    with state_of_its_own() as settings, browser_page(f"http://127.0.0.1:{port}") as page:
        begun = time.perf_counter()
        with running(make_serve(), {**settings, "ASSISTANT_PORT": str(port)}):
            visit_until_usable(page, begun)
            usable = time.perf_counter() - begun
            page.fill("#question textarea", QUESTION)
            page.press("#question textarea", "Enter")
            page.wait_for_selector("#log .actions")
            return Opened(usable, time.perf_counter() - begun)


def make_serve() -> list[str]:
    """The command `make serve` in this environment, whose set-up counts as done."""
    return ["make", "-o", ".venv/.installed", f"PY={sys.executable}", "serve"]


def visit_until_usable(page: Page, begun: float) -> None:
    """Calls the page until the question's field is there. Raises TimeoutError.

    Before anything listens the browser is refused; then a page stands in and gives way by itself.
    """
    from playwright.sync_api import Error

    while time.perf_counter() - begun < LONGEST_START:
        try:
            page.goto("/", wait_until="commit")
            page.wait_for_selector("#question textarea")
        except Error:
            time.sleep(0.05)
        else:
            return
    raise TimeoutError(f"no page within {LONGEST_START:g} s")
