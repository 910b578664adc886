"""Facts of the enterprise and its case, read from a turn by what the measures ask for.

Nothing here knows a policy: a quantity becomes the fact whose input has its unit and whose words stand
nearest; a choice is the option whose words are said; what is left over is a claim about the policy.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from assistant.dialogue.asides import ASKED_AFTER, DAYS_OF_YEAR, by_the_way, of_the_rule
from assistant.dialogue.backwards import WANTED, WANTED_BEHIND, Backwards, backwards_of
from assistant.dialogue.belonging import CLAIMED, PUT_IN_BARE, input_of, none_received, thought
from assistant.dialogue.choices import options_said, yes_or_no
from assistant.dialogue.conversation import HeldFact
from assistant.dialogue.cost_parts import beside_cost
from assistant.dialogue.instalments import (
    ADDED,
    ADDED_SUM,
    ANOTHER_TIME,
    CAME_OUT,
    LEFT_OUT,
    LISTED,
    NEXT_INVESTOR,
    NEXT_LINE,
    REST,
    TELLING,
    TOTAL,
    added_up,
    amended,
    as_many_as_said,
    is_part,
    part_changed,
    prolonged,
    settle,
    taken_back,
    without_change,
)
from assistant.dialogue.item_references import labels_of
from assistant.dialogue.item_terms import own_terms
from assistant.dialogue.item_years import counted_to_years, year_behind
from assistant.dialogue.items import (
    ALL_OF,
    AND_OF_ALL,
    EXCEPTED,
    FURTHER,
    TAKEN_AWAY,
    THAT_ITEM,
    THEN_ALL_OF,
    each_alike,
    item_count,
    spread_over_items,
)
from assistant.dialogue.items_out import brought_back, taken_away, told_out, without_others
from assistant.dialogue.multiples import multiplied
from assistant.dialogue.nearness import BEFORE_BOUNDARY
from assistant.dialogue.parts_out import without_parts
from assistant.dialogue.phrases import hits
from assistant.dialogue.placing import each_named, names_items, placed
from assistant.dialogue.quantities import Quantity
from assistant.dialogue.remaining import paid_by_rest
from assistant.dialogue.said_again import mistaken, states_nothing
from assistant.dialogue.slips import DENIED, without_slips
from assistant.dialogue.term_of_days import term_of_days
from assistant.dialogue.turn import Chosen, Turn
from assistant.policy.measure import Input, Measure

SHORT_OF = re.compile(r"不到|不足|不满|未满|未到|没到|低于|少于|小于")
# A sum is pointed to as one that was spoken of: 这个200万, 那一百万.
POINTED = re.compile(r"[这那]一?个?$")
# What was told is all changed to one sum: 都改成一百万呢.
ALL_CHANGED = re.compile(
    r"都(?:改|换|变|按)(?:成|为|作)?[^，。？！]{0,2}$|都(?:改|换|变)(?:成|为)|两[个边项]都(?:是|按|花)"
)
# A bare number asks on with another sum: 那3500呢, 要是三千六呢, 只投2800的话.
VARYING = re.compile(r"(?:^那?么?|如果|要是|假如|换成|改成|[变涨加升增降减缩][到成为至])[^，。？！\d]{0,3}$")
# What was planned has become another sum, told last: 董事会砍预算了，3600.
CHANGED = re.compile(
    r"(?:砍|减|缩|压|削|调|涨)[^，。？！\d]{0,6}了[^，。？！\d]{0,3}[，,]?(?:现在|只|就|到|剩|成|为|变成|总共|一共)*$"
)
# Whether something is done or not is left open: 登没登记我不清楚 denies nothing.
WHETHER = re.compile(r"([\u4e00-\u9fff])[没不]\1")
# What is done with a sum of the case.
PUT_IN = re.compile(r"[投贷借签买花融]|合同|登记|本金")
LEAST_UNCLEAR = 1000
TEN_THOUSAND = 10_000
# 一千二, 两千五: in thousands, of which it is not said of what.
INEXACT_UNIT = re.compile(r"[一二两三四五六七八九]千[一二三四五六七八九]?$")
# Another sum is supposed, or one more is told.
SUPPOSED_TO_BE = re.compile(r"如果|要是|假如|假设|万一|换成|改成|[变涨加升增降减缩][到成为至]|又|再|还有|另")
LEAST_VARIED = 100
YEARS = range(1990, 2050)
ASKED_ON = re.compile(r"元?(?:呢|的话|[？?])")
# A sum below zero states nothing that could be calculated with.
NEGATIVE = re.compile(r"(负|[^\d\s万亿元%]\s?[-−－]|^[-−－])\s?$")
# Both ends of a range are told, and what comes of either is worked out: 800万到1200万之间; not 三五百万.
BOTH_ENDS = re.compile(r"[\d一二两三四五六七八九十百千万亿][万亿元%]?[到至~～\-—][\d一二两三四五六七八九十]")
# 百分之三点一年期: 3% for a year, or 3.1%.
RUN_TOGETHER = re.compile(r"点[一二三四五六七八九](年|个月)")
# 月息, 月利率: the year has twelve of it.
MONTHLY = re.compile(
    r"((?<!个)月息|(?<!个)月利率?|(?<!个)月基准利率|月化|每月利率)(是|为|大概|约|按|折成|了)*$"
)


@dataclass(frozen=True, slots=True)
class Facts:
    """What a turn says: facts, and quantities that are claims about the policy rather than facts.

    `dropped`: enterprise, name and item of earlier facts that no longer hold (第二笔没放款，去掉);
    `out`: what is told of items that do not count.
    """

    held: tuple[HeldFact, ...]
    claims: tuple[Quantity, ...]
    denied: tuple[tuple[str, str], ...] = ()
    dropped: tuple[tuple[str, str, int], ...] = ()
    out: tuple[HeldFact, ...] = ()

    def of(self, enterprise: str) -> Facts:
        """The facts as those of an enterprise."""
        held = tuple(replace(fact, enterprise=enterprise) for fact in self.held)
        out = tuple(replace(fact, enterprise=enterprise) for fact in self.out)
        gone = tuple((enterprise, *gone[1:]) for gone in self.dropped)
        return replace(self, held=held, dropped=gone, out=out)


def read_facts(
    text: str,
    quantities: Sequence[Quantity],
    measures: Sequence[Measure],
    *,
    turn: int,
    pending: Sequence[str] = (),
    earlier: Sequence[HeldFact] = (),
    out: Sequence[HeldFact] = (),
    correcting: bool = False,
    variants: Mapping[str, tuple[str, ...]] | None = None,
    other_sums: Sequence[str] = (),
    other_rates: Sequence[str] = (),
    backwards: Backwards = "",
    awarded: Sequence[Fraction] = (),
) -> Facts:
    """The facts of one turn, for the inputs of these measures (those in question first).

    `out`: the facts of items told before that do not count.
    `variants`: option value → further words for it; under "" the words of other titles. `other_sums`,
    `other_rates`: what a sum of money or a rate is when it is none that any measure asks for (营收, 毛利率).
    `backwards`: how the question before was put backwards; `awarded`: the yuan that its answer came to.
    """
    stated = without_slips(text, quantities)
    text, quantities = without_change(text, stated, earlier)
    correcting = correcting or len(quantities) < len(stated)
    remaining = without_parts(text, quantities, measures, earlier, turn)
    quantities = remaining.quantities
    inputs = list({i.name: i for measure in measures for i in measure.inputs}.values())
    rest = taken_back(text, quantities, [f for f in earlier if any(f.name == i.name for i in inputs)], turn)
    rest = remaining.facts or rest
    said = Turn(
        text, turn, quantities, measures, inputs, pending, earlier, out, correcting, other_sums, other_rates,
        dropping=False, backwards=backwards, awarded=awarded,
    )  # fmt: skip
    dropped = taken_away(said)
    said = replace(said, dropping=bool(dropped or rest))
    dropped += _mistaken_rates(said)
    chosen, claims = _chosen(said)
    held, left = _stated(said, chosen)
    held = _with_own_terms(said, held)
    told_of = WHETHER.sub(r"\1＃\1", text)
    choices, denied = options_said(told_of, measures, inputs, turn, variants or {}, earlier)
    varied = multiplied(text, inputs, quantities, earlier, turn)
    shares = {f.said.rpartition("、")[2] for f in varied}
    # 又追加了600万，加起来2400万: what the sums come to is said of them, and not of the award.
    totals = {f.low for f in held if f.unit == "yuan" and len(f.parts) > 1}
    claims, left = (
        [q for q in found if q.said not in shares and q.low not in totals] for found in (claims, left)
    )
    held = [f for f in held if f.said not in shares and not any(f.name == v.name for v in varied)]
    held += varied + rest + choices + yes_or_no(text, inputs, pending, turn)
    held += [f for f in none_received(text, measures, earlier, turn) if all(f.name != h.name for h in held)]
    held += paid_by_rest(text, quantities, measures, turn)
    held += term_of_days(text, quantities, inputs, held, turn)
    held += counted_to_years(said)
    held += _all_changed(text, held, inputs, said)
    told = _without_further(said, held)
    held, others = without_others(said, told)
    denied_now = [f for f in told if (f.name, f.item) in others]
    gone = tuple(("", name, item) for name, item in (*dropped, *others))
    held, aside = told_out(said, held)
    aside += denied_now
    back = brought_back(said, (*dropped, *others))
    own = {(f.name, f.item) for f in held}
    held += [f for f in back if (f.name, f.item) not in own]
    kept = [f for f in (*earlier, *out) if (f.name, f.item) not in others]
    live = [f for f in earlier if (f.name, f.item) not in (*dropped, *others)]
    held, aside = _apart(said, spread_over_items(text, held + aside, inputs, kept), aside, (*live, *back))
    return Facts(tuple(held), (*claims, *left), denied, gone, tuple(aside))


def _apart(
    said: Turn, held: Sequence[HeldFact], aside: Sequence[HeldFact], counting: Sequence[HeldFact]
) -> tuple[list[HeldFact], list[HeldFact]]:
    """(the facts that count, those of items that do not).

    What is told of an item that is out leaves it out.
    """
    many = {i.name: i.list for i in said.inputs if i.many}
    live = {(many.get(f.name), f.item) for f in counting}
    out = {(many.get(f.name), f.item) for f in (*said.out, *aside)} - live
    apart = [f for f in held if f.name in many and (many[f.name], f.item) in out]
    return [f for f in held if not any(f is other for other in apart)], apart


def _with_own_terms(said: Turn, held: list[HeldFact]) -> list[HeldFact]:
    """The facts, each item with the term that stands behind its sum: 一笔800万做了九个月."""
    terms = own_terms(said, held)
    own = {(asked.name, item) for asked, item, _ in terms}
    kept = [f for f in held if (f.name, f.item) not in own]
    return kept + [_fact(said, asked, q, item) for asked, item, q in terms]


def _without_further(said: Turn, held: list[HeldFact]) -> list[HeldFact]:
    """The facts without those of a further item of another kind, which leaves the case as it was.

    还有一笔厂房抵押的400万, after a loan on patents: the loan on patents stays what it is.
    """
    fresh = [q for q in said.quantities if q.kind == "money" and all(q.low != f.low for f in said.earlier)]
    if not fresh or not FURTHER.search(said.text):
        return held
    aside: set[str] = set()
    for measure in said.measures:
        names = {i.name for i in measure.inputs}
        told = any(f.name in names and f.unit == "yuan" for f in said.earlier)
        own = {f.option for f in held if f.name in names and f.unit == "flag"}
        aside |= names if told and own == {"false"} else set()
    return [f for f in held if f.name not in aside]


def _all_changed(text: str, held: Sequence[HeldFact], inputs: Sequence[Input], said: Turn) -> list[HeldFact]:
    """The sums of the other measures spoken of, where all are changed to the one named: 都改成一百万."""
    sums = [f for f in held if f.unit == "yuan"]
    if len(sums) != 1 or not ALL_CHANGED.search(text):
        return []
    paid = {m.cap.less for m in said.measures if m.cap and m.cap.less}
    names = {i.name for i in inputs if i.unit == "yuan"} - {sums[0].name} - paid
    told = [f for f in said.earlier if f.name in names]
    return [replace(f, said=sums[0].said, turn=said.number, low=sums[0].low, high=sums[0].high) for f in told]


def _chosen(said: Turn) -> tuple[Chosen, list[Quantity]]:
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
                or found
                or _next_of_list(said, quantity, chosen)
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
    if quantity.kind != "money" or quantity.low not in said.awarded or said.correcting:
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


def _stated(said: Turn, chosen: Chosen) -> tuple[list[HeldFact], list[Quantity]]:
    """(the facts that the chosen quantities state, the quantities left over)."""
    held: list[HeldFact] = []
    over: list[Quantity] = []
    items = item_count(said.text, said.inputs, chosen, said.quantities)
    thresholds = {c.input for m in said.measures for c in m.conditions if c.test == "at_least"}
    for asked in said.inputs:
        number = items.get(asked.list or "", 1)
        found = chosen.get(asked.name, [])
        own = each_named(said, asked, [q for _, q in found])
        kept, left = (own, []) if own else settle(said.text, asked, found, number)
        over += left
        if asked.many and asked.unit == "yuan":
            kept = each_alike(said.text, kept, said.quantities)
        for item, quantity in placed(said, asked, kept, chosen, number, held):
            fact = _fact(said, asked, quantity, item)
            fact = (
                amended(said.text, fact, quantity, said.earlier)
                if (said.correcting and not LEFT_OUT.search(said.text))
                or part_changed(said.text, asked, quantity, said.earlier)
                else added_up(said.text, asked, fact, said.earlier)
            )
            fact = prolonged(said, asked, fact, quantity)
            if not (asked.unit == "yuan" and not asked.many and is_part(said.text, fact, said.earlier)):
                held.append(_below(fact, quantity) if asked.name in thresholds else fact)
    return held, over


def _mistaken_rates(said: Turn) -> tuple[tuple[str, int], ...]:
    """The rates of earlier turns that a correction calls something else: 4%是LPR，不是基准利率."""
    values = {q.low for q in said.quantities if mistaken(said, q)}
    return tuple((f.name, f.item) for f in said.earlier if f.unit == "ratio" and f.low in values)


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


def _below(fact: HeldFact, quantity: Quantity) -> HeldFact:
    """A sum that decides a threshold: what is 不到一千万 falls short of it, if by a 分."""
    short = quantity.nature == "at_most" and fact.high is not None and SHORT_OF.search(quantity.said)
    return replace(fact, high=fact.high - Fraction(1, 100)) if short and fact.high is not None else fact


def _fact(said: Turn, chosen: Input, quantity: Quantity, item: int) -> HeldFact:
    text, earlier = said.text, said.earlier
    scale = _own_scale(chosen, quantity, text)
    low = None if quantity.low is None else quantity.low * scale
    high = None if quantity.high is None else quantity.high * scale
    if quantity.kind == "number":
        low, high = _scaled(chosen, quantity, earlier)
    ends = quantity.nature == "range" and BOTH_ENDS.search(quantity.said) is not None
    label, words = _known_by(said, chosen, item, low) or labels_of(text, quantity, said.quantities)
    vague = quantity.nature in ("approximate", "ambiguous", "range") and not ends
    return HeldFact(
        name=chosen.name,
        unit=chosen.unit,
        said=quantity.said,
        turn=said.number,
        item=item,
        low=low,
        high=high,
        day=quantity.day_low if quantity.kind == "date" else None,
        approximate=vague,
        shared=chosen.many and chosen.unit != "yuan" and _of_all(said, quantity),
        parts=quantity.parts,
        part_words=_part_words(said, quantity) if chosen.unit == "yuan" and not chosen.many else (),
        label=year_behind(text, quantity) or label,
        words=words if chosen.unit == "yuan" else "",
    )


def _part_words(said: Turn, quantity: Quantity) -> tuple[str, ...]:
    """What is said beside each of the instalments that make up a sum, or beside the one there is."""
    words, start = [], 0
    for part in quantity.said.split("、"):
        found = [q for q in said.quantities if q.said == part and q.start >= start]
        words.append(" ".join(labels_of(said.text, found[0], said.quantities)) if found else "")
        start = found[0].end if found else start
    return tuple(words)


def _known_by(said: Turn, chosen: Input, item: int, low: Fraction | None) -> tuple[str, str] | None:
    """The words by which an item is known whose sum is told again, or put right; None for a fresh one."""
    known = next((f for f in (*said.earlier, *said.out) if (f.name, f.item) == (chosen.name, item)), None)
    same = known is not None and (known.low == low or known.approximate or said.correcting)
    return (known.label, known.words) if known is not None and same and chosen.many else None


def _of_all(said: Turn, quantity: Quantity) -> bool:
    """Whether a rate or term is said of all items: 都按4%; 基准4%，都是一年."""
    text, before = said.text, said.text[: quantity.start]
    if names_items(said, quantity):
        return False  # （2）（3）都是半年
    joined = AND_OF_ALL.search(before)
    if joined and EXCEPTED.search(before[: joined.start()][-4:] + joined[0]):
        return False  # 条件都一样，就是期限不同，6个月; 其他都相同，唯独6个月
    return bool(ALL_OF.search(before) or joined or THEN_ALL_OF.match(text[quantity.end :]))


def _own_scale(chosen: Input, quantity: Quantity, text: str) -> Fraction:
    """What a monthly rate, or days of a year of 360, are multiplied by to be of the year."""
    if chosen.unit == "ratio" and MONTHLY.search(text[: quantity.start]):
        return Fraction(12)
    counted = DAYS_OF_YEAR.search(text)
    if chosen.unit == "years" and quantity.unit.endswith("天") and counted:
        return Fraction(365, int(counted[2]))
    return Fraction(1)


def _scaled(
    chosen: Input, quantity: Quantity, earlier: Sequence[HeldFact]
) -> tuple[Fraction | None, Fraction | None]:
    """A bare number in the unit of talk: 860 after 800万 is 860万; 4.1 for a rate is 4.1%."""
    if quantity.low is None or quantity.high is None:
        return quantity.low, quantity.high
    scale = Fraction(1)
    if chosen.unit == "ratio":
        scale = Fraction(1, 100) if quantity.high >= Fraction(1, 10) else Fraction(1)
    elif chosen.unit == "yuan":
        said = next((f.said for f in reversed(earlier) if f.name == chosen.name), "万")
        scale = (
            Fraction(100_000_000)
            if "亿" in said
            else Fraction(10_000)
            if quantity.high < 100_000
            else Fraction(1)
        )
    return quantity.low * scale, quantity.high * scale
