"""The vocabulary: words with log-frequencies, and the tokenizer that cuts text into them.

A Unigram model over whole words finds the same best path as a dictionary cutter such as jieba, but in
Rust and without the dictionary: characters are the fall-back for what it does not know.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import log
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers

UNKNOWN = "[UNK]"
_HAN = re.compile(r"[㐀-䶿一-鿿]+")
_WORD = re.compile(r"[㐀-䶿一-鿿]+|[a-z]+")
# Names of people, places and brands say little in law and would fill the table.
_NAMES = ("nr", "ns", "nz", "nrt", "nrfg")
_LONGEST = 8


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Words, best known first, each with the logarithm of its share of running text."""

    words: tuple[str, ...]
    scores: tuple[float, ...]

    def tokenizer(self) -> Tokenizer:
        """A tokenizer over the words: NFKC, lower case, marks and spaces dropped."""
        tokenizer = Tokenizer(
            models.Unigram([(UNKNOWN, 0.0), *zip(self.words, self.scores, strict=True)], unk_id=0)
        )
        tokenizer.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Lowercase()])
        tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
            [
                pre_tokenizers.Split(Regex(r"[^\p{L}\p{N}%]+"), "removed"),
                # Figures say little about the matter asked; digits one by one keep the table small.
                pre_tokenizers.Split(Regex(r"\p{N}"), "isolated"),
            ]
        )
        return tokenizer

    def pieces(self) -> csr_matrix:
        """For each row of the table (row 0 is the unknown), the mean of its shorter words and characters.

        Shape (words + 1, words + 1); a row sums to 1, or to 0 where the word has no pieces.
        """
        place = {word: row for row, word in enumerate(self.words, 1)}
        rows: list[int] = []
        columns: list[int] = []
        weights: list[float] = []
        for word, row in place.items():
            found = [place[piece] for piece in _inside(word) if piece in place]
            rows += [row] * len(found)
            columns += found
            weights += [1 / max(1, len(found))] * len(found)
        size = len(self.words) + 1
        return csr_matrix((np.asarray(weights, np.float32), (rows, columns)), shape=(size, size))


def _inside(word: str) -> list[str]:
    if len(word) < 2 or not _HAN.fullmatch(word):
        return []
    return [
        word[start : start + length]
        for length in range(1, len(word))
        for start in range(len(word) - length + 1)
    ]


def count_words(texts: Iterable[str], extra: Iterable[str] = ()) -> Counter[str]:
    """How often each word of jieba's dictionary (and each extra word) stands in the texts."""
    import jieba

    cutter = jieba.Tokenizer()
    cutter.initialize()
    for word in extra:
        cutter.add_word(word)
    counts: Counter[str] = Counter()
    for text in texts:
        for run in _WORD.findall(text.lower()):
            counts.update(cutter.cut(run, HMM=False))
    return counts


def general_words() -> dict[str, int]:
    """Words of general Chinese with their frequency, from jieba's dictionary, names left out."""
    import jieba

    words = {}
    for line in (Path(jieba.__file__).parent / "dict.txt").read_text("utf-8").splitlines():
        word, count, tag = line.split()
        if _HAN.fullmatch(word) and len(word) <= _LONGEST and tag not in _NAMES:
            words[word] = int(count)
    return words


def choose_vocabulary(
    counts: Mapping[str, int], general: Mapping[str, int], *, wanted: Iterable[str], size: int
) -> Vocabulary:
    """The `size` words that matter most: wanted ones, all characters, then by how often they are written.

    A word's share of text is the mean of its share in the laws and in general Chinese: the laws know
    no 老板, and general Chinese knows no 用益物权.
    """
    in_laws, in_general = sum(counts.values()), sum(general.values())
    share = {
        word: 0.5 * counts.get(word, 0) / in_laws + 0.5 * general.get(word, 0) / in_general
        for word in {*counts, *general}
        if len(word) <= _LONGEST
    }
    least = 0.5 / in_general
    kept = dict.fromkeys([*wanted, *map(str, range(10)), "%", *map(chr, range(ord("a"), ord("z") + 1))])
    kept.update(
        dict.fromkeys(
            word for word in share if len(word) == 1 and (word in counts or general.get(word, 0) > 20)
        )
    )
    often = sorted(share, key=lambda word: (-share[word], word))
    for word in often:
        if len(kept) >= size:
            break
        # A word that the laws never use learns nothing but what its pieces know, unless people use it much.
        if counts.get(word, 0) >= 3 or general.get(word, 0) >= 300:
            kept[word] = None
    words = tuple(sorted(kept, key=lambda word: (-share.get(word, least), word)))
    return Vocabulary(words, tuple(log(max(share.get(word, least), least)) for word in words))
