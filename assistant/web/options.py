"""Settings of the web alone, from the environment or `.env`; the rest is in `assistant.settings`."""

from __future__ import annotations

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class WebOptions(BaseSettings):
    """Every option has a default that is right for one machine."""

    model_config = SettingsConfigDict(
        env_prefix="ASSISTANT_", env_file=".env", env_ignore_empty=True, extra="ignore", frozen=True
    )

    rate: str = Field("300/minute", description="每个来访地址提问和调用接口的频率上限")
    sign_in_rate: str = Field("10/minute", description="每个来访地址登录尝试的频率上限")
    metrics_open: bool = Field(False, description="是否允许本机以外读取 /metrics")
    embed_origins: str = Field("", description="允许嵌入小窗的网站来源，空格分隔；不填只允许同源")
    secure_cookies: bool = Field(False, description="是否只在 HTTPS 下发送登录 Cookie")
    mcp_hosts: str = Field("", description="MCP 允许的 Host，空格分隔；不填只允许本机")
