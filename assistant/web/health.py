"""Health and readiness: is the process alive; can it answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse

from assistant.errors import AssistantError

if TYPE_CHECKING:
    from assistant.web.service import Service

router = APIRouter(tags=["运行状态"])


@router.get("/health", summary="进程是否存活")
def health() -> dict[str, str]:
    """Answers as long as the process does."""
    return {"status": "ok"}


@router.get("/ready", summary="是否可以回答", responses={503: {"description": "尚未就绪"}})
def ready(request: Request) -> JSONResponse:
    """Whether questions can be answered and pages shown, part by part."""
    service: Service = request.app.state.service
    parts = {"assistant": _state(lambda: service.assistant), "store": _state(lambda: service.store)}
    parts["pages"] = request.app.state.pages
    whole = all(state in ("ok", "open") for state in parts.values())
    # The version before goes on serving: to take this process out of service would help nobody.
    parts["index"] = service.current.trouble or "ok"
    return JSONResponse({"status": "ok" if whole else "not_ready", "parts": parts}, 200 if whole else 503)


def _state(look: object) -> str:
    try:
        look()  # type: ignore[operator]
    except AssistantError as error:
        return error.message
    return "ok"
