"""The outward form of an answer: fields, marks and lengths that every surface relies on."""

from __future__ import annotations

import re
from datetime import date
from typing import get_args

from assistant.answering.answer import Period
from evals.record import BOUNDS, NOTICES, STATUSES
from evals.score import AnswerJson, Score

_TEXTS = ("id", "question", "as_of", "status", "text", "spoken")
_LISTS = ("figures", "citations", "facts", "asks", "notices")
_LONGEST_SPOKEN = 40


def check_form(answer: AnswerJson) -> Score:
    """Whether the answer keeps the shape of the answer object."""
    faults = [*_missing(answer)]
    if not faults:
        faults = [*_values(answer), *_marks(answer), *_figures(answer)]
    return Score("form", not faults, "; ".join(faults))


def _missing(answer: AnswerJson) -> list[str]:
    faults = [f"{name} is missing" for name in _TEXTS if not isinstance(answer.get(name), str)]
    faults += [f"{name} is no list" for name in _LISTS if not isinstance(answer.get(name), list | tuple)]
    if not isinstance(answer.get("versions"), dict):
        faults.append("versions is missing")
    return faults


def _values(answer: AnswerJson) -> list[str]:
    faults = []
    if answer["status"] not in STATUSES:
        faults.append(f"unknown status {answer['status']}")
    faults += [f"unknown notice {notice}" for notice in answer["notices"] if notice not in NOTICES]
    if not answer["text"].strip():
        faults.append("text is empty")
    if len(answer["spoken"]) > _LONGEST_SPOKEN:
        faults.append(f"spoken has {len(answer['spoken'])} characters")
    try:
        date.fromisoformat(answer["as_of"])
    except ValueError:
        faults.append(f"as_of is no date: {answer['as_of']}")
    return faults


def _marks(answer: AnswerJson) -> list[str]:
    """Marks [1] point into the citations, and every citation is pointed at."""
    marks = {int(mark) for mark in re.findall(r"\[([0-9]{1,3})\]", answer["text"])}
    numbers = [citation.get("n") for citation in answer["citations"]]
    faults = [f"mark [{mark}] has no citation" for mark in sorted(marks - {n for n in numbers if n})]
    faults += [f"citation [{n}] is not used in the text" for n in numbers if n not in marks]
    if len(set(numbers)) != len(numbers):
        faults.append("a citation number stands twice")
    return faults


def _figures(answer: AnswerJson) -> list[str]:
    numbers = {citation.get("n") for citation in answer["citations"]}
    periods = set(get_args(Period))
    faults = []
    for figure in answer["figures"]:
        name = figure.get("measure", "?")
        if not re.fullmatch(r"[0-9]+\.[0-9]{2}", str(figure.get("amount"))):
            faults.append(f"{name}: amount {figure.get('amount')} is no decimal with two places")
        if figure.get("bound") not in BOUNDS or figure.get("period") not in periods:
            faults.append(f"{name}: bound {figure.get('bound')}, period {figure.get('period')}")
        if not figure.get("trace"):
            faults.append(f"{name}: no trace")
        if not figure.get("citations") or not set(figure["citations"]) <= numbers:
            faults.append(f"{name}: rests on no citation")
    return faults
