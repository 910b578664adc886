"""Quantities that state nothing: one said again, that names or explains another, or that corrects one."""

from __future__ import annotations

import re

from assistant.dialogue.instalments import PROLONGED, UP_TO
from assistant.dialogue.item_references import CALLED, references
from assistant.dialogue.item_years import dated_items
from assistant.dialogue.items import THAT_ITEM
from assistant.dialogue.nearness import BEFORE_BOUNDARY
from assistant.dialogue.quantities import Quantity
from assistant.dialogue.turn import Turn

# A sum is said again that was told right before: 又提了五百万，不过这五百万半年就还了.
_POINTED_AT = re.compile(
    r"[，。；、,;](?:去年|今年)?(?:不过|但是?|可是?|就|而|只是|其实|后来)?[这那]一?[笔份个]?$"
)
# A rate is said to be another one than was taken for it.
_MISTAKEN = re.compile(
    r"是?(?:LPR|lpr|合同利率|实际利率|执行利率|贷款利率)[，,]?不是"
    r"|(?:其实|原来|实际上?)是?(?:我们)?(?:银行)?(?:给我们的|跟我们签的|的|签的)?(?:LPR|lpr|合同利率|实际利率|执行利率|放款利率)"
)
# By how much it was wrong, beside the right sum: 少算了200万，是1800万; 少一万，总共999万.
_DIFFERENCE = re.compile(
    r"(?:[少多](?:算|报|说|写|记|填|投|贷|签|花|借|买|融)了?|(?:^|[，,])(?:就|只|才)?[少差]了?)$"
)
_SHORT_OF = re.compile(r"(?:没|未|不)(?:满|到|足|够)$")


def states_nothing(said: Turn, quantity: Quantity) -> bool:
    """Whether a quantity corrects another or tells of which year an item is, and states nothing itself."""
    numbering = any(found.start() < quantity.start < found.end() for found in CALLED.finditer(said.text))
    dated = any(quantity is sum_ for sum_, _ in dated_items(said))
    named = _named_again(said, quantity) or _only_names(said, quantity) or _told_how_changed(said, quantity)
    named = named or _names_by_term(said, quantity)
    return numbering or dated or named or mistaken(said, quantity) or _difference(said, quantity)


def _named_again(said: Turn, quantity: Quantity) -> bool:
    """Whether a sum of the same turn is pointed to: 又提了五百万，不过这五百万半年就还了.

    So it may be without its 万: 去年贴了88万，…那88要从里头扣不.
    """
    sums = {q.low for q in said.quantities if q.kind == "money" and q.end <= quantity.start}
    if quantity.kind == "money":
        pointed = _POINTED_AT.search(said.text[: quantity.start]) or THAT_ITEM.match(
            said.text[quantity.end :]
        )
        return quantity.low in sums and bool(pointed)
    if quantity.kind != "number" or not quantity.low:
        return False
    return any(quantity.low * scale in sums for scale in (1, 10_000, 100_000_000))


def _names_by_term(said: Turn, quantity: Quantity) -> bool:
    """Whether a term or rate only says which item is meant: 半年那笔取消了."""
    if quantity.kind not in ("duration", "ratio"):
        return False
    sums = [f for f in (*said.earlier, *said.out) if f.unit == "yuan"]
    terms = [f for f in (*said.earlier, *said.out) if f.unit in ("years", "ratio")]
    found = references(said.text, sums, (), (), terms)
    return any(r.way == "term" and r.start <= quantity.start < r.end for r in found)


def _told_how_changed(said: Turn, quantity: Quantity) -> bool:
    """Whether a duration only tells how a term became the one told, or what that falls short of.

    改成八个月，上个月续了三十天; 没满一年，就6个月
    """
    terms = [q for q in said.quantities if q.kind == "duration" and q is not quantity]
    short = quantity.nature == "at_most" or _SHORT_OF.search(said.text[: quantity.start])
    if quantity.kind == "duration" and terms and short:
        return True
    became = any(UP_TO.search(said.text[: q.start]) for q in terms)
    return (
        quantity.kind == "duration" and became and PROLONGED.search(said.text[: quantity.start]) is not None
    )


def _only_names(said: Turn, quantity: Quantity) -> bool:
    """Whether a sum of before only says which item another sum is of: 八百来万那笔是八百一十二万."""
    behind = said.text[quantity.end :]
    told = any(f.unit == "yuan" and f.low == quantity.low for f in said.earlier)
    clause = BEFORE_BOUNDARY.split(behind)[0]
    others = [q for q in said.quantities if q.kind == "money" and q.low != quantity.low]
    return told and THAT_ITEM.match(behind) is not None and any(q.said in clause for q in others)


def _difference(said: Turn, quantity: Quantity) -> bool:
    """Whether a sum is only the difference between the wrong one and the right one that follows."""
    later = any(q.kind == quantity.kind == "money" and q.start > quantity.start for q in said.quantities)
    return later and bool(_DIFFERENCE.search(said.text[: quantity.start]))


def mistaken(said: Turn, quantity: Quantity) -> bool:
    """Whether a rate is called something else than what is asked for, now or after it was told.

    抱歉，4%其实是银行给我们的执行利率, after it was told as the basic rate.
    """
    if quantity.kind != "ratio" or not _MISTAKEN.match(said.text[quantity.end :]):
        return False
    return said.correcting or any(f.unit == "ratio" and f.low == quantity.low for f in said.earlier)
