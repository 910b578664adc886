"""A brief: what a model is told about one answer, as JSON, so that whatever a user typed stays data.

The amounts are not in it: the model has ids for them. Identifiers are masked.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from assistant.answering.answer import Answer
from assistant.dialogue.conversation import Conversation
from assistant.dialogue.reading import Reading
from assistant.policy.library import Library
from assistant.policy.measure import Measure
from assistant.writing.layout import Layout
from assistant.writing.mask import Mask
from assistant.writing.material import Material, described

# Turns of the conversation that a model is told.
HISTORY = 4
LONGEST_TURN = 1500
MOST_GAPS = 4


def brief(
    answer: Answer, before: Conversation, layout: Layout, material: Material, library: Library, mask: Mask
) -> str:
    """The JSON for writing: the question, what is shown already, what may be placed, what is left open."""
    measures = _measures(answer.matters, library)
    told: dict[str, Any] = {
        "此前用户的话": [mask.hide(said)[:LONGEST_TURN] for said in before.said[-HISTORY:]],
        "用户的问题": mask.hide(answer.question)[:LONGEST_TURN],
        "已显示的结论": _with_ids(mask.hide(layout.opening), material),
        "可用的金额": [described(slip) for slip in material.figures],
        "可用的原文": [
            {"id": slip.id, "条款": slip.clause.label, "原文": slip.words}
            for slip in material.quotes.values()
        ],
        "可用的计算步骤": [{"id": name} for name in material.steps],
        "事项": [_described(measure) for measure in measures],
        "程序会在最后追问": layout.closing,
    }
    return json.dumps(told, ensure_ascii=False)


def reading_brief(reading: Reading, before: Conversation, library: Library, mask: Mask) -> str:
    """The JSON for reading: the user's words, the matters there are, the facts that may be stated."""
    measures = _measures(reading.matters, library) or list(library.measures)
    inputs = {i.name: i for m in measures for i in m.inputs}
    told: dict[str, Any] = {
        "此前用户的话": [mask.hide(said)[:LONGEST_TURN] for said in before.said[-HISTORY:]],
        "用户的话": mask.hide(reading.question)[:LONGEST_TURN],
        "可选的事项": list(reading.matters) or _matters(library),
        "可选的事实": [
            {
                "name": item.name,
                "含义": item.label,
                "类型": item.unit,
                **({"选项": {o.value: o.name for o in item.options}} if item.options else {}),
            }
            for item in inputs.values()
            if item.unit != "flag"
        ],
    }
    return json.dumps(told, ensure_ascii=False)


def told_of_measures(matters: Sequence[str], library: Library) -> str:
    """The words about the measures in question that a brief tells: a model may use them."""
    return json.dumps([_described(measure) for measure in _measures(matters, library)], ensure_ascii=False)


def names_with_figures(library: Library) -> tuple[str, ...]:
    """Names of the library that hold a figure and are names all the same: 5050计划, 三年房租补贴."""
    names = {m.name for m in library.measures} | {t.name for p in library.policies for t in p.topics}
    words = {word for m in library.measures for word in m.words}
    return _named(library.version, tuple(sorted(names)), tuple(sorted(words)))


@lru_cache(maxsize=4)
def _named(version: str, names: tuple[str, ...], words: tuple[str, ...]) -> tuple[str, ...]:
    from assistant.answering.claims import claims

    held = [name for name in names if claims(name)]
    for word in words:
        found = claims(word)
        # A number and a word after it is a name (5050计划); a number by itself is a number.
        if found and all(each.kind == "number" and each.end < len(word) for each in found):
            held.append(word)
    return tuple(held)


def _matters(library: Library) -> dict[str, str]:
    held = {f"{m.policy}/{m.id}": m.name for m in library.measures}
    return held | {f"{p.id}/{t.id}": t.name for p in library.policies for t in p.topics}


def _measures(matters: Sequence[str], library: Library) -> list[Measure]:
    known = {f"{m.policy}/{m.id}": m for m in library.measures}
    return [known[matter] for matter in matters if matter in known]


def _described(measure: Measure) -> dict[str, Any]:
    return {
        "名称": measure.name,
        "对象": measure.audience,
        "条件": [condition.text for condition in measure.conditions],
        "原文没有写": [gap.name for gap in measure.not_in_text][:MOST_GAPS],
        "由谁认定": measure.decided_by,
    }


def _with_ids(opening: str, material: Material) -> str:
    """The opening with its amounts as ids: a model that repeats it repeats the ids."""
    for slip in material.figures:
        amount = re.compile(rf"(?<![\d.,])(\*\*)?{re.escape(slip.amount)}(?(1)\*\*)")
        opening = amount.sub(f"{{figure:{slip.id}}}", opening, count=1)
    return opening
