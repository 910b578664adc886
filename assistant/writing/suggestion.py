"""A suggestion: how a model reads a turn, and what of it is taken over into the grammar's reading.

Nothing is believed on the model's word. Words must be the user's own; a number is read again from them by the
grammar; a matter needs a second witness; whatever the grammar has read stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from pydantic import BaseModel, Field

from assistant.answering.talk import DECLINED, DEMANDS, PLEASANTRIES
from assistant.dialogue.belonging import AWARD, CLAIMED, UNITS
from assistant.dialogue.conversation import Conversation, HeldFact
from assistant.dialogue.facts import read_facts
from assistant.dialogue.quantities import read_quantities
from assistant.dialogue.reading import Asked, Reading
from assistant.policy.library import Library
from assistant.policy.measure import Input, Measure
from assistant.retrieval.search import Search

# Clauses that search brings up and that count as near.
NEAR = 4
# A pair of characters in the names of so few matters tells which is meant.
FEW = 3
MOST_MATTERS = 2
LONGEST_SAID = 30
_RUN = re.compile(r"[A-Za-z0-9]+|[^\x00-\x7f]+")
_NEGATION = re.compile(r"[没未不非无否]")


class SuggestedMatter(BaseModel):
    """A matter the model takes the turn to be about."""

    id: str = Field(description="事项 id，必须是给出的其中一个")
    said: str = Field(description="用户说到这件事的原话，照抄")


class SuggestedFact(BaseModel):
    """A fact the model reads from the user's words."""

    name: str = Field(description="事实名称，必须是给出的其中一个")
    said: str = Field(description="用户说出这个事实的原话，照抄，尽量短，要含数字和说明它是什么的词")
    value: str = Field("", description="选项值；数字和日期不用填")


class Suggestion(BaseModel):
    """对用户这句话的理解：问的是哪些事项、说了企业的哪些情况。"""

    matters: list[SuggestedMatter] = Field(default_factory=list, max_length=6)
    facts: list[SuggestedFact] = Field(default_factory=list, max_length=20)


@dataclass(frozen=True, slots=True)
class Turned:
    """What a suggestion is held against. `near`: the clauses that search brings up for the question."""

    library: Library
    conversation: Conversation
    as_of: date
    near: Callable[[str], Sequence[str]]


def undecided(reading: Reading) -> bool:
    """Whether the grammar found no matter and nothing else to go by either."""
    decided = {*PLEASANTRIES, *DECLINED, *DEMANDS}
    return not reading.matters and not reading.outside and not decided & set(reading.acts)


def take_over(
    reading: Reading,
    suggested: Mapping[str, Any],
    library: Library,
    search: Search,
    conversation: Conversation,
    as_of: date,
) -> Reading:
    """The reading with what holds of a suggestion, fresh from a model or kept on a receipt."""

    def near(text: str) -> list[str]:
        return [hit.clause_id for hit in search.find(text, limit=NEAR)]

    return merge(reading, Suggestion.model_validate(suggested), Turned(library, conversation, as_of, near))


def merge(reading: Reading, suggestion: Suggestion, turned: Turned) -> Reading:
    """The grammar's reading with what of the suggestion holds; the same reading where nothing does."""
    merged = reading
    if undecided(reading):
        matters = _matters(reading, suggestion.matters, turned)
        if matters:
            merged = _about(reading, matters, turned)
    if not merged.matters:
        return reading
    added = _facts(merged, suggestion.facts, turned)
    return (
        replace(merged, facts=(*merged.facts, *added), own_case=merged.own_case or bool(added))
        if added
        else merged
    )


def _matters(reading: Reading, suggested: Sequence[SuggestedMatter], turned: Turned) -> tuple[str, ...]:
    """The suggested matters that exist, in the user's words, with a second witness."""
    clauses = _clauses(turned.library)
    words = _words(turned.library)
    near = set(turned.near(reading.text))
    found = []
    for each in suggested:
        matter = each.id if "/" in each.id else next((m for m in clauses if m.endswith(f"/{each.id}")), "")
        if matter not in clauses or not _said(each.said, reading):
            continue
        witnessed = matter in reading.candidates or clauses[matter] in near
        if witnessed and _telling(each.said, matter, words):
            found.append(matter)
    return tuple(dict.fromkeys(found))[:MOST_MATTERS]


def _telling(said: str, matter: str, words: Mapping[str, Sequence[str]]) -> bool:
    """Whether the words share two neighbouring characters with the matter's names that few others have."""
    pairs = _pairs([said]) & _pairs(words[matter])
    return any(sum(pair in "　".join(names) for names in words.values()) <= FEW for pair in pairs)


def _clauses(library: Library) -> dict[str, str]:
    """The clause of each matter."""
    held = {f"{m.policy}/{m.id}": m.clause_id for m in library.measures}
    return held | {f"{p.id}/{t.id}": t.clause_id for p in library.policies for t in p.topics}


def _words(library: Library) -> dict[str, tuple[str, ...]]:
    held = {f"{m.policy}/{m.id}": (m.name, *m.words) for m in library.measures}
    return held | {f"{p.id}/{t.id}": (t.name, *t.words) for p in library.policies for t in p.topics}


def _about(reading: Reading, matters: tuple[str, ...], turned: Turned) -> Reading:
    """The reading, now about these matters: the grammar reads the facts again for what they ask."""
    facts = read_facts(
        reading.text,
        read_quantities(reading.text, as_of=turned.as_of),
        _measures(turned.library, matters),
        turn=turned.conversation.turns + 1,
        pending=turned.conversation.pending,
        earlier=turned.conversation.facts,
        correcting=reading.correcting,
    )
    asked = tuple(Asked(matter, reading.text, reading.aspects, reading.missing) for matter in matters)
    claims = tuple(q for q in facts.claims if q.kind in ("money", "ratio") and q.low is not None)
    return replace(reading, asked=asked, candidates=(), facts=facts.held, claims=claims, denied=facts.denied)


def _measures(library: Library, matters: Sequence[str]) -> list[Measure]:
    known = {f"{m.policy}/{m.id}": m for m in library.measures}
    return [known[matter] for matter in matters if matter in known]


def _facts(reading: Reading, suggested: Sequence[SuggestedFact], turned: Turned) -> list[HeldFact]:
    """Suggested facts that the grammar has not read and the user's words bear out."""
    inputs = {i.name: i for m in _measures(turned.library, reading.matters) for i in m.inputs}
    held = {fact.name for fact in reading.facts} | {name for name, _ in reading.denied}
    used = {fact.said for fact in reading.facts}
    added: list[HeldFact] = []
    for each in suggested:
        wanted = inputs.get(each.name)
        if wanted is None or wanted.name in held or not _said(each.said, reading):
            continue
        fact = (
            _option(wanted, each, turned) if wanted.options else _number(wanted, each, reading, used, turned)
        )
        if fact is not None:
            added.append(fact)
            held.add(fact.name)
            used.add(fact.said)
    return added


def _said(words: str, reading: Reading) -> bool:
    """Whether these are words of this turn, letter by letter."""
    packed = "".join(words.split())
    return bool(packed) and any(packed in "".join(text.split()) for text in (reading.question, reading.text))


def _option(wanted: Input, each: SuggestedFact, turned: Turned) -> HeldFact | None:
    """A choice whose words share something with the option's names that no other option has.

    Yes and no are not taken over: they decide who is eligible, and that is for the user's own clear words.
    """
    option = wanted.option(each.value)
    if (
        option is None
        or wanted.unit == "flag"
        or len(each.said) > LONGEST_SAID
        or _NEGATION.search(each.said)
    ):
        return None
    own = _pairs([option.name, option.printed, *option.words])
    others = _pairs([w for o in wanted.options if o is not option for w in (o.name, o.printed, *o.words)])
    if not _pairs([each.said]) & (own - others):
        return None
    return HeldFact(wanted.name, wanted.unit, each.said, turned.conversation.turns + 1, option=option.value)


def _number(
    wanted: Input, each: SuggestedFact, reading: Reading, used: set[str], turned: Turned
) -> HeldFact | None:
    """A quantity: one number, of the input's kind, beside a word for it; no claim about the policy."""
    quantities = read_quantities(each.said, as_of=turned.as_of)
    if len(quantities) != 1 or len(each.said) > LONGEST_SAID:
        return None
    [quantity] = quantities
    if UNITS.get(quantity.kind) != wanted.unit or quantity.said in used:
        return None
    at = reading.text.find(quantity.said)
    before, after = reading.text[max(0, at - 8) : max(at, 0)], reading.text[at + len(quantity.said) :][:8]
    beside = _pairs([each.said.replace(quantity.said, " ")]) & _pairs([wanted.label, *wanted.words])
    if AWARD.search(before) or CLAIMED.match(after) or not beside:
        return None
    return HeldFact(
        name=wanted.name,
        unit=wanted.unit,
        said=quantity.said,
        turn=turned.conversation.turns + 1,
        low=quantity.low,
        high=quantity.high,
        day=quantity.day_low if quantity.kind == "date" else None,
        approximate=quantity.nature in ("approximate", "ambiguous", "range"),
    )


def _pairs(texts: Sequence[str]) -> set[str]:
    """Every two neighbouring characters, and every word in Latin letters or digits as a whole: two of its
    letters tell nothing."""
    found: set[str] = set()
    for text in texts:
        for run in _RUN.findall(text):
            if run[0].isascii():
                found.add(run.lower())
            else:
                found.update(run[at : at + 2] for at in range(len(run) - 1))
    return found
