"""Amounts, rates, times, dates and counts in what people say or type, each with how sharp it was said.

>>> [(q.said, q.low) for q in read_quantities("贷了1.2个亿，三成自有")]
[('1.2个亿', Fraction(120000000, 1)), ('三成', Fraction(3, 10))]
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Literal

from assistant.dialogue.dates import Dated, months_after, opened, read_dates
from assistant.dialogue.identifiers import find_identifiers
from assistant.dialogue.numerals import START, Numeral, Span, fold, read_numeral
from assistant.dialogue.units import Kind, Measured, is_numbered, measure, measure_half, measure_share

Nature = Literal["exact", "approximate", "range", "at_least", "at_most", "ambiguous"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity in a text; `text[start:end] == said`.

    low, high: yuan | share of one | years | pieces | plain; None where that end is open or unknown
    (foreign money has neither). Dates: day_low, day_high, None likewise. `readings`: the values that
    ambiguous words may mean; low and high are then the least and the greatest. An approximate quantity
    keeps the number as said; only words that name an interval widen it (2000多万: 20 to 30 million).
    Words of a ceiling or floor before it (最高, 至少) set the nature and stay outside the span.
    """

    start: int
    end: int
    said: str
    kind: Kind
    low: Fraction | None
    high: Fraction | None
    day_low: date | None
    day_high: date | None
    nature: Nature
    readings: tuple[Fraction, ...]
    unit: str


@dataclass(frozen=True, slots=True)
class _Piece:
    """A quantity being read: its measure or its date, and the nature known so far."""

    start: int
    end: int
    kind: Kind
    span: Span | None
    unit: str
    factors: tuple[Fraction, ...] = ()
    nature: Nature = "exact"
    readings: tuple[Fraction, ...] = ()
    dated: Dated | None = None
    bare: bool = False
    scaled: bool = False
    tentative: bool = False  # 三 of 三到五百万: nothing by itself


_WORTH = re.compile(r"[0-9零〇一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟半几数仨俩年月天周季]")
_NATURE_OF: dict[str, Nature] = {
    "": "exact",
    "more": "approximate",
    "about": "approximate",
    "few": "approximate",
    "pair": "range",
}
_TO = re.compile(r"\s?(?:-{1,2}|–|—{1,2}|~|～|至|到|─)\s?")
_TO_NUMBER = re.compile(_TO.pattern + r"[0-9一二两三四五六七八九十百]")
_CURRENCY = re.compile(r"(?:人民币|¥|RMB|CNY)[:：\s]*$", re.IGNORECASE)
_DOLLAR = re.compile(r"(?:US?\$|\$|USD|HKD|EUR|€|£)\s?$", re.IGNORECASE)
_RATE_BEFORE = re.compile(
    r"(?:利率|年化|LPR|年息|费率|利息|收益率|点数|贴息率|lpr)[^0-9零一二三四五六七八九，。；？！,;?!、]{0,8}$"
)
_RATE_AFTER = re.compile(r"\s?(?:的|点)?(?:年化|基准|贷款|银行)*(?:利率|年化|LPR|年息|费率)")
_ALONE_BEFORE = re.compile(r"(?:^|[\s，。？！,?!；;：:、（(“\"]|是|就|大概|约|差不多|共|有|才|嗯|呃)$")
_ALONE_AFTER = re.compile(r"[\s，。？！,?!；;、）)”\"吧呢啊哦嘛呀的左上]|$")
_BARE_BEFORE = re.compile(
    r"(?:上|近|过|超|超过|约|达|逾|每|奖励?|给予?|补贴?|贷款?|融资|投资?|不到|突破|接近|将近|大概)$"
)
_BARE_AFTER = re.compile(r"\s?(?:[元块]|级|以上|左右|规模|大奖|补贴|奖励|资金|贷款|投资|人民币|出头|补助|的)")
_DETERMINED = re.compile(r"[这那哪每某任另同唯统之独逐]$")


def read_quantities(
    text: str, *, as_of: date | None = None, names: Iterable[str] = ()
) -> tuple[Quantity, ...]:
    """Every quantity of the text in order, not overlapping; `names` are proper names to leave alone.

    as_of: the day from which 去年 and 上个月 are counted; without it such dates have no days.
    """
    if not _WORTH.search(text) and not re.search(r"[\d萬億０-９]", text):
        return ()
    plain = fold(text)
    barred = find_identifiers(plain, names)
    dates = read_dates(plain, as_of, barred)
    pieces = _shared(plain, _ranged(plain, _pieces(plain, barred, dates)))
    found: list[Quantity] = []
    for piece in pieces:
        found.append(_finished(text, plain, piece, as_of, found[-1].end if found else 0))
    return tuple(found)


def _pieces(text: str, barred: Sequence[tuple[int, int]], dates: Sequence[Dated]) -> list[_Piece]:
    blocks = sorted(
        [(s, e, None) for s, e in barred] + [(d.start, d.end, d) for d in dates], key=lambda b: b[:2]
    )
    found: list[_Piece] = []
    at = 0
    for start, end, dated in [*blocks, (len(text), len(text), None)]:
        if start < at and dated is not None:
            continue
        found += _between(text, at, start)
        if dated is not None:
            found.append(
                _Piece(dated.start, dated.end, "date", None, "", nature=_date_nature(dated), dated=dated)
            )
        at = max(at, end)
    return found


def _date_nature(dated: Dated) -> Nature:
    return "ambiguous" if dated.doubtful else "approximate" if dated.vague else "exact"


def _between(text: str, at: int, limit: int) -> list[_Piece]:
    found: list[_Piece] = []
    while (match := START.search(text, at, limit)) is not None:
        piece = _piece_at(text, match.start(), limit)
        if piece is None:
            at = _past(text, match.start(), limit)
        else:
            found.append(piece)
            at = piece.end
    return found


_SAME = re.compile(r"\d[\d,.]*|.", re.DOTALL)


def _past(text: str, at: int, limit: int) -> int:
    """Where to go on after a numeral that is no quantity: never inside its digits."""
    number = read_numeral(text, at, limit)
    if number is not None and number.spoken and number.digits + number.units > 1:
        return number.end
    match = _SAME.match(text, at, limit)
    return match.end() if match else at + 1


def _piece_at(text: str, at: int, limit: int) -> _Piece | None:
    head = text[max(0, at - 14) : at]
    if half := measure_half(text, at - 1 if text[at] == "半" and head[-1:] in ("大", "小") else at):
        return _of(half) if not head.endswith(("上", "下")) else None
    if share := measure_share(text, at, limit):
        return _of(share)
    number = read_numeral(text, at, limit)
    if number is None or (text[at] in "几数好" and not number.units):
        return None
    if number.bare and not _bare_allowed(text, head, number):
        return None
    read = measure(text[:limit], number)
    if read is not None:
        if read.kind == "count" and (
            head.endswith("分之") or (number.span.low == 1 and _DETERMINED.search(head))
        ):
            return None
        return replace(_of(read), scaled=number.scaled)
    return _unitless(text, head, number)


def _of(read: Measured) -> _Piece:
    nature = "ambiguous" if len(read.readings) > 1 else _NATURE_OF[read.vague]
    if read.span is None:
        nature = "ambiguous"
    return _Piece(
        read.start,
        read.end,
        read.kind,
        read.span,
        read.unit,
        read.factors,
        nature,
        read.readings,
        bare=read.bare,
    )


def _bare_allowed(text: str, head: str, number: Numeral) -> bool:
    if number.vague or number.digits:
        return True
    if not (_BARE_BEFORE.search(head) or (_BARE_AFTER.match(text, number.end) and number.units > 1)):
        return False
    return number.units > 1 or head.endswith(("上", "近", "过", "超", "超过"))


def _unitless(text: str, head: str, number: Numeral) -> _Piece | None:
    """A number without unit: money where 万 or 亿 was said or a currency precedes, a rate beside 利率."""
    factors = (*(Fraction(s) for s in number.scales), *(() if number.scaled else (Fraction(1),)))
    end = number.end + (number.scaled and text[number.end : number.end + 1] == "整")
    nature = _NATURE_OF[number.vague]
    readings = (number.span.low, *number.alternatives) if number.alternatives else ()
    kind: Kind = "money" if number.scaled or _CURRENCY.search(head) else "number"
    if readings:
        nature = "ambiguous"
    piece = _Piece(
        number.start,
        end,
        kind,
        number.span,
        number.unit,
        factors,
        nature,
        readings,
        bare=number.bare,
        scaled=number.scaled,
    )
    if _DOLLAR.search(head):
        return replace(piece, kind="money", span=None, nature="ambiguous", unit=number.unit + "$")
    if kind == "money":
        return piece
    if not number.units and (_RATE_BEFORE.search(head) or _RATE_AFTER.match(text, number.end)):
        if (rate := _rate(piece)) is not None:
            return rate
    return _plain(text, head, number, piece)


def _rate(piece: _Piece) -> _Piece | None:
    """利率4.35 is 4.35%, 利率0.0435 the same; 0.5 may be either."""
    assert piece.span is not None
    value = piece.span.low
    if value < Fraction(1, 5):
        return replace(piece, kind="ratio") if value else None
    if value < 1:
        return replace(piece, kind="ratio", nature="ambiguous", readings=(value / 100, value))
    if value > 36:
        return None
    share = Fraction(1, 100)
    return replace(piece, kind="ratio", span=piece.span.times(share), factors=(share,))


_OTHER_THING = re.compile(r"\s?[A-Za-z]")
_MILLIONS = re.compile(r"\s?(?:(?P<word>million|mn)|(?P<letter>M))(?![A-Za-z])")


def _plain(text: str, head: str, number: Numeral, piece: _Piece) -> _Piece | None:
    if millions := _MILLIONS.match(text, number.end):
        span = number.span.times(10**6)
        sure = millions["word"] is not None
        return replace(
            piece, kind="money", end=millions.end(), span=span, unit=millions.group().strip(),
            nature=piece.nature if sure else "ambiguous", readings=() if sure else (span.low,),
        )  # fmt: skip
    if is_numbered(text, number.end) or _OTHER_THING.match(text, number.end):
        return None
    if number.tail_of == 1000:  # 一千二: 1200, or 1200万 between people who talk in 万
        value = number.span.low
        return replace(piece, nature="ambiguous", readings=(value, value * 10000))
    if not number.spoken or number.units and (number.digits or number.vague) and number.span.high > 10:
        return piece
    if "." in text[number.start : number.end] or number.span.low.denominator > 1:
        return piece
    if number.digits >= 3 and number.units == 0:
        return piece if not _ascending(number) else None
    if _TO_NUMBER.match(text, number.end):
        return replace(piece, tentative=True)
    alone = _ALONE_BEFORE.search(head) and _ALONE_AFTER.match(text, number.end)
    return piece if alone else None


def _ascending(number: Numeral) -> bool:
    digits = str(number.span.low)
    return digits in "123456789"


def _ranged(text: str, pieces: list[_Piece]) -> list[_Piece]:
    """Two quantities joined by 到 or a dash become one, the first in the unit of the second."""
    joined: list[_Piece] = []
    for piece in pieces:
        first = joined[-1] if joined else None
        if first is not None and (link := _TO.match(text, first.end)) and link.end() == piece.start:
            both = _range(first, piece)
            if both is not None:
                joined[-1] = both
                continue
        joined.append(piece)
    return [piece for piece in joined if not piece.tentative]


def _range(first: _Piece, last: _Piece) -> _Piece | None:
    if first.kind == "date" and last.kind == "date":
        return _date_range(first, last)
    if first.span is None or last.span is None:
        return None
    span = first.span
    if first.kind == "number" and not first.unit and last.kind != "number":
        factor = _sharing(first.span.high, last, strictly=True)
        if factor is None:
            return None
        span = first.span.times(factor)
    elif first.kind == "ratio" and last.kind == "number" and first.factors:  # 百分之三十到五十
        last = replace(last, kind="ratio", span=last.span.times(first.factors[-1]), unit=first.unit)
    elif first.kind != last.kind:
        return None
    if first.kind == "number" == last.kind and first.span.low < 2 and last.span.high > 10**4:
        return None
    assert last.span is not None
    if not span.low < last.span.high:
        return None
    return replace(last, start=first.start, span=Span(span.low, last.span.high), nature="range", readings=())


def _sharing(number: Fraction, last: _Piece, *, strictly: bool) -> Fraction | None:
    """By what to multiply a bare number said before another: 三到五百万, 500-800万, 5000到1亿."""
    assert last.span is not None
    factors = list(last.factors)
    if last.kind == "money" and any(f >= 10**8 for f in factors):
        factors.append(Fraction(10**4))
    for factor in sorted(set(factors), reverse=True):
        if number * factor < last.span.high or not strictly:
            return factor
    return None


def _date_range(first: _Piece, last: _Piece) -> _Piece | None:
    assert first.dated is not None and last.dated is not None
    if first.dated.days is None or last.dated.days is None:
        return replace(last, start=first.start, nature="range", dated=replace(last.dated, days=None))
    if first.dated.days[0] > last.dated.days[1]:
        return None
    days = (first.dated.days[0], last.dated.days[1])
    return replace(last, start=first.start, nature="range", dated=replace(last.dated, days=days))


_LISTED = re.compile(r"\s?[、/]\s?")


def _shared(text: str, pieces: list[_Piece]) -> list[_Piece]:
    """20、50、100万: the numbers before take the unit of the last."""
    out = list(pieces)
    for i in range(len(out) - 2, -1, -1):
        here, after = out[i], out[i + 1]
        link = _LISTED.match(text, here.end)
        if here.kind != "number" or here.span is None or after.span is None or link is None:
            continue
        if (
            link.end() != after.start
            or after.kind == "number"
            or not after.factors
            or here.nature == "ambiguous"
        ):
            continue
        factor = min(after.factors)
        out[i] = replace(
            here,
            kind=after.kind,
            span=here.span.times(factor),
            unit=after.unit,
            factors=(factor,),
            scaled=after.scaled,
        )
    return out


_GLUE = r"(?:给予|可以|可能|能够|补贴|奖励|只|可|能|是|为|在|有|达到|达|到|就|也|会|拿|补|贷|了|得|领|给|报销|报|要|等于|奖|享受|获得|获|都|才|大概|差不多|大约|约|人民币|¥|\s){0,4}"
_CEILING = re.compile(
    rf"(?:最高|最多|至多|顶多|顶格|顶天|不超过|不超|不高于|不大于|不多于|封顶|上限|≤|<=?){_GLUE}$"
)
_FLOOR = re.compile(rf"(?:至少|最少|起码|最低|不少于|不低于|不小于|下限|≥|>=?){_GLUE}$")
_NEAR_BEFORE = re.compile(
    r"(?P<about>将近|接近|差不多|大约莫?|大概|大致|约莫|大体|几乎|估计|约|左右|上下|(?<![最附临远将靠])近|快(?:要|到)?)"
    r"(?:是|在|有|就|能|也就|要|到|得|了|个|\s){0,3}$"
    r"|(?P<under>(?<![拿领得收享等找补给])不到|不足|未到|不满|未满|低于|少于|小于|没到)\s?$"
    r"|(?P<over>(?<!不)超过|(?<!不)超|多于|高于|大于|逾|突破|不止)(?:了)?\s?$"
    r"|(?P<little>(?<![大中微较缩最很从])小)$|(?P<bare>上|过)$"
)
_AFTER = re.compile(
    r"\s?(?:(?P<about>左右|上下|前后|出头|的样子|光景|多一?点|来的?样子|冒头|差不多(?=$|[，。,吧]))"
    r"|(?P<over>[(（]含(?:本数)?[)）]?及?以上|(?:及|或|含|和|、)?以上|往上|朝上|开外|打底|起步|不止|\+|起(?!来|草|诉|初|码|到|点|算|因|家|了|的|跳|飞|始))"
    r"|(?P<under>[(（]含(?:本数)?[)）]?及?以[下内]|(?:及|或|含)?以下|以内|之内|(?:还|都)?不到(?!账|位|期)|封顶|为限|为上限)"
    r"|(?P<within>内)(?!部|容|地|资|卷|外|涵|在)|(?P<middle>之间))"
)


def _finished(text: str, plain: str, piece: _Piece, as_of: date | None, floor: int) -> Quantity:
    if piece.kind == "date":
        return _finished_date(text, plain, piece)
    if piece.kind == "duration" and (ago := _ago(text, plain, piece, as_of)) is not None:
        return ago
    piece = _with_after(plain, _with_before(plain, piece, floor))
    low, high = (piece.span.low, piece.span.high) if piece.span else (None, None)
    if piece.nature == "at_least":
        high = None
    elif piece.nature == "at_most":
        low = None
    elif piece.nature == "ambiguous" and piece.readings:
        low, high = min(piece.readings), max(piece.readings)
    return Quantity(
        start=piece.start,
        end=piece.end,
        said=text[piece.start : piece.end],
        kind=piece.kind,
        low=low,
        high=high,
        day_low=None,
        day_high=None,
        nature=piece.nature,
        readings=piece.readings if piece.nature == "ambiguous" else (),
        unit=piece.unit,
    )


def _blurred(piece: _Piece, nature: Nature) -> Nature:
    return (
        piece.nature
        if piece.nature == "ambiguous" or (piece.nature == "range" and nature == "approximate")
        else nature
    )


def _with_before(text: str, piece: _Piece, floor: int) -> _Piece:
    head = text[max(floor, piece.start - 14) : piece.start]
    if currency := _CURRENCY.search(head) or _DOLLAR.search(head):
        piece = replace(
            piece, start=piece.start - len(currency.group().rstrip()) - _trailing(currency.group())
        )
        head = text[max(floor, piece.start - 14) : piece.start]
    if found := _NEAR_BEFORE.search(head):
        piece = _near(text, piece, found)
        head = text[max(floor, piece.start - 14) : piece.start]
    if _CEILING.search(head):
        return replace(piece, nature=_blurred(piece, "at_most"))
    if _FLOOR.search(head):
        return replace(piece, nature=_blurred(piece, "at_least"))
    return piece


def _trailing(said: str) -> int:
    return len(said) - len(said.rstrip())


def _near(text: str, piece: _Piece, found: re.Match[str]) -> _Piece:
    grown = replace(piece, start=piece.start - len(found.group()))
    if found["about"]:
        if found["about"] == "近" and piece.kind == "duration":
            return piece  # 近三年: the last three years
        return replace(grown, nature=_blurred(piece, "approximate"))
    if found["under"]:
        return replace(grown, nature=_blurred(piece, "at_most"))
    if found["over"]:
        return replace(grown, nature=_blurred(piece, "at_least"))
    if found["little"]:
        return replace(grown, nature=_blurred(piece, "approximate")) if piece.scaled else piece
    return replace(grown, nature=_blurred(piece, "at_least")) if piece.bare else piece


def _with_after(text: str, piece: _Piece) -> _Piece:
    found = _AFTER.match(text, piece.end)
    if found is None or (found["within"] and piece.kind != "duration"):
        return piece
    end = found.end()
    if found["middle"]:
        return replace(piece, end=end) if piece.nature == "range" else piece
    nature: Nature = "approximate" if found["about"] else "at_least" if found["over"] else "at_most"
    if found.group().strip() in ("封顶", "为限", "为上限"):
        end = piece.end
    return replace(piece, end=end, nature=_blurred(piece, nature))


_AGO = re.compile(r"(?:以|之)?前(?!期|景|提|往|沿|面|述|者|一|后|端|台|段|置|三|两)")


def _ago(text: str, plain: str, piece: _Piece, as_of: date | None) -> Quantity | None:
    """两年前: the day so long before as_of, roughly."""
    found = _AGO.match(plain, piece.end)
    if found is None or piece.span is None or re.search(r"(?:提|期|届满|日|满)$", plain[: piece.start]):
        return None
    day = None
    if as_of is not None and piece.span.high < 200:
        day = months_after(as_of, -round(piece.span.high * 12))
    return Quantity(
        piece.start, found.end(), text[piece.start : found.end()], "date", None, None, day, day, "approximate", (), ""
    )  # fmt: skip


def _finished_date(text: str, plain: str, piece: _Piece) -> Quantity:
    dated = piece.dated
    assert dated is not None
    end, side = opened(plain, piece.end)
    first, last = dated.days if dated.days else (None, None)
    nature = piece.nature
    if side and nature != "range":
        nature = "at_most" if side == "before" else "at_least"
        if side == "before":
            first, last = None, last if dated.vague else first
        else:
            last = None
    else:
        end = piece.end
    return Quantity(
        piece.start, end, text[piece.start : end], "date", None, None, first, last, nature, (), ""
    )
