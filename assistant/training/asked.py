"""Questions that we wrote ourselves as examples, each with the words of the measure that answers it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any


def read_asked(corpus: Path) -> tuple[tuple[str, str], ...]:
    """Every example question of every policy beside its measure's name, audience and quotes.

    Examples of matters that are no measure (validity, lead department …) have no text to be near to and
    are left out.
    """
    import yaml

    found = []
    for listing in sorted(corpus.glob("*/measures.yaml")):
        measures = yaml.safe_load(listing.read_text("utf-8"))["measures"]
        for path in sorted((listing.parent / "exemplars").glob("*.yaml")):
            measure = measures.get(path.stem)
            if measure is not None:
                text = _words_of(measure)
                found += [(question, text) for question in _texts(yaml.safe_load(path.read_text("utf-8")))]
    return tuple(found)


def _words_of(measure: dict[str, Any]) -> str:
    parts = [measure.get("name"), measure.get("audience"), *measure.get("evidence", {}).values()]
    return "\n".join(part for part in parts if isinstance(part, str))


def _texts(value: object) -> Iterator[str]:
    """The strings of nested lists and mappings, in order."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from _texts(one)
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one)
