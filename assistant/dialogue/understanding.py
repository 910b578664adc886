"""What reading needs, opened once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from assistant.dialogue.glossary import Glossary
from assistant.dialogue.labelling import Floats, Labeller
from assistant.dialogue.matters import SEGMENT, SHORTEST_SEGMENT, MatterWords, Scores, officially, voted
from assistant.dialogue.normalising import Soundalikes
from assistant.dialogue.phrases import Phrases
from assistant.policy.library import Library


@dataclass(frozen=True, slots=True, eq=False)
class Understanding:
    """What reading needs, opened once: the library, the words and the fitted labellers.

    Known by itself and not by its parts, so that what was found with it can be held for a turn.
    """

    library: Library
    phrases: Phrases
    matters: Labeller
    aspects: Labeller
    openings: Labeller
    words: MatterWords
    glossary: Glossary
    soundalikes: Soundalikes
    encode: Callable[[list[str]], Floats]
    everyday: Mapping[str, tuple[tuple[int, str, str], ...]]

    @property
    def titles(self) -> tuple[str, ...]:
        """What the titles that an enterprise may hold are called."""
        return _titles(self)

    def scores(self, text: str) -> Scores:
        """The chances of every label for a text and for each of its parts."""
        parts = [part for part in SEGMENT.split(text) if len(part) >= SHORTEST_SEGMENT]
        told = parts if len(parts) > 1 else []
        return Scores(self.chances(text), tuple((part, self.chances(part)) for part in told))

    def chances(self, text: str) -> Mapping[str, float]:
        """The chance of every label for a text as a whole."""
        return _chances(text, self)

    def vector(self, text: str) -> Floats:
        """The embedding of a text."""
        return _vector(text, self)


@lru_cache(maxsize=4)
def _titles(understanding: Understanding) -> tuple[str, ...]:
    return tuple(name for names in understanding.phrases.titles.values() for name in names)


@lru_cache(maxsize=256)
def _vector(text: str, understanding: Understanding) -> Floats:
    """The embedding; held, for what is asked of a text is looked for in several ways within a turn."""
    vector: Floats = understanding.encode([text])[0]
    return vector


@lru_cache(maxsize=256)
def _chances(sentence: str, understanding: Understanding) -> Mapping[str, float]:
    """The chance of every label; held, for the same sentences are asked for again within a turn."""
    named = understanding.words.evidence(officially(sentence, understanding.everyday))
    return voted(understanding.matters.score(sentence, understanding.vector(sentence)), named)
