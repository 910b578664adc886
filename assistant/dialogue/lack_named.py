"""An item that is named by what it lacks: 没登记的那份下周登记好, after 一份登记了，还有一份没做登记."""

from __future__ import annotations

import re

from assistant.dialogue.conversation import Conversation, HeldFact
from assistant.dialogue.item_references import item_named
from assistant.dialogue.sentence import CLAUSE_END

# Grammar, not vocabulary. What the item lacks, before the word that points at it.
_LACKING = re.compile(
    r"(?:还|尚|暂时)?(?:没有?|未)(?:去|来得及|能|做|办|走|搞|过)*(?P<what>[^，。？！；的\d没未]{2,4}?)(?:成功?|好|上|下来|过|了)?的?[那这]一?(?P<unit>[份笔单])"
)
# Where the next item is told.
_NEXT = re.compile(r"[\d一二两三四五六七八九十百千][万亿]|[；;。]")
_NOT = "没未"
_NEAR = 8
_NUMERALS = "一二三四五六七八九"


def lack_named(text: str, conversation: Conversation) -> str:
    """The turn with the number of the item that it names by what it lacks; "" where none or several lack it.

    第三份下周登记好 says that the item counts now, where 没登记的那份 would deny it again.
    """
    found = _LACKING.search(text)
    if found is None:
        return ""
    # What is done with it by now is said of it behind; by itself it is only asked after.
    if found["what"] not in CLAUSE_END.sub("", text[found.end() :]):
        return ""
    out = [f for f in conversation.taken if f.unit == "yuan" and _lacks(f, found["what"], conversation)]
    if len({f.item for f in out}) != 1 or out[0].item >= len(_NUMERALS):
        return ""
    number = f"第{_NUMERALS[out[0].item]}{found['unit']}"
    named = text[: found.start()] + number + text[found.end() :]
    told = [f for f in (*conversation.facts, *conversation.taken) if f.name == out[0].name]
    return named if item_named(number, told) == out[0].item else ""


def _lacks(fact: HeldFact, what: str, conversation: Conversation) -> bool:
    """Whether what was said beside the sum of an item denies a word of it."""
    for turn in reversed(conversation.said):
        at = turn.find(fact.said)
        if at >= 0:
            behind = _NEXT.split(turn[at + len(fact.said) :])[0]
            return _denied(behind, what) or _denied(fact.label, what)
    return False


def _denied(part: str, what: str) -> bool:
    """Whether a word stands right behind a denial."""
    place = part.find(what)
    return place >= 0 and any(char in _NOT for char in part[max(0, place - _NEAR) : place])
