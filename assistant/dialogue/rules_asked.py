"""The rules of the policy that a turn asks after, beside a measure or in its place."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.dialogue.aspect import missing_of
from assistant.dialogue.clear import MOST_MATTERS, SETTLED, measures_of
from assistant.dialogue.conversation import Conversation
from assistant.dialogue.heard import Heard
from assistant.dialogue.matters import CLEAR, POSSIBLE
from assistant.dialogue.newcomers import for_newcomers, moves_in
from assistant.dialogue.openings import openings_of
from assistant.dialogue.phrases import MATTER, hits
from assistant.dialogue.pointers import by_figure
from assistant.dialogue.scope import moves_away
from assistant.dialogue.understanding import Understanding
from assistant.policy.library import Library

SUPPORT = re.compile(r"奖|补|贴|资助|扶持|政策|支持|好处|优惠|钱")
# Topics of the document that a measure's own question touches: the measure is told, and they beside it.
# A word of a measure that is long enough to name it by itself.
LONG_WORD = 5
BESIDE = ("validity", "no_double", "registration_place", "funding_source", "lead_department")
# The least chance of a measure beside the question where an enterprise has to be.
LIKELY = 0.4
# Enterprises are counted: 培育目标, 到2025年几家.
COUNTING = re.compile(r"目标|培育|力争|家数|数量|[几\d多少]\s?家|20\d\d年|二[〇零]二")
# Rules that are asked of anything: who is in charge, how to apply.
WHERE_TO_GO = ("/lead_department", "/application")
OF_THE_POLICY = re.compile(rf"{SUPPORT.pattern}|文件|意见|条款|专精特新|小巨人|冠军|申报|称号|项目")
# Whether there is any document at all is asked, and not after this one.
ANY_DOCUMENT = re.compile(
    r"(?:有没有|有无|有)[^，。？！]{0,4}(?:哪个|什么|啥|别的)?(?:文件|政策|规定)[^，。？！]{0,4}(?:给|补|奖|管)"
)
# Topics that are seldom meant where something about applying is asked.
NOT_APPLYING = ("validity", "issue_info", "overview", "addressees")
# Who decides is asked.
WHO = re.compile(r"谁|部门|[哪个]局|单位定")


def point_of(
    heard: Heard, conversation: Conversation, understanding: Understanding
) -> tuple[tuple[str, ...], bool]:
    """(the measure of which a point left open is asked in words of what lies outside, whether of before).

    138万美金够不够那条线？按哪天的汇率: a rate of exchange is no matter of the policy, the point is.
    """
    (name, chance) = openings_of(heard.plain, understanding.phrases.open_points, understanding)[1]
    if not name or chance < SETTLED or "general_knowledge" not in heard.outside:
        return (), False
    if conversation.matters:
        return conversation.matters, True
    label, likely = heard.scores.best(MATTER)
    return ((label.removeprefix(MATTER),), False) if likely >= POSSIBLE else ((), False)


def without_counts(matters: tuple[str, ...], heard: Heard, library: Library) -> tuple[str, ...]:
    """The matters without the one that only counts enterprises, where no count is asked beside another.

    那能进哪所学校？一家公司几个名额 asks for no number of enterprises.
    """
    counting = {
        f"{m.policy}/{m.id}"
        for m in measures_of(library, matters, ())
        if m.kind == "not_subsidy" and any(p.unit == "count" for p in m.parameters)
    }
    if len(matters) < 2 or not counting or COUNTING.search(heard.plain):
        return matters
    return tuple(matter for matter in matters if matter not in counting) or matters


def named_rules(heard: Heard, understanding: Understanding) -> tuple[str, ...]:
    """The rule that the question names by its words, in the place of all there is: 这个政策总盘子多少钱."""
    rules = {
        f"{MATTER}{policy.id}/{topic.id}"
        for policy in understanding.library.policies
        for topic in policy.topics
    }
    weights = {m: w for m, w in understanding.words.evidence(heard.wordy).items() if m in rules}
    best = max(weights, key=lambda matter: weights[matter], default="")
    return (best.removeprefix(MATTER),) if best and not best.endswith("/overview") else ()


def of_something_else(matters: Sequence[str], heard: Heard) -> bool:
    """Whether where to go is asked of what lies outside, and nothing of the policy: 油烟扰民向谁投诉."""
    rules = bool(matters) and all(matter.endswith(WHERE_TO_GO) for matter in matters)
    elsewhere = [o for o in heard.outside if o != "other_districts"]
    if elsewhere and all(matter.endswith("/issue_info") for matter in matters):
        return bool(ANY_DOCUMENT.search(heard.plain))  # 招了残疾人，有没有哪个文件给补贴的
    return rules and bool(elsewhere) and not OF_THE_POLICY.search(heard.plain)


def of_who_moved(matters: tuple[str, ...], heard: Heard, understanding: Understanding) -> tuple[str, ...]:
    """The measures, and where an enterprise has to be, of one that moved away: 今年厂搬去萧山了，还给不."""
    measured = measures_of(understanding.library, matters, ())
    if moves_in(heard.plain, understanding):
        newcomers = for_newcomers(measured, heard.plain, understanding)
        told = (m for m in matters if not newcomers or not m.endswith("/overview"))
        return tuple(dict.fromkeys((*newcomers, *told)))[:MOST_MATTERS]
    if not measured or not moves_away(heard.plain, understanding):
        return matters
    return tuple(dict.fromkeys((*matters, f"{measured[0].policy}/registration_place")))


def to_apply(matters: tuple[str, ...], heard: Heard, understanding: Understanding) -> tuple[str, ...]:
    """The matters, where a topic that is only likely gives way to how to apply, if that is what is asked."""
    unsure = [
        m
        for m in matters
        if m.split("/")[-1] in NOT_APPLYING and heard.scores.whole.get(MATTER + m, 0.0) < CLEAR
    ]
    if any(m.endswith("/application") for m in matters):
        return tuple(m for m in matters if m.split("/")[-1] not in NOT_APPLYING)
    if not unsure or not missing_of(heard.plain, understanding.phrases):
        return matters
    return tuple(dict.fromkeys(f"{m.split('/')[0]}/application" if m in unsure else m for m in matters))


def applied_to(
    matters: tuple[str, ...], heard: Heard, conversation: Conversation, understanding: Understanding
) -> tuple[str, ...]:
    """The matters; how to apply where a follow-up to a rule asks that: 材料带哪些, after 7月1号去呢.

    Of a measure and a rule the measure is asked; when it begins (那从哪天开始) is asked of the rule.
    """
    if matters and all(m.endswith("/lead_department") for m in matters):
        return _left_open(heard, conversation, understanding) or matters
    others = tuple(m for m in matters if m.split("/")[-1] not in NOT_APPLYING)
    if len(others) == len(matters) or not {*missing_of(heard.plain, understanding.phrases)} - {"deadline"}:
        return matters
    if others:
        return others
    talked = measures_of(understanding.library, (), conversation.mentioned)
    if talked:
        return (f"{talked[0].policy}/{talked[0].id}",)
    return tuple(dict.fromkeys(f"{m.split('/')[0]}/application" for m in matters))


def _left_open(heard: Heard, conversation: Conversation, understanding: Understanding) -> tuple[str, ...]:
    """The measure spoken of before it was asked who decides, where a point left open is asked."""
    points = understanding.phrases.open_points.values()
    if WHO.search(heard.plain) or not any(hits(heard.plain, words) for words in points):
        return ()
    known = {f"{m.policy}/{m.id}" for m in understanding.library.measures}
    return tuple(m for m in reversed(conversation.mentioned) if m in known)[:1]


def of_measures(matters: tuple[str, ...], heard: Heard, understanding: Understanding) -> tuple[str, ...]:
    """The matters, and before topics that measures share (validity …) the measure that the turn speaks of."""
    known = {f"{m.policy}/{m.id}" for m in understanding.library.measures}
    if not matters or any(m in known or m.split("/")[-1] not in BESIDE for m in matters):
        return matters
    figured = by_figure(heard.plain, heard.quantities, heard.outside, heard.acts, understanding.library)
    least = LIKELY if any(m.endswith("/registration_place") for m in matters) else POSSIBLE
    likely = sorted(
        (m for m in known if heard.scores.whole.get(MATTER + m, 0.0) >= least),
        key=lambda m: -heard.scores.whole[MATTER + m],
    )
    if len(figured) == 1:
        return (*figured, *matters)
    return (*(likely[:1] or _named_at_length(heard.plain, understanding)), *matters)


def _named_at_length(text: str, understanding: Understanding) -> list[str]:
    """The measure of which alone a long word is said: 工程研究中心 beside the day of the start."""
    found = [
        f"{m.policy}/{m.id}"
        for m in understanding.library.measures
        if m.pays and any(len(word) >= LONG_WORD for word in hits(text, m.words))
    ]
    return found if len(found) == 1 else []
