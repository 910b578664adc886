"""Whether a follow-up plainly stays with what is spoken of, whatever the labeller says of its words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.dialogue.asides import only_named
from assistant.dialogue.backwards import backwards_of
from assistant.dialogue.conversation import Conversation
from assistant.dialogue.divided import divided
from assistant.dialogue.follow_up import SHORT
from assistant.dialogue.heard import ANOTHER_TIME, Heard
from assistant.dialogue.instalments import PROLONGED, TOTAL
from assistant.dialogue.item_references import references
from assistant.dialogue.items import FURTHER, TAKEN_AWAY
from assistant.dialogue.matters import SEGMENT
from assistant.dialogue.parts_changed import parts_of
from assistant.dialogue.phrases import hits
from assistant.dialogue.titles_needed import title_needed
from assistant.policy.measure import Measure

# A short what-if about the matter spoken of: 那要是押的是厂房呢.
VARIED = re.compile(r"^那?(么|我们)?(要是|如果|假如|换成)")
# Whose or which a figure is that was named: 那200万是谁的.
WHOSE = re.compile(
    r"[万亿][元块]?(?:奖金)?是(?:什么|啥|干什么)|(谁|哪个|哪项|哪一[个项档条]|哪条|哪档)(的|产品|里|拿|给|是|一条)?"
)
HOW_MUCH = re.compile(r"[补贴奖给拿领][^，。？！]{0,6}(?:多少|几多|几万|几[百千])|多少(?:补贴|补助|贴息|钱)")
PHASES = re.compile(r"[一二两三四][、和]?[二两三四]?期")
WORD_OR_TWO = 6
MOST_BEFORE = 6
# The year by which an item is known; what the policy itself has to do with a year.
_ITS_YEAR = re.compile(r"20\d\d年")
_OF_THE_POLICY = re.compile(r"有效|到期|施行|生效|执行|届满|文件|政策|培育|目标")
LONG = 24
SHORTEST_NAME = 2
# Others of which the same is asked.
COUNT_ON = re.compile(r"^[^，。？！奖补贴钱给]+(呢|几家|多少家)[？?。]?$")
# An event is held elsewhere, and no enterprise moves: 那第二场搬到宁波去办呢.
EVENT_MOVED = re.compile(
    r"[场届次展会][^，。？！]{0,4}(?:搬|挪|改|放|移|换)[到在去]|(?:搬|挪|改|放|移|换)[到在去][^，。？！]{2,6}(?:去|来)?[办开搞](?!公|理|厂|店)"
)
# How often in a year it may be had: 一年能领几次.
HOW_OFTEN = re.compile(
    r"(?:一|每|同一?个?|年)年(?:度|内|里)?(?:之内)?[^，。？！]{0,6}(?:报|领|拿|申请|享受|补|给|用|奖|发)[^，。？！]{0,3}几[次回场趟笔]"
)
# When it is paid: 先给一笔还是等事成了再给.
PAID_WHEN = re.compile(
    r"(?:[就先]|马上|立马|当场)[给发付拨打][^，。？！]{0,6}[，,]?(?:还是|抑或)[^，。？！]{0,6}(?:等|熬|[完好成后])"
)

# How near to a sum the word for what was done with it stands.
NEAR_SUM = 6
PUT_IN = re.compile(r"[投贷签花建买借付]|合同")
# A turn that asks for each of several means the title too.
EACH = re.compile(r"各|分别|一起|同时|叠加|都|[这那]?[两俩]")
# What was answered is taken up: 那补助总不会超过….
TAKEN_UP = ("那", "这", "意思", "也就是", "就是说", "总不")
SAME_AWARD = re.compile(
    r"(?:补助|补贴|奖励|资助|贴息|金额|数额|给的)[^，。？！]{0,6}(?:超过|大于|多过|高于|低于|等于|到|有)"
)
# What was answered is put in other words.
SAID_AGAIN = re.compile(
    r"^(?:那|哦|噢|嗯|好|喔|对|[，,])*(?:你的?|您的?)?(?:意思(?:就?是|说)|也就是说?|就是说|等于说?|换句话说|换言之|照(?:你|您)这么?说|这么说(?:来|吧)?)"
)

# By which of two it is reckoned: 按合同额算还是按实际执行的算, 看登记日还是付款日.
BY_EITHER = re.compile(
    r"(?:按照?|以|照|看|认|凭)(?!为)[^，。？！]{1,10}[，,]?(?:还是|抑或)(?:说)?(?:按照?|以|照|看|认|凭)?[^，。？！]{1,12}"
)
# Whether several of the same kind get it each: 今年评上俩，是给两份还是一份.
ONCE_OR_TWICE = re.compile(
    r"[一单]份[^，。？！]{0,4}还是[^，。？！]{0,4}[两双几]份|[两双]份[^，。？！]{0,4}还是[^，。？！]{0,4}[一单]份"
    r"|[给拿领发]双份[吗么不？?]"
)
# Something is put off to the next year, which has its cap anew: 拖到明年签是不是就各算各的年度.
PUT_OFF = re.compile(r"(?:放|挪|推迟?|改|拖|延后?|留|等|移|转|跨)[到至在]?(?:明年|来年|次年|下一?个?年度?)")
# Whether something counts in: 包括软件采购和人工吗; a word of two characters may name a measure as well.
COUNTED_IN = re.compile(
    r"(?:包括|包含|含|计入|涵盖|算上|算进)(?P<named>(?!税|在内|进去)[^，。？！]{2,14}?)(?:吗|么|不|没有?|[？?])+$"
    r"|(?:是否|是不是|含不|包不)(?:包括|包含|含|计入|算进)(?P<whether>[^，。？！]{2,14})[？?]?$"
    r"|(?P<ahead>[^，。？！]{2,14}?)(?:也|都|能|可以|是否|是不是)*(?:算|计|列|包括|包含)(?:进去?|进来|在内|在里面)[^，。？！]{0,2}[吗么不没？?]"
    r"|(?P<behind>[^，。？！]{2,14}?)是(?:否|不是)(?:也|都)?(?:包括|包含|算|计入)[？?]?$"
    r"|(?P<put_in>[^，。？！]{2,14}?)(?:能不能|可不可以|可以|能|是否|也|都|好不好)+(?:一起|一并)?(?:塞|放|摊|打|并|归|列|计|算|摆|加)(?:进|到|入)[^，。？！]{0,4}(?:投入|成本|总额|基数|费用|里|中)"
)
# What a part is that is taken out of another: 二期里头有200万是办公楼装修.
_PART_TOLD = re.compile(
    r"(?:里[面头]?|其中|当中)有?[^，。？！；\d]{0,4}[\d一二两三四五六七八九十百千.]+[万亿]元?[^，。？！；]*"
)
# Whose money it is, is no part of a cost: 这100万里含不含市里的钱.
_PURSE = re.compile(r"[市区省]里|[市区省]级|国家|财政|两级")
# An amount is less than was thought: B怎么才两百, 我自己算是二百二十五.
LESS_THAN_THOUGHT = re.compile(
    r"(?:怎么|为什么|凭什么|咋)(?:会|就)?(?:才|只|不是|不到|少了|没有)[^，。？！]{0,6}[\d一二两三四五六七八九十百]"
    r"|(?:我|我们|咱|客户|财务|老板|会计)(?:自己|这边|那边)?[^，。？！]{0,3}算(?:的|出来|下来|着|了)*(?:是|有|得|要|该|应该)*[\d一二两三四五六七八九十百]"
)


def stays(
    heard: Heard,
    current: Sequence[Measure],
    others: Sequence[Measure],
    conversation: Conversation,
    titles: Sequence[str],
) -> bool:
    """Whether a turn asks about a sum, a term, a count or an event of what is spoken of.

    `others`: the measures that are not spoken of; what names one of these does not stay. `titles`: the names
    of titles, one of which may be told of the enterprise beside its sum.
    """
    if current and not _named(heard.plain, current, others) and _goes_on(heard, current):
        return True
    if counted_in(heard.plain) and any(m.pays for m in current):
        named = _named(heard.plain, current, others)
        return all(len(word) <= SHORTEST_NAME for word in named)
    if ANOTHER_TIME.search(heard.plain) and any(m.pays for m in current):
        return not _named(heard.plain, current, others)
    moved = EVENT_MOVED.search(heard.plain) and any(m.period == "per_event" for m in current)
    return (
        bool(moved)
        or _point_named(heard, current)
        or _this_sum(heard, current)
        or _said_again(heard, current)
        or _term_varied(heard, current)
        or _counted_on(heard, current)
        or _put_backwards(heard, current)
        or _summed_up(heard, current)
        or _beside_title(heard, current, titles)
        or _same_sum(heard, current, conversation)
        or _one_more(heard, current, others)
        or _of_an_item(heard, current, others, conversation)
        or _of_a_part(heard, current, others, conversation)
    )


def _of_an_item(
    heard: Heard, current: Sequence[Measure], others: Sequence[Measure], conversation: Conversation
) -> bool:
    """Whether a turn tells something of items told before: 南京银行那笔基准应该是4.15%，另一笔不动.

    So it does that names one by its year (这么一来2025年呢), says no more than its name (宁波银行), or
    divides its sum (这8000万里有3000万是半年).
    """
    names = {i.name for m in current if m.formula for i in m.inputs if i.many and i.unit == "yuan"}
    told = [f for f in (*conversation.facts, *conversation.taken) if f.name in names]
    if not told or _named(heard.plain, current, others):
        return False
    if divided(heard.plain, heard.quantities, current, conversation.facts, conversation.turns).facts:
        return True
    if len(told) < 2:
        return False
    years = {year[0] for f in told if (year := _ITS_YEAR.match(f.label))}
    if any(year in heard.plain for year in years) and not _OF_THE_POLICY.search(heard.plain):
        return True
    found = references(heard.plain, told, None, conversation.said[-MOST_BEFORE:], conversation.facts)
    bare = len(heard.plain) <= WORD_OR_TWO and any(r.way == "label" and r.start < 2 for r in found)
    return bare or any(r.pointed for r in found)


def _of_a_part(
    heard: Heard, current: Sequence[Measure], others: Sequence[Measure], conversation: Conversation
) -> bool:
    """Whether a turn changes or leaves out parts of the sum that was told: 场地改造这块不认，只认设备和软件.

    What a part is called by names no other measure: 场地 is here no land that is supplied.
    """
    names = {i.name for m in current if m.formula for i in m.inputs if not i.many and i.unit == "yuan"}
    for fact in (f for f in conversation.facts if f.name in names and len(f.parts) > 1):
        found = references(heard.plain, parts_of(fact), ())
        left_over = _PART_TOLD.sub("，", heard.plain)
        for one in found:
            left_over = left_over.replace(heard.plain[one.start : one.end], "，")
        changed = TAKEN_AWAY.search(heard.plain) or any(q.kind == "money" for q in heard.quantities)
        if found and changed and not _named(left_over, current, others):
            return True
    return False


def _one_more(heard: Heard, current: Sequence[Measure], others: Sequence[Measure]) -> bool:
    """Whether one more item of what is spoken of is told: 同一年里又登记了一份80万的，两份一起算."""
    listed = [i for m in current if m.formula for i in m.inputs if i.many and i.unit == "yuan"]
    words = [word for i in listed for word in i.words]
    sums = [q for q in heard.quantities if q.kind == "money"]
    ahead = heard.plain.partition(sums[0].said)[0] if sums else ""
    if len(sums) != 1 or not listed or _named(heard.plain, current, others):
        return False
    here = SEGMENT.split(ahead)[-1]
    return bool(FURTHER.search(here)) and bool(hits(here, words))


def _beside_title(heard: Heard, current: Sequence[Measure], titles: Sequence[str]) -> bool:
    """Whether a sum of what is spoken of is told, and of which kind the enterprise is in a word beside it.

    那我们自己建一个好了，小巨人，预计投3600万: the title is not what is asked for.
    """
    parts = [part for part in SEGMENT.split(heard.plain) if part]
    beside = [part for part in parts if part.removesuffix("企业") in titles]
    rest = "，".join(part for part in parts if part not in beside)
    sums = [q.said for q in heard.quantities if q.kind == "money" and q.said in rest]
    if len(beside) != 1 or len(sums) != 1 or EACH.search(heard.plain):
        return False
    takes = any(m.formula and _sum_words(m) for m in current)
    ahead = rest.partition(sums[0])[0][-NEAR_SUM:]
    return takes and bool(PUT_IN.search(ahead)) and not hits(rest, titles)


def _same_sum(heard: Heard, current: Sequence[Measure], conversation: Conversation) -> bool:
    """Whether the sum told of the case is named again: 那补助总不会超过我自己投的80万吧."""
    names = {i.name for m in current if m.pays for i in m.inputs if i.unit == "yuan"}
    told = {f.low for f in conversation.facts if f.name in names and f.exact}
    sums = [q for q in heard.quantities if q.kind == "money"]
    again = len(sums) == 1 and sums[0].low in told and heard.plain.startswith(TAKEN_UP)
    return again and bool(SAME_AWARD.search(heard.plain))


def counted_in(text: str) -> str:
    """What is asked to be counted in among costs; "" where nothing is: 包括软件采购吗, 设备也算在内吗."""
    found = COUNTED_IN.search(text) if len(text) <= LONG else None
    if found is None or _PURSE.search(text):
        return ""
    return next(words for words in found.groups() if words)


def _named(text: str, current: Sequence[Measure], others: Sequence[Measure]) -> list[str]:
    """The words that name a measure which is not spoken of; a title names none, it may be who asks."""
    own = {word for m in current for word in m.words}
    return hits(text, {word for m in others if not m.tiers for word in m.words} - own)


def _goes_on(heard: Heard, current: Sequence[Measure]) -> bool:
    """Whether a turn that names no other measure can only be meant of what is spoken of."""
    text = heard.plain
    yearly = any(m.period == "per_year" for m in current)
    return (
        title_needed(text)
        or (len(text) <= LONG and bool(HOW_OFTEN.search(text) or PAID_WHEN.search(text)))
        or (yearly and len(text) <= LONG and bool(PUT_OFF.search(text)))
        or (len(text) <= LONG and bool(BY_EITHER.search(text)))
        or (any(m.pays for m in current) and bool(LESS_THAN_THOUGHT.search(text)))
        or (any(m.pays for m in current) and len(text) <= LONG and bool(ONCE_OR_TWICE.search(text)))
    )


def _point_named(heard: Heard, current: Sequence[Measure]) -> bool:
    """Whether a turn of a word or two names a point that what is spoken of leaves open: 机票酒店."""
    words = [w for m in current for gap in m.not_in_text for w in gap.words if len(w) > 1]
    return len(heard.plain) <= WORD_OR_TWO and bool(hits(heard.plain, words))


def _this_sum(heard: Heard, current: Sequence[Measure]) -> bool:
    """Whether a follow-up asks about the sum that the measure spoken of gives: 这20万是一次给完吗."""
    printed = {v.value for m in current for p in m.parameters if p.unit == "yuan" for v in p.values}
    sums = [q.said for q in heard.quantities if q.kind == "money" and q.low in printed]
    whose = WHOSE.search(heard.plain)  # 那200万是给谁的
    return any(
        only_named(*heard.plain.partition(said)[::2]) or (whose and f"那{said}" in heard.plain)
        for said in sums
    )


def _said_again(heard: Heard, current: Sequence[Measure]) -> bool:
    """Whether a turn puts in other words what was told of the sum: 意思是不管跑几个国家，一年就二十万."""
    printed = {v.value for m in current for p in m.parameters if p.unit == "yuan" for v in p.values}
    sums = any(q.kind == "money" and q.low in printed for q in heard.quantities)
    return sums and bool(SAID_AGAIN.search(heard.plain))


def _term_varied(heard: Heard, current: Sequence[Measure]) -> bool:
    """Whether a short turn supposes another term for what is spoken of: 那如果九个月就到期呢, 再续半年."""
    termed = any(i.unit == "years" for m in current for i in m.inputs)
    terms = [q for q in heard.quantities if q.kind == "duration"]
    if not termed or len(terms) != 1 or len(heard.plain) > SHORT:
        return False
    return bool(VARIED.search(heard.plain) or PROLONGED.search(heard.plain[: terms[0].start]))


def _put_backwards(heard: Heard, current: Sequence[Measure]) -> bool:
    """Whether a turn asks how much it takes to come to the cap of what is spoken of: 那要贷多少才到上限."""
    if backwards_of(heard.plain) != "reach" or len(heard.plain) > SHORT:
        return False
    return any(m.cap and m.formula and hits(heard.plain, _sum_words(m)) for m in current)


def _summed_up(heard: Heard, current: Sequence[Measure]) -> bool:
    """Whether what a project takes in all is told and its award asked: 一二期合计投入3400万，补多少."""
    words = [word for m in current if m.formula for word in _sum_words(m)]
    sums = [q for q in heard.quantities if q.kind == "money"]
    told = len(sums) == 1 and TOTAL.search(heard.plain[: heard.plain.find(sums[0].said)])
    return (
        bool(told)
        and bool(HOW_MUCH.search(heard.plain))
        and bool(hits(heard.plain, words) or PHASES.search(heard.plain))
    )


def _sum_words(measure: Measure) -> list[str]:
    """The words of the sums that a measure goes by."""
    return [word for i in measure.inputs if i.unit == "yuan" for word in i.words]


def _counted_on(heard: Heard, current: Sequence[Measure]) -> bool:
    """Whether a follow-up to a count of enterprises goes on to others: 小巨人跟单项冠军分别呢."""
    counting = any(p.unit == "count" for m in current for p in m.parameters) and not any(
        m.pays for m in current
    )
    return counting and len(heard.plain) <= SHORT and COUNT_ON.search(heard.plain) is not None
