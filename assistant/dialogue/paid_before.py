"""What was paid out for a project by now, where what is still to come is asked: 已补800万，还能补多少."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from assistant.dialogue.belonging import received
from assistant.dialogue.quantities import Quantity, read_quantities
from assistant.dialogue.sentence import CLAUSE_END

# Grammar, not vocabulary. What is still to come is asked for: 还能再补多少, 再拿多少, 剩下的还有多少.
_STILL_ASKED = re.compile(
    r"(?:还|再|剩下?的?)(?:能|可以?|会|应该?|该)*(?:再|继续|另外)?(?:补|拿|领|给|得|申请|申|报|要|到账|发|有)[^，。？！；\d]{0,5}(?:多少|几(?!期|笔|次|年))"
    r"|(?:还|剩)(?:剩|差|余|有|下)*[^，。？！；\d]{0,4}(?:多少|几)[^，。？！；\d]{0,4}(?:没[补给发拿]|可[补拿领]|能[补拿领])"
)
# A sum that came already: 补了600万, 800万已经到账, 那600万补贴已拿到.
_CAME = re.compile(
    r"(?:补|拿|领|发|拨|给|兑现|到账|到手)(?:了|过|到|足|下来)+(?:我们?|咱们?|公司|企业)?(?:有|一共|总共)?$"
)
_CAME_BEHIND = re.compile(
    r"元?的?(?:补贴|补助|资助)?(?:款|资金)?(?:都|也)?(?:已经?|早就?|全部?|刚)[^，。？！；\d]{0,3}(?:到账|到手|拿到|发|拨|领|补)(?![^，。？！；]{0,4}[\d一二两三四五六七八九十])"
    r"|元?的?(?:补贴|补助)(?:款|资金)?(?:都|也)?(?:到账|到手|拿到|发下来|领到)"
)
# What is wanted or would be given is not there yet; what others paid is none of it.
_NOT_YET = re.compile(r"能|可以|想|要|会|没|未|准备|打算|应该|银行|贷款|市里|省里")
# A short turn varies the question before: 二期减到1500万呢.
_VARIED = re.compile(r"呢[？?]?$|的话[？?]?$|^(?:那么?)?(?:如果|要是)")
_LONGEST_VARIATION = 20


def still_asked(text: str) -> bool:
    """Whether it is asked what is still to come after what was paid."""
    return _STILL_ASKED.search(text) is not None


def paid_so_far(
    text: str, quantities: Sequence[Quantity], said: Sequence[str], as_of: date
) -> Fraction | None:
    """The yuan paid out by now; None where none are, or where the rest is not asked for.

    What an earlier turn told holds on: 二期缩成2000万，还能补多少. `said`: the questions before.
    """
    varied = len(text) <= _LONGEST_VARIATION and said and still_asked(said[-1]) and _VARIED.search(text)
    if not (still_asked(text) or varied):
        return None
    if (now := _paid(text, quantities)) is not None:
        return now
    for before in reversed(said):
        if (then := _paid(before, read_quantities(before, as_of=as_of))) is not None:
            return then
    return None


def paid_here(text: str, quantity: Quantity) -> bool:
    """Whether a sum is told as one that came already."""
    here = CLAUSE_END.split(text[: quantity.start])[-1]
    if quantity.kind != "money" or _NOT_YET.search(here):
        return False
    behind = text[quantity.end :]
    return bool(_CAME.search(here) or _CAME_BEHIND.match(behind) or received(text, quantity) == "this_year")


def _paid(text: str, quantities: Sequence[Quantity]) -> Fraction | None:
    """The yuan that a turn tells to be paid out; None where it tells none or several."""
    sums = [q for q in quantities if q.nature == "exact" and q.low == q.high and paid_here(text, q)]
    return sums[0].low if len(sums) == 1 else None
