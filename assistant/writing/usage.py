"""Usage: calls and tokens that an answer has taken from a model."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


class SpentError(Exception):
    """The answer has used up its calls or tokens."""


@dataclass(slots=True)
class Usage:
    """Counts while an answer is written. `most_calls`, `most_tokens`: where it has to stop."""

    most_calls: int = 8
    most_tokens: int = 60_000
    calls: int = 0
    retries: int = 0
    tokens_in: int = 0
    tokens_out: int = 0

    def begin(self) -> None:
        """Counts a call that is about to be made. Raises SpentError where no more may be."""
        if self.calls >= self.most_calls:
            raise SpentError(f"more than {self.most_calls} calls")
        if self.tokens_in + self.tokens_out >= self.most_tokens:
            raise SpentError(f"more than {self.most_tokens} tokens")
        self.calls += 1

    def add(self, message: Any) -> None:  # noqa: ANN401 (a message of LangChain, not imported here)
        """Counts what a reply says that it took; endpoints that say nothing count as nothing."""
        told = getattr(message, "usage_metadata", None) or {}
        self.tokens_in += int(told.get("input_tokens") or 0)
        self.tokens_out += int(told.get("output_tokens") or 0)

    def count(self, part: Usage) -> None:
        """Counts what a part of the answer has taken under limits of its own."""
        self.calls += part.calls
        self.retries += part.retries
        self.tokens_in += part.tokens_in
        self.tokens_out += part.tokens_out
