"""The facts of a turn that stay: not those that are put out, passed over, or only told on the way."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from assistant.dialogue.asked import asking_part
from assistant.dialogue.clear import EACH, STORY, measures_of
from assistant.dialogue.conversation import HeldFact
from assistant.dialogue.facts import Facts
from assistant.dialogue.matters import SEGMENT
from assistant.dialogue.near_misses import owner_of, said_aside
from assistant.dialogue.quantities import Quantity
from assistant.dialogue.question import Question
from assistant.dialogue.sentence import MARKED_CLAUSE, is_question, refers
from assistant.dialogue.told_beside import BESIDE
from assistant.dialogue.understanding import Understanding
from assistant.policy.measure import Measure

# 帮王总问一下，我们是… announces a question and is none.
ANNOUNCES = re.compile(r"想?问(?:一?下|各)?")
# What follows is how something is to be taken: 就按境内给.
TAKEN_FOR = re.compile(r"(?:按|照|当成?|算成?|算作)$")
# How much of a title's name tells which one is meant.
SHORT_NAME = 3


def kept_of(
    text: str,
    facts: Facts,
    matters: Sequence[str],
    own_words: Mapping[str, str],
    understanding: Understanding,
    quantities: Sequence[Quantity],
    measures: Sequence[Measure],
) -> tuple[HeldFact, ...]:
    """The facts of the turn in the user's own words, without those that are only told or another matter's."""
    told = _only_told(text, facts.held)
    return tuple(
        replace(f, said=own_words.get(f.said, f.said))
        for f in facts.held
        if not _of_another(f, matters, understanding)
        and not (facts.dropped and f.unit == "flag")
        and f.said not in told
        and not (
            f.option == "false" and said_aside(text, f.said, owner_of(f.name, measures), facts, quantities)
        )
    )


def put_out(fact: HeldFact, question: Question, asking: str) -> bool:
    """Whether a fact is only said of what is not asked; a sum is kept for later: 参展的先不管."""
    if fact.option and fact.said in question.beyond and asking.count(fact.said) < 2:
        return True  # 除了小巨人，还有哪些称号有钱
    if fact.said in asking or fact.enterprise:
        return False  # what is told of another enterprise stays that one's
    if fact.option == "false" and question.told:
        return True  # 去年在东京参展；今年想办国际展会: what is denied of the one is told of the other
    return fact.said in question.aside or (bool(fact.option) and fact.said in question.excluded)


def passed_over(fact: HeldFact, facts: Facts, asking: str, tiers: Collection[str]) -> bool:
    """Whether a choice stands only in what is not asked, beside another that is.

    小巨人（国家级）、研究院（省级），只要研究院: no 国家级 of the body. So it is where the clause that asks
    names one title or level by itself: 省专精特新早有了，今年评上小巨人，小巨人给多少. `tiers`: the inputs by
    which amounts are graded; of another choice (准备去港交所，该按境内给吧) what is told decides.
    """
    own = [f for f in facts.held if (f.name, f.enterprise) == (fact.name, fact.enterprise)]
    others = [f for f in own if f.option != fact.option]
    if not fact.option or not others:
        return False
    if TAKEN_FOR.search(asking.partition(fact.said)[0]):
        return True  # 筹备去纳斯达克，就按境内给对吧: how it is to be taken is no fact of the case
    clauses = MARKED_CLAUSE.findall(asking)
    questions = "，".join(clause for clause in clauses if is_question(ANNOUNCES.sub("", clause)))
    if BESIDE.search(questions) or refers(questions) or fact.said in questions:
        return False
    if fact.said in asking:
        return fact.name in tiers and any(f.said in questions for f in others)
    return any(f.said in asking for f in others)


def _only_told(text: str, held: Sequence[HeldFact]) -> set[str]:
    """Choices told on the way in a long story whose question names others: 2021年拿了省级，…问小巨人."""
    choices = [f for f in held if f.unit == "choice"]
    if len(text) < STORY or EACH.search(text):
        return set()
    # 省级研究院奖了80万 tells what was got: only where no part asks in so many words is it looked at.
    asking = "，".join(part for part in SEGMENT.split(text) if is_question(part)) or asking_part(text)
    meant = {f.said for f in choices if f.said in asking}
    # 工信部小巨人通过了 …小巨人这一项: the name is asked after in short.
    meant = meant or {f.said for f in choices if len(f.said) > SHORT_NAME and f.said[-SHORT_NAME:] in asking}
    asked = {f.name for f in choices if f.said in meant}
    return {f.said for f in choices if f.name in asked and f.said not in meant}


def _of_another(fact: HeldFact, matters: Sequence[str], understanding: Understanding) -> bool:
    """Whether a no to one measure's question is only the name of another that is asked about too (参展)."""
    if fact.option != "false" or len(matters) < 2:
        return False
    known = measures_of(understanding.library, matters, ())
    asking = [m for m in known if m.input(fact.name) is not None]
    others = [m for m in known if m not in asking]
    return bool(asking) and any(word in fact.said or fact.said in word for m in others for word in m.words)
