"""Articles of laws: what the embedder learns from, and the sentences that they fall into."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

FILES = ("national.jsonl.gz", "regional.jsonl.gz")

# A sentence ends at its mark or at a line break; numbered items of a list are sentences of their own.
_SENTENCE = re.compile(r"[^。；;！？\n]+[。；;！？\n]*")


@dataclass(frozen=True, slots=True)
class Article:
    """One article of a law, with the title and the headings above it."""

    law: str
    headings: tuple[str, ...]
    text: str

    def sentences(self) -> tuple[str, ...]:
        """The sentences of the text, marks included; never empty."""
        found = tuple(piece for piece in _SENTENCE.findall(self.text) if len(piece.strip()) > 1)
        return found or (self.text,)


def read_articles(folder: Path) -> tuple[Article, ...]:
    """Every article of the laws in the folder once: word-for-word repetitions are left out.

    Regional rules copy whole articles from one another; a copy would be scored as a wrong
    answer to the question that was made from its twin.
    """
    seen: set[str] = set()
    articles = []
    for article in _all_articles(folder):
        key = re.sub(r"\W", "", article.text)
        if len(key) < 8 or key in seen:
            continue
        seen.add(key)
        articles.append(article)
    return tuple(articles)


def _all_articles(folder: Path) -> Iterator[Article]:
    for name in FILES:
        with gzip.open(folder / name, "rt", encoding="utf-8") as lines:
            for line in lines:
                law = json.loads(line)
                for article in law["arts"]:
                    headings = tuple(re.sub(r"\s", "", heading) for heading in article.get("head") or ())
                    yield Article(law["title"].strip(), headings, article["text"])


def read_policies(corpus: Path) -> tuple[Article, ...]:
    """The paragraphs of the policies' sources, each as an article of its own."""
    articles = []
    for source in sorted(corpus.glob("*/source.txt")):
        lines = [line.strip() for line in source.read_text("utf-8").splitlines()]
        title = max(lines[:20], key=len, default="")
        articles += [Article(title, (), line) for line in lines if len(line) >= 20]
    return tuple(articles)
