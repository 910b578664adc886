"""A clause: the smallest part of a policy that is cited by itself."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Clause:
    """The words under one printed number, or the header and preamble (path ()).

    `id`: policy folder + "/" + the labels joined, "hz-binjiang-2023-9/二（二）6"; `policy`: the
    folder; `document`: the document number as printed; `path`: labels as printed without 、 and .;
    `headings`: the heading of each level, "" where it has none; `text`: the words with page breaks
    joined, own label and heading included; `start`, `end`: character offsets into the source.
    `text` and `source[start:end]` are equal when white space is left out of both.
    """

    id: str
    policy: str
    document: str
    path: tuple[str, ...]
    headings: tuple[str, ...]
    text: str
    start: int
    end: int

    @property
    def label(self) -> str:
        """The number as people write it: 二（二）6."""
        return "".join(self.path)


def without_space(text: str) -> str:
    """The text without white space: what quotes are compared by."""
    return "".join(text.split())


def locate(quote: str, source: str, start: int = 0, end: int | None = None) -> tuple[int, int] | None:
    """Offsets of the quote in the source, white space aside; None if it does not stand there.

    The first occurrence in `source[start:end]`. `source[found]` begins and ends with the quote's
    first and last character, and may hold white space (page breaks) in between.
    """
    wanted = without_space(quote)
    if not wanted:
        return None
    stop = len(source) if end is None else end
    places = [place for place in range(start, stop) if not source[place].isspace()]
    packed = "".join(source[place] for place in places)
    found = packed.find(wanted)
    if found < 0:
        return None
    return places[found], places[found + len(wanted) - 1] + 1
