"""A real server on loopback, a real browser, and what tests do with both."""

from __future__ import annotations

import atexit
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

import httpx
from script import scripted_assistant

from assistant.settings import ROOT, Settings
from assistant.state.accounts import make_account
from assistant.state.store import open_store
from assistant.web.options import WebOptions
from assistant.web.service import Service

ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PASSWORD = "correct horse 42"
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
UNLIMITED = WebOptions(rate="100000/minute", sign_in_rate="100000/minute")


@lru_cache(maxsize=1)
def template() -> Path:
    """A database with four accounts: hashing passwords takes its time on purpose, so it is done once."""
    folder = Path(tempfile.mkdtemp(prefix="assistant-web-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    engine = open_store(Settings(data_dir=folder)).engine
    now = datetime.now(UTC)
    for name, role in (
        ("王专员", "officer"),
        ("李编辑", "editor"),
        ("赵专员", "officer"),
        ("钱管理", "admin"),
    ):
        make_account(engine, name, PASSWORD, role, now)
    engine.dispose()
    return folder / "assistant.sqlite"


def make_service(folder: Path, assistant=None) -> Service:
    """The scripted assistant, or the one given, over a store of its own, with four accounts."""
    shutil.copy(template(), folder)
    found = assistant or scripted_assistant()
    return Service(Settings(data_dir=folder), lambda _: found, open_store)


@lru_cache(maxsize=1)
def chinese_fonts() -> bool:
    """Whether the machine can draw Chinese; without, every character is the same box."""
    if shutil.which("fc-list") is None:
        return False
    listed = subprocess.run(["fc-list", ":lang=zh"], capture_output=True, check=True)
    return bool(listed.stdout.strip())


class Running:
    """The application in a process of its own, over the data folder given.

    `places`: settings of the environment, for the real assistant over another corpus.
    """

    def __init__(self, folder: Path, places: dict[str, str] | None = None, **given: object) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        serving = Path(__file__).with_name("serving.py")
        program = [sys.executable, str(serving), str(folder), str(self.port), json.dumps(given)]
        environment = {**os.environ, "PYTHONPATH": str(ROOT), **(places or {})}
        self.process = subprocess.Popen(program, cwd=folder, env=environment)

    def wait(self) -> None:
        """Until pages and doors are open."""
        until = time.monotonic() + 120
        while time.monotonic() < until and self.process.poll() is None:
            try:
                if httpx.get(f"{self.url}/ready", timeout=10).status_code == 200:
                    return
            except httpx.TransportError:
                pass
            time.sleep(0.1)
        raise RuntimeError("the server did not open")

    def stop(self) -> None:
        """End the process."""
        self.process.terminate()
        self.process.wait(20)


class Visit:
    """A page with what it asked for and what went wrong in it."""

    def __init__(self, browser, url: str, **given) -> None:
        self.context = browser.new_context(base_url=url, locale="zh-CN", **given)
        self.context.set_default_timeout(15_000)
        self.page = self.context.new_page()
        self.requests: list[str] = []
        self.errors: list[str] = []
        self.context.on("request", lambda request: self.requests.append(request.url))
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("console", lambda told: self.errors.append(told.text) if told.type == "error" else None)


def ask(page, question: str) -> None:
    """Ask on the chat page and wait for the whole answer."""
    known = page.locator("#log .actions").count()
    page.fill("#question textarea", question)
    page.press("#question textarea", "Enter")
    page.wait_for_function("n => document.querySelectorAll('#log .actions').length > n", arg=known)


def sign_in(page, name: str = "王专员") -> None:
    """Sign in at the desk."""
    page.goto("/desk/sign-in")
    page.fill("input[name=name]", name)
    page.fill("input[name=password]", PASSWORD)
    page.click("button[type=submit]")
    page.wait_for_selector("#desk[data-ready]")
