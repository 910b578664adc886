"""Amounts set beside each other: which of two is more, and which of several is a ceiling or is none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction
from typing import Literal

from assistant.answering.case import Case
from assistant.answering.phrasing import Conclusion, amounts_sentence, amounts_spoken
from assistant.calculation.ledger import Award
from assistant.policy.policy import Topic
from assistant.wording import listed

# Grammar, not vocabulary: 哪个奖得多, 谁的钱更高, 哪一档多.
_WHICH_MORE = re.compile(
    r"(?:哪一?[个种档类项级条边头]|谁)[^，。？！；]{0,8}?(?:更|比较)?(?:[多高少低](?:一?[些点]|出)?|划算|合算|值钱|厉害|给力)"
    r"(?:[啊呀呢吗一点些的？?，。]|$)|(?:奖|补|给|钱|金额|额度)[得的]?[^，。？！]{0,4}(?:一样多|一样高|有高低|分高低|有差别|有区别)[吗么没不]?"
)
_ALL_THERE_IS = re.compile(r"最[多高大少低小]")
_MOST = r"[“”\"]?(?:最高|上限|不超过|封顶)[“”\"]?"
_BOUND = r"(?:这|二|两|几|个|字|词|字样|的话)*"
_THAT_ONE = rf"{_BOUND}的?(?:那|是哪|是)?(?:一?[笔项个条档]|几个|些)"
_WITHOUT = rf"(?:没有?|不|未|无)(?:写|带|含|标|注|用|说|加)?(?:明|上|着|有)?{_MOST}"
_WITH = rf"(?:写|带|含|标|注|有|说|加)(?:明|上|着|了|有)?{_MOST}"
_NO_CEILING = re.compile(
    rf"{_WITHOUT}{_THAT_ONE}|哪一?[笔项个条档][^，。？！]{{0,10}}{_WITHOUT}|{_WITHOUT}{_BOUND}的?(?:是)?哪"
)
_A_CEILING = re.compile(
    rf"{_WITH}{_THAT_ONE}|哪一?[笔项个条档][^，。？！]{{0,10}}{_WITH}|{_WITH}{_BOUND}的?(?:是)?哪"
)


def bound_asked(text: str) -> Literal["", "exact", "at_most"]:
    """Of which kind of amount it is asked which one has it: 没写“最高”的那一笔是哪笔."""
    return "exact" if _NO_CEILING.search(text) else "at_most" if _A_CEILING.search(text) else ""


def of_bound(subjects: Sequence[Case | Topic], text: str) -> list[Case | Topic]:
    """The cases whose amounts are of the kind that is asked for; all where that parts none of them."""
    kind = bound_asked(text)
    kept = [s for s in subjects if isinstance(s, Case) and s.awards and {a.bound for a in s.awards} == {kind}]
    return list(kept or subjects)


def compared(case: Case) -> Conclusion | None:
    """Which of two tiers gives more, where that is asked: 隐形冠军跟小巨人哪个奖得多."""
    tiers = case.measure.tiers
    asked = case.measure.input(tiers.input) if tiers else None
    if asked is None or len(case.options) != len(case.awards) or not compares(case.said, case.awards):
        return None
    options = [asked.option(award.option) for award in case.awards]
    named = [(o.name if o else a.label, a) for o, a in zip(options, case.awards, strict=True)]
    return Conclusion(f"{more_of(named)}{amounts_sentence(case)}", amounts_spoken(case), "answered")


def compares(text: str, awards: Sequence[Award]) -> bool:
    """Whether it is asked which of two amounts is more."""
    return len(awards) > 1 and bool(_WHICH_MORE.search(text)) and not _ALL_THERE_IS.search(text)


def more_of(named: Sequence[tuple[str, Award]]) -> str:
    """Which of the amounts is the highest, each by its name: 单项冠军的上限更高."""
    highest = max(award.high or Fraction(0) for _, award in named)
    first = [(name, award) for name, award in named if award.high == highest]
    bound = "上限" if any(award.bound == "at_most" for _, award in named) else "金额"
    if len(first) == len(named):
        return f"{listed([name for name, _ in named])}的{bound}一样。"
    return f"{listed([name for name, _ in first])}的{bound}更高。"
