"""Several questions in one turn: what each asks about, read by itself.

A part of a turn is short, and what the whole is plainly about puts it in the shade; a whole question is not.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from assistant.dialogue.matters import CLEAR, POSSIBLE
from assistant.dialogue.phrases import MATTER
from assistant.dialogue.sentence import is_question, refers, sentences
from assistant.dialogue.understanding import Understanding

# Grammar, not vocabulary; thresholds of chances and log odds.
# What opens a further question: …贴多少，另外我们在德国参展，能补多少.
_FURTHER = re.compile(
    r"(?=(?:另外(?!一[家个])|另(?=购|有|问|想|外)|还有(?!没|一[家个])|还想问|再问|再有|再就是|再者|顺便|顺带|此外|第[二三四][件个]?))"
)
# What points back, to what was asked before: 那笔钱怎么给, 这个奖励是一次性的吗.
_BACK = re.compile(r"[这那](?!边|里|儿)|它|其(?![他它余实])|该|上述|前者|后者")
# A question without a further word has to name its measure, and a shorter one says too little.
_SHORTEST = 6
_NAMES = 1.2
_NAMES_PLAINLY = 2.0
# The least chance at which a whole question is plainly about a measure.
_PLAIN = 0.7


def asked_by_themselves(text: str, found: Collection[str], understanding: Understanding) -> dict[str, float]:
    """The measures ("policy/id") that a question of its own asks for, found already or not; with the chances.

    None where the turn has one question only, or the question goes on with what is found.
    """
    questions = questions_in(text)
    if len(questions) < 2:
        return {}
    asked = [asked_by_itself(question, found, understanding) for question in questions]
    return {matter: max(chance, CLEAR) for matter, chance in asked if matter}


def asked_by_itself(question: str, found: Collection[str], understanding: Understanding) -> tuple[str, float]:
    """The measure that a question plainly asks for, and no other that was found, with its chance; ("", 0)."""
    keys = {f"{m.policy}/{m.id}": m for m in understanding.library.measures}
    chances, weights = understanding.scores(question).whole, understanding.words.evidence(question)
    best = max(keys, key=lambda key: chances.get(MATTER + key, 0.0))
    chance = chances.get(MATTER + best, 0.0)
    on = any(chances.get(MATTER + key, 0.0) >= POSSIBLE for key in found if key != best)
    weight = weights.get(MATTER + best, 0.0)
    back = weight < _NAMES_PLAINLY and _BACK.search(question)  # 小巨人那100万呢 names it
    if on or chance < _PLAIN or refers(question) or back:
        return "", 0.0
    named = len(question) >= _SHORTEST and weight >= _NAMES
    said = {word for word in keys[best].words if word in question}
    # 够不够资格拿房租补贴, after 创投: the word is that one's too.
    shared = said and any(said <= set(keys[key].words) for key in found if key in keys and key != best)
    return (best, chance) if (named or _FURTHER.match(question)) and not shared else ("", 0.0)


def questions_in(text: str) -> list[str]:
    """The parts of a text that ask something, cut at the ends of sentences and where a further one opens."""
    parts = [part.strip("，,。；; ") for s in sentences(text) for part in _FURTHER.split(s)]
    return [part for part in parts if is_question(part)]
