"""A real Chromium for what is measured on the pages."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

NAMES = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
)
LONGEST_MS = 60_000


class BrowserMissingError(Exception):
    """There is no Chromium on this machine."""


@contextmanager
def browser_page(address: str) -> Iterator[Page]:
    """A page of a new profile, for addresses below the one given. Raises BrowserMissingError."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        raise BrowserMissingError(f"none of {', '.join(NAMES)} is installed")
    os.environ["PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD"] = "1"
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=list(ARGUMENTS))
        context = browser.new_context(base_url=address, locale="zh-CN")
        context.set_default_timeout(LONGEST_MS)
        yield context.new_page()
        browser.close()
