"""A draft under way: blocks of text, and the citations and figures that they rest on, as they come."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from assistant import wording
from assistant.answering.answer import Answer, Ask, Citation, Figure, Notice, Status, TraceStep
from assistant.policy.clause import Clause

MOST_SPOKEN = 40


@dataclass(slots=True)
class Draft:
    """Collects an answer while it is composed; nothing of it is shown before it is verified."""

    blocks: list[str] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    asks: list[Ask] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    statuses: list[Status] = field(default_factory=list)
    derived: list[TraceStep] = field(default_factory=list)
    matters: list[str] = field(default_factory=list)
    spoken: str = ""
    overriding: bool = False

    def cite(self, clause: Clause, quote: str, start: int, end: int) -> int:
        """The number of the citation of these words; the same words have one number."""
        for held in self.citations:
            if (held.document, held.start, held.end) == (clause.document, start, end):
                return held.n
        n = len(self.citations) + 1
        self.citations.append(Citation(n, clause.document, clause.path, quote, start, end))
        return n

    def say(self, *sentences: str) -> None:
        """A paragraph of these sentences, the empty ones left out."""
        text = "".join(sentence for sentence in sentences if sentence)
        if text:
            self.blocks.append(text)

    def speak(self, sentence: str) -> None:
        """The sentence for the telephone: the first that fits in 40 characters stays."""
        if not self.spoken and len(sentence) <= MOST_SPOKEN:
            self.spoken = sentence

    def notice(self, *notices: Notice) -> None:
        self.notices.extend(n for n in notices if n not in self.notices)

    def ask(self, asks: Iterable[Ask]) -> None:
        held = {a.fact for a in self.asks}
        self.asks.extend(a for a in asks if a.fact not in held)

    @property
    def text(self) -> str:
        return "\n\n".join(self.blocks)

    @property
    def status(self) -> Status:
        """The status of the whole: what is still missing first, then what is settled."""
        for status in ("declined", "needs_facts", "answered", "not_specified", "out_of_scope"):
            if status in self.statuses:
                return status
        return "answered"


def bare_quotes(answer: Answer) -> Answer:
    """The answer cut down to the clauses that it rests on, in their own words: what is shown when more was
    composed than could be proved."""
    if not answer.citations:
        return replace(answer, text=wording.UNPROVED_PLAIN, spoken=wording.SPOKEN_QUOTES, figures=(), asks=())
    blocks = [wording.UNPROVED]
    for citation in answer.citations:
        words = "".join(citation.quote.split())
        blocks.append(f"> {words}\n>\n> ——{citation.document} {citation.label} [{citation.n}]")
    return replace(
        answer, text="\n\n".join(blocks), spoken=wording.SPOKEN_QUOTES, figures=(), asks=(), notices=()
    )
