"""A text put in order, with the way back to the user's own words."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

Cause = Literal[
    "noise", "width", "script", "space", "punctuation", "markup", "emoji", "filler", "sound", "typo"
]


@dataclass(frozen=True, slots=True)
class Edit:
    """Words of the user that were read as others; start and end are places in the user's text."""

    start: int
    end: int
    said: str
    became: str
    cause: Cause


@dataclass(frozen=True, slots=True)
class Normalised:
    """The text as read. `origins` has, for every character, the span of the source that it stands for.

    fillers: spans of `text` whose words carry no meaning (那个, 就是说); they are left in their place.
    """

    text: str
    source: str
    origins: tuple[tuple[int, int], ...]
    edits: tuple[Edit, ...] = ()
    fillers: tuple[tuple[int, int], ...] = ()

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """Where the user's own words for text[start:end] stand in the source."""
        if start >= end or not self.origins:
            place = self.origins[start][0] if start < len(self.origins) else len(self.source)
            return place, place
        return self.origins[start][0], self.origins[end - 1][1]

    def said(self, start: int, end: int) -> str:
        """The user's own words for text[start:end]."""
        first, last = self.source_span(start, end)
        return self.source[first:last]

    def spoken_plainly(self) -> str:
        """The text without its fillers."""
        kept, at = [], 0
        for start, end in self.fillers:
            kept.append(self.text[at:start])
            at = end
        return "".join([*kept, self.text[at:]])


Change = tuple[int, int, str, Cause]


def apply(read: Normalised, changes: Iterable[Change]) -> Normalised:
    """The text with changes made: (start, end, new words, why), in order and not overlapping."""
    text: list[str] = []
    origins: list[tuple[int, int]] = []
    edits = list(read.edits)
    at = 0
    for start, end, became, cause in changes:
        text.append(read.text[at:start])
        origins += read.origins[at:start]
        first, last = read.source_span(start, end)
        if len(became) == end - start:
            origins += read.origins[start:end]
        else:
            origins += [(first, last)] * len(became)
        text.append(became)
        edits.append(Edit(first, last, read.source[first:last], became, cause))
        at = end
    if not text:
        return read
    text.append(read.text[at:])
    origins += read.origins[at:]
    return replace(read, text="".join(text), origins=tuple(origins), edits=tuple(edits))
