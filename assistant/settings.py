"""Settings, from the environment or a `.env` file (contract.md, Settings)."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from assistant.errors import UserError

ROOT = Path(__file__).resolve().parent.parent


class Settings(BaseSettings):
    """Every setting has a default that works on one machine with no network, key or GPU."""

    model_config = SettingsConfigDict(
        env_prefix="ASSISTANT_", env_file=".env", env_ignore_empty=True, extra="ignore", frozen=True
    )

    model_base_url: str | None = Field(None, description="OpenAI 兼容接口地址；不填则不使用语言模型")
    model: str | None = Field(None, description="语言模型名称")
    model_api_key: SecretStr | None = Field(None, description="语言模型密钥")
    model_small: bool = Field(False, description="语言模型较小：用短提示词，不给工具")
    model_price_in: Decimal | None = Field(None, ge=0, description="每百万输入词元的价格；不填则不计费用")
    model_price_out: Decimal | None = Field(None, ge=0, description="每百万输出词元的价格")
    model_concurrency: int = Field(4, ge=1, le=64, description="同时请语言模型写的回答数")
    embedder: str | None = Field(
        None, description="sentence-transformers 模型目录或名称，或 OpenAI 兼容接口地址；不填用自带模型"
    )
    embedder_model: str | None = Field(None, description="向量接口的模型名称（embedder 是接口地址时要填）")
    embedder_api_key: SecretStr | None = Field(None, description="向量接口的密钥")
    reranker: str | None = Field(None, description="重排模型（cross-encoder）目录或名称；不填不重排")
    chroma_url: str | None = Field(None, description="Chroma 服务地址；不填用内嵌的")
    database_url: str | None = Field(None, description="SQLAlchemy 地址；不填用数据目录下的 SQLite")
    data_dir: Path = Field(Path(".data"), description="索引和数据库所在目录")
    corpus_dir: Path = Field(ROOT / "corpus", description="政策语料目录")
    host: str = Field("127.0.0.1", description="网页监听地址")
    port: int = Field(7860, ge=1, le=65535, description="网页端口")
    answer_timeout: float = Field(20.0, gt=0, description="一次回答的时限（秒）")

    @property
    def index_dir(self) -> Path:
        """Where the index lives; a relative data folder counts from the project's root."""
        return self.data_path / "index"

    @property
    def data_path(self) -> Path:
        return self.data_dir if self.data_dir.is_absolute() else ROOT / self.data_dir


@lru_cache(maxsize=1)
def read_settings() -> Settings:
    """The settings of this process; a setting that cannot be read is the user's error."""
    try:
        return Settings()  # type: ignore[call-arg]
    except ValidationError as error:
        names = "、".join("ASSISTANT_" + "_".join(str(p) for p in e["loc"]).upper() for e in error.errors())
        raise UserError(f"配置项有误：{names}。请检查环境变量或 .env 文件后重试。") from error
