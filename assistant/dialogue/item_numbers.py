"""The items of a list that are spoken of by the numbers in front of them: （2）更正为9个月, ②③都是半年."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.dialogue.conversation import HeldFact
from assistant.dialogue.quantities import Quantity

# ① is read as （1）: the number that stands in front of an item in a list.
MARK = re.compile(r"[（(]([1-9])[）)]")
# What is said of the items named right before: （2）（3）都是半年, （2）和（3）的期限.
_SAID_OF = re.compile(rf"(?:{MARK.pattern}[、和及与跟,，]?)+[^，。？！；\d（）()]{{0,10}}$")


def marked_items(text: str, facts: Sequence[HeldFact]) -> list[int]:
    """The items (from 0) whose numbers stand in a text, as the words before their sums have them."""
    numbers = {_number_of(fact): fact.item for fact in facts if _number_of(fact)}
    return [numbers[mark] for mark in dict.fromkeys(MARK.findall(text)) if mark in numbers]


def marked_before(text: str, quantity: Quantity, facts: Sequence[HeldFact]) -> list[int]:
    """The items of which a quantity is said by the numbers right before it; [] where by none."""
    found = _SAID_OF.search(text[: quantity.start])
    return marked_items(found[0], facts) if found else []


def _number_of(fact: HeldFact) -> str:
    """The number in front of an item of a list; "" where it has none."""
    marks = MARK.findall(fact.label)
    return marks[-1] if marks else ""
