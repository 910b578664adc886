"""The reading of a turn: what it is about, what about it is asked, which facts and claims it holds."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from assistant.dialogue.conversation import Conversation, HeldFact
from assistant.dialogue.facts import Facts, read_facts
from assistant.dialogue.labelling import Floats, Labeller
from assistant.dialogue.phrases import ACT, MATTER, OUTSIDE, Phrases, hits
from assistant.dialogue.matters import MatterWords, Scores, score
from assistant.dialogue.normalising import Soundalikes, normalise
from assistant.dialogue.quantities import Quantity, read_quantities
from assistant.policy.library import Library
from assistant.policy.measure import Measure, NearMiss

# Chances above which a label is taken as said; between the two the assistant asks which is meant.
CLEAR = 0.5
POSSIBLE = 0.16
ACT_CLEAR = 0.5
ASPECT_CLEAR = 0.4
MOST_MATTERS = 3
SHORT = 16

# Grammar, not vocabulary.
OWN_CASE = re.compile(r"我们|我司|我公司|我厂|咱|本公司|我家|俺|我(?!区|国|省|市|想问|问一?下|要问|听说|记得|看到)|客户|有家|这家|那家|某企业|一家(?:企业|公司)")
ELLIPSIS = re.compile(r"^(那么?|那如果|如果|要是|假如|换成|改成|还有|再|又|不对|不是|错了|应该是|哦|嗯|对|是的|好的|就是|比例|条件|材料)|呢[？?。!！]?$")
WHAT_IF = re.compile(r"如果|假如|假设|要是|万一|换成|若是|倘若")
CORRECTION = re.compile(r"不对|错了|说错|写错|更正|纠正|搞错|弄错|打错|不是.{1,12}(是|而是)|改成|应该是")
DENIAL_OF_FACT = re.compile(r"不知道|不清楚|不方便说|说不准|没数|不想说|保密|忘了|记不清|还没定|没定|不晓得|暂时没有")


@dataclass(frozen=True, slots=True)
class Understanding:
    """What reading needs, opened once: the library, the words and the fitted labellers."""

    library: Library
    phrases: Phrases
    matters: Labeller
    aspects: Labeller
    words: MatterWords
    soundalikes: Soundalikes
    encode: Callable[[list[str]], Floats]


@dataclass(frozen=True, slots=True)
class Reading:
    """A turn as it was understood. `matters`: "policy/id" of measures and topics, in the order asked."""

    question: str
    text: str
    matters: tuple[str, ...]
    parts: tuple[tuple[str, str], ...]
    carried: bool
    candidates: tuple[str, ...]
    acts: tuple[str, ...]
    outside: tuple[str, ...]
    aspects: tuple[str, ...]
    missing: tuple[str, ...]
    facts: tuple[HeldFact, ...]
    claims: tuple[Quantity, ...]
    denied: tuple[tuple[str, str], ...]
    near_misses: tuple[tuple[str, NearMiss], ...]
    own_case: bool
    hypothetical: bool
    correcting: bool
    withheld: bool


def read_turn(
    question: str, conversation: Conversation, understanding: Understanding, as_of: date
) -> Reading:
    """The reading of one turn after `conversation`; `as_of` dates the words 去年, 明年."""
    text = understanding.soundalikes.correct(normalise(question)).text
    scores = score(text, understanding.matters, understanding.encode, understanding.words)
    acts = _acts(scores)
    correcting = bool(conversation.facts) and bool(CORRECTION.search(text))
    matters, carried, candidates = _matters(text, scores, conversation, acts, correcting, understanding)
    outside = _outside(scores, matters, carried)
    if outside and not matters:
        candidates = ()
    measures = _measures(understanding.library, matters, conversation.matters)
    quantities = read_quantities(text, as_of=as_of)
    facts = read_facts(
        text,
        quantities,
        measures,
        turn=conversation.turns + 1,
        pending=conversation.pending,
        earlier=conversation.facts,
        correcting=correcting,
    )
    aspects = _aspects(text, understanding)
    return Reading(
        question=question,
        text=text,
        matters=matters,
        parts=_parts(scores, matters),
        carried=carried,
        candidates=candidates,
        acts=acts,
        outside=outside,
        aspects=aspects,
        missing=_missing(text, understanding.phrases),
        facts=facts.held,
        claims=_claims(facts),
        denied=facts.denied,
        near_misses=_near_misses(text, measures),
        own_case=bool(OWN_CASE.search(text)) or bool(facts.held),
        hypothetical=bool(WHAT_IF.search(text)),
        correcting=correcting,
        withheld=bool(conversation.pending) and bool(DENIAL_OF_FACT.search(text)),
    )


def _acts(scores: Scores) -> tuple[str, ...]:
    """Acts of talk that are clearly there, in the whole or in a part."""
    found: dict[str, float] = {}
    for chances in (scores.whole, *(part for _, part in scores.parts)):
        for label, chance in chances.items():
            if label.startswith(ACT) and chance >= ACT_CLEAR:
                found[label] = max(chance, found.get(label, 0.0))
    return tuple(label.removeprefix(ACT) for label in sorted(found, key=lambda name: -found[name]))


def _matters(
    text: str,
    scores: Scores,
    conversation: Conversation,
    acts: Sequence[str],
    correcting: bool,
    understanding: Understanding,
) -> tuple[tuple[str, ...], bool, tuple[str, ...]]:
    """(matters, whether they were carried over from earlier, candidates to ask about)."""
    clear = _clear_matters(scores)
    follow_up = bool(conversation.matters) and (
        correcting or len(text) <= SHORT or bool(ELLIPSIS.search(text)) or bool(conversation.pending)
    )
    if clear and not (follow_up and _belongs(text, clear, conversation, understanding)):
        return clear, False, ()
    if follow_up and not _leaves(scores, acts):
        return conversation.matters, True, ()
    if clear:
        return clear, False, ()
    label, chance = scores.best(MATTER)
    if chance >= POSSIBLE and chance >= scores.best(OUTSIDE)[1] and chance >= 0.5 * scores.best(ACT)[1]:
        others = [m for m, c in scores.whole.items() if m.startswith(MATTER) and c >= POSSIBLE]
        return (label.removeprefix(MATTER),), False, tuple(m.removeprefix(MATTER) for m in others)
    return (), False, ()


def _clear_matters(scores: Scores) -> tuple[str, ...]:
    """The matters that are clearly asked, the likeliest of each part, in order; outside beats a weaker one."""
    found: list[str] = []
    for chances in (scores.whole, *(part for _, part in scores.parts)):
        rival = max((c for m, c in chances.items() if m.startswith(OUTSIDE)), default=0.0)
        here = sorted(
            ((c, m) for m, c in chances.items() if m.startswith(MATTER) and c >= CLEAR and c >= rival), reverse=True
        )
        found += [m.removeprefix(MATTER) for _, m in here[:MOST_MATTERS]]
    return tuple(dict.fromkeys(found))[:MOST_MATTERS]


def _belongs(
    text: str, clear: Sequence[str], conversation: Conversation, understanding: Understanding
) -> bool:
    """Whether a short follow-up only names an option of the matter already under discussion."""
    if any(m in conversation.matters for m in clear):
        return True
    measures = _measures(understanding.library, conversation.matters, ())
    words = [w for m in measures for i in m.inputs for o in i.options for w in (o.name, *o.words)]
    named = understanding.words.evidence(text)
    strong = any(named.get(MATTER + matter, 0.0) >= 1.6 for matter in clear)
    return bool(hits(text, words)) and not strong


def _leaves(scores: Scores, acts: Sequence[str]) -> bool:
    """Whether a follow-up leaves the matter: small talk, a fresh start, something outside."""
    if {"greeting", "thanks", "farewell", "restart", "who_are_you", "small_talk", "abuse", "injection"} & set(acts):
        return True
    return scores.best(OUTSIDE)[1] >= 0.6


def _outside(scores: Scores, matters: Sequence[str], carried: bool) -> tuple[str, ...]:
    found = {
        label
        for chances in (scores.whole, *(part for _, part in scores.parts))
        for label, chance in chances.items()
        if label.startswith(OUTSIDE) and chance >= CLEAR
    }
    label, chance = scores.best(OUTSIDE)
    if not matters and not found and chance >= POSSIBLE:
        found = {label}
    return tuple(sorted(name.removeprefix(OUTSIDE) for name in found))


def _measures(library: Library, first: Sequence[str], then: Sequence[str]) -> list[Measure]:
    """The measures among these matters, each once."""
    known = {f"{m.policy}/{m.id}": m for m in library.measures}
    return [known[matter] for matter in dict.fromkeys((*first, *then)) if matter in known]


def _parts(scores: Scores, matters: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Which part of the turn asks about which matter, for turns that hold several."""
    found: list[tuple[str, str]] = []
    for part, chances in scores.parts:
        best = max(matters, key=lambda m: chances.get(MATTER + m, 0.0), default="")
        if best and chances.get(MATTER + best, 0.0) >= POSSIBLE:
            found.append((best, part))
    return tuple(found)


def _aspects(text: str, understanding: Understanding) -> tuple[str, ...]:
    """What is asked, the surest first: cues of the lexicon and the exemplars' labeller together."""
    chances = dict(understanding.aspects.score(text, understanding.encode([text])[0]))
    for name, cues in understanding.phrases.aspects.items():
        said = hits(text, cues)
        if said:
            chances[name] = chances.get(name, 0.0) + 0.35 + 0.05 * min(len(said[0]), 5)
    ranked = sorted(chances.items(), key=lambda pair: -pair[1])
    return tuple(name for name, chance in ranked if chance >= ASPECT_CLEAR) or (ranked[0][0],)


def _missing(text: str, phrases: Phrases) -> tuple[str, ...]:
    """What about applying is asked: materials, deadline, telephone …, in the order of the lexicon."""
    return tuple(name for name, cues in phrases.process.items() if hits(text, cues))


def _claims(facts: Facts) -> tuple[Quantity, ...]:
    return tuple(q for q in facts.claims if q.kind in ("money", "ratio", "duration", "date"))


def _near_misses(text: str, measures: Sequence[Measure]) -> tuple[tuple[str, NearMiss], ...]:
    return tuple(
        (f"{m.policy}/{m.id}", miss) for m in measures for miss in m.near_misses if hits(text, miss.words)
    )
