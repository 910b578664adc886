"""A whole that is told beside its parts: which of the sums count for what is asked."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from itertools import accumulate, pairwise

from assistant.dialogue.phrases import hits
from assistant.dialogue.quantities import Quantity

# The whole of what is then told in parts: 贷款一共一千万，里头六百万押专利，另外四百万….
WHOLE = re.compile(r"(?:总共|一共|合计|总计|总额|总|共)(?:是|有|为|贷了?|借了?)*$")
# The whole of a budget: 总投资预算1.2个亿.
_BUDGET = re.compile(r"(?:总投资|总投入|总预算|总盘子|项目总额)(?:额|预算|规模|概算)?(?:是|有|为|约)*$")
# A part of it that is named: 剩下3260万是专门投在平台上的, 其中平台项目3260万.
_PART = re.compile(
    r"里头|里面|其中|当中|剩下|余下|剩余|其余|另外|专门|专项|用在|用于|用来|投在|投到|投向|投给|花在"
)
_WITHIN = re.compile(r"里头|里面|其中|当中")
_YEAR_BEFORE = re.compile(r"去年|前年|上一?年|20\d\d年")
_BOUNDARY = re.compile(r"[，。；！？、,;!?\n：:]")


SPLIT = re.compile(r"^元?[^，。？！\d]{0,6}(?:分(?:成|为|了|作)?|拆(?:成|为)?)[两二三四2-4]")


def whole_of_parts(text: str, others: Sequence[Quantity]) -> Quantity | None:
    """The total that is only said ahead of the parts that make it up; the parts are what counts."""
    sums = _sums(others)
    whole = next((q for q in sums if WHOLE.search(text[: q.start])), None)
    if whole is None and sums and SPLIT.search(text[sums[0].end :]):
        whole = sums[0]  # 一千万是分两份合同签的：六百二十万专利质押，三百八十万房产抵押
    elif _each_with_term(text, sums, others):
        whole = sums[0]  # 专利质押贷了八千万，其中三千万只用半年，五千万用满一年
    if whole is None:
        return None
    parts = [q.low for q in sums if q.start > whole.start and q.low is not None]
    # What follows the parts is none of them: 六百二十万专利质押，三百八十万房产抵押…我算出来是二十万.
    return whole if whole.low in list(accumulate(parts))[1:] else None


def _each_with_term(text: str, sums: Sequence[Quantity], others: Sequence[Quantity]) -> bool:
    """Whether sums told within the first one each have a term or a rate of their own."""
    if len(sums) < 3 or not _WITHIN.search(text[sums[0].end : sums[1].start]):
        return False
    ends = [*(q.start for q in sums[2:]), len(text)]
    return all(
        any(q.kind in ("duration", "ratio") and part.end <= q.start < end for q in others)
        for part, end in zip(sums[1:], ends, strict=True)
    )


def parts_meant(text: str, others: Sequence[Quantity], words: Collection[str]) -> list[Quantity]:
    """The parts of a budget that are said to go into what is asked about; [] where none is told apart so.

    总投资1.2亿，厂房7800万，剩下3260万专门投在平台上: only the last is the platform's. `words`: those by
    which what is asked about is named.
    """
    sums = _sums(others)
    whole = next((q for q in sums if _BUDGET.search(text[: q.start])), None)
    if whole is None or whole.low is None or hits(_stretch(text, whole, sums), words):
        return []
    parts = [q for q in sums if q.start > whole.start and q.low is not None and q.low < whole.low]
    stretches = [(q, _stretch(text, q, sums)) for q in parts]
    return [q for q, said in stretches if hits(said, words) and _PART.search(said)]


def part_pledged(text: str, others: Sequence[Quantity], words: Collection[str]) -> list[Quantity]:
    """The part of a sum that alone is of the kind asked about: 贷了8000万，其中专利质押的是2000万."""
    sums = _sums(others)
    if len(sums) < 2 or sums[0].low is None or hits(_stretch(text, sums[0], sums), words):
        return []
    whole = sums[0].low
    parts = [(q, _stretch(text, q, sums)) for q in sums[1:] if q.low is not None and q.low < whole]
    return [q for q, said in parts if _WITHIN.search(said) and hits(said, words)]


def partly_of_another_year(text: str, others: Sequence[Quantity]) -> Quantity | None:
    """The sum of which a part is of another year, the rest not being told: 5000万，其中2000万是去年的."""
    sums = _sums(others)
    for whole, part in pairwise(sums):
        between, behind = text[whole.end : part.start], _BOUNDARY.split(text[part.end :])[0]
        if _WITHIN.search(between) and _YEAR_BEFORE.search(between + behind) and len(sums) == 2:
            return whole
    return None


def _sums(others: Sequence[Quantity]) -> list[Quantity]:
    return [q for q in others if q.kind == "money" and q.nature == "exact" and q.low is not None]


def _stretch(text: str, quantity: Quantity, sums: Sequence[Quantity]) -> str:
    """What is said around a sum: from the boundary before it to that before the next sum."""
    start = len(text[: quantity.start]) - len(_BOUNDARY.split(text[: quantity.start])[-1])
    following = min((q.start for q in sums if q.start > quantity.start), default=len(text))
    ahead = _BOUNDARY.split(text[quantity.end : following])
    behind = ahead[0] if following < len(text) or len(ahead) < 2 else "，".join(ahead[:2])
    return text[start : quantity.end] + behind
