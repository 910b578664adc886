"""The shape of policy.yaml: which keys there are, and what stands in each."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.policy.refusal import Refusal
from assistant.policy.yaml_tree import YamlTree

_TEXTS = ("id", "document", "title", "short_name", "level")
_KNOWN = {*_TEXTS, "aliases", "region", "issuers", "dates", "topics", "defects"}
_TOPIC_KEYS = {"name", "clause", "quote", "also", "sentence", "words", "silent", "not_in_text"}
_DATE_KEYS = ("written_on", "printed_on", "effective_from", "validity_years", "last_day")


def misshapen(tree: YamlTree) -> Iterator[Refusal]:
    """Keys that are missing, unknown or of the wrong form."""
    facts = tree.value
    if not isinstance(facts, dict):
        yield Refusal(tree.file, tree.line(), "不是键和值", "id: … 这样的键和值", "写法有误")
        return
    for key in facts:
        if key not in _KNOWN:
            yield Refusal(tree.file, tree.line(key), key, "、".join(sorted(_KNOWN)), "不认识的键")
    for key in _TEXTS:
        if not isinstance(facts.get(key), str):
            yield Refusal(tree.file, tree.line(key), _shown(facts.get(key)), f"{key}: 文字", "缺少文字")
    for key in ("aliases", "issuers"):
        if not _is_texts(facts.get(key)):
            yield Refusal(
                tree.file, tree.line(key), _shown(facts.get(key)), f"{key}: [文字, 文字]", "缺少清单"
            )
    yield from _misshapen_groups(tree)
    for part in ("topics", "defects"):
        yield from _misshapen_entries(tree, part)


def _misshapen_groups(tree: YamlTree) -> Iterator[Refusal]:
    region = tree.value.get("region")
    if (
        not isinstance(region, dict)
        or not isinstance(region.get("name"), str)
        or not _is_texts(region.get("also_called"))
    ):
        yield Refusal(
            tree.file, tree.line("region"), _shown(region), "region: {name: …, also_called: […]}", "缺少地区"
        )
    dates = tree.value.get("dates")
    if not isinstance(dates, dict) or any(key not in _DATE_KEYS for key in dates):
        yield Refusal(tree.file, tree.line("dates"), _shown(dates), "、".join(_DATE_KEYS), "缺少日期")


def _misshapen_entries(tree: YamlTree, part: str) -> Iterator[Refusal]:
    entries = tree.value.get(part)
    if entries is None and part == "defects":
        return
    if not isinstance(entries, dict):
        yield Refusal(tree.file, tree.line(part), _shown(entries), f"{part}: 各项", "缺少内容")
        return
    for name, entry in entries.items():
        yield from _misshapen_entry(tree, part, name, entry)


def _misshapen_entry(tree: YamlTree, part: str, name: str, entry: object) -> Iterator[Refusal]:
    needed = ("clause", "quote", "sentence") if part == "defects" else ("name", "clause", "quote", "sentence")
    if not isinstance(entry, dict):
        yield Refusal(tree.file, tree.line(part, name), _shown(entry), "、".join(needed), "缺少内容")
        return
    for key in entry:
        if key not in _TOPIC_KEYS:
            yield Refusal(
                tree.file, tree.line(part, name, key), key, "、".join(sorted(_TOPIC_KEYS)), "不认识的键"
            )
    for key in needed:
        if not isinstance(entry.get(key), str):
            yield Refusal(
                tree.file, tree.line(part, name, key), _shown(entry.get(key)), f"{key}: 文字", "缺少文字"
            )
    if part == "topics" and not _is_texts(entry.get("words")):
        yield Refusal(
            tree.file,
            tree.line(part, name, "words"),
            _shown(entry.get("words")),
            "words: [词, 词]",
            "缺少清单",
        )
    for key, wanted in (("also", ("clause", "quote")), ("not_in_text", ("name", "words"))):
        items = entry.get(key) or []
        if not isinstance(items, list) or any(
            not isinstance(item, dict) or set(item) != set(wanted) for item in items
        ):
            yield Refusal(tree.file, tree.line(part, name, key), _shown(items), "、".join(wanted), "写法有误")


def _is_texts(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(item, str) for item in value)


def _shown(value: object) -> str:
    return "未写" if value is None else str(value)[:40]
