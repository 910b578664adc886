"""An item told before that a turn divides into parts: 这6000万里2500万只贷半年，3500万还是一年."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from assistant.dialogue.conversation import HeldFact
from assistant.dialogue.item_references import labels_of
from assistant.dialogue.phrases import hits
from assistant.dialogue.quantities import Quantity
from assistant.policy.measure import Input, Measure

# Grammar, not vocabulary. What follows is a part of what was told, and not one more of it.
_DIVIDES = re.compile(
    r"里|其中|当中|中间|分[成为了作]?[两二三四]|是[两二三四][笔份块]|拆[成为]?|剩下|余下|其余|另外"
)
_WITHIN = re.compile(
    r"(?:(?<![这那哪城省市区])里[头面]?|其中|当中|中间)[，,]?[又也还是]?(?:有|只有)?[^，。？！；\d]{0,3}$"
)
# 有3000万只贷半年: the part has its own term or rate right behind it.
_FARTHEST = 14
_OF_ALL = re.compile(r"[都均全各]|统一|分别")
_UNITS = {"duration": "years", "ratio": "ratio"}


@dataclass(frozen=True, slots=True)
class Divided:
    """The facts of the parts, and the quantities that tell nothing else."""

    facts: tuple[HeldFact, ...] = ()
    used: tuple[Quantity, ...] = ()


def divided(
    text: str,
    quantities: Sequence[Quantity],
    measures: Sequence[Measure],
    earlier: Sequence[HeldFact],
    turn: int,
) -> Divided:
    """The parts into which a turn divides an item of before, each with its term and rate.

    Their sums come to the item's own sum; or one part is told within it, and the rest stays as it is. What is
    of another kind in it is no part that counts, see parts_out.py.
    """
    for asked in {i.name: i for m in measures for i in m.inputs if i.many and i.unit == "yuan"}.values():
        told = [f for f in earlier if f.name == asked.name and f.exact and f.low]
        sums = [q for q in quantities if q.kind == "money"]
        if not told or not _DIVIDES.search(text) or any(q.nature != "exact" for q in sums):
            continue
        for whole in told:
            again = [q for q in sums if q.low == whole.low]
            parts = [q for q in sums if q not in again]
            if len(again) > 1 or (not again and len(told) > 1) or not parts:
                continue
            if not again and any(f.low == q.low for f in told if f is not whole for q in parts):
                continue
            if _other_kind(text, parts, measures):
                continue
            lows = [q.low or Fraction(0) for q in parts]
            if len(parts) > 1 and sum(lows) == whole.low:
                return _facts(text, asked, whole, parts, (quantities, measures), (earlier, turn), again)
            inside = len(parts) == 1 and lows[0] < (whole.low or 0) and _WITHIN.search(text[: parts[0].start])
            if inside and _terms_of(text, parts[0], parts, quantities):
                return _facts(text, asked, whole, parts, (quantities, measures), (earlier, turn), again)
    return Divided()


def _other_kind(text: str, parts: Sequence[Quantity], measures: Sequence[Measure]) -> bool:
    """Whether something is said of a part that puts it out of the measure: 其中2000万是信用贷."""
    flags = [o for m in measures for i in m.inputs if i.unit == "flag" for o in i.options]
    words = {w for o in flags if o.value == "false" for w in o.words}
    words |= {w for m in measures for miss in m.near_misses if miss.input for w in miss.words}
    return bool(hits(text[parts[0].start :], words))


def _terms_of(
    text: str, part: Quantity, parts: Sequence[Quantity], quantities: Sequence[Quantity]
) -> list[Quantity]:
    """The term and the rate that stand behind a part, ahead of the next one."""
    end = min((q.start for q in parts if q.start > part.start), default=len(text))
    inside = [q for q in quantities if q.kind in _UNITS and part.end <= q.start < end]
    near = [q for q in inside if q.start - part.end <= _FARTHEST and q.nature == "exact"]
    return [q for q in near if not _OF_ALL.search(text[part.end : q.start])]


def _facts(
    text: str,
    asked: Input,
    whole: HeldFact,
    parts: Sequence[Quantity],
    said: tuple[Sequence[Quantity], Sequence[Measure]],
    before: tuple[Sequence[HeldFact], int],
    again: Sequence[Quantity],
) -> Divided:
    """The facts of the parts: the first in the place of the whole, the others behind all items."""
    (quantities, measures), (earlier, turn) = said, before
    siblings = {i.name: i for m in measures for i in m.inputs if i.many and i.list == asked.list}
    by_unit = {str(i.unit): i.name for i in siblings.values()}
    place = 1 + max(f.item for f in earlier if f.name in siblings)
    own = [q for part in parts for q in _terms_of(text, part, parts, quantities)]
    # 期限都是半年: what is said of all parts takes the place of what the whole had.
    of_all = {_UNITS[q.kind] for q in quantities if q.kind in _UNITS and all(q is not one for one in own)}
    along = [f for f in earlier if f.name in siblings and f.item == whole.item and f.unit != "yuan"]
    along = [f for f in along if f.unit not in of_all]
    facts: list[HeldFact] = []
    used = [*again, *parts]
    rest = (whole.low or Fraction(0)) - sum((q.low or Fraction(0) for q in parts), Fraction(0))
    for at, part in enumerate(parts):
        item = whole.item if at == 0 else place + at - 1
        label, words = labels_of(text, part, quantities)
        sum_ = replace(
            whole, said=part.said, turn=turn, item=item, low=part.low, high=part.low,
            parts=(), label=label, words=words,
        )  # fmt: skip
        terms = {}
        for quantity in _terms_of(text, part, parts, quantities):
            name = by_unit.get(_UNITS[quantity.kind])
            if name is None:
                continue
            used.append(quantity)
            terms[name] = HeldFact(
                name, siblings[name].unit, quantity.said, turn, item, low=quantity.low, high=quantity.high
            )
        facts += [sum_, *terms.values()]
        facts += [replace(f, item=item) for f in along if f.name not in terms]
    if rest:
        facts.append(replace(whole, turn=turn, item=place, low=rest, high=rest, parts=()))
        facts += [replace(f, item=place) for f in along]
    return Divided(tuple(facts), tuple(used))
