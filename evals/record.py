"""Question records: what a person says, and what a right answer must hold."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, get_args

from assistant.answering.answer import Bound, Notice, Status

STATUSES = frozenset(get_args(Status))
BOUNDS = frozenset(get_args(Bound))
NOTICES = frozenset(get_args(Notice))
# Sets in these folders are only ever run: their texts stay out of every report.
CLOSED_FOLDERS = frozenset({"heldout", "stranger"})


@dataclass(frozen=True, slots=True)
class ExpectedFigure:
    """An amount in yuan that must (or may) stand among the figures; bound None = either."""

    amount: Decimal
    bound: str | None = None


@dataclass(frozen=True, slots=True)
class ExpectedFact:
    """A fact that the turn must leave understood, by its input name (an optional extra of our own sets)."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Expectation:
    """What a right answer to one turn holds. None or empty = not asked about, hence unscored."""

    status: tuple[str, ...] = ()
    cites: tuple[str, ...] = ()
    cites_any: tuple[str, ...] = ()
    figures: tuple[ExpectedFigure, ...] | None = None
    may_figures: tuple[ExpectedFigure, ...] = ()
    asks: bool | None = None
    notices: tuple[str, ...] = ()
    says: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    matters: tuple[str, ...] = ()
    facts: tuple[ExpectedFact, ...] = ()


@dataclass(frozen=True, slots=True)
class QuestionTurn:
    """One turn of a conversation: the user's words, and what is expected of the answer."""

    user: str
    expect: Expectation


@dataclass(frozen=True, slots=True)
class Record:
    """One conversation. `as_of` None = the assistant's own default, today."""

    id: str
    category: str
    as_of: date | None
    turns: tuple[QuestionTurn, ...]
    file: Path
    line: int

    @property
    def closed(self) -> bool:
        """Whether the texts of this record must not be shown to those who build."""
        return bool(CLOSED_FOLDERS & set(self.file.parts))


@dataclass(frozen=True, slots=True)
class RecordFlaw:
    """What is wrong with a line of a question file."""

    file: Path
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


def read_records(files: Iterable[Path]) -> tuple[tuple[Record, ...], tuple[RecordFlaw, ...]]:
    """The records of all files in order, and every flaw found (bad JSON, unknown keys, repeated ids …)."""
    records: list[Record] = []
    flaws: list[RecordFlaw] = []
    seen: dict[str, RecordFlaw] = {}
    for file in files:
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
            if not line.strip():
                continue
            found = parse_record(line, file, number)
            if isinstance(found, RecordFlaw):
                flaws.append(found)
                continue
            if found.id in seen:
                first = seen[found.id]
                place = f"{first.file}:{first.line}"
                flaws.append(RecordFlaw(file, number, f"id {found.id} stands already at {place}"))
            seen.setdefault(found.id, RecordFlaw(file, number, ""))
            records.append(found)
    return tuple(records), tuple(flaws)


def question_files(paths: Iterable[Path]) -> tuple[Path, ...]:
    """The .jsonl files meant by the paths: a folder stands for all files below it, sorted."""
    found: list[Path] = []
    for path in paths:
        found.extend(sorted(path.rglob("*.jsonl")) if path.is_dir() else [path])
    return tuple(found)


def parse_record(line: str, file: Path, number: int) -> Record | RecordFlaw:
    """The record that a line holds, or the first flaw in it."""
    try:
        data = json.loads(line)
        if not isinstance(data, dict):
            raise ValueError("not a JSON object")
        _known(data, {"id", "category", "as_of", "turns"}, "record")
        turns = tuple(_turn(turn, at) for at, turn in enumerate(_list(data, "turns"), start=1))
        if not turns:
            raise ValueError("turns is empty")
        day = data.get("as_of")
        return Record(
            id=_text(data, "id"),
            category=_text(data, "category"),
            as_of=None if day is None else date.fromisoformat(day),
            turns=turns,
            file=file,
            line=number,
        )
    except (ValueError, TypeError, InvalidOperation, re.error) as error:
        return RecordFlaw(file, number, str(error) or type(error).__name__)


def _turn(data: object, at: int) -> QuestionTurn:
    if not isinstance(data, dict):
        raise ValueError(f"turn {at} is not an object")
    _known(data, {"user", "expect"}, f"turn {at}")
    expect = data.get("expect", {})
    if not isinstance(expect, dict):
        raise ValueError(f"turn {at}: expect is not an object")
    if not isinstance(data.get("user"), str):
        raise ValueError(f"turn {at}: user is not a text")
    return QuestionTurn(user=data["user"], expect=parse_expectation(expect))


def parse_expectation(data: Mapping[str, Any]) -> Expectation:
    """The expectation written as JSON. Raises ValueError or re.error where it is flawed."""
    _known(data, set(Expectation.__dataclass_fields__), "expect")
    for pattern in (*data.get("says", ()), *data.get("never", ())):
        re.compile(pattern)
    asks = data.get("asks")
    if asks not in (None, True, False):
        raise ValueError(f"asks is {asks!r}, expected true or false")
    figures = data.get("figures")
    return Expectation(
        status=_among(data, "status", STATUSES),
        cites=_labels(data, "cites"),
        cites_any=_labels(data, "cites_any"),
        figures=None if figures is None else tuple(_figure(each) for each in figures),
        may_figures=tuple(_figure(each) for each in data.get("may_figures", ())),
        asks=asks,
        notices=_among(data, "notices", NOTICES),
        says=_texts(data, "says"),
        never=_texts(data, "never"),
        matters=_texts(data, "matters"),
        facts=tuple(ExpectedFact(_text(each, "name"), str(each["value"])) for each in data.get("facts", ())),
    )


def _figure(data: object) -> ExpectedFigure:
    # The contract shows figures as objects and is silent on further amounts: people write them bare.
    if isinstance(data, str | int):
        data = {"amount": str(data)}
    if not isinstance(data, dict):
        raise ValueError(f"figure {data!r} is not an object")
    _known(data, {"amount", "bound"}, "figure")
    bound = data.get("bound")
    if bound is not None and bound not in BOUNDS:
        raise ValueError(f"bound is {bound!r}, expected one of {sorted(BOUNDS)}")
    amount = Decimal(_text(data, "amount"))
    if amount < 0 or not amount.is_finite():
        raise ValueError(f"amount {data['amount']!r} is not an amount of yuan")
    return ExpectedFigure(amount, bound)


def _known(data: Mapping[str, Any], keys: set[str], where: str) -> None:
    unknown = set(data) - keys
    if unknown:
        raise ValueError(f"{where} has unknown keys: {', '.join(sorted(unknown))}")


def _text(data: Mapping[str, Any], key: str) -> str:
    value = data.get(key)
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"{key} is missing or no text")
    return value


def _list(data: Mapping[str, Any], key: str) -> list[Any]:
    value = data.get(key)
    if not isinstance(value, list):
        raise ValueError(f"{key} is missing or no list")
    return value


def _texts(data: Mapping[str, Any], key: str) -> tuple[str, ...]:
    values = data.get(key, [])
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise ValueError(f"{key} is not a list of texts")
    return tuple(values)


def _among(data: Mapping[str, Any], key: str, allowed: frozenset[str]) -> tuple[str, ...]:
    values = _texts(data, key)
    strange = [value for value in values if value not in allowed]
    if strange:
        raise ValueError(f"{key} has {', '.join(strange)}; expected {', '.join(sorted(allowed))}")
    return values


def _labels(data: Mapping[str, Any], key: str) -> tuple[str, ...]:
    values = _texts(data, key)
    if any(not value or re.search(r"\s", value) for value in values):
        raise ValueError(f"{key} holds an empty label or one with white space")
    return values
