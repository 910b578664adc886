"""The items of a list (loans, contracts): which one is spoken of, how many, what holds for all of them."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from assistant.dialogue.conversation import HeldFact
from assistant.dialogue.item_references import item_named
from assistant.dialogue.quantities import Quantity
from assistant.dialogue.sentence import CLAUSE_END
from assistant.policy.measure import Input

FURTHER = re.compile(
    r"再\s?[+＋]|[+＋]\s?\d|也(?:改|换|转)(?:成|为|做|用|押|IP|知识)|还有(?!多少|几(?![笔份家]))|也有一[笔份]|另外|另一|另有"
    r"|再来|又(?:一[笔份个轮]|有一|来一|进来|投|贷|签|借|批|办|放|提|押|融|拿(?!不))|再(?:贷|签|买|投|来|有|参加|借|批|办|放|提|押|融)"
    r"|[又再][^，。？！；]{0,3}一[笔份个轮回次]|多[出了]?了?一[笔份单](?!位)|第[二三四五六七八九][笔份]|加上|再加|追加|加一[笔份个]|另增|新增|增加一[笔份]|[今明]年新?的?(?:一|这|那)[笔份]是|还(?:签|贷|买|投|办|借|批|做|放|押|拿)了|还(?:要|想|得|打算|准备|计划)(?:再|继续)?(?:签|贷|买|办|借|批|放|押|登记)(?![^，。？！]{0,4}(?:多少|几))|外加|[忘漏]了?[说报算]?了?一?[笔份]|[笔份][^，。？！；]{0,6}[忘漏]了?[说报算]"
)
MORE = re.compile(r"还有|又|再|第三")
# A further one whatever is corrected behind it: 还有一笔500万，不是一年，是半年.
FURTHER_AHEAD = re.compile(rf"(?:{FURTHER.pattern})[^，。？！；,、\d]{{0,6}}$")
# 两笔各五百万: how many items, and that each has the sum that follows.
EACH_OF = re.compile(r"(各|每[笔份家个张]|均|都是?|一[笔份]?样|分别都)[^，。？！；]{0,4}$")
# Two sums of the same size without a word between: 拆成两份45万的.
COUNTED_SUM = re.compile(r"(?<!第)([两二三四五六七八九2-9])[笔份个张]$")
# A rate or term that all items have: 基准都是4%，利率期限都一样; so has what is said right before one.
ALL_OF = re.compile(r"(都|均|统一|一律|全)(是|按|为)?[^，。？！；]{0,3}$")
THEN_ALL_OF = re.compile(
    r"[，,、和\s]{0,2}(?!别的|其[他它余]|另外|剩下)[^，。？！；,\d％%]{0,6}(都|均|统一|一律)"
)
# What is joined to something that all have is theirs too: 都是一年期、基准利率4.35%.
AND_OF_ALL = re.compile(
    r"(都|均|统一|一律|全)(?!部)(是|按|为)?[^。？！；]{1,14}[、和及，,][^，。？！；、\d]{0,8}$"
)
# What is said of all but this: 条件都一样，就是期限不同，6个月.
EXCEPTED = re.compile(r"不同|不一样|唯独|但|不过|只是|就是|除了|其[他它余]|别的|另外")
ALIKE = re.compile(
    r"同样|同一?个?(?:基准|利率|期限|年限)|(?<![一共])同上|同利率|同期限|同条件|一样|相同|也是|不变|没变|没动|照旧|条件(都)?(一样|相同)|一模一样|一个样"
)
ITEMS = ("笔", "份", "个", "张", "家", "项", "单")
MOST_ITEMS = 20
# 三家子公司，每家签120万 counts enterprises, of which each has the one.
OF_FIRMS = re.compile(r"[^，。？！]{1,3}家(?:子公司|分公司|公司|企业|客户|兄弟公司)")
TAKEN_AWAY = re.compile(
    r"去掉|不要了|不算了|不算它|(?<!算)不算(?=呢|的话|$|[，。！；])|(?:先|暂时|就)(?:不|别)(?:报|算|管|计|考虑|申)(?!多少|几)|取消|作废|没放(?:款|下来|成|出来)|没签成|没登记成|没办成|没批|不报了|不申报|划掉|抠掉|减掉|别算|不要算|不用算|退了|没通过|没下来|没谈成|没到位|没投成|没贷成|没贷下来|没签下来"
    r"|黄了|泡汤|不投了|不做了|不签了|不贷了|不办了|退掉|撤了|撤掉|撤回|撤销|解除|解约|终止了|退回|砍掉|砍了|删掉|拿掉|剔除|剔掉|剔了|踢掉|踢出|不在我们?名下|不计|扣掉|除掉"
    r"|[剔扣刨踢挪撇抠](?:出|去|除|开)(?!来的)|(?:剔|扣|刨|砍|停|退)了(?!多少|几)|不认(?!识|为|定|可)|叫停|停掉"
    r"|(?:先|暂时?|暂且|就|决定)不(?:上|搞|建|做|投|开|动|弄|启动)|不(?:上|搞|建|弄)了|(?:缓|放|停|搁|等)一(?:缓|放|停|搁|等)|暂缓|搁置|缓建|推后"
    r"|(?<![要做投上建搞签贷办买算认])不(?:(?:做|投|上|建|搞|要|签|贷|办|买|认)(?=呢|的话|[，。！；]|$)|算(?:进|入|在|数|投入|成本)(?![^，。？！；]{0,4}[吗么？?]))"
)
# 人家不肯退，还是算进去: what was taken away counts again.
RESTORED = re.compile(r"还是算(进去|上)|算回来|加回来|恢复|又要了|不退了|没退成|还是要(报|算)|重新算上")
# What fell through is done after all: 又登记上了, 后来重新签了; not 又签了一份.
BACK_AGAIN = re.compile(
    r"(?:又|重新|再次|还是)(?:重新|给|都|去|能)*(?:登记|签|办|批|放|做|谈|投|恢复|生效|通过)[^，。？！；\d一]{0,3}(?:上|成功?|好|回来|下来|成|了|有效)(?!一?[份笔单])"
)
# The item that is told by its sum: 八百万那笔, 这份60万.
THAT_ITEM = re.compile(r"元?的?[那这]一?[笔份单张个]|元?的(?=呢|多少|提前|按|单独|先|别|银行)")
COUNTED_ITEMS = re.compile(r"([两二三四五六七八九])[笔份单](?!位|独|一|个|笔|价|家)")
_PIECE = re.compile(r"[，。？！；,;!?\s]")
_MONTHS_TOLD = re.compile(r"[\d一二两三四五六七八九十]+个月|半年")
_RATE_SAID = re.compile(r"利率|基准|[%％‰]|个点|百分之|LPR|lpr")
_TERM_SAID = re.compile(r"期限|年限|借期|时间")
_A_TERM = re.compile(r"(?:是)?[\d一二两三四五六七八九十半]+(?:年|个月)")
_OTHER_TERM = re.compile(
    r"(?:期限|时间|年限|借期|周期)[^，。？！]{0,4}(?:减半|一半|短|长|不同|不一样)|减半|半载"
    r"|(?:唯独|就是|只是|不同)[^。？！]{0,8}[\d一二两三四五六七八九十半]+(?:年|个月)"
    r"|[\d一二三四五六七八九十]月[^，。？！]{0,4}(?:到|至|放|借|还)|上半年[^，。？！]{0,4}下半年"
)
_OTHER_RATE = re.compile(r"(?:只|就)[^，。]{0,4}(?:LPR|lpr)")
_NO_DATE = re.compile(r"(?:期限|年限|几个月|多久)[^，。]{0,4}(?:没定|没敲定|未定|没谈|待定|没说)")
_NOT_KNOWN = re.compile(
    r"没有|没写|没敲定|没谈|不知道|不清楚|没查|忘了|记不|不晓得|没带|待查|[还正]在问|等银行|还没(?:定|给|问)|要问|得问"
)
NUMERALS = "一二三四五六七八九"


def each_alike(text: str, kept: list[Quantity], quantities: Sequence[Quantity]) -> list[Quantity]:
    """Two items of five million where it was said 两笔各五百万, 两笔五百万的; else what was said."""
    if len(kept) != 1:
        return kept
    if counted := COUNTED_SUM.search(text[: kept[0].start]):
        return kept * _number(counted[1])
    if not EACH_OF.search(text[: kept[0].start]):
        return kept
    amounts = [
        q.low
        for q in quantities
        if q.kind == "count"
        and q.unit in ITEMS
        and q.low == q.high
        and q.low
        and not OF_FIRMS.match(text[q.start :])
    ]
    number = max((n for n in amounts if n <= MOST_ITEMS), default=Fraction(1))
    return kept * int(number)


def rate_unknown(text: str, told: Sequence[HeldFact], asked: Input) -> int | None:
    """The number of the item of which a rate or term is said not to be known.

    By its name (B的基准我手头没有), or behind its sum (C笔1000万，合同没写基准利率; 乙的只讲是LPR加20个BP).
    """
    words = [word for word in asked.words if len(word) > 1]
    other = _OTHER_RATE if asked.unit == "ratio" else _NO_DATE
    for part in CLAUSE_END.split(text):
        known = _NOT_KNOWN.search(part)
        lacking = known and any(word in part for word in words)
        if not lacking and not other.search(part):
            continue
        item = item_named(part, told, ())
        ahead = text[: text.find(part)]
        near = [(ahead.rfind(f.said), f.item) for f in told if f.said in ahead]
        return max(near)[1] if item is None and near and len(told) > 1 else item
    return None


def _number(numeral: str) -> int:
    numeral = numeral.replace("两", "二")
    return NUMERALS.index(numeral) + 1 if numeral in NUMERALS else int(numeral)


def item_count(
    text: str,
    inputs: Sequence[Input],
    chosen: Mapping[str, Sequence[tuple[float, Quantity]]],
    quantities: Sequence[Quantity],
) -> dict[str, int]:
    """How many items of each list this turn speaks of: as many as it states amounts (两笔各五百万: two)."""
    counts: dict[str, int] = {}
    for asked in inputs:
        if asked.many and asked.list and asked.unit == "yuan":
            sums = each_alike(text, [q for _, q in chosen.get(asked.name, ())], quantities)
            counts[asked.list] = max(counts.get(asked.list, 1), len(sums))
    return counts


def counted_items(text: str) -> int:
    """How many items the turn says there are (三笔); 0 where it does not."""
    found = COUNTED_ITEMS.search(text)
    return _number(found[1]) if found else 0


def _without(text: str, asked: Input, facts: Sequence[HeldFact], siblings: Collection[str]) -> int | None:
    """The item that has no rate or term though another one's is told, as the turn says itself."""
    sums = {f.item: f for f in facts if f.name in siblings and f.unit == "yuan"}
    told = [sums[item] for item in sorted(sums)]
    return rate_unknown(text, told, asked)


def _alike(text: str) -> set[str]:
    """The units of what is said to be the same as before: of 同样利率 the rate alone; of 条件一样 all.

    A term that is told to be another one in words that give no number (期限减半) is none of it.
    """
    units: set[str] = set()
    for at in ALIKE.finditer(text):
        ahead, behind = _PIECE.split(text[: at.start()])[-1][-6:], _PIECE.split(text[at.end() :])[0][:6]
        rate = _RATE_SAID.search(f"{ahead}{at[0]}{behind}")
        term = _TERM_SAID.search(f"{ahead}{at[0]}{behind}") or _A_TERM.match(behind)
        units |= {"ratio"} if rate and not term else {"years"} if term and not rate else {"ratio", "years"}
    return units - {"years"} if _OTHER_TERM.search(text) else units


def spread_over_items(
    text: str, held: list[HeldFact], inputs: Sequence[Input], earlier: Sequence[HeldFact]
) -> list[HeldFact]:
    """A rate or term said once, or of all, holds for every item of its list that has none of its own."""
    by_name = {i.name: i for i in inputs}
    out = list(held)
    alike = _alike(text)
    if _MONTHS_TOLD.search(text) and not any(f.unit == "years" for f in held):
        alike -= {"years"}  # the term is told, though not as what it is
    sources = [*held, *(f for f in earlier if f.shared or f.unit in alike)]
    for fact in sources:
        source = by_name.get(fact.name)
        if source is None or not source.many or source.unit == "yuan":
            continue
        siblings = {i.name for i in inputs if i.many and i.list == source.list}
        items = {f.item for f in (*held, *earlier) if f.name in siblings}
        # 都改成半年期: what is said of all now takes the place of what each had.
        anew = fact.shared and fact in held
        own = {f.item for f in (*out, *(() if anew else earlier)) if f.name == fact.name}
        same = {
            (f.low, f.high, f.option)
            for f in sources
            if f.name == fact.name and (f in held) == (fact in held)
        }
        if len(same) == 1:
            lacking = _without(text, source, (*held, *earlier), siblings) if fact in held else None
            out += [replace(fact, item=item) for item in sorted(items - own) if item != lacking]
    return out
