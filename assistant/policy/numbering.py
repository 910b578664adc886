"""Labels of Chinese official documents: 第三章, 第五条之一, 一、, （一）, 1., 1.1, (1), ①.

Order of the families: GB/T 9704-2012 (一、（一）1. (1)) below 编, 章, 节, 条, 款, 项 of laws.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Family = Literal[
    "attachment", "part", "subpart", "chapter", "section", "article", "paragraph", "item",
    "cjk", "cjk_paren", "digit", "decimal", "digit_paren", "circled", "letter",
]  # fmt: skip

RANKS: dict[Family, float] = {
    "attachment": -1, "part": 0, "subpart": 1, "chapter": 2, "section": 3, "article": 4,
    "paragraph": 4.3, "item": 4.6, "cjk": 5, "cjk_paren": 6, "digit": 7, "decimal": 8,
    "digit_paren": 9, "circled": 10, "letter": 11,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Label:
    """The number at the head of a paragraph.

    `text` as printed, without the 、 or . after it and without spaces inside; `number`: its value,
    a tuple for 之一 and 1.2; `length`: characters of the line up to the end of the label.
    """

    family: Family
    number: tuple[int, ...]
    text: str
    length: int

    @property
    def rank(self) -> float:
        """Where the family stands in the hierarchy, smaller = higher; 1.1 stands above 1.1.1."""
        depth = len(self.number) / 10 if self.family == "decimal" else 0.0
        return RANKS[self.family] + depth


_DIGITS = {char: value for value, chars in enumerate(
    ("〇零○ＯO", "一壹", "二贰两貳", "三叁叄", "四肆", "五伍", "六陆陸", "七柒", "八捌", "九玖")
) for char in chars}  # fmt: skip
_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_GROUPS = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
_FULL_WIDTH = {ord(full): str(value) for value, full in enumerate("０１２３４５６７８９")}


def read_numeral(text: str) -> int | None:
    """The whole number that `text` writes, None if it is none.

    Arabic, full-width and Chinese (everyday and financial) numerals; digit by digit (二〇二三) too.

    >>> [read_numeral(text) for text in ("一百零一", "二〇二三", "１２", "叁佰万", "廿", "十")]
    [101, 2023, 12, 3000000, None, 10]
    """
    text = "".join(text.split()).translate(_FULL_WIDTH)
    if not text or len(text) > 24:
        return None
    if text.isascii() and text.isdigit():
        return int(text)
    if all(char in _DIGITS for char in text):
        return int("".join(str(_DIGITS[char]) for char in text))
    return _read_with_units(text)


def _read_with_units(text: str) -> int | None:
    total = group = 0
    digit: int | None = None
    for place, char in enumerate(text):
        if char in _DIGITS:
            if digit:
                return None
            digit = _DIGITS[char]
        elif char in _UNITS:
            if digit is None and (char not in "十拾" or (place and text[place - 1] not in "万萬亿億")):
                return None
            group += (1 if digit is None else digit) * _UNITS[char]
            digit = None
        elif char in _GROUPS:
            scale = _GROUPS[char]
            group += digit or 0
            if not group and not total:
                return None
            # 一万亿: a group of a group.
            total = (total + group) * scale if total and total < scale else total + group * scale
            group, digit = 0, None
        else:
            return None
    return total + group + (digit or 0)


_GAP = r"[\s\u200b\u2060\ufeff]*"
_CJK = "〇零○一二三四五六七八九十百千"
_NUMERAL = rf"(?:[{_CJK}](?:{_GAP}[{_CJK}])*|[0-9０-９](?:{_GAP}[0-9０-９])*)"
_CJK_NUMERAL = rf"[{_CJK}](?:{_GAP}[{_CJK}])*"
_SHORT_DIGITS = rf"[0-9０-９](?:{_GAP}[0-9０-９]){{0,2}}"
_STATUTE = re.compile(
    rf"{_GAP}第{_GAP}(?P<number>{_NUMERAL}){_GAP}(?P<unit>分{_GAP}编|部分(?=\s|$)|[编章节条款项])"
    rf"(?:{_GAP}之{_GAP}(?P<branch>[一二三四五六七八九十]+|[0-9]+))?"
)
_STATUTE_FAMILIES: dict[str, Family] = {
    "编": "part", "部分": "part", "分编": "subpart", "章": "chapter", "节": "section",
    "条": "article", "款": "paragraph", "项": "item",
}  # fmt: skip
_CITED = rf"第\s*(?:[0-9０-９{_CJK}]+\s*[编章节条款项]|[（(]\s*[0-9０-９{_CJK}]+\s*[）)]\s*项)"
# What follows a cross-reference (“第五条第二款规定的…”), never the number of a heading. Words that
# only begin like one (第二条中华人民共和国…, 第三条项目…) are the text of an article.
_REFERENCE = re.compile(
    rf"\s*(?:{_CITED}|规定|之规定|所[列称述规]|中[的“，、]|中(?:规定|所[列称述规])|内容?的|的|至|到|[、，,；;。：:）)》”]"
    r"|(?:和|与|及|或者?)\s*(?:第|本[法条办规意细]|前[款条]|其|《)|以[上外内]|以下[的各条款，、]|以?[前后][款条]"
    r"|项(?!目)|款(?!项)|目(?![的标录前]))"
)
_SPACED_REFERENCE = re.compile(
    rf"\s*(?:第\s*(?:[0-9０-９{_CJK}]+|[（(]\s*[0-9０-９{_CJK}]+\s*[）)])\s*[款项]|(?:的)?规定的|[、，,；;。]|至\s*第|和\s*第)"
)
_CJK_LABEL = re.compile(rf"{_GAP}(?P<text>{_CJK_NUMERAL}){_GAP}[、．.]")
_CJK_COUNT = re.compile(rf"{_GAP}[{_CJK}]+{_GAP}[、级类等档产审期线者]")
_CJK_PAREN = re.compile(rf"{_GAP}(?P<text>[（(]{_GAP}(?P<number>{_CJK_NUMERAL}){_GAP}[）)])")
_PAREN_REFERENCE = re.compile(
    r"\s*(?:[至到和及或与、]\s*[（(第]|[、，]?\s*(?:项(?!目)|款(?!项)|目(?![的标录前])))"
)
_DIGIT_LABEL = re.compile(rf"{_GAP}(?P<text>{_SHORT_DIGITS}){_GAP}(?P<mark>[、．.])")
# 20.5万元, 3、5万元, 5.%: a figure. A year after the mark (1.2023年…) is the text of an item.
_FIGURE_AFTER = re.compile(
    r"(?![0-9０-９]{4}年)[0-9０-９]|\s*(?:[％%‰]|[万亿]?元)|\s+[0-9０-９.]+\s*(?:[万亿]元|[％%‰])"
)
_DECIMAL = re.compile(
    r"\s*(?P<text>[0-9０-９]{1,2}(?:[.．][0-9０-９]{1,2}){1,3})(?P<mark>[.．、]|\s+|(?=[\u4e00-\u9fff“《（]))"
)
_UNIT_AFTER = re.compile(r"\s*(?:[％%‰]|[万亿千百元年月日时分秒倍个家名人米吨公平号版代倍折成度克升])")
_DIGIT_PAREN = re.compile(
    rf"{_GAP}(?P<text>[（(]{_GAP}(?P<number>{_SHORT_DIGITS}){_GAP}[）)]|(?P<half>[0-9０-９]{{1,2}})[）)])"
)
_LETTER = re.compile(r"\s*(?P<text>[a-zA-Z])[.．、](?![a-zA-Z0-9.])")
_ENCLOSED = re.compile(r"\s*(?P<text>[①-⑳㉑-㉟❶-❿⑴-⒇⒈-⒛㈠-㈩])")


def label_at(line: str) -> Label | None:
    """The label that the line begins with, None if it begins with none.

    No label: a year, a sum, a percentage, a decimal; a cross-reference to another article.

    >>> label_at("第五条之一 国家保护…").text, label_at("第五条第二款规定的情形，")
    ('第五条之一', None)
    >>> label_at("（二）鼓励创新").text, label_at("1 2. 强化").number, label_at("20.5万元。")
    ('（二）', (12,), None)
    """
    head = line[:80]
    return _statute(head) or _chinese(head) or _arabic(head) or _other(head)


def _label(family: Family, number: tuple[int, ...] | int | None, text: str, length: int) -> Label | None:
    if number is None:
        return None
    value = number if isinstance(number, tuple) else (number,)
    bare = re.sub(_GAP, "", text)
    return Label(family, value, bare, length)


def _statute(head: str) -> Label | None:
    match = _STATUTE.match(head)
    if match is None:
        return None
    unit = re.sub(_GAP, "", match["unit"])
    rest = head[match.end() :]
    reference = _SPACED_REFERENCE if rest[:1].isspace() else _REFERENCE
    if reference.match(rest) or re.match(r"\s*之", rest):
        return None
    number = read_numeral(match["number"])
    if number is None:
        return None
    branch = read_numeral(match["branch"]) if match["branch"] else None
    value = (number,) if branch is None else (number, branch)
    return _label(_STATUTE_FAMILIES[unit], value, match[0], match.end())


def _chinese(head: str) -> Label | None:
    match = _CJK_LABEL.match(head)
    if match is not None and not _CJK_COUNT.match(head, match.end()):
        return _label("cjk", read_numeral(match["text"]), match["text"], match.end())
    match = _CJK_PAREN.match(head)
    if match is not None and not _PAREN_REFERENCE.match(head, match.end()):
        return _label("cjk_paren", read_numeral(match["number"]), match["text"], match.end())
    return None


def _arabic(head: str) -> Label | None:
    match = _DECIMAL.match(head)
    if match is not None and not _UNIT_AFTER.match(head, match.end("text")):
        number = tuple(int(part) for part in re.split("[.．]", match["text"].translate(_FULL_WIDTH)))
        return _label("decimal", number, match["text"], match.end("text") + len(match["mark"].strip()))
    match = _DIGIT_LABEL.match(head)
    if match is not None and not _FIGURE_AFTER.match(head, match.end()):
        return _label("digit", read_numeral(match["text"]), match["text"], match.end())
    match = _DIGIT_PAREN.match(head)
    if match is not None and not _PAREN_REFERENCE.match(head, match.end()):
        return _label(
            "digit_paren", read_numeral(match["number"] or match["half"]), match["text"], match.end()
        )
    return None


def _other(head: str) -> Label | None:
    match = _ENCLOSED.match(head)
    if match is not None:
        return _enclosed(match["text"], match.end())
    match = _LETTER.match(head)
    if match is not None:
        return _label("letter", ord(match["text"].lower()) - ord("a") + 1, match["text"], match.end())
    return None


def _enclosed(char: str, length: int) -> Label | None:
    starts: tuple[tuple[str, str, int, Family], ...] = (
        ("①", "⑳", 1, "circled"), ("㉑", "㉟", 21, "circled"), ("❶", "❿", 1, "circled"),
        ("⑴", "⒇", 1, "digit_paren"), ("⒈", "⒛", 1, "digit"), ("㈠", "㈩", 1, "cjk_paren"),
    )  # fmt: skip
    for first, last, base, family in starts:
        if first <= char <= last:
            return _label(family, ord(char) - ord(first) + base, char, length)
    return None
