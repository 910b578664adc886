"""A match to take away: Word, Excel, or a page to print. Nothing is kept: each export is computed anew."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, Response
from markupsafe import Markup

from assistant.errors import UserError
from assistant.web import wording
from assistant.web.checkup import compare, match_html, read_day
from assistant.web.match_view import MatchView
from assistant.web.rendering import render
from assistant.web.sheet_export import sheet_file
from assistant.web.word_export import word_file

if TYPE_CHECKING:
    from assistant.web.service import Service

router = APIRouter(prefix="/report", include_in_schema=False)
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LONGEST_PROFILE = 50_000

ProfileField = Annotated[str, Form(max_length=LONGEST_PROFILE)]
DayField = Annotated[str, Form(max_length=20)]


@router.post("/word")
def word(request: Request, profile: ProfileField, as_of: DayField = "") -> Response:
    """The match as .docx."""
    view, _, _ = _compared(request, profile, as_of)
    return _file(word_file(view), WORD, "docx")


@router.post("/sheet")
def sheet(request: Request, profile: ProfileField, as_of: DayField = "") -> Response:
    """The match as .xlsx."""
    view, _, _ = _compared(request, profile, as_of)
    return _file(sheet_file(view), SHEET, "xlsx")


@router.post("/print", response_class=HTMLResponse)
def printed(request: Request, profile: ProfileField, as_of: DayField = "") -> HTMLResponse:
    """The match as a page to print, everything unfolded."""
    view, given, day = _compared(request, profile, as_of)
    html = Markup(match_html(view, given, day, exports=False))
    return HTMLResponse(render("report.html", title=view.title, html=html))


def _compared(request: Request, profile: str, as_of: str) -> tuple[MatchView, dict[str, Any], date]:
    service: Service = request.app.state.service
    try:
        given = json.loads(profile)
    except ValueError:
        given = None
    if not isinstance(given, dict):
        raise UserError("企业情况读不出来，请回到政策体检页重新比对后再导出。")
    day = read_day(as_of)
    return compare(service.assistant.library, given, day), given, day


def _file(content: bytes, kind: str, ending: str) -> Response:
    name = quote(f"{wording.CHECKUP_TITLE}.{ending}")
    disposition = f"attachment; filename=\"checkup.{ending}\"; filename*=UTF-8''{name}"
    headers = {"content-disposition": disposition, "cache-control": "no-store"}
    return Response(content, media_type=kind, headers=headers)
