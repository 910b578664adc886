"""Checks of one answer, each a pure function: a value, and in words why."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any

from evals.record import Expectation, ExpectedFigure

AnswerJson = Mapping[str, Any]
# The head of the document, before its first number.
HEADER = "header"
# What any answer may rest on beside the clause asked about: no double benefit, validity, the header.
RULE_CLAUSES = frozenset({"三1", "三2", HEADER})


@dataclass(frozen=True, slots=True)
class Score:
    """The outcome of one check. `value` None = the record does not ask, which is not the same as wrong."""

    check: str
    value: bool | None
    explanation: str = ""


def cited_labels(answer: AnswerJson) -> tuple[str, ...]:
    """The clause labels that the answer cites, as people write them, in order."""
    return tuple("".join(citation["path"]) or HEADER for citation in answer.get("citations", ()))


def check_status(answer: AnswerJson, expect: Expectation) -> Score:
    """Whether the status is one that a sensible officer may give."""
    if not expect.status:
        return Score("status", None)
    got = answer.get("status")
    return Score("status", got in expect.status, f"{got}, expected {' or '.join(expect.status)}")


def check_cites(answer: AnswerJson, expect: Expectation) -> Score:
    """Whether all clauses that must be cited are, and one of those of which any will do."""
    if not expect.cites and not expect.cites_any:
        return Score("cites", None)
    got = set(cited_labels(answer))
    missing = [label for label in expect.cites if label not in got]
    any_missing = bool(expect.cites_any) and not got & set(expect.cites_any)
    wanted = [*missing, *([" or ".join(expect.cites_any)] if any_missing else [])]
    explanation = f"missing {', '.join(wanted)}; cited {', '.join(sorted(got)) or 'none'}" if wanted else ""
    return Score("cites", not wanted, explanation)


def check_figures(answer: AnswerJson, expect: Expectation) -> Score:
    """Whether exactly the expected amounts stand there, besides those that may."""
    if expect.figures is None and not expect.may_figures:
        return Score("figures", None)
    missing, wrong = compare_figures(answer, expect)
    parts = []
    if missing:
        parts.append("missing " + ", ".join(f"{each.amount} {each.bound or ''}".strip() for each in missing))
    if wrong:
        parts.append("not expected " + ", ".join(wrong))
    return Score("figures", not parts, "; ".join(parts))


def compare_figures(
    answer: AnswerJson, expect: Expectation
) -> tuple[tuple[ExpectedFigure, ...], tuple[str, ...]]:
    """The figures that should stand there and do not, and those that stand there and must not.

    One shown figure answers for one expected one: two titles at one million each need two.
    """
    if expect.figures is None and not expect.may_figures:
        return (), ()
    shown = [(_amount(figure), figure.get("bound")) for figure in answer.get("figures", ())]
    missing: list[ExpectedFigure] = []
    # The pickier expectations choose first, so that a bound left out takes what remains.
    for wanted in sorted(expect.figures or (), key=lambda each: each.bound is None):
        at = next((i for i, figure in enumerate(shown) if _fits(figure, wanted)), None)
        if at is None:
            missing.append(wanted)
        else:
            shown.pop(at)
    wrong = [f for f in shown if not any(_fits(f, allowed) for allowed in expect.may_figures)]
    return tuple(missing), tuple(f"{amount} {bound}" for amount, bound in wrong)


def _fits(shown: tuple[Decimal | None, str | None], wanted: ExpectedFigure) -> bool:
    amount, bound = shown
    return amount == wanted.amount and wanted.bound in (None, bound)


def _amount(figure: Mapping[str, Any]) -> Decimal | None:
    try:
        return Decimal(figure["amount"])
    except (InvalidOperation, KeyError, TypeError):
        return None


def check_asks(answer: AnswerJson, expect: Expectation) -> Score:
    """Whether a fact is asked back, where it must be or must not be."""
    if expect.asks is None:
        return Score("asks", None)
    asked = [ask.get("fact", "") for ask in answer.get("asks", ())]
    return Score("asks", bool(asked) == expect.asks, f"asks {', '.join(asked) or 'nothing'}")


def check_notices(answer: AnswerJson, expect: Expectation) -> Score:
    """Whether every notice that is due is given."""
    if not expect.notices:
        return Score("notices", None)
    missing = [notice for notice in expect.notices if notice not in answer.get("notices", ())]
    return Score("notices", not missing, f"missing {', '.join(missing)}" if missing else "")


def check_says(answer: AnswerJson, expect: Expectation) -> Score:
    """Whether the text holds what it must say."""
    if not expect.says:
        return Score("says", None)
    missing = [pattern for pattern in expect.says if not re.search(pattern, answer.get("text", ""))]
    return Score("says", not missing, f"text lacks {'; '.join(missing)}" if missing else "")


def check_never(answer: AnswerJson, expect: Expectation) -> Score:
    """Whether neither text nor spoken sentence holds what must never be said."""
    if not expect.never:
        return Score("never", None)
    said = (answer.get("text", ""), answer.get("spoken", ""))
    matches = [re.search(pattern, words) for pattern in expect.never for words in said]
    found = [match.group() for match in matches if match]
    return Score("never", not found, f"says {'; '.join(found)}" if found else "")


def check_matters(answer: AnswerJson, expect: Expectation) -> Score:
    """Whether the matters that were asked about were understood (only where a record names them)."""
    if not expect.matters:
        return Score("matters", None)
    got = set(answer.get("matters", ()))
    missing = [matter for matter in expect.matters if matter not in got]
    return Score("matters", not missing, f"{', '.join(missing)} not among {', '.join(sorted(got)) or 'none'}")


def check_facts(answer: AnswerJson, expect: Expectation) -> Score:
    """Whether the facts that the user stated were read right (only where a record names them)."""
    if not expect.facts:
        return Score("facts", None)
    got = [(fact.get("name"), fact.get("value")) for fact in answer.get("facts", ())]
    missing = [
        fact
        for fact in expect.facts
        if not any(name == fact.name and same_value(value, fact.value) for name, value in got)
    ]
    understood = ", ".join(f"{name}={value}" for name, value in got) or "nothing"
    named = ", ".join(f"{fact.name}={fact.value}" for fact in missing)
    return Score("facts", not missing, f"missing {named}; understood {understood}" if missing else "")


def same_value(got: object, wanted: str) -> bool:
    """Whether two values written down mean the same: 1/25 and 0.04 do, so do equal words."""
    try:
        return Fraction(str(got)) == Fraction(wanted)
    except (ValueError, ZeroDivisionError):
        return str(got) == wanted


EXPECTED: tuple[Callable[[AnswerJson, Expectation], Score], ...] = (
    check_status,
    check_cites,
    check_figures,
    check_asks,
    check_notices,
    check_says,
    check_never,
    check_matters,
    check_facts,
)


def score_expectation(answer: AnswerJson, expect: Expectation) -> tuple[Score, ...]:
    """Every check that a record can ask for, scored or unscored."""
    return tuple(check(answer, expect) for check in EXPECTED)


def citation_precision(answer: AnswerJson, expect: Expectation) -> tuple[int, int]:
    """How many of the cited clauses were to the point, and how many were cited.

    The rules of part 三 (no double benefit, validity) stand beside any answer and count only when asked for.
    """
    wanted = {*expect.cites, *expect.cites_any}
    if not wanted:
        return 0, 0
    cited = {label for label in cited_labels(answer) if label in wanted or label not in RULE_CLAUSES}
    return len(cited & wanted), len(cited)


def citation_recall(answer: AnswerJson, expect: Expectation) -> tuple[int, int]:
    """How many of the clauses that must be cited are, and how many must be (any-of counts as one)."""
    got = set(cited_labels(answer))
    found = sum(label in got for label in expect.cites)
    if not expect.cites_any:
        return found, len(expect.cites)
    return found + bool(got & set(expect.cites_any)), len(expect.cites) + 1
