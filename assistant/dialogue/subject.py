"""The subject of a turn: which measures and topics it is about, and whether it goes on with earlier ones."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.dialogue.act import HOSTILE
from assistant.dialogue.aspect import missing_of
from assistant.dialogue.conversation import Conversation
from assistant.dialogue.matters import CLEAR, POSSIBLE, Scores
from assistant.dialogue.phrases import ACT, MATTER, OUTSIDE, hits
from assistant.dialogue.quantities import Quantity
from assistant.dialogue.scope import OUTSIDE_LEAST
from assistant.dialogue.understanding import Understanding
from assistant.policy.library import Library
from assistant.policy.measure import Measure

# Grammar, not vocabulary; thresholds of chances and log odds.
# The least chance of a matter that is likelier than everything else.
LIKELIEST = 0.1
# How strongly a matter's own words must name it to stand by themselves, in log odds (matters.py).
NAMED = 2.0
LEAST_NAMED = 0.02
# A part of a turn is shorter and says less: its matter is clear at a lower chance.
PART_CLEAR = 0.4
# The chance at which the whole turn is plainly about one matter; below FAINT another has no part in it, and a
# part of the turn has to be as sure as PART_ELSE to turn to it.
SETTLED = 0.9
FAINT = 0.02
PART_ELSE = 0.8
# The least chance of a sister measure of the same clause that the turn's words name just as well; one that
# the same choice decides (境内还是境外) is meant as long as nothing is chosen.
SIBLING = 0.1
MOST_MATTERS = 4
SHORT = 16
# From this length on a turn is a story with a question in it.
STORY = 45
ELLIPSIS = re.compile(
    r"^(那么?|那如果|如果|要是|假如|换成|改成|还有|再|又|不对|不是|错了|应该是|哦|嗯|对|是的|好的|就是|比例|条件|材料|刚才|上面|前面|这个|那个|它)|呢[？?。!！]?$|^.{0,6}(那个|那笔|刚才)"
)
# What is said of the items of a list that was spoken of goes on with it: 第二份35万, 第二笔去掉.
ITEMISED = re.compile(r"第[一二三四五六七八九1-9][笔份期个家张]|去掉|不算了")
# Two things that were spoken of are compared: 这两个是一回事吗.
BOTH_OF = re.compile(
    r"(这|那|前面?|刚才)?(两|2)(个|项|条|样|种|者)[^，。]{0,6}(一回事|区别|不同|一样|冲突|都|哪个)"
)
# A short follow-up that only names something else: 保险呢, 那境外的.
TURNING = re.compile(
    r"(?:那么?|那个|还有|再问下?|要是|换成|如果是)?(.{1,5}?)(?:那块|那头|那边|那个|方面|的)?(?:呢|多少|怎么样|的话)?[？?，,。]?(?:多少|几多)?[？?]?"
)
BOTH = re.compile(r"两[个项样种]|这两")
# Whose or which a figure is that was named: 那200万是谁的.
WHOSE = re.compile(
    r"[万亿][元块]?(?:奖金)?是(?:什么|啥|干什么)|(谁|哪个|哪项|哪一[个项档条]|哪条|哪档)(的|产品|里|拿|给|是|一条)?"
)
# Two things are asked about side by side.
# A part of a turn that begins so comes to something further.
BESIDES = re.compile(r"又|还|也|另|同时|再|顺便")
JOINED = re.compile(r"和|与|跟|及|、|又|同时|还有|既")
# How strongly a matter's own words must name it to be meant beside another, whatever the labeller says.
STRONG = 2.4
ADDING = re.compile(r"加起来|加上|加总|一共|合计|总共|总数|加一块|加一起|总和")
EACH = re.compile(r"各|分别|加起来|一共|合计|都|另外|还有")
ASKING = re.compile(r"多少|几|吗|么|呢|给不给|奖|补|一次性")
CLAUSE_SPACE = re.compile(r"[\s、.．]|第|条|款|项")
BRACKETS = str.maketrans("（）", "()")
PAYING = re.compile(r"给|加起来|一共|合计|奖|补|钱|拿|领|贴|资助|多少万|几万")


SUPPORT = re.compile(r"奖|补|贴|资助|扶持|政策|支持|好处|优惠|钱")
# A question that names nothing but support as such: 我们能拿多少补贴.
GENERAL = re.compile(
    r"(我们?|公司|企业|咱们?|这边|这里|你们|想|请?问|一下|知道|能不能|可不可以|能|可以|会|要|拿到?|领到?|享受|申请|有没有|有|没有?|"
    r"多少|什么|哪些|几|万|块|补贴|奖励|补助|资助|扶持|政策|支持|好处|优惠|钱|奖金|给|吗|呢|啊|呀|吧|么|的|是|了|不|到|[？?，,。!！\s])+"
)
# Topics of the document that a measure's own question touches: the measure is told, and they beside it.
BESIDE = ("validity", "no_double", "registration_place", "funding_source", "lead_department")
# The least chance of a measure beside the question where an enterprise has to be.
LIKELY = 0.4
# Topics that are seldom meant where something about applying is asked.
NOT_APPLYING = ("validity", "issue_info", "overview", "addressees")


@dataclass(frozen=True, slots=True)
class Heard:
    """A turn as it was heard, before its subject is known.

    `wordy`: the text with its amounts out of sight; `places`: whose region it names, see scope.py.
    """

    plain: str
    wordy: str
    quantities: tuple[Quantity, ...]
    scores: Scores
    acts: tuple[str, ...]
    outside: tuple[str, ...]
    places: str
    correcting: bool


@dataclass(frozen=True, slots=True)
class Subject:
    """What a turn is about.

    `carried`: from earlier turns; `candidates`: to ask about; `latent`: what would be meant if it were asked
    here and not of another place; `general`: support as such, without any matter.
    """

    matters: tuple[str, ...]
    carried: bool = False
    candidates: tuple[str, ...] = ()
    latent: tuple[str, ...] = ()
    general: bool = False


def subject_of(heard: Heard, conversation: Conversation, understanding: Understanding) -> Subject:
    """The subject of a turn after `conversation`."""
    by_number = numbered(heard.plain, understanding.library)
    if by_number:
        return Subject(by_number)
    matters, carried, candidates = matters_of(
        heard.wordy, heard.scores, conversation, heard.acts, heard.correcting, understanding
    )
    acts = set(heard.acts) - {"unclear"}
    if "drafting" in heard.outside and heard.scores.whole.get(OUTSIDE + "drafting", 0.0) >= CLEAR:
        matters, carried = (), False
    elif not matters and not heard.outside and (PAYING.search(heard.plain) or heard.quantities or not acts):
        matters = tuple(plainly_named(heard.wordy, understanding))
    figured = by_figure(heard.quantities, heard.outside, heard.acts, understanding.library)
    matters = matters or figured
    if (
        figured
        and not set(figured) & set(matters)
        and _figure_asked(figured, matters, heard, understanding.library)
    ):
        clauses = {m.clause_id for m in measures_of(understanding.library, matters, ())}
        near = [m for m in measures_of(understanding.library, figured, ()) if m.clause_id in clauses]
        matters, carried = tuple(f"{m.policy}/{m.id}" for m in near) or figured, False
    current = measures_of(understanding.library, conversation.matters, ())
    if heard.correcting and any(hits(heard.plain, miss.words) for m in current for miss in m.near_misses):
        return Subject(conversation.matters, True)  # 等下，是广州的广交会
    if "other_districts" in heard.outside and heard.places == "other":
        return Subject((), latent=matters or tuple(plainly_named(heard.wordy, understanding)))
    if "other_districts" in heard.outside and heard.places == "both" and not matters:
        matters = tuple(plainly_named(heard.wordy, understanding))
    if matters and "多少" in heard.plain and all(matter.endswith("/overview") for matter in matters):
        matters = ()
    if not carried:
        matters = _of_measures(_applying(matters, heard, understanding), heard, understanding)
    general = not matters and bool(GENERAL.fullmatch(heard.plain)) and bool(SUPPORT.search(heard.plain))
    return Subject(matters, carried, candidates, general=general)


def _figure_asked(figured: Sequence[str], matters: Sequence[str], heard: Heard, library: Library) -> bool:
    """Whether a figure that was named tells what is asked better than the words: 那300万是哪个产品的."""
    if WHOSE.search(heard.plain):
        return max((heard.scores.whole.get(MATTER + m, 0.0) for m in matters), default=0.0) < SETTLED
    chosen = measures_of(library, matters, ())
    clauses = {m.clause_id for m in chosen if not m.pays}
    own = measures_of(library, figured, ())
    return len(own) == 1 and own[0].clause_id in clauses and not any(m.pays for m in chosen)


def _applying(matters: tuple[str, ...], heard: Heard, understanding: Understanding) -> tuple[str, ...]:
    """The matters, where a topic that is only likely gives way to how to apply, if that is what is asked."""
    unsure = [
        m
        for m in matters
        if m.split("/")[-1] in NOT_APPLYING and heard.scores.whole.get(MATTER + m, 0.0) < CLEAR
    ]
    if any(m.endswith("/application") for m in matters):
        return tuple(m for m in matters if m.split("/")[-1] not in NOT_APPLYING)
    if not unsure or not missing_of(heard.plain, understanding.phrases):
        return matters
    return tuple(dict.fromkeys(f"{m.split('/')[0]}/application" if m in unsure else m for m in matters))


def _of_measures(matters: tuple[str, ...], heard: Heard, understanding: Understanding) -> tuple[str, ...]:
    """The matters, and before topics that measures share (validity …) the measure that the turn speaks of."""
    known = {f"{m.policy}/{m.id}" for m in understanding.library.measures}
    if not matters or any(m in known or m.split("/")[-1] not in BESIDE for m in matters):
        return matters
    figured = by_figure(heard.quantities, heard.outside, heard.acts, understanding.library)
    least = LIKELY if any(m.endswith("/registration_place") for m in matters) else POSSIBLE
    likely = sorted(
        (m for m in known if heard.scores.whole.get(MATTER + m, 0.0) >= least),
        key=lambda m: -heard.scores.whole[MATTER + m],
    )
    return (*figured[:1], *matters) if len(figured) == 1 else (*likely[:1], *matters)


def numbered(text: str, library: Library) -> tuple[str, ...]:
    """The measures of a clause that is named by its number (二（三）8), those with amounts if it has any."""
    packed = CLAUSE_SPACE.sub("", text).translate(BRACKETS)
    known = [c for c in library.clauses if len(c.path) > 1 and c.label.translate(BRACKETS) in packed]
    if not known:
        return ()
    clause = max(known, key=lambda c: len(c.label))
    own = [m for m in library.measures if m.clause_id == clause.id]
    chosen = [m for m in own if m.pays] or own
    return tuple(f"{m.policy}/{m.id}" for m in chosen[:MOST_MATTERS])


def by_figure(
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


def matters_of(
    text: str,
    scores: Scores,
    conversation: Conversation,
    acts: Sequence[str],
    correcting: bool,
    understanding: Understanding,
) -> tuple[tuple[str, ...], bool, tuple[str, ...]]:
    """(matters, whether they were carried over from earlier, candidates to ask about)."""
    clear = _clear_matters(text, scores, understanding)
    if (
        len(text) <= SHORT
        and len(conversation.mentioned) > 1
        and BOTH_OF.search(text)
        and not measures_of(understanding.library, clear, ())
    ):
        return conversation.mentioned[-2:], True, ()
    if not clear and conversation.matters:
        clear = tuple(_named_tiers(text, understanding) or plainly_named(text, understanding))
    elliptic = len(text) <= SHORT or bool(ELLIPSIS.search(text)) or bool(conversation.pending)
    follow_up = bool(conversation.matters) and (correcting or not clear or elliptic)
    sister = _sister(text, conversation, understanding.library) if follow_up else ""
    if sister:
        return (sister,), True, ()
    if follow_up and not _leaves(text, scores, acts, clear, bool(conversation.pending)):
        earlier = _returned_to(text, scores, clear, conversation, correcting, understanding)
        if earlier:
            summing = "sum_up" in acts and len(text) <= SHORT and not clear
            return (conversation.mentioned[-MOST_MATTERS:] if summing else earlier), True, ()
    if clear:
        if conversation.matters and ADDING.search(text) and BOTH.search(text):
            return tuple(dict.fromkeys((*conversation.matters, *clear)))[:MOST_MATTERS], True, ()
        return clear, False, ()
    label, chance = scores.best(MATTER)
    if chance >= LIKELIEST and chance >= scores.best(OUTSIDE)[1] and chance >= scores.best(ACT)[1]:
        others = [m for m, c in scores.whole.items() if m.startswith(MATTER) and c >= POSSIBLE]
        likeliest = _with_siblings({label.removeprefix(MATTER): chance}, text, scores, understanding)
        return tuple(likeliest), False, tuple(m.removeprefix(MATTER) for m in others)
    return _general(text, scores, acts, understanding), False, ()


def _sister(text: str, conversation: Conversation, library: Library) -> str:
    """The measure to which a short follow-up turns by a word of its name: 保险呢 after the award.

    It shares a word or the clause with the measure spoken of, whose own name has not that word; "" if none.
    """
    found = TURNING.fullmatch(text)
    current = measures_of(library, conversation.matters, ())
    if found is None or not current or len(found[1]) < 2:
        return ""
    word, held = found[1], current[-1]
    if word in held.name or any(word in o.name or word in o.words for i in held.inputs for o in i.options):
        return ""
    akin = [
        m
        for m in library.measures
        if m.policy == held.policy and (m.clause_id == held.clause_id or _share_a_word(m.words, held.words))
    ]
    named = [m for m in akin if word in m.name]
    return f"{named[0].policy}/{named[0].id}" if named else ""


def _share_a_word(first: Sequence[str], second: Sequence[str]) -> bool:
    """Whether a word of the one stands in a word of the other: 首台套 and 首台套保险."""
    return any(one in other or other in one for one in first for other in second)


def _general(text: str, scores: Scores, acts: Sequence[str], understanding: Understanding) -> tuple[str, ...]:
    """The rule of the policy that a turn without a matter speaks of: applying, or adding up."""
    if scores.best(OUTSIDE)[1] >= OUTSIDE_LEAST or not understanding.library.policies or set(acts) & HOSTILE:
        return ()
    policy = understanding.library.policies[0]
    wanted = (
        "application" if missing_of(text, understanding.phrases) else "no_double" if "sum_up" in acts else ""
    )
    return tuple(f"{policy.id}/{topic.id}" for topic in policy.topics if topic.id == wanted)


def plainly_named(text: str, understanding: Understanding) -> list[str]:
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
    asked: set[str] = set()
    settled = scores.best(MATTER)[1] >= SETTLED
    measured = {f"{MATTER}{m.policy}/{m.id}" for m in understanding.library.measures}
    for part, chances in (*scores.parts, (text, scores.whole)):
        named = understanding.words.evidence(part)
        rival = max((c for m, c in chances.items() if m.startswith(OUTSIDE)), default=0.0)
        for label, chance in chances.items():
            if not label.startswith(MATTER):
                continue
            by_name = named.get(label, 0.0) >= NAMED and chance >= 0.3
            by_name = by_name or (
                label in measured and named.get(label, 0.0) >= STRONG and bool(JOINED.search(part))
            )
            least = _least(part, text, scores.whole.get(label, 0.0), settled)
            if (chance >= least and chance >= rival) or by_name:
                matter = label.removeprefix(MATTER)
                found[matter] = max(found.get(matter, 0.0), chance)
                asked |= {matter} if part == text or ASKING.search(part) else set()
    if len(text) >= STORY and asked and not EACH.search(text):
        # In a long story the parts that ask nothing are background, unless the whole speaks of them too.
        found = {m: c for m, c in found.items() if m in asked}
    found = _with_siblings(_by_name(found, text, scores, understanding), text, scores, understanding)
    kept = sorted(found, key=lambda m: -found[m])[:MOST_MATTERS]
    return tuple(
        m for m in found if m in kept and not _only_titled(m, found, text, scores, understanding.library)
    )


def _least(part: str, text: str, whole: float, settled: bool) -> float:
    """The least chance at which a part of the turn speaks of a matter.

    Where the whole is plainly about one matter, a part that names no other one is taken to go on with it.
    """
    if part == text:
        return CLEAR
    if BESIDES.match(part):
        return PART_CLEAR
    return PART_ELSE if settled and whole < FAINT else PART_CLEAR


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
            if (
                not taken
                and matter not in found
                and named.get(MATTER + matter, 0.0) >= NAMED
                and ASKING.search(part)
            ):
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
            likely = scores.whole.get(MATTER + other, 0.0) >= SIBLING or bool(
                _choices(first) & _choices(measure)
            )
            if same and weight >= 1.0 and likely and said <= set(measure.words):
                out[other] = scores.whole.get(MATTER + other, 0.0)
    return out


def _choices(measure: Measure) -> set[str]:
    """The choices that a measure asks for."""
    return {i.name for i in measure.inputs if i.unit == "choice"}


def _only_titled(
    matter: str, found: Mapping[str, float], text: str, scores: Scores, library: Library
) -> bool:
    """Whether an award by title is only brought in by a title that is mentioned, beside another measure.

    It is asked for where a part of the turn that names it speaks of getting something.
    """
    measure = next((m for m in library.measures if f"{m.policy}/{m.id}" == matter), None)
    others = {f"{m.policy}/{m.id}" for m in library.measures} & set(found) - {matter}
    if not others or measure is None or measure.tiers is None:
        return False
    asked = measure.input(measure.tiers.input)
    titles = {w for o in (asked.options if asked else ()) for w in (o.name, *o.words)}
    if ADDING.search(text) or EACH.search(text) or set(hits(text, measure.words)) - titles:
        return False
    parts = [part for part, _ in scores.parts if hits(part, titles)] or [text]
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
    evidence = understanding.words.evidence(text)
    if "＃" in text and _takes_money(conversation.matters, understanding.library):
        known = {f"{m.policy}/{m.id}" for m in understanding.library.measures}
        if max((evidence.get(MATTER + m, 0.0) for m in clear if m in known), default=0.0) < NAMED:
            return conversation.matters
    same = _same_words(text, clear, conversation, understanding.library)
    if same:
        return (same,)
    strongest = max((scores.whole.get(MATTER + m, 0.0) for m in clear), default=0.0)
    best, most = _nearest_earlier(text, conversation, understanding.library)
    named = max((understanding.words.evidence(text).get(MATTER + m, 0.0) for m in clear), default=0.0)
    if named < NAMED and (
        correcting
        or conversation.pending
        or all(m.endswith("/application") for m in clear)
        or (len(text) <= SHORT and not named and not measures_of(understanding.library, clear, ()))
    ):
        return conversation.matters if most < 2 or not best else (best,)
    if clear and (strongest >= 0.8 or named >= NAMED) and not (best in conversation.matters and most >= 4.5):
        return ()
    if clear and most < 2:
        return ()
    if best and most >= 2 and best not in conversation.matters:
        return (best,)
    return conversation.matters


def _same_words(text: str, clear: Sequence[str], conversation: Conversation, library: Library) -> str:
    """The earlier matter that the words for the new one name as well (房租补贴); "" if none."""
    said = {w for m in measures_of(library, clear, ()) for w in hits(text, m.words)}
    for measure in measures_of(library, (), conversation.mentioned):
        if said and said <= set(hits(text, measure.words)):
            return f"{measure.policy}/{measure.id}"
    return ""


def _nearest_earlier(text: str, conversation: Conversation, library: Library) -> tuple[str, float]:
    """The earlier matter whose words, or whose inputs' words, the text uses most, and how much."""
    best, most = "", 0.0
    for measure in measures_of(library, (), conversation.mentioned):
        matter = f"{measure.policy}/{measure.id}"
        inputs = [i for i in measure.inputs if i.unit != "flag"]
        options = [w for i in inputs for o in i.options for w in (o.name, *o.words)]
        said = hits(text, {*options, *(w for i in inputs for w in i.words), *measure.words})
        weight = sum(len(w) for w in said[:3]) + (0.5 if matter in conversation.matters else 0.0)
        if weight > most:
            best, most = matter, weight
    return best, most


def _takes_money(matters: Sequence[str], library: Library) -> bool:
    """Whether one of the measures asks for an amount."""
    return any(i.unit == "yuan" for m in measures_of(library, matters, ()) for i in m.inputs)


def _leaves(text: str, scores: Scores, acts: Sequence[str], clear: Sequence[str], pending: bool) -> bool:
    """Whether a follow-up leaves the matter: small talk, a fresh start, something outside."""
    if ITEMISED.search(text):
        return False
    if "confirmation" in acts[:1] and scores.whole.get(ACT + "confirmation", 0.0) >= CLEAR and not pending:
        return True
    leaving = {"greeting", "thanks", "farewell", "restart", "who_are_you", "small_talk", "abuse", "injection"}
    sure = {act for act in acts[:1] if scores.whole.get(ACT + act, 0.0) >= CLEAR}
    if leaving & sure and not any(char.isdigit() for char in text):
        return True
    return scores.best(OUTSIDE)[1] >= 0.6 and not clear


def measures_of(library: Library, first: Sequence[str], then: Sequence[str]) -> list[Measure]:
    """The measures among these matters, each once."""
    known = {f"{m.policy}/{m.id}": m for m in library.measures}
    return [known[matter] for matter in dict.fromkeys((*first, *reversed(then))) if matter in known]
