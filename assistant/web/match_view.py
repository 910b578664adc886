"""A match as people read it: one form for the page, the print version, Word and Excel."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from assistant.calculation.matching import COMMON
from assistant.web import wording
from assistant.web.answer_view import source_address
from assistant.wording import yuan

if TYPE_CHECKING:
    from assistant.calculation.ledger import Award, Check
    from assistant.calculation.matching import Match, Row
    from assistant.policy.library import Library
    from assistant.policy.measure import Measure

MOST_QUESTIONS = 6


@dataclass(frozen=True, slots=True)
class AmountView:
    """A figure of a measure. `low`, `high` in yuan; `shown`: 最高20万元; `period`: 每年, or ""."""

    name: str
    shown: str
    bound: str
    period: str
    low: Decimal
    high: Decimal | None
    exact: bool


@dataclass(frozen=True, slots=True)
class RowView:
    """A measure for the enterprise, in words. `nothing`: what is said where there is no amount.

    `standing`: met · begun (something of just this matter is known, not all) · general (a service that sets
    no condition) · open · not_met.
    """

    standing: str
    name: str
    clause: str
    audience: str
    lead: str
    time: str
    quote: str
    href: str
    amounts: tuple[AmountView, ...]
    nothing: str
    conditions: tuple[tuple[str, str, str], ...]
    waiting: tuple[str, ...]
    assumptions: tuple[str, ...]
    silent: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MatchView:
    """The whole match in words. `groups`: standing, its name, its rows."""

    title: str
    day: str
    counts: str
    force: str
    groups: tuple[tuple[str, str, tuple[RowView, ...]], ...]
    questions: tuple[str, ...]
    conflicts: tuple[tuple[str, tuple[str, ...]], ...]
    notes: tuple[str, ...]

    @property
    def rows(self) -> tuple[RowView, ...]:
        """All rows, best first."""
        return tuple(row for _, _, rows in self.groups for row in rows)


def match_view(match: Match, library: Library, given: Collection[str] = ()) -> MatchView:
    """The match in words. `given`: the names of the facts that are known."""
    own = _own_facts(library)
    rows = [_row_view(row, library, begun=bool(own[row.measure.id] & set(given))) for row in match.rows]
    groups = tuple(
        (standing, name, tuple(row for row in rows if row.standing == standing))
        for standing, name in wording.MATCH_GROUPS.items()
    )
    numbers = {standing: len(found) for standing, _, found in groups}
    names = {row.measure.id: row.measure.name for row in match.rows}
    forces = {row.ledger.in_force for row in match.rows}
    return MatchView(
        title=wording.MATCH_TITLE.format(enterprise=match.enterprise and f"{match.enterprise} · "),
        day=wording.MATCH_DAY.format(day=match.as_of),
        counts=wording.MATCH_COUNTS.format(all=len(rows), **numbers),
        force=next((wording.MATCH_FORCE[f] for f in ("after", "before") if f in forces), ""),
        groups=groups,
        questions=_questions(match, own, set(given)),
        conflicts=tuple(
            (part.quote, tuple(names[name] for name in part.measures)) for part in match.conflicts
        ),
        notes=match.notes,
    )


def _questions(match: Match, own: Mapping[str, set[str]], given: set[str]) -> tuple[str, ...]:
    """What is worth asking: first what finishes a matter that is touched already."""
    touched = {measure for measure, facts in own.items() if facts & given}
    ordered = sorted(match.questions, key=lambda question: not touched & set(question.measures))
    return tuple(question.input.question for question in ordered[:MOST_QUESTIONS])


def _own_facts(library: Library) -> dict[str, set[str]]:
    """The facts of each measure that few others ask for: knowing one means that the matter is touched."""
    asked = Counter(item.name for measure in library.measures for item in measure.inputs)
    return {
        measure.id: {item.name for item in measure.inputs if asked[item.name] <= COMMON}
        for measure in library.measures
    }


def _row_view(row: Row, library: Library, *, begun: bool) -> RowView:
    measure, ledger = row.measure, row.ledger
    clause = library.clause(measure.clause_id)
    evidence = next(iter(measure.evidence.values()))
    amounts = tuple(_amount_view(measure, award) for award in ledger.awards)
    return RowView(
        standing=_standing(row, begun=begun),
        name=measure.name,
        clause=measure.clause,
        audience=measure.audience,
        lead=measure.decided_by or wording.CARD_SILENT,
        time=_time(measure),
        quote=measure.quote,
        href=source_address(clause.document, evidence.start, evidence.end),
        amounts=() if row.standing == "not_met" else amounts,
        nothing="" if amounts or row.standing == "not_met" else _nothing(measure),
        conditions=tuple(condition_view(check) for check in ledger.conditions),
        waiting=tuple(check.text for check in ledger.conditions if check.outcome == "unknown"),
        assumptions=tuple(ledger.assumptions),
        silent=(*ledger.open_points, *(gap.name for gap in measure.not_in_text)),
    )


def _standing(row: Row, *, begun: bool) -> str:
    """Where the page lists the measure: what asks nothing of the enterprise is no finding about it."""
    if row.standing == "open":
        return "begun" if begun else "open"
    if row.standing == "met" and not row.ledger.conditions and not row.ledger.awards:
        return "general"
    return row.standing


def _time(measure: Measure) -> str:
    return wording.VALID.format(start=measure.in_force_from, end=measure.in_force_to)


def _nothing(measure: Measure) -> str:
    return wording.MATCH_SERVICE if measure.kind == "service" else wording.MATCH_NO_AMOUNT


def condition_view(check: Check) -> tuple[str, str, str]:
    """Outcome, its word, the condition's text."""
    return check.outcome, wording.MATCH_OUTCOMES[check.outcome], check.text


def _amount_view(measure: Measure, award: Award) -> AmountView:
    exact = award.bound == "exact"
    name = award.label.removeprefix(measure.name).strip("（）") or measure.name
    period = "" if award.period == "unstated" else wording.PERIODS[award.period]
    low = Decimal(0) if award.low is None else _cents(award.low)
    if award.high is None or award.amount is None:
        return AmountView(name, wording.MATCH_OPEN_AMOUNT, "", period, low, None, exact=False)
    bound = wording.EXACT if exact else wording.AT_MOST
    shown = yuan(award.amount) if exact else f"{wording.AT_MOST}{yuan(award.amount)}"
    return AmountView(name, shown, bound, period, award.amount if exact else low, award.amount, exact)


def _cents(amount: Fraction) -> Decimal:
    return (Decimal(amount.numerator) / Decimal(amount.denominator)).quantize(Decimal("0.01"))


def charted(rows: Sequence[RowView]) -> list[tuple[RowView, AmountView]]:
    """The figures that a chart shows: of what is met or touched; where nothing is, of all that may apply."""
    touched = [row for row in rows if row.standing in ("met", "begun") and row.amounts]
    return [(row, amount) for row in touched or rows for amount in row.amounts if amount.high]
