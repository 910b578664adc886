"""One index and one assistant for the whole run; the machine's own settings and data stay out of the tests."""

import os
import shutil
import socket
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import settings

from assistant.assistant import Assistant, open_assistant
from assistant.settings import Settings, read_settings

ROOT = Path(__file__).parents[1]
FEW = 2

# The same examples in every run, however slow the machine; `HYPOTHESIS_PROFILE=search` looks for new ones.
settings.register_profile("same", derandomize=True, deadline=None)
settings.register_profile("search", deadline=None, print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))


def pytest_configure(config: pytest.Config) -> None:
    """A data folder of the run's own, with the index of `make index` in it where there is one."""
    for name in [name for name in os.environ if name.startswith("ASSISTANT_")]:
        del os.environ[name]
    Settings.model_config["env_file"] = None
    folder = Path(tempfile.mkdtemp(prefix="assistant-tests-"))
    if (ROOT / ".data" / "index").is_dir():
        shutil.copytree(ROOT / ".data" / "index", folder / "index")
    os.environ["ASSISTANT_DATA_DIR"] = str(folder)
    read_settings.cache_clear()
    socket.socket.connect = stay_home  # type: ignore[method-assign,assignment]
    config.add_cleanup(lambda: shutil.rmtree(folder, ignore_errors=True))


CONNECT = socket.socket.connect


def stay_home(self: socket.socket, address: Any) -> None:
    """Connects on this machine; a test that reaches for the network fails."""
    host = address[0] if isinstance(address, tuple) else ""
    if host and host != "localhost" and host != "::1" and not host.startswith("127."):
        raise AssertionError(f"a test reached for the network: {address}")
    CONNECT(self, address)


@pytest.fixture(scope="session")
def assistant() -> Iterator[Assistant]:
    """The assistant as it answers without a language model."""
    yield open_assistant()


@pytest.fixture(scope="session")
def small_corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The corpus with few exemplars, for tests that build the index again: understood less, built in a second."""
    folder = Path(shutil.copytree(ROOT / "corpus", tmp_path_factory.mktemp("small") / "corpus"))
    for path in (*folder.glob("*/exemplars/*.yaml"), *folder.glob("dialogue/*/*.yaml")):
        held = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        path.write_text(yaml.safe_dump(few(held), allow_unicode=True), encoding="utf-8")
    return folder


def few(held: Any) -> Any:
    """The first of every list, at any depth."""
    if isinstance(held, dict):
        return {name: few(part) for name, part in held.items()}
    return held[:FEW] if isinstance(held, list) else held


@pytest.fixture(scope="session")
def data_dir(assistant: Assistant) -> Path:
    """The run's data folder, its index current: for commands that run in a process of their own."""
    return read_settings().data_path
