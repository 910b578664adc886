"""The line to a model: few at a time, in time, and closed for a while after it has failed repeatedly."""

from __future__ import annotations

import asyncio
import concurrent.futures
import threading
import time
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Literal, TypeVar

from assistant.writing.deadline import Deadline

T = TypeVar("T")
Kind = Literal["late", "busy", "closed", "unreachable", "spent", "cancelled"]
LOOK = 0.02
"""Seconds between two looks whether the caller has gone."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why nothing came over the line. `detail`: for the log, never for the user."""

    kind: Kind
    detail: str = ""


@dataclass(slots=True)
class Line:
    """`most`: answers at a time; `failures`: in a row, after which it stays closed for `pause` seconds."""

    most: int = 4
    failures: int = 4
    pause: float = 30.0
    clock: Callable[[], float] = time.monotonic
    _failed: int = 0
    _closed_until: float = 0.0
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _places: threading.BoundedSemaphore = field(init=False)

    def __post_init__(self) -> None:
        self._places = threading.BoundedSemaphore(self.most)

    @property
    def closed(self) -> bool:
        """Whether the line rests after failures. After the pause one call is let through to try it."""
        with self._lock:
            return self._closed_until > self.clock()

    def carry(
        self,
        work: Callable[[], Coroutine[Any, Any, T]],
        deadline: Deadline,
        cancelled: threading.Event | None = None,
    ) -> T | Trouble:
        """What the work brings before the deadline, else why it brings nothing; the far end never raises."""
        if self.closed:
            return Trouble("closed")
        if not self._places.acquire(timeout=min(deadline.left / 4, 1.0)):
            return Trouble("busy")
        try:
            future = asyncio.run_coroutine_threadsafe(_within(work, deadline.left), loop())
            found = _await(future, deadline, cancelled)
        finally:
            self._places.release()
        self._note(found)
        return found

    def _note(self, found: object) -> None:
        """Counts failures of the far end in a row; what a user cancelled says nothing about it."""
        with self._lock:
            if isinstance(found, Trouble) and found.kind in ("late", "unreachable"):
                self._failed += 1
                if self._failed >= self.failures:
                    self._closed_until = self.clock() + self.pause
                    # One more failure after the pause closes the line again at once.
                    self._failed = self.failures - 1
            elif not isinstance(found, Trouble):
                self._failed = 0


def _await(
    future: concurrent.futures.Future[T | Trouble], deadline: Deadline, cancelled: threading.Event | None
) -> T | Trouble:
    while True:
        try:
            return future.result(timeout=LOOK if cancelled else deadline.left + LOOK)
        except concurrent.futures.TimeoutError:
            if future.done():
                continue
            gone = cancelled is not None and cancelled.is_set()
            if gone or deadline.left <= 0:
                future.cancel()
                return Trouble("cancelled" if gone else "late")
        except concurrent.futures.CancelledError:
            return Trouble("late")


async def _within(work: Callable[[], Coroutine[Any, Any, T]], seconds: float) -> T | Trouble:
    from assistant.writing.usage import SpentError

    try:
        return await asyncio.wait_for(work(), timeout=seconds)
    except TimeoutError:
        return Trouble("late")
    except SpentError as error:
        return Trouble("spent", str(error))
    except Exception as error:  # the client, its transport and the graph each raise their own
        return Trouble("unreachable", f"{type(error).__name__}: {str(error)[:200]}")


@lru_cache(maxsize=1)
def loop() -> asyncio.AbstractEventLoop:
    """The loop on which all calls to models run, in a thread of its own."""
    made = asyncio.new_event_loop()
    threading.Thread(target=made.run_forever, name="model-line", daemon=True).start()
    return made
