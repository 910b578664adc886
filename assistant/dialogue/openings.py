"""Openings: the points that a turn asks of a matter and that the text leaves open."""

from __future__ import annotations

from collections.abc import Collection

from assistant.dialogue.phrases import OPEN, SAID
from assistant.dialogue.understanding import Understanding

# The chance from which a point is taken to be asked.
ASKED = 0.3
# A point leads where nothing else that a question may ask comes near: its least chance, and how many times
# as likely it has to be as the likeliest thing that the text does say.
LEADING, TIMES = 0.05, 3.0


def openings_of(text: str, points: Collection[str], understanding: Understanding) -> dict[str, float]:
    """The points among these that a text may ask about, each with its chance.

    `points`: those that the matter in question leaves open; those of other matters are no rivals.
    """
    return {label.removeprefix(OPEN): c for label, c in _chances(text, points, understanding) if _open(label)}


def leading_of(text: str, points: Collection[str], understanding: Understanding) -> tuple[str, float]:
    """(the point that leads everything the text does say, its chance); ("", 0.0) where none does.

    A chance by itself is small for words that no exemplar has; the order of the chances holds all the same.
    """
    chances = _chances(text, points, understanding)
    told = max((chance for label, chance in chances if not _open(label)), default=0.0)
    best, most = max(((label, c) for label, c in chances if _open(label)), key=_second, default=("", 0.0))
    return (best.removeprefix(OPEN), most) if most >= max(LEADING, TIMES * told) else ("", 0.0)


def _chances(
    text: str, points: Collection[str], understanding: Understanding
) -> tuple[tuple[str, float], ...]:
    """Label → chance, of the points and of what the text says."""
    labeller = understanding.openings
    among = {label for label in labeller.labels if label.startswith(SAID)} | {
        OPEN + point for point in points
    }
    return tuple(labeller.score(text, understanding.encode([text])[0], among).items())


def _open(label: str) -> bool:
    return label.startswith(OPEN)


def _second(pair: tuple[str, float]) -> float:
    return pair[1]
