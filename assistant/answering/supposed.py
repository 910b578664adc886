"""Rules that someone supposes and puts to be confirmed, of which the clause says nothing."""

from __future__ import annotations

import re
from datetime import date

from assistant.answering.case import MOST, QUALIFYING, Case
from assistant.answering.detail import written
from assistant.answering.literal import shared_words
from assistant.answering.phrasing import Conclusion, amounts_sentence
from assistant.answering.premise import told_by_words
from assistant.dialogue.numerals import read_numeral
from assistant.dialogue.phrases import hits
from assistant.dialogue.sentence import refers
from assistant.dialogue.supposing import supposition

# What a share is taken of.
_BASE = re.compile(r"的?(?:基数|基准|口径|底数|分母)")
# A sum without its unit, which is ten thousand.
_TEN_THOUSAND = 10_000
_BARE_SUM = re.compile(r"[一二两三四五六七八九]百(?![万亿分])|(?<![\d.])\d{2,4}(?![\d.万亿%年个家月号])")
# The least that tells something besides the measure.
_SHORTEST = 4


def supposed(case: Case, as_of: date) -> Conclusion | None:
    """That a rule put to be confirmed is not in the clause: 多出来的挪到明年贴，规矩是这样的吧."""
    told = supposition(case.said)
    if not told or case.misses or case.backwards:
        return None
    point = _point(case)
    if not point and not _unheard_of(told, case):
        return None
    # What was worked out before is no amount of what is supposed.
    worked_out = any(fact.low is not None for fact in case.facts)
    known = amounts_sentence(case) if case.measure.pays and not worked_out else case.measure.summary_on(as_of)
    lead = f"{point}，原文没有写。" if point else "您说的这一点，原文没有写。"
    return Conclusion(f"{lead}{known}", lead[:40], "not_specified", figures=not worked_out)


def _point(case: Case) -> str:
    """The point that the clause leaves open and the statement settles; "" where none is told."""
    gaps = [gap for gap in case.gaps if not gap.name.startswith(QUALIFYING)]
    # 展位费补一半，对吧: what is claimed is right or wrong by what the clause has.
    claimed = any(not _only_named(claim.said, case) for claim in case.claims)
    told = [gap.name for gap in gaps if told_by_words(gap, case) and not claimed]
    if case.computing:
        return next(iter(told), "")  # 展期那段也照样贴; what is worked out of a sum that was told is told
    told = [gap.name for gap in gaps if gap.name in case.sure] + told
    return next(iter(told), case.leading)


def _only_named(figure: str, case: Case) -> bool:
    """Whether a figure only names what something is asked of: 算50%的基数时，工资也算进去."""
    return _BASE.match(case.said.partition(figure)[2]) is not None


def _names_its_sum(told: str, case: Case) -> bool:
    """Whether the clause's own sum is named without its unit: 国内敲钟四百."""
    read = [read_numeral(told, found.start()) for found in _BARE_SUM.finditer(told)]
    return any(n is not None and n.span.low * _TEN_THOUSAND == a.high for n in read for a in case.awards)


def _unheard_of(told: str, case: Case) -> bool:
    """Whether nothing of a statement is in the clause, beside what names the measure."""
    if case.claims or case.own_figures or set(case.aspects) - {"premise"}:
        return False
    if MOST.search(told) or refers(told) or _names_its_sum(told, case):
        return False
    for word in sorted(hits(told, (*case.measure.words, case.measure.name)), key=len, reverse=True):
        told = told.replace(word, "")
    return len(told) >= _SHORTEST and not shared_words(told, written(case))
