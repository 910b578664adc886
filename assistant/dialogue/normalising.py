"""The noise of typing, pasting and dictating taken out of a turn, with the way back to the user's words.

Full width, compatibility and Traditional characters, zero-width and control characters, markup, emoji,
spaces inside Chinese, repeated punctuation, hesitation. Misheard terms are mended in `soundalikes`.
"""

import html
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from assistant.dialogue.edits import Cause, Change, Edit, Normalised, apply
from assistant.dialogue.soundalikes import Soundalikes

if TYPE_CHECKING:
    from opencc import OpenCC

_HAN = r"\u3400-\u4dbf\u4e00-\u9fff〇"
_CHINESE = _HAN + "，。；：？！、（）“”‘’《》〈〉【】…"
_NUMERIC = "零〇一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟"
_MARKUP = re.compile(r"</?[A-Za-z!][^<>]{0,300}>|<!--.*?-->", re.DOTALL)
_ENTITY = re.compile(r"&(?:[a-zA-Z]{2,8}|#\d{2,6}|#x[0-9a-fA-F]{2,5});")
_KEYCAP = re.compile(r"(\d)\ufe0f?\u20e3")
_REPEATED = re.compile(
    r"([，。；：？！、,;?!~～])\s*(?:\1\s*)+|(?<!\d)\.{3,}|。{2,}|(?<=[？?])[？?!！]+|(?<=[！!])[！!?？]+"
)
_HAN_CHARACTER = re.compile(rf"[{_CHINESE}]")
_HAN_WORD = re.compile(rf"[{_HAN}]+")
_SPACE = re.compile(rf"(?<=[{_CHINESE}])[ \t]+(?=[{_CHINESE}])|[ \t]{{2,}}")
_SPACED_LETTERS = re.compile(r"(?<![A-Za-z])[A-Za-z](?: [A-Za-z&]){1,5}(?![A-Za-z])")
# Hesitation carries nothing inside a sentence; alone, 嗯 is an answer.
_HESITATION = re.compile(
    r"(?<=[^\s，。？！,])\s?[，,…]?(?:呃|嗯|唔|哦|额(?=[，,…呃嗯额])){1,4}[，,…]*(?=[^\s])|(?<=[，,])(?:呃|嗯|唔)+[，,…]*(?=[^\s])"
)
_FILLER = re.compile(
    r"(?:(?:那个){2,}|(?:这个){2,}|(?:就是){2,}|就是说|怎么说呢|怎么讲呢|你知道吧|反正就是|反正吧|然后呢(?=[，,])|那个(?=[，,…])|这个(?=[，,…])|是吧(?=[，,])|对吧(?=[，,]))[，,…]*"
)
_PATTERNS: tuple[tuple[re.Pattern[str], Cause], ...] = (
    (_SPACE, "space"),
    (_SPACED_LETTERS, "space"),
    (_REPEATED, "punctuation"),
    (_HESITATION, "filler"),
)
# A list is ticked: 首台套✓ 上市✗.
_TICKS = {**dict.fromkeys("✓✔☑✅", "√"), **dict.fromkeys("✗✘✕✖❌☒❎", "×")}
_CIRCLED = {chr(0x2460 + i): f"（{i + 1}）" for i in range(20)}
_CIRCLED |= {chr(0x2488 + i): f"{i + 1}、" for i in range(20)} | {"㎡": "平方米", "㎞": "公里", "㏄": "cc"}
# The numerals of dialect and account books that stand for a number of tens: 廿八万, 卅五.
_TENS_IN_FULL = {"廿": "二十", "卄": "二十", "卅": "三十", "卌": "四十"}
_TENS = re.compile(f"[{''.join(_TENS_IN_FULL)}]")
# A form names the unit beside the field, and the figure without one: 贷款金额（元）：8,000,000.00.
_FIELD_UNIT = re.compile(
    r"[（(\[](?:单位[:：]?)?(?P<unit>万元|亿元|元|[%％]|个?月|年|天|日)[)）\]]\s*[:：=]?\s*(?:为|是)?\s*"
    r"(?P<figure>\d[\d,]*(?:\.\d+)?)(?![\d.,]*\s*(?:[万亿元%％年天]|个?月))"
)
_UNIT_IN_FULL = {"月": "个月", "日": "天", "％": "%"}
_DROPPED: tuple[str, Cause] = ("", "noise")
_PLAIN = re.compile(rf"[\n\x20-\x3b\x3d\x3f-\x7e{_HAN}，。；：？！、（）“”《》〔〕—·…¥]*")


def normalise(text: str) -> Normalised:
    """The text put in order; nothing that carries meaning is taken out.

    >>> normalise("３００萬？？？").text
    '300万？'
    """
    read = Normalised(text, text, tuple((i, i + 1) for i in range(len(text))))
    if not text.isascii() and _PLAIN.fullmatch(text) is None:
        read = apply(read, _characters(text))
    elif "<" in text or "&" in text:
        read = apply(read, _markup(text))
    read = _simplified(read)
    if _TENS.search(read.text):
        read = apply(
            read, ((m.start(), m.end(), _TENS_IN_FULL[m[0]], "script") for m in _TENS.finditer(read.text))
        )
    for pattern, cause in _PATTERNS:
        read = apply(read, _matched(read.text, pattern, cause))
    read = apply(read, _fields(read.text))
    if read.text != read.text.strip():
        read = apply(read, _edges(read.text))
    return replace(read, fillers=tuple(m.span() for m in _FILLER.finditer(read.text)))


def _characters(text: str) -> Iterator[Change]:
    """Changes of single characters, and of markup, in the order of the text."""
    spans = {start: (end, became, cause) for start, end, became, cause in _markup(text)}
    for found in _KEYCAP.finditer(text):
        spans[found.start()] = (found.end(), f"（{found[1]}）", "width")
    at = 0
    while at < len(text):
        if at in spans:
            end, became, cause = spans[at]
            yield at, end, became, cause
            at = end
            continue
        change = _DROPPED if text.startswith("\r\n", at) else _character(text[at])
        if change is not None:
            yield at, at + 1, change[0], change[1]
        at += 1


def _markup(text: str) -> Iterator[Change]:
    found = [(m.start(), m.end(), " ", m) for m in _MARKUP.finditer(text)]
    found += [(m.start(), m.end(), html.unescape(m.group()), m) for m in _ENTITY.finditer(text)]
    last = 0
    for start, end, became, _ in sorted(found, key=lambda change: change[:2]):
        if start >= last and became != text[start:end]:
            yield start, end, became.replace("\xa0", " "), "markup"
            last = end


@lru_cache(maxsize=4096)
def _character(character: str) -> tuple[str, Cause] | None:
    """What a character becomes and why, or None where it stays."""
    code = ord(character)
    if code < 0x80 and (code >= 0x20 or character in "\n\t"):
        return None
    if character in _TICKS:
        return _TICKS[character], "width"
    if character in _CIRCLED:
        return _CIRCLED[character], "width"
    if character in "\r\x0b\x0c\u2028\u2029":
        return "\n", "noise"
    category = unicodedata.category(character)
    if category == "Zs" and character != " ":
        return " ", "width"
    if category in ("Cc", "Cf", "Co", "Cs", "Cn") or 0xFE00 <= code <= 0xFE0F or code == 0x20E3:
        return "", "noise"
    if code >= 0x1F000 or (category == "So" and 0x2190 <= code <= 0x2BFF):
        plain = unicodedata.normalize("NFKC", character) if code < 0x1F100 or category != "So" else ""
        return (plain if plain != character else "", "emoji") if not _is_ideograph(code) else None
    if _foldable(code):
        plain = unicodedata.normalize("NFKC", character)
        return (plain, "width") if plain != character else None
    return None


def _is_ideograph(code: int) -> bool:
    return 0x20000 <= code <= 0x323AF


def _foldable(code: int) -> bool:
    """Full-width letters and digits, compatibility ideographs, radicals; not Chinese punctuation."""
    if chr(code) in "，；：（）？！":
        return False
    return (
        0xFF01 <= code <= 0xFFEF
        or 0xF900 <= code <= 0xFAFF
        or 0x2E80 <= code <= 0x2FDF
        or 0x3200 <= code <= 0x33FF
    )


def _simplified(read: Normalised) -> Normalised:
    if read.text.isascii() or not any("\u3400" <= c <= "\u9fff" and not _in_gb2312(c) for c in read.text):
        return read
    plain = _opencc().convert(read.text)
    if len(plain) != len(read.text):
        plain = "".join(_opencc().convert(c)[:1] or c for c in read.text)
    changed: list[Change] = [
        (i, i + 1, new, "script")
        for i, (old, new) in enumerate(zip(read.text, plain, strict=True))
        if old != new
    ]
    return apply(read, changed)


@lru_cache(maxsize=4096)
def _in_gb2312(character: str) -> bool:
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


@lru_cache(maxsize=1)
def _opencc() -> "OpenCC":
    from opencc import OpenCC

    return OpenCC("t2s")


def _matched(text: str, pattern: re.Pattern[str], cause: Cause) -> Iterator[Change]:
    spaced = pattern is _SPACE and _is_spaced(text)
    for found in pattern.finditer(text):
        start, end = found.span()
        said = found.group()
        became = ""
        if pattern is _SPACE:
            if start == 0 or end == len(text):
                continue
            became = "" if _joins(text, start, end, spaced) else " "
        elif pattern is _SPACED_LETTERS:
            became = said.replace(" ", "")
        elif pattern is _REPEATED:
            became = "……" if said.startswith("...") else found[1] or ("。" if said[0] == "。" else "")
        elif pattern is _HESITATION:
            became = "，" if said.lstrip()[:1] in "，," and said.rstrip()[-1:] in "，," else ""
        if became != said:
            yield start, end, became, cause


def _is_spaced(text: str) -> bool:
    """Whether the words of the text are set apart by spaces, as some speech recognisers do."""
    words = _HAN_WORD.findall(text)
    return len(words) > 3 and sum(map(len, words)) <= 2.5 * len(words)


def _joins(text: str, start: int, end: int, spaced: bool) -> bool:
    """Whether a space carries nothing: inside a word, beside punctuation, not between two numbers."""
    before, after = text[start - 1], text[end]
    if not _HAN_CHARACTER.match(before) or not _HAN_CHARACTER.match(after):
        return False
    if before in "万亿千百十" and after in _NUMERIC and after not in "万亿":
        return False  # 一千万 三百: two numbers
    right = _HAN_WORD.match(text, end)
    if right is None or _HAN_WORD.match(before) is None or spaced:
        return True
    alone_before = start == 1 or _HAN_WORD.match(text[start - 2]) is None
    return alone_before or len(right.group()) == 1


def _fields(text: str) -> Iterator[Change]:
    """The unit of a field of a form put behind its figure: 期限（月）：6 as 期限：6个月."""
    for found in _FIELD_UNIT.finditer(text):
        yield found.start(), found.start("figure"), "：", "punctuation"
        yield found.end(), found.end(), _UNIT_IN_FULL.get(found["unit"], found["unit"]), "punctuation"


def _edges(text: str) -> Iterator[Change]:
    start = len(text) - len(text.lstrip())
    end = len(text.rstrip())
    if start:
        yield 0, start, "", "space"
    if start < end < len(text):
        yield end, len(text), "", "space"


__all__ = ["Cause", "Edit", "Normalised", "Soundalikes", "normalise"]
