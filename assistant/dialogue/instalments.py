"""Several quantities for one input: a list of items, instalments of one sum, or the same sum said again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from assistant.dialogue.conversation import HeldFact
from assistant.dialogue.cost_parts import are_costs, beside_cost
from assistant.dialogue.items import FURTHER, counted_items
from assistant.dialogue.numerals import DIGITS
from assistant.dialogue.parts_out import opens_item
from assistant.dialogue.quantities import Quantity
from assistant.dialogue.turn import Turn
from assistant.policy.measure import Input

# Sums said earlier that a further one is added to: 二期再加两千万, 又进来一轮五百万.
ADDED = re.compile(
    r"又(?:一轮|进|投|[来有]了?一[轮家笔](?!公司|企业|客户)|融|到|拿|(?=\s?[\d一二两三四五六七八九]))|再(?:往[^，。？！]{1,3})?(?:加|投|融|追|找|凑|进|补|到|拿|来|砸|扔|掏)|另外?一家(?=创投|VC|vc|机构|基金|投资|风投)"
    r"|第二轮|second round|凑上|追加|加投|还要投|后来又|合(?:一块|一起|在一起|并|计)|累加|加起来|[二三四]期"
    r"|第[二三四]阶段"
    r"|也[^，。？！\d]{0,2}[投花砸放]了?(?:进去|进来|下去|了)|(?:总共|一共)呢|忘了?说|漏[了说报算]|加上[它这去]|加进去|[又再还]要?添|[把也]?算上|算进[来去]"
)
# What is put right is that something was left out: 等等，还有一家创投投了150万.
LEFT_OUT = re.compile(r"还有|另外?一?[家笔轮]|又[有来]了?一[家轮笔]|[漏忘]了?[说报算讲]")
# A correction that says of whom a further sum came: 那20万是另一家创投投的, 也是机构投的.
FURTHER_PAYER = re.compile(
    r"[那这](?:个|笔)?\s?[\d.一二两三四五六七八九十百千]+[万亿]?(?:元)?(?:也|其实|实际上?)*是(?:另外?一家|别的|第二家|也是)?[^，。？！]{0,6}(?:创投|风投|基金|机构|VC|资本)[^，。？！]{0,4}投"
)
# What stands right before a sum that is added to the one before it: 后来又追加了800万, 再加800万设备.
ADDED_SUM = re.compile(
    r"(?:追加|加投|增投|续投|补投|[又再](?:加|投|追|砸|补)(?!到|至|成))(?:投入|投资|进去|进来|了|上|个)*$"
)
# How much may be added is asked: 还要追加多少能拿满.
HOW_MUCH_ADDED = re.compile(
    r"(?:追加|加投|[再还又要]+(?:加|投|融|追|找|凑|进|补|到|拿|来)|还要投)[^，。？！；\d]{0,3}(?:多少|几)"
)
# By how much more or less than what was told: 要是多投500万, 少贷200万.
BY_SO_MUCH = re.compile(
    r"(?:(?P<more>多)|少|减)(?:投|贷|借|签|花|买|融|登记|放|进|搞|掉|了)(?:了|个|出|上|进)?$"
)
# The sum that something came to: 追加到五千万.
UP_TO = re.compile(r"(追加|加|增加?|涨|提高|升|变|改)(到|成|为)了?$")
# By how long a term is prolonged, not what it comes to (延长到两年).
PROLONGED = re.compile(r"(?:再续|续[贷借签]|(?<!存)续|展期|延期|延长|顺延)(?:了|个|上|一次|贷|借)*$")
# What is left when a part is taken out: 把设备款剔掉，只剩2860万; not what is left of a limit (额度只剩20万).
REST = re.compile(
    r"(?:(?:剔|扣|刨|抠|抛|撇|砍|减|去|除|拿)(?:掉|除|去|开|出来?)|[剔扣刨])了?[^。？！]{0,10}(?:[只就还净]剩|剩下?|余下?|只有)"
    r"[^，。？！\d]{0,4}$"
)
# A sum by which what was told becomes the other sum that the turn names: 再加二十万…170万的话.
CHANGED_BY = re.compile(
    r"(?:(?:又|再|多|还|少)(?:加|增|签|投|登记|凑|贷|借|来)?|追加|增加|减少|加签?|减掉?|扣掉?)[^，。？！；\d]{0,2}$"
)
# What follows counts, not what was said before: 合同价100万，但登记只认了64万.
BUT = re.compile(r"但|可是|不过|实际|只认|只算")
INSTALMENTS = re.compile(
    r"[两三四五六][笔轮次份家]|第[二三四五][笔轮次份家]|先后|陆续|依次|累计|[一二三]期.*[二三四]期|第[一二三]阶段.*第[二三四]阶段|[二三四五六]轮|分别|各|追加|加投|增投|续投|补投|再[加投追砸补]|一[轮笔份次家].*一[轮笔份次家]|[A-Da-d天]使?轮.*[B-Eb-e]\+?轮|还有|加上|后来|又"
    r"|另外?一[方位]|另外?一家(?=创投|VC|vc|机构|基金|投资|风投)|跟投|跟了|领投"
)
# What is only planned is not put in yet: 三期预算1500万还没动工.
PLANNED = re.compile(r"(?:预算|计划|打算|准备|拟)[^，。？！；\d]{0,4}$")
NOT_YET = re.compile(
    r"(?:没|未|尚未)(?:动工|开工|开始|投|花|到位|启动|动)|按(?:已经|现在|目前)|现在(?:能|可以)?算"
)
# Each investor with its own sum: 远山创投650万，海星资本380万; one is not named twice.
INVESTORS = re.compile(
    r"(?P<first>[^，。？！；：\s]{1,6}(?:创投|资本|基金|风投|投资|VC|vc))[^，。？！；]{0,8}?[\d一二两三四五六七八九十百千]+[万亿].*?[，；、。]"
    r"(?!.{0,4}(?P=first))(?!其中|里面|里头)[^，。？！；：\s]{1,6}(?:创投|资本|基金|风投|投资|VC|vc)(?:（[^（）]*）)?[^，。？！；]{0,8}?[\d一二两三四五六七八九十百千]+[万亿]"
)
NEXT_INVESTOR = re.compile(
    r"元?[，；、,;][^，。？！；：\s]{1,6}(?:创投|资本|基金|风投|投资|VC|vc)(?:（[^（）]*）)?(?:也|又|那边|还)?(?:[给投出拿]|跟投|领投)?了?"
)
# 2023年投入500万，2024年700万: told year by year; not where a later sum takes the place of an earlier.
BY_YEAR = re.compile(
    r"20\d\d年.*20\d\d年|去年.*今年|前年.*去年|今年.*明年|上半年.*下半年|第一年.*第二年|一季度.*二季度|[一1]月.*[二2]月"
)
# What went in in the next part of the time: 去年投了1360万 今年上半年投640万.
NEXT_PERIOD = re.compile(
    r"元?[，、；,;。\s]*(?:(?:今|去|前)年|20\d\d年|[上下]半年|第?[一二三四1-4]季度|年[初底中])+(?:又|再|已经?)?[投花砸放用][了入进下去]*"
)
# What was got another time: 第一次64万，第二次88万.
ANOTHER_TIME = re.compile(
    r"元?[，、；,;\s]*(?:又|再|还|后来)?(?:第?[二三四五两]|另?一)次(?:又|再|领|拿|贴|补|给|到账|是|了|过)*"
)
# An instalment comes to another sum than was told: 改造那块审计核下来是208万.
CAME_OUT = re.compile(
    r"(?:[改换变调增降减核定加涨扩升缩砍压追提][^，。？！；\d]{0,4}[成到为是至]|其实|实际|只有|应该?[是为])[^，。？！；\d]{0,3}$"
)
# How many instalments there are: 前后三笔打进来, 分四次投; not 第三笔, 三次方.
COUNTED = re.compile(r"(?<!第)([两二三四五六七八九])(?:笔|轮|次(?!方)|回(?!购))")
# The next line of a list, with what its sum is called: 400万⏎第二笔 350万⏎上礼拜 250万.
NEXT_LINE = re.compile(r"元?[ 。；;，,]*\n[^\n，。？！\d]{0,10}")
# Two things of which each has a sum of its own: 两个平台，一个投了3000万，一个投了2600万.
SEPARATE = re.compile(
    r"[两二三四2-4]个[^，。？！]{0,8}(平台|项目)|另一个[^，。？！]{0,6}(平台|项目)|[A-Ca-c甲乙丙](平台|项目).*[B-Db-d乙丙丁](平台|项目)"
)
# The next item of a list by the number in front of it: ；②专利质押880万.
NEXT_MARK = re.compile(
    r"元?[^，。？！；、\d]{0,12}[；;，、,\s]+(?:[（(][1-9][）)]|[1-9][）)、.])[^，。？！；、\d]{0,12}"
)
# What was lent in the next month: 3月贷了800万、6月贷了1200万.
NEXT_MONTH = re.compile(
    r"元?[，、；,;。\s]*(?:[今去前]年)?[\d一二三四五六七八九十]{1,2}月份?[又再也还]?[贷借放批签][了下来]*"
)
# A sum that stands by the number of its instalment needs no other word: 一期1300万.
PHASE = re.compile(r"(?:第?[一二三四1-4]期|第[一二三四1-4]阶段)[^，。？！；、\d]{0,4}$")
SCALE = re.compile(r"[万亿w]")
REVISED = re.compile(
    r"预算|计划|概算|预计|原定|原来|原先|本来|实际|调整|变成|改成|改为|其实|最后|核定|审计|决算"
)
# The total is said with its instalments: 又追加了900万，合计投入3500万.
TOTAL = re.compile(
    r"(累计|总共|一共|拢共|合计|总计|加起来|总额|总|共)(投入?|投资|签|贷|借|登记|金额|资金|融资?)*(了|是|有|达|到|为|就是|变成)*$"
)
# Words with which the same sum is said again of something else.
AGAIN = re.compile(r"也是|还是|就是|都是|登记|发票|备案|实际")
# The closeness from which a quantity certainly stands by its words; what may part those of a list.
TELLING = 1.5
# By how much a later quantity must stand nearer to its word than the earlier ones to be meant in their stead.
NEARER = 0.6
# By how much the term of a loan must stand nearer to its words than another duration: else it is asked for.
SURER = 0.3
TERM_SAID = re.compile(r"期(?!间|内|末|初)|的?(?:质押)?贷款")
YIELD_ASKED = re.compile(
    r"(里|内|下来)?[，,]?(我们?|企业|公司)?(能|可以?|总共|一共|合计|各|大概|到底|最多|是)*[贴补拿给领得]?[息贴助]?(多少|几|总共|一共|合计)|算[下落出]来"
)
# The closeness at which even instalments are told apart from other sums.
PLAIN = 2.9
# Whose or which bank's the next one is: B客户5000万, 农行那笔300万.
PARTY = re.compile(
    r"^[\s，,、;；]*[B-D乙丙丁][\s:：]?$|[B-Db-d乙丙丁](客户|公司|企业|家|厂|银?行|笔|份)|[；;。，,]\s*[B-D乙丙丁]\s?[:：]?\s?$|[；;。，,、\s][\u4e00-\u9fff]{0,4}(?:银行|[商信行农]行|[交农招中建工民]行|支行|信用社)(?:那边|这边)?(?:[又也还另]?[放贷批借给]了)?$|另外?一?(家|笔|份)|第[二三四](家|笔|份)"
)
# The first of several that are told by letters: A笔专利质押四百万.
FIRST_PARTY = re.compile(r"[Aa甲](?:笔|份|银?行|客户|公司|企业|家|厂)[^，。；！？\d]{0,10}$")
SIDE_BY_SIDE = re.compile(r"元?(?:的?[和及与跟]|、)")
LISTED = re.compile(
    r"[，、,；;\s+＋]*([（(][1-9][）)]|和|及|与|加|跟|还有|另外|另|再|又|一笔|一份|一个|一轮|一次|第?[一二三四五六1-6][笔份轮期个次家](创投|机构|基金|投资机构)?|头一[笔份轮期]|另外?一[家轮笔份个](创投|机构|基金|投资机构|VC|vc)?|一家(创投|机构|基金)?|各|都是|是|为|有|签了?|投了?|贷了?|登记了?|后来|去年|前年|今年|明年|20\d\d年|先后|陆续"
    r"|另外?一[方位](?:投资[人方]|股东)?|(?:领投|跟投)的?(?:那家|机构|创投|基金|一?方)?(?:也|又)?(?:给了?|出了?|投了?)?|跟了)*[，、,\s]*"
)


def without_change(
    text: str, quantities: Sequence[Quantity], earlier: Sequence[HeldFact]
) -> tuple[str, list[Quantity]]:
    """The turn without a sum that only leads from what was told to the other sum that it names.

    再加二十万就到顶了吧，170万的话, after 150万: the 170万 is what is asked about, and no further item.
    """
    told = [f.low for f in earlier if f.unit == "yuan" and f.exact and f.low is not None]
    sums = [q for q in quantities if q.kind == "money" and q.low is not None]
    summed = any(TOTAL.search(text[: q.start]) for q in sums)  # 又追加了600万，加起来2400万
    for quantity in sums if len(told) == 1 and not summed else ():
        by, others = quantity.low or Fraction(0), {q.low for q in sums if q is not quantity}
        ahead = CHANGED_BY.search(text[: quantity.start])
        if ahead and others & {told[0] + by, told[0] - by}:
            gap = "，" * (quantity.end - ahead.start())
            rest = [q for q in quantities if q is not quantity]
            return text[: ahead.start()] + gap + text[quantity.end :], rest
    return text, list(quantities)


def added_up(text: str, asked: Input, fact: HeldFact, earlier: Sequence[HeldFact]) -> HeldFact:
    """The fact, with what was said before where this turn adds to it: 又进来一轮五百万, 多投500万."""
    if (varied := _by_so_much(text, asked, fact, earlier)) is not None:
        return varied
    before = next((f for f in earlier if f.name == fact.name and f.exact and f.low is not None), None)
    if asked.many or asked.unit != "yuan" or before is None or fact.low is None or fact.high is None:
        return fact
    ahead = text.partition(fact.said.split("、")[0])[0]
    if not ADDED.search(HOW_MUCH_ADDED.sub("", text)) or TOTAL.search(ahead) or UP_TO.search(ahead):
        return fact
    return further(fact, earlier)


def further(fact: HeldFact, earlier: Sequence[HeldFact]) -> HeldFact:
    """The fact with what was told before it, to which it is a further sum: 更正，那20万是另一家创投投的."""
    before = next((f for f in earlier if f.name == fact.name and f.exact and f.low is not None), None)
    if before is None or before.low is None or fact.low is None or fact.high is None:
        return fact
    return replace(
        fact,
        said=f"{before.said}、{fact.said}",
        low=fact.low + before.low,
        high=fact.high + before.low,
        parts=(*_parts(before), *_parts(fact)),
        part_words=(*before.part_words, *fact.part_words),
    )


def _by_so_much(text: str, asked: Input, fact: HeldFact, earlier: Sequence[HeldFact]) -> HeldFact | None:
    """The one sum that was told, by so much more or less; None where nothing is so varied."""
    told = [f for f in earlier if f.name == fact.name and f.exact and f.low is not None]
    by = BY_SO_MUCH.search(text[: text.find(fact.said)])
    if by is None or asked.unit != "yuan" or len(told) != 1 or fact.low is None or told[0].low is None:
        return None
    changed = told[0].low + (fact.low if by["more"] else -fact.low)
    said = f"{told[0].said}、{fact.said}"
    return replace(fact, item=told[0].item, said=said, low=changed, high=changed) if changed > 0 else None


def prolonged(said: Turn, asked: Input, fact: HeldFact, quantity: Quantity) -> HeldFact:
    """The term with what it is prolonged by, no further sum being told: 到期再续半年, 展期三个月."""
    told = [f for f in said.earlier if f.name == fact.name and f.item == fact.item and f.exact]
    sums = {f.low for f in said.earlier if f.unit == "yuan"}
    further = any(q.kind == "money" and q.low not in sums for q in said.quantities)
    by = PROLONGED.search(said.text[: quantity.start])
    if asked.unit != "years" or by is None or further or not told:
        return fact
    if told[0].low is None or fact.low is None or fact.high is None:
        return fact
    words = f"{told[0].said}、{fact.said}"
    return replace(fact, said=words, low=fact.low + told[0].low, high=fact.high + told[0].low)


def is_part(text: str, fact: HeldFact, earlier: Sequence[HeldFact]) -> bool:
    """Whether a sum only names an instalment that was told before: 后面这五百万等于白投."""
    before = next((f for f in earlier if f.name == fact.name and len(f.parts) > 1), None)
    named = before is not None and fact.low in before.parts and fact.low == fact.high
    return named and not ADDED.search(text) and not TOTAL.search(text)


def _parts(fact: HeldFact) -> tuple[Fraction, ...]:
    return fact.parts or ((fact.low,) if fact.low is not None else ())


def settle(
    text: str, asked: Input, found: Sequence[tuple[float, Quantity]], items: int
) -> tuple[list[Quantity], list[Quantity]]:
    """(the quantities that state an input, those left over). Instalments of one fact are added up."""
    if not asked.many and asked.unit == "yuan" and SEPARATE.search(text) and len(SCALE.findall(text)) > 1:
        return [], [q for _, q in found]  # whether a cap holds for each of them or for both, no sum decides
    found, loose = _near_enough(text, found, many=asked.many and asked.unit == "yuan")
    found = _once(text, found)
    quantities = [quantity for _, quantity in found]
    several = asked.unit == "yuan" and (asked.many or bool(INSTALMENTS.search(text)))
    if len({(q.low, q.high) for q in quantities}) == 1 and not several:
        return quantities[:1], loose
    room = len(found) if asked.many and asked.unit == "yuan" else items if asked.many else 1
    if len(found) <= room:
        return quantities, loose
    if asked.unit == "yuan" and not asked.many and (summed := _summed(text, found)):
        total, counted = summed
        return [total], [*loose, *(q for q in quantities if q not in counted)]
    best = sorted(found, key=lambda pair: -pair[0])[:room]
    if asked.unit == "years" and not _surely(text, found, best):
        return [], [*loose, *quantities]
    near = [q for s, q in found if best[-1][0] - s < SURER]
    if not asked.many and asked.unit == "yuan" and len([q for q in near if q.nature == "exact"]) > 1:
        return [], [*loose, *quantities]  # which of the two it is, is not told
    kept = [q for q in quantities if any(q is b for _, b in best)]
    return kept, [*loose, *(q for q in quantities if q not in kept)]


def _summed(text: str, found: Sequence[tuple[float, Quantity]]) -> tuple[Quantity, list[Quantity]] | None:
    """The sum of the instalments that are told, with those counted in; None where none are.

    It may be told itself: 少一万块，就是总共999万.
    """
    found = [pair for pair in found if not _only_planned(text, pair[1])] or found
    quantities = [quantity for _, quantity in found]
    if len(found) == 1:
        return quantities[0], quantities
    if are_costs(text, quantities):
        return _added(quantities), quantities  # 总投入是2500万设备加1700万软件
    whole = [q for q in quantities if TOTAL.search(text[: q.start])]
    if len(whole) == 1:
        return whole[0], whole
    by_year = BY_YEAR.search(text) and not REVISED.search(text)
    invested = INVESTORS.search(text) and not REVISED.search(text)
    if not INSTALMENTS.search(text) and not by_year and not invested:
        return None
    sure: list[Quantity] = []
    counted = as_many_as_said(text, quantities)
    for score, quantity in found:
        between = text[sure[-1].end : quantity.start] if sure else ""
        in_line = any(f.fullmatch(between) for f in (LISTED, NEXT_LINE, NEXT_INVESTOR, NEXT_PERIOD))
        listed = counted or (bool(sure) and in_line)
        phase = PHASE.search(text[: quantity.start])
        if quantity.nature == "exact" and (score >= TELLING or listed or phase):
            sure.append(quantity)
    return (_sum(text, sure), sure) if len(sure) == len(found) or len(sure) > 1 else None


def _only_planned(text: str, quantity: Quantity) -> bool:
    """Whether a sum is only planned where what is put in by now counts: 二期打算再投800万，还没动工."""
    return bool(PLANNED.search(text[: quantity.start]) and NOT_YET.search(text))


def as_many_as_said(text: str, sums: Sequence[Quantity]) -> bool:
    """Whether there are as many sums as instalments are said to be: 三笔打进来：头一笔400万，…."""
    said = COUNTED.search(text)
    every = all(quantity.kind == "money" and quantity.nature == "exact" for quantity in sums)
    return said is not None and every and DIGITS.get(said[1]) == len(sums) > 1


def _surely(text: str, found: Sequence[tuple[float, Quantity]], best: list[tuple[float, Quantity]]) -> bool:
    """Whether the terms that stand nearest are told from the other durations; `best` is put in order.

    两年期，一年能贴多少: what comes of it in a year is asked; 公司满三年，贷两年: only one is the loan's.
    """
    room = len(best)
    told = [(score + _as_term(text, quantity), quantity) for score, quantity in found]
    told.sort(key=lambda pair: -pair[0])
    best[:] = told[:room]
    last, values = told[room - 1][0], {(q.low, q.high) for _, q in told[:room]}
    return all(score < last - SURER or (q.low, q.high) in values for score, q in told[room:])


def _as_term(text: str, quantity: Quantity) -> float:
    """How much the words behind a duration say that it is a term (两年期), or ask for what comes of it."""
    behind = text[quantity.end :]
    return 1.0 if TERM_SAID.match(behind) else -1.5 if YIELD_ASKED.match(behind) else 0.0


def _as_near_as_the_next(text: str, found: Sequence[tuple[float, Quantity]]) -> list[tuple[float, Quantity]]:
    """The quantities, each as near to its word as the one right behind it in a list: 30万、20万都登记了."""
    out: list[tuple[float, Quantity]] = []
    for score, quantity in reversed(found):
        joined = out and SIDE_BY_SIDE.fullmatch(text[quantity.end : out[-1][1].start])
        out.append((max(score, out[-1][0]) if joined else score, quantity))
    return out[::-1]


def _near_enough(
    text: str, found: Sequence[tuple[float, Quantity]], *, many: bool
) -> tuple[list[tuple[float, Quantity]], list[Quantity]]:
    """The quantities that belong to an input, and those that merely have its unit.

    In a list (500万、300万和200万) the later ones need no word of their own. `many`: a further item is one
    only where a list or a word like 还有 says so (已经还了200万 is no second loan).
    """
    if max((score for score, _ in found), default=0.0) < (PLAIN if INSTALMENTS.search(text) else TELLING):
        return list(found), []
    if many and len(found) > 1 and counted_items(text) == len(found):
        return list(found), []
    sums = [quantity for _, quantity in found]
    if not many and (as_many_as_said(text, sums) or are_costs(text, sums)):
        return list(found), []
    found = _as_near_as_the_next(text, found) if many else found
    kept: list[tuple[float, Quantity]] = []
    left: list[Quantity] = []
    for score, quantity in found:
        between = text[kept[-1][1].end : quantity.start] if kept else ""
        first = many and not kept and bool(FIRST_PARTY.search(text[: quantity.start]))
        listed = first or (
            bool(kept)
            and bool(
                LISTED.fullmatch(between)
                or (
                    not many
                    and any(form.fullmatch(between) for form in (NEXT_LINE, ANOTHER_TIME, NEXT_PERIOD))
                )
                or (not many and beside_cost(text, kept[-1][1], quantity))
                or NEXT_INVESTOR.fullmatch(between)
                or FURTHER.search(between)
                or PARTY.search(between)
                or PHASE.search(text[: quantity.start])
                or (many and any(form.fullmatch(between) for form in (NEXT_MARK, NEXT_MONTH)))
                or (many and opens_item(text, kept[-1][1].end, quantity.start))
            )
        )
        alone = not (many and kept) or bool(INSTALMENTS.search(text))
        if listed or (score >= 1.0 and alone):
            kept.append((score, quantity))
        elif (
            many
            and kept
            and (score > max(s for s, _ in kept) + NEARER or (BUT.search(between) and score >= 2.2))
        ):
            # 合同金额2600万元，实际放款2400万元: the one that stands right by its word is meant.
            left += [earlier for _, earlier in kept]
            kept = [(score, quantity)]
        else:
            left.append(quantity)
    return kept, left


def _once(text: str, found: Sequence[tuple[float, Quantity]]) -> list[tuple[float, Quantity]]:
    """The quantities without one that only says an earlier one again: 合同签了96万，登记的也是96万."""
    out: list[tuple[float, Quantity]] = []
    for score, quantity in found:
        same = [q for _, q in out if (q.low, q.high) == (quantity.low, quantity.high)]
        between = text[same[-1].end : quantity.start] if same else ""
        again = same and AGAIN.search(between)
        if not again or FURTHER.search(between):
            out.append((score, quantity))
    return out


def _sum(text: str, quantities: Sequence[Quantity]) -> Quantity:
    """The total that was said, or else the sum of the instalments."""
    for quantity in quantities:
        ahead = text[: quantity.start]
        if TOTAL.search(ahead) or (quantity is not quantities[0] and UP_TO.search(ahead)):
            return quantity
    return _added(quantities)


def _added(quantities: Sequence[Quantity]) -> Quantity:
    """The sum of instalments, with each of them."""
    low = sum((q.low or Fraction(0) for q in quantities), Fraction(0))
    high = sum((q.high or Fraction(0) for q in quantities), Fraction(0))
    said = "、".join(q.said for q in quantities)
    parts = tuple(q.low for q in quantities if q.low is not None)
    return replace(quantities[0], said=said, low=low, high=high, parts=parts)
