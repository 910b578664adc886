"""A refusal: what is wrong with a source or its data, where, and what was expected instead."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Refusal:
    """One thing that keeps a corpus from being used.

    `file`: path as given by the caller; `line`: counted from 1, 0 where no line can be named;
    `found` and `expected`: in Chinese, for the person who keeps the corpus.
    """

    file: str
    line: int
    found: str
    expected: str
    message: str = ""

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        lead = f"{self.message}；" if self.message else ""
        return f"{place}：{lead}现为：{self.found}；应为：{self.expected}"
