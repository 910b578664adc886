"""What is measured of the running service, for Prometheus. No question and no address is recorded."""

from __future__ import annotations

import ipaddress
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Request
from fastapi.responses import Response
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import CounterMetricFamily, Metric
from prometheus_client.registry import Collector
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.errors import UserError

if TYPE_CHECKING:
    from assistant.web.options import WebOptions

ANSWERS = Counter("assistant_answers_total", "Answers given", ["door", "status"])
ANSWER_SECONDS = Histogram(
    "assistant_answer_seconds",
    "Seconds from question to answer",
    ["door"],
    buckets=(0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20),
)
FAULTS = Counter("assistant_faults_total", "Questions that ended in a fault of ours", ["door"])
FEEDBACK = Counter("assistant_feedback_total", "Feedback on answers", ["verdict", "reason"])
REQUESTS = Counter("assistant_http_requests_total", "HTTP requests", ["route", "code"])
REQUEST_SECONDS = Histogram("assistant_http_seconds", "Seconds to the end of the response", ["route"])


@contextmanager
def gauged(door: str) -> Iterator[Callable[[dict[str, Any]], dict[str, Any]]]:
    """Measures one answer: call what this gives with the answer, and it hands it on."""
    begun = time.perf_counter()

    def told(answer: dict[str, Any]) -> dict[str, Any]:
        ANSWERS.labels(door, answer["status"]).inc()
        ANSWER_SECONDS.labels(door).observe(time.perf_counter() - begun)
        return answer

    try:
        yield told
    except UserError:
        raise
    except Exception:
        FAULTS.labels(door).inc()
        raise


router = APIRouter(include_in_schema=False)


@router.get("/metrics")
def metrics(request: Request) -> Response:
    """All of it in Prometheus' format; to this machine alone unless an option opens it."""
    options: WebOptions = request.app.state.options
    if not options.metrics_open and not _local(request.client.host if request.client else ""):
        raise HTTPException(403)
    told = generate_latest() + generate_latest(_of_model(request.app.state.service.model_counts))
    return Response(told, media_type=CONTENT_TYPE_LATEST)


def _of_model(counts: Mapping[str, int]) -> CollectorRegistry:
    """What became of a language model's words since the start, rejected drafts and their rules among it, and
    the tokens that it took."""
    events = CounterMetricFamily(
        "assistant_model_events", "What became of a language model's words", labels=["event"]
    )
    tokens = CounterMetricFamily(
        "assistant_model_tokens", "Tokens that the language model took", labels=["way"]
    )
    for event, number in sorted(counts.items()):
        way = event.removeprefix("tokens_")
        (tokens if way != event else events).add_metric([way], number)

    class Told(Collector):
        def collect(self) -> Iterable[Metric]:
            return (events, tokens)

    registry = CollectorRegistry()
    registry.register(Told())
    return registry


class Gauged:
    """ASGI middleware that counts requests by route, never by the address that was asked for."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        code = 500
        begun = time.perf_counter()

        async def counted(message: Message) -> None:
            nonlocal code
            if message["type"] == "http.response.start":
                code = message["status"]
            await send(message)

        try:
            await self.app(scope, receive, counted)
        finally:
            route = _route(scope)
            REQUESTS.labels(route, str(code)).inc()
            REQUEST_SECONDS.labels(route).observe(time.perf_counter() - begun)


def _route(scope: Scope) -> str:
    """The route's template; the pages of Gradio count as one."""
    route = scope.get("route")
    return str(getattr(route, "path", "")) or "pages"


def _local(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
