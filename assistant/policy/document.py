"""A document: source text read into header, outline and clauses, with nothing lost on the way."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from assistant.policy.clause import Clause
from assistant.policy.header import (
    Header,
    contradicting_effects,
    is_attachment_list,
    is_distribution,
    is_end_matter,
    is_listed,
    is_signature,
    read_header,
)
from assistant.policy.numbering import Label
from assistant.policy.outline import Node, build_outline
from assistant.policy.paragraph import Paragraph, is_date_line, read_paragraphs
from assistant.policy.refusal import Refusal

Damage = Refusal

ENDING = "文尾"
"""How policy.yaml names what stands below the text: signature, distribution, printing."""

_BROKEN = re.compile("[\x00-\x08\x0e-\x1b\x7f\ud800-\udfff\ufffd]")
_ATTACHMENT = re.compile(
    r"^附\s*[件表]\s*(?P<number>[0-9０-９]{0,2}|[一二三四五六七八九十]{0,3})\s*[：:]?\s*(?P<title>.{0,60})$"
)
_CONTENTS = re.compile(r"^目\s*[录次]$")
_NUMBER = re.compile(r"[0-9０-９]+")


@dataclass(frozen=True, slots=True)
class Document:
    """A policy document as read. `source`: the file's text, untouched; offsets point into it.

    `endings`: what stands below the text (signature, distribution, printing), to be quoted like a
    clause; without a number, as the header, and no subject of search.
    """

    policy: str
    source: str
    header: Header
    root: Node
    clauses: tuple[Clause, ...]
    endings: tuple[Clause, ...]

    def clause(self, label: str) -> Clause | None:
        """The clause with the label as people write it (二（二）6)."""
        return next((clause for clause in self.clauses if clause.label == label), None)


def read_document(source: str, *, policy: str) -> Document | Damage:
    """The document, or what is wrong with the file and on which line.

    `source`: the file's text with its line ends as they are. Damaged are: an empty text, characters
    that no text holds (broken encoding, binary), a date of signature, printing, effect or expiry
    that does not exist, two different days of taking effect.
    """
    damage = _broken_text(source, policy)
    if damage is not None:
        return damage
    paragraphs = _mark_attachments(_without_list_labels(read_paragraphs(source)))
    front, body = _split_front(paragraphs)
    ending = _end_matter(body)
    end = tuple(part for part in body if part.start in ending)
    clause_text = "\n".join(part.text for part in body if part.start not in ending)
    header, impossible = read_header(front, end, clause_text)
    if impossible:
        return _impossible_date(source, policy, impossible[0].text)
    effects = contradicting_effects(clause_text)
    if len(effects) > 1:
        found = "、".join(day.isoformat() for day in effects)
        return Damage(policy, 0, found, "一个施行日期", "施行日期前后不一")
    root = build_outline(front, body, ending)
    clauses = _clauses(root, source, policy, header.number)
    return Document(policy, source, header, root, clauses, _endings(root, policy, header.number))


def _broken_text(source: str, policy: str) -> Damage | None:
    if not source.strip():
        return Damage(policy, 1, "空文件", "公文正文", "文件没有内容")
    broken = _BROKEN.search(source)
    if broken is None:
        return None
    line = source.count("\n", 0, broken.start()) + 1
    return Damage(policy, line, f"U+{ord(broken[0]):04X}", "UTF-8 编码的文字", "文件含有不是文字的字符")


def _impossible_date(source: str, policy: str, text: str) -> Damage:
    place = source.find(text)
    line = source.count("\n", 0, place) + 1 if place >= 0 else 0
    return Damage(policy, line, text, "日历上有的日期", "日期不存在")


def _without_list_labels(paragraphs: tuple[Paragraph, ...]) -> tuple[Paragraph, ...]:
    """The names in a list of attachments (附件：1.… 2.…) are no parts of the text: their labels go."""
    found: list[Paragraph] = []
    inside = False
    for part in paragraphs:
        if part.label is None:
            inside = is_attachment_list(part.text)
        elif not (inside and part.label.family == "digit" and len(part.text) <= 60):
            inside = False
        found.append(replace(part, label=None) if inside else part)
    return tuple(found)


def _mark_attachments(paragraphs: tuple[Paragraph, ...]) -> tuple[Paragraph, ...]:
    """Gives the lines that open an attachment (附件1) a label, so that its numbers are its own."""
    found: list[Paragraph] = []
    for place, part in enumerate(paragraphs):
        match = _ATTACHMENT.match(part.text) if part.kind == "text" and part.label is None else None
        if match is None or not _opens_attachment(paragraphs, place, match):
            found.append(part)
            continue
        number = match["number"] or ""
        label = Label(
            "attachment", (len(found),), f"附{part.text[1:2].strip() or '件'}{number}", match.start("title")
        )
        found.append(
            Paragraph(
                part.start, part.end, part.text, part.pieces, label, part.kind, part.line, part.after_gap
            )
        )
    return tuple(found)


def _opens_attachment(paragraphs: tuple[Paragraph, ...], place: int, match: re.Match[str]) -> bool:
    """Not the list of attachments above the signature: that has its names behind the colon."""
    if place == 0 or match["title"].endswith(("。", "；", "，")):
        return False
    following = paragraphs[place + 1].text if place + 1 < len(paragraphs) else ""
    if not following or is_end_matter(following):
        return False
    if not is_attachment_list(match[0]):
        return True
    return not any(
        (
            is_listed(match["title"]),
            is_listed(following),
            _ATTACHMENT.match(following),
            is_signature(following),
        )
    )


def _split_front(
    paragraphs: tuple[Paragraph, ...],
) -> tuple[tuple[Paragraph, ...], tuple[Paragraph, ...]]:
    """What stands before the first label, table of contents included; and the rest."""
    first = next((place for place, part in enumerate(paragraphs) if part.label is not None), len(paragraphs))
    contents = next((place for place, part in enumerate(paragraphs) if _CONTENTS.match(part.text)), None)
    if contents is not None and contents <= first < len(paragraphs):
        first = _after_contents(paragraphs, first)
    return paragraphs[:first], paragraphs[first:]


def _after_contents(paragraphs: tuple[Paragraph, ...], first: int) -> int:
    """Where the text begins after a table of contents: where its first line comes again."""
    entry = "".join(paragraphs[first].text.split())[:40]
    name = re.split(r"[.…·]{2,}|\t", entry)[0]
    for place in range(first + 1, len(paragraphs)):
        if "".join(paragraphs[place].text.split()).startswith(name):
            return place
    return first


def _end_matter(body: tuple[Paragraph, ...]) -> frozenset[int]:
    """Offsets of the paragraphs below the text: attachment list, signature, distribution, printing."""
    ending: set[int] = set()
    for stretch in _stretches(body):
        last = max((place for place, part in enumerate(stretch) if part.label is not None), default=-1)
        begun = _listed_attachments(stretch)
        ending.update(stretch[place].start for place in begun)
        last = max(
            (place for place, part in enumerate(stretch) if part.label and place not in begun), default=last
        )
        ending.update(part.start for part in _tail(stretch[last + 1 :], ending))
    return frozenset(ending)


def _stretches(body: tuple[Paragraph, ...]) -> Iterator[tuple[Paragraph, ...]]:
    """The text itself, then each attachment."""
    starts = [place for place, part in enumerate(body) if part.label and part.label.family == "attachment"]
    for first, stop in pairwise([0, *starts, len(body)]):
        yield body[first:stop]


def _listed_attachments(stretch: tuple[Paragraph, ...]) -> set[int]:
    found: set[int] = set()
    inside = False
    for place, part in enumerate(stretch):
        if part.label is not None:
            inside = False
        elif not (inside and is_listed(part.text)):
            inside = is_attachment_list(part.text)
        if inside:
            found.add(place)
    return found


def _tail(parts: tuple[Paragraph, ...], known: set[int]) -> list[Paragraph]:
    """From the first line of end matter on; names directly above a date of signature with it."""
    first = next(
        (place for place, part in enumerate(parts) if part.start in known or is_end_matter(part.text)), None
    )
    if first is None:
        return []
    while first and is_date_line(parts[first].text) and is_signature(parts[first - 1].text):
        first -= 1
        if first and not is_signature(parts[first - 1].text):
            break
    distribution = any(is_distribution(part.text) for part in parts[first:])
    return [part for part in parts[first:] if distribution or len(part.text) <= 200]


def _clauses(root: Node, source: str, policy: str, number: str) -> tuple[Clause, ...]:
    found: list[Clause] = []
    seen: Counter[str] = Counter()
    for parts, path, headings in _citable(root, (), ()):
        label = "".join(path)
        seen[label] += 1
        # The same number twice under one heading: the second keeps its label, its id is told apart.
        name = label if seen[label] == 1 else f"{label}~{seen[label]}"
        start, end = parts[0].start, parts[-1].end
        text = "\n".join(part.text for part in parts)
        found.append(Clause(f"{policy}/{name}", policy, number, path, headings, text, start, end))
    return tuple(found)


def _endings(root: Node, policy: str, number: str) -> tuple[Clause, ...]:
    """What stands below the text and below each attachment, in the order of the source."""
    found: list[Clause] = []
    for node in root.children:
        if node.kind == "colophon":
            name = f"{policy}/{ENDING}" + (f"~{len(found) + 1}" if found else "")
            text = "\n".join(part.text for part in node.own)
            found.append(Clause(name, policy, number, (), (), text, node.start, node.end))
    return tuple(found)


_Citable = tuple[tuple[Paragraph, ...], tuple[str, ...], tuple[str, ...]]


def _citable(node: Node, path: tuple[str, ...], headings: tuple[str, ...]) -> Iterator[_Citable]:
    """The clauses of a node: whole where it is one sentence or one article, else part by part."""
    if node.kind == "colophon":
        return
    if node.label is not None:
        if (
            path
            and node.label.family == "decimal"
            and node.label.text.startswith((f"{path[-1]}.", f"{path[-1]}．"))
        ):
            # 3.1.1 names 3.1 and 3 itself.
            path, headings = path[:-1], headings[:-1]
        path, headings = (*path, node.label.text), (*headings, node.heading)
    if node.kind == "header":
        yield node.own, path, headings
        return
    if not node.children or _is_one(node):
        yield _all_paragraphs(node), path, headings
        return
    lead = tuple(part for part in node.own if part.start < node.children[0].start)
    if lead and _says_something(node, lead):
        yield lead, path, headings
    for child in node.children:
        yield from _citable(child, path, headings)
    late = tuple(part for part in node.own if part.start > node.children[0].start)
    if late:
        yield late, path, headings


def _is_one(node: Node) -> bool:
    """An article with its list; a lead-in with the items that finish its sentence."""
    if node.label is None:
        return False
    if node.label.family in ("article", "paragraph", "item"):
        return True
    if any(child.children for child in node.children):
        return False
    open_items = all(child.own[-1].text.endswith(("；", ";")) for child in node.children[:-1])
    return (len(node.children) > 1 and open_items) or node.own[-1].text.endswith(("：", ":"))


def _says_something(node: Node, lead: tuple[Paragraph, ...]) -> bool:
    """Whether the words above the items are more than a heading, or hold a number."""
    if node.label is not None and node.label.family == "attachment":
        title = "".join(part.body for part in lead)
        return len(title) > 60 or re.search(r"[。；0-9０-９]", title) is not None
    named_below = len(lead) == 2 and not lead[0].body
    if not node.heading or (len(lead) > 1 and not named_below):
        return True
    words = lead[-1].text if named_below else lead[0].body
    return words != node.heading or _NUMBER.search(words) is not None


def _all_paragraphs(node: Node) -> tuple[Paragraph, ...]:
    parts = [part for below in node.walk() for part in below.own]
    return tuple(sorted(parts, key=lambda part: part.start))
