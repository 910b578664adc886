"""The parts of one sum by their names (一期, 软件): one that changes, those left out or alone left."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from assistant.dialogue.conversation import HeldFact
from assistant.dialogue.instalments import CAME_OUT, FURTHER_PAYER, further
from assistant.dialogue.item_references import Reference, in_clause, items_of, references
from assistant.dialogue.items import RESTORED, TAKEN_AWAY, THAT_ITEM
from assistant.dialogue.quantities import Quantity
from assistant.dialogue.sentence import CLAUSE_END
from assistant.policy.measure import Input

# The instalment that was added last: 追加的改成一千万.
_ADDED_ONE = re.compile(r"(追加|后加|新加|加)的[^，。？！]{0,6}$")
# The instalment of a year, of those that were told in the order of the years: 今年那笔是450万.
_OF_A_YEAR = re.compile(
    r"(?:(?P<earlier>去年|前年|先前|前面|头一?|第一)|今年|后来|后面|后一?|最后)(?:的|那|这)*[笔份轮家次期个][^，。？！\d]{0,6}$"
)
# A part of what was told before that is to be left out: 内含土地款三百万，应予剔除.
_LESS = re.compile(
    r"(内含|含|其中|里头|里面|里(?=有)|当中|包括|扣掉|扣除|减去|去掉)(的|有|了)?[^，。？！\d剩余]{0,6}$"
)
# A part is said to have been told wrong, in the clause before its right sum: 软件打错了，1520万.
_WRONG = re.compile(r"[错误漏]|不对|不准|(?:[写打报填算记说][多少]|[多少][写打报填算记说])了|更正|有出入")
# What is put in once more is no other sum of the part: 设备又买了200万, 软件再加100万.
_ONCE_MORE = re.compile(r"[又再还另]|追加(?!到|至|成|为)|加上|增加(?!到|至|成|为)")
# Of all parts only these are left: 只认设备和软件, 就一期二期, 光做一期.
_ONLY = re.compile(
    r"(?:只|就|仅|光)(?:剩|有|按|算|认|做|搞|上|投|建|留|要|看|保留|考虑|计)*(?:了|下)?(?=[^，。？！；])"
)
# What may stand between the parts that alone are left.
_JOINED = re.compile(r"[、和及与跟加，,]*")


def amended(text: str, fact: HeldFact, quantity: Quantity, earlier: Sequence[HeldFact]) -> HeldFact:
    """The fact as a correction leaves it: 二期改成一千万 changes that instalment, not the sum."""
    if FURTHER_PAYER.search(text) and fact.low not in {f.low for f in earlier if f.name == fact.name}:
        return further(fact, earlier)
    before = _of_parts(fact.name, earlier)
    place = None if before is None or quantity.parts else _place_of(text, quantity, before)
    if before is None or place is None or fact.low is None:
        return fact
    return _with_parts(fact, before, {place: fact.low})


def several_changed(
    text: str, asked: Input, quantities: Sequence[Quantity], earlier: Sequence[HeldFact], turn: int
) -> HeldFact | None:
    """The sum with several parts told anew, each by its name: 设备改成900万，软件改成400万; else None."""
    before = _of_parts(asked.name, earlier)
    if before is None or asked.many or len(quantities) < 2:
        return None
    changed: dict[int, Fraction] = {}
    for quantity in quantities:
        ahead = text[: quantity.start]
        place = _named(ahead, before)
        if place is None or place in changed or quantity.low is None or quantity.nature != "exact":
            return None
        if _ONCE_MORE.search(CLAUSE_END.split(ahead)[-1]):
            return None
        changed[place] = quantity.low
    said = "、".join(q.said for q in quantities)
    return _with_parts(replace(before, said=said, turn=turn), before, changed)


def grown(
    text: str, asked: Input, fact: HeldFact, quantity: Quantity, earlier: Sequence[HeldFact]
) -> HeldFact | None:
    """The sum with a part that a further sum is added to: 软件又加了100万; None where none is."""
    before = _of_parts(asked.name, earlier)
    ahead = text[: quantity.start]
    if before is None or asked.many or fact.low is None or quantity.parts or CAME_OUT.search(ahead):
        return None
    place = _named(ahead, before)
    if place is None or not _ONCE_MORE.search(CLAUSE_END.split(ahead)[-1]):
        return None
    said = f"{before.said}、{fact.said}"
    return _with_parts(replace(fact, said=said), before, {place: before.parts[place] + fact.low})


def says_part(text: str, name: str, quantity: Quantity, earlier: Sequence[HeldFact]) -> bool:
    """Whether a sum stands right by the name of a part told before: 二期追到1500万."""
    before = _of_parts(name, earlier)
    return before is not None and _named(text[: quantity.start], before) is not None


def _of_parts(name: str, earlier: Sequence[HeldFact]) -> HeldFact | None:
    """The fact of an input that is made up of several parts."""
    return next((f for f in earlier if f.name == name and len(f.parts) > 1), None)


def _with_parts(fact: HeldFact, before: HeldFact, changed: Mapping[int, Fraction]) -> HeldFact:
    """The fact with the parts of before, some of them changed."""
    parts = tuple(changed.get(at, low) for at, low in enumerate(before.parts))
    total = sum(parts, Fraction(0))
    return replace(fact, low=total, high=total, parts=parts, part_words=before.part_words)


def _place_of(text: str, quantity: Quantity, before: HeldFact) -> int | None:
    """The place of the part of which a sum is said; None where none is named."""
    ahead = text[: quantity.start]
    place = _named(ahead, before)
    if place is None and _ADDED_ONE.search(ahead):
        return len(before.parts) - 1
    if place is None and (named := _OF_A_YEAR.search(ahead)):
        return 0 if named["earlier"] else len(before.parts) - 1
    return place


def part_changed(text: str, asked: Input, quantity: Quantity, earlier: Sequence[HeldFact]) -> bool:
    """Whether one of the instalments told before is said to come to another sum: 二期要是只投1000万呢."""
    before = _of_parts(asked.name, earlier)
    if before is None or asked.many or quantity.parts:
        return False
    ahead = text[: quantity.start]
    changed = CAME_OUT.search(ahead) or not _ONCE_MORE.search(CLAUSE_END.split(ahead)[-1])
    return bool(changed) and _named(ahead, before) is not None


def _named(ahead: str, fact: HeldFact) -> int | None:
    """The part that a sum is said of by what names it right before: 二期改成一千万; 软件打错了，1520万."""
    parts = parts_of(fact)
    *before, here = CLAUSE_END.split(ahead)
    wrong = [at for at, clause in enumerate(before[-2:]) if _WRONG.search(clause)]
    clauses = [here, *before[-2:][wrong[0] :][::-1]] if wrong else [here]
    for clause in clauses:
        found = [r for r in references(clause, parts, ()) if r.way in ("number", "label")]
        if found:
            return found[-1].items[0] if len(found[-1].items) == 1 else None
    return None


def parts_of(fact: HeldFact) -> list[HeldFact]:
    """The instalments that a sum is made of, as items of their own."""
    words = fact.part_words if len(fact.part_words) == len(fact.parts) else ("",) * len(fact.parts)
    return [
        replace(fact, item=at, low=part, high=part, parts=(), label=words[at], words="")
        for at, part in enumerate(fact.parts)
    ]


def taken_back(
    text: str, quantities: Sequence[Quantity], earlier: Sequence[HeldFact], turn: int
) -> list[HeldFact]:
    """The sums of instalments that are left when some of these are taken away again: 三期没批; 只认设备."""
    left = []
    if TAKEN_AWAY.search(text):
        lows = {f.low for f in earlier}
        items = [q for q in quantities if THAT_ITEM.match(text[q.end :]) and q.low in lows]
        sums = [q for q in quantities if q.kind == "money" and q not in items]
        part = next((q for q in sums if _LESS.search(text[: q.start])), None)
        for fact in (f for f in earlier if part is not None and f.unit == "yuan" and f.exact and not f.item):
            if part is not None and part.low == part.high and part.low and fact.low and part.low < fact.low:
                left += [_less(text, fact, part, turn)]
    if left:
        return left[-1:]
    for fact in (f for f in earlier if len(f.parts) > 1):
        gone = set(_parts_taken(text, fact, quantities))
        if gone and len(gone) < len(fact.parts):
            left.append(_without(fact, gone, turn))
    return left


def _without(fact: HeldFact, gone: set[int], turn: int) -> HeldFact:
    """The sum of the parts that are left."""
    kept = [at for at in range(len(fact.parts)) if at not in gone]
    parts = tuple(fact.parts[at] for at in kept)
    words = tuple(fact.part_words[at] for at in kept) if len(fact.part_words) == len(fact.parts) else ()
    total = sum(parts, Fraction(0))
    return replace(fact, turn=turn, low=total, high=total, parts=parts, part_words=words)


def _parts_taken(text: str, fact: HeldFact, quantities: Sequence[Quantity]) -> list[int]:
    """The instalments that the words which take away are said of: 三期没批; those beside 只认设备和软件."""
    parts = parts_of(fact)
    found = references(text, parts, quantities)
    only = _alone_left(text, found, quantities)
    if only:
        return [p.item for p in parts if p.item not in only]
    verbs = [v for v in TAKEN_AWAY.finditer(text) if not _restored(text, v)]
    return items_of(r for verb in verbs for r in in_clause(text, verb.start(), found))


def _restored(text: str, verb: re.Match[str]) -> bool:
    """Whether what takes away is itself taken back: 没退成."""
    return any(r.start() < verb.end() and verb.start() < r.end() for r in RESTORED.finditer(text))


def _alone_left(text: str, found: Sequence[Reference], quantities: Sequence[Quantity]) -> list[int]:
    """The parts that alone are left: 只认设备和软件, 就一期二期; [] where none is said to be.

    A clause that tells a sum (软件就400万) or asks for each says nothing of the others.
    """
    for only in _ONLY.finditer(text):
        ahead = next((r for r in found if only.end() <= r.start <= only.end() + 1), None)
        end = next((m.start() for m in CLAUSE_END.finditer(text, only.end())), len(text))
        if ahead is None or any(only.start() < q.start < end for q in quantities if q.kind == "money"):
            continue
        kept = [ahead]
        for one in found:
            if one.start >= kept[-1].end and _JOINED.fullmatch(text[kept[-1].end : one.start]):
                kept.append(one)
        return items_of(kept)
    return []


def _less(text: str, fact: HeldFact, part: Quantity, turn: int) -> HeldFact:
    """The sum less what is to be left out of it, or of the instalment named: 软件那项里有86万，得扣掉."""
    out = part.low or Fraction(0)
    rest = (fact.low or Fraction(0)) - out
    place = _named(text[: part.start], fact) if len(fact.parts) > 1 else None
    parts = tuple(low - out if at == place else low for at, low in enumerate(fact.parts))
    kept = place is not None and min(parts) > 0
    return replace(
        fact, turn=turn, said=f"{fact.said}、{part.said}", low=rest, high=rest,
        parts=parts if kept else (), part_words=fact.part_words if kept else (),
    )  # fmt: skip
