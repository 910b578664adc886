"""One index and one assistant for the whole run; the machine's own settings and data stay out of the tests."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.assistant import Assistant, open_assistant
from assistant.settings import Settings, read_settings

ROOT = Path(__file__).parents[1]
# Settings that only name a server for the tests stay.
KEPT_SETTINGS = ("ASSISTANT_TEST_",)


def pytest_configure(config: pytest.Config) -> None:
    """A data folder of the run's own, with the index of `make index` in it where there is one."""
    for name in [name for name in os.environ if name.startswith("ASSISTANT_")]:
        if not name.startswith(KEPT_SETTINGS):
            del os.environ[name]
    Settings.model_config["env_file"] = None
    folder = Path(tempfile.mkdtemp(prefix="assistant-tests-"))
    if (ROOT / ".data" / "index").is_dir():
        shutil.copytree(ROOT / ".data" / "index", folder / "index")
    os.environ["ASSISTANT_DATA_DIR"] = str(folder)
    read_settings.cache_clear()
    config.add_cleanup(lambda: shutil.rmtree(folder, ignore_errors=True))


@pytest.fixture(scope="session")
def assistant() -> Iterator[Assistant]:
    """The assistant as it answers without a language model."""
    yield open_assistant()


@pytest.fixture(scope="session")
def data_dir(assistant: Assistant) -> Path:
    """The run's data folder, its index current: for commands that run in a process of their own."""
    return read_settings().data_path
