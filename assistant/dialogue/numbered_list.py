"""The things of a numbered list that a turn told, asked again by their numbers: ④真没有数吗, ①和③各是多少."""

from __future__ import annotations

import re
from functools import lru_cache

from assistant.dialogue.conversation import Conversation
from assistant.dialogue.normalising import normalise
from assistant.dialogue.told_earlier import plainly_of
from assistant.dialogue.understanding import Understanding

# Grammar, not vocabulary. The number in front of an item: ② (read as （2）), 2）, 2、 at the head of an item.
_MARK = re.compile(r"[（(](?P<round>[1-9])[）)]|(?<![\d.（(])(?P<half>[1-9])[）)]")
_HEAD = re.compile(r"(?:^|(?<=[，。；;：:\n\s]))(?P<dotted>[1-9])[、.．](?!\d)")
_ITEM_END = re.compile(r"[；;。\n]")
# 第2条, 第三项 of such a list.
_NTH = re.compile(r"第(?P<nth>[一二三四五六七八九1-9])(?:条|项|个(?!月)|点)(?![款文里])")
_NUMERALS = "一二三四五六七八九"
_LONGEST = 40
_FEWEST = 2


def listed_by_number(text: str, conversation: Conversation, understanding: Understanding) -> tuple[str, ...]:
    """The measures ("policy/id") of the items that a short turn names by their numbers; () for none.

    Only of a list of several measures: the numbers of loans or contracts name items of one measure.
    """
    if not conversation.said or len(text) > _LONGEST:
        return ()
    numbers = [int(found[found.lastgroup or 0]) for found in _MARK.finditer(text)]
    nth = [found["nth"] for found in _NTH.finditer(text)]
    numbers = numbers or [int(n) if n.isdigit() else _NUMERALS.index(n) + 1 for n in nth]
    if not numbers:
        return ()
    items = next((i for said in reversed(conversation.said) if len(i := _items(said)) > 1), ())
    told = dict(items)
    meant = {n: plainly_of(told[n], understanding) for n in told}
    if len({m for m in meant.values() if m}) < 2 or any(not meant.get(n) for n in numbers):
        return ()
    return tuple(dict.fromkeys(meant[n] for n in numbers))


# The turns of a talk are looked at again with each further one.
@lru_cache(maxsize=64)
def _items(said: str) -> tuple[tuple[int, str], ...]:
    """(the number, the words) of each item of a numbered list that a turn tells; () where it tells none."""
    text = normalise(said).text
    marks = list(_MARK.finditer(text)) or list(_HEAD.finditer(text))
    numbers = [int(found[found.lastgroup or 0]) for found in marks]
    if len(numbers) < _FEWEST or numbers != list(range(1, len(numbers) + 1)):
        return ()
    ends = [*(found.start() for found in marks[1:]), len(text)]
    words = [text[found.end() : end] for found, end in zip(marks, ends, strict=True)]
    return tuple(zip(numbers, (_ITEM_END.split(w)[0].strip("，,、和 ") for w in words), strict=True))
