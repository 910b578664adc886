"""Amounts, rates, times and dates as English says them, written as Chinese does: RMB 8.6 million → 860万元."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

_UNITS = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen".split()
    )
} | {w: 10 * (i + 2) for i, w in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split())}
_SCALES = {
    "hundred": 100,
    "thousand": 1000, "grand": 1000, "k": 1000,
    "million": 10**6, "millions": 10**6, "mil": 10**6, "mio": 10**6, "mn": 10**6, "mln": 10**6, "mm": 10**6, "m": 10**6,
    "billion": 10**9, "bn": 10**9, "bln": 10**9, "b": 10**9,
}  # fmt: skip
_SMALL = "|".join(sorted(_UNITS, key=len, reverse=True))
_WORDS = rf"(?:{_SMALL})(?:[\s-](?:and\s)?(?:{_SMALL}|hundred))*|(?:a|half a|one and a half)(?=\s(?:hundred|thousand|million|billion))"
_NUMBER = rf"(?:\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?|\b(?:{_WORDS})\b)"
_SCALE = r"(?:hundred (?:thousand|million)|thousand|grand|million|millions|mil|mio|mn|mln|billion|bn|bln|[kKmMbB](?![A-Za-z²2]))"
_FOREIGN = {
    "美元": r"US\$|USD|US dollars?|U\.S\. dollars?|\$|dollars?|bucks",
    "港元": r"HK\$|HKD|HK dollars?|Hong Kong dollars?",
    "欧元": r"€|EUR|euros?",
    "英镑": r"£|GBP|pounds?(?: sterling)?",
    "日元": r"JPY|yen",
    "新加坡元": r"S\$|SGD|Singapore dollars?",
}
_YUAN = r"RMB|CNY|renminbi|¥|￥|yuan|kuai|元"
_CURRENCY = rf"(?:{_YUAN}|HK\$|US\$|S\$|\$|€|£|(?:{'|'.join(_FOREIGN[k] for k in ('港元', '新加坡元', '美元', '欧元', '英镑', '日元'))})(?![A-Za-z]))"
_ROUGH = {
    "大约": r"about|around|roughly|approximately|approx\.?|circa|some|something like|more or less",
    "将近": r"nearly|almost|close to|just under|just short of",
    "超过": r"over|more than|above|in excess of|exceeding|upwards of",
    "不到": r"less than|under|below|fewer than",
    "最多": r"up to|at most|no more than|not more than|a maximum of|max(?:imum)? of",
    "至少": r"at least|no less than|not less than|a minimum of",
}
_BOUND = "|".join(_ROUGH.values())
_MONEY = re.compile(
    rf"(?:\b(?P<bound>{_BOUND})\s+)?(?:(?P<before>(?<![A-Za-z]){_CURRENCY})\s?)?(?<![\w.])(?P<number>{_NUMBER})"
    rf"(?:\s?(?:-|–|to|and)\s?(?:{_CURRENCY}\s?)?(?P<high>{_NUMBER})(?=\s?-?{_SCALE}))?"
    rf"(?:\s?-?(?P<scale>{_SCALE})(?![A-Za-z]))?(?P<of>\s(?:of\s|in\s)?(?=[A-Za-z€$£]))?(?:\s?(?P<after>{_CURRENCY}))?(?![\w])"
    r"(?P<about>\s(?:or so|give or take|or thereabouts))?(?P<more>\s?\+|\s(?:or (?:more|above)|and above|plus))?",
    re.IGNORECASE,
)
_NOT_MONEY = re.compile(
    r"\s?(?:bps|宽带|带宽|内存|网速|光纤|流量|square|sqm|people|employees|staff|users?|shares|patents|companies|metres?|meters?|[²长宽高×x])",
    re.IGNORECASE,
)
_PERCENT = re.compile(rf"(?<![\w.])(?P<number>{_NUMBER})\s?-?(?:%|percent\b|per cent\b|pct\b|p\.c\.|percentage points?\b)", re.IGNORECASE)
_TIME = {"year": "年", "yr": "年", "y": "年", "month": "个月", "mo": "个月", "mth": "个月", "week": "周", "day": "天", "quarter": "个季度"}
_DURATION = re.compile(
    rf"(?:\b(?:for|over|lasting|with)\s+)?(?:\b(?P<bound>{_BOUND})\s+)?(?<![\w.])(?P<number>{_NUMBER})(?P<half> and a half)?[\s-]?"
    r"(?P<unit>year|yr|month|mth|mo|week|day|quarter|y(?=$|[\s,.?]))s?\b(?P<ago> ago)?(?! old)",
    re.IGNORECASE,
)
_WHOLE_YEAR = re.compile(
    r"\b(?:for|over|of|lasting|tenor|term|is)\s+(?P<said>(?:a|one) (?:full |whole )?year(?P<half> and a half)?)\b|\b(?P<loan>a[\s-]year(?P<loan_half>[\s-]and[\s-]a[\s-]half)?)(?=[\s-](?:loan|term|tenor|and a half))"
    r"|\b(?P<bare>a year and a half)\b",
    re.IGNORECASE,
)
_HALF_YEAR = re.compile(r"\b(?:for )?half(?:[\s-]an?)?[\s-]year\b", re.IGNORECASE)
_HALF = re.compile(r"\b(?:one )?half of\b", re.IGNORECASE)
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec"
_ORDER = {name: i + 1 for i, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split())}
_SIDE = r"(?:(?P<side>before|prior to|by|until|after|since|from|following|starting)\s+)?"
_DATE = re.compile(
    rf"\b{_SIDE}(?:(?:on|in)\s+)?(?:(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?\s(?:of\s)?)?(?P<month>{_MONTHS})\b\.?"
    r"(?:\s(?P<d2>\d{1,2})(?!\d)(?:st|nd|rd|th)?(?![\d,]*\s?(?:million|k\b|thousand|%)))?(?:,?\s(?P<year>20\d\d)\b)?"
)
_YEAR = re.compile(rf"\b{_SIDE}(?:(?P<end>(?:the )?end of|late|early)\s)?(?:in\s|year\s|of\s|FY\s?)?(?P<year>20[12]\d)(?:\s(?P<q>Q[1-4]))?\b(?![-/.,]?\d|\s?(?:yuan|RMB|CNY|万|年))", re.IGNORECASE)
_QUARTER = re.compile(r"\bQ(?P<q>[1-4])(?: of)?\s(?P<year>20\d\d)\b", re.IGNORECASE)
_COUNTED = {"loan": "笔", "contract": "份", "agreement": "份"}
_COUNT = re.compile(
    rf"(?<![\w.])(?P<number>\d+|(?:{_SMALL}))(?P<between>\s(?:(?:separate|different|more|such|registered|service|technical|pledged?|patent|IP|R&D|common|technology)\s){{0,4}})"
    r"(?P<noun>loan|contract|agreement|title|platform|cent(?:er|re)|lab|product|patent|project|compan(?:y|ie)|exhibition|trademark|booth|event|time|round|institution|invoice)s?\b",
    re.IGNORECASE,
)

Piece = tuple[int, int, str]


def quantity_changes(text: str, *, english: bool) -> list[Piece]:
    """(start, end, Chinese) of each quantity said in English, in order and not overlapping.

    `english`: the text is English, so that a plain 500k is a sum of money; in a Chinese text only M, a scale in
    words or a currency makes one.
    """
    found: list[Piece] = []
    readers = (_dates, _percents, _durations, _money, *((_counts,) if english else ()))
    for read in readers:
        for piece in read(text, english):
            if not any(_overlap(piece, taken) for taken in found):
                found.append(piece)
    return sorted(found)


def _overlap(one: Piece, other: Piece) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _value(said: str) -> Fraction:
    said = said.lower().replace(",", "")
    if said[0].isdigit():
        return Fraction(said)
    if said == "a":
        return Fraction(1)
    if said == "half a":
        return Fraction(1, 2)
    if said == "one and a half":
        return Fraction(3, 2)
    total = 0
    for word in re.findall(r"[a-z]+", said):
        if word == "hundred":
            total = (total or 1) * 100
        elif word != "and":
            total += _UNITS[word]
    return Fraction(total)


def _scaled(said: str | None) -> int:
    size = 1
    for word in (said or "").lower().split():
        size *= _SCALES[word]
    return size


def _plain(value: Fraction) -> str:
    """A number in digits, without an end of zeros."""
    if value.denominator == 1:
        return str(value.numerator)
    shift = 0
    while (value * 10**shift).denominator != 1 and shift < 12:
        shift += 1
    digits = str((value * 10**shift).numerator).rjust(shift + 1, "0")
    return f"{digits[:-shift]}.{digits[-shift:]}"


def _sum(value: Fraction) -> str:
    """A sum in 亿, 万 or in yuan."""
    for size, word in ((10**8, "亿"), (10**4, "万")):
        if value >= size:
            return _plain(value / size) + word
    return _plain(value)


def _currency(said: str | None) -> str:
    if not said or re.fullmatch(_YUAN, said, re.IGNORECASE):
        return "元" if said else ""
    for word in ("港元", "新加坡元", "美元", "欧元", "英镑", "日元"):
        if re.fullmatch(_FOREIGN[word], said, re.IGNORECASE):
            return word
    return "元"


def _bound(said: str | None) -> str:
    if not said:
        return ""
    return next(word for word, forms in _ROUGH.items() if re.fullmatch(forms, said, re.IGNORECASE))


def _named_currency(text: str) -> str:
    """The foreign currency that a text names anywhere: what has no currency of its own may be meant in it."""
    for word in ("港元", "新加坡元", "美元", "欧元", "英镑", "日元"):
        if re.search(rf"(?<![A-Za-z])(?:{_FOREIGN[word]})(?![A-Za-z])", text, re.IGNORECASE):
            return word
    return "元"


def _money(text: str, english: bool) -> Iterator[Piece]:
    for found in _MONEY.finditer(text):
        before, scale, after = found["before"], found["scale"], found["after"]
        if not (before or scale or after):
            continue
        if scale and not (before or after):
            if _NOT_MONEY.match(text, found.end()):
                continue
            if not english and scale not in ("M",) and len(scale) == 1:
                continue
        if not english and not scale and not re.fullmatch("yuan|kuai", after or "", re.IGNORECASE) and not (
            found["number"][0].isalpha()
        ):
            continue  # 5万元, ¥200: read as they stand
        end = found.end()
        if not after and found["of"]:
            end -= len(found["of"]) if not (found["about"] or found["more"]) else 0
        currency = _currency(before or after) or (_named_currency(text) if english else "")
        size = _scaled(scale)
        high = found["high"]
        said = _sum(_value(found["number"]) * size)
        if high:
            said = f"{said}到{_sum(_value(high) * size)}"
        tail = "左右" if found["about"] else "以上" if found["more"] else ""
        yield found.start(), end, f"{_bound(found['bound'])}{said}{currency}{tail}"


def _percents(text: str, english: bool) -> Iterator[Piece]:
    for found in _PERCENT.finditer(text):
        if english or "%" not in found.group():
            yield found.start(), found.end(), _plain(_value(found["number"])) + "%"
    if english:
        yield from ((m.start(), m.end(), "一半") for m in _HALF.finditer(text))


def _durations(text: str, english: bool) -> Iterator[Piece]:
    for found in _HALF_YEAR.finditer(text):
        yield found.start(), found.end(), "半年"
    for found in _WHOLE_YEAR.finditer(text):
        name = next(n for n in ("said", "loan", "bare") if found[n])
        yield found.start(name), found.end(name), "一年半" if "half" in found[name].lower() else "1年"
    for found in _DURATION.finditer(text):
        value, unit = _value(found["number"]), found["unit"].lower()
        if found["half"]:
            value += Fraction(1, 2)
        if unit == "year" and 2000 <= value:
            continue
        bound = "" if (found["bound"] or "").lower() in ("over", "some") else _bound(found["bound"])
        yield found.start(), found.end(), f"{bound}{_plain(value)}{_TIME[unit]}{'前' if found['ago'] else ''}"


def _dates(text: str, english: bool) -> Iterator[Piece]:
    for found in _QUARTER.finditer(text):
        yield found.start(), found.end(), f"{found['year']}年第{found['q']}季度"
    for found in _DATE.finditer(text):
        day, year = found["d1"] or found["d2"], found["year"]
        led = re.search(r"(?:on|in|last|next|this|since|by|before|after|until|from)\s$", text[: found.start("month")])
        if not (day or year or led):
            continue
        month = _ORDER[found["month"][:3].lower()]
        said = f"{year + '年' if year else ''}{month}月{day + '日' if day else ''}"
        yield found.start(), found.end(), said + _side(found["side"])
    if not english:
        return
    for found in _YEAR.finditer(text):
        end = {"e": "底", "l": "底"}.get((found["end"] or " ").removeprefix("the ")[0], "")
        if (found["end"] or "").lower() == "early":
            end = "初"
        quarter = f"第{found['q'][1]}季度" if found["q"] else ""
        yield found.start(), found.end(), f"{found['year']}年{quarter}{end}{_side(found['side'])}"


def _side(said: str | None) -> str:
    said = (said or "").lower()
    if said in ("before", "prior to", "by", "until"):
        return "之前"
    return "之后" if said in ("after", "following") else ""


def _counts(text: str, english: bool) -> Iterator[Piece]:
    for found in _COUNT.finditer(text):
        yield found.start(), found.end("number"), f"{_plain(_value(found['number']))}{_COUNTED.get(found['noun'].lower(), '个')}"
