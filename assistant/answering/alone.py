"""The one of several items that is asked after: 明年那份单看, 就这笔, 先说记得清的那笔."""

from __future__ import annotations

import re

from assistant.dialogue.conversation import HeldFact
from assistant.dialogue.items import ALONE, FURTHER, item_said
from assistant.policy.measure import Measure

# Grammar, not vocabulary.
_THIS_ONE = re.compile(
    r"[就光单只][^，。？！]{0,3}这一?[笔份单块]|这一?[笔份单](?:呢|[^，。？！\d]{0,4}(?:多少|几))|[就光单只][它他]|(?:追加|新加|后加)[的了]?这"
)
_OF_THE_SUM = re.compile(r"[万亿]元?的(?:呢|按[^，。？！]{1,8}(?:是|能|该|贴|补)*(?:多少|几))[？?。！]?$")
# The one of several that is known for certain: 先说记得清的那笔.
_SURE_OF = re.compile(r"(?:记得清|清楚|确定|准|有数|拿得准)的?[那这]一?[笔份单]")


def asks_of_one(text: str) -> bool:
    """Whether one of several items is asked after: 光算第二笔; 800万的呢, unless it is a further one."""
    return bool(ALONE.search(text) or (_OF_THE_SUM.search(text) and not FURTHER.search(text)))


def only_one(measure: Measure, text: str, facts: tuple[HeldFact, ...], fresh: bool) -> tuple[HeldFact, ...]:
    """The facts with only the item that is asked after: 明年那份单看; or that was just told: 这笔贴多少."""
    many = {i.name for i in measure.inputs if i.many}
    sums = sorted((f for f in facts if f.name in many and f.unit == "yuan"), key=lambda f: f.item)
    latest = max((f.turn for f in sums), default=0)
    told = [at for at, f in enumerate(sums) if f.turn == latest]
    # 还有一笔240万，…就这笔多少: the one that was just told, though its words may name another too.
    place = told[0] if fresh and len(told) == 1 and _THIS_ONE.search(text) else None
    exact = [at for at, f in enumerate(sums) if f.exact]
    if place is None and len(exact) == 1 and _SURE_OF.search(text):
        place = exact[0]
    named = [at for at, f in enumerate(sums) if f.said in text]
    if place is None and len(named) == 1:
        place = named[0]
    if place is None:
        place = item_said(text, (), [f.low for f in sums], [f.label for f in sums])
    if place is None and fresh and len(told) == 1:
        place = told[0]
    if place is None or place >= len(sums):
        return facts
    return tuple(f for f in facts if f.name not in many or f.item == sums[place].item)
