"""The items of a list that do not count: taken away, of another kind, beside the only one; brought back."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.dialogue.asides import of_other_kind
from assistant.dialogue.conversation import HeldFact
from assistant.dialogue.item_references import Reference, in_clause, items_of, labels_of, references
from assistant.dialogue.items import BACK_AGAIN, FURTHER, RESTORED, TAKEN_AWAY
from assistant.dialogue.parts_out import denies_kind
from assistant.dialogue.phrases import hits, is_pattern
from assistant.dialogue.quantities import Quantity
from assistant.dialogue.sentence import CLAUSE_END
from assistant.dialogue.turn import Turn
from assistant.policy.measure import Input, Measure

# Grammar, not vocabulary. One alone is left of several: 今年只放一笔5500万, 就签一份.
_ONLY_ONE = re.compile(r"(?:只|就|仅)(?:有|是|先|放|贷|签|借|办|报|买|登记|押)*了?一[笔份]")
# 刚才拿掉的那笔 only names an item by what was done with it.
_OF_WHICH = re.compile(r"的[那这]?[一两二三几]?[笔份个]")
# A clause that speaks of one more item speaks of none told before.
_ANOTHER = re.compile(r"^(?:那|但|而|不过)?(?:另|还|又|再|其[他它余]|别的)")
# It is done by now, or will be: 登记好了, 换成专利去押.
_DONE = re.compile(r"[了好成过完上]|[换改][成为做作用]|补")
# Another sum in the place of the one that was told: 换成两千万.
_INSTEAD = re.compile(r"[换改变降减涨增加][成为到作]|只[贷签借]|按")
_NEGATED = re.compile(r"没(?!变|动)|未|不(?!变|动|用|过)")
_WITHIN = re.compile(r"其中|里[面头]|当中")
# 两份登记了的 names those that count, and brings back none.
_THOSE = re.compile(r"[了好过]的(?!话)")
# 15万和40万的登记了，20万的没有: what is said of the others is denied of these.
_NEITHER = re.compile(r"(?:没有?|还没|不是|未)[呢啊哦了]?$")

Gone = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class ListTold:
    """A list of a measure as a turn finds it: the names of its inputs, and the sums of its items."""

    measure: Measure
    names: frozenset[str]
    live: tuple[HeldFact, ...]
    out: tuple[HeldFact, ...]

    @property
    def told(self) -> tuple[HeldFact, ...]:
        """The sums of all items, those too that do not count."""
        return (*self.live, *self.out)

    def terms(self, said: Turn) -> list[HeldFact]:
        """The terms and rates of its items, by which one may be named."""
        return [f for f in (*said.earlier, *said.out) if f.name in self.names and f.unit != "yuan"]

    def facts(self, said: Turn, items: set[int]) -> set[tuple[str, int]]:
        """The earlier facts of these items, each by its name and item."""
        return {(f.name, f.item) for f in said.earlier if f.name in self.names and f.item in items}


def lists_of(said: Turn, held: Sequence[HeldFact] = ()) -> Iterator[ListTold]:
    """The lists of the measures spoken of, those of which some item is told by now."""
    for measure in said.measures:
        names = frozenset(i.name for i in measure.inputs if i.many)
        live = {f.item: f for f in (*said.earlier, *held) if f.name in names and f.unit == "yuan"}
        out = {f.item: f for f in said.out if f.name in names and f.unit == "yuan" and f.item not in live}
        if live or out:
            yield ListTold(measure, names, tuple(live[at] for at in sorted(live)), tuple(out.values()))


def taken_away(said: Turn) -> Gone:
    """The facts of the items that are taken away: 第二笔没放款，去掉; 2）和4）作废了; 三千万那笔先不算."""
    gone: set[tuple[str, int]] = set()
    verbs = [found for found in TAKEN_AWAY.finditer(said.text) if not _said_of_before(said.text, found)]
    for told in lists_of(said) if verbs else ():
        found = references(said.text, told.told, said.quantities, (), told.terms(said))
        items = {item for verb in verbs for item in items_of(in_clause(said.text, verb.start(), found))}
        gone |= told.facts(said, items)
    return tuple(sorted(gone))


def _said_of_before(text: str, verb: re.Match[str]) -> bool:
    """Whether what takes away is taken back (没退成), or only names an item (刚才拿掉的那笔)."""
    restored = any(r.start() < verb.end() and verb.start() < r.end() for r in RESTORED.finditer(text))
    return restored or bool(_OF_WHICH.match(text[verb.end() :]))


def brought_back(said: Turn, gone: Gone) -> list[HeldFact]:
    """The facts of the items that count again, or now: 再加回来, 那份补登记了, 换成专利去押的话."""
    back: list[HeldFact] = []
    gone_items = {item for _, item in gone}
    for told in lists_of(said):
        known = [f for f in said.out if f.name in told.names and f.item not in gone_items]
        if not known:
            continue
        out = {f.item for f in known}
        found = references(said.text, told.told, said.quantities, (), told.terms(said))
        items = {
            i for at in _puts_in(said.text, told.measure) for i in items_of(in_clause(said.text, at, found))
        }
        if not found and _puts_in(said.text, told.measure) and not _THOSE.search(said.text):
            # 又登记上了: what was put out right before
            items |= {f.item for f in known if f.turn == said.number - 1}
        restored = RESTORED.search(said.text) or BACK_AGAIN.search(said.text)
        if restored is not None:
            items |= set(items_of(in_clause(said.text, restored.start(), found)))
        if restored is not None and not items & out:
            last = max(f.turn for f in known)
            items |= {f.item for f in known if f.turn == last}
        items |= {f.item for f in known if f.item in _told_anew(said, found) and _counted(f, told.measure)}
        back += [replace(f, turn=said.number) for f in known if f.item in items]
    return back


def _told_anew(said: Turn, found: Sequence[Reference]) -> set[int]:
    """The items for which another sum is supposed or told: 如果第二笔换成两千万呢."""
    sums = [q.start for q in said.quantities if q.kind == "money"]
    ways = [instead.end() for instead in _INSTEAD.finditer(said.text)]
    changed = [at for at in sums if any(0 <= at - end <= 4 for end in ways)]
    return {item for at in changed for item in items_of(in_clause(said.text, at, found))}


def _counted(fact: HeldFact, measure: Measure) -> bool:
    """Whether an item was taken away, and is not of another kind as its own words have it."""
    return fact.unit != "yuan" or _denial(f"{fact.label}，{fact.words}", measure) < 0


def _puts_in(text: str, measure: Measure) -> list[int]:
    """Where a turn says of an item that it is of the kind that counts: 补登记了, 改成专利质押."""
    flags = [i for i in measure.inputs if i.unit == "flag"]
    true = [w for i in flags for o in i.options if o.value == "true" for w in o.words]
    own = [w for i in flags for w in i.words]
    places = []
    for start, part in _clauses(text):
        if _denial(part, measure) >= 0 or _NEGATED.search(part):
            continue
        said = hits(part, true) or (hits(part, own) if _DONE.search(part) else [])
        places += [start + part.find(word) for word in said if word in part]
        places += [start + len(part) for word in said if word not in part]
    return places


def without_others(said: Turn, held: list[HeldFact]) -> tuple[list[HeldFact], Gone]:
    """(the facts of the items that are left, the facts of those that are not).

    前两份做了登记，第三份没登记: the third one does not count. Said of all, it puts out none of them here.
    """
    for told in lists_of(said, held):
        if len(told.live) < 2:
            continue
        measure, names = told.measure, told.names
        own = [f for f in held if f.name in names and f.unit == "yuan"]
        alone = _ONLY_ONE.search(said.text)
        if alone and len(own) == 1 and not FURTHER.search(said.text[: alone.start()]):
            only = [replace(f, item=0) if f.name in names else f for f in held]
            return only, tuple((f.name, f.item) for f in said.earlier if f.name in names and f.item)
        denied = _denied(said, told) & {f.item for f in told.live}
        if denied and len(denied) < len(told.live):
            gone = {(f.name, f.item) for f in (*said.earlier, *held) if f.name in names and f.item in denied}
            # What was said of that one holds for no other: 400万那笔押的是存货.
            flags = {i.name for i in measure.inputs if i.unit == "flag"}
            return [
                f
                for f in held
                if (f.name, f.item) not in gone and not (f.name in flags and f.option == "false")
            ], tuple(sorted(gone))
    return held, ()


def _denied(said: Turn, told: ListTold) -> set[int]:
    """The items that a turn puts out of a measure: 第三份没登记, 后两笔是厂房抵押, 第二笔查了，走的信用."""
    found = references(said.text, told.told, said.quantities, (), told.terms(said))
    lows = {f.low for f in told.told}
    fresh = [q for q in said.quantities if q.kind == "money" and q.low not in lows]
    told_sums = [q for q in said.quantities if q.kind == "money"]
    denied: set[int] = set()
    for start, part in _clauses(said.text):
        # 另外有一份30万的没登记: a further one, that has its own sum, puts out none of those told before.
        if any(start <= q.start < start + len(part) for q in fresh):
            continue
        at = _denial(part, told.measure)
        if at < 0 and _NEITHER.search(part) and _puts_in(said.text, told.measure):
            at = len(part)
        own = [r for r in found if start <= r.start < start + len(part)]
        of_fresh = any(q in fresh for q in [q for q in told_sums if q.end <= start][-1:])
        if of_fresh and not any(r.pointed for r in own):
            continue  # 还有一份载体平台的10万，还没登记: said of that one
        if at >= 0 and own:
            denied |= set(items_of(in_clause(said.text, start + at, found)))
        elif at >= 0 and not _ANOTHER.match(part):
            denied |= set(items_of(_ahead(said.text, start, found, told.measure)))
    return denied


def _ahead(text: str, start: int, found: Sequence[Reference], measure: Measure) -> list[Reference]:
    """The references at which the clause right before points, where it does not tell their kind."""
    clauses = [clause for clause in _clauses(text[:start]) if clause[1]]
    if not clauses:
        return []
    before, part = clauses[-1]
    kinds = [w for i in measure.inputs for o in i.options if o.value == "true" for w in o.words]
    named = [r for r in found if r.pointed and before <= r.start < before + len(part)]
    return [] if hits(part, kinds) else named


def _denial(part: str, measure: Measure) -> int:
    """Where a clause says that something is not of the measure's kind; -1 where it does not."""
    flags = [o for i in measure.inputs if i.unit == "flag" for o in i.options if o.value == "false"]
    missed = [w for m in measure.near_misses if m.input and m.value == "false" for w in m.words]
    said = hits(part, tuple(dict.fromkeys([*(w for o in flags for w in o.words), *missed])))
    if said:
        return min(part.find(word) if not is_pattern(word) else len(part) for word in said)
    return denies_kind(part, measure)


def _clauses(text: str) -> Iterator[tuple[int, str]]:
    """Each clause with the place where it starts."""
    start = 0
    for end in CLAUSE_END.finditer(text):
        yield start, text[start : end.start()]
        start = end.end()
    yield start, text[start:]


def told_out(said: Turn, held: list[HeldFact]) -> tuple[list[HeldFact], list[HeldFact]]:
    """(the facts, numbered as their items were told; the sums of items that are of another kind).

    专利质押1500万，厂房抵押800万，商标质押600万: the third stays the third, the second may yet come in.
    """
    out: list[HeldFact] = []
    for asked in said.inputs:
        if not (asked.many and asked.unit == "yuan"):
            continue
        before = [f for f in (*said.earlier, *said.out) if f.name == asked.name]
        own = [f for f in held if f.name == asked.name]
        if not own and not before:
            continue
        others = _of_other_kind(said, own + before)
        if others:
            held, found = _numbered(said, asked, held, others, before)
            out += found
    return held, out


def _of_other_kind(said: Turn, known: Sequence[HeldFact]) -> list[Quantity]:
    """The sums of the turn that are of another kind, and not known yet."""
    lows = {f.low for f in known}
    sums = [q for q in said.quantities if q.kind == "money" and q.nature == "exact" and q.low not in lows]
    return [q for q in sums if of_other_kind(said, q) or (_further_out(said, q) and known)]


def _further_out(said: Turn, quantity: Quantity) -> bool:
    """Whether a further sum is of another kind: 另外厂房抵押了三千万, after loans on patents."""
    start, part = next((s, p) for s, p in reversed(list(_clauses(said.text))) if s <= quantity.start)
    if _WITHIN.search(part):
        return False  # 其中500万是纯信用的: a part of one told before
    denied = any(_denial(part, m) >= 0 for m in said.measures if any(i.many for i in m.inputs))
    return denied and FURTHER.search(said.text[:start] + part) is not None


def _numbered(
    said: Turn, asked: Input, held: list[HeldFact], others: Sequence[Quantity], before: Sequence[HeldFact]
) -> tuple[list[HeldFact], list[HeldFact]]:
    """The facts and the items of another kind, all numbered in the order in which the turn tells them."""
    siblings = {i.name for i in said.inputs if i.list == asked.list}
    own = [f for f in held if f.name == asked.name and f.item not in {b.item for b in before}]
    first = 1 + max((f.item for f in (*before, *(f for f in held if f.name == asked.name))), default=-1)
    places = sorted([(said.text.find(f.said), f.item) for f in own])
    if not before and own:
        order = sorted([*places, *((q.start, -1) for q in others)])
        number = {item: at for at, (_, item) in enumerate(order) if item >= 0}
        free = [at for at, (_, item) in enumerate(order) if item < 0]
        held = [replace(f, item=number.get(f.item, f.item)) if f.name in siblings else f for f in held]
    else:
        free = list(range(first, first + len(others)))
    out = [_other(said, asked, quantity, item) for quantity, item in zip(others, free, strict=True)]
    return held, out


def _other(said: Turn, asked: Input, quantity: Quantity, item: int) -> HeldFact:
    """The sum of an item that does not count."""
    label, words = labels_of(said.text, quantity, said.quantities)
    return HeldFact(
        asked.name, asked.unit, quantity.said, said.number, item,
        low=quantity.low, high=quantity.high, label=label, words=words,
    )  # fmt: skip
