"""A title or level above one that was awarded before: the whole, the rest, or nothing more."""

from __future__ import annotations

import re

from assistant.answering.case import Case
from assistant.answering.claims import figures_of
from assistant.answering.phrasing import Conclusion, amounts_sentence

# Whether the whole is given after an upgrade, or what is missing to it.
FULL_OR_REST = re.compile(
    r"差额|差价|补差|[万元]的差(?!不?多)|补[^，。？！]{0,6}差|[中当]间?差|差的(那?部分|那?截|那?块)?[^，。？！]{0,3}补|全额|扣掉|扣除|扣减"
    r"|退[掉回][^，。？！]{0,6}换|还是再?[加添叠][^，。？！]{0,8}[万元]"
    r"|再[给拿领发奖]一?(整|全)?份|([给补拿领发奖]|还是)[^，。？！]{0,3}[整全]份(?!材料|资料|文件|报告|合同)"
)
# 之前隐冠领过一百万，这回是再给还是不给了.
GIVEN_AGAIN = re.compile(
    r"(?:之前|以前|先前|原来|已经?)[^。？！]{0,16}[领拿得给][过了][^。？！]{0,20}(?:再给|还给|再拿|还能拿|再领|还能领|给不给|不给了)"
    r"|[领拿得](?:了|过)[^。？！]{0,20}(?:升|评)(?:到|成|上|为|了|省|国)[^。？！]{0,16}(?:再|还是|给)"
)
# 前年省级的时候拿过二十了，这回给一百还是给八十: bare numbers in the unit of the tiers.
ONE_SUM_OR_OTHER = re.compile(
    r"(?:升|评上|[拿领得](?:了|过))[^。？！]{0,24}[给补发拿领得奖]\s?[\d一二三五八百十]+万?元?(?:全给)?还是\s?(?:[给补发拿领得奖]\s?)?[\d一二三五八百十]+万?"
)
SUPPOSED_UPGRADE = re.compile(
    r"(升|评)(成|到|上|为|级)[^，。？]{1,10}(呢|多少|给多少|奖多少)[？?。]?$"
    r"|往上(?:一?[级档])?[走升冲够爬评][^。？！]{0,4}[，,]?[^，。？！]{2,12}(?:呢|多少)[？?。]?$"
)


def weighs_upgrade(case: Case) -> bool:
    """Whether the whole is plainly weighed against the rest, or against nothing."""
    weighed = FULL_OR_REST.search(case.said) or GIVEN_AGAIN.search(case.said)
    return bool(weighed) or _whole_or_rest(case)


def _whole_or_rest(case: Case) -> bool:
    """Whether a tier's sum is weighed against what it is more than another's: 给50万还是30万."""
    sums = {v.value for p in case.measure.parameters if p.unit == "yuan" for v in p.values}
    named = [figure.value for figure in figures_of(case.said) if figure.kind == "money"]
    apart = {high - low for high in sums for low in sums if high > low}
    pair = set(named[-2:])
    weighed = len(pair) > 1 and bool(pair & sums) and bool(pair & (apart - sums))
    bare = case.measure.tiers is not None and ONE_SUM_OR_OTHER.search(case.said)
    return bool(bare) or ("还是" in case.said and weighed)


def upgraded(case: Case) -> Conclusion | None:
    """That the text does not say what a higher title gives to whom a lower one was awarded before."""
    again = bool(GIVEN_AGAIN.search(case.said)) or _whole_or_rest(case)
    if "upgrade" not in case.aspects[:2] and not FULL_OR_REST.search(case.said) and not again:
        return None
    if SUPPOSED_UPGRADE.search(case.said) and not FULL_OR_REST.search(case.said):
        return None  # 明年升成小巨人呢: what it would give then
    gap = next((g for g in case.measure.not_in_text if "升" in g.name or "补差" in g.name), None)
    if gap is None:
        return None
    return Conclusion(
        f"{gap.name}，原文没有写，要以牵头部门的答复为准。{amounts_sentence(case)}",
        f"{gap.name}，文件没有写。"[:40],
        "not_specified",
    )
