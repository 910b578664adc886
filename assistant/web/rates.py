"""How often one address may ask; counted in this process."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import Request
from starlette.exceptions import HTTPException

if TYPE_CHECKING:
    from limits import RateLimitItem
    from slowapi import Limiter


class Rates:
    """Limits by address: `ask` for questions and doors, `sign_in` for attempts to sign in."""

    def __init__(self, ask: str, sign_in: str) -> None:
        from limits import parse
        from slowapi import Limiter
        from slowapi.util import get_remote_address

        self._limiter: Limiter = Limiter(key_func=get_remote_address)
        self._items: dict[str, RateLimitItem] = {"ask": parse(ask), "sign_in": parse(sign_in)}

    def allow(self, kind: str, address: str) -> bool:
        """Whether one more is within the limit; counts it."""
        return bool(self._limiter.limiter.hit(self._items[kind], kind, address))

    def seconds(self, kind: str) -> int:
        """How long the limit's window is."""
        return int(self._items[kind].get_expiry())


def limited(request: Request) -> None:
    """A dependency of the doors: HTTP 429 for an address that asks too often."""
    check(request, "ask")


def check(request: Request, kind: str) -> None:
    """HTTP 429 with the seconds to wait where the address is over the limit."""
    rates: Rates = request.app.state.rates
    if not rates.allow(kind, address_of(request)):
        raise HTTPException(429, headers={"Retry-After": str(rates.seconds(kind))})


def address_of(request: Request) -> str:
    """The caller's address; behind a trusted proxy the one that it names."""
    return request.client.host if request.client else "unknown"
