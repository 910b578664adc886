"""Two hundred people at once: when each sees the first word and the end, beside a bare server."""

from __future__ import annotations

import asyncio
import json
import tempfile
import time
import urllib.request
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median

from evals.metrics import percentile
from evals.serving import bare, served, state_of_its_own

PEOPLE = 200
ROUNDS = 3
LONGEST = 60.0
WARM_UP = 10
# What begins the first words of an answer in each stream, and what ends it.
DOOR = (b"event: text", b"event: done")
PAGE = (b"data-receipt", b"process_completed")


@dataclass(frozen=True, slots=True)
class Seen:
    """When one person saw the first word and the end, in seconds from pressing the key."""

    first: float
    end: float


@dataclass(frozen=True, slots=True)
class Crowd:
    """A crowd's p95 of the first word and of the end, in seconds: the median of the rounds."""

    first: float
    end: float


Ask = Callable[[str], Awaitable[Seen]]


def measure_crowds(questions: Sequence[str]) -> dict[str, Crowd]:
    """Crowds at our HTTP door, on the chat page and at the bare server, taking turns in one run."""
    asked = [questions[at % len(questions)] for at in range(PEOPLE)]
    with state_of_its_own() as settings, served(settings) as ours, tempfile.TemporaryDirectory() as folder:
        stream = Path(folder) / "stream.txt"
        stream.write_text(asyncio.run(whole_stream(ours, asked[0])), encoding="utf-8")
        with bare(stream) as plain:
            asks: dict[str, Ask] = {
                "HTTP door": partial(ask_door, ours),
                "chat page": partial(ask_page, ours, submit_of(page_config(ours))),
                "bare server": partial(ask_door, plain),
            }
            return asyncio.run(_take_turns(asks, asked))


async def _take_turns(asks: dict[str, Ask], questions: Sequence[str]) -> dict[str, Crowd]:
    for ask in asks.values():
        await at_once(ask, questions[:WARM_UP])
    rounds: dict[str, list[list[Seen]]] = {name: [] for name in asks}
    for _ in range(ROUNDS):
        for name, ask in asks.items():
            rounds[name].append(await at_once(ask, questions))
    return {name: summary(found) for name, found in rounds.items()}


async def at_once(ask: Ask, questions: Sequence[str]) -> list[Seen]:
    """All questions put in the same moment, each by a person of their own. Raises TimeoutError."""
    async with asyncio.timeout(LONGEST):
        return list(await asyncio.gather(*(ask(question) for question in questions)))


def summary(rounds: Sequence[Sequence[Seen]]) -> Crowd:
    """The p95 of each round, and of those the median.

    >>> summary([[Seen(0.1, 0.2), Seen(0.3, 0.4)]])
    Crowd(first=0.3, end=0.4)
    """
    return Crowd(
        first=median(percentile([each.first for each in seen], 0.95) for seen in rounds),
        end=median(percentile([each.end for each in seen], 0.95) for seen in rounds),
    )


async def ask_door(port: int, question: str) -> Seen:
    """One person at the HTTP door, by server-sent events."""
    begun = time.perf_counter()
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(posted("/api/answers", {"question": question}, accept="text/event-stream"))
    try:
        return await watched(reader, begun, *DOOR)
    finally:
        writer.close()


async def ask_page(port: int, submit: int, question: str) -> Seen:
    """One person on the chat page, as the page's own script puts a question and hears of the answer."""
    begun = time.perf_counter()
    session = f"s{time.perf_counter_ns():x}{id(question):x}"
    join = {
        "data": [question, None, {"current": None, "talks": []}],
        "fn_index": submit,
        "session_hash": session,
        "trigger_id": None,
        "event_data": None,
    }
    await exchanged(port, posted("/gradio_api/queue/join", join))
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(got(f"/gradio_api/queue/data?session_hash={session}"))
    try:
        return await watched(reader, begun, *PAGE)
    finally:
        writer.close()


async def watched(reader: asyncio.StreamReader, begun: float, first: bytes, end: bytes) -> Seen:
    """Reads a stream until its end. Raises ConnectionError where it breaks off before."""
    held = b""
    seen_first = 0.0
    while piece := await reader.read(65536):
        now = time.perf_counter() - begun
        # What was read before stays in part: a sign may lie across two pieces.
        held = held[-64:] + piece
        if not seen_first and first in held:
            seen_first = now
        if end in held:
            return Seen(seen_first or now, now)
    raise ConnectionError("the stream broke off: " + held[:200].decode(errors="replace"))


async def exchanged(port: int, request: bytes) -> bytes:
    """A request and its whole reply. Raises ConnectionError for anything but 200."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(request)
    reply = await reader.read()
    writer.close()
    if b" 200 " not in reply[:16]:
        raise ConnectionError(reply[:200].decode(errors="replace"))
    return reply


async def whole_stream(port: int, question: str) -> str:
    """The events of one answer, as they are sent."""
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}/api/answers",
        json.dumps({"question": question}).encode(),
        {"content-type": "application/json", "accept": "text/event-stream"},
    )

    def fetched() -> str:
        with urllib.request.urlopen(request, timeout=LONGEST) as reply:
            return str(reply.read().decode())

    return await asyncio.to_thread(fetched)


def page_config(port: int) -> dict[str, object]:
    """What Gradio says of its pages."""
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/config", timeout=LONGEST) as reply:
        found: dict[str, object] = json.loads(reply.read())
    return found


def submit_of(config: dict[str, object]) -> int:
    """The number of the event that the question's field submits to. Raises LookupError."""
    components: list[dict[str, dict[str, object]]] = config["components"]  # type: ignore[assignment]
    events: list[dict[str, object]] = config["dependencies"]  # type: ignore[assignment]
    box = next(each["id"] for each in components if each["props"].get("elem_id") == "question")
    for event in events:
        targets: list[list[object]] = event["targets"]  # type: ignore[assignment]
        if [box, "submit"] in [list(target) for target in targets]:
            return int(str(event["id"]))
    raise LookupError("the chat page submits nothing")


def posted(path: str, body: dict[str, object], accept: str = "application/json") -> bytes:
    """An HTTP request that posts JSON on a connection of its own."""
    content = json.dumps(body, ensure_ascii=False).encode()
    head = (
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: {accept}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(content)}\r\nConnection: close\r\n\r\n"
    )
    return head.encode() + content


def got(path: str) -> bytes:
    """An HTTP request that asks for an event stream."""
    wanted = "Host: 127.0.0.1\r\nAccept: text/event-stream\r\nConnection: close"
    return f"GET {path} HTTP/1.1\r\n{wanted}\r\n\r\n".encode()
