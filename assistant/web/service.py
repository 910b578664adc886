"""What every door shares: the assistant that is served, and the store of what was answered."""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from assistant.dialogue.conversation import Conversation
from assistant.settings import Settings
from assistant.state.curated import published_for
from assistant.web.curated import curated_view, stands
from assistant.web.current import Current
from assistant.web.gauges import gauged

if TYPE_CHECKING:
    from assistant.assistant import Assistant, Turn
    from assistant.state.store import Store

LEADING_ON = ("answered", "needs_facts")
"""What becomes of a question that is worth suggesting."""

Progress: TypeAlias = tuple[Literal["composed", "settled", "writing", "answer"], dict[str, Any]]
"""How far an answer is: composed (to be shown as far as its conclusion), still being written, or finished.
`settled` in the place of composed: whatever is written begins with this conclusion."""


@dataclass(slots=True)
class Service:
    """The assistant and the store behind the doors; both are opened when first needed."""

    settings: Settings
    open_assistant: Callable[[Settings], Assistant]
    open_store: Callable[[Settings], Store]
    current: Current = field(init=False)
    _store: Store | None = None
    _suggested: tuple[Assistant | None, dict[str, bool]] = field(default_factory=lambda: (None, {}))
    _connecting: threading.Lock = field(default_factory=threading.Lock)

    def __post_init__(self) -> None:
        self.current = Current(self.settings, self.open_assistant)

    @property
    def assistant(self) -> Assistant:
        """The assistant of this moment: whoever needs it twice for one answer asks once and keeps it.

        Raises IndexFault where the index cannot be had.
        """
        return self.current.assistant

    @property
    def model_counts(self) -> Mapping[str, int]:
        """What became of a language model's words so far; nothing where none is in use or open yet."""
        held = self.current.held
        writer = held.writer if held is not None else None
        return dict(writer.counts) if writer is not None else {}

    @property
    def store(self) -> Store:
        """The store. Raises Fault where the database is out of reach."""
        with self._connecting:
            if self._store is None:
                self._store = self.open_store(self.settings)
            return self._store

    def answer(
        self, question: str, *, session: str | None = None, as_of: date | None = None, door: str
    ) -> dict[str, Any]:
        """The answer in its JSON form; kept under its receipt, and in the conversation if one is named.

        `door`: through which surface it was asked, for the gauges. Raises UserError for input that
        holds no question or a session name that is none.
        """
        with gauged(door) as told:
            before = self.store.conversation(session) if session else Conversation()
            assistant = self.assistant
            turn = assistant.answer(question, conversation=before, as_of=as_of)
            return told(self._kept(assistant, turn, before, session))

    def progress(
        self, question: str, *, session: str | None = None, as_of: date | None = None, door: str
    ) -> Generator[Progress, None, None]:
        """The answer, last; before it, where a language model writes, the composed one and signs of waiting.

        Whoever stops listening cancels the writing. What is kept is the last one. Raises as `answer` does.
        """
        if self.settings.model is None:
            yield "answer", self.answer(question, session=session, as_of=as_of, door=door)
            return
        from assistant.writing.waiting import ticking

        cancelled = threading.Event()
        with gauged(door) as told:
            before = self.store.conversation(session) if session else Conversation()
            assistant = self.assistant
            turns = assistant.progress(question, conversation=before, as_of=as_of, cancelled=cancelled)
            first = next(turns)
            composed = self._completed(first.answer.to_dict(), assistant)
            yield ("settled" if assistant.lasting(first) else "composed"), composed
            for turn in ticking(partial(next, turns, first), cancelled):
                if turn is None:
                    yield "writing", {}
                else:
                    yield "answer", told(self._kept(assistant, turn, before, session))

    def _kept(
        self, assistant: Assistant, turn: Turn, before: Conversation, session: str | None
    ) -> dict[str, Any]:
        answer = self._completed(turn.answer.to_dict(), assistant)
        if session:
            self.store.keep_turn(answer, before, session, turn.conversation)
        else:
            self.store.keep_receipt(answer, before)
        return self.with_curated(answer, assistant)

    def _completed(self, answer: dict[str, Any], assistant: Assistant) -> dict[str, Any]:
        """The answer with its choices, and only such suggestions as have answers."""
        kept = tuple(text for text in answer["suggestions"] if self._leads_on(text, assistant))
        return _with_choices({**answer, "suggestions": kept}, assistant)

    def _leads_on(self, suggestion: str, assistant: Assistant) -> bool:
        """Whether a suggested question has an answer: tried once for each version, for they are few."""
        tried, known = self._suggested
        if tried is not assistant:
            known = {}
            self._suggested = assistant, known
        if suggestion not in known:
            # The first step is composed: no language model is asked for the sake of a suggestion.
            composed = next(iter(assistant.progress(suggestion)))
            known[suggestion] = composed.answer.status in LEADING_ON
        return known[suggestion]

    def replay(self, receipt: str) -> dict[str, Any]:
        """The kept answer, answered again on today's corpus: `same` says whether it still stands."""
        kept, before = self.store.receipt(receipt)
        day = date.fromisoformat(kept["as_of"])
        assistant = self.assistant
        if kept.get("model"):
            turn = assistant.replay(kept["question"], conversation=before, as_of=day, kept=kept["model"])
        else:
            turn = assistant.answer(kept["question"], conversation=before, as_of=day)
        again = self._completed(turn.answer.to_dict(), assistant)
        same = all(_plain(again[key]) == _plain(kept[key]) for key in ("status", "figures", "citations"))
        return {"same": same, "kept": kept, "again": again}

    def with_curated(self, answer: dict[str, Any], assistant: Assistant | None = None) -> dict[str, Any]:
        """The answer with what officers added to this question, as far as its quotes still stand.

        `assistant`: the one that answered; None: that of this moment.
        """
        assistant = assistant or self.assistant
        found = published_for(self.store.engine, answer["question"])
        standing = [note for note in found if stands(note, assistant)]
        return {**answer, "curated": [curated_view(note) for note in standing]}


def _with_choices(answer: dict[str, Any], assistant: Assistant) -> dict[str, Any]:
    """Questions back with what helps to answer them: an example, and the choices where there are some."""
    inputs = {item.name: item for item in assistant.library.inputs}
    for ask in answer["asks"]:
        asked = inputs.get(ask["fact"])
        ask["example"] = asked.example if asked else ""
        ask["options"] = [option.name for option in asked.options] if asked else []
    return answer


def open_service(settings: Settings) -> Service:
    """The service of the settings; nothing is opened yet."""

    def assistant(settings: Settings) -> Assistant:
        from assistant.assistant import start_assistant

        return start_assistant(settings)

    def store(settings: Settings) -> Store:
        from assistant.state.store import open_store

        return open_store(settings)

    return Service(settings, assistant, store)


def _plain(value: object) -> object:
    """Tuples and lists alike: what was kept as JSON compares equal to what was just made."""
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value
