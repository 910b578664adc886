"""How an answer about one measure is worded: amounts, tiers, grounds, and what can be said in one breath."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from assistant.answering.answer import Status
from assistant.answering.case import Case
from assistant.answering.draft import MOST_SPOKEN
from assistant.calculation.ledger import Award
from assistant.calculation.quantity import write_quantity
from assistant.policy.measure import Measure
from assistant.wording import listed, yuan

# The longest name of a measure that leaves room for the rest of a spoken sentence.
LONGEST_NAME = 18
_QUOTES = str.maketrans("", "", "“”")


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


def ground_of(case: Case) -> str:
    """按实际贷款额1000万元、银行基准利率4%、贷款期限1年计算，"""
    told = []
    for fact in case.facts:
        asked = case.measure.input(fact.name)
        if asked is not None and fact.low is not None and fact.low == fact.high:
            shown = yuan(fact.low) if asked.unit == "yuan" else write_quantity(fact.low, asked.unit)
            told.append(f"{asked.label}{shown}")
    return f"按{'、'.join(dict.fromkeys(told))}计算，" if told else ""


def said_roughly(case: Case) -> str:
    if not case.unclear:
        return ""
    said = listed([as_said(f.said) for f in case.unclear])
    return f"您说的{said}不是准数，先不按它计算。"


def as_said(words: str) -> str:
    """The user's words in quotation marks; those of a sum told over turns each in its own."""
    return listed([f"“{part}”" for part in words.split("、")])


def between(case: Case) -> str:
    """What comes of both ends of a range that was told, 800万到1200万; "" where none was."""
    told = [f for f in case.facts if f.low is not None and f.high is not None and f.low < f.high]
    award = case.awards[0] if len(case.awards) == 1 else None
    if not told or case.unclear or award is None or award.low is None or not award.high:
        return ""
    if award.low == award.high or not award.low:
        return ""
    said = listed([as_said(f.said) for f in told])
    low, high = yuan(award.low), yuan(award.high)
    return f"按您说的{said}算，低的一头{case.measure.benefit}{low}，高的一头最高**{high}**。"


def chosen_awards(case: Case) -> tuple[Award, ...]:
    """The awards of the options that were named, else all."""
    return case.awards


def amounts_sentence(case: Case) -> str:
    """Every amount with its tier, and how it is paid; "" where the text gives none."""
    awards = chosen_awards(case)
    if not awards:
        return ""
    named = case.groups if len(case.whose) > 1 else ()
    told = [award_sentence(case, award) for award in awards]
    if len(named) == len(told):
        told = [f"{name}：{sentence}" for name, sentence in zip(named, told, strict=True)]
    return f"{'，'.join(told)}。"


def award_sentence(case: Case, award: Award) -> str:
    """专精特新“小巨人”企业一次性奖励最高**100万元**."""
    most = "最高" if award.bound == "at_most" else ""
    who = _who(case.measure, award)
    period = {"once": "一次性", "per_year": "每年", "per_event": "单次"}.get(award.period, "")
    period = (
        "" if period in who or (award.period == "per_year" and case.capped is False and not most) else period
    )
    left = _left_of_year(case, award)
    return left or f"{who}{period}{most}**{yuan(award.high or Fraction(0))}**"


def _left_of_year(case: Case, award: Award) -> str:
    """What is left of the ceiling of a year after what was paid out in it; "" where nothing was."""
    cap = case.measure.cap and case.measure.parameter(case.measure.cap.parameter)
    whole = cap.values[-1].value if cap else None
    left = whole is not None and award.high == whole - case.received
    yearly = award.bound == "at_most" and award.period == "per_year"
    if whole is None or not (left and yearly and case.received):
        return ""
    paid = f"每年最高{yuan(whole)}，按您说的本年度已得{yuan(case.received)}"
    return f"{case.measure.name}{paid}，还可得最高**{yuan(award.high or Fraction(0))}**"


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


def award_spoken(case: Case, award: Award) -> str:
    if _left_of_year(case, award):
        return f"本年度还可得最高{yuan(award.high or Fraction(0))}"
    return award_sentence(case, award).replace("*", "")


def amounts_spoken(case: Case) -> str:
    awards = chosen_awards(case)
    if not awards:
        return silent_spoken(case.measure)
    sums = "、".join(f"{_tier_spoken(case, award)}{_sum_spoken(award)}" for award in awards)
    for text in (
        "，".join(award_spoken(case, a) for a in awards) + "。",
        f"{short_name(case.measure)}{sums}。",
    ):
        if len(text) <= MOST_SPOKEN:
            return text
    return f"{short_name(case.measure)}分档给，请问您是哪一档？"


def _sum_spoken(award: Award) -> str:
    return f"{'最高' if award.bound == 'at_most' else ''}{yuan(award.high or Fraction(0))}"


def _tier_spoken(case: Case, award: Award) -> str:
    """The tier's short name where there are several; nobody can tell bare sums apart on the telephone."""
    tiers = case.measure.tiers
    asked = case.measure.input(tiers.input) if tiers and len(case.awards) > 1 else None
    option = asked.option(award.option) if asked else None
    return option.name.replace("专精特新", "").translate(_QUOTES) if option else ""


def silent_spoken(measure: Measure) -> str:
    if measure.kind == "unquantified":
        return f"{short_name(measure)}有支持，但金额文件没写。"
    if measure.kind == "not_subsidy":
        return f"{short_name(measure)}不是给单个企业的补贴。"
    return f"{short_name(measure)}是服务支持，没有写补贴金额。"


def short_name(measure: Measure) -> str:
    """The name, short enough to be said: without its bracket, and of several things the first.

    A bracket of one character is said with the rest: 首台（套） is 首台套.
    """
    name = re.sub(r"（(.)）", r"\1", measure.name).split("（")[0]
    return name if len(name) <= LONGEST_NAME else name.split("、")[0][:LONGEST_NAME]


def audience_spoken(measure: Measure) -> str:
    """Whom it is for; of a long description who they are (链主企业), of a list its first."""
    full = f"对象是{measure.audience}。"
    if len(full) <= MOST_SPOKEN:
        return full
    core = measure.audience.rpartition("的")[2]
    return f"对象是{core}。" if len(core) + 4 <= MOST_SPOKEN else f"对象是{core.split('、')[0]}等。"


def first_sentence(text: str) -> str:
    """The first sentence, if it can be said in one breath."""
    for mark in ("。", "；", "，"):
        head = text.split(mark)[0] + "。"
        if len(head) <= MOST_SPOKEN:
            return head
    return text[: MOST_SPOKEN - 1] + "。"
