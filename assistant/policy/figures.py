"""Figures as official texts print them: sums, percentages, dates, terms, counts, numbers of documents.

One reading for all forms of a figure: 20万元, 200000元, ２０万元, 二十万元 and 贰拾万元整 are the same
value. Speech (1.2个亿, 50w, 一千二) is read elsewhere; this is for printed words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Literal

FigureKind = Literal["money", "percent", "date", "duration", "count", "number", "document", "clause"]


@dataclass(frozen=True, slots=True)
class PrintedFigure:
    """A figure in a text: offsets, as printed, and its value.

    `value`: money in yuan; percent as a share of 1; duration in years (days and weeks as 365ths);
    count in pieces; number (digits without a unit) plain; a date as yyyymmdd with 00 for what is not
    said (2023年 = 20230000, 5月12日 = 512); a document as year × 100000 + number; a clause as its
    last number. `unit` as printed.
    """

    start: int
    end: int
    text: str
    kind: FigureKind
    value: Fraction
    unit: str = ""

    @property
    def is_word(self) -> bool:
        """Whether it is everyday speech rather than a figure: 一家, 两项, 三个 in Chinese, up to ten."""
        return self.kind == "count" and self.value <= 10 and not any(char in _ARABIC for char in self.text)


_DIGIT_VALUES = {char: value for value, chars in enumerate(
    ("零〇○", "一壹", "二贰两貳", "三叁叄", "四肆", "五伍", "六陆陸", "七柒", "八捌", "九玖")
) for char in chars}  # fmt: skip
_ARABIC = frozenset("0123456789０１２３４５６７８９")
_SMALL_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_LARGE_UNITS = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}

# One character for one, so that offsets stay.
_SAME_LENGTH = str.maketrans(
    "０１２３４５６７８９％．，〔［【〕］】（）／－", "0123456789%.,〔〔〔〕〕〕()/-"
)
_DIG = r"[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?"
_CN_DIGIT = "零〇○一二两三四五六七八九壹贰貳叁叄肆伍陆陸柒捌玖"
_CN = _CN_DIGIT + "十拾百佰千仟"
# Atomic: a long row of digits must not be tried in every way of cutting it.
# 四百万两笔: the 两 counts, and is no part of the sum before it.
_COUNTS = r"(?!(?<=[万萬亿億])两(?=\s?[笔份家个项次台套件场期轮]))"
_RUN = rf"(?>(?:{_DIG}|[{_CN}半])(?>\s*[十百佰千仟万萬亿億]|{_DIG}|{_COUNTS}[{_CN}]|点(?=[{_CN_DIGIT}]))*)"
_CN_ORDINAL = "一二三四五六七八九十百"
_YEAR = r"(?:[12][0-9]{3}|[一二][〇零○一二三四五六七八九]{3})"
_PART = r"(?:[0-9]{1,2}|[〇零一二三四五六七八九十]{1,3})"

_FIGURE = re.compile(
    rf"(?=[0-9(〔\[第半{_CN}])(?:(?P<document>[〔(\[]\s*(?P<doc_year>(?:19|20)[0-9]{{2}})\s*[〕)\]]\s*第?\s*(?P<doc_number>[0-9]{{1,5}})\s*号)"
    rf"|(?P<date>(?P<year>{_YEAR})\s*年(?:\s*(?P<month>{_PART})\s*月份?(?:\s*(?P<day>{_PART})\s*[日号])?)?(?!\s*期)"
    rf"|(?P<iso_year>[12][0-9]{{3}})(?P<sep>[-/.])(?P<iso_month>[0-9]{{1,2}})(?:(?P=sep)(?P<iso_day>[0-9]{{1,2}}))(?![0-9])"
    rf"|(?P<md_month>{_PART})\s*月(?:份|\s*(?P<md_day>{_PART})\s*[日号])?)"
    rf"|(?P<clause>[{_CN_ORDINAL}]{{1,3}}\([{_CN_ORDINAL}]{{1,3}}\)\s*(?:第?\s*(?P<c_item>[0-9]{{1,2}})(?![0-9.%万亿元])\s*[条项款]?)?"
    rf"|(?<![{_CN}0-9.])[{_CN_ORDINAL}](?P<c_short>[0-9]{{1,2}})(?![0-9.%{_CN}万亿元家年月日个项名次])"
    rf"|第\s*\(?(?P<c_stated>[0-9]{{1,3}}|[{_CN_ORDINAL}]{{1,5}})\)?\s*(?:部分|条|款|项|章|节)(?:之[{_CN_ORDINAL}])?"
    rf"|(?<![\w)])\([{_CN_ORDINAL}]{{1,3}}\)\s*(?P<c_sub>[0-9]{{1,2}})(?![0-9.%万亿元]))"
    rf"|(?P<percent>百分之\s*(?P<pct>{_RUN})|(?P<denominator>[{_CN}]+)分之(?P<numerator>[{_CN}]+)"
    rf"|(?P<share>{_RUN})\s*(?P<share_unit>%|‰|个?百分点|个点|成(?![立果长为员本交分功效熟品])半?)|(?P<half>一半|半数))"
    rf"|(?P<plain>{_RUN})(?:\s*(?P<unit>元整?|圆整?|块钱?|人民币|个?工作日|个半?月|周岁|年半|年(?!级)|天|日|周|星期|小时|分钟"
    rf"|倍|家|名|人|户|项|个|次|台|套|件|笔|场|期|岁|亩|吨|平方米|平米|公里|页|字))?)"
)
_ISSUER = re.compile(r"[\u4e00-\u9fffA-Za-z]{1,12}\s*$")
_SCALED = re.compile(r"[万萬亿億]")
_VAGUE = re.compile(r"^[千百]+[万亿]?$")
_DAYS = {"天": 1, "日": 1, "周": 7, "星期": 7, "工作日": 1, "个工作日": 1}


# The same few runs (200万, 50) come again in every answer.
@lru_cache(maxsize=4096)
def read_amount(run: str) -> Fraction | None:
    """The number that a run of digits and Chinese numerals writes, exactly; None if it writes none.

    >>> [str(read_amount(run)) for run in ("1.2亿", "3千5百万", "一点二亿", "贰拾万", "2,000", "一千二百")]
    ['120000000', '35000000', '120000000', '200000', '2000', '1200']
    """
    if len(run) > 60:
        return None
    total = section = Fraction(0)
    number: Fraction | None = None
    unit, ceiling = Fraction(1), Fraction(10**17)
    bare = False
    for token in re.findall(rf"{_DIG}|点[{_CN_DIGIT}]+|[{_CN_DIGIT}]+|.", "".join(run.split())):
        if token in _SMALL_UNITS:
            unit = Fraction(_SMALL_UNITS[token])
            section += (Fraction(1) if number is None else number) * unit
            number, bare = None, False
        elif token in _LARGE_UNITS:
            scale = Fraction(_LARGE_UNITS[token])
            value = section + (number or 0)
            if value == 0 and total and scale > 10**4:
                total *= scale
            elif (value == 0 and number is None) or scale >= ceiling:
                return None
            else:
                total += value * scale
            section, number, unit, ceiling, bare = Fraction(0), None, scale, scale, False
        else:
            read = _token(token, number)
            if read is None:
                return None
            # 一万五, 一千二: the digit counts in tenths of the unit before it, unless 零 stands between.
            bare = number is None and unit > 10 and len(token) == 1 and token not in "零〇○"
            number = read
    rest = number or Fraction(0)
    return total + section + (rest * unit / 10 if bare else rest)


def _token(token: str, before: Fraction | None) -> Fraction | None:
    """A numeral between units; `before`: what stands there already (only a decimal may follow it)."""
    if token.startswith("点"):
        digits = "".join(str(_DIGIT_VALUES[char]) for char in token[1:])
        return None if before is None else before + Fraction(int(digits), 10 ** len(digits))
    if before is not None:
        return None
    if token == "半":
        return Fraction(1, 2)
    if token[0] in _DIGIT_VALUES:
        return Fraction(int("".join(str(_DIGIT_VALUES[char]) for char in token)))
    if token[0].isascii() and token[0].isdigit():
        return Fraction(token.replace(",", ""))
    return None


def printed_figures(text: str) -> tuple[PrintedFigure, ...]:
    """Every figure of the text, from left to right, none inside another.

    Small words that only look like figures (一家, 一次性, 两个) are counts too; bare Chinese numerals
    below a hundred are not.

    >>> [(found.text, found.kind, int(found.value)) for found in printed_figures("最高 300 万元，三年内")]
    [('300 万元', 'money', 3000000), ('三年', 'duration', 3)]
    """
    found: list[PrintedFigure] = []
    for match in _FIGURE.finditer(text.translate(_SAME_LENGTH)):
        read = _read(match)
        if read is not None:
            kind, value, unit = read
            start = match.start() if kind != "document" else _issuer_start(text, match.start())
            found.append(PrintedFigure(start, match.end(), text[start : match.end()], kind, value, unit))
    return tuple(found)


def _issuer_start(text: str, bracket: int) -> int:
    """Where a document number begins: the issuer's short name (区办) stands before the bracket."""
    before = _ISSUER.search(text, max(0, bracket - 14), bracket)
    return before.start() if before else bracket


_Read = tuple[FigureKind, Fraction, str] | None


def _read(match: re.Match[str]) -> _Read:
    if match["plain"] is not None:
        return _plain(match["plain"], match["unit"] or "")
    if match["percent"] is not None:
        return _percent(match)
    if match["date"] is not None:
        return _date(match)
    if match["clause"] is not None:
        return _clause(match)
    return "document", Fraction(int(match["doc_year"]) * 100000 + int(match["doc_number"])), "号"


def _plain(run: str, unit: str) -> _Read:
    value = read_amount(run)
    if value is None or (not unit and _VAGUE.match(run)):
        return None
    if unit.startswith(("元", "圆", "块", "人民币")):
        return "money", value, unit
    if not unit:
        if _SCALED.search(run):
            return "money", value, unit
        return ("number", value, unit) if run[0].isascii() or value >= 100 else None
    if unit in ("年", "年半"):
        return "duration", value + (Fraction(1, 2) if unit == "年半" else 0), unit
    if unit in ("个月", "个半月"):
        return "duration", (value + (Fraction(1, 2) if unit == "个半月" else 0)) / 12, unit
    if unit in _DAYS:
        return "duration", value * _DAYS[unit] / 365, unit
    return "count", value, unit


def _percent(match: re.Match[str]) -> _Read:
    if match["half"] is not None:
        return "percent", Fraction(1, 2), match["half"]
    if match["denominator"] is not None:
        below, above = read_amount(match["denominator"]), read_amount(match["numerator"])
        return ("percent", above / below, "分之") if below and above is not None else None
    run = match["pct"] if match["pct"] is not None else match["share"]
    value = read_amount(run)
    if value is None:
        return None
    unit = match["share_unit"] or "%"
    if unit.startswith("成"):
        return "percent", (value + (Fraction(1, 2) if unit.endswith("半") else 0)) / 10, unit
    return "percent", value / (1000 if unit == "‰" else 100), unit


def _date(match: re.Match[str]) -> _Read:
    year = match["year"] or match["iso_year"] or "0"
    month = match["month"] or match["iso_month"] or match["md_month"] or "0"
    day = match["day"] or match["iso_day"] or match["md_day"] or "0"
    parts = [read_amount(part) for part in (year, month, day)]
    if any(part is None for part in parts):
        return None
    numbers = [int(part) for part in parts if part is not None]
    # A printed 0 is no month or day; it must not read as “not said”.
    said = (None, match["month"] or match["iso_month"] or match["md_month"], match["day"] or match["iso_day"])
    numbers = [99 if at and said[at] and not number else number for at, number in enumerate(numbers)]
    return "date", Fraction(numbers[0] * 10000 + numbers[1] * 100 + numbers[2]), ""


def _clause(match: re.Match[str]) -> _Read:
    last = match["c_item"] or match["c_short"] or match["c_stated"] or match["c_sub"]
    value = read_amount(last) if last else Fraction(0)
    return "clause", value or Fraction(0), ""
