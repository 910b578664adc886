"""A suggestion: how a model reads a turn, and what of it is taken over into the grammar's reading.

Nothing is believed on the model's word: it may point at words of the user that are spelt otherwise than the
grammar knows them. Where they sound like a word of the matter or fact suggested, they are put right and the
grammar reads the whole turn again. So a number is the grammar's, always. A matter that only search bears out
is offered as a question to press, and answers nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from pydantic import BaseModel, Field

from assistant.answering.talk import DECLINED, DEMANDS, PLEASANTRIES
from assistant.dialogue.conversation import Conversation
from assistant.dialogue.reading import Reading, read_turn
from assistant.dialogue.understanding import Understanding
from assistant.policy.library import Library
from assistant.policy.measure import Input
from assistant.retrieval.search import Search
from assistant.writing.homophone import Mending, Span, heard

# Clauses that search brings up and that count as near.
NEAR = 4
MOST_OFFERED = 2


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

    understanding: Understanding
    conversation: Conversation
    as_of: date
    near: Callable[[str], Sequence[str]]

    @property
    def library(self) -> Library:
        """The library whose matters and facts there are."""
        return self.understanding.library


def turned_to(
    understanding: Understanding, search: Search, conversation: Conversation, as_of: date
) -> Turned:
    """What a suggestion about the next turn of a conversation is held against."""

    def near(text: str) -> list[str]:
        return [hit.clause_id for hit in search.find(text, limit=NEAR)]

    return Turned(understanding, conversation, as_of, near)


def undecided(reading: Reading) -> bool:
    """Whether the grammar found no matter and nothing else to go by either."""
    decided = {*PLEASANTRIES, *DECLINED, *DEMANDS}
    return not reading.matters and not reading.outside and not decided & set(reading.acts)


def take_over(reading: Reading, suggestion: Suggestion, turned: Turned) -> Reading:
    """The reading with what of the suggestion holds, fresh from a model or kept on a receipt."""
    words = _misspelt(reading, suggestion, turned.library)
    if not words:
        return reading
    soundalikes = Mending(turned.understanding.soundalikes, words)
    mended = replace(turned.understanding, soundalikes=soundalikes)
    return read_turn(reading.question, turned.conversation, mended, turned.as_of)


def offered(reading: Reading, suggestion: Suggestion, turned: Turned) -> tuple[str, ...]:
    """The suggested matters to offer as questions: in the user's words, and brought up by search as well.

    Only where the grammar found none; the answer stays, and whoever reads it decides.
    """
    if not undecided(reading):
        return ()
    clauses = _clauses(turned.library)
    near = set(turned.near(reading.text))
    found = [
        matter
        for each in suggestion.matters
        if (matter := _known(each.id, clauses)) and _said(each.said, reading) and clauses[matter] in near
    ]
    return tuple(dict.fromkeys(found))[:MOST_OFFERED]


def _known(name: str, matters: Collection[str]) -> str:
    """The matter of that id, with or without its policy; "" where there is none."""
    if name in matters:
        return name
    return next((m for m in matters if name and m.endswith(f"/{name}")), "")


def _misspelt(reading: Reading, suggestion: Suggestion, library: Library) -> tuple[str, ...]:
    """Words of the matters and facts suggested that stand in the words pointed at by their sound only.

    Of several words that sound like the same stretch the longest is meant, whatever was suggested.
    """
    names = _words(library)
    pointed: list[tuple[str, str]] = []
    if undecided(reading):
        pointed += [
            (w, each.said) for each in suggestion.matters for w in names.get(_known(each.id, names), ())
        ]
    for fact in suggestion.facts:
        pointed += [(word, fact.said) for word in _fact_words(fact, reading, library)]
    found = [(word, span) for word, said in pointed if (span := _heard_in(said, word, reading))]
    if not found:
        return ()
    rivals = {w: span for w in _all_words(library) if (span := heard(w, reading.text))}
    return tuple(dict.fromkeys(word for word, span in found if _stands_out(word, span, rivals)))


def _heard_in(said: str, word: str, reading: Reading) -> Span | None:
    """Where the word is heard in the turn, if the words pointed at are the user's and hold that place."""
    span = heard(word, reading.text)
    if span is None or not _said(said, reading):
        return None
    return span if reading.text[span[0] : span[1]] in said else None


def _stands_out(word: str, span: Span, rivals: Mapping[str, Span]) -> bool:
    """Whether no other word of that length or more sounds like the same stretch."""
    start, end = span
    return not any(
        other != word and len(other) >= len(word) and at < end and start < until
        for other, (at, until) in rivals.items()
    )


def _fact_words(fact: SuggestedFact, reading: Reading, library: Library) -> tuple[str, ...]:
    """The words for a fact that a measure in question asks for and the grammar has not read; of a choice,
    those of the option. Yes and no are not the model's to point at: they decide who is eligible."""
    inputs = {i.name: i for i in _inputs(library, reading.matters) if i.unit != "flag"}
    wanted = inputs.get(fact.name)
    read = {f.name for f in reading.facts} | {name for name, _ in reading.denied}
    if wanted is None or wanted.name in read:
        return ()
    if not wanted.options:
        return (wanted.label, *wanted.words)
    option = wanted.option(fact.value)
    return (option.name, option.printed, *option.words) if option else ()


def _clauses(library: Library) -> dict[str, str]:
    """The clause of each matter."""
    held = {f"{m.policy}/{m.id}": m.clause_id for m in library.measures}
    return held | {f"{p.id}/{t.id}": t.clause_id for p in library.policies for t in p.topics}


def _words(library: Library) -> dict[str, tuple[str, ...]]:
    held = {f"{m.policy}/{m.id}": (m.name, *m.words) for m in library.measures}
    return held | {f"{p.id}/{t.id}": (t.name, *t.words) for p in library.policies for t in p.topics}


def _all_words(library: Library) -> set[str]:
    """The words of every matter, every fact and every choice."""
    named: list[Sequence[str]] = list(_words(library).values())
    for wanted in (i for m in library.measures for i in m.inputs):
        named.append((wanted.label, *wanted.words))
        named += [(o.name, o.printed, *o.words) for o in wanted.options]
    return {word for words in named for word in words}


def _inputs(library: Library, matters: Sequence[str]) -> list[Input]:
    """What the measures in question ask for."""
    return [i for m in library.measures if f"{m.policy}/{m.id}" in matters for i in m.inputs]


def _said(words: str, reading: Reading) -> bool:
    """Whether these are words of this turn, letter by letter."""
    packed = "".join(words.split())
    return bool(packed) and any(packed in "".join(text.split()) for text in (reading.question, reading.text))
