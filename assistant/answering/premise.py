"""Claims about the policy: right, right but a ceiling, or wrong; a wrong figure is not repeated."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction

from assistant.answering.answer import Status
from assistant.answering.case import QUOTES, Case
from assistant.answering.detail import CORRECT
from assistant.answering.phrasing import (
    Conclusion,
    amounts_sentence,
    amounts_spoken,
    award_sentence,
    award_spoken,
    chosen_awards,
    first_sentence,
    short_name,
    silent_spoken,
)
from assistant.dialogue.asides import SET_ASIDE
from assistant.dialogue.belonging import received
from assistant.dialogue.phrases import loose_hits
from assistant.dialogue.quantities import Quantity
from assistant.dialogue.supposing import supposition
from assistant.policy.measure import Gap
from assistant.wording import yuan

# A word of a gap this long tells by itself that the gap is meant.
TELLING = 3
# How much or how far, of a support without an amount: 有钱拿没, 是全免吗.
MUCH = re.compile(r"钱|全免|全额|多少|几[万成折档]|[几好]几?[十百千]来?万|免多少|有没?有?个?准?数(?!字)")
# A sum that is said to be given: 是不是奖50万, 每年补100万.
AWARDED = re.compile(
    r"(奖|补|给|发|拿|领)(励|贴|助)?(到|我们|企业)?(的?是)?\s?[\d一二两三四五六七八九十百半几]+[\d.]*\s?[百千]?[万亿]"
)
# What a share comes to is asked for: 那一半是多少钱, 按一半给的话是多少.
COMES_TO = re.compile(r"(?:是|有|给|补|贴|拿|算|得)(?:出来|下来)?(?:多少|几(?!成|折|个点))|算一?算|算一下")
# What is said of a threshold: 要满2000万才有.
DEMANDED = re.compile(r"(要|得|须|必须|起码|至少|门槛)[^，。？！]{0,12}(才|门槛|起步)|门槛[^，。？！]{0,4}是")
# Whether something is more than a limit: 会不会超, 超不超得过, 超没超.
EXCEEDS = re.compile(
    r"有没有[^，。？！]{0,3}[超破]|会不会[^，。？！]{0,4}[超破顶]|超[不没]超|[超突]破?过?[^，。？！]{0,8}[吗么不没][？?]?$"
)
# Whether someone has a share in it is asked, and not how much it is: 它也能按投入一半补吗, 有我的份不.
HAS_PART = re.compile(
    r"也(?:能|可以|可|有|给|会|算|按|归|拿|领|享)[^，。？！]{0,14}(?:[吗么嘛不没吧伐][？?]?|[？?])$"
    r"|有(?:没有)?[^，。？！]{0,3}(?:我|咱|他|它|她|人家)们?的?一?份|[轮沾摊]得?[不到着上]+[我咱他它]"
)
# The rate is only applied to what was told, and no claim: 投了一千二，补一半是多少.
APPLIED = re.compile(
    r"^[^，。？！]{0,3}[，,]?(?:那|就|该|应该|能|可以?|一共|总共|大概|得)*(?:是|有|补|贴|给|拿)*(?:多少|几[万百千])"
)
# An award is called by its sum: 首台套那50万; and what makes an assertion of it.
BY_ITS_SUM = re.compile(r"(?:那|这|的)[笔个]?$")
# The same from behind: 20万的申报，截止到几号.
NAMED_SUM = re.compile(
    r"元?(?:的|这|那)?[笔个项档条]?(?:奖励?|补贴|补助|资助|贴息)?的?(?:申报|申请|报名|受理|材料|流程|手续|表格|审核|兑付)"
)
ASSERTED = re.compile(r"元?(?:吧|吗|么|对|[^？?]*(?:来得及|赶得上))")
# Whether something is given at all, or falls under it, is asked.
_GIVEN_ASKED = re.compile(
    r"(?:还|也|都|照样|能|可以|会|有)[^，。？！]{0,6}(?:给|补|贴|奖|报|退|拿|领|享受)[^，。？！]{0,3}[吗么不没伐][？?]?$"
    r"|[给补贴奖报]不[给补贴奖报]|算不算|能不能|行不行|有份[吗么没]|有[吗么没][？?]?$"
)
# What somebody spent: 花了一个亿收购.
_SPENT = re.compile(r"(?:花|掏|砸)(?:了|掉|出去?)?(?:大概|差不多|整整)?$")
# The sum itself is asked to be confirmed: 是400万吗, 400万对不对.
_CONFIRMS = re.compile(r"元?(?:的)?(?:吗|么|吧|嘛|对|没错|是不是|真的|[？?])")
_SAYS_IT_IS = re.compile(r"(?:是不是|是否|都?是|为|按|就是|有)(?:给|奖|补|贴|一共|总共)?$")
# What is said of it is put to be confirmed: 是直接打给我们的补助款吗, 是这样写的不.
TO_CONFIRM = re.compile(
    r"(?<!是不)是(?!要|不|否)[^，。？！]{2,14}[吗么][？?]?$|是(这样|这么)(写|说|讲|规定|定)的?[不吗么]"
)


def premise_of(case: Case) -> Conclusion | None:
    """A claim about the policy: right, right but a ceiling, or wrong; a wrong figure is not repeated."""
    told = next((m for m in case.misses if not m.input), None)
    claims = [
        c for c in case.claims if c.kind in ("money", "ratio") and not (_received(case, c) or _spent(case, c))
    ]
    claims = [c for c in claims if not (case.computing and _cap_named(case, c)) and not _applied(case, c)]
    awarded = {award.high for award in case.awards}
    # Of several sums that are named the one that is this measure's: 科创板的400万和单项冠军200万.
    claim = next((c for c in claims if len(claims) > 1 and c.low in awarded), next(iter(claims), None))
    if told is not None:
        return _told(case, told.says)
    if claim is None or _carried_over(case):
        return None
    if case.measure.pays and claim.kind == "money" and SET_ASIDE.search(case.said.partition(claim.said)[0]):
        unsaid = "全区为这一项安排多少资金，原文没有写。"
        return Conclusion(f"{unsaid}{amounts_sentence(case)}", unsaid, "not_specified")
    if any(c.test == "at_least" for c in case.measure.conditions) and DEMANDED.search(case.said):
        return _threshold_claim(case, claim.low)
    if case.measure.kind in ("service", "not_subsidy"):
        left_open = (
            any(g in case.measure.not_in_text for g in case.gaps) and "premise" not in case.aspects[:1]
        )
        if "amount" in case.aspects[:1] or (left_open and MUCH.search(case.said)):
            return None
        summary = case.measure.summary_on(case.measure.in_force_from)
        # A sum is said of what names none: the text leaves open whether there is one. A budget it does name.
        named = any(p.unit == "yuan" for p in case.measure.parameters)
        open_sum = not named and claim.kind == "money" and bool(AWARDED.search(case.said))
        status: Status = "not_specified" if open_sum else "answered"
        return Conclusion(f"不能这样理解：{summary}", silent_spoken(case.measure), status, figures=False)
    if claim.kind == "ratio":
        return _ratio_claim(case, claim.low)
    found = _money_claim(case, claim.low)
    rates = any(p.unit == "ratio" for p in case.measure.parameters)
    if found is None or rates or all(c.kind != "ratio" for c in claims):
        return found
    # 按三成补就是105万，封顶就拿100万: the sum is right, the share is made up.
    return replace(found, text=f"按什么比例给，原文没有写。{found.text}")


def _carried_over(case: Case) -> bool:
    """Whether it is asked if what was over in a year goes to the next: 多的50万能挪到今年吗."""
    return any("结转" in gap.name and told_by_words(gap, case) for gap in case.gaps)


def _cap_named(case: Case, claim: Quantity) -> bool:
    """Whether the cap is only named to ask if it is exceeded: 加起来会不会超那个200万的线."""
    cap = case.measure.cap
    held = case.measure.parameter(cap.parameter) if cap else None
    return (
        held is not None and claim.low in {v.value for v in held.values} and bool(EXCEEDS.search(case.said))
    )


def rate_applied(case: Case) -> bool:
    """Whether the clause's rate is only named to ask what comes of a sum: 投了一千二，补一半是多少."""
    return any(_applied(case, claim) for claim in case.claims)


def _spent(case: Case, claim: Quantity) -> bool:
    """Whether a sum is what was spent on something else, and none of the policy's: 花一个亿买了个壳."""
    return claim.kind == "money" and bool(_SPENT.search(case.said.partition(claim.said)[0]))


def _applied(case: Case, claim: Quantity) -> bool:
    """Whether a claim is the clause's rate, named to ask what comes of a sum that was told roughly."""
    rates = {v.value for p in case.measure.parameters if p.unit == "ratio" for v in p.values}
    behind = case.said.partition(claim.said)[2]
    applied = claim.kind == "ratio" and claim.low in rates and bool(APPLIED.match(behind))
    return applied and bool(case.unclear)


def _whose_part(case: Case) -> str:
    """Who gets it by the clause, where someone asks for a share in it; "" elsewhere."""
    return f"可以享受的是{case.measure.audience}。" if HAS_PART.search(case.said) else ""


def _threshold_claim(case: Case, claimed: Fraction | None) -> Conclusion | None:
    """A threshold as the user has it: right, or another one."""
    condition = next(c for c in case.measure.conditions if c.test == "at_least")
    limit = condition.parameter and case.measure.parameter(condition.parameter)
    if not limit or claimed is None:
        return None
    figure = "".join(limit.values[-1].text.split())
    verdict = "对，" if limit.values[-1].value == claimed else "不是这个数，"
    return Conclusion(
        f"{verdict}门槛是**{figure}**及以上。{case.measure.summary_on(case.measure.in_force_from)}",
        f"{verdict}门槛是{figure}及以上。",
        "answered",
    )


def _received(case: Case, claim: Quantity) -> bool:
    """Whether a sum was paid before (前年已经领过省里的50万): it says nothing of what the text gives."""
    at = case.said.find(claim.said)
    if at < 0:
        return False
    return bool(received(case.said, replace(claim, start=at, end=at + len(claim.said))))


def _told(case: Case, says: str) -> Conclusion:
    asked = bool({"amount", "ratio"} & set(case.aspects[:2]))
    unsaid = case.measure.kind == "unquantified" and asked  # 那个专项奖励具体是多少万
    summary = case.measure.summary_on(case.measure.in_force_from) if unsaid else ""
    amounts = amounts_sentence(case) if case.measure.pays else summary
    # 用一年期LPR代替行吗 asks for no amount, though a term is told.
    own = case.own and (any(f.unit == "yuan" for f in case.facts) or "amount" in case.aspects[:2])
    asks = case.measure.kind in ("rate_with_cap", "rate_up_to") and bool(case.ledger.unknown) and own
    return Conclusion(says + amounts, first_sentence(says), "needs_facts" if asks else "answered", asks=asks)


def _ratio_claim(case: Case, claimed: Fraction | None) -> Conclusion | None:
    rates = [p for p in case.measure.parameters if p.unit == "ratio"]
    if claimed is None or not (case.measure.pays or case.measure.kind == "unquantified"):
        return None
    if not rates:
        return Conclusion(
            f"原文没有写比例。{case.measure.summary_on(case.measure.in_force_from)}",
            f"{short_name(case.measure)}没有写比例。",
            "not_specified" if case.measure.kind == "unquantified" else "answered",
        )
    rate = rates[0].values[-1]
    shown = "".join(rate.text.split())
    verdict = "对，" if rate.value == claimed else "不对，"
    sums = {c.low for c in case.claims if c.kind == "money"}
    if rate.value == claimed and sums and not sums & {a.high for a in case.awards}:
        verdict = "不是这个数，"  # the rate is right, what was made of it is not
    whose = _whose_part(case)
    verdict = "" if whose and rate.value == claimed else verdict  # the rate is right, not that it is theirs
    # 平台建在外地的分厂，五成还给吗: whether it is given is asked, and not how large the share is.
    given = _GIVEN_ASKED.search(case.said) and not CORRECT.search(case.said)
    verdict = "" if given and rate.value == claimed else verdict
    limit = "不超过" if case.measure.kind == "rate_up_to" else ""
    # 那一半是多少钱你帮我算算: the rate is only named, and what it comes to is asked for.
    asks = case.own and bool(case.ledger.unknown) and bool(COMES_TO.search(case.said))
    return Conclusion(
        f"{whose}{verdict}{rates[0].label}是{limit}**{shown}**。{amounts_sentence(case)}",
        f"{rates[0].label}{limit}{shown}。",
        "needs_facts" if asks else "answered",
        asks=asks,
    )


def _money_claim(case: Case, claimed: Fraction | None) -> Conclusion | None:
    if case.measure.kind == "unquantified" and claimed is not None and AWARDED.search(case.said):
        told = "金额原文没有写。"
        return Conclusion(
            f"{told}{case.measure.summary_on(case.measure.in_force_from)}",
            silent_spoken(case.measure),
            "not_specified",
        )
    if not case.measure.pays or claimed is None or not case.awards:
        return None
    named = chosen_awards(case)
    right = [a for a in named if a.high == claimed]
    if len(named) > 1 and claimed == sum(a.high or Fraction(0) for a in named):
        # 三个加起来170万: what each is; that they are not added up is told beside it.
        return Conclusion(amounts_sentence(case), amounts_spoken(case), "answered")
    other = "ratio" in case.aspects[:1] or any(
        g.name in case.sure or told_by_words(g, case) for g in case.gaps
    )
    if right and other:
        return None
    if right and len(named) == 1:
        award = right[0]
        if award.bound == "at_most":
            return Conclusion(
                f"{yuan(award.high or Fraction(0))}是上限，不是一定给这么多：{award_sentence(case, award)}。",
                f"{award_spoken(case, award)}，这是上限。",
                "answered",
            )
        verdict = _whose_part(case) or ("对，" if _to_be_confirmed(case) else "")
        spoken = award_spoken(case, award) if verdict != "对，" else f"对，{award_spoken(case, award)}"
        return Conclusion(f"{verdict}{award_sentence(case, award)}。", f"{spoken}。", "answered")
    if right:
        return None
    # Under a ceiling any sum may be what is granted: it is only not what the text says.
    below = all(a.bound == "at_most" and a.high is not None and claimed < a.high for a in named)
    verdict = "原文没有写这个数。" if below else "不是这个数。"
    # With a rate the sum could be worked out from the case; without one the text leaves it open.
    status: Status = "not_specified" if below and case.measure.kind == "cap_only" else "answered"
    return Conclusion(f"{verdict}{amounts_sentence(case)}", amounts_spoken(case), status)


def _to_be_confirmed(case: Case) -> bool:
    """Whether it is the sum that is put to be confirmed, and not something else: 那400万现在能给吗."""
    if told := supposition(case.said):
        # 那四百万先给一半，规定是这样吧: something else is told of the sum.
        sums = [claim.said.rstrip("元") for claim in case.claims if claim.kind == "money"]
        return any(told.rstrip("元的").endswith(said) for said in sums)
    if TO_CONFIRM.search(case.said):
        return True
    ends = [case.said.partition(claim.said) for claim in case.claims]
    return any(_CONFIRMS.match(behind) or _SAYS_IT_IS.search(ahead) for ahead, said, behind in ends if said)


def told_by_words(gap: Gap, case: Case) -> bool:
    """Whether a word of a gap is said that is long enough to tell by itself that the gap is meant."""
    return any(len(word) >= TELLING for word in loose_hits(case.said.translate(QUOTES), gap.words))


def asserted(case: Case) -> bool:
    """Whether a figure is asserted, and the award not only named by it: 境外上市那300万，多久到账."""
    printed = {v.value for p in case.measure.parameters for v in p.values}
    if case.claims and TO_CONFIRM.search(case.said):
        return True
    for claim in case.claims:
        ahead, _, behind = case.said.partition(claim.said)
        named = BY_ITS_SUM.search(ahead) or NAMED_SUM.match(behind)
        if claim.low not in printed or not named or ASSERTED.match(behind):
            return True
    return False
