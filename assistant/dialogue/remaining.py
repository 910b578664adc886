"""What is left of a limit of the year: 今年额度只剩20万 tells that the rest of it was paid out."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.dialogue.conversation import HeldFact
from assistant.dialogue.quantities import Quantity
from assistant.policy.measure import Measure

# Grammar, not vocabulary: 年度额度扣掉只剩20万, 离上限就剩8万; 还剩20万的额度.
_OF_LIMIT = re.compile(
    r"(?:额度|上限|限额|封顶数?)[^，。？！；\d]{0,6}(?:剩|余)(?:下|余)?(?:了|的|有|个)?[^，。？！；\d]{0,3}$"
)
_LEFT = re.compile(r"(?:剩|余)(?:下|余)?(?:了|的|有|个)?[^，。？！；\d]{0,3}$")
_THEN_LIMIT = re.compile(r"元?的?(?:年度|本年度?|今年)?的?(?:额度|限额)")


def left_of_limit(text: str, quantity: Quantity) -> bool:
    """Whether a sum is what is left of a limit, and no sum of the case."""
    ahead, behind = text[: quantity.start], text[quantity.end :]
    return quantity.kind == "money" and bool(
        _OF_LIMIT.search(ahead) or (_LEFT.search(ahead) and _THEN_LIMIT.match(behind))
    )


def paid_by_rest(
    text: str, quantities: Sequence[Quantity], measures: Sequence[Measure], turn: int
) -> list[HeldFact]:
    """What was paid out this year, where only what is left of the cap is told."""
    left = next((q for q in quantities if q.nature == "exact" and left_of_limit(text, q)), None)
    if left is None or left.low is None:
        return []
    held = []
    for measure in (m for m in measures if m.cap and m.cap.less and m.cap.period == "year"):
        cap = measure.cap and measure.parameter(measure.cap.parameter)
        paid = cap.values[-1].value - left.low if cap else None
        if paid is not None and paid >= 0 and measure.cap and measure.cap.less:
            held.append(HeldFact(measure.cap.less, "yuan", left.said, turn, low=paid, high=paid))
    return held[:1]
