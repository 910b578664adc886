"""axe finds nothing serious on any page, in light and dark; the widget works on a page of another origin."""

import http.server
import threading
from contextlib import contextmanager

import pytest
from browsing import Visit, ask, sign_in

LOAN = "知识产权质押贷款1000万元，基准利率4%，一年，能贴多少？"


def findings(page):
    """What axe finds serious or critical."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page).response["violations"]
    return [
        (item["id"], [node["html"][:120] for node in item["nodes"]][:3])
        for item in found
        if item["impact"] in ("serious", "critical")
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_chat_page(visit, scheme):
    page = visit("/", color_scheme=scheme).page
    page.wait_for_selector("#question textarea")
    ask(page, LOAN)
    ask(page, "质押贷款贴息")
    page.locator(".clause summary").first.click()
    page.wait_for_timeout(300)
    assert findings(page) == []
    page.get_by_role("button", name="没帮上忙").last.click()
    assert findings(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_checkup(visit, scheme):
    page = visit("/checkup", color_scheme=scheme).page
    page.wait_for_selector("#checkup-run")
    page.wait_for_timeout(400)
    page.click("#checkup-run")
    page.wait_for_selector(".match")
    page.locator(".card summary").first.click()
    page.locator(".fold > summary").click()
    assert findings(page) == []
    with page.context.expect_page() as opened:
        page.get_by_role("button", name="打印版").click()
    opened.value.wait_for_selector(".match")
    assert findings(opened.value) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_our_own_pages(visit, scheme, shared_service):
    answer = shared_service.answer(LOAN, door="test")
    found = visit("/source?start=700&end=760", color_scheme=scheme)
    for path in ("/source?start=700&end=760", f"/a/{answer['id']}", "/desk/sign-in", "/widget", "/a/none"):
        found.page.goto(path)
        found.page.wait_for_timeout(200)
        assert findings(found.page) == [], path


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_accounts_at_the_desk(visit, scheme):
    page = visit("/desk/sign-in", color_scheme=scheme).page
    sign_in(page, "钱管理")
    page.click("[data-view=accounts]")
    page.wait_for_selector("#account-list .entry")
    assert findings(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_desk(visit, scheme):
    page = visit("/desk/sign-in", color_scheme=scheme).page
    sign_in(page)
    page.type("#q", "贴息")
    page.wait_for_selector("#results li")
    page.keyboard.press("ArrowDown")
    assert findings(page) == []
    page.fill("#q", "质押贷款贴息")
    page.press("#q", "Enter")
    page.wait_for_selector("#spoken")
    page.locator("#match summary").click()
    assert findings(page) == []
    for view in ("records", "curated", "feedback"):
        page.click(f"[data-view={view}]")
        page.wait_for_timeout(200)
        assert findings(page) == [], view


@contextmanager
def another_site(script: str):
    """A page on a port of its own with one script tag."""
    body = f'<!doctype html><html lang="zh"><title>政府网站</title><h1>政府网站</h1><script src="{script}" defer></script>'

    class Page(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.send_header("content-type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *given):
            pass

    site = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Page)
    thread = threading.Thread(target=site.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{site.server_address[1]}"
    site.shutdown()
    site.server_close()
    thread.join()


def test_the_widget_opens_on_the_same_origin_and_answers_without_cookies(visit, server):
    found = visit("/widget")
    page = found.page
    page.fill("#asked", LOAN)
    page.press("#asked", "Enter")
    page.wait_for_selector("#talk .amount")
    page.locator(".next .chip").first.click()
    page.wait_for_function("() => document.querySelectorAll('#talk .actions').length === 2")
    assert found.context.cookies() == [] and found.errors == []


def test_a_question_sent_before_the_widget_is_ready_is_kept(visit, server):
    found = visit("/")
    page = found.page
    held = []

    def hold(route):
        held.append(route)

    page.route("**/widget_page.js*", hold)
    page.goto("/widget", wait_until="commit")
    page.fill("#asked", LOAN)
    page.press("#asked", "Enter")
    page.wait_for_timeout(300)
    assert len([request for request in found.requests if request.endswith("/widget")]) == 1
    held[0].continue_()
    page.wait_for_selector("#send:enabled")
    page.press("#asked", "Enter")
    page.wait_for_selector("#talk .amount")


def test_a_site_that_is_not_named_cannot_frame_the_widget(chromium, server):
    with another_site(f"{server.url}/web/widget.js") as url:
        found = Visit(chromium, url)
        found.page.goto("/")
        found.page.get_by_role("button", name="问政策").click()
        found.page.wait_for_timeout(800)
        assert any("frame-ancestors" in error for error in found.errors)
        found.context.close()


def test_a_named_site_frames_the_widget(chromium, tmp_path):
    from browsing import Running, make_service

    make_service(tmp_path)
    running = Running(tmp_path, pages=False, embed_origins="http://127.0.0.1:*")
    running.wait()
    try:
        with another_site(f"{running.url}/web/widget.js") as url:
            found = Visit(chromium, url)
            found.page.goto("/")
            assert not [request for request in found.requests if request.endswith("/widget")]
            found.page.get_by_role("button", name="问政策").click()
            frame = (
                found.page.wait_for_event("frameattached", timeout=2000)
                if len(found.page.frames) < 2
                else found.page.frames[1]
            )
            frame.wait_for_selector("#send:enabled")
            frame.fill("#asked", LOAN)
            frame.press("#asked", "Enter")
            frame.wait_for_selector("#talk .amount")
            assert found.context.cookies() == []
            found.page.keyboard.press("Escape")
            found.context.close()
    finally:
        running.stop()
