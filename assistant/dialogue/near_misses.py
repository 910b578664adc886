"""What only sounds like a measure: near misses that a turn names, and words said of a sum set aside."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.dialogue.asides import said_behind
from assistant.dialogue.clear import STORY
from assistant.dialogue.conversation import HeldFact
from assistant.dialogue.facts import WHETHER, Facts
from assistant.dialogue.matters import SEGMENT
from assistant.dialogue.parts_out import in_other_item, item_around
from assistant.dialogue.phrases import hits, is_pattern
from assistant.dialogue.quantities import Quantity
from assistant.dialogue.sentence import ASKS, sentences
from assistant.policy.measure import Measure, NearMiss

# What is over, and is not what is asked about.
PAID_OFF = re.compile(r"(?:还|结|付)(?:清|完|掉)|到期了|注销|解押")


def near_misses_of(
    text: str,
    measures: Sequence[Measure],
    matters: Sequence[str],
    facts: Facts,
    quantities: Sequence[Quantity],
) -> tuple[tuple[str, NearMiss], ...]:
    """What only sounds like a measure, told by words by which no other matter of the turn is asked for.

    Not of a sum that was set aside beside one that counts: 厂房抵押还有一笔200万, and the patents' loan.
    """
    found = []
    text = WHETHER.sub(r"\1＃\1", text)
    for measure in measures:
        matter = f"{measure.policy}/{measure.id}"
        others = _words_of_others(matter, measures, matters)
        paying = _words_of_others(matter, [m for m in measures if m.pays], matters)
        own = _without_others(text, measure, matters, measures)
        for miss in measure.near_misses:
            said = hits(own, miss.words)
            if miss.input and said and all(said_aside(text, w, measure, facts, quantities) for w in said):
                continue
            rivals = others
            if miss.input and set(hits(text, measure.words)) - set(others):
                rivals = paying  # 纯信用贷款，你们给贴息吗: the loan itself is not what is asked for
            shared = [not is_pattern(w) and any(own in w or w in own for own in rivals) for w in said]
            if said and not all(shared):
                found.append((matter, miss))
    return tuple(found)


def with_firm(
    facts: tuple[HeldFact, ...], misses: Sequence[tuple[str, NearMiss]], text: str, turn: int, whose: str
) -> tuple[HeldFact, ...]:
    """The facts, with what firm near misses settle in the place of what is told of those inputs.

    A loan of a sister company stays one in the turns to come.
    """
    firm = {miss.input: miss for _, miss in misses if miss.firm}
    settled = tuple(
        HeldFact(miss.input, "flag", said, turn, option=miss.value, enterprise=whose)
        for miss in firm.values()
        for said in [part for part in SEGMENT.split(text) if hits(part, miss.words)][:1]
    )
    return (*(f for f in facts if f.name not in {s.name for s in settled}), *settled)


def beside_missed(fact: HeldFact, misses: Sequence[tuple[str, NearMiss]], text: str) -> bool:
    """Whether a title is only told, in a story that asks of what is none: 我们还是省级…。高企给多少."""
    if fact.unit != "choice" or len(text) < STORY:
        return False
    asks = "".join(part for part in sentences(text) if ASKS.search(part))
    missed = any(miss.input == fact.name and hits(asks, miss.words) for _, miss in misses)
    return missed and fact.said not in asks


def _without_others(text: str, measure: Measure, matters: Sequence[str], measures: Sequence[Measure]) -> str:
    """The text without the sentences that only speak of another matter asked: B：买别家平台的服务."""
    others = _words_of_others(f"{measure.policy}/{measure.id}", measures, matters)
    if f"{measure.policy}/{measure.id}" not in matters or not others:
        return text
    only = [part for part in sentences(text) if hits(part, others) and not hits(part, measure.words)]
    return "".join(part for part in sentences(text) if part not in only)


def said_aside(
    text: str, word: str, measure: Measure | None, facts: Facts, quantities: Sequence[Quantity]
) -> bool:
    """Whether a word is said of a sum that states nothing, where another one counts for the measure.

    厂房抵押还有一笔200万, beside the loan on patents: the word stands before that sum in the same part. So it
    is of what is over: 去年还清了一笔土地抵押贷款.
    """
    if measure is None or not any(f.unit == "yuan" and measure.input(f.name) for f in facts.held):
        return False
    saying = [part for part in SEGMENT.split(text) if word in part]
    if saying and all(PAID_OFF.search(part) for part in saying):
        return True
    sums = [f for f in facts.held if f.unit == "yuan"]
    counted = {said for f in sums for said in (f.said.split("、") if f.parts else [f.said])}
    aside = [q for q in quantities if q.kind == "money" and q.said not in counted]
    return any(
        hits(SEGMENT.split(text[: quantity.start])[-1] + said_behind(text, quantity), [word])
        or (in_other_item(text, quantity, quantities, [measure]) and word in item_around(text, quantity))
        for quantity in (_placed(quantity, text) for quantity in aside)
    )


def _placed(quantity: Quantity, text: str) -> Quantity:
    """The quantity at its place in a text from which something may have been left out."""
    if text[quantity.start : quantity.end] == quantity.said:
        return quantity
    start = max(text.find(quantity.said), 0)
    return replace(quantity, start=start, end=start + len(quantity.said))


def owner_of(name: str, measures: Sequence[Measure]) -> Measure | None:
    """The measure that asks for an input."""
    return next((m for m in measures if m.input(name) is not None), None)


def _words_of_others(matter: str, measures: Sequence[Measure], matters: Sequence[str]) -> list[str]:
    """The words of the other measures in question."""
    others = [m for m in measures if f"{m.policy}/{m.id}" in matters and f"{m.policy}/{m.id}" != matter]
    return [word for m in others for word in m.words]
