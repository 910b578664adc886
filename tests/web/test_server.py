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


def test_the_doors_open_before_the_pages_and_both_soon(data_dir):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "assistant", "serve", "--port", str(port)], stderr=subprocess.DEVNULL
    )
    try:
        health = until(f"http://127.0.0.1:{port}/health", 200)
        waiting = httpx.get(f"http://127.0.0.1:{port}/", timeout=30)
        page = until(f"http://127.0.0.1:{port}/ready", 200)
        assert waiting.status_code in (200, 503)
        assert health <= page
        assert "gradio" in httpx.get(f"http://127.0.0.1:{port}/", timeout=30).text
    finally:
        process.terminate()
        process.wait(20)


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
