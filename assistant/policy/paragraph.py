"""Paragraphs: the lines of a source, with what page breaks and line wraps have cut put together.

Joining comes before anything is split into clauses: a page break may stand in the middle of a
sentence, and its second half bears no number.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from assistant.policy.numbering import Family, Label, label_at

Kind = Literal["text", "table"]
Span = tuple[int, int]

# A paragraph is finished when it ends so; closing quotes and brackets may follow.
_FINISHED = re.compile(r"[。！？!?；;：:…][”’」』）)》】]*$|^[（(][^（()）]*[）)]$")
_SENTENCE = re.compile(r"[。；！？]")
_TITLE_END = re.compile(
    r"(?:通知|意见|办法|规定|条例|细则|方案|政策|决定|公告|通告|公报|批复|函|法|措施|规划|计划|纲要|"
    r"要点|章程|制度|规则|规程|指南|命令|令|决议|议案|报告|请示|纪要|文件)(?:[（(][^（）()]*[）)])*$"
)
_PAGE_MARK = re.compile(
    r"(?:[-—–－―─·]+\s*\d{1,4}\s*[-—–－―─·]+|第\s*\d{1,4}\s*页\s*(?:[,，/]?\s*共\s*\d{1,4}\s*页)?)$"
)
_CELLS = re.compile(r"\S\t+\S|[|｜][^|｜]*[|｜]|[─━│┃┌┐└┘├┤┬┴┼]")
_DATE_LINE = re.compile(
    r"[（(]?(?:[12１２][\d０-９]{3}|[一二][〇零○Ｏ一二三四五六七八九]{3})\s*年\s*[\d０-９一二三四五六七八九十]{1,3}\s*月"
    r"\s*[\d０-９一二三四五六七八九十]{1,3}\s*日[）)]?(?:\s*印发)?$"
)
# 附件三的法律…: the rest of a sentence, no attachment.
_STANDING_ALONE = re.compile(
    r"抄\s*送|抄\s*报|主\s*送|附\s*[件表]\s*[0-9０-９一二三四五六七八九十]{0,3}(?:\s*[：:]|\s|$|[^，。；的所中规]*$)"
    r"|[（(]此件|主题词|目\s*[录次]$|.{0,60}印\s*发$"
)
# Words that cannot end a sentence or a heading: the rest follows on the next page.
_DANGLING = re.compile(
    r"(?:[，、,（(“《〔]|依照|按照|根据|依据|给予|不超过|不低于|不少于|最高|以及|[和与或及对由将在为向把被])$"
)
# Shorter than this and without a 。 a line is a heading or a name, not half a sentence.
_HEADING_LENGTH = 36


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank: offsets without the white space around it, and what it is."""

    start: int
    end: int
    text: str
    number: int
    after_gap: bool
    label: Label | None
    alone: bool
    table: bool
    page_mark: bool


@dataclass(frozen=True, slots=True)
class Paragraph:
    """What belongs together: its text with breaks joined, its first and last offset, its pieces.

    `label_end`: offset in the source where the label ends (`start` without a label); `line`:
    number of its first line, from 1.
    """

    start: int
    end: int
    text: str
    pieces: tuple[Span, ...]
    label: Label | None
    kind: Kind
    line: int
    after_gap: bool

    @property
    def body(self) -> str:
        """The text after the label."""
        return self.text[self.label.length :].strip() if self.label else self.text


def read_lines(source: str) -> tuple[Line, ...]:
    """The lines of the source that are not blank, with exact offsets."""
    lines: list[Line] = []
    offset, gap = 0, True
    for number, raw in enumerate(source.splitlines(keepends=True), start=1):
        text = raw.strip()
        if text:
            start = offset + len(raw) - len(raw.lstrip())
            lines.append(_line(text, start, number, gap))
        gap = not text
        offset += len(raw)
    return tuple(lines)


def _line(text: str, start: int, number: int, gap: bool) -> Line:
    table = _CELLS.search(text) is not None
    page_mark = _PAGE_MARK.match(text) is not None
    label = None if table or page_mark else label_at(text)
    alone = len(text) <= 200 and bool(_STANDING_ALONE.match(text) or _DATE_LINE.match(text))
    return Line(start, start + len(text), text, number, gap, label, alone, table, page_mark)


def is_date_line(text: str) -> bool:
    """Whether the line holds a date of signature or of printing and nothing else."""
    return _DATE_LINE.match(text) is not None


def ends_like_title(text: str) -> bool:
    """Whether the text ends as titles of official documents do (…的通知, …实施意见)."""
    return _TITLE_END.search(text) is not None


def wrap_width(lines: tuple[Line, ...]) -> int | None:
    """The width at which the source wraps its lines, None if a line is a paragraph there."""
    lengths = [len(line.text) for line in lines if not line.table]
    open_lengths = Counter(
        len(line.text) for line in lines if not line.table and not _FINISHED.search(line.text)
    )
    if len(lengths) < 12 or not open_lengths:
        return None
    width = max(lengths)
    near = sum(count for length, count in open_lengths.items() if length >= width - 3)
    return width if 16 <= width <= 60 and near >= len(lengths) * 0.35 else None


def read_paragraphs(source: str) -> tuple[Paragraph, ...]:
    """The paragraphs of the source, in order; every character that is not white space is in one."""
    lines = read_lines(source)
    width = wrap_width(lines)
    found: list[Paragraph] = []
    pending: list[Line] = []
    last: dict[Family, tuple[int, ...]] = {}
    for line in lines:
        if pending and _continues(pending, line, last, width):
            pending.append(line)
            continue
        if pending:
            found.append(_join(pending))
        if line.label is not None:
            last[line.label.family] = line.label.number
        pending = [line]
    if pending:
        found.append(_join(pending))
    return tuple(found)


def _continues(
    pending: list[Line], line: Line, last: dict[Family, tuple[int, ...]], width: int | None
) -> bool:
    """Whether the line is the rest of what is pending."""
    if line.table or pending[0].table:
        return line.table and pending[0].table and not line.after_gap
    if line.alone:
        return False
    if line.page_mark:
        return _is_open(pending, width)
    if not _is_open(pending, width):
        return False
    if line.label is None:
        return not _begins_anew(line)
    return not _follows(line.label, last)


def _begins_anew(line: Line) -> bool:
    """A title, or the line of the addressees: never the rest of a sentence."""
    return (
        line.text.endswith(("：", ":")) and "。" not in line.text and len(line.text) < 60 and line.after_gap
    )


def _follows(label: Label, last: dict[Family, tuple[int, ...]]) -> bool:
    """Whether a label after an unfinished sentence is the next one, or begins a list."""
    before = last.get(label.family)
    if label.number[-1] == 1:
        return True
    if before is None:
        # 依照刑法‖第九章渎职罪…: a family that this document has not begun; an excerpt may begin anywhere.
        return not last
    if label.number[0] == before[0] + 1:
        return True
    return label.number[0] == before[0] and label.number[1:] > before[1:]


def _is_open(pending: list[Line], width: int | None) -> bool:
    """Whether the pending lines break off in the middle of a sentence."""
    words = [line for line in pending if not line.page_mark]
    if not words or words[0].alone:
        return False
    tail = words[-1].text
    if _FINISHED.search(tail):
        return False
    if _DANGLING.search(tail):
        return True
    if width is not None and (not ends_like_title(tail) or "，" in tail):
        return len(tail) >= width - 3
    whole = sum(len(line.text) for line in words)
    sentences = any(_SENTENCE.search(line.text) for line in words)
    if words[0].label is None and not sentences and ends_like_title(tail):
        return False
    return sentences or whole > _HEADING_LENGTH


def _join(lines: list[Line]) -> Paragraph:
    first = lines[0]
    text = first.text
    for before, line in pairwise(lines):
        text += _glue(before, line) + line.text
    return Paragraph(
        start=first.start,
        end=lines[-1].end,
        text=text,
        pieces=tuple((line.start, line.end) for line in lines),
        label=first.label,
        kind="table" if first.table else "text",
        line=first.number,
        after_gap=first.after_gap,
    )


def _glue(before: Line, line: Line) -> str:
    if before.table or before.page_mark or line.page_mark:
        return "\n"
    left, right = before.text[-1], line.text[0]
    both_latin = left.isascii() and right.isascii() and (left.isalpha() or right.isalpha())
    return " " if both_latin else ""
