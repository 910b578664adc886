"""What each of several items, years or enterprises comes to, one after the other."""

from __future__ import annotations

import re
from fractions import Fraction

from assistant.answering.case import Case
from assistant.answering.draft import MOST_SPOKEN
from assistant.answering.groups import exceeds
from assistant.answering.phrasing import Conclusion, first_sentence, short_name
from assistant.calculation.ledger import Award
from assistant.wording import IN_ALL, REST_LACKING, yuan

# What one of several items is called, and its sum in it (see wording.ITEM).
_ITEM_NAMED = re.compile(r"^按\D*([\d.万亿元]+)计算的.*$")
_SPOKEN_ITEM = r"按\1计算"


def each_of(case: Case) -> Conclusion:
    """The amount of each group, in their order."""
    told = _told(case)
    spoken = _groups_spoken(case, _most(case)) or first_sentence(f"{told.replace('*', '')}。")
    return Conclusion(f"{told}。", spoken, "answered")


def as_far_as_known(case: Case) -> Conclusion:
    """The amounts of the items of which all is told; what the others lack is asked."""
    told = _told(case)
    spoken = _groups_spoken(case, _most(case)) or first_sentence(f"{told.replace('*', '')}。")
    return Conclusion(f"{told}；{REST_LACKING}", spoken, "needs_facts", asks=True)


def _name(group: str) -> str:
    """What a group is called before its amount: 2023：, where no 年 was said behind it."""
    return f"{group}：" if group.isdigit() else group


def _most(case: Case) -> str:
    return "最高" if case.awards[0].bound == "at_most" else ""


def _told(case: Case) -> str:
    what = f"{case.measure.benefit}{_most(case)}为"
    return "，".join(
        f"{_name(name)}{what}**{yuan(award.high or Fraction(0))}**{_at_cap(award)}"
        for name, award in zip(case.groups, case.awards, strict=True)
    )


def _at_cap(award: Award) -> str:
    """That the cap sets the amount, as it is said of a single one."""
    beyond = award.bound == "exact" and any(exceeds(step, award) for step in award.steps[:-1])
    return "（已到上限）" if beyond else ""


def _groups_spoken(case: Case, most: str) -> str:
    """The amount of each group in a sentence to read out, or of all together; "" where it is too long."""
    amounts = {_name(n): yuan(a.high or Fraction(0)) for n, a in zip(case.groups, case.awards, strict=True)}
    named = [f"{_ITEM_NAMED.sub(_SPOKEN_ITEM, name)}{most}{amount}" for name, amount in amounts.items()]
    each = f"{'，'.join(named)}。"
    in_all = f"{short_name(case.measure)}合计{most}{amounts[IN_ALL]}。" if IN_ALL in amounts else ""
    return each if len(each) <= MOST_SPOKEN else in_all
