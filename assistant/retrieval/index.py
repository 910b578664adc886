"""The index: immutable segments on disk, and versions that say which of them count.

    CURRENT                 the name of the version that readers open, and its manifest's hash
    versions/NAME.json      a manifest: segments, files with sizes and hashes, what the index was made from
    segments/NAME/          items, lexical index, vectors (see segment.py)
    artefacts/NAME/         other files that belong to a version: the compiled library, lexicon, weights
    chroma/NAME/            the embedded Chroma of a large segment

Whatever is written gets a new name, and is on disk before CURRENT is swapped in one rename: a writer that is
killed leaves the old version or the new one. Readers keep the version they opened.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import secrets
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from assistant.errors import IndexFault
from assistant.retrieval.embedder import Embedder
from assistant.retrieval.segment import (
    Item,
    Origin,
    Segment,
    arrange,
    open_segment,
    vectors_of,
    write_items,
    write_words,
)
from assistant.retrieval.terms import word_keys
from assistant.retrieval.vectors import EXACT_LIMIT, ChromaPlace, drop_chroma, open_chroma, write_chroma
from assistant.retrieval.words import Lexicon

# Rises whenever the files' form or the way texts are cut changes: older indexes are then stale.
FORM = 1
# A change that would leave more small segments than this folds them into one.
MOST_SMALL = 8
# Versions kept beside the current one, for readers that are still on them.
VERSIONS_KEPT = 2

Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class SegmentEntry:
    """A segment of a version: how many items, which of its documents count no more, its Chroma collection."""

    name: str
    items: int
    removed: tuple[str, ...]
    collection: str | None


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a version of the index consists of and was made from. `files`: path → (bytes, sha256)."""

    name: str
    form: int
    corpus: str
    embedder: str
    dimensions: int
    average: float
    segments: tuple[SegmentEntry, ...]
    artefacts: tuple[str, ...]
    files: Mapping[str, tuple[int, str]]

    def to_json(self) -> str:
        """The manifest as text."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1, sort_keys=True)

    @classmethod
    def from_json(cls, text: str) -> Manifest:
        """The manifest that `to_json` wrote; raises ValueError, KeyError or TypeError on anything else."""
        held: dict[str, Any] = json.loads(text)
        segments = tuple(
            SegmentEntry(s["name"], int(s["items"]), tuple(s["removed"]), s["collection"])
            for s in held["segments"]
        )
        files = {path: (int(size), str(digest)) for path, (size, digest) in held["files"].items()}
        return cls(**{**held, "segments": segments, "artefacts": tuple(held["artefacts"]), "files": files})


@dataclass(frozen=True, slots=True)
class Expectation:
    """What an index has to have been made from to be of use: hashes; a corpus of None leaves that open."""

    corpus: str | None
    embedder: str


@dataclass(frozen=True, slots=True)
class IndexProblem:
    """Why an index cannot be opened, and in Chinese what to do."""

    kind: Literal["missing", "stale", "damaged", "unreachable"]
    message: str


@dataclass(frozen=True, slots=True)
class Index:
    """A version of the index, open for reading. It never changes; a change makes another version."""

    manifest: Manifest
    segments: tuple[Segment, ...]
    artefacts: Mapping[str, Path]
    lexicon: Lexicon

    def artefact(self, name: str) -> bytes:
        """A file that was given to `build_index` as extra, such as the compiled library."""
        return self.artefacts[name].read_bytes()

    def __len__(self) -> int:
        return sum(entry.items for entry in self.manifest.segments)


@dataclass(frozen=True, slots=True)
class Workplace:
    """Where an index lives: a folder, and the Chroma server if there is one."""

    folder: Path
    chroma_url: str | None = None

    @property
    def chroma(self) -> ChromaPlace:
        """Where this index keeps its collections."""
        return ChromaPlace(self.folder / "chroma", self.chroma_url)


def build_index(
    items: Sequence[Item],
    origins: Sequence[Origin],
    place: Workplace,
    embedder: Embedder,
    *,
    corpus: str,
    lexicon: Lexicon | None = None,
    dictionary: Sequence[str] = (),
    extras: Mapping[str, bytes] | None = None,
    exact_limit: int | None = None,
    progress: bool = False,
) -> Manifest:
    """Builds the index of a whole corpus and makes it current.

    `corpus` is the hash by which a later start knows whether the index is stale; `extras` are further files
    that belong to this version. Vectors go into Chroma above `exact_limit`, which is EXACT_LIMIT for the
    embedded one and none for a server. Readers see the old version until the last moment.
    """
    with _writing(place.folder), _reporting(len(items), shown=progress) as report:
        given = dict(extras or {}) | {"lexicon.json": (lexicon or Lexicon.of({})).to_json()}
        keys = word_keys(dictionary)
        given["words.bin"] = keys.tobytes()
        limit = exact_limit if exact_limit is not None else 0 if place.chroma_url else EXACT_LIMIT
        entry, average = _write_large(place, items, origins, embedder, keys, limit, report)
        draft = Manifest(
            entry.name,
            FORM,
            corpus,
            embedder.version,
            embedder.dimensions,
            average,
            (entry,),
            tuple(sorted(given)),
            {},
        )
        return _publish(place, draft, given, known={})


def _write_large(
    place: Workplace,
    items: Sequence[Item],
    origins: Sequence[Origin],
    embedder: Embedder,
    keys: NDArray[np.uint64],
    limit: int,
    report: Progress,
) -> tuple[SegmentEntry, float]:
    """A segment with its Chroma collection, if it has more items than the limit; and its average length."""
    name = _new_name()
    folder = place.folder / "segments" / name
    # Before its collection: of a killed writer, the next one clears the collections whose folders it finds.
    folder.mkdir(parents=True)
    collection = _collection(name) if len(items) > limit else None
    if collection is None:
        done = 0
        arranged = arrange(items, origins)
        for part in write_items(folder, arranged, origins, embedder):
            done += len(part)
            report(done)
        average = write_words(folder, arranged, keys)
    else:
        with _filling(place, collection, folder) as filled:
            arranged = arrange(items, origins)
            for part in write_items(folder, arranged, origins, embedder):
                report(filled(len(part)))
            average = write_words(folder, arranged, keys)
    return SegmentEntry(name, len(items), (), collection), average


@contextmanager
def _filling(place: Workplace, collection: str, folder: Path) -> Iterator[Callable[[int], int]]:
    """Fills a collection in a process apart; what it gives is told of each part how many vectors it has.

    Chroma's adding holds the interpreter's lock, so that a thread beside it would stand still. Raises what
    the other process raised.
    """
    context = get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_fill, args=(place.chroma, collection, folder, theirs), daemon=True)
    process.start()
    theirs.close()
    done = 0

    def filled(count: int) -> int:
        nonlocal done
        done += count
        ours.send(done)
        return done

    try:
        yield filled
        ours.send(None)
        problem = ours.recv()
        process.join()
    finally:
        # A line that ends tells the other process to stop.
        ours.close()
        process.join()
    if problem is not None:
        raise problem


def _fill(place: ChromaPlace, collection: str, folder: Path, line: Connection) -> None:
    """In the process apart: adds the vectors that lie in the folder as they come."""
    try:
        for _ in write_chroma(place, collection, _coming(folder, line)):
            pass
        # All is written: what Python would tidy up now takes a second, and nothing needs it.
        line.send(None)
        line.close()
        os._exit(0)
    except EOFError:  # the builder is gone, or has given up
        return
    except Exception as error:  # handed over, to be raised where the index is built
        line.send(error)


def _coming(folder: Path, line: Connection) -> Iterator[NDArray[np.float32]]:
    """The vectors of a folder that is being written, as far as the line says that they are there."""
    done = 0
    while (upto := line.recv()) is not None:
        yield vectors_of(folder, done, upto)
        done = upto


def change_index(
    place: Workplace,
    embedder: Embedder,
    *,
    corpus: str,
    put: Sequence[tuple[Origin, Sequence[Item]]] = (),
    withdraw: Sequence[str] = (),
    extras: Mapping[str, bytes] | None = None,
) -> Manifest:
    """Adds or replaces documents (`put`) and withdraws others, by key, without a rebuild.

    `extras` replaces the files of the same names. Raises IndexFault where there is no index to change.
    """
    with _writing(place.folder):
        old = _current(place.folder)
        if old is None:
            raise IndexFault("还没有可以修改的索引。请先运行 make index 建立索引。")
        gone = {origin.key for origin, _ in put} | set(withdraw)
        entries = tuple(
            replace(e, removed=tuple(sorted({*e.removed, *_held(place, e, gone)}))) for e in old.segments
        )
        name = _new_name()
        artefacts = {n: (place.folder / "artefacts" / old.name / n).read_bytes() for n in old.artefacts}
        artefacts |= extras or {}
        keys = np.frombuffer(artefacts["words.bin"], dtype=np.uint64)
        origins = [origin for origin, _ in put]
        items = [item for _, part in put for item in part]
        if len([e for e in entries if e.collection is None]) >= MOST_SMALL:
            entries, carried_origins, carried = _fold(place, entries)
            origins, items = carried_origins + origins, carried + items
        if origins:
            folder = place.folder / "segments" / name
            arranged = arrange(items, origins)
            for _ in write_items(folder, arranged, origins, embedder):
                pass
            write_words(folder, arranged, keys, average=old.average)
            entries = (*entries, SegmentEntry(name, len(items), (), None))
        draft = replace(
            old, name=name, corpus=corpus, segments=entries, artefacts=tuple(sorted(artefacts)), files={}
        )
        return _publish(place, draft, artefacts, known=old.files)


def open_index(place: Workplace, expected: Expectation | None = None) -> Index | IndexProblem:
    """The current version, every file checked against its hash; or what is wrong with it."""
    while True:
        name = current_version(place.folder)
        opened = _open_current(place, expected)
        # A version that looks damaged may only have been cleared away by writers that went on.
        if isinstance(opened, Index) or current_version(place.folder) == name:
            return opened


def _open_current(place: Workplace, expected: Expectation | None) -> Index | IndexProblem:
    remedy = "请运行 make index 重新建立索引。"
    try:
        manifest = _current(place.folder)
    except (OSError, ValueError, KeyError, TypeError):
        return IndexProblem("damaged", f"索引的清单已损坏。{remedy}")
    if manifest is None:
        return IndexProblem("missing", f"还没有索引。{remedy}")
    if manifest.form != FORM:
        return IndexProblem("stale", f"索引是由另一版本的程序建立的。{remedy}")
    if expected is not None and expected.corpus not in (None, manifest.corpus):
        return IndexProblem("stale", f"政策语料已有改动，索引已过时。{remedy}")
    if expected is not None and manifest.embedder != expected.embedder:
        return IndexProblem("stale", f"向量模型已更换，索引已过时。{remedy}")
    try:
        damaged = _damage(place.folder, manifest)
        if damaged is None:
            return _open(place, manifest)
    except OSError as error:  # a file went away while it was looked at
        damaged = str(error.filename)
    return IndexProblem("damaged", f"索引文件缺失或已损坏：{damaged}。{remedy}")


def current_version(folder: Path) -> str | None:
    """The name of the version that readers should be on; None where there is none."""
    words = _pointer(folder)
    return words[0] if words else None


def _pointer(folder: Path) -> list[str]:
    """The words of CURRENT: the version's name and its manifest's hash; none where there is no index."""
    try:
        return (folder / "CURRENT").read_text(encoding="utf-8").split()
    except FileNotFoundError:
        return []


def _current(folder: Path) -> Manifest | None:
    """The current manifest; raises OSError, ValueError, KeyError or TypeError where it is damaged."""
    words = _pointer(folder)
    if not words:
        return None
    name, digest = words
    text = (folder / "versions" / f"{name}.json").read_text(encoding="utf-8")
    if digest != _digest(text):
        raise ValueError(name)
    return Manifest.from_json(text)


def _damage(folder: Path, manifest: Manifest) -> str | None:
    """The first file that is missing or differs from what was written."""
    for path, (size, digest) in manifest.files.items():
        file = folder / path
        if not file.is_file() or file.stat().st_size != size or _hash(file) != digest:
            return path
    return None


def _open(place: Workplace, manifest: Manifest) -> Index | IndexProblem:
    segments: list[Segment] = []
    for entry in manifest.segments:
        segment = open_segment(place.folder / "segments" / entry.name, removed=frozenset(entry.removed))
        if entry.collection is not None:
            try:
                chroma = open_chroma(place.chroma, entry.collection, segment.exact)
            except IndexFault as fault:
                return IndexProblem("unreachable", fault.message)
            if chroma is None:
                return IndexProblem("damaged", "向量库缺失或数量不符。请运行 make index 重新建立索引。")
            segment = replace(segment, vectors=chroma)
        segments.append(segment)
    artefacts = {name: place.folder / "artefacts" / manifest.name / name for name in manifest.artefacts}
    lexicon = Lexicon.from_json(artefacts["lexicon.json"].read_bytes())
    return Index(manifest, tuple(segments), artefacts, lexicon)


def _held(place: Workplace, entry: SegmentEntry, keys: set[str]) -> set[str]:
    listing = json.loads(
        (place.folder / "segments" / entry.name / "origins.json").read_text(encoding="utf-8")
    )
    return keys & {origin["key"] for origin in listing}


def _fold(
    place: Workplace, entries: tuple[SegmentEntry, ...]
) -> tuple[tuple[SegmentEntry, ...], list[Origin], list[Item]]:
    """The large segments, and what still counts of the small ones, to be written anew as one."""
    origins: list[Origin] = []
    items: list[Item] = []
    for entry in entries:
        if entry.collection is None:
            segment = open_segment(place.folder / "segments" / entry.name)
            kept = [o for o in segment.origins.held if o.key not in entry.removed]
            keys = {o.key for o in kept}
            origins += kept
            items += [i for i in (segment.item(row) for row in range(len(segment))) if i.origin in keys]
    return tuple(e for e in entries if e.collection is not None), origins, items


def _publish(
    place: Workplace, draft: Manifest, artefacts: Mapping[str, bytes], known: Mapping[str, tuple[int, str]]
) -> Manifest:
    """Puts everything on disk, then swaps CURRENT; older versions and orphans are cleared afterwards."""
    held = place.folder / "artefacts" / draft.name
    held.mkdir(parents=True)
    for name, data in artefacts.items():
        (held / name).write_bytes(data)
    folders = [held, *(place.folder / "segments" / entry.name for entry in draft.segments)]
    files = {}
    for file in (file for folder in folders for file in sorted(folder.iterdir())):
        path = str(file.relative_to(place.folder))
        files[path] = known.get(path) or (file.stat().st_size, _sync(file))
    for folder in folders:
        _sync_folder(folder)
    manifest = replace(draft, files=files)
    versions = place.folder / "versions"
    versions.mkdir(exist_ok=True)
    _write_synced(versions / f"{manifest.name}.json", manifest.to_json())
    _write_synced(place.folder / "CURRENT", f"{manifest.name} {_digest(manifest.to_json())}")
    _clear(place, manifest)
    return manifest


def _clear(place: Workplace, current: Manifest) -> None:
    """Deletes what neither the current version nor the last ones before it use, killed writers' parts too."""
    kept = {current.name: current}
    versions = sorted((place.folder / "versions").glob("*.json"))
    for path in versions[-VERSIONS_KEPT - 1 :]:
        try:
            kept[path.stem] = Manifest.from_json(path.read_text(encoding="utf-8"))
        except (ValueError, KeyError, TypeError):
            continue
    used = {entry.name for manifest in kept.values() for entry in manifest.segments}
    orphans = {folder.name for folder in (place.folder / "segments").iterdir()} - used
    drop_chroma(place.chroma, (_collection(name) for name in sorted(orphans)))
    for name in orphans:
        shutil.rmtree(place.folder / "segments" / name, ignore_errors=True)
    for folder in (place.folder / "artefacts").iterdir():
        if folder.name not in kept:
            shutil.rmtree(folder, ignore_errors=True)
    for path in versions:
        if path.stem not in kept:
            path.unlink(missing_ok=True)


def _collection(segment: str) -> str:
    return f"policy-{segment}"


def _new_name() -> str:
    """A name that sorts after all earlier ones (the clock only orders, it means nothing)."""
    import time

    return f"{time.time_ns():020d}-{secrets.token_hex(3)}"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _hash(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _sync(file: Path) -> str:
    with file.open("rb") as stream:
        os.fsync(stream.fileno())
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _write_synced(path: Path, text: str) -> None:
    beside = path.with_name(path.name + ".new")
    with beside.open("w", encoding="utf-8") as stream:
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())
    beside.replace(path)
    _sync_folder(path.parent)


@contextmanager
def _writing(folder: Path) -> Iterator[None]:
    """One writer at a time; the lock goes with the process that holds it."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "LOCK").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@contextmanager
def _reporting(items: int, *, shown: bool) -> Iterator[Progress]:
    """A bar on standard error that counts the items whose vectors are in."""
    import sys

    from tqdm import tqdm  # type: ignore[import-untyped]

    with tqdm(total=items, disable=not shown, file=sys.stderr, unit="条", desc="建立索引") as bar:

        def report(done: int) -> None:
            bar.n = done
            bar.refresh()

        yield report
