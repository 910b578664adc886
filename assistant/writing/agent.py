"""An agent: a model with read-only tools at hand, held to its calls, its tokens and the deadline."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from assistant.writing.deadline import Deadline
from assistant.writing.usage import Usage

if TYPE_CHECKING:
    from langchain.agents.middleware import AgentMiddleware
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import BaseMessage
    from langchain_core.tools import BaseTool

T = TypeVar("T")

ATTEMPTS = 3
FIRST_WAIT, LONGEST_WAIT = 0.2, 3.0
# Model and tool steps of one run; a model that goes round in circles ends here at the latest.
STEPS = 24

_THOUGHT = re.compile(r"<think>.*?(?:</think>|\Z)", re.DOTALL)
_FENCE = re.compile(r"\A```[a-z]*\n(.*?)\n?```\s*\Z", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back. `structured`: the value of the response format; `cut`: it broke off before its end."""

    text: str
    structured: Any
    cut: bool
    messages: tuple[BaseMessage, ...]


async def run_agent(
    chat: BaseChatModel,
    system: str,
    messages: Sequence[BaseMessage],
    *,
    tools: Sequence[BaseTool] = (),
    response_format: Any = None,  # noqa: ANN401 (LangChain's strategy for a schema)
    usage: Usage,
    deadline: Deadline,
) -> Reply:
    """The model's reply after as many tool calls as it wants and may have.

    Raises SpentError over the limits, and whatever the client raises once retries are used up.
    """
    from langchain.agents import create_agent
    from langgraph.errors import GraphRecursionError

    agent = create_agent(
        chat,
        tools=list(tools),
        system_prompt=system,
        middleware=[_held(usage, deadline)],
        response_format=response_format,
    )
    try:
        state = await agent.ainvoke({"messages": list(messages)}, config={"recursion_limit": STEPS})
    except GraphRecursionError as error:
        from assistant.writing.usage import SpentError

        raise SpentError("too many steps") from error
    held: tuple[BaseMessage, ...] = tuple(state["messages"])
    last = held[-1]
    reason = str(getattr(last, "response_metadata", {}).get("finish_reason") or "")
    return Reply(
        text=clean(str(last.text)) if last.type == "ai" else "",
        structured=state.get("structured_response"),
        cut=reason in ("length", "content_filter"),
        messages=held,
    )


def clean(text: str) -> str:
    """A reply without the model's thinking aloud and without a fence around the whole."""
    shown = _THOUGHT.sub("", text).strip()
    fenced = _FENCE.match(shown)
    return fenced[1].strip() if fenced else shown


def _held(usage: Usage, deadline: Deadline) -> AgentMiddleware[Any, Any]:
    """The middleware through which every call of the model goes: counted, retried, in time."""
    from langchain.agents.middleware import AgentMiddleware, ModelRequest, ModelResponse

    class Held(AgentMiddleware[Any, Any]):
        async def awrap_model_call(
            self,
            request: ModelRequest[Any],
            handler: Callable[[ModelRequest[Any]], Awaitable[ModelResponse[Any]]],
        ) -> ModelResponse[Any]:
            async def call() -> ModelResponse[Any]:
                usage.begin()
                return await handler(request)

            response: ModelResponse[Any] = await _retried(call, usage, deadline)
            for message in response.result:
                usage.add(message)
            return response

    return Held()


async def _retried(call: Callable[[], Awaitable[Any]], usage: Usage, deadline: Deadline) -> Any:  # noqa: ANN401 (the call's own)
    """The call, again after a growing wait where that can help and there is time for it."""
    from tenacity import AsyncRetrying, RetryCallState, retry_if_exception, stop_after_attempt
    from tenacity.wait import wait_random_exponential

    growing = wait_random_exponential(multiplier=FIRST_WAIT, max=LONGEST_WAIT)

    def wait(state: RetryCallState) -> float:
        error = state.outcome.exception() if state.outcome else None
        return max(growing(state), _asked_to_wait(error))

    def late(state: RetryCallState) -> bool:
        return deadline.left <= state.upcoming_sleep + FIRST_WAIT

    retrying = AsyncRetrying(
        stop=lambda state: stop_after_attempt(ATTEMPTS)(state) or late(state),
        wait=wait,
        retry=retry_if_exception(_passing),
        before_sleep=lambda _: _count(usage),
        reraise=True,
    )
    return await retrying(call)


def _count(usage: Usage) -> None:
    usage.retries += 1


def _passing(error: BaseException) -> bool:
    """Whether a failure may pass by itself: overload, a fault of the server, a broken connection."""
    import httpx
    import openai

    if isinstance(error, openai.APIStatusError):
        return error.status_code in (408, 409, 429) or error.status_code >= 500
    return isinstance(error, openai.APIConnectionError | httpx.TransportError)


def _asked_to_wait(error: BaseException | None) -> float:
    """The seconds of a Retry-After header; 0 where there is none that makes sense."""
    headers = getattr(getattr(error, "response", None), "headers", {})
    try:
        return max(0.0, float(headers.get("retry-after", 0)))
    except ValueError:
        return 0.0
