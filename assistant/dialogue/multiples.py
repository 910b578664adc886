"""What was told, several times as much or a part of it: 本金翻倍呢, 贷款额涨三成, 期限减半."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from assistant.dialogue.conversation import HeldFact
from assistant.dialogue.quantities import Quantity
from assistant.policy.measure import Input

# Said in one word, with what it multiplies by.
_WORDS = (
    (re.compile(r"翻[两二2]番"), Fraction(4)),
    (re.compile(r"翻(?:了|一|个|上|它?一)*[倍番]|加倍|双倍"), Fraction(2)),
    (re.compile(r"减半|砍[掉去]?一?半|腰斩|缩[水减]?一?半|打对折"), Fraction(1, 2)),
)
# By a share of it: 增加三成, 多一倍, 少一半; to a share of it: 变成两倍, 只投一半.
_MORE_BY = re.compile(r"(?:[多加涨增升]|增加|提高|扩大|增长|上浮|多[投贷借签买花融做])了?$")
_LESS_BY = re.compile(r"(?:[少减降缩砍]|减少|降低|下降|缩水|下调|少[投贷借签买花融做])(?:了|掉)?$")
_TO = re.compile(
    r"(?:[变改换]成|[加涨增升减降缩]到|扩大到|提高到|乘以?|[只就](?:能|有|要)?[投贷借签买用登做]?了?)$"
)
# The sum or share that the policy gives is no fact of the case: 补贴能翻倍吗.
_OF_THE_AWARD = re.compile(r"(?:补[贴助]|奖励?|奖金|贴息|资助|上限|额度|封顶|比例)[^，。？！]{0,6}$")
_ALL = re.compile(r"都|全|每")
# 加50个基点 is added to a rate, and multiplies nothing.
_POINTS = re.compile(r"基点|bp", re.I)


def multiplied(
    text: str, inputs: Sequence[Input], quantities: Sequence[Quantity], earlier: Sequence[HeldFact], turn: int
) -> list[HeldFact]:
    """The facts of earlier turns that this one takes several times or in part; none where it names a sum."""
    if any(q.kind == "money" for q in quantities) or (found := _factor(text, quantities)) is None:
        return []
    factor, said, ahead = found
    told = [f for f in earlier if f.exact and f.low and f.unit in ("yuan", "years", "ratio")]
    held = {f.name for f in told}
    words = [(w, i.name) for i in inputs if i.name in held for w in i.words if w in text]
    if _OF_THE_AWARD.search(ahead) and not words:
        return []
    # 贷款利率翻倍: of the words that name an input, the one nearest to the multiple tells.
    nearest = min(words, key=lambda word: _away(text, word[0], len(ahead)), default=None)
    named = {nearest[1]} if nearest else {f.name for f in told if f.unit == "yuan"}
    meant = [f for f in told if f.name in named]
    if len({f.name for f in meant}) != 1 or (len(meant) > 1 and not _ALL.search(text)):
        return []
    return [
        replace(f, turn=turn, said=f"{f.said}、{said}", low=f.low * factor, high=f.low * factor, parts=())
        for f in meant
        if f.low is not None
    ]


def _away(text: str, word: str, at: int) -> tuple[int, int]:
    """How far a word stands from a place of the text; of two as near the longer one comes first."""
    before = text[:at].rfind(word)
    distance = at - before - len(word) if before >= 0 else text.find(word, at) - at
    return distance, -len(word)


def _factor(text: str, quantities: Sequence[Quantity]) -> tuple[Fraction, str, str] | None:
    """(how many times, the words that say so, what stands before them); None where nothing is multiplied."""
    for words, factor in _WORDS:
        if (found := words.search(text)) is not None:
            return factor, found[0], text[: found.start()]
    for share in quantities:
        ahead = text[: share.start]
        if share.kind != "ratio" or share.nature != "exact" or not share.low or _POINTS.search(share.said):
            continue
        if _MORE_BY.search(ahead):
            return 1 + share.low, share.said, ahead
        if _LESS_BY.search(ahead) and share.low < 1:
            return 1 - share.low, share.said, ahead
        if _TO.search(ahead) and share.said.endswith(("倍", "半")):
            return share.low, share.said, ahead
    return None
