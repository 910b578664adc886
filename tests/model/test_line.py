"""The line: in time, few at a time, cancelled at once."""

from __future__ import annotations

import asyncio
import threading
import time

from assistant.writing.deadline import Deadline
from assistant.writing.line import Line, Trouble
from assistant.writing.usage import SpentError
from assistant.writing.waiting import ticking


def within(seconds):
    return Deadline.after(seconds, time.monotonic)


async def done():
    return "done"


async def never():
    await asyncio.sleep(60)
    return "late"


def test_it_brings_what_the_work_brings():
    assert Line().carry(done, within(2)) == "done"


def test_it_does_not_wait_beyond_the_deadline():
    began = time.monotonic()
    assert Line().carry(never, within(0.2)) == Trouble("late")
    assert time.monotonic() - began < 5


def test_it_ends_at_once_when_nobody_waits():
    cancelled = threading.Event()
    threading.Timer(0.1, cancelled.set).start()
    began = time.monotonic()
    assert Line().carry(never, within(10), cancelled) == Trouble("cancelled")
    assert time.monotonic() - began < 5


def test_no_more_than_its_places():
    line, held = Line(most=1), threading.Event()

    async def holding():
        held.set()
        await asyncio.sleep(0.6)

    thread = threading.Thread(target=line.carry, args=(holding, within(3)))
    thread.start()
    held.wait(2)
    assert line.carry(done, within(0.4)) == Trouble("busy")
    thread.join()
    assert line.carry(done, within(1)) == "done"


def test_limits_are_no_failures_of_the_line():
    async def spent():
        raise SpentError("calls")

    line = Line(failures=1)
    assert isinstance(line.carry(spent, within(1)), Trouble)
    assert not line.closed


def test_it_rests_after_failures_and_one_try_opens_or_closes_it():
    now = [0.0]
    line = Line(failures=2, pause=10, clock=lambda: now[0])

    async def broken():
        raise OSError("no route")

    for _ in range(2):
        line.carry(broken, within(1))
    assert line.carry(done, within(1)) == Trouble("closed")
    now[0] = 11
    line.carry(broken, within(1))
    assert line.closed
    now[0] = 22
    assert line.carry(done, within(1)) == "done"
    assert not line.closed


def test_ticks_come_while_work_goes_on_and_leaving_cancels():
    cancelled = threading.Event()
    ticks = list(ticking(lambda: time.sleep(0.25) or "done", cancelled, every=0.1))
    assert ticks[:2] == [None, None]
    assert ticks[-1] == "done"
    left = threading.Event()
    waiting = ticking(lambda: left.wait(5), left, every=0.05)
    assert next(waiting) is None
    waiting.close()
    assert left.is_set()
