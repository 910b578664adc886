"""The answer object of the contract: what every surface hands out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Literal

Status = Literal["answered", "needs_facts", "not_specified", "out_of_scope", "declined"]
Bound = Literal["exact", "at_most"]
Period = Literal["once", "per_year", "per_event", "in_stages", "unstated"]
Notice = Literal[
    "expired",
    "not_yet_in_force",
    "ceiling",
    "recognition_required",
    "no_double",
    "assumption",
    "text_defect",
]


@dataclass(frozen=True, slots=True)
class Citation:
    """Verbatim words of a clause. `start`, `end`: character offsets into the corpus file."""

    n: int
    document: str
    path: tuple[str, ...]
    quote: str
    start: int
    end: int

    @property
    def label(self) -> str:
        """The clause number as people write it: 二（二）6."""
        return "".join(self.path)


@dataclass(frozen=True, slots=True)
class TraceStep:
    """One step of a calculation, in words that a person can follow."""

    expression: str
    values: Mapping[str, str]
    result: str
    citation: int | None


@dataclass(frozen=True, slots=True)
class Figure:
    """An amount that an enterprise may get. `amount` in yuan."""

    measure: str
    label: str
    amount: Decimal
    bound: Bound
    period: Period
    trace: tuple[TraceStep, ...]
    citations: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class StatedFact:
    """What was understood of the enterprise; `said` = the user's own words, `turn` counted from 1."""

    name: str
    value: str
    unit: str
    said: str
    turn: int


@dataclass(frozen=True, slots=True)
class Ask:
    """A fact that is still needed, and the question that asks for it."""

    fact: str
    question: str
    unit: str


Outcome = Literal["written", "repaired", "replaced", "unused", "unreachable", "late", "busy", "cancelled"]
"""What became of a language model's text: shown, shown after one repair, refused; or why there was none."""


@dataclass(frozen=True, slots=True)
class ModelUse:
    """What a language model had to do with an answer, and what it took.

    `cost`: a decimal string in the currency of the settings' prices, None where they are not set; `reading`:
    what it understood and was taken over; `text`, `quotes`: its words with the ids, so that a receipt can be
    replayed without asking it again.
    """

    name: str
    outcome: Outcome
    calls: int
    tokens_in: int
    tokens_out: int
    cost: str | None
    seconds: float
    reading: Mapping[str, Any] = field(default_factory=dict)
    text: str = ""
    quotes: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Answer:
    """What the person reads, and everything that it rests on (contract.md).

    `matters`: what was understood to be asked ("policy/id"); `suggestions`: questions that have answers;
    `derived`: steps that lead to dates, as a figure's trace leads to its amount.
    """

    id: str
    question: str
    as_of: date
    status: Status
    text: str
    spoken: str
    figures: tuple[Figure, ...] = ()
    citations: tuple[Citation, ...] = ()
    facts: tuple[StatedFact, ...] = ()
    asks: tuple[Ask, ...] = ()
    notices: tuple[Notice, ...] = ()
    versions: Mapping[str, str | None] = field(default_factory=dict)
    matters: tuple[str, ...] = ()
    suggestions: tuple[str, ...] = ()
    derived: tuple[TraceStep, ...] = ()
    model: ModelUse | None = None

    def to_dict(self) -> dict[str, Any]:
        """The JSON form of the contract."""
        found = asdict(self)
        found["as_of"] = self.as_of.isoformat()
        for figure in found["figures"]:
            figure["amount"] = f"{figure['amount']:.2f}"
        return found
