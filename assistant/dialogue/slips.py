"""Slips of the tongue: what a speaker takes back in the same breath, and what is denied."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

from assistant.dialogue.quantities import Quantity

DENIED = re.compile(
    r"(?:谁|哪有人|没人)[^，。？！]{0,6}[贷借投签买]了?$|(?:还能|难道|总不能|总不会|不可能|难不成)(?:就)?是$|"
    r"((?<!有)没有?|(?<!是)不是|(?<![要可是好差得么])不(?=建|做|搞|办$|$)|未|并非|还没|尚未|不算|没能|不属于|不在|不去|不走|不上)"
    r"(被|能|有|去|自己|真的?|拿到?|评上|认定为?|获得?|做|办)?$"
)
# The same behind what is denied: 小巨人没评上, 省里市里都没评过; 没有奖吗 denies no title.
DENIED_BEHIND = re.compile(
    r"(?:[、和跟与及或]|国家?级?的?|省[级里厅]?的?|市[级里]?的?)*"
    r"(?:[^，。？！；、没未不]{0,8}(?:中心|研究院|实验室|企业|称号|机构|牌子?|那个|这个))?"
    r"(?:[写说报填记搞弄]错了?[，,])?"
    r"(?:都|也|均|全|还|又|一个|压根|根本|一直|暂时|目前)*(?:没有?|未|不曾|尚未)(?:能|有|被|去|再)?"
    r"(?:[评认](?![^，。？！]{0,3}[补奖])|选|申报|批(?!钱)|拿到(?!钱|奖|补|款)|拿下|获[评批得]?(?!奖)|通过|入选|承认)"
    r"(?![^，。？！]{0,6}(?:[吗么]|的话|呢|以前|之前|前))"
    # 小巨人、专精特新统统不是; 单项冠军也都没有
    r"|(?:[、和跟与及或]|专精特新|小巨人|[单隐][项形]冠军|企业|称号|牌子|什么的|我们?|咱们?|我司|公司)*(?:都|也|全都?|统统|通通|一概|一样|一个|哪个|压根)+(?:都|也)?(?:不是|不算|不沾|没有|没份)(?=[的了]?(?:[，。！；、]|$))"
    # 国家那个是集团总部的，不在我们公司名下
    r"|(?:里头?)?的?那[块个项](?:其实|实际上?|原来)?是(?:我们的?)?(?:集团|母公司|子公司|分公司|总部|总公司|别的?公司|兄弟公司|关联公司|人家)[^，。]{0,4}的"
    # 市级那块人事说是三年前就有的，不是新认定; 省级那块还在公示，没最后认定
    r"|(?:[那这][块个项家]|的)[^。？！；吗么没]{0,14}(?:不是|不算|没有?|未|还没)(?:被|最[后终]|正式|真正|新|给)*(?:认定|批下|批准|评定|通过)(?![^，。？！]{0,6}(?:[吗么]|的话|呢|以前|之前|前))"
)
# A slip of the tongue between two quantities, and the most that may stand between them.
SLIP = re.compile(r"不对|(?<!是)不是|错了|[说写打记讲]错|更正|口误|[哦啊噢喔]不|应该是|准确(地|点)?说")
LONGEST_SLIP = 16
# What a sum was and what it came to: 从3000万涨到4200万; by how much: 多投一千万.
FROM = re.compile(r"[从由](?:原来|原先|原本|之前|现在)?的?$")
CHANGED = re.compile(
    r"元?[，,]?(?:[变涨加升增提扩调改降减缩砍]|追加|增加|提高|扩大|减少|降低|增资|加码)[到成为至]?了?"
)
# What it came to, without 从: 投了2000万，后来追加到2800万.
CAME_TO = re.compile(
    r"元?[，,]?(?:后来|之后|现在|最后|最终|又|再|已经?|已)*"
    r"(?:追加|增加|增资|加|涨|扩大?|提高?|升|变|改|降|减少?|缩减?|砍|压缩?|调整?)(?:到|成|为|至)了?"
)
BY_SO_MUCH = re.compile(r"[多少](?:投|贷|借|签|花|买|融|登记)了?$")
# A bare number this large beside 金额 is yuan.
LEAST_YUAN = 10_000


def without_slips(text: str, quantities: Sequence[Quantity]) -> list[Quantity]:
    """The quantities without those that the speaker corrects in the same breath: 三百万，不对，三百五.

    A bare number that corrects a sum is meant in the same unit.
    """
    out = _without_bases(text, quantities)
    for at, first in enumerate(quantities):
        rest = quantities[at + 1 :]
        # 三千四百万吧，不是三千四，是三千六百万: what is denied in between is passed over.
        following = [*rest[:1], *(q for q in rest[1:2] if q.kind == first.kind)]
        second = next((q for q in following if is_slip(text[first.end : q.start])), None)
        if first not in out or second not in out:
            continue
        if second is None or second.kind not in (first.kind, "number"):
            continue
        out.remove(first)
        if second.kind == "number" and first.kind == "money":
            out[out.index(second)] = _in_unit_of(first, second)
    return out


def _without_bases(text: str, quantities: Sequence[Quantity]) -> list[Quantity]:
    """The quantities without what one was before it changed: 从3000万涨到4200万; 多投一千万，从三千变四千.

    A bare number beside a sum is meant in its unit, and by how much it changed is no sum of its own.
    """
    out = list(quantities)
    money = next((q for q in quantities if q.kind == "money"), None)
    for first, second in pairwise(quantities):
        between = text[first.end : second.start]
        changed = CHANGED.fullmatch(between) and FROM.search(text[: first.start])
        changed = changed or CAME_TO.fullmatch(between)
        if not changed or len({first.kind, second.kind} - {"number"}) > 1:
            continue
        out = [q for q in out if q is not first and not BY_SO_MUCH.search(text[: q.start])]
        if second.kind == "number" and money is not None:
            out[out.index(second)] = _in_unit_of(money, second)
    return out


def is_slip(between: str) -> bool:
    """Whether what stands between two things takes the first back; 三千万，不是三百万 denies the second."""
    return (
        bool(between)
        and len(between) <= LONGEST_SLIP
        and bool(SLIP.search(between))
        and not DENIED.search(between)
    )


def _in_unit_of(first: Quantity, second: Quantity) -> Quantity:
    """A bare number as a sum of the size in which was spoken: 三百五 after 三百万 is 三百五十万."""
    scale = Fraction(100_000_000 if "亿" in first.said else 10_000)
    number = min(second.readings, default=second.low or Fraction(0))
    if number >= LEAST_YUAN or not {"万", "亿"} & set(first.said):
        scale = Fraction(1)
    amount = number * scale
    return replace(second, kind="money", low=amount, high=amount, nature="exact", readings=())
