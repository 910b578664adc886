"""The questions of a turn that have to be read one by one, and what each is about.

Short follow-ups in a row (那境内的呢？智能工厂呢), each of which may go on with another matter; figures of
the document, each in a question of its own (那1个亿是给每家的吗？500万培训费呢).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.dialogue.conversation import Conversation
from assistant.dialogue.heard import Heard, heard_of
from assistant.dialogue.pointers import by_figure
from assistant.dialogue.quantities import Quantity
from assistant.dialogue.several_questions import asked_by_itself, questions_in
from assistant.dialogue.subject import Subject, subject_of
from assistant.dialogue.understanding import Understanding

# Grammar, not vocabulary.
_MARK = re.compile(r"[，。？！；,?!;\s]+")
_TURNED = re.compile(r"(?:那么?|还有|另外|然后|再)?[^，。？！；]{1,12}?呢")
# A figure that is pointed to, or is the whole fund: 那1个亿, 每年500万.
_POINTED = re.compile(r"(?:[那这][个笔项]?|每年)$")


@dataclass(frozen=True, slots=True)
class Apart:
    """A question of a turn, as it was heard by itself, and what it is about."""

    heard: Heard
    subject: Subject


def apart_of(
    text: str, quantities: Sequence[Quantity], conversation: Conversation, understanding: Understanding
) -> tuple[Apart, ...]:
    """The questions of a turn, each read by itself; () where it has one only, or they are about one thing."""
    turns = _turns(text) if conversation.matters else []
    parts = turns or _figured(text, quantities)
    found: list[Apart] = []
    for part in parts:
        own = tuple(q for q in quantities if q.said in part)
        heard = heard_of(part, own, conversation, understanding)
        found.append(Apart(heard, subject_of(heard, conversation, understanding)))
    about = [apart.subject.matters for apart in found]
    alike = len({m for matters in about for m in matters}) < sum(map(len, about))  # 啥叫见贷即保？那300万呢
    sure = turns or (not alike and all(_plain(one, found, understanding) for one in found))
    return tuple(found) if sure and all(about) and len(set(about)) > 1 else ()


def _plain(one: Apart, among: Sequence[Apart], understanding: Understanding) -> bool:
    """Whether a question plainly asks for a measure of its own, by its figure or by its words."""
    heard = one.heard
    if any(q.kind == "money" for q in heard.quantities):
        figured = by_figure(heard.plain, heard.quantities, (), (), understanding.library)
        return bool(set(figured) & set(one.subject.matters))
    others = {matter for other in among if other is not one for matter in other.subject.matters}
    return asked_by_itself(heard.plain, others, understanding)[0] in one.subject.matters


def subject_together(apart: Sequence[Apart]) -> Subject:
    """The subject of a turn whose questions were read one by one."""
    return Subject(tuple(dict.fromkeys(matter for one in apart for matter in one.subject.matters)))


def _turns(text: str) -> list[str]:
    """The short follow-ups of a turn that is nothing else; [] where it is not."""
    parts = [part for part in _MARK.split(text) if part]
    return parts if len(parts) > 1 and all(_TURNED.fullmatch(part) for part in parts) else []


def _figured(text: str, quantities: Sequence[Quantity]) -> list[str]:
    """The questions of a turn of which one points to a sum: 那1个亿是给每家的吗; [] where none does."""
    parts = questions_in(text)
    sums = [q.said for q in quantities if q.kind == "money"]
    pointed = any(_POINTED.search(p.partition(said)[0]) for p in parts for said in sums if said in p)
    return parts if len(parts) > 1 and pointed else []
