"""A term that is told by its first and its last day: 今年1月贷的，明年1月到期."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction

from assistant.dialogue.conversation import HeldFact
from assistant.dialogue.quantities import Quantity
from assistant.policy.measure import Input

# Grammar, not vocabulary. On a day a loan begins, or it ends; several of them are not told apart so.
_BEGINS = re.compile(
    r"[号日份]?(?![^，。？！；]{0,6}(?:申请|提交|谈|咨询|准备|打算|评估|登记))(?:[^，。？！；\d]{0,12}(?:贷|借|放款|放的款|放下来|到账|提款|起息|下款|批下来)|放(?=的|了|[，到至\d])|开始|起(?!码)|至|到(?=[\d一二三四五六七八九十今明去次后]))"
)
_ENDS = re.compile(
    r"[号日份]?[^，。？！；\d]{0,4}(?:到期|还清|还完|还掉|还本|结清|期满|届满|截止|止(?!损)|结束|还(?=[，。？！；、]|的|$))"
)
# What ends on that day is the loan, and nothing else: 租约明年6月到期.
_LOAN = re.compile(
    r".*?(?:^|贷款?|借款?|[这那]笔|合同|银行|约定|期限)(?:要|得|就|在|到|于|是|的|会|应|须|将|约定|，)*$"
)
_BOUNDARY = re.compile(r"[，。？！；、,.?!;\n]|放款?|还")
_SEVERAL = re.compile(r"[两二三四五六七八九2-9][笔份]|第[一二三四][笔份]|另一|另外")
# Both days are told of the same item: 另外一笔…1月1号放12月31号还.
_TOGETHER = re.compile(r"[^。？！；\d]{0,8}")
_TWO = 2
_MONTHS, _DAYS, _MONTH = 12, 365, 31
_WHOLE_YEAR = (1, 1, 12, 31)


def term_of_days(
    text: str, quantities: Sequence[Quantity], inputs: Sequence[Input], held: Sequence[HeldFact], turn: int
) -> list[HeldFact]:
    """The term from the first to the last day; [] where another is told, or it is not told of one item."""
    asked = next((i for i in inputs if i.unit == "years"), None)
    if asked is None or any(f.name == asked.name for f in held):
        return []
    days = [q for q in quantities if q.kind == "date" and q.nature == "exact" and q.day_low is not None]
    begun = [q for q in days if _BEGINS.match(text[q.end :])]
    ended = (q for q in days if q not in begun[:1] and _ENDS.match(text[q.end :]))
    last = next((q for q in ended if _LOAN.fullmatch(_BOUNDARY.split(text[: q.start])[-1])), None)
    ahead = [q for q in begun if last and q.end <= last.start and _of_a_day(q) == _of_a_day(last)]
    first = next(iter(ahead[-1:] or begun), None)
    if first is None or last is None or first.day_low is None or last.day_low is None:
        return []
    alone = _TOGETHER.fullmatch(text[first.end : last.start]) and _sums(inputs, held) < _TWO
    if _SEVERAL.search(text) and not alone:
        return []
    if _of_a_day(first) != _of_a_day(last) or max(_length(first), _length(last)) > _MONTH:
        return []
    term = _between(first.day_low, last.day_low)
    said = f"{first.said}、{last.said}"
    sums = {f.item for f in held if f.unit == "yuan" and any(i.name == f.name and i.many for i in inputs)}
    item = next(iter(sums)) if len(sums) == 1 else 0
    return [HeldFact(asked.name, asked.unit, said, turn, item=item, low=term, high=term)] if term > 0 else []


def _sums(inputs: Sequence[Input], held: Sequence[HeldFact]) -> int:
    """How many items are told by a sum."""
    many = {i.name for i in inputs if i.many and i.unit == "yuan"}
    return sum(1 for f in held if f.name in many)


def _length(quantity: Quantity) -> int:
    """How many days a date spans: 1 of a day, some 30 of a month."""
    assert quantity.day_low is not None
    return ((quantity.day_high or quantity.day_low) - quantity.day_low).days + 1


def _of_a_day(quantity: Quantity) -> bool:
    return _length(quantity) == 1


def _between(first: date, last: date) -> Fraction:
    """Years from a day to another: by whole months where the day of the month is the same, else by days.

    From the first to the last day of a year it is a year (1月1号放，12月31号还). Else 0 where it is a day
    short of whole months: whether that day counts is not told.
    """
    if (first.month, first.day, last.month, last.day) == _WHOLE_YEAR:
        return Fraction(last.year - first.year + 1)
    if (last + timedelta(days=1)).day == first.day:
        return Fraction(0)
    if first.day == last.day:
        return Fraction((last.year - first.year) * _MONTHS + last.month - first.month, _MONTHS)
    return Fraction((last - first).days, _DAYS)
