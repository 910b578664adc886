"""Options and answers of yes or no that a turn names or denies."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from assistant.dialogue.conversation import HeldFact
from assistant.dialogue.nearness import NEAR, closeness
from assistant.dialogue.phrases import hits, is_pattern, stretches, where
from assistant.dialogue.slips import DENIED, DENIED_BEHIND, is_slip
from assistant.policy.measure import Input, Measure

YES = re.compile(r"^(是的?|对的?|有的?|嗯+|没错|当然|符合|已经?|确认|yes|ok)[，。！,.!]?", re.I)
NO = re.compile(r"^(不是|没有?|否|不对|还没|尚未|未|不符合|no)", re.I)
PAST = re.compile(
    r"＃[^，。？！；]{0,4}(?:还在|正在|在)(?:争取|申报|冲|努力)|＃[^，。？！；]{0,3}(?:先|都|就)(?:别|不|甭)(?:谈|提|问|说|讲|管)|(本来|原本|起初|最初|一开始|原计划|原打算|原想|本想)[^，。？！；]{0,8}＃|(去年|前年|大前年|上年|头[几两]年|前[几些]年|早[几些]年|早先年)[^，。？！；]{0,6}＃|＃[^，。？！；]{0,10}(拿了|拿过|领了|领过)|(之前|以前|原来|原先|此前|早先|从|[二两三四五]年前)[^，。？！；]{0,8}＃|＃[^，。？！；]{0,6}(升到?|拿过|领过|已经拿|已经领)"
)
# 当省级那会儿, 小巨人那100万前年就领完了: what a title gave before tells of no present one, beside another.
BEFORE = re.compile(
    r"(?:当|还?是)＃[^，。？！；]{0,4}(?:那会儿?|那时候?|的时候|那阵|那年)|＃[^，。？！；]{0,12}[领拿发补奖](?:过|完|掉|走)"
)
# What a mother or sister company has: 集团母公司早年在纳斯达克上过市; 国家级企业技术中心是挂在母公司头上的.
OF_RELATED = re.compile(
    r"(?:隔壁|对门|邻居|同行|别家|人家)(?:的|那家)?(?:是|拿|评|有)(?:的|到|上|了)*(?:是|个|块)?＃|"
    r"(?:母公司|集团(?![里内下面旗]*(?:的|有)?[两二三四五几]家)|总公司|兄弟公司|关联公司|大股东|总部)(?!的?子公司|旗下)[^，。？！；]{0,12}＃"
    r"|＃[^，。？！；]{0,8}(?:是|属于?|算|挂)[^，。？！；]{0,6}(?:母公司|集团|总公司|兄弟公司|关联公司|大股东|总部)[^，。？！；]{0,4}(?:的|头上|名下)"
)
# What is not come to yet: 还没到省级专精特新.
NOT_YET = re.compile(r"(?:还没|没有?|尚未|还未|未)(?:有)?(?:评|够|达|升|做|冲)?(?:到|上|成)$")
# Recognised long ago, and beside another one nothing new: 省级企业研究院（2019年认定的老牌子）.
OLD_ONE = re.compile(
    r"(?:[^，。？！；、（）]{0,6}(?:中心|研究院|实验室|机构))?[（(，]?(?:是|属于)?"
    r"(?:20[01]\d年|[^，。？！；、（）]{0,4}年前)?"
    r"[^，。？！；、（）]{0,6}(?:老牌子|老资质|老?早就[有认评批]|以前(?:就)?[认评批])"
)
# A second title that is held too: 科技小巨人有，小巨人也有; 还有国家级小巨人.
ALSO_HELD = re.compile(r"(?:也有|也是|还有|另有|又有|也评上了?|还评上了?)[^，。？！；]{0,3}$")
SINGLE = 6
SHORT_WORD = 2
# Names are written with and without them: “专精特新”中小企业.
QUOTATION_MARKS = re.compile(r"[“”‘’\"'「」『』《》]")
# Somebody else's: 北交所是隔壁公司.
OTHERS = re.compile(r"(那个|那家)?(是|的是)(隔壁|别人|别家|另一家|另外一家|人家|朋友|同行)")
# 隔壁王叔叔家的是隐形冠军: of whom it is told stands before it.
OTHERS_HAVE = re.compile(r"(隔壁|邻居|对门)[^，。？！；那这]{1,6}家的?(是|拿了?|评上了?|有)$")
# What is listed side by side is told apart: （1）境内上市（2）境外参展.
_APART = re.compile(r"[（）()①-⑩；;。]")
# Where the company is, and not where it is listed: 境内这家, 境内运营实体.
OF_THE_COMPANY = re.compile(r"的?(这家|那家|运营|实体|主体|公司|子公司|架构)")
# Which of several something is given for, or whether for each: 哪条路给贴息; 两个摊位费都能补吗.
SIDE_BY_SIDE = re.compile(
    r"哪(?:一|条|种|个|边|样|笔|类|项)|都(?:能|可以|给|有|补|贴|算|行)|分别|各(?:能|补|贴|给)"
)
# A sum of money, of which each may be of another kind.
_SUM = re.compile(r"[\d一二两三四五六七八九十百千]\s?[万亿]")
PURE_LEVEL = re.compile(r"(国家|省|市)(级|里)?的?")
# A single character that ends another word: 上市, 超市.
OTHER_WORD = re.compile(r"[上超股城夜都节]$")
# What else is given at a level: 市里的质量奖, 省里的专利金奖.
OTHER_HONOUR = re.compile(
    r"的?[^，。？！；、]{0,5}(?:奖(?![励多几])|称号|荣誉|证书?|牌子?|资质|名单|课题|品牌)"
)
# Who gives something else at a level, which is no level of the case: 市里若另有奖励, 省里也给了钱.
GIVER = re.compile(
    r"(?:的|那边的?|那头的?)?(?:钱|资金|财政|那份钱|经费)"
    r"|(?:那边|那头)?(?:若|要是|如果|假如|也|还|又|另外?|已经?|再|都|就|一直|从来|还?没(?=给)|未(?=给))*"
    r"(?:有(?!认定|批|发)|给(?!评|认|批|发)|补|奖|拨)(?![^，。？！]{0,6}多少)"
)
# All levels in a row: 国家、省、市三个级别.
LEVELS = re.compile(r"国家?(级|的)?[、，,和/及跟]?省(级|的|里)?[、，,和/及跟]?市(级|的|里)?")


def options_said(
    text: str,
    measures: Sequence[Measure],
    inputs: Sequence[Input],
    turn: int,
    variants: Mapping[str, tuple[str, ...]],
    earlier: Sequence[HeldFact] = (),
) -> tuple[list[HeldFact], tuple[tuple[str, str], ...]]:
    """Options that the text names, and those that it denies; none of before beside one of `earlier` turns.

    All inputs' words are laid over the text together, the longer covering the shorter; words that only sound
    like an option (near misses) cover too, and stand for none.
    """
    written, text = text, QUOTATION_MARKS.sub("", text)
    words = _spelt_out(text, _option_words(inputs, variants))
    masks = {word for m in measures for miss in m.near_misses if miss.input for word in miss.words}
    masks |= set(variants.get("", ()))
    titles = {word for named in variants.values() for word in named}
    held: list[HeldFact] = []
    denied: list[tuple[str, str]] = []
    past: set[tuple[str, str]] = set()
    stood = _longest(text, [*words, *masks])
    if not stood:
        return [], ()
    # What only sounds like an option takes it back as well: 北交所，不对，新三板.
    every = {asked.name for asked in inputs if asked.unit == "choice"}
    options = {at: {asked.name for asked, _ in words[word]} if word in words else every for at, word in stood}
    masked = [(at, word) for at, word in stood if word in masks and word not in words]
    for at, word in stood:
        owners = [
            (asked, value)
            for asked, value in words.get(word, ())
            if not _of_another(text, at, word, asked, words, titles, inputs)
        ]
        for asked, value in _owners(text, at, word, owners, earlier):
            if (
                _of_the_company(text, at, word)
                or not _tells_level(text, at, word, asked)
                or _likened(text, at, word, [miss for place, miss in masked if place < at])
                or (PURE_LEVEL.fullmatch(word) and any(text.startswith(m, at + len(word)) for m in masks))
            ):
                continue  # 省级 of a title that only sounds like one of the measure's
            if (
                OTHERS.match(text[at + len(word) :])
                or OTHERS_HAVE.search(text[:at])
                or DENIED.search(text[max(0, at - 8) : at])
                or (asked.unit == "choice" and DENIED_BEHIND.match(text, at + len(word)))
                or NOT_YET.search(text[max(0, at - 8) : at])
                or (
                    OLD_ONE.match(text, at + len(word))
                    and sum(asked.name in names for names in options.values()) > 1
                )
                or _taken_back(text, at + len(word), asked, options)
            ):
                denied.append((asked.name, value))
            elif not any(f.name == asked.name and f.option == value for f in held):
                item = sum(f.name == asked.name for f in held)
                held.append(
                    HeldFact(
                        asked.name, asked.unit, _as_written(written, word), turn, item=item, option=value
                    )
                )
                around = f"{text[max(0, at - 12) : at]}＃{text[at + len(word) :][:10]}"
                gone = BEFORE.search(around)
                if gone and any(f.name == asked.name and f.option not in (None, value) for f in earlier):
                    held.pop()  # 我们当省级那会儿领过20万, after 小巨人
                elif asked.unit == "choice" and (gone or PAST.search(around) or _of_related(text, at, word)):
                    past.add((asked.name, value))
    held = _present(_without_levels(text, _of_its_own(text, held, inputs)), past)
    return _without_contraries(text, held), tuple(denied)


def _of_related(text: str, at: int, word: str) -> bool:
    """Whether a choice is that of a mother or sister company, as its clause says."""
    return OF_RELATED.search(f"{text[max(0, at - 20) : at]}＃{text[at + len(word) :][:24]}") is not None


def _without_contraries(text: str, held: list[HeldFact]) -> list[HeldFact]:
    """The options, of contrary answers to a yes-or-no fact the one that is said first.

    Where the two are set side by side (厂房抵押和专利质押，哪种给贴息; 一笔500万房产抵押，一笔700万专利质押),
    the yes: it is what is given for.
    """
    beside = bool(SIDE_BY_SIDE.search(text)) or len(_SUM.findall(text)) > 1
    flags = {f.name for f in held if f.unit == "flag" and f.option == "true" and beside}
    return [
        replace(f, item=0) if f.name in flags else f
        for f in held
        if f.unit != "flag" or (f.option == "true" if f.name in flags else f.item == 0)
    ]


def _of_its_own(text: str, held: list[HeldFact], inputs: Sequence[Input]) -> list[HeldFact]:
    """The choices without the levels of something else (市里的质量奖), where one stands right before its own.

    拿过市里的质量奖，省级企业技术中心批下来了: 省级 is said of the centre, 市里 is not.
    """
    owned = {
        asked.name: {
            f.option
            for f in held
            if f.name == asked.name and PURE_LEVEL.fullmatch(f.said) and _stands_before(text, f.said, asked)
        }
        for asked in inputs
    }
    kept = [
        f
        for f in held
        if not (PURE_LEVEL.fullmatch(f.said) and owned.get(f.name))
        or f.option in owned[f.name]
        or not any(OTHER_HONOUR.match(text, at + len(f.said)) for at in where(text, f.said))
    ]
    return [replace(f, item=sum(g.name == f.name for g in kept[:at])) for at, f in enumerate(kept)]


def _stands_before(text: str, level: str, asked: Input) -> bool:
    """Whether one of the input's own words follows a level at once: 省级企业技术中心."""
    ends = (at + len(level) for at in where(text, level))
    return any(hits(text[end : end + NEAR // 2], asked.words) for end in ends)


def _without_levels(text: str, held: list[HeldFact]) -> list[HeldFact]:
    """The choices without a mere level that stands beside a title of the same input: 隐形冠军 省级的."""
    out: list[HeldFact] = []
    for fact in held:
        level = fact.unit == "choice" and PURE_LEVEL.fullmatch(fact.said)
        titles = [f.said for f in held if f.name == fact.name and not PURE_LEVEL.fullmatch(f.said)]
        beside = any(f"{title}{gap}{fact.said}" in text for title in titles for gap in ("", " ", "，"))
        if not (level and beside):
            out.append(replace(fact, item=sum(f.name == fact.name for f in out)))
    return out


def _option_words(
    inputs: Sequence[Input], variants: Mapping[str, tuple[str, ...]]
) -> dict[str, list[tuple[Input, str]]]:
    """Word → the inputs and options that it stands for."""
    words: dict[str, list[tuple[Input, str]]] = {}
    for asked in inputs:
        for option in asked.options:
            further = variants.get(option.value, ()) if asked.unit == "choice" else ()
            for word in {option.name, option.printed, *option.words, *further}:
                if word:
                    words.setdefault(word, []).append((asked, option.value))
    return words


def _spelt_out(text: str, words: Mapping[str, list[tuple[Input, str]]]) -> dict[str, list[tuple[Input, str]]]:
    """The words, those with a gap or a choice as they stand in the text: 到深圳敲 for (到|去)深圳…敲."""
    found: dict[str, list[tuple[Input, str]]] = {}
    for word, owners in words.items():
        for said in stretches(text, word) if is_pattern(word) else (word,):
            found.setdefault(said, []).extend(owners)
    return found


def _taken_back(text: str, end: int, asked: Input, options: Mapping[int, Collection[str]]) -> bool:
    """Whether an option is corrected by the next one of its input: 市级的，哎不是，省级的."""
    following = min((at for at, names in options.items() if at >= end and asked.name in names), default=end)
    return is_slip(text[end:following])


def _of_the_company(text: str, at: int, word: str) -> bool:
    """Whether a short word says where or of which level a company is: 境内这家能领么."""
    return len(word) <= SHORT_WORD and OF_THE_COMPANY.match(text[at + len(word) :]) is not None


def _likened(text: str, at: int, word: str, masked: Collection[str]) -> bool:
    """Whether a title is only what one that sounds like it is taken for: 科技小巨人，能享受小巨人的么."""
    return any(word in other for other in masked) and not ALSO_HELD.search(text[:at])


def _tells_level(text: str, at: int, word: str, asked: Input) -> bool:
    """Whether an option's word is meant: a single character (省) only right before what it is a level of."""
    if any(found.start() <= at < found.end() for found in LEVELS.finditer(text)):
        return True
    behind = text[at + len(word) :]
    if len(word) == 1 and OTHER_WORD.search(text[:at]):
        return False
    if word[-1] in "省市里" and PURE_LEVEL.fullmatch(word) and GIVER.match(behind.removeprefix("里")):
        return False
    return len(word) > 1 or len(text) <= SINGLE or bool(hits(text[at + 1 : at + 1 + NEAR // 2], asked.words))


def _of_another(
    text: str,
    at: int,
    word: str,
    asked: Input,
    words: Mapping[str, Sequence[tuple[Input, str]]],
    titles: Collection[str],
    inputs: Sequence[Input],
) -> bool:
    """Whether a level is that of what another input asks for: 国家小巨人，刚挂牌省工程研究中心.

    So it is where that input's own words follow: 省级企业技术中心.
    """
    if not PURE_LEVEL.fullmatch(word):
        return False
    behind = text[at + len(word) :].removeprefix("级").removeprefix("里").removeprefix("的")
    own = [
        w for i in inputs if i is not asked and i.unit == "choice" for w in i.words if w not in asked.words
    ]
    if any(behind.startswith(w) or behind[2:].startswith(w) for w in own if len(w) > 1):
        return True
    named = [
        w for w in (*words, *titles) if len(w) > 1 and not PURE_LEVEL.fullmatch(w) and behind.startswith(w)
    ]
    longest = max(named, key=len, default="")
    return bool(longest) and all(owner.name != asked.name for owner, _ in words.get(longest, ()))


def _present(held: list[HeldFact], past: Collection[tuple[str, str]]) -> list[HeldFact]:
    """The choices without those of an earlier step (之前是省级的), where a present one stands beside them."""
    out: list[HeldFact] = []
    for fact in held:
        now = any(f.name == fact.name and (f.name, str(f.option)) not in past for f in held)
        if not now or (fact.name, str(fact.option)) not in past:
            item = sum(f.name == fact.name for f in out)
            out.append(replace(fact, item=item))
    return out


def _owners(
    text: str, at: int, word: str, owners: Sequence[tuple[Input, str]], earlier: Sequence[HeldFact]
) -> list[tuple[Input, str]]:
    """Whose option a word is: of several inputs of a kind the one whose own words stand nearest.

    A title is chosen and tells a yes as well (专精特新企业，单项冠军); a short word (境外) is one of them.
    """
    if len(owners) < 2:
        return list(owners)
    owners = _in_full(text, word, owners, earlier)
    before = _APART.split(text[max(0, at - 16) : at])[-1]
    after = _APART.split(text[at + len(word) : at + len(word) + NEAR])[0]
    scored = [(closeness(asked.words, before, after), asked, value) for asked, value in owners]
    best: dict[str, float] = {}
    for near, asked, _ in scored:
        kind = "" if len(word) <= SHORT_WORD else asked.unit
        best[kind] = max(near, best.get(kind, near))
    return [(asked, value) for near, asked, value in scored if near == best.get(asked.unit, best.get(""))]


def _in_full(
    text: str, word: str, owners: Sequence[tuple[Input, str]], earlier: Sequence[HeldFact]
) -> Sequence[tuple[Input, str]]:
    """Of several options that a short name may mean those that were named in full: 单项冠军…，冠军给多少."""
    if len({asked.name for asked, _ in owners}) > 1:
        return owners
    names = {(asked.name, o.value): o.words for asked, _ in owners for o in asked.options}
    held = {(f.name, f.option) for f in earlier}
    full = {
        owner: [w for w in names.get((owner[0].name, owner[1]), ()) if word in w and w != word]
        for owner in owners
    }
    named = [owner for owner in owners if any(w in text for w in full[owner])]
    return named or [o for o in owners if full[o] and (o[0].name, o[1]) in held] or owners


def _as_written(text: str, word: str) -> str:
    """The word as it stands in the text, with the quotation marks inside it."""
    if word in text:
        return word
    found = re.search(f"{QUOTATION_MARKS.pattern}*".join(map(re.escape, word)), text)
    return found[0] if found else word


def _longest(text: str, words: Iterable[str]) -> list[tuple[int, str]]:
    """Where the words stand, the longer covering the shorter, in the order of the text."""
    covered = [False] * len(text)
    found: list[tuple[int, str]] = []
    for word in sorted({w for w in words if w in text}, key=lambda w: (-len(w), w)):
        at = text.find(word)
        while at >= 0:
            if not any(covered[at : at + len(word)]):
                covered[at : at + len(word)] = [True] * len(word)
                found.append((at, word))
            at = text.find(word, at + 1)
    return sorted(found)


def yes_or_no(text: str, inputs: Sequence[Input], pending: Sequence[str], turn: int) -> list[HeldFact]:
    """Yes or no, as an answer to what was asked."""
    return [
        _flag(asked, text, turn, said=not NO.match(text))
        for asked in inputs
        if asked.unit == "flag" and asked.name in pending[:1] and (YES.match(text) or NO.match(text))
    ]


def _flag(asked: Input, word: str, turn: int, said: bool) -> HeldFact:
    return HeldFact(asked.name, asked.unit, word, turn, option="true" if said else "false")
