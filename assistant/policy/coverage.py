"""Proof that nothing of a source was lost: every character and every number counted once."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.policy.document import Document
from assistant.policy.outline import Node

_NUMBER = re.compile(r"[0-9０-９]+")


@dataclass(frozen=True, slots=True)
class Coverage:
    """Counts that must agree: characters that are not white space, and numbers in digits.

    `in_nodes`: characters that stand in exactly one node; `in_clauses`, `in_header`, `in_labels`:
    numbers that stand in a clause, else in header or colophon, else in the label of a heading.
    """

    characters: int
    in_nodes: int
    numbers: int
    in_clauses: int
    in_header: int
    in_labels: int

    @property
    def complete(self) -> bool:
        """Whether nothing was lost or counted twice."""
        return self.characters == self.in_nodes and self.numbers == (
            self.in_clauses + self.in_header + self.in_labels
        )


def coverage(document: Document) -> Coverage:
    """The counts that prove that nothing of the source was lost."""
    source = document.source
    owners: Counter[int] = Counter()
    for node in document.root.walk():
        for part in node.own:
            for start, end in part.pieces:
                owners.update(range(start, end))
    places = [place for place, char in enumerate(source) if not char.isspace()]
    in_clause: Counter[int] = Counter()
    for clause in document.clauses:
        in_clause.update(range(clause.start, clause.end))
    header = {
        place
        for node in document.root.walk()
        if node.kind in ("header", "colophon")
        for place in _places(node)
    }
    labels = {place for node in document.root.walk() if node.label for place in _label_places(node)}
    counts = Counter(_owner(match.start(), in_clause, header, labels) for match in _NUMBER.finditer(source))
    return Coverage(
        characters=len(places),
        in_nodes=sum(owners[place] == 1 for place in places),
        numbers=sum(counts.values()),
        in_clauses=counts["clause"],
        in_header=counts["header"],
        in_labels=counts["label"],
    )


def _owner(place: int, in_clause: Counter[int], header: set[int], labels: set[int]) -> str:
    if in_clause[place] == 1:
        return "clause"
    if in_clause[place] > 1:
        return "twice"
    if place in header:
        return "header"
    return "label" if place in labels else "lost"


def _places(node: Node) -> Iterator[int]:
    for part in node.own:
        yield from range(part.start, part.end)


def _label_places(node: Node) -> Iterator[int]:
    if node.label is not None and node.own:
        yield from range(node.own[0].start, node.own[0].start + node.label.length)


def tree_lines(document: Document) -> list[str]:
    """The document as a printed tree: header, dates, every node with its offsets, the coverage."""
    head = document.header
    dates = (
        ("成文", head.written_on),
        ("印发", head.printed_on),
        ("施行", head.effective_from),
        ("有效期届满", head.last_day),
    )
    lines = [f"{document.policy}  {head.number}  {head.title}"]
    lines += [
        f"  发文机关：{'、'.join(head.issuers) or '未载明'}",
        f"  主送：{'、'.join(head.addressees) or '未载明'}",
    ]
    lines += [f"  {name}：{day.isoformat() if day else '未载明'}" for name, day in dates]
    lines += [
        f"  抄送：{'、'.join(head.distribution) or '无'}",
        f"  附件：{'、'.join(head.attachments) or '无'}",
    ]
    citable = {clause.start for clause in document.clauses}
    lines += list(_node_lines(document.root, 0, citable))
    found = coverage(document)
    verdict = "完整" if found.complete else "有遗漏"
    lines.append(f"覆盖：{verdict}。非空白字符 {found.in_nodes}/{found.characters}；数字 {found.numbers} 处")
    lines.append(f"  其中条款 {found.in_clauses}、文头文尾 {found.in_header}、标题序号 {found.in_labels}")
    return lines


def _node_lines(node: Node, depth: int, citable: set[int]) -> Iterator[str]:
    names = {"header": "文头与引言", "colophon": "文尾"}
    if node.kind != "document":
        name = node.label.text if node.label else names.get(node.kind, "")
        mark = "●" if node.start in citable else "○"
        yield f"{'  ' * depth}{mark} {name} {node.heading}".rstrip() + f"  [{node.start}–{node.end}]"
    for child in node.children:
        yield from _node_lines(child, depth + 1, citable)
