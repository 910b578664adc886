"""Those of several items that are asked after: 明年那份单看, 就这笔, 前两个先报, 剩下的呢."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.dialogue.conversation import HeldFact
from assistant.dialogue.item_references import Reference, item_named, items_of, references
from assistant.dialogue.items import FURTHER
from assistant.dialogue.sentence import ASKS
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


_CLAUSE = re.compile(r"[^，。？！；,?!;\n]+[，。？！；,?!;\n]?")
# Some of the items are asked after: 前两个先报, 第一笔和第三笔呢, 剩下的贴多少.
_FIRST_THESE = re.compile(r"先(?:只)?(?:报|算|说|看|讲|申)|[单光只就](?:报|算|说|看|讲|申报)")
# Something is done with the item that is named, and all are meant: 第二份改到明年登记呢, 那份算到我们名下呢.
_DONE_WITH = re.compile(r"[改换变移挪放算归记挂退撤延][到成为在进给掉回]|如果|若是?|要是|假如|万一|名下")
# It is looked at in another way: 商标那笔按一年看呢.
_SEEN_SO = re.compile(r"按[^，。？！]{1,8}(?:看|算)(?:呢|是多少|多少|能贴多少)")
_THAT = re.compile(r"[那这]|的$")
# What is left of a clause that only asks for what it names: 先说＿能贴多少, ＿呢, 那＿的多少.
_ONLY_ASKED = re.compile(
    r"(?:(?:那么?|好|嗯|先|再|单|只|光|就|看看?|说说?|算算?|报|讲讲?|问|给我|来|一下|轮到|还有|接着|然后|换|到|是|银行|那边|这边|那家|这家|那笔|单独|单列|列出来?|自己|分别|各|和|跟|与|及|、"
    r"|的|了|呢|吗|啊|呀|吧|能|可以|该|贴息?|补贴?|拿|给|息|额|金额|是|大概|又|有|多少钱?|几多|几万|几何|万|元|钱|一共|合计|总共|加起来|[，。？！；,?!;\s])*)"
)
# What speaks of all of them after all.
_OF_ALL = re.compile(r"合计|一共|总共|总数|加起来|一起|合起来|都|[两二三四五六七八九]笔(?:总|合)")
# So many of them, whichever: 只报其中四笔, of five that are alike.
_SO_MANY = re.compile(
    r"(?:其中|[只先就](?:报|算|申报))[^，。？！；第\d]{0,3}(?P<count>[一两二三四五六七八九])[笔份个](?!月)"
)
# Up to this length a turn may be nothing but the name of an item.
_JUST_A_NAME = 12
_NUMERALS = "零一二三四五六七八九"


def only_asked(
    measure: Measure, text: str, facts: tuple[HeldFact, ...], fresh: bool, before: Sequence[str] = ()
) -> tuple[HeldFact, ...]:
    """The facts with only the items that are asked after, all where none is told apart.

    `before`: the questions before, of whose items the others are left (剩下的呢).
    """
    many = {i.name for i in measure.inputs if i.many}
    sums = sorted((f for f in facts if f.name in many and f.unit == "yuan"), key=lambda f: f.item)
    items = {f.item for f in sums} if len(sums) < 2 else set[int]()
    if len(sums) > 1:
        items = _some_asked(text, sums, fresh, before, facts) or _so_many(text, sums, facts, many)
    if not items and asks_of_one(text):
        items = _one_asked(text, sums, fresh, before[-1] if before else "")
    return tuple(f for f in facts if not items or f.name not in many or f.item in items)


def only_names(text: str, before: Sequence[HeldFact], meant: Sequence[HeldFact]) -> bool:
    """Whether a turn says no more than which of several items is meant, and so asks what it gives: 农行呢."""
    fewer = sum(f.unit == "yuan" for f in meant) < sum(f.unit == "yuan" for f in before)
    return fewer and len(text) <= _JUST_A_NAME and not ASKS.search(text.rstrip("呢？?。"))


def asks_of_one(text: str) -> bool:
    """Whether one of several items is asked after: 光算第二笔; 800万的呢, unless it is a further one."""
    return bool(_ALONE.search(text) or (_OF_THE_SUM.search(text) and not FURTHER.search(text)))


def _some_asked(
    text: str, sums: list[HeldFact], fresh: bool, before: Sequence[str], facts: Sequence[HeldFact]
) -> set[int]:
    """The items that the asking clause points at, and no more than these: 前两个先报，能贴多少; 剩下的呢."""
    every = references(text, sums, None, before, facts)
    if bare := _by_name_alone(text, every, len(sums)):
        return bare
    found = [r for r in every if r.pointed and r.way != "sum"]
    known = {f.item for f in sums}
    for clause in _CLAUSE.finditer(text):
        named = [r for r in found if clause.start() <= r.start < clause.end()]
        items = set(items_of(named))
        asking = not fresh and ASKS.search(clause[0]) and not _DONE_WITH.search(clause[0])
        left = not fresh and any(r.way == "rest" for r in named) and _OF_ALL.search(clause[0])
        asks = _FIRST_THESE.search(clause[0]) or _SEEN_SO.search(clause[0]) or asking or left
        rest = text[: clause.start()] + text[clause.end() :]
        if asks and items and items < known and not _OF_ALL.search(rest):
            return items
    return set()


def _by_name_alone(text: str, found: Sequence[Reference], count: int) -> set[int]:
    """The items that a clause names which says no more than that they are asked after: 先说工行, 农行呢.

    The last of such clauses; a total that is asked for behind it means all.
    """
    asked: set[int] = set()
    for clause in _CLAUSE.finditer(text):
        named = [r for r in found if clause.start() <= r.start < clause.end()]
        items = set(items_of(named))
        said = clause[0]
        told = [r for r in named if r.way == "sum"]
        if told and not any(_THAT.search(text[r.start : r.end]) for r in told):
            continue  # 第二笔320万, 九十万一份: it is told
        for one in sorted(named, key=lambda r: -r.start):
            said = said[: one.start - clause.start()] + said[one.end - clause.start() :]
        if 0 < len(items) < count and _ONLY_ASKED.fullmatch(said):
            asked |= items  # 杭州银行能贴多少，宁波银行能贴多少
        elif asked and _OF_ALL.search(clause[0]):
            asked = set()
    return asked if len(asked) < count else set()


def _so_many(text: str, sums: list[HeldFact], facts: tuple[HeldFact, ...], many: set[str]) -> set[int]:
    """The first so many items, where all are alike: 只报其中四笔."""
    found = _SO_MANY.search(text)
    count = _NUMERALS.index(found["count"].replace("两", "二")) if found else 0
    kinds = {name: {(f.low, f.high) for f in facts if f.name == name} for name in many}
    alike = all(len(values) < 2 for values in kinds.values())
    return {f.item for f in sums[:count]} if 0 < count < len(sums) and alike else set()


def _one_asked(text: str, sums: list[HeldFact], fresh: bool, before: str) -> set[int]:
    """The item that is asked after by itself: 明年那份单看; or that was just told: 这笔贴多少.

    单看这一份呢 means the one of which the question before asked.
    """
    latest = max((f.turn for f in sums), default=0)
    told = [f.item for f in sums if f.turn == latest]
    # 还有一笔240万，…就这笔多少: the one that was just told, though its words may name another too.
    if fresh and len(told) == 1 and _THIS_ONE.search(text):
        return set(told)
    exact = [f.item for f in sums if f.exact]
    if len(exact) == 1 and _SURE_OF.search(text):
        return set(exact)
    named = [f.item for f in sums if f.said in text]
    item = named[0] if len(named) == 1 else item_named(text, sums)
    if item is not None:
        return {item}
    if fresh and len(told) == 1:
        return set(told)
    asked_before = item_named(before, sums) if before and _THIS_ONE.search(text) else None
    return set() if asked_before is None else {asked_before}
