"""Drafting: the model's text for one answer, sent back once with the reasons where it is not accepted."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from assistant.answering.answer import Answer
from assistant.policy.library import Library
from assistant.retrieval.search import Search
from assistant.writing.assembly import Subject, assemble
from assistant.writing.brief import brief
from assistant.writing.conduct import Fault
from assistant.writing.deadline import Deadline
from assistant.writing.layout import lay_out
from assistant.writing.mask import Mask
from assistant.writing.material import Material
from assistant.writing.prompt import fill_prompt
from assistant.writing.tools import Desk, open_tools
from assistant.writing.usage import Usage

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

log = logging.getLogger(__name__)

SHORTEST_TIME = 0.3
"""With fewer seconds left no further call is begun."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What drafting came to. `answer`: None where no text was accepted; `raw`: the accepted one with its ids;
    `rejected`: the faults of every text that was not."""

    answer: Answer | None
    raw: str
    rejected: tuple[tuple[Fault, ...], ...]


@dataclass(frozen=True, slots=True)
class Drafting:
    """One answer's drafting. `small`: the short prompt, no tools."""

    subject: Subject
    library: Library
    search: Search
    material: Material
    mask: Mask
    usage: Usage
    deadline: Deadline
    small: bool

    async def run(self, open_model: Callable[[], BaseChatModel]) -> Draft:
        """Raises what the client raises, and SpentError over the limits."""
        from langchain_core.messages import HumanMessage

        from assistant.writing.agent import run_agent

        answer = self.subject.answer
        system = fill_prompt("writing_short" if self.small else "writing")
        desk = Desk(self.library, self.search, self.material, answer.as_of)
        told = brief(answer, self.subject.before, lay_out(answer), self.material, self.library, self.mask)
        messages: list[Any] = [HumanMessage(told)]
        rejected: list[tuple[Fault, ...]] = []
        while len(rejected) < 2:
            reply = await run_agent(
                open_model(),
                system,
                messages,
                tools=[] if self.small else open_tools(desk),
                usage=self.usage,
                deadline=self.deadline,
            )
            found = self._judged(reply.text, reply.cut, system)
            if isinstance(found, Answer):
                return Draft(found, reply.text, tuple(rejected))
            rejected.append(found)
            log_rejection(found, len(rejected), answer)
            if self.deadline.left < SHORTEST_TIME:
                break
            reasons = "\n".join(f"- {fault}" for fault in dict.fromkeys(found))
            messages = [*reply.messages, HumanMessage(fill_prompt("repair", reasons=reasons))]
        return Draft(None, "", tuple(rejected))

    def _judged(self, raw: str, cut: bool, system: str) -> Answer | tuple[Fault, ...]:
        if cut:
            return (Fault("cut", "", "没有写完就断了，请写短一些"),)
        return assemble(raw, self.subject, self.library, self.material, self.mask, system)


def log_rejection(found: Sequence[Fault], attempt: int, answer: Answer) -> None:
    """Logs why a text was not accepted. The words told are the model's, cut short, never the user's."""
    told = [{"rule": fault.rule, "found": fault.found[:60]} for fault in found]
    log.warning(
        "draft %d of answer %s rejected: %s",
        attempt,
        answer.id,
        json.dumps(told, ensure_ascii=False),
        extra={"event": "draft_rejected", "answer": answer.id, "attempt": attempt, "faults": told},
    )
