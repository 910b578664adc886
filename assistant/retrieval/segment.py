"""A segment: an immutable part of an index, with its items, their filters, lexical index and vectors."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from assistant.retrieval.embedder import Embedder
from assistant.retrieval.lexical import Lexical, build_lexical
from assistant.retrieval.vectors import ExactVectors, Vectors

Ints = NDArray[np.int64]
Floats = NDArray[np.float32]
Mask = NDArray[np.bool_]

BATCH = 4000


@dataclass(frozen=True, slots=True)
class Item:
    """A thing to be found: a clause. `origin` is the key of the document it stands in."""

    id: str
    text: str
    heading: str = ""
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Origin:
    """A document that items stand in, with what searches filter by; days as printed, None where unknown."""

    key: str
    region: str = ""
    level: str = ""
    first_day: date | None = None
    last_day: date | None = None


@dataclass(frozen=True, slots=True)
class Filters:
    """What a search is narrowed to; None leaves a side open."""

    region: str | None = None
    level: str | None = None
    in_force_on: date | None = None
    documents: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Origins:
    """The documents of a segment, in the order of their items, with columns to filter them by."""

    held: tuple[Origin, ...]
    places: Mapping[str, int]
    regions: NDArray[np.str_]
    levels: NDArray[np.str_]
    first_days: Ints
    last_days: Ints

    @classmethod
    def of(cls, held: Sequence[Origin]) -> Origins:
        """The documents with their columns; one without a known day counts as in force on any."""
        return cls(
            tuple(held),
            {origin.key: place for place, origin in enumerate(held)},
            np.array([origin.region for origin in held], dtype=np.str_),
            np.array([origin.level for origin in held], dtype=np.str_),
            np.array([(o.first_day or date.min).toordinal() for o in held], dtype=np.int64),
            np.array([(o.last_day or date.max).toordinal() for o in held], dtype=np.int64),
        )

    def admitted(self, filters: Filters | None, removed: Collection[str]) -> Mask:
        """Which documents pass the filters and have not been removed."""
        passed = np.ones(len(self.held), dtype=np.bool_)
        if filters is not None and filters.documents is not None:
            passed[:] = False
            passed[[self.places[key] for key in filters.documents if key in self.places]] = True
        passed[[self.places[key] for key in removed if key in self.places]] = False
        if filters is None:
            return passed
        if filters.region is not None:
            passed &= self.regions == filters.region
        if filters.level is not None:
            passed &= self.levels == filters.level
        if filters.in_force_on is not None:
            day = filters.in_force_on.toordinal()
            passed &= (self.first_days <= day) & (day <= self.last_days)
        return passed


@dataclass(frozen=True, slots=True)
class Strings:
    """Many strings in one file, read one by one without loading them all."""

    data: NDArray[np.uint8]
    ends: Ints

    @classmethod
    def write(cls, folder: Path, name: str, strings: Sequence[str]) -> None:
        """Writes the strings as `name`.npy and `name`-ends.npy."""
        encoded = [string.encode("utf-8", "surrogatepass") for string in strings]
        ends = np.cumsum([len(part) for part in encoded], dtype=np.int64)
        np.save(folder / f"{name}-ends.npy", ends)
        np.save(folder / f"{name}.npy", np.frombuffer(b"".join(encoded), dtype=np.uint8))

    @classmethod
    def open(cls, folder: Path, name: str) -> Strings:
        """The strings that `write` wrote."""
        path = folder / f"{name}.npy"
        mode: Literal["r"] | None = "r" if path.stat().st_size > 1_000_000 else None
        ends = np.load(folder / f"{name}-ends.npy", mmap_mode=mode)
        # A plain view of the mapped file: numpy's own class for it is slow to cut.
        return cls(np.asarray(np.load(path, mmap_mode=mode)), np.asarray(ends))

    def __len__(self) -> int:
        return len(self.ends)

    def __getitem__(self, place: int) -> str:
        start = int(self.ends[place - 1]) if place else 0
        return bytes(self.data[start : int(self.ends[place])]).decode("utf-8", "surrogatepass")


@dataclass(frozen=True, slots=True)
class Segment:
    """Items in the order of their documents; row numbers count from the segment's first item."""

    name: str
    ids: Strings
    texts: Strings
    headings: Strings
    origins: Origins
    bounds: Ints
    lexical: Lexical
    vectors: Vectors
    exact: ExactVectors
    removed: frozenset[str]

    def __len__(self) -> int:
        return len(self.ids)

    def allowed(self, filters: Filters | None) -> Mask | None:
        """Which rows a search may find; None where it may find all."""
        if not self.removed and filters is None:
            return None
        passed = self.origins.admitted(filters, self.removed)
        return None if passed.all() else np.repeat(passed, np.diff(self.bounds))

    def documents(self, rows: Ints) -> Ints:
        """The places, among the segment's documents, of those that rows stand in."""
        return np.searchsorted(self.bounds, rows, side="right") - 1

    def origin(self, row: int) -> Origin:
        """The document that a row stands in."""
        return self.origins.held[int(np.searchsorted(self.bounds, row, side="right")) - 1]

    def item(self, row: int) -> Item:
        """The item of a row."""
        return Item(self.ids[row], self.texts[row], self.headings[row], self.origin(row).key)


def arrange(items: Iterable[Item], origins: Sequence[Origin]) -> list[Item]:
    """The items in the order of their documents, as a segment holds them.

    Raises KeyError where an item's document is not among the origins.
    """
    order = {origin.key: place for place, origin in enumerate(origins)}
    return sorted(items, key=lambda item: order[item.origin])


def write_items(
    folder: Path, items: Sequence[Item], origins: Sequence[Origin], embedder: Embedder
) -> Iterator[Floats]:
    """Writes arranged items, their documents and their vectors into a folder, which is made if need be.

    Yields the vectors part by part, in order, as soon as they are there; all is written when it ends.
    """
    folder.mkdir(parents=True, exist_ok=True)
    places = {origin.key: place for place, origin in enumerate(origins)}
    counts = np.bincount([places[item.origin] for item in items], minlength=len(origins))
    np.save(folder / "bounds.npy", np.concatenate([[0], np.cumsum(counts)]).astype(np.int64))
    listing = [asdict(origin) for origin in origins]
    printed = json.dumps(listing, ensure_ascii=False, default=str)
    (folder / "origins.json").write_text(printed, encoding="utf-8")
    Strings.write(folder, "ids", [item.id for item in items])
    Strings.write(folder, "texts", [item.text for item in items])
    Strings.write(folder, "headings", [item.heading for item in items])
    yield from _write_vectors(folder / "vectors.npy", [item.text for item in items], embedder)


def write_words(
    folder: Path, items: Sequence[Item], words: NDArray[np.uint64], *, average: float | None = None
) -> float:
    """Writes the lexical index of arranged items; gives back the average length that it used, in terms."""
    texts = [f"{item.heading}\n{item.text}" if item.heading else item.text for item in items]
    return build_lexical(texts, words, folder, average=average)


def _write_vectors(path: Path, texts: Sequence[str], embedder: Embedder) -> Iterator[Floats]:
    shape = (len(texts), embedder.dimensions)
    if not texts:
        np.save(path, np.zeros(shape, dtype=np.float32))
        return
    vectors = np.lib.format.open_memmap(path, mode="w+", dtype=np.float32, shape=shape)
    for at in range(0, len(texts), BATCH):
        part = embedder.encode(texts[at : at + BATCH])
        vectors[at : at + len(part)] = part
        yield part
    vectors.flush()


def vectors_of(folder: Path, start: int, end: int) -> Floats:
    """The vectors of some rows, also while `write_items` still writes later ones."""
    return np.asarray(np.load(folder / "vectors.npy", mmap_mode="r")[start:end])


def open_segment(folder: Path, *, removed: frozenset[str] = frozenset()) -> Segment:
    """The segment of a folder, with an exact scan of its vectors; `removed`: documents withdrawn since."""
    listing = json.loads((folder / "origins.json").read_text(encoding="utf-8"))
    exact = ExactVectors.open(folder / "vectors.npy")
    return Segment(
        folder.name,
        Strings.open(folder, "ids"),
        Strings.open(folder, "texts"),
        Strings.open(folder, "headings"),
        Origins.of([_origin(held) for held in listing]),
        np.load(folder / "bounds.npy"),
        Lexical.open(folder),
        exact,
        exact,
        removed,
    )


def _origin(held: dict[str, str | None]) -> Origin:
    first_day, last_day = _day(held["first_day"]), _day(held["last_day"])
    return Origin(held["key"] or "", held["region"] or "", held["level"] or "", first_day, last_day)


def _day(printed: str | None) -> date | None:
    return date.fromisoformat(printed) if printed else None
