"""The doors of OpenAI's chat interface, so that existing chat clients can connect."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, Literal

from fastapi import APIRouter, Body, Depends, Request
from fastapi.responses import JSONResponse, Response, StreamingResponse
from pydantic import BaseModel, ConfigDict, Field
from starlette.background import BackgroundTask

from assistant.api import problems, service_of
from assistant.api_examples import QUESTION
from assistant.dialogue.conversation import Conversation
from assistant.errors import AssistantError, UserError
from assistant.web import wording
from assistant.web.markdown import paragraphs
from assistant.web.rates import limited
from assistant.web.readable import check_readable

if TYPE_CHECKING:
    from assistant.web.service import Progress, Service

MODEL = "policy-assistant"
MOST_REPLAYED = 10
SAID_BY = ("user", "assistant")
# What comes back is told in full, or in pieces where `stream` is set.
COMPLETED: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "回答；stream 为真时逐段发送",
        "content": {"application/json": {}, "text/event-stream": {"schema": {"type": "string"}}},
    }
}
CHAT_EXAMPLE: dict[str, Any] = {"model": MODEL, "messages": [{"role": "user", "content": QUESTION}]}

router = APIRouter(
    prefix="/v1",
    tags=["对话接口（OpenAI 格式）"],
    dependencies=[Depends(limited)],
    responses=problems(400, 413, 422, 429, 500, 503),
)


class ContentPart(BaseModel):
    """A part of a message; only text is read."""

    type: str = "text"
    text: str = Field("", max_length=20_000)


class Message(BaseModel):
    """A message of the chat."""

    role: Literal["system", "developer", "user", "assistant", "tool"]
    content: Annotated[str, Field(max_length=50_000)] | list[ContentPart] | None = None

    @property
    def text(self) -> str:
        """What was said."""
        if isinstance(self.content, list):
            return "".join(part.text for part in self.content if part.type == "text")
        return self.content or ""


class Chat(BaseModel):
    """A request; what concerns sampling is accepted and has no effect: answers are composed, not sampled."""

    model_config = ConfigDict(json_schema_extra={"examples": [CHAT_EXAMPLE]})

    model: str = Field(MODEL, max_length=200)
    messages: list[Message] = Field(min_length=1, max_length=400)
    stream: bool = False


@router.get("/models", summary="可用的模型名称")
def models() -> dict[str, Any]:
    """只有一个名称：本助手。"""
    return {"object": "list", "data": [{"id": MODEL, "object": "model", "created": 0, "owned_by": MODEL}]}


@router.post("/chat/completions", summary="对话（可流式）", responses=COMPLETED)
def completions(request: Request, chat: Annotated[Chat, Body()]) -> Response:
    """`answer` 字段是完整的回答对象，`citations` 是其中的引文。

    流式时先发结论：不会再变的作为 `content`；语言模型还要参与理解、可能变化的，先放在 `reasoning_content`。
    """
    said = [
        (message.role, message.text) for message in chat.messages if message.role in ("user", "assistant")
    ]
    check_readable([text for _, text in said])
    if not said or said[-1][0] != "user":
        raise UserError("最后一条消息要是用户的问题，请检查 messages。")
    service = service_of(request)
    talk = Talk(service, said, held_session(service, said[:-1]))
    if not chat.stream:
        answer = service.answer(said[-1][1], session=talk.session, door="v1")
        return JSONResponse(completion(answer, talk.kept(answer), int(time.time())))
    steps = service.progress(said[-1][1], session=talk.session, door="v1")
    # The first step is taken here: what cannot be read is a problem document, not a stream.
    told = chunks(next(steps), steps, talk, int(time.time()))
    # Closed when the reader leaves: a model may be at work for it.
    return StreamingResponse(told, media_type="text/event-stream", background=BackgroundTask(steps.close))


@dataclass(frozen=True, slots=True)
class Talk:
    """The messages of a chat up to the question, and the conversation they are kept as."""

    service: Service
    said: Sequence[tuple[str, str]]
    session: str

    def kept(self, answer: dict[str, Any]) -> str:
        """The reply's words; the conversation is kept under the messages that the client will send next."""
        content = chat_text(answer)
        after = self.service.store.conversation(self.session)
        self.service.store.keep(session_name([*self.said, ("assistant", content)]), after)
        return content


def held_session(service: Service, earlier: Sequence[tuple[str, str]]) -> str:
    """The name under which the conversation up to here is kept; asked anew where it is not kept yet."""
    name = session_name(earlier)
    held = service.store.conversation(name)
    questions = [text for role, text in earlier if role == "user"][-MOST_REPLAYED:]
    if questions and held.turns == 0:
        assistant, held = service.assistant, Conversation(id=name)
        for question in questions:
            # The composed turn is enough to follow the talk: no model is asked for it.
            held = next(assistant.progress(question, conversation=held)).conversation
    # Under a name of its own: the same beginning may go on in several ways.
    own = f"{name}.{time.time_ns():x}"[:64]
    service.store.keep(own, held)
    return own


def session_name(said: Sequence[tuple[str, str]]) -> str:
    """A name that the same messages always have."""
    digest = hashlib.sha256(json.dumps(said, ensure_ascii=True).encode()).hexdigest()[:40]
    return f"v1-{digest}"


def chat_text(answer: dict[str, Any]) -> str:
    """The answer as a chat client shows it: the text, then what the marks stand for."""
    cited = [f"[{c['n']}] {c['document']} {''.join(c['path'])}" for c in answer["citations"]]
    return "\n\n".join([answer["text"], *([wording.CLAUSES + "：" + "；".join(cited)] if cited else [])])


def completion(answer: dict[str, Any], content: str, made: int) -> dict[str, Any]:
    """The whole reply at once."""
    message = {"role": "assistant", "content": content, "refusal": None}
    return {
        "id": f"chatcmpl-{answer['id']}",
        "object": "chat.completion",
        "created": made,
        "model": MODEL,
        "choices": [{"index": 0, "message": message, "finish_reason": "stop", "logprobs": None}],
        "usage": used(answer),
        "citations": answer["citations"],
        "answer": answer,
    }


def used(answer: dict[str, Any]) -> dict[str, int]:
    """The tokens that a language model has taken for the answer; none where it was only composed."""
    use = answer.get("model") or {"tokens_in": 0, "tokens_out": 0}
    tokens_in, tokens_out = use["tokens_in"], use["tokens_out"]
    return {
        "prompt_tokens": tokens_in,
        "completion_tokens": tokens_out,
        "total_tokens": tokens_in + tokens_out,
    }


def chunks(first: Progress, steps: Iterator[Progress], talk: Talk, made: int) -> Iterator[str]:
    """The reply piece by piece; the last piece carries the citations and the whole answer.

    Where a language model is still writing, the conclusion comes at once: as content where it is the
    beginning of whatever will be written, else (the model may yet understand more) as `reasoning_content`,
    which clients show as thinking or not at all. The content is one verified text in any case.
    """
    from assistant.writing.layout import opening_of_text

    stage, answer = first
    base = {
        "id": f"chatcmpl-{answer['id']}",
        "object": "chat.completion.chunk",
        "created": made,
        "model": MODEL,
    }

    def chunk(delta: dict[str, str], finish: str | None = None, **more: object) -> str:
        choice = {"index": 0, "delta": delta, "finish_reason": finish, "logprobs": None}
        return f"data: {json.dumps({**base, 'choices': [choice], **more}, ensure_ascii=False)}\n\n"

    yield chunk({"role": "assistant", "content": ""})
    shown = ""
    while stage != "answer":
        conclusion = opening_of_text(answer["text"]) if stage != "writing" else ""
        if stage == "settled":
            shown = conclusion
            yield chunk({"content": shown})
        elif conclusion:
            yield chunk({"reasoning_content": conclusion})
        else:
            yield ": writing\n\n"
        try:
            stage, answer = next(steps)
        except AssistantError as error:
            yield f"data: {json.dumps({'error': problem(error)}, ensure_ascii=False)}\n\n"
            return
    content = talk.kept(answer)
    blocks = paragraphs(content.removeprefix(shown))
    if shown and blocks:
        yield chunk({"content": "\n\n"})
    for at, block in enumerate(blocks):
        yield chunk({"content": block + ("" if at == len(blocks) - 1 else "\n\n")})
    yield chunk({"content": ""}, "stop", citations=answer["citations"], answer=answer, usage=used(answer))
    yield "data: [DONE]\n\n"


def problem(error: AssistantError) -> dict[str, object]:
    """An error in the form in which chat clients look for it in a stream."""
    return {"message": error.message, "type": "server_error", "code": error.http_status}
