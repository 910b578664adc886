"""Words that point somewhere: each stands under the names it speaks for, some are masked where they stand.

A labeller learns from a name what it cannot learn from its words one by one: that 余杭 and 昆山 are places
elsewhere, that 返钱 is said for 奖励. The lists come from the corpus.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from operator import add

from assistant.dialogue.phrases import Phrases

# A number before the unit it counts; how much is said does not tell what is asked.
_NUMBER = re.compile(
    r"(?:\d[\d,]*(?:\.\d+)?|[零〇一二两三四五六七八九十百千万亿几]+(?:点[零一二三四五六七八九]+)?)"
    r"(?=\s*[多来几]?\s*(?:个(?!月)|[万亿千百元块%％家场套项年月日天号平台次笔份件成]))[多来几]?[万亿千百]*"
)
NUMBER_MASK, PLACE_MASK, SUBJECT_MASK = "#", "@", "§"
# Shorter words are parts of too many others to be the name of a matter.
LEAST_SUBJECT = 3
_ASKING = re.compile("[吗呢多少怎么什哪几谁]")


@dataclass(frozen=True, slots=True)
class Cues:
    """`names`: word → the names it speaks for; `masks`: word → the character that stands for it."""

    names: Mapping[str, tuple[str, ...]]
    masks: Mapping[str, str]
    _named: Mapping[str, tuple[int, ...]]
    _masked: Mapping[str, tuple[int, ...]]

    @classmethod
    def of(cls, said: Mapping[str, Iterable[str]], masked: Mapping[str, Iterable[str]] | None = None) -> Cues:
        """Cues from name → words and mask character → words; words of one character are left out."""
        names: dict[str, dict[str, None]] = {}
        for name, words in said.items():
            for word in words:
                if len(word) > 1:
                    names.setdefault(word.lower(), {})[name] = None
        masks = {w.lower(): mask for mask, words in (masked or {}).items() for w in words if len(w) > 1}
        return cls.held({word: tuple(held) for word, held in names.items()}, masks)

    @classmethod
    def held(cls, names: Mapping[str, tuple[str, ...]], masks: Mapping[str, str]) -> Cues:
        """The cues that have these `names` and `masks`."""
        return cls(names, masks, _lengths(names), _lengths(masks))

    def found(self, text: str) -> tuple[str, ...]:
        """The names that the text's words speak for, each once; a word inside a longer one is not heard."""
        heard: dict[str, None] = {}
        reached = 0
        for start, end in _spans(text.lower(), self.names, self._named):
            # Spans come by start, the longest first: one that ends no later lies inside an earlier one.
            if end > reached:
                reached = end
                for name in self.names[text[start:end].lower()]:
                    heard[name] = None
        return tuple(heard)

    def masked(self, text: str) -> str:
        """The text in small letters, its numbers and its masked words each as one character."""
        plain = text.lower()
        parts: list[str] = []
        at = 0
        for start, end in _spans(plain, self.masks, self._masked):
            if start >= at:
                parts += [plain[at:start], self.masks[plain[start:end]]]
                at = end
        return _NUMBER.sub(NUMBER_MASK, "".join([*parts, plain[at:]]))


def _lengths(words: Iterable[str]) -> dict[str, tuple[int, ...]]:
    """First two characters → how long the words are that begin so, the longest first: most begin none."""
    found: dict[str, set[int]] = {}
    for word in words:
        found.setdefault(word[:2], set()).add(len(word))
    return {start: tuple(sorted(lengths, reverse=True)) for start, lengths in found.items()}


def _spans(
    plain: str, words: Mapping[str, object], lengths: Mapping[str, tuple[int, ...]]
) -> list[tuple[int, int]]:
    """Where the words stand, by their start, the longest first."""
    pairs = list(map(add, plain, plain[1:]))
    if lengths.keys().isdisjoint(pairs):
        return []
    return [
        (start, start + length)
        for start, pair in enumerate(pairs)
        if pair in lengths
        for length in lengths[pair]
        if start + length <= len(plain) and plain[start : start + length] in words
    ]


def matter_cues(words: Mapping[str, Iterable[str]], phrases: Phrases, own: Iterable[str]) -> Cues:
    """What points to a matter, an act or something outside.

    `words`: label → the words that name it; `own`: names of the regions whose policies are known.
    """
    here = tuple(own)
    there = [place for place in phrases.places if place not in here]
    return Cues.of(
        {**words, **_official(phrases), "place/own": here, "place/elsewhere": there}, {PLACE_MASK: there}
    )


def aspect_cues(words: Mapping[str, Iterable[str]], phrases: Phrases) -> Cues:
    """What is kept out of sight where the aspect is read: places, and the names of what is asked about.

    `words`: as for `matter_cues`; a word that says itself what is asked (贴息多少) stays in sight.
    """
    asking = [cue for said in (phrases.aspects, phrases.process) for cues in said.values() for cue in cues]
    named = {word for said in words.values() for word in said if len(word) >= LEAST_SUBJECT}
    plain = {word for word in named if not _ASKING.search(word) and not any(cue in word for cue in asking)}
    titles = {name for title, variants in phrases.titles.items() for name in (title, *variants)}
    return Cues.of({}, {PLACE_MASK: phrases.places, SUBJECT_MASK: sorted(plain | titles)})


def _official(phrases: Phrases) -> dict[str, list[str]]:
    """Official words and titles, each with what people say for it."""
    named = {**phrases.synonyms, **phrases.titles}
    return {f"said/{official}": [official, *variants] for official, variants in named.items()}
