"""Several loans of which the interest is known, told in one turn or over several, each with its own term.

No loan may take over the term of another one, by whatever verb its own is told. The rates are one for all.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from fractions import Fraction

from evals.told_words import WAN, money, percent, term

ROOM = Fraction(2_000_000)
OPENING = (
    "专利质押{n}，基准利率都是{r}：",
    "我们今年有{n}知识产权质押贷款，基准都按{r}，",
    "{n}专利质押贷款，基准{r}，",
)
NAMES = (
    ("第一笔", "第二笔", "第三笔"),
    ("一笔", "另一笔", "还有一笔"),
    ("甲银行", "乙银行", "丙银行"),
    ("年初那笔", "五月那笔", "九月那笔"),
    ("工行", "农行", "招行"),
)
VERBS = (
    *(
        "",
        "，",
        "用了",
        "只用了",
        "借了",
        "借",
        "贷",
        "贷了",
        "放了",
        "放",
        "做了",
        "拿了",
        "拿",
        "给了",
        "办了",
    ),
    *("签了", "，期限", "期限是", "占用了", "周转了", "使了", "走了", "押了", "，是", "，借期", "实际用了"),
)
JOINTS = ("，", "；", "，", "、")
ASKED = ("，一共贴多少", "，加起来能贴多少", "，合计贴息多少？", "。总共贴几多")
MORE = (
    "今年还有一笔{a}也是专利质押的，{v}{t}，加上一共多少",
    "漏了一笔{a}的，同样是专利质押，{v}{t}，重新算一下合计",
    "又贷了一笔{a}，也是押专利，{v}{t}，两笔加起来呢",
    "还有一笔{a}，条件都一样，就是期限不同，{v}{t}，总共呢",
    "另外一笔是{a}，其他都相同，唯独{v}{t}，一共多少",
    "再来个{a}的，基准不变，{v}{t}，两笔总数",
)
VARIED = (
    "要是第二笔{v}{t}呢",
    "第二笔要是只{v}{t}，一共多少",
    "那如果第二笔改成{t}呢",
    "第二笔其实{v}{t}，合计多少",
)
ONE_VARIED = ("要是{v}{t}呢", "那改成{t}呢", "如果只{v}{t}呢", "不对，是{t}", "要是贷{t}呢")
# One alone is asked after, by its number, its size or its name; or each by itself.
NTH_ALONE = (
    "光看{nth}笔是多少",
    "{nth}笔单独能贴多少",
    "只说{nth}笔的，多少",
    "{nth}笔呢",
    "就{nth}笔，贴多少",
)
LARGEST_ALONE = ("金额最大的那笔单独是多少", "最大的那笔能贴多少", "光算最大的那笔呢")
ADDED_ALONE = (
    "还有一笔{a}也是专利质押的，{v}{t}，就这笔贴多少",
    "漏说了一笔{a}，同样押的专利，{v}{t}，这笔单独是多少",
    "后来又贷了{a}，也是专利质押，{v}{t}，光算新加的这笔",
)
EACH = ("，每笔分别贴多少", "，各能贴多少？", "。一笔一笔报给我，别加", "，分开算各是多少")
_NTH = ("第一", "第二", "第三")
_MONTHS = (3, 4, 6, 6, 8, 9, 9, 12, 12)


def interest(loans: Sequence[tuple[Fraction, int]], rate: Fraction) -> Fraction:
    """What loans of yuan over months come to in a year, yuan; never above the cap of an enterprise."""
    return min(sum((a * rate / 2 * Fraction(m, 12) for a, m in loans), Fraction(0)), ROOM)


Loans = list[tuple[Fraction, int]]


def loans_told(chance: random.Random) -> tuple[tuple[str, ...], tuple[Fraction, ...]]:
    """(the turns, what is asked for comes to, yuan): all together, each by itself, or one alone."""
    loans, rate, told = _told(chance)
    if chance.random() < 0.25:
        return (told + chance.choice(EACH),), _each(loans, rate)
    turns = [told + chance.choice(ASKED)]
    if len(loans) == 2 and chance.random() < 0.4:
        months = chance.choice([m for m in _MONTHS if m != loans[1][1]])
        turns.append(_ask(chance.choice(VARIED), chance, months))
        loans[1] = (loans[1][0], months)
        return tuple(turns), (interest(loans, rate),)
    if chance.random() < 0.3:
        turn, place = _alone(loans, chance)
        return (*turns, turn), (interest([loans[place]], rate),)
    return tuple(turns), (interest(loans, rate),)


def loan_added(chance: random.Random) -> tuple[tuple[str, ...], tuple[Fraction, ...]]:
    """(the turns, what is asked for comes to, yuan): one loan, then another one or another term."""
    rate = Fraction(chance.randint(290, 500) // 5 * 5, 10_000)
    yuan, months = _sum(chance), chance.choice(_MONTHS)
    first = (
        f"专利质押贷款{money(yuan, chance)}，基准利率{percent(rate, chance)}，{term(months, chance)}，贴多少"
    )
    later = chance.choice([m for m in _MONTHS if m != months])
    if chance.random() < 0.4:
        turn = _ask(chance.choice(ONE_VARIED), chance, later)
        return (first, turn), (interest([(yuan, later)], rate),)
    more, alone = _sum(chance), chance.random() < 0.4
    form = chance.choice(ADDED_ALONE if alone else MORE).replace("{a}", money(more, chance))
    turn = _ask(form if not alone else f"{form}，基准一样", chance, later)
    counted = [(more, later)] if alone else [(yuan, months), (more, later)]
    return (first, turn), (interest(counted, rate),)


def _told(chance: random.Random) -> tuple[Loans, Fraction, str]:
    """(loans of yuan over months, their rate, how they are told)."""
    rate = Fraction(chance.randint(290, 500) // 5 * 5, 10_000)
    loans = [(_sum(chance), chance.choice(_MONTHS)) for _ in range(chance.choice((2, 2, 2, 3)))]
    names = chance.choice(NAMES)
    opening = chance.choice(OPENING).format(
        n=f"{'两' if len(loans) == 2 else '三'}笔", r=percent(rate, chance)
    )
    items = [
        name + money(yuan, chance) + _verb(chance) + term(months, chance)
        for name, (yuan, months) in zip(names, loans, strict=False)
    ]
    return loans, rate, opening + chance.choice(JOINTS).join(items)


def _each(loans: Loans, rate: Fraction) -> tuple[Fraction, ...]:
    """What each comes to; where all together would pass the cap, what they come to under it."""
    each = tuple(interest([loan], rate) for loan in loans)
    return each if sum(each) <= ROOM else (ROOM,)


def _alone(loans: Loans, chance: random.Random) -> tuple[str, int]:
    """(a turn that asks after one of the loans, its place)."""
    sums = [yuan for yuan, _ in loans]
    if chance.random() < 0.3 and sums.count(max(sums)) == 1:
        return chance.choice(LARGEST_ALONE), sums.index(max(sums))
    place = chance.randrange(len(loans))
    return chance.choice(NTH_ALONE).format(nth=_NTH[place]), place


def _sum(chance: random.Random) -> Fraction:
    return Fraction(chance.choice((chance.randint(12, 300) * 10, chance.randint(120, 3000))) * WAN)


def _verb(chance: random.Random) -> str:
    return chance.choice(VERBS)


def _ask(form: str, chance: random.Random, months: int) -> str:
    return form.format(v=_verb(chance).strip("，"), t=term(months, chance))
