"""Acts of talk: greeting, thanks, abuse, a demand to promise …"""

from __future__ import annotations

import re
from collections.abc import Collection

from assistant.dialogue.aspect import SURE
from assistant.dialogue.matters import CLEAR, POSSIBLE, Scores
from assistant.dialogue.phrases import ACT, MATTER

# Grammar, not vocabulary; thresholds of chances and log odds.
HOSTILE = frozenset({"abuse", "injection"})
# How strongly a word must name a matter for the turn to count as naming one at all.
WORDED = 1.5
# Where the whole turn is plainly about a matter, an act that the whole does not show at all has to be this
# sure in its part.
SETTLED = 0.9
FAINT = 0.1
PART_ACT = 0.8
LATIN = re.compile(r"[A-Za-z]{3}")
TAMPERING = re.compile(
    r"ignore|instruction|prompt|system|pretend|jailbreak|developer|override|forget|role|reveal|script|context|忽略|提示词|指令|扮演|假装|规则|设定|密码|数据库|输出",
    re.I,
)


def acts_of(
    scores: Scores, named: float, doubtful: bool, place: bool = False, unsaid: Collection[str] = ()
) -> tuple[str, ...]:
    """Acts of talk that are clearly there, in the whole or in a part, or nearer than anything else.

    `named`: how strongly a matter is named; who names one is not lightly taken to insult or to inject.
    `doubtful`: the text is partly foreign and says nothing of rules or prompts, so neither is meant; `place`:
    it asks where something is written (出处, 第几条); `unsaid`: acts
    of which no word is said, so that the labeller has to be sure: 反正你给我个数 demands no promise.
    """
    found: dict[str, float] = {}
    settled = scores.best(MATTER)[1] >= SETTLED
    hostile_least = SURE if named >= WORDED or settled else CLEAR
    for chances in (scores.whole, *(part for _, part in scores.parts)):
        for label, chance in chances.items():
            least = hostile_least if label.removeprefix(ACT) in HOSTILE else CLEAR
            if settled and scores.whole.get(label, 0.0) < FAINT:
                least = max(least, PART_ACT)
            if label.startswith(ACT) and chance >= least:
                found[label] = max(chance, found.get(label, 0.0))
    nearest = max(scores.whole, key=lambda name: scores.whole[name])
    hostile = nearest.removeprefix(ACT) in HOSTILE and (named >= WORDED or scores.whole[nearest] < CLEAR)
    if nearest.startswith(ACT) and scores.whole[nearest] >= POSSIBLE and not hostile:
        found.setdefault(nearest, scores.whole[nearest])
    for act in unsaid:
        if found.get(ACT + act, 0.0) < SURE:
            found.pop(ACT + act, None)
    doubtful = doubtful or place
    kept = {label: chance for label, chance in found.items() if not (doubtful and label == ACT + "injection")}
    return tuple(label.removeprefix(ACT) for label in sorted(kept, key=lambda name: -kept[name]))
