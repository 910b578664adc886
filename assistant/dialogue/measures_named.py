"""The measures that a text, or a part of one, speaks of: by their words, and by the labeller's chances."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from assistant.dialogue.background import foreground, without_kind
from assistant.dialogue.clear import NAMED, SETTLED, clear_matters
from assistant.dialogue.matters import POSSIBLE, Scores
from assistant.dialogue.phrases import MATTER, OUTSIDE
from assistant.dialogue.scope import OUTSIDE_LEAST
from assistant.dialogue.understanding import Understanding
from assistant.policy.measure import Measure

# The least chance of a matter in what is left of a turn without its background.
FOREGROUND = 0.2
# The chance at which a few words are plainly about a measure.
PLAIN = 0.7
SHORT_TITLE = 2
# What lies outside is so many times likelier than any measure.
TIMES_LIKELIER = 4


def scores_of(text: str, understanding: Understanding) -> Scores:
    """The chances of every label in what stands in the foreground of a text."""
    return in_front(text, understanding)[1]


@lru_cache(maxsize=64)
def in_front(text: str, understanding: Understanding) -> tuple[str, Scores]:
    """The text with the chances of every label.

    Without what the asker is (公司是小巨人), which tells nothing where the rest names a matter.
    """
    ahead = _in_front(text, understanding)
    return ahead, understanding.scores(ahead)


# Apart from its scores: whether a text speaks of a matter at all is asked without its parts.
@lru_cache(maxsize=64)
def _in_front(text: str, understanding: Understanding) -> str:
    """What stands in the foreground of a text."""
    titles = understanding.titles
    plain = without_kind(text, titles)
    if plain != text and _likeliest(plain, understanding) >= SETTLED:
        return plain
    ahead = foreground(text, titles)
    return ahead if ahead != text and _likeliest(ahead, understanding) >= FOREGROUND else text


def _likeliest(text: str, understanding: Understanding) -> float:
    """The chance of the likeliest matter, over the whole of a text."""
    chances = understanding.chances(text).items()
    return max((chance for label, chance in chances if label.startswith(MATTER)), default=0.0)


def whole(text: str, understanding: Understanding) -> Mapping[str, float]:
    """The chances of every label in what stands in the foreground of a text, over the whole of it."""
    return understanding.chances(_in_front(text, understanding))


def named_in(text: str, understanding: Understanding) -> frozenset[str]:
    """The measures that a text clearly speaks of, and by their words."""
    return clear_among(strongly_in(text, understanding) | surely_in(text, understanding), text, understanding)


def clear_among(matters: frozenset[str], text: str, understanding: Understanding) -> frozenset[str]:
    """Which of these the text by itself clearly speaks of; most parts of a story name no measure at all."""
    named = matters & understanding.library.by_key.keys()
    return clearly_in(text, understanding) & named if named else frozenset()


def surely_in(text: str, understanding: Understanding) -> frozenset[str]:
    """The measures of which a text has but a word, and speaks beyond doubt: 首台套今年认定的."""
    hinted = (hinted_in(text, understanding) & understanding.library.by_key.keys()) - strongly_in(
        text, understanding
    )
    if not hinted:
        return frozenset()
    chances = whole(text, understanding)
    return frozenset(m for m in hinted if chances.get(MATTER + m, 0.0) >= SETTLED)


@lru_cache(maxsize=64)
def clearly_in(text: str, understanding: Understanding) -> frozenset[str]:
    """The measures that a text by itself clearly speaks of."""
    clear = clear_matters(text, scores_of(text, understanding), understanding)
    return frozenset(m for m in clear if m in understanding.library.by_key)


def likely_in(text: str, understanding: Understanding) -> frozenset[str]:
    """The measures that a text may speak of."""
    chances = whole(text, understanding).items()
    found = [label.removeprefix(MATTER) for label, chance in chances if chance >= POSSIBLE]
    return frozenset(m for m in found if m in understanding.library.by_key)


def strongly_in(text: str, understanding: Understanding) -> frozenset[str]:
    """The measures that a text names by their words."""
    named = understanding.words.evidence(text).items()
    return frozenset(label.removeprefix(MATTER) for label, weight in named if weight >= NAMED)


def hinted_in(text: str, understanding: Understanding) -> frozenset[str]:
    """The measures of which a text has any word."""
    return frozenset(label.removeprefix(MATTER) for label in understanding.words.evidence(text))


def likeliest_of(text: str, understanding: Understanding, least: float = PLAIN) -> frozenset[str]:
    """The measure that a few words are likeliest about, by a word of it or by none: 拿了省级工程中心."""
    best, chance = max(
        ((label, c) for label, c in whole(text, understanding).items() if label.startswith(MATTER)),
        key=lambda pair: pair[1],
        default=("", 0.0),
    )
    return frozenset(
        {best.removeprefix(MATTER)} & understanding.library.by_key.keys() if chance >= least else ()
    )


def plainly_outside(text: str, understanding: Understanding) -> bool:
    """Whether a few words are about what no policy here treats, and about no measure: 高企这个奖多少."""
    chances = whole(text, understanding)
    outside = max((c for label, c in chances.items() if label.startswith(OUTSIDE)), default=0.0)
    inside = max((c for label, c in chances.items() if label.startswith(MATTER)), default=0.0)
    return outside >= OUTSIDE_LEAST and outside >= inside * TIMES_LIKELIER


@lru_cache(maxsize=4)
def tiered_of(understanding: Understanding) -> tuple[Sequence[Measure], tuple[str, ...]]:
    """The measures with tiers, and the names of all their titles and levels."""
    tiered = [m for m in understanding.library.measures if m.tiers]
    return tiered, tuple(sorted({word for m in tiered for word in titles_of(m)}))


def titles_of(measure: Measure) -> set[str]:
    """The names of a measure's titles and levels, without the shortest."""
    choices = [i for i in measure.inputs if i.unit == "choice"]
    words = {word for i in choices for o in i.options for word in (o.name, *o.words)}
    return {word for word in words if len(word) > SHORT_TITLE}
