"""The document itself as a page, with the quoted words highlighted where they stand; and a shared answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse
from markupsafe import Markup

from assistant.errors import NotFound
from assistant.web import wording
from assistant.web.answer_view import answer_view
from assistant.web.rendering import render

if TYPE_CHECKING:
    from assistant.policy.clause import Clause
    from assistant.policy.policy import Policy
    from assistant.web.service import Service

router = APIRouter(include_in_schema=False)
LARGEST_OFFSET = 100_000_000
SENTENCE_ENDS = "。！？：；"
SHORT_LINE = 16


@dataclass(frozen=True, slots=True)
class Part:
    """Words of a line, quoted or not."""

    text: str
    hit: bool
    first: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the source. `anchor`: the label of the clause that begins here, or ""."""

    parts: tuple[Part, ...]
    anchor: str
    goes_on: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents: how deep it stands, its label and heading, and the clause it leads to."""

    depth: int
    label: str
    heading: str
    target: str


@router.get("/source", response_class=HTMLResponse)
def source(
    request: Request,
    document: str = Query("", max_length=80),
    start: int = Query(0, ge=0, le=LARGEST_OFFSET),
    end: int = Query(0, ge=0, le=LARGEST_OFFSET),
) -> HTMLResponse:
    """The page of a document; `start` and `end` are a citation's offsets."""
    service: Service = request.app.state.service
    assistant = service.assistant
    library = assistant.library
    policy = policy_of(library.policies, document)
    text = assistant.sources[policy.document]
    clauses = [clause for clause in library.clauses if clause.policy == policy.id]
    page = render(
        "source.html",
        policy=policy,
        facts=header_facts(policy),
        lines=lines(text, clauses, start, end),
        contents=contents(clauses),
        hit=start < end <= len(text),
    )
    return HTMLResponse(page)


@router.get("/a/{receipt}", response_class=HTMLResponse)
def shared(request: Request, receipt: str) -> HTMLResponse:
    """An answer by its receipt, to read and to print."""
    service: Service = request.app.state.service
    answer, _ = service.store.receipt(receipt)
    html = Markup(answer_view(service.with_curated(answer), live=False))
    return HTMLResponse(render("shared.html", answer=answer, html=html))


def policy_of(policies: tuple[Policy, ...], document: str) -> Policy:
    """The policy of that document number or folder; the first where none is named."""
    for policy in policies:
        if not document or document in (policy.id, policy.document):
            return policy
    raise NotFound(f"没有收录“{document}”这份文件。")


def header_facts(policy: Policy) -> list[tuple[str, str]]:
    """What people look for at the head of a document: number, issuers, dates."""
    found = {
        "number": policy.document,
        "issuers": "、".join(policy.issuers),
        "written_on": policy.written_on,
        "effective_from": policy.effective_from,
        "last_day": policy.last_day,
    }
    return [(wording.SOURCE_HEADER[name], str(value)) for name, value in found.items() if value]


def contents(clauses: list[Clause]) -> list[Entry]:
    """The contents: every level of every clause once, in the order of the text."""
    found: dict[tuple[str, ...], Entry] = {}
    for clause in clauses:
        for depth in range(1, len(clause.path) + 1):
            path = clause.path[:depth]
            heading = clause.headings[depth - 1]
            found.setdefault(path, Entry(depth, path[-1], heading, clause.label))
    return list(found.values())


def lines(text: str, clauses: list[Clause], start: int, end: int) -> list[Line]:
    """The lines of the source that hold words; the characters from `start` to `end` are hits."""
    begins = {clause.start: clause for clause in clauses if clause.path}
    out: list[Line] = []
    at, found, whole = 0, False, True
    for raw in text.splitlines(keepends=True):
        line_end = at + len(raw)
        stripped = raw.strip()
        if stripped:
            first = at + raw.index(stripped[0])
            parts = _parts(text, first, first + len(stripped), start, end, found)
            found = found or any(part.hit for part in parts)
            anchor = next(("".join(begins[o].path) for o in range(at, line_end) if o in begins), "")
            out.append(Line(parts, anchor, goes_on=not whole and not anchor))
            # A page break cuts sentences: the line after one goes on with it.
            whole = stripped[-1] in SENTENCE_ENDS or len(stripped) < SHORT_LINE
        at = line_end
    return out


def _parts(text: str, first: int, last: int, start: int, end: int, found: bool) -> tuple[Part, ...]:
    """A line cut at the borders of the quote."""
    low, high = max(first, start), min(last, end)
    if low >= high:
        return (Part(text[first:last], False),)
    cut = ((first, low, False), (low, high, True), (high, last, False))
    return tuple(Part(text[a:b], hit, hit and not found) for a, b, hit in cut if a < b)
