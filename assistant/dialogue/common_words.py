"""Common Chinese words of two and three characters, so that none of them is taken for a slip.

`common_words.txt` is derived from jieba's dictionary (MIT): a first character, a tab, what follows it in
each word. `table()` writes it anew.
"""

import re
from functools import lru_cache
from pathlib import Path

TABLE = Path(__file__).with_name("common_words.txt")
LEAST = 20  # how often jieba's corpus has a word; rarer ones are often slips themselves


@lru_cache(maxsize=1)
def common_words() -> frozenset[str]:
    """Every word of the table.

    >>> "生肖" in common_words()
    True
    """
    found: set[str] = set()
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        first, _, rests = line.partition("\t")
        found.update(first + rest for rest in rests.split(" "))
    return frozenset(found)


def table() -> str:
    """The table made anew from jieba's dictionary."""
    import jieba

    rows: dict[str, list[str]] = {}
    dictionary = Path(str(jieba.__file__)).with_name("dict.txt")
    for line in dictionary.read_text(encoding="utf-8").splitlines():
        word, count, *_ = line.split(" ")
        if int(count) >= LEAST and re.fullmatch(r"[\u4e00-\u9fff]{2,3}", word):
            rows.setdefault(word[0], []).append(word[1:])
    return "".join(f"{first}\t{' '.join(sorted(rows[first]))}\n" for first in sorted(rows))
