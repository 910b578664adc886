"""Which item of a list each quantity is of: the one that is named, the next one, or the only one there is."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.dialogue.conversation import HeldFact
from assistant.dialogue.item_references import NAMING, Reference, item_named, items_of, references
from assistant.dialogue.items import BACK_AGAIN, FURTHER, FURTHER_AHEAD, MORE, RESTORED, counted_items
from assistant.dialogue.nearness import BEFORE_BOUNDARY
from assistant.dialogue.quantities import Quantity
from assistant.dialogue.sentence import CLAUSE_END
from assistant.dialogue.turn import Chosen, Turn
from assistant.policy.measure import Input

# Grammar, not vocabulary. Where a sentence ends.
_STOP = re.compile(r"[。？！?!\n]")
_PUT_BACK = re.compile(r"[改换变调]回(?:来|去|到|成)?|恢复(?:成|到|为)?")
# It is put right in the next breath: 第4笔我抄错了，是一年; 招行那份不是20万，是25万.
_BY_WAY = re.compile(r"(?:错|不对|更正|有误|[改换调变]|不是|其实|应该|实际|最后|核|[只按])[^。？！；]*$")


def placed(
    said: Turn, asked: Input, kept: Sequence[Quantity], chosen: Chosen, number: int, held: Sequence[HeldFact]
) -> list[tuple[int, Quantity]]:
    """The quantities of an input, each with its item: as named (（2）（3）都是半年), or in their order.

    `number`: how many items the turn tells; `held`: the facts that it has stated so far.
    """
    if not asked.many:
        return list(enumerate(kept))
    siblings = {i.name for i in said.inputs if i.list == asked.list and i.unit == "yuan"}
    now = [f for f in held if f.name in siblings] if asked.unit != "yuan" else []
    told = now or [f for f in (*said.earlier, *said.out) if f.name in siblings]
    named = [(_named(said, q, kept, told, now), q) for q in kept]
    if kept and all(items for items, _ in named):
        return [(item, q) for items, q in named for item in items]
    order = sorted({f.item for f in now or said.earlier if f.name in siblings})
    first = _first_item(said, asked, kept, chosen, number)
    if first is None:
        places = [*order, *range(1 + max(order, default=-1), len(kept) + 1 + max(order, default=-1))]
    else:
        places = list(range(first, first + len(kept)))
    if first is not None and any(len(items) == 1 for items, _ in named):
        # 再添一份20万的，加上50万这份: the one that is pointed at is no further one.
        free = iter(places)
        return [(item, q) for items, q in named for item in (items or [next(free)])]
    if any(len(items) > 1 for items, _ in named):
        each = [(items or [place], q) for place, (items, q) in zip(places, named, strict=False)]
        return [(item, q) for items, q in each for item in items]
    return list(zip(places, kept, strict=False))


def _named(
    said: Turn,
    quantity: Quantity,
    kept: Sequence[Quantity],
    told: Sequence[HeldFact],
    now: Sequence[HeldFact],
) -> list[int]:
    """The items of which a quantity is said by what names them before it; [] where nothing does.

    第二笔和第三笔都是半年; 8号那份原来30万的改成36万; 第4笔我抄错了，是一年.
    """
    text = said.text
    others = [q for q in kept if q.end <= quantity.start]
    last = max((q.end for q in others), default=0)
    every = references(text, told, said.quantities, (), () if now else (*said.earlier, *said.out))
    again = [r for r in every if r.way == "sum" and r.start == quantity.start]
    if again and (again[0].pointed or not FURTHER.search(_sentence_of(text, quantity))):
        return list(again[0].items)
    found = [r for r in every if r.start >= last and r.end <= quantity.start]
    if now:
        found = [r for r in found if r.way in ("number", "letter", "end", "rest") or r.pointed]
    here = max((end.end() for end in CLAUSE_END.finditer(text, 0, quantity.start)), default=0)
    own = [r for r in found if r.start >= here]
    sure = [r for r in own if r.pointed]
    numbered = any(r.way in ("number", "letter") for r in own)
    if quantity.kind == "money" and not numbered and FURTHER_AHEAD.search(text[: quantity.start]):
        return []
    if sure or own:
        return _together(text, sure or (own if said.correcting or quantity.kind != "money" else []), quantity)
    if not own and len(kept) == 1 and (again_in := _back_again(said, quantity)) is not None:
        return [again_in]
    ahead = [r for r in found if r.pointed and not _STOP.search(text[r.end : quantity.start])]
    between = text[ahead[-1].end : quantity.start] if ahead else ""
    if ahead and len(kept) == 1 and (_BY_WAY.search(between) or BACK_AGAIN.search(between)):
        return list(ahead[-1].items)
    return []


def _back_again(said: Turn, quantity: Quantity) -> int | None:
    """The item put out right before that counts again with this sum: 又登记上了，不过金额变成二十八万."""
    restored = BACK_AGAIN.search(said.text[: quantity.start]) or RESTORED.search(said.text[: quantity.start])
    if quantity.kind != "money" or restored is None or references(said.text[: quantity.start], said.out, ()):
        return None
    last = max((f.turn for f in said.out), default=0)
    out = {f.item for f in said.out if f.turn == last and f.unit == "yuan"}
    return out.pop() if len(out) == 1 else None


def _together(text: str, found: Sequence[Reference], quantity: Quantity) -> list[int]:
    """The items of the last reference, with those that are joined to it: 第二笔和第三笔, （2）（3）."""
    out: list[Reference] = []
    for one in reversed(found):
        if (
            out
            and len(text[one.end : out[-1].start].strip("、和及与跟,， ")) > 0
            and one.items != out[-1].items
        ):
            # 3）那份原来30万的: the first one names it, the sum only says what it was.
            if out[-1].way == "sum" and one.pointed:
                out = [one]
                continue
            break
        out.append(one)
    return items_of(reversed(out)) if quantity else []


def _first_item(said: Turn, asked: Input, kept: Sequence[Quantity], chosen: Chosen, items: int) -> int | None:
    """The item of the first quantity, that stands by no name: the next after earlier ones; None for any."""
    sums = any(chosen.get(i.name) for i in said.inputs if i.list == asked.list and i.unit == "yuan")
    fresh = sums and _told_as_further(said, asked, chosen)
    if (
        len(kept) == 1
        and (not sums or (said.correcting and not fresh))
        and (known := _known_item(said, asked)) is not None
    ):
        return known
    # The exact sum that was asked for takes the place of the rough one: 另一份三十来万 … 另一份准数是32万.
    rough = [f.item for f in said.earlier if f.name == asked.name and f.approximate]
    answered = len(kept) == len(rough) == 1 and asked.name in said.pending and not MORE.search(said.text)
    if (
        kept
        and FURTHER.search(_sentence_of(said.text, kept[0]))
        and not answered
        and (not said.correcting or fresh)
        and sums
        and (items == 1 or fresh)
    ):
        return _next_item(asked, said)
    if len(kept) == len(rough) == 1:
        return rough[0]
    # 三笔合计, where two were told: the sum is that of the third.
    held = len({f.item for f in said.earlier if f.name == asked.name})
    one_more = sums and items == len(kept) == 1 < held and counted_items(said.text) == held + 1
    return _next_item(asked, said) if one_more else None


def _told_as_further(said: Turn, asked: Input, chosen: Chosen) -> bool:
    """Whether the sum of the list that the turn tells is called a further one right before it."""
    lists = [i.name for i in said.inputs if i.list == asked.list and i.unit == "yuan"]
    sums = [q for name in lists for _, q in chosen.get(name, ())][:1]
    return any(FURTHER_AHEAD.search(said.text[: q.start]) for q in sums)


def _sentence_of(text: str, quantity: Quantity) -> str:
    """The sentence in which a quantity is told: 那要是80万呢？另外参展补多少 tells no further sum."""
    return _STOP.split(text[: quantity.start])[-1] + _STOP.split(text[quantity.start :])[0]


def _known_item(said: Turn, asked: Input) -> int | None:
    """The item of earlier turns that the turn names in whatever place: 半年是B银行那笔的."""
    siblings = {i.name for i in said.inputs if i.list == asked.list and i.unit == "yuan"}
    told = [f for f in (*said.earlier, *said.out) if f.name in siblings]
    terms = (*said.earlier, *said.out)
    item = item_named(said.text, told, said.quantities, terms) if len(told) > 1 else None
    latest = [f.item for f in said.earlier if f.name == asked.name and f.turn == said.number - 1]
    # 还是改回一年吧, after one item alone was changed: that one's
    return latest[0] if item is None and len(latest) == 1 and _PUT_BACK.search(said.text) else item


def _next_item(asked: Input, said: Turn) -> int:
    """The number of the next item of a list."""
    siblings = {i.name for i in said.inputs if i.many and i.list == asked.list}
    return 1 + max((f.item for f in (*said.earlier, *said.out) if f.name in siblings), default=-1)


def each_named(said: Turn, asked: Input, found: Sequence[Quantity]) -> list[Quantity]:
    """Several rates or terms, each said of an item that it names itself; [] where not all are.

    贷款1用了6个月；贷款2借满了一年
    """
    siblings = {i.name for i in said.inputs if i.list == asked.list and i.unit == "yuan"}
    told = [f for f in (*said.earlier, *said.out) if f.name in siblings]
    if not asked.many or asked.unit == "yuan" or len(found) < 2:
        return []
    items = [_named(said, q, found, told, ()) for q in found]
    return list(found) if all(items) and len({tuple(i) for i in items}) == len(found) else []


def names_items(said: Turn, quantity: Quantity) -> bool:
    """Whether the words right before a quantity say of which items it is told: （2）（3）都是半年."""
    clause = BEFORE_BOUNDARY.split(said.text[: quantity.start])[-1]
    told = [f for f in (*said.earlier, *said.out) if f.unit == "yuan"]
    named = items_of(r for r in references(clause, told, ()) if r.pointed)
    return NAMING.search(clause) is not None or 0 < len(named) < len({f.item for f in told})
