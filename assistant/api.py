"""The JSON doors: answers, replay, match, clauses, measures, feedback."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Body, Request
from fastapi.responses import JSONResponse, Response, StreamingResponse
from pydantic import BaseModel, ConfigDict, Field

if TYPE_CHECKING:
    from assistant.web.service import Service

router = APIRouter(prefix="/api")


class Asked(BaseModel):
    """A question; `session` continues a conversation."""

    model_config = ConfigDict(extra="forbid")

    question: str = Field(description="问题，中文", max_length=20_000)
    session: str | None = Field(
        None, description="会话名称；同名的会话接着上次往下谈", pattern=r"^[\w\-.·]{1,64}$"
    )
    as_of: date | None = Field(None, description="按哪一天看政策；默认今天（北京时间）")


QUESTION_EXAMPLE = {
    "question": "知识产权质押贷款1000万元，基准利率4%，一年，能贴多少？",
    "as_of": "2024-06-01",
}


@router.post("/answers", summary="回答一个问题", tags=["回答"])
def answer(request: Request, asked: Annotated[Asked, Body(examples=[QUESTION_EXAMPLE])]) -> Response:
    """The answer; as server-sent events where the caller accepts those."""
    service: Service = request.app.state.service
    found = service.answer(asked.question, session=asked.session, as_of=asked.as_of)
    if "text/event-stream" in request.headers.get("accept", ""):
        return StreamingResponse(events(found), media_type="text/event-stream")
    return JSONResponse(found)


@router.get("/answers/{receipt}", summary="按回执重放一条回答", tags=["回答"])
def replay(request: Request, receipt: str) -> dict[str, Any]:
    """The answer as it was given, and the same question answered today: `same` says whether it stands."""
    service: Service = request.app.state.service
    return service.replay(receipt)


def events(answer: dict[str, Any]) -> Iterator[str]:
    """An answer as server-sent events: `text` piece by piece, `answer` whole, `done`."""
    from assistant.web.markdown import paragraphs

    for block in paragraphs(answer["text"]):
        yield event("text", {"text": block + "\n\n"})
    yield event("answer", answer)
    yield event("done", {"id": answer["id"]})


def event(name: str, data: dict[str, Any]) -> str:
    """One server-sent event."""
    return f"event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"
