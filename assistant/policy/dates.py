"""Dates as official documents print them, and the terms of validity that hang on them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from assistant.policy.numbering import read_numeral

_YEAR = r"(?P<year>(?:[12１２][0-9０-９]{3}|[一二][〇零○ＯO一二三四五六七八九]{3}))"
_SHORT = r"[0-9０-９〇零一二三四五六七八九十]{1,3}"
_DATE = re.compile(rf"{_YEAR}\s*年\s*(?P<month>{_SHORT})\s*月\s*(?P<day>{_SHORT})\s*日")


@dataclass(frozen=True, slots=True)
class PrintedDate:
    """A date in a text: offsets, and the day; None for a day that does not exist (2月30日)."""

    start: int
    end: int
    text: str
    day: date | None


def printed_dates(text: str) -> tuple[PrintedDate, ...]:
    """Every full date in the text, in Arabic or Chinese numerals, spaces inside allowed.

    >>> [found.day.isoformat() for found in printed_dates("自 2023 年 5 月 12 日起，至二〇二六年五月十一日")]
    ['2023-05-12', '2026-05-11']
    """
    return tuple(
        PrintedDate(match.start(), match.end(), match[0], _day(match)) for match in _DATE.finditer(text)
    )


def _day(match: re.Match[str]) -> date | None:
    parts = [read_numeral(match[name]) for name in ("year", "month", "day")]
    year, month, day = parts
    if year is None or month is None or day is None:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def last_day(first: date, years: int) -> date:
    """The last day in force of a term of whole years that begins on `first` (that day counted).

    >>> last_day(date(2023, 5, 12), 3).isoformat()
    '2026-05-11'
    """
    try:
        anniversary = first.replace(year=first.year + years)
    except ValueError:
        # 29 February: the term ends with February.
        return date(first.year + years, 2, 28)
    return anniversary - timedelta(days=1)
