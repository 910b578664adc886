"""A conversation: what earlier turns settled, kept as a frozen value and handed on."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from fractions import Fraction
from typing import Any

from assistant.dialogue.backwards import Backwards

MOST_TURNS = 200
# How the enterprise that speaks, or one that was not named, is called beside others.
OWN_LABEL, FIRST_LABEL = "您这家", "先说的那家"


@dataclass(frozen=True, slots=True)
class HeldFact:
    """A fact of the enterprise or its case, with the user's own words.

    `item` counts the entries of a list (loans, contracts); 0 where there is one. A quantity has `low` and
    `high` (equal when it is exact; in the input's unit); a choice has `option`. `shared`: said of all items;
    `parts`: the instalments that an amount is the sum of, in the order in which they were told, `part_words`
    what was said beside each; `label`: the
    words right before an amount, by which its item is known later (A行那笔), `words` those right behind it
    (200万的软著质押); `enterprise`: the key of the one that it is of.
    """

    name: str
    unit: str
    said: str
    turn: int
    item: int = 0
    low: Fraction | None = None
    high: Fraction | None = None
    option: str | None = None
    day: date | None = None
    approximate: bool = False
    shared: bool = False
    parts: tuple[Fraction, ...] = ()
    part_words: tuple[str, ...] = ()
    label: str = ""
    words: str = ""
    enterprise: str = ""

    @property
    def exact(self) -> bool:
        return not self.approximate and (self.low is None or self.low == self.high)


@dataclass(frozen=True, slots=True)
class Enterprise:
    """An enterprise of a talk: the key by which it is known ("" for the one that speaks, or the only one),
    how it is called, and what was last in question of it.
    """

    key: str
    label: str
    matters: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Conversation:
    """State between turns.

    `matters`: those of the last turn; `mentioned`: all so far, the latest last; `pending`: facts asked for
    last; `asked`: how often each was asked for; `refused`: how often the user would not say;
    `chosen`: every choice that was made so far, also those that later ones replaced; `supposed`: the facts
    under what was only supposed last (如果只贷6000万呢), for what is supposed further; `backwards`: how the
    last question was put backwards, see backwards.py; `taken`: the facts of the items that do not count,
    taken away or told as of another kind, as of the turn in which they were put out;
    `wanted`: the yuan that are wanted, where it was asked how much these take; `awarded`: the yuan that the
    last answer came to; `enterprises`: those spoken of
    so far, in the order in which they came up; `about`: the keys of those in question last.
    """

    id: str = ""
    turns: int = 0
    facts: tuple[HeldFact, ...] = ()
    matters: tuple[str, ...] = ()
    mentioned: tuple[str, ...] = ()
    aspect: str = ""
    pending: tuple[str, ...] = ()
    asked: Mapping[str, int] = field(default_factory=dict)
    refused: int = 0
    said: tuple[str, ...] = ()
    chosen: tuple[HeldFact, ...] = ()
    supposed: tuple[HeldFact, ...] = ()
    backwards: Backwards = ""
    taken: tuple[HeldFact, ...] = ()
    wanted: Fraction | None = None
    awarded: tuple[Fraction, ...] = ()
    enterprises: tuple[Enterprise, ...] = ()
    about: tuple[str, ...] = ("",)

    def of(self, keys: Collection[str]) -> Conversation:
        """The conversation as it went with these enterprises: their facts, and what was asked of them."""
        own = [e for e in self.enterprises if e.key in keys]
        before = tuple(dict.fromkeys(matter for e in own for matter in e.matters))
        gone_back = set(keys) != set(self.about) and bool(before) and len(keys) == 1
        matters = before if gone_back else self.matters
        others = {m for e in self.enterprises if e not in own and len(keys) == 1 for m in e.matters}
        left = others - {*matters, *before}
        earlier = tuple(m for m in self.mentioned if m not in matters and m not in left)
        return replace(
            self,
            facts=_of(self.facts, keys),
            chosen=_of(self.chosen, keys),
            supposed=_of(self.supposed, keys),
            taken=_of(self.taken, keys),
            matters=matters,
            mentioned=(*earlier, *(m for m in self.mentioned if m in matters)),
            pending=self.pending if set(keys) == set(self.about) else (),
        )

    def asked_of(self, matters: tuple[str, ...], inputs: Mapping[str, Collection[str]]) -> Conversation:
        """The conversation in which `matters` were in question last; of several enterprises, of each those
        whose `inputs` its facts are."""
        earlier = (matter for matter in self.mentioned if matter not in matters)
        return replace(
            self,
            matters=matters,
            mentioned=(*earlier, *dict.fromkeys(matters)),
            enterprises=tuple(self._asked_of(e, matters, inputs) for e in self.enterprises),
        )

    def _asked_of(
        self, enterprise: Enterprise, matters: tuple[str, ...], inputs: Mapping[str, Collection[str]]
    ) -> Enterprise:
        if enterprise.key not in self.about or not matters:
            return enterprise
        names = {f.name for f in self.facts if f.enterprise == enterprise.key}
        own = tuple(m for m in matters if names & set(inputs.get(m, ())))
        kept = enterprise.matters or matters
        return replace(enterprise, matters=matters if len(self.about) == 1 else own or kept)

    def with_facts(self, facts: Iterable[HeldFact]) -> Conversation:
        """The conversation in which `facts` replace those of the same enterprise, name and item."""
        held = {(f.enterprise, f.name, f.item): f for f in self.facts}
        held.update({(f.enterprise, f.name, f.item): f for f in facts})
        return replace(self, facts=tuple(held.values()))

    def without_facts(self, names: Iterable[str]) -> Conversation:
        """The conversation without the facts of these names."""
        gone = set(names)
        return replace(self, facts=tuple(f for f in self.facts if f.name not in gone))

    def without_items(self, items: Iterable[tuple[str, int]]) -> Conversation:
        """The conversation without these facts, each by its name and item; the others keep their numbers."""
        gone = set(items)
        return replace(self, facts=tuple(f for f in self.facts if (f.name, f.item) not in gone))

    def to_dict(self) -> dict[str, Any]:
        """JSON form: fractions as "a/b", days in ISO form."""
        found = asdict(self)
        for fact in (*found["facts"], *found["chosen"], *found["supposed"], *found["taken"]):
            for key in ("low", "high"):
                fact[key] = None if fact[key] is None else str(fact[key])
            fact["parts"] = [str(part) for part in fact["parts"]]
            fact["day"] = fact["day"] and fact["day"].isoformat()
        found["wanted"] = None if self.wanted is None else str(self.wanted)
        found["awarded"] = [str(amount) for amount in self.awarded]
        return found

    @classmethod
    def from_dict(cls, held: Mapping[str, Any]) -> Conversation:
        """The conversation that `to_dict` wrote."""
        facts = tuple(_held(fact) for fact in held["facts"])
        return cls(
            id=held["id"],
            turns=held["turns"],
            facts=facts,
            matters=tuple(held["matters"]),
            mentioned=tuple(held["mentioned"]),
            aspect=held["aspect"],
            pending=tuple(held["pending"]),
            asked=dict(held["asked"]),
            refused=held["refused"],
            said=tuple(held["said"]),
            chosen=tuple(_held(fact) for fact in held.get("chosen", ())),
            wanted=Fraction(held["wanted"]) if held.get("wanted") else None,
            awarded=tuple(Fraction(amount) for amount in held.get("awarded", ())),
            taken=tuple(_held(fact) for fact in held.get("taken", ())),
            backwards=held.get("backwards", ""),
            supposed=tuple(_held(fact) for fact in held.get("supposed", ())),
            enterprises=_enterprises(held),
            about=tuple(held.get("about", ("",))),
        )


def _of(facts: Iterable[HeldFact], keys: Collection[str]) -> tuple[HeldFact, ...]:
    """The facts of these enterprises."""
    return tuple(fact for fact in facts if fact.enterprise in keys)


def _enterprises(held: Mapping[str, Any]) -> tuple[Enterprise, ...]:
    """The enterprises from their JSON form; before there were several, all was said of one."""
    if "enterprises" not in held:
        return (Enterprise("", FIRST_LABEL, tuple(held["matters"])),) if held["matters"] else ()
    return tuple(Enterprise(e["key"], e["label"], tuple(e["matters"])) for e in held["enterprises"])


def _held(fact: Mapping[str, Any]) -> HeldFact:
    """A fact from its JSON form."""
    return HeldFact(
        **{
            **fact,
            "low": None if fact["low"] is None else Fraction(fact["low"]),
            "high": None if fact["high"] is None else Fraction(fact["high"]),
            "day": date.fromisoformat(fact["day"]) if fact["day"] else None,
            "parts": tuple(Fraction(part) for part in fact.get("parts", ())),
            "part_words": tuple(fact.get("part_words", ())),
        }
    )
