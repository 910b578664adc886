"""Facts of the enterprise and its case, read from a turn by what the measures ask for.

Nothing here knows a policy: a quantity becomes the fact whose input has its unit and whose words stand
nearest; a choice is the option whose words are said; what is left over is a claim about the policy.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from assistant.dialogue.conversation import HeldFact
from assistant.dialogue.phrases import hits
from assistant.dialogue.quantities import Quantity
from assistant.policy.measure import Input, Measure

UNITS = {"money": "yuan", "ratio": "ratio", "duration": "years", "count": "count", "date": "date"}

# Grammar, not vocabulary: how Chinese marks an award, a boundary, a denial, a further item.
AWARD = re.compile(
    r"(补贴?|补助|奖励?|给予?|贴息?|拿到?|领到?|得到?|获得|返还?|到手|报销|封顶|上限|最高|最多|顶格|不超过|额度)"
    r"(了|的|是|为|就|能|有|到|满|大概|应该|差不多|每[笔家年次个]|总共|一共)*$"
)
# A sum of the clause said after its ceiling is spoken of (封顶是一家银行两百万还是…) is the ceiling.
CAP_SAID = re.compile(r"封顶|上限|最高|最多|顶格|额度|总共|还是")
RESULT = re.compile(
    r"(能到|可以到|够到|就是|等于|就有|就能|能有|算出来?|算下来|得出|合着|加起来|加一起)(了|的|是|有)*$"
)
BEFORE_BOUNDARY = re.compile(r"[，。？！；：、,.?!;:\n]")
DENIED = re.compile(
    r"((?<!有)没有?|(?<!是)不是|(?<![要可是好差得么])不(?=建|做|搞|办$|$)|未|并非|还没|尚未|不算|没能|不属于|不在|不去|不走|不上)"
    r"(被|能|有|去|拿到?|评上|认定为?|获得?|做|办)?$"
)
FURTHER = re.compile(
    r"还有|另外|另一|另有|再来|又贷|又签|又(?:一[笔份个轮]|有一|来一|进来|投)|再(?:贷|签|买|投|来|有|参加)|第[二三四五六七八九]笔|第[二三四五六七八九]份"
    r"|加上|再加|追加|加一[笔份个]"
)
# Sums said earlier that a further one is added to: 二期再加两千万, 又进来一轮五百万.
ADDED = re.compile(
    r"又(?:一轮|进来|投|来了?一轮|融)|再(?:加|投|融|追加|找|凑)|凑上|追加|加投|还要投|后来又|合(?:一块|一起|在一起|并|计)|累加"
    r"|加起来|[二三四]期|(?:总共|一共)呢"
)
# 两笔各五百万: how many items, and that each has the sum that follows.
EACH_OF = re.compile(r"(各|每[笔份家个张]|均|都是?|一[笔份]?样|分别都)[^，。？！；]{0,4}$")
# A rate or term that all items have: 基准都是4%，利率期限都一样.
ALL_OF = re.compile(r"(都|均|统一|一律|全)(是|按|为)?[^，。？！；]{0,3}$")
ALIKE = re.compile(r"同样|一样|相同|也是|不变|照旧|条件(都)?(一样|相同)")
SHORT_OF = re.compile(r"不到|不足|不满|未满|未到|没到|低于|少于|小于")
# What follows counts, not what was said before: 合同价100万，但登记只认了64万.
BUT = re.compile(r"但|可是|不过|实际|只认|只算")
# A sum below zero states nothing that could be calculated with.
NEGATIVE = re.compile(r"(负|[^\d\s万亿元%]\s?[-−－]|^[-−－])\s?$")
# A sum that is asked after, not told: 那300万是什么.
ASKED_AFTER = re.compile(r"^元?(是|算)(补?给|奖给?)?(什么|啥|谁|哪|干)")
# 按一年360天计: how days are counted.
DAYS_OF_YEAR = re.compile(r"(按|一年|年)[^，。？]{0,4}(36[05])\s?天?")
ITEMS = ("笔", "份", "个", "张", "家", "项")
MOST_ITEMS = 20
# 第二笔换成两千万: the number of the item that a quantity belongs to.
ORDINAL = re.compile(r"第([一二三四五六七八九1-9])[笔份个张家][^，。？！；]{0,8}$")
ORDINAL_ITEM = re.compile(r"第([一二三四五六七八九1-9])[笔份个张家]")
TAKEN_AWAY = re.compile(
    r"去掉|不要了|不算了|不算它|取消|作废|没放款|没签成|没登记成|没办成|没批下来|删掉|拿掉|剔除|不计"
)
# 里头三百万是旧设备: a part of what was said before, no new sum.
PART_OF = re.compile(r"(里头|里面|其中|当中|包含|包括|含)(的|有|了)?$")
# 月息, 月利率: the year has twelve of it.
MONTHLY = re.compile(r"(月息|月利率?|月基准利率|月化|每月利率)(是|为|大概|约|按|折成|了)*$")
COUNTED_ITEMS = re.compile(r"([两二三四五六七八九])[笔份]")
NUMERALS = "一二三四五六七八九"
YES = re.compile(r"^(是的?|对的?|有的?|嗯+|没错|当然|符合|已经?|确认|yes|ok)[，。！,.!]?", re.I)
NO = re.compile(r"^(不是|没有?|否|不对|还没|尚未|未|不符合|no)", re.I)
CLAIMED = re.compile(r"(的)?(奖励|补贴|补助|贴息|资助|奖金|到手|入袋)")
INSTALMENTS = re.compile(
    r"两[笔轮次份家]|[一二三]期.*[二三四]期|[二三四五六]轮|分别|各|一[轮笔份次家].*一[轮笔份次家]|[A-Da-d天]使?轮.*[B-Eb-e]\+?轮|还有|加上|后来|又"
)
SHARE = re.compile(r"(比例|补贴率|贴息率|几成)(就?是|为|按|：|:|有|应该是)*$")
RECEIVED = re.compile(
    r"((已经?|之前|年初)[^，。？]{0,8}(补|拿|领|贴|享受|到账|到手)(过|了|到|满)?|(今年|本年度?)[^，。？]{0,8}(补|拿|领|贴|享受|到账)(过|了))[^，。？]{0,4}$"
)
PAST = re.compile(
    r"(之前|以前|原来|原先|此前|早先|从|[二两三四五]年前)[^，。？！；]{0,8}＃|＃[^，。？！；]{0,6}(升到?|拿过|领过|已经拿|已经领)"
)
TOTAL = re.compile(r"(累计|总共|一共|合计|总计|总投入?|总额|总|共)(是|有|达|为)?$")
# Words with which the same sum is said again of something else.
AGAIN = re.compile(r"也是|还是|就是|都是|登记|发票|备案|实际")
# What a rule demands (要满…才有…).
DEMANDED = re.compile(
    r"(要|得|须|需要?|必须|起码|至少|只有|门槛是?)(投资额?|融资额?|累计)?(要|得)?(满|达到?|到|有|够|超过?|是)?$"
)
ONLY_THEN = re.compile(r"^(元|以上|及以上|块)?[^，。？！]{0,3}(才|起步|方可|方能|是门槛)")
# A slip of the tongue between two quantities, and the most that may stand between them.
SLIP = re.compile(r"不对|(?<!是)不是|错了|[说写打记讲]错|更正|口误|[哦啊噢喔]不|应该是|准确(地|点)?说")
LONGEST_SLIP = 16
# 一年最多…: what is the most in a year; 按几天一年算, 360天一年: how days are counted.
PER_YEAR = re.compile(
    r"(里|内|之内|当中|下来)?(企业|公司|我们|单家|每家)?(最多|最高|至多|封顶|顶格|上限|限额|不超过|到顶|撑死|顶多|可以?[补贴申报][几多]|能[补贴申报]几次|几[次回])"
)
DAY_COUNT = re.compile(r"(几|多少|36[056]|三百六十?[五六]?十?五?)天?(算|按|为|作|是|当)*$")
# How near the words for another sum must stand.
OTHER_SUM = 2.2
NEAR = 14
# The closeness from which a quantity certainly stands by its words; what may part those of a list.
TELLING = 1.5
# By how much a later quantity must stand nearer to its word than the earlier ones to be meant in their stead.
NEARER = 0.6
# The closeness at which even instalments are told apart from other sums.
PLAIN = 2.9
# A rate this near to the words of something else (LPR, 合同利率) is that thing's.
BESIDE = 2.5
LISTED = re.compile(
    r"[，、,；;\s+＋]*(和|及|与|加|跟|还有|另外|另|再|又|一笔|一份|一个|一轮|一次|第.[笔份轮]|各|都是|是|有)*[，、,\s]*"
)
# No rate of interest is above this many per cent: a larger bare number beside 利率 is something else.
MOST_PERCENT = 36
# A bare number this large beside 金额 is yuan.
LEAST_YUAN = 10_000
SINGLE = 6


@dataclass(frozen=True, slots=True)
class Facts:
    """What a turn says: facts, and quantities that are claims about the policy rather than facts.

    `dropped`: name and item of earlier facts that no longer hold (第二笔没放款，去掉).
    """

    held: tuple[HeldFact, ...]
    claims: tuple[Quantity, ...]
    denied: tuple[tuple[str, str], ...] = ()
    dropped: tuple[tuple[str, int], ...] = ()


def stated_of_award(text: str, quantity: Quantity) -> bool:
    """Whether a sum or rate is said of what is given: 奖200万, 200万的奖励, 能拿到30%."""
    before, after = text[max(0, quantity.start - 14) : quantity.start], text[quantity.end :]
    return bool(AWARD.search(before) or RESULT.search(before) or CLAIMED.match(after[:8]))


def read_facts(
    text: str,
    quantities: Sequence[Quantity],
    measures: Sequence[Measure],
    *,
    turn: int,
    pending: Sequence[str] = (),
    earlier: Sequence[HeldFact] = (),
    correcting: bool = False,
    variants: Mapping[str, tuple[str, ...]] | None = None,
    other_sums: Sequence[str] = (),
) -> Facts:
    """The facts of one turn, for the inputs of these measures (those in question first).

    `variants`: option value → further words for it; under "" the words of other titles. `other_sums`: what a
    sum of money is when it is none that any measure asks for (注册资本, 营收).
    """
    quantities = _mended(text, quantities)
    inputs = list({i.name: i for measure in measures for i in measure.inputs}.values())
    dropped = _dropped(text, [i for m in measures for i in m.inputs], quantities, earlier)
    said = _Turn(
        text, turn, quantities, measures, inputs, pending, earlier, correcting, other_sums, bool(dropped)
    )
    chosen, claims = _chosen(said)
    held, left = _stated(said, chosen)
    choices, denied = _choices(text, measures, inputs, turn, variants or {})
    held += choices + _flags(text, inputs, pending, turn)
    return Facts(tuple(_spread(text, held, inputs, earlier)), (*claims, *left), denied, dropped)


@dataclass(frozen=True, slots=True)
class _Turn:
    """What `read_facts` was given; `dropping`: whether the turn takes items away."""

    text: str
    number: int
    quantities: Sequence[Quantity]
    measures: Sequence[Measure]
    inputs: Sequence[Input]
    pending: Sequence[str]
    earlier: Sequence[HeldFact]
    correcting: bool
    other_sums: Sequence[str]
    dropping: bool


Chosen = dict[str, list[tuple[float, Quantity]]]


def _chosen(said: _Turn) -> tuple[Chosen, list[Quantity]]:
    """(the quantities for each input, by its name, with how near they stand to its words; claims)."""
    chosen: Chosen = {}
    claims: list[Quantity] = []
    for quantity in said.quantities:
        if DENIED.search(said.text[max(0, quantity.start - 5) : quantity.start]):
            continue
        if said.dropping and not FURTHER.search(said.text):
            continue
        if NEGATIVE.search(said.text[: quantity.start]):
            quantity = replace(quantity, nature="ambiguous", said=f"负{quantity.said}")  # noqa: PLW2901
        if ASKED_AFTER.match(said.text[quantity.end :]):
            claims.append(quantity)
        elif not _by_the_way(said, quantity):
            found = _input_for(
                said.text, quantity, said.quantities, said.measures, said.inputs, said.pending,
                said.earlier if said.correcting else (),
            )  # fmt: skip
            if found is None or _of_the_rule(said.text, quantity):
                claims.append(quantity)
            else:
                chosen.setdefault(found[1].name, []).append((found[0], quantity))
    return chosen, claims


def _by_the_way(said: _Turn, quantity: Quantity) -> bool:
    """Whether a quantity is neither fact nor claim: how items or days are counted, a part, another's sum."""
    text, others, inputs = said.text, said.quantities, said.inputs
    if _counting(text, quantity) or (said.correcting and _said_before(quantity, others, said.earlier)):
        return True
    if _by_the_year(text, quantity) or PART_OF.search(text[: quantity.start]):
        return True
    if quantity.kind == "ratio":
        near = {w for m in said.measures for miss in m.near_misses for w in miss.words}
        return _another_rate(text, quantity, others, inputs, near)
    if quantity.kind != "money":
        return False
    return _of_another_kind(text, quantity, others, said.measures) or (
        not said.pending and _another_sum(text, quantity, others, inputs, said.other_sums)
    )


def _stated(said: _Turn, chosen: Chosen) -> tuple[list[HeldFact], list[Quantity]]:
    """(the facts that the chosen quantities state, the quantities left over)."""
    held: list[HeldFact] = []
    over: list[Quantity] = []
    items = _item_count(said.inputs, chosen)
    thresholds = {c.input for m in said.measures for c in m.conditions if c.test == "at_least"}
    for asked in said.inputs:
        number = items.get(asked.list or "", 1)
        kept, left = _settle(said.text, asked, chosen.get(asked.name, []), number)
        over += left
        if asked.many and asked.unit == "yuan":
            kept = _each(said.text, kept, said.quantities)
        for item, quantity in enumerate(kept, _first_item(said, asked, kept, chosen, number)):
            fact = _fact(asked, quantity, said.number, item, said.earlier, said.text)
            fact = fact if said.correcting else _added(said.text, asked, fact, said.earlier)
            held.append(_below(fact, quantity) if asked.name in thresholds else fact)
    return held, over


def _first_item(said: _Turn, asked: Input, kept: Sequence[Quantity], chosen: Chosen, items: int) -> int:
    """The item (from 0) of the first quantity of an input: its ordinal, or the next after earlier ones."""
    if not asked.many:
        return 0
    if len(kept) == 1 and (numbered := _ordinal(said.text, kept[0])) is not None:
        return numbered
    sums = any(chosen.get(i.name) for i in said.inputs if i.list == asked.list and i.unit == "yuan")
    if FURTHER.search(said.text) and not said.correcting and sums and items == 1:
        return _next_item(asked, said.inputs, said.earlier)
    return 0


def _each(text: str, kept: list[Quantity], quantities: Sequence[Quantity]) -> list[Quantity]:
    """Two items of five million where it was said 两笔各五百万; else what was said."""
    if len(kept) != 1 or not EACH_OF.search(text[: kept[0].start]):
        return kept
    counted = [
        q.low for q in quantities if q.kind == "count" and q.unit in ITEMS and q.low == q.high and q.low
    ]
    number = max((n for n in counted if n <= MOST_ITEMS), default=Fraction(1))
    return kept * int(number)


def _below(fact: HeldFact, quantity: Quantity) -> HeldFact:
    """A sum that decides a threshold: what is 不到一千万 falls short of it, if by a 分."""
    short = quantity.nature == "at_most" and fact.high is not None and SHORT_OF.search(quantity.said)
    return replace(fact, high=fact.high - Fraction(1, 100)) if short and fact.high is not None else fact


def _ordinal(text: str, quantity: Quantity) -> int | None:
    """The item (from 0) that a quantity is said of by its number: 第二笔换成两千万."""
    found = ORDINAL.search(text[: quantity.start])
    return _place(found[1]) if found else None


def _place(numeral: str) -> int:
    return NUMERALS.index(numeral) if numeral in NUMERALS else int(numeral) - 1


def _added(text: str, asked: Input, fact: HeldFact, earlier: Sequence[HeldFact]) -> HeldFact:
    """The fact, with what was said before where this turn adds to it: 又进来一轮五百万."""
    before = next((f for f in earlier if f.name == fact.name and f.exact and f.low is not None), None)
    if asked.many or asked.unit != "yuan" or before is None or fact.low is None or fact.high is None:
        return fact
    if not ADDED.search(text) or TOTAL.search(text[: text.find(fact.said)]):
        return fact
    said = f"{before.said}、{fact.said}"
    return replace(fact, said=said, low=fact.low + (before.low or 0), high=fact.high + (before.low or 0))


def _dropped(
    text: str, inputs: Sequence[Input], quantities: Sequence[Quantity], earlier: Sequence[HeldFact]
) -> tuple[tuple[str, int], ...]:
    """The facts of an item that is taken away again."""
    if not TAKEN_AWAY.search(text):
        return ()
    found = ORDINAL_ITEM.search(text)
    many = {i.name for i in inputs if i.many}
    place = _place(found[1]) if found else None
    if place is None:
        # 60万那份没登记成，去掉: the item of that sum.
        sums = {(f.low, f.high): f.item for f in earlier if f.name in many and f.unit == "yuan"}
        place = next((sums[q.low, q.high] for q in quantities if (q.low, q.high) in sums), None)
    return tuple((f.name, f.item) for f in earlier if f.name in many and f.item == place)


def _another_rate(
    text: str,
    quantity: Quantity,
    others: Sequence[Quantity],
    inputs: Sequence[Input],
    near: Iterable[str],
) -> bool:
    """Whether a rate stands by words only taken for the measure's (LPR, 合同利率): neither fact nor claim."""
    around = _around(text, quantity, others)
    own = max((_closeness(i.words, *around) for i in inputs if i.unit == "ratio"), default=0.0)
    return _closeness(near, *around) >= max(BESIDE, own)


def _another_sum(
    text: str,
    quantity: Quantity,
    others: Sequence[Quantity],
    inputs: Sequence[Input],
    other_sums: Sequence[str],
) -> bool:
    """Whether a sum stands by words for what no measure asks for (注册资本, 已付): only told by the way."""
    before, _ = _around(text, quantity, others)
    asked = {word for i in inputs if i.unit == "yuan" for word in i.words}
    other = _closeness([word for word in other_sums if word not in asked], before, "")
    return other >= OTHER_SUM and other > max(
        (_closeness(i.words, before, "") for i in inputs if i.unit == "yuan"), default=0.0
    )


def _mended(text: str, quantities: Sequence[Quantity]) -> list[Quantity]:
    """The quantities without those that the speaker corrects in the same breath: 三百万，不对，三百五.

    A bare number that corrects a sum is meant in the same unit.
    """
    out = list(quantities)
    for at, first in enumerate(quantities):
        rest = quantities[at + 1 :]
        # 三千四百万吧，不是三千四，是三千六百万: what is denied in between is passed over.
        following = [*rest[:1], *(q for q in rest[1:2] if q.kind == first.kind)]
        second = next((q for q in following if _slip(text[first.end : q.start])), None)
        if second is None or second.kind not in (first.kind, "number"):
            continue
        out.remove(first)
        if second.kind == "number" and first.kind == "money":
            out[out.index(second)] = _in_unit_of(first, second)
    return out


def _slip(between: str) -> bool:
    """Whether what stands between two things takes the first back; 三千万，不是三百万 denies the second."""
    return (
        bool(between)
        and len(between) <= LONGEST_SLIP
        and bool(SLIP.search(between))
        and not DENIED.search(between)
    )


def _in_unit_of(first: Quantity, second: Quantity) -> Quantity:
    """A bare number as a sum of the size in which was spoken: 三百五 after 三百万 is 三百五十万."""
    scale = Fraction(100_000_000 if "亿" in first.said else 10_000)
    number = min(second.readings, default=second.low or Fraction(0))
    if number >= LEAST_YUAN or not {"万", "亿"} & set(first.said):
        scale = Fraction(1)
    amount = number * scale
    return replace(second, kind="money", low=amount, high=amount, nature="exact", readings=())


def _of_the_rule(text: str, quantity: Quantity) -> bool:
    """Whether a quantity is said of what the rule demands, not of the case: 要满2000万才有房租补贴."""
    return bool(DEMANDED.search(text[: quantity.start])) and bool(ONLY_THEN.search(text[quantity.end :]))


def _by_the_year(text: str, quantity: Quantity) -> bool:
    """Whether 一年 says per what something is meant (一年最多贴多少, 按几天一年算), not how long."""
    if quantity.kind != "duration" or quantity.low != 1 or quantity.high != 1:
        return False
    return bool(PER_YEAR.match(text[quantity.end :]) or DAY_COUNT.search(text[: quantity.start]))


def _of_another_kind(
    text: str, quantity: Quantity, others: Sequence[Quantity], measures: Sequence[Measure]
) -> bool:
    """Whether a further sum is that of a thing only taken for the measure's: 厂房还有抵押贷款2600万."""
    before, _ = _around(text, quantity, others)
    rivals = [q for q in others if q is not quantity and q.kind == "money"]
    words = [w for m in measures for miss in m.near_misses if miss.input for w in miss.words]
    return bool(rivals) and any(before.endswith(w) for w in words)


def _counting(text: str, quantity: Quantity) -> bool:
    """Whether 360天, or 一年360天, only says how days are counted."""
    found = DAYS_OF_YEAR.search(text)
    return (
        quantity.kind == "duration" and found is not None and quantity.start <= found.start(2) < quantity.end
    )


def _said_before(quantity: Quantity, others: Sequence[Quantity], earlier: Sequence[HeldFact]) -> bool:
    """Whether a correction only names again what it corrects, beside the new value."""
    rivals = [q for q in others if q is not quantity and q.kind == quantity.kind]
    return bool(rivals) and quantity.low is not None and any(f.low == quantity.low == f.high for f in earlier)


def _item_count(inputs: Sequence[Input], chosen: Mapping[str, Sequence[object]]) -> dict[str, int]:
    """How many items of each list this turn speaks of: as many as it states amounts."""
    counts: dict[str, int] = {}
    for asked in inputs:
        if asked.many and asked.list and asked.unit == "yuan":
            counts[asked.list] = max(counts.get(asked.list, 1), len(chosen.get(asked.name, [])))
    return counts


def _next_item(asked: Input, inputs: Sequence[Input], earlier: Sequence[HeldFact]) -> int:
    """The number of the next item of a list."""
    siblings = {i.name for i in inputs if i.many and i.list == asked.list}
    return 1 + max((f.item for f in earlier if f.name in siblings), default=-1)


def _settle(
    text: str, asked: Input, found: Sequence[tuple[float, Quantity]], items: int
) -> tuple[list[Quantity], list[Quantity]]:
    """(the quantities that state an input, those left over). Instalments of one fact are added up."""
    found, loose = _near_enough(text, found, many=asked.many and asked.unit == "yuan")
    found = _once(text, found)
    quantities = [quantity for _, quantity in found]
    if len({(q.low, q.high) for q in quantities}) == 1 and not (asked.many and asked.unit == "yuan"):
        return quantities[:1], loose
    room = len(found) if asked.many and asked.unit == "yuan" else items if asked.many else 1
    if len(found) <= room:
        return quantities, loose
    if not asked.many and asked.unit == "yuan" and INSTALMENTS.search(text):
        sure = [q for score, q in found if score >= TELLING and q.nature == "exact"]
        if len(sure) == len(found) or len(sure) > 1:
            return [_sum(text, sure)], [*loose, *(q for q in quantities if q not in sure)]
    best = sorted(found, key=lambda pair: -pair[0])[:room]
    kept = [q for q in quantities if any(q is b for _, b in best)]
    return kept, [*loose, *(q for q in quantities if q not in kept)]


def _near_enough(
    text: str, found: Sequence[tuple[float, Quantity]], *, many: bool
) -> tuple[list[tuple[float, Quantity]], list[Quantity]]:
    """The quantities that belong to an input, and those that merely have its unit.

    In a list (500万、300万和200万) the later ones need no word of their own. `many`: a further item is one
    only where a list or a word like 还有 says so (已经还了200万 is no second loan).
    """
    if max((score for score, _ in found), default=0.0) < (PLAIN if INSTALMENTS.search(text) else TELLING):
        return list(found), []
    if many and len(found) > 1 and _counted(text) == len(found):
        return list(found), []
    kept: list[tuple[float, Quantity]] = []
    left: list[Quantity] = []
    for score, quantity in found:
        between = text[kept[-1][1].end : quantity.start] if kept else ""
        listed = bool(kept) and bool(LISTED.fullmatch(between) or FURTHER.search(between))
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


def _counted(text: str) -> int:
    """How many items the turn says there are (三笔); 0 where it does not."""
    found = COUNTED_ITEMS.search(text)
    return NUMERALS.index(found[1].replace("两", "二")) + 1 if found else 0


def _once(text: str, found: Sequence[tuple[float, Quantity]]) -> list[tuple[float, Quantity]]:
    """The quantities without one that only says an earlier one again: 合同签了96万，登记的也是96万."""
    out: list[tuple[float, Quantity]] = []
    for score, quantity in found:
        same = [q for _, q in out if (q.low, q.high) == (quantity.low, quantity.high)]
        again = same and AGAIN.search(text[same[-1].end : quantity.start])
        if not again or FURTHER.search(text[same[-1].end : quantity.start]):
            out.append((score, quantity))
    return out


def _sum(text: str, quantities: Sequence[Quantity]) -> Quantity:
    """The total that was said, or else the sum of the instalments."""
    for quantity in quantities:
        if TOTAL.search(text[max(0, quantity.start - 5) : quantity.start]):
            return quantity
    low = sum((q.low or Fraction(0) for q in quantities), Fraction(0))
    high = sum((q.high or Fraction(0) for q in quantities), Fraction(0))
    said = "、".join(q.said for q in quantities)
    return replace(quantities[0], said=said, low=low, high=high)


def _input_for(
    text: str,
    quantity: Quantity,
    others: Sequence[Quantity],
    measures: Sequence[Measure],
    inputs: Sequence[Input],
    pending: Sequence[str],
    correctable: Sequence[HeldFact],
) -> tuple[float, Input] | None:
    """The input that a quantity states, with how near its words stand; None where it is a claim."""
    unit = UNITS.get(quantity.kind)
    if quantity.kind == "number":
        return _bare(text, quantity, others, inputs, pending, correctable)
    fitting = [i for i in inputs if i.unit == unit]
    before, after = _around(text, quantity, others)
    if not fitting or (quantity.kind == "ratio" and _states_share(quantity, before)):
        return None
    wanted = _wanted(measures, unit)
    received = {m.cap.less for m in measures if m.cap and m.cap.less}
    scored = []
    for place, candidate in enumerate(fitting):
        score = _closeness(candidate.words, before, after) - 0.01 * place
        score += 2.0 if candidate.name in pending else 0.0
        score += 1.5 if any(f.name == candidate.name for f in correctable) else 0.0
        score += 0.4 if candidate.name in wanted else 0.0
        score += 3.6 if candidate.name in received and RECEIVED.search(before) else 0.0
        scored.append((score, -place, candidate))
    score, _, best = max(scored)
    if CAP_SAID.search(before[-12:]) and quantity.low in _printed(measures):
        return None
    said_before = before[-12:]
    for other in others:
        said_before = said_before.replace(other.said, "")
    award = 3.45 if RESULT.search(said_before) else 3.3 if AWARD.search(said_before) else 0.0
    award = award or (2.6 if CLAIMED.match(after[:8]) else 0.0)
    return (score, best) if score > max(award, 0.3) else None


def _printed(measures: Sequence[Measure]) -> set[Fraction]:
    """The sums that the clauses give."""
    return {v.value for m in measures for p in m.parameters if p.unit == "yuan" for v in p.values}


def _states_share(quantity: Quantity, before: str) -> bool:
    """Whether a rate is said of what is paid (比例是80%), or can be no interest: then it is a claim."""
    too_much = quantity.high is not None and quantity.high * 100 > MOST_PERCENT
    return too_much or bool(SHARE.search(before))


def _wanted(measures: Sequence[Measure], unit: str | None) -> set[str]:
    """The inputs of a unit that the measures calculate with."""
    found: set[str] = set()
    for measure in measures:
        named = {i.name for i in measure.inputs if measure.formula and i.name in measure.formula}
        found |= {i.name for i in measure.inputs if i.unit == unit and i.name in named}
    return found


def _bare(
    text: str,
    quantity: Quantity,
    others: Sequence[Quantity],
    inputs: Sequence[Input],
    pending: Sequence[str],
    correctable: Sequence[HeldFact],
) -> tuple[float, Input] | None:
    """A bare number answers what was asked, corrects what was said last, or is a rate beside its word."""
    # 不是600万，是860: what is denied by name is what is corrected; else an amount before a term.
    held = [f for f in reversed(correctable) if f.low is not None]
    held.sort(key=lambda f: (f.said not in text, f.unit != "yuan"))
    meant = [
        (1.0 + _closeness(i.words, *_around(text, quantity, others)), i)
        for name in (*pending, *(f.name for f in held))
        for i in inputs
        if i.name == name and i.unit in ("yuan", "ratio", "years", "count")
    ]
    if meant:
        # 利率看错了，是4.75: the one whose words are said; without any the first of them.
        return next(
            (pair for pair in meant if pair[0] > 1.0 and pair[0] == max(meant, key=lambda p: p[0])[0]),
            meant[0],
        )
    unclear = max(quantity.readings, default=Fraction(0)) >= LEAST_YUAN
    if quantity.low is None or not (unclear or any(char.isdigit() for char in quantity.said)):
        return None
    before, after = _around(text, quantity, others)
    for candidate in inputs:
        close = _closeness(candidate.words, before, after)
        rate = candidate.unit == "ratio" and quantity.low < MOST_PERCENT
        sum_of_money = candidate.unit == "yuan" and (unclear or quantity.low >= LEAST_YUAN)
        if close >= 2.2 and (rate or sum_of_money):
            return close - 0.6, candidate
    return None


def _around(text: str, quantity: Quantity, others: Sequence[Quantity]) -> tuple[str, str]:
    """The words before and after a quantity, up to its neighbours."""
    rivals = [q for q in others if q.kind == quantity.kind]
    left = max((q.end for q in rivals if q.end <= quantity.start), default=0)
    right = min((q.start for q in rivals if q.start >= quantity.end), default=len(text))
    after = text[quantity.end : min(right, quantity.end + NEAR)]
    # What stands behind a comma speaks of the next thing, not of this quantity.
    return text[max(left, quantity.start - 24) : quantity.start], BEFORE_BOUNDARY.split(after)[0]


def _closeness(words: Iterable[str], before: str, after: str) -> float:
    """How near the words stand: 3 right before the quantity, less with distance and over a boundary."""
    best = 0.0
    for word in words:
        at = before.rfind(word)
        if at >= 0:
            gap = before[at + len(word) :]
            best = max(
                best,
                2.6 + 0.2 * min(len(word), 5) - 0.08 * len(gap) - 0.5 * len(BEFORE_BOUNDARY.findall(gap)),
            )
        at = after.find(word)
        if at >= 0:
            gap = after[:at]
            length = 0.2 * min(len(word), 5) if not gap else 0.0
            best = max(best, 2.6 + length - 0.12 * len(gap) - 0.9 * len(BEFORE_BOUNDARY.findall(gap)))
    return best


def _fact(
    chosen: Input, quantity: Quantity, turn: int, item: int, earlier: Sequence[HeldFact], text: str
) -> HeldFact:
    scale = _own_scale(chosen, quantity, text)
    low = None if quantity.low is None else quantity.low * scale
    high = None if quantity.high is None else quantity.high * scale
    if quantity.kind == "number":
        low, high = _scaled(chosen, quantity, earlier)
    vague = quantity.nature in ("approximate", "ambiguous", "range")
    return HeldFact(
        name=chosen.name,
        unit=chosen.unit,
        said=quantity.said,
        turn=turn,
        item=item,
        low=low,
        high=high,
        day=quantity.day_low if quantity.kind == "date" else None,
        approximate=vague,
        shared=chosen.many and chosen.unit != "yuan" and bool(ALL_OF.search(text[: quantity.start])),
    )


def _own_scale(chosen: Input, quantity: Quantity, text: str) -> Fraction:
    """What a monthly rate, or days of a year of 360, are multiplied by to be of the year."""
    if chosen.unit == "ratio" and MONTHLY.search(text[: quantity.start]):
        return Fraction(12)
    counted = DAYS_OF_YEAR.search(text)
    if chosen.unit == "years" and quantity.unit.endswith("天") and counted:
        return Fraction(365, int(counted[2]))
    return Fraction(1)


def _scaled(
    chosen: Input, quantity: Quantity, earlier: Sequence[HeldFact]
) -> tuple[Fraction | None, Fraction | None]:
    """A bare number in the unit of talk: 860 after 800万 is 860万; 4.1 for a rate is 4.1%."""
    if quantity.low is None or quantity.high is None:
        return quantity.low, quantity.high
    scale = Fraction(1)
    if chosen.unit == "ratio":
        scale = Fraction(1, 100) if quantity.high >= Fraction(1, 10) else Fraction(1)
    elif chosen.unit == "yuan":
        said = next((f.said for f in reversed(earlier) if f.name == chosen.name), "万")
        scale = (
            Fraction(100_000_000)
            if "亿" in said
            else Fraction(10_000)
            if quantity.high < 100_000
            else Fraction(1)
        )
    return quantity.low * scale, quantity.high * scale


def _choices(
    text: str,
    measures: Sequence[Measure],
    inputs: Sequence[Input],
    turn: int,
    variants: Mapping[str, tuple[str, ...]],
) -> tuple[list[HeldFact], tuple[tuple[str, str], ...]]:
    """Options that the text names, and those that it denies.

    All inputs' words are laid over the text together, the longer covering the shorter; words that only sound
    like an option (near misses) cover too, and stand for none.
    """
    words = _option_words(inputs, variants)
    masks = {word for m in measures for miss in m.near_misses if miss.input for word in miss.words}
    masks |= set(variants.get("", ()))
    held: list[HeldFact] = []
    denied: list[tuple[str, str]] = []
    past: set[tuple[str, str]] = set()
    stood = _longest(text, [*words, *masks])
    options = {at: {asked.name for asked, _ in words.get(word, [])} for at, word in stood}
    for at, word in stood:
        for asked, value in _owners(text, at, word, words.get(word, [])):
            if not _tells_level(text, at, word, asked) or any(
                text.startswith(m, at + len(word)) for m in masks
            ):
                continue  # 省级 of a title that only sounds like one of the measure's
            if DENIED.search(text[max(0, at - 8) : at]) or _taken_back(text, at + len(word), asked, options):
                denied.append((asked.name, value))
            elif not any(f.name == asked.name and f.option == value for f in held):
                item = sum(f.name == asked.name for f in held)
                held.append(HeldFact(asked.name, asked.unit, word, turn, item=item, option=value))
                around = f"{text[max(0, at - 12) : at]}＃{text[at + len(word) :][:10]}"
                past |= {(asked.name, value)} if asked.many and PAST.search(around) else set()
    held = _present(held, past)
    # Of contrary answers to a yes-or-no fact the one that is said first holds.
    return [f for f in held if f.unit != "flag" or f.item == 0], tuple(denied)


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


def _taken_back(text: str, end: int, asked: Input, options: Mapping[int, Collection[str]]) -> bool:
    """Whether an option is corrected by the next one of its input: 市级的，哎不是，省级的."""
    following = min((at for at, names in options.items() if at >= end and asked.name in names), default=end)
    return _slip(text[end:following])


def _tells_level(text: str, at: int, word: str, asked: Input) -> bool:
    """Whether an option's word is meant: a single character (省) only right before what it is a level of."""
    return len(word) > 1 or len(text) <= SINGLE or bool(hits(text[at + 1 : at + 1 + NEAR // 2], asked.words))


def _present(held: list[HeldFact], past: Collection[tuple[str, str]]) -> list[HeldFact]:
    """The choices without those of an earlier step (之前是省级的), where a present one stands beside them."""
    out: list[HeldFact] = []
    for fact in held:
        now = any(f.name == fact.name and (f.name, str(f.option)) not in past for f in held)
        if not now or (fact.name, str(fact.option)) not in past:
            item = sum(f.name == fact.name for f in out)
            out.append(replace(fact, item=item))
    return out


def _owners(text: str, at: int, word: str, owners: Sequence[tuple[Input, str]]) -> list[tuple[Input, str]]:
    """Whose option a word is: of several inputs the one whose own words stand nearest."""
    if len(owners) < 2:
        return list(owners)
    before, after = text[max(0, at - 16) : at], text[at + len(word) : at + len(word) + NEAR]
    scored = [(_closeness(asked.words, before, after), asked, value) for asked, value in owners]
    best = max(score for score, _, _ in scored)
    return [(asked, value) for score, asked, value in scored if score == best]


def _longest(text: str, words: Iterable[str]) -> list[tuple[int, str]]:
    """Where the words stand, the longer covering the shorter, in the order of the text."""
    covered = [False] * len(text)
    found: list[tuple[int, str]] = []
    for word in sorted(set(words), key=lambda w: (-len(w), w)):
        at = text.find(word)
        while at >= 0:
            if not any(covered[at : at + len(word)]):
                covered[at : at + len(word)] = [True] * len(word)
                found.append((at, word))
            at = text.find(word, at + 1)
    return sorted(found)


def _flags(text: str, inputs: Sequence[Input], pending: Sequence[str], turn: int) -> list[HeldFact]:
    """Yes or no, as an answer to what was asked."""
    return [
        _flag(asked, text, turn, said=not NO.match(text))
        for asked in inputs
        if asked.unit == "flag" and asked.name in pending[:1] and (YES.match(text) or NO.match(text))
    ]


def _flag(asked: Input, word: str, turn: int, said: bool) -> HeldFact:
    return HeldFact(asked.name, asked.unit, word, turn, option="true" if said else "false")


def _spread(
    text: str, held: list[HeldFact], inputs: Sequence[Input], earlier: Sequence[HeldFact]
) -> list[HeldFact]:
    """A rate or term said once, or of all, holds for every item of its list that has none of its own."""
    by_name = {i.name: i for i in inputs}
    out = list(held)
    alike = bool(ALIKE.search(text))
    sources = [*held, *(f for f in earlier if f.shared or alike)]
    for fact in sources:
        source = by_name.get(fact.name)
        if source is None or not source.many or source.unit == "yuan":
            continue
        siblings = {i.name for i in inputs if i.many and i.list == source.list}
        items = {f.item for f in (*held, *earlier) if f.name in siblings}
        own = {f.item for f in (*out, *earlier) if f.name == fact.name}
        same = {
            (f.low, f.high, f.option)
            for f in sources
            if f.name == fact.name and (f in held) == (fact in held)
        }
        if len(same) == 1:
            out += [replace(fact, item=item) for item in sorted(items - own)]
    return out
