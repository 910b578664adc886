"""Which enterprises a turn speaks of: what it tells of each, and for which it asks.

An enterprise is known by what names it: a letter, its place in the order, a surname, how it stands to the
one that speaks, a name. The one that speaks, or the only one of a talk, has the key "".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.dialogue.conversation import FIRST_LABEL, OWN_LABEL, Conversation, Enterprise
from assistant.dialogue.items import item_said, label_said
from assistant.dialogue.quantities import Quantity

# Grammar, not vocabulary. A bank or an investor is none that asks.
_FUNDER = r"(?:创投|VC|vc|机构|投资|基金|风投|银行|支行|券商|保险)"
_KIND = r"(?:客户|公司|企业|厂子?|店)"
_HOUSE = rf"(?:[那这]家{_KIND}?|家{_KIND}?|的?{_KIND})"
_LETTER = r"[A-Ea-e甲乙丙丁戊]"
# What makes a letter that of something else: A轮, B银行, 甲方, 乙醇.
_OF_OTHER = (
    r"(?:(?=\d[\d.,]*\s?[万亿])|(?!\d))"
    r"(?![A-Za-z+轮类股级档行笔份款项期证照方票等醇烯醛烷酸酯苯])(?!银行|农商|支行)"
)
_SURNAME = (
    r"[张李王赵刘陈杨黄吴周徐孙马朱胡林郭高罗郑梁谢宋唐许邓冯韩曹曾彭萧蔡潘田董袁于叶蒋杜苏魏程吕丁沈姚卢"
    r"傅钟姜崔谭廖范汪陆戴贾夏邱侯邹熊孟秦薛尹段雷史陶贺顾郝龚邵钱严武孔汤]"
)
_KIN = (
    r"弟弟|弟|哥哥|哥|姐姐|姐|妹妹|妹|爸爸?|妈妈?|老婆|老公|爱人|表哥|表弟|堂哥|堂弟|舅舅|叔叔|侄子|"
    r"儿子|女儿|朋友|同学|合伙人|亲戚|邻居|同行|合作方|伙伴"
)
_BRANCH = r"母公司|总公司|全资子公司|子公司|分公司|孙公司|兄弟公司|姊妹公司|姐妹公司|关联公司|集团公司"
_TRADE = r"科技|电子|智能|精密|新材|生物|医疗|机械|软件|股份|药业|光电|半导体|集团|机电|环保|能源|仪器"
_NUMERALS = "一二三四五六七八九"
_SEVERAL = r"(?<!第)[两二三四五六几2-6]"
# How an enterprise is named.
FORMS = {
    "letter": re.compile(
        rf"(?<![A-Za-z0-9])(?P<one>{_LETTER})(?:那边|{_HOUSE})|{_KIND}(?P<two>{_LETTER}){_OF_OTHER}"
    ),
    "bare": re.compile(rf"(?<![A-Za-z0-9])(?P<one>{_LETTER}){_OF_OTHER}(?P<two>)"),
    "surname": re.compile(
        rf"(?<![一-鿿])(?:客户)?[老小]?(?P<one>{_SURNAME})(?:[总姐哥]|老板)?{_HOUSE}"
        rf"|[老小](?P<two>{_SURNAME}){_HOUSE}|(?<=[和跟与及说问算看到、家])(?P<three>{_SURNAME})家"
    ),
    "kin": re.compile(rf"(?:我们?|咱|老板)?的?(?P<one>{_KIN})[他她]?们?(?:的|那边|自己)?{_HOUSE}"),
    "branch": re.compile(rf"(?:我们?)?(?P<one>{_BRANCH})"),
    "near": re.compile(rf"(?P<one>隔壁|对方|对门|楼上|楼下)(?:的?那家{_KIND}?|{_KIND}|家)"),
    "company": re.compile(rf"(?P<one>[一-鿿]{{2,4}}?(?:{_TRADE}))(?:那家|这家|{_KIND})?"),
    "ordinal": re.compile(
        rf"(?:第(?P<one>[{_NUMERALS}1-9])|(?P<first>头一|前一|最早那|最先那|先前那|开头那)|(?P<last>最后那|后一|末一))"
        rf"家{_KIND}?(?!{_FUNDER})"
    ),
    "other": re.compile(
        rf"(?:另外?一|还有一|下一|别的?)[家个]{_KIND}?(?!\s?{_FUNDER})"
        rf"(?=是|也|呢|的|有|评|办|投|贷|买|新|签|登|在|申|去|拿|认|叫|名|只|刚|就|[，,：:、]|{_LETTER}|$)"
        rf"(?:叫?(?P<called>{_LETTER})(?![A-Za-z0-9]))?"
    ),
    "they": re.compile(rf"他们(?:家|那家|{_KIND})|他家"),
    "self": re.compile(
        r"(?:我们|咱们?|俺们?)(?:自己|自家|这边|这|本身)?(?:这家|那家|家|公司|企业|厂)?(?![区国省市滨])"
        r"|我自己(?:那|这)?(?:家|的)?|我的?(?:司|公司|企业|厂)|我(?:家|这家|那家)|本公司|自家|自己(?:那|这)?家"
        r"|我(?:这边|这里|方)|我(?=能|可以|该|一共|总共|再(?![问说核确算])|也|又|还(?!想|要问)|[贷买签投建]|的?呢|的那)"
    ),
}
# Names without more, right before what an enterprise does.
NAME = re.compile(
    r"(?:^|[，。；！？：,;!?:\n、])(?:客户|企业|那|还有|另外)?(?P<one>[一-鿿]{2,3}?)(?:那家|这家)?"
    r"(?=(?:用|拿)?(?:专利|商标|知识产权)?(?:质押)?(?:贷|买了|签了|投了)|新?评上|新认定|登记|建)"
)
NAMES = re.compile(
    rf"(?:^|[，。；！？：,;!?:\n、])(?:客户)?(?P<one>[一-鿿]{{2,4}}?)(?=[和跟与、][一-鿿]{{2,4}}?[两2]家(?!{_FUNDER}))"
    rf"|[和跟与、](?P<two>[一-鿿]{{2,4}}?)(?=[两2]家(?!{_FUNDER}))"
)
# Of which no name is made: grammar, numbers, what the talk is about.
_NO_NAME = re.compile(
    r"[我你他她它们这那哪某本贵该俺咱年月日天前后今去昨明上下是的了在有又还也都就再想要用拿把给被从到以和跟与及或如若"
    r"假请问听知客户公司企厂老板个家笔份款项等同首第一二三四五六七八九十两几多少万亿元买卖签贷投评办报申补贴奖专"
    r"利商标质押识产权合登记认定平台服务国省市级区高做搞不没说银基准主营从事研]"
)
# Who it is that has an enterprise, which tells nothing of what is asked: 我老婆那家, 隔壁公司.
RELATED = re.compile(rf"(?:我们?|咱|他|老板)?的?(?:{_KIN}|隔壁|对方).*")
# What certainly means the own enterprise, whoever else is spoken of.
_OWN = re.compile(r"自己|自家|司|厂|我家|我们家|那家|这家|本公司|我公司")
_OWN_WORDS = re.compile(r"我们|我司|我公司|我厂|我家|咱|俺|本公司|我自己")
# What may stand before the enterprise of which a part of a turn speaks.
_HEAD = re.compile(
    r"(?:那么?|如果|假如|要是|假设|换成?|是|的|说|再|还有|另外|问一?下?|想|先|只|光|单|算|看|回到|回头|轮到|给|帮|"
    r"客户|企业|我们?|手上|他|刚才?|前面|以及|和|跟|与|及|、|到|在|由|以|了|呢|放|挂|签|都|全|归|改|更正|不对|"
    r"等等|哦|嗯|好|对了|其中|现在|就|把|今年|去年|明年|同年|[两二三四五]家|\s)*"
)
_HEARSAY = re.compile(r"(?:听|听说|据|比|被|像)$")
_REPORTING = re.compile(r"(?:的人|老板|老王|财务)?(?:跟我)?(?:说|讲|告诉|觉得|反映)")
SEVERAL = re.compile(rf"{_SEVERAL}(?:家(?!{_FUNDER})|个(?:客户|公司|企业))")
_INVESTORS = re.compile(rf"家[^，。]{{0,3}}{_FUNDER}")
# 一家小巨人，还有一家单项冠军: a list of enterprises that are not named.
_ONE_OF = re.compile(r"(?<![另有下同第外])一家")
# All of them are asked for.
ALL = re.compile(
    rf"(?:{_SEVERAL}|每|各|这几|那几)家(?!{_FUNDER})|分别|各自?(?=[补贴奖给拿能领得报有算多是])|都(?=能|给|补|贴)"
    r"|^(?:那么?|要是|如果)?(?:全部?|都)"
)
# What holds for all of them; and the words for them, which count no items.
_COMMON = re.compile(rf"都|均|各|每家|{_SEVERAL}家|分别|一共|总共|加起来|合计|一律|统一|同样|一样")
_PER_FIRM = re.compile(rf"{_SEVERAL}家(?:客户|公司|企业)?(?:各自?)?|每家|各家?自?(?!级|种|类|项)")
SUMMED = re.compile(r"加起来|加一[块起]|合计|一共|总共|总数|合起来|拢共|报给|凑")
_OF_ITEMS = re.compile(r"[两二三四五六几每这那][笔份]|第[一二三]")
_STOP = re.compile(r"[，。；！？：,;!?:\n]")
_PART = re.compile(r"[^，。；！？：,;!?:\n]+")
_JOINED = re.compile(r"[和跟与及、\s]*")
_MOVED = re.compile(r"(?:放|挂|算|签|转|移|记|归|落)(?:在|到|给|进|由)?了?$")
_ASKED = re.compile(
    r"多少|几[多何]|吗|么|呢|能不能|能补|[补贴奖给]不|各[补奖贴]|怎么|变不变|会不会|够不够|[先只][问说看算]"
)
_ONLY_ASKED = re.compile(r"那么?|还有|[呢吗啊的？?。!！，,\s]|能?[补贴奖拿领]?多少")
# A part that opens with 公司 speaks of the own one.
_OWN_CASE = re.compile(r"(?:我们?)?(?:公司|企业|厂里?)(?:是|有|刚|去年|今年)")
# 条件跟A一样: who is only compared with.
_LIKE = re.compile(r"(?:跟|和|同|与|像|照|按)$")
_ALIKE = re.compile(r"(?:那[家边]|家)?的?(?:条件|情况|利率|期限)?(?:一样|相同|那样|差不多|一致)")
_FILL = "，"
# A key that none has.
_ANY = "＊"


@dataclass(frozen=True, slots=True)
class Mention:
    """Where enterprises are named; several, where they stand side by side (A和B)."""

    start: int
    end: int
    firms: tuple[Enterprise, ...]


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
    found = _mentions(text, conversation)
    mentions = [m for m in found if not _compared(text, m)]
    compared = [m.firms[0].key for m in found if m not in mentions]
    if not mentions:
        return replace(_unnamed(text, quantities, conversation), like=next(iter(compared), None))
    stretches = _stretches(text, mentions, quantities, conversation)
    keys = tuple(dict.fromkeys(key for stretch in stretches for key in stretch.keys))
    named = {f.key: f for m in mentions for f in m.firms}
    known = {e.key: e for e in conversation.enterprises}
    known |= {"": Enterprise("", own_label(text))} if "" in keys and "" not in known else {}
    every = (*known.values(), *(e for key, e in named.items() if key not in known))
    moved = _moved(text, mentions, conversation)
    if moved is not None:
        return Enterprises((moved[0], moved[2]), (), every, moved=moved)
    told = tuple((key, _seen_by(text, key, stretches)) for key in keys)
    asked = _asked(text, mentions, keys, conversation)
    before = [key for key in conversation.about if key not in keys]
    like = next(iter(compared), before[0] if len(before) == 1 else None)
    words = tuple((m.firms[0].key, text[m.start : m.end]) for m in mentions if len(m.firms) == 1)
    rest = _ONLY_ASKED.sub(
        "", "".join(_seen_by(text, "", [Stretch(m.start, m.end, (_ANY,)) for m in mentions]))
    )
    return Enterprises(asked, told, every, like=like, words=words, bare=not _HEAD.sub("", rest, count=1))


def _compared(text: str, mention: Mention) -> bool:
    """Whether an enterprise is only what another is compared with: 条件跟A一样."""
    return bool(_LIKE.search(text[: mention.start]) and _ALIKE.match(text[mention.end :]))


def own_label(text: str) -> str:
    """How the enterprise is called that is not named, by the words of the turn in which it came up."""
    names = [m["one"] for m in NAME.finditer(text) if not _NO_NAME.search(m["one"])]
    return OWN_LABEL if _OWN_WORDS.search(text) else next(iter(names), FIRST_LABEL)


def conversation_keys(conversation: Conversation, named: Sequence[Enterprise] = ()) -> tuple[str, ...]:
    """The keys of all enterprises of a talk, those that are named now last."""
    return tuple(dict.fromkeys(e.key for e in (*conversation.enterprises, *named)))


def _unnamed(text: str, quantities: Sequence[Quantity], conversation: Conversation) -> Enterprises:
    """A turn that names none: it goes on with those that were in question, or means all of them."""
    about, known = conversation.about, conversation_keys(conversation)
    figures = [q for q in quantities if q.kind in ("money", "number") and q.low is not None]
    sums = {q.low for q in figures}
    held = tuple(
        dict.fromkeys(f.enterprise for f in conversation.facts if f.low in sums and f.unit == "yuan")
    )
    if len(known) > 1 and len(held) == 1:
        about = held  # 不是23万，是32万: whose the figure is
    elif len(known) > 1 and ALL.search(text) and not _OF_ITEMS.search(text):
        about = known
    elif len(known) > 1 and (key := _by_label(text, conversation)) is not None:
        about = (key,)
    every = conversation.enterprises
    if len(about) < 2 or not figures:
        return Enterprises(about, tuple((key, text) for key in about), every)
    if SUMMED.search(text):
        # 三家加一块129万？ states nothing of any of them.
        return Enterprises(about, (), every)
    if _COMMON.search(text):
        return Enterprises(about, tuple((key, _of_each(text)) for key in about), every)
    return Enterprises(about, (), every, unclear=True)


def _by_label(text: str, conversation: Conversation) -> str | None:
    """The enterprise whose name a turn opens with, as the words before its sums have it: 宏达改成2500万."""
    labels: dict[str, str] = {}
    for fact in conversation.facts:
        labels[fact.enterprise] = f"{labels.get(fact.enterprise, '')}＃{fact.label}"
    found = label_said(_HEAD.sub("", text, count=1)[:2], list(labels.values()))
    return None if found is None else list(labels)[found]


def _mentions(text: str, conversation: Conversation) -> list[Mention]:
    """The enterprises named in a text, the longer name before the shorter, in the order of the text."""
    known = conversation.enterprises
    found = [(m, form) for form, pattern in FORMS.items() for m in pattern.finditer(text)]
    found += [
        (m, "known")
        for e in known
        if e.key and not re.fullmatch(_LETTER, e.key)
        for m in re.finditer(
            rf"{'(?:我们?|咱|他)' if len(e.key) == 1 else ''}(?P<one>{re.escape(e.key)})(?:那边|{_HOUSE})?",
            text,
        )
    ]
    found += [(m, "name") for m in _names(text, conversation)]
    found.sort(key=lambda pair: (pair[0].start(), -pair[0].end()))
    out: list[Mention] = []
    for match, form in found:
        if (out and match.start() < out[-1].end) or not _speaks_of(text, match, form, conversation):
            continue
        key = _key(form, match, text, conversation)
        if key is not None:
            label = next((e.label for e in known if e.key == key), _label(form, match[0], key))
            start = match.start("one") if form == "name" else match.start()
            out.append(Mention(start, match.end(), (Enterprise(key, label),)))
    if not any(f.key for m in out for f in m.firms) and not any(e.key for e in known):
        return []
    return _joined(text, [m for m in out if m.firms[0].key or _own(text, m, out, conversation)])


def _names(text: str, conversation: Conversation) -> list[re.Match[str]]:
    """Names without more, where two of them stand as one does: 宏达贷了2000万，恒远贷了3000万."""
    pair = [m for m in NAMES.finditer(text) if not _NO_NAME.search(m["one"] or m["two"])]
    if len(pair) > 1:
        every = {m["one"] or m["two"] for m in pair}
        return [m for name in every for m in re.finditer(rf"(?P<one>{re.escape(name)})", text)]
    here = [m for m in NAME.finditer(text) if not _NO_NAME.search(m["one"])]
    every = {m["one"] for said in (*conversation.said, text) for m in NAME.finditer(said)}
    return here if len({name for name in every if not _NO_NAME.search(name)}) > 1 else []


def _speaks_of(text: str, match: re.Match[str], form: str, conversation: Conversation) -> bool:
    """Whether what looks like an enterprise is one of which the turn speaks."""
    before = _STOP.split(text[: match.start()])[-1]
    keys = conversation_keys(conversation)
    if form == "bare":
        return any(len(key) == 1 for key in keys) or bool(SEVERAL.search(text))
    if form in ("letter", "known"):
        return True
    if _HEARSAY.search(before) or _REPORTING.match(text[match.end() :]):
        return False
    if form in ("surname", "name", "they"):
        return True
    if form in ("ordinal", "other") and any(_INVESTORS.search(s) for s in (text, *conversation.said)):
        return False
    if form == "other":
        return bool(keys) and not _ONE_OF.search(text)
    head = bool(_HEAD.fullmatch(before) or _MOVED.search(before) or _JOINED.fullmatch(before))
    return head and not (form == "company" and _NO_NAME.search(match["one"][:-2]))


def _key(form: str, match: re.Match[str], text: str, conversation: Conversation) -> str | None:
    """By what an enterprise is known; None where it cannot be told which one is meant."""
    known = conversation_keys(conversation)
    if form == "self":
        return ""
    if form in ("letter", "bare"):
        return str(match["one"] or match["two"]).upper()
    if form == "ordinal":
        return _by_order(match, known)
    if form == "other":
        return _another(match, text, known, conversation.about)
    if form == "they":
        others = [key for key in known if key]
        return others[0] if len(others) == 1 else None
    if form == "branch":
        return _branch(match["one"], known)
    if form == "surname":
        return f"{match['one'] or match['two'] or match['three']}家"
    return match["one"]


def _by_order(match: re.Match[str], known: Sequence[str]) -> str | None:
    """The enterprise of a place in the order of the talk; a further one by its number."""
    if match["first"] or match["last"]:
        return known[0 if match["first"] else -1] if known else None
    place = int(match["one"]) if match["one"].isdigit() else _NUMERALS.index(match["one"]) + 1
    name = f"第{_NUMERALS[place - 1]}家"
    return name if name in known or place > len(known) else known[place - 1]


def _another(match: re.Match[str], text: str, known: Sequence[str], about: Sequence[str]) -> str:
    """A further enterprise; of two that are known the one that was not in question: 另一家呢."""
    if match["called"]:
        return match["called"].upper()
    rest = _ONLY_ASKED.sub("", text.replace(match[0], ""))
    others = [key for key in known if key not in about]
    if not rest and len(known) == 2 and len(others) == 1:
        return others[0]
    names = ("另一家", *(f"另一家{number}" for number in range(2, len(known) + 2)))
    return next(name for name in names if name not in known)


def _branch(name: str, known: Sequence[str]) -> str:
    """母公司 is the one that spoke of its 子公司, and the other way round."""
    name = "母公司" if name in ("总公司", "集团公司") else name.removeprefix("全资")
    others = ("子公司", "分公司") if name == "母公司" else ("母公司",)
    speaker = name not in known and "" in known and any(other in known for other in others)
    return "" if speaker else name


def _label(form: str, said: str, key: str) -> str:
    """How the enterprise is called in an answer."""
    if not key:
        return OWN_LABEL
    return f"{key}企业" if form == "bare" else re.sub(r"^(?:我们?|咱)的?", "您", said).removeprefix("还有")


def _own(text: str, mention: Mention, found: Sequence[Mention], conversation: Conversation) -> bool:
    """Whether 我们 is an enterprise beside the others, and not the officer who asks for them."""
    keys = conversation_keys(conversation, [f for m in found for f in m.firms if f.key])
    if "" in keys or _OWN.search(text[mention.start : mention.end]):
        return True
    return not any(len(key) == 1 or key.endswith("家") for key in keys)


def _joined(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions, with those that stand side by side as one: 宏达和云杉都是小巨人."""
    out: list[Mention] = []
    for mention in mentions:
        if out and _JOINED.fullmatch(text[out[-1].end : mention.start]):
            last = out.pop()
            out.append(Mention(last.start, mention.end, tuple(dict.fromkeys((*last.firms, *mention.firms)))))
        else:
            out.append(mention)
    return out


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
    return bool(ALL.search(text)) and "money" not in kinds and not kinds & others


def _seen_by(text: str, key: str, stretches: Sequence[Stretch]) -> str:
    """The text as far as it speaks of an enterprise, or of all; the rest is put out of sight in its place."""
    kept = list(text)
    for stretch in stretches:
        if stretch.keys and key not in stretch.keys:
            kept[stretch.start : stretch.end] = _FILL * (stretch.end - stretch.start)
        elif len(stretch.keys) != 1:
            kept[stretch.start : stretch.end] = _of_each(text[stretch.start : stretch.end])
    # 第一家再签一份 names no item.
    return FORMS["ordinal"].sub(lambda found: _FILL * len(found[0]), "".join(kept))


def _of_each(text: str) -> str:
    """What is said of each, as it is said of one: 两家各贷5000万 is no two loans."""
    return _PER_FIRM.sub(lambda found: _FILL * len(found[0]), text)


def _asked(
    text: str, mentions: Sequence[Mention], keys: tuple[str, ...], conversation: Conversation
) -> tuple[str, ...]:
    """The enterprises that are asked for: those that the asking parts name, else all that are told of."""
    parts = [part for part in _PART.finditer(text) if _ASKED.search(part[0])]
    if parts and (every := ALL.search(parts[-1][0])) and (len(keys) > 1 or "家" in every[0]):
        named = [f for m in mentions for f in m.firms]
        return keys if len(keys) > 1 else conversation_keys(conversation, named)
    inside = [f.key for p in parts for m in mentions if p.start() <= m.start < p.end() for f in m.firms]
    return tuple(dict.fromkeys(inside)) or keys


def _moved(text: str, mentions: Sequence[Mention], conversation: Conversation) -> tuple[str, int, str] | None:
    """The item that is put to another enterprise's account: 第二笔放在另一家名下."""
    before = conversation.about
    for mention in mentions:
        if len(before) != 1 or not _MOVED.search(text[: mention.start]):
            continue
        sums = sorted(
            (f for f in conversation.facts if f.enterprise == before[0] and f.unit == "yuan"),
            key=lambda f: f.item,
        )
        place = item_said(text[: mention.start], (), [f.low for f in sums], [f.label for f in sums])
        if place is not None and place < len(sums) and mention.firms[0].key != before[0]:
            return before[0], sums[place].item, mention.firms[0].key
    return None
