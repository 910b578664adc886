from datetime import date
from pathlib import Path

import pytest

from assistant.policy.library import Library, read_library

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def library() -> Library:
    return read_library(ROOT / "corpus")


@pytest.fixture
def today() -> date:
    return date(2024, 6, 1)
