"""Material: what a model may place in its text by id, and the words that code fills in for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from assistant.answering.answer import Answer, Citation, Figure
from assistant.answering.naming import KIND
from assistant.policy.clause import Clause, locate
from assistant.policy.library import Library
from assistant.wording import PERIODS, yuan

# Sentences shorter than this are headings and labels, not rules to quote.
SHORTEST = 10
MOST_ADDED = 3
# Shorter names (省, 国家) are said of many things; a level (省级) is not.
SHORTEST_NAME = 3
LEVEL = "级"


@dataclass(frozen=True, slots=True)
class FigureSlip:
    """An amount that may be placed.

    `names`: the words that tell it from its sisters (省级, 小巨人); `others`: those of other tiers and other
    measures, whether or not the answer gives their amounts.
    """

    id: str
    figure: Figure
    names: tuple[str, ...]
    others: frozenset[str] = frozenset()

    @property
    def ceiling(self) -> bool:
        """Whether it is called a ceiling wherever it stands."""
        return self.figure.bound == "at_most"

    @property
    def amount(self) -> str:
        """The amount as people say it."""
        return yuan(self.figure.amount)


@dataclass(frozen=True, slots=True)
class QuoteSlip:
    """Words of a clause that may be placed, with their offsets in the source."""

    id: str
    clause: Clause
    quote: str
    start: int
    end: int

    @property
    def words(self) -> str:
        """The quote without the source's line breaks and stray spaces."""
        return "".join(self.quote.split())


@dataclass(slots=True)
class Material:
    """What one answer offers: its figures, fixed; its quotes, to which searching adds."""

    figures: tuple[FigureSlip, ...]
    quotes: dict[str, QuoteSlip] = field(default_factory=dict)
    steps: dict[str, str] = field(default_factory=dict)

    def figure(self, name: str) -> FigureSlip | None:
        """The amount of that id."""
        return next((slip for slip in self.figures if slip.id == name), None)

    def add(self, clause: Clause, quote: str, start: int, end: int) -> QuoteSlip:
        """The slip of these words; the same words have one id."""
        for slip in self.quotes.values():
            if (slip.clause.document, slip.start, slip.end) == (clause.document, start, end):
                return slip
        slip = QuoteSlip(f"q{len(self.quotes) + 1}", clause, quote, start, end)
        self.quotes[slip.id] = slip
        return slip

    def to_record(self) -> dict[str, list[Any]]:
        """The quotes in JSON form, for the receipt: id → clause id, start, end."""
        return {slip.id: [slip.clause.id, slip.start, slip.end] for slip in self.quotes.values()}


def open_material(answer: Answer, library: Library) -> Material:
    """The material of a composed answer: its figures as f1, f2 …, its citations as q1, q2 …"""
    slips = tuple(
        FigureSlip(f"f{n}", figure, _names(figure, library), _others(figure, library))
        for n, figure in enumerate(answer.figures, 1)
    )
    material = Material(slips)
    clauses = {(clause.document, clause.path): clause for clause in library.clauses}
    for citation in answer.citations:
        clause = clauses.get((citation.document, citation.path))
        if clause is not None:
            material.add(clause, citation.quote, citation.start, citation.end)
    for slip in slips:
        lines = [f"- {step.expression}：{_worked(step.values)} = {step.result}" for step in slip.figure.trace]
        if len(lines) > 1 or any("×" in line for line in lines):
            material.steps[slip.id] = "\n".join(lines)
    return material


def recorded_quotes(material: Material, held: Mapping[str, list[Any]], library: Library) -> None:
    """Puts the quotes of a receipt back; what no longer stands in the corpus is left out."""
    clauses = {clause.id: clause for clause in library.clauses}
    sources = {document.policy: document.source for document in library.documents}
    for name, (clause_id, start, end) in held.items():
        clause = clauses.get(clause_id)
        if clause is None or name in material.quotes or not 0 <= start < end <= len(sources[clause.policy]):
            continue
        material.quotes[name] = QuoteSlip(name, clause, sources[clause.policy][start:end], start, end)


def sentences(clause: Clause, source: str) -> Iterable[tuple[str, int, int]]:
    """The sentences of a clause that can be quoted, verbatim with their offsets in the source."""
    body = source[clause.start : clause.end]
    start = 0
    for at, char in enumerate(body):
        if char in "。；！？" or at == len(body) - 1:
            words = body[start : at + 1]
            found = locate(words, source, clause.start + start, clause.end) if words.strip() else None
            if found is not None and len("".join(words.split())) >= SHORTEST:
                yield source[found[0] : found[1]], found[0], found[1]
            start = at + 1


def described(slip: FigureSlip) -> dict[str, str]:
    """A figure for the model: what it is for and of what nature, without the amount."""
    nature = "上限（写出来时会自动带“最高”）" if slip.ceiling else "确定金额"
    told = {"id": slip.id, "名称": slip.figure.label, "性质": nature}
    period = PERIODS.get(slip.figure.period, "")
    return {**told, "给付方式": period} if period else told


def _names(figure: Figure, library: Library) -> tuple[str, ...]:
    """The tier's own names, those in brackets of the label first."""
    measure = next((m for m in library.measures if m.id == figure.measure), None)
    if measure is None or measure.tiers is None:
        return ()
    choice = measure.input(measure.tiers.input)
    amounts = {tier.option for tier in measure.tiers.amounts}
    for option in choice.options if choice else ():
        if option.value in amounts and option.name and option.name in figure.label:
            return tuple(dict.fromkeys((option.name, option.printed, *option.words)))
    return ()


def _others(figure: Figure, library: Library) -> frozenset[str]:
    """The names that the amount must not stand beside: sister tiers, other measures."""
    tiers: set[str] = set()
    measures: set[str] = set()
    own = {figure.label}
    for measure in library.measures:
        names = {measure.name, KIND.sub("", measure.name)}
        if measure.id != figure.measure:
            measures |= names
            continue
        own |= {*names, *measure.words}
        choice = measure.input(measure.tiers.input) if measure.tiers else None
        for option in choice.options if choice else ():
            tiers |= {option.name, option.printed, *option.words}
    other = (measures - own) | (tiers - {*_names(figure, library), figure.label})
    return frozenset(name for name in other if telling(name))


def telling(name: str) -> bool:
    """Whether a name is long enough to tell which of several is meant."""
    return len(name) >= SHORTEST_NAME or (len(name) > 1 and name.endswith(LEVEL))


def _worked(values: Mapping[str, str]) -> str:
    return "，".join(values.values())


def citation(slip: QuoteSlip, n: int) -> Citation:
    """The slip as citation number n."""
    return Citation(n, slip.clause.document, slip.clause.path, slip.quote, slip.start, slip.end)
