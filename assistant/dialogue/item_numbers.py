"""The items of a list that are spoken of by the numbers in front of them: （2）更正为9个月, ②③都是半年."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.dialogue.conversation import HeldFact
from assistant.dialogue.nearness import BEFORE_BOUNDARY
from assistant.dialogue.quantities import Quantity

# ① is read as （1）: the number that stands in front of an item in a list.
MARK = re.compile(r"[（(]([1-9])[）)]")
# What is said of the items named right before: （2）（3）都是半年, （2）和（3）的期限.
_SAID_OF = re.compile(rf"(?:{MARK.pattern}[、和及与跟,，]?)+[^，。？！；\d（）()]{{0,10}}$")

# 第二笔和第三笔都是半年, 第二、三笔, 后两笔.
_ORDINALS = re.compile(r"(第[一二三四五六第、和及与跟笔份]+[笔份])[^，。？！；\d]{0,8}$")
_ENDS = re.compile(r"(?P<end>前|头|开头|后|最后)(?P<count>[两二三四])[笔份][^，。？！；\d]{0,8}$")
_NUMERALS = "一二三四五六"


def marked_items(text: str, facts: Sequence[HeldFact]) -> list[int]:
    """The items (from 0) whose numbers stand in a text, as the words before their sums have them."""
    numbers = {_number_of(fact): fact.item for fact in facts if _number_of(fact)}
    return [numbers[mark] for mark in dict.fromkeys(MARK.findall(text)) if mark in numbers]


def marked_before(text: str, quantity: Quantity, facts: Sequence[HeldFact]) -> list[int]:
    """The items of which a quantity is said by the numbers right before it; [] where by none."""
    ahead = text[: quantity.start]
    found = _SAID_OF.search(ahead)
    return marked_items(found[0], facts) if found else several_before(ahead, facts)


def several_before(ahead: str, facts: Sequence[HeldFact]) -> list[int]:
    """The items (from 0) named together at the end of a text: 第二笔和第三笔, 后两笔; [] where none."""
    told = sorted({fact.item for fact in facts})
    if found := _ENDS.search(ahead):
        count = "一二三四".find(found["count"].replace("两", "二")) + 1
        named = told[:count] if found["end"] in ("前", "头", "开头") else told[-count:]
        return named if count < len(told) else []
    ordinals = _ORDINALS.search(ahead)
    places = [_NUMERALS.index(char) for char in ordinals[1] if char in _NUMERALS] if ordinals else []
    return places if len(places) > 1 and set(places) <= set(told) else []


def names_items(ahead: str) -> bool:
    """Whether the words right before a quantity say of which items it is told."""
    last = BEFORE_BOUNDARY.split(ahead)[-1]
    several = _ORDINALS.search(ahead)
    return bool(MARK.search(last) or _ENDS.search(ahead) or (several and len(several[1]) > 3))


def _number_of(fact: HeldFact) -> str:
    """The number in front of an item of a list; "" where it has none."""
    marks = MARK.findall(fact.label)
    return marks[-1] if marks else ""
