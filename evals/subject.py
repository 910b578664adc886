"""The assistant under evaluation, and the parts of it that are measured by themselves."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.answering.answer import Answer
from evals.quote import read_sources, source_of

if TYPE_CHECKING:
    from assistant.assistant import Assistant
    from assistant.settings import Settings

CORPUS = Path(__file__).parent.parent / "corpus"


@dataclass(frozen=True, slots=True)
class Subject:
    """An open assistant as every surface opens it."""

    assistant: Assistant
    # Document number → the text of the source, which citations' offsets point into.
    sources: Mapping[str, str]

    def find(self, text: str, depth: int) -> tuple[str, ...]:
        """The labels of the clauses that search brings up, best first."""
        hits = self.assistant.search.find(text, limit=depth)
        return tuple(hit.clause_id.partition("/")[2] for hit in hits)

    def read(self, text: str, day: date) -> object:
        """The reading of a turn that opens a conversation."""
        from assistant.dialogue.conversation import Conversation
        from assistant.dialogue.reading import read_turn

        return read_turn(text, Conversation(), self.assistant.understanding, day)

    def matter_clauses(self) -> Mapping[str, str]:
        """The clause label of every matter that can be understood: measures and topics, as policy/id."""
        library = self.assistant.library
        rules = [(each.policy, each.id, each.clause_id) for each in library.measures]
        for policy in library.policies:
            rules += [(policy.id, each.id, each.clause_id) for each in policy.topics]
        return {f"{policy}/{name}": library.clause(clause).label for policy, name, clause in rules}

    def breaches(self, answer: Answer, user_words: Sequence[str]) -> tuple[str, ...]:
        """What of the answer rests on nothing; empty = the invariant holds.

        `user_words`: the user's turns so far, this one included.
        """
        from assistant.answering.verification import verify

        labels = {clause.label for clause in self.assistant.library.clauses}
        found = verify(answer, user_words=user_words, sources=self.sources, labels=labels)
        return tuple(f"{each.rule} in {each.place}: {each.found}" for each in found)


def open_subject(settings: Settings | None = None) -> Subject:
    """The assistant with these settings; None: those of this process."""
    from assistant.assistant import open_assistant

    assistant = open_assistant(settings)
    texts = read_sources(CORPUS)
    numbers = [policy.document for policy in assistant.library.policies]
    found = {number: source_of(number, texts) for number in numbers}
    return Subject(assistant, {number: source.text for number, source in found.items() if source})


def sample_cases(day: date) -> tuple[tuple[str, Callable[[], object]], ...]:
    """A calculation to time for every measure: the pledge interest with its facts, the others with none."""
    from assistant.calculation.evaluation import evaluate

    loan = {
        "principal": Fraction(8_000_000),
        "benchmark_rate": Fraction(435, 10_000),
        "years": Fraction(1),
    }
    facts: dict[str, dict[str, Any]] = {"ip_pledge_interest": {"loans": (loan,)}}
    measures = open_subject().assistant.library.measures
    return tuple(
        (measure.id, partial(evaluate, measure, facts.get(measure.id, {}), day)) for measure in measures
    )
