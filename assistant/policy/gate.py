"""The gate."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.policy.document import Document
from assistant.policy.measures_file import MeasuresFile
from assistant.policy.refusal import Refusal


def check_measures(file: MeasuresFile, document: Document) -> tuple[Refusal, ...]:
    """Stub."""
    return ()


def check_library(files: Sequence[MeasuresFile]) -> tuple[Refusal, ...]:
    """Stub."""
    return ()
