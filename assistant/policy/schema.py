"""A published JSON Schema, applied to a YAML file: each breach as a refusal in plain Chinese."""

from __future__ import annotations

import difflib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.policy.refusal import Refusal
from assistant.policy.yaml_tree import Tree, TreePath, YamlTree

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError

_TYPES = {
    "object": "若干“键: 值”",
    "array": "一列（每行以 - 开头）",
    "string": "文字",
    "number": "数字",
    "integer": "整数",
    "boolean": "true 或 false",
}


def check_schema(tree: YamlTree, schema: Path) -> tuple[Refusal, ...]:
    """What in the file breaks the schema, in order of lines; () if nothing does."""
    import jsonschema

    rules = json.loads(schema.read_text(encoding="utf-8"))
    errors = jsonschema.Draft202012Validator(rules).iter_errors(tree.value)
    refusals = {_refusal(_breach(_deepest(error)), tree) for error in errors}
    return tuple(sorted(refusals, key=lambda refusal: (refusal.line, refusal.message)))


@dataclass(frozen=True, slots=True)
class _Breach:
    """One broken rule: where, by which keyword, the value, the rule, the schema around it."""

    path: TreePath
    keyword: str
    value: Tree
    rule: Tree
    schema: Mapping[str, Tree]

    @property
    def extra(self) -> str:
        """The first key that the schema does not know."""
        return str(next(key for key in self.value if key not in self.schema.get("properties", {})))


def _breach(error: ValidationError) -> _Breach:
    schema = error.schema if isinstance(error.schema, Mapping) else {}
    path = tuple(error.absolute_path)
    if "propertyNames" in error.absolute_schema_path:
        # The path ends above the name that is written wrongly.
        path = (*path, str(error.instance))
    return _Breach(path, str(error.validator), error.instance, error.validator_value, schema)


def _deepest(error: ValidationError) -> ValidationError:
    """Of alternatives, the breach nearest to what was meant."""
    while error.context:
        error = max(error.context, key=lambda part: (len(part.absolute_path), part.validator != "const"))
    return error


def _refusal(breach: _Breach, tree: YamlTree) -> Refusal:
    message, found, expected = _words(breach)
    path = (*breach.path, breach.extra) if breach.keyword == "additionalProperties" else breach.path
    place = ".".join(str(part) for part in path)
    return Refusal(tree.file, tree.line(*path), found, expected, f"{place}：{message}" if place else message)


def _words(breach: _Breach) -> tuple[str, str, str]:
    """Message, found, expected."""
    value, rule = breach.value, breach.rule
    hint = _hint(breach.schema)
    match breach.keyword:
        case "required":
            missing = "、".join(name for name in rule if name not in value)
            return "缺少必填的键", "、".join(value) or "空", f"还要有 {missing}"
        case "additionalProperties":
            known = list(breach.schema.get("properties", {}))
            near = difflib.get_close_matches(breach.extra, known, 1)
            return "不认识的键", breach.extra, f"您可能想写 {near[0]}" if near else "、".join(known)
        case "type":
            quotes = "，数字要加引号" if rule == "string" and isinstance(value, int | Fraction) else ""
            return "类型不对", _shown(value), _TYPES.get(str(rule), str(rule)) + quotes + hint
        case "enum":
            return "不在可选范围内", _shown(value), "、".join(map(str, rule)) + hint
        case "minLength" | "minItems" | "minProperties":
            return "内容太少", _shown(value), f"至少 {rule} 项" + hint
        case "uniqueItems":
            return "有重复的项", _shown(value), "每项只写一次"
        case "pattern":
            return "写法不对", _shown(value), _pattern(str(rule)) + hint
    return "内容不符合格式", _shown(value), hint or str(rule)


def _pattern(rule: str) -> str:
    if rule.startswith("^假如"):
        return "“假如 …，那么 …”"
    if rule.startswith("^\\d{4}"):
        return "日期，例如 2023-05-12"
    if rule == "[？?]":
        return "一句问话，以“？”结尾"
    if rule.startswith("^[a-z]"):
        return "小写英文字母、数字、下划线" + ("和点" if "\\." in rule else "")
    return rule


def _hint(schema: Mapping[str, Tree]) -> str:
    described = schema.get("description")
    return f"（{described}）" if described else ""


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if value is None or value in ("", [], {}):
        return "空"
    if isinstance(value, dict):
        return "、".join(value)[:60]
    return str(value)[:60]
