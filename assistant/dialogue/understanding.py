"""What reading needs, opened once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from assistant.dialogue.glossary import Glossary
from assistant.dialogue.labelling import Floats, Labeller
from assistant.dialogue.matters import MatterWords
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
