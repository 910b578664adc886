"""The misread run: every misreading of every turn that a model would be asked to read, put to the rules.

No model and no HTTP: the suggestions go straight into the merge of readings, some thousand a turn.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from evals.misreading import MISREADERS, Told, all_at_once
from evals.record import QuestionTurn, Record
from evals.score import score_expectation

if TYPE_CHECKING:
    from assistant.assistant import Assistant, Turn
    from assistant.dialogue.conversation import Conversation
    from assistant.dialogue.reading import Reading


@dataclass(frozen=True, slots=True)
class Misled:
    """A turn whose figures or status a misreading has changed. `meant`: to what the record expects."""

    id: str
    turn: int
    kind: str
    meant: bool
    suggested: Mapping[str, Any]
    before: tuple[str, tuple[str, ...]]
    after: tuple[str, tuple[str, ...]]


@dataclass(slots=True)
class Misreadings:
    """What a run came to. `asked`: turns that a model would be asked to read; `told`: suggestions by kind;
    `taken`: those that changed the reading; `misled`: those that changed figures or status."""

    turns: int = 0
    asked: int = 0
    told: Counter[str] = field(default_factory=Counter)
    taken: Counter[str] = field(default_factory=Counter)
    misled: list[Misled] = field(default_factory=list)

    @property
    def worse(self) -> list[Misled]:
        """What no model may bring about."""
        return [each for each in self.misled if not each.meant]


def misread(records: tuple[Record, ...], assistant: Assistant, today: date) -> Misreadings:
    """Every misreading of every turn; each conversation goes on as composed."""
    from assistant.dialogue.conversation import Conversation

    found = Misreadings()
    for record in records:
        before, day = Conversation(), record.as_of or today
        for number, asked in enumerate(record.turns, start=1):
            composed = assistant.answer(asked.user, conversation=before, as_of=day)
            found.turns += 1
            for kind, suggested, turn in _changed(assistant, composed, before, day, found):
                meant = _meant(turn, composed, asked)
                was, now = _plain(composed), _plain(turn)
                found.misled.append(Misled(record.id, number, kind, meant, suggested, was, now))
            before = composed.conversation
    return found


def _changed(
    assistant: Assistant, composed: Turn, before: Conversation, day: date, found: Misreadings
) -> Iterator[tuple[str, Mapping[str, Any], Turn]]:
    """(kind, suggestion, the turn with it) for each suggestion that changes the answer; counts."""
    from assistant.writing.suggestion import Suggestion, take_over, turned_to
    from assistant.writing.writer import asks_model

    if not asks_model(composed.answer, composed.reading):
        return
    found.asked += 1
    turned = turned_to(assistant.understanding, assistant.search, before, day)
    told = _told(assistant, composed.reading, before)
    for kind, misreader in {**MISREADERS, "all at once": all_at_once}.items():
        known: list[Reading] = []
        for suggested in misreader(told):
            found.told[kind] += 1
            reading = take_over(composed.reading, Suggestion.model_validate(suggested), turned)
            if reading == composed.reading or reading in known:
                continue
            known.append(reading)
            found.taken[kind] += 1
            turn = assistant.composed(reading, before, day, composed.answer.question)
            if _plain(turn) != _plain(composed):
                yield kind, suggested, turn


def _told(assistant: Assistant, reading: Reading, before: Conversation) -> Told:
    """More than a brief tells: all matters and the yes-or-no facts too, as a liar may know them."""
    library = assistant.library
    measures = [m for m in library.measures if f"{m.policy}/{m.id}" in reading.matters]
    inputs = {i.name: i for m in measures or library.measures for i in m.inputs}
    matters = [f"{m.policy}/{m.id}" for m in library.measures]
    matters += [f"{p.id}/{t.id}" for p in library.policies for t in p.topics]
    facts = tuple((i.name, i.unit, tuple(o.value for o in i.options)) for i in inputs.values())
    return Told(reading.question, before.said[-4:], tuple(matters), facts)


def _plain(turn: Turn) -> tuple[str, tuple[str, ...]]:
    """What of an answer no misreading may change."""
    answer = turn.answer
    return answer.status, tuple(f"{f.measure} {f.label} {f.amount} {f.bound}" for f in answer.figures)


def _meant(turn: Turn, composed: Turn, asked: QuestionTurn) -> bool:
    """Whether the change is what was meant: nothing fails that held, and what changed is what is expected."""
    now, was = _failed(turn, asked), _failed(composed, asked)
    told = bool(asked.expect.status) and (asked.expect.figures is not None or bool(asked.expect.may_figures))
    return now < was or (told and not now)


def _failed(turn: Turn, asked: QuestionTurn) -> set[str]:
    answer = json.loads(json.dumps(turn.answer.to_dict(), ensure_ascii=False, default=str))
    return {score.check for score in score_expectation(answer, asked.expect) if score.value is False}
