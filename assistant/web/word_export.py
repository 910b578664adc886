"""A match as a Word document."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any, TypeAlias

from assistant.web import wording
from assistant.web.match_view import MatchView, RowView

if TYPE_CHECKING:
    from collections.abc import Iterator

# python-docx carries no types.
Paper: TypeAlias = Any
FONT = "宋体"


def word_file(view: MatchView) -> bytes:
    """The .docx of the match: a table a measure, with clause and verbatim words."""
    import docx
    from docx.shared import Pt

    paper = docx.Document()
    style = paper.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(11)
    style.element.rPr.rFonts.set(
        "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}eastAsia", FONT
    )
    paper.core_properties.title = view.title
    paper.core_properties.author = wording.PRODUCT
    paper.add_heading(view.title, 0)
    for words in (view.day, view.force, view.counts, wording.MATCH_NO_TOTAL):
        if words:
            paper.add_paragraph(words)
    for note in view.notes:
        paper.add_paragraph(f"{wording.MATCH_NOTES}：{note}")
    for quote, names in view.conflicts:
        paper.add_paragraph(f"{wording.MATCH_CONFLICT}：{'、'.join(names)}。“{quote}”")
    for _, name, rows in view.groups:
        if rows:
            paper.add_heading(f"{name}（{len(rows)}）", 1)
        for row in rows:
            _add_card(paper, row)
    if view.questions:
        paper.add_heading(wording.MATCH_QUESTIONS, 1)
        for question in view.questions:
            paper.add_paragraph(question, style="List Number")
    paper.add_paragraph(wording.DISCLAIMER)
    file = BytesIO()
    paper.save(file)
    return file.getvalue()


def _add_card(paper: Paper, row: RowView) -> None:
    """事项, 对象, 条件, 标准, 依据, 时间, 牵头部门."""
    from docx.shared import Cm

    entries = list(card(row))
    table = paper.add_table(rows=0, cols=2, style="Table Grid")
    table.autofit = False
    for name, words in entries:
        cells = table.add_row().cells
        cells[0].text, cells[1].text = name, words
        cells[0].width, cells[1].width = Cm(2.6), Cm(13.4)
    paper.add_paragraph("")


def card(row: RowView) -> Iterator[tuple[str, str]]:
    """The entries of a measure's card, with “原文未载明” where the text is silent."""
    yield wording.CARD["item"], row.name
    yield wording.CARD["audience"], row.audience
    met = "\n".join(f"{said}：{text}" for _, said, text in row.conditions)
    yield wording.CARD["conditions"], met or wording.CARD_SILENT
    if row.standing != "not_met":
        amounts = "\n".join(f"{a.name}：{a.shown} {a.period}".strip() for a in row.amounts)
        yield wording.CARD["amount"], amounts or row.nothing
    if row.assumptions:
        yield wording.MATCH_ASSUMPTIONS, "；".join(row.assumptions)
    if row.silent:
        yield wording.MATCH_SILENT, "；".join(row.silent)
    yield wording.CARD["basis"], f"{row.clause}：{row.quote}"
    yield wording.CARD["time"], row.time
    yield wording.CARD["lead"], row.lead
