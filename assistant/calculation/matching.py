"""A match: one enterprise against every measure: amounts, conditions, what to ask next, what excludes what.

There is no total: the text does not let measures be added up (同一项目从高、从优、不重复).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any, Literal, TypeAlias

from assistant.calculation.evaluation import evaluate
from assistant.calculation.ledger import Award, Check, Ledger
from assistant.calculation.profile import Profile, facts_of, notes_on
from assistant.calculation.quantity import Facts, round_to_cent
from assistant.policy.library import Library
from assistant.policy.measure import Input, Measure, NoDouble

COMMON = 3
"""A fact that more measures than this ask for is common."""

Standing = Literal["met", "open", "not_met"]
Plain: TypeAlias = Any
"""What JSON holds."""

_STANDINGS: tuple[Standing, ...] = ("met", "open", "not_met")
_OUTCOMES = {"met": "符合", "not_met": "不符合", "unknown": "待确认"}


@dataclass(frozen=True, slots=True)
class Row:
    """One measure for the enterprise. `standing`: all conditions met, some open, or one not met."""

    measure: Measure
    standing: Standing
    ledger: Ledger


@dataclass(frozen=True, slots=True)
class Question:
    """A fact worth asking: `measures` are the ids that it decides."""

    input: Input
    measures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Conflict:
    """Measures (best first) that the rule does not let one project have together."""

    rule: str
    clause_id: str
    quote: str
    measures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """Every measure for one enterprise: met first, then open, then not met; the larger amounts first.

    `questions`: best first; `notes`: entries to look at again. Deliberately without a total.
    """

    enterprise: str
    as_of: date
    rows: tuple[Row, ...]
    questions: tuple[Question, ...]
    conflicts: tuple[Conflict, ...]
    notes: tuple[str, ...]

    def to_dict(self) -> dict[str, Plain]:
        """The match as JSON holds it; amounts as decimal strings in yuan with two places."""
        return {
            "enterprise": self.enterprise,
            "as_of": self.as_of.isoformat(),
            "notes": list(self.notes),
            "measures": [_row_data(row) for row in self.rows],
            "questions": [
                {
                    "fact": question.input.name,
                    "question": question.input.question,
                    "unit": question.input.unit,
                    "example": question.input.example,
                    "measures": list(question.measures),
                }
                for question in self.questions
            ],
            "conflicts": [
                {
                    "rule": part.rule,
                    "clause": part.clause_id,
                    "quote": part.quote,
                    "measures": list(part.measures),
                }
                for part in self.conflicts
            ],
        }


def match(library: Library, profile: Profile, as_of: date) -> Match:
    """Every measure of the library for the profile on that day.

    Raises UserError that names each entry of the profile that cannot be read.
    """
    return match_facts(library, facts_of(profile, library.inputs), as_of, enterprise=profile.enterprise)


def match_facts(library: Library, facts: Facts, as_of: date, *, enterprise: str = "") -> Match:
    """Every measure of the library for these facts; statements that support nobody are left out."""
    offered = [measure for measure in library.measures if measure.kind != "not_subsidy"]
    rows = [_row(measure, facts, as_of) for measure in offered]
    # Stable: rows of one rank keep the order of the text.
    rows.sort(key=_rank)
    return Match(
        enterprise=enterprise,
        as_of=as_of,
        rows=tuple(rows),
        questions=_questions(rows),
        conflicts=tuple(_conflicts(library.no_double, rows)),
        notes=notes_on(facts, library.inputs),
    )


def _row(measure: Measure, facts: Facts, as_of: date) -> Row:
    ledger = evaluate(measure, facts, as_of)
    if ledger.status in ("not_applicable", "undefined"):
        return Row(measure, "not_met", ledger)
    unknown = any(check.outcome == "unknown" for check in ledger.conditions)
    return Row(measure, "open" if unknown else "met", ledger)


def _rank(row: Row) -> tuple[int, int, Fraction]:
    kinds = 0 if row.measure.pays else 1 if row.measure.kind == "unquantified" else 2
    order = _STANDINGS.index(row.standing)
    return order, kinds, -_largest(row)


def _largest(row: Row) -> Fraction:
    return max((award.high for award in row.ledger.awards if award.high is not None), default=Fraction(0))


def _questions(rows: Sequence[Row]) -> tuple[Question, ...]:
    """What is unknown and decides something: what decides the largest amount first, then the most measures.

    Not asked: anything of a measure that is already excluded or settled.
    """
    decides: dict[str, list[Row]] = {}
    inputs: dict[str, Input] = {}
    for row in rows:
        if row.standing == "not_met":
            continue
        open_inputs = [check.input for check in row.ledger.conditions if check.outcome == "unknown"]
        for name in dict.fromkeys((*open_inputs, *row.ledger.unknown)):
            wanted = row.measure.input(name)
            if wanted is not None:
                inputs[name] = wanted
                decides.setdefault(name, []).append(row)
    common = _common_facts(rows)

    def weight(name: str) -> tuple[bool, Fraction, int]:
        begun = any(_begun(row, common) for row in decides[name])
        return not begun, -max(map(_largest, decides[name])), -len(decides[name])

    return tuple(
        Question(inputs[name], tuple(row.measure.id for row in decides[name]))
        for name in sorted(decides, key=weight)
    )


def _common_facts(rows: Sequence[Row]) -> frozenset[str]:
    """Facts that so many measures ask for that knowing them says nothing of a wish for one."""
    counts = Counter(item.name for row in rows for item in row.measure.inputs)
    return frozenset(name for name, count in counts.items() if count > COMMON)


def _begun(row: Row, common: frozenset[str]) -> bool:
    """Whether the enterprise has already told something of just this measure."""
    return any(check.outcome == "met" and check.input not in common for check in row.ledger.conditions)


def _conflicts(groups: Sequence[NoDouble], rows: Sequence[Row]) -> list[Conflict]:
    """For each rule, the measures that the enterprise may have under it, if they are several."""
    found: list[Conflict] = []
    for group in groups:
        standing = {
            row.measure.id: row for row in rows if row.standing == "met" and row.measure.no_double == group.id
        }
        members = tuple(name for name in group.order if name in standing)
        figures = sum(max(1, len(standing[name].ledger.awards)) for name in members)
        if figures > 1:
            found.append(Conflict(group.rule, group.clause_id, group.evidence.quote, members))
    return found


# ── For JSON ──


def _row_data(row: Row) -> dict[str, Plain]:
    measure, ledger = row.measure, row.ledger
    return {
        "measure": measure.id,
        "policy": measure.policy,
        "name": measure.name,
        "clause": measure.clause,
        "clause_id": measure.clause_id,
        "kind": measure.kind,
        "benefit": measure.benefit,
        "standing": row.standing,
        "status": ledger.status,
        "in_force": ledger.in_force,
        "figures": [_award_data(award) for award in ledger.awards],
        "conditions": [_check_data(check) for check in ledger.conditions],
        "unknown": list(ledger.unknown),
        "assumptions": list(ledger.assumptions),
        "open_points": list(ledger.open_points),
        "not_in_text": [gap.name for gap in measure.not_in_text],
        "decided_by": measure.decided_by,
        "notices": list(measure.notices),
        "quote": measure.quote,
    }


def _award_data(award: Award) -> dict[str, Plain]:
    return {
        "label": award.label,
        "option": award.option,
        "amount": None if award.amount is None else str(award.amount),
        "low": None if award.low is None else str(round_to_cent(award.low)),
        "high": None if award.high is None else str(round_to_cent(award.high)),
        "bound": award.bound,
        "period": award.period,
        "trace": [
            {
                "expression": step.expression,
                "values": step.values,
                "result": step.result,
                "clause": step.clause_id,
            }
            for step in award.steps
        ],
    }


def _check_data(check: Check) -> dict[str, Plain]:
    return {
        "text": check.text,
        "outcome": check.outcome,
        "shown": _OUTCOMES[check.outcome],
        "fact": check.input,
    }
