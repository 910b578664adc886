"""The outline of a document: paragraphs put into a tree by their labels."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from assistant.policy.numbering import Label
from assistant.policy.paragraph import Paragraph

NodeKind = Literal["document", "header", "section", "colophon"]

_FIRST_SENTENCE = re.compile(r"^[^。！？]*[。！？]")
_BRACKETED = re.compile(r"^[【\[（(〔](?P<name>[^】\]）)〕]{1,30})[】\]）)〕]")
_HEADING_LENGTH = 50
_SENTENCE_HEADING_LENGTH = 24
_NAMED_BELOW = ("part", "subpart", "chapter", "section")


@dataclass(frozen=True, slots=True)
class Node:
    """A part of the document: its own paragraphs, and the parts below it.

    Every paragraph of the source is `own` of exactly one node. `label`: None for the document, its
    header and its colophon. `start` and `end` enclose the node with all that is below it.
    """

    kind: NodeKind
    label: Label | None
    heading: str
    own: tuple[Paragraph, ...]
    children: tuple[Node, ...]
    start: int
    end: int

    def walk(self) -> Iterator[Node]:
        """The node and all below it, in the order of the source."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(slots=True)
class _Draft:
    """A node that still grows."""

    kind: NodeKind
    label: Label | None
    own: list[Paragraph] = field(default_factory=list)
    children: list[_Draft] = field(default_factory=list)

    @property
    def rank(self) -> float:
        return self.label.rank if self.label else -2.0


def build_outline(
    header: tuple[Paragraph, ...], body: tuple[Paragraph, ...], colophon: frozenset[int]
) -> Node:
    """The tree: header first, then the labelled parts, then the colophon.

    `colophon`: offsets (`start`) of the paragraphs of `body` that belong to signature, attachment
    list, distribution and printing.
    """
    root = _Draft("document", None)
    if header:
        root.children.append(_Draft("header", None, list(header)))
    inverted = _brackets_below_digits(body)
    stack = [root]
    for paragraph in body:
        if paragraph.start in colophon:
            stack = [root]
            if not root.children or root.children[-1].kind != "colophon":
                root.children.append(_Draft("colophon", None))
            root.children[-1].own.append(paragraph)
        elif paragraph.label is None:
            _add_unlabelled(stack, paragraph)
        else:
            _add_labelled(stack, paragraph, inverted)
    return _freeze(root)


def _rank(label: Label, inverted: bool) -> float:
    # （一） below 1.: put the brackets just under the digits.
    return 7.5 if inverted and label.family == "cjk_paren" else label.rank


def _add_labelled(stack: list[_Draft], paragraph: Paragraph, inverted: bool) -> None:
    label = paragraph.label
    assert label is not None
    rank = _rank(label, inverted)
    while len(stack) > 1 and (stack[-1].label is None or _rank(stack[-1].label, inverted) >= rank):
        stack.pop()
    node = _Draft("section", label, [paragraph])
    stack[-1].children.append(node)
    stack.append(node)


def _add_unlabelled(stack: list[_Draft], paragraph: Paragraph) -> None:
    """A further paragraph of an article stands in the article, not in the last item of its list."""
    articles = [place for place, node in enumerate(stack) if node.label and node.label.family == "article"]
    if articles and not _unfinished_list(stack[-1]):
        del stack[articles[-1] + 1 :]
    if len(stack) == 1:
        # Text after the colophon, or before any label: a part of its own without a number.
        if not stack[0].children or stack[0].children[-1].kind not in ("header", "colophon"):
            stack[0].children.append(_Draft("header", None))
        stack[0].children[-1].own.append(paragraph)
        return
    stack[-1].own.append(paragraph)


def _unfinished_list(node: _Draft) -> bool:
    return node.own[-1].text.endswith(("：", ":")) and node.own[-1].label is not None


def _brackets_below_digits(body: tuple[Paragraph, ...]) -> bool:
    """Whether this document numbers 1. first and （一） below: （一） begins anew while the digits go on."""
    restarts = climbing = 0
    before: Label | None = None
    digit = 0
    for paragraph in body:
        label = paragraph.label
        if label is None:
            continue
        if label.family in ("cjk", "article", "chapter", "attachment"):
            return False
        if label.family == "digit":
            climbing += digit != 0 and label.number[0] == digit + 1
            digit = label.number[0]
        if label.family == "cjk_paren" and label.number == (1,):
            restarts += before is not None and before.family == "digit"
        before = label
    return restarts >= 2 and climbing >= 1


def heading_of(paragraph: Paragraph) -> str:
    """The heading that a labelled paragraph carries, "" if its words begin at once.

    A paragraph without a sentence in it is a heading; so is a short first sentence before others
    (“强化企业梯次培育。推动…”), and a name in brackets after an article's number.
    """
    body = paragraph.body
    label = paragraph.label
    if label is None or not body:
        return ""
    if label.family in ("article", "paragraph", "item"):
        named = _BRACKETED.match(body)
        return named["name"] if named else ""
    if not re.search(r"[。；！？：:;]", body):
        return body if len(body) <= _HEADING_LENGTH else ""
    first = _FIRST_SENTENCE.match(body)
    if first is None or len(first[0]) == len(body):
        return ""
    heading = first[0][:-1]
    fits = len(heading) <= _SENTENCE_HEADING_LENGTH and not re.search(r"[，：；]", heading)
    return heading if fits else ""


def _heading(draft: _Draft) -> str:
    """The heading of a node; below a label that stands alone on its line (第二章), the next line."""
    if draft.label is None or not draft.own:
        return ""
    named = not draft.own[0].body and len(draft.own) > 1 and draft.label.family in _NAMED_BELOW
    below = draft.own[1] if named else None
    if below is None or below.kind == "table":
        return heading_of(draft.own[0])
    short = len(below.text) <= _SENTENCE_HEADING_LENGTH and not re.search(r"[，。；：:]", below.text)
    return below.text if short else ""


def _freeze(draft: _Draft) -> Node:
    children = tuple(_freeze(child) for child in draft.children)
    starts = [paragraph.start for paragraph in draft.own] + [child.start for child in children]
    ends = [paragraph.end for paragraph in draft.own] + [child.end for child in children]
    return Node(
        kind=draft.kind,
        label=draft.label,
        heading=_heading(draft),
        own=tuple(draft.own),
        children=children,
        start=min(starts, default=0),
        end=max(ends, default=0),
    )
