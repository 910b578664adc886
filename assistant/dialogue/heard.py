"""A turn as it was heard: what its words speak for, before it is settled what it is about."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.dialogue.matters import Scores
from assistant.dialogue.quantities import Quantity
from assistant.dialogue.question import Question


@dataclass(frozen=True, slots=True)
class Heard:
    """A turn as it was heard, before its subject is known.

    `wordy`: the question with its amounts out of sight; `places`: whose region the turn names, see scope.py.
    """

    plain: str
    question: Question
    wordy: str
    quantities: tuple[Quantity, ...]
    scores: Scores
    acts: tuple[str, ...]
    outside: tuple[str, ...]
    places: str
    correcting: bool
