"""Signing in to the desk: a page, a cookie that scripts cannot read, and who is behind a request."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated
from urllib.parse import urlsplit

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.exceptions import HTTPException

from assistant.errors import UserError
from assistant.state import accounts
from assistant.state.accounts import Account, Role
from assistant.web.rates import check
from assistant.web.rendering import render

if TYPE_CHECKING:
    from collections.abc import Callable

    from assistant.web.options import WebOptions
    from assistant.web.service import Service

COOKIE = "desk"
PATH = "/desk"

router = APIRouter(prefix=PATH, include_in_schema=False)


@router.get("/sign-in", response_class=HTMLResponse)
def page() -> HTMLResponse:
    """The form."""
    return HTMLResponse(render("sign_in.html", trouble="", name=""), headers={"cache-control": "no-store"})


@router.post("/sign-in")
def enter(
    request: Request,
    name: Annotated[str, Form(max_length=64)],
    password: Annotated[str, Form(max_length=400)],
) -> Response:
    """Sign in, or the form again with what is wrong."""
    check(request, "sign_in")
    check_origin(request)
    service: Service = request.app.state.service
    options: WebOptions = request.app.state.options
    try:
        token = accounts.sign_in(service.store.engine, name, password, datetime.now(UTC))
    except UserError as error:
        page = render("sign_in.html", trouble=error.message, name=name)
        return HTMLResponse(page, 401, {"cache-control": "no-store"})
    reply = RedirectResponse(PATH, 303)
    reply.set_cookie(
        COOKIE,
        token,
        max_age=int(accounts.LONGEST.total_seconds()),
        path=PATH,
        secure=options.secure_cookies,
        httponly=True,
        samesite="strict",
    )
    return reply


@router.post("/sign-out")
def leave(request: Request) -> Response:
    """Sign out; the token is worth nothing afterwards."""
    check_origin(request)
    service: Service = request.app.state.service
    accounts.sign_out(service.store.engine, request.cookies.get(COOKIE, ""))
    reply = RedirectResponse(f"{PATH}/sign-in", 303)
    reply.delete_cookie(COOKIE, path=PATH)
    return reply


def account_of(request: Request) -> Account | None:
    """Who is signed in; None for nobody."""
    token = request.cookies.get(COOKIE, "")
    if not token:
        return None
    service: Service = request.app.state.service
    return accounts.signed_in(service.store.engine, token, datetime.now(UTC))


def staff(role: Role = "officer") -> Callable[[Request], Account]:
    """A dependency: the account behind the request, at least of that role; 401 or 403 otherwise."""

    def signed_in(request: Request) -> Account:
        if request.method not in ("GET", "HEAD"):
            check_origin(request)
        account = account_of(request)
        if account is None:
            raise HTTPException(401)
        if not account.may(role):
            raise HTTPException(403)
        return account

    return signed_in


def check_origin(request: Request) -> None:
    """403 for a request that another site had the browser send."""
    origin = request.headers.get("origin")
    if origin and urlsplit(origin).netloc != request.headers.get("host"):
        raise HTTPException(403)
