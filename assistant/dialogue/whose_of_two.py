"""Which of two gets something, each named by what it does: 是卖服务的平台拿钱，还是买的我们拿."""

from __future__ import annotations

import re

# Grammar, not vocabulary. Each of the two stands before the word for getting it.
_GETS = r"(?:拿|领|得|收|享受|受益)(?:钱|奖|奖励|奖金|补贴|补助|好处|到手|着|到)?"
_OF_TWO = re.compile(
    rf"(?:到底|究竟)?(?<![还不])是(?P<one>[^，。？！是]{{1,12}}?){_GETS}[，,]?(?:还是|抑或)(?P<other>[^，。？！]{{1,12}}?){_GETS}"
)


def whose_of_two(text: str) -> re.Match[str] | None:
    """The question which of two gets it; None where none is put.

    >>> whose_of_two("创新券那个，是平台拿钱，还是买的我们拿").span()
    (6, 20)
    """
    return _OF_TWO.search(text)
