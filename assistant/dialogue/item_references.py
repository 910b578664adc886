"""References to the items of a list: 第二、三笔, 2）和4）, 浦发那笔, 15万和40万的, 前两个, 剩下的.

Every way in which speech names items told before is read here, once: each reference has its span and its
items. What is done with them (taken away, changed, asked for alone) is the business of others.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from functools import lru_cache
from typing import Literal

from assistant.dialogue.conversation import HeldFact
from assistant.dialogue.nearness import BEFORE_BOUNDARY
from assistant.dialogue.quantities import Quantity, read_quantities
from assistant.dialogue.sentence import CLAUSE_END

Way = Literal["number", "letter", "sum", "size", "year", "term", "label", "end", "rest"]
# Which way tells an item best, where a turn names two in different ways.
_SUREST: tuple[Way, ...] = ("number", "sum", "size", "year", "term", "letter", "label", "end", "rest")

_NUMERALS = "一二三四五六七八九"
_AND = "、和及与跟"
_ONE = "笔份个张家期轮次项"
# A pointer behind what names an item: 那笔, 这两份, 的那家, 那项.
_POINTER = (
    r"(?:[那这]?(?:[一两二三四五六几]?[笔份张]|[一两二三四五六几](?:个(?!月)|[家项])|单(?![位独个品]))"
    r"|[那这][个家项块边])"
)
_POINTED = re.compile(
    rf"元?[^，。？！；、,;\s\d一二两三四五六七八九十那这的和及与跟]{{0,4}}?的?{_POINTER}(?:合同|贷款)?|元?的?{_POINTER}"
    r"|的(?=是|不|没|也|还|都|就|只|先)"
)
# A pointer at more than one: 那两笔.
_SEVERAL = re.compile(r"[两二三四五六几]")
# 第二、三笔; 第二笔和第三笔 are two references, side by side.
_ORDINAL = re.compile(
    rf"第(?P<numbers>[{_NUMERALS}1-9](?:[、和及与跟,，]第?[{_NUMERALS}1-9])*)"
    rf"(?:[{_ONE}]|阶段|单(?![位独品]))|(?<![第分前后各两几十])(?P<phase>[{_NUMERALS}](?:[、和及与跟]?[{_NUMERALS}])*)期(?![限间])"
    rf"|(?:贷款|合同|平台|项目)(?P<called>[{_NUMERALS}1-9])(?![{_NUMERALS}十百千万亿\d.,%％年个月笔份期号、共起kKwW])"
)
_CALLED_PHASE = re.compile(rf"[{_NUMERALS}]期")
# An item that is called by a number behind its kind: 贷款2.
CALLED = re.compile(r"(?:贷款|合同|平台|项目)[1-9](?![十百千万亿\d.,%％年个月笔份期号kKwW])")
# The numbers in front of a list: ② (read as （2）), 2）.
_MARK = re.compile(r"[（(]([1-9])[）)]|(?<![\d.（(])([1-9])[）)]")
_LETTER = re.compile(
    r"(?P<letters>[甲乙丙丁](?:[、和及与跟]?[甲乙丙丁])*(?![、和及与跟]?[甲乙丙丁])"
    r"|(?<![a-zA-Z])[A-D](?:[、和及与跟]?[A-D])*(?![、和及与跟]?[A-Da-z]))"
    r"(?:[两二三四]?笔|这|份|行|家|款|项|银行|客户|企业|公司|那|的|[改换变跟和](?![级类轮])"
    r"|(?=其实|应该|实际|作废|取消|先|不|没|也|都|就|只|[，。？！]|$))"
)
_END = re.compile(
    rf"(?P<end>前面?|开头|头|后面?|末尾|最后)的?[这那]?(?P<count>[两二三四五])(?:[{_ONE}]|单(?![位独品]))"
)
_LAST = re.compile(
    r"(?:最后|末|刚才?|刚刚|后面|末尾|后头|后来|新|后)(?:说的|加的|来的|那|这|格|的|一)*[笔份个张期轮单项]|(?:最后|末尾|末了)(?:那|的|一)*家"
    r"|(?:[漏忘]了?(?:掉|报|说|算|讲)?|补(?:报|上|说)|追加)的[那这]一?[笔份单]"
)
# The one and the other of two: 后者期限是十个月.
_LATTER, _FORMER = re.compile(r"后者"), re.compile(r"前者")
_FIRST = re.compile(r"(?:最早|最先|前面|前头|开头|首|头|前)(?:说的|那|这|格|的|一)*[笔份张期轮]")
# The one, or ones, between the first and the last; these two: 中间那份, 中间三笔, 两头的.
_MIDDLE = re.compile(
    r"(?:中间|当中)(?:的?[那这]?(?P<count>[一两二三])?[笔份单个]|的(?=又|也|先|不|没|作废|取消|退|恢复|那|，)|那一?[笔份单])"
)
_BOTH_ENDS = re.compile(r"(?:两头|首尾|头尾|前后|一头一尾|头一份和末一份)的?[那这]?(?:两?[笔份单个])?")
_GREATEST = re.compile(
    rf"(?:金额|数额|额度)?最(?:大|高)的?(?:{_POINTER}|[^，。？！；\d]{{1,4}}{_POINTER})|大的那一?[笔份单家]|(?<![最扩放加较])大的(?=呢|多少|单独|能|该|[，。？！]|$)|(?<![最扩放加较])大的是(?:[哪那]一?[笔份单家])?"
)
_LEAST = re.compile(
    rf"(?:金额|数额|额度)?最(?:小|低)的?(?:{_POINTER}|[^，。？！；\d]{{1,4}}{_POINTER})|小的那一?[笔份单家]|(?<![最缩减较])小的(?=呢|多少|单独|能|该|[，。？！]|$)|(?<![最缩减较])小的是(?:[哪那]一?[笔份单家])?"
)
_OF_YEAR = re.compile(r"([今明去前]年)的?[那这]一?[笔份单张]")
# Behind a term or rate that names an item: 半年期的那笔, 三个月那块.
_TERM_POINTED = re.compile(r"期?的?[那这][一]?[笔份单块个张]")
_RATE_POINTED = re.compile(r"(?<![\d.])\d{1,2}(?:\.\d+)?[%％]的?那一?[笔份]")
# The month in which an item was: 3月这笔, 十月的那份; not 十个月, 3月底.
_OF_MONTH = re.compile(
    r"(?<![\d个])(?P<month>\d{1,2}|[一二三四五六七八九十]{1,2})月份?的?[那这]一?[笔份单张]"
)
_MONTH = re.compile(r"(?<![\d个])(\d{1,2}|[一二三四五六七八九十]{1,2})月")
_REST = re.compile(
    r"(?:剩下|剩余|余下|其余|其[他它])的?(?:那?(?P<left>[一两二三四五六几])[笔份个家项]|(?P<one>[那这]?[笔份]|[那这]家))?"
    r"|另外?(?:那|的)?(?P<others>[一两二三四几])[笔份家](?![位])|还有(?P<more>那?一?[笔份家])(?=呢|[？?]|$)"
)
_IS_ONE = re.compile(r"一|^[那这]?[笔份家]$|^[那这]家$")
# What names items in whatever list: 第二笔的, （2）（3）, 后两笔.
NAMING = re.compile(
    rf"第[{_NUMERALS}1-9第、和及与跟]+[{_ONE}]|[（(][1-9][）)]|(?:前|后|最后)面?的?[这那]?[两二三四五][{_ONE}]"
)
# What is told of a further item, which is none of those told before.
_FURTHER = re.compile(r"(?:还有|又|再|新)[^，。？！；\d]{0,4}$")
# A sum that something came to names no item: 改成500万, 其实是1100万.
_CAME_TO = re.compile(r"(?:[改换变调增降涨升减]?[到成为至]|其实是|应该是|核下来是|实际是|只有|[是批])了?$")
# The sum of an item behind which its name need not be said again: 三千万那笔, 15万的, 那份55万的.
_SUM_POINTED = re.compile(
    rf"元?的?{_POINTER}|元?的(?=呢|多少|提前|按|单独|先|别|银行|没|未|都?登记|作废|不)|元?[^，。？！；、\d那这的]{{0,3}}那[家块边个]"
)
_AHEAD_POINTED = re.compile(r"[那这]一?[笔份单张](?:合同|贷款)?的?$")
_JOINED = re.compile(r"元?[、和及与跟]?")
_A_SUM = re.compile(r"[\d一二两三四五六七八九十百千][万亿]")
# One of those told, which the next clause names.
_ONE_OF = re.compile(r"(?:有|其中)一?[两二三]?[笔份个家]")
# What a sum comes to depends on no day.
_ANY_DAY = date(2024, 1, 1)
# Of an item as many characters are kept, before its sum and behind it.
LONGEST_LABEL = 16
# What stands alone between two marks: 1500万，专利质押，一年.
_LONGEST_ALONE = 6
_OF_A_YEAR = re.compile(r"^(?:20\d\d|[今明去前]年)")
_SPACE = re.compile(r"[\s，。？！；：、,.?!;:]")
# Of which kind a sum is: 一千二的专利质押和五百万的商标质押.
_ITS_KIND = re.compile(r"元?的[^，。？！；、,;和及与跟\d]{2,8}")
# What stands before the sum of another item in a label: 三百万还有一家是拿软著押的.
_AFTER_SUM = re.compile(r"^.*[\d一二两三四五六七八九十百千]+[万亿]元?|^.*[和及与]$")
# Words that tell no item from another.
_GENERIC = re.compile(
    r"[能可该]?以?[补贴奖拿给领][助息贴励到]?(?:多少|几)|多少|补助|补贴|贴息|分别|合计|一共|总共|加起来"
    r"|知识产权|质押|抵押|贷款|贷了|放款|合同|登记|签了?|投了?|[一两二三四五六][笔份个期轮家]|还有|另外|金额|服务|基准|利率|银行|认定"
    r"|个月|半年|我们|我司|咱们?|公司|年|又|再|是|的|了|那|这|[\s\d，。；：:,;、（）()%％.]"
)


@dataclass(frozen=True, slots=True)
class Reference:
    """A stretch of a text, and the items (by their numbers) that it names. `pointed`: beyond doubt.

    A sum by itself, or words of an item without 那笔, name it only where nothing else speaks against it.
    """

    start: int
    end: int
    items: tuple[int, ...]
    way: Way
    pointed: bool = True


def references(
    text: str,
    told: Sequence[HeldFact],
    quantities: Sequence[Quantity] | None = None,
    before: Sequence[str] = (),
    facts: Sequence[HeldFact] = (),
) -> tuple[Reference, ...]:
    """The references of a text to items, in their order; none overlaps another.

    `told`: the sums of the items, those too that do not count; `before`: the questions before, of whose
    items the others are left (前两个先报 … 剩下的呢); `facts`: the terms and rates by which one may be
    named (半年那笔).
    """
    told = sorted(told, key=lambda fact: fact.item)
    if not told:
        return ()
    sums = read_sums(text) if quantities is None else quantities
    found = [
        *_numbers(text, told),
        *_letters(text, told),
        *_by_sum(text, told, sums),
        *_by_size(text, told),
        *_ends(text, told),
        *_of_year(text, told),
        *_by_term(text, told, facts),
        *_labels(text, told),
    ]
    kept: list[Reference] = []
    for one in sorted(found, key=lambda r: (_SUREST.index(r.way), r.start, -r.end)):
        if all(one.end <= other.start or other.end <= one.start for other in kept):
            kept.append(one)
    kept.sort(key=lambda r: r.start)
    for at in range(len(kept) - 2, -1, -1):  # 农行和工行那两笔: what is joined to one pointed at is so too
        joined = _JOINED.fullmatch(text[kept[at].end : kept[at + 1].start])
        if joined and kept[at + 1].pointed and not kept[at].pointed:
            kept[at] = replace(kept[at], pointed=True)
    kept += _rest(text, told, kept, before)
    return tuple(sorted(kept, key=lambda r: r.start))


@lru_cache(maxsize=64)
def read_sums(text: str) -> tuple[Quantity, ...]:
    """The sums of a text whose quantities are not at hand."""
    return tuple(q for q in read_quantities(text, as_of=_ANY_DAY) if q.kind == "money")


def item_named(
    text: str,
    told: Sequence[HeldFact],
    quantities: Sequence[Quantity] | None = None,
    facts: Sequence[HeldFact] = (),
) -> int | None:
    """The number of the one item that a text names; None where it names none, or several."""
    found = references(text, told, quantities, (), facts)
    for sure in (True, False):
        for way in _SUREST:
            named = items_of(r for r in found if r.way == way and r.pointed is sure)
            if named:
                return named[0] if len(named) == 1 else None
    return None


def items_of(found: Iterable[Reference]) -> list[int]:
    """The items of several references, each once."""
    return list(dict.fromkeys(item for one in found for item in one.items))


def in_clause(text: str, at: int, found: Sequence[Reference]) -> list[Reference]:
    """The references of which a word at a place is said: those ahead of it in its clause, else behind it.

    Where the clause has none, those of the clauses before (第二笔查了，走的信用), or of the next one
    (有一份退了，104万那份).
    """
    bounds = [0, *(end.end() for end in CLAUSE_END.finditer(text)), len(text) + 1]
    here = max(place for place in range(len(bounds) - 1) if bounds[place] <= at)
    behind = range(here + 1, len(bounds) - 1)[:1] if _ONE_OF.search(text[bounds[here] : at]) else ()
    for place in (*range(here, max(here - 3, -1), -1), *behind):
        own = [r for r in found if bounds[place] <= r.start < bounds[place + 1]]
        own = own if place == here else [r for r in own if r.pointed]
        ahead = [r for r in own if r.start < at]
        if own:
            return ahead or own
        if _A_SUM.search(text[bounds[place] : bounds[place + 1]]):
            break  # a sum that is none of theirs is what the clause speaks of
    return []


def _numbers(text: str, told: Sequence[HeldFact]) -> list[Reference]:
    """第二、三笔, 第4笔, 二期, 贷款1, 2）, （3）."""
    found = []
    for named in _ORDINAL.finditer(text):
        numbers = [
            _number(c) for c in (named["numbers"] or named["phase"] or named["called"]) if _is_number(c)
        ]
        items = tuple(f.item for n in numbers for f in _numbered(n, told, phase=bool(named["phase"])))
        further = _FURTHER.search(text[: named.start()])
        if items and len(items) == len(numbers) and not further:
            found.append(Reference(named.start(), named.end(), items, "number"))
    marks = {mark: fact.item for fact in told for mark in _marks(fact.label)[-1:]}
    for named in _MARK.finditer(text):
        number = int(named[1] or named[2])
        item = marks.get(number) if marks else next((f.item for f in told if f.item == number - 1), None)
        if item is not None:
            found.append(Reference(named.start(), named.end(), (item,), "number"))
    return found


def _numbered(number: int, told: Sequence[HeldFact], *, phase: bool) -> list[HeldFact]:
    """The item of a number; of phases the one that was called so (三期, where the second is left out)."""
    called = [f for f in told if phase and f"{_NUMERALS[number - 1]}期" in f.label]
    known = phase and any(_CALLED_PHASE.search(f.label) for f in told)
    return called or [f for f in told if not known and f.item == number - 1]


def _marks(label: str) -> list[int]:
    return [int(mark[1] or mark[2]) for mark in _MARK.finditer(label)]


def _letters(text: str, told: Sequence[HeldFact]) -> list[Reference]:
    """乙笔, A行那笔, 甲乙丙三笔."""
    found = []
    for named in _LETTER.finditer(text):
        letters = [c for c in named["letters"] if c not in _AND]
        if any(f.enterprise in letters for f in told):
            continue  # B公司又贷了一笔: it is whose items these are
        items = [[f.item for f in told if letter in f.label] for letter in letters]
        if all(len(own) == 1 for own in items):
            pointed = named[0][-1] not in named["letters"] or len(letters) > 1
            found.append(Reference(*named.span(), tuple(own[0] for own in items), "letter", pointed))
    return found


def _by_sum(text: str, told: Sequence[HeldFact], sums: Sequence[Quantity]) -> list[Reference]:
    """三千万那笔, 那份55万的, 15万和40万的: the sum of an item; beyond doubt where 那笔 points at it."""
    found: list[Reference] = []
    for quantity in sorted((q for q in sums if q.kind == "money"), key=lambda q: -q.start):
        items = [f.item for f in told if f.low is not None and f.low == quantity.low]
        if not items or quantity.low != quantity.high or _CAME_TO.search(text[: quantity.start]):
            continue
        behind = _SUM_POINTED.match(text[quantity.end :])
        joined = found and found[-1].pointed and _JOINED.fullmatch(text[quantity.end : found[-1].start])
        pointed = bool(behind or joined or _AHEAD_POINTED.search(text[: quantity.start]))
        end = quantity.end + (behind.end() if behind else 0)
        found.append(Reference(quantity.start, end, (items[0],), "sum", pointed))
    return found


def _by_size(text: str, told: Sequence[HeldFact]) -> list[Reference]:
    """最大的那笔, 金额最大的农行那笔: the one item of the greatest or the least sum."""
    found = []
    lows = [f.low for f in told if f.low is not None]
    for pattern, end in ((_GREATEST, max), (_LEAST, min)):
        extreme: Fraction | None = end(lows) if len(lows) == len(told) else None
        named = [f.item for f in told if f.low == extreme]
        if extreme is not None and len(named) == 1:
            found += [Reference(*m.span(), (named[0],), "size") for m in pattern.finditer(text)]
    return found


def _ends(text: str, told: Sequence[HeldFact]) -> list[Reference]:
    """前两个, 后两笔; the last or the first one: 刚才那笔, 最早那笔."""
    found = []
    for named in _END.finditer(text):
        count = _number(named["count"])
        items = told[:count] if named["end"][0] in "前开头" else told[-count:]
        if count < len(told):
            found.append(Reference(*named.span(), tuple(f.item for f in items), "end"))
    for named in _MIDDLE.finditer(text):
        count = _number(named["count"] or "一")
        margin, odd = divmod(len(told) - count, 2)
        if margin > 0 and not odd:
            inner = tuple(f.item for f in told[margin : margin + count])
            found.append(Reference(*named.span(), inner, "end"))
    if len(told) > 2:
        found += [
            Reference(*m.span(), (told[0].item, told[-1].item), "end") for m in _BOTH_ENDS.finditer(text)
        ]
    found += [Reference(*m.span(), (told[-1].item,), "end") for m in _LAST.finditer(text)]
    found += [Reference(*m.span(), (told[0].item,), "end") for m in _FIRST.finditer(text)]
    if len(told) == 2:
        found += [Reference(*m.span(), (told[1].item,), "end") for m in _LATTER.finditer(text)]
        found += [Reference(*m.span(), (told[0].item,), "end") for m in _FORMER.finditer(text)]
    return found


def _of_year(text: str, told: Sequence[HeldFact]) -> list[Reference]:
    """明年那笔, 3月这笔: the one item that is known by that year or month."""
    found = []
    for named in _OF_YEAR.finditer(text):
        items = [f.item for f in told if f.label.startswith(named[1])]
        if len(items) == 1:
            found.append(Reference(*named.span(), (items[0],), "year"))
    for named in _OF_MONTH.finditer(text):
        items = [f.item for f in told if named["month"] in _MONTH.findall(f.label)]
        if len(items) == 1:
            found.append(Reference(*named.span(), (items[0],), "year"))
    return found


def _by_term(text: str, told: Sequence[HeldFact], facts: Sequence[HeldFact]) -> list[Reference]:
    """半年那笔, 4.35%的那笔: the one item that has that term or rate."""
    found = []
    for said in dict.fromkeys(f.said for f in facts if f.unit in ("years", "ratio")):
        values = {(f.name, f.low) for f in facts if f.said == said and f.unit in ("years", "ratio")}
        items = {f.item for f in facts if (f.name, f.low) in values}
        stem = said.removesuffix("期")
        at = text.find(stem)
        pointer = _TERM_POINTED.match(text[at + len(stem) :]) if at >= 0 else None
        own = items & {f.item for f in told}
        if pointer and len(own) == 1 and not text[:at][-1:].isdigit():
            found.append(Reference(at, at + len(stem) + pointer.end(), tuple(own), "term"))
    alike = len(told) > 1 and len({f.low for f in told}) == 1 and len({(f.name, f.low) for f in facts}) < 3
    if alike and facts and not found:
        # 3.6%那笔, by a rate that the clause does not go by: of items that are alike it may be either
        last = (told[-1].item,)
        found += [Reference(*named.span(), last, "term") for named in _RATE_POINTED.finditer(text)]
    return found


def _labels(text: str, told: Sequence[HeldFact]) -> list[Reference]:
    """浦发那笔, 检测那份: words of one item alone; words of several where 那几笔 points at them."""
    own = {fact.item: _GENERIC.sub("＃", f"{_AFTER_SUM.sub('', fact.label)}＃{fact.words}") for fact in told}
    places = [span for fact in told for span in _own_places(text, fact)]
    found = []
    stretches = _stretches(text, own.values())
    for at, (start, end) in enumerate(stretches):
        if any(first <= start < last for first, last in places):
            continue
        pieces = {text[at : at + 2] for at in range(start, end - 1)}
        items = tuple(item for item, words in own.items() if any(piece in words for piece in pieces))
        sure = [
            i for i in items if any(p in own[i] and sum(p in w for w in own.values()) == 1 for p in pieces)
        ]
        following = [first for first, _ in stretches[at + 1 :]][:1]
        pointer = _POINTED.match(text[end : (following or [len(text)])[0]])  # 招行浦发两家: of the last one
        several = pointer is not None and _SEVERAL.search(pointer[0]) is not None
        named = tuple(sure) if len(sure) == 1 else items if several else ()
        if named and (several or len(named) == 1):
            found.append(
                Reference(start, end + (pointer.end() if pointer else 0), named, "label", pointer is not None)
            )
    return found


def _own_places(text: str, fact: HeldFact) -> list[tuple[int, int]]:
    """Where a text tells the item itself, if it does: its words there name nothing told before."""
    at = text.find(fact.said)
    start = at - len(fact.label) - 1
    own = at >= 0 and fact.label in text[max(start, 0) : at]
    return [(start, at + len(fact.said) + len(fact.words) + 1)] if own else []


def beyond(text: str, told: Sequence[HeldFact]) -> bool:
    """Whether a text has a number or letter of an item that none told before has: 第二笔, after one only."""
    numbers = [
        _number(char)
        for named in _ORDINAL.finditer(text)
        for char in (named["numbers"] or named["phase"] or named["called"])
        if _is_number(char)
    ]
    letters = [c for named in _LETTER.finditer(text) for c in named["letters"] if c not in _AND]
    unknown = any(all(letter not in f.label for f in told) for letter in letters)
    later = len(told) == 1 and _LAST.search(text) is not None
    return unknown or later or any(number > len(told) for number in numbers)


def named_by(opening: str, label: str) -> bool:
    """Whether two characters are words of a label that tell its item from others: 宏达 of 宏达贷了."""
    return opening in _GENERIC.sub("＃", label)


def _stretches(text: str, labels: Iterable[str]) -> list[tuple[int, int]]:
    """Where two or more characters of a label stand in the text."""
    pieces = {words[at : at + 2] for words in labels for at in range(len(words) - 1)}
    places = [
        at for at in range(len(text) - 1) if "＃" not in text[at : at + 2] and text[at : at + 2] in pieces
    ]
    out: list[tuple[int, int]] = []
    for at in places:
        if out and at < out[-1][1]:
            out[-1] = (out[-1][0], at + 2)
        else:
            out.append((at, at + 2))
    return out


def _rest(
    text: str, told: Sequence[HeldFact], found: Sequence[Reference], before: Sequence[str]
) -> list[Reference]:
    """剩下的, 另一笔, 其他几份: the items that the text, or the questions before it, do not name.

    剩下那家 is one: it is gone back over as many questions as have named the others.
    """
    out = []
    for named in _REST.finditer(text):
        if not named["more"] and _FURTHER.search(text[: named.start()]):
            continue
        outside = [r for r in found if not named.start() <= r.start < named.end()]
        gone = {
            i for r in outside if r.pointed or (r.way == "label" and r.end <= named.start()) for i in r.items
        }
        gone = gone or _named_before(told, before, _how_many(named))
        if not gone and len(told) == 2 and named[0].startswith("另") and _how_many(named) < 2:
            gone = {told[0].item}  # 另一份没登记, of two: the second one
        left = tuple(f.item for f in told if f.item not in gone)
        if gone and left:
            out.append(Reference(*named.span(), left, "rest"))
    return out


def _how_many(named: re.Match[str]) -> int:
    """How many are said to be left; 0 where it is not said."""
    said = named["left"] or named["others"] or named["one"] or named["more"] or ""
    if _IS_ONE.search(said):
        return 1
    return _number(said) if said and said in _NUMERALS + "两" else 0


def _named_before(told: Sequence[HeldFact], before: Sequence[str], left: int) -> set[int]:
    """The items that the questions before named, the last one or so many that as many as said are left."""
    gone: set[int] = set()
    for question in reversed(before):
        # Where it tells the items itself, its last clause says which one is asked after.
        last = [c for c in CLAUSE_END.split(question) if c][-1:] if _tells(question, told) else []
        found = [r for clause in last for r in references(clause, told)] or references(question, told)
        named = [r for r in found if r.way != "rest"]
        gone |= set(items_of(r for r in named if r.pointed or (left and r.way == "label")))
        if (not left and named) or (gone and len(told) - len(gone) <= left):
            break
    return gone if not left or len(told) - len(gone) == left else set()


def _tells(question: str, told: Sequence[HeldFact]) -> bool:
    """Whether a question told several of the items itself."""
    return sum(fact.said in question for fact in told) > 1


def _is_number(char: str) -> bool:
    return char in _NUMERALS or char.isdigit()


def _number(numeral: str) -> int:
    numeral = numeral.replace("两", "二")
    return _NUMERALS.index(numeral) + 1 if numeral in _NUMERALS else int(numeral)


def labels_of(text: str, quantity: Quantity, others: Sequence[Quantity]) -> tuple[str, str]:
    """(the words right before a sum, those right behind it) by which its item is known later.

    Also a lone letter (甲，5000万), or the year of it (2025年又来一笔，9000万); behind it up to a mark, or
    what stands alone between two (1500万，专利质押，一年).
    """
    parts = BEFORE_BOUNDARY.split(text[: quantity.start])
    dated = len(parts) > 1 and not parts[-1] and _OF_A_YEAR.search(parts[-2])
    lone = len(parts) > 1 and not parts[-1] and (len(parts[-2]) <= 2 or dated)
    label = (parts[-2] if lone else parts[-1])[-LONGEST_LABEL:]
    before = max(
        (q for q in others if q.kind == "money" and q.end <= quantity.start),
        key=lambda q: q.end,
        default=None,
    )
    if before is not None and _JOINED.fullmatch(text[before.end : quantity.start]):
        # 今年两笔，1500万和2500万: both are of the year
        year = _OF_A_YEAR.match(labels_of(text, before, [q for q in others if q.end < quantity.start])[0])
        label = f"{year[0]}{label}" if year and not _OF_A_YEAR.match(label) else label
    end = min((q.start for q in others if q.start >= quantity.end), default=len(text))
    pieces = _SPACE.split(text[quantity.end : end])
    # What runs on to the next sum without a mark is that one's.
    whole = pieces[:2] if len(pieces) > 2 or end == len(text) else pieces[:1] if len(pieces) == 2 else []
    if own := _ITS_KIND.match(text[quantity.end :]):
        return label, own[0]
    words = whole[0] if whole and whole[0] else "".join(p for p in whole[1:] if len(p) <= _LONGEST_ALONE)
    return label, words[:LONGEST_LABEL]
