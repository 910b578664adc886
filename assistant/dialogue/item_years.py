"""The years to which the items of a list are counted: 60万那份算2023年的，130万那份算2024年的."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.dialogue.conversation import HeldFact
from assistant.dialogue.item_references import references
from assistant.dialogue.quantities import Quantity
from assistant.dialogue.turn import Turn

# Grammar, not vocabulary: a sum, and behind it the year that it is counted to; not a month of that year.
_COUNTED_TO = re.compile(
    r"元?的?[那这]?一?[笔份单张]?(?:其实|应该|应当|实际上?|原来|得|要|该)*(?:是|算|属于?|归|记|放|按|计)(?:到|在|入|为|进)?"
    r"(?P<year>20\d\d年|前年|去年|上年|上一年|今年|本年|明年)(?:度)?的?(?![^，。？！；]{0,4}[\d一二三四五六七八九十]+月)"
)
_YEAR = re.compile(r"前年|去年|上一?年|今年|本年|明年|20\d\d年")
# Beside an item of such a year the others are this year's.
_ANOTHER_YEAR = re.compile(r"前年|去年|上一?年|明年")
_THIS_YEAR = "今年"


def year_behind(text: str, quantity: Quantity) -> str:
    """The year to which a sum is counted by the words behind it; "" where by none."""
    found = _COUNTED_TO.match(text[quantity.end :])
    return found["year"] if found else ""


def dated_items(said: Turn) -> list[tuple[Quantity, HeldFact]]:
    """The sums that name items of before, each now known by its year; [] where another sum is told too.

    35万是去年的，今年签的是350万, after 35万, tells anew.
    """
    many = {i.name for i in said.inputs if i.many and i.unit == "yuan"}
    sums = [q for q in said.quantities if q.kind == "money"]
    items = [[f for f in said.earlier if f.name in many and f.exact and f.low == q.low] for q in sums]
    if not all(len(told) == 1 for told in items):
        return []
    named = [(q, told[0], year_behind(said.text, q)) for q, told in zip(sums, items, strict=True)]
    return [(q, replace(f, label=year, turn=said.number)) for q, f, year in named if year]


def _pointed_items(said: Turn) -> list[HeldFact]:
    """The items that are counted to a year by other words than their sums: 漏的那笔应该归2024年."""
    many = {i.name for i in said.inputs if i.many and i.unit == "yuan"}
    told = [f for f in said.earlier if f.name in many]
    if len(told) < 2 or not _COUNTED_TO.search(said.text):
        return []
    found = [r for r in references(said.text, told, ()) if r.pointed and len(r.items) == 1]
    years = [(r.items[0], _COUNTED_TO.match(said.text[r.end :])) for r in found]
    named = {item: year["year"] for item, year in years if year}
    return [replace(f, label=named[f.item], turn=said.number) for f in told if f.item in named]


def counted_to_years(said: Turn) -> list[HeldFact]:
    """The items of before by the years that are told; beside one of another year the rest are this one's."""
    dated = [item for _, item in dated_items(said)] or _pointed_items(said)
    if not dated or not all(_ANOTHER_YEAR.match(item.label) for item in dated):
        return dated
    places = {(item.name, item.item) for item in dated}
    rest = [f for f in said.earlier if f.name == dated[0].name and (f.name, f.item) not in places]
    return dated + [replace(f, label=f"{_THIS_YEAR}{f.label}") for f in rest if not _YEAR.search(f.label)]
