"""Amounts, rates, times and dates said in English, written as Chinese does: RMB 8.6 million → 860万元."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

_ONES = (
    "zero one two three four five six seven eight nine ten "
    "eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
)
_TENS = "ten twenty thirty forty fifty sixty seventy eighty ninety"
_UNITS = {word: value for value, word in enumerate(_ONES.split())}
_UNITS |= {word: 10 * tens for tens, word in enumerate(_TENS.split(), 1)}
_SCALES = {
    "hundred": 100,
    **dict.fromkeys(("thousand", "grand", "k"), 10**3),
    **dict.fromkeys(("million", "millions", "mil", "mio", "mn", "mln", "m"), 10**6),
    **dict.fromkeys(("billion", "bn", "bln", "b"), 10**9),
}
_SMALL = "|".join(sorted(_UNITS, key=len, reverse=True))
_IN_WORDS = (
    rf"(?:{_SMALL})(?:[\s-](?:and\s)?(?:{_SMALL}|hundred))*"
    r"|(?:a|half a|one and a half)(?=\s(?:hundred|thousand|million|billion))"
)
_NUMBER = rf"(?:\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?|\b(?:{_IN_WORDS})\b)"
_SCALE = (
    r"(?:hundred (?:thousand|million)|thousand|grand|millions?|mil|mio|mn|mln|billion|bn|bln"
    r"|[kKmMbB](?![A-Za-z²2]))"
)
_YUAN = r"RMB|CNY|renminbi|¥|￥|yuan|kuai|元"
# The dollars that have a name before those that have none.
_FOREIGN = {
    "港元": r"HK\$|HKD|HK dollars?|Hong Kong dollars?",
    "新加坡元": r"S\$|SGD|Singapore dollars?",
    "迪拉姆": r"AED|dirhams?",
    "美元": r"US\$|USD|US dollars?|U\.S\. dollars?|\$|dollars?|bucks",
    "欧元": r"€|EUR|euros?",
    "英镑": r"£|GBP|pounds?(?: sterling)?",
    "日元": r"JPY|yen",
}
_CURRENCY = rf"(?:{_YUAN}|HK\$|US\$|S\$|\$|€|£|(?:{'|'.join(_FOREIGN.values())})(?![A-Za-z]))"
_BOUNDS = {
    "大约": r"about|around|roughly|approximately|approx\.?|circa|some|something like|more or less",
    "将近": r"nearly|almost|close to|just under|just short of",
    "超过": r"over|more than|above|in excess of|exceeding|upwards of",
    "不到": r"less than|under|below|fewer than",
    "最多": r"up to|at most|no more than|not more than|a maximum of|max(?:imum)? of",
    "至少": r"at least|no less than|not less than|a minimum of",
}
# What about 36 months, goes up to 5%: no bounds.
_NO_BOUND = "".join(f"(?<!{word} )" for word in ("what", "how", "go", "goes", "went", "rises"))
_BOUND = rf"(?:{_NO_BOUND}\b(?P<bound>{'|'.join(_BOUNDS.values())})\s+)?"
_MONEY = re.compile(
    rf"(?P<between>\bbetween\s+)?{_BOUND}(?:(?P<before>(?<![A-Za-z]){_CURRENCY})\s?)?(?<![\w.])(?P<number>{_NUMBER})"
    rf"(?:(?:\s?-?(?P<low_scale>{_SCALE}))?\s?(?(between)and|(?:-|–|to\b))\s?(?:{_CURRENCY}\s?)?(?P<high>{_NUMBER})(?=\s?-?{_SCALE}))?"
    rf"(?:\s?-?(?P<scale>{_SCALE})(?![A-Za-z]))?"
    rf"(?:\s?(?:in |of )?(?P<after>{_CURRENCY}))?(?!\w)"
    r"(?P<about>\s(?:or so|give or take|or thereabouts))?"
    r"(?P<more>\s?\+|\s(?:or more|or above|and above|plus(?! \S*\d))\b)?"
    r"(?P<each>\s(?:each|apiece|per (?:loan|contract))\b)?",
    re.IGNORECASE,
)
# What a number with k or M counts when it is no money.
_NOT_MONEY = re.compile(
    r"\s?(?:bps|宽带|带宽|内存|网速|光纤|流量|square|sqm|people|employees|staff|users?|shares|patents|compan"
    r"|met(?:re|er)s?|[²长宽高×x])",
    re.IGNORECASE,
)
_PERCENT = re.compile(
    rf"{_BOUND}(?<![\w.])(?P<number>{_NUMBER})\s?-?(?:%|percent\b|per cent\b|pct\b|percentage points?\b"
    r"|(?P<basis>bps?\b|basis points?\b))",
    re.IGNORECASE,
)
_HALF = re.compile(r"\b(?:one )?half of\b", re.IGNORECASE)
_TIME = {
    **dict.fromkeys(("year", "yr", "y"), "年"),
    **dict.fromkeys(("month", "mth", "mo"), "个月"),
    "quarter": "个季度",
    "week": "周",
    "day": "天",
}
_DURATION = re.compile(
    rf"(?:\b(?:for|over|lasting|with)\s+)?{_BOUND}"
    rf"(?<![\w.])(?P<number>{_NUMBER})(?P<half> and a half)?[\s-]?"
    r"(?P<unit>year|yr|month|mth|mo|week|day|quarter|y(?=$|[\s,.?]))s?\b(?P<ago> ago)?",
    re.IGNORECASE,
)
# A year as a term; otherwise it is the year of each year (200k a year).
_WHOLE_YEAR = re.compile(
    r"\b(?:for|over|of|lasting|tenor|term|is)\s+(?P<said>(?:a|one) (?:full |whole )?year(?: and a half)?)\b"
    r"|\b(?P<loan>a[\s-]year)(?=[\s-](?:loan|term|tenor))"
    r"|\b(?P<bare>a year and a half)\b",
    re.IGNORECASE,
)
_HALF_YEAR = re.compile(r"\b(?:for )?half(?:[\s-]an?)?[\s-]year\b", re.IGNORECASE)
_MONTHS = (
    "January|February|March|April|May|June|July|August|September|October|November|December"
    "|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec"
)
_ORDER = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_SIDE = r"(?:(?P<side>before|prior to|by|until|after|since|from|following|starting)\s+)?"
_DATE = re.compile(
    rf"\b{_SIDE}(?:(?:on|in)\s+)?(?:(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?\s(?:of\s)?)?(?P<month>{_MONTHS})\b\.?"
    r"(?:\s(?P<d2>\d{1,2})(?!\d)(?:st|nd|rd|th)?(?![\d,]*\s?(?:million|k\b|thousand|%)))?"
    r"(?:,?\s(?P<year>20\d\d)\b)?"
)
# May and March are months only beside a day, a year or one of these.
_LED = re.compile(r"\b(?:on|in|last|next|this|since|by|before|after|until|from)\s$")
_YEAR = re.compile(
    rf"\b{_SIDE}(?:(?P<end>(?:the )?end of|late|early)\s)?(?:in\s|year\s|of\s|FY\s?)?"
    r"(?P<year>20[12]\d)(?:\s(?P<q>Q[1-4]))?\b(?![-/.,]?\d|\s?(?:yuan|RMB|CNY|万|年))",
    re.IGNORECASE,
)
_QUARTER = re.compile(r"\bQ(?P<q>[1-4])(?: of)?\s(?P<year>20\d\d)\b", re.IGNORECASE)
_COUNTERS = {
    **{"loan": "笔", "contract": "份", "agreement": "份", "time": "次", "round": "轮"},
    **{"exhibition": "场", "event": "场"},
}
_COUNT = re.compile(
    rf"(?<![\w.])(?P<number>\d+|(?:{_SMALL}))\s"
    r"(?:[A-Za-z&-]+\s){0,3}?"
    r"(?P<noun>loan|contract|agreement|title|platform|cent(?:er|re)|lab|product|patent|project|compan(?:y|ie)"
    r"|exhibition|trademark|booth|event|time|round|institution|invoice)s?\b",
    re.IGNORECASE,
)
# What it was before a change: raise the rate from 4% to 5%.
_BEFORE = re.compile(
    r"\b(?:doubl|tripl|chang|revis|adjust|correct|rais|lower|drop|cut|increas|reduc|extend|shorten|go(?:es)?|went"
    r"|fall|fell|rise|grow|expand|upgrad|mov)\w*\b[^.?!;]{0,40}?(?P<from>\bfrom\s[^.?!;]{0,24}?\bto)"
    rf"\s+(?=(?:{_CURRENCY}\s?)?{_NUMBER})",
    re.IGNORECASE,
)
# The parts of a list by their number: phase 1, the second loan.
_PARTS = {"phase": "{}期", "stage": "{}期", "loan": "第{}笔", "contract": "第{}份", "one": "第{}个"}
_NUMERALS = ("", "一", "二", "三", "四", "五", "六")
_NTH = ("", "first", "second", "third", "fourth", "fifth", "sixth")
_PART = re.compile(
    rf"\b(?:(?P<noun>phase|stage|loan|contract)\s(?:no\.?\s)?(?P<number>[1-6](?![\d,.]*\d)|one|two|three)\b(?!\s?-?{_SCALE}|[\s-]year|[\s-]month|%)"
    rf"|(?P<nth>{'|'.join(_NTH[1:])})\s(?P<named>phase|stage|loan|contract|one\b))",
    re.IGNORECASE,
)
# Several loans, each of which is told by its sum: two loans: 5 million at 4% and 3 million at 5%.
_SEVERAL_LOANS = re.compile(rf"\b(?:[2-9]|(?:{_SMALL}))\s(?:[\w&]+\s){{0,3}}loans\b", re.IGNORECASE)
_EACH = re.compile(r"\beach\b|\bapiece\b", re.IGNORECASE)

Piece = tuple[int, int, str]


def quantity_changes(text: str, *, english: bool) -> list[Piece]:
    """(start, end, Chinese) of each quantity said in English, in order and not overlapping.

    `english`: the text is English, so that a plain 500k is a sum of money; in a Chinese text only M, a
    scale in words or a currency makes one.
    """
    found: list[Piece] = []
    readers = (*((_changes, _parts) if english else ()), _dates, _percents, _durations, _money)
    for read in (*readers, *((_counts,) if english else ())):
        for start, end, became in list(read(text, english)):
            if "\0" not in text[start:end]:
                found.append((start, end, became))
                # What is read is out of sight for what reads after it.
                text = text[:start] + "\0" * (end - start) + text[end:]
    return sorted(found)


def _value(said: str) -> Fraction:
    said = said.lower().replace(",", "")
    if said[0].isdigit():
        return Fraction(said)
    if said in ("a", "half a", "one and a half"):
        return {"a": Fraction(1), "half a": Fraction(1, 2)}.get(said, Fraction(3, 2))
    total = 0
    for word in re.findall(r"[a-z]+", said):
        if word == "hundred":
            total = (total or 1) * 100
        elif word != "and":
            total += _UNITS[word]
    return Fraction(total)


def _size(scale: str | None) -> int:
    size = 1
    for word in (scale or "").lower().split():
        size *= _SCALES[word]
    return size


def _plain(value: Fraction) -> str:
    """A number in digits; English numbers end after some places."""
    if value.denominator == 1:
        return str(value.numerator)
    places = next(n for n in range(1, 40) if (value * 10**n).denominator == 1)
    digits = str((value * 10**places).numerator).rjust(places + 1, "0")
    return f"{digits[:-places]}.{digits[-places:]}"


def _sum(value: Fraction) -> str:
    """A sum in 亿, in 万, or as it is."""
    for size, word in ((10**8, "亿"), (10**4, "万")):
        if value >= size:
            return _plain(value / size) + word
    return _plain(value)


def _currency(said: str | None) -> str:
    """The Chinese name of a currency, or "" where none was said."""
    if not said:
        return ""
    return next((n for n, forms in _FOREIGN.items() if re.fullmatch(forms, said, re.IGNORECASE)), "元")


def _currency_of(text: str) -> str:
    """The foreign currency that a text names anywhere: a sum without one of its own may be meant in it."""
    for name, forms in _FOREIGN.items():
        if re.search(rf"(?<![A-Za-z])(?:{forms})(?![A-Za-z])", text, re.IGNORECASE):
            return name
    return "元"


def _bound(said: str | None) -> str:
    return next((b for b, forms in _BOUNDS.items() if said and re.fullmatch(forms, said, re.IGNORECASE)), "")


def _money(text: str, english: bool) -> Iterator[Piece]:
    several = _SEVERAL_LOANS.search(text) if english and not _EACH.search(text) else None
    item = "一笔"
    for found in _MONEY.finditer(text):
        currency, scale = found["before"] or found["after"], found["scale"]
        if not (currency or scale) or not (english or _is_english_sum(found)):
            continue
        if not currency and _NOT_MONEY.match(text, found.end()):
            continue
        said = _sum(_value(found["number"]) * _size(found["low_scale"] or scale))
        if found["high"]:
            said += "到" + _sum(_value(found["high"]) * _size(scale))
        unit = _currency(currency) or (_currency_of(text) if english else "")
        after = "左右" if found["about"] else "以上" if found["more"] else ""
        said = _bound(found["bound"]) + said + unit + after
        if found["each"]:
            said = ("每份" if "contract" in text.lower() else "每笔") + said
        if several and found.start() >= several.end():
            said, item = f"，{item}{said}", "另一笔"
        yield found.start(), found.end(), said


def _is_english_sum(found: re.Match[str]) -> bool:
    """Whether a sum in a Chinese text is written as English does: 5M, 3 million; not 5万元, ¥200, 50k."""
    scale, currency = found["scale"], found["before"] or found["after"]
    if scale:
        return bool(currency) or scale == "M" or len(scale) > 1
    return (currency or "").lower() in ("yuan", "kuai", "rmb", "cny")


def _percents(text: str, english: bool) -> Iterator[Piece]:
    for found in _PERCENT.finditer(text):
        if english or "%" not in found.group():
            value = _value(found["number"]) / (100 if found["basis"] else 1)
            yield found.start(), found.end(), _bound(found["bound"]) + _plain(value) + "%"
    if english:
        yield from ((m.start(), m.end(), "一半") for m in _HALF.finditer(text))


def _durations(text: str, english: bool) -> Iterator[Piece]:
    for half in _HALF_YEAR.finditer(text):
        yield half.start(), half.end(), "半年"
    for whole in _WHOLE_YEAR.finditer(text):
        name = whole.lastgroup or ""
        yield whole.start(name), whole.end(name), "1年半" if "half" in whole[name].lower() else "1年"
    for found in _DURATION.finditer(text):
        value, unit = _value(found["number"]), found["unit"].lower()
        if found["half"]:
            value += Fraction(1, 2)
        # over 24 months is how long, not that it is more
        bound = "" if (found["bound"] or "").lower() in ("over", "some") else _bound(found["bound"])
        yield found.start(), found.end(), f"{bound}{_plain(value)}{_TIME[unit]}{'前' if found['ago'] else ''}"


def _dates(text: str, english: bool) -> Iterator[Piece]:
    for found in _QUARTER.finditer(text):
        yield found.start(), found.end(), f"{found['year']}年第{found['q']}季度"
    for found in _DATE.finditer(text):
        day, year = found["d1"] or found["d2"], found["year"]
        if not (day or year or found["side"] or _LED.search(text, 0, found.start("month"))):
            continue
        month = _ORDER.index(found["month"][:3].lower()) + 1
        said = f"{year + '年' if year else ''}{month}月{day + '日' if day else ''}"
        yield found.start(), found.end(), said + _side(found["side"])
    for found in _YEAR.finditer(text) if english else ():
        end = (found["end"] or "").lower()
        part = "初" if end == "early" else "底" if end else ""
        quarter = f"第{found['q'][1]}季度" if found["q"] else ""
        yield found.start(), found.end(), f"{found['year']}年{quarter}{part}{_side(found['side'])}"


def _side(said: str | None) -> str:
    said = (said or "").lower()
    if said in ("before", "prior to", "by", "until"):
        return "之前"
    return "之后" if said in ("after", "following") else ""


def _changes(text: str, english: bool) -> Iterator[Piece]:
    yield from ((found.start("from"), found.end("from"), "改成") for found in _BEFORE.finditer(text))


def _parts(text: str, english: bool) -> Iterator[Piece]:
    for found in _PART.finditer(text):
        if found["nth"]:
            number, noun = _NTH.index(found["nth"].lower()), found["named"].lower()
        else:
            number, noun = int(_value(found["number"])), found["noun"].lower()
        yield found.start(), found.end(), _PARTS[noun].format(_NUMERALS[number])


def _counts(text: str, english: bool) -> Iterator[Piece]:
    for found in _COUNT.finditer(text):
        counter = _COUNTERS.get(found["noun"].lower(), "个")
        number = _plain(_value(found["number"]))
        yield found.start(), found.end("number"), ("两" if number == "2" else number) + counter
