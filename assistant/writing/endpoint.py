"""An endpoint: where a language model answers, and the LangChain client that speaks to it."""

from __future__ import annotations

import os
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from assistant.errors import UserError
from assistant.settings import Settings

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

LONGEST_REPLY = 2000
"""Tokens that one reply may have."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """An OpenAI-compatible endpoint. Prices are for a million tokens; None = unknown, and no cost is told."""

    model: str
    base_url: str | None
    api_key: str
    small: bool = False
    price_in: Decimal | None = None
    price_out: Decimal | None = None

    def cost(self, tokens_in: int, tokens_out: int) -> Decimal | None:
        """What that many tokens cost, to six places; None where a price is not known."""
        if self.price_in is None or self.price_out is None:
            return None
        total = (self.price_in * tokens_in + self.price_out * tokens_out) / 1_000_000
        return total.quantize(Decimal("0.000001"))


def configured_endpoint(settings: Settings) -> Endpoint | None:
    """The endpoint of the settings; None where there is none. Raises UserError for half a setting."""
    if settings.model is None and settings.model_base_url is None:
        return None
    if settings.model is None:
        raise UserError("设置了 ASSISTANT_MODEL_BASE_URL 但没有写模型名称，请再设置 ASSISTANT_MODEL。")
    if settings.model_base_url is None:
        raise UserError("设置了 ASSISTANT_MODEL 但没有写接口地址，请再设置 ASSISTANT_MODEL_BASE_URL。")
    if not settings.model_base_url.startswith(("http://", "https://")):
        raise UserError("ASSISTANT_MODEL_BASE_URL 要以 http:// 或 https:// 开头，请核对后再试。")
    key = settings.model_api_key.get_secret_value() if settings.model_api_key else ""
    return Endpoint(
        settings.model,
        settings.model_base_url,
        key or "none",
        settings.model_small,
        settings.model_price_in,
        settings.model_price_out,
    )


async def close_chat(chat: BaseChatModel) -> None:
    """Closes the connections of a client."""
    held = getattr(chat, "http_async_client", None)
    if held is not None:
        await held.aclose()


def open_chat(endpoint: Endpoint, timeout: float) -> BaseChatModel:
    """A chat client for the endpoint. `timeout`: seconds that it may be silent."""
    # Nothing of a conversation goes to a third party, whatever the machine's own settings say.
    for name in ("LANGSMITH_TRACING", "LANGSMITH_TRACING_V2", "LANGCHAIN_TRACING", "LANGCHAIN_TRACING_V2"):
        os.environ[name] = "false"
    import httpx
    from langchain_openai import ChatOpenAI
    from pydantic import SecretStr

    return ChatOpenAI(
        model=endpoint.model,
        base_url=endpoint.base_url,
        api_key=SecretStr(endpoint.api_key),
        timeout=timeout,
        # A client of one's own, so that it can be closed.
        http_async_client=httpx.AsyncClient(timeout=timeout),
        # Our own retries know the deadline; hidden ones do not.
        max_retries=0,
        temperature=0,
        max_tokens=LONGEST_REPLY,  # type: ignore[call-arg]
    )
