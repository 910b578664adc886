"""The JSON doors: answers, replay, match, clauses, measures, feedback."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Annotated, Any, Literal

from fastapi import APIRouter, Body, Depends, Path, Query, Request
from fastapi.responses import JSONResponse, Response, StreamingResponse
from pydantic import BaseModel, ConfigDict, Field
from starlette.background import BackgroundTask

from assistant.api_examples import (
    ANSWER_EXAMPLE,
    FEEDBACK_EXAMPLE,
    MATCH_EXAMPLE,
    PROBLEM_EXAMPLE,
    QUESTION_EXAMPLE,
)
from assistant.errors import AssistantError
from assistant.web.rates import limited
from assistant.web.readable import check_readable

if TYPE_CHECKING:
    from assistant.policy.clause import Clause
    from assistant.policy.measure import Measure
    from assistant.web.service import Progress, Service


class Problem(BaseModel):
    """A problem document (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str


def problems(*codes: int) -> dict[int | str, dict[str, Any]]:
    """How these errors are documented."""
    content = {
        "application/problem+json": {"schema": Problem.model_json_schema(), "example": PROBLEM_EXAMPLE}
    }
    return {code: {"description": "问题说明", "content": content} for code in codes}


router = APIRouter(
    prefix="/api", dependencies=[Depends(limited)], responses=problems(400, 413, 422, 429, 500, 503)
)

Receipt = Annotated[str, Path(description="回执编号", pattern=r"^[0-9A-Za-z_-]{1,64}$")]
AsOf = Annotated[date | None, Field(description="按哪一天看政策；默认今天（北京时间）")]


class Asked(BaseModel):
    """A question; `session` continues a conversation."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [QUESTION_EXAMPLE]})

    question: str = Field(description="问题，中文", min_length=1, max_length=20_000)
    session: str | None = Field(
        None,
        description="会话名称；同名的会话接着上次往下谈，请用不易猜到的名称",
        pattern=r"^[\w\-.·]{1,64}$",
    )
    as_of: AsOf = None


class Compared(BaseModel):
    """An enterprise's profile, under the labels of `GET /api/facts`."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [MATCH_EXAMPLE]})

    profile: dict[str, Any] = Field(description="企业情况：名称和值，名称见 /api/facts")
    as_of: AsOf = None


class Told(BaseModel):
    """Feedback on an answer."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [FEEDBACK_EXAMPLE]})

    answer: str = Field(description="回执编号", pattern=r"^[0-9A-Za-z_-]{1,64}$")
    verdict: Literal["good", "bad"] = Field(description="是否有用")
    reason: (
        Literal["wrong_figure", "wrong_clause", "misread", "incomplete", "hard_to_read", "other", ""] | None
    ) = Field(None, description="没帮上忙的原因")
    more: str | None = Field(None, description="补充说明", max_length=500)


def service_of(request: Request) -> Service:
    """The service behind the doors."""
    service: Service = request.app.state.service
    return service


ANSWERED: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "回答（见约定）；请求头 Accept: text/event-stream 时逐段发送",
        "content": {
            "application/json": {"example": ANSWER_EXAMPLE},
            "text/event-stream": {"schema": {"type": "string"}},
        },
    }
}


@router.post("/answers", summary="回答一个问题", tags=["回答"], responses=ANSWERED)
def answer(request: Request, asked: Annotated[Asked, Body()]) -> Response:
    """同一会话名称接着上次往下谈；不给会话名称则每次独立。"""
    check_readable(asked.session)
    service, session = service_of(request), session_name(asked.session)
    if "text/event-stream" in request.headers.get("accept", ""):
        steps = service.progress(asked.question, session=session, as_of=asked.as_of, door="api")
        # The first step is taken here: what cannot be read is a problem document, not a stream.
        told = events(next(steps), steps)
        # Closed when the reader leaves, not when memory is next tidied: a model may be at work for it.
        return StreamingResponse(told, media_type="text/event-stream", background=BackgroundTask(steps.close))
    return JSONResponse(service.answer(asked.question, session=session, as_of=asked.as_of, door="api"))


@router.get("/answers/{receipt}", summary="按回执重放一条回答", tags=["回答"], responses=problems(404))
def replay(request: Request, receipt: Receipt) -> dict[str, Any]:
    """`kept` 是当时的回答，`again` 是按同样条件重新得到的回答，`same` 表示结论、金额和引文是否一致。"""
    return service_of(request).replay(receipt)


@router.post("/match", summary="政策体检：逐项比对全部事项", tags=["事项"])
def match(request: Request, compared: Annotated[Compared, Body()]) -> dict[str, Any]:
    """各项分别列示，不相加。"""
    from assistant.assistant import today
    from assistant.calculation.matching import match as match_profile
    from assistant.calculation.profile import profile_from_data

    check_readable(compared.profile)
    library = service_of(request).assistant.library
    found = match_profile(library, profile_from_data(compared.profile), compared.as_of or today())
    return found.to_dict()


@router.get("/facts", summary="政策体检可填写的企业情况", tags=["事项"])
def facts(request: Request) -> dict[str, Any]:
    """企业情况的 JSON Schema。"""
    from assistant.calculation.profile import profile_schema

    return dict(profile_schema(service_of(request).assistant.library.inputs))


@router.get("/clauses", summary="检索条款；不给问题则列出全部", tags=["条款"])
def clauses(
    request: Request,
    q: Annotated[str, Query(description="要找的内容", max_length=400, examples=["贷款贴息"])] = "",
    limit: Annotated[int, Query(description="最多几条", ge=1, le=100)] = 20,
) -> dict[str, Any]:
    """按相关程度排列。"""
    return {"clauses": found_clauses(service_of(request), q, limit)}


@router.get("/clauses/{clause_id:path}", summary="一个条款的原文", tags=["条款"], responses=problems(404))
def clause(
    request: Request,
    clause_id: Annotated[
        str, Path(description="条款编号", max_length=120, examples=["hz-binjiang-2023-9/二（二）6"])
    ],
) -> dict[str, Any]:
    """含标题、原文和在文件中的位置。"""
    return clause_data(service_of(request).assistant.library.clause(clause_id))


@router.get("/measures", summary="全部事项", tags=["事项"])
def measures(request: Request) -> dict[str, Any]:
    """事项卡：名称、对象、条件、依据、期限、原文没有写的内容。"""
    return {"measures": [measure_data(found) for found in service_of(request).assistant.library.measures]}


@router.get("/measures/{measure_id:path}", summary="一个事项", tags=["事项"], responses=problems(404))
def measure(
    request: Request,
    measure_id: Annotated[str, Path(description="事项编号", max_length=120, examples=["ip_pledge_interest"])],
) -> dict[str, Any]:
    """事项卡。"""
    return measure_data(service_of(request).assistant.library.measure(measure_id))


@router.post("/feedback", summary="对一条回答的意见", tags=["回答"], status_code=201, responses=problems(404))
def feedback(request: Request, told: Annotated[Told, Body()]) -> dict[str, str]:
    """请勿填写个人信息。"""
    from assistant.state.feedback import Feedback, keep_feedback
    from assistant.web.gauges import FEEDBACK

    reason, more = told.reason or "", told.more or ""
    check_readable(more)
    given = Feedback(told.answer, told.verdict, reason, more, datetime.now(UTC))
    keep_feedback(service_of(request).store.engine, given)
    FEEDBACK.labels(told.verdict, reason).inc()
    return {"status": "kept"}


def session_name(given: str | None) -> str | None:
    """The name under which a session of this door is kept: it reaches no conversation of other surfaces."""
    return None if given is None else f"api-{sha256(given.encode()).hexdigest()[:40]}"


def found_clauses(service: Service, text: str, limit: int) -> list[dict[str, Any]]:
    """Clauses that the text asks for, best first; all in the order of the text where it is empty."""
    check_readable(text)
    assistant = service.assistant
    library = assistant.library
    if not text.strip():
        return [clause_data(found) for found in library.clauses[:limit]]
    hits = assistant.search.find(text, limit=limit)
    return [clause_data(library.clause(hit.clause_id)) for hit in hits]


def clause_data(found: Clause) -> dict[str, Any]:
    """A clause as JSON."""
    return {
        "id": found.id,
        "document": found.document,
        "path": list(found.path),
        "label": found.label,
        "headings": [heading for heading in found.headings if heading],
        "text": found.text,
        "start": found.start,
        "end": found.end,
    }


def measure_data(found: Measure) -> dict[str, Any]:
    """A measure's card as JSON."""
    return {
        "id": found.id,
        "policy": found.policy,
        "name": found.name,
        "clause": found.clause,
        "clause_id": found.clause_id,
        "kind": found.kind,
        "audience": found.audience,
        "summary": found.summary_on(found.in_force_from),
        "conditions": [condition.text for condition in found.conditions],
        "facts": [
            {"name": i.name, "label": i.label, "unit": i.unit, "question": i.question} for i in found.inputs
        ],
        "period": found.period,
        "in_force_from": found.in_force_from.isoformat(),
        "in_force_to": found.in_force_to.isoformat(),
        "decided_by": found.decided_by,
        "not_in_text": [gap.name for gap in found.not_in_text],
        "quote": found.quote,
    }


def events(first: Progress, steps: Iterator[Progress]) -> Iterator[str]:
    """An answer as server-sent events: `text` piece by piece, `answer` whole, `done`.

    Where a language model is still writing, `conclusion` comes at once: what the answer will begin with.
    """
    from assistant.web.markdown import paragraphs
    from assistant.writing.layout import opening_of_text

    stage, answer = first
    while stage != "answer":
        if stage != "writing":
            yield event("conclusion", {"text": opening_of_text(answer["text"]), "status": answer["status"]})
        else:
            yield ": writing\n\n"
        try:
            stage, answer = next(steps)
        except AssistantError as error:
            yield event("problem", {"status": error.http_status, "detail": error.message})
            return
    for block in paragraphs(answer["text"]):
        yield event("text", {"text": block + "\n\n"})
    yield event("answer", answer)
    yield event("done", {"id": answer["id"]})


def event(name: str, data: dict[str, Any]) -> str:
    """One server-sent event."""
    return f"event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"
