"""A real server on loopback and a real Chromium; the assistant behind it is scripted, the corpus is ours."""

import os

import pytest
from browsing import ARGUMENTS, CHROMIUM, UNLIMITED, Running, Visit, make_service

from assistant.web.application import application

OURS = ("data:", "blob:", "about:", "chrome-error:")


@pytest.fixture(scope="session")
def shared_service(tmp_path_factory):
    return make_service(tmp_path_factory.mktemp("web"))


@pytest.fixture
def service(tmp_path):
    return make_service(tmp_path)


@pytest.fixture
def client(service):
    """The doors and our own pages, without Gradio."""
    from fastapi.testclient import TestClient

    app = application(service=service, options=UNLIMITED, pages=False)
    with TestClient(app, raise_server_exceptions=False, base_url="http://127.0.0.1:7860") as client:
        yield client


@pytest.fixture(scope="session")
def server(shared_service):
    running = Running(shared_service.settings.data_dir)
    running.wait()
    yield running
    running.stop()


@pytest.fixture(scope="module")
def chromium():
    """A browser for a module's tests: while it lives, no other event loop runs in this thread."""
    if CHROMIUM is None:
        pytest.skip("没有 Chromium，浏览器测试未运行：请先执行 tests/install_chromium.sh")
    os.environ["PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD"] = "1"
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium, server):
    """Opens pages of the server, each in a browser profile of its own; none may ask another machine."""
    opened: list[Visit] = []

    def open_page(path: str, **given) -> Visit:
        found = Visit(chromium, server.url, **given)
        opened.append(found)
        found.page.goto(path)
        return found

    yield open_page
    outside = [url for found in opened for url in found.requests if not url.startswith((*OURS, server.url))]
    for found in opened:
        found.context.close()
    assert outside == []
