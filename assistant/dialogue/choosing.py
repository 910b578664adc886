"""Which input each quantity of a turn is for: the one by whose words it stands, or in whose list."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from assistant.dialogue.asides import ASKED_AFTER, by_the_way, of_the_rule
from assistant.dialogue.backwards import WANTED, WANTED_BEHIND, backwards_of
from assistant.dialogue.belonging import (
    CLAIMED,
    PUT_IN_BARE,
    input_of,
    received,
    stated_of_award,
    thought,
)
from assistant.dialogue.cost_parts import beside_cost
from assistant.dialogue.instalments import (
    ADDED,
    ADDED_SUM,
    ANOTHER_TIME,
    CAME_OUT,
    LISTED,
    NEXT_INVESTOR,
    NEXT_LINE,
    REST,
    TELLING,
    TOTAL,
    as_many_as_said,
)
from assistant.dialogue.items import (
    FURTHER,
    TAKEN_AWAY,
    THAT_ITEM,
)
from assistant.dialogue.nearness import BEFORE_BOUNDARY
from assistant.dialogue.parts_changed import says_part
from assistant.dialogue.phrases import hits
from assistant.dialogue.quantities import Quantity
from assistant.dialogue.said_again import states_nothing
from assistant.dialogue.slips import DENIED
from assistant.dialogue.turn import Chosen, Turn
from assistant.policy.measure import Input

# A sum is pointed to as one that was spoken of: 这个200万, 那一百万.
POINTED = re.compile(r"[这那]一?个?$")
# A bare number asks on with another sum: 那3500呢, 要是三千六呢, 只投2800的话.
VARYING = re.compile(r"(?:^那?么?|如果|要是|假如|换成|改成|[变涨加升增降减缩][到成为至])[^，。？！\d]{0,3}$")
# What was planned has become another sum, told last: 董事会砍预算了，3600.
CHANGED = re.compile(
    r"(?:砍|减|缩|压|削|调|涨)[^，。？！\d]{0,6}了[^，。？！\d]{0,3}[，,]?(?:现在|只|就|到|剩|成|为|变成|总共|一共)*$"
)
# What is done with a sum of the case.
PUT_IN = re.compile(r"[投贷借签买花融]|合同|登记|本金")
LEAST_UNCLEAR = 1000
TEN_THOUSAND = 10_000
# 一千二, 两千五: in thousands, of which it is not said of what.
INEXACT_UNIT = re.compile(r"[一二两三四五六七八九]千[一二三四五六七八九]?$")
# Another sum is supposed, or one more is told.
SUPPOSED_TO_BE = re.compile(
    r"如果|要是|假如|假设|万一|换成|改成|[变涨加升增降减缩追砍压][到成为至]|又|再|还有|另"
)
LEAST_VARIED = 100
YEARS = range(1990, 2050)
ASKED_ON = re.compile(r"元?(?:呢|的话|[？?])")
# A sum below zero states nothing that could be calculated with.
NEGATIVE = re.compile(r"(负|[^\d\s万亿元%]\s?[-−－]|^[-−－])\s?$")
# The right sum beside the one that is denied: 60万不是120万; 不是120万，是60万.
NOT_THIS = re.compile(r"元?[，,]?(?:而|并|可|根本)?不是")
BUT_THIS = re.compile(r"元?[，,]?(?:而|其实|应该|实际上?)*是")
# 百分之三点一年期: 3% for a year, or 3.1%.
RUN_TOGETHER = re.compile(r"点[一二三四五六七八九](年|个月)")


def chosen_of(said: Turn) -> tuple[Chosen, list[Quantity]]:
    """(the quantities for each input, by its name, with how near they stand to its words; claims)."""
    chosen: Chosen = {}
    claims: list[Quantity] = []
    for quantity in said.quantities:
        if DENIED.search(said.text[max(0, quantity.start - 12) : quantity.start]):
            continue
        if said.dropping and not FURTHER.search(said.text) and not _changed(said, quantity):
            continue
        if states_nothing(said, quantity):
            continue
        quantity = _as_meant(said, quantity)  # noqa: PLW2901
        asked_after = ASKED_AFTER.match(said.text[quantity.end :]) or _of_the_clause(said, quantity)
        expected = bool(said.earlier) and thought(said.text, quantity, said.inputs, said.earlier)
        if asked_after or expected or _wanted(said, quantity) or _told_back(said, quantity):
            claims.append(quantity)
        elif not by_the_way(said, quantity):
            found = input_of(
                said.text, quantity, said.quantities, said.measures, said.inputs, said.pending,
                said.earlier if _told_anew(said, quantity) else (),
            )  # fmt: skip
            found = (
                _opens_list(said, quantity)
                or _of_the_item(said, quantity)
                or _in_place_of_denied(said, quantity)
                or found
                or _next_of_list(said, quantity, chosen)
                or _of_the_part(said, quantity)
            )
            found = _beside(said, quantity, chosen) or found
            found = _added_to(said.text, quantity, chosen, said.inputs) or found
            if found is None or of_the_rule(said.text, quantity):
                claims.append(quantity)
            else:
                chosen.setdefault(found[1].name, []).append((found[0], quantity))
    return chosen, claims


def _changed(said: Turn, quantity: Quantity) -> bool:
    """Whether a sum takes another's place beside what is taken away: 硬件改成560万，30万的先不报."""
    clause = BEFORE_BOUNDARY.split(said.text[: quantity.start])[-1]
    return CAME_OUT.search(clause) is not None and not TAKEN_AWAY.search(clause)


def _as_meant(said: Turn, quantity: Quantity) -> Quantity:
    """The quantity, ambiguous where it is below zero, run together with another, or told in no unit."""
    if NEGATIVE.search(said.text[: quantity.start]):
        quantity = replace(quantity, nature="ambiguous", said=f"负{quantity.said}")
    if _of_what_unit(said, quantity):
        low = quantity.low or Fraction(0)
        high = low * TEN_THOUSAND
        quantity = replace(quantity, nature="ambiguous", high=high, readings=(low, high))
    if quantity.kind == "ratio" and RUN_TOGETHER.match(said.text[quantity.end :]):
        quantity = replace(quantity, nature="ambiguous")
    return quantity


def _of_what_unit(said: Turn, quantity: Quantity) -> bool:
    """Whether a bare numeral is put in, of which it is not told in what: 投了两千建平台.

    After a sum it is in the unit of that (800万，再投两千).
    """
    numeral = quantity.kind == "number" and not any(char.isdigit() for char in quantity.said)
    told = any(f.unit == "yuan" for f in said.earlier) or any(q.kind == "money" for q in said.quantities)
    put_in = PUT_IN_BARE.search(said.text[: quantity.start])
    listed = _opens_list(said, quantity) is not None
    return bool(numeral and ((not told and put_in) or listed) and (quantity.low or 0) >= LEAST_UNCLEAR)


def _opens_list(said: Turn, quantity: Quantity) -> tuple[float, Input] | None:
    """The input of a bare numeral that opens a list of sums: 一千二的专利质押和五百万的商标质押."""
    sums = [q for q in said.quantities if q.kind == "money"]
    if quantity.kind != "number" or not INEXACT_UNIT.search(quantity.said) or not sums:
        return None
    behind = BEFORE_BOUNDARY.split(said.text[quantity.end :])[0][:8]
    for measure in said.measures:
        kinds = [w for i in measure.inputs if i.unit == "flag" for w in i.words]
        listed = [i for i in measure.inputs if i.many and i.unit == "yuan"]
        if listed and hits(behind, kinds) and all(q.start > quantity.start for q in sums):
            return TELLING, listed[0]
    return None


def _told_back(said: Turn, quantity: Quantity) -> bool:
    """Whether a sum only says again what the answer before came to: 所以8.4万铁板钉钉."""
    came_to = {*said.awarded, sum(said.awarded, Fraction(0))}
    if quantity.kind != "money" or not quantity.low or quantity.low not in came_to or said.correcting:
        return False
    ahead, behind = said.text[: quantity.start], said.text[quantity.end :]
    here = BEFORE_BOUNDARY.split(ahead)[-1] + BEFORE_BOUNDARY.split(behind)[0]
    words = {word for i in said.inputs if i.unit == "yuan" for word in i.words}
    answers = any(i.name in said.pending[:1] and i.unit == "yuan" for i in said.inputs)
    told = answers or any(f.low == quantity.low for f in said.earlier)
    put_in = hits(here, words) or PUT_IN.search(here)
    return not (told or put_in or ASKED_ON.match(behind) or SUPPOSED_TO_BE.search(ahead))


def _of_the_clause(said: Turn, quantity: Quantity) -> bool:
    """Whether a sum that nobody told is pointed to as one that the clause gives: 这个200万是每年都有吗."""
    printed = {v.value for m in said.measures for p in m.parameters if p.unit == "yuan" for v in p.values}
    told = any(f.low == quantity.low for f in said.earlier)
    again = any(q.low == quantity.low for q in said.quantities if q is not quantity)
    if quantity.kind != "money" or quantity.low not in printed or told or again:
        return False
    behind = BEFORE_BOUNDARY.split(said.text[quantity.end :])[0]
    own = [word for i in said.inputs if i.unit == "yuan" for word in i.words]
    return bool(POINTED.search(said.text[: quantity.start])) and not hits(behind, own)


def _told_anew(said: Turn, quantity: Quantity) -> bool:
    """Whether a sum may be what was told before, corrected, added to or summed up: 总共是999万."""
    ahead = said.text[: quantity.start]
    whole = TOTAL.search(ahead) or REST.search(ahead)
    return bool(said.correcting or whole or ADDED.search(said.text) or _varied(said, quantity))


def _varied(said: Turn, quantity: Quantity) -> bool:
    """Whether a bare number asks on with another sum than the one that was told: 那3500呢, 加到三千五呢."""
    number = quantity.low or Fraction(0)
    if quantity.kind != "number" or number < LEAST_VARIED or number in YEARS:
        return False
    behind = ASKED_ON.match(said.text[quantity.end :])
    told = any(f.unit == "yuan" for f in said.earlier)
    ahead, rest = said.text[: quantity.start], said.text[quantity.end :].strip("。！!了吧 ")
    changed = not rest and CHANGED.search(ahead)
    return bool(told and (changed or (behind and VARYING.search(ahead))))


def _next_of_list(said: Turn, quantity: Quantity, chosen: Chosen) -> tuple[float, Input] | None:
    """The input of the sum right before in a list: 420万元、330万元、260万元; or on the line above."""
    text, sums = said.text, [q for q in said.quantities if q.kind == "money"]
    for asked in said.inputs:
        before = chosen.get(asked.name, [])
        if before and asked.unit == "yuan" and quantity.kind == "money":
            between = text[before[-1][1].end : quantity.start]
            given = CLAIMED.match(text[quantity.end :])
            below = not asked.many and (NEXT_LINE.fullmatch(between) or as_many_as_said(text, sums))
            listed = LISTED.fullmatch(between) or NEXT_INVESTOR.fullmatch(between)
            if between.strip() and (listed or below) and not given:
                return 0.4, asked
    return None


def _of_the_item(said: Turn, quantity: Quantity) -> tuple[float, Input] | None:
    """The input of the item in whose sum's place another one is told: 650万那笔改成750万."""
    clause = BEFORE_BOUNDARY.split(said.text[: quantity.start])[-1]
    start = quantity.start - len(clause)
    named = [
        {f.name for f in said.earlier if f.unit == "yuan" and f.low == q.low}
        for q in said.quantities
        if q.kind == "money" and start <= q.start < quantity.start and THAT_ITEM.match(said.text[q.end :])
    ]
    found = [i for i in said.inputs if i.unit == "yuan" and named and named[-1] == {i.name}]
    return (TELLING, found[0]) if found and quantity.kind == "money" else None


def _in_place_of_denied(said: Turn, quantity: Quantity) -> tuple[float, Input] | None:
    """The input of the sum that is denied beside the right one: 打过来的是150万，不是80万, after 80万."""
    denied = {
        q.low
        for q in said.quantities
        if q.kind == "money"
        and (
            (q.start > quantity.end and NOT_THIS.fullmatch(said.text[quantity.end : q.start]))
            or (q.end < quantity.start and BUT_THIS.fullmatch(said.text[q.end : quantity.start]))
        )
    }
    names = {f.name for f in said.earlier if f.unit == "yuan" and f.low in denied}
    found = [i for i in said.inputs if {i.name} == names]
    return (TELLING, found[0]) if found and quantity.kind == "money" else None


def _of_the_part(said: Turn, quantity: Quantity) -> tuple[float, Input] | None:
    """The input of which a part told before is named right before a sum: 一期不变，二期追到1500万."""
    if quantity.kind != "money" or stated_of_award(said.text, quantity) or received(said.text, quantity):
        return None
    own = [i for i in said.inputs if not i.many and i.unit == "yuan"]
    named = (i for i in own if says_part(said.text, i.name, quantity, said.earlier))
    return next(((TELLING, asked) for asked in named), None)


def _beside(said: Turn, quantity: Quantity, chosen: Chosen) -> tuple[float, Input] | None:
    """The input of the sum beside which another part of it is told.

    设备800万、软件300万; 第一次贴了64万，第二次88万.
    """
    received = {m.cap.less for m in said.measures if m.cap and m.cap.less}
    for asked in said.inputs:
        before = chosen.get(asked.name, [])
        if not before or asked.many or asked.unit != "yuan" or quantity.kind != "money":
            continue
        last = before[-1][1]
        again = asked.name in received and ANOTHER_TIME.fullmatch(said.text[last.end : quantity.start])
        if again or beside_cost(said.text, last, quantity):
            return TELLING, asked
    return None


def _added_to(
    text: str, quantity: Quantity, chosen: Chosen, inputs: Sequence[Input]
) -> tuple[float, Input] | None:
    """The input of one value to whose sum another is said to be added: 平台投了2000万，后来又追加了800万."""
    if quantity.kind != "money" or not ADDED_SUM.search(text[: quantity.start]):
        return None
    given = CLAIMED.match(text[quantity.end :])
    told = [i for i in inputs if i.unit == "yuan" and not i.many and chosen.get(i.name)]
    return (TELLING, told[0]) if len(told) == 1 and not given else None


def _wanted(said: Turn, quantity: Quantity) -> bool:
    """Whether a sum is what somebody wants to get: 贴息想拿到50万，得贷多少; 要借多少好拿足两百万.

    So it is where a question put backwards is varied: 只贷半年呢？还想要一百万.
    """
    ahead = said.text[: quantity.start]
    reaching = backwards_of(said.text, said.backwards) == "reach"
    return reaching and bool(WANTED.search(ahead) or WANTED_BEHIND.search(ahead))
