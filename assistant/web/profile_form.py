"""The form of 政策体检, made from the facts that the measures ask for; and what was entered, as a profile."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from assistant.calculation.matching import COMMON
from assistant.web import wording

if TYPE_CHECKING:
    from assistant.policy.library import Library
    from assistant.policy.measure import Input

MOST_ITEMS = 3


@dataclass(frozen=True, slots=True)
class Field:
    """One entry of the form. `item`: which of the list's items, from 0; None outside of lists."""

    input: Input
    item: int | None

    @property
    def label(self) -> str:
        return self.input.label

    @property
    def choices(self) -> list[str]:
        """What can be picked; [] where one writes."""
        if self.input.unit == "choice":
            return [option.name for option in self.input.options]
        if self.input.unit == "flag":
            return [wording.CHECKUP_YES, wording.CHECKUP_NO, wording.CHECKUP_UNKNOWN]
        return []


@dataclass(frozen=True, slots=True)
class Group:
    """Fields under one heading; those of a list come item by item."""

    heading: str
    fields: tuple[Field, ...]
    list_label: str = ""


def form_groups(library: Library) -> tuple[Group, ...]:
    """The groups of the form, in the order of the text: common facts first, then a group a clause or list."""
    asked = {item.name: 0 for item in library.inputs}
    for measure in library.measures:
        for item in measure.inputs:
            asked[item.name] += 1
    common = [item for item in library.inputs if asked[item.name] > COMMON and not item.many]
    groups = [Group(wording.CHECKUP_GENERAL, tuple(Field(item, None) for item in common))]
    lists = dict.fromkeys(item.list for item in library.inputs if item.many)
    groups += [_list_group([item for item in library.inputs if item.list == name]) for name in lists]
    placed = {field.input.name for group in groups for field in group.fields}
    for heading, inputs in _by_heading(library, placed).items():
        groups.append(Group(heading, tuple(Field(item, None) for item in inputs)))
    return tuple(groups)


def _list_group(inputs: Sequence[Input]) -> Group:
    label = inputs[0].list_label or inputs[0].label
    fields = tuple(Field(item, at) for at in range(MOST_ITEMS) for item in inputs)
    return Group(label, fields, label)


def _by_heading(library: Library, placed: set[str]) -> dict[str, list[Input]]:
    """The other facts under the heading of the clause whose measure asks for them first."""
    found: dict[str, list[Input]] = {}
    seen = set(placed)
    for measure in library.measures:
        headings = [h for h in library.clause(measure.clause_id).headings if h]
        for item in measure.inputs:
            if item.name not in seen:
                seen.add(item.name)
                found.setdefault(headings[-1] if headings else measure.name, []).append(item)
    return found


def given_facts(library: Library, profile: Mapping[str, Any]) -> set[str]:
    """The names of the facts that a profile states, by its labels."""
    found: set[str] = set()
    for item in library.inputs:
        if not item.many:
            found |= {item.name} if item.label in profile else set()
            continue
        entries = profile.get(item.list_label or item.label)
        for entry in entries if isinstance(entries, list) else ():
            found |= {item.name} if not isinstance(entry, dict) or item.label in entry else set()
    return found


def entered_profile(enterprise: str, fields: Sequence[Field], values: Sequence[str | None]) -> dict[str, Any]:
    """What was entered, under the labels that a profile uses; what was left empty is left out."""
    data: dict[str, Any] = {"企业名称": enterprise.strip()[:100]} if enterprise.strip() else {}
    items: dict[tuple[str, int], dict[str, str]] = {}
    for field, value in zip(fields, values, strict=True):
        said = (value or "").strip()
        if not said or said == wording.CHECKUP_UNKNOWN:
            continue
        if field.item is None:
            data[field.label] = said
        else:
            label = field.input.list_label or field.input.list or field.label
            items.setdefault((label, field.item), {})[field.label] = said
    for (label, _), item in items.items():
        data.setdefault(label, []).append(item)
    return data
