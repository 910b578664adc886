"""What counts as what the clause names, where something is put that the clause does not name."""

from __future__ import annotations

import re
from datetime import date

from assistant.answering.applying import AMOUNT_ASKED
from assistant.answering.case import Case
from assistant.answering.literal import shared_words
from assistant.answering.phrasing import Conclusion, amounts_sentence
from assistant.answering.premise import told_by_words
from assistant.dialogue.choices import PURE_LEVEL
from assistant.dialogue.counted_in import put, told_before
from assistant.dialogue.phrases import hits
from assistant.policy.measure import Gap

# What says nothing of what it is: the spending, the money.
_ANY_COST = re.compile(r"费用|支出|花费|开销|投入|钱|款项?")
# How an open point is called that is about what counts: 哪些机构算金融机构, 什么算数字化攻关.
_OF_COUNTING = re.compile(r"^(?:哪些|什么|怎样|怎么)[^，。]{0,10}(?:算|可以质押|符合)|是否(?:算|计算)|能算")
# Of what a thing is, which tells nothing of the thing.
_OWNED = re.compile(r"[的里](?:[那这][种类个些])?")
# The fewest characters by which a thing is told.
_SHORTEST = 2


def uncounted_in(case: Case, as_of: date) -> Conclusion | None:
    """That the clause does not say whether something counts which it does not name: 部件算不算."""
    asked = put(case.said)
    if asked is None or case.misses or AMOUNT_ASKED.search(case.said) or _ruled_out(case):
        return None
    told = "" if asked.thing and not _ANY_COST.fullmatch(asked.thing) else told_before(case.said)
    # 平台里仪器的月租费: what is asked about is the rent, and no platform.
    head = _OWNED.split(asked.thing)[-1]
    own = _named(asked.thing, case) and (len(head) < _SHORTEST or _named(head, case))
    if own or (told and _named(told, case)):
        return None
    gap = _gap_of(asked.word, case)
    if gap is None and (not asked.thing or case.measure.kind in ("service", "not_subsidy")):
        return None
    if gap is None and asked.word and not _of_the_clause(asked.word, case):
        return None
    as_what = f"“{asked.word}”" if _of_the_clause(asked.word, case) else "数"
    lead = f"{gap.name}，原文没有写。" if gap else f"“{asked.thing}”算不算{as_what}，原文没有写。"
    known = amounts_sentence(case) if case.measure.pays and not case.own_figures else ""
    known = known or case.measure.summary_on(as_of)
    return Conclusion(f"{lead}{known}", lead[:40], "not_specified", figures=not case.own_figures)


def _ruled_out(case: Case) -> bool:
    """Whether something told rules the measure out whatever counts: 不是“专精特新”企业."""
    failed = {c.input for c in case.ledger.conditions if c.outcome == "not_met"}
    sums = {i.name for i in case.measure.inputs if i.unit in ("yuan", "ratio", "years")}
    return bool(failed - sums)


def _text(case: Case) -> str:
    return "".join("".join(evidence.quote.split()) for evidence in case.measure.evidence.values())


def _named(thing: str, case: Case) -> bool:
    """Whether the clause itself names the thing, or a word of the measure's own choices does: 港股."""
    options = [
        word
        for asked in case.measure.inputs
        for option in asked.options
        for word in option.words
        if len(word) >= _SHORTEST and not PURE_LEVEL.fullmatch(word)
    ]
    return bool(shared_words(thing, _text(case)) or hits(thing, (*options, *case.measure.words)))


def printed(word: str, case: Case) -> bool:
    """Whether a word stands in the measure's clause as it is: 金融机构."""
    return word in _text(case)


def _of_the_clause(word: str, case: Case) -> bool:
    """Whether a word is one of the clause's, and not what it gives: 算一次性奖励吗."""
    named = shared_words(word, f"{_text(case)}，{'，'.join(case.measure.words)}")
    return bool(named) and word not in case.measure.benefit


def _gap_of(word: str, case: Case) -> Gap | None:
    """The open point that says what counts as a word, or what is open by the words that were said."""
    told = [gap for gap in case.gaps if told_by_words(gap, case) or gap.name in case.sure]
    if told:
        return told[0]
    counting = [gap for gap in case.measure.not_in_text if _OF_COUNTING.search(gap.name)]
    if not word:
        return None
    return next((gap for gap in counting if shared_words(word, gap.name)), None)
