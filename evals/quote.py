"""Quotes proved against the source files themselves, without any code of the answering side."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evals.score import AnswerJson, Score

# The three kinds of label of the usual official document, each at the start of a line.
_LABELS = re.compile(
    r"""^[ \t　]*(?:(?P<part>[一二三四五六七八九十]+)、
        |(?P<section>（[一二三四五六七八九十]+）)
        |(?P<item>[0-9]+)\s*[.．](?![0-9]))""",
    re.MULTILINE | re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Source:
    """A source file as received: its text, character by character."""

    file: Path
    text: str


def read_sources(corpus: Path) -> tuple[Source, ...]:
    """Every source.txt below the corpus folder."""
    files = sorted(corpus.rglob("source.txt"))
    # newline="" keeps the file's own line ends, since offsets count them.
    return tuple(Source(file, _exact_text(file)) for file in files)


def _exact_text(file: Path) -> str:
    return file.read_bytes().decode("utf-8")


def check_quotes(answer: AnswerJson, sources: tuple[Source, ...]) -> Score:
    """Whether each quote stands in the source at its offsets, under the clause number given."""
    faults = [
        f"[{citation.get('n')}] {fault}"
        for citation in answer.get("citations", ())
        if (fault := quote_fault(citation, sources))
    ]
    if not answer.get("citations"):
        return Score("quotes", None)
    return Score("quotes", not faults, "; ".join(faults))


def quote_fault(citation: Mapping[str, Any], sources: tuple[Source, ...]) -> str:
    """What is wrong with a citation, or an empty text."""
    document = citation.get("document", "")
    source = source_of(document, sources)
    if source is None:
        return f"no source holds the document number {document!r}"
    start, end = citation.get("start"), citation.get("end")
    if not isinstance(start, int) or not isinstance(end, int) or not 0 <= start < end <= len(source.text):
        return f"offsets {start}:{end} lie outside the source"
    if _bare(source.text[start:end]) != _bare(citation.get("quote", "")):
        return f"the quote is not what stands at {start}:{end}"
    found = path_at(source.text, start)
    path = tuple(citation.get("path", ()))
    if found is not None and path and found != path:
        return f"the quote stands in {''.join(found)}, not in {''.join(path)}"
    return ""


def source_of(document: str, sources: tuple[Source, ...]) -> Source | None:
    """The source that bears the document number on a line of its own; others may mention it."""
    if not document:
        return None
    own_line = re.compile(rf"^\s*{re.escape(document)}\s*$", re.MULTILINE)
    return next((each for each in sources if own_line.search(each.text)), None)


def path_at(text: str, offset: int) -> tuple[str, ...] | None:
    """The labels 一、（一）1. in force at an offset; None before the first, or for other numbering."""
    start = offset + len(text[offset:]) - len(text[offset:].lstrip())
    part = section = item = None
    for match in _LABELS.finditer(text):
        # Lines begin with blanks at times; a quote may begin at the label itself.
        if match.end() - len(match.group().lstrip()) > start:
            break
        if match["part"]:
            part, section, item = match["part"], None, None
        elif match["section"]:
            section, item = match["section"], None
        else:
            item = match["item"]
    if part is None:
        return None
    return tuple(label for label in (part, section, item) if label is not None)


def _bare(text: str) -> str:
    return re.sub(r"\s", "", text)
