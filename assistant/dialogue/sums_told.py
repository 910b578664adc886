"""Sums told of what takes no sum, in what is not asked: 技术中心的一百万已到账，…，专利贷贴息多少."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.dialogue.clear import NAMED
from assistant.dialogue.phrases import MATTER
from assistant.dialogue.quantities import Quantity
from assistant.dialogue.sentence import MARKED_CLAUSE
from assistant.dialogue.understanding import Understanding
from assistant.policy.measure import Measure

# Grammar, not vocabulary. What came of what was told right before.
CAME_OF_IT = re.compile(
    r"到账|到手|进账|入账|[\d一二两三四五六七八九十百千几多来][万亿][^，。？！]{0,4}(?:领|拿|发|补|奖)"
    r"|(?:领|拿|发|补|奖)(?:过|了|到|完|掉)+[^，。？！]{0,6}[万亿]"
)


def without_sums_told(
    text: str, quantities: Sequence[Quantity], asking: str, understanding: Understanding
) -> tuple[Quantity, ...]:
    """The quantities without these sums. `asking`: the part of the turn that asks.

    What is told of a measure that goes by a sum is kept for later: 平台投了3000万先不问.
    """
    out: set[Quantity] = set()
    told = False
    for found in MARKED_CLAUSE.finditer(text):
        own = [q for q in quantities if found.start() <= q.start < found.end()]
        if any(q.said in asking for q in own):
            told = False
            continue
        named = _named(found[0], understanding)
        takes = any(i.unit == "yuan" for m in named for i in m.inputs)
        told = not takes if named else told and CAME_OF_IT.search(found[0]) is not None
        out |= {q for q in own if told and q.kind == "money"}
    return tuple(q for q in quantities if q not in out)


def _named(clause: str, understanding: Understanding) -> list[Measure]:
    """The measures that a clause plainly names."""
    known, weights = understanding.library.by_key, understanding.words.evidence(clause)
    return [m for key, m in known.items() if weights.get(MATTER + key, 0.0) >= NAMED]
