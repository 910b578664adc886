"""A match as an Excel workbook; no cell is ever a formula, whatever was entered."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from io import BytesIO
from typing import Any, TypeAlias

from assistant.web import wording
from assistant.web.match_view import MatchView, RowView

# openpyxl carries no types.
Sheet: TypeAlias = Any
Cell: TypeAlias = str | Decimal | None
WIDTHS = (14, 30, 12, 30, 16, 8, 10, 30, 36, 60)


def sheet_file(view: MatchView) -> bytes:
    """The .xlsx of the match: measures with amounts, their conditions, and what the table is."""
    import openpyxl

    book = openpyxl.Workbook()
    measures = book.active
    measures.title = wording.SHEET_MEASURES
    _fill(measures, wording.SHEET_HEADS, _measure_rows(view), WIDTHS)
    conditions = book.create_sheet(wording.SHEET_CONDITIONS)
    found = ((row.name, row.clause, text, said) for row in view.rows for _, said, text in row.conditions)
    _fill(conditions, wording.CONDITION_HEADS, found, (30, 12, 50, 12))
    about = book.create_sheet(wording.SHEET_ABOUT)
    said = (
        view.title,
        view.day,
        view.force,
        view.counts,
        *view.notes,
        wording.MATCH_NO_TOTAL,
        wording.DISCLAIMER,
    )
    _fill(about, (wording.CHECKUP_TITLE,), ((words,) for words in said if words), (100,))
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _measure_rows(view: MatchView) -> Iterable[tuple[Cell, ...]]:
    for _, name, rows in view.groups:
        for row in rows:
            yield from _figure_rows(name, row)


def _figure_rows(standing: str, row: RowView) -> Iterable[tuple[Cell, ...]]:
    """A line a figure; one line where there is none."""
    waiting = "；".join(row.waiting)
    lead = (standing, row.name, row.clause, row.audience)
    if not row.amounts:
        yield (*lead, None, "", "", row.nothing, waiting, row.quote)
    for amount in row.amounts:
        yield (*lead, amount.high, amount.bound, amount.period, amount.name, waiting, row.quote)


def _fill(sheet: Sheet, heads: Sequence[str], rows: Iterable[Sequence[Cell]], widths: Sequence[int]) -> None:
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    sheet.append(list(heads))
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for at, row in enumerate(rows, 2):
        for column, value in enumerate(row, 1):
            cell = sheet.cell(at, column)
            cell.value = value
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if isinstance(value, Decimal):
                cell.number_format = "#,##0.00"
            elif isinstance(value, str):
                # Words that begin with “=” stay words.
                cell.data_type, cell.quotePrefix = "s", value[:1] in "=+-@"
    for column, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = "A2"
