"""Words of the field: the lexicon of everyday variants, and a jieba segmenter with our own dictionary."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping
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
    """The lexicon of `synonyms.yaml` (official word: [everyday variants]); empty where there is no file."""
    path = folder / "synonyms.yaml"
    return Lexicon.of(_variants(_read_yaml(path))) if path.exists() else Lexicon.of({})


def _read_yaml(path: Path) -> Mapping[str, list[Any]]:
    import yaml

    return yaml.safe_load(path.read_text(encoding="utf-8")) or {}


def _variants(synonyms: Mapping[str, list[Any]]) -> dict[str, tuple[str, ...]]:
    turned: dict[str, list[str]] = {}
    for official, variants in synonyms.items():
        for variant in variants or ():
            key = normalise(str(variant))
            if key and key != normalise(str(official)):
                turned.setdefault(key, []).append(normalise(str(official)))
    return {variant: tuple(dict.fromkeys(words)) for variant, words in turned.items()}


def read_dictionary(folder: Path = LEXICON) -> tuple[str, ...]:
    """The words of our dictionary (`dictionary.txt`: word, frequency, a line each), in its order."""
    path = folder / "dictionary.txt"
    if not path.exists():
        return ()
    lines = path.read_text(encoding="utf-8").splitlines()
    return tuple(normalise(line.split(" ", 1)[0]) for line in lines if line.strip())


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
