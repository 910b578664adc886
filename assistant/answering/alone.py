"""The one of several items that is asked after: 明年那份单看, 就这笔, 先说记得清的那笔."""

from __future__ import annotations

import re

from assistant.dialogue.conversation import HeldFact
from assistant.dialogue.item_references import item_named
from assistant.dialogue.items import FURTHER
from assistant.policy.measure import Measure

# Grammar, not vocabulary.
# Only one of the items is asked after: 明年那份单看, 光算第二笔, 就它, 只讲追加这一块, 先说记得清的那笔.
_ALONE = re.compile(
    r"[单光只就](?:独)?(?:看|算|说|问|讲|报|要|论)|[就光单只]第[一二三四五六1-6][笔份单]|^(?:那么?)?第[一二三四五六1-6][笔份单](?:呢|[^，。？！\d]{0,4}(?:多少|几(?!笔|份)))|单独|[这那]一?[笔份个项次单]呢|[这那]一?[笔份单](?:该|能|可以?)*[贴补给](?:多少|几)|[单光只就](?:算|看|报)?[这那][一]?[笔份个项家次单块]|[单光只就把]{1,2}(?:报|说|讲|算|看)?[（(][1-9][）)]|[单光只](?:报|说|讲|算|看)[A-D甲乙丙丁](?![级类轮])|[后前]头?(?:那|这)?一?[笔份](?:现在|如今)?(?:是|能|该)?(?:多少|几(?!笔|份))|[A-D甲乙丙丁]?这笔就定了|这\s?[\d一二两三四五六七八九十百千]+[万亿]元?单独|这[一]?[笔份个项次单](?:自己|单独|本身)"
    r"|[就光单只][它他](?:呢|[，。？！]|$|多少)|先(?:说|算|讲|报|看)[^，。？！]{0,10}[那这]一?[笔份单]|最(?:大|小|高|低|多|少|长|短)的?[那这]?一?[笔份单]"
    r"|[那这头]一?[笔份单](?:[^，。？！\d]{0,3}的?(?:补助|补贴|贴息))?(?:现在|如今|眼下|变|成|是|有|该|应该|又)*(?:多少|几(?!笔|份|家|个月|年))"
)
_THIS_ONE = re.compile(
    r"[就光单只][^，。？！]{0,3}这一?[笔份单块]|这一?[笔份单](?:呢|[^，。？！\d]{0,4}(?:多少|几))|[就光单只][它他]|(?:追加|新加|后加)[的了]?这"
)
_OF_THE_SUM = re.compile(r"[万亿]元?的(?:呢|按[^，。？！]{1,8}(?:是|能|该|贴|补)*(?:多少|几))[？?。！]?$")
# The one of several that is known for certain: 先说记得清的那笔.
_SURE_OF = re.compile(r"(?:记得清|清楚|确定|准|有数|拿得准)的?[那这]一?[笔份单]")


def asks_of_one(text: str) -> bool:
    """Whether one of several items is asked after: 光算第二笔; 800万的呢, unless it is a further one."""
    return bool(_ALONE.search(text) or (_OF_THE_SUM.search(text) and not FURTHER.search(text)))


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
    item = sums[place].item if place is not None else item_named(text, sums)
    if item is None and fresh and len(told) == 1:
        item = sums[told[0]].item
    return tuple(f for f in facts if item is None or f.name not in many or f.item == item)
