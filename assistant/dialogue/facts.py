"""Facts of the enterprise and its case, read from a turn by what the measures ask for.

Nothing here knows a policy: a quantity becomes the fact whose input has its unit and whose words stand
nearest; a choice is the option whose words are said; what is left over is a claim about the policy.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from assistant.dialogue.asides import DAYS_OF_YEAR
from assistant.dialogue.backwards import Backwards
from assistant.dialogue.belonging import none_received
from assistant.dialogue.choices import options_said, yes_or_no
from assistant.dialogue.choosing import chosen_of
from assistant.dialogue.conversation import HeldFact
from assistant.dialogue.divided import divided
from assistant.dialogue.instalments import (
    LEFT_OUT,
    added_up,
    is_part,
    prolonged,
    settle,
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
    THEN_ALL_OF,
    each_alike,
    item_count,
    spread_over_items,
)
from assistant.dialogue.items_out import brought_back, taken_away, told_out, without_others
from assistant.dialogue.multiples import multiplied
from assistant.dialogue.parts_changed import (
    amended,
    grown,
    part_changed,
    several_changed,
    taken_back,
)
from assistant.dialogue.parts_out import without_parts
from assistant.dialogue.placing import each_named, names_items, placed
from assistant.dialogue.quantities import Quantity
from assistant.dialogue.remaining import none_this_year, paid_by_rest
from assistant.dialogue.said_again import mistaken
from assistant.dialogue.sentence import is_question
from assistant.dialogue.slips import without_slips
from assistant.dialogue.term_of_days import term_of_days
from assistant.dialogue.turn import Chosen, Turn
from assistant.policy.measure import Input, Measure

SHORT_OF = re.compile(r"不到|不足|不满|未满|未到|没到|低于|少于|小于")
# What was told is all changed to one sum: 都改成一百万呢.
ALL_CHANGED = re.compile(
    r"都(?:改|换|变|按)(?:成|为|作)?[^，。？！]{0,2}$|都(?:改|换|变)(?:成|为)|两[个边项]都(?:是|按|花)"
)
# Whether something is done or not is left open: 登没登记我不清楚 denies nothing.
WHETHER = re.compile(r"([\u4e00-\u9fff])[没不]\1")
# Both ends of a range are told, and what comes of either is worked out: 800万到1200万之间; not 三五百万.
BOTH_ENDS = re.compile(r"[\d一二两三四五六七八九十百千万亿][万亿元%]?[到至~～\-—][\d一二两三四五六七八九十]")
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
    parts = divided(text, stated, measures, earlier, turn)
    quantities = stated
    if not parts.facts:
        text, quantities = without_change(text, stated, earlier)
    correcting = correcting or len(quantities) < len(stated)
    quantities = [q for q in quantities if all(q is not used for used in parts.used)]
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
    chosen, claims = chosen_of(said)
    held, left = _stated(said, chosen, parts.facts)
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
    none_now = none_this_year(text, quantities, earlier, measures, turn)
    held = [f for f in held if all(f.name != n.name for n in none_now)] + none_now
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


def _stated(said: Turn, chosen: Chosen, parts: Sequence[HeldFact]) -> tuple[list[HeldFact], list[Quantity]]:
    """(the facts that the chosen quantities state beside those of the parts, the quantities left over)."""
    held = list(parts)
    over: list[Quantity] = []
    items = item_count(said.text, said.inputs, chosen, said.quantities)
    thresholds = {c.input for m in said.measures for c in m.conditions if c.test == "at_least"}
    for asked in said.inputs:
        number = items.get(asked.list or "", 1)
        found = chosen.get(asked.name, [])
        if anew := several_changed(said.text, asked, [q for _, q in found], said.earlier, said.number):
            held.append(anew)
            continue
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
                else grown(said.text, asked, fact, quantity, said.earlier)
                or added_up(said.text, asked, fact, said.earlier)
            )
            fact = prolonged(said, asked, fact, quantity)
            if not (asked.unit == "yuan" and not asked.many and is_part(said.text, fact, said.earlier)):
                held.append(_below(fact, quantity) if asked.name in thresholds else fact)
    return held, over


def _mistaken_rates(said: Turn) -> tuple[tuple[str, int], ...]:
    """The rates of earlier turns that a correction calls something else: 4%是LPR，不是基准利率."""
    values = {q.low for q in said.quantities if mistaken(said, q)}
    return tuple((f.name, f.item) for f in said.earlier if f.unit == "ratio" and f.low in values)


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
        label, behind = labels_of(said.text, found[0], said.quantities) if found else ("", "")
        words.append(label if is_question(behind) else f"{label} {behind}")  # 340万，一共补多少 is no name
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
