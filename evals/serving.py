"""Servers on loopback for the measurements: the product itself, and a bare one beside it."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parent.parent
LONGEST_START = 120.0


def free_port() -> int:
    """A port of the loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def state_of_its_own() -> Iterator[dict[str, str]]:
    """Settings under which a server keeps its answers apart and lets one address ask without limit."""
    with tempfile.TemporaryDirectory(prefix="assistant-bench-") as folder:
        yield {
            "ASSISTANT_DATABASE_URL": f"sqlite:///{folder}/bench.sqlite",
            "ASSISTANT_RATE": "1000000/minute",
            "ASSISTANT_SIGN_IN_RATE": "1000/minute",
        }


@contextmanager
def running(command: Sequence[str], environment: Mapping[str, str]) -> Iterator[None]:
    """A program of ours that is ended with all that it started."""
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env={**os.environ, **environment},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        yield
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


@contextmanager
def served(environment: Mapping[str, str]) -> Iterator[int]:
    """The product with its pages, ready to answer; gives its port."""
    port = free_port()
    with running([sys.executable, "-m", "assistant", "serve", "--port", str(port)], environment):
        wait_for(f"http://127.0.0.1:{port}/ready")
        yield port


@contextmanager
def bare(stream: Path) -> Iterator[int]:
    """A server of the same make that answers every question with the stream in the file; gives its port."""
    port = free_port()
    with running([sys.executable, "-m", "evals.bare", str(port), str(stream)], {}):
        wait_for(f"http://127.0.0.1:{port}/ready")
        yield port


def wait_for(address: str) -> None:
    """Until the address answers with 200. Raises TimeoutError."""
    until = time.monotonic() + LONGEST_START
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(address, timeout=10):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.05)
    raise TimeoutError(f"{address} did not answer within {LONGEST_START:g} s")
