"""How enterprises are named in a turn: by a letter, a place in the order, a surname, a name, 子公司, 我们.

Each is known by a key made of that; the one that speaks, or the only one of a talk, has the key "".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.dialogue.conversation import FIRST_LABEL, OWN_LABEL, Conversation, Enterprise
from assistant.dialogue.quantities import Quantity
from assistant.dialogue.sentence import CLAUSE_END, is_question

# Grammar, not vocabulary. A bank or an investor is none that asks.
_FUNDER = r"(?:创投|VC|vc|机构|投资|基金|风投|银行|支行|券商|保险)"
# Nor is one that something is bought from, or a house.
_SELLER = rf".{{0,3}}(?:{_FUNDER}|平台|服务商|供应商|检测|代理|中介|单位|律所|交易所|研究院|实验室|大学|高校)"
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
_BRANCH = (
    r"母公司|总公司|全资子公司|子公司|分公司|孙公司|兄弟公司|姊妹公司|姐妹公司|关联公司|集团公司"
    r"|(?<![一-鿿])集团(?=今年|明年|后年|本部|总部|自己|也|要|想|准备|打算|计划|去|在)"
)
_TRADE = r"科技|电子|智能|精密|新材|生物|医疗|机械|软件|股份|药业|光电|半导体|集团|机电|环保|能源|仪器"
# Another one comes to the counter: 又进来一家, 再来了一个企业.
_NEXT_IN = r"(?:又|再|刚)(?:打进|走进|接|进|来|换)[来到进]?了?"
_NUMERALS = "一二三四五六七八九"
SEVERAL_OF = r"(?<!第)[两二三四五六几2-6]"
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
        rf"(?:(?:另[外有]?一|还有一|下一|别的?)|{_NEXT_IN}一)(?:家{_KIND}?|个{_KIND})(?!{_SELLER})"
        rf"(?:叫?(?P<called>{_LETTER})(?![A-Za-z0-9]))?"
    ),
    "they": re.compile(rf"[他她]们(?:家|那家|{_KIND})|[他她]家|[他她](?=能|的\s?[\d一二两三四五六七八九十])"),
    "self": re.compile(
        r"(?:我们|咱们?|俺们?)(?:自己|自家|这边|这|本身)?(?:这家|那家|家|公司|企业|厂)?(?![区国省市滨])"
        r"|我自己(?:那|这)?(?:家|的)?|我的?(?:司|公司|企业|厂)|我(?:家|这家|那家)|本公司|自家|自己(?:那|这)?家"
        r"|我(?:这边|这里|方)|我(?=[和跟与](?![你您他])|的\s?[\d一二两三四五六七八九十]|能|可以|该|一共|总共|再(?![问说核确算])|[也又](?![想要问])|还(?!想|要问)|[贷买签投建]|的?呢|的那)"
    ),
}
# Names without more, right before what an enterprise does.
NAME = re.compile(
    r"(?:^|[，。；！？：,;!?:\n、])(?:客户|企业|那|还有|另外)?(?P<one>[一-鿿]{2,3}?)(?:那家|这家|那边|这边)?"
    r"(?=[也又还]?(?:(?:用|拿)?(?:质押)?(?:专利|商标|知识产权)?(?:质押)?(?:贷|买了|签了|投了)|新?评上|新认定|登记|建))"
)
NAMES = re.compile(
    rf"(?:^|[，。；！？：,;!?:\n、])(?:客户)?(?P<one>[一-鿿]{{2,4}}?)(?=[和跟与、][一-鿿]{{2,4}}?[两2]家(?!{_FUNDER}))"
    rf"|[和跟与、](?P<two>[一-鿿]{{2,4}}?)(?=[两2]家(?!{_FUNDER}))"
)
# Names without more, of which it is told what they are: 两家企业，云测是小巨人，蓝芯只是创新型中小企业.
TITLED_NAME = re.compile(
    r"(?:^|[，。；！？：,;!?:\n、])(?P<one>[一-鿿]{2,3}?)(?=[也只还都仅已]{0,2}(?:是|评上了?|获评)(?:国家级|省级?|市级?)?(?:专精特新|小巨人|单项冠军|隐形冠军|创新型))"
)
# Of which no name is made: grammar, numbers, what the talk is about.
_NO_NAME = re.compile(
    r"[我你他她它们这那哪某本贵该俺咱年月日天前后今去昨上下是的了在有又还也都就再想要用拿把给被从到以和跟与及或如若"
    r"假请问听知客户公司企厂老板个家笔份款项等同首第一二三四五六七八九十两几多少万亿元买卖签贷投评办报申补贴奖专"
    r"利商标质押包括含识产权合登记认定平台服务国省市级区高做搞不没说银基准主营从事研件备打算拟欲]"
)
# Who it is that has an enterprise, which tells nothing of what is asked: 我老婆那家, 隔壁公司.
RELATED = re.compile(rf"(?:我们?|咱|他|老板)?的?(?:{_KIN}|隔壁|对方).*")
# What certainly means the own enterprise, whoever else is spoken of.
_OWN = re.compile(r"自己|自家|司|厂|我家|我们家|那家|这家|本公司|我公司")
_OWN_WORDS = re.compile(r"我们|我司|我公司|我厂|我家|咱|俺|本公司|我自己|我的|我[和跟与]")
# What may stand before the enterprise of which a part of a turn speaks.
HEAD = re.compile(
    r"(?:那么?|如果|假如|要是|假设|换成?|是|的|说|再|还有|另外|问一?下?|想|先|只|光|单|算|看|回到|回头|轮到|给|帮|"
    r"客户|企业|我们?|手上|他|刚才?|前面|以及|和|跟|与|及|、|到|在|由|以|了|呢|放|挂|签|都|全|归|改|更正|不对|"
    r"等等|哦|嗯|好|对了|其中|现在|就|把|今年|去年|明年|同年|[两二三四五]家|\s)*"
)
_HEARSAY = re.compile(r"(?:听|听说|据|比|被|像)$")
_REPORTING = re.compile(r"(?:的人|老板|老王|财务)?(?:跟我)?(?:说|讲|告诉|觉得|反映)")
SEVERAL = re.compile(rf"{SEVERAL_OF}(?:家(?!{_FUNDER})|个(?:客户|公司|企业))")
_AWARDED = re.compile(r"(?:也|都|就|已经?|去年|前年|今年|年初|好像)*(?:拿|领|得|补|奖)(?:到|了|过)+")
_MOTHER = re.compile(r"母公司|集团|总公司|总部")
_OURS = ("我们", "咱们", "我")
# 我们是全资子公司: the subsidiary is who speaks.
_SPEAKER = r"(?:我们?|咱们?)(?:这边|自己)?(?:只|就)?是?(?:它|集团|其)?(?:下面)?的?(?:一家|一个|全资|控股)*"
_KIN_NAMED = re.compile(rf"{_MOTHER.pattern}|{_BRANCH}")
_WE_ARE = re.compile(rf"{_SPEAKER}$")
_SUBSIDIARY = re.compile(rf"({_SPEAKER}){_BRANCH}(?![^，。？！]{{0,6}}(?:能|可|算|怎))")
_INVESTORS = re.compile(rf"家[^，。]{{0,3}}{_FUNDER}")
# Those of a round of financing: 创投一家出了700万，另一家跟投400万.
_ROUND = re.compile(r"(?<![A-Za-z])[A-D]\+?轮|天使轮|领投|跟投|创投|风投|融资")
_INVESTS = re.compile(r"(?:又|也|再|后来|随后)*(?:跟|领)?(?:投|出|给)了?|跟了")
# 一家小巨人，还有一家单项冠军: a list of enterprises that are not named.
_ONE_OF = re.compile(r"(?<![另有下同第外来进到换了])一家")
# Each one's sum in turn: 合同分别是50万、80万、200万.
_IN_TURN = re.compile(r"(?:分别|依次|各自)[^，。？！]{0,8}$")
# As many sums as enterprises, one right after the other: 三家客户各签了一份，60万、180万、22万.
_NEXT_SUM = re.compile(r"元?[、，,和及与\s]+")
_COUNT = "二三四五六"
# Who lends to the enterprise that asks is none of those that ask: 兄弟公司借给我们500万, 向母公司借了.
_LENT_BY = re.compile(r"(?:[从向跟找问管]|押给|质押给)$")
_LENDS = re.compile(
    r"(?:那边|那里|自己|个人|名下)?(?:(?:拆?借|出借|垫|放贷?)(?:款|钱)?(?:给|过来|来|了(?:我们?|咱|公司|企业))"
    r"|的(?:拆借|借款)(?!担保))"
)
# 子公司A, 子公司甲: the letter names it.
_LETTERED = re.compile(rf"\s?{_LETTER}{_OF_OTHER}")
_HERE = re.compile("")
ONE = re.compile(rf"(?:另外?|还有)?一家{_KIND}?(?!{_FUNDER})")
# All of them are asked for.
ALL = re.compile(
    rf"(?:{SEVERAL_OF}|每|各|这几|那几)家(?!{_FUNDER})|分别|各自?(?=[补贴奖给拿能领得报有算多是])|都(?=能|给|补|贴)"
    r"|^(?:那么?|要是|如果)?(?:全部?|都)"
)
# Right before the enterprise to whose account something is put: 第二笔放在另一家名下.
MOVED = re.compile(r"(?:放|挂|算|签|转|移|记|归|落|划|退|还)(?:在|到|给|进|由|回|入)*了?$")
# 3000万那笔是我表弟公司的: whose an item is that was told before.
ITEM_IS = re.compile(
    r"(?:[那这][一两二三]?[笔份单个]|[这那]一?[笔份单]\s?[\d一二两三四五六七八九十百千.]+[万亿]元?)(?:其实|应该|实际上?|原来|才|都|也|还|又)*是$"
)
ITS_OWNER = re.compile(r"(?:贷|借|签|买|办|登记)?的")
# The label of an item that is known by its bank.
BANK = re.compile(r"行|信用社")
_STOP = re.compile(r"[，。；！？：,;!?:\n]")
_JOINED = re.compile(r"[和跟与及、\s]*")
ONLY_ASKED = re.compile(r"那么?|还有|[呢吗啊的？?。!！，,\s]|能?[补贴奖拿领]?多少")


@dataclass(frozen=True, slots=True)
class Mention:
    """Where enterprises are named; several, where they stand side by side (A和B)."""

    start: int
    end: int
    firms: tuple[Enterprise, ...]


def mentions_of(text: str, quantities: Sequence[Quantity], conversation: Conversation) -> list[Mention]:
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
    ones = _one_by_one(text, quantities, conversation)
    if ones or not (known or _between_sums(text, quantities)):
        found = [(m, form) for m, form in found if form != "other"]
    found += [(m, "one") for m in ones]
    found.sort(key=lambda pair: (pair[0].start(), -pair[0].end()))
    out: list[Mention] = []
    for match, form in found:
        if (out and match.start() < out[-1].end) or not _speaks_of(text, match, form, conversation):
            continue
        ours = match[0].startswith(_OURS) or _WE_ARE.search(text[: match.start()])
        if form == "branch" and ours and _MOTHER.search(text) and not _asks_of_kin(text):
            continue  # 母公司在纳斯达克上过市，我们子公司打算上创业板: who asks is the subsidiary
        if form in ("near", "kin", "other", "they") and _only_awarded(text, match.end(), quantities):
            continue
        named = [f.key for m in out for f in m.firms]
        key = _key(form, match, text, conversation, named)
        key = f"第{_NUMERALS[ones.index(match)]}家" if form == "one" else key
        if key is not None:
            sums = [q.said for q in quantities if q.kind == "money" and q.start >= match.start()]
            said = sums[0] if form == "one" else match[0]
            label = next((e.label for e in known if e.key == key), _label(form, said, key))
            start = match.start("one") if form == "name" else match.start()
            out.append(Mention(start, match.end(), (Enterprise(key, label),)))
    if not any(f.key for m in out for f in m.firms) and not any(e.key for e in known):
        return []
    return _joined(text, [m for m in out if m.firms[0].key or _own(text, m, out, conversation)])


def _only_awarded(text: str, end: int, quantities: Sequence[Quantity]) -> bool:
    """Whether all that is said of an enterprise is what it got: 隔壁那家拿了800万."""
    sums = [q for q in quantities if q.kind == "money" and q.start >= end]
    return bool(sums) and _AWARDED.fullmatch(text[end : sums[0].start]) is not None


def own_label(text: str) -> str:
    """How the enterprise is called that is not named, by the words of the turn in which it came up."""
    names = [m["one"] for m in NAME.finditer(text) if not _NO_NAME.search(m["one"])]
    return OWN_LABEL if _OWN_WORDS.search(text) else next(iter(names), FIRST_LABEL)


def conversation_keys(conversation: Conversation, named: Sequence[Enterprise] = ()) -> tuple[str, ...]:
    """The keys of all enterprises of a talk, those that are named now last."""
    return tuple(dict.fromkeys(e.key for e in (*conversation.enterprises, *named)))


def _one_by_one(text: str, quantities: Sequence[Quantity], conversation: Conversation) -> list[re.Match[str]]:
    """Enterprises of a list, each with a sum of its own: 两家公司，一家100万，一家60万; 分别是50万、80万."""
    several = SEVERAL.search(text)
    if conversation.enterprises or several is None or not ALL.search(text) or _INVESTORS.search(text):
        return []
    ones = list(ONE.finditer(text))
    sums = [q for q in quantities if q.kind == "money" and q.start > several.end()]
    if 1 < len(ones) <= min(len(sums), len(_NUMERALS)):
        return ones
    listed = all(_NEXT_SUM.fullmatch(text[a.end : b.start]) for a, b in pairwise(sums))
    in_turn = bool(sums) and (_IN_TURN.search(text[several.end() : sums[0].start]) or listed)
    counted = len(sums) == ("一" + _COUNT).find(several[0][0].replace("两", "二")) + 1
    return [found for q in sums if (found := _HERE.match(text, q.start))] if in_turn and counted else []


def _between_sums(text: str, quantities: Sequence[Quantity]) -> bool:
    """Whether another one comes up between two sums: 有家公司贷了5000万，另一家也贷了5000万."""
    found = FORMS["other"].search(text)
    sums = [q.start for q in quantities if q.kind == "money"]
    return found is not None and bool(sums) and min(sums) < found.start() < max(sums)


def _names(text: str, conversation: Conversation) -> list[re.Match[str]]:
    """Names without more, where two of them stand as one does: 宏达贷了2000万，恒远贷了3000万."""
    pair = [m for m in NAMES.finditer(text) if not _NO_NAME.search(m["one"] or m["two"])]
    if len(pair) > 1:
        every = {m["one"] or m["two"] for m in pair}
        return [m for name in every for m in re.finditer(rf"(?P<one>{re.escape(name)})", text)]
    if SEVERAL.search(text):
        titled = [m for m in TITLED_NAME.finditer(text) if not _NO_NAME.search(m["one"])]
        if len({m["one"] for m in titled}) > 1:
            return titled
    here = [m for m in NAME.finditer(text) if not _NO_NAME.search(m["one"])]
    every = {m["one"] for said in (*conversation.said, text) for m in NAME.finditer(said)}
    return here if len({name for name in every if not _NO_NAME.search(name)}) > 1 else []


def _speaks_of(text: str, match: re.Match[str], form: str, conversation: Conversation) -> bool:
    """Whether what looks like an enterprise is one of which the turn speaks."""
    before = _STOP.split(text[: match.start()])[-1]
    keys = conversation_keys(conversation)
    lends = _LENT_BY.search(before) or _LENDS.match(text[match.end() :])
    lettered = form == "branch" and _LETTERED.match(text[match.end() :])
    if lettered or (form in ("branch", "kin", "near") and lends):
        return False
    if form == "bare":
        letter = any(re.fullmatch(_LETTER, key) for key in keys) or FORMS["letter"].search(text)
        return bool(letter) or bool(SEVERAL.search(text))
    if form in ("letter", "known", "one"):
        return True
    if _HEARSAY.search(before) or _REPORTING.match(text[match.end() :]):
        return False
    if form in ("surname", "name", "they"):
        return True
    if form in ("ordinal", "other") and _ROUND.search(text) and _INVESTS.match(text[match.end() :]):
        return False
    if form in ("ordinal", "other") and any(_INVESTORS.search(s) for s in (text, *conversation.said)):
        return False
    if form == "other" and not match["called"] and _of_banks(text, conversation):
        return False
    if form == "other":
        return not keys or not _ONE_OF.search(text)
    owns = ITEM_IS.search(before) and ITS_OWNER.match(text[match.end() :])
    head = bool(owns or HEAD.fullmatch(before) or MOVED.search(before) or _JOINED.fullmatch(before))
    return head and not (form == "company" and _NO_NAME.search(match["one"][:-2]))


def _of_banks(text: str, conversation: Conversation) -> bool:
    """Whether another one is a bank by which the items are known: 还有一家呢, after 农行500万."""
    told = [f for f in conversation.facts if f.unit == "yuan" and BANK.search(f.label)]
    return len(told) > 1 and not any(char.isdigit() for char in text)


def _key(
    form: str, match: re.Match[str], text: str, conversation: Conversation, named: Sequence[str]
) -> str | None:
    """By what an enterprise is known; None where it cannot be told which one is meant."""
    known = conversation_keys(conversation)
    if form == "self":
        return ""
    if form in ("letter", "bare"):
        return str(match["one"] or match["two"]).upper()
    if form == "one":
        return ""
    if form == "ordinal":
        return _by_order(match, known)
    if form == "other":
        return _another(match, text, known, conversation.about)
    if form == "they":
        others = {key for key in named or known if key}
        if not others and match[0][1:2] == "们":
            return "他们"
        return others.pop() if len(others) == 1 else None
    if form == "branch":
        return _branch(match["one"], known)
    if form == "surname":
        return f"{match['one'] or match['two'] or match['three']}家"
    called = str(match["one"])
    return called[0] if form == "kin" and called == called[0] * 2 else called  # 我弟弟公司, 我弟那家


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
    rest = ONLY_ASKED.sub("", text.replace(match[0], ""))
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
    if form == "name":
        return key
    if form == "one":
        return f"{said}的那家"
    if form == "other":
        return re.sub(rf"^(?:还有一|另有一|下一|别的?|{_NEXT_IN}一)[家个]", "另一家", said)
    return f"{key}企业" if form == "bare" else re.sub(r"^(?:我们?|咱)的?", "您", said)


def _own(text: str, mention: Mention, found: Sequence[Mention], conversation: Conversation) -> bool:
    """Whether 我们 is an enterprise beside the others, and not the officer who asks for them."""
    keys = conversation_keys(conversation, [f for m in found for f in m.firms if f.key])
    if "" in keys or _OWN.search(text[mention.start : mention.end]):
        return True
    return not any(re.fullmatch(_LETTER, key) or key.endswith("家") for key in keys)


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


def as_speaker(text: str) -> str:
    """The turn of a subsidiary that says what it is, as of any enterprise.

    >>> as_speaker("母公司是单项冠军，我们是子公司，市级研发中心给多少")
    '母公司是单项冠军，我们是公司，市级研发中心给多少'
    """
    told = _MOTHER.search(text) and not _asks_of_kin(text)
    return _SUBSIDIARY.sub(r"\1公司", text) if told else text


# 国家级那个其实是子公司认定的: of which it is only told whose it is.
_WHOSE_ITEM = re.compile(
    rf"(那[块个项份笔](?:其实|实际上?|原来)?是)(?:我们的?)?(?:{_BRANCH})(?:那边)?(?=(?:认定|拿|评|批|申报|申请|做|签|买|建)?[^，。？！]{{0,3}}的(?:[，。；]|$))"
)


def without_whose(text: str) -> str:
    """The turn without the subsidiary whose one of several things is, which asks nothing about one as such.

    >>> without_whose("国家级那个其实是子公司认定的，我们自己这个多少")
    '国家级那个其实是别家认定的，我们自己这个多少'
    """
    return _WHOSE_ITEM.sub(r"\1别家", text)


def _asks_of_kin(text: str) -> bool:
    """Whether what is asked is of mother and subsidiary themselves: 子公司能借母公司的资格吗."""
    return any(is_question(c) and _KIN_NAMED.search(c) for c in CLAUSE_END.split(text))
