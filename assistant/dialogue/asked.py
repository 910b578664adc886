"""What is asked of each matter of a turn: the part of the turn that asks for it, and what about it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.dialogue.aspect import EMBEDDED, FRAME, SUBSTANCE, aspects_of, missing_of
from assistant.dialogue.backwards import Backwards, backwards_of
from assistant.dialogue.clear import ASKING, ASKS_ITSELF, STORY
from assistant.dialogue.follow_up import INQUIRY
from assistant.dialogue.matters import CLEAR, POSSIBLE, SEGMENT, SHORTEST_SEGMENT, Scores
from assistant.dialogue.openings import openings_of
from assistant.dialogue.phrases import MATTER, hits
from assistant.dialogue.sentence import CLAUSE_END
from assistant.dialogue.supposing import supposition
from assistant.dialogue.understanding import Understanding

# The least chance at which a point left open is told on.
FAINT = 0.1
# Words of a name that ask nothing by themselves: 境外展的展位费补贴.
NAMES = re.compile(r"补贴(?!金额|标准)|补助(?!金额|标准)|补偿|奖励(?!金额|标准|[多几])|奖补")
# How many enterprises there are to be.
HOW_MANY = re.compile(r"(?:几|多少)家|家数|目标数|培育目标|目标(?:是|有|为)?(?:几|多少)")
LISTING = re.compile(r"以及|还有|另外|同时|和|跟|[、；;]")
# A follow-up that names something else and asks of it what was asked before: 国际标准呢.
TURNED = re.compile(r"(?:那么?|那个|还有|换成|要是|如果是)?[^，。？！,\d]{1,10}(?:呢|那个呢|那边呢)[？?。]?")

# A sum is told: 审计报告出来了，六千九百万 asks for no report.
STATED = re.compile(r"[\d一二两三四五六七八九十百千][万亿]")
# The award itself is asked for, and no point about it: 有钱拿吗, 展位费 封顶, 楼呢, 要先认定吗.
ITSELF = re.compile(
    r"有(?:没有?)?[^，。？！]{0,3}(?:钱|奖励?|补[贴助]?|贴息?|支持|倾斜|优惠|表示|好处|扶持)[拿领]?(?:吗|么|不|没有?|伐|嘛)?[？?]?$"
    r"|(?:封顶|上限|最[高多]|顶格)(?:是|给|能[给拿补]?|有|可以?[给拿补]?)*(?:多少|几[万十百])?[万钱]?[呢啊？?。]*$"
    r"|^(?:那么?|na)?[^，。？！\d]{1,4}(?:呢|ne)[？?。]?$"
    r"|(?:要不要|需不需要|是不是要|是否要?|要|先)[^，。？！]{0,4}经?过?认定(?:吗|么|不)?[？?]?$"
)


# A part that is the other one of two ways belongs to the part ahead: 从成立算起，还是从施行那天算起.
_OTHER_WAY = re.compile(r"(?:还是|抑或)(?:从|自|打|只|按|算|看|拿|用|要|得)")


@dataclass(frozen=True, slots=True)
class Asked:
    """A matter in question ("policy/id"), the part of the turn that asks for it, and what about it is asked.

    `aspects`: the surest first, () where nothing tells; `missing`: what about applying is asked; `open`: the
    points that it may ask and the text leaves open, each with its chance, the likeliest first; `leading`: the
    one that leads all that the text does say, with its chance; `nearest`: the one that is at least ahead of
    it; `backwards`: whether it is put backwards
    (贷多少才能拿满, 还差多少).
    """

    matter: str
    text: str
    aspects: tuple[str, ...]
    missing: tuple[str, ...]
    open: tuple[tuple[str, float], ...] = ()
    backwards: Backwards = ""
    leading: tuple[str, float] = ("", 0.0)
    nearest: str = ""


def asked_of(
    text: str,
    scores: Scores,
    matters: Sequence[str],
    understanding: Understanding,
    before: Backwards,
    aspect: str,
) -> tuple[Asked, ...]:
    """Each matter with its part of the turn; a single matter has all of it.

    `before`, `aspect`: how the question before was put, and what it asked.
    """
    parts = _parts_of(scores, matters) if len(matters) > 1 else {matter: [] for matter in matters}
    parts = _counted_apart(parts, text, understanding)
    applying = _applying(parts, understanding)
    matters = [m for m in matters if m in parts]
    found = []
    for matter in matters:
        own = _with_question(parts[matter], text)
        if len(matters) == 1:
            own = "，".join([own, *(p for p in _short_questions(text) if p not in own)])
        aspects = aspects_of(own, understanding)
        if matter in applying and not (SUBSTANCE & set(aspects) and _asks(own, text, understanding)):
            own = "，".join([own, *applying[matter]])
            aspects = aspects_of(own, understanding)
        aspects = aspects or aspects_of(text, understanding)
        if (
            aspect
            and (TURNED.fullmatch(own) or (aspect == "eligibility" and not ASKING.search(own)))
            and not _cued(own, understanding)
            and _has(matter, aspect, understanding)
        ):
            aspects = tuple(dict.fromkeys((aspect, *aspects)))
        told = _only_tells(own)
        missing = () if told else missing_of(asking_part(own), understanding.phrases)
        if not missing and not told and matter == matters[-1]:
            missing = missing_of(asking_part(text), understanding.phrases)
        open_points, leading, nearest = _open(own, matter, understanding)
        backwards = backwards_of(own) or backwards_of(text, before)
        found.append(Asked(matter, own, aspects, missing, open_points, backwards, leading, nearest))
    return tuple(found)


def _only_tells(text: str) -> bool:
    """Whether a sum is told and nothing asked: 审计报告出来了，六千九百万."""
    return bool(STATED.search(text)) and not (ASKS_ITSELF.search(text) or INQUIRY.search(text))


def _parts_of(scores: Scores, matters: Sequence[str]) -> dict[str, list[str]]:
    """The parts of the turn by the matter that they speak of; one that is plainly of several is of each."""
    parts: dict[str, list[str]] = {matter: [] for matter in matters}
    last = ""
    behind = [*(part for part, _ in scores.parts[1:]), ""]
    for (part, chances), following in zip(scores.parts, behind, strict=False):
        fitting = [m for m in matters if chances.get(MATTER + m, 0.0) >= POSSIBLE]
        # 那个累计，打成立那天算起，还是打施行那天算起: neither way asks for the validity.
        first_way = _OTHER_WAY.match(following) and all(m.endswith("/validity") for m in fitting)
        if last and (_OTHER_WAY.match(part) or first_way):
            parts[last].append(part)
            continue
        last = max(fitting, key=lambda m: chances[MATTER + m], default=last)
        for matter in dict.fromkeys((last, *fitting)) if last else ():
            if matter == last or chances[MATTER + matter] >= CLEAR:
                parts[matter].append(part)
    return parts


def _counted_apart(
    parts: dict[str, list[str]], text: str, understanding: Understanding
) -> dict[str, list[str]]:
    """The parts, those of a clause that counts enterprises only with the matter that does.

    小巨人、单项冠军培育目标各几家；再附一句单项冠军奖励上限: no award of 小巨人 is asked for.
    """
    counting = {
        f"{m.policy}/{m.id}"
        for m in understanding.library.measures
        if m.kind == "not_subsidy" and any(p.unit == "count" for p in m.parameters)
    }
    own = next((matter for matter in parts if matter in counting), None)
    clauses = [clause for clause in CLAUSE_END.split(text) if HOW_MANY.search(clause)]
    if own is None or len(parts) < 2:
        return parts
    counted = [
        p for p in dict.fromkeys(p for ps in parts.values() for p in ps) if any(p in c for c in clauses)
    ]
    return {
        matter: counted + [p for p in found if p not in counted]
        if matter == own
        else [p for p in found if p not in counted]
        for matter, found in parts.items()
    }


def _applying(parts: dict[str, list[str]], understanding: Understanding) -> dict[str, list[str]]:
    """The parts that ask how to apply, by the measure that they are asked of; taken out of `parts`."""
    measures = {f"{m.policy}/{m.id}" for m in understanding.library.measures}
    named = [m for m in parts if m in measures]
    if not named:
        return {}
    found = [part for m in tuple(parts) if m.endswith("/application") for part in parts.pop(m)]
    return {named[-1]: found} if found else {}


def _has(matter: str, aspect: str, understanding: Understanding) -> bool:
    """Whether what was asked before can be asked of a matter: no share of an award that is a fixed sum."""
    own = [m for m in understanding.library.measures if f"{m.policy}/{m.id}" == matter and m.pays]
    return aspect != "ratio" or not own or any(p.unit == "ratio" for p in own[0].parameters)


def _asks(part: str, text: str, understanding: Understanding) -> bool:
    """Whether a part of a turn asks something itself; a bare name (境外展的展位费补贴) does not."""
    said = _unnamed(part, text)
    return bool(ASKING.search(said) or INQUIRY.search(said)) or _cued(said, understanding)


def _unnamed(part: str, text: str) -> str:
    """A part without the words of names; where things are listed (奖励，以及…) a name asks by itself."""
    return part if LISTING.search(text) else NAMES.sub("", part)


def _cued(text: str, understanding: Understanding) -> bool:
    """Whether a word of the text itself says what is asked."""
    return any(hits(text, cues) for cues in understanding.phrases.aspects.values())


def _short_questions(text: str) -> list[str]:
    """The parts that ask something and are too short to be scored: 给多少."""
    return [p for p in SEGMENT.split(text) if 1 < len(p) < SHORTEST_SEGMENT and ASKING.search(p)]


def _with_question(parts: Sequence[str], text: str) -> str:
    """The parts of a matter; where they only tell (创投投了1000万), on to the next that asks."""
    told = "，".join(parts)
    if not told or ASKING.search(_unnamed(told, text)) or INQUIRY.search(told):
        return told or text
    following = SEGMENT.split(text[text.find(parts[-1]) + len(parts[-1]) :])
    for at, part in enumerate(following):
        if ASKING.search(part) or INQUIRY.search(part):
            return "，".join([told, *(p for p in following[: at + 1] if p)])
    return told


def asking_part(text: str) -> str:
    """The parts of a long story that ask something; a short text whole."""
    if len(text) < STORY:
        return text
    return "，".join(part for part in SEGMENT.split(text) if ASKING.search(part)) or text


@lru_cache(maxsize=4)
def _terms_with_cues(understanding: Understanding) -> tuple[str, ...]:
    """The terms in which a word of applying stands, and asks nothing there: 新材料."""
    cues = {cue for cues in understanding.phrases.process.values() for cue in cues}
    terms = understanding.phrases.terms
    return tuple(term for term in terms if any(cue in term and cue != term for cue in cues))


def _open(
    text: str, matter: str, understanding: Understanding
) -> tuple[tuple[tuple[str, float], ...], tuple[str, float], str]:
    """(the points that a part of a turn may ask and the text leaves open; the leading one; the nearest)."""
    if ITSELF.search(text.replace(" ", "")) or _only_tells(text):
        return (), ("", 0.0), ""
    library = understanding.library
    gaps = [gap.name for m in library.measures if f"{m.policy}/{m.id}" == matter for gap in m.not_in_text]
    gaps += [
        gap.name
        for p in library.policies
        for t in p.topics
        if f"{p.id}/{t.id}" == matter
        for gap in t.not_in_text
    ]
    points = {*gaps, *understanding.phrases.open_points, *understanding.phrases.silent.values()}
    for term in _terms_with_cues(understanding):
        text = text.replace(term, "")
    asking = EMBEDDED.sub("", FRAME.sub("", text)) or text
    told = supposition(asking)
    chances, leading, nearest = openings_of(told or asking, points, understanding, supposed=bool(told))
    ranked = sorted(chances.items(), key=lambda pair: -pair[1])
    likely = tuple((name, chance) for name, chance in ranked if chance >= FAINT)
    return likely, leading, nearest
