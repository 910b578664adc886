"""What a conversation keeps after a turn: facts in the place of earlier ones, choices, suppositions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from assistant.dialogue.backwards import TO_THE_TOP
from assistant.dialogue.conversation import Conversation, Enterprise, HeldFact
from assistant.dialogue.enterprise_names import own_label
from assistant.dialogue.item_references import item_named
from assistant.dialogue.reading import Reading
from assistant.policy.library import Library

# What is put off to the next year has its sum right before: 五千万放到明年借, 3000万那笔改到明年.
_NEXT_YEAR = r"(?:明年|来年|次年|下一?年)"
_PUTTING_OFF = rf"(?:(?:放|挪|推迟?|改|拖|延后?|留|等|移|转|搁|压|缓|顺延)[到至在]?|到)(?:了|个)?{_NEXT_YEAR}"
PUTTING_OFF = re.compile(_PUTTING_OFF)
PUT_OFF = re.compile(rf"元?的?(?:[那这]一?[笔份单])?[^。？！；\d]{{0,10}}?{_PUTTING_OFF}")
# What was put off is taken back: 还是今年一起贷吧, 都放今年.
THIS_YEAR_TOO = re.compile(
    r"(?:都|全|还是)[放算在是]{0,2}(?:今年|当年)|(?:今年|当年)[^，。？！]{0,3}(?:一起|一并|都)[贷签借登投办]"
)
OF_YEAR = re.compile(r"^(?:[今明]年)+")


def follow(before: Conversation, reading: Reading) -> Conversation:
    """The conversation after a turn; what was only supposed does not stay."""
    if "restart" in reading.acts and not reading.matters:
        return Conversation(id=before.id, turns=before.turns + 1)
    if "restart" in reading.acts:
        before = Conversation(id=before.id, turns=before.turns)
    held, supposed = before, _settled(before, reading).facts
    if not reading.hypothetical and not reading.onward:
        held, supposed = _settled(before, reading), ()
    earlier = (matter for matter in before.mentioned if matter not in reading.matters)
    return replace(
        held,
        turns=before.turns + 1,
        matters=reading.matters or reading.latent or before.matters,
        mentioned=tuple(dict.fromkeys((*earlier, *reading.latent, *reading.matters))),
        aspect=next((a for a in (*reading.aspects, before.aspect) if a != "case"), "case"),
        said=(*before.said, reading.question)[-20:],
        chosen=_chosen(before, reading),
        supposed=supposed,
        taken=_taken(before, reading),
        backwards=next((a.backwards for a in reading.asked if a.backwards), ""),
        wanted=_wanted(before, reading),
        enterprises=_enterprises(before, reading),
        about=reading.enterprises.asked,
        refused=before.refused + 1 if reading.withheld else before.refused,
    )


def _replaced(reading: Reading) -> set[str]:
    """A choice that is said anew replaces all of its earlier values."""
    return {fact.name for fact in reading.facts if fact.option is not None}


def facts_after(before: Conversation, reading: Reading, library: Library) -> tuple[HeldFact, ...]:
    """The facts by which a turn is answered: those that stay, and those that it only supposes."""
    if "restart" in reading.acts:
        return reading.facts
    settled = _settled(before, reading).facts
    asked = tuple(f for f in settled if f.enterprise in reading.enterprises.asked)
    return () if reading.enterprises.unclear else _anew(asked, reading, library, before)


def _enterprises(before: Conversation, reading: Reading) -> tuple[Enterprise, ...]:
    """The enterprises spoken of so far: those that a turn only mentions by the way are none of them."""
    spoken_of = reading.enterprises
    keys = {*(f.enterprise for f in reading.facts), *((spoken_of.moved or ())[-1:])}
    keys |= set(spoken_of.asked) if reading.matters else set()
    known = {e.key for e in before.enterprises}
    named = {e.key: e for e in (Enterprise("", own_label(reading.text)), *spoken_of.known)}
    return (*before.enterprises, *(e for key, e in named.items() if key in keys - known))


def _chosen(before: Conversation, reading: Reading) -> tuple[HeldFact, ...]:
    """Every tier or other choice of several that was named so far, each once."""
    new = [f for f in reading.facts if f.unit == "choice" and f.option and not reading.correcting]
    known = {(f.enterprise, f.name, f.option): f for f in (*before.chosen, *new)}
    counted: dict[tuple[str, str], int] = {}
    out = []
    for fact in known.values():
        place = (fact.enterprise, fact.name)
        out.append(replace(fact, item=counted.get(place, 0)))
        counted[place] = counted.get(place, 0) + 1
    return tuple(out)


def _settled(before: Conversation, reading: Reading) -> Conversation:
    """The conversation with what a turn says in the place of what it replaces or takes away.

    A turn that goes on from what was supposed before takes that along. Each enterprise's facts are its own.
    """
    before = before.with_facts(before.supposed) if reading.onward else before
    if reading.enterprises.moved is not None:
        return replace(before, facts=_moved(before.facts, *reading.enterprises.moved))
    facts = before.facts
    for key in dict.fromkeys((*reading.enterprises.asked, *(key for key, _ in reading.enterprises.told))):
        own = replace(reading, facts=tuple(f for f in reading.facts if f.enterprise == key))
        settled = _settled_of(before.of((key,)), own, key)
        facts = (*(f for f in facts if f.enterprise != key), *settled.facts)
    return replace(before, facts=facts)


def _moved(facts: Sequence[HeldFact], source: str, item: int, target: str) -> tuple[HeldFact, ...]:
    """The facts with an item put to another enterprise's account; what is said of no item goes along."""
    own = [f for f in facts if f.enterprise == source]
    many = {f.name for f in own if f.item} or {f.name for f in own if f.low is not None}
    gone = [f for f in own if f.item == item and f.name in many]
    along = [f for f in own if f.name not in many and f.unit == "flag"]
    left = Conversation(facts=tuple(own)).without_items((f.name, f.item) for f in gone)
    place = 1 + max((f.item for f in facts if f.enterprise == target), default=-1)
    others = [f for f in facts if f.enterprise != source]
    moved = [replace(f, enterprise=target, item=place) for f in gone]
    moved += [replace(f, enterprise=target) for f in along if not place]
    return (*others, *left.facts, *moved)


def _settled_of(before: Conversation, reading: Reading, key: str) -> Conversation:
    """The same of one enterprise, whose facts these are."""
    if reading.both and len([f for f in reading.facts if f.unit == "choice"]) < 2:
        # 这两个都有: the choices made so far hold together.
        earlier = [
            f
            for f in before.chosen
            if not any((f.name, f.option) == (g.name, g.option) for g in reading.facts)
        ]
        fresh = [
            replace(f, item=len([g for g in earlier if g.name == f.name]) + f.item) for f in reading.facts
        ]
        return before.without_facts({f.name for f in (*earlier, *reading.facts) if f.option}).with_facts(
            (*earlier, *fresh)
        )
    gone = [(name, item) for enterprise, name, item in reading.dropped if enterprise == key]
    held = before.without_items(gone).without_facts(_replaced(reading))
    settled = _without_denied(held, reading).with_facts(reading.facts)
    if THIS_YEAR_TOO.search(reading.text):
        back = tuple(replace(f, label=OF_YEAR.sub("", f.label)) for f in settled.facts)
        return replace(settled, facts=back)
    if not PUTTING_OFF.search(reading.text):
        return settled
    sums = [f.name for f in settled.facts if f.unit == "yuan"]
    several = {name for name in sums if sums.count(name) > 1}
    return replace(settled, facts=_put_off(settled.facts, reading, several))


def _without_denied(held: Conversation, reading: Reading) -> Conversation:
    """The conversation without the tiers that a turn denies (市级那个不是新认定), where others stay."""
    gone = {
        d
        for d in reading.denied
        if any(f.name == d[0] and (f.name, f.option) not in reading.denied for f in held.facts)
    }
    return replace(held, facts=tuple(f for f in held.facts if (f.name, f.option) not in gone))


def _wanted(before: Conversation, reading: Reading) -> Fraction | None:
    """The sum that is wanted, where the turn or the one before asks how much it takes."""
    if not any(asked.backwards == "reach" for asked in reading.asked):
        return None
    wanted = None if TO_THE_TOP.search(reading.text) else before.wanted  # 想拿满要投多少
    return next((c.low for c in reading.claims if c.kind == "money"), wanted)


def _taken(before: Conversation, reading: Reading) -> tuple[HeldFact, ...]:
    """The facts of the items that do not count, without those that do again."""
    now, dropped = before.turns + 1, set(reading.dropped)
    gone = [f for f in before.facts if (f.enterprise, f.name, f.item) in dropped]
    known = {(f.enterprise, f.name, f.item): f for f in before.taken}
    known |= {(f.enterprise, f.name, f.item): replace(f, turn=now) for f in (*gone, *reading.out)}
    counted = {(f.enterprise, f.name, f.item) for f in reading.facts}
    return tuple(f for place, f in known.items() if place not in counted)


def _anew(
    facts: tuple[HeldFact, ...], reading: Reading, library: Library, before: Conversation
) -> tuple[HeldFact, ...]:
    """The facts as they are in the next year, where the turn puts the case there.

    Nothing was received yet; new items (明年我就做一份，两百万的) do not add to those of this year.
    """
    if not reading.next_year:
        return facts
    received = {m.cap.less for m in library.measures if m.cap and m.cap.less}
    many = {i.name for m in library.measures for i in m.inputs if i.many}
    told = {(f.name, f.low) for f in before.facts}
    new = [f for f in reading.facts if f.name in many and f.unit == "yuan"]
    fresh = {(f.name, f.turn) for f in new if not told >= {(g.name, g.low) for g in new}}
    names = {name for name, _ in fresh}
    kept = tuple(
        f for f in facts if f.name not in received and not (f.name in names and (f.name, f.turn) not in fresh)
    )
    return kept if fresh else _put_off(kept, reading, many)


def _put_off(facts: tuple[HeldFact, ...], reading: Reading, many: set[str]) -> tuple[HeldFact, ...]:
    """The facts with the item that is put off to the next year known by it: 第二份改到明年签."""
    sums = sorted((f for f in facts if f.name in many and f.unit == "yuan"), key=lambda f: f.item)
    told = {q.low: q.said for q in reading.claims if q.kind == "money"}
    told |= {f.low: f.said for f in reading.facts if f.unit == "yuan"}
    behind = [reading.text.split(told.get(f.low, f.said))[1:] for f in sums]
    put_off = [place for place, words in enumerate(behind) if any(map(PUT_OFF.match, words))]
    later = sums[put_off[0]].item if len(put_off) == 1 else item_named(reading.text, sums)
    if later is None or len(sums) < 2:
        return facts
    years = {f.item: "明年" if f.item == later else "今年" for f in sums}
    return tuple(
        replace(f, label=f"{years[f.item]}{OF_YEAR.sub('', f.label)}") if f in sums else f for f in facts
    )
