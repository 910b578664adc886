"""A YAML file as a plain tree with exact numbers, and the line of every key and item.

Unlike the usual loader: decimals are read as `Fraction` (never a float), dates stay text, only
`true` and `false` are booleans, and a key that stands twice is refused.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any, TypeAlias

from assistant.policy.refusal import Refusal

if TYPE_CHECKING:
    from yaml.nodes import MappingNode, Node, ScalarNode

TreePath = tuple[str | int, ...]
Tree: TypeAlias = Any
"""Dicts with text keys, lists, str, int, Fraction, bool, None."""

_READABLE = "能读出的 YAML（检查缩进、冒号后的空格、引号和括号）"
_INTEGER = re.compile(r"[-+]?(?:0|[1-9][0-9]*)")
_DECIMAL = re.compile(r"[-+]?(?:0|[1-9][0-9]*)\.[0-9]+")


@dataclass(frozen=True, slots=True)
class YamlTree:
    """`value`: the tree; `lines`: path -> line, from 1."""

    file: str
    value: Tree
    lines: Mapping[TreePath, int]

    def line(self, *path: str | int) -> int:
        """The line of the path, or of the nearest part of it that exists."""
        for length in range(len(path), -1, -1):
            if path[:length] in self.lines:
                return self.lines[path[:length]]
        return 0


def read_yaml(text: str, file: str) -> YamlTree | Refusal:
    """The tree, or why it cannot be read: broken syntax, a tab, a key that stands twice."""
    import yaml

    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
        if root is None:
            return Refusal(file, 1, "空文件", "按格式写好的内容", "文件没有内容")
        reader = _Reader(file)
        value = reader.read(root, ())
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        return Refusal(file, line, _shown(text, line), _READABLE, "YAML 写法有误")
    except yaml.YAMLError:
        return Refusal(file, 0, "不能读的字符", "UTF-8 编码的 YAML 文字", "YAML 写法有误")
    except RecursionError:
        return Refusal(file, 0, "层数太多", "不超过几层的内容", "YAML 写法有误")
    return reader.refusals[0] if reader.refusals else YamlTree(file, value, reader.lines)


def _shown(text: str, line: int) -> str:
    lines = text.splitlines()
    return lines[line - 1].strip()[:60] if 0 < line <= len(lines) else "文件末尾"


class _Reader:
    """Turns the nodes of one file into a tree; keeps lines and what has to be refused."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._seen: set[int] = set()
        self.lines: dict[TreePath, int] = {}
        self.refusals: list[Refusal] = []

    def read(self, node: Node, path: TreePath) -> Tree:
        """The node's value; its lines and refusals are kept."""
        from yaml.nodes import MappingNode, ScalarNode, SequenceNode

        line = node.start_mark.line + 1
        self.lines.setdefault(path, line)
        if id(node) in self._seen:
            # A reference may hold itself, or multiply without end.
            self.refusals.append(Refusal(self._file, line, "* 引用", "把内容写全", "不使用 & 和 * 引用"))
            return None
        self._seen.add(id(node))
        if isinstance(node, SequenceNode):
            return [self.read(item, (*path, place)) for place, item in enumerate(node.value)]
        if isinstance(node, ScalarNode):
            return _scalar(node)
        assert isinstance(node, MappingNode)
        return self._mapping(node, path)

    def _mapping(self, node: MappingNode, path: TreePath) -> dict[str, Tree]:
        found: dict[str, Tree] = {}
        for key_node, value_node in node.value:
            key = str(key_node.value)
            line = key_node.start_mark.line + 1
            if key in found:
                shown = f"“{key}”（第{self.lines[(*path, key)]}行已有）"
                self.refusals.append(Refusal(self._file, line, shown, "每个键只写一次", "键重复"))
                continue
            self.lines[(*path, key)] = line
            found[key] = self.read(value_node, (*path, key))
        return found


def _scalar(node: ScalarNode) -> str | int | Fraction | bool | None:
    text = str(node.value)
    if node.style is not None:
        return text
    if text in ("true", "false"):
        return text == "true"
    if text in ("", "~", "null"):
        return None
    if _INTEGER.fullmatch(text):
        return int(text)
    if _DECIMAL.fullmatch(text):
        return Fraction(text)
    return text
