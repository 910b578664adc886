"""Waiting: work in a thread of its own while the caller is told, again and again, that it goes on."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator
from typing import TypeVar

T = TypeVar("T")


def ticking(work: Callable[[], T], cancelled: threading.Event, every: float = 0.5) -> Iterator[T | None]:
    """None every so many seconds until the work is done, then what it brought. Raises what it raised.

    A caller that goes away (closes the iterator) sets `cancelled`, so that the work can end early.
    """
    done: queue.Queue[tuple[T | None, BaseException | None]] = queue.Queue()

    def run() -> None:
        try:
            done.put((work(), None))
        except BaseException as error:  # handed to the caller's thread, whatever it is
            done.put((None, error))

    threading.Thread(target=run, name="answer", daemon=True).start()
    try:
        while True:
            try:
                found, error = done.get(timeout=every)
            except queue.Empty:
                yield None
                continue
            if error is not None:
                raise error
            yield found
            return
    finally:
        cancelled.set()
