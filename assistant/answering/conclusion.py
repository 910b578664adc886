"""The first sentences: what was asked, answered. One function an aspect; the first that applies speaks."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from assistant.answering.answer import Status
from assistant.answering.case import MOST, QUALIFYING, Case, calculation_facts, sources
from assistant.answering.literal import listed_in, stands_in, things_asked_after, words_asked_after
from assistant.answering.reach import Reach, cap_input, cap_room, reach, up_to_cent
from assistant.calculation.ledger import Award
from assistant.calculation.quantity import write_quantity
from assistant.dialogue.aspect import SUBSTANCE
from assistant.dialogue.backwards import MORE
from assistant.dialogue.conversation import HeldFact
from assistant.dialogue.phrases import loose_hits
from assistant.policy.measure import Gap, Measure
from assistant.wording import listed, percent, yuan

# A word of a gap this long tells by itself that the gap is meant.
TELLING = 3
# The longest name of a measure that leaves room for the rest of a spoken sentence.
LONGEST_NAME = 18
# Whether there is such a thing at all: answered by the clause, even where it names no amount.
EXISTS = re.compile(r"有(没有)?[^，。？]{0,8}(吗|么|没有?|不)|有没有")
# How much or how far, of a support without an amount: 有钱拿没, 是全免吗.
MUCH = re.compile(r"钱|全免|全额|多少|几[万成折档]|免多少")
# Whether something is given at all, in so many words.
HANDED_OUT = re.compile(
    r"有(没有)?[^，。？]{0,6}(奖|补|贴|钱|报)|能(不能)?(报|补|奖|贴|拿|领)|给(不给)?(报|补|奖|钱)|报不报|补不补|奖不奖"
)
# The amount is asked for beside something else: 奖多少？大概啥时候到账？
AMOUNT_ASKED = re.compile(
    r"[奖补贴给拿领](励|助|贴)?(到)?(多少|几[万个百千钱])[^，。？！,?]{0,3}[，。？！,?]"
)
# Per what the amount is meant: 是总共还是每年.
EITHER_PERIOD = re.compile(
    r"(总共|一共|一次性?|每次|每笔|每个?合同|一份合同)[^，。？]{0,6}还是[^，。？]{0,6}(每年|一年|按年|年年|总共|一共)"
    r"|(每年|一年|按年)[^，。？]{0,6}还是[^，。？]{0,6}(总共|一共|一次|每次|每笔|一份)"
)
# Whether a line is reached: 达到那条的金额要求了吗.
REACHES = re.compile(
    r"(达到|达标|够线|过线|够门槛|够格|满足|符合|够不够|够了)[^，。？]{0,14}(吗|没有?|么|不|了没|否)?[？?]?$"
)
# What comes at which stage of a listing.
STAGE_ASKED = re.compile(
    r"(股改|辅导|报会|过会|受理|节点|阶段|每步|每一步)[^，。？]{0,6}(给|奖|发|拿|付|补)?(多少|几[万成个]|列)"
    r"|(各|每个?|哪个?)(阶段|节点|步|点|环节)"
)
# How many there are of what the clause counts: 一家配几名, 培育多少家.
COUNTED = re.compile(r"(多少|几)(家|名|个|位|户)")
LIMIT = re.compile(r"额度|最高|最多|上限|封顶")
# Every tier is asked for: 四种称号各给多少, 列给我.
EACH_TIER = re.compile(r"各(给|奖|是|有|能|补)?多少|分别|列(给|出|一下|下)|每[档种个级]|都是多少|哪几档")
# Into how many parts, and how much each.
HOW_MANY = re.compile(r"几[期次个笔步档]|每[期次个步][^，。]{0,4}(多少|几)|怎么分|哪[几些]")
# Whether the whole is given after an upgrade, or what is missing to it.
FULL_OR_REST = re.compile(r"差额|差价|补差|补[^，。？！]{0,6}差|全额|扣掉|扣除|扣减|再拿一整?份|一整份")
SUPPOSED_UPGRADE = re.compile(r"(升|评)(成|到|上|为|级)[^，。？]{1,10}(呢|多少|给多少|奖多少)[？?。]?$")
# What is said of a threshold: 要满2000万才有.
DEMANDED = re.compile(r"(要|得|须|必须|起码|至少|门槛)[^，。？！]{0,12}(才|门槛|起步)|门槛[^，。？！]{0,4}是")
_QUOTES = str.maketrans("", "", "“”")
MONEY = {"amount", "case", "premise"}


@dataclass(frozen=True, slots=True)
class Conclusion:
    """The opening of an answer about one measure.

    `figures`: whether the amounts belong to it; `derived`: what was worked out beside the ledger (what, how,
    the result); `settled`: a fact that is not to be asked for, because it is what was asked.
    """

    text: str
    spoken: str
    status: Status
    figures: bool = True
    asks: bool = False
    derived: tuple[tuple[str, str, str], ...] = ()
    settled: str = ""


def conclude(case: Case, silent: tuple[str, ...], as_of: date) -> Conclusion:
    """The conclusion to what was asked. `silent`: what about applying is asked and the text leaves open."""
    steps: tuple[Callable[[], Conclusion | None], ...] = (
        lambda: _process(case, silent),
        lambda: _excluded(case),
        lambda: _to_the_letter(case),
        lambda: _reached(case, as_of),
        lambda: _left_of_cap(case, as_of),
        lambda: _decided(case),
        lambda: _upgrade(case) if FULL_OR_REST.search(case.said) else None,
        lambda: _staged(case),
        lambda: _period(case) if EITHER_PERIOD.search(case.said) else None,
        lambda: _premise(case),
        lambda: _computed(case),
        lambda: _upgrade(case),
        lambda: _gap(case, as_of),
        lambda: _ratio(case, as_of),
        lambda: _period(case),
        lambda: _eligibility(case),
        lambda: _basis(case),
        lambda: _amount(case, as_of),
    )
    found = next((found for step in steps if (found := step()) is not None), None) or _terms(case, as_of)
    met = _met(case) if case.computing and found.figures else ""
    return replace(found, text=f"{met}{found.text}") if met and met[:-1] not in found.text else found


def _met(case: Case) -> str:
    """That a threshold is reached by what was just said; "" where none is in question."""
    outcomes = {c.input: c.outcome for c in case.ledger.conditions}
    for condition in case.measure.conditions:
        limit = condition.parameter and case.measure.parameter(condition.parameter)
        if condition.test == "at_least" and limit and outcomes.get(condition.input) == "met":
            return f"按您说的数，达到了{''.join(limit.values[-1].text.split())}的门槛。"
    return ""


def asks_applying(case: Case) -> bool:
    """Whether the question is about applying and about nothing else of substance."""
    if not case.missing or case.claims or (case.aspects and "process" not in case.aspects):
        return False
    if case.backwards or (case.measure.pays and AMOUNT_ASKED.search(case.said)):
        return False
    first = not case.aspects or case.aspects[0] == "process"
    return first or not (SUBSTANCE & set(case.aspects) and case.measure.pays)


def _process(case: Case, silent: tuple[str, ...]) -> Conclusion | None:
    if not silent or not asks_applying(case):
        return None
    asked = listed(list(silent)[:3])
    return Conclusion(
        f"{case.measure.name}的{asked}，原文没有写。",
        f"{_short(case.measure)}的{silent[0]}文件没写，请问牵头部门。",
        "not_specified",
        figures=False,
    )


def _decided(case: Case) -> Conclusion | None:
    """A threshold that the user's own figures decide."""
    checks = {c.input: c.outcome for c in case.ledger.conditions}
    thresholds = [c for c in case.measure.conditions if c.test == "at_least"]
    unsettled = [c for c in thresholds if checks.get(c.input) == "unknown"]
    rough = [f for f in case.unclear if f.name in {c.input for c in unsettled}]
    reaches = bool(REACHES.search(case.said))
    asks_whether = reaches or bool({"eligibility", "premise"} & set(case.aspects[:1])) or not case.aspects
    if rough or (unsettled and asks_whether and case.own and not case.claims):
        about = f"您说的“{rough[0].said}”不是准数，" if rough else ""
        return Conclusion(
            f"{about}要看{unsettled[0].text}这一条。{case.measure.summary_on(case.measure.in_force_from)}",
            f"{about}要看是否达到门槛。"[:40],
            "needs_facts",
            asks=True,
        )
    if not thresholds or not (reaches or {"eligibility", "premise"} & set(case.aspects[:1])):
        return None
    deciding = [c for c in thresholds if checks.get(c.input) == "met"]
    if not deciding:
        return _terms(case, case.measure.in_force_from)
    others = [c.text for c in case.ledger.conditions if c.outcome == "unknown"]
    rest = f"其他条件是{listed(others)}。" if others else ""
    return Conclusion(
        f"按您说的数，{deciding[0].text}这一条达到了。{rest}{case.measure.summary_on(case.measure.in_force_from)}",
        f"按您说的数，达到{_short(case.measure)}的门槛。",
        "answered",
    )


def _excluded(case: Case) -> Conclusion | None:
    """The facts rule it out: say which condition, in the clause's sense."""
    if not case.excluded:
        return None
    miss = next((m for m in case.misses if m.input), None)
    if miss is not None:
        first = set(case.aspects[:1])
        told = "premise" in first or ("eligibility" in first and not HANDED_OUT.search(case.said))
        return Conclusion(
            miss.says, _first_sentence(miss.says), "answered" if told else "not_specified", figures=False
        )
    short = _short_of(case)
    if short is not None:
        return short
    failed = _failed(case)
    why = f"这一条要求{listed(failed)}，" if failed else ""
    return Conclusion(
        f"按您说的情况，不在{case.measure.name}的范围里：{why}与您说的情况不符。"
        if why
        else f"按您说的情况，{case.measure.name}不适用。",
        f"按您说的情况，不适用{_short(case.measure)}。",
        "answered",
        figures=False,
    )


def _to_the_letter(case: Case) -> Conclusion | None:
    """Whether a word stands in the clause, or a thing in its list, where that is asked."""
    quotes = [evidence.quote for evidence in sources(case.measure)]
    words = words_asked_after(case.said)
    told = stands_in(words, quotes) if words else listed_in(things_asked_after(case.said), quotes)
    if not told or case.misses:
        return None
    rest = (
        amounts_sentence(case) if case.measure.pays else case.measure.summary_on(case.measure.in_force_from)
    )
    return Conclusion(f"{told}。{rest}", _first_sentence(f"{told}。"), "answered")


def _short_of(case: Case) -> Conclusion | None:
    """That a sum falls short of the threshold, and by how much; None where none does."""
    unmet = {check.input for check in case.ledger.conditions if check.outcome == "not_met"}
    for condition in case.measure.conditions:
        limit = condition.parameter and case.measure.parameter(condition.parameter)
        stated = [f for f in case.facts if f.name == condition.input]
        if condition.test == "at_least" and condition.input in unmet and limit and stated:
            fact, line = stated[-1], limit.values[-1]
            figure = "".join(line.text.split())
            exact = fact.low if fact.exact and fact.low is not None and not fact.said.endswith("多") else None
            missing = yuan(line.value - exact) if exact is not None else ""
            told = f"您说的{fact.said}没有达到{figure}的门槛（含本数）"
            told += f"，还差**{missing}**" if missing else ""
            return Conclusion(
                f"{told}，按您说的情况不在{case.measure.name}的范围里。",
                f"没有达到{figure}的门槛{f'，还差{missing}' if missing else ''}。"[:40],
                "answered",
                figures=False,
                derived=_missing_steps(fact, exact, figure, missing),
            )
    return None


def _missing_steps(
    fact: HeldFact, told: Fraction | None, line: str, missing: str
) -> tuple[tuple[str, str, str], ...]:
    """How what is missing to a line was worked out; the instalments first, where there were several."""
    if told is None:
        return ()
    total = ("各笔合计", " ＋ ".join(yuan(part) for part in fact.parts), yuan(told))
    return (*((total,) if len(fact.parts) > 1 else ()), ("离门槛还差", f"{line} － {yuan(told)}", missing))


def _reached(case: Case, as_of: date) -> Conclusion | None:
    """How much it takes to come to the cap or to a wanted sum, where that is asked; or what is lacking."""
    asked = cap_input(case.measure)
    if case.backwards != "reach" or asked is None:
        return None
    target = case.wanted
    given = calculation_facts(case.measure, case.facts, case.misses)
    found = reach(case.measure, given, as_of, target)
    lacking = [i.label for i in case.measure.inputs if i.name in case.ledger.unknown and i is not asked]
    if found is None:
        if not lacking:
            return None
        return Conclusion(
            f"要知道{listed(lacking)}，才能倒推出到上限所需的{asked.label}。{case.measure.summary_on(as_of)}",
            f"要知道{listed(lacking)}，才能倒推。"[:40],
            "needs_facts",
            asks=True,
            settled=asked.name,
        )
    # Up to the next 分: a ceiling that is missed by rounding is not reached.
    needed, exact = up_to_cent(found.needed)
    goal = found.needed * found.share
    about = "" if exact else "约"
    steps = [
        (f"每1元{asked.label}可得", f"1元 × {percent(found.share)}", percent(found.share)),
        (
            f"{'到上限' if goal == found.room else '为此'}所需的{asked.label}",
            f"{yuan(goal)} ÷ {percent(found.share)}",
            yuan(needed),
        ),
    ]
    if found.room < found.cap:
        taken = f"{yuan(found.cap)} － {yuan(found.cap - found.room)}"
        steps.insert(0, ("本年度还可得最高", taken, yuan(found.room)))
    extra = ""
    if case.stated and MORE.search(case.said) and case.stated < needed:
        more = needed - case.stated
        steps.append((f"还要增加的{asked.label}", f"{yuan(needed)} － {yuan(case.stated)}", yuan(more)))
        extra = f"，还要再增加{about}**{yuan(more)}**"
    top = _top(case, found, goal, target)
    return Conclusion(
        f"{_ground(case)}{asked.label}达到{about}**{yuan(needed)}**时，{top}{extra}；再多也只按上限算。",
        f"{asked.label}达到{about}{yuan(needed)}时{'到上限' if goal == found.room else '可以拿到'}。",
        "answered",
        figures=goal == found.room,
        derived=tuple(steps),
    )


def _top(case: Case, found: Reach, goal: Fraction, target: Fraction | None) -> str:
    """What is come to: the cap, what is left of it, or the sum that is wanted."""
    if goal < found.room:
        most = "最高" if case.measure.kind == "rate_up_to" else ""
        return f"{_short(case.measure)}{most}为**{yuan(goal)}**，上限是{yuan(found.cap)}"
    over = f"（{yuan(target)}超过了上限，拿不到）" if target is not None and target > found.room else ""
    if found.room < found.cap:
        return f"{_short(case.measure)}到本年度还可得的上限**{yuan(found.room)}**{over}"
    return f"{_short(case.measure)}到上限**{yuan(found.cap)}**{over}"


def _left_of_cap(case: Case, as_of: date) -> Conclusion | None:
    """What is left of the cap after what was received, or after what the case comes to: 离封顶还差多少."""
    if case.backwards != "shortfall":
        return None
    if not case.measure.cap:
        return _left_of_total(case)
    if case.ledger.status == "determined" and len(case.awards) == 1:
        return _below_cap(case, as_of)
    received = next((f for f in case.facts if f.name == case.measure.cap.less and f.exact and f.low), None)
    if received is None or received.low is None:
        return None
    cap, room = cap_room(case.measure, received.low, as_of)
    return Conclusion(
        f"{_short(case.measure)}每年最高{yuan(cap)}，按您说的已得{yuan(received.low)}，本年度还可得最高**{yuan(room)}**。",
        f"本年度还可得最高{yuan(room)}。",
        "answered",
        derived=(("本年度还可得最高", f"{yuan(cap)} － {yuan(received.low)}", yuan(room)),),
    )


def _left_of_total(case: Case) -> Conclusion | None:
    """What is left of a total that is paid in stages: 已经拿了150万，还剩多少没给."""
    received = next((c.low for c in case.claims if c.kind == "money" and c.low == c.high), None)
    award = case.awards[0] if len(case.awards) == 1 else None
    if case.measure.period != "in_stages" or award is None or not received or not award.high:
        return None
    if received >= award.high:
        return None
    left = yuan(award.high - received)
    told = f"{_award(case, award)}，按您说的已得{yuan(received)}，还余**{left}**"
    return Conclusion(
        f"{told}；分几个阶段、每个阶段给多少，原文没有写。",
        f"总额{yuan(award.high)}，还余{left}。",
        "answered",
        derived=(("总额里还余", f"{yuan(award.high)} － {yuan(received)}", left),),
    )


def _below_cap(case: Case, as_of: date) -> Conclusion | None:
    """How far what the case comes to stays below the cap."""
    award = case.awards[0]
    if award.high is None:
        return None
    cap, room = cap_room(case.measure, award.high, as_of)
    most = "最高" if award.bound == "at_most" else ""
    told = f"{_ground(case)}{case.measure.benefit}{most}为**{yuan(award.high)}**"
    if not room:
        return Conclusion(f"{told}，已经到上限。", "已经到上限了。", "answered")
    return Conclusion(
        f"{told}，离上限{yuan(cap)}还差**{yuan(room)}**。",
        f"离上限{yuan(cap)}还差{yuan(room)}。",
        "answered",
        derived=(("离上限还差", f"{yuan(cap)} － {yuan(award.high)}", yuan(room)),),
    )


def _failed(case: Case) -> list[str]:
    """The conditions that are not met, thresholds with their figure as printed."""
    unmet = {check.text for check in case.ledger.conditions if check.outcome == "not_met"}
    told = []
    for condition in case.measure.conditions:
        if condition.text in unmet:
            limit = condition.parameter and case.measure.parameter(condition.parameter)
            figure = f"（{''.join(limit.values[-1].text.split())}）" if limit else ""
            told.append(condition.text + figure)
    return told


def _premise(case: Case) -> Conclusion | None:
    """A claim about the policy: right, right but a ceiling, or wrong; a wrong figure is not repeated."""
    told = next((m for m in case.misses if not m.input), None)
    claim = next((c for c in case.claims if c.kind in ("money", "ratio")), None)
    if told is not None:
        return _told(case, told.says)
    if claim is None:
        return None
    if any(c.test == "at_least" for c in case.measure.conditions) and DEMANDED.search(case.said):
        return _threshold_claim(case, claim.low)
    if case.measure.kind in ("service", "not_subsidy"):
        left_open = (
            any(g in case.measure.not_in_text for g in case.gaps) and "premise" not in case.aspects[:1]
        )
        if "amount" in case.aspects[:1] or (left_open and MUCH.search(case.said)):
            return None
        summary = case.measure.summary_on(case.measure.in_force_from)
        return Conclusion(f"不能这样理解：{summary}", _silent_spoken(case.measure), "answered", figures=False)
    if claim.kind == "ratio":
        return _ratio_claim(case, claim.low)
    return _money_claim(case, claim.low)


def _threshold_claim(case: Case, claimed: Fraction | None) -> Conclusion | None:
    """A threshold as the user has it: right, or another one."""
    condition = next(c for c in case.measure.conditions if c.test == "at_least")
    limit = condition.parameter and case.measure.parameter(condition.parameter)
    if not limit or claimed is None:
        return None
    figure = "".join(limit.values[-1].text.split())
    verdict = "对，" if limit.values[-1].value == claimed else "不是这个数，"
    return Conclusion(
        f"{verdict}门槛是**{figure}**及以上。{case.measure.summary_on(case.measure.in_force_from)}",
        f"{verdict}门槛是{figure}及以上。",
        "answered",
    )


def _told(case: Case, says: str) -> Conclusion:
    amounts = amounts_sentence(case) if case.measure.pays else ""
    asks = case.measure.kind in ("rate_with_cap", "rate_up_to") and bool(case.ledger.unknown) and case.own
    return Conclusion(says + amounts, _first_sentence(says), "needs_facts" if asks else "answered", asks=asks)


def _staged(case: Case) -> Conclusion | None:
    """How much comes at which stage, where the text pays in stages and does not say."""
    if case.measure.period != "in_stages" or not STAGE_ASKED.search(case.said):
        return None
    told = "分几个阶段、每个阶段给多少，原文没有写。"
    return Conclusion(f"{told}{amounts_sentence(case)}", told, "not_specified")


def _ratio_claim(case: Case, claimed: Fraction | None) -> Conclusion | None:
    rates = [p for p in case.measure.parameters if p.unit == "ratio"]
    if claimed is None or not (case.measure.pays or case.measure.kind == "unquantified"):
        return None
    if not rates:
        return Conclusion(
            f"原文没有写比例。{case.measure.summary_on(case.measure.in_force_from)}",
            f"{_short(case.measure)}没有写比例。",
            "not_specified" if case.measure.kind == "unquantified" else "answered",
        )
    rate = rates[0].values[-1]
    shown = "".join(rate.text.split())
    verdict = "对，" if rate.value == claimed else "不对，"
    sums = {c.low for c in case.claims if c.kind == "money"}
    if rate.value == claimed and sums and not sums & {a.high for a in case.awards}:
        verdict = "不是这个数，"  # the rate is right, what was made of it is not
    limit = "不超过" if case.measure.kind == "rate_up_to" else ""
    return Conclusion(
        f"{verdict}{rates[0].label}是{limit}**{shown}**。{amounts_sentence(case)}",
        f"{rates[0].label}{limit}{shown}。",
        "answered",
    )


def _money_claim(case: Case, claimed: Fraction | None) -> Conclusion | None:
    if not case.measure.pays or claimed is None or not case.awards:
        return None
    named = _chosen_awards(case)
    right = [a for a in named if a.high == claimed]
    if right and any(g.name in case.sure or _told_by_words(g, case) for g in case.gaps):
        return None
    if right and len(named) == 1:
        award = right[0]
        if award.bound == "at_most":
            return Conclusion(
                f"{yuan(award.high or Fraction(0))}是上限，不是一定给这么多：{_award(case, award)}。",
                f"{_award_spoken(case, award)}，这是上限。",
                "answered",
            )
        return Conclusion(f"对，{_award(case, award)}。", f"对，{_award_spoken(case, award)}。", "answered")
    if right:
        return None
    return Conclusion(f"不是这个数。{amounts_sentence(case)}", _amounts_spoken(case), "answered")


def _upgrade(case: Case) -> Conclusion | None:
    if "upgrade" not in case.aspects[:2] and not FULL_OR_REST.search(case.said):
        return None
    if SUPPOSED_UPGRADE.search(case.said) and not FULL_OR_REST.search(case.said):
        return None  # 明年升成小巨人呢: what it would give then
    gap = next((g for g in case.measure.not_in_text if "升" in g.name), None)
    if gap is None:
        return None
    return Conclusion(
        f"{gap.name}，原文没有写，要以牵头部门的答复为准。{amounts_sentence(case)}",
        f"{gap.name}，文件没有写。"[:40],
        "not_specified",
    )


def _gap(case: Case, as_of: date) -> Conclusion | None:
    """What is asked is among what the clause leaves open."""
    gaps = [g for g in case.gaps if not g.name.startswith(QUALIFYING)]
    if case.measure.kind == "not_subsidy":
        gaps = [] if "还是" in case.said else [g for g in gaps if g in case.measure.not_in_text]
    if case.unclear:
        return None
    if case.measure.pays and set(case.aspects[:1]) & MONEY:
        gaps = [g for g in gaps if _told_by_words(g, case) or (g.name in case.sure and not case.computing)]
    elif case.computing:
        gaps = [g for g in gaps if loose_hits(case.said, g.words)]
    if not gaps or (case.measure.pays and case.options and set(case.aspects[:1]) <= {"case"}):
        return None
    names = listed([g.name for g in gaps[:2]])
    known = case.measure.summary_on(as_of)
    return Conclusion(f"{names}，原文没有写。{known}", f"{gaps[0].name}，文件没有写。"[:40], "not_specified")


def _told_by_words(gap: Gap, case: Case) -> bool:
    """Whether a word of a gap is said that is long enough to tell by itself that the gap is meant."""
    return any(len(word) >= TELLING for word in loose_hits(case.said, gap.words))


def _ratio(case: Case, as_of: date) -> Conclusion | None:
    # Who names a figure of the own case asks what comes of it; a mere name (知识产权质押) is no such figure.
    rates = [p for p in case.measure.parameters if p.unit == "ratio"]
    second = "比例" in case.said and "ratio" in case.aspects[:2] and not rates
    asked = "ratio" in case.aspects[:1] or second
    if not asked or case.measure.kind in ("service", "not_subsidy"):
        return None
    if case.computing and rates:
        return None
    if not rates:
        return Conclusion(
            f"比例是多少，原文没有写。{case.measure.summary_on(as_of)}",
            f"{_short(case.measure)}没有写比例。",
            "not_specified",
        )
    shown = "".join(rates[0].at(as_of).text.split())
    limit = "不超过" if case.measure.kind == "rate_up_to" else ""
    return Conclusion(
        f"{rates[0].label}是{limit}**{shown}**。{case.measure.summary_on(as_of)}",
        f"{rates[0].label}{limit}{shown}。",
        "answered",
    )


def _period(case: Case) -> Conclusion | None:
    asked = ("period" in case.aspects[:1] and not case.claims) or bool(EITHER_PERIOD.search(case.said))
    if not asked or case.computing or not case.measure.pays:
        return None
    told = {
        "once": "是一次性的。",
        "per_year": "按年度计算，每年有上限。",
        "per_event": "按单次计算。",
        "in_stages": "按进度、分阶段给，每个阶段给多少原文没有写。",
        "unstated": "是一次性还是分次给，原文没有写。",
    }[case.measure.period]
    staged = case.measure.period == "in_stages" and bool(HOW_MANY.search(case.said))
    status: Status = "not_specified" if case.measure.period == "unstated" or staged else "answered"
    return Conclusion(
        f"{case.measure.name}{told}{amounts_sentence(case)}", f"{_short(case.measure)}{told}", status
    )


def _eligibility(case: Case) -> Conclusion | None:
    if "eligibility" not in case.aspects[:1]:
        return None
    checks = case.ledger.conditions
    open_checks = [c for c in checks if c.outcome == "unknown"]
    needs = listed([c.text for c in checks]) if checks else ""
    lead = f"可以享受的是{case.measure.audience}。"
    condition = f"条件是{needs}。" if len(checks) > 1 else ""
    if case.own and checks and not open_checks:
        return Conclusion(
            f"按您说的情况，条件是符合的，最终由主管部门审核认定。{amounts_sentence(case)}",
            f"按您说的情况符合{_short(case.measure)}的条件。",
            "answered",
        )
    deciding = {c.input for c in case.measure.conditions if c.test == "at_least" or c.test == "one_of"}
    asks = case.own and any(c.input in deciding for c in open_checks)
    return Conclusion(
        f"{lead}{condition}{amounts_sentence(case)}",
        _first_sentence(f"对象是{case.measure.audience}。"),
        "needs_facts" if asks else "answered",
        asks=asks,
    )


def _computed(case: Case) -> Conclusion | None:
    """An amount worked out from the user's own facts, unless something else is asked of facts said before."""
    if case.measure.kind not in ("rate_with_cap", "rate_up_to") or case.ledger.status != "determined":
        return None
    if not case.fresh and case.aspects and case.aspects[0] not in MONEY:
        return None
    award = case.awards[0] if case.awards else None
    if award is None or award.high is None:
        return None
    most = "最高" if award.bound == "at_most" else ""
    if case.groups:
        told = "，".join(
            f"{name}{case.measure.benefit}{most}为**{yuan(a.high or Fraction(0))}**"
            for name, a in zip(case.groups, case.awards, strict=True)
        )
        return Conclusion(f"{told}。", _first_sentence(f"{told.replace('*', '')}。"), "answered")
    capped = "（已到上限）" if case.capped else ""
    return Conclusion(
        f"{_ground(case)}{case.measure.benefit}{most}为**{yuan(award.high)}**{capped}。",
        f"{_short(case.measure)}{most}{yuan(award.high)}{capped}。",
        "answered",
    )


def _ground(case: Case) -> str:
    """按实际贷款额1000万元、银行基准利率4%、贷款期限1年计算，"""
    told = []
    for fact in case.facts:
        asked = case.measure.input(fact.name)
        if asked is not None and fact.low is not None and fact.low == fact.high:
            shown = yuan(fact.low) if asked.unit == "yuan" else write_quantity(fact.low, asked.unit)
            told.append(f"{asked.label}{shown}")
    return f"按{'、'.join(dict.fromkeys(told))}计算，" if told else ""


def _basis(case: Case) -> Conclusion | None:
    """Where it is written, where nothing else is asked: 哪条写的."""
    if case.aspects[:1] != ("basis",) or case.fresh or not case.clause.label:
        return None
    place = f"写在{case.clause.document} {case.clause.label}。"
    return Conclusion(f"{place}{case.measure.summary_on(case.measure.in_force_from)}", place, "answered")


def _amount(case: Case, as_of: date) -> Conclusion | None:
    measure = case.measure
    if not measure.pays:
        return _no_amount(case, as_of)
    lacking = (
        not (EXISTS.search(case.said) and not case.own)
        and not (MOST.search(case.said) and not case.computing)
        and bool(case.ledger.unknown)
        and (not case.aspects or bool(MONEY & set(case.aspects[:2])) or case.own)
    )
    if measure.kind in ("rate_with_cap", "rate_up_to"):
        return Conclusion(
            f"{_rough(case)}{measure.summary_on(as_of)}",
            _amounts_spoken(case),
            "needs_facts" if lacking else "answered",
            asks=lacking,
        )
    asks = lacking and measure.tiers is not None and not case.options and case.own
    asks = asks and not EACH_TIER.search(case.said)
    status: Status = "needs_facts" if asks else "answered"
    told = amounts_sentence(case) or measure.summary_on(as_of)
    given = measure.kind == "cap_only" and any(f.low is not None for f in case.facts)
    unscaled = "投入多少换算成多少，原文没有写比例，所以只能说到上限。" if given else ""
    return Conclusion(f"{told}{unscaled}", _amounts_spoken(case), status, asks=asks)


def _no_amount(case: Case, as_of: date) -> Conclusion | None:
    """What is said where money is asked of a measure for which the text gives none."""
    measure = case.measure
    money = bool({"amount", "ratio"} & set(case.aspects[:1]))
    settled = {"eligibility", "defines", "basis", "combine"}
    if any(p.unit == "years" for p in measure.parameters):
        settled |= {"period"}
    asked = not EXISTS.search(case.said) and not settled & set(case.aspects[:1])
    silent = (
        money
        if measure.kind in ("service", "not_subsidy")
        else money or asked or bool(MUCH.search(case.said))
    )
    counted = COUNTED.search(case.said) and any(p.unit == "count" for p in measure.parameters)
    counted = counted or (LIMIT.search(case.said) and any(p.unit == "yuan" for p in measure.parameters))
    if measure.kind in ("service", "not_subsidy") and (counted or (measure.parameters and not case.own)):
        silent = False
    if measure.kind == "not_subsidy" and "还是" in case.said:
        return Conclusion(measure.summary_on(as_of), _silent_spoken(measure), "answered", figures=False)
    if not silent and not money:
        return None
    return Conclusion(
        measure.summary_on(as_of),
        _silent_spoken(measure),
        "not_specified" if silent else "answered",
        figures=False,
    )


def _terms(case: Case, as_of: date) -> Conclusion:
    """The rule in a sentence."""
    spoken = _amounts_spoken(case) if case.measure.pays else _first_sentence(case.measure.summary_on(as_of))
    return Conclusion(case.measure.summary_on(as_of), spoken, "answered")


def _rough(case: Case) -> str:
    if not case.unclear:
        return ""
    said = listed([f"“{f.said}”" for f in case.unclear])
    return f"您说的{said}不是准数，先不按它计算。"


def _chosen_awards(case: Case) -> tuple[Award, ...]:
    """The awards of the options that were named, else all."""
    return case.awards


def amounts_sentence(case: Case) -> str:
    """Every amount with its tier, and how it is paid; "" where the text gives none."""
    awards = _chosen_awards(case)
    if not awards:
        return ""
    told = "，".join(_award(case, award) for award in awards)
    return f"{told}。"


def _award(case: Case, award: Award) -> str:
    """专精特新“小巨人”企业一次性奖励最高**100万元**."""
    most = "最高" if award.bound == "at_most" else ""
    who = _who(case.measure, award)
    period = {"once": "一次性", "per_year": "每年", "per_event": "单次"}.get(award.period, "")
    period = (
        "" if period in who or (award.period == "per_year" and case.capped is False and not most) else period
    )
    return f"{who}{period}{most}**{yuan(award.high or Fraction(0))}**"


def _who(measure: Measure, award: Award) -> str:
    """Who gets what: the tier as the text prints it with the benefit, or the measure's name."""
    tiers = measure.tiers
    asked = tiers and measure.input(tiers.input)
    option = asked.option(award.option) if asked else None
    if option is None:
        return measure.name
    amount = next((t.parameter for t in tiers.amounts if t.option == award.option), "") if tiers else ""
    parameter = measure.parameter(amount)
    if measure.period == "once" or parameter is None:
        return f"{option.printed}{measure.benefit}"
    return parameter.label.removesuffix("上限")


def _award_spoken(case: Case, award: Award) -> str:
    return _award(case, award).replace("*", "")


def _amounts_spoken(case: Case) -> str:
    awards = _chosen_awards(case)
    if not awards:
        return _silent_spoken(case.measure)
    sums = "、".join(f"{_tier_spoken(case, award)}{_sum_spoken(award)}" for award in awards)
    for text in ("，".join(_award_spoken(case, a) for a in awards) + "。", f"{_short(case.measure)}{sums}。"):
        if len(text) <= 40:
            return text
    return f"{_short(case.measure)}分档给，请问您是哪一档？"


def _sum_spoken(award: Award) -> str:
    return f"{'最高' if award.bound == 'at_most' else ''}{yuan(award.high or Fraction(0))}"


def _tier_spoken(case: Case, award: Award) -> str:
    """The tier's short name where there are several; nobody can tell bare sums apart on the telephone."""
    tiers = case.measure.tiers
    asked = case.measure.input(tiers.input) if tiers and len(case.awards) > 1 else None
    option = asked.option(award.option) if asked else None
    return option.name.replace("专精特新", "").translate(_QUOTES) if option else ""


def _silent_spoken(measure: Measure) -> str:
    if measure.kind == "unquantified":
        return f"{_short(measure)}有支持，但金额文件没写。"
    if measure.kind == "not_subsidy":
        return f"{_short(measure)}不是给单个企业的补贴。"
    return f"{_short(measure)}是服务支持，没有写补贴金额。"


def _short(measure: Measure) -> str:
    """The name, short enough to be said: without its bracket, and of several things the first."""
    name = measure.name.split("（")[0]
    return name if len(name) <= LONGEST_NAME else name.split("、")[0][:LONGEST_NAME]


def _first_sentence(text: str) -> str:
    """The first sentence, if it can be said in one breath."""
    for mark in ("。", "；", "，"):
        head = text.split(mark)[0] + "。"
        if len(head) <= 40:
            return head
    return text[:39] + "。"
