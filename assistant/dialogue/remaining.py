"""What is left of a limit of the year: 今年额度只剩20万 tells that the rest of it was paid out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from assistant.dialogue.conversation import HeldFact
from assistant.dialogue.quantities import Quantity
from assistant.policy.measure import Measure

# Grammar, not vocabulary: 年度额度扣掉只剩20万, 离上限就剩8万; 还剩20万的额度.
_OF_LIMIT = re.compile(
    r"(?:额度|上限|限额|封顶数?)[^，。？！；\d]{0,6}(?:剩|余)(?:下|余)?(?:了|的|有|个)?[^，。？！；\d]{0,3}$"
)
_LEFT = re.compile(r"(?:剩|余)(?:下|余)?(?:了|的|有|个)?[^，。？！；\d]{0,3}$")
_THEN_LIMIT = re.compile(r"元?的?(?:年度|本年度?|今年)?的?(?:额度|限额)")
# 创新券还剩30万没用完, 贴息额度还有80万没用掉; of a loan (贷了1000万，还有100万没用) it says nothing.
_HAS = re.compile(r"(?:剩|余|还有|尚有)(?:下|余)?(?:了|的|有|个)?[^，。？！；\d]{0,3}$")
_UNUSED = re.compile(r"元?的?(?:额度)?(?:都|也|还|就)?(?:没有?|未)(?:用|花|领|拿|补|享受)[完掉上到过满足]?")
_AN_AWARD = re.compile(r"额度|限额|贴息|补助|补贴|资助|创新券|券额")
_A_LOAN = re.compile(r"贷款?|借款?|授信|提款|放款")
_SENTENCE = re.compile(r"[。？！；?!;\n]")
# What the limit itself would be: 今年就算80万的额度, 那今年有80万额度了.
_LIMIT_IS = re.compile(r"(?:算|有|是|按|变|成|为|到|给)(?:了|成|作|上|个)?$")
_A_LIMIT = re.compile(r"元?的?(?:年度|本年度?|今年)?的?(?:额度|限额|上限)")
# What was left of a year before, or is carried over to this one: 这30万能不能滚到今年, 结转30万.
_CARRIED = r"(?:滚存?|结转|顺延|转|挪|并|累积?|续|留)"
_CARRIED_ON = re.compile(
    rf"元?的?(?:额度|余额)?[^，。？！；\d]{{0,8}}{_CARRIED}(?:入|进|到|给|至|过来?)*(?:今年|明年|来年|下一?年|次年|本年|后面)"
)
_THEN_CARRIED = re.compile(r"(?:结转|滚存)(?:了|过来|下来|的|有)*$")
# 那31万是去年的额度, 20万其实是上一年度发的, 去年的那15万.
_WAS_BEFORE = re.compile(
    r"＃元?的?[^，。？！；\d]{0,5}(?:是|算|属于)[^，。？！；\d]{0,4}(?:去年|前年|上一?年|往年|20\d\d年)|(?:去年|上一?年度?)的?(?:那|这)?[个笔]?＃"
)
_NEAR = 16
_YEAR_BEFORE = re.compile(r"去年|前年|上一?年度?|往年|20\d\d年")


def left_of_limit(text: str, quantity: Quantity) -> bool:
    """Whether a sum is what is left of a limit, and no sum of the case."""
    ahead, behind = text[: quantity.start], text[quantity.end :]
    return quantity.kind == "money" and bool(
        _OF_LIMIT.search(ahead)
        or (_LEFT.search(ahead) and _THEN_LIMIT.match(behind))
        or _unused(ahead, behind)
    )


def _unused(ahead: str, behind: str) -> bool:
    """Whether a sum between these words is said to be left of an award."""
    here = _SENTENCE.split(ahead)[-1]
    of_award = _AN_AWARD.search(here) and not _A_LOAN.search(here)
    return bool(of_award and _HAS.search(here) and _UNUSED.match(behind))


def of_a_limit(text: str, quantity: Quantity) -> bool:
    """Whether a sum is a limit, or what is carried over to another year, and none of the case.

    还剩30万没用完，这30万能不能滚到今年，今年就算80万的额度
    """
    if quantity.kind != "money":
        return False
    ahead, behind = text[: quantity.start], text[quantity.end :]
    limit = _LIMIT_IS.search(ahead) and _A_LIMIT.match(behind)
    unused = _HAS.search(ahead) and _UNUSED.match(behind)  # 贷了1000万，还有100万没用
    return bool(limit or unused or _CARRIED_ON.match(behind) or _THEN_CARRIED.search(ahead))


def of_year_before(
    text: str, quantity: Quantity, earlier: Sequence[HeldFact], measures: Sequence[Measure]
) -> bool:
    """Whether what was told as paid out this year is said to be of a year before: 那31万是去年的额度."""
    names = {m.cap.less for m in measures if m.cap and m.cap.less}
    told = any(f.name in names and f.low == quantity.low and f.low for f in earlier)
    contracts = any(f.name not in names and f.unit == "yuan" and f.low == quantity.low for f in earlier)
    here = text[: quantity.start][-_NEAR:] + "＃" + text[quantity.end :][:_NEAR]
    return quantity.kind == "money" and told and not contracts and _WAS_BEFORE.search(here) is not None


def none_this_year(
    text: str,
    quantities: Sequence[Quantity],
    earlier: Sequence[HeldFact],
    measures: Sequence[Measure],
    turn: int,
) -> list[HeldFact]:
    """That nothing was paid out this year, where what was told so is said to be of a year before."""
    gone = next((q for q in quantities if of_year_before(text, q, earlier, measures)), None)
    names = {m.cap.less for m in measures if m.cap and m.cap.less}
    zero = Fraction(0)
    told = [f for f in earlier if gone is not None and f.name in names and f.low == gone.low]
    return [replace(f, said=gone.said, turn=turn, low=zero, high=zero) for f in told if gone is not None]


def paid_by_rest(
    text: str, quantities: Sequence[Quantity], measures: Sequence[Measure], turn: int
) -> list[HeldFact]:
    """What was paid out this year, where only what is left of the cap is told."""
    left = next((q for q in quantities if q.nature == "exact" and left_of_limit(text, q)), None)
    if left is None or left.low is None or _YEAR_BEFORE.search(text[: left.start]):
        return []  # 去年只用了20万，还剩30万没用完: what is left of another year
    held = []
    for measure in (m for m in measures if m.cap and m.cap.less and m.cap.period == "year"):
        cap = measure.cap and measure.parameter(measure.cap.parameter)
        paid = cap.values[-1].value - left.low if cap else None
        if paid is not None and paid >= 0 and measure.cap and measure.cap.less:
            held.append(HeldFact(measure.cap.less, "yuan", left.said, turn, low=paid, high=paid))
    return held[:1]
