"""Several loans of which the interest is known, told in one turn or over several, each with its own term.

No loan may take over the term of another one, by whatever verb its own is told. The rates are one for all.
"""

from __future__ import annotations

import random
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
)
VARIED = (
    "要是第二笔{v}{t}呢",
    "第二笔要是只{v}{t}，一共多少",
    "那如果第二笔改成{t}呢",
    "第二笔其实{v}{t}，合计多少",
)
ONE_VARIED = ("要是{v}{t}呢", "那改成{t}呢", "如果只{v}{t}呢", "不对，是{t}", "要是贷{t}呢")
_MONTHS = (3, 4, 6, 6, 8, 9, 9, 12, 12)


def interest(loans: list[tuple[Fraction, int]], rate: Fraction) -> Fraction:
    """What loans of yuan over months come to in a year, yuan; never above the cap of an enterprise."""
    return min(sum((a * rate / 2 * Fraction(m, 12) for a, m in loans), Fraction(0)), ROOM)


def loans_told(chance: random.Random) -> tuple[tuple[str, ...], Fraction]:
    """(the turns, what they come to, yuan)."""
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
    turns = [opening + chance.choice(JOINTS).join(items) + chance.choice(ASKED)]
    if len(loans) == 2 and chance.random() < 0.4:
        months = chance.choice([m for m in _MONTHS if m != loans[1][1]])
        turns.append(_ask(chance.choice(VARIED), chance, months))
        loans[1] = (loans[1][0], months)
    return tuple(turns), interest(loans, rate)


def loan_added(chance: random.Random) -> tuple[tuple[str, ...], Fraction]:
    """(the turns, what they come to, yuan): one loan, then another one or another term."""
    rate = Fraction(chance.randint(290, 500) // 5 * 5, 10_000)
    yuan, months = _sum(chance), chance.choice(_MONTHS)
    first = (
        f"专利质押贷款{money(yuan, chance)}，基准利率{percent(rate, chance)}，{term(months, chance)}，贴多少"
    )
    later = chance.choice([m for m in _MONTHS if m != months])
    if chance.random() < 0.5:
        return (first, _ask(chance.choice(ONE_VARIED), chance, later)), interest([(yuan, later)], rate)
    more = _sum(chance)
    turn = _ask(chance.choice(MORE).replace("{a}", money(more, chance)), chance, later)
    return (first, turn), interest([(yuan, months), (more, later)], rate)


def _sum(chance: random.Random) -> Fraction:
    return Fraction(chance.choice((chance.randint(12, 300) * 10, chance.randint(120, 3000))) * WAN)


def _verb(chance: random.Random) -> str:
    return chance.choice(VERBS)


def _ask(form: str, chance: random.Random, months: int) -> str:
    return form.format(v=_verb(chance).strip("，"), t=term(months, chance))
