"""Assembly: the model's text between the composed opening and closing, filled in and proved as a whole."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from assistant import wording
from assistant.answering.answer import Answer, Citation
from assistant.answering.claims import MARK
from assistant.answering.verification import Breach
from assistant.dialogue.conversation import Conversation
from assistant.dialogue.reading import Reading
from assistant.policy.library import Library
from assistant.writing.brief import names_with_figures, told_of_measures
from assistant.writing.conduct import Fault, Manners, faults
from assistant.writing.filling import Filled, fill, quote_block, unmarked
from assistant.writing.layout import Layout, lay_out
from assistant.writing.mask import Mask
from assistant.writing.material import Material, open_material, recorded_quotes, telling


@dataclass(frozen=True, slots=True)
class Subject:
    """What is being written about: the composed answer, its reading, the conversation before it, and how an
    answer of it is proved (what in it is not, or nothing)."""

    answer: Answer
    reading: Reading
    before: Conversation
    prove: Callable[[Answer], Sequence[Breach]]


def assemble(
    raw: str, subject: Subject, library: Library, material: Material, mask: Mask, instructions: str = ""
) -> Answer | tuple[Fault, ...]:
    """The answer with the model's text in it, or everything that is wrong with the text.

    `raw`: ids in place of figures and quotes, identifiers masked; `instructions`: what it may not repeat.
    """
    answer, layout = subject.answer, lay_out(subject.answer)
    wrong = faults(raw, _manners(subject, layout, library, mask, instructions))
    if wrong:
        return wrong
    filled = fill(raw, material, answer)
    if filled.faults:
        return tuple(filled.faults)
    text = _whole(filled, layout, material, mask)
    written = replace(answer, text=text, citations=tuple(filled.citations))
    breaches = subject.prove(written)
    return tuple(Fault(b.rule, b.found, b.message) for b in breaches) if breaches else written


def reassemble(subject: Subject, library: Library, kept: Mapping[str, Any]) -> Answer:
    """The answer with the text of a receipt in it again: the same words, filled in and proved anew."""
    material = open_material(subject.answer, library)
    recorded_quotes(material, kept.get("quotes") or {}, library)
    raw = str(kept.get("text") or "")
    mask = Mask()
    # The receipt's text has stand-ins; the same words give the same ones again.
    for words in (*subject.before.said, subject.answer.question):
        mask.hide(words)
    found = assemble(raw, subject, library, material, mask) if raw else subject.answer
    return found if isinstance(found, Answer) else subject.answer


def _manners(subject: Subject, layout: Layout, library: Library, mask: Mask, instructions: str) -> Manners:
    sources = [document.source for document in library.documents]
    return Manners(
        names=(*names_with_figures(library), *mask.held.values()),
        known=(*sources, layout.opening, told_of_measures(subject.answer.matters, library)),
        instructions=instructions,
        offers=_offers(subject.answer, library),
        said=(*subject.before.said, subject.answer.question),
        not_chosen=_not_chosen(subject, layout, library),
    )


def _not_chosen(subject: Subject, layout: Layout, library: Library) -> tuple[str, ...]:
    """The names of the choices beside the one that the user made, where nobody has spoken of them."""
    stated = {fact.name: fact.value for fact in subject.answer.facts if fact.unit == "choice"}
    names: set[str] = set()
    own: set[str] = set()
    for measure in library.measures:
        if f"{measure.policy}/{measure.id}" not in subject.answer.matters:
            continue
        for wanted in (i for i in measure.inputs if i.name in stated):
            for option in wanted.options:
                words = {option.name, option.printed, *option.words}
                (own if option.value == stated[wanted.name] else names).update(words)
    told = "\n".join((*subject.before.said, subject.answer.question, layout.opening, *own))
    return tuple(sorted(name for name in names if telling(name) and name not in told))


def _offers(answer: Answer, library: Library) -> bool:
    """Whether one of the matters is anything but a measure of which the text says that it is no subsidy."""
    none = {f"{m.policy}/{m.id}" for m in library.measures if m.kind == "not_subsidy"}
    return not set(answer.matters) <= none


def _whole(filled: Filled, layout: Layout, material: Material, mask: Mask) -> str:
    """Opening, steps, the model's words, what else was composed, the question back."""
    heading = wording.EXPLAINED if layout.sections > 1 else ""
    steps = "" if filled.steps else layout.steps
    parts = [layout.opening, steps, heading, mask.show(filled.text)]
    text = "\n\n".join(part for part in parts if part)
    # Nothing composed is lost: clauses with their conditions, what was assumed, what the text leaves open.
    kept = [block for block in layout.quotes if not _quoted(block, text, filled, material)]
    kept += [remark for remark in layout.remarks if remark not in text]
    text = "\n\n".join([text, *kept])
    for held in unmarked(text, filled.citations):
        if f"[{held.n}]" not in text:
            text += "\n\n" + _shown(held, material)
    return f"{text}\n\n{layout.closing}" if layout.closing and layout.closing not in text else text


def _quoted(block: str, text: str, filled: Filled, material: Material) -> bool:
    """Whether the text holds words of the clause that a composed quote is from."""
    numbers = {int(n) for mark in MARK.findall(block) for n in re.findall(r"\d+", mark)}
    clauses = {(c.document, c.path) for c in filled.citations if c.n in numbers}
    slips = [s for s in material.quotes.values() if (s.clause.document, s.clause.path) in clauses]
    return any(slip.words.rstrip("。；") in text for slip in slips)


def _shown(held: Citation, material: Material) -> str:
    """The words of a citation that the text leaves out."""
    slips = {(slip.clause.document, slip.start, slip.end): slip for slip in material.quotes.values()}
    return quote_block(slips[held.document, held.start, held.end], f"[{held.n}]")
