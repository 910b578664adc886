"""The command `serve`: doors before pages, refuses a taken port; the command `account`."""

import io
import socket
import subprocess
import sys
import time

import httpx
import pytest

from assistant.cli import main
from assistant.errors import UserError
from assistant.settings import read_settings
from assistant.web.server import serve


def test_a_taken_port_is_told_with_the_remedy():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(UserError, match="--port"):
            serve("127.0.0.1", taken.getsockname()[1])


@pytest.fixture
def started(data_dir):
    """The address of a server that has just been started, and its process."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "assistant", "serve", "--port", str(port)], stderr=subprocess.DEVNULL
    )
    yield f"http://127.0.0.1:{port}", process
    process.terminate()
    process.wait(20)


def test_the_doors_open_before_the_pages_and_both_soon(started):
    url, _ = started
    health = until(f"{url}/health", 200)
    waiting = httpx.get(f"{url}/", timeout=30)
    page = until(f"{url}/ready", 200)
    assert waiting.status_code in (200, 503)
    assert health <= page
    assert "gradio" in httpx.get(f"{url}/", timeout=30).text


def test_who_waits_for_a_page_is_told_in_the_moment_when_it_is_there(started):
    url, _ = started
    until(f"{url}/health", 200)
    waiting = httpx.get(f"{url}/checkup/", timeout=30)
    assert waiting.status_code == 503 and "/web/waiting.js" in waiting.text
    for page in ("/", "/checkup/"):
        assert httpx.get(f"{url}/opened", params={"page": page}, timeout=90).status_code == 204
        assert "gradio" in httpx.get(f"{url}{page}", timeout=30, follow_redirects=True).text


def test_a_server_with_an_open_page_can_be_stopped(started):
    """The chat page holds a connection open as long as it is shown."""
    url, process = started
    until(f"{url}/ready", 200)
    with httpx.stream("GET", f"{url}/gradio_api/heartbeat/someone", timeout=30) as page:
        assert page.status_code == 200
        process.terminate()
        process.wait(15)


def test_gradio_is_imported_without_writing_into_its_package():
    code = (
        "from assistant.web.look import gradio; gradio();"
        "from gradio import component_meta, blocks_events;"
        "print(component_meta.create_or_modify_pyi(dict, 'dict', []),"
        " blocks_events.create_or_modify_pyi is component_meta.create_or_modify_pyi)"
    )
    told = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert told.stdout.split() == ["None", "True"]


def until(url: str, code: int) -> float:
    """When the address answers with that code."""
    end = time.monotonic() + 90
    while time.monotonic() < end:
        try:
            if httpx.get(url, timeout=30).status_code == code:
                return time.monotonic()
        except httpx.TransportError:
            pass
        time.sleep(0.05)
    raise AssertionError(f"{url} did not answer")


@pytest.fixture
def own_data(tmp_path, monkeypatch):
    monkeypatch.setenv("ASSISTANT_DATA_DIR", str(tmp_path))
    read_settings.cache_clear()
    yield
    monkeypatch.undo()
    read_settings.cache_clear()


def test_accounts_are_made_on_the_command_line(own_data, monkeypatch, capsys):
    monkeypatch.setattr(sys, "stdin", io.StringIO("correct horse 42\n"))
    assert main(["account", "add", "王专员", "--role", "editor"]) == 0
    monkeypatch.setattr(sys, "stdin", io.StringIO("short\n"))
    assert main(["account", "add", "李专员"]) == 2
    monkeypatch.setattr(sys, "stdin", io.StringIO("another horse 43\n"))
    assert main(["account", "password", "王专员"]) == 0
    assert main(["account", "close", "王专员"]) == 0
    assert main(["account", "open", "没有这人"]) == 2
    capsys.readouterr()
    assert main(["account", "list"]) == 0
    assert capsys.readouterr().out == "王专员\t编辑（可发布补充回答）\t停用\n"
