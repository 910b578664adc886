"""A profile: what an enterprise says of itself in a file, read into the facts that measures ask for.

A file in YAML or JSON. Each fact under its Chinese label or its name; lists (称号, 研发机构, 贷款 …)
hold items. Amounts in yuan as numbers or as text (1000万元), rates as text (4.35%) or shares of one,
terms as text (9个月) or years. “不适用” = there is no such thing; 不知道 or nothing = unknown.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from assistant.calculation.example import read_value
from assistant.calculation.fact import values_given
from assistant.calculation.quantity import NOT_APPLICABLE, Facts, Range, Scalar, Value
from assistant.errors import UserError
from assistant.policy.measure import Input
from assistant.policy.refusal import Refusal
from assistant.policy.yaml_tree import Tree, TreePath, YamlTree, read_yaml

LARGEST = 1_000_000
"""Bytes of a profile; a longer file is no profile."""
SHOWN = 8
"""Names that a refusal lists."""
NAME_KEYS = ("企业名称", "name")
NOTE_KEYS = ("说明", "notes")
RANGE_KEYS = {"最低": "low", "最高": "high", "low": "low", "high": "high"}
_NOT_APPLICABLE = ("不适用", "没有", "not_applicable")
_UNKNOWN = ("不知道", "不清楚", "未知", "unknown")


@dataclass(frozen=True, slots=True)
class Profile:
    """A profile as written: the enterprise's name and the tree, not yet held against any measures."""

    enterprise: str
    tree: YamlTree


def read_profile(path: Path) -> Profile:
    """The profile in a file. Raises UserError if it is missing, too long, not text, or no mapping."""
    try:
        if path.stat().st_size > LARGEST:
            raise UserError(f"企业情况文件 {path} 超过 1 MB，不像是企业情况，请核对后再试。")
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        raise UserError(f"找不到企业情况文件 {path}，请核对路径。") from None
    except IsADirectoryError:
        raise UserError(f"{path} 是一个目录，请给出企业情况文件的路径。") from None
    except UnicodeDecodeError:
        raise UserError(f"企业情况文件 {path} 不是 UTF-8 文字，请另存为 UTF-8 文本后再试。") from None
    except OSError as error:
        raise UserError(f"企业情况文件 {path} 读不出来（{error.strerror}），请核对权限后再试。") from None
    return profile_from_text(text, file=str(path))


def profile_from_text(text: str, *, file: str = "企业情况") -> Profile:
    """The profile written in `text`. Raises UserError if it cannot be read."""
    tree = read_yaml(text, file)
    if isinstance(tree, Refusal):
        raise UserError(f"企业情况写法有误。{tree}")
    return _named(tree)


def profile_from_data(data: Mapping[str, Tree], *, file: str = "企业情况") -> Profile:
    """The profile in plain data, as a form or a JSON body gives it."""
    return _named(YamlTree(file, dict(data), {}))


def _named(tree: YamlTree) -> Profile:
    if not isinstance(tree.value, dict):
        expected = "若干“名称: 值”，例如 企业名称: 某某公司"
        raise UserError(f"企业情况写法有误。{Refusal(tree.file, 1, str(tree.value)[:40], expected)}")
    name = next((tree.value[key] for key in NAME_KEYS if tree.value.get(key)), "")
    return Profile(str(name), tree)


def facts_of(profile: Profile, inputs: Sequence[Input]) -> Facts:
    """The facts of the profile for these inputs. Raises UserError that names every entry it cannot read."""
    reader = _Reader(profile.tree, inputs)
    facts = reader.read()
    if reader.refusals:
        lines = "\n".join(str(refusal) for refusal in reader.refusals)
        raise UserError(f"企业情况里有 {len(reader.refusals)} 处读不懂，请按提示修改后再试：\n{lines}")
    return facts


class _Reader:
    """Reads one tree against the inputs and collects what it cannot read."""

    def __init__(self, tree: YamlTree, inputs: Sequence[Input]) -> None:
        self._tree = tree
        self._single = {key: item for item in inputs if not item.many for key in (item.name, item.label)}
        self._lists: dict[str, str] = {}
        self._items: dict[str, dict[str, Input]] = {}
        for item in inputs:
            if item.many and item.list:
                self._lists |= {item.list: item.list, item.list_label or item.list: item.list}
                known = self._items.setdefault(item.list, {})
                known |= {item.name: item, item.label: item, item.key: item}
        self.refusals: list[Refusal] = []

    def read(self) -> Facts:
        """The facts; what could not be read is in `refusals`."""
        facts: dict[str, Value] = {}
        for key, value in self._tree.value.items():
            if key in NAME_KEYS or key in NOTE_KEYS:
                continue
            if key in self._lists:
                found = self._list(key, value)
                if found is not None:
                    facts[self._lists[key]] = found
            elif key in self._single:
                name = self._single[key].name
                if name in facts:
                    self._refuse((key,), key, f"“{self._single[key].label}”只写一次", "写了两次")
                scalar = self._value(self._single[key], value, (key,))
                if scalar is not None:
                    facts[name] = scalar
            else:
                self._unknown_key((key,), key, [*self._lists, *self._single, *NAME_KEYS])
        return facts

    def _list(self, key: str, value: Tree) -> Value | None:
        if value is None or value in _UNKNOWN:
            return None
        if value in _NOT_APPLICABLE:
            return NOT_APPLICABLE
        entries = value if isinstance(value, list) else [value]
        known = self._items[self._lists[key]]
        main = next(iter(known.values()))
        items: list[Mapping[str, Scalar]] = []
        for place, entry in enumerate(entries):
            path: TreePath = (key, place) if isinstance(value, list) else (key,)
            if isinstance(entry, dict) and not set(entry) <= set(RANGE_KEYS):
                items.append(self._item(known, entry, path))
            else:
                # A bare value is the list's first fact: 称号: [隐形冠军]
                scalar = self._value(main, entry, path)
                items.append({} if scalar is None else {main.key: scalar})
        return tuple(items) if items else NOT_APPLICABLE

    def _item(
        self, known: Mapping[str, Input], entry: Mapping[str, Tree], path: TreePath
    ) -> dict[str, Scalar]:
        item: dict[str, Scalar] = {}
        for key, value in entry.items():
            if key not in known:
                self._unknown_key((*path, key), key, list(known))
                continue
            scalar = self._value(known[key], value, (*path, key))
            if scalar is not None:
                item[known[key].key] = scalar
        return item

    def _value(self, wanted: Input, value: Tree, path: TreePath) -> Scalar | None:
        if value is None or (isinstance(value, str) and value.strip() in _UNKNOWN):
            return None
        if isinstance(value, str) and value.strip() in _NOT_APPLICABLE and wanted.unit != "flag":
            return NOT_APPLICABLE
        found = _range(wanted, value) if isinstance(value, dict) else _scalar(wanted, value)
        if isinstance(found, str) and wanted.unit != "choice":
            self._refuse(path, value, found)
            return None
        return found

    def _unknown_key(self, path: TreePath, key: str, known: list[str]) -> None:
        names = [name for name in dict.fromkeys(known) if name.isascii() == key.isascii()]
        inside = self._inside(key) if len(path) == 1 else ""
        near = [name for name in names if key in name or name in key]
        near = near or difflib.get_close_matches(key, names, 1, 0.5)
        if inside:
            expected = inside
        elif near:
            expected = f"您可能想写“{near[0]}”"
        else:
            expected = f"可写的名称有：{'、'.join(names[:SHOWN])}{'等' if len(names) > SHOWN else ''}"
        self._refuse(path, key, expected, "没有这一项")

    def _inside(self, key: str) -> str:
        """Where a fact of a list belongs that stands by itself (实际贷款额: 100万元)."""
        for list_name, known in self._items.items():
            near = key if key in known else next(iter(difflib.get_close_matches(key, known, 1, 0.7)), "")
            if near:
                label = next(
                    name for name, of in self._lists.items() if of == list_name and not name.isascii()
                )
                item = known[near]
                return (
                    f"写在“{label}”下面：{label}: [{{{item.label}: {item.example.removeprefix('例如：')}}}]"
                )
        return ""

    def _refuse(self, path: TreePath, found: Tree, expected: str, message: str = "读不懂") -> None:
        place = "".join(f"第{part + 1}项." if isinstance(part, int) else f"{part}." for part in path).rstrip(
            "."
        )
        shown = _shown(found)[:40]
        line = self._tree.line(*path)
        self.refusals.append(Refusal(self._tree.file, line, shown, expected, f"{place}：{message}"))


def _shown(value: Tree) -> str:
    """The value as its writer knows it."""
    if isinstance(value, Mapping):
        return "、".join(f"{key} {_shown(part)}" for key, part in value.items()) or "空"
    if isinstance(value, list):
        return "、".join(map(_shown, value)) or "空"
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Fraction):
        return f"{Decimal(value.numerator) / Decimal(value.denominator):f}"
    return str(value)


def _scalar(wanted: Input, value: Tree) -> Scalar:
    """The value; for other units than a choice, a str says what was expected instead."""
    expected = wanted.example
    if isinstance(value, bool):
        return value if wanted.unit == "flag" else expected
    if isinstance(value, date):
        return value if wanted.unit == "date" else expected
    if isinstance(value, int | Fraction):
        return _number(wanted, Fraction(value), expected)
    if not isinstance(value, str):
        return expected
    if value.strip() == "没有" and wanted.unit == "flag":
        return False
    found = read_value(wanted, value)
    return expected if found is None else found


def _number(wanted: Input, value: Fraction, expected: str) -> Scalar:
    if wanted.unit not in ("yuan", "ratio", "years", "count"):
        return expected
    if value < 0:
        return "不小于零的数"
    if wanted.unit == "ratio" and value > 1:
        return f"比例写成 {expected.removeprefix('例如：')}，或小于 1 的小数"
    return value


def _range(wanted: Input, value: Mapping[str, Tree]) -> Scalar:
    """{最低: …, 最高: …}; either may be left out."""
    if not value or not set(value) <= set(RANGE_KEYS):
        return "最低: … 和 最高: …"
    ends: dict[str, Fraction] = {}
    for key, part in value.items():
        found = _scalar(wanted, part)
        if not isinstance(found, Fraction):
            return found if isinstance(found, str) else wanted.example
        ends[RANGE_KEYS[key]] = found
    low, high = ends.get("low", Fraction(0)), ends.get("high")
    if high is not None and high < low:
        return "最低不大于最高"
    return Range(low, high)


def notes_on(facts: Facts, inputs: Sequence[Input]) -> tuple[str, ...]:
    """What the profile's writer should look at again: choices that are none of the options."""
    notes: dict[str, None] = {}
    for wanted in inputs:
        if not wanted.options or wanted.unit != "choice":
            continue
        for value in values_given(wanted, facts):
            if isinstance(value, str) and wanted.option(value) is None:
                options = "、".join(option.name for option in wanted.options)
                notes[f"“{wanted.label}”写的是“{value}”，不在原文所列之中（{options}），按其他情况处理"] = (
                    None
                )
    return tuple(notes)


def profile_schema(inputs: Sequence[Input]) -> dict[str, Tree]:
    """The JSON Schema of a profile for these inputs, by Chinese labels, so that an editor completes it."""
    properties: dict[str, Tree] = {
        "企业名称": {"type": "string", "description": "企业的名称（可省）"},
        "说明": {"type": "string", "description": "备注，不参与计算"},
    }
    for item in inputs:
        if not item.many:
            properties[item.label] = _value_schema(item)
            continue
        label = item.list_label or item.list or item.label
        entry = properties.setdefault(label, _list_schema(label))
        entry["anyOf"][0]["items"]["properties"][item.label] = _value_schema(item)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "profile.schema.json",
        "title": "企业情况",
        "description": "每项都可省；不知道就不写，没有就写“不适用”。也可以用英文名称（见 measures.yaml）",
        "type": "object",
        "properties": properties,
    }


def _list_schema(label: str) -> dict[str, Tree]:
    item = {"type": ["object", "string", "number"], "properties": {}}
    return {
        "description": label,
        "anyOf": [{"type": "array", "items": item}, {"const": "不适用"}, {"type": "null"}],
    }


def _value_schema(item: Input) -> dict[str, Tree]:
    described = {"description": f"{item.question}{item.example}"}
    if item.unit == "flag":
        return {**described, "enum": [True, False, "是", "否", "不知道", None]}
    if item.unit == "choice":
        return {
            **described,
            "anyOf": [{"enum": [option.name for option in item.options]}, {"type": ["string", "null"]}],
        }
    if item.unit == "date":
        return {**described, "type": ["string", "null"]}
    return {**described, "type": ["number", "string", "object", "null"]}
