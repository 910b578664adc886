"""What was told in an earlier turn and not asked, gone back to by a word of it: 贷款那项也报一下."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.dialogue.clear import NAMED, SETTLED
from assistant.dialogue.conversation import Conversation
from assistant.dialogue.matters import POSSIBLE
from assistant.dialogue.phrases import MATTER, hits
from assistant.dialogue.sentence import CLAUSE_END, sentences
from assistant.dialogue.taken_up import taken_up
from assistant.dialogue.understanding import Understanding

# Grammar, not vocabulary. A turn of a few words that goes back to something.
_GONE_BACK = re.compile(
    r"(?:前面|刚才|刚刚|之前|先前|上面|开头|一开始)(?:我)?(?:说|提|讲|问|那|到|过|的)*|回到|说回|再(?:问|说|看|算|报|确认|讲)|也(?:一起|顺便)?(?:再)?(?:报|算|说|看|问|讲|确认)"
    r"|那[个块项边一头](?:呢|也|$)|(?<=[\u4e00-\u9fff]{2})那[块项](?=是|多少|能|给)"
)
_LONGEST = 24
_LATIN = re.compile(r"[A-Za-z]{2,}")


def told_earlier(text: str, conversation: Conversation, understanding: Understanding) -> str:
    """The measure ("policy/id") told in an earlier turn that is gone back to; "" if none or several."""
    if not conversation.matters or len(text) > _LONGEST or not _GONE_BACK.search(text):
        return ""
    left = _GONE_BACK.sub("", text)
    fitting = {m for turn in conversation.said for m in _of_turn(turn, left, understanding)}
    chances, weights = understanding.chances(text), understanding.words.evidence(left)
    of_kind = set() if fitting else _of_kind(left, conversation, understanding)
    likely = {m for m in fitting if weights.get(MATTER + m) or chances.get(MATTER + m, 0.0) >= POSSIBLE}
    spoken_of = of_kind | likely
    if len(spoken_of) != 1 or spoken_of & set(conversation.matters):
        return ""
    return next(iter(spoken_of))


def _of_kind(left: str, conversation: Conversation, understanding: Understanding) -> set[str]:
    """The measures of which a turn says the kind, and an earlier turn a name: 前面那个称号."""
    told = [understanding.words.evidence(turn) for turn in conversation.said]
    found = set()
    for key, measure in understanding.library.by_key.items():
        asked = measure.input(measure.tiers.input) if measure.tiers else None
        named = any(turn.get(MATTER + key, 0.0) >= NAMED for turn in told)
        if asked is not None and named and hits(left, asked.words):
            found.add(key)
    return found


def _of_turn(turn: str, left: str, understanding: Understanding) -> Iterator[str]:
    """The measures of the clauses of an earlier turn that have a word of what is gone back to."""
    latin = set(_LATIN.findall(left.lower()))
    for sentence in sentences(turn):
        clauses = [clause for clause in CLAUSE_END.split(sentence) if clause]
        shared = taken_up(left, clauses).clauses
        for clause in clauses:
            if clause in shared or latin & set(_LATIN.findall(clause.lower())):
                found = plainly_of(clause, understanding) or plainly_of(sentence, understanding)
                yield from [found] if found else []


def plainly_of(text: str, understanding: Understanding) -> str:
    """The measure that a part of a turn is plainly about; "" if none."""
    chances, weights = understanding.chances(text), understanding.words.evidence(text)
    best = max(understanding.library.by_key, key=lambda key: chances.get(MATTER + key, 0.0))
    sure = chances.get(MATTER + best, 0.0) >= SETTLED or weights.get(MATTER + best, 0.0) >= NAMED
    return best if sure else ""
