"""What a follow-up names beside what is spoken of."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.dialogue.clear import SETTLED, measures_of
from assistant.dialogue.conversation import Conversation
from assistant.dialogue.matters import Scores
from assistant.dialogue.phrases import MATTER, hits
from assistant.dialogue.understanding import Understanding
from assistant.policy.library import Library

# Grammar, not vocabulary; thresholds of chances.
# Something else is named and asked after, before more is told of it: 要楼呢？我们大概要五千平.
OPENED_ANEW = re.compile(r"(?:那么?|还有)?(?:想?要|换)?[^，。？！\d]{1,6}呢[？?，,。]")
TURNED_LEAST, TURNED_TIMES = 0.4, 5.0
# What is named is asked after together with what is spoken of: 牌子那个跟这个能都要么, 和小巨人的能一起领不.
WITH_THIS = re.compile(
    r"(?:[跟和与同](?:这|那|它|前面|刚才)|(?:这|那|它|前面的?|刚才的?)(?:一?[个笔项条份])?[跟和与同]|^(?:那么?|能|也|可以|能不能)*[跟和与同])"
)
HELD_TOGETHER = re.compile(
    r"[能可][以]?都|都[能可]|都(?:要|拿|领|报|给|享)|一[起块并]|同时|兼|叠|冲突|重复|矛盾|两[头边样]|不影响|只能[选拿领]"
)
# A turn of a talk that is so short, and names nothing, has to be so sure of another matter to turn to it.
NAMELESS = 24
SURE_ELSEWHERE = 0.85
# Words that names have in common.
_COMMON_NAMES = ("奖励补贴", "补助补偿", "企业支持", "鼓励项目", "产品资助", "服务认定", "贷款")


def with_this(
    text: str, clear: Sequence[str], conversation: Conversation, library: Library
) -> tuple[str, ...]:
    """The measures spoken of and the one that is asked after together with them; () where none is."""
    named = [f"{m.policy}/{m.id}" for m in measures_of(library, clear, ())]
    current = [f"{m.policy}/{m.id}" for m in measures_of(library, conversation.matters, ())]
    if not (WITH_THIS.search(text) and HELD_TOGETHER.search(text)) or set(named) & set(current):
        return ()
    return (*current, *named) if current and named else ()


def as_spoken_of(
    text: str, scores: Scores, clear: Sequence[str], conversation: Conversation, library: Library
) -> tuple[str, ...]:
    """The matters, each that is not sure as one that was spoken of and that all its words name as well.

    房租、上市分别在第几条, after the rent of those in whom investors put money: it is that rent.
    """
    spoken = measures_of(library, (), conversation.mentioned)
    out = []
    for matter in clear:
        sure = scores.whole.get(MATTER + matter, 0.0) >= SETTLED
        new = [m for m in measures_of(library, [matter], ()) if m not in spoken and not sure]
        said = set(hits(text, new[0].words)) if new else set()
        same = [m for m in spoken if said and said <= set(hits(text, m.words))]
        same = [m for m in same if m.pays or not new[0].pays]
        out.append(f"{same[0].policy}/{same[0].id}" if same else matter)
    return tuple(dict.fromkeys(out))


def turned_to_likely(
    text: str, scores: Scores, conversation: Conversation, understanding: Understanding
) -> tuple[str, ...]:
    """The measure to which a turn turns by its first words alone, where no other comes near.

    要楼呢？我们大概要五千平: what follows tells of the case, and names nothing.
    """
    label, chance = scores.best(MATTER)
    matter = label.removeprefix(MATTER)
    rivals = [c for other, c in scores.whole.items() if other != label]
    if (
        not OPENED_ANEW.match(text)
        or chance < TURNED_LEAST
        or max(rivals, default=0.0) > chance / TURNED_TIMES
    ):
        return ()
    known = measures_of(understanding.library, [matter], ())
    return (matter,) if known and matter not in conversation.matters else ()


def surely_turned_to(
    text: str, clear: Sequence[str], scores: Scores, conversation: Conversation, library: Library
) -> tuple[str, ...]:
    """The matters to which a short turn that names nothing turns, surely or to what is near.

    一次给完还是分几年 turns to nothing. Near is what was spoken of, its clause, the rules of the policy,
    where no sum is told, and what a word of its name tells apart from the measure spoken of: 买保险有补吗.
    """
    current = measures_of(library, conversation.matters, ())
    clauses = {m.clause_id for m in current}
    spoken = "".join((*_COMMON_NAMES, *(m.name for m in current)))
    told = {pair for i in range(len(text) - 1) if (pair := text[i : i + 2]) not in spoken}
    measures = {f"{m.policy}/{m.id}": m for m in library.measures}
    near = {m for m, measure in measures.items() if measure.clause_id in clauses} | {*conversation.mentioned}
    return tuple(
        m
        for m in clear
        if m in near
        or (m not in measures and "＃" not in text)
        or (m in measures and any(pair in measures[m].name for pair in told))
        or scores.whole.get(MATTER + m, 0.0) >= SURE_ELSEWHERE
    )
