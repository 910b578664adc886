"""A published JSON Schema, applied to a YAML file: each breach as a refusal in plain Chinese."""

from __future__ import annotations

import difflib
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.policy.refusal import Refusal
from assistant.policy.yaml_tree import YamlTree

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
    errors = [_deepest(error) for error in jsonschema.Draft202012Validator(rules).iter_errors(tree.value)]
    refusals = {_refusal(error, tree) for error in errors}
    return tuple(sorted(refusals, key=lambda refusal: (refusal.line, refusal.message)))


def _deepest(error: ValidationError) -> ValidationError:
    """Of alternatives, the breach nearest to what was meant."""
    while error.context:
        error = max(error.context, key=lambda part: (len(part.absolute_path), part.validator != "const"))
    return error


def _refusal(error: ValidationError, tree: YamlTree) -> Refusal:
    path = tuple(error.absolute_path)
    message, found, expected = _words(error)
    if error.validator == "additionalProperties":
        extra = _extra_keys(error)[0]
        path = (*path, extra)
    place = ".".join(str(part) for part in path)
    return Refusal(tree.file, tree.line(*path), found, expected, f"{place}：{message}" if place else message)


def _words(error: ValidationError) -> tuple[str, str, str]:
    """Message, found, expected."""
    value, rule = error.instance, error.validator_value
    hint = _hint(error.schema)
    if error.validator == "required":
        missing = [name for name in rule if name not in value]
        return "缺少必填的键", "、".join(value) or "空", "还要有 " + "、".join(missing)
    if error.validator == "additionalProperties":
        extra = _extra_keys(error)[0]
        known = list(error.schema.get("properties", {}))
        near = difflib.get_close_matches(extra, known, 1)
        return "不认识的键", extra, f"您可能想写 {near[0]}" if near else "、".join(known)
    if error.validator == "type":
        wanted = rule if isinstance(rule, str) else rule[0]
        return "类型不对", _shown(value), _TYPES.get(wanted, str(wanted)) + hint
    if error.validator == "enum":
        return "不在可选范围内", _shown(value), "、".join(map(str, rule)) + hint
    if error.validator in ("minLength", "minItems", "minProperties"):
        return "内容太少", _shown(value), f"至少 {rule} 项" + hint
    if error.validator == "uniqueItems":
        return "有重复的项", _shown(value), "每项只写一次"
    if error.validator == "pattern":
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


def _extra_keys(error: ValidationError) -> list[str]:
    return [key for key in error.instance if key not in error.schema.get("properties", {})]


def _hint(schema: Any) -> str:
    described = schema.get("description") if isinstance(schema, dict) else None
    return f"（{described}）" if described else ""


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if value is None or value in ("", [], {}):
        return "空"
    if isinstance(value, dict):
        return "、".join(value)[:60]
    return str(value)[:60]
