"""The files of exemplar questions beside a policy, checked: `exemplars/<measure or topic>.yaml`."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

from assistant.policy.library import Library
from assistant.policy.refusal import Refusal
from assistant.policy.yaml_tree import YamlTree, read_yaml

SHARED = "shared"
OPEN = "open"
"""The part of a file with questions for what the text leaves open, by the names of `not_in_text`."""
TURNS = "turns"
"""The part of a file with questions as they come within a talk of the matter, by what is asked."""
SUPPOSED = "supposed"
"""The part of a file with statements that suppose settled what the text leaves open, by the same names."""
LEAST = 8
_FORM = "问法的类别（例如 amount）下面一列问句"


def check_exemplars(corpus: Path, library: Library) -> tuple[Refusal, ...]:
    """What keeps the exemplar questions from being learned, and matters that have too few of them.

    Without exemplars a matter is proved and calculated, but hardly ever understood in a question.
    """
    aspects = _aspects(corpus)
    found: list[Refusal] = []
    for policy in library.policies:
        own = [each for each in library.measures if each.policy == policy.id]
        matters = {each.id: tuple(gap.name for gap in each.not_in_text) for each in own}
        matters |= {each.id: tuple(gap.name for gap in each.not_in_text) for each in policy.topics}
        folder = corpus / policy.id / "exemplars"
        for file in sorted(folder.glob("*.yaml")):
            if file.stem != SHARED and file.stem not in matters:
                known = "事项或主题的英文名字"
                found.append(Refusal(str(file), 0, file.stem, known, "没有这个事项或主题"))
        for matter, gaps in matters.items():
            found.extend(_check_file(folder / f"{matter}.yaml", aspects, gaps))
        found.extend(_check_shared(folder / f"{SHARED}.yaml", matters, aspects))
    return tuple(found)


def _aspects(corpus: Path) -> tuple[str, ...]:
    tree = read_yaml((corpus / "dialogue" / "aspects.yaml").read_text(encoding="utf-8"), "aspects.yaml")
    return tuple(tree.value["aspects"]) if isinstance(tree, YamlTree) else ()


def _check_file(file: Path, aspects: tuple[str, ...], gaps: tuple[str, ...]) -> Iterator[Refusal]:
    if not file.is_file():
        expected = f"至少{LEAST}句人们会问的话；没有问法，提问时很难听懂"
        yield Refusal(str(file), 0, "没有这个文件", expected, "缺少问法")
        return
    tree = _read(file)
    if isinstance(tree, Refusal):
        yield tree
        return
    held = tree.value if isinstance(tree.value, Mapping) else {}
    asked = {name: part for name, part in held.items() if name not in (OPEN, TURNS, SUPPOSED)}
    groups = {name: held.get(name, {}) for name in (OPEN, SUPPOSED, TURNS)}
    turns = groups[TURNS]
    named = [
        part
        for group in groups.values()
        for part in (group.values() if isinstance(group, Mapping) else [group])
    ]
    parts = [*asked.values(), *named]
    if not asked or not all(map(_questions, parts)):
        yield Refusal(str(file), tree.line(), str(tree.value)[:40], _FORM, "写法有误")
        return
    for place in (*((aspect,) for aspect in asked), *((TURNS, aspect) for aspect in turns)):
        if place[-1] not in aspects:
            yield Refusal(str(file), tree.line(*place), place[-1], "、".join(aspects), "没有这一类问法")
    for key, gap in [*((OPEN, gap) for gap in groups[OPEN]), *((SUPPOSED, gap) for gap in groups[SUPPOSED])]:
        if gap not in gaps:
            expected = "、".join(gaps) or "先在 not_in_text 里写"
            yield Refusal(str(file), tree.line(key, gap), gap, expected, "不是没有写明的事")
    count = sum(map(len, asked.values()))
    if count < LEAST:
        yield Refusal(str(file), tree.line(), f"{count}句", f"至少{LEAST}句人们会问的话", "问法太少")


def _check_shared(file: Path, matters: Collection[str], aspects: tuple[str, ...]) -> Iterator[Refusal]:
    if not file.is_file():
        return
    tree = _read(file)
    if isinstance(tree, Refusal):
        yield tree
        return
    rows: list[Any] = tree.value if isinstance(tree.value, list) else [tree.value]
    for at, row in enumerate(rows):
        fits = isinstance(row, Mapping) and set(row) == {"question", "matters", "aspect"}
        if not fits or row["aspect"] not in aspects or not set(row["matters"]) <= set(matters):
            expected = "{question: 问句, matters: [事项, 事项], aspect: 问法的类别}"
            yield Refusal(str(file), tree.line(at), str(row)[:60], expected, "写法有误")


def _read(file: Path) -> YamlTree | Refusal:
    try:
        return read_yaml(file.read_text(encoding="utf-8"), str(file))
    except UnicodeDecodeError as error:
        return Refusal(str(file), 0, f"第{error.start + 1}个字节", "UTF-8 编码的文字", "编码有误")


def _questions(part: object) -> bool:
    return isinstance(part, list) and bool(part) and all(isinstance(line, str) and line for line in part)
