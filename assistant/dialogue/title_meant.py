"""A title that a turn only points to (评上这个的奖多少), or that is the first of an enterprise."""

from __future__ import annotations

import re
from collections.abc import Collection

from assistant.dialogue.conversation import Conversation
from assistant.dialogue.enterprises import enterprises_of

# Grammar, not vocabulary: what is held is pointed to and not named.
_POINTED = re.compile(
    r"(?:评上|评到|评了|拿到|拿了|拿下|获评|获得|认定为?|入选|当上|选上)(?:的是)?(?P<it>[这那](?:个|种|类|一类|一个|块牌子|个称号|个牌子))"
    r"(?=[的，,？?了呢]|能|可以|奖|给|区里|每家)"
)

_RISEN = re.compile(
    r"(?P<how>升级?|提升|晋升)(?P<to>到|成|上|为)(?=了?[^，。？！]{2,12}(?:呢|多少|给多少|奖多少|能拿多少)?[？?。]?$)"
)
_WHOLE_OR_REST = re.compile(r"差|扣|全额|还是|补齐|再[给拿领发奖]")


def first_title(text: str, conversation: Conversation, titles: Collection[str]) -> str:
    """The turn with 评上 for 升到, of an enterprise that was told to have no title of the list; "" elsewhere.

    蓝芯升到省专精特新呢, after 蓝芯只是创新型中小企业: nothing was paid before, so none is to be taken off.
    """
    found = _RISEN.search(text)
    if found is None or not conversation.chosen or _WHOLE_OR_REST.search(text):
        return ""
    asked = enterprises_of(text, (), conversation).asked
    if any(f.enterprise in asked for f in conversation.chosen) or not any(t in text for t in titles):
        return ""
    return f"{text[: found.start()]}评上{text[found.end() :]}"


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
