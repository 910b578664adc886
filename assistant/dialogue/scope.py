"""Whose region a turn names, and what in it lies outside the library."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.dialogue.clear import ASKS_ITSELF, SETTLED, STORY
from assistant.dialogue.matters import CLEAR, POSSIBLE, SEGMENT, Scores
from assistant.dialogue.phrases import MATTER, OUTSIDE, hits, where
from assistant.dialogue.understanding import Understanding
from assistant.policy.library import Library

# Grammar, not vocabulary; thresholds of chances and log odds.
# What the state gives itself, by its ministries; and what is given here.
STATE_GIVES = re.compile(
    r"(?:中央|国家)财政?[^，。？！区]{0,6}(?:给|拨|奖补|补助)|中央[^，。？！区]{0,3}(?:给|拨|奖补)|(?:财政|工信)部[^，。？！区]{0,10}(?:给|拨|奖补)"
)
HERE = re.compile(r"区里|区级|区财政|咱区|我区|你们|滨江|配套|叠加|重复|还能|也能")
# The least chance at which something outside is taken to be meant where nothing inside is.
COMES_FROM = re.compile(
    r"(从|注册地?址?在|登记在|原来?在|以前在|原先在|来自|户口在|总部在?|住在?|老家|房子在|搬到|搬去|迁到|迁去|迁往|搬往|到时候去)[^，。？]{0,4}$"
)
MOVED = re.compile(
    r"[^，。？]{0,3}(银行|分行|支行|农商|科创板|创业板|主板|交易所|证券|北交所|上市|敲钟|搬|迁|过来|回来|来的|总部|办展|参展|的展|展会|交易会|广交会|参加|分公司|客户|供应商|机场|[^，。？]{0,4}展(?=位|会|览|$|[，。？])|[^，。？]{0,4}(?:创投|风投|投资机构|基金|资本))"
)
# A fair that is held there: 广州琶洲那个广交会.
FAIR_THERE = re.compile(r"[^，。？]{0,6}(?:广交会|进博会|服贸会|华交会|博览会|交易会|展会)")
# What a text costs: 翻译费, 做海报的钱.
COST_OF_TEXT = re.compile(r"(?:翻译|文案|海报|策划|润色|撰写|代写)的?(?:费|钱|开销|支出|成本)")
# An enterprise moves; a fair that is moved (展会搬到宁波办) moves none.
MOVES = re.compile(
    r"(?:厂[房里子]?|公司|企业|总部|注册地?址?|税务关系|我们|他们|咱们?|人家)(?:今年|去年|现在|已经|都|也|就|刚|上个?月|要是|如果|要|准备|想|整体)*"
    r"(?:[搬迁]|搬迁|迁移)(?:去|到|往|至|(?P<out>走了?|出(?:去|滨江|高新区|本区)?了?(?=[，。？！]|$)))"
)
OUTSIDE_LEAST = 0.3
# The own region, without its name: 你们区, 你们市级的是多少, 本地.
OWN_PLACE = re.compile(
    r"你们(区|这|那|滨江|也|会|按|的?[国省市]家?级|能?给|奖|补|贴|呢|是多少|有没有)|贵区|咱们?区|本地"
)


def places_of(text: str, understanding: Understanding) -> str:
    """ "own", "other", "both" or "": whose region the text names."""
    own = [
        name for policy in understanding.library.policies for name in (policy.region, *policy.region_aliases)
    ]
    here = bool(hits(text, own)) or bool(OWN_PLACE.search(text))
    elsewhere = hits(text, [p for p in understanding.phrases.places if p not in own])
    there = any(not _only_background(place, text) for place in elsewhere)
    return "both" if here and there else "own" if here else "other" if there else ""


def moves_away(text: str, understanding: Understanding) -> bool:
    """Whether an enterprise is told to have moved to another region, or out of this one: 厂搬去萧山了."""
    found = MOVES.search(text)
    if found is None:
        return False
    return found["out"] is not None or bool(hits(text[found.end() :][:8], understanding.phrases.places))


def of_elsewhere(text: str, at: int, understanding: Understanding) -> bool:
    """Whether what stands at a place of the text is told of another region: 余杭给八十万，你们给多少."""
    return bool(hits(SEGMENT.split(text[:at])[-1], understanding.phrases.places))


def _only_background(place: str, text: str) -> bool:
    """Whether a place is where somebody comes from or where something is held, not whose policy is asked."""
    ends = [at + len(place) for at in where(text, place)]
    return all(
        COMES_FROM.search(text[max(0, end - len(place) - 8) : end - len(place)])
        or MOVED.match(text[end : end + 6])
        or FAIR_THERE.match(text[end : end + 10])
        for end in ends
    )


def outside_of(scores: Scores, places: str) -> tuple[str, ...]:
    """Matters outside the library that a part of the turn asks for more than for anything inside.

    In a long story that is plainly about a measure, what is only told asks for nothing: 门票预计能收60万.
    """
    found: dict[str, float] = {}
    story = sum(len(part) for part, _ in scores.parts) >= STORY and scores.best(MATTER)[1] >= SETTLED
    parts = [c for part, c in scores.parts if not story or ASKS_ITSELF.search(part)] or [scores.whole]
    for chances in [scores.whole, *parts]:
        likely = [(label, chance) for label, chance in chances.items() if chance >= POSSIBLE]
        inside = max((c for m, c in likely if m.startswith(MATTER)), default=0.0)
        for label, chance in likely:
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


def without_costs(outside: tuple[str, ...], text: str, scores: Scores) -> tuple[str, ...]:
    """What lies outside, without the writing of a text where its cost is asked of a measure: 翻译费能报吗."""
    costs = bool(COST_OF_TEXT.search(text)) and scores.best(MATTER)[1] >= SETTLED
    return tuple(label for label in outside if label != "drafting" or not costs)


def of_the_state(text: str) -> bool:
    """Whether what the state gives is asked for, and not what is given here: 财政部的奖补，中央给多少."""
    return bool(STATE_GIVES.search(text)) and not HERE.search(text)


def outside_alone(matters: Sequence[str], scores: Scores) -> bool:
    """Whether a turn about something outside only has a part that asks how to apply: 签证去哪里续签."""
    applying = bool(matters) and all(matter.endswith("/application") for matter in matters)
    unlikely = all(scores.whole.get(MATTER + matter, 0.0) < POSSIBLE for matter in matters)
    return applying and unlikely and scores.best(OUTSIDE)[1] >= SETTLED


def only_sounds_like(text: str, matters: Sequence[str], scores: Scores, library: Library) -> bool:
    """Whether a turn about something outside has only a word that sounds like a measure's: 公积金贷款."""
    measures = [m for m in library.measures if f"{m.policy}/{m.id}" in matters]
    near = all(any(hits(text, miss.words) for miss in m.near_misses) for m in measures)
    named = any(hits(text, m.words) for m in measures)
    likeliest = max((scores.whole.get(MATTER + matter, 0.0) for matter in matters), default=0.0)
    outside = scores.best(OUTSIDE)[1]
    return len(measures) == len(matters) > 0 and near and not named and outside >= max(CLEAR, likeliest)
