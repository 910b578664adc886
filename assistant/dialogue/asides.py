"""Quantities that are neither fact nor claim: told by the way, or of something else."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from fractions import Fraction

from assistant.dialogue.belonging import of_another_source, received
from assistant.dialogue.conversation import HeldFact
from assistant.dialogue.cost_parts import among_costs
from assistant.dialogue.instalments import REST, TOTAL
from assistant.dialogue.matters import SEGMENT
from assistant.dialogue.mixed import mixed, other_kind_ahead, other_kind_alone
from assistant.dialogue.nearness import closeness, words_around
from assistant.dialogue.paid_before import paid_here, still_asked
from assistant.dialogue.parts_out import in_other_item
from assistant.dialogue.phrases import hits
from assistant.dialogue.quantities import Quantity
from assistant.dialogue.remaining import left_of_limit, of_a_limit, of_year_before
from assistant.dialogue.turn import Turn
from assistant.dialogue.wholes import part_pledged, partly_of_another_year, parts_meant, whole_of_parts
from assistant.policy.measure import Input, Measure

# Each of the years told is asked for: 两年各贴多少, 两年分别能拿多少.
EACH_YEAR = re.compile(r"(?:里|内|下来)?(?:各|分别)(?:自|能|可以|该|应)*(?:贴|补|拿|给|是|有|得|报)")
# One of the years that are told, each with its sum: 2023年3000万, 去年2000万.
_YEAR_TOLD = re.compile(r"20\d\d(?=年|[:：])|前年|去年|今年|明年")
_A_TERM_BEHIND = re.compile(r"期|的?(?:质押)?贷款")
# The year of which a limit is: 超没超一年的上限.
OF_LIMIT = re.compile(r"的?(?:上限|封顶|额度|顶格|限额|总额度)")
# What was given already: 市里同一个平台已经给过我们300万, 省里补了80万.
PAID_TO_US = re.compile(
    r"(?:[市省区]里|[市省区]级|国家|中央|上级|上头|上面|财政|发改|科技局|经信)[^，。？！]{0,10}(?:给|补|奖|拨|批|发|配)(?:(?:过|了)(?:我们?|咱们?|公司|企业)?|(?:我们?|咱们?|公司|企业)(?:过|了))(?:大概|差不多|一共|共)?$"
)
# A sum that is asked after, not told: 那300万是什么, 那200万谁能拿.
ASKED_AFTER = re.compile(
    r"^元?(?:(是|算)(补?给|奖给?)?(什么|啥|谁|哪|干)|给?谁(?:能|可以|才能|会|来)*(?:拿|领|得|享|报|申))"
)
# What the district is said to set aside in all: 全区为此安排2400万.
SET_ASIDE = re.compile(
    r"(?:全区|区里|区财政|财政|区政府|政府)(?:一共|总共|每年|一年|合计|为此|专门|今年)*[^，。？！\d]{0,4}"
    r"(?:安排|拿出|预算|投入|列支|准备)了?[^，。？！\d]{0,4}$"
)
# 按一年360天计: how days are counted.
DAYS_OF_YEAR = re.compile(r"(按|一年|年)[^，。？]{0,4}(36[05])\s?天?")
# 里头三百万是旧设备: a part of what was said before, no new sum.
PART_OF = re.compile(
    r"[（(](?:其中|里面|含|有)[^，。？！）)\d]{0,4}$|(里头|里面|其中|当中|包含|包括|含)(的|有|了)?[^，。？！）)\d]{0,5}$"
)
# A sum that was spoken of before, and how it is given.
NAMED = re.compile(r"[这那]笔?$")
HOW_GIVEN = re.compile(r"元?(是?一次|分|什么时候|啥时候|几时|怎么|多久|哪天)")
# What a rule demands (要满…才有…).
DEMANDED = re.compile(
    r"(要|得|须|需要?|必须|起码|至少|只有|门槛是?)(投资额?|融资额?|累计)?(要|得)?(满|达到?|到|有|够|超过?|是)?$"
)
ONLY_THEN = re.compile(r"^(元|以上|及以上|块)?[^，。？！]{0,3}(才|起步|方可|方能|是门槛)")
# 投满1000万就有房租补贴: what is given then; not 我们投满了1000万.
FILLED = re.compile(r"(?<!我们)(?<!已经)(投|融|拿|到|累计)?(满|达到?|够|超过|到)$")
THEN_GIVEN = re.compile(r"(元|以上|及以上|块)*[，,]?(就|便|即)(可以|可|能|会)?(有|给|补|拿|享受|申请|奖|报)")
# 一年最多…, 一年的贴息封顶: what is the most in a year; 按几天一年算, 360天一年: how days are counted.
PER_YEAR = re.compile(
    r"(里|内|之内|当中|下来)?(企业|公司|我们|单家|每家|一家)?(最多|最高|至多|封顶|顶格|上限|限额|不超过|到顶|顶到|撑死|顶多|可以?[补贴申报][几多]|能[补贴申报]几次|几[次回])"
    r"|的(?:贴息|补贴|补助|资助|额度)[^，。？！]{0,4}[，,]?(?:上限|封顶|最[多高]|到顶|顶格)"
)
# A year, a month, a quarter: for so long something is paid.
PRICED_TERMS = (Fraction(1), Fraction(1, 12), Fraction(1, 4))
IN_A_YEAR = re.compile(r"下来|里头?(?!程)|之内|当中|内(?![部容])")
DAY_COUNT = re.compile(r"(几|多少|36[056]|三百六十?[五六]?十?五?)天?(算|按|为|作|是|当)*$")
# How long something has been going on; of a loan that is running (贷了一年多了) the term is said so too.
LASTING = re.compile(
    r"在(?:滨江|区里|区内|我区|这里|这边|这儿|本地|当地|杭州)(?:已经?|也|有|快|都|待了?|满|将近|差不多)*$|(?<![贷借续])(做|干|开|办|成立|创立|创办|设立|经营|创业|注册|扎根|从业|搞|待|合作|工作|运营|落户|搬来|入驻)"
    r"(这[行个]|企业|公司|厂)?(了|有|满|快|都|已经?|将近|差不多)*$"
)
# How long two have known each other, whatever stands before: 质押贷款合作了二十八年的老客户.
TOGETHER = re.compile(r"(?:合作|往来|来往|打交道|认识|结识|相处)(?:了|有|快|都|已经?|将近|差不多)*$")
# 这笔做了半年: of a loan, and not of the firm that does something so long.
OF_ITEM = re.compile(
    r"[这那一二两三四五]笔|第[一二两三四五][笔个]|贷款|借款|^(?:那么?)?(?:要是|如果|假如|假设|若)只?[做办]了?$"
)
_FIRM = re.compile(r"公司|企业|厂|店|[这那]行|行业|在(?:滨江|区里|这边|这里|本地)")
SO_LONG = re.compile(
    r"(多|半|来)?(了(?!解)|啦|历史|的?老(企业|厂|店|公司|字号|用户|客户)|的?时间了|前(就|才|开始|来|成立|创))"
)
LENT = re.compile(r"[贷借押]|期限|贷期|借期|用了|还了")
# 贷了一年的贴息: how long, whatever follows.
JUST_LENT = re.compile(r"(?:[贷借押]|用)(?:款|了|满|够|期)*$")
LONGEST_LOAN = 6
# 前两年行情不好; 租约还剩五年; 13年评的高企: a time past, what is left of something, a year.
PAST = re.compile(r"((?<![以之提])前|这|近|头|过去|最近|往后)$")
LEFT = re.compile(r"(?<![款限期])(还剩|剩下|剩余|尚余|还有)(大概|差不多)?$")
IN_YEAR = re.compile(r"(底|初|年中|评|成立|注册|认定|获|拿到?的|上市|搬|创|投产|毕业|入驻|落户|那)(?!多少)")
# What somebody else got, beside sums of the own case: 隔壁那家拿了800万.
OTHERS_GOT = re.compile(
    r"(隔壁|别家|人家|别人|同行|朋友|那家|对面|有家)[^，。；？！\d]{0,6}(拿|领|得|补|奖)(到|了|过)+$"
)
# What lies above a limit is no sum of the case: 比上限多的那九千块.
OVER = re.compile(
    r"(?:比[^，。？！]{1,10}[多高超]出?来?|超出?来?|超过[^，。？！]{0,6}|溢出来?|多出来?|多余)的?[那这](?:一?部分)?$|(?:超出|多出来|溢出)的$"
)
# By how much the word of another rate must stand nearer than the loan's own.
NEARER = 0.2
# What a bank adds to a rate is no rate by itself: LPR 3.45%加50个基点.
MARGIN = re.compile(r"基点|bp", re.I)
ADDED_TO_RATE = re.compile(r"(?:加|减|上浮|下浮|上调|下调|[+＋])(?:了|点|个)?$")
# A sum that is the subject of what follows: 18万的是…, 25万那份….
_SUBJECT = re.compile(r"元?的?(?:[那这]一?[份笔单]|是)")
_SENTENCE_END = re.compile(r"[。；;！？!?\n]")
# What a bank allows to be drawn: 批了2000万额度.
_GRANTED = re.compile(r"(?:[批给放核]了?|授信|审批|核定)(?:我们?|我司|企业|公司|个|一个|下来)*(?:了|的)?$")
_LINE = re.compile(r"元?的?(?:贷款|信用|循环|授信)?额度")
# What was left is drawn as well: 剩下那3200万也提出来呢.
_DRAWN = re.compile(r"[也再全都又][^，。？！\d]{0,3}(?:提|用|贷|借|支)(?:出来?|掉|完|走|取|款|了)")
# What a sum is called by the word right behind it.
_CALLED = re.compile(r"元?的?(.+?)(?:了|的)?")
# How near the words for another sum must stand.
OTHER_SUM = 2.2
# A rate this near to the words of something else (LPR, 合同利率) is that thing's.
BESIDE = 2.5


def by_the_way(said: Turn, quantity: Quantity) -> bool:
    """Whether a quantity is neither fact nor claim: how items or days are counted, a part, another's sum."""
    text, others, inputs = said.text, said.quantities, said.inputs
    if in_other_item(text, quantity, others, said.measures):
        return True  # （3）丙银行，厂房抵押，1200万元，12个月
    if _counting(text, quantity) or (said.correcting and _said_before(quantity, others, said.earlier)):
        return True
    if (
        _by_the_year(text, quantity, others, said.other_sums)
        or _of_the_firm(text, quantity)
        or (PART_OF.search(text[: quantity.start]) and not _counts_as_part(said, quantity))
    ):
        return True
    if quantity.kind == "ratio":
        if MARGIN.search(quantity.said) and ADDED_TO_RATE.search(text[: quantity.start]):
            return True
        near = {w for m in said.measures for miss in m.near_misses for w in miss.words}
        # 实际付的是6个点，怎么不按6个点算: a rate that is named again is the same rate.
        same = (q for q in others if q.kind == "ratio" and q.low == quantity.low and q is not quantity)
        return any(
            _another_rate(text, rate, others, inputs, near, said.other_rates) for rate in (quantity, *same)
        )
    return quantity.kind == "money" and _another_money(said, quantity)


def _another_money(said: Turn, quantity: Quantity) -> bool:
    """Whether a sum is a year's before, left of a limit, a whole beside its parts, or what none asks for."""
    text, others, inputs = said.text, said.quantities, said.inputs
    if parts := _parts(said):
        return all(quantity is not part for part in parts)
    capped = any(m.cap and m.cap.less for m in said.measures)
    if _paid_otherwise(said, quantity, capped):
        return True
    if (
        _line_of_credit(said, quantity)
        or OVER.search(text[: quantity.start])
        or quantity is whole_of_parts(text, others)
        or (capped and quantity is partly_of_another_year(text, others))
    ):
        return True
    if _OTHER_FIRMS.search(text[: quantity.start]) and _OURS.search(text):
        return True
    sums = [q for q in others if q.kind == "money"]
    whole = any(TOTAL.search(text[: q.start]) for q in sums)  # 装修880万、软件700万，合计1580万
    if _words_of_one(said.measures) and not whole and among_costs(text, quantity, sums):
        return False  # 设备买了900万，厂房装修500万 went into the one thing that is asked about
    rivals = [q for q in others if q is not quantity and q.kind == "money"]
    if rivals and OTHERS_GOT.search(text[: quantity.start]):
        return True
    if _mixed(said, quantity):
        return True
    return _of_another_kind(text, quantity, others, said.measures) or (
        not said.pending
        and _another_sum(text, quantity, others, inputs, said.other_sums)
        and not _kind_nearer(said, quantity)
    )


def _paid_otherwise(said: Turn, quantity: Quantity, capped: bool) -> bool:
    """Whether a sum was paid in a year before, is left of a limit, or was paid out for the project itself."""
    text = said.text
    if capped:
        before = received(text, quantity) == "before" and not of_another_source(text, quantity, said.measures)
        # 那31万是去年的额度，今年还没拿过: it takes nothing from this year's cap.
        return bool(
            before
            or of_year_before(text, quantity, said.earlier, said.measures)
            or left_of_limit(text, quantity)
            or of_a_limit(text, quantity)
        )
    if any(m.period == "in_stages" for m in said.measures):
        return False  # 前面两个阶段区里已经给过我们160万了
    # 一期投了1600万，已经补了800万，还能再补多少: what was paid out is no part of what goes into it.
    here = still_asked(text) and paid_here(text, quantity)
    return bool(PAID_TO_US.search(text[: quantity.start]) or here)


def _kind_nearer(said: Turn, quantity: Quantity) -> bool:
    """Whether the kind that counts stands nearer than the word for another sum: 还剩一笔专利质押的3000万."""
    here = SEGMENT.split(said.text[: quantity.start])[-1]
    kind = max((here.rfind(word) for word in _words_of_kind(said.measures)), default=-1)
    return kind > max((here.rfind(word) for word in said.other_sums), default=-1)


def of_other_kind(said: Turn, quantity: Quantity) -> bool:
    """Whether a sum is that of an item which the measure does not mean: 厂房抵押1200万, 40万那份没登记."""
    return (
        in_other_item(said.text, quantity, said.quantities, said.measures)
        or _of_another_kind(said.text, quantity, said.quantities, said.measures)
        or _mixed(said, quantity)
    )


def _mixed(said: Turn, quantity: Quantity) -> bool:
    """Whether one of several sums is not of what counts alone: 2000万专利质押，3000万是专利加厂房押的."""
    sums = [q for q in said.quantities if q.kind == "money"]
    out = [q for q in sums if mixed(said.text, q, said.quantities, said.measures)]
    return any(q is quantity for q in out) and len(out) < len(sums)


# 我们家的合同55万，另外两家70万、60万: what the others have.
_OTHER_FIRMS = re.compile(r"(?:另外|其[他它余]|别的|剩下)的?[两二三四五几]家[^。？！；我]{0,20}$")
_OURS = re.compile(r"我们家|我们这家|我司|我家|咱家")
# 授信批了3000万，实际放下来的只有1100万: the line is told before the sum, and what was drawn behind it.
_LINE_GRANTED = re.compile(r"授信[^，。？！\d]{0,6}$")
_DRAWN = re.compile(r"(?:实际|真正|只|就)[^，。？！\d]{0,4}(?:放|提|用|贷|到账|下来)")


def _line_of_credit(said: Turn, quantity: Quantity) -> bool:
    """Whether a sum is what may be drawn, and none that the clause gives: 批了2000万额度，提款1200万."""
    printed = {v.value for m in said.measures for p in m.parameters if p.unit == "yuan" for v in p.values}
    ahead, behind = said.text[: quantity.start], said.text[quantity.end :]
    granted = (_GRANTED.search(ahead) and _LINE.match(behind)) or (
        _LINE_GRANTED.search(ahead) and _DRAWN.search(behind)
    )
    return bool(granted) and quantity.low not in printed and not received(said.text, quantity)


def _words_of_one(measures: Sequence[Measure]) -> set[str]:
    """The words that name the measures which go by one sum, and not by a list of them: 研发平台."""
    one = [m for m in measures if m.formula and any(i.unit == "yuan" and not i.many for i in m.inputs)]
    own = [m for m in one if any(i.name in (m.formula or "") and not i.many for i in m.inputs)]
    return {word for m in own for word in m.words}


def _words_of_kind(measures: Sequence[Measure]) -> set[str]:
    """The words that say that an item of a list is of the kind that counts: 专利质押, 登记."""
    listed = [m for m in measures if any(i.unit == "yuan" and i.many for i in m.inputs)]
    flags = [o for m in listed for i in m.inputs if i.unit == "flag" for o in i.options]
    return {word for option in flags if option.value == "true" for word in option.words}


def _parts(said: Turn) -> list[Quantity]:
    """The parts of a whole that alone are of what is asked about; [] where none is told apart so."""
    parts = parts_meant(said.text, said.quantities, _words_of_one(said.measures))
    return parts or part_pledged(said.text, said.quantities, _words_of_kind(said.measures))


def _counts_as_part(said: Turn, quantity: Quantity) -> bool:
    """Whether a part counts, where the sums are a whole and all of its parts, or it alone is asked about."""
    meant = any(quantity is part for part in _parts(said))
    return meant or whole_of_parts(said.text, said.quantities) is not None


# From so many characters on a word names a rate by itself: 基准利率.
LONG_NAME = 4
# What is paid to the bank, which is not the rate that the clause names.
_PAID = re.compile(
    r"(?:付|交|收|扣|掏|还|背)(?:给?银行)?(?:的|了|出去的|出去)(?:利息|息)?(?:就?是|有|足足|整整|到|了)*$"
)
# What was agreed with the bank: 执行3.2%, 合同上签的是3.8%; 签的是4.35%的基准 is the clause's.
_AGREED = re.compile(r"(?:执行|合同[上里]?(?:签|定)|签(?:下来)?(?:的|了))(?:的|了)?(?:就?是|为)?$")


def _another_rate(
    text: str,
    quantity: Quantity,
    others: Sequence[Quantity],
    inputs: Sequence[Input],
    near: Iterable[str],
    other_rates: Sequence[str],
) -> bool:
    """Whether a rate stands by words only taken for the measure's (LPR, 合同利率, 毛利率)."""
    before, after = words_around(text, quantity, others)
    same = [q for q in others if q.kind == "ratio" and q.low == quantity.low]
    paid = any(
        _PAID.search(text[: q.start])
        or (_AGREED.search(text[: q.start]) and "基准" not in text[q.end : q.end + 4])
        for q in same
    )
    if paid and not hits(before[-12:], {w for i in inputs if i.unit == "ratio" for w in i.words}):
        return True  # 我真金白银付的是6个点，凭啥不照6个点来
    owned = before
    for word in other_rates:
        owned = owned.replace(word, "＃" * len(word))  # 毛利率 holds 利率
    own = max((closeness(i.words, owned, after) for i in inputs if i.unit == "ratio"), default=0.0)
    if closeness(other_rates, before, "") >= max(BESIDE, own + NEARER):
        return True
    named = {w for i in inputs if i.unit == "ratio" for w in i.words if len(w) >= LONG_NAME}
    if hits(before, named):
        return False  # 1000万的基准利率也报错了，合同上是4.2%
    return closeness(near, before, after) >= max(BESIDE, own)


def _another_sum(
    text: str,
    quantity: Quantity,
    others: Sequence[Quantity],
    inputs: Sequence[Input],
    other_sums: Sequence[str],
) -> bool:
    """Whether a sum stands by words for what no measure asks for (注册资本, 已付): only told by the way."""
    before, after = words_around(text, quantity, others)
    if received(text, quantity) or REST.search(text[: quantity.start]):
        return False  # 把设备款剔掉，只剩2860万: what is left is no 设备款
    if _DRAWN.search(after):
        return False
    asked = {word for i in inputs if i.unit == "yuan" for word in i.words}
    if any(before.endswith(word) for word in other_sums if word not in asked):
        return True  # 技术服务合同收入150万: what stands right before it is what it is
    called = _CALLED.fullmatch(after)
    following = [text[quantity.end : q.start] for q in others if q.kind == "money" and q.start > quantity.end]
    if called and called[1] in other_sums and called[1] not in asked and called[0] not in following:
        return True  # 银行给了5000万授信; 62万的注册资本2700万 says it of the next sum
    other = closeness([word for word in other_sums if word not in asked], before, "")
    return other >= OTHER_SUM and other > max(
        (closeness(i.words, before, "") for i in inputs if i.unit == "yuan"), default=0.0
    )


def only_named(before: str, behind: str) -> bool:
    """Whether a sum between these words is only named to ask how it is given: 这20万是一次给完吗."""
    return bool(NAMED.search(before) and HOW_GIVEN.match(behind))


def of_the_rule(text: str, quantity: Quantity) -> bool:
    """Whether a quantity is said of what the rule demands, not of the case: 要满2000万才有房租补贴."""
    ahead, behind = text[: quantity.start], text[quantity.end :]
    return bool(DEMANDED.search(ahead) and ONLY_THEN.search(behind)) or bool(
        FILLED.search(ahead) and THEN_GIVEN.match(behind)
    )


def _by_the_year(
    text: str, quantity: Quantity, others: Sequence[Quantity], other_sums: Sequence[str]
) -> bool:
    """Whether 一年 says per what something is meant (一年最多贴多少, 按几天一年算), not how long."""
    if quantity.kind != "duration" or quantity.low not in PRICED_TERMS or quantity.high != quantity.low:
        return False
    before = text[: quantity.start]
    nearby = SEGMENT.split(before)[-1].split(" ")[-1][-LONGEST_LOAN:]
    priced = any(q.kind == "money" and q.start == quantity.end for q in others)
    if quantity.low != 1:
        return priced and not LENT.search(nearby)  # 厂房是租的一个月18万
    if priced and (not LENT.search(nearby) or before.endswith(tuple(other_sums))):
        return True  # 厂房租金一年1500万
    if IN_A_YEAR.match(text[quantity.end :]) and not LENT.search(nearby):
        return True
    per_year = PER_YEAR.match(text[quantity.end :]) and not JUST_LENT.search(before)
    return bool(per_year or DAY_COUNT.search(text[: quantity.start]))


def _of_the_firm(text: str, quantity: Quantity) -> bool:
    """Whether a duration is how long the firm has been at something: 在滨江做了八年了, 在这边六年了."""
    if quantity.kind != "duration":
        return False
    before, after = text[: quantity.start], text[quantity.end :]
    if TOGETHER.search(before):
        return True
    nearby = SEGMENT.split(before)[-1].split(" ")[-1][-LONGEST_LOAN:]
    lasting = LASTING.search(before) and not OF_ITEM.search(_FIRM.split(SEGMENT.split(before)[-1])[-1])
    if lasting or PAST.search(before) or LEFT.search(before):
        return True
    if LENT.search(nearby):
        return False
    ending = after.startswith(("到期", "后到期", "才到期", "后才到期"))
    return bool(SO_LONG.match(after) or ending or (quantity.said[:-1].isdigit() and IN_YEAR.match(after)))


def _of_another_kind(
    text: str, quantity: Quantity, others: Sequence[Quantity], measures: Sequence[Measure]
) -> bool:
    """Whether a further sum is that of a thing only taken for the measure's: 厂房还有抵押贷款2600万."""
    rivals = [q for q in others if q is not quantity and q.kind == "money"]
    if not rivals:
        return False
    before, _ = words_around(text, quantity, others)
    nearby = SEGMENT.split(before)[-1]
    words = [w for m in measures for miss in m.near_misses if miss.input for w in miss.words]
    flags = [o for m in measures for i in m.inputs for o in i.options]
    own = [w for o in flags if o.value == "true" for w in o.words]
    at = max((nearby.rfind(w) for w in words), default=-1)
    if at >= 0 and at > max((nearby.rfind(w) for w in own), default=-1):
        return True
    if other_kind_ahead(nearby, measures):
        return True
    denied = (*words, *(w for o in flags if o.value == "false" for w in o.words))
    sums = (quantity, *rivals)
    out = {
        q.low
        for q in sums
        if _denied(text, q, sums, denied) or other_kind_alone(SEGMENT.split(text[q.end :])[0], measures)
    }
    return quantity.low in out and any(q.low not in out for q in rivals)


def said_behind(text: str, quantity: Quantity) -> str:
    """What is said of a sum right behind it, to the end of the sentence that has it for its subject.

    18万的是私下找老师做的，没走平台也没登记。
    """
    behind = text[quantity.end :]
    return _SENTENCE_END.split(behind)[0] if _SUBJECT.match(behind) else SEGMENT.split(behind)[0]


def _denied(text: str, quantity: Quantity, sums: Sequence[Quantity], words: Sequence[str]) -> bool:
    """Whether the words right behind a sum put it out of the measure: 25万那份没做登记.

    Words that a further sum follows in the same breath are that one's: 770万厂房抵押还有一笔4655万.
    """
    behind = said_behind(text, quantity)
    if any(quantity.end <= q.start < quantity.end + len(behind) for q in sums):
        behind = SEGMENT.split(text[quantity.end :])[0]  # 一笔500万是房子抵押的，一笔700万…
    followed = any(quantity.end <= q.start < quantity.end + len(behind) for q in sums)
    return not followed and bool(hits(behind, words))


def _counting(text: str, quantity: Quantity) -> bool:
    """Whether 360天 only says how days are counted, or 两年 for how many each is asked: 两年各贴多少."""
    behind = text[quantity.end :]
    counted = EACH_YEAR.match(behind) and not quantity.said.endswith("期")
    if quantity.kind == "duration" and (counted or OF_LIMIT.match(behind)):
        return True
    if _counts_years(text, quantity):
        return True
    found = DAYS_OF_YEAR.search(text)
    return (
        quantity.kind == "duration" and found is not None and quantity.start <= found.start(2) < quantity.end
    )


def _counts_years(text: str, quantity: Quantity) -> bool:
    """Whether a duration is how many years are told one by one: 三年的列一下：2023年3000万，2024年….

    A term of as many years is told as one (三年期, 期限两年, 都贷两年).
    """
    if quantity.kind != "duration" or quantity.low != quantity.high or quantity.said.endswith("期"):
        return False
    years = {found[0] for found in _YEAR_TOLD.finditer(text)}
    nearby = SEGMENT.split(text[: quantity.start])[-1][-LONGEST_LOAN:]
    lent = LENT.search(nearby) or _A_TERM_BEHIND.match(text[quantity.end :])
    return 1 < len(years) == quantity.low and not lent


def _said_before(quantity: Quantity, others: Sequence[Quantity], earlier: Sequence[HeldFact]) -> bool:
    """Whether a correction only names again what it corrects, beside the new value."""
    rivals = [q for q in others if q is not quantity and q.kind == quantity.kind]
    return bool(rivals) and quantity.low is not None and any(f.low == quantity.low == f.high for f in earlier)
