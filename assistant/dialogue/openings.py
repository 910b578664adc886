"""Openings: the points that a turn asks of a matter and that the text leaves open."""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache

from assistant.dialogue.phrases import OPEN, SAID, SUPPOSED
from assistant.dialogue.understanding import Understanding

# The chance from which a point is taken to be asked.
ASKED = 0.3
# What is told to be the policy's.
PREMISE = SAID + "premise"
# A point leads where nothing else that a question may ask comes near: its least chance, and how many times
# as likely it has to be as the likeliest thing that the text does say.
LEADING, TIMES = 0.05, 3.0
# The nearest point is only ahead of what the text does say: enough where nothing else answers a yes or no.
NEAREST, AHEAD = 0.04, 1.3


def openings_of(
    text: str, points: Collection[str], understanding: Understanding, *, supposed: bool = False
) -> tuple[dict[str, float], tuple[str, float], str]:
    """(the points among these that a text may ask about, each with its chance; the one that leads, or ""; the
    one that is nearest, or "").

    `points`: those that the matter in question leaves open; those of other matters are no rivals. The one
    that leads leads everything the text does say: a chance by itself is small for words that no exemplar has,
    the order of the chances holds all the same. `supposed`: the text is a statement put to be confirmed: the
    rivals are then what statements suppose, and not that something is told to be the policy's.
    """
    among = _among(frozenset(points), understanding, supposed)
    chances = understanding.openings.score(text, understanding.vector(text), among)
    asked: dict[str, float] = {}
    told = 0.0
    for label, chance in chances.items():
        if label.startswith(SAID):
            told = max(told, chance)
        else:
            point = label.partition("/")[2]
            asked[point] = max(chance, asked.get(point, 0.0))
    best, most = max(asked.items(), key=_second, default=("", 0.0))
    leading = (best, most) if most >= max(LEADING, TIMES * told) else ("", 0.0)
    return asked, leading, best if most >= max(NEAREST, AHEAD * told) else ""


# A matter leaves the same points open in every turn.
@lru_cache(maxsize=128)
def _among(points: frozenset[str], understanding: Understanding, supposed: bool) -> frozenset[str]:
    """The labels that come into question: what the text says, and these points."""
    said = {label for label in understanding.openings.labels if label.startswith(SAID)}
    among = said | {OPEN + point for point in points}
    return frozenset((among - {PREMISE}) | {SUPPOSED + point for point in points} if supposed else among)


def _second(pair: tuple[str, float]) -> float:
    return pair[1]
