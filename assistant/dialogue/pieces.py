"""Quantities as they stand alone in a text, before ranges, lists and words of degree are read."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

from assistant.dialogue.dates import Dated
from assistant.dialogue.numerals import START, Numeral, Span, read_numeral
from assistant.dialogue.units import Kind, Measured, is_numbered, measure, measure_half, measure_share

Nature = Literal["exact", "approximate", "range", "at_least", "at_most", "ambiguous"]
_NATURE_OF: dict[str, Nature] = {
    "": "exact",
    "more": "approximate",
    "about": "approximate",
    "few": "approximate",
    "pair": "range",
}
TO = re.compile(r"\s?(?:-{1,2}|–|—{1,2}|~|～|至|到|─)\s?")
_TO_NUMBER = re.compile(TO.pattern + r"[0-9一二两三四五六七八九十百]")
CURRENCY = re.compile(r"(?:人民币|¥|RMB|CNY)[:：\s]*$", re.IGNORECASE)
DOLLAR = re.compile(r"(?:US?\$|\$|USD|HKD|EUR|€|£)\s?$", re.IGNORECASE)
_RATE_BEFORE = re.compile(
    r"(?:利率|基准|年化|LPR|年息|费率|利息|收益率|点数|贴息率|lpr)[^0-9零一二三四五六七八九，。；？！,;?!、]{0,8}$"
)
_RATE_AFTER = re.compile(r"\s?(?:的|点)?(?:年化|基准|贷款|银行)*(?:利率|年化|LPR|年息|费率)")
_ALONE_BEFORE = re.compile(r"(?:^|[\s，。？！,?!；;：:、（(“\"]|是|就|大概|约|差不多|共|有|才|嗯|呃)$")
_ALONE_AFTER = re.compile(r"[\s，。？！,?!；;、）)”\"吧呢啊哦嘛呀的左上]|$")
_BARE_BEFORE = re.compile(
    r"(?:上|近|过|超|超过|约|达|逾|每|奖励?|给予?|补贴?|贷款?|融资|投资?|不到|突破|接近|将近|大概)$"
)
_BARE_AFTER = re.compile(r"\s?(?:[元块]|级|以上|左右|规模|大奖|补贴|奖励|资金|贷款|投资|人民币|出头|补助|的)")
_STATED = re.compile(r"(?:了|就|才|过|这|那|出|大概|差不多|大约|约|可能|也就|上|有个|好|^)$")
_DETERMINED = re.compile(r"[这那哪每某任另同唯统之独逐]$")
_OTHER_THING = re.compile(r"\s?[A-Za-z]")
_MILLIONS = re.compile(r"\s?(?:(?P<word>million|mn)|(?P<letter>M))(?![A-Za-z])")
_SAME = re.compile(r"\d[\d,.]*|([十百千万亿])\1+|.", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Piece:
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


def read_pieces(text: str, barred: Sequence[tuple[int, int]], dates: Sequence[Dated]) -> list[Piece]:
    blocks = sorted(
        [(s, e, None) for s, e in barred] + [(d.start, d.end, d) for d in dates], key=lambda b: b[:2]
    )
    found: list[Piece] = []
    at = 0
    for start, end, dated in [*blocks, (len(text), len(text), None)]:
        if start < at and dated is not None:
            continue
        found += _between(text, at, start)
        if dated is not None:
            found.append(
                Piece(dated.start, dated.end, "date", None, "", nature=_date_nature(dated), dated=dated)
            )
        at = max(at, end)
    return found


def _date_nature(dated: Dated) -> Nature:
    return "ambiguous" if dated.doubtful else "approximate" if dated.vague else "exact"


def _between(text: str, at: int, limit: int) -> list[Piece]:
    found: list[Piece] = []
    while (match := START.search(text, at, limit)) is not None:
        piece = _piece_at(text, match.start(), limit)
        if piece is None:
            at = _past(text, match.start(), limit)
        else:
            found.append(piece)
            at = piece.end
    return found


def _past(text: str, at: int, limit: int) -> int:
    """Where to go on after a numeral that is no quantity: never inside its digits."""
    number = read_numeral(text, at, limit)
    if number is not None and number.spoken and number.digits + number.units > 1:
        return number.end
    match = _SAME.match(text, at, limit)
    return match.end() if match else at + 1


def _piece_at(text: str, at: int, limit: int) -> Piece | None:
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
    if text[at] == "几" and not _STATED.search(head):
        return None  # 能拿几万: a question, no amount
    read = measure(text[:limit], number)
    if read is not None:
        if read.kind == "count" and (
            head.endswith("分之") or (number.span.low == 1 and _DETERMINED.search(head))
        ):
            return None
        return replace(_of(read), scaled=number.scaled)
    return _unitless(text, head, number)


def _of(read: Measured) -> Piece:
    nature = "ambiguous" if len(read.readings) > 1 else _NATURE_OF[read.vague]
    if read.span is None:
        nature = "ambiguous"
    return Piece(
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


def _unitless(text: str, head: str, number: Numeral) -> Piece | None:
    """A number without unit: money where 万 or 亿 was said or a currency precedes, a rate beside 利率."""
    factors = (*(Fraction(s) for s in number.scales), *(() if number.scaled else (Fraction(1),)))
    end = number.end + (number.scaled and text[number.end : number.end + 1] == "整")
    nature = _NATURE_OF[number.vague]
    readings = (number.span.low, *number.alternatives) if number.alternatives else ()
    kind: Kind = "money" if number.scaled or CURRENCY.search(head) else "number"
    if readings:
        nature = "ambiguous"
    piece = Piece(
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
    if DOLLAR.search(head):
        return replace(piece, kind="money", span=None, nature="ambiguous", unit=number.unit + "$")
    if kind == "money":
        return piece
    if _DETERMINED.search(head) or text[number.end : number.end + 1] == "厘":
        return None  # 基准统一4.75%; 四厘五, which may be a month's or a year's
    beside_rate = _RATE_BEFORE.search(head) or _RATE_AFTER.match(text, number.end)
    rate = _rate(piece) if beside_rate and not number.bare else None
    return rate or _plain(text, head, number, piece)


def _rate(piece: Piece) -> Piece | None:
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


def _plain(text: str, head: str, number: Numeral, piece: Piece) -> Piece | None:
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
    if not number.spoken or (number.units and (number.digits or number.vague) and number.span.high > 10):
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
