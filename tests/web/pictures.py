"""Run as a program: the pictures of the documents made again, from the real assistant over a store of its own.

    python tests/web/pictures.py [FOLDER]

FOLDER is docs/images where none is named. A browser and a Chinese font are needed; without either it says so.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from browsing import ARGUMENTS, CHROMIUM, Running, Visit, ask, chinese_fonts, make_service, sign_in

from assistant.settings import ROOT

LOAN = "知识产权质押贷款1000万元，基准利率4%，一年，能贴多少？"
DAY = "2024-06-01"
QUOTED = "给予实际贷款额银行基准利率的50%贴息资助"
DESKTOP = {"viewport": {"width": 1180, "height": 900}}
WIDE = {"viewport": {"width": 1280, "height": 860}}
PHONE = {
    "viewport": {"width": 390, "height": 844},
    "is_mobile": True,
    "has_touch": True,
    "device_scale_factor": 2,
}


def chat(page) -> None:
    """A calculated answer, its question on top."""
    page.goto("/")
    page.wait_for_selector(".hello")
    ask(page, LOAN)


def empty(page) -> None:
    """What a stranger sees first."""
    page.goto("/")
    page.wait_for_selector(".hello")


def trouble(page) -> None:
    """A question that cannot be taken, with the remedy."""
    empty(page)
    ask(page, "贷款贴息\x00多少")


def form(page) -> None:
    """The check-up before anything is compared."""
    page.goto("/checkup/")
    page.wait_for_selector("#checkup-run")
    page.wait_for_timeout(500)


def unreadable(page) -> None:
    """An entry of the form that cannot be read, named."""
    form(page)
    page.get_by_role("button", name="知识产权质押贷款").first.click()
    page.get_by_label("实际贷款额").first.fill("很多")
    page.click("#checkup-run")
    page.wait_for_selector(".trouble")


def checkup(page) -> None:
    """The comparison of an enterprise with two titles and a loan."""
    form(page)
    page.get_by_label("企业名称（选填）").fill("杭州甲科技有限公司")
    page.get_by_label("按哪一天看政策").fill(DAY)
    page.get_by_label("称号", exact=True).first.click()
    page.get_by_role("option", name="专精特新“小巨人”").click()
    page.get_by_role("button", name="知识产权质押贷款").first.click()
    for label, said in (("实际贷款额", "1000万元"), ("银行基准利率", "4%"), ("贷款期限", "1年")):
        page.get_by_label(label).first.fill(said)
    page.get_by_role("button", name="助力企业市场开拓").click()
    page.get_by_label("境外展会展位费", exact=True).fill("8万元")
    page.click("#checkup-run")
    page.wait_for_selector(".match")


def desk(page) -> None:
    """A call: the answer to read out, the caller's facts, notes and what is to be checked."""
    sign_in(page)
    page.fill("#q", LOAN)
    page.press("#q", "Enter")
    page.wait_for_selector("#spoken")
    page.fill("#enterprise", "杭州甲科技有限公司")
    page.fill("#notes", "基准利率由来电人告知，回头核对口径")
    page.fill("#check", "核实贷款合同")
    page.press("#check", "Enter")
    page.wait_for_selector("#checks li")
    page.locator("#match summary").click()
    page.locator("#reply").focus()
    page.evaluate("scrollTo(0, 0)")


def accounts(page) -> None:
    """What an admin looks after."""
    sign_in(page, "钱管理")
    page.click("[data-view=accounts]")
    page.wait_for_selector("#account-list .entry")


def source(page) -> None:
    """The document with a quote highlighted."""
    text = (ROOT / "corpus" / "hz-binjiang-2023-9" / "source.txt").read_text(encoding="utf-8")
    start = text.index(QUOTED)
    page.goto(f"/source?start={start}&end={start + len(QUOTED)}#hit")


PICTURES: tuple[tuple[str, Callable[..., None], dict[str, object]], ...] = (
    ("chat", chat, DESKTOP),
    ("chat-phone", chat, PHONE),
    ("chat-phone-dark", chat, {**PHONE, "color_scheme": "dark"}),
    ("chat-empty-phone", empty, PHONE),
    ("chat-trouble-phone", trouble, PHONE),
    ("checkup-form", form, DESKTOP),
    ("checkup-trouble", unreadable, DESKTOP),
    ("checkup-dark", checkup, {**DESKTOP, "color_scheme": "dark"}),
    ("checkup", checkup, DESKTOP),
    ("checkup-phone", checkup, PHONE),
    ("desk", desk, WIDE),
    ("desk-dark", desk, {**WIDE, "color_scheme": "dark"}),
    ("desk-accounts", accounts, WIDE),
    ("desk-phone", desk, PHONE),
    ("source", source, DESKTOP),
)


def main(folder: Path) -> int:
    """Makes every picture; returns the exit status."""
    if CHROMIUM is None or not chinese_fonts():
        sys.stderr.write("需要 Chromium 和中文字体（例如 apt-get install chromium fonts-noto-cjk）。\n")
        return 1
    folder.mkdir(parents=True, exist_ok=True)
    with served() as url, browser() as opened:
        for name, show, given in PICTURES:
            found = Visit(opened, url, **given)
            show(found.page)
            found.page.wait_for_timeout(900)
            found.page.screenshot(path=folder / f"{name}.png")
            found.context.close()
            sys.stdout.write(f"{folder / name}.png\n")
    return 0


@contextmanager
def served() -> Iterator[str]:
    """The application over the real assistant; its address."""
    with tempfile.TemporaryDirectory() as data:
        make_service(Path(data))
        running = Running(Path(data), real=True)
        try:
            running.wait()
            yield running.url
        finally:
            running.stop()


@contextmanager
def browser() -> Iterator[object]:
    """Chromium."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=[*ARGUMENTS, "--lang=zh-CN"])
        yield opened
        opened.close()


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "images"))
