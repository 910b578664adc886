"""From keystroke to rendered result at the desk, in Chromium, with the real search behind it."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from evals.browser import browser_page
from evals.serving import served, state_of_its_own

if TYPE_CHECKING:
    from playwright.sync_api import Page

# What officers type: names, everyday words, initials in pinyin, whole sentences.
TYPED = (
    "知识产权质押贷款贴息",
    "小巨人奖励",
    "境外展会展位费",
    "zscq",
    "首台套产品奖励多少",
    "jwss",
    "研发机构认定",
    "我们公司准备去境外上市有什么奖励",
)
OFFICER = "测速专员"
# From the moment of the key, as the browser dates it, to after the frame in which the list is drawn.
LISTEN = """() => {
  const field = document.getElementById('q'), list = document.getElementById('results');
  let pressed = 0;
  window.delays = [];
  field.addEventListener('input', (event) => { pressed = event.timeStamp; }, true);
  list.addEventListener('shown', (event) => {
    if (event.detail !== field.value) return;
    const since = pressed;
    requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.onmessage = () => window.delays.push(performance.now() - since);
      channel.port2.postMessage(0);
    });
  });
}"""


def measure_keystrokes() -> list[float]:
    """Seconds from each keystroke to its result on the screen. Raises BrowserMissingError."""
    with state_of_its_own() as settings, served(settings) as port:
        password = secrets.token_urlsafe(12)
        make_officer(settings, password)
        with browser_page(f"http://127.0.0.1:{port}") as page:
            sign_in(page, password)
            page.evaluate(LISTEN)
            type_all(page, TYPED[:1])
            page.evaluate("window.delays = []")
            type_all(page, TYPED)
            delays: list[float] = page.evaluate("window.delays")
    return [delay / 1000 for delay in delays]


def make_officer(settings: Mapping[str, str], password: str) -> None:
    """An account in the server's own database."""
    import sqlalchemy as sa

    from assistant.state.accounts import make_account

    engine = sa.create_engine(settings["ASSISTANT_DATABASE_URL"])
    make_account(engine, OFFICER, password, "officer", datetime.now(UTC))
    engine.dispose()


def sign_in(page: Page, password: str) -> None:
    """At the desk, ready for the first key."""
    page.goto("/desk/sign-in")
    page.fill("input[name=name]", OFFICER)
    page.fill("input[name=password]", password)
    page.click("button[type=submit]")
    page.wait_for_selector("#desk[data-ready]")


def type_all(page: Page, texts: Sequence[str]) -> None:
    """Types each text key by key, the next when the last has been answered."""
    for text in texts:
        page.fill("#q", "")
        page.focus("#q")
        # Emptying the field draws an empty list, which is no answer to a key.
        page.wait_for_function("() => document.querySelectorAll('#results li').length === 0")
        page.wait_for_timeout(50)
        for key in text:
            done = page.evaluate("window.delays.length")
            page.keyboard.insert_text(key)
            page.wait_for_function("n => window.delays.length > n", arg=done)
