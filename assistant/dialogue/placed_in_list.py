"""The one of several that a turn lists itself and means by its place: 单冠+市级重点实验室，前者多少."""

from __future__ import annotations

import re

from assistant.dialogue.choices import PURE_LEVEL
from assistant.dialogue.conversation import Conversation
from assistant.dialogue.phrases import MATTER, hits
from assistant.dialogue.sentence import MARKED_CLAUSE, is_question
from assistant.dialogue.understanding import Understanding

# Grammar, not vocabulary. What means one of a list by its place; what parts the items of a list.
_PLACED = re.compile(
    r"(?P<first>前者|前面那[个项样件]|前一[个项样件])|(?P<last>后者|后面那[个项样件]|后一[个项样件]|最后[那一]?[个项样件])"
    r"|第(?P<nth>[一二三四])[个项样件](?!月)"
)
_BETWEEN = re.compile(r"[、+＋/，,；;。：:]|还有|以及|[和与跟及](?!平台)")
_ALONE = re.compile(r"[只仅就单先光](?:想|要)?(?:问|要|说|看|算|报)")
_WE_ARE = re.compile(r"(?:我们?|咱们?|我司|公司|企业|客户)(?:就|只)?(?:是|属于)(?=[前后第最])")
_SHORT = 24
_NUMERALS = "一二三四"
_PLAIN = 0.7


def placed_in_list(text: str, conversation: Conversation, understanding: Understanding) -> str:
    """The turn with the item in the place of what only means it by its place; "" where there is none.

    The other items go, and what is told of them as the former or the latter. Titles and levels of one measure
    may have been listed in the turn before: 我们是后者, after 隐形冠军和省专精特新哪个多.
    """
    clauses = {found: _clause_at(text, found.start()) for found in _PLACED.finditer(text)}
    asked = [f for f, c in clauses.items() if is_question(c) or _ALONE.search(c) or _WE_ARE.search(c)]
    first = _PLACED.search(text)
    if not asked or first is None or len({found[0] for found in asked}) > 1:
        return ""
    items = _items(text[: first.start()], understanding)
    alike = len(conversation.matters) == 1 and not understanding.words.evidence(text)
    if not items and alike and conversation.said and len(text) <= _SHORT:
        items = _items(conversation.said[-1], understanding)
    place = _place(asked[-1], len(items))
    if place is None:
        return ""
    meant = items[place]
    ahead = text[: first.start()]
    for item in items:
        ahead = ahead if item == meant else ahead.replace(item, "", 1)
    behind = "".join(
        clause
        for clause in MARKED_CLAUSE.findall(text[first.start() :])
        if not (other := _PLACED.search(clause)) or other[0] == asked[-1][0]
    )
    return ahead.strip("、+＋/，,和与跟及") + behind.replace(asked[-1][0], meant)


def _clause_at(text: str, place: int) -> str:
    """The clause of a text that stands at a place."""
    return next((f[0] for f in MARKED_CLAUSE.finditer(text) if f.start() <= place < f.end()), "")


def _items(ahead: str, understanding: Understanding) -> list[str]:
    """The items of a list that name a measure, a title or a level, in their order."""
    parts = [part.strip() for part in _BETWEEN.split(ahead)]
    return [part for part in parts if part and _names(part, understanding)]


def _names(part: str, understanding: Understanding) -> bool:
    chances = understanding.chances(part)
    likely = max((c for label, c in chances.items() if label.startswith(MATTER)), default=0.0)
    return bool(PURE_LEVEL.match(part) or hits(part, understanding.titles) or likely >= _PLAIN)


def _place(found: re.Match[str], count: int) -> int | None:
    """The place of the item (from 0) that is meant; None where the list has none there, or is no pair."""
    if found["nth"]:
        place = _NUMERALS.index(found["nth"])
        return place if place < count and count > 1 else None
    if count != 2 and not (count > 2 and found[0].startswith("最后")):
        return None
    return 0 if found["first"] else count - 1
