"""The items of a list that are left: without those told to be of another kind, or all but one (只放一笔)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from assistant.dialogue.conversation import HeldFact
from assistant.dialogue.item_numbers import several_before
from assistant.dialogue.items import FURTHER, THAT_ITEM, item_said
from assistant.dialogue.matters import SEGMENT
from assistant.dialogue.phrases import hits, is_pattern, where
from assistant.dialogue.turn import Turn
from assistant.policy.measure import Measure

# Grammar, not vocabulary. The other one of two: 另一份没登记.
_OTHER = re.compile(r"另外?一?[笔份](?!位)")
# One alone is left of several: 今年只放一笔5500万, 就签一份.
_ONLY_ONE = re.compile(r"(?:只|就|仅)(?:有|是|先|放|贷|签|借|办|报|买|登记|押)*了?一[笔份]")

Gone = tuple[tuple[str, int], ...]


def without_others(said: Turn, held: list[HeldFact]) -> tuple[list[HeldFact], Gone]:
    """(the facts of the items that are left, the facts of those that are not).

    前两份做了登记，第三份没登记: the third one does not count. Said of all, it puts out none of them here.
    """
    for measure in said.measures:
        names = {i.name for i in measure.inputs if i.many}
        sums = {f.item: f for f in (*said.earlier, *held) if f.name in names and f.unit == "yuan"}
        told = [sums[item] for item in sorted(sums)]
        if len(told) < 2:
            continue
        own = [f for f in held if f.name in names and f.unit == "yuan"]
        alone = _ONLY_ONE.search(said.text)
        if alone and len(own) == 1 and not FURTHER.search(said.text[: alone.start()]):
            first = [replace(f, item=0) if f.name in names else f for f in held]
            return first, tuple((f.name, f.item) for f in said.earlier if f.name in names and f.item)
        lows = {f.low for f in told}
        further = [q.said for q in said.quantities if q.kind == "money" and q.low not in lows]
        # 另外有一份30万的没登记: a further one, that has its own sum, puts out none of those told before.
        parts = [part for part in SEGMENT.split(said.text) if not any(words in part for words in further)]
        denied = {item for part in parts for item in _denied(part, measure, told)}
        denied |= {item for ahead, part in pairwise(parts) for item in _denied_of(ahead, part, measure, told)}
        if denied and len(denied) < len(told):
            gone = {(f.name, f.item) for f in (*said.earlier, *held) if f.name in names and f.item in denied}
            # What was said of that one holds for no other: 400万那笔押的是存货.
            flags = {i.name for i in measure.inputs if i.unit == "flag"}
            return [
                f
                for f in held
                if (f.name, f.item) not in gone and not (f.name in flags and f.option == "false")
            ], tuple(sorted(gone))
    return held, ()


def _denied_of(ahead: str, part: str, measure: Measure, told: Sequence[HeldFact]) -> list[int]:
    """The item named by its sum right before the part that puts it out: 400万那笔问过了，质押的是存货."""
    flags = [o for i in measure.inputs if i.unit == "flag" for o in i.options if o.value == "false"]
    missed = [m for m in measure.near_misses if m.input and m.value == "false"]
    words = [w for o in flags for w in o.words] + [w for m in missed for w in m.words]
    if not hits(part, words):
        return []
    named = [
        f.item for f in told if any(THAT_ITEM.match(ahead, at + len(f.said)) for at in where(ahead, f.said))
    ]
    return named if len(named) == 1 else []


def _denied(part: str, measure: Measure, told: Sequence[HeldFact]) -> list[int]:
    """The items that a part of a turn puts out of the measure: 第三份没登记, 后两笔是厂房抵押."""
    flags = [o for i in measure.inputs if i.unit == "flag" for o in i.options if o.value == "false"]
    missed = [m for m in measure.near_misses if m.input and m.value == "false"]
    words = [w for o in flags for w in o.words] + [w for m in missed for w in m.words if not is_pattern(w)]
    said = hits(part, words)
    if not said:
        return []
    ahead = part[: min(part.find(word) for word in said)]
    if several := several_before(ahead, told):
        return several
    place = item_said(ahead, (), [f.low for f in told], [f.label for f in told])
    if place is None and len(told) == 2 and _OTHER.search(ahead):
        place = 1
    return [told[place].item] if place is not None and place < len(told) else []
