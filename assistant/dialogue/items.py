"""The items of a list (loans, contracts): which one is spoken of, how many, what holds for all of them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from assistant.dialogue.conversation import HeldFact
from assistant.dialogue.quantities import Quantity
from assistant.dialogue.turn import Chosen, Turn
from assistant.policy.measure import Input

FURTHER = re.compile(
    r"还有|另外|另一|另有|再来|又贷|又签|又(?:一[笔份个轮]|有一|来一|进来|投)|再(?:贷|签|买|投|来|有|参加)|第[二三四五六七八九]笔|第[二三四五六七八九]份"
    r"|加上|再加|追加|加一[笔份个]"
)
# 两笔各五百万: how many items, and that each has the sum that follows.
EACH_OF = re.compile(r"(各|每[笔份家个张]|均|都是?|一[笔份]?样|分别都)[^，。？！；]{0,4}$")
# A rate or term that all items have: 基准都是4%，利率期限都一样.
ALL_OF = re.compile(r"(都|均|统一|一律|全)(是|按|为)?[^，。？！；]{0,3}$")
ALIKE = re.compile(r"同样|一样|相同|也是|不变|照旧|条件(都)?(一样|相同)")
ITEMS = ("笔", "份", "个", "张", "家", "项")
MOST_ITEMS = 20
# 第二笔换成两千万: the number of the item that a quantity belongs to.
ORDINAL = re.compile(r"第([一二三四五六七八九1-9])[笔份个张家][^，。？！；]{0,8}$")
ORDINAL_ITEM = re.compile(r"第([一二三四五六七八九1-9])[笔份个张家]")
TAKEN_AWAY = re.compile(
    r"去掉|不要了|不算了|不算它|取消|作废|没放款|没签成|没登记成|没办成|没批下来|删掉|拿掉|剔除|不计"
)
COUNTED_ITEMS = re.compile(r"([两二三四五六七八九])[笔份]")
NUMERALS = "一二三四五六七八九"


def first_item(said: Turn, asked: Input, kept: Sequence[Quantity], chosen: Chosen, items: int) -> int:
    """The item (from 0) of the first quantity of an input: its ordinal, or the next after earlier ones."""
    if not asked.many:
        return 0
    if len(kept) == 1 and (numbered := _ordinal(said.text, kept[0])) is not None:
        return numbered
    sums = any(chosen.get(i.name) for i in said.inputs if i.list == asked.list and i.unit == "yuan")
    if FURTHER.search(said.text) and not said.correcting and sums and items == 1:
        return _next_item(asked, said.inputs, said.earlier)
    return 0


def each_alike(text: str, kept: list[Quantity], quantities: Sequence[Quantity]) -> list[Quantity]:
    """Two items of five million where it was said 两笔各五百万; else what was said."""
    if len(kept) != 1 or not EACH_OF.search(text[: kept[0].start]):
        return kept
    counted = [
        q.low for q in quantities if q.kind == "count" and q.unit in ITEMS and q.low == q.high and q.low
    ]
    number = max((n for n in counted if n <= MOST_ITEMS), default=Fraction(1))
    return kept * int(number)


def _ordinal(text: str, quantity: Quantity) -> int | None:
    """The item (from 0) that a quantity is said of by its number: 第二笔换成两千万."""
    found = ORDINAL.search(text[: quantity.start])
    return _place(found[1]) if found else None


def _place(numeral: str) -> int:
    return NUMERALS.index(numeral) if numeral in NUMERALS else int(numeral) - 1


def dropped_items(
    text: str, inputs: Sequence[Input], quantities: Sequence[Quantity], earlier: Sequence[HeldFact]
) -> tuple[tuple[str, int], ...]:
    """The facts of an item that is taken away again."""
    if not TAKEN_AWAY.search(text):
        return ()
    found = ORDINAL_ITEM.search(text)
    many = {i.name for i in inputs if i.many}
    place = _place(found[1]) if found else None
    if place is None:
        # 60万那份没登记成，去掉: the item of that sum.
        sums = {(f.low, f.high): f.item for f in earlier if f.name in many and f.unit == "yuan"}
        place = next((sums[q.low, q.high] for q in quantities if (q.low, q.high) in sums), None)
    return tuple((f.name, f.item) for f in earlier if f.name in many and f.item == place)


def item_count(inputs: Sequence[Input], chosen: Mapping[str, Sequence[object]]) -> dict[str, int]:
    """How many items of each list this turn speaks of: as many as it states amounts."""
    counts: dict[str, int] = {}
    for asked in inputs:
        if asked.many and asked.list and asked.unit == "yuan":
            counts[asked.list] = max(counts.get(asked.list, 1), len(chosen.get(asked.name, [])))
    return counts


def _next_item(asked: Input, inputs: Sequence[Input], earlier: Sequence[HeldFact]) -> int:
    """The number of the next item of a list."""
    siblings = {i.name for i in inputs if i.many and i.list == asked.list}
    return 1 + max((f.item for f in earlier if f.name in siblings), default=-1)


def counted_items(text: str) -> int:
    """How many items the turn says there are (三笔); 0 where it does not."""
    found = COUNTED_ITEMS.search(text)
    return NUMERALS.index(found[1].replace("两", "二")) + 1 if found else 0


def spread_over_items(
    text: str, held: list[HeldFact], inputs: Sequence[Input], earlier: Sequence[HeldFact]
) -> list[HeldFact]:
    """A rate or term said once, or of all, holds for every item of its list that has none of its own."""
    by_name = {i.name: i for i in inputs}
    out = list(held)
    alike = bool(ALIKE.search(text))
    sources = [*held, *(f for f in earlier if f.shared or alike)]
    for fact in sources:
        source = by_name.get(fact.name)
        if source is None or not source.many or source.unit == "yuan":
            continue
        siblings = {i.name for i in inputs if i.many and i.list == source.list}
        items = {f.item for f in (*held, *earlier) if f.name in siblings}
        own = {f.item for f in (*out, *earlier) if f.name == fact.name}
        same = {
            (f.low, f.high, f.option)
            for f in sources
            if f.name == fact.name and (f in held) == (fact in held)
        }
        if len(same) == 1:
            out += [replace(fact, item=item) for item in sorted(items - own)]
    return out
