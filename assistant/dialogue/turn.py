"""A turn of the conversation, as its facts are read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from assistant.dialogue.backwards import Backwards
from assistant.dialogue.conversation import HeldFact
from assistant.dialogue.quantities import Quantity
from assistant.policy.measure import Input, Measure

# Input → the quantities that may state it, each with how near it stands to the input's words.
Chosen = dict[str, list[tuple[float, Quantity]]]


@dataclass(frozen=True, slots=True)
class Turn:
    """What `read_facts` was given.

    `out`: the facts of the items of earlier turns that do not count; `dropping`: whether the turn takes items
    away; `backwards`: how the question before was put backwards; `awarded`: the yuan that the answer before
    came to.
    """

    text: str
    number: int
    quantities: Sequence[Quantity]
    measures: Sequence[Measure]
    inputs: Sequence[Input]
    pending: Sequence[str]
    earlier: Sequence[HeldFact]
    out: Sequence[HeldFact]
    correcting: bool
    other_sums: Sequence[str]
    other_rates: Sequence[str]
    dropping: bool
    backwards: Backwards
    awarded: Sequence[Fraction]
