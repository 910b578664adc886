"""Stand-ins: models that need no endpoint, because they are scripts of ours."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from assistant.errors import UserError
from assistant.settings import Settings
from assistant.writing.scripted import NAME, Script, ScriptedServer, explain
from evals.liar import MISREADINGS, SAYINGS, liar

LIAR = "liar"


def stand_in(name: str) -> Script | None:
    """The script of that name: `scripted`, the plain explanation that ships; `liar`, all lies in turn;
    `liar:promise`, `liar:level`, one kind throughout. None for a model that has an endpoint.

    Raises UserError for a lie that there is none.
    """
    if name == NAME:
        return explain
    if name == LIAR:
        return liar
    kind, _, lie = name.partition(":")
    if kind != LIAR:
        return None
    lies = {**SAYINGS, **MISREADINGS}
    if lie not in lies:
        raise UserError(f"没有“{lie}”这种谎话，可用的有：{'、'.join(lies)}。")
    return lies[lie]


@contextmanager
def served(name: str, settings: Settings) -> Iterator[Settings]:
    """The settings under which the model of that name is reached; a stand-in is served on this machine."""
    script = stand_in(name)
    if script is None:
        yield settings.model_copy(update={"model": name})
        return
    with ScriptedServer(script) as server:
        yield settings.model_copy(update={"model": name, "model_base_url": server.base_url})
