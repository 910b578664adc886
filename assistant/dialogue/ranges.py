"""Quantities joined to one: 三到五百万, 2023年5月至2024年3月; and lists that share a unit: 20、50、100万."""

import re
from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction

from assistant.dialogue.numerals import Span
from assistant.dialogue.pieces import TO, Piece
from assistant.dialogue.units import Kind

_LISTED = re.compile(r"\s?[、/]\s?")


def ranged(text: str, pieces: list[Piece]) -> list[Piece]:
    """Two quantities joined by 到 or a dash become one, the first in the unit of the second."""
    joined: list[Piece] = []
    for piece in pieces:
        first = joined[-1] if joined else None
        if first is not None and (link := TO.match(text, first.end)) and link.end() == piece.start:
            both = _range(first, piece)
            if both is not None:
                joined[-1] = both
                continue
        joined.append(piece)
    return [piece for piece in joined if not piece.tentative]


def _range(first: Piece, last: Piece) -> Piece | None:
    if first.kind == "date" and last.kind == "date":
        return _date_range(first, last)
    if first.span is None or last.span is None:
        return None
    span, until = first.span, last.span
    if first.kind == "number" and not first.unit and last.kind != "number":
        factor = _sharing(first.span.high, last.factors, last.kind, until.high)
        if factor is None:
            return None
        span = first.span.times(factor)
    elif first.kind == "ratio" and last.kind == "number" and first.factors:  # 百分之三十到五十
        until = until.times(first.factors[-1])
        last = replace(last, kind="ratio", unit=first.unit)
    elif first.kind != last.kind:
        return None
    if not span.low < until.high:
        return None
    return replace(last, start=first.start, span=Span(span.low, until.high), nature="range", readings=())


def _sharing(number: Fraction, factors: Iterable[Fraction], kind: Kind, top: Fraction) -> Fraction | None:
    """By what to multiply a bare number said before another: 三到五百万, 500-800万, 5000到1亿."""
    shareable = set(factors)
    if kind == "money" and any(factor >= 10**8 for factor in shareable):
        shareable.add(Fraction(10**4))
    return next((factor for factor in sorted(shareable, reverse=True) if number * factor < top), None)


def _date_range(first: Piece, last: Piece) -> Piece | None:
    assert first.dated is not None and last.dated is not None
    if first.dated.days is None or last.dated.days is None:
        return replace(last, start=first.start, nature="range", dated=replace(last.dated, days=None))
    if first.dated.days[0] > last.dated.days[1]:
        return None
    days = (first.dated.days[0], last.dated.days[1])
    return replace(last, start=first.start, nature="range", dated=replace(last.dated, days=days))


def shared(text: str, pieces: list[Piece]) -> list[Piece]:
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
