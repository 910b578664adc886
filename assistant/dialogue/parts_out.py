"""Parts of a sum that do not count for what is asked: 5400万，里面有2000万是厂房抵押的 leaves 3400万."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise

from assistant.dialogue.conversation import HeldFact
from assistant.dialogue.items import TAKEN_AWAY, THAT_ITEM
from assistant.dialogue.matters import SEGMENT
from assistant.dialogue.phrases import hits
from assistant.dialogue.quantities import Quantity
from assistant.dialogue.sentence import MARKED_CLAUSE, is_question
from assistant.policy.measure import Measure

# Grammar, not vocabulary: a sum as part of one that was told; not 还有2000万, which is a further one.
_WITHIN = re.compile(
    r"(?:里头|里面|其中|当中|内含|除了|除去|除掉|刨去|刨掉|扣掉|减去|(?<![这那哪城省市区])里)[^，。？！；\d]{0,6}$|(?<![还另又])有$"
)
_YEAR_BEFORE = re.compile(r"(?:去年|前年|上一?年|往年)(?:度)?的?")
# A loan or contract was made then; its interest may well be of this year: 其中2000万是去年贷的.
_MADE = re.compile(r"[贷借签投买登办]")
# Whether the part counts is asked, and not told: 其中900万是施行前花的，计不计入.
_ASKED = re.compile(
    r"[计算]不[计算](?:入|进|数|在内|上)?|[计算](?:入|进|数|在内|上)[^，。？！]{0,3}[吗么不没]"
)
# What parts the items of a list.
_ITEM = re.compile(r"[；;。\n]|[（(][1-9][）)]")
# What opens the next of several that are told one by one: 一份…，另一份…，还有一份….
_OPENER = re.compile(
    r"(?:^|(?<=[，,：:；;。\n]))(?:还有|另外|再|剩下|其中)?的?(?:[一另]一?|第[一二三四五六])[份笔单](?!多少|共|起)"
)
# What is said of all of them, or asked, is none of the last one's.
_OF_ALL = re.compile(r"[，,](?=都|均|全|合|总|一共|[这那][些几三两]|现在|请|问|两|三|我们?|能|可以|一起)")
# 根本不是创新券载体平台, 不算专利质押: the words of the measure itself, denied.
_IS_NOT = re.compile(r"(?:不是|不属于|不算|不在|并非|没走)[^，。？！；\d]{0,8}")
_ALIKE = re.compile(r"也是|同样|同上|一样|也用|也都|还是")
_SENTENCE_END = re.compile(r"[。；;？！?!\n]")
_A_SUM = re.compile(r"[\d一二两三四五六七八九十百千半][万亿]")
# Of another part of the same sum: 2000万厂房抵押、400万信用贷.
_NEXT_PART = re.compile(r"[，、和及跟]?(?:还有|另外|另有|另)?(?:有|的)?")


@dataclass(frozen=True, slots=True)
class Remaining:
    """The quantities without the parts that are out, and the facts of earlier turns less such a part."""

    quantities: list[Quantity]
    facts: list[HeldFact]


def without_parts(
    text: str,
    quantities: Sequence[Quantity],
    measures: Sequence[Measure],
    earlier: Sequence[HeldFact],
    turn: int,
) -> Remaining:
    """The sums less what is said to be of another kind in them, or of them to be of a year before.

    The whole may stand in the same turn, or was told before: 里面有2000万是拿厂房抵押的, after 5400万.
    """
    kept, facts = list(quantities), list[HeldFact]()
    before: Quantity | None = None
    if _ASKED.search(text):
        return Remaining(kept, facts)
    for part in [q for q in quantities if q.kind == "money" and q.nature == "exact" and q.low is not None]:
        instalment = any(part.low in f.parts for f in earlier)  # 第二次那个88万是去年的
        named = (
            instalment
            or _WITHIN.search(text[: part.start])
            or (before is not None and _NEXT_PART.fullmatch(_between(text, before, part, measures)))
        )
        item = THAT_ITEM.match(text[part.end :]) and any(f.low == part.low for f in earlier)
        owner = _owner(text, part, quantities, measures) if named and not item else ""
        owner = owner or _left_out(text, part, quantities, measures)
        if not owner:
            continue
        whole = next((q for q in reversed(kept) if q.end <= part.start and _larger(q, part)), None)
        told = [f for f in (*facts, *earlier) if f.name == owner and f.exact and _more(f, part)]
        if whole is not None and not any(f.low == whole.low for f in told):
            rest = (whole.low or Fraction(0)) - (part.low or Fraction(0))
            kept[kept.index(whole)] = replace(whole, low=rest, high=rest)
        elif told and len({f.item for f in told}) == 1:
            facts = [_less(told[0], part, turn)]
            kept = [q for q in kept if not _says_again(text, q, part, told[0])]
        else:
            continue
        kept = [q for q in kept if q is not part]
        before = part
    return Remaining(kept, facts)


def in_other_item(
    text: str, quantity: Quantity, others: Sequence[Quantity], measures: Sequence[Measure]
) -> bool:
    """Whether a quantity stands in an item of a list that is of another kind than the others.

    ①甲银行，专利质押，600万元，6个月；②丙银行，厂房抵押，1200万元，12个月
    """
    sums = [q for q in others if q.kind == "money"]
    if len(sums) < 2:
        return False
    items = {item_around(text, q) for q in sums}
    own = item_around(text, quantity)
    if len(items) < len(sums) or own not in items:
        return False
    out = {item for item in items if _of_other_kind(item, measures)}
    if out and any(_of_own_kind(item, measures) for item in items):
        # 甲笔300万，房产抵押；乙笔500万，专利质押；丙笔200万，信用: each item tells its kind.
        denied = {i for i in items if any(denies_kind(i, m) >= 0 for m in _listed(measures))}
        out = denied | {i for i in items if not _of_own_kind(i, measures) and not _ALIKE.search(i)}
    # 把专利押给朋友借的300万: who lends puts it out, whatever is pledged.
    out |= {item for item in items if any(hits(item, _firmly_out(m)) for m in _listed(measures))}
    return own in out and len(out) < len(items)


def item_around(text: str, quantity: Quantity) -> str:
    """The item of a list or the sentence in which a quantity stands."""
    marks = _opened(text) if len(_opened(text)) > 1 else _marks(text)
    start = max((end for _, end in marks if end <= quantity.start), default=0)
    end = next((start for start, _ in marks if start >= quantity.end), len(text))
    return text[start:end]


# Of each sum of a turn it is asked for each other one.
@lru_cache(maxsize=64)
def _marks(text: str) -> tuple[tuple[int, int], ...]:
    """Where what ends an item or opens the next stands."""
    return tuple(found.span() for found in _ITEM.finditer(text))


def opens_item(text: str, start: int, end: int) -> bool:
    """Whether the next of several items told one by one opens between two places: 30万；一份…的50万."""
    return any(start <= at < end for at, _ in _opened(text))


@lru_cache(maxsize=64)
def _opened(text: str) -> tuple[tuple[int, int], ...]:
    """Where each of several that are told one by one opens, and where the last one ends; () for a lone one.

    一份载体平台的登记了40万，另一份找的外面实验室，45万，不是载体平台，能补多少
    """
    starts = [found.start() for found in _OPENER.finditer(text)]
    if len(starts) < 2 or any(not _A_SUM.search(text[a:b]) for a, b in pairwise([*starts, len(text)])):
        return ()
    ends = [m.start() for m in _OF_ALL.finditer(text, starts[-1])]
    asking = [m.start() for m in MARKED_CLAUSE.finditer(text, starts[-1]) if is_question(m[0])]
    last = min((at for at in (*ends, *asking) if _A_SUM.search(text[starts[-1] : at])), default=len(text))
    return tuple((at, at) for at in (*starts, last))


def denies_kind(part: str, measure: Measure) -> int:
    """Where a part of a turn denies the words of the measure itself; -1 where it does not: 不是载体平台."""
    kinds = (*measure.words, *(w for i in measure.inputs if i.unit == "flag" for w in i.words))
    return next((found.start() for found in _IS_NOT.finditer(part) if hits(found[0], kinds)), -1)


def _of_other_kind(item: str, measures: Sequence[Measure]) -> bool:
    """Whether an item's words put it out of a measure that takes a list, and nothing puts it in."""
    if any(denies_kind(item, m) >= 0 for m in _listed(measures)):
        return True
    return any(hits(item, _other_kind(m)) for m in _listed(measures)) and not _of_own_kind(item, measures)


def _of_own_kind(item: str, measures: Sequence[Measure]) -> bool:
    """Whether an item's words say that it is of the kind that a measure means: 专利质押."""
    flags = [o for m in _listed(measures) for i in m.inputs for o in i.options if o.value == "true"]
    return bool(hits(item, {word for option in flags for word in option.words}))


def _listed(measures: Sequence[Measure]) -> list[Measure]:
    """The measures that go by a list of sums."""
    return [m for m in measures if any(i.unit == "yuan" and i.many for i in m.inputs)]


def _between(text: str, before: Quantity, part: Quantity, measures: Sequence[Measure]) -> str:
    """What stands between two sums, without the words for the kind of the first."""
    between = text[before.end : part.start]
    for word in hits(between, {w for m in measures for w in _other_kind(m)}):
        between = between.replace(word, "")
    return re.sub(r"^元?的?(?:是|属于)?(?:拿|用)?的?", "", between)


def _owner(text: str, part: Quantity, others: Sequence[Quantity], measures: Sequence[Measure]) -> str:
    """The input of whose sum a part is out, by what is said behind it; "" where by nothing."""
    following = min(
        (q.start for q in others if q.kind == "money" and q.start > part.start), default=len(text)
    )
    behind = f"{SEGMENT.split(text[part.end : following])[0]}，"
    for measure in measures:
        own = {w for i in measure.inputs for o in i.options if o.value == "true" for w in o.words}
        asked = next((i.name for i in measure.inputs if i.unit == "yuan" and i.many), "")
        if asked and hits(behind, _other_kind(measure)) and not hits(behind, own):
            return asked
        before = _YEAR_BEFORE.search(behind) and not _MADE.search(behind)
        if measure.cap and measure.cap.less and measure.cap.period == "year" and before:
            return measure.cap.less
    return ""


def _left_out(text: str, part: Quantity, others: Sequence[Quantity], measures: Sequence[Measure]) -> str:
    """The one sum of which a part is told in the same turn and left out: 2000万，其中300万买地，剔掉了."""
    following = min(
        (q.start for q in others if q.kind == "money" and q.start > part.start), default=len(text)
    )
    behind = _SENTENCE_END.split(text[part.end : following])[0]
    ahead = any(q.kind == "money" and _larger(q, part) for q in others if q.end <= part.start)
    if not (ahead and _WITHIN.search(text[: part.start]) and TAKEN_AWAY.search(behind)):
        return ""
    sums = (i.name for m in measures if m.formula for i in m.inputs if i.unit == "yuan" and not i.many)
    paid = {m.cap.less for m in measures if m.cap}
    return next((name for name in sums if name not in paid), "")


def _other_kind(measure: Measure) -> Collection[str]:
    """The words by which a sum is of a kind that the measure does not mean: 厂房抵押, 信用贷, 没登记."""
    misses = {w for miss in measure.near_misses if miss.input for w in miss.words}
    return misses | {w for i in measure.inputs for o in i.options if o.value == "false" for w in o.words}


def _firmly_out(measure: Measure) -> Collection[str]:
    """The words that put a sum out of a measure though words of its own kind stand beside them."""
    return {word for miss in measure.near_misses if miss.input and miss.firm for word in miss.words}


def _larger(quantity: Quantity, part: Quantity) -> bool:
    exact = quantity.kind == "money" and quantity.nature == "exact"
    return exact and quantity.low is not None and part.low is not None and quantity.low > part.low


def _more(fact: HeldFact, part: Quantity) -> bool:
    return fact.low is not None and part.low is not None and fact.low > part.low


def _less(fact: HeldFact, part: Quantity, turn: int) -> HeldFact:
    """The fact less a part of it."""
    rest = (fact.low or Fraction(0)) - (part.low or Fraction(0))
    return replace(fact, said=f"{fact.said}、{part.said}", turn=turn, low=rest, high=rest, parts=())


def _says_again(text: str, quantity: Quantity, part: Quantity, fact: HeldFact) -> bool:
    """Whether a quantity ahead of the part only names the whole again: 五千四里面有两千万, 32万里有10万."""
    ahead = quantity.end <= part.start and quantity.kind in ("money", "number")
    return ahead and (quantity.low == fact.low or not SEGMENT.search(text[quantity.end : part.start]))
