"""How near words stand to a quantity, which decides what it is said of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from assistant.dialogue.quantities import Quantity

BEFORE_BOUNDARY = re.compile(r"[，。？！；：、,.?!;:\n]")
# What begins the next thing that is told, without a comma.
OPENS_NEXT = re.compile(r"\s|今年|本年|去年|已经|年初|上半年")
_ITEM_END = re.compile(r"[；;。]")
NEAR = 14


def words_around(text: str, quantity: Quantity, others: Sequence[Quantity]) -> tuple[str, str]:
    """The words before and after a quantity, up to its neighbours."""
    rivals = [q for q in others if q.kind == quantity.kind]
    left = max((q.end for q in rivals if q.end <= quantity.start), default=0)
    right = min((q.start for q in rivals if q.start >= quantity.end), default=len(text))
    after = text[quantity.end : min(right, quantity.end + NEAR)]
    if quantity.kind in ("ratio", "duration") and right < len(text) and len(after) == right - quantity.end:
        after = ""  # 毛利率3%基准利率4%: the word right before a rate is that one's
    # What stands behind a comma speaks of the next thing, not of this quantity.
    behind = BEFORE_BOUNDARY.split(after)[0]
    if right < len(text):
        behind = OPENS_NEXT.split(behind)[0]  # 一份75万元的 今年已经补过12万元
    before = text[max(left, quantity.start - 24) : quantity.start]
    # 甲300万，房产抵押；乙500万: what ends another sentence or item is said of that one's sum.
    return (_ITEM_END.split(before)[-1] if left else before), behind


def closeness(words: Iterable[str], before: str, after: str) -> float:
    """How near the words stand: 3 right before the quantity, less with distance and over a boundary."""
    best = 0.0
    for word in words:
        at = before.rfind(word)
        if at >= 0:
            gap = before[at + len(word) :]
            best = max(
                best,
                2.6 + 0.2 * min(len(word), 5) - 0.08 * len(gap) - 0.5 * len(BEFORE_BOUNDARY.findall(gap)),
            )
        at = after.find(word)
        if at >= 0:
            gap = after[:at]
            length = 0.2 * min(len(word), 5) if not gap else 0.0
            best = max(best, 2.6 + length - 0.12 * len(gap) - 0.9 * len(BEFORE_BOUNDARY.findall(gap)))
    return best
