"""An assistant whose language model is a scripted one on this machine; no test makes a real call."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from importlib import import_module

import pytest

from assistant.assistant import Assistant, open_assistant
from assistant.settings import Settings
from assistant.writing.line import Line
from assistant.writing.writer import Writer, open_writer
from tests.model.faults import FaultServer

IN_FORCE = date(2024, 6, 1)
With = Callable[..., Assistant]


@pytest.fixture(scope="session")
def composed() -> Assistant:
    """The assistant without a model. The clients are imported here, so that no answer pays for it."""
    for name in ("langchain.agents.structured_output", "langchain_openai"):
        import_module(name)
    return replace(open_assistant(Settings(model=None, model_base_url=None, _env_file=None)), writer=None)


@pytest.fixture
def server() -> Iterator[FaultServer]:
    with FaultServer() as running:
        yield running


@pytest.fixture
def modelled(composed: Assistant, server: FaultServer) -> Iterator[With]:
    """The same assistant with the model of the server; arguments are settings and parts of the writer."""

    opened: list[Writer] = []

    def open_with(*, line: Line | None = None, **settings: object) -> Assistant:
        told = {"model": "scripted", "model_base_url": server.base_url, "answer_timeout": 5.0, **settings}
        writer = open_writer(Settings(_env_file=None, **told), composed.library, composed.search)
        assert isinstance(writer, Writer)
        opened.append(writer)
        if line is not None:
            writer.line = line
        return replace(composed, writer=writer, versions={**composed.versions, **writer.versions})

    yield open_with
    for writer in opened:
        writer.close()
