"""Our dictionary for jieba, derived: a fourteenth of jieba's own, which takes a second to read.

Run by hand when the lexicon or the laws change: `python -m assistant.retrieval.dictionary LAWS.jsonl.gz`.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path

from assistant.retrieval.words import LEXICON, lexicon_terms, normalise

SIZE = 24_000
FROM_LAWS = 12_000


def derive_dictionary(general: Mapping[str, int], law: Mapping[str, int], own: Iterable[str]) -> str:
    """The lines of a dictionary: our own terms, the words that laws use most, then the most frequent of all.

    `general`: jieba's words and frequencies; `law`: how often laws use them. Words of one character are left
    out: jieba falls back on them by itself. Our own terms bear a frequency high enough to be kept whole.
    """
    chosen: dict[str, int] = {}
    for term in own:
        if len(term) > 1:
            chosen[term] = max(general.get(term, 0), 2000)
    for source in (law, general):
        ranked = sorted((w for w in source if len(w) > 1 and w not in chosen), key=lambda w: (-source[w], w))
        room = FROM_LAWS if source is law else SIZE - len(chosen)
        chosen |= {word: max(general.get(word, 0), 3) for word in islice(ranked, max(room, 0))}
    return "".join(f"{word} {chosen[word]}\n" for word in sorted(chosen))


def _general() -> dict[str, int]:
    import jieba

    lines = (Path(jieba.__file__).parent / "dict.txt").read_text(encoding="utf-8").splitlines()
    return {normalise(word): int(count) for word, count, *_ in (line.split(" ") for line in lines)}


def _law_words(path: Path) -> Iterator[str]:
    import jieba

    whole = jieba.Tokenizer()
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        for line in stream:
            for article in json.loads(line)["arts"]:
                yield from whole.cut(normalise(article["text"]), HMM=False)


def main(path: str) -> None:
    """Writes corpus/lexicon/dictionary.txt from jieba's dictionary, a file of laws and our lexicon."""
    general = _general()
    law = {word: count for word, count in Counter(_law_words(Path(path))).items() if word in general}
    text = derive_dictionary(general, law, lexicon_terms())
    (LEXICON / "dictionary.txt").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
