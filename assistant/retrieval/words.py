"""Words of the field: the lexicon of everyday variants, and a jieba segmenter with our own dictionary."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jieba import Tokenizer

LEXICON = Path(__file__).resolve().parents[2] / "corpus" / "lexicon"


def normalise(text: str) -> str:
    """The text with full-width forms, compatibility characters and capitals evened out.

    >>> normalise("ＩＰＯ　５０％")
    'ipo 50%'
    """
    return unicodedata.normalize("NFKC", text).lower()


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Everyday words and the official words they stand for: variant → official words."""

    official: Mapping[str, tuple[str, ...]]
    _pattern: re.Pattern[str] | None = field(default=None, compare=False, repr=False)

    @classmethod
    def of(cls, official: Mapping[str, tuple[str, ...]]) -> Lexicon:
        """A lexicon ready to search with; the longest variant wins where several start at one place."""
        longest_first = sorted(official, key=len, reverse=True)
        pattern = re.compile("|".join(map(re.escape, longest_first))) if official else None
        return cls(dict(official), pattern)

    def expand(self, text: str) -> tuple[str, ...]:
        """The official words behind the everyday words of a text, without those it already uses."""
        if self._pattern is None:
            return ()
        plain = normalise(text)
        found = (word for match in self._pattern.finditer(plain) for word in self.official[match.group()])
        return tuple(dict.fromkeys(word for word in found if word not in plain))

    def to_json(self) -> bytes:
        """The lexicon as one compiled file."""
        return json.dumps(self.official, ensure_ascii=False, sort_keys=True).encode()

    @classmethod
    def from_json(cls, data: bytes) -> Lexicon:
        """The lexicon that `to_json` wrote."""
        return cls.of({variant: tuple(words) for variant, words in json.loads(data).items()})


def read_lexicon(folder: Path = LEXICON) -> Lexicon:
    """The lexicon of a folder; files that are not there are left out.

    `synonyms.yaml`: official word: [everyday variants]; `titles.yaml`: titles with their variants;
    `everyday.txt`: written words | everyday words.
    """
    turned: dict[str, list[str]] = {}
    for official, variant in _pairs(folder):
        key, word = normalise(variant), normalise(official)
        # One character stands in too many words to stand for one of them.
        if len(key) > 1 and key != word and word not in turned.setdefault(key, []):
            turned[key].append(word)
    return Lexicon.of({variant: tuple(words) for variant, words in turned.items() if words})


def lexicon_terms(folder: Path = LEXICON) -> tuple[str, ...]:
    """The official words and the variants of titles, in ideographs alone: words to be kept whole."""
    words = [normalise(official) for official, _ in _pairs(folder)]
    words += [normalise(variant) for _, variant in _titles(folder)]
    return tuple(dict.fromkeys(word for word in words if re.fullmatch(r"[\u3400-\u9fff]{2,8}", word)))


def _pairs(folder: Path) -> Iterator[tuple[str, str]]:
    """(official word, everyday variant), file by file."""
    for official, variants in _read_yaml(folder / "synonyms.yaml").items():
        yield from ((str(official), str(variant)) for variant in variants or ())
    yield from _titles(folder)
    everyday = folder / "everyday.txt"
    for line in everyday.read_text(encoding="utf-8").splitlines() if everyday.exists() else ():
        written, bar, spoken = line.partition("|")
        if bar and not line.startswith("#"):
            yield from ((word, variant) for variant in spoken.split() for word in written.split())


def _titles(folder: Path) -> Iterator[tuple[str, str]]:
    for title in _read_yaml(folder / "titles.yaml").get("titles", ()):
        yield from ((str(title["canonical"]), str(variant)) for variant in title["variants"])


def _read_yaml(path: Path) -> Mapping[str, Any]:
    import yaml

    return (yaml.safe_load(path.read_text(encoding="utf-8")) or {}) if path.exists() else {}


def read_dictionary(folder: Path = LEXICON) -> tuple[str, ...]:
    """The words of our dictionary (`dictionary.txt`: word, frequency, a line each), in its order."""
    path = folder / "dictionary.txt"
    if not path.exists():
        return ()
    lines = path.read_text(encoding="utf-8").splitlines()
    return tuple(normalise(line.split(" ", 1)[0]) for line in lines if line.strip())


def read_frequencies(folder: Path = LEXICON) -> dict[str, int]:
    """How often each word of our dictionary is written."""
    path = folder / "dictionary.txt"
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    pairs = (line.split(" ", 1) for line in lines if " " in line)
    return {normalise(word): int(count) for word, count in pairs}


@lru_cache(maxsize=4)
def _segmenter(path: Path) -> Tokenizer:
    import logging

    import jieba

    jieba.setLogLevel(logging.WARNING)
    tokenizer = jieba.Tokenizer(str(path)) if path.exists() else jieba.Tokenizer()
    # jieba's own cache file is slower to read than a dictionary of this size, and lies in a shared folder.
    tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(tokenizer.get_dict_file())
    tokenizer.initialized = True
    return tokenizer


def segment(text: str, *, folder: Path = LEXICON) -> tuple[str, ...]:
    """The words of a text, in order, white space left out; the dictionary is read at the first call."""
    cut = _segmenter(folder / "dictionary.txt").cut(normalise(text), HMM=False)
    return tuple(word for word in cut if not word.isspace())
