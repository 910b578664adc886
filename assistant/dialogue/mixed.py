"""A sum for which what counts was given together with something else: 3000万是专利加厂房一块儿押的."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from assistant.dialogue.quantities import Quantity
from assistant.policy.measure import Measure

# Grammar, not vocabulary. What is pledged, of a word for the kind: 专利 of 专利质押, 厂房 of 厂房抵押.
_THING = re.compile(r"(?P<thing>[\u4e00-\u9fff]{2,4})(?:抵押|质押|贷款)")
# What stands between the two that are given together.
_TOGETHER = re.compile(
    r"(?:权|质押|抵押|押)?(?:，)?(?:(?:再|又|还)?(?:加上?|搭上?|配上?|连同|连|外加|附加|捆绑|捆着|叠加)|和|跟|与|及|以及|同|[+＋、])"
    r"(?:了|上|一|块|套|栋|处|批|部分|自有|公司|的|老板|股东|法人|个人){0,3}"
)
_BOUNDARY = re.compile(
    r"[。；！？;!?\n]|[，,](?=另|还有|一[笔份]|[^，。]{0,6}[\d一二两三四五六七八九十百千]+[万亿])"
)


def mixed(text: str, quantity: Quantity, others: Sequence[Quantity], measures: Sequence[Measure]) -> bool:
    """Whether a sum is secured by what counts and by something else together; whether it counts is open."""
    sums = [q for q in others if q.kind == "money"]
    start = max((q.end for q in sums if q.end <= quantity.start), default=0)
    end = min((q.start for q in sums if q.start >= quantity.end), default=len(text))
    ahead = _BOUNDARY.split(text[start : quantity.start])[-1]
    behind = _BOUNDARY.split(text[quantity.end : end])[0]
    return any(_given_together(said, m) for m in measures for said in (ahead, behind))


def other_kind_alone(said: str, measures: Sequence[Measure]) -> bool:
    """Whether the words behind a sum only say for what it was given, which does not count: 信用, 厂房的."""
    return any(said.strip("，的 ") in _things(m)[1] for m in measures)


def other_kind_ahead(said: str, measures: Sequence[Measure]) -> bool:
    """Whether the words ahead of a sum say for what else it was given: 厂房贷2000万, 厂房也押了另贷5000万."""
    for own, other in map(_things, measures):
        if any(thing in said for thing in own):
            continue
        behind = [said[said.find(thing) + len(thing) :] for thing in other if thing in said]
        if any(words[:1] in ("贷", "借") or {"押", "抵"} & set(words[:3]) for words in behind):
            return True
    return False


def _given_together(said: str, measure: Measure) -> bool:
    """Whether what counts and what does not stand side by side, in whatever order."""
    own, other = _things(measure)
    mine = [(said.find(w), said.find(w) + len(w)) for w in own if w in said]
    theirs = [(said.find(w), said.find(w) + len(w)) for w in other if w in said]
    pairs = [(one, two) for one in mine for two in theirs]
    return any(_TOGETHER.fullmatch(said[min(a[1], b[1]) : max(a[0], b[0])]) for a, b in pairs)


@lru_cache(maxsize=64)
def _things(measure: Measure) -> tuple[frozenset[str], frozenset[str]]:
    """(what may be pledged that counts, what is pledged that does not), by the words of the measure."""
    flags = [o for i in measure.inputs if i.unit == "flag" for o in i.options]
    found = [
        {m["thing"] for o in flags if o.value == value for w in o.words if (m := _THING.fullmatch(w))}
        for value in ("true", "false")
    ]
    return frozenset(found[0]), frozenset(found[1] - found[0])
