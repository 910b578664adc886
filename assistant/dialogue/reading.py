"""The reading of a turn: what it is about, what about it is asked, which facts and claims it holds."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from assistant.dialogue.conversation import Conversation, HeldFact
from assistant.dialogue.facts import Facts, read_facts
from assistant.dialogue.labelling import Floats, Labeller
from assistant.dialogue.matters import MatterWords, Scores, score
from assistant.dialogue.normalising import Soundalikes, normalise
from assistant.dialogue.phrases import ACT, MATTER, OUTSIDE, Phrases, hits
from assistant.dialogue.quantities import Quantity, read_quantities
from assistant.policy.library import Library
from assistant.policy.measure import Measure, NearMiss

# Chances above which a label is taken as said; between the two it is taken where nothing rivals it.
CLEAR = 0.5
POSSIBLE = 0.16
# The least chance of a matter that is likelier than everything else.
LIKELIEST = 0.1
# How strongly a matter's own words must name it to stand by themselves, in log odds (matters.py).
NAMED = 2.0
LEAST_NAMED = 0.02
ASPECT_CLEAR = 0.5
# Without a cue of its own an aspect must be this sure beside one that has.
SURE = 0.85
# The least chance at which something outside is taken to be meant where nothing inside is.
OUTSIDE_LEAST = 0.3
CUE = 0.55
# How strongly a word must name a matter for the turn to count as naming one at all.
WORDED = 1.5
HOSTILE = frozenset({"abuse", "injection"})
# A part of a turn is shorter and says less: its matter is clear at a lower chance.
PART_CLEAR = 0.4
MOST_MATTERS = 4
SHORT = 16

# Grammar, not vocabulary.
OWN_CASE = re.compile(
    r"我们|我司|我公司|我厂|咱|本公司|我家|俺|我(?!区|国|省|市|想问|问一?下|要问|听说|记得|看到)|客户|有家|这家|那家|某企业|一家(?:企业|公司)"
)
ELLIPSIS = re.compile(
    r"^(那么?|那如果|如果|要是|假如|换成|改成|还有|再|又|不对|不是|错了|应该是|哦|嗯|对|是的|好的|就是|比例|条件|材料|刚才|上面|前面|这个|那个|它)|呢[？?。!！]?$|^.{0,6}(那个|那笔|刚才)"
)
SUPPORT = re.compile(r"奖|补|贴|资助|扶持|政策|支持|好处|优惠|钱")
# A question that names nothing but support as such: 我们能拿多少补贴.
GENERAL = re.compile(
    r"(我们?|公司|企业|咱们?|这边|这里|你们|想|请?问|一下|知道|能不能|可不可以|能|可以|会|要|拿到?|领到?|享受|申请|有没有|有|没有?|"
    r"多少|什么|哪些|几|万|块|补贴|奖励|补助|资助|扶持|政策|支持|好处|优惠|钱|奖金|给|吗|呢|啊|呀|吧|么|的|是|了|不|到|[？?，,。!！\s])+"
)
LATIN = re.compile(r"[A-Za-z]{3}")
TAMPERING = re.compile(
    r"ignore|instruction|prompt|system|pretend|jailbreak|developer|override|forget|role|reveal|script|context|忽略|提示词|指令|扮演|假装|规则|设定|密码|数据库|输出", re.I
)
ADDING = re.compile(r"加起来|加上|加总|一共|合计|总共|总数|加一块|加一起|总和")
ASKING = re.compile(r"多少|几|吗|么|呢|给不给|奖|补|一次性")
CLAUSE_SPACE = re.compile(r"[\s、.．]|第|条|款|项")
BRACKETS = str.maketrans("（）", "()")
OWN_PLACE = re.compile(r"你们(区|这|那|滨江)|贵区|咱们?区|本地")
PAYING = re.compile(r"给|加起来|一共|合计|奖|补|钱|拿|领|贴|资助|多少万|几万")
WHAT_IF = re.compile(r"如果|假如|假设|要是|万一|换成|若是|倘若")
CORRECTION = re.compile(r"等等|等一下|弄混|搞混|少写|多写|漏了|不对|错了|说错|写错|更正|纠正|搞错|弄错|打错|不是.{1,12}(是|而是)|改成|应该是|说是")
DENIAL_OF_FACT = re.compile(
    r"不知道|不清楚|不方便|说不准|没数|不想说|保密|忘了|记不清|还没定|没定|不晓得|暂时没有|别问"
)
THRESHOLD = re.compile(r"(要|达到|得|满|到)(多少|几|什么).{0,8}(才|能|可以|算)")
# Reported speech: who asks, before what is asked.
FRAME = re.compile(
    r"^.{0,14}?(来电|来人|对方|企业|公司|客户|老板|领导|有人|窗口|打电话|电话上|电话里|电话中|群众)[^。？?]{0,8}?"
    r"(问|说|想知道|咨询|打听|让我问问?)(的是|一下|是|我)?[，,:：]?"
)


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
class Asked:
    """A matter in question ("policy/id"), the part of the turn that asks for it, and what about it is asked.

    `aspects`: the surest first, () where nothing tells; `missing`: what about applying is asked.
    """

    matter: str
    text: str
    aspects: tuple[str, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """A turn as it was understood."""

    question: str
    text: str
    asked: tuple[Asked, ...]
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
    days: tuple[tuple[date, date], ...]
    latent: tuple[str, ...]
    general: bool

    @property
    def matters(self) -> tuple[str, ...]:
        """The matters in question, in the order asked."""
        return tuple(asked.matter for asked in self.asked)


def read_turn(
    question: str, conversation: Conversation, understanding: Understanding, as_of: date
) -> Reading:
    """The reading of one turn after `conversation`; `as_of` dates the words 去年, 明年."""
    mended = understanding.soundalikes.correct(normalise(question))
    text = mended.text
    plain = evened(text, understanding.phrases.colloquial)
    quantities = read_quantities(text, as_of=as_of)
    wordy = _masked(plain, quantities)
    scores = score(
        plain,
        understanding.matters,
        understanding.encode,
        understanding.words,
        understanding.phrases.synonyms,
    )
    places = _places(plain, understanding)
    correcting = bool(conversation.facts) and bool(CORRECTION.search(plain))
    doubtful = bool(LATIN.search(plain)) and not TAMPERING.search(plain)
    acts = _acts(scores, max(understanding.words.evidence(wordy).values(), default=0.0), doubtful)
    plainly = tuple(act for act, cues in understanding.phrases.acts.items() if hits(plain, cues))
    acts = tuple(dict.fromkeys((*plainly, *acts)))
    outside = _outside(scores, places)
    matters, carried, candidates = _matters(wordy, scores, conversation, acts, correcting, understanding)
    numbered = _numbered(plain, understanding.library)
    matters, carried = (numbered, False) if numbered else (matters, carried)
    if "drafting" in outside and scores.whole.get(OUTSIDE + "drafting", 0.0) >= CLEAR:
        matters, carried = (), False
    elif not matters and not outside and (PAYING.search(plain) or quantities):
        matters = tuple(_named(wordy, understanding))
    matters = matters or _by_figure(quantities, outside, acts, understanding.library)
    latent: tuple[str, ...] = ()
    if "other_districts" in outside and places == "other":
        latent = matters or tuple(_named(wordy, understanding))
        matters, carried = (), False
    elif "other_districts" in outside and places == "both" and not matters:
        matters = tuple(_named(wordy, understanding))
    general = not matters and bool(GENERAL.fullmatch(plain)) and bool(SUPPORT.search(plain))
    if general:
        outside, acts = (), ()
    measures = _measures(understanding.library, matters or latent, conversation.mentioned)
    facts = read_facts(
        text,
        quantities,
        measures,
        turn=conversation.turns + 1,
        pending=conversation.pending,
        earlier=conversation.facts,
        correcting=correcting,
        variants=understanding.phrases.options,
    )
    asked = _asked(plain, scores, matters, understanding)
    own_words = {q.said: mended.said(q.start, q.end) for q in quantities}
    return Reading(
        question=question,
        text=text,
        asked=asked,
        carried=carried,
        candidates=candidates,
        acts=acts,
        outside=outside,
        aspects=_aspects(plain, understanding),
        missing=_missing(plain, understanding.phrases),
        facts=tuple(replace(f, said=own_words.get(f.said, f.said)) for f in facts.held),
        claims=_claims(facts),
        denied=facts.denied,
        near_misses=_near_misses(plain, measures),
        own_case=bool(OWN_CASE.search(plain)) or any(f.low is not None for f in facts.held),
        hypothetical=bool(WHAT_IF.search(plain)) and not correcting,
        correcting=correcting,
        latent=latent,
        general=general,
        days=tuple((q.day_low, q.day_high or q.day_low) for q in quantities if q.day_low is not None),
        withheld=bool(conversation.pending or conversation.refused) and bool(DENIAL_OF_FACT.search(plain)),
    )


def evened(text: str, colloquial: Mapping[str, tuple[str, ...]]) -> str:
    """The text with everyday and dialect forms of small words in their plain form."""
    for plain, forms in colloquial.items():
        for form in forms:
            if form in text and plain not in text:
                text = text.replace(form, plain)
    return text


def _masked(text: str, quantities: Sequence[Quantity]) -> str:
    """The text with its amounts out of sight: an amount never names a matter."""
    for quantity in quantities:
        if quantity.kind == "money":
            text = text.replace(quantity.said, "＃")
    return text


def _numbered(text: str, library: Library) -> tuple[str, ...]:
    """The measures of a clause that is named by its number: 二（三）8, those with amounts before all others."""
    packed = CLAUSE_SPACE.sub("", text).translate(BRACKETS)
    known = [c for c in library.clauses if len(c.path) > 1 and c.label.translate(BRACKETS) in packed]
    if not known:
        return ()
    clause = max(known, key=lambda c: len(c.label))
    own = [m for m in library.measures if m.clause_id == clause.id]
    chosen = [m for m in own if m.pays] or own
    return tuple(f"{m.policy}/{m.id}" for m in chosen[:MOST_MATTERS])


def _by_figure(
    quantities: Sequence[Quantity], outside: Sequence[str], acts: Sequence[str], library: Library
) -> tuple[str, ...]:
    """The measures whose clause gives a figure that the turn speaks of: 带30%的那个补助."""
    if outside or set(acts) & HOSTILE:
        return ()
    values = {q.low for q in quantities if q.kind in ("money", "ratio") and q.low == q.high and q.low}
    return tuple(
        f"{m.policy}/{m.id}"
        for m in library.measures
        if values & {v.value for p in m.parameters if p.unit in ("yuan", "ratio") for v in p.values}
    )[:MOST_MATTERS]


def _acts(scores: Scores, named: float, doubtful: bool) -> tuple[str, ...]:
    """Acts of talk that are clearly there, in the whole or in a part, or nearer than anything else.

    `named`: how strongly a matter is named; who names one is not lightly taken to insult or to inject.
    `doubtful`: the text is partly foreign and says nothing of rules or prompts, so neither is meant.
    """
    found: dict[str, float] = {}
    least = SURE if named >= WORDED else CLEAR
    for chances in (scores.whole, *(part for _, part in scores.parts)):
        for label, chance in chances.items():
            if label.startswith(ACT) and chance >= (least if label.removeprefix(ACT) in HOSTILE else CLEAR):
                found[label] = max(chance, found.get(label, 0.0))
    nearest = max(scores.whole, key=lambda name: scores.whole[name])
    hostile = nearest.removeprefix(ACT) in HOSTILE and (named >= WORDED or scores.whole[nearest] < CLEAR)
    if nearest.startswith(ACT) and scores.whole[nearest] >= POSSIBLE and not hostile:
        found.setdefault(nearest, scores.whole[nearest])
    kept = {label: chance for label, chance in found.items() if not (doubtful and label == ACT + "injection")}
    return tuple(label.removeprefix(ACT) for label in sorted(kept, key=lambda name: -kept[name]))


def _places(text: str, understanding: Understanding) -> str:
    """ "own", "other", "both" or "": whose region the text names."""
    own = [
        name for policy in understanding.library.policies for name in (policy.region, *policy.region_aliases)
    ]
    here = bool(hits(text, own)) or bool(OWN_PLACE.search(text))
    there = bool(hits(text, [p for p in understanding.phrases.places if p not in own]))
    return "both" if here and there else "own" if here else "other" if there else ""


def _outside(scores: Scores, places: str) -> tuple[str, ...]:
    """Matters outside the library that a part of the turn asks for more than for anything inside."""
    found: dict[str, float] = {}
    parts = [chances for _, chances in scores.parts] or [scores.whole]
    for chances in [scores.whole, *parts]:
        inside = max((c for m, c in chances.items() if m.startswith(MATTER)), default=0.0)
        for label, chance in chances.items():
            if not label.startswith(OUTSIDE):
                continue
            elsewhere = label == OUTSIDE + "other_districts" and places in ("other", "both")
            if label == OUTSIDE + "other_districts" and not elsewhere:
                continue
            if (chance >= CLEAR and chance > inside) or (elsewhere and chance >= POSSIBLE):
                found[label] = max(chance, found.get(label, 0.0))
    nearest = max(scores.whole, key=lambda name: scores.whole[name])
    if (
        nearest.startswith(OUTSIDE)
        and scores.whole[nearest] >= OUTSIDE_LEAST
        and (places or "districts" not in nearest)
    ):
        found.setdefault(nearest, scores.whole[nearest])
    return tuple(label.removeprefix(OUTSIDE) for label in sorted(found, key=lambda name: -found[name]))


def _matters(
    text: str,
    scores: Scores,
    conversation: Conversation,
    acts: Sequence[str],
    correcting: bool,
    understanding: Understanding,
) -> tuple[tuple[str, ...], bool, tuple[str, ...]]:
    """(matters, whether they were carried over from earlier, candidates to ask about)."""
    clear = _clear_matters(text, scores, understanding)
    if not clear and conversation.matters:
        clear = tuple(_named_tiers(text, understanding))
    follow_up = bool(conversation.matters) and (
        correcting or len(text) <= SHORT or bool(ELLIPSIS.search(text)) or bool(conversation.pending)
    )
    if follow_up and not _leaves(text, scores, acts, clear):
        earlier = _returned_to(text, scores, clear, conversation, correcting, understanding)
        if earlier:
            summing = "sum_up" in acts and len(text) <= SHORT and not clear
            return (conversation.mentioned[-MOST_MATTERS:] if summing else earlier), True, ()
    if clear:
        return clear, False, ()
    label, chance = scores.best(MATTER)
    if chance >= LIKELIEST and chance >= scores.best(OUTSIDE)[1] and chance >= scores.best(ACT)[1]:
        others = [m for m, c in scores.whole.items() if m.startswith(MATTER) and c >= POSSIBLE]
        return (label.removeprefix(MATTER),), False, tuple(m.removeprefix(MATTER) for m in others)
    return _general(text, scores, acts, understanding), False, ()


def _general(text: str, scores: Scores, acts: Sequence[str], understanding: Understanding) -> tuple[str, ...]:
    """The rule of the policy that a turn without a matter speaks of: applying, or adding up."""
    if scores.best(OUTSIDE)[1] >= OUTSIDE_LEAST or not understanding.library.policies:
        return ()
    policy = understanding.library.policies[0]
    wanted = (
        "application" if _missing(text, understanding.phrases) else "no_double" if "sum_up" in acts else ""
    )
    return tuple(f"{policy.id}/{topic.id}" for topic in policy.topics if topic.id == wanted)


def _named(text: str, understanding: Understanding) -> list[str]:
    """The measures that the text plainly names, the strongest first."""
    named = understanding.words.evidence(text)
    keys = [f"{m.policy}/{m.id}" for m in understanding.library.measures]
    strong = [key for key in keys if named.get(MATTER + key, 0.0) >= NAMED]
    return sorted(strong, key=lambda key: -named[MATTER + key])[:1]


def _named_tiers(text: str, understanding: Understanding) -> list[str]:
    """The measures one of whose tiers a follow-up names: 那隐形冠军的呢."""
    named = understanding.words.evidence(text)
    keys = [f"{m.policy}/{m.id}" for m in understanding.library.measures if m.tiers]
    return [key for key in keys if named.get(MATTER + key, 0.0) >= NAMED]


def _clear_matters(text: str, scores: Scores, understanding: Understanding) -> tuple[str, ...]:
    """The matters that are clearly asked, the likeliest of each part, in order."""
    found: dict[str, float] = {}
    for part, chances in (*scores.parts, (text, scores.whole)):
        named = understanding.words.evidence(part)
        rival = max((c for m, c in chances.items() if m.startswith(OUTSIDE)), default=0.0)
        for label, chance in chances.items():
            if not label.startswith(MATTER):
                continue
            by_name = named.get(label, 0.0) >= NAMED and chance >= 0.3
            least = CLEAR if part == text else PART_CLEAR
            if (chance >= least and chance >= rival) or by_name:
                matter = label.removeprefix(MATTER)
                found[matter] = max(found.get(matter, 0.0), chance)
    found = _with_siblings(_by_name(found, text, scores, understanding), text, scores, understanding)
    kept = sorted(found, key=lambda m: -found[m])[:MOST_MATTERS]
    return tuple(m for m in found if m in kept and not _only_titled(m, found, text, scores, understanding.library))


def _by_name(
    found: Mapping[str, float], text: str, scores: Scores, understanding: Understanding
) -> dict[str, float]:
    """The matters found; where none of them is a measure, those measures that are plainly named too."""
    known = {f"{m.policy}/{m.id}" for m in understanding.library.measures}
    adding = bool(ADDING.search(text))
    measured = any(matter in known for matter in found)
    if (measured and not adding) or scores.best(OUTSIDE)[1] >= CLEAR or not PAYING.search(text):
        return _by_part(dict(found), scores, understanding)
    named = understanding.words.evidence(text)
    added = {m: scores.whole.get(MATTER + m, 0.0) for m in known if named.get(MATTER + m, 0.0) >= NAMED}
    if adding:
        added = {m: max(c, LEAST_NAMED) for m, c in added.items()}
    return {**{m: c for m, c in sorted(added.items()) if c >= LEAST_NAMED}, **found}


def _by_part(found: dict[str, float], scores: Scores, understanding: Understanding) -> dict[str, float]:
    """The matters found, and an award by title that a part of its own asks for by the title's name."""
    tiered = [f"{m.policy}/{m.id}" for m in understanding.library.measures if m.tiers]
    for part, chances in scores.parts:
        named = understanding.words.evidence(part)
        taken = any(chances.get(MATTER + m, 0.0) >= PART_CLEAR for m in found)
        for matter in tiered:
            if not taken and matter not in found and named.get(MATTER + matter, 0.0) >= NAMED and ASKING.search(part):
                found[matter] = chances.get(MATTER + matter, 0.0)
    return found


def _with_siblings(
    found: Mapping[str, float], text: str, scores: Scores, understanding: Understanding
) -> dict[str, float]:
    """The matters found, and those of the same clause that the text's words name just as well."""
    named = understanding.words.evidence(text)
    known = {f"{m.policy}/{m.id}": m for m in understanding.library.measures}
    out = dict(found)
    for matter in found:
        first = known.get(matter)
        if first is None or not first.pays:
            continue
        said = set(hits(text, first.words))
        for other, measure in known.items():
            same = measure.clause_id == first.clause_id and measure.pays and other not in out
            weight = named.get(MATTER + other, 0.0)
            if same and weight >= 1.0 and said <= set(measure.words):
                out[other] = scores.whole.get(MATTER + other, 0.0)
    return out


def _only_titled(matter: str, found: Mapping[str, float], text: str, scores: Scores, library: Library) -> bool:
    """Whether an award by title is only brought in by a title that is mentioned, beside another measure.

    It is asked for where a part of the turn that names it speaks of getting something.
    """
    measure = next((m for m in library.measures if f"{m.policy}/{m.id}" == matter), None)
    others = {f"{m.policy}/{m.id}" for m in library.measures} & set(found) - {matter}
    if not others or measure is None or measure.tiers is None:
        return False
    asked = measure.input(measure.tiers.input)
    names = {*measure.words, *(w for o in (asked.options if asked else ()) for w in (o.name, *o.words))}
    parts = [part for part, _ in scores.parts if hits(part, names)] or [text]
    return not any(PAYING.search(part) for part in parts)


def _returned_to(
    text: str,
    scores: Scores,
    clear: Sequence[str],
    conversation: Conversation,
    correcting: bool,
    understanding: Understanding,
) -> tuple[str, ...]:
    """The earlier matter that a follow-up speaks of; () where it opens a new one."""
    if any(m in conversation.matters for m in clear):
        return tuple(m for m in clear if m in conversation.mentioned) or conversation.matters
    if "＃" in text and _takes_money(conversation.matters, understanding.library):
        named = max((understanding.words.evidence(text).get(MATTER + m, 0.0) for m in clear), default=0.0)
        if named < NAMED:
            return conversation.matters
    strongest = max((scores.whole.get(MATTER + m, 0.0) for m in clear), default=0.0)
    known = {f"{m.policy}/{m.id}": m for m in understanding.library.measures}
    best, most = "", 0.0
    for matter in reversed(conversation.mentioned):
        measure = known.get(matter)
        if measure is None:
            continue
        own = [
            w
            for i in measure.inputs
            if i.unit != "flag"
            for w in (*i.words, *(n for o in i.options for n in (o.name, *o.words)))
        ]
        said = hits(text, {*own, *measure.words})
        weight = sum(len(w) for w in said[:3]) + (0.5 if matter in conversation.matters else 0.0)
        if weight > most:
            best, most = matter, weight
    named = max((understanding.words.evidence(text).get(MATTER + m, 0.0) for m in clear), default=0.0)
    if named < NAMED and (correcting or conversation.pending or all(m.endswith("/application") for m in clear)):
        return conversation.matters if most < 2 or not best else (best,)
    if clear and (strongest >= 0.8 or named >= NAMED) and not (best in conversation.matters and most >= 4.5):
        return ()
    if clear and most < 2:
        return ()
    if best and most >= 2 and best not in conversation.matters:
        return (best,)
    return conversation.matters


def _takes_money(matters: Sequence[str], library: Library) -> bool:
    """Whether one of the measures asks for an amount."""
    return any(i.unit == "yuan" for m in _measures(library, matters, ()) for i in m.inputs)


def _leaves(text: str, scores: Scores, acts: Sequence[str], clear: Sequence[str]) -> bool:
    """Whether a follow-up leaves the matter: small talk, a fresh start, something outside."""
    leaving = {"greeting", "thanks", "farewell", "restart", "who_are_you", "small_talk", "abuse", "injection"}
    sure = {act for act in acts[:1] if scores.whole.get(ACT + act, 0.0) >= CLEAR}
    if leaving & sure and not any(char.isdigit() for char in text):
        return True
    return scores.best(OUTSIDE)[1] >= 0.6 and not clear


def _measures(library: Library, first: Sequence[str], then: Sequence[str]) -> list[Measure]:
    """The measures among these matters, each once."""
    known = {f"{m.policy}/{m.id}": m for m in library.measures}
    return [known[matter] for matter in dict.fromkeys((*first, *reversed(then))) if matter in known]


def _asked(
    text: str, scores: Scores, matters: Sequence[str], understanding: Understanding
) -> tuple[Asked, ...]:
    """Each matter with its part of the turn; a single matter has all of it."""
    parts: dict[str, list[str]] = {matter: [] for matter in matters}
    if len(matters) > 1:
        last = ""
        for part, chances in scores.parts:
            fitting = [m for m in matters if chances.get(MATTER + m, 0.0) >= POSSIBLE]
            last = max(fitting, key=lambda m: chances[MATTER + m], default=last)
            if last:
                parts[last].append(part)
    measures = {f"{m.policy}/{m.id}" for m in understanding.library.measures}
    if any(m in measures for m in matters):
        matters = [m for m in matters if not m.endswith("/application")]
    found = []
    for matter in matters:
        own = "，".join(parts[matter]) or text
        aspects = _aspects(own, understanding) or _aspects(text, understanding)
        missing = _missing(own, understanding.phrases)
        if not missing and matter == matters[-1]:
            missing = _missing(text, understanding.phrases)
        found.append(Asked(matter, own, aspects, missing))
    return tuple(found)


def _aspects(text: str, understanding: Understanding) -> tuple[str, ...]:
    """What is asked, the surest first: cues of the lexicon and the exemplars' labeller together."""
    framed = FRAME.sub("", text)
    asked = framed if len(framed) >= 2 else text
    chances = dict(understanding.aspects.score(asked, understanding.encode([asked])[0]))
    cued = {
        name: said[0] for name, cues in understanding.phrases.aspects.items() if (said := hits(asked, cues))
    }
    if "process" in cued and not _missing(asked, understanding.phrases):
        cued.pop("process")
    for name, cue in cued.items():
        chances[name] = chances.get(name, 0.0) + CUE + 0.04 * min(len(cue), 5)
    if THRESHOLD.search(asked):
        chances["eligibility"] = chances.get("eligibility", 0.0) + 1.5
    least = SURE if cued else ASPECT_CLEAR
    ranked = sorted(chances.items(), key=lambda pair: -pair[1])
    return tuple(name for name, chance in ranked if chance >= (ASPECT_CLEAR if name in cued else least))


def _missing(text: str, phrases: Phrases) -> tuple[str, ...]:
    """What about applying is asked: materials, deadline, telephone …, in the order of the lexicon."""
    framed = FRAME.sub("", text)
    return tuple(
        name
        for name, cues in phrases.process.items()
        if any(_stands_alone(cue, framed, phrases.terms) for cue in hits(framed, cues))
    )


def _stands_alone(cue: str, text: str, terms: Sequence[str]) -> bool:
    """Whether a cue is said by itself, not inside a longer term: 材料, but not that of 新材料."""
    for term in terms:
        if cue in term and cue != term and term in text:
            text = text.replace(term, "＃")
    return bool(hits(text, [cue]))


def _claims(facts: Facts) -> tuple[Quantity, ...]:
    return tuple(q for q in facts.claims if q.kind in ("money", "ratio") and q.low is not None)


def _near_misses(text: str, measures: Sequence[Measure]) -> tuple[tuple[str, NearMiss], ...]:
    return tuple(
        (f"{m.policy}/{m.id}", miss) for m in measures for miss in m.near_misses if hits(text, miss.words)
    )
