"""Amounts, rates and terms in the forms in which people say them, for cases of known result."""

from __future__ import annotations

import random
from fractions import Fraction

import cn2an

WAN = 10_000


def money(yuan: Fraction, chance: random.Random) -> str:
    """An exact amount in one of the forms that people use."""
    wan = yuan / WAN
    whole = int(wan)
    said = _liang(cn2an.an2cn(str(whole), "low"))
    forms = [f"{whole}万", f"{whole}万元", f"{whole}w", said + "万", said + "万元", f"{int(yuan):,}元"]
    if whole % 1000 == 0:
        forms += [f"{whole // 1000}千万", f"{whole // 1000}kw"]
    return chance.choice(forms)


def percent(share: Fraction, chance: random.Random) -> str:
    """A rate as 4.35%, 百分之四点三五 or 4.35个点."""
    written = f"{float(share * 100):g}"
    whole, _, places = written.partition(".")
    said = cn2an.an2cn(whole, "low") + (
        "点" + "".join(cn2an.an2cn(c, "low") for c in places) if places else ""
    )
    return chance.choice((f"{written}%", f"{written}%", f"百分之{said}", f"{written}个点"))


def term(months: int, chance: random.Random) -> str:
    """A term of whole months: 18个月, 一年半, 两年."""
    forms = [f"{months}个月", cn2an.an2cn(str(months), "low").replace("二", "两", months == 2) + "个月"]
    years, rest = divmod(months, 12)
    named = number(years, random.Random(0)) if years else ""
    if not rest:
        forms = [f"{years}年", f"{named}年", f"{named}年"]
    elif rest == 6:
        forms.append(f"{named}年半" if years else "半年")
    return str(chance.choice(forms))


def number(value: int, chance: random.Random) -> str:
    """A whole number in figures or in words."""
    said = str(cn2an.an2cn(str(value), "low"))
    said = "两" if value == 2 else said.removeprefix("一") if 10 <= value < 20 else said
    return chance.choice((str(value), said)) if chance.random() < 0.6 else said


def _liang(said: str) -> str:
    """二千 and 二万 as people say them."""
    return said.replace("二千", "两千").replace("二百", "两百", 1)
