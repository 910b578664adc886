"""The term that stands right behind the sum of an item: 一笔800万做了九个月，一笔600万拿了半年."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.dialogue.conversation import HeldFact
from assistant.dialogue.quantities import Quantity
from assistant.dialogue.turn import Turn
from assistant.policy.measure import Input

# Grammar, not vocabulary. What is said of all items, or of something else than the item.
_OF_OTHERS = re.compile(
    r"[都均各全]|分别|统一|公司|企业|厂|店|成立|注册|创[办立]|经营|租|房|质保|社保|工期|账期|建设|研发|每|按|[？?]"
)
# What follows a duration that is no term: 一年后又贷了, 一年能贴多少.
_NO_TERM = re.compile(
    r"[以之]?[后前内]|里|多|下来|能|可|最[多高]|贴|补|封顶|上限|的?(?:额度|利息|贴息|补贴)|一?[付还结]"
)
_LONGEST, _FARTHEST = 6, 14


def own_terms(said: Turn, held: Sequence[HeldFact]) -> list[tuple[Input, int, Quantity]]:
    """(input, item, term) of each item of a list whose term stands behind its sum, whatever its verb.

    No item takes over the term of another one where its own is told.
    """
    found: list[tuple[Input, int, Quantity]] = []
    for asked in said.inputs:
        sums = {i.name for i in said.inputs if i.list == asked.list and i.unit == "yuan" and i.many}
        if asked.unit != "years" or not asked.many or not sums:
            continue
        told = [f for f in held if f.name in sums and f.turn == said.number]
        if len(told) == 1 and any(f.name == asked.name for f in held):
            continue  # of one sum the words that stand nearest have decided
        terms = [(asked, item, _behind(said, sum_)) for item, sum_ in _placed(said, told)]
        found += [(asked, item, term) for asked, item, term in terms if term is not None]
    return found


def _placed(said: Turn, told: Sequence[HeldFact]) -> list[tuple[int, Quantity]]:
    """Each item with the quantity that is its sum."""
    found = []
    for fact in told:
        sums = [q for q in said.quantities if q.kind == "money" and q.said == fact.said and q.low == fact.low]
        if len(sums) == 1:
            found.append((fact.item, sums[0]))
    return found


def _behind(said: Turn, sum_: Quantity) -> Quantity | None:
    """The one exact duration between a sum and the next one; None where there is none, or several."""
    others = [q.start for q in said.quantities if q.kind == "money" and q.start >= sum_.end]
    end = min(others, default=len(said.text))
    terms = [q for q in said.quantities if q.kind == "duration" and sum_.end <= q.start < end]
    if len(terms) != 1 or terms[0].nature != "exact" or not (terms[0].low and terms[0].low <= _LONGEST):
        return None
    between, behind = said.text[sum_.end : terms[0].start], said.text[terms[0].end :]
    if len(between) > _FARTHEST or _OF_OTHERS.search(between) or _NO_TERM.match(behind):
        return None
    return terms[0]
