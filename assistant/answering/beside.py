"""The items that are told beside the one of which it is asked how much it would take."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.dialogue.conversation import HeldFact
from assistant.dialogue.item_references import beyond, item_named
from assistant.policy.measure import Measure

# Grammar, not vocabulary: a further item than those told: 再贷一笔多少才封顶, 另一笔.
_FURTHER_ONE = re.compile(r"(?:再|另|还|又|新)[^，。？！；]{0,6}[一1][笔份张单]|下一[笔份张单]")
_TERMS = ("ratio", "years")


def items_beside(
    measure: Measure, text: str, facts: tuple[HeldFact, ...]
) -> tuple[tuple[HeldFact, ...], tuple[HeldFact, ...]]:
    """(the facts of the other items, the facts of the one asked for and of none).

    第二笔贷多少就刚好封顶, after a first one: the first stays. The one asked for has a rate and a term of its
    own, or those that all the others have.
    """
    many = {i.name for i in measure.inputs if i.many}
    sums = sorted((f for f in facts if f.name in many and f.unit == "yuan"), key=lambda f: f.item)
    place = _place(text, sums)
    items = {f.item for at, f in enumerate(sums) if at != place}
    if place is None or not items:
        return (), facts
    others = tuple(f for f in facts if f.name in many and f.item in items)
    own = tuple(f for f in facts if f not in others)
    asked = sums[place].item if place < len(sums) else max(items) + 1
    return others, (*own, *_terms_of_all(others, {f.name for f in own}, asked))


def _place(text: str, sums: Sequence[HeldFact]) -> int | None:
    """The place of the item that is asked for among those told, or right behind them; None for none."""
    if not sums or _FURTHER_ONE.search(text) or beyond(text, sums):
        return len(sums) if sums else None
    item = item_named(text, sums, ())
    return next((at for at, f in enumerate(sums) if f.item == item), None)


def _terms_of_all(others: Sequence[HeldFact], known: set[str], item: int) -> list[HeldFact]:
    """The rate and the term that all the others have, as those of one more item."""
    found = []
    for name in dict.fromkeys(f.name for f in others if f.unit in _TERMS and f.name not in known):
        same = [f for f in others if f.name == name]
        if len({(f.low, f.high) for f in same}) == 1:
            found.append(replace(same[0], item=item))
    return found
