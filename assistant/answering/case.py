"""A case: one measure as this user asks of it, with the facts, the ledger, and what the question touches."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from assistant.answering.alone import only_asked, only_names
from assistant.answering.beside import items_beside
from assistant.answering.groups import (
    YEARLY,
    applying,
    asks_total,
    exceeds,
    grouped,
    in_one_year,
    of_enterprises,
    without_each_matter,
)
from assistant.answering.left_after import LeftAfter, after_others, after_paid
from assistant.answering.literal import shared_words
from assistant.answering.reach import cap_input
from assistant.calculation.ledger import Award, Ledger
from assistant.calculation.quantity import NOT_APPLICABLE, Range, Scalar, Value
from assistant.dialogue.asked import Asked
from assistant.dialogue.backwards import TO_THE_TOP, Backwards
from assistant.dialogue.choices import PURE_LEVEL
from assistant.dialogue.clear import STORY
from assistant.dialogue.conversation import HeldFact
from assistant.dialogue.enterprises import Enterprises
from assistant.dialogue.openings import ASKED
from assistant.dialogue.phrases import Quality, hits, loose_hits
from assistant.dialogue.quantities import Quantity
from assistant.dialogue.reading import Reading
from assistant.dialogue.sentence import ASKS, sentences
from assistant.policy.clause import Clause
from assistant.policy.measure import Evidence, Gap, Measure, NearMiss

# Gaps of this kind only qualify an amount that the text does give; they never replace it.
QUALIFYING = "实际发放"
MOST = re.compile(r"(顶天|最多|最高|至多|封顶|上限|顶格|顶到|封到|顶多|撑死)")


# What 最高 means is asked: 你们说最高，最高是啥意思.
MOST_MEANS = re.compile(
    r"(?:最高|最多|不超过|上限|封顶|顶格)[”」]?(?:这[个两]?[词字])?(?:[^，。？！\d万]{0,4})(?:是|指|什么|啥)[^，。？！\d]{0,4}(?:意思|含义|概念)"
    r"|(?:最高|不超过|上限)[”」]?(?:怎么|如何)理解"
)
# The most that the case itself may get: 放到明年最多补多少, 这笔最多多少.
OF_THE_CASE = re.compile(
    r"每一?[笔份单](?!最)[^，。？！]{0,2}(?:分别|各)|[这那][笔份单些两]|[两二三四五六几][笔份单](?!合同的|贷款的)|加一?[块起]|加起来|合起来|合计|放到|拖到|等到|挪到|这样|那样|剩下|还能|还可以"
)
# Quotation marks say nothing of what is asked.
QUOTES = str.maketrans("", "", '“”"')
# Every tier is asked for: 四类称号都列给我, 从单项冠军一直到省级.
ALL_TIERS = re.compile(
    r"[四4][类种个档](?:称号|头衔|牌子|企业)?|每一?[类档种](?:称号|企业)|从[^，。？！]{2,10}一?直?到[^，。？！]{2,12}[，,]?[^，。？！]{0,4}(?:都|各|分别|列|依次)"
)
# Whether one thing counts as another.
COMPARED = re.compile(
    r"[凭靠][^，。？！]{2,14}(能|可以|可不可以)(不能)?[^，。？！]{0,2}(领|拿|享受|报|算)|(我们?|咱们?|公司|企业)(现在|只|已经?)?是[^，。？！]{2,14}[，,][^，。？！]{0,4}能(不能)?(拿|领|享受|报)|有(我们|咱们?)的份|算不算|算是|算(?=[^\d一二三四五六七八九十百千下出起上法力一]|$)|是不是(?!都)|等于|等同|一回事|一码事|一个意思|同一个|一样|就是[^，。？！]{0,10}(吧|吗)|按[^，。？！\d]{2,8}(给|算|奖|领|走)"
)
# A point about the time after a year that the text names: 2025年以后的目标; 到2025年几家 asks for none of it.
AFTER_THAT = re.compile(r"年以后")
LATER = re.compile(r"以后|之后|往后|后续|后面|下一|接下来|202[6-9]|明年|过了|还会|以外")
# Whose an amount is that was named.
# The chance of an open point from which it is told where the text itself is asked after.
LIKELY = 0.2
# Out of whose purse an amount is that was named: 这50万是区里单独出的，还是市里的钱也在里头.
PURSE = re.compile(
    r"(?:[市区省]|国家)[里级本]?(?:单独|自己|独自|财政)*(?:出|掏|拨|承担)的?(?![^，。？！]{0,4}多少)|(?:[市区省]|国家)[里级]?的?(?:钱|资金|财政)[^，。？！]{0,6}(?:在|装|含|包|算)"
)
OWNER = re.compile(r"谁的|给谁|哪个(称号|档|级)|哪一?档|哪一?级|哪类|谁拿|中间(?=那|的|这|一|两|\d)|是谁")


@dataclass(frozen=True, slots=True)
class Case:
    """`said`: the part of the turn that asks for it; `unclear`: facts that were only roughly given;
    `fresh`: whether this turn stated facts for it; `own`: whether the user speaks of a case; `gaps`: what is
    asked and left open; `sure`: the names of those gaps that the exemplars tell, `likely`: that they suggest,
    `leading`: the one to which they lead where nothing else tells what is asked, `nearest`: the one that is
    at least nearer than what the clause says.

    Put backwards: `stated`: yuan that were stated of what the cap goes by, `stated_parts`: the instalments
    that it is made of, () where it is of one piece; `wanted`: yuan that are wanted;
    `beside`: the facts of the items that stay beside the one of which it is asked.
    `groups`: what each award is of (去年, A客户), () where there is one of all; see groups.py. `whose`: the
    enterprises in question, "" in a talk of one; `left_out`: those that their facts rule out. `left`: what
    came before the award, of which only the rest is asked for.
    """

    measure: Measure
    clause: Clause
    ledger: Ledger
    said: str
    aspects: tuple[str, ...]
    missing: tuple[str, ...]
    gaps: tuple[Gap, ...]
    sure: frozenset[str]
    likely: tuple[str, ...]
    leading: str
    nearest: str
    misses: tuple[NearMiss, ...]
    backwards: Backwards
    stated: Fraction | None
    stated_parts: tuple[Fraction, ...]
    wanted: Fraction | None
    beside: tuple[HeldFact, ...]
    groups: tuple[str, ...]
    whose: tuple[str, ...]
    left_out: tuple[str, ...]
    claims: tuple[Quantity, ...]
    facts: tuple[HeldFact, ...]
    unclear: tuple[HeldFact, ...]
    own: bool
    fresh: bool
    left: LeftAfter | None = None
    qualities: tuple[Quality, ...] = ()

    @property
    def options(self) -> tuple[str, ...]:
        """The tiers that the user named, in order."""
        tiers = self.measure.tiers
        if tiers is None:
            return ()
        return tuple(dict.fromkeys(f.option for f in self.facts if f.name == tiers.input and f.option))

    @property
    def awards(self) -> tuple[Award, ...]:
        """The awards that an enterprise may get."""
        return tuple(award for award in self.ledger.awards if award.amount is not None)

    @property
    def excluded(self) -> bool:
        """Whether the facts rule the measure out."""
        return self.ledger.status == "not_applicable"

    @property
    def other_choice(self) -> bool:
        """Whether it is ruled out by a choice alone: the user chose its sister."""
        choices = {i.name for i in self.measure.inputs if i.unit == "choice"}
        failed = {c.input for c in self.ledger.conditions if c.outcome == "not_met"}
        return self.excluded and failed <= choices

    @property
    def computing(self) -> bool:
        """Whether this turn states an amount, a rate or a term to calculate with."""
        return self.fresh and any(fact.low is not None for fact in self.facts)

    @property
    def undecided(self) -> bool:
        """Whether one word stands for several of the tiers: 冠军 for 单项冠军 and 隐形冠军."""
        tiers = self.measure.tiers
        said = [f.said for f in self.facts if tiers is not None and f.name == tiers.input and f.turn]
        return len(set(said)) < len(said)

    @property
    def own_figures(self) -> bool:
        """Whether an amount, a rate or a term of the case was told, now or before."""
        return any(fact.low is not None for fact in self.facts)

    @property
    def received(self) -> Fraction:
        """Yuan that were paid out already in the period of the cap, as told; 0 where nothing exact was."""
        less = self.measure.cap and self.measure.cap.less
        told = (f.low for f in self.facts if f.name == less and f.exact and f.low is not None)
        return next(told, Fraction(0))

    @property
    def capped(self) -> bool:
        """Whether the cap, or what is left of it, sets the amount, and not the rate."""
        return self.left is None and any(
            exceeds(step, award) for award in self.awards for step in award.steps[:-1]
        )


def sources(measure: Measure, said: str = "") -> tuple[Evidence, ...]:
    """The sentences to quote: those that hold the figures, else the one of whose words most are said.

    Where none has more than the first, the first.
    """
    held = {v.evidence for p in measure.parameters for v in p.values}
    found = tuple(e for e in measure.evidence.values() if e.id in held)
    nearest = max(measure.evidence.values(), key=lambda e: len("".join(shared_words(said, e.quote))))
    return found or (nearest,)


def open_case(
    measure: Measure,
    clause: Clause,
    asked: Asked,
    reading: Reading,
    held: Sequence[HeldFact],
    now: int,
    as_of: date,
    wanted: Fraction | None = None,
    shared: Collection[str] = (),
) -> Case:
    """The case of a measure under the facts held so far (this turn's included).

    `wanted`: yuan that were wanted in the question before; `shared`: inputs that several of the measures in
    question have, so that what is said of one holds for all.
    """
    own = _said_of(measure, asked, reading, held, now, shared)
    fresh = any(f.turn == now for f in own)
    every, beside = own, tuple[HeldFact, ...]()
    if asked.backwards == "reach":
        beside, own = items_beside(measure, asked.text, own)
    # 农行那笔先放一边，另外两笔加起来: what is put aside is no part of what asks.
    before = reading.before if asked.text == reading.text else (*reading.before, reading.text)
    facts = _meant(measure, asked, _by_figure(measure, asked, reading, own, as_of), fresh, before)
    misses = tuple(
        miss
        for matter, miss in reading.near_misses
        if matter == f"{measure.policy}/{measure.id}"
        and not (miss.input and _put_out(measure, reading))
        and (hits(asked.text, miss.words) or (miss.input and not _said_of_others(miss, asked, reading)))
    )
    unclear = tuple(f for f in facts if f.approximate)
    # 客户挂了新三板，按境内上市申请: what only names the measure states nothing that outweighs a near miss.
    # 还有个院士工作站也批了省级: a level by itself is that of what only sounds like the clause's.
    named = bool(hits(asked.text, measure.words))
    now_said = {
        f.name
        for f in facts
        if f.turn == now and f.said not in measure.name and (named or not PURE_LEVEL.fullmatch(f.said))
    }
    compared = bool(misses) and bool(COMPARED.search(asked.text))
    each = _of_each(measure, facts, reading.enterprises)
    known = {name: calculation_facts(measure, own, misses, now_said, compared) for name, own in each.items()}
    if len(known) > 1:
        known = applying(measure, known, as_of)
    left_out = tuple(name for name in each if name not in known)
    if len(known) > 1:
        ledger, groups = of_enterprises(measure, known, as_of)
    else:
        facts = next((each[name] for name in known), facts)
        given = calculation_facts(measure, facts, misses, now_said, compared)
        ledger, groups = grouped(
            measure, without_each_matter(asked.text, len(reading.asked)), facts, given, as_of
        )
    rest = None
    if len(known) < 2 and asked.backwards != "reach":
        every_item = calculation_facts(measure, own, misses)
        rest = after_paid(measure, ledger, reading.paid)
        rest = rest or after_others(measure, asked.text, own, every_item, as_of)
    ledger, groups = (rest[0], ()) if rest else (ledger, groups)
    return Case(
        measure=measure,
        clause=clause,
        ledger=ledger,
        said=asked.text,
        aspects=("amount",) if only_names(asked.text, own, facts) else asked.aspects,
        missing=asked.missing,
        gaps=_gaps(measure, clause, asked, reading),
        sure=frozenset(name for name, chance in asked.open if chance >= ASKED),
        likely=tuple(name for name, chance in asked.open if chance >= LIKELY),
        leading=_leading(measure, asked),
        nearest=asked.nearest if any(g.name == asked.nearest for g in measure.not_in_text) else "",
        misses=misses,
        backwards=asked.backwards,
        stated=None if beside else _stated(measure, every),
        stated_parts=() if beside else _stated_parts(measure, every),
        wanted=_wanted(asked, reading, wanted),
        beside=beside,
        groups=groups,
        left_out=left_out,
        whose=tuple(known) or tuple(map(reading.enterprises.label, reading.enterprises.asked)),
        claims=reading.claims,
        facts=facts,
        unclear=unclear,
        own=reading.own_case,
        fresh=fresh,
        left=rest[1] if rest else None,
        qualities=tuple(q for q in reading.qualities if not hits(clause.text, q.settled)),
    )


def _put_out(measure: Measure, reading: Reading) -> bool:
    """Whether the turn takes one of several items away, of which then holds what sounds like a miss."""
    many = {i.name for i in measure.inputs if i.many}
    return any(name in many for _, name, _ in reading.dropped)


def _said_of_others(miss: NearMiss, asked: Asked, reading: Reading) -> bool:
    """Whether what only sounds like a measure is said in its sister's part: 港交所给多少；挂新三板呢."""
    sisters = {matter for matter, other in reading.near_misses if other.says == miss.says} - {asked.matter}
    return any(hits(other.text, miss.words) for other in reading.asked if other.matter in sisters)


def _wanted(asked: Asked, reading: Reading, before: Fraction | None) -> Fraction | None:
    """Yuan that are wanted now, or else were before; None where all that there is is wanted: 投多少好拿满."""
    named = [c.low for c in reading.claims if c.kind == "money" and c.low == c.high]
    to_the_top = asked.backwards == "reach" and TO_THE_TOP.search(asked.text)
    return next(iter(named), None if to_the_top else before)


def _of_each(
    measure: Measure, facts: Sequence[HeldFact], enterprises: Enterprises
) -> dict[str, tuple[HeldFact, ...]]:
    """What each enterprise is called → its facts, of those of which there is something to calculate with."""
    units = {i.name: i.unit for i in measure.inputs}
    own = {key: tuple(f for f in facts if f.enterprise == key) for key in enterprises.asked}
    return {
        enterprises.label(key): held
        for key, held in own.items()
        if any(units[f.name] != "flag" for f in held)
    }


def _said_of(
    measure: Measure,
    asked: Asked,
    reading: Reading,
    held: Sequence[HeldFact],
    now: int,
    shared: Collection[str],
) -> tuple[HeldFact, ...]:
    """The facts that a measure asks for, without what another part of the turn says of another matter."""
    names = {i.name for i in measure.inputs}
    facts = tuple(f for f in held if f.name in names and not _set_aside(f, asked, reading, now))
    if len(reading.asked) < 2:
        return facts
    # 研究院和小巨人都批了: that a title makes an enterprise 专精特新 takes it from no award by title.
    tiered = measure.tiers.input if measure.tiers else ""
    others = {f.said for f in held if f.turn == now and f.name not in names}
    told = {f.said for f in held if f.turn == now and f.name not in names and f.unit != "flag"}
    elsewhere = "，".join(other.text for other in reading.asked if other is not asked)
    fresh = [f for f in facts if f.unit == "choice" and f.turn == now]
    chosen = {f.name for f in fresh if _names(asked.text, f, measure)}
    # 小巨人培育几家，单项冠军奖多少: what only the part of another matter names is that one's.
    facts = tuple(
        f
        for f in facts
        if f.unit != "choice"
        or f.turn != now
        or f.name not in chosen
        or _names(asked.text, f, measure)
        or f.said not in elsewhere
    )
    return tuple(
        f
        for f in facts
        if f.turn != now
        or f.unit != "choice"
        or f.said in asked.text
        or f.name in shared
        or not any(f.said in said or said in f.said for said in (told if f.name == tiered else others))
    )


def _names(text: str, fact: HeldFact, measure: Measure) -> bool:
    """Whether a text names a choice, by the words in which it was told or by others of its own (单冠)."""
    asked = measure.input(fact.name)
    words = {o.value: {o.name, *o.words} for o in (asked.options if asked else ())}
    others = set().union(*(said for value, said in words.items() if value != fact.option))
    return fact.said in text or bool(hits(text, words.get(fact.option or "", set()) - others))


def _set_aside(fact: HeldFact, asked: Asked, reading: Reading, now: int) -> bool:
    """Whether a no of an earlier turn is out of the question, which asks for the rule: 那链主能拿多少."""
    general = not reading.own_case and bool({"amount", "ratio"} & set(asked.aspects[:1]))
    return fact.option == "false" and fact.turn != now and general and not reading.facts


def _meant(
    measure: Measure, asked: Asked, facts: tuple[HeldFact, ...], fresh: bool, before: Sequence[str]
) -> tuple[HeldFact, ...]:
    """The facts, without what the question leaves open or asks past; `before`: those before it."""
    if asked.backwards == "reach":
        # What is asked is how much it would have to be: a sum in the question is the cap's.
        received = measure.cap and measure.cap.less
        facts = tuple(f for f in facts if f.unit != "yuan" or f.name == received)
    facts = only_asked(measure, asked.text, facts, fresh, before)
    yearly = bool(YEARLY.search(asked.text)) and not asks_total(asked.text)
    if measure.cap and measure.cap.period == "year" and yearly:
        facts = tuple(in_one_year(f) for f in facts)
    if measure.tiers and ALL_TIERS.search(asked.text):
        facts = tuple(f for f in facts if f.name != measure.tiers.input)
    general = not fresh and not asked.backwards
    if general and MOST.search(asked.text) and not OF_THE_CASE.search(asked.text):
        # Asked for the most there is, the rule is meant, not the case that was worked out before.
        facts = tuple(f for f in facts if f.low is None)
    return facts


def _stated(measure: Measure, facts: Sequence[HeldFact]) -> Fraction | None:
    """The sum of what was stated of the input that the cap goes by, yuan; None where nothing exact was."""
    asked = cap_input(measure)
    sums = [f.low for f in facts if asked and f.name == asked.name and f.exact and f.low is not None]
    return sum(sums, Fraction(0)) if sums else None


def _stated_parts(measure: Measure, facts: Sequence[HeldFact]) -> tuple[Fraction, ...]:
    """The instalments of the one sum that was stated; () where it is of one piece."""
    asked = cap_input(measure)
    parts = [f.parts for f in facts if asked and f.name == asked.name and f.exact and len(f.parts) > 1]
    return parts[0] if len(parts) == 1 else ()


def _by_figure(
    measure: Measure, asked: Asked, reading: Reading, facts: tuple[HeldFact, ...], as_of: date
) -> tuple[HeldFact, ...]:
    """The facts, with the tiers that have the amount whose owner is asked for: 那200万是谁的."""
    tiers = measure.tiers
    amounts = {q.low for q in reading.claims if q.kind == "money"}
    if tiers is None or not amounts or not (OWNER.search(asked.text) or PURSE.search(reading.text)):
        return facts
    owners = [t.option for t in tiers.amounts if _amount(measure, t.parameter, as_of) in amounts]
    if not owners:
        return facts
    said = reading.claims[0].said
    chosen = [HeldFact(tiers.input, "choice", said, 0, item=at, option=o) for at, o in enumerate(owners)]
    return (*(f for f in facts if f.name != tiers.input), *chosen)


def _amount(measure: Measure, name: str, as_of: date) -> Fraction | None:
    parameter = measure.parameter(name)
    return parameter.at(as_of).value if parameter else None


def _leading(measure: Measure, asked: Asked) -> str:
    """The open point to which a question leads by itself; a general one has to be likely."""
    point, chance = asked.leading
    own = any(gap.name == point for gap in measure.not_in_text)
    return point if (own or chance >= LIKELY) and not _too_late(point, asked.text) else ""


def _too_late(point: str, text: str) -> bool:
    """Whether a point is about the time after a year, of which nothing is said: 到2025年几家."""
    return bool(AFTER_THAT.search(point)) and not LATER.search(text)


def _gaps(measure: Measure, clause: Clause, asked: Asked, reading: Reading) -> tuple[Gap, ...]:
    """What is asked and left open: the measure's own gaps, and points that its clause does not mention.

    Those that the exemplars tell come first; then those whose words are said.
    """
    if reading.correcting and reading.facts and not ASKS.search(reading.text):
        return ()  # 等等，是贷款1提前还的，用了6个月: what is only put right asks nothing
    points = {gap.name: gap for gap in measure.not_in_text}
    points |= {n: Gap(n, w) for n, w in reading.open_points if n not in points and not hits(clause.text, w)}
    sure = tuple(
        points.get(name, Gap(name, ()))
        for name, chance in asked.open
        if chance >= ASKED and not _too_late(name, asked.text)
    )
    said = _asking(asked.text, measure).translate(QUOTES)
    own = tuple(gap for gap in measure.not_in_text if loose_hits(said, gap.words))
    general = tuple(
        gap for name, gap in points.items() if gap not in measure.not_in_text and hits(asked.text, gap.words)
    )
    return tuple(dict.fromkeys((*sure, *(own or general))))


def _asking(text: str, measure: Measure) -> str:
    """The sentences of a long story that ask, where they name the measure: 担保费1.2%。见贷即保最高多少."""
    asking = "".join(part for part in sentences(text) if ASKS.search(part))
    return asking if len(text) >= STORY and hits(asking, measure.words) else text


def calculation_facts(
    measure: Measure,
    facts: Sequence[HeldFact],
    misses: Sequence[NearMiss],
    now_said: Collection[str] = (),
    compared: bool = False,
) -> Mapping[str, Value]:
    """Facts as the calculation takes them: roughly stated amounts stay unknown, lists are lists of items.

    `now_said`: the facts stated in the turn of the near misses, which outweigh them; unless a miss is firm or
    the two are only `compared` (科技小巨人算不算小巨人).
    """
    out: dict[str, Value] = {}
    lists: dict[str, dict[int, dict[str, Scalar]]] = {}
    chosen: dict[str, tuple[str, ...]] = {}
    for fact in facts:
        asked = measure.input(fact.name)
        value = _value(fact)
        if asked is None:
            continue
        if asked.many and asked.list:
            # A second contract of 一百零几万 is there, though its amount is not known.
            item = lists.setdefault(asked.list, {}).setdefault(fact.item, {})
            if value is not None:
                item[asked.key] = value
        elif value is None:
            continue
        elif asked.unit == "choice":
            chosen[fact.name] = (*chosen.get(fact.name, ()), str(value))
        else:
            out[fact.name] = value
    out |= {name: values if len(values) > 1 else values[0] for name, values in chosen.items()}
    for name, items in lists.items():
        out[name] = tuple(items[at] for at in sorted(items))
    for miss in misses:
        if miss.input and (miss.input not in now_said or compared or miss.firm):
            out |= _missed(measure, miss)
    return out


def _missed(measure: Measure, miss: NearMiss) -> dict[str, Value]:
    """The fact that follows from words which only sound like the measure's."""
    asked = measure.input(miss.input)
    if asked is None:
        return {}
    value: Scalar = miss.value == "true" if asked.unit == "flag" else miss.value
    if asked.many and asked.list:
        return {asked.list: ({asked.key: value},)}
    return {miss.input: value}


def _value(fact: HeldFact) -> Scalar | None:
    if fact.option is not None:
        return fact.option == "true" if fact.unit == "flag" else fact.option
    if fact.day is not None:
        return fact.day
    if fact.low is None and fact.high is None:
        return None
    if fact.approximate:
        return None
    if fact.low == fact.high:
        return fact.low
    return Range(fact.low if fact.low is not None else Fraction(0), fact.high)


__all__ = ["NOT_APPLICABLE", "QUALIFYING", "Case", "calculation_facts", "open_case"]
