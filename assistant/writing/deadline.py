"""A deadline: the moment by which an answer has to be there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Deadline:
    """`ends`: on the clock's scale, in seconds."""

    ends: float
    clock: Callable[[], float]

    @classmethod
    def after(cls, seconds: float, clock: Callable[[], float]) -> Deadline:
        """The deadline that many seconds from now."""
        return cls(clock() + seconds, clock)

    @property
    def left(self) -> float:
        """Seconds left, never below zero."""
        return max(0.0, self.ends - self.clock())

    def part(self, share: float) -> Deadline:
        """An earlier deadline, after that share of the time that is left."""
        return Deadline(self.clock() + self.left * share, self.clock)
