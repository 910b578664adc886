"""What is missing to a threshold or a cap, and how much it takes to come to one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from assistant.answering.case import Case, calculation_facts
from assistant.answering.phrasing import (
    Conclusion,
    amounts_sentence,
    amounts_spoken,
    award_sentence,
    ground_of,
    short_name,
)
from assistant.answering.reach import Reach, cap_input, cap_room, reach, up_to_cent
from assistant.dialogue.backwards import MORE
from assistant.dialogue.conversation import HeldFact
from assistant.wording import listed, percent, yuan


def short_of(case: Case) -> Conclusion | None:
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


def reached(case: Case, as_of: date) -> Conclusion | None:
    """How much it takes to come to the cap or to a wanted sum, where that is asked; or what is lacking."""
    asked = cap_input(case.measure)
    if case.backwards == "reach" and case.measure.kind == "cap_only" and case.awards:
        return Conclusion(
            f"原文没有写按什么比例给，要花多少才到上限算不出来。{amounts_sentence(case)}",
            f"没有写比例，算不出要花多少；{amounts_spoken(case)}"[:40],
            "not_specified",
        )
    if case.backwards != "reach" or asked is None:
        return None
    target = case.wanted
    given = calculation_facts(case.measure, case.facts, case.misses)
    told = calculation_facts(case.measure, case.beside, case.misses).get(asked.list or "", ())
    beside = [item for item in told if isinstance(item, Mapping)] if isinstance(told, tuple) else []
    found = reach(case.measure, given, as_of, target, beside)
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
    if found.others:
        return _beside_others(case, found, target)
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
    parts = _parts_below(case, needed)
    base = sum(parts, Fraction(0))
    if base and MORE.search(case.said):
        more = needed - base
        if len(parts) > 1:
            steps.append(("各笔合计", " ＋ ".join(yuan(part) for part in parts), yuan(base)))
        to = "到上限" if goal == found.room else "为此"
        steps.append((f"{to}还要增加的{asked.label}", f"{yuan(needed)} － {yuan(base)}", yuan(more)))
        extra = f"，{to}还要在{yuan(base)}之外再增加{about}**{yuan(more)}**"
    top = _top(case, found, goal, target)
    # A sum that is the same as the ceiling is said as what is calculated with, not as what is given.
    same = needed == found.cap
    at = (
        f"按{asked.label}{about}**{yuan(needed)}**计算"
        if same
        else f"{asked.label}达到{about}**{yuan(needed)}**时"
    )
    said = (
        f"按{asked.label}{about}{yuan(needed)}计算" if same else f"{asked.label}达到{about}{yuan(needed)}时"
    )
    return Conclusion(
        f"{ground_of(case)}{at}，{top}{extra}；再多也只按上限算。",
        f"{said}{'到上限' if goal == found.room else '可以拿到'}。",
        "answered",
        figures=goal == found.room,
        derived=tuple(steps),
    )


def _parts_below(case: Case, needed: Fraction) -> tuple[Fraction, ...]:
    """The instalments that were stated, while they stay below what is needed; () where none do.

    那追加多少刚好顶到上限, after 2800万 to which 1500万 might be added: the 2800万 is what is added to.
    """
    if not case.stated_parts:
        return (case.stated,) if case.stated and case.stated < needed else ()
    kept = case.stated_parts
    while kept and sum(kept, Fraction(0)) >= needed:
        kept = kept[:-1]
    return kept


def _beside_others(case: Case, found: Reach, target: Fraction | None) -> Conclusion:
    """How much one more item has to be beside those told: 第二笔贷多少就刚好封顶, after a first of 4500万."""
    goal = target if target is not None and 0 < target < found.room else found.room
    line = "上限" if goal == found.room else "您说的"
    spent = " ＋ ".join(f"{yuan(amount)} × {percent(share)}" for amount, share in found.others)
    shares = dict.fromkeys((*(share for _, share in found.others), found.share))
    steps = [(f"每1元{found.asked.label}可得", f"1元 × {percent(of)}", percent(of)) for of in shares]
    steps.append(("其余各项可得", spent, yuan(found.base)))
    told = f"{ground_of(case)}其余各项可得**{yuan(found.base)}**"
    if found.base >= goal:
        return Conclusion(
            f"{told}，已经到{line}{yuan(goal)}，这一笔不用再增加。",
            f"其余各项已经到{line}{yuan(goal)}。",
            "answered",
            derived=tuple(steps),
        )
    if found.room < found.cap and goal == found.room:
        taken = f"{yuan(found.cap)} － {yuan(found.cap - found.room)}"
        steps.insert(0, ("本年度还可得最高", taken, yuan(found.room)))
    needed, exact = up_to_cent(found.needed)
    missing, about = yuan(goal - found.base), "" if exact else "约"
    reaching = "到上限" if goal == found.room else "可以拿到"
    steps += [
        (f"离{line}还差", f"{yuan(goal)} － {yuan(found.base)}", missing),
        (f"为此这一笔所需的{found.asked.label}", f"{missing} ÷ {percent(found.share)}", yuan(needed)),
    ]
    return Conclusion(
        f"{told}，离{line}{yuan(goal)}还差**{missing}**；这一笔的{found.asked.label}达到{about}**{yuan(needed)}**"
        f"时{'到上限；再多也只按上限算' if goal == found.room else '合计可以拿到'}。",
        f"这一笔{found.asked.label}达到{about}{yuan(needed)}时{reaching}。",
        "answered",
        figures=goal == found.room,
        derived=tuple(steps),
    )


def _top(case: Case, found: Reach, goal: Fraction, target: Fraction | None) -> str:
    """What is come to: the cap, what is left of it, or the sum that is wanted."""
    if goal < found.room:
        most = "最高" if case.measure.kind == "rate_up_to" else ""
        return f"{short_name(case.measure)}{most}为**{yuan(goal)}**，上限是{yuan(found.cap)}"
    over = f"（{yuan(target)}超过了上限，拿不到）" if target is not None and target > found.room else ""
    if found.room < found.cap:
        return f"{short_name(case.measure)}到本年度还可得的上限**{yuan(found.room)}**{over}"
    return f"{short_name(case.measure)}到上限**{yuan(found.cap)}**{over}"


def left_over(case: Case) -> Conclusion | None:
    """What is still to come after what was paid, or of one item after those that come first."""
    left = case.left
    if left is None:
        return None
    most = "最高" if case.awards and case.awards[0].bound == "at_most" else ""
    top = "（已到上限）" if left.capped else ""
    rest = yuan(left.whole - left.before)
    if left.paid:
        told = f"{ground_of(case)}{case.measure.benefit}一共{most}为**{yuan(left.whole)}**{top}"
        told += f"，按您说的已得{yuan(left.before)}"
    else:
        told = f"先算的各项{most}为**{yuan(left.before)}**，加上这一项{most}为**{yuan(left.whole)}**{top}"
    return Conclusion(f"{told}，还可再得{most}**{rest}**。", f"还可再得{most}{rest}。", "answered")


def left_of_cap(case: Case, as_of: date) -> Conclusion | None:
    """What is left of the cap after what was received, or after what the case comes to: 离封顶还差多少."""
    if case.backwards != "shortfall":
        return None
    if not case.measure.cap:
        return _left_of_total(case)
    received = case.received
    settled = case.ledger.status == "determined" and len(case.awards) == 1
    if settled and not (received and case.measure.kind == "cap_only"):
        return _below_cap(case, received, as_of)
    if not received:
        return None
    cap, room = cap_room(case.measure, received, as_of)
    return Conclusion(
        f"{short_name(case.measure)}每年最高{yuan(cap)}，按您说的已得{yuan(received)}，本年度还可得最高**{yuan(room)}**。",
        f"本年度还可得最高{yuan(room)}。",
        "answered",
        derived=(("本年度还可得最高", f"{yuan(cap)} － {yuan(received)}", yuan(room)),),
    )


def nothing_left(case: Case, as_of: date) -> Conclusion | None:
    """That the cap of the year was paid out already, so that nothing more comes of it: 今年20万已经拿满."""
    received = case.received
    if not received or not case.awards or any(award.high != 0 for award in case.awards):
        return None
    cap, _ = cap_room(case.measure, received, as_of)
    return Conclusion(
        f"{short_name(case.measure)}每年最高{yuan(cap)}，按您说的已经拿满，本年度没有剩余可得的了。",
        f"每年最高{yuan(cap)}，已经拿满，今年没有剩余了。",
        "answered",
        figures=False,
    )


def _left_of_total(case: Case) -> Conclusion | None:
    """What is left of a total that is paid in stages: 已经拿了150万，还剩多少没给.

    The total itself may be named beside it: 分阶段的400万已经打来150万.
    """
    award = case.awards[0] if len(case.awards) == 1 else None
    if case.measure.period != "in_stages" or award is None or not award.high:
        return None
    sums = {c.low for c in case.claims if c.kind == "money" and c.low == c.high and c.low != award.high}
    received = sums.pop() if len(sums) == 1 else None
    if not received or received > award.high:
        return None
    left = yuan(award.high - received)
    told = f"{award_sentence(case, award)}，按您说的已得{yuan(received)}，还余**{left}**"
    return Conclusion(
        f"{told}；分几个阶段、每个阶段给多少，原文没有写。",
        f"总额{yuan(award.high)}，还余{left}。",
        "answered",
        derived=(("总额里还余", f"{yuan(award.high)} － {yuan(received)}", left),),
    )


def _below_cap(case: Case, received: Fraction, as_of: date) -> Conclusion | None:
    """How far what the case comes to, with what was received before it, stays below the cap."""
    award = case.awards[0]
    if award.high is None:
        return None
    cap, room = cap_room(case.measure, received + award.high, as_of)
    most = "最高" if award.bound == "at_most" else ""
    told = f"{ground_of(case)}{case.measure.benefit}{most}为**{yuan(award.high)}**"
    if not room:
        return Conclusion(f"{told}，已经到上限。", "已经到上限了。", "answered")
    before = f"{yuan(received)} － " if received else ""
    return Conclusion(
        f"{told}，离上限{yuan(cap)}还差**{yuan(room)}**。",
        f"离上限{yuan(cap)}还差{yuan(room)}。",
        "answered",
        derived=(("离上限还差", f"{yuan(cap)} － {before}{yuan(award.high)}", yuan(room)),),
    )
