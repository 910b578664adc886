"""The assistant under evaluation, and the parts of it that are measured by themselves."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from assistant.answering.answer import Answer

if TYPE_CHECKING:
    from assistant.assistant import Assistant


@dataclass(frozen=True, slots=True)
class Subject:
    """An open assistant as every surface opens it."""

    assistant: Assistant

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
        labels = {clause.id: clause.label for clause in library.clauses}
        clauses = {f"{each.policy}/{each.id}": labels[each.clause_id] for each in library.measures}
        for policy in library.policies:
            clauses |= {f"{policy.id}/{each.id}": labels[each.clause_id] for each in policy.topics}
        return clauses

    def breaches(self, answer: Answer) -> tuple[str, ...]:
        """Amounts, dates and numbers of the answer that rest on nothing; empty = the invariant holds."""
        from assistant.answering.verification import verify

        return tuple(str(breach) for breach in verify(answer))


def open_subject() -> Subject:
    """The assistant with the settings of this process."""
    from assistant.assistant import open_assistant

    return Subject(open_assistant())


def sample_cases(day: date) -> tuple[tuple[str, Callable[[], object]], ...]:
    """A calculation to time for every measure: the pledge interest with its facts, the others with none."""
    return ()
