"""What a keystroke at the desk finds: measures by name, everyday word, clause or initials, then clauses."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from assistant.assistant import Assistant
    from assistant.policy.library import Library
    from assistant.policy.measure import Measure

MOST = 8


@dataclass(frozen=True, slots=True)
class Entry:
    """A measure with the words that it is found by, in lower case and without spaces."""

    measure: Measure
    name: str
    words: tuple[str, ...]
    initials: tuple[str, ...]


def instant(assistant: Assistant, text: str) -> dict[str, Any]:
    """Measures and clauses for what has been typed so far, best first."""
    asked = "".join(text.split()).casefold()
    if not asked:
        return {"measures": [], "clauses": []}
    library = assistant.library
    scored = [
        (score, at, entry) for at, entry in enumerate(_entries(library)) if (score := _score(entry, asked))
    ]
    scored.sort(key=lambda found: (-found[0], found[1]))
    measures = [entry.measure for _, _, entry in scored[:MOST]]
    found = [library.clause(hit.clause_id) for hit in assistant.search.find(text, limit=4)]
    return {
        "measures": [_measure(measure) for measure in measures],
        "clauses": [
            {
                "id": clause.id,
                "label": clause.label,
                "heading": _last(clause.headings),
                "text": clause.text[:90],
            }
            for clause in found
            if clause.path
        ],
    }


def _score(entry: Entry, asked: str) -> int:
    """How well a measure answers to the words: its number, name, a word of it, initials; 0 for not at all."""
    clause = entry.measure.clause
    if asked in (clause, entry.measure.id):
        return 100
    if entry.name.startswith(asked):
        return 90
    if asked in entry.name:
        return 80
    inside = max(
        (len(word) for word in (entry.name, *entry.words) if len(word) > 1 and word in asked), default=0
    )
    if inside:
        return 60 + min(inside, 15)
    if any(asked in word for word in entry.words):
        return 50
    if asked.isascii() and len(asked) > 1 and any(asked in initials for initials in entry.initials):
        return 40
    return 0


@lru_cache(maxsize=2)
def _entries_by_version(library: _Known) -> tuple[Entry, ...]:
    from pypinyin import Style, lazy_pinyin

    def initials(word: str) -> str:
        return "".join(lazy_pinyin(word, style=Style.FIRST_LETTER)).casefold()

    entries = []
    for measure in library.library.measures:
        words = tuple(word.casefold() for word in measure.words)
        found = tuple(initials(word) for word in (measure.name, *measure.words))
        entries.append(Entry(measure, measure.name.casefold(), words, found))
    return tuple(entries)


@dataclass(frozen=True, slots=True, eq=False)
class _Known:
    """A library that is the same as another when its version is."""

    library: Library

    def __hash__(self) -> int:
        return hash(self.library.version)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Known) and other.library.version == self.library.version


def _entries(library: Library) -> tuple[Entry, ...]:
    return _entries_by_version(_Known(library))


def _measure(measure: Measure) -> dict[str, str]:
    return {
        "id": measure.id,
        "name": measure.name,
        "clause": measure.clause,
        "summary": measure.summary_on(measure.in_force_from),
    }


def _last(headings: tuple[str, ...]) -> str:
    return next((heading for heading in reversed(headings) if heading), "")
