"""What a turn tells beside its question (titles held, awards got, plans), and the question without it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from assistant.dialogue.clear import ALSO
from assistant.dialogue.matters import POSSIBLE
from assistant.dialogue.measures_named import (
    PLAIN,
    hinted_in,
    likeliest_of,
    named_in,
    plainly_outside,
    tiered_of,
)
from assistant.dialogue.phrases import MATTER, hits
from assistant.dialogue.sentence import is_question, refers, sentences
from assistant.dialogue.sums_told import CAME_OF_IT
from assistant.dialogue.taken_up import TakenUp, taken_up
from assistant.dialogue.title_told import receives
from assistant.dialogue.understanding import Understanding

# Grammar, not vocabulary.
# A clause that states something, and is no name in a list: 去年拿的单项冠军, 境外上市了, 首台套我心里有数.
STATES = re.compile(
    r"(?:评上|评[了的过]|拿[了的过到]|获|认定[了的过]|领[了过]|上市[了过]|[办做搞去上进投融贷买签租][了过])|去年|前年|20\d\d年|有数|嘛$|嘛[，,]"
    r"|[办做搞建用持挂]着|(?<![没还])有(?![没无多几哪什]|奖|补)|老早|底子|(?:用|领|拿|花|办|做|拨|发)(?:完|掉|下来)|下来了|到[手账]|[新刚]批"
    r"|没(?:有)?(?:办|做|搞|买|贷|投|建|签|参|上过)|(?:计划|打算|准备|筹备|考虑)(?!书|申请|申报)"
)
# A clause that is nothing but the name of what is held: 省级技术中心; 我们是隐形冠军.
BARE_NAME = re.compile(
    r"(?:我们?|咱们?|公司|企业|我司|这边|客户|是|一家|家|也|已经|早就|还有|§|的|“|”|、|[和与跟及]|国家级?|省级?|市级?)*§"
    r"(?:企业|公司|一家|一枚|的|”|哈|啊|嘛)*[，,。；;]*"
)
# A clause that goes on with the next as an item of a list.
JOINS = re.compile(r"[、和与跟及]$|、\s*$")
# Term and rate of a sum that was told right before: 一年，基准利率3.85%.
TERMS = re.compile(
    r"[^，。？！；]{0,6}(?:[\d.一二两三四五六七八九十半＃]+(?:年期?|个月|[%％]|个点)|百分之[^，。？！；]{1,6}|＃)"
    r"[^，。？！；]{0,3}[，,。；;]*"
)
# Han words with a space between them are parted as by a comma.
_CLAUSE = re.compile(
    r"(?:[^，,。；;！!？?\n\s]|(?<![\u4e00-\u9fff])[^\S\n]|[^\S\n](?![\u4e00-\u9fff]))+[，,。；;！!？?\n\s]*"
)
# One thing is asked beside what was told: 还能叠加吗, 冲不冲突, 差额还是全额.
BESIDE = re.compile(
    r"叠加|同时|重复|冲突|影响|兼得|[再照]|同一|算不算|[这那]么(?:写|理解|说|算|讲)|差额|全额|补差|(?<![\u4e00-\u9fff])(?:能不能|行不行|可不可以|是不是)"
)
# What was just told is asked about: 这钱会分给我们吗.
BACK = re.compile(r"[这那](?!边|里|儿|家|么|块)|它(?!们)|其(?![他它余实])|该(?=奖|项|笔)")
# What was told last is asked about, by itself: 这一项区里给多少, 它能奖吗.
LAST_TOLD = re.compile(r"[这那](?:一)?[项笔块件样条场份档](?!地)|它(?!们)")
POINTED = re.compile(rf"{LAST_TOLD.pattern}|这个(?!月|区|年)")
# Several are asked for, told as items before: 两笔怎么给, 一个一个讲.
SEVERAL = re.compile(r"[两三几二][笔个项件桩样]|一[个项笔][一一]|逐|对吧|是吗")
# An award as such, which may be asked for by it.
AWARD = re.compile(r"奖励|奖金|奖多少")

# The chance at which a clause ahead is likelier about a measure than not.
HALF = 0.45

Matters = frozenset[str]


def without_told(question: str, understanding: Understanding) -> tuple[str, Matters]:
    """A question without the clauses that tell of another measure than its own; and that measure.

    去年拿的单项冠军，今年认定了首台套，首台套最高给多少: what was got is told. So it is where what is
    asked of is no measure here: 有省级研究院，刚挂新三板，挂牌这事奖多少.
    """
    clauses = _CLAUSE.findall(question)
    asks = [place for place, clause in enumerate(clauses) if is_question(clause)]
    if not asks or len(clauses) == 1:
        return question, frozenset()
    asking = "".join(clauses[asks[0] : asks[-1] + 1])
    ahead, behind = clauses[: asks[0]], clauses[asks[-1] + 1 :]
    up = taken_up(_unplaced(asking, understanding), ahead)
    own = _own(asking, ahead, up, understanding)
    if _asks_of_more(asking, up, own, understanding):
        return question, frozenset()
    sure = bool(own) or _outside(asking, ahead, up, understanding)
    found = [*_told_in(ahead, own, asking, up, sure, understanding)] if sure or up.clauses else []
    # 国家级技术中心刚评上，给多少？（我们有小巨人称号）: what is told when the question is over is beside it.
    meant = own or next((m for c in reversed(ahead) if (m := likeliest_of(c, understanding))), own)
    if meant or sure:
        found += _told_in(behind, meant, asking, up, True, understanding)
    out = [clause for clause, _ in found]
    told: Matters = frozenset().union(*(measures for _, measures in found))
    for clause in out:
        question = question.replace(clause, "", 1)
    return question, told


def _asks_of_more(asking: str, up: TakenUp, own: Matters, understanding: Understanding) -> bool:
    """Whether a question asks of what was told as well as of its own, or of one beside the other.

    What it names by itself may be several: 办展补多少、参展又补多少，两个都问.
    """
    if receives(asking, tiered_of(understanding)[1]):
        return True  # 国家级认定的研发中心，小巨人企业可以拿多少
    back = BACK.search(up.left) and not (up.bare and POINTED.search(asking))
    several = len(own) > 1 and len(named_in(asking, understanding)) > 1
    more = any(map(refers, sentences(asking))) or ALSO.search(asking)
    return bool(back or BESIDE.search(asking) or (more and not several))


def _own(asking: str, ahead: Sequence[str], up: TakenUp, understanding: Understanding) -> Matters:
    """The measures that a question is about: by its words, or by what was told last where it has none."""
    known = understanding.library.by_key
    tiered = frozenset(key for key, m in known.items() if m.tiers)
    if up.bare:
        about = [likeliest_of(clause, understanding) for clause in ahead]
        last = next((found for found in reversed(about) if found), frozenset())
        if POINTED.search(asking):
            return last  # …想办国际展会，这场最高补多少
        if last - tiered:
            return frozenset().union(*about) - tiered  # 我们国家级技术中心，想要块地，政策怎么说
        topic = len(ahead) > 1 and not _tells(ahead[0], understanding)
        # 每年一亿的协同创新资金，我们单项冠军，…，能分到多少
        return named_in(ahead[0], understanding) - tiered if topic else frozenset()
    # An award as such (奖励会不会打折) is likeliest of a title, and names none.
    sure, hinted = likeliest_of(asking, understanding), hinted_in(asking, understanding)
    own = named_in(asking, understanding) | (sure - tiered) | (sure & hinted)
    likeliest = likeliest_of(asking, understanding, POSSIBLE)
    if not likeliest <= own:
        own |= likeliest & _likely_among(ahead, HALF, understanding)
    if own or hinted or sure or SEVERAL.search(asking):
        return own
    # 要上创业板，头一个节点先给多少 goes on with what was told.
    return _likely_among(ahead, PLAIN, understanding) - tiered


def _likely_among(clauses: Sequence[str], least: float, understanding: Understanding) -> Matters:
    """The measures that these clauses are likeliest about."""
    return frozenset().union(*(likeliest_of(clause, understanding, least) for clause in clauses))


def _outside(asking: str, ahead: Sequence[str], up: TakenUp, understanding: Understanding) -> bool:
    """Whether a question is about what no policy here treats: 现在要申请绿色工厂，区里奖多少."""
    asked = ahead[-1] if up.bare and ahead else asking
    return plainly_outside(asked, understanding) and not likeliest_of(asked, understanding)


def _told_in(
    clauses: Sequence[str],
    own: Matters,
    asking: str,
    up: TakenUp,
    sure: bool,
    understanding: Understanding,
) -> Iterator[tuple[str, Matters]]:
    """The clauses that only tell, with the measures that they tell of.

    `sure`: whether it is plain what is asked. Beside what has no measure here only titles and levels that are
    held are taken for told.
    """
    known = understanding.library.by_key
    tiered = {key for key, m in known.items() if m.tiers}
    given = {key for key, m in known.items() if m.pays or m.kind == "unquantified"} if own else tiered
    meant = own | _as_much_hinted(own, asking, understanding)
    # 准备去港交所，应该按境内给吧: which of two of a kind it is, is asked.
    choices = {i.name for m in own & known.keys() for i in known[m].inputs if i.unit == "choice"}
    meant |= {key for key, m in known.items() if m.pays and choices & {i.name for i in m.inputs}}
    told: Matters = frozenset()
    for clause in clauses:
        # 拿了国家级技术中心，一百万已到账: what came of it is told of that.
        goes_on = CAME_OF_IT.search(clause) or TERMS.fullmatch(clause)
        if told and goes_on and not hinted_in(clause, understanding) - told:
            yield clause, frozenset()
            continue
        told = frozenset()
        if clause in up.clauses or JOINS.search(clause):
            continue
        named = _told_of(clause, understanding)
        held = sure and named <= tiered and not AWARD.search(clause)
        if named and not named & meant and named <= given and (held or _tells(clause, understanding)):
            told = named
            yield clause, named


def _told_of(clause: str, understanding: Understanding) -> Matters:
    """The measures that a clause tells of; a title by itself too, of which chances say little."""
    known = understanding.library.by_key
    paying = {key for key in likeliest_of(clause, understanding) if known[key].pays}
    named = named_in(clause, understanding) | paying
    if named or not _is_name(clause, understanding):
        return named
    return frozenset(key for key in hinted_in(clause, understanding) if key in known and known[key].tiers)


def _as_much_hinted(own: frozenset[str], text: str, understanding: Understanding) -> frozenset[str]:
    """The measures that a text hints at by its words, and no less than at its own: 展位费 is said of two."""
    weights = {label.removeprefix(MATTER): w for label, w in understanding.words.evidence(text).items()}
    least = max((weights.get(m, 0.0) for m in own), default=0.0)
    return frozenset(m for m, weight in weights.items() if weight >= least)


def _unplaced(text: str, understanding: Understanding) -> str:
    """The text without the names of the own region: 我们在滨江，…，滨江给多少 takes nothing up."""
    for name in _regions(understanding):
        text = text.replace(name, "")
    return text


@lru_cache(maxsize=4)
def _regions(understanding: Understanding) -> tuple[str, ...]:
    """What the regions of the policies are called."""
    return tuple(n for p in understanding.library.policies for n in (p.region, *p.region_aliases))


def _tells(clause: str, understanding: Understanding) -> bool:
    """Whether a clause states something, or is nothing but the name of what is held: 省级技术中心."""
    return bool(STATES.search(clause)) or _is_name(clause, understanding)


def _is_name(clause: str, understanding: Understanding) -> bool:
    """Whether a clause is nothing but the name of a title or body."""
    for name in sorted(hits(clause, _names(understanding)), key=len, reverse=True):
        clause = clause.replace(name, "§")
    return bool(BARE_NAME.fullmatch(clause))


@lru_cache(maxsize=4)
def _names(understanding: Understanding) -> frozenset[str]:
    """What the measures with tiers and their titles are called."""
    tiered, titles = tiered_of(understanding)
    return frozenset({word for m in tiered for word in m.words if len(word) > 1}.union(titles))
