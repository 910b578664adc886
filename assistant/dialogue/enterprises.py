"""Which enterprises a turn speaks of: what it tells of each, and for which it asks."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.dialogue.conversation import OWN_LABEL, Conversation, Enterprise
from assistant.dialogue.enterprise_names import (
    ALL,
    FORMS,
    HEAD,
    ITEM_IS,
    ITS_OWNER,
    MOVED,
    ONLY_ASKED,
    SEVERAL_OF,
    Mention,
    conversation_keys,
    mentions_of,
    own_label,
)
from assistant.dialogue.item_references import item_named, named_by
from assistant.dialogue.quantities import Quantity

# Grammar, not vocabulary.
# What holds for all of them; and the words for them, which count no items.
_COMMON = re.compile(rf"都|均|各|每家|{SEVERAL_OF}家|分别|一共|总共|加起来|合计|一律|统一|同样|一样")
_PER_FIRM = re.compile(rf"{SEVERAL_OF}家(?:客户|公司|企业)?(?:各自?)?|每家|各家?自?(?!级|种|类|项)")
SUMMED = re.compile(r"加起来|加一[块起]|合计|一共|总共|总数|合起来|拢共|报给|凑")
_OF_ITEMS = re.compile(r"[两二三四五六几每这那][笔份]|第[一二三]")
_THAT_ONE = re.compile(r"的?那[笔份个家]")
_PART = re.compile(r"[^，。；！？：,;!?:\n]+")
_ASKED = re.compile(
    r"多少|几[多何]|吗|么|呢|能不能|能补|[补贴奖给]不|各[补奖贴]|怎么|变不变|会不会|够不够|[先只][问说看算]|问的是"
)
# A part that opens with 公司 speaks of the own one.
_OWN_CASE = re.compile(r"(?:我们?)?(?:公司|企业|厂里?)(?:是|有|刚|去年|今年)")
_COMPANY = re.compile(r"(?:那么?|要是|如果)?公司(?=[再也又登贷签买投]|今年|去年)")
# 条件跟A一样: who is only compared with.
_LIKE = re.compile(r"(?:跟|和|同|与|像|照|按)$")
_ALIKE = re.compile(r"(?:那[家边]|家)?的?(?:条件|情况|利率|期限)?(?:一样|相同|那样|差不多|一致)")
# Who is only told of beside the own case.
_NEIGHBOUR = re.compile(r"隔壁|对门|楼上|楼下|别家|人家|同行")
_THEIRS = re.compile(r"[他她它]")
# What another one has got already.
_GOT = re.compile(
    r"(?:补|贴|奖|拿|领)(?:了|到|过)+(?:有|差不多|大概|一共)?[\d一二两三四五六七八九十百千]+[万亿]"
)
# 第二笔其实是A公司的; 搞错了，是A公司的.
_TURNS_OUT = re.compile(r"(?:其实|应该|实际上?|原来|[错混反]了?[，,]?)是$")
_PUT_BACK = re.compile(r"[放挂转移划退归算]回(?:到|给|去)?$")
_FILL = "，"
# A key that none has.
_ANY = "＊"


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a turn and the keys of the enterprises of which it speaks, () for all of them."""

    start: int
    end: int
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Enterprises:
    """The enterprises of a turn.

    `asked`: the keys of those that are asked for; `told`: key → the turn without what is said of others;
    `known`: all of the talk, those that the turn names last; `unclear`: whether a figure may be of any of
    several; `moved`: the item that is put to another one's account (from, its place, to); `like`: the key of
    the one that the others are compared with (条件跟A一样); `words`: key → how the turn calls it;
    `bare`: whether the turn says no more than that (A呢).
    """

    asked: tuple[str, ...] = ("",)
    told: tuple[tuple[str, str], ...] = ()
    known: tuple[Enterprise, ...] = ()
    unclear: bool = False
    moved: tuple[str, int, str] | None = None
    like: str | None = None
    words: tuple[tuple[str, str], ...] = ()
    bare: bool = False

    def label(self, key: str) -> str:
        """How an enterprise is called; "" where the talk is of one only."""
        if len(self.known) < 2:
            return ""
        return next((e.label for e in self.known if e.key == key), OWN_LABEL)


def enterprises_of(text: str, quantities: Sequence[Quantity], conversation: Conversation) -> Enterprises:
    """The enterprises that a turn speaks of after `conversation`."""
    found = mentions_of(text, quantities, conversation)
    mentions = [m for m in found if not _compared(text, m)]
    compared = [m.firms[0].key for m in found if m not in mentions]
    if not mentions:
        return replace(_unnamed(text, quantities, conversation), like=next(iter(compared), None))
    stretches = _stretches(text, mentions, quantities, conversation)
    keys = tuple(dict.fromkeys(key for stretch in stretches for key in stretch.keys))
    named: dict[str, Enterprise] = {}
    for firm in (f for m in mentions for f in m.firms):
        named.setdefault(firm.key, firm)
    known = {e.key: e for e in conversation.enterprises}
    known |= {"": Enterprise("", own_label(text))} if "" in keys and "" not in known else {}
    every = (*known.values(), *(e for key, e in named.items() if key not in known))
    moved = _moved(text, mentions, conversation)
    words = tuple((m.firms[0].key, text[m.start : m.end]) for m in mentions if len(m.firms) == 1)
    if moved is not None:
        return Enterprises(_asked_when_moved(text, mentions, moved), (), every, moved=moved, words=words)
    told = tuple((key, _seen_by(text, key, stretches)) for key in keys)
    asked = _asked(text, mentions, keys, conversation)
    before = [key for key in conversation.about if key not in keys]
    like = next(iter(compared), before[0] if len(before) == 1 else None)
    rest = ONLY_ASKED.sub(
        "", "".join(_seen_by(text, "", [Stretch(m.start, m.end, (_ANY,)) for m in mentions]))
    )
    return Enterprises(asked, told, every, like=like, words=words, bare=not HEAD.sub("", rest, count=1))


def _compared(text: str, mention: Mention) -> bool:
    """Whether an enterprise is only what another is compared with: 条件跟A一样."""
    return bool(_LIKE.search(text[: mention.start]) and _ALIKE.match(text[mention.end :]))


def _unnamed(text: str, quantities: Sequence[Quantity], conversation: Conversation) -> Enterprises:
    """A turn that names none: it goes on with those that were in question, or means all of them."""
    about, known = conversation.about, conversation_keys(conversation)
    figures = [q for q in quantities if _told_apart(q, conversation)]
    if len(known) > 1 and (key := _corrected(text, figures, conversation)) is not None:
        about = (key,)
    elif len(known) > 1 and ALL.search(text) and not _OF_ITEMS.search(text):
        about = known
    elif len(known) > 1 and (key := _by_label(text, conversation)) is not None:
        about = (key,)
    every = conversation.enterprises
    if "" in known and "" not in about and figures and _COMPANY.match(text):
        # 公司再登记20万, after 子公司 was spoken of: either may be meant.
        return Enterprises(("", *about), (), every, unclear=True)
    if len(about) < 2 or not figures:
        return Enterprises(about, tuple((key, text) for key in about), every)
    if SUMMED.search(text):
        # 三家加一块129万？ states nothing of any of them.
        return Enterprises(about, (), every)
    if _COMMON.search(text):
        return Enterprises(about, tuple((key, _of_each(text)) for key in about), every)
    return Enterprises(about, (), every, unclear=True)


def _told_apart(quantity: Quantity, conversation: Conversation) -> bool:
    """Whether a figure is of one enterprise only: a sum, or a rate or term in which they differ."""
    unit = {"ratio": "ratio", "duration": "years"}.get(quantity.kind, "")
    if quantity.low is None or not unit:
        return quantity.low is not None and quantity.kind in ("money", "number")
    values = {f.low for f in conversation.of(conversation.about).facts if f.unit == unit}
    return len(values) > 1


def _corrected(text: str, figures: Sequence[Quantity], conversation: Conversation) -> str | None:
    """The enterprise whose sum is named to be replaced: 不是23万，是32万; 23万那份改成32万."""
    for figure in figures:
        owners = {f.enterprise for f in conversation.facts if f.unit == "yuan" and f.low == figure.low}
        named = figure is not figures[-1] or bool(_THAT_ONE.match(text[figure.end :]))
        if len(owners) == 1 and (named or len(conversation.about) > 1):
            return next(iter(owners))
    return None


def _by_label(text: str, conversation: Conversation) -> str | None:
    """The enterprise whose name a turn opens with, as the words before its sums have it: 宏达改成2500万."""
    opening = HEAD.sub("", text, count=1)[:2]
    named = {f.enterprise for f in conversation.facts if named_by(opening, f.label)}
    return next(iter(named)) if len(named) == 1 else None


def _stretches(
    text: str, mentions: Sequence[Mention], quantities: Sequence[Quantity], conversation: Conversation
) -> list[Stretch]:
    """The text cut where it turns from one enterprise to another or to all of them."""
    out: list[Stretch] = []
    owner: tuple[str, ...] = ()
    met: set[str] = set()
    for part in _PART.finditer(text):
        start, end = part.span()
        inside = [m for m in mentions if start <= m.start < end]
        common = bool(_COMMON.search(part[0]))
        if not inside and len(met) > 1 and (common or _of_all(text, start, end, owner, out, quantities)):
            owner = ()
            out.append(Stretch(start, end, owner))
        elif not inside:
            sums = any(q.kind == "money" and start <= q.start < end for q in quantities)
            if not met and not common and len(conversation.about) == 1 and (sums or _OWN_CASE.match(part[0])):
                owner = conversation.about
                met |= set(owner)
            out.append(Stretch(start, end, owner))
        else:
            first = tuple(f.key for f in inside[0].firms)
            out.append(Stretch(start, inside[0].start, first if met else ()))
            for at, mention in enumerate(inside):
                owner = tuple(f.key for f in mention.firms)
                met |= set(owner)
                until = inside[at + 1].start if at + 1 < len(inside) else end
                out.append(Stretch(mention.start, until, owner))
    return out


def _of_all(
    text: str,
    start: int,
    end: int,
    owner: tuple[str, ...],
    before: Sequence[Stretch],
    quantities: Sequence[Quantity],
) -> bool:
    """Whether a rate or term behind the last enterprise is that of all: A贷三千万，B五千万，基准4%."""
    kinds = {q.kind for q in quantities if start <= q.start < end}
    others = {
        q.kind for q in quantities for s in before if s.start <= q.start < s.end and s.keys not in ((), owner)
    }
    told = bool(kinds & {"ratio", "duration", "number"}) or not kinds
    return bool(ALL.search(text)) and told and "money" not in kinds and not kinds & others


def _seen_by(text: str, key: str, stretches: Sequence[Stretch]) -> str:
    """The text as far as it speaks of an enterprise, or of all; the rest is put out of sight in its place."""
    kept = list(text)
    for stretch in stretches:
        if stretch.keys and key not in stretch.keys:
            kept[stretch.start : stretch.end] = _FILL * (stretch.end - stretch.start)
        elif len(stretch.keys) != 1:
            kept[stretch.start : stretch.end] = _of_each(_without_total(text[stretch.start : stretch.end]))
    # 第一家再签一份 names no item.
    return FORMS["ordinal"].sub(lambda found: _FILL * len(found[0]), "".join(kept))


def _without_total(text: str) -> str:
    """What is said of several, without what they come to together: A和B一共登记了200万."""
    found = SUMMED.search(text)
    if found is None or "各" in text or "每" in text:
        return text
    return text[: found.start()] + _FILL * (len(text) - found.start())


def _of_each(text: str) -> str:
    """What is said of each, as it is said of one: 两家各贷5000万 is no two loans."""
    return _PER_FIRM.sub(lambda found: _FILL * len(found[0]), text)


def _asked(
    text: str, mentions: Sequence[Mention], keys: tuple[str, ...], conversation: Conversation
) -> tuple[str, ...]:
    """The enterprises that are asked for: those that the asking parts name, else all that are told of."""
    parts = [part for part in _PART.finditer(text) if _ASKED.search(part[0])]
    if parts and (every := ALL.search(parts[-1][0])) and (len(keys) > 1 or "家" in every[0]):
        last = range(*parts[-1].span())
        here = tuple(dict.fromkeys(f.key for m in mentions if m.start in last for f in m.firms))
        if len(here) > 1 and "家" not in every[0]:
            return here  # A上科创板，B去港股，C挂了新三板。A和B各奖多少
        named = [f for m in mentions for f in m.firms]
        return keys if len(keys) > 1 else conversation_keys(conversation, named)
    inside = [f.key for p in parts for m in mentions if p.start() <= m.start < p.end() for f in m.firms]
    others = [text[m.start : m.end] for m in mentions if any(firm.key for firm in m.firms)]
    only_told = [bool(_NEIGHBOUR.match(words)) for words in others if not _THEIRS.match(words)]
    ends = {m.start: after.start for m, after in itertools.pairwise(mentions)}
    got = [_GOT.search(text[m.start : ends.get(m.start, len(text))]) for m in mentions if m.firms[0].key]
    if not inside and "" in keys and got and all(got):
        return ("",)  # 我朋友他们公司合同150万，补了45万。咱公司就一份55万的，顶多多少
    if not inside and "" in keys and only_told and all(only_told):
        return ("",)  # 隔壁那家贴到六十多万；我们借了1100万，该是多少
    return tuple(dict.fromkeys(inside)) or keys


def _whose(text: str, mention: Mention) -> bool:
    """Whether an item turns out to be an enterprise's: 甲家那笔搞错了，是乙家的; 这笔5000万是甲公司的."""
    ahead, behind = text[: mention.start], text[mention.end :]
    turns_out = _TURNS_OUT.search(ahead) and behind.startswith("的")
    return bool(turns_out or (ITEM_IS.search(ahead) and ITS_OWNER.match(behind)))


def _moved(text: str, mentions: Sequence[Mention], conversation: Conversation) -> tuple[str, int, str] | None:
    """The item that is put to another enterprise's account: 第二笔放在另一家名下; B那份算到A名下.

    Where it is not said whose it was, it is that one's which has such an item.
    """
    target = next((m for m in mentions if MOVED.search(text[: m.start]) or _whose(text, m)), None)
    if target is None or len(target.firms) != 1:
        return None
    key, said = target.firms[0].key, text[: target.start]
    named = [m.firms[0].key for m in mentions if m.end <= target.start]
    if len(named) > 1 or key in named:
        return None
    sources = named or [k for k in conversation_keys(conversation) if k != key]
    found = [
        (source, item) for source in sources if (item := _item_of(said, source, conversation)) is not None
    ]
    return (*found[0], key) if len(found) == 1 else None


def _item_of(said: str, source: str, conversation: Conversation) -> int | None:
    """The item of an enterprise that is named, or that it put down last, where it is only put back."""
    own = conversation.of((source,))
    sums = [f for f in own.facts if f.unit == "yuan"]
    item = item_named(said, [*sums, *(f for f in own.taken if f.unit == "yuan")])
    item = sums[0].item if len(sums) == 1 and _OF_ITEMS.search(said) else item
    if item is None and sums and _PUT_BACK.search(said):
        item = max(f.item for f in sums)  # 还是放回甲公司吧: what came to this one last
    return item if any(f.item == item for f in sums) else None


def _asked_when_moved(text: str, mentions: Sequence[Mention], moved: tuple[str, int, str]) -> tuple[str, ...]:
    """Who is asked for when an item is put to another one's account: those named behind that, else both."""
    both = (moved[0], moved[2])
    target = next(m for m in mentions if m.firms[0].key == moved[2])
    parts = [
        p for p in _PART.finditer(text) if _ASKED.search(p[0]) and not p.start() <= target.start < p.end()
    ]
    named = [f.key for p in parts for m in mentions if p.start() <= m.start < p.end() for f in m.firms]
    return tuple(dict.fromkeys(key for key in named if key in both)) or both
