"""Cases of which the amount is known, told as people tell them: in any order, with much else beside.

What stands beside the facts (how old the firm is, its capital, what it paid for something else) must never
get into an amount. Asking back is no error here; another amount than the true one is.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal

from assistant.answering.answer import Answer
from assistant.calculation.quantity import round_to_cent
from evals.running import Answering
from evals.told_loans import loan_added, loans_told
from evals.told_words import WAN, money, number, percent, term

Outcome = Literal["right", "asked", "wrong"]
DAY = date(2024, 9, 10)
# Said of the firm and its people; none of it is asked for by any measure that is told here.
BESIDE = (
    "我们公司成立{n}年了",
    "厂开了{n}年",
    "在滨江这边{n}年了",
    "我干这行{n}年",
    "公司是20{y}年注册的",
    "注册资本{m}",
    "注册资金{m}实缴",
    "去年营收{m}",
    "年产值{m}左右",
    "去年净利润{m}",
    "员工{p}个人",
    "研发人员{p}名",
    "手里有{q}项发明专利",
    "软著有{q}个",
    "研发投入占{r}",
    "毛利率{r}",
    "去年交税{m}",
    "厂房抵押还有一笔{m}的贷款",
    "厂房租金一年{m}",
    "车间面积{p}平方米",
    "去年底刚搬来",
    "今年3月刚换了财务",
    "老板让我问问",
    "前两年行情不好",
    "隔壁那家拿了{m}",
    "应收账款还有{m}",
    "我们{y}年评的高企",
    "设备买了{m}",
    "账上现金{m}",
    "上一轮估值{m}",
    "社保交了{p}人",
    "专利还有{n}年到期",
    "房子租约还剩{n}年",
    "合作了{n}年的老客户",
    "法人占股{r}",
    "我这边着急要",
    "这个事情拖了{n}个月了",
)
# The measure that hangs on a sum, and where its line is, 二（三）8.
THRESHOLD = "vc_rent_reward"
LINE = Fraction(10_000_000)
CAPS = {
    "ip_pledge_interest": Fraction(2_000_000),
    "innovation_voucher": Fraction(500_000),
    "common_tech_platform": Fraction(20_000_000),
}
HELLO = ("", "", "", "你好，", "喂，", "想问一下，", "请教个事，", "是这样的，", "那个，")
JOINTS = ("，", "，", "，", "。", "", " ", "；", "，然后", "，另外呢，")
LOAN = (
    "用专利质押贷了{a}",
    "知识产权质押贷款{a}",
    "拿两项专利去银行押了{a}贷款",
    "商标质押借了{a}",
    "专利权质押贷款额{a}",
    "专利质押从银行借到{a}",
    "银行批了{a}的知识产权质押贷款",
    "专利押给银行，贷款{a}",
)
RATE = (
    "基准利率{r}",
    "银行基准利率是{r}",
    "基准{r}",
    "基准利率按{r}",
    "对应的银行基准利率{r}",
    "基准利率 {r}",
)
TERM = ("期限{t}", "贷{t}", "{t}期", "为期{t}", "借了{t}", "贷款期限{t}", "一共借{t}")
LOAN_ASKED = (
    "能贴多少",
    "贴息多少",
    "区里贴息算下来多少",
    "帮我算下贴息",
    "可以拿到多少贴息",
    "贴息能有几多",
)
RECEIVED_INTEREST = ("今年已经拿过贴息{a}", "本年度已获贴息{a}", "年初领过{a}贴息", "今年贴息已经到账{a}")
VOUCHER = (
    "买了创新券载体平台的服务，合同登记额{a}",
    "创新券平台服务合同{a}，认定登记过",
    "技术服务合同登记了{a}，用的创新券载体平台",
    "创新券载体平台那边签了{a}的技术服务合同，已认定登记",
    "创新券服务，认定登记的合同金额{a}",
)
MORE_VOUCHER = ("后来又签了一份{a}", "还有一份{a}的", "另外一份合同{a}")
VOUCHER_ASKED = ("能补多少", "最多补多少", "补助多少", "可以补几万", "帮我算算补多少")
RECEIVED_VOUCHER = ("今年已经补过{a}", "本年度已经领了{a}的创新券补助", "创新券补助今年已拿{a}")
PLATFORM = (
    "我们专精特新企业建了共性技术研发平台，项目投入{a}",
    "共性技术研发平台是我们自己建的，总投入{a}",
    "建共性技术平台投了{a}",
    "共性技术研发平台项目投入{a}，经认定了",
)
PLATFORM_ASKED = ("能补多少", "补贴多少", "区里补几成，算下来多少", "帮我算一下补贴")


@dataclass(frozen=True, slots=True)
class Told:
    """The turns, the measure, and what is asked for comes to in yuan (several where each of several is asked
    for); of a threshold the sum held against it."""

    turns: tuple[str, ...]
    measure: str
    amounts: tuple[Fraction, ...]

    @property
    def text(self) -> str:
        """The turns in one line."""
        return " / ".join(self.turns)

    def answer(self, assistant: Answering) -> Answer:
        """What the assistant answers to the last of the turns."""
        conversation = None
        for words in self.turns:
            turn = assistant.answer(words, conversation=conversation, as_of=DAY)
            conversation = turn.conversation
        return turn.answer


def tell(count: int, seed: int) -> Iterator[Told]:
    """`count` cases; the same for the same seed."""
    chance = random.Random(seed)
    kinds: Sequence[Callable[[random.Random], Told]] = (_loan, _loan, _loans, _voucher, _platform, _venture)
    for _ in range(count):
        yield chance.choice(kinds)(chance)


def _loan(chance: random.Random) -> Told:
    months = chance.choice((6, 9, 12, 12, 12, 12, 18, 24, 36, 8))
    # A term over a year has the cap anew each year: what it comes to is kept below, for one answer.
    most = 9800 if months <= 12 else 2500
    principal = Fraction(
        chance.choice((chance.randint(12, most // 10) * 10, chance.randint(120, most))) * WAN
    )
    rate = Fraction(chance.randint(290, 520) // 5 * 5, 10_000)
    parts = [
        chance.choice(LOAN).format(a=money(principal, chance)),
        chance.choice(RATE).format(r=percent(rate, chance)),
        chance.choice(TERM).format(t=term(months, chance)),
    ]
    room = Fraction(2_000_000)
    if months <= 12 and chance.random() < 0.15:
        received = Fraction(chance.randint(5, 190) * WAN)
        room -= received
        parts.append(chance.choice(RECEIVED_INTEREST).format(a=money(received, chance)))
    amount = principal * rate * Fraction(1, 2) * Fraction(months, 12)
    return Told(
        (_story(parts, chance.choice(LOAN_ASKED), chance),), "ip_pledge_interest", (min(amount, room),)
    )


def _loans(chance: random.Random) -> Told:
    turns, amounts = chance.choice((loans_told, loan_added))(chance)
    return Told(turns, "ip_pledge_interest", amounts)


def _voucher(chance: random.Random) -> Told:
    sums = [Fraction(chance.randint(8, 240) * WAN)]
    parts = [chance.choice(VOUCHER).format(a=money(sums[0], chance))]
    if chance.random() < 0.3:
        sums.append(Fraction(chance.randint(6, 90) * WAN))
        parts[0] += "，" + chance.choice(MORE_VOUCHER).format(a=money(sums[1], chance))
    room = Fraction(500_000)
    if chance.random() < 0.2:
        received = Fraction(chance.randint(2, 48) * WAN)
        room -= received
        parts.append(chance.choice(RECEIVED_VOUCHER).format(a=money(received, chance)))
    amount = min(sum(sums, Fraction(0)) * Fraction(3, 10), room)
    return Told((_story(parts, chance.choice(VOUCHER_ASKED), chance),), "innovation_voucher", (amount,))


def _platform(chance: random.Random) -> Told:
    invested = Fraction(chance.randint(60, 5200) * WAN)
    parts = [chance.choice(PLATFORM).format(a=money(invested, chance))]
    amount = min(invested / 2, Fraction(20_000_000))
    return Told((_story(parts, chance.choice(PLATFORM_ASKED), chance),), "common_tech_platform", (amount,))


def _venture(chance: random.Random) -> Told:
    sums = [Fraction(chance.randint(10, 900) * WAN) for _ in range(chance.choice((1, 2, 2, 3)))]
    names = chance.choice((("A轮", "B轮", "C轮"), ("去年", "今年", "上个月"), ("第一家", "第二家", "第三家")))
    verb = chance.choice(("拿了创投机构{a}", "创投机构投了{a}", "进来创投的钱{a}"))
    parts = [name + verb.format(a=money(each, chance)) for name, each in zip(names, sums, strict=False)]
    text = chance.choice(HELLO) + "我们是专精特新，" + "，".join(parts)
    if chance.random() < 0.5:
        text += "，" + _beside(chance)
    asked = chance.choice(("房租补贴的线够了没", "够不够三年房租补贴的门槛", "达到一千万那条线了吗"))
    return Told((f"{text}，{asked}",), THRESHOLD, (sum(sums, Fraction(0)),))


def _story(parts: list[str], asked: str, chance: random.Random) -> str:
    """The facts in their order, with one to three things told beside them, and the question at the end."""
    told = list(parts)
    if chance.random() < 0.4:
        first, rest = told[0], told[1:]
        chance.shuffle(rest)
        told = [first, *rest]
    for _ in range(chance.choice((0, 1, 1, 2, 2, 3))):
        told.insert(chance.randint(0, len(told)), _beside(chance))
    text = chance.choice(HELLO) + told[0]
    for part in told[1:]:
        text += chance.choice(JOINTS) + part
    return text + chance.choice(("，", "，", "", "。")) + asked + chance.choice(("", "？", "？"))


def _beside(chance: random.Random) -> str:
    return chance.choice(BESIDE).format(
        n=number(chance.randint(2, 28), chance),
        y=f"{chance.randint(8, 23):02d}",
        m=money(Fraction(chance.randint(20, 9000) * WAN), chance),
        p=chance.randint(12, 480),
        q=number(chance.randint(2, 60), chance),
        r=percent(Fraction(chance.randint(3, 45), 100), chance),
    )


def outcome_of(told: Told, answer: Answer) -> Outcome:
    """What became of a case: its amount was given; asked back, or the cap told; another amount given."""
    if told.measure == THRESHOLD:
        missed, met = "没有达到" in answer.text, "达到了1000万元" in answer.text
        said = None if missed == met else met
        return "asked" if said is None else "right" if said == (told.amounts[0] >= LINE) else "wrong"
    given = sorted(Fraction(f.amount) for f in answer.figures if f.measure == told.measure)
    if [round_to_cent(amount) for amount in given] == [round_to_cent(a) for a in sorted(told.amounts)]:
        return "right"
    return "asked" if answer.status == "needs_facts" or set(given) <= {CAPS[told.measure]} else "wrong"
