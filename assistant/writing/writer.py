"""The writer: a composed answer goes in, the same answer comes out, explained by a model or as it was.

Status, figures, questions back and the opening are the composed answer's and stay. The model's words come
after the opening, with ids filled in by code, and are shown only if the whole answer is proved.
"""

from __future__ import annotations

import asyncio
import logging
import threading
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from assistant.answering.answer import Answer, ModelUse, Outcome
from assistant.dialogue.conversation import Conversation
from assistant.dialogue.reading import Reading
from assistant.dialogue.understanding import Understanding
from assistant.policy.library import Library
from assistant.retrieval.search import Search
from assistant.settings import Settings
from assistant.writing.assembly import Subject
from assistant.writing.brief import reading_brief
from assistant.writing.deadline import Deadline
from assistant.writing.drafting import Drafting
from assistant.writing.endpoint import Endpoint, close_chat, configured_endpoint, open_chat
from assistant.writing.line import Line, Trouble, loop
from assistant.writing.mask import Mask
from assistant.writing.material import Material, open_material
from assistant.writing.prompt import fill_prompt, prompts_version
from assistant.writing.suggestion import Suggestion, offered, take_over, turned_to, undecided
from assistant.writing.usage import Usage

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

log = logging.getLogger(__name__)

READING_SHARE = 0.35
"""The part of the time that reading may take."""
RESERVE = 0.05
"""The part of an answer's time that is kept for filling in and proving."""
READING_CALLS = 3
"""The calls that reading may take: a model that gives no structured output must not use up the others."""
SHORT = 4
"""A turn of so few characters states no facts that the grammar could have missed."""

_OUTCOMES: Mapping[str, Outcome] = {
    "late": "late",
    "busy": "busy",
    "closed": "unreachable",
    "unreachable": "unreachable",
    "spent": "replaced",
    "cancelled": "cancelled",
}


@dataclass(frozen=True, slots=True)
class Work:
    """One answer on its way to the model and back."""

    deadline: Deadline
    cancelled: threading.Event | None
    usage: Usage
    mask: Mask
    began: float


@dataclass(frozen=True, slots=True)
class Understood:
    """A turn after a model has read it too. `suggested`: what was taken over, for the receipt; `offered`: the
    matters to offer as questions."""

    reading: Reading
    suggested: Mapping[str, Any] = field(default_factory=dict)
    offered: tuple[str, ...] = ()


def asks_model(answer: Answer, reading: Reading) -> bool:
    """Whether a model is asked to read the turn: no matter was found, or a fact is missing."""
    return undecided(reading) or (answer.status == "needs_facts" and len(reading.text) > SHORT)


@dataclass(slots=True)
class Writer:
    """Opened once with the assistant, shared by all answers. `timeout`: seconds for an answer in all."""

    endpoint: Endpoint
    library: Library
    search: Search
    timeout: float
    line: Line = field(default_factory=Line)
    clock: Callable[[], float] = time.monotonic
    counts: Counter[str] = field(default_factory=Counter)
    _chat: BaseChatModel | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def versions(self) -> dict[str, str | None]:
        """What the versions of an answer say of the model and its prompts."""
        return {"prompts": prompts_version(), "model": self.endpoint.model}

    def over(self, library: Library, search: Search) -> Writer:
        """The writer over another version of the index, with the same line of waiting and the same counts."""
        return replace(self, library=library, search=search)

    def warm(self) -> None:
        """Loads the client in the background, so that the first answer need not wait for it."""

        def load() -> None:
            from importlib import import_module

            for name in ("langchain.agents", "langchain.agents.structured_output", "langchain_core.messages"):
                import_module(name)
            self._open()

        loop().call_soon_threadsafe(loop().run_in_executor, None, load)

    def close(self) -> None:
        """Closes the connections; the next answer opens them again."""
        with self._lock:
            held, self._chat = self._chat, None
        if held is not None:
            asyncio.run_coroutine_threadsafe(close_chat(held), loop()).result(timeout=2)

    def begin(self, cancelled: threading.Event | None = None) -> Work:
        """The work on one answer; its time runs from here. `cancelled` is set when nobody waits any more."""
        deadline = Deadline.after(self.timeout * (1 - RESERVE), self.clock)
        return Work(deadline, cancelled, Usage(), Mask(), self.clock())

    def reads(self, answer: Answer, reading: Reading) -> bool:
        """Whether the model may be asked to read the turn too, and the answer be composed anew after it."""
        return not self.endpoint.small and asks_model(answer, reading)

    def read(
        self,
        answer: Answer,
        reading: Reading,
        before: Conversation,
        understanding: Understanding,
        work: Work,
    ) -> Understood:
        """What the model understood beyond the grammar, as far as the user's words bear it out.

        The model is asked where the grammar found no matter, or a fact is missing that may have been said.
        """
        unchanged = Understood(reading)
        if not self.reads(answer, reading) or self.line.closed:
            return unchanged
        deadline = work.deadline.part(READING_SHARE)
        asked = reading_brief(reading, before, self.library, work.mask)
        usage = Usage(most_calls=READING_CALLS)
        found = self.line.carry(lambda: self._suggest(asked, usage, deadline), deadline, work.cancelled)
        work.usage.count(usage)
        if isinstance(found, Trouble):
            self._note(f"reading_{found.kind}", found.detail)
            return unchanged
        if found is None:
            self._note("reading_empty")
            return unchanged
        suggestion = Suggestion.model_validate_json(work.mask.show(found.model_dump_json()))
        turned = turned_to(understanding, self.search, before, answer.as_of)
        merged = take_over(reading, suggestion, turned)
        if merged == reading:
            self._note("reading_unchanged")
            return Understood(reading, offered=offered(reading, suggestion, turned))
        self._note("reading_taken_over")
        return Understood(merged, suggestion.model_dump())

    async def _suggest(self, asked: str, usage: Usage, deadline: Deadline) -> Suggestion | None:
        from langchain.agents.structured_output import ToolStrategy
        from langchain_core.messages import HumanMessage

        from assistant.writing.agent import run_agent

        reply = await run_agent(
            self._open(),
            fill_prompt("reading"),
            [HumanMessage(asked)],
            response_format=ToolStrategy(Suggestion),
            usage=usage,
            deadline=deadline,
        )
        return reply.structured if isinstance(reply.structured, Suggestion) else None

    def write(self, subject: Subject, work: Work, suggested: Mapping[str, Any] | None = None) -> Answer:
        """The answer with the model's explanation where it is proved, else as composed."""
        answer = subject.answer
        if not subject.reading.matters or answer.status in ("declined", "out_of_scope"):
            return self._signed(answer, work, "unused", suggested)
        material = open_material(answer, self.library)
        drafting = Drafting(
            subject,
            self.library,
            self.search,
            material,
            work.mask,
            work.usage,
            work.deadline,
            self.endpoint.small,
        )
        found = self.line.carry(lambda: drafting.run(self._open), work.deadline, work.cancelled)
        if isinstance(found, Trouble):
            self._note(found.kind, found.detail)
            return self._signed(answer, work, _OUTCOMES[found.kind], suggested)
        for faults in found.rejected:
            self._note("rejected", *(f"rejected_{fault.rule}" for fault in faults))
        if found.answer is None:
            self._note("replaced")
            return self._signed(answer, work, "replaced", suggested)
        outcome: Outcome = "repaired" if found.rejected else "written"
        self._note(outcome)
        return self._signed(found.answer, work, outcome, suggested, found.raw, material)

    def _open(self) -> BaseChatModel:
        with self._lock:
            if self._chat is None:
                self._chat = open_chat(self.endpoint, self.timeout)
            return self._chat

    def _signed(
        self,
        answer: Answer,
        work: Work,
        outcome: Outcome,
        suggested: Mapping[str, Any] | None,
        raw: str = "",
        material: Material | None = None,
    ) -> Answer:
        """The answer with what the model had to do with it."""
        usage = work.usage
        with self._lock:
            self.counts.update({"tokens_in": usage.tokens_in, "tokens_out": usage.tokens_out})
        cost = self.endpoint.cost(usage.tokens_in, usage.tokens_out)
        use = ModelUse(
            name=self.endpoint.model,
            outcome=outcome,
            calls=usage.calls,
            tokens_in=usage.tokens_in,
            tokens_out=usage.tokens_out,
            cost=None if cost is None else str(cost),
            seconds=round(self.clock() - work.began, 3),
            reading=dict(suggested or {}),
            text=raw,
            quotes=material.to_record() if material and raw else {},
        )
        return replace(answer, model=use)

    def _note(self, event: str, *details: str) -> None:
        """Counts what happened, and logs it where it is trouble."""
        with self._lock:
            self.counts[event] += 1
            self.counts.update(detail for detail in details if detail.startswith(event + "_"))
        if event in ("late", "busy", "closed", "unreachable", "spent", "reading_unreachable", "reading_late"):
            told = " ".join(details)
            log.warning("model %s %s %s", self.endpoint.model, event, told, extra={"event": event})


def open_writer(settings: Settings, library: Library, search: Search) -> Writer | None:
    """The writer of the settings; None where no model is configured. Raises UserError for half a setting."""
    endpoint = configured_endpoint(settings)
    if endpoint is None:
        return None
    prompts_version()
    for name, values in (("reading", ()), ("writing", ()), ("writing_short", ()), ("repair", ("reasons",))):
        fill_prompt(name, **dict.fromkeys(values, ""))
    return Writer(endpoint, library, search, settings.answer_timeout, Line(most=settings.model_concurrency))
