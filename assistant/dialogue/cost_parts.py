"""Parts of one sum that are told by what they went into: 设备800万、软件300万; 2500万设备加1700万软件."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from assistant.dialogue.quantities import Quantity

# What money goes into; no sum by itself counts by such a word, only one beside another of its kind.
_COST = (
    r"(?:设备|软件|硬件|仪器|装备|器材|服务器|系统|家具|装修|改造|土建|基建|场地|厂房|安装|调试|人工|人员|材料"
    r"|耗材|试剂|原料|研发|开发|测试|检测|建设|施工|设计|外协|委外|培训|专利|技术引进)"
)
_AHEAD = re.compile(rf"{_COST}[^，。？！；、,;\d]{{0,6}}$")
_BEHIND = re.compile(rf"元?的?[^，。？！；、,;\d]{{0,2}}{_COST}")
# What may stand between two of them: 800万，研发软件486万; 2500万设备加1700万.
_BETWEEN = re.compile(
    r"元?的?[^，。？！；、,;\d]{0,6}(?:[、，,；;\s]|和|及|与|加上?|跟|以及|还有|另外)[^。？！；;\d]{0,10}"
)
# The other is within the one, or takes its place.
_NOT_BESIDE = re.compile(
    r"其中|里[面头有]|当中|包[括含]|[改变换降减增涨][成到为]|不是|不对|其实|合计|一共|总共"
)
# 实验室改造214.5万: the place of a cost, and no body that is recognised.
_PLACE = re.compile(
    rf"(?:实验室|研究院|研发中心|技术中心|中心)的?(?={_COST}[^，。？！；\d]{{0,4}}[\d一二两三四五六七八九])"
)


def beside_cost(text: str, before: Quantity, quantity: Quantity) -> bool:
    """Whether a sum is told right beside another as a part of the same cost: 设备800万、软件300万."""
    between = text[before.end : quantity.start]
    ahead = _AHEAD.search(text[: before.start]) and _AHEAD.search(between)
    behind = _BEHIND.match(text[before.end :]) and _BEHIND.match(text[quantity.end :])
    return bool((ahead or behind) and _BETWEEN.fullmatch(between) and not _NOT_BESIDE.search(between))


def are_costs(text: str, sums: Sequence[Quantity]) -> bool:
    """Whether all of several sums are parts of one cost."""
    return len(sums) > 1 and all(beside_cost(text, one, other) for one, other in pairwise(sums))


def among_costs(text: str, quantity: Quantity, sums: Sequence[Quantity]) -> bool:
    """Whether a sum is one of several parts of a cost: 设备买了900万，软件400万."""
    return any(beside_cost(text, *pair) for pair in pairwise(sums) if any(quantity is one for one in pair))


def without_places(text: str) -> str:
    """The text without the places of costs, which name no research body: 实验室改造214.5万."""
    return _PLACE.sub("", text)
