"""A title that a turn only points to: 评上这个的奖多少, after 单项冠军 was named."""

from __future__ import annotations

import re
from collections.abc import Collection

from assistant.dialogue.conversation import Conversation

# Grammar, not vocabulary: what is held is pointed to and not named.
_POINTED = re.compile(
    r"(?:评上|评到|评了|拿到|拿了|拿下|获评|获得|认定为?|入选|当上|选上)(?:的是)?(?P<it>[这那](?:个|种|类|一类|一个|块牌子|个称号|个牌子))"
    r"(?=[的，,？?了呢]|能|可以|奖|给|区里|每家)"
)


def title_meant(text: str, conversation: Conversation, titles: Collection[str]) -> str:
    """The turn with the title that the turn before named, where it only points to it; "" elsewhere."""
    found = _POINTED.search(text)
    if found is None or not conversation.said or any(title in text for title in titles):
        return ""
    said = [title for title in titles if title in conversation.said[-1]]
    longest = [title for title in said if not any(title != other and title in other for other in said)]
    if len(longest) != 1:
        return ""
    return f"{text[: found.start('it')]}{longest[0]}{text[found.end('it') :]}"
