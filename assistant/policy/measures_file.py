"""The measures file of a policy: `measures.yaml` read into measures, with the line of everything.

Only reads; whether what it says is true of the text is for `policy.gate` to prove.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

from assistant.policy.clause import locate
from assistant.policy.document import Document
from assistant.policy.measure import (
    Cap,
    Condition,
    DatedValue,
    Evidence,
    Example,
    Follows,
    Gap,
    Input,
    Measure,
    NearMiss,
    NoDouble,
    Option,
    Parameter,
    Tier,
    Tiers,
)
from assistant.policy.refusal import Refusal
from assistant.policy.schema import check_schema
from assistant.policy.yaml_tree import YamlTree, read_yaml

Data = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class UnusedFigure:
    """A number of a clause that no measure claims, and why. `place` in the list of the file."""

    clause: str
    text: str
    reason: str
    place: int


@dataclass(frozen=True, slots=True)
class MeasuresFile:
    """A measures file as read, and the tree that knows the lines."""

    tree: YamlTree
    measures: tuple[Measure, ...]
    no_double: tuple[NoDouble, ...]
    unused_figures: tuple[UnusedFigure, ...]


def read_measures(
    text: str, *, file: str, document: Document, schema: Path
) -> MeasuresFile | tuple[Refusal, ...]:
    """The measures of the document, or what in the file is not as the schema wants it.

    `file`: the path as refusals name it. Quotes that do not stand in their clause get the offsets
    (-1, -1); the gate refuses them.
    """
    tree = read_yaml(text, file)
    if isinstance(tree, Refusal):
        return (tree,)
    refusals = check_schema(tree, schema) + _unreadable(tree)
    if refusals:
        return refusals
    data: Data = tree.value
    measures = tuple(_measure(key, data, tree, document) for key in data["measures"])
    groups = tuple(_no_double(key, value, document) for key, value in data.get("no_double", {}).items())
    unused = tuple(
        UnusedFigure(item["clause"], item["text"], item["reason"], place)
        for place, item in enumerate(data.get("unused_figures", []))
    )
    return MeasuresFile(tree, measures, groups, unused)


def _unreadable(tree: YamlTree) -> tuple[Refusal, ...]:
    """What no schema can say: dates that do not exist, `shared` without a shared input."""
    found: list[Refusal] = []
    if not isinstance(tree.value, dict) or not isinstance(tree.value.get("measures"), dict):
        return ()
    shared = _mapping(tree.value.get("shared_inputs"))
    found.extend(_unnamed_lists(tree))
    for key, data in tree.value["measures"].items():
        if not isinstance(data, dict):
            continue
        for name, value in _mapping(data.get("inputs")).items():
            if value == "shared" and name not in shared:
                line = tree.line("measures", key, "inputs", name)
                found.append(
                    Refusal(
                        tree.file, line, name, "shared_inputs 里已有的名称", f"{key} 引用的公共事实不存在"
                    )
                )
        for name, value in _mapping(data.get("parameters")).items():
            for start in _mapping(_mapping(value).get("values")):
                if _day(start) is None:
                    line = tree.line("measures", key, "parameters", name, "values", start)
                    found.append(
                        Refusal(tree.file, line, start, "日历上有的日期，例如 2023-05-12", "日期不存在")
                    )
    return tuple(found)


def _unnamed_lists(tree: YamlTree) -> Iterator[Refusal]:
    """Lists that an input belongs to and `lists` does not name."""
    named = _mapping(tree.value.get("lists"))
    places = [("shared_inputs", name) for name in _mapping(tree.value.get("shared_inputs"))]
    inputs: list[tuple[tuple[str, ...], object]] = [
        (place, tree.value["shared_inputs"][place[1]]) for place in places
    ]
    for key, data in tree.value["measures"].items():
        for name, value in _mapping(_mapping(data).get("inputs")).items():
            inputs.append((("measures", key, "inputs", name), value))
    for path, value in inputs:
        many = _mapping(value).get("many")
        if many is not None and many not in named:
            line = tree.line(*path, "many")
            yield Refusal(tree.file, line, str(many), "在文件开头的 lists 里写上它的中文名称", "清单没有名称")


def _mapping(value: object) -> Data:
    return value if isinstance(value, dict) else {}


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _measure(key: str, file: Data, tree: YamlTree, document: Document) -> Measure:
    data: Data = file["measures"][key]
    clause = document.clause(data["clause"])
    header = document.header
    return Measure(
        id=key,
        policy=document.policy,
        clause=data["clause"],
        clause_id=clause.id if clause else "",
        name=data["name"],
        kind=data["kind"],
        benefit=data["benefit"],
        audience=data["audience"],
        summary=data["summary"],
        period=data["period"],
        decided_by=data.get("decided_by", file["defaults"]["decided_by"]),
        in_force_from=header.effective_from or header.written_on or date.min,
        in_force_to=header.last_day or date.max,
        words=tuple(data["words"]),
        conditions=tuple(_condition(item) for item in data.get("conditions", [])),
        inputs=tuple(_input(name, value, file) for name, value in data.get("inputs", {}).items()),
        parameters=tuple(_parameter(name, value) for name, value in data.get("parameters", {}).items()),
        formula=data.get("formula"),
        tiers=_tiers(data.get("tiers")),
        cap=_cap(data.get("cap")),
        no_double=data.get("no_double"),
        notices=tuple(data.get("notices", [])),
        not_in_text=_gaps(data["not_in_text"]),
        near_misses=tuple(_near_miss(item) for item in data.get("near_misses", [])),
        services=tuple(data.get("services", [])),
        defect=data.get("defect", ""),
        evidence={
            name: _evidence(name, quote, data["clause"], document) for name, quote in data["evidence"].items()
        },
        tests=tuple(
            Example(sentence, tree.line("measures", key, "tests", place))
            for place, sentence in enumerate(data["tests"])
        ),
    )


def _condition(data: Data) -> Condition:
    test = data["test"]
    evidence = data.get("evidence")
    if isinstance(test, str):
        return Condition(data["text"], data["input"], test, evidence=evidence)  # type: ignore[arg-type]
    if "one_of" in test:
        return Condition(data["text"], data["input"], "one_of", tuple(test["one_of"]), evidence=evidence)
    return Condition(data["text"], data["input"], "at_least", parameter=test["at_least"], evidence=evidence)


def _input(name: str, data: Data | str, file: Data) -> Input:
    found: Data = file["shared_inputs"][name] if isinstance(data, str) else data
    default = found.get("default")
    return Input(
        name=name,
        label=found["label"],
        unit=found["unit"],
        question=found["question"],
        example=found["example"],
        words=tuple(found["words"]),
        options=tuple(
            Option(value, option["name"], option.get("printed", ""), tuple(option["words"]))
            for value, option in found.get("options", {}).items()
        ),
        many="many" in found,
        list=found.get("many"),
        default=None if default is None else Fraction(default),
        assumption=found.get("assumption", ""),
        list_label=file.get("lists", {}).get(found.get("many", ""), ""),
        follows=_follows(found.get("follows")),
    )


def _follows(data: Data | None) -> Follows | None:
    return None if data is None else Follows(data["list"], data["key"], tuple(data["one_of"]))


def _parameter(name: str, data: Data) -> Parameter:
    values = [
        DatedValue(date.fromisoformat(start), Fraction(value["value"]), value["text"], value["evidence"])
        for start, value in data["values"].items()
    ]
    return Parameter(name, data["label"], data["unit"], tuple(sorted(values, key=lambda value: value.start)))


def _tiers(data: Data | None) -> Tiers | None:
    if data is None:
        return None
    amounts = tuple(Tier(option, parameter) for option, parameter in data["amounts"].items())
    return Tiers(data["by"], amounts, data.get("reason", ""))


def _cap(data: Data | None) -> Cap | None:
    if data is None:
        return None
    return Cap(data["parameter"], data["per"], data["period"], data.get("less"))


def _gaps(data: list[Data]) -> tuple[Gap, ...]:
    return tuple(Gap(item["name"], tuple(item["words"])) for item in data)


def _near_miss(data: Data) -> NearMiss:
    return NearMiss(
        tuple(data["words"]),
        data["says"],
        data.get("input", ""),
        str(data.get("value", "")),
        bool(data.get("firm", False)),
    )


def _evidence(name: str, quote: str, label: str, document: Document) -> Evidence:
    clause = document.clause(label)
    found = locate(quote, document.source, clause.start, clause.end) if clause else None
    start, end = found or (-1, -1)
    return Evidence(name, quote, start, end)


def _no_double(key: str, data: Data, document: Document) -> NoDouble:
    clause = document.clause(data["clause"])
    evidence = _evidence(key, data["evidence"], data["clause"], document)
    return NoDouble(
        key, data["rule"], data["clause"], clause.id if clause else "", evidence, tuple(data["order"])
    )
