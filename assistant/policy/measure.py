"""A measure: one thing that a clause gives, as data that code can calculate with.

Every figure of a measure is a dated parameter that carries its text as printed and the
sentence it stands in; the formula holds names only. The values here are plain and frozen;
`policy.library` reads them from `measures.yaml`, `policy.gate` proves them against the clauses.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Literal

Kind = Literal[
    "fixed", "up_to", "rate_with_cap", "rate_up_to", "cap_only", "unquantified", "service", "not_subsidy"
]
Unit = Literal["yuan", "ratio", "years", "date", "count", "choice", "flag"]
Period = Literal["once", "per_year", "per_event", "in_stages", "unstated"]
Test = Literal["is_true", "is_false", "one_of", "at_least", "known"]

PAYING_KINDS: frozenset[Kind] = frozenset({"fixed", "up_to", "rate_with_cap", "rate_up_to", "cap_only"})
CEILING_KINDS: frozenset[Kind] = frozenset({"up_to", "rate_up_to", "cap_only"})


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence of the clause, verbatim, with its character offsets in the source file."""

    id: str
    quote: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class DatedValue:
    """What a parameter is from `start` on, the text as printed, and the evidence it stands in."""

    start: date
    value: Fraction
    text: str
    evidence: str


@dataclass(frozen=True, slots=True)
class Parameter:
    """A figure of the text. `values` are in order of time; yuan, share of one, years or pieces."""

    name: str
    label: str
    unit: Unit
    values: tuple[DatedValue, ...]

    def at(self, day: date) -> DatedValue:
        """The value in force on the day; before the first, the first (it is what the text will give)."""
        current = self.values[0]
        for dated in self.values:
            if dated.start <= day:
                current = dated
        return current


@dataclass(frozen=True, slots=True)
class Option:
    """One answer to a choice: its value in facts, its Chinese name, its name in the text, everyday words."""

    value: str
    name: str
    printed: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Follows:
    """A yes that follows from a choice: an item of the list `list` whose `key` is one of `values`."""

    list: str
    key: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Input:
    """A fact that a measure needs.

    `many`: one of several items (loans, contracts); `list` is then the name of the list in the
    facts ("loans") and the part of `name` after the dot the key of an item ("principal").
    `list_label` is its name in Chinese. `default`: used when the fact is unknown, and then
    `assumption` says so; None = it stays unknown, and `assumption` is said when a value is used.
    `follows`: for a flag, the choice that makes it true without being asked.
    """

    name: str
    label: str
    unit: Unit
    question: str
    example: str
    words: tuple[str, ...]
    options: tuple[Option, ...] = ()
    many: bool = False
    list: str | None = None
    default: Fraction | None = None
    assumption: str = ""
    list_label: str = ""
    follows: Follows | None = None

    @property
    def key(self) -> str:
        """The name inside an item of its list: "principal" of "loan.principal"."""
        return self.name.rpartition(".")[2] if self.many else self.name

    def option(self, value: str) -> Option | None:
        """The option of that value."""
        return next((option for option in self.options if option.value == value), None)


@dataclass(frozen=True, slots=True)
class Condition:
    """What must be the case, in Chinese, and the input that decides it.

    `test`: is_true / is_false for flags · one_of `values` for choices · at_least the figure
    `parameter`, inclusive · known: somebody else decides, the fact is only recorded.
    """

    text: str
    input: str
    test: Test
    values: tuple[str, ...] = ()
    parameter: str | None = None
    evidence: str | None = None


@dataclass(frozen=True, slots=True)
class Tier:
    """The amount of one option: the parameter's name."""

    option: str
    parameter: str


@dataclass(frozen=True, slots=True)
class Tiers:
    """Amounts that go by a choice, in the order of the text; `reason`: why, where the text is uneven."""

    input: str
    amounts: tuple[Tier, ...]
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Cap:
    """A ceiling. `less`: the input that holds what was already received in that period."""

    parameter: str
    per: Literal["enterprise", "project", "event", "product"]
    period: Literal["year", "once", "event", "unstated"]
    less: str | None = None


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that people ask and the clause leaves open, with the words they use for it."""

    name: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NearMiss:
    """Something that is taken for this measure and is not: the words, and the sentence that says why.

    `input` and `value`: the fact that follows from such words, if one does ("" = none); `firm`: whether it
    follows whatever else is told of that input (a loan of a sister company, though patents are pledged).
    """

    words: tuple[str, ...]
    says: str
    input: str = ""
    value: str = ""
    firm: bool = False


@dataclass(frozen=True, slots=True)
class Example:
    """A test as a Chinese sentence, and the line it stands on."""

    sentence: str
    line: int


@dataclass(frozen=True, slots=True)
class Measure:
    """One thing that a clause gives, offers, or merely states.

    `in_force_from` and `in_force_to` are the first and the last day of the policy; `benefit` is
    what the text calls the payment (奖励, 补贴, 贴息资助); `label` names the figure in an answer.
    """

    id: str
    policy: str
    clause: str
    clause_id: str
    name: str
    kind: Kind
    benefit: str
    audience: str
    summary: str
    period: Period
    decided_by: str
    in_force_from: date
    in_force_to: date
    words: tuple[str, ...] = ()
    conditions: tuple[Condition, ...] = ()
    inputs: tuple[Input, ...] = ()
    parameters: tuple[Parameter, ...] = ()
    formula: str | None = None
    tiers: Tiers | None = None
    cap: Cap | None = None
    no_double: str | None = None
    notices: tuple[str, ...] = ()
    not_in_text: tuple[Gap, ...] = ()
    near_misses: tuple[NearMiss, ...] = ()
    services: tuple[str, ...] = ()
    defect: str = ""
    evidence: Mapping[str, Evidence] = field(default_factory=dict)
    tests: tuple[Example, ...] = ()

    def __hash__(self) -> int:
        return hash((self.policy, self.id))

    def input(self, name: str) -> Input | None:
        """The input of that name."""
        return next((item for item in self.inputs if item.name == name), None)

    def parameter(self, name: str) -> Parameter | None:
        """The parameter of that name."""
        return next((item for item in self.parameters if item.name == name), None)

    @property
    def pays(self) -> bool:
        """Whether the text gives an amount for it."""
        return self.kind in PAYING_KINDS

    @property
    def quote(self) -> str:
        """The sentence that carries the measure: its first evidence."""
        return next(iter(self.evidence.values())).quote

    def summary_on(self, day: date) -> str:
        """The summary with each figure as it is printed in the text."""
        slots = {parameter.name: "".join(parameter.at(day).text.split()) for parameter in self.parameters}
        return self.summary.format_map(slots)


@dataclass(frozen=True, slots=True)
class NoDouble:
    """Measures of which the same project gets one only, best first, with the rule's own words."""

    id: str
    rule: str
    clause: str
    clause_id: str
    evidence: Evidence
    order: tuple[str, ...]
