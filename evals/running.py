"""Conversations put to the assistant, turn by turn, with the time each answer took."""

from __future__ import annotations

import json
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Protocol

from assistant.answering.answer import Answer
from evals.form import check_form
from evals.quote import Source, check_quotes
from evals.record import QuestionTurn, Record
from evals.score import Score, score_expectation


class AnsweredTurn(Protocol):
    """What the assistant hands back: the answer, and the conversation to go on with."""

    @property
    def answer(self) -> Answer: ...

    @property
    def conversation(self) -> Any: ...  # noqa: ANN401 (handed on unopened)


class Answering(Protocol):
    """The assistant, or a scripted one in tests."""

    def answer(
        self,
        question: str,
        *,
        conversation: Any = None,  # noqa: ANN401
        as_of: date | None = None,
    ) -> AnsweredTurn: ...


# An answer and the user's turns so far → breaches of the invariant, in words; empty = none.
Verify = Callable[[Answer, Sequence[str]], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Outcome:
    """One turn that was run. `answer` None = the assistant failed, `error` says how."""

    record: Record
    turn: int
    seconds: float
    answer: Mapping[str, Any] | None
    error: str
    scores: tuple[Score, ...]

    @property
    def question(self) -> QuestionTurn:
        """The turn as recorded."""
        return self.record.turns[self.turn - 1]

    @property
    def failed(self) -> tuple[Score, ...]:
        """The checks that are wrong; an unscored one is not."""
        return tuple(score for score in self.scores if score.value is False)

    @property
    def right(self) -> bool:
        """Whether every check that was scored holds."""
        return not self.failed

    def to_json(self) -> str:
        """The line of answers.jsonl."""
        line: dict[str, Any] = {
            "id": self.record.id,
            "turn": self.turn,
            "seconds": round(self.seconds, 6),
            "answer": self.answer,
        }
        if self.error:
            line["error"] = self.error
        return json.dumps(line, ensure_ascii=False)


def run_records(
    records: Iterable[Record],
    assistant: Answering,
    *,
    verify: Verify,
    sources: tuple[Source, ...],
    clock: Callable[[], float],
) -> Iterator[Outcome]:
    """The outcome of every turn in order. A turn that fails ends up as an outcome, the next one goes on."""
    for record in records:
        conversation: Any = None
        for number, turn in enumerate(record.turns, start=1):
            start = clock()
            try:
                answered = assistant.answer(turn.user, conversation=conversation, as_of=record.as_of)
                seconds = clock() - start
                conversation = answered.conversation
                answer = json.loads(json.dumps(answered.answer.to_dict(), ensure_ascii=False, default=str))
                said = [each.user for each in record.turns[:number]]
                scores = score_answer(answer, turn, verify(answered.answer, said), sources)
                yield Outcome(record, number, seconds, answer, "", scores)
            except Exception as fault:
                # A crash is the finding, not the end of the run.
                error = describe_fault(fault)
                scores = (Score("fault", False, error),)
                yield Outcome(record, number, clock() - start, None, error, scores)


def describe_fault(fault: Exception) -> str:
    """The exception and the line it came from."""
    frames = traceback.extract_tb(fault.__traceback__)
    place = f" ({Path(frames[-1].filename).name}:{frames[-1].lineno})" if frames else ""
    return f"{type(fault).__name__}: {fault}{place}"


def score_answer(
    answer: Mapping[str, Any], turn: QuestionTurn, breaches: tuple[str, ...], sources: tuple[Source, ...]
) -> tuple[Score, ...]:
    """All checks of an answer: what the record expects, its form, its quotes, the invariant."""
    return (
        *score_expectation(answer, turn.expect),
        check_form(answer),
        check_quotes(answer, sources),
        Score("invariant", not breaches, "; ".join(breaches)),
    )


def write_answers(outcomes: Iterable[Outcome], path: Path) -> None:
    """answers.jsonl: a line a turn, in order."""
    path.write_text("".join(outcome.to_json() + "\n" for outcome in outcomes), encoding="utf-8")
