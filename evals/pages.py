"""Sections of the bench on the pages: a crowd, the desk's keystrokes, the opening."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from statistics import median

from evals.bench import Line, bench_records
from evals.browser import BrowserMissingError
from evals.metrics import percentile

# What the requirement grants: from keystroke to result, and from the command to a usable page.
KEYSTROKE_MS = 50.0
OPENING_S = 6.0


def crowd() -> tuple[Line, ...]:
    """Two hundred people at once, at our door and on the chat page, against a bare server in the same run."""
    from evals.crowd import PEOPLE, Crowd, measure_crowds

    found = measure_crowds([record.turns[0].user for record in bench_records()])
    bare = found["bare server"]

    def lines(name: str, seen: Crowd) -> tuple[Line, ...]:
        return (
            Line("crowd", f"{PEOPLE} at once, {name}, first word p95", seen.first, "s"),
            Line("crowd", f"{PEOPLE} at once, {name}, end p95", seen.end, "s"),
        )

    ratios = [
        Line("crowd", f"{name} / bare server, end p95", seen.end / bare.end, "×")
        for name, seen in found.items()
        if seen is not bare
    ]
    return (*(line for name, seen in found.items() for line in lines(name, seen)), *ratios)


def desk() -> tuple[Line, ...]:
    """From keystroke to rendered result at the desk."""
    from evals.keystrokes import measure_keystrokes

    try:
        return keystroke_lines(measure_keystrokes())
    except BrowserMissingError as error:
        return _left_out("desk", error)


def keystroke_lines(seconds: Sequence[float]) -> tuple[Line, ...]:
    """The lines of the desk."""
    return (
        Line("desk", "keystrokes", float(len(seconds)), ""),
        Line("desk", "keystroke to result p50", percentile(seconds, 0.5) * 1000, "ms"),
        Line("desk", "keystroke to result p95", percentile(seconds, 0.95) * 1000, "ms", bar=KEYSTROKE_MS),
    )


def opening() -> tuple[Line, ...]:
    """From `make serve` to a page that takes a question; the median of the rounds."""
    from evals.opening import measure_opening

    try:
        found = measure_opening()
    except BrowserMissingError as error:
        return _left_out("opening", error)
    usable, answered = median(each.usable for each in found), median(each.answered for each in found)
    return (
        Line("opening", "make serve to usable page", usable, "s", bar=OPENING_S),
        Line("opening", "make serve to first answer", answered, "s"),
    )


def _left_out(section: str, error: BrowserMissingError) -> tuple[Line, ...]:
    sys.stderr.write(f"{section}: not measured, {error}\n")
    return ()
