"""Whether a curated answer may be served: its quotes stand, and every figure in it has its ground in them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from assistant.answering.answer import Answer, Citation
from assistant.answering.verification import verify
from assistant.errors import NotFound
from assistant.policy.clause import locate
from assistant.state.curated import Curated, Quote

if TYPE_CHECKING:
    from assistant.assistant import Assistant

SHANGHAI = ZoneInfo("Asia/Shanghai")
GONE = "第 {n} 处引文在原文条款“{clause}”中找不到，请核对后重新引用。"


def objections(question: str, text: str, quotes: Sequence[Quote], assistant: Assistant) -> tuple[str, ...]:
    """Why these words may not be served, in Chinese; () where they may."""
    citations, gone = _citations(quotes, assistant)
    if gone:
        return gone
    marked = text + "".join(f"[{citation.n}]" for citation in citations)
    answer = Answer("", question, date.min, "answered", marked, "", citations=citations)
    found = verify(answer, user_words=(question,), sources=assistant.sources, labels=assistant.labels)
    return tuple(f"“{breach.found}”：{breach.message}" for breach in found if breach.place != "spoken")


def stands(note: Curated, assistant: Assistant) -> bool:
    """Whether the curated answer may be served on today's corpus."""
    return not objections(note.question, note.text, note.quotes, assistant)


def curated_view(note: Curated) -> dict[str, Any]:
    """A curated answer as an answer carries it."""
    return {
        "text": note.text,
        "author": note.author,
        "day": note.written_at.astimezone(SHANGHAI).date().isoformat(),
        "clauses": [quote.clause.rpartition("/")[2] for quote in note.quotes],
        "quotes": [quote.quote for quote in note.quotes],
    }


def _citations(quotes: Sequence[Quote], assistant: Assistant) -> tuple[tuple[Citation, ...], tuple[str, ...]]:
    """The quotes as citations, and what is said of those that do not stand any more."""
    found: list[Citation] = []
    gone: list[str] = []
    for n, quote in enumerate(quotes, 1):
        try:
            clause = assistant.library.clause(quote.clause)
        except NotFound:
            gone.append(GONE.format(n=n, clause=quote.clause))
            continue
        source = assistant.sources.get(clause.document, "")
        place = locate(quote.quote, source, clause.start, clause.end)
        if place is None:
            gone.append(GONE.format(n=n, clause=quote.clause))
        else:
            found.append(Citation(n, clause.document, clause.path, quote.quote, *place))
    return tuple(found), tuple(gone)
