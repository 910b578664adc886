"""Openings: the points that a turn asks of a matter and that the text leaves open."""

from __future__ import annotations

from collections.abc import Collection

from assistant.dialogue.phrases import OPEN, SAID
from assistant.dialogue.understanding import Understanding

# The chance from which a point is taken to be asked.
ASKED = 0.3


def openings_of(text: str, points: Collection[str], understanding: Understanding) -> dict[str, float]:
    """The points among these that a text may ask about, each with its chance.

    `points`: those that the matter in question leaves open; those of other matters are no rivals.
    """
    labeller = understanding.openings
    among = {label for label in labeller.labels if label.startswith(SAID)} | {
        OPEN + point for point in points
    }
    chances = labeller.score(text, understanding.encode([text])[0], among)
    return {label.removeprefix(OPEN): c for label, c in chances.items() if label.startswith(OPEN)}
