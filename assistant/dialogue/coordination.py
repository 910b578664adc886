"""Coordination: names side by side in a question (首台套、小巨人和贴息各多少); each is asked."""

from __future__ import annotations

import re

from assistant.dialogue.matters import CLEAR
from assistant.dialogue.phrases import MATTER
from assistant.dialogue.sentence import is_question, sentences
from assistant.dialogue.understanding import Understanding

# Grammar, not vocabulary. What joins one name to the next.
_JOINT = re.compile(r"、|以及|还有|加上|和|与|跟|(?<![省市家级])及|或|[+＋/]")
# Numbered one after the other: （1）隐形冠军奖金（2）省级企业技术中心新认定的钱.
_NUMBER = re.compile(r"[（(][1-9][）)]|(?<![\d.])[1-9][、.．)）](?!\d)")
_CLAUSE = re.compile(r"[，,；;：:\n]+")
_LONGEST_ITEM = 8
# How strongly a word must name its measure; one that two measures share weighs less.
_LEAST_WORD = 1.0
# What only says who asks or what was got: 我们是小巨人和单项冠军.
_TOLD = re.compile(
    r"我们?(?:公司|企业)?(?:是|有|系|属)|本公司|我司|(?:评上|拿到?|认定|办|做|领)(?:了|过)|去年|前年"
)


# How much, of each or of all that was named, and nothing named itself: 有几笔奖，每笔什么数; 各多少.
_COUNTED = re.compile(
    r"[几两三四](?:笔|项|份|样|块|个(?!月))|每[一]?[笔项份样个块]|挨个|逐[项个笔]|哪[几些][笔项份样]"
)
_OF_THEM = re.compile(rf"{_COUNTED.pattern}|各(?!级|类|种|地|界|位)|分别|一共|总共")
_HOW_MANY = re.compile(r"(?<![好这那])几(?:笔|项|份)")
# What only says who asks, unless they are counted: 我们省专精特新，四月展位费七万，六月五万，一共能报多少.
_WHO = re.compile(r"^(?:我们?|咱们?|我司|本公司|公司|企业|单位)")
# The chance at which a part that only tells speaks of a measure that it names: 我们是国家小巨人.
_TOLD_OF = 0.25
_YEAR_BEFORE = re.compile(r"去年|前年|大前年|往年|前几年|头两年|早几年|[两三四五]年前|以前|之前|当年")


def coordinated(text: str, understanding: Understanding) -> dict[str, float]:
    """The measures ("policy/id") that stand side by side in what is asked, with their chances.

    None where fewer than two do.
    """
    found: dict[str, float] = {}
    for sentence in sentences(text):
        clauses = [clause for clause in _CLAUSE.split(sentence) if clause]
        for at, clause in enumerate(clauses):
            asking = is_question(clause) or (at + 1 < len(clauses) and is_question(clauses[at + 1]))
            pieces = [piece for piece in _JOINT.split(clause) if len(piece) > 1]
            if not asking or len(pieces) < 2 or _TOLD.search(clause):
                continue
            named = [m for piece in pieces for m in _named_in(piece, understanding)]
            if len({matter for matter, _ in named}) > 1:
                found |= dict(named)
    return (
        found
        or _numbered(text, understanding)
        or _rules_listed(text, understanding)
        or told_and_counted(text, understanding)
    )


def told_and_counted(text: str, understanding: Understanding) -> dict[str, float]:
    """The awards by title or level that are told one by one, where the question asks of each and names none.

    小巨人评上了，省级工程研究中心也新认定了，每笔多少: both are. None where fewer than two are told.
    """
    clauses = [clause for sentence in sentences(text) for clause in _CLAUSE.split(sentence) if clause]
    asking = [clause for clause in clauses if is_question(clause) or _HOW_MANY.search(clause)]
    told = [clause for clause in clauses if clause not in asking and not _YEAR_BEFORE.search(clause)]
    if (
        not asking
        or not any(map(_OF_THEM.search, asking))
        or any(_named_in(c, understanding) for c in asking)
    ):
        return {}
    tiered = {f"{m.policy}/{m.id}" for m in understanding.library.measures if m.tiers}
    counted = any(map(_COUNTED.search, asking))
    by_themselves = [clause for clause in told if not _WHO.search(clause)]
    for clauses in (by_themselves, told) if counted else (by_themselves,):
        pieces = [piece for clause in clauses for piece in clause.split("、")]
        named = {
            m: max(chance, CLEAR)
            for piece in pieces
            for m, chance in _named_in(piece, understanding, _TOLD_OF)
        }
        if len(named) > 1:
            return named if set(named) & tiered else {}
    return {}


def _rules_listed(text: str, understanding: Understanding) -> dict[str, float]:
    """The rules of the policy that are listed as what is asked: 生效日、谁牵头、有效几年.

    None where fewer than two are.
    """
    rules = {f"{p.id}/{t.id}" for p in understanding.library.policies for t in p.topics}
    found: dict[str, float] = {}
    for clause in _CLAUSE.split(text):
        for piece in clause.split("、") if "、" in clause else ():
            named = {
                label.removeprefix(MATTER): w for label, w in understanding.words.evidence(piece).items()
            }
            if len(piece) <= _LONGEST_ITEM and named and set(named) <= rules:
                found[max(named, key=lambda matter: named[matter])] = CLEAR
    return found if len(found) > 1 else {}


def _numbered(text: str, understanding: Understanding) -> dict[str, float]:
    """The measures that are numbered as what is asked, with their chances; none where fewer than two are."""
    items = [sentences(item)[0] for item in _NUMBER.split(text)[1:] if sentences(item)]
    if len(items) < 2 or any(_TOLD.search(item) for item in items):
        return {}
    named = dict(m for item in items for m in _named_in(item, understanding))
    return named if len(named) > 1 else {}


def _named_in(piece: str, understanding: Understanding, least: float = CLEAR) -> list[tuple[str, float]]:
    """The measure that a piece names by a word and speaks of with at least this chance, with its chance."""
    weights = understanding.words.evidence(piece)
    if not any(weight >= _LEAST_WORD for weight in weights.values()):
        return []
    chances = understanding.scores(piece).whole
    keys = [f"{m.policy}/{m.id}" for m in understanding.library.measures]
    best = max(keys, key=lambda key: chances.get(MATTER + key, 0.0))
    chance = chances.get(MATTER + best, 0.0)
    return [(best, chance)] if chance >= least and weights.get(MATTER + best, 0.0) >= _LEAST_WORD else []
