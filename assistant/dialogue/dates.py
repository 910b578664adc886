"""A day, month or year as people say it: 去年9月, 24年5月, 2024/6/1, 五月十二号, 上个月, 年底.

A date is a stretch of days (first, last). What is said in relation to today needs `as_of`; without it the
stretch is unknown. A month or day without a year belongs to the year named before it, else to as_of's.
"""

import calendar
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from assistant.dialogue.numerals import DIGITS, read_numeral

Stretch = tuple[date, date]


@dataclass(frozen=True, slots=True)
class Dated:
    """Where a date stands and the days it covers; `vague` where the words name no sharp days (年底)."""

    start: int
    end: int
    days: Stretch | None
    vague: bool = False
    doubtful: bool = False  # the words may mean something else: 二三年


_C = "".join(DIGITS)
_N = rf"(?:\d{{1,2}}|[{_C}]?[十拾]?[{_C}]|[{_C}]?[十拾])"
_PART = r"上半年|下半年|第?[一二三四1-4]季度|Q[1-4]|年底|年末|底|年初|初|年中|末"
_RELATIVE_YEAR = (
    r"大前年|(?<![以之大年])前年(?!度)|去年|上一?年(?!来)|(?:今|本)年|明年|来年|(?<![以之今往])后年(?!度)"
)
_MONTH_PART = r"初|底|末|中旬|上旬|下旬|份"

_DATE = re.compile(
    rf"""
    (?<![\d.])(?P<compact>20[0-4]\d[01]\d[0-3]\d)(?![\d.万亿元%])
  | (?<![\d.\-/])(?P<y1>(?:19|20)\d\d)\s?(?P<sep>[-/.])\s?(?P<m1>0?[1-9]|1[0-2])
      (?:\s?(?P=sep)\s?(?P<d1>0?[1-9]|[12]\d|3[01]))?(?![\d万亿元%.]\d*|\s?[-/]\d|[wk])[日号]?
  | (?:(?<![\d.,])(?P<y4>(?:19|20)\s?\d\d)|(?P<yc>[一二两][九零〇○][零〇○{_C}]{{2}})
      |(?P<rel>{_RELATIVE_YEAR}))
      (?:(?<!年)\s*年(?!期)|(?<=年)年(?=[底初末中]))?度?(?:的|\s)*
      (?:(?P<m2>{_N})\s?(?:月(?!息|供|租)(?P<mp2>{_MONTH_PART})?|月份(?P<mp2b>{_MONTH_PART})?)
         (?:\s*(?P<d2>{_N})\s?[日号](?!楼|线))?
        |(?P<part2>{_PART}))?
  | (?<![\d.,第])(?P<yy>[0-4]\d|[一二][零〇○{_C}])\s?年
      (?:(?:的|\s)*(?P<m3>{_N})\s?月(?P<mp3>{_MONTH_PART})?(?:\s*(?P<d3>{_N})\s?[日号](?!楼|线))?
        |(?P<part3>{_PART}))?
  | (?<![\d.第个])(?P<m4>{_N})\s?月(?!\s?[息供租])(?P<mp4>{_MONTH_PART})?
      (?:\s*(?P<d4>{_N})(?:\s?[日号](?!楼|线)|(?=[用到前起至算，。、\-—]|开始|$)))?
  | (?P<month>(?:上上个?|上个?|本|这个?|当前|下下个?|下个?)月)(?!息|供|租)(?P<mp5>{_MONTH_PART})?
      (?:\s*(?P<d5>{_N})\s?[日号])?
  | (?P<day>大前天|前天|昨[天日]|今[天日]|明[天日](?!之)|大?后天)
  | (?P<week>上上|上个?|这个?|本|下个?|下下)(?:周|星期|礼拜)(?!年|围|期的|转)(?P<wd>[一二三四五六日天末])?
  | (?P<part6>上半年|下半年|(?<!当)年底(?!前年)|年初|年中(?!国)
      |第?[一二三四]季度|[本这上下]个?季度|月[底初](?!薪))
  | (?<![\d.第〕\])）A-Za-z])(?P<d7>{_N})\s?号
      (?!文|楼|线|房|码|店|院|门|仓|库|机|令|公告|厂|位|地|段|幢|标|\w?路)
    """,
    re.VERBOSE,
)
_OPEN = re.compile(
    r"\s*(?:以前|之前|前(?!期|景|提|往|沿|面|述|者|天|年|一|后|端|台|段|置)|以后|之后|后(?!期|来|续|补|台|面|者|天|年)|起|以来|开始|至今)"
)
# 2024年年初借了，当年底还清: of the year that was named.
_THAT_YEAR = re.compile(r"[当同那该]$")
_DURATION_BEFORE = re.compile(
    r"(?:期限|为期|周期|账期|贷期|满|近|共|约|用了|成立|做了|干了|经营|注册|连续|累计|工作|少于|多于|低于|超过|不到|不足|至少|最少|最多|最长|最短|过去|未来|今后|每隔|达|长达|保存|租了?|签了?|分|每)\s*(?:是|为|了|有|已|已经)?$"
)
_DURATION_AFTER = re.compile(
    r"期(?!间|末|初)|以上|以内|之内|内|左右|多|了|经验|历史|租|房租|贷|制|利息|的?期限|合同|分期|年限"
)


def read_dates(text: str, as_of: date | None, taken: Sequence[tuple[int, int]] = ()) -> tuple[Dated, ...]:
    """The dates of a folded text, in order; spans in `taken` are left alone."""
    year = as_of.year if as_of else None
    named: int | None = None
    found: list[Dated] = []
    for match in _DATE.finditer(text):
        if any(match.start() < end and start < match.end() for start, end in taken):
            continue
        read = _read(match, text, as_of, named or year, named)
        if read is None:
            continue
        found.append(read)
        if read.days and _says_year(match):
            named = read.days[0].year
    return tuple(found)


def _says_year(match: re.Match[str]) -> bool:
    return any(match.group(name) for name in ("compact", "y1", "y4", "yc", "rel", "yy"))


def _read(
    match: re.Match[str], text: str, as_of: date | None, year: int | None, named: int | None
) -> Dated | None:
    at = Dated(match.start(), _trimmed(match), None)
    groups = match.groupdict()
    if match["compact"]:
        digits = match["compact"]
        days = _day(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
        return replace(at, days=days) if days else None
    if match["y1"]:
        return _numbered(match, at)
    if match["y4"] or match["yc"] or match["rel"]:
        return _in_year(match, text, at, as_of)
    if match["yy"]:
        return _short_year(match, text, at)
    if match["m4"]:
        return _month_alone(match, text, at, year)
    if match["d7"]:
        return _day_alone(match, at, as_of)
    if match["part6"] and named and _THAT_YEAR.search(text[: match.start()]):
        days, vague = _parts(named, None, None, None, match["part6"])
        return replace(at, days=days, vague=vague)
    days, vague = _relative(groups, as_of)
    return replace(at, days=days, vague=vague)


def _trimmed(match: re.Match[str]) -> int:
    return match.start() + len(match.group().rstrip(" 的"))


def _numbered(match: re.Match[str], at: Dated) -> Dated | None:
    year, month = int(match["y1"]), int(match["m1"])
    if match["d1"]:
        return replace(at, days=_day(year, month, int(match["d1"])))
    if match["sep"] == "." and len(match["m1"]) < 2 and year not in range(2000, 2050):
        return None
    return replace(at, days=_month(year, month))


def _in_year(match: re.Match[str], text: str, at: Dated, as_of: date | None) -> Dated | None:
    if match["rel"]:
        year = as_of.year + _offset(match["rel"]) if as_of else None
    else:
        said = (match["y4"] or match["yc"]).replace(" ", "")
        year = int("".join(str(DIGITS.get(c, c)) for c in said))
        if "年" not in match.group():
            return None
    if match["yc"] and not 1949 <= (year or 0) <= 2099:
        return None
    if year is None:
        return at
    days, vague = _parts(year, match["m2"], match["d2"], match["mp2"] or match["mp2b"], match["part2"])
    return replace(at, days=days, vague=vague)


def _offset(word: str) -> int:
    names = {
        "大前年": -3,
        "前年": -2,
        "去年": -1,
        "上": -1,
        "今年": 0,
        "本年": 0,
        "明年": 1,
        "来年": 1,
        "后年": 2,
    }
    return next(years for name, years in names.items() if word.startswith(name))


def _short_year(match: re.Match[str], text: str, at: Dated) -> Dated | None:
    said = "".join(str(DIGITS.get(c, c)) for c in match["yy"])
    year = 2000 + int(said)
    spoken = not match["yy"].isdigit() or not match["yy"].isascii()
    if match["m3"] or match["part3"]:
        days, vague = _parts(year, match["m3"], match["d3"], match["mp3"], match["part3"])
        return replace(at, days=days, vague=vague)
    before, after = text[max(0, match.start() - 8) : match.start()], text[match.end() : match.end() + 4]
    if _DURATION_BEFORE.search(before) or _DURATION_AFTER.match(after) or not 2010 <= year <= 2035:
        return None
    if spoken and said[0] == "1" and said[1] != "9":
        return None
    return replace(at, days=(date(year, 1, 1), date(year, 12, 31)), doubtful=spoken and said in ("12", "23"))


def _month_alone(match: re.Match[str], text: str, at: Dated, year: int | None) -> Dated | None:
    before = text[max(0, match.start() - 6) : match.start()]
    month = _small_number(match["m4"])
    if not 1 <= month <= 12 or (not match["d4"] and _DURATION_BEFORE.search(before)):
        return None
    if year is None:
        return at
    days, vague = _parts(year, match["m4"], match["d4"], match["mp4"], None)
    return replace(at, days=days, vague=vague)


def _day_alone(match: re.Match[str], at: Dated, as_of: date | None) -> Dated | None:
    day = _small_number(match["d7"])
    if not 1 <= day <= 31:
        return None
    return replace(at, days=_day(as_of.year, as_of.month, day) if as_of else None, doubtful=True)


def _parts(
    year: int, month: str | None, day: str | None, month_part: str | None, year_part: str | None
) -> tuple[Stretch | None, bool]:
    if month:
        number = _small_number(month)
        if not 1 <= number <= 12:
            return None, False
        if day:
            return _day(year, number, _small_number(day)), False
        return _month_part(_month(year, number), month_part)
    return _year_part(year, year_part or "")


def _month_part(days: Stretch | None, part: str | None) -> tuple[Stretch | None, bool]:
    if days is None or part in (None, "份"):
        return days, False
    first, last = days
    if part in ("初", "上旬"):
        return (first, first.replace(day=10)), part == "初"
    if part == "中旬":
        return (first.replace(day=11), first.replace(day=20)), False
    return (first.replace(day=21), last), part != "下旬"


def _year_part(year: int, part: str) -> tuple[Stretch, bool]:
    if part == "上半年":
        return (date(year, 1, 1), date(year, 6, 30)), False
    if part == "下半年":
        return (date(year, 7, 1), date(year, 12, 31)), False
    if "季" in part or part.startswith("Q"):
        number = next(
            int(c) if c.isdigit() and c.isascii() else DIGITS[c] for c in part if c in "一二三四1234"
        )
        return (date(year, 3 * number - 2, 1), _month(year, 3 * number)[1]), False
    if "底" in part or "末" in part:
        return (date(year, 12, 1), date(year, 12, 31)), True
    if "初" in part:
        return (date(year, 1, 1), _month(year, 2)[1]), True
    if "中" in part:
        return (date(year, 6, 1), date(year, 7, 31)), True
    return (date(year, 1, 1), date(year, 12, 31)), False


def _relative(groups: dict[str, str | None], as_of: date | None) -> tuple[Stretch | None, bool]:
    if as_of is None:
        return None, False
    if word := groups["month"]:
        months = word.count("下") - word.count("上")
        days = _month_after(as_of, months)
        if said := groups["d5"]:
            return _day(days[0].year, days[0].month, _small_number(said)), False
        return _month_part(days, groups["mp5"])
    if word := groups["day"]:
        names = {"大前": -3, "前": -2, "昨": -1, "今": 0, "明": 1, "大后": 3, "后": 2}
        day = as_of + timedelta(days=next(n for name, n in names.items() if word.startswith(name)))
        return (day, day), False
    if word := groups["week"]:
        return _week(as_of, word.count("下") - word.count("上"), groups["wd"]), False
    return _this_year(groups["part6"] or "", as_of)


def _this_year(part: str, as_of: date) -> tuple[Stretch, bool]:
    if part in ("月底", "月初"):
        days = _month_part(_month(as_of.year, as_of.month), part[1])
        return days[0] or (as_of, as_of), True
    if part[0] in "本这上下" and "季" in part:
        quarter = as_of.year * 4 + (as_of.month - 1) // 3 + {"上": -1, "下": 1}.get(part[0], 0)
        return _year_part(quarter // 4, f"Q{quarter % 4 + 1}")
    return _year_part(as_of.year, part)


def _week(as_of: date, weeks: int, weekday: str | None) -> Stretch:
    monday = as_of - timedelta(days=as_of.weekday()) + timedelta(weeks=weeks)
    if weekday is None:
        return monday, monday + timedelta(days=6)
    if weekday == "末":
        return monday + timedelta(days=5), monday + timedelta(days=6)
    day = monday + timedelta(days="一二三四五六日".index("日" if weekday == "天" else weekday))
    return day, day


def months_after(day: date, months: int) -> date:
    """The same day of the month so many months later (earlier where negative), or the month's last day.

    >>> months_after(date(2024, 3, 31), -1)
    datetime.date(2024, 2, 29)
    """
    index = min(max(day.year * 12 + day.month - 1 + months, 12), 9999 * 12)
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _month_after(day: date, months: int) -> Stretch:
    there = months_after(day.replace(day=1), months)
    return _month(there.year, there.month)


def _month(year: int, month: int) -> Stretch:
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def _day(year: int, month: int, day: int) -> Stretch | None:
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return found, found


def _small_number(said: str) -> int:
    if said.isdigit() and said.isascii():
        return int(said)
    read = read_numeral(said, 0)
    return int(read.span.low) if read is not None and read.end == len(said) else 0


def opened(text: str, end: int) -> tuple[int, str]:
    """Where a date's words end with 以前, 之后, 起 taken in, and the side named: before, after or none."""
    found = _OPEN.match(text, end)
    if found is None:
        return end, ""
    return found.end(), "before" if "前" in found.group() else "after"
