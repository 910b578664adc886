"""A card of a measure on which what the text does not say is to be noted: 做张事项卡，没写的注明没写."""

from __future__ import annotations

import re
from collections.abc import Mapping

from assistant.answering.case import Case

# Grammar, not vocabulary.
CARD_ASKED = re.compile(r"事项卡|卡片|明白卡|一览表|办事指南|张卡|一张[卡表]|[做弄列填]个?[卡表]")
UNWRITTEN_TOO = re.compile(r"没写|没有写|未写|未载明|没提|没说|空着|留空|缺的|没有的")
# What about applying every card asks for.
ON_CARD = ("materials", "deadline", "phone")
MOST_ON_CARD = 4


def unwritten_on_card(case: Case, text: str, silent: Mapping[str, str]) -> str:
    """What a card of the measure notes as not written, its own gaps first; "" where no such card is asked.

    `silent`: what about applying the text leaves open, in Chinese.
    """
    if not (CARD_ASKED.search(text) and UNWRITTEN_TOO.search(text)):
        return ""
    own = [gap.name for gap in case.measure.not_in_text[:MOST_ON_CARD]]
    applying = [silent[name] for name in ON_CARD if name in silent]
    return f"原文没有写的：{'；'.join([*own, *applying])}。"
