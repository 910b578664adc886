"""A fact of the own case that decides which rule, or whether any, applies, and that was not told."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answering.answer import Ask
from assistant.answering.case import Case
from assistant.answering.phrasing import Conclusion, amounts_sentence, amounts_spoken
from assistant.dialogue.phrases import hits

# Grammar, not vocabulary. Something of one's own is under way: 准备上市, 快要敲钟了, 明年报.
_PLANS = re.compile(r"准备|打算|计划|筹备|[想要](?!问|知道|不要)|快要?|拟|明年|后年|年内|马上")
# How much there is, and not which of the two is more, or what else there is.
_HOW_MUCH = re.compile(
    r"[奖补给拿领发拨贴](?:励|助|贴|金)?(?:能|可以|到|得?到|的?钱|有|是)*(?:多少|几[万百个])|多少(?:奖|补|钱)"
)
_COMPARED = re.compile(r"哪[个边种家]|各|分别|不管|不论|两|差|还是|都|和|跟|除了|区别|一样")
# Something was got a while ago, and no name is given to who got it.
_JUST_GOT = re.compile(
    r"^(?:刚刚?|才|今年|去年|上个?月|昨天|终于|已经)[^，。？！]{0,2}(?:拿到|评上|挂上|领到|批下来|下来)了?"
)
# What was done is told, and it is asked if there is something for it: 刚跑了趟…，能报点不.
_DONE = re.compile(
    r"(?:刚|才|去年|今年|上个?[月周]|昨天|前[几两]?[天个])[^，。？！]{0,8}(?:回来|完|了|过)|[花掏付交]了"
)
_WHETHER = re.compile(
    r"(?:能|可以|可不可以|能不能|给不给|给|补不补|报不报|区里|政府)[^，。？！]{0,6}[报补贴给返][^，。？！]{0,5}(?:[吗么不没][？?]?$|[？?])"
)


def is_own(case: Case) -> bool:
    """Whether it is asked for the own enterprise, also where only what it got is told: 刚拿到牌子，奖多少."""
    return case.own or bool(_JUST_GOT.search(case.said))


def which_of(cases: Sequence[Case], text: str) -> list[Ask]:
    """The choice between two rules that was not told of the own plan: 准备上市能领多少; [] where none is."""
    if len(cases) != 2 or not _PLANS.search(text) or not _HOW_MUCH.search(text) or _COMPARED.search(text):
        return []
    first, second = cases
    choices = [c.input for c in first.measure.conditions if c.test == "one_of"]
    shared = [c.input for c in second.measure.conditions if c.test == "one_of" and c.input in choices]
    told = {fact.name for case in cases for fact in case.facts}
    asked = first.measure.input(shared[0]) if shared and shared[0] not in told else None
    return [Ask(asked.name, f"{asked.question}{asked.example}", asked.unit)] if asked else []


def kind_untold(case: Case) -> Conclusion | None:
    """That it depends on a kind that was not told, where much of the same name is not meant: 哪里的展会."""
    if case.computing or case.misses or case.claims or case.facts or not case.measure.pays:
        return None
    if not (_DONE.search(case.said) and _WHETHER.search(case.said)):
        return None
    taken = {miss.input for miss in case.measure.near_misses}
    flags = [c for c in case.measure.conditions if c.test == "is_true" and c.input in taken]
    unknown = {c.input for c in case.ledger.conditions if c.outcome == "unknown"}
    kinds = [c for c in flags if c.input in unknown and not _said(case, c.input)]
    if not kinds:
        return None
    return Conclusion(
        f"要看是不是{kinds[0].text.removeprefix('是')}。{amounts_sentence(case)}",
        amounts_spoken(case),
        "needs_facts",
        asks=True,
    )


def _said(case: Case, name: str) -> bool:
    """Whether words of the kind are said, or of the measure by its full name."""
    asked = case.measure.input(name)
    words = [word for option in (asked.options if asked else ()) for word in option.words]
    return bool(hits(case.said, words))
