"""A numeral as people write or say it: 1.2个亿, 两千零五十万, 三百来, 3kw, 叁佰, ０．５, 八千八百八十八万八.

A numeral is read as an interval, because speech names intervals (七八十万, 2000多万, 几百): low and high
are equal where it names one number. Units of money, time and so on come after it and are not read here.
`cn2an` reads plain numerals only, refuses the colloquial ones and answers in floats, so it serves the
tests as a second opinion instead.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal, NamedTuple

DIGITS = {
    **{c: i for i, c in enumerate("零一二三四五六七八九")},
    **{c: i for i, c in enumerate("〇壹贰叁肆伍陆柒捌玖")},
    "两": 2, "俩": 2, "仨": 3, "幺": 1, "○": 0,
}  # fmt: skip
SMALL = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
BIG = {"万": 10**4, "亿": 10**8, "w": 10**4, "k": 10**3, "kw": 10**7, "e": 10**8}

_TRADITIONAL = str.maketrans(
    "萬億兩個圓塊來餘約內過幾數點間貳參叄陸號後將達頂頭從週禮雙對單歷時張項臺級層類種條貸債筆國開為還幣",
    "万亿两个圆块来余约内过几数点间贰叁叁陆号后将达顶头从周礼双对单历时张项台级层类种条贷债笔国开为还币",
)
_WIDE: dict[int, int | str] = {
    code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F) if chr(code) not in "，；：（）？！"
}
_WIDE.update({0x3000: " ", 0xA0: " ", 0x2009: " ", 0x202F: " ", 0xFFE5: "¥", 0x2212: "-", 0xFE6A: "%"})

Vague = Literal["", "more", "about", "few", "pair"]


def fold(text: str) -> str:
    """The text with full-width and Traditional characters of quantities folded, every offset unchanged.

    >>> fold("０．５億")
    '0.5亿'
    """
    return text.translate(_WIDE).translate(_TRADITIONAL)


class Span(NamedTuple):
    """An interval of numbers, ends included."""

    low: Fraction
    high: Fraction

    def times(self, by: int | Fraction) -> "Span":
        return Span(self.low * by, self.high * by)

    def plus(self, low: Fraction | int, high: Fraction | int | None = None) -> "Span":
        return Span(self.low + low, self.high + (low if high is None else high))


_NOTHING = Span(Fraction(0), Fraction(0))
_ONE = Span(Fraction(1), Fraction(1))


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number and the way it was said; `scales` are the multipliers a number before it may share."""

    start: int
    end: int
    span: Span
    place: Fraction = Fraction(1)  # of the last digit that is no filling zero: 2000 → 1000, 1.2 → 1/10
    vague: Vague = ""
    scales: tuple[int, ...] = ()  # 五百万: (1000000, 10000); 25: ()
    scaled: bool = False  # said with 万, 亿 or a letter for them: money unless a measure word follows
    spoken: bool = False  # has a Chinese digit or unit
    units: int = 0  # how many of 十百千万亿 were said
    digits: int = 0  # how many Chinese digits were said
    tail_of: int = 0  # 一千二: 1000, the unit that the last digit is a tenth of
    alternatives: tuple[Fraction, ...] = ()  # other values that the same words may mean
    bare: bool = False  # begins with a unit that no digit precedes: 百万, 千把
    zero: bool = False  # begins with a spoken zero: the 零五十 of 两千零五十
    unit: str = ""  # the scale as said: 万, 千万, w


_D = "".join(DIGITS)
START = re.compile(rf"[0-9{_D}十百千万亿拾佰仟半几数好]")
# A space inside a number only before a group of three digits; a comma only as in 3,200.
_ARABIC = re.compile(
    r"\d{1,3}(?:,\d{3}){1,6}(?!\d)(?:\.\d{1,20})?"
    r"|[1-9]\d{0,2}(?: \d{3}){1,6}(?![\d.])"
    r"|\d{1,20}(?!\d)(?:\.\d{1,20})?",
    re.ASCII,
)
_SIMPLE = re.compile(
    rf"(\d{{1,20}}(?!\d)(?:\.\d{{1,20}})?)([万亿])?(?![\d.,点十百千拾佰仟万亿多余来把个半几{_D}\sa-zA-Z])",
    re.ASCII,
)
_RUN = re.compile(rf"[{_D}]{{1,20}}")
_FEW = re.compile(r"好?几|数(?=[十百千万亿])")
_SMALL = re.compile(r" ?([十百千拾佰仟])(?!分之)")
_BIG = re.compile(
    r"(?: {0,2}([万亿])(?!分之)|\s?(kw|w|k|e)(?![a-z]|\d+(?!\d|个?月|年|天|个?季)))", re.IGNORECASE
)
_COUNTED = re.compile(
    r" ?个(半|多|来)? ?(?=[百千]?万(?!元?户|家)|[十百千]?亿|[百千]?w(?![a-z0-9])|e(?![a-z0-9]))",
    re.IGNORECASE,
)
_MORE = re.compile(r" ?[多余](?!少|久|大|远|次|种|样|元化|额|下|款|杭|姚|半|跑)")
_ABOUT = re.compile(r"[来把](?=[万亿w元块个家台人年天名项套户件]|\s*$|[，。,])")
_SCALED_NEXT = re.compile(r"个?(?:[十百千]|[万亿]|w(?![a-z]))", re.IGNORECASE)
_POINT_AFTER_ARABIC = re.compile(r"点\d+\s*(?:个?\s*[万亿]|个?百?分?点|%|w)")
_HALF_OF = re.compile(r"半 ?个?\s*")
_AND_HALF = re.compile(r"半(?![年个天月导成数价])|半(?=年(?:产值|营收|收入|销售|利润|均|租))")
_POINT = re.compile(rf"点([{_D}]{{1,20}}|\d{{1,20}})")
# What a last digit belongs to when it does not stand for a tenth: 一千万三年 is not 1000.3万.
_OWN_UNIT = re.compile(
    r"\s*(?:[年个月天日周季家台套项笔人名位次场成折倍%‰点期份件条号层楼户辆亩平股批轮级类种道间栋所篇方边定般样共单"
    r"旦律并体直起下些切步]|bp|基点|分之|小时|分钟)",
    re.IGNORECASE,
)


def read_numeral(text: str, start: int, limit: int | None = None) -> Numeral | None:
    """The longest numeral that begins at `start` of a folded text, or None.

    >>> read_numeral("两千零五十万", 0).span.low
    Fraction(20500000, 1)
    """
    text = text if limit is None else text[:limit]
    if simple := _SIMPLE.match(text, start):
        return _read_simple(simple)
    if text[start : start + 1] == "半":
        return _read_half(text, start)
    total = _read_scaled(text, start)
    if total is None:
        return None
    while total.scaled and not total.vague and not total.alternatives:
        longer = _read_next(text, total)
        if longer is None:
            break
        total = longer
    return _with_half(text, total) if total.scaled else total


def _read_simple(found: re.Match[str]) -> Numeral:
    """200, 4.35, 200万: the commonest forms, without a search for what else may follow."""
    digits, unit = found.groups()
    number = _read_arabic(found, digits)
    if not unit:
        return number
    scale = BIG[unit]
    return replace(
        number,
        span=number.span.times(scale),
        place=number.place * scale,
        scales=(scale,),
        scaled=True,
        spoken=True,
        units=1,
        unit=unit,
    )


def _read_half(text: str, start: int) -> Numeral | None:
    found = _HALF_OF.match(text, start)
    scale = _read_scale(text, found.end()) if found else None
    if scale is None or scale.span.low < 10**4:
        return None
    return replace(scale, start=start, span=scale.span.times(Fraction(1, 2)), bare=False)


def _read_scale(text: str, at: int) -> Numeral | None:
    """A unit without a digit: 亿, 千万, 百万."""
    found = _read_scaled(text, at)
    return found if found is not None and found.bare and found.scaled and found.digits == 0 else None


def _read_scaled(text: str, start: int) -> Numeral | None:
    """A section and the 万, 亿 or letter after it: 五百万, 1.2个亿, 50w; or the section alone."""
    section = _read_section(text, start)
    if section is None:
        big = _BIG.match(text, start)
        if big is None or big.group(1) is None:
            return None
        section = Numeral(start, start, _ONE, spoken=True, bare=True)
    counted = _COUNTED.match(text, section.end)
    if counted and not section.bare and not (section.vague and counted.group(1)):
        section = _with_counted(section, counted)
    big = _BIG.match(text, section.end)
    if big is None or (big.group(2) and big.group(2).lower() == "e" and section.spoken):
        return section if not counted else None
    return _with_scale(text, section, big)


def _with_counted(section: Numeral, counted: re.Match[str]) -> Numeral:
    """一个半亿, 3个多亿, 两个亿."""
    extra = counted.group(1)
    span, vague = section.span, section.vague
    if extra == "半":
        span = span.plus(Fraction(1, 2))
    elif extra == "多":
        span, vague = span.plus(0, 1), "more"
    elif extra == "来":
        vague = "about"
    return replace(section, end=counted.end(), span=span, vague=vague)


def _with_scale(text: str, section: Numeral, big: re.Match[str]) -> Numeral:
    letters = big.group(2) or ""
    scale = BIG[(big.group(1) or letters).lower()]
    end = big.end()
    units = section.units + 1
    if big.group(1) == "万" and text[end : end + 1] == "亿":  # 一万亿
        scale, end, units = scale * 10**8, end + 1, units + 1
    read = replace(
        section,
        end=end,
        span=section.span.times(scale),
        place=section.place * scale,
        scales=(*(s * scale for s in section.scales), scale),
        scaled=True,
        spoken=section.spoken or not letters,
        units=units,
        tail_of=0,
        alternatives=tuple(a * scale for a in section.alternatives),
        unit=(
            text[section.start : end] if section.bare and not section.digits else text[big.start() : end]
        ).strip(),
    )
    more = _MORE.match(text, end)
    if more and not read.vague:
        step = read.place if section.units == 0 and not section.spoken else Fraction(scale)
        read = replace(read, end=more.end(), span=read.span.plus(0, step), vague="more")
    return read


def _with_half(text: str, total: Numeral) -> Numeral:
    """一亿半 = 1.5亿."""
    if total.vague or total.bare or not _AND_HALF.match(text, total.end):
        return total
    return replace(total, end=total.end + 1, span=total.span.plus(Fraction(total.scales[-1], 2)))


def _read_next(text: str, total: Numeral) -> Numeral | None:
    """The total with the part after its last unit: the 二千万 of 一亿二千万, the 八 of 八十八万八."""
    scale = total.scales[-1]
    part = _read_scaled(text, total.end)
    if part is None and scale == 10**8 and text[total.end : total.end + 1] == " ":
        # 8 亿 7100 万元, as recognisers and converters write it; without a 万 it is another number.
        apart = _read_scaled(text, total.end + 1)
        part = apart if apart is not None and apart.scaled else None
    if part is None or part.bare or not 0 < part.span.high < scale:
        return None
    if part.scaled:
        joins = scale == 10**8 and part.scales[-1] < scale and part.vague != "pair"
    else:
        joins = _joins_unscaled(text, scale, part)
    if not joins:
        return None
    if part.units == 0 and not part.zero and part.span.low == part.span.high < 10:
        tail = part.span.times(Fraction(scale, 10))
        return _sum(total, replace(part, span=tail, place=Fraction(scale, 10)), tail_of=scale)
    # 1亿2000, 一亿五千: the tens of millions, or the thousands
    loose = (
        scale == 10**8
        and not part.scaled
        and ((part.units == 0 and not part.spoken) or (part.units == 1 and not part.zero))
    )
    others = (total.span.low + part.span.low * 10**4,) if loose and part.span.low < 10**4 else ()
    return _sum(total, part, alternatives=(*part.alternatives, *others))


def _joins_unscaled(text: str, scale: int, part: Numeral) -> bool:
    if part.span.low.denominator != 1 or part.vague in ("pair", "few"):
        return False
    owned = _OWN_UNIT.match(text, part.end)
    if part.units == 0:  # 3亿2, 12万5; 零五 only beside money
        if part.zero:
            return not text.startswith(("年", "个月", "个季", "天"), part.end)
        if not part.spoken and part.span.low >= 10:
            return owned is None and 10**3 <= part.span.low < 10**4
        return owned is None and part.span.low < 10 and part.digits <= 1
    return part.zero or (
        part.span.low >= 1000 and (scale == 10**4 or part.digits + part.units > 2 or owned is None)
    )


def _sum(
    total: Numeral, part: Numeral, *, tail_of: int = 0, alternatives: Iterable[Fraction] = ()
) -> Numeral:
    return replace(
        total,
        end=part.end,
        span=total.span.plus(part.span.low, part.span.high),
        place=part.place,
        vague=part.vague,
        scales=part.scales if part.scaled else total.scales,
        spoken=total.spoken or part.spoken,
        units=total.units + part.units,
        digits=total.digits + part.digits,
        tail_of=tail_of,
        alternatives=tuple(alternatives),
    )


def _read_section(text: str, start: int) -> Numeral | None:
    """A number below 万: 两千零五十, 1200, 3千5, 七八十, 十几, 四点三五."""
    read = Numeral(start, start, _NOTHING)
    last, zero = 0, False
    while not read.vague:
        atom = _read_atom(text, read.end, last)
        at = atom.end if atom else read.end
        unit = _SMALL.match(text, at)
        size = SMALL[unit.group(1)] if unit else 0
        if unit and (not last or size < last) and _may_stand(atom, size, last, zero):
            read = _with_unit(text, read, atom, unit)
            last, zero = size, False
            continue
        if atom is None:
            break
        closed = _with_rest(text, read, atom, last, zero)
        if closed is None:
            break
        read = closed
        if atom.digits or not atom.zero:
            break
        zero = True
    if read.end == start:
        return None
    if read.bare and read.digits:  # 百八十 is less than 180 and more than 80
        first = Fraction(read.scales[0])
        return replace(read, span=Span(read.span.low - first, read.span.high), vague="few")
    return _with_decimals(text, read)


def _may_stand(atom: Numeral | None, size: int, last: int, zero: bool) -> bool:
    if atom is None:
        return last == 0 or (size == 10 and zero)
    return atom.digits <= 2 and not (atom.digits == 2 and atom.vague != "pair" and not atom.zero)


def _with_unit(text: str, read: Numeral, atom: Numeral | None, unit: re.Match[str]) -> Numeral:
    size = SMALL[unit.group(1)]
    amount = (atom.span if atom else _ONE).times(size)
    first = read.end == read.start
    vague: Vague = atom.vague if atom else ""
    end = unit.end()
    place = (atom.place if atom else Fraction(1)) * size
    if not vague and (more := _MORE.match(text, end)) and _more_is_of_number(text, more.end()):
        vague, end = "more", more.end()
        amount = amount.plus(0, place if place < size else size)
    elif not vague and (about := _ABOUT.match(text, end)):
        vague, end = "about", about.end()
    return replace(
        read,
        end=end,
        span=read.span.plus(amount.low, amount.high),
        place=place,
        vague=vague,
        scales=(*read.scales, size) if first else read.scales,
        spoken=True,
        units=read.units + 1,
        digits=read.digits + (atom.digits if atom else 0),
        bare=read.bare or (first and atom is None and size > 10),
        zero=read.zero or (first and atom is not None and atom.zero),
    )


def _more_is_of_number(text: str, at: int) -> bool:
    """多 belongs to the number where a unit can still follow: 三百多万, 十多年; not 二十多一点."""
    return not text.startswith(("一点", "了", "得"), at)


def _with_rest(text: str, read: Numeral, atom: Numeral, last: int, zero: bool) -> Numeral | None:
    """The section with digits that no unit follows, or None where they do not belong to it."""
    end, span, vague, place = atom.end, atom.span, atom.vague, atom.place
    tail_of = _tail_of(atom, last)
    if tail_of:
        span, place = span.times(Fraction(last, 10)), Fraction(last, 10)
    elif not _stands_after(atom, last) and not (zero and atom.vague == "few"):  # 一百零几万
        return None
    if last > 10 and not atom.zero and not atom.vague and _OWN_UNIT.match(text, end):
        return None
    alternatives = (read.span.low + atom.span.low,) if tail_of and text[end : end + 1] in ("万", "w") else ()
    if not vague and not last and not atom.spoken and atom.place >= 10 and (about := _ABOUT.match(text, end)):
        vague, end = "about", about.end()
    elif not vague and not atom.spoken and atom.place >= 1 and (more := _MORE.match(text, end)):
        vague, end, span = "more", more.end(), span.plus(0, place)
    return replace(
        read,
        end=end,
        span=read.span.plus(span.low, span.high),
        place=place,
        vague=vague,
        spoken=read.spoken or atom.spoken,
        digits=read.digits + atom.digits,
        tail_of=tail_of,
        alternatives=alternatives,
        zero=read.zero or (read.end == read.start and atom.zero),
    )


def _tail_of(atom: Numeral, last: int) -> int:
    """The unit that a digit is a tenth of: 百 of 三百五, 千 of 3千5; 0 where it is none."""
    said_once = atom.digits == 1 if atom.spoken else atom.place >= 1 and atom.span.high < 10
    return last if last > 10 and said_once and not atom.zero and not atom.vague else 0


def _stands_after(atom: Numeral, last: int) -> bool:
    if last == 10:
        return atom.spoken and atom.span.high <= 9
    return last == 0 or atom.zero or (not atom.spoken and atom.span.high < last and atom.place >= 1)


def _with_decimals(text: str, read: Numeral) -> Numeral:
    found = _POINT.match(text, read.end)
    if found is None or read.vague or read.tail_of or read.span.low.denominator != 1 or read.bare:
        return read
    if not read.spoken and not _POINT_AFTER_ARABIC.match(text, read.end):
        return read  # 3点20: a time of day
    if read.spoken and found.group(1).isascii():
        return read
    digits = found.group(1) if found.group(1).isascii() else _positional(found.group(1))
    if len(digits) > 1 and _ONE_OF_WORD.match(text, found.end() - 1):
        digits = digits[:-1]  # 百分之三点九五一共借一年
    digits = digits[:12]
    value = Fraction(int(digits), 10 ** len(digits))
    return replace(
        read,
        end=found.start() + 1 + len(digits),
        span=read.span.plus(value),
        place=Fraction(1, 10 ** len(digits)),
        digits=read.digits + len(digits),
    )


def _positional(run: str) -> str:
    return "".join(str(DIGITS[c]) for c in run)


def _read_atom(text: str, at: int, last: int) -> Numeral | None:
    """Digits or 几, without any unit: 1.2, 八, 零五, 七八, 几."""
    if found := _ARABIC.match(text, at):
        return _read_arabic(found, found.group())
    if found := _RUN.match(text, at):
        return _read_run(found, last)
    if (found := _FEW.match(text, at)) and (last or _SCALED_NEXT.match(text, found.end())):
        lowest = 1 if last else 3 if found.group() == "好几" else 2
        return Numeral(
            at, found.end(), Span(Fraction(lowest), Fraction(9)), vague="few", spoken=True, digits=1
        )
    return None


def _read_arabic(found: re.Match[str], written: str) -> Numeral:
    digits = written.replace(",", "").replace(" ", "")
    value = Fraction(digits)
    whole, _, decimals = digits.partition(".")
    zeros = len(whole) - len(whole.rstrip("0")) if value else 0
    place = Fraction(1, 10 ** len(decimals)) if decimals else Fraction(10**zeros)
    return Numeral(found.start(), found.end(), Span(value, value), place=place)


# 一 that begins a word: 一共, 一年.
_ONE_OF_WORD = re.compile(r"一(?=[共并直起般定旦律下些样]|年|个月)")


def _read_run(found: re.Match[str], last: int) -> Numeral:
    digits = _positional(found.group())
    zero = digits[0] == "0"
    said = digits.lstrip("0") if last or digits == "0" else digits
    end = found.end()
    if not last and end < len(found.string) and _ONE_OF_WORD.match(found.string, end - 1) and len(said) > 1:
        end, said = end - 1, said[:-1]  # 百分之三一共借一年
    if last and len(said) > 1 and not (len(said) == 2 and is_pair(said)):  # 四百零六三年期: 406, 三年
        end, said = end - len(said) + 1, said[0]
    read = Numeral(found.start(), end, _NOTHING, spoken=True, digits=len(said), zero=zero)
    if not said:
        return read
    if len(said) == 2 and is_pair(said):
        low, high = sorted((int(said[0]), int(said[1])))
        return replace(read, span=Span(Fraction(low), Fraction(high)), vague="pair")
    value = Fraction(int(said))
    return replace(read, span=Span(value, value))


def is_pair(digits: str) -> bool:
    """Whether two digits said together mean from the one to the other: 三四, 七八, 三五, 三两."""
    return digits in ("35", "32") or (digits[0] != "0" and int(digits[1]) - int(digits[0]) == 1)
