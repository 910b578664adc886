"""The assistant that is served: of the newest version of the index that could be opened."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from assistant.settings import Settings
from assistant.web import wording

if TYPE_CHECKING:
    from assistant.assistant import Assistant

LOOK_EVERY = 1.0
"""Seconds between two looks at which version the index is on."""
TRY_AGAIN = 30.0
"""Seconds until a version that could not be opened is tried again: a Chroma server may have come back."""

log = logging.getLogger("assistant.web")


@dataclass(slots=True)
class Current:
    """Holds one assistant, opened when first needed, and changes it as a whole.

    Whoever took one keeps it for the whole answer. `trouble`: why a newer version is not served, in Chinese.
    """

    settings: Settings
    open_assistant: Callable[[Settings], Assistant]
    held: Assistant | None = None
    trouble: str | None = None
    _refused: str | None = None
    _rest_until: float = 0.0
    _opening: threading.Lock = field(default_factory=threading.Lock)

    @property
    def assistant(self) -> Assistant:
        """The assistant of this moment. Raises IndexFault where the index cannot be had."""
        if self.held is None:
            with self._opening:
                if self.held is None:
                    self.held = self.open_assistant(self.settings)
        return self.held

    def follow(self, now: float) -> None:
        """Goes over to the version that the index is on, if it is another and can be opened.

        `now`: seconds of a clock that only goes forward. Answers go on meanwhile; nothing is raised.
        """
        from assistant.assistant import newer_assistant
        from assistant.retrieval.index import IndexProblem, current_version

        held, name = self.held, ""
        if held is None:
            return
        try:
            name = current_version(self.settings.index_dir) or ""
            if not name or name == held.index:
                self.trouble = self._refused = None
                return
            if name == self._refused and now < self._rest_until:
                return
            found = newer_assistant(held, self.settings)
        except Exception as error:  # whatever a damaged version makes its readers raise
            self._refuse(name, now, wording.NOT_FOLLOWED_UNKNOWN, error)
            return
        if isinstance(found, IndexProblem):
            self._refuse(name, now, found.message)
        else:
            self.held, self.trouble, self._refused = found, None, None
            log.info("version %s of the index is served, corpus %s", name, found.versions["corpus"])

    def _refuse(self, name: str, now: float, why: str, error: Exception | None = None) -> None:
        if name != self._refused:
            log.error("version %s of the index is not served: %s", name, why, exc_info=error)
        self._refused, self._rest_until = name, now + TRY_AGAIN
        self.trouble = wording.NOT_FOLLOWED.format(why=why)

    @contextmanager
    def following(self, every: float = LOOK_EVERY) -> Iterator[None]:
        """Follows the index in a thread of its own as long as it lasts: no answer waits for it."""
        ended = threading.Event()

        def look() -> None:
            while not ended.wait(every):
                self.follow(time.monotonic())

        thread = threading.Thread(target=look, name="following the index", daemon=True)
        thread.start()
        try:
            yield
        finally:
            ended.set()
            thread.join()
