"""A sum of another kind, told before and named again: 农行那笔800万, after 厂房抵押还有一笔800万在农行."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.dialogue.conversation import Conversation
from assistant.dialogue.divided import divided
from assistant.dialogue.phrases import hits, is_pattern
from assistant.dialogue.quantities import Quantity
from assistant.dialogue.sentence import CLAUSE_END
from assistant.policy.measure import Measure

# Grammar, not vocabulary. Between two marks one thing is told.
_THAT = re.compile(r"(?P<whose>[^，。？！；\s那]{2,6})那一?[笔份](?!位)")


def of_kind_told(
    text: str, quantities: Sequence[Quantity], conversation: Conversation, measures: Sequence[Measure]
) -> str:
    """The turn with the kind that an earlier turn told of the sum that it names; "" where none was told.

    A sum that is held as a fact is of no other kind, nor is one of which the turn tells the kind itself.
    """
    missed = [miss for m in measures for miss in m.near_misses if miss.input and miss.value == "false"]
    words = [word for miss in missed for word in miss.words if not is_pattern(word)]
    kinds = [w for m in measures for i in m.inputs if i.unit == "flag" for o in i.options for w in o.words]
    kinds += [w for m in measures for i in m.inputs if i.unit == "flag" for w in i.words]  # 补登记好了
    if not words or not conversation.said or hits(text, [*words, *kinds]):
        return ""
    if divided(text, quantities, measures, conversation.facts, conversation.turns).facts:
        return ""  # 7000万里有2000万只用半年: a part of what counts, though 2000万 were taken off before
    told = [
        (part, said)
        for turn in conversation.said
        for part in CLAUSE_END.split(turn)
        if (said := hits(part, words))
    ]
    held = {fact.low for fact in conversation.facts}
    for quantity in quantities:
        if quantity.kind != "money" or quantity.low in held:
            continue
        for part, said in told:
            if quantity.said in part:
                return f"{text[: quantity.start]}{max(said, key=len)}的{text[quantity.start :]}"
    for found in _THAT.finditer(text):
        for part, said in told:
            if found["whose"] in part and not any(
                f.label and found["whose"] in f.label for f in conversation.facts
            ):
                return f"{text[: found.start()]}{max(said, key=len)}的{text[found.start() :]}"
    return ""
