"""Openings: the points that a turn asks of a matter and that the text leaves open."""

from __future__ import annotations

from collections.abc import Collection

from assistant.dialogue.phrases import OPEN, SAID
from assistant.dialogue.understanding import Understanding

# The chance from which a point is taken to be asked.
ASKED = 0.3
# What is told to be the policy's.
PREMISE = SAID + "premise"
# A point leads where nothing else that a question may ask comes near: its least chance, and how many times
# as likely it has to be as the likeliest thing that the text does say.
LEADING, TIMES = 0.05, 3.0


def openings_of(
    text: str, points: Collection[str], understanding: Understanding, *, supposed: bool = False
) -> tuple[dict[str, float], tuple[str, float]]:
    """(the points among these that a text may ask about, each with its chance; the one that leads, or "").

    `points`: those that the matter in question leaves open; those of other matters are no rivals. The one
    that leads leads everything the text does say: a chance by itself is small for words that no exemplar has,
    the order of the chances holds all the same. `supposed`: the text is a statement put to be confirmed, so
    that what is told to be the policy's is no rival: it is right or wrong by what it states.
    """
    labeller = understanding.openings
    among = {label for label in labeller.labels if label.startswith(SAID)} - (
        {PREMISE} if supposed else set()
    )
    among |= {OPEN + point for point in points}
    chances = labeller.score(text, understanding.vector(text), among)
    asked = {label.removeprefix(OPEN): chance for label, chance in chances.items() if _open(label)}
    told = max((chance for label, chance in chances.items() if not _open(label)), default=0.0)
    best, most = max(asked.items(), key=_second, default=("", 0.0))
    return asked, (best, most) if most >= max(LEADING, TIMES * told) else ("", 0.0)


def _open(label: str) -> bool:
    return label.startswith(OPEN)


def _second(pair: tuple[str, float]) -> float:
    return pair[1]
