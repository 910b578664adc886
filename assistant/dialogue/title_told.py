"""Titles that only say whose something else is: 小巨人能不能报国家级重点实验室的奖励."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from assistant.dialogue.phrases import hits, where
from assistant.dialogue.sentence import CLAUSE_END
from assistant.policy.measure import Measure

# Clauses; who asks, and what joins a title to what follows it as another thing that is asked for.
_OWN_TITLE = re.compile(
    r"(?:(?:咱们?|我们?|我司|我公司|俺们?|阿拉|手上|手里|名下)(?:已经|早就|本来|原来|现在)?(?:是|系|算|属于|有|拿着|挂着)?"
    r"|(?:已经|早就|本来|原来)(?:是|有))(?:一家|个|块)?[^，。？！]*$"
)
# Who gets what the clause before it names: 国家级认定的研发中心，小巨人企业可以拿多少; …，对小巨人奖多少.
_RECEIVES = re.compile(r"(?:企业|公司)*(?:能|可以?|会|该)+(?:拿|领|得|享受|补|报)")
_GIVEN_TO = ("对", "给", "为")
_JOINED = re.compile(r"(?:企业|公司|称号|牌子|奖励?)*(?:和|与|跟|及|、|还有|加|或|也|都)")
LONGEST_TAIL = 5


def receives(clause: str, titles: Collection[str]) -> bool:
    """Whether a clause names by its titles only who would get something."""
    places = [(at, at + len(title)) for title in hits(clause, titles) for at in where(clause, title)]
    if not places:
        return False
    start, end = min(at for at, _ in places), max(end for _, end in places)
    ahead = clause[:start].rstrip("“「").removesuffix("专精特新")
    return ahead.endswith(_GIVEN_TO) or _RECEIVES.match(clause[end:].lstrip("”」")) is not None


def says_whose(text: str, titles: Collection[str], others: Sequence[Measure]) -> bool:
    """Whether titles only say who asks for something else: 小巨人能不能报国家级重点实验室的奖励.

    So it is where each stands ahead of the words of the other measure, with nothing that joins the two, or
    by itself with who asks (咱们小巨人哈，技术中心评上国家级了).
    """
    words = {
        w for m in others for w in (*m.words, *(w for i in m.inputs if i.unit == "choice" for w in i.words))
    }
    words = {w for w in words if len(w) > 1} - set(titles)
    told = [clause for clause in CLAUSE_END.split(text) if hits(clause, titles)]
    if not told:
        return False
    for clause in told:
        ends = [at + len(t) for t in titles for at in where(clause, t)]
        behind = clause[max(ends) :].lstrip("”」")
        own = _OWN_TITLE.match(clause) and not hits(clause, words) and len(behind) <= LONGEST_TAIL
        alone = own or (receives(clause, titles) and hits(text.partition(clause)[0], words))
        if not alone and (_JOINED.match(behind) or not hits(behind, words)):
            return False
    return True
