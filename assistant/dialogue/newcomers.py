"""An enterprise that moves into the region, and what there is for it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.dialogue.phrases import hits
from assistant.dialogue.understanding import Understanding
from assistant.policy.measure import Measure

# Grammar, not vocabulary.
# One that moves here, and what there is for it: 整体搬到滨江，搬过来给点什么.
MOVES_IN = re.compile(
    r"(?:[搬迁](?:过来|进来|入|来)|落户|落地|(?:搬|迁|落)(?:到|进|来|至)(?P<where>[^，。？！]{1,8}))"
)
WHAT_FOR = re.compile(
    r"(?:给|有|拿|享受|得|领|能)[^，。？！多少]{0,5}(?:什么|啥|哪些)[^，。？！]{0,6}[？?。]?$|有没有[^，。？！]{0,4}(?:政策|补贴|支持|好处|优惠|扶持|奖励|补助|说法|表示)[^，。？！]{0,3}$"
    r"|有[^，。？！多少]{0,4}(?:政策|补贴|支持|好处|优惠|扶持|奖励|补助)[吗么没不][？?]?$"
)
# The words of the input that asks for it.
NEWCOMER = re.compile(r"新引进|落户|迁入|搬来")


def moves_in(text: str, understanding: Understanding) -> bool:
    """Whether an enterprise is told to move into this region, and what there is for it is asked."""
    own = [
        name for policy in understanding.library.policies for name in (policy.region, *policy.region_aliases)
    ]
    coming = [m for m in MOVES_IN.finditer(text) if m["where"] is None or hits(m["where"], own)]
    return bool(coming) and bool(WHAT_FOR.search(text))


def for_newcomers(spoken: Sequence[Measure], text: str, understanding: Understanding) -> tuple[str, ...]:
    """The measure for what is new in the region, unless the turn speaks of another one that gives money."""
    named = [m for m in spoken if not m.tiers and hits(text, m.words)]
    found = [
        m
        for m in understanding.library.measures
        if any(i.unit == "flag" and NEWCOMER.search("".join(i.words)) for i in m.inputs)
    ]
    return () if named else tuple(f"{m.policy}/{m.id}" for m in found[:1])
