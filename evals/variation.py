"""A large library made from real laws by honest variation, the way districts write after one another.

Each pass after the first gives every law to a region, moves its numbers and leaves out a sentence here and
there: texts that are near each other, yet seldom the same. The seed is fixed.
"""

from __future__ import annotations

import gzip
import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from assistant.retrieval.segment import Item, Origin

_REGION = re.compile(r"^([\u4e00-\u9fff]{2,8}?(?:省|自治区|自治州|市|自治县|县))")
_NUMBER = re.compile(r"\d+")
_SENTENCE = re.compile(r"[^。；]*[。；]?")
_LEFT_OUT = 0.15


@dataclass(frozen=True, slots=True)
class Law:
    """A law as collected: its region is "" where it is a national one."""

    title: str
    region: str
    articles: tuple[tuple[str, str], ...]


def read_laws(folder: Path) -> list[Law]:
    """The laws of `national.jsonl.gz` and `regional.jsonl.gz`, articles as (number, text)."""
    laws = []
    for name in ("national.jsonl.gz", "regional.jsonl.gz"):
        with gzip.open(folder / name, "rt", encoding="utf-8") as stream:
            laws += [_law(json.loads(line), regional=name.startswith("regional")) for line in stream]
    return laws


def _law(held: dict[str, Any], *, regional: bool) -> Law:
    region = _REGION.match(held["title"]) if regional else None
    articles = tuple((str(article["no"]), str(article["text"])) for article in held["arts"])
    return Law(held["title"], region.group(1) if region else "", articles)


def vary_laws(laws: list[Law], size: int, *, seed: int = 7) -> tuple[list[Item], list[Origin]]:
    """`size` items and the documents they stand in; the first pass is the laws as they are."""
    regions = sorted({law.region for law in laws if law.region})
    chance = random.Random(seed)
    items: list[Item] = []
    origins: list[Origin] = []
    for number, law in enumerate(_passes(laws)):
        if len(items) >= size:
            break
        first = number < len(laws)
        region = law.region if first else chance.choice(regions)
        key = f"d{number}"
        origins.append(_origin(key, region, chance))
        title = law.title if first else _moved(law.title, law.region, region)
        for place, (label, text) in enumerate(law.articles):
            varied = text if first else _vary(_moved(text, law.region, region), chance)
            items.append(Item(f"{key}/{place}", varied, title + label, key))
    return items[:size], origins


def _passes(laws: list[Law]) -> Iterator[Law]:
    while True:
        yield from laws


def _origin(key: str, region: str, chance: random.Random) -> Origin:
    begun = date(2010, 1, 1) + timedelta(days=chance.randrange(5000))
    ended = begun + timedelta(days=365 * chance.choice((2, 3, 5))) if chance.random() < 0.5 else None
    level = "国家" if not region else "省级" if region.endswith(("省", "自治区")) else "市级"
    return Origin(key, region or "全国", level, begun, ended)


def _moved(text: str, old: str, new: str) -> str:
    """The text as the new region would write it; a national law speaks of the country and its government."""
    if old:
        return text.replace(old, new)
    return text.replace("中华人民共和国", new).replace("国务院", f"{new}人民政府").replace("国家", new)


def _vary(text: str, chance: random.Random) -> str:
    moved = _NUMBER.sub(lambda match: str(int(match.group()) * chance.choice((1, 2, 3, 5)) // 2 + 1), text)
    sentences = [sentence for sentence in _SENTENCE.findall(moved) if sentence]
    kept = [sentence for sentence in sentences if len(sentences) < 3 or chance.random() > _LEFT_OUT]
    return "".join(kept) or moved
