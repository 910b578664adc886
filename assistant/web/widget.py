"""The small window that other sites embed: a page of its own in a frame; no cookies, no third parties."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Body, Depends, Request
from fastapi.responses import HTMLResponse
from pydantic import BaseModel, ConfigDict, Field

from assistant.web.answer_view import answer_view, question_view
from assistant.web.rates import limited
from assistant.web.readable import check_readable
from assistant.web.rendering import render

if TYPE_CHECKING:
    from assistant.web.service import Service

router = APIRouter(prefix="/widget", include_in_schema=False)


class AskedInWidget(BaseModel):
    """A question; the session's name is made by the page and kept in it alone."""

    model_config = ConfigDict(extra="forbid")

    question: str = Field(max_length=4000)
    session: str = Field(pattern=r"^w-[0-9a-f]{16,40}$")


@router.get("", response_class=HTMLResponse)
def page(request: Request) -> HTMLResponse:
    """The page inside the frame."""
    service: Service = request.app.state.service
    return HTMLResponse(render("widget.html", model=bool(service.settings.model)))


@router.post("/answers", dependencies=[Depends(limited)])
def answer(request: Request, asked: Annotated[AskedInWidget, Body()]) -> dict[str, Any]:
    """The question and its answer as the frame shows them."""
    check_readable(asked.question)
    service: Service = request.app.state.service
    found = service.answer(asked.question, session=asked.session, door="widget")
    return {"question": question_view(asked.question), "answer": answer_view(found)}
