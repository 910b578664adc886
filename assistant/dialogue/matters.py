"""What a turn is about: measures and topics of policies, acts of talk, matters outside.

The exemplars' labeller and the measures' own words vote together; thresholds part “clear”, “ask which” and
“outside”. Every label comes from the corpus: a new policy brings its own.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import add

from assistant.dialogue.phrases import MATTER

# A comma inside a sum parts nothing: 9,640,000元.
SEGMENT = re.compile(
    r"(?:[，。？！；、?!;\n]|(?<!\d),|,(?!\d))+|(?:还有就是|另外|顺便|以及|然后|再就是|还想问)"
)
# Chances above which a label is taken as said; between the two it is taken where nothing rivals it.
CLEAR = 0.5
POSSIBLE = 0.16
# The labeller has weighed the measures' words already; they count by so much again.
NAMES_WEIGH = 0.5
SHORTEST_SEGMENT = 4
# Nothing is quite sure: log odds have no end.
LEAST, MOST = 1e-5, 1 - 1e-5


# Compared by identity, so that what is asked of the same turn again and again is worked out once.
@dataclass(frozen=True, slots=True, eq=False)
class Scores:
    """The chance of each label, for the whole turn and for its parts."""

    whole: Mapping[str, float]
    parts: tuple[tuple[str, Mapping[str, float]], ...]

    def best(self, prefix: str) -> tuple[str, float]:
        """The likeliest label of a kind, over the whole turn."""
        return _best(self, prefix)


@lru_cache(maxsize=64)
def _best(scores: Scores, prefix: str) -> tuple[str, float]:
    fitting = [(label, chance) for label, chance in scores.whole.items() if label.startswith(prefix)]
    return max(fitting, key=lambda pair: pair[1], default=("", 0.0))


@dataclass(frozen=True, slots=True, eq=False)
class MatterWords:
    """The words by which people name each matter, weighted by how few matters share them."""

    weights: Mapping[str, tuple[tuple[str, float], ...]]

    def evidence(self, text: str) -> Mapping[str, float]:
        """How strongly the text names each matter, in log odds; 0 where it does not."""
        return _evidence(self, text)

    def owners(self, text: str) -> tuple[tuple[tuple[str, float], ...], ...]:
        """Of each word that stands in the text, the matters that it names, each with its weight."""
        return _owners(self, text)


@lru_cache(maxsize=256)
def _evidence(words: MatterWords, text: str) -> Mapping[str, float]:
    found: dict[str, float] = {}
    for shares in _owners(words, text):
        for label, weight in shares:
            before = found.get(label, 0.0)
            found[label] = max(before, weight) + 0.25 * min(before, weight)
    return found


@lru_cache(maxsize=256)
def _owners(words: MatterWords, text: str) -> tuple[tuple[tuple[str, float], ...], ...]:
    lowered = text.lower()
    index = _by_start(words)
    starts = index.keys() & set(map(add, lowered, lowered[1:]))
    said = [(place, shares) for s in starts for place, word, shares in index[s] if word in lowered]
    return tuple(shares for _, shares in sorted(said, key=_place))


def _place(said: tuple[int, tuple[tuple[str, float], ...]]) -> int:
    return said[0]


@lru_cache(maxsize=4)
def _by_start(words: MatterWords) -> dict[str, list[tuple[int, str, tuple[tuple[str, float], ...]]]]:
    """First two characters → the words that begin so, each with its place: there are thousands of them."""
    found: dict[str, list[tuple[int, str, tuple[tuple[str, float], ...]]]] = {}
    for place, (word, shares) in enumerate(words.weights.items()):
        found.setdefault(word[:2], []).append((place, word, shares))
    return found


def matter_words(words: Mapping[str, Sequence[str]]) -> MatterWords:
    """Weights from label → words: a word of one matter alone counts most, a longer one more."""
    owners: dict[str, list[str]] = {}
    for label, said in words.items():
        for word in said:
            owners.setdefault(word, []).append(label)
    return MatterWords(
        {
            word.lower(): tuple(
                (label, (1.0 + 0.35 * min(len(word), 6)) / math.sqrt(len(labels))) for label in labels
            )
            for word, labels in owners.items()
            if len(word) > 1
        }
    )


def everyday(synonyms: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[tuple[int, str, str], ...]]:
    """First two characters → (place of the official word, it, the everyday word), to be found in a text."""
    found: dict[str, list[tuple[int, str, str]]] = {}
    for place, (official, variants) in enumerate(synonyms.items()):
        for variant in variants:
            found.setdefault(variant[:2], []).append((place, official, variant))
    return {start: tuple(words) for start, words in found.items()}


def officially(text: str, words: Mapping[str, tuple[tuple[int, str, str], ...]]) -> str:
    """The text followed by the official words for the everyday ones in it; `words`: see everyday()."""
    found = {
        (place, official)
        for start in words.keys() & {*text, *map(add, text, text[1:])}
        for place, official, variant in words[start]
        if variant in text
    }
    return "\n".join([text, *(official for _, official in sorted(found))])


def voted(chances: Mapping[str, float], named: Mapping[str, float]) -> dict[str, float]:
    """Labeller and words together, added in log odds."""
    out = {
        label: chance if LEAST < chance < MOST else min(max(chance, LEAST), MOST)
        for label, chance in chances.items()
    }
    for label, weight in named.items():
        if weight and label in out and label.startswith(MATTER):
            held = out[label]
            out[label] = 1 / (1 + math.exp(-math.log(held / (1 - held)) - NAMES_WEIGH * weight))
    return out
