"""Ceilings: amounts of which the text says 最高 or 不超过, and sentences that forget to say so."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from fractions import Fraction

from assistant.answering.claims import figures_of
from assistant.policy.figures import PrintedFigure, printed_figures

_CEILING = re.compile(
    r"最高|最多|至多|不超过|不高于|不多于|不得超过|超过|以内|之内|上限|封顶|顶格|限额|为限|≤|天花板|到顶|较小|孰低"
)
# Said once for several amounts of a sentence: 都是最高额, 这是上限.
_GOVERNS = re.compile(
    r"(?:都|均|各|分别|这是|一律|上述|以上|所列|属于?|指的?是)[^，。；]{0,8}?(?:最高|上限|封顶|不超过|最多)"
)
_CALCULATION = re.compile(r"[×=＝÷*]")
_SENTENCE = re.compile(r"[^。；！？;!?\n]*[。；！？;!?\n]?")
_PART = re.compile(r"[^，,]*[，,]?")


def quoted_ceilings(quotes: Iterable[str]) -> set[Fraction]:
    """The amounts (yuan) that the quotes give as ceilings and nowhere as plain amounts."""
    capped: set[Fraction] = set()
    plainly: set[Fraction] = set()
    for quote in quotes:
        for part in re.split("[，,。；]", quote):
            amounts = {figure.value for figure in figures_of(part) if figure.kind == "money"}
            (capped if _CEILING.search(part) else plainly).update(amounts)
    return capped - plainly


def said_as_certain(
    text: str, figures: set[Fraction], rules: set[Fraction]
) -> Iterator[tuple[PrintedFigure, str]]:
    """Amounts that are ceilings, in sentences that do not say so, with the sentence.

    `figures`: ceilings that the answer hands out; `rules`: other ceilings of the quotes, which a line
    of a calculation may use without a word.
    """
    lead = ""
    for match in _SENTENCE.finditer(text):
        sentence = match[0]
        if not sentence.strip():
            lead = lead if _is_lead(lead) else ""
            continue
        if not (_GOVERNS.search(sentence) or _lead_governs(lead, sentence)):
            for part in _PART.findall(sentence):
                wanted = figures if _CALCULATION.search(part) else figures | rules
                yield from ((figure, sentence) for figure in _bare_amounts(part) if figure.value in wanted)
        if _is_lead(sentence) or (sentence.lstrip().startswith("|") and not lead.startswith("|")):
            lead = sentence.strip()


def _bare_amounts(part: str) -> Iterator[PrintedFigure]:
    if not _CEILING.search(part):
        yield from (figure for figure in printed_figures(part) if figure.kind == "money")


def _is_lead(sentence: str) -> bool:
    return sentence.rstrip().endswith(("：", ":"))


def _lead_governs(lead: str, sentence: str) -> bool:
    """Whether a line above (最高额：, a table's heading) says it for this one."""
    if not lead or not _CEILING.search(lead):
        return False
    return _is_lead(lead) or sentence.lstrip().startswith("|")
