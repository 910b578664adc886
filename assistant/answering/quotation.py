"""Quotations in an answer: the words that it shows as somebody else's, and whether they stand there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.answering.claims import MARK, packed

_ELLIPSIS = re.compile(r"…+|\.{3,}|\[[^\]]*略[^\]]*\]")
_ATTRIBUTION = re.compile(r"^\s*(?:[—–―-]{1,3}|出处|来源|依据)")
_QUOTED_LINE = re.compile(r"^\s*>")
_OPENING, _CLOSING = "“「『", "”」』"


@dataclass(frozen=True, slots=True)
class Block:
    """A quote block: its paragraphs, the line that says where they are from, the marks in it."""

    paragraphs: tuple[str, ...]
    attribution: str
    marks: tuple[int, ...]


def marks(text: str) -> tuple[int, ...]:
    """The numbers of the citations that the text points to, in order."""
    return tuple(int(n) for mark in MARK.findall(text) for n in re.findall(r"\d+", mark))


def running(text: str) -> str:
    """The text without its quote blocks."""
    return "\n".join(line for line in text.split("\n") if not _QUOTED_LINE.match(line))


def blocks(text: str) -> Iterator[Block]:
    """The quote blocks, in order."""
    group: list[str] = []
    for line in (*text.split("\n"), ""):
        if _QUOTED_LINE.match(line):
            group.append(_QUOTED_LINE.sub("", line, count=1).strip())
        elif group:
            yield _block(group)
            group = []


def _block(lines: Sequence[str]) -> Block:
    paragraphs: list[str] = []
    held: list[str] = []
    for line in (*lines, ""):
        if line and not _ATTRIBUTION.match(line):
            held.append(line)
        elif held:
            paragraphs.append("".join(held))
            held = []
    sources = "".join(line for line in lines if _ATTRIBUTION.match(line))
    return Block(tuple(paragraphs), sources, marks("\n".join(lines)))


def stands_in(words: str, wholes: Sequence[str]) -> bool:
    """Whether the words, part by part between ellipses, stand in the same one of the wholes.

    `wholes` are packed; a pair of quotation marks around all of the words is left out.
    """
    parts = [part for part in (packed(part) for part in _ELLIPSIS.split(MARK.sub("", words))) if part]
    return any(_in_order(_unwrapped(parts), whole) or _in_order(parts, whole) for whole in wholes)


def _unwrapped(parts: list[str]) -> list[str]:
    if parts and parts[0][0] in _OPENING and parts[-1][-1] in _CLOSING:
        first = [parts[0][1:], *parts[1:]]
        return [*first[:-1], first[-1][:-1]]
    return parts


def _in_order(parts: Sequence[str], whole: str) -> bool:
    at = 0
    for part in parts:
        found = whole.find(part, at)
        if found < 0:
            return False
        at = found + len(part)
    return True


def quotations(text: str) -> Iterator[str]:
    """The words inside the outermost quotation marks of each line; straight marks in pairs too.

    >>> list(quotations("对“专精“特”新”企业和「甲」"))
    ['专精“特”新', '甲']
    """
    for line in text.split("\n"):
        depth, start = 0, 0
        for at, char in enumerate(line):
            if char in _OPENING:
                if depth == 0:
                    start = at + 1
                depth += 1
            elif char in _CLOSING and depth:
                depth -= 1
                if depth == 0:
                    yield line[start:at]
        if line.count('"') >= 2:
            yield from re.findall(r'"([^"]+)"', line)
