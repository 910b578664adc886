"""Prints a number in the forms in which people say and type it, for tests that read it back."""

from collections.abc import Iterator
from fractions import Fraction

import cn2an

WIDE = str.maketrans("0123456789.,%", "０１２３４５６７８９．，％")
TRADITIONAL = str.maketrans("万亿两个圆", "萬億兩個圓")
FORMAL_TRADITIONAL = str.maketrans("贰陆万亿圆", "貳陸萬億圓")
DIGITS = "零一二三四五六七八九"


def chinese(number: int) -> str:
    """两百零五 as 二百零五: the plain form of cn2an."""
    return str(cn2an.an2cn(str(number), "low"))


def formal(number: int) -> str:
    return str(cn2an.an2cn(str(number), "up"))


def with_liang(said: str) -> str:
    """二 before 百, 千, 万, 亿 as people say it: 两."""
    out = []
    for i, character in enumerate(said):
        after = said[i + 1 : i + 2]
        ten_before = i > 0 and said[i - 1] == "十"
        out.append(
            "两" if character == "二" and after and after in "百千万亿" and not ten_before else character
        )
    return "".join(out)


def decimal(value: Fraction) -> str | None:
    """The value as a decimal of at most four places, or None where it has more."""
    scaled = value * 10**4
    if scaled.denominator != 1:
        return None
    whole, places = divmod(int(scaled), 10**4)
    return f"{whole}.{places:04d}".rstrip("0").rstrip(".")


def spoken_decimal(written: str) -> str:
    whole, _, places = written.partition(".")
    said = chinese(int(whole))
    return said + ("点" + "".join(DIGITS[int(c)] for c in places) if places else "")


def money(yuan: int) -> Iterator[str]:
    """Every form of an exact amount of money that we know of."""
    yield f"{yuan}元"
    yield f"{yuan:,}元"
    yield f"¥{yuan:,}"
    yield f"人民币{yuan}元"
    yield f"RMB {yuan}"
    yield f"{yuan} 块钱"
    yield f"{yuan}元".translate(WIDE)
    plain = chinese(yuan)
    yield plain + "元"
    yield with_liang(plain) + "块钱"
    yield formal(yuan) + "元整"
    yield "人民币" + formal(yuan) + "圆整"
    yield formal(yuan).translate(FORMAL_TRADITIONAL) + "圓整"
    yield "人民幣" + formal(yuan).translate(FORMAL_TRADITIONAL) + "元整"
    if yuan >= 10**4:
        yield from _scaled(yuan, plain)
        yield from _mixed(yuan)


def _scaled(yuan: int, plain: str) -> Iterator[str]:
    if len(plain) > 1:
        yield plain
        yield with_liang(plain)
        yield with_liang(plain).translate(TRADITIONAL)
    for scale, names in (
        (10**4, ("万", "万元", " 万元", "w", "W", "万块", "个W", "萬", "万圆整")),
        (10**8, ("亿", "个亿", "亿元", "億", " 个亿")),
    ):
        written = decimal(Fraction(yuan, scale))
        if written is None or (scale == 10**8 and yuan < 10**6):
            continue
        for name in names:
            if name.strip() in ("个W",) and "." in written:
                continue
            yield written + name
            if "w" not in name.lower() and yuan // scale < 10**4:
                yield spoken_decimal(written) + name.strip()
        yield written.translate(WIDE) + names[0]
        if "." not in written and len(written) > 3:
            yield f"{int(written):,}{names[0]}元"
    if yuan % 10**7 == 0 and yuan < 10**10:
        yield f"{yuan // 10**7}kw"
        yield f"{yuan // 10**7}KW"
    if yuan < 10**8 and yuan % 10**6 == 0:
        yield f"{yuan // 10**6}百万"
    yield from _shortened(yuan)


def _mixed(yuan: int) -> Iterator[str]:
    """Digits and Chinese units in one number, as speech recognisers write it: 1千2百万, 1亿2000万, 3百50万."""
    wan, rest = divmod(yuan, 10**4)
    if rest:
        return
    yi, below = divmod(wan, 10**4)
    if yi and below >= 1000:
        yield f"{yi}亿{below}万"
        yield f"{yi} 亿 {below} 万元"
        yield f"{with_liang(chinese(yi) + '亿')}{below}万"
        yield f"{yi}億{below}萬".translate(WIDE)
    if yi:
        return
    thousands, hundreds = divmod(wan, 1000)
    if thousands and hundreds and hundreds % 100 == 0:
        yield f"{thousands}千{hundreds // 100}百万"
        yield f"{thousands}千{hundreds // 100}百萬元".translate(WIDE)
        yield f"{thousands}千{chinese(hundreds // 100)}百万元"
    if wan % 1000 == 0:
        yield f"{thousands}千万"
        yield f"{thousands} 千万元"
    if wan < 1000 and wan % 10 == 0 and wan >= 100 and wan % 100:
        yield f"{wan // 100}百{wan % 100}万"


def _shortened(yuan: int) -> Iterator[str]:
    """八十八万八, 一亿二, 3亿5: the last unit left out."""
    for scale in (10**4, 10**8):
        whole, rest = divmod(yuan, scale)
        if 0 < whole < 10**4 and rest and rest % (scale // 10) == 0:
            tail = rest // (scale // 10)
            name = "万" if scale == 10**4 else "亿"
            yield with_liang(chinese(whole) + name) + DIGITS[tail]
            yield f"{whole}{name}{tail}"
    if yuan % (5 * 10**7) == 0 and (yuan // (5 * 10**7)) % 2 == 1:
        whole = yuan // 10**8
        yield f"{with_liang(chinese(whole) + '个')[:-1]}个半亿" if whole else "半个亿"
