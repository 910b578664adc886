"""What a question takes up by its name of what was told ahead: 挂牌 in 新三板刚挂牌，…，挂牌这事奖多少."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

# Grammar, not vocabulary.
# What points and has the name beside it, so that it points to nothing else: 小巨人这个奖, 这场展会, 这笔贷款.
_BY_NAME = re.compile(
    r"(?<=[\u4e00-\u9fff])(?<![和与跟及就像按把给对们我咱司家])[这那](?:一?[个项块件笔场份档样批家]|事儿?|次)(?:事儿?|奖励?|补贴?)?"
    r"|[这那](?:一?[个项块件笔场份档样批家]|次)?(?=[\u4e00-\u9fff]{2})(?![能可会要给奖补是有算呢该怎多最拿领得])"
)
# Words that say nothing of what a question is about.
_SAYS_NOTHING = re.compile(
    r"我们?|咱们?|公司|企业|今年|去年|明年|国家级?|省[级里]|市[级里]|区里?|新?认定|多少|几|奖励?|奖金|补贴?|补助|资助|贴|给|能|可以?|拿|领|报|最[高多]|封顶|顶格|上限|"
    r"专精特新|这|那|个|一|项|块|件|笔|场|份|事儿?|的|了|呢|吗|是|有|请?问|想|说|政策|怎么|讲|些|什么|啥|合起来|合计|一共|总共|也|就|得|要|分|到|钱|万|级|新|刚|区|年|次|第|[^\u4e00-\u9fff]"
)
_SHORTEST = 2


@dataclass(frozen=True, slots=True)
class TakenUp:
    """`left`: the question without what points to something by its name; `clauses`: those taken up;

    `bare`: whether the question says nothing but that something is asked for: 区里最多奖多少.
    """

    left: str
    clauses: tuple[str, ...]
    bare: bool


def taken_up(question: str, ahead: Sequence[str]) -> TakenUp:
    """What a question takes up of the clauses ahead of it.

    >>> taken_up("挂牌这事奖多少", ["新三板刚挂牌，", "省级研究院也有，"]).clauses
    ('新三板刚挂牌，',)
    """
    said = [part for part in _SAYS_NOTHING.split(question) if part]
    names = [part for part in said if len(part) >= _SHORTEST]
    pieces = {name[i : i + _SHORTEST] for name in names for i in range(len(name) - 1)}
    return TakenUp(
        left=_BY_NAME.sub("", question),
        clauses=tuple(c for c in ahead if any(piece in c for piece in pieces)),
        bare=not said,
    )
