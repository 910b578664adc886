"""Layout: a composed answer taken apart into what is shown at once and what a model may word anew.

The opening is the conclusion of every matter, with its heading and the note on validity; it is code's own and
stays. What follows (quotes, steps, remarks) is what a model writes about in its own words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answering.answer import Answer

_HEADING = re.compile(r"\*\*[^*]+\*\*")
_STEPS = re.compile(r"计算过程|- .*[=×]")


@dataclass(frozen=True, slots=True)
class Layout:
    """`opening`: the conclusions; `sections`: how many matters have a heading of their own; `steps`: the
    calculation as composed, "" where there is none; `quotes`: the clauses' words in blocks; `remarks`: what
    else was said; `closing`: the question back."""

    opening: str
    sections: int
    steps: str
    quotes: tuple[str, ...]
    remarks: tuple[str, ...]
    closing: str


def lay_out(answer: Answer) -> Layout:
    """The parts of a composed answer."""
    return _parts(answer.text, [ask.question for ask in answer.asks[:1]])


def opening_of_text(text: str) -> str:
    """The conclusion of a composed answer: what can be shown while the rest is being written."""
    return _parts(text, []).opening


def _parts(text: str, asked: Sequence[str]) -> Layout:
    opening: list[str] = []
    steps: list[str] = []
    quotes: list[str] = []
    remarks: list[str] = []
    sections, open_, closing = 0, True, ""
    for paragraph in text.split("\n\n"):
        if _HEADING.fullmatch(paragraph):
            sections, open_ = sections + 1, True
            opening.append(paragraph)
        elif paragraph.startswith(">"):
            quotes.append(paragraph)
            open_ = False
        elif _STEPS.match(paragraph):
            steps.append(paragraph)
            open_ = False
        elif any(question.startswith(paragraph.strip()) for question in asked):
            closing = paragraph
        else:
            (opening if open_ else remarks).append(paragraph)
    return Layout("\n\n".join(opening), sections, "\n\n".join(steps), tuple(quotes), tuple(remarks), closing)
