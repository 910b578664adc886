"""Errors as problem details (RFC 9457), in Chinese, with the remedy; pages get a page."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, JSONResponse, Response
from starlette.exceptions import HTTPException

from assistant.errors import AssistantError
from assistant.web import wording
from assistant.web.rendering import render

if TYPE_CHECKING:
    from collections.abc import Mapping

log = logging.getLogger("assistant.web")

TITLES = {
    400: "请求有误",
    401: "需要登录",
    403: "没有权限",
    404: "没有找到",
    405: "方法不对",
    406: "格式不支持",
    409: "与现状不符",
    413: "内容太大",
    415: "格式不支持",
    422: "内容有误",
    429: "太频繁",
    500: wording.FAULT_TITLE,
    503: "尚未就绪",
}
DETAILS = {
    401: wording.UNAUTHORISED,
    403: wording.FORBIDDEN,
    404: wording.NOT_FOUND,
    405: "这个地址不支持这种请求方法，请对照接口说明修改。",
    413: wording.TOO_LARGE.format(limit="256 KB"),
    429: wording.TOO_MANY,
    500: wording.FAULT_DETAIL,
    503: wording.NOT_READY,
}


def problem(status: int, detail: str, headers: Mapping[str, str] | None = None) -> JSONResponse:
    """A problem document."""
    body = {
        "type": "about:blank",
        "title": TITLES.get(status, "请求未完成"),
        "status": status,
        "detail": detail,
    }
    return JSONResponse(body, status, dict(headers or {}), media_type="application/problem+json")


def told(request: Request, status: int, detail: str, headers: Mapping[str, str] | None = None) -> Response:
    """A problem document, or a page where a person asked for one."""
    wants_page = request.method == "GET" and "text/html" in request.headers.get("accept", "")
    if not wants_page or request.url.path.startswith(("/api", "/v1", "/mcp")):
        return problem(status, detail, headers)
    page = render("problem.html", title=TITLES.get(status, "请求未完成"), detail=detail)
    return HTMLResponse(page, status, dict(headers or {}))


def fault(request: Request, error: Exception) -> Response:
    """What is said of a fault that nobody foresaw; the log has the rest."""
    log.error("fault on %s", request.url.path, exc_info=error)
    return told(request, 500, wording.FAULT_DETAIL)


def add_problems(app: FastAPI) -> None:
    """Every error of the application told in Chinese."""

    @app.exception_handler(AssistantError)
    def _ours(request: Request, error: AssistantError) -> Response:
        if error.http_status >= 500:
            log.error("fault on %s: %s", request.url.path, error.message)
        return told(request, error.http_status, error.message)

    @app.exception_handler(RequestValidationError)
    def _invalid(request: Request, error: RequestValidationError) -> Response:
        what = "、".join(
            dict.fromkeys(".".join(str(p) for p in e["loc"][1:]) or "内容" for e in error.errors())
        )
        return told(request, 422, wording.INVALID.format(what=what))

    @app.exception_handler(HTTPException)
    def _http(request: Request, error: HTTPException) -> Response:
        detail = DETAILS.get(error.status_code, str(error.detail))
        return told(request, error.status_code, detail, error.headers)
