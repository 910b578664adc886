"""Amounts, rates, times, dates and counts in what people say or type, each with how sharp it was said.

>>> [(q.said, q.low) for q in read_quantities("贷了1.2个亿，三成自有")]
[('1.2个亿', Fraction(120000000, 1)), ('三成', Fraction(3, 10))]
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction

from assistant.dialogue.bounds import with_after, with_before
from assistant.dialogue.dates import months_after, opened, read_dates
from assistant.dialogue.identifiers import find_identifiers
from assistant.dialogue.numerals import fold
from assistant.dialogue.pieces import Nature, Piece, read_pieces
from assistant.dialogue.ranges import ranged, shared
from assistant.dialogue.units import Kind

_WORTH = re.compile(r"[0-9零〇一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟半几数仨俩年月天周季]")
# A share of a sum by which something is put in or given: 投半个亿的一半, 补3000万的一半吗; not 按…的一半贴.
_PUT_IN = re.compile(
    r"(?:投|花|贷|借|签|砸|融|登记|放款|放|补|给|奖|拿|领|返|报)(?:资|入|款|贴|助)?"
    r"(?:[了到进入出个它他掉]|我们?|的是|下去|进去)*[ ]?$"
)
_CLOSING = re.compile(r"元?(?:呢|的话|吧|吗|么|来说|试试|对[吗吧])?(?=[，。？！；,?!;\s]|$)")
_AGO = re.compile(r"(?:以|之)?前(?!期|景|提|往|沿|面|述|者|一|后|端|台|段|置|三|两)")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity in a text; `text[start:end] == said`.

    low, high: yuan | share of one | years | pieces | plain; None where that end is open or unknown
    (foreign money has neither). Dates: day_low, day_high, None likewise. `readings`: the values that
    ambiguous words may mean; low and high are then the least and the greatest. An approximate quantity
    keeps the number as said; only words that name an interval widen it (2000多万: 20 to 30 million).
    Words of a ceiling or floor before it (最高, 至少) set the nature and stay outside the span. `parts`: what
    a sum of instalments is made of.
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
    parts: tuple[Fraction, ...] = ()


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
    pieces = shared(plain, ranged(plain, read_pieces(plain, barred, dates)))
    found: list[Quantity] = []
    for piece in pieces:
        found.append(_finished(text, plain, piece, as_of, found[-1].end if found else 0))
    return _shares_taken(text, found)


def _shares_taken(text: str, found: list[Quantity]) -> tuple[Quantity, ...]:
    """The quantities, a sum with the share of it that is put in as one: 投半个亿的一半 is 25 million.

    >>> [(q.said, q.low) for q in read_quantities("那我只投半个亿的一半呢")]
    [('半个亿的一半', Fraction(25000000, 1))]
    """
    out: list[Quantity] = []
    for quantity in found:
        whole = out[-1] if out else None
        if whole is not None and _is_share_of(text, whole, quantity):
            part = (whole.low or Fraction(0)) * (quantity.low or Fraction(0))
            said = text[whole.start : quantity.end]
            out[-1] = replace(whole, end=quantity.end, said=said, low=part, high=part)
        else:
            out.append(quantity)
    return tuple(out)


def _is_share_of(text: str, whole: Quantity, share: Quantity) -> bool:
    exact = whole.nature == share.nature == "exact" and whole.low is not None and share.low is not None
    if not exact or whole.kind != "money" or share.kind != "ratio" or (share.low or 0) >= 1:
        return False
    between = text[whole.end : share.start]
    ahead, behind = text[: whole.start], text[share.end :]
    return between in ("的", "元的") and bool(_PUT_IN.search(ahead) and _CLOSING.match(behind))


def _finished(text: str, plain: str, piece: Piece, as_of: date | None, floor: int) -> Quantity:
    if piece.kind == "date":
        return _finished_date(text, plain, piece)
    if piece.kind == "duration" and (ago := _ago(text, plain, piece, as_of)) is not None:
        return ago
    piece = with_after(plain, with_before(plain, piece, floor))
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


def _ago(text: str, plain: str, piece: Piece, as_of: date | None) -> Quantity | None:
    """两年前: the day so long before as_of, roughly."""
    found = _AGO.match(plain, piece.end)
    if (
        found is None
        or piece.span is None
        or piece.unit.endswith(("日", "时", "分钟"))
        or re.search(r"(?:提|期|届满|日|满)$", plain[: piece.start])
    ):
        return None
    day = None
    if as_of is not None and piece.span.high < 200:
        day = months_after(as_of, -round(piece.span.high * 12))
        if piece.unit.endswith(("天", "周", "星期", "礼拜")):
            day = as_of - timedelta(days=round(piece.span.high * 365))
    said = text[piece.start : found.end()]
    return Quantity(
        piece.start, found.end(), said, "date", None, None, day, day, "approximate", (), ""
    )  # fmt: skip


def _finished_date(text: str, plain: str, piece: Piece) -> Quantity:
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
