"""The first sentences: what was asked, answered. One function an aspect; the first that applies speaks."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from assistant.answering.alternatives import asks_since, either_way
from assistant.answering.answer import Status
from assistant.answering.applying import AMOUNT_ASKED, REACHES, applying
from assistant.answering.by_item import as_far_as_known, each_of
from assistant.answering.case import MOST, QUALIFYING, Case, sources
from assistant.answering.comparison import compared
from assistant.answering.counted import uncounted_in
from assistant.answering.detail import paid_when, required, unprinted, untitled
from assistant.answering.draft import MOST_SPOKEN
from assistant.answering.exclusion import excluded
from assistant.answering.line_named import only_lined
from assistant.answering.literal import (
    accumulated,
    all_alike,
    grounds_of_grading,
    listed_in,
    reckoned_by,
    stands_in,
    things_asked_after,
    words_asked_after,
    written_of_two,
)
from assistant.answering.membership import payee, unsettled, without_title
from assistant.answering.phrasing import (
    Conclusion,
    amounts_sentence,
    amounts_spoken,
    as_said,
    audience_spoken,
    between,
    first_sentence,
    ground_of,
    said_roughly,
    short_name,
    silent_spoken,
)
from assistant.answering.premise import MUCH, premise_of, rate_applied, told_by_words
from assistant.answering.print_meant import ceiling_meant, flawed
from assistant.answering.rough import capped_anyway
from assistant.answering.shortfall import left_of_cap, left_over, nothing_left, reached
from assistant.answering.silence import (
    ASKS_TEXT,
    RANKED,
    by_whom,
    either_open,
    how_often,
    repaid,
    staged,
    uncharged,
    uncounted,
    undated,
    undefined,
    unfloored,
    ungraded,
    unranked,
    unscaled,
    unwritten,
)
from assistant.answering.supposed import supposed
from assistant.answering.untold import is_own, kind_untold
from assistant.answering.upgrade import upgraded, weighs_upgrade
from assistant.dialogue.choices import SIDE_BY_SIDE
from assistant.dialogue.counted_in import put
from assistant.dialogue.follow_up import INQUIRY
from assistant.dialogue.phrases import loose_hits
from assistant.dialogue.sentence import ASKS
from assistant.dialogue.supposing import supposition
from assistant.policy.measure import Gap
from assistant.wording import listed, yuan

# Whether there is such a thing at all: answered by the clause, even where it names no amount.
EXISTS = re.compile(r"有(没有)?[^，。？]{0,8}(吗|么|没有?|不)|有没有|([提写说讲])没\3")
# Whether money is given at all, or what the measure itself is called: 有钱拿吗, 有倾斜吗.
ANYTHING = re.compile(r"有(?:没有)?(?P<what>[^，。？！]{1,6}?)(?:拿|领|给)?(?:吗|么|没有?|不)?[？?]?$")
SOME_MONEY = re.compile(r"^(?:[一点些个什么]|奖|补|钱|好处|奖[励金]|补[贴助]|资助)+$")
# Per what the amount is meant: 是总共还是每年.
EITHER_PERIOD = re.compile(
    r"(总共|一共|一次性?|[一这]回|[一这]趟|一锤子|每次|每笔|每个?合同|一份合同)[^，。？]{0,6}[，,]?还是[^，。？]{0,6}(每年|一年|按年|年年|总共|一共)"
    r"|(每年|一年|按年|年年)[^，。？]{0,6}[，,]?还是[^，。？]{0,6}(总共|一共|一次|[一这]回|[一这]趟|一锤子|每次|每笔|一份)"
)
# What share is asked for: 按什么比例, 报几成.
SHARE_ASKED = re.compile(r"比例|几成|几折|百分之(?:几|多少)|几分之几")
# How many there are of what the clause counts: 一家配几名, 培育多少家.
COUNTED = re.compile(r"(多少|几)(家|名|个|位|户)")
# The share of one enterprise in what is there for all: 那么单家企业额度若干.
ONE_FIRM = re.compile(r"单[家个]|每家|一家|每个企业")
LIMIT = re.compile(r"额度|最高|最多|上限|封顶|[保担撑](?:到|得到|得?了)?(?:多少|几(?!家|年)|多大)")
# To which of two it is paid: 是打给我还是打给租客.
WHOM = re.compile(r"[打发给付拨补奖归]给?[^，。？！]{1,5}还是[打发给付拨补奖归]?给?")
# Every tier is asked for: 四种称号各给多少, 列给我.
EACH_TIER = re.compile(r"各(给|奖|是|有|能|补)?多少|分别|列(给|出|一下|下)|每[档种个级]|都是多少|哪几档")
# Whether it is so, and not how much: 会不会按比例给, 是按比例来的吗.
WHETHER = re.compile(r"会不会|是不是|是否|[吗么][？?]?$")
# Into how many parts, and how much each.
HOW_MANY = re.compile(r"几[期次个笔步档]|每[期次个步][^，。]{0,4}(多少|几)|怎么分|哪[几些]")
# Which school, which bank: no place in the document.
WHICH = re.compile(r"哪[个所家些](?!条|款|文件|文|段|章|部分)")
# What something is reckoned by, of two: 认合同上的数还是发票上的数.
COUNTS_BY = re.compile(r"认(?!定|为)[^，。？！]{2,8}还是")
# The same of a sum that is given: 按预算给还是按实际花的给, 基数看发票额，还是合同上的数.
RECKONED = re.compile(r"(?:按照?|看|以|凭|依)的?是?[^，。？！]{2,8}[，,]?还是")
# How much of something, or how one comes by it, that a service may leave open: 租金怎么收, 后备库怎么进.
SIZE_ASKED = re.compile(
    r"多少(?!家)|多大|多高|几(?:个点|成|万|平|档)|(?:怎么|怎样|如何)(?:收|进|入|才能进|才能入|挑|选|评|分配?)"
)
# Whether money is given for something: 有上云补贴吗, 装修补不补.
MONEY_THERE = re.compile(
    r"有(?:没有)?[^，。？！]{0,8}(?:补贴|补助|奖励|资助|报销|津贴)(?:吗|么|没有?|不|嘛)?[？?]?$|(?:补|奖|报)不(?:补|奖|报)"
)
MONEY = {"amount", "case", "premise"}
# An award is spoken of.
AWARD = re.compile(r"奖|补|贴|资助|金额")


def conclude(case: Case, silent: tuple[str, ...], as_of: date) -> Conclusion:
    """The conclusion to what was asked. `silent`: what about applying is asked and the text leaves open."""
    steps: tuple[Callable[[], Conclusion | None], ...] = (
        lambda: applying(case, silent),
        lambda: undefined(case, as_of),
        lambda: by_whom(case, as_of),
        lambda: either_way(case, as_of),
        lambda: uncounted_in(case, as_of),
        lambda: excluded(case),
        lambda: untitled(case),
        lambda: without_title(case),
        lambda: payee(case),
        lambda: ceiling_meant(case),
        lambda: flawed(case),
        lambda: _to_the_letter(case),
        lambda: left_over(case),
        lambda: nothing_left(case, as_of),
        lambda: reached(case, as_of),
        lambda: left_of_cap(case, as_of),
        lambda: compared(case),
        lambda: _decided(case),
        lambda: upgraded(case) if weighs_upgrade(case) else None,
        lambda: staged(case),
        lambda: paid_when(case, as_of),
        lambda: unwritten(case, as_of),
        lambda: ungraded(case),
        lambda: unscaled(case),
        lambda: unfloored(case),
        lambda: unranked(case),
        lambda: uncounted(case, as_of),
        lambda: uncharged(case, as_of),
        lambda: _period(case) if EITHER_PERIOD.search(case.said) or how_often(case) else None,
        lambda: unprinted(case, as_of),
        lambda: either_open(case),
        lambda: supposed(case, as_of),
        lambda: premise_of(case),
        lambda: repaid(case, as_of),
        lambda: _computed(case),
        lambda: capped_anyway(case, as_of) if {"case", *MONEY} & set(case.aspects[:2]) else None,
        lambda: upgraded(case),
        lambda: _gap(case, as_of),
        lambda: _ratio(case, as_of),
        lambda: _period(case),
        lambda: kind_untold(case),
        lambda: unsettled(case),
        lambda: undated(case, as_of),
        lambda: required(case, as_of),
        lambda: _eligibility(case),
        lambda: _basis(case),
        lambda: _amount(case, as_of),
    )
    found = next((found for step in steps if (found := step()) is not None), None) or _terms(case, as_of)
    told = found.figures or found.status == "not_specified"
    met = _met(case) if case.computing and told and not case.excluded else ""
    found = replace(found, text=f"{met}{found.text}") if met and met[:-1] not in found.text else found
    other = _other_of_two(case)
    return replace(found, text=f"{found.text}{other}") if other and other not in found.text else found


def _other_of_two(case: Case) -> str:
    """What is said of the one of two set side by side that the clause does not mean: 厂房抵押还是专利质押."""
    if not SIDE_BY_SIDE.search(case.said) or case.excluded:
        return ""
    yes = {fact.name for fact in case.facts if fact.option == "true"}
    return next((miss.says for miss in case.misses if miss.input in yes), "")


def _met(case: Case) -> str:
    """That a threshold is reached by what was just said; "" where none is in question, or what counts is."""
    if only_lined(case) or asks_since(case) or (put(case.said) and not REACHES.search(case.said)):
        return ""
    outcomes = {c.input: c.outcome for c in case.ledger.conditions}
    for condition in case.measure.conditions:
        limit = condition.parameter and case.measure.parameter(condition.parameter)
        if condition.test == "at_least" and limit and outcomes.get(condition.input) == "met":
            return f"按您说的数，达到了{''.join(limit.values[-1].text.split())}的门槛。"
    return ""


def _decided(case: Case) -> Conclusion | None:
    """A threshold that the user's own figures decide; not what counts towards it (可转债算不算)."""
    reaches = bool(REACHES.search(case.said))
    # 到账一共1036万: what is only told asks nothing that is left open.
    asks = ASKS.search(case.said) or INQUIRY.search(case.said) or ASKS_TEXT.search(case.said)
    if any(told_by_words(gap, case) for gap in case.gaps) and asks:
        return None
    told = any(fact.low is not None for fact in case.facts)
    if not reaches and not told and any(gap.name in case.sure for gap in case.gaps):
        return None  # 从哪年哪月开始累
    if case.claims and not reaches and supposition(case.said):
        return None  # 创投过千万的专项奖励是投资额的1%，上限一百万，对吧
    if only_lined(case) and case.nearest and not reaches:
        return None  # 前年那轮能往那个累计一千万里加吗
    checks = {c.input: c.outcome for c in case.ledger.conditions}
    thresholds = [c for c in case.measure.conditions if c.test == "at_least"]
    unsettled = [c for c in thresholds if checks.get(c.input) == "unknown"]
    rough = [f.said for f in case.unclear if f.name in {c.input for c in unsettled}]
    rough = [] if "combine" in case.aspects[:1] else rough  # 两份房租补贴能都拿吗
    # 那边总共给了大概一千万上下: said of nothing, and roughly, it may be what the line goes by.
    about_it = not rough and unsettled and case.own and (reaches or "eligibility" in case.aspects[:1])
    rough = (
        [c.said for c in case.claims if c.kind == "money" and c.nature == "approximate"]
        if about_it
        else rough
    )
    asks_whether = reaches or bool({"eligibility", "premise"} & set(case.aspects[:1])) or not case.aspects
    if rough or (unsettled and asks_whether and case.own and not case.claims and not WHOM.search(case.said)):
        about = f"您说的{as_said(rough[0])}不是准数，" if rough else ""
        return Conclusion(
            f"{about}要看{unsettled[0].text}这一条。{case.measure.summary_on(case.measure.in_force_from)}",
            f"{about}要看是否达到门槛。"[:40],
            "needs_facts",
            asks=True,
        )
    # 翻了下账，一共1003万: what a sum comes to is told, and no award is asked for.
    no_award = set() if AWARD.search(case.said) else {"amount"}
    only_told = case.computing and not asks and set(case.aspects) <= {"case", *no_award}
    if not thresholds or not (reaches or only_told or {"eligibility", "premise"} & set(case.aspects[:1])):
        return None
    deciding = [c for c in thresholds if checks.get(c.input) == "met"]
    if not deciding:
        return _terms(case, case.measure.in_force_from)
    others = [c.text for c in case.ledger.conditions if c.outcome == "unknown"]
    rest = f"其他条件是{listed(others).removeprefix('是')}。" if others else ""
    return Conclusion(
        f"{_met(case)}{rest}{case.measure.summary_on(case.measure.in_force_from)}",
        f"按您说的数，达到{short_name(case.measure)}的门槛。",
        "answered",
    )


def _to_the_letter(case: Case) -> Conclusion | None:
    """Whether a word stands in the clause, or a thing in its list, where that is asked."""
    quotes = [evidence.quote for evidence in sources(case.measure)]
    words = words_asked_after(case.said)
    told = stands_in(words, quotes) if words else listed_in(things_asked_after(case.said), quotes)
    whole = [evidence.quote for evidence in case.measure.evidence.values()]
    told = told or ("" if REACHES.search(case.said) else accumulated(case.said, whole))
    if not told and not case.measure.pays:
        weighed = supposition(case.said) or RANKED.search(case.said)  # 评这个划算还是评那个，哪个补得多
        either = "" if weighed else written_of_two(case.said, whole)
        told = (
            either
            or grounds_of_grading(case.said, [case.clause.text])
            or ("" if weighed else all_alike(case.said, whole))
        )
    opened = case.sure or case.leading or any(told_by_words(gap, case) for gap in case.gaps)
    told = told or reckoned_by(case.said, [evidence.quote for evidence in sources(case.measure)])
    if not told and (COUNTS_BY.search(case.said) or (RECKONED.search(case.said) and not opened)):
        told = written_of_two(case.said, [evidence.quote for evidence in sources(case.measure)])
    if not told or case.misses:
        return None
    rest = (
        amounts_sentence(case) if case.measure.pays else case.measure.summary_on(case.measure.in_force_from)
    )
    return Conclusion(f"{told}。{rest}", first_sentence(f"{told}。"), "answered")


def _gap(case: Case, as_of: date) -> Conclusion | None:
    """What is asked is among what the clause leaves open."""
    gaps = [g for g in case.gaps if not g.name.startswith(QUALIFYING)]
    if _anything_asked(case) and not any(told_by_words(g, case) for g in gaps):
        return None
    vague = set() if case.measure.pays else {"terms", "eligibility"}  # 成果算谁的
    if case.measure.kind == "not_subsidy":
        gaps = [] if "还是" in case.said else [g for g in gaps if g in case.measure.not_in_text]
    elif not gaps and case.leading and not (case.fresh or case.claims or set(case.aspects) - vague):
        gaps = [Gap(case.leading, ())]  # nothing else tells what is asked
    counts = COUNTED.search(case.said) and any(p.unit == "count" for p in case.measure.parameters)
    spread = counts and case.measure.kind == "not_subsidy"  # 五百家分到街道，每个街道几家
    plain = [g for g in gaps if told_by_words(g, case) or (spread and g.name in case.sure)]
    if (case.unclear or counts) and not plain:
        return None
    each = case.options and EACH_TIER.search(case.said)  # 一个市级，一个省级，各多少
    sure = () if case.computing or each or AMOUNT_ASKED.search(case.said) else case.sure
    if case.measure.pays and set(case.aspects[:2]) & MONEY:
        gaps = [g for g in gaps if told_by_words(g, case) or g.name in sure]
    elif case.computing:
        gaps = [g for g in gaps if loose_hits(case.said, g.words)]
    named = any(told_by_words(gap, case) for gap in gaps)
    if not gaps or (case.measure.pays and case.options and not named and set(case.aspects[:1]) <= {"case"}):
        return None
    if "ratio" in case.aspects[:1]:
        gaps.sort(key=lambda gap: "比例" not in gap.name)  # 能补几成 asks that before all else
    names = listed([g.name for g in gaps[:2]])
    asks_sum = set(case.aspects[:1]) & MONEY and (not case.sure or AMOUNT_ASKED.search(case.said))
    if case.measure.tiers and not case.options and not asks_sum:
        # Which tier it is, is not said, and no amount is asked: all of them would answer nothing.
        told = f"{names}，原文没有写。"
        return Conclusion(told, f"{gaps[0].name}，文件没有写。"[:40], "not_specified", figures=False)
    known = case.measure.summary_on(as_of)
    return Conclusion(f"{names}，原文没有写。{known}", f"{gaps[0].name}，文件没有写。"[:40], "not_specified")


def _anything_asked(case: Case) -> bool:
    """Whether it is only asked if there is any money, or such a support at all: 有钱拿吗, 区里有倾斜吗."""
    found = ANYTHING.search(case.said)
    if found is None or case.measure.kind in ("service", "not_subsidy"):
        return False
    called = (*case.measure.words, case.measure.benefit[-2:])
    return bool(SOME_MONEY.search(found["what"])) or found["what"] in called


def _ratio(case: Case, as_of: date) -> Conclusion | None:
    # Who names a figure of the own case asks what comes of it; a mere name (知识产权质押) is no such figure.
    rates = [p for p in case.measure.parameters if p.unit == "ratio"]
    second = "ratio" in case.aspects[:2] and not rates and bool(SHARE_ASKED.search(case.said))
    # 实际花了260万，按几成补: what is told of the own case asks nothing itself.
    asked = next((a for a in case.aspects if a != "case"), "") == "ratio" or second
    if not asked or rate_applied(case) or (case.measure.kind in ("service", "not_subsidy") and not second):
        return None
    if case.measure.kind in ("fixed", "up_to") and WHETHER.search(case.said):
        return None  # 奖励是按投入的比例来的吗: it is a sum or a ceiling and nothing else
    if case.computing and rates:
        return None
    fixed = case.awards[0] if len(case.awards) == 1 and case.awards[0].bound == "exact" else None
    if not rates and fixed and "amount" in case.aspects[:2]:
        told = f"原文写的是定额，没有写按比例给。{amounts_sentence(case)}"
        return Conclusion(told, amounts_spoken(case), "answered")
    if not rates:
        return Conclusion(
            f"比例是多少，原文没有写。{case.measure.summary_on(as_of)}",
            f"{short_name(case.measure)}没有写比例。",
            "not_specified",
        )
    shown = "".join(rates[0].at(as_of).text.split())
    limit = "不超过" if case.measure.kind == "rate_up_to" else ""
    return Conclusion(
        f"{rates[0].label}是{limit}**{shown}**。{case.measure.summary_on(as_of)}",
        f"{rates[0].label}{limit}{shown}。",
        "answered",
    )


def _period(case: Case) -> Conclusion | None:
    supposed = (
        case.fresh and bool(case.options) and case.said.rstrip("？?").endswith("呢")
    )  # 明年认定成省级了呢
    asked = "period" in case.aspects[:1] and not case.claims and not supposed
    asked = asked or bool(EITHER_PERIOD.search(case.said)) or bool(how_often(case))
    if not asked or case.computing or not case.measure.pays:
        return None
    if unsaid := how_often(case):
        return Conclusion(f"{unsaid}{amounts_sentence(case)}", first_sentence(unsaid), "not_specified")
    told = {
        "once": "是一次性的。",
        "per_year": "按年度计算，每年有上限。",
        "per_event": "按单次计算。",
        "in_stages": "按进度、分阶段给，每个阶段给多少原文没有写。",
        "unstated": "是一次性还是分次给，原文没有写。",
    }[case.measure.period]
    staged = case.measure.period == "in_stages" and bool(HOW_MANY.search(case.said))
    status: Status = "not_specified" if case.measure.period == "unstated" or staged else "answered"
    return Conclusion(
        f"{case.measure.name}{told}{amounts_sentence(case)}", f"{short_name(case.measure)}{told}", status
    )


def _eligibility(case: Case) -> Conclusion | None:
    if "eligibility" not in case.aspects[:1]:
        return None
    checks = case.ledger.conditions
    open_checks = [c for c in checks if c.outcome == "unknown"]
    needs = listed([c.text for c in checks]) if checks else ""
    lead = f"这一条写的对象是{case.measure.audience}。"
    condition = f"条件是{needs.removeprefix('是')}。" if len(checks) > 1 else ""
    given = (
        amounts_sentence(case) if case.measure.pays else case.measure.summary_on(case.measure.in_force_from)
    )
    if case.own and checks and not open_checks:
        return Conclusion(
            f"按您说的情况，条件是符合的，最终由主管部门审核认定。{given}",
            f"按您说的情况符合{short_name(case.measure)}的条件。",
            "answered",
        )
    deciding = {c.input for c in case.measure.conditions if c.test == "at_least" or c.test == "one_of"}
    asks = case.own and any(c.input in deciding for c in open_checks)
    return Conclusion(
        f"{lead}{condition}{given}",
        audience_spoken(case.measure),
        "needs_facts" if asks else "answered",
        asks=asks,
    )


def _computed(case: Case) -> Conclusion | None:
    """An amount worked out from the user's own facts, unless something else is asked of facts said before."""
    if case.measure.kind not in ("rate_with_cap", "rate_up_to"):
        return None
    if case.ledger.status != "determined":
        return as_far_as_known(case) if case.groups and not any(case.whose) else None
    told = next((aspect for aspect in case.aspects if aspect != "case"), "")
    point = ASKS.search(case.said) and (case.sure or (case.leading and not case.aspects))
    if not case.fresh and (told not in MONEY if told else point or (case.sure and not case.aspects)):
        return None  # 那基准利率以哪天的为准, 上述投入是否含设备购置: a point is asked, and no amount
    award = case.awards[0] if case.awards else None
    if award is None or award.high is None:
        return None
    most = "最高" if award.bound == "at_most" else ""
    if case.groups:
        return each_of(case)
    capped = "（已到上限）" if case.capped else ""
    return Conclusion(
        f"{ground_of(case)}{case.measure.benefit}{most}为**{yuan(award.high)}**{capped}。",
        f"{short_name(case.measure)}{most}{yuan(award.high)}{capped}。",
        "answered",
    )


def _basis(case: Case) -> Conclusion | None:
    """Where it is written, where nothing else is asked: 哪条写的."""
    if case.aspects[:1] != ("basis",) or case.fresh or not case.clause.label or WHICH.search(case.said):
        return None
    place = spoken = f"写在{case.clause.document} {case.clause.label}。"
    if AMOUNT_ASKED.search(case.said) and case.awards:
        both = f"{amounts_spoken(case).rstrip('。')}，写在{case.clause.label}。"
        spoken = both if len(both) <= MOST_SPOKEN else amounts_spoken(case)
    return Conclusion(f"{place}{case.measure.summary_on(case.measure.in_force_from)}", spoken, "answered")


def _amount(case: Case, as_of: date) -> Conclusion | None:
    measure = case.measure
    if not measure.pays:
        return _no_amount(case, as_of)
    lacking = (
        not (EXISTS.search(case.said) and not case.own)
        and not (MOST.search(case.said) and not case.computing)
        and bool(case.ledger.unknown)
        and (not case.aspects or bool(MONEY & set(case.aspects[:2])) or case.own)
    )
    if measure.kind in ("rate_with_cap", "rate_up_to"):
        return Conclusion(
            f"{said_roughly(case) or between(case)}{measure.summary_on(as_of)}",
            amounts_spoken(case),
            "needs_facts" if lacking else "answered",
            asks=lacking,
        )
    asks = lacking and measure.tiers is not None and not case.options and is_own(case)
    asks = (asks or case.undecided) and not EACH_TIER.search(case.said)
    status: Status = "needs_facts" if asks else "answered"
    told = amounts_sentence(case) or measure.summary_on(as_of)
    given = measure.kind == "cap_only" and any(f.low is not None for f in case.facts)
    unscaled = "投入多少换算成多少，原文没有写比例，所以只能说到上限。" if given else ""
    return Conclusion(f"{told}{unscaled}", amounts_spoken(case), status, asks=asks)


def _no_amount(case: Case, as_of: date) -> Conclusion | None:
    """What is said where money is asked of a measure for which the text gives none."""
    measure = case.measure
    # 我们今年参与了两项国标，奖多少: what is told of the own case asks nothing itself.
    first = next((aspect for aspect in case.aspects if aspect != "case"), "")
    money = first in ("amount", "ratio")
    sized = bool(SIZE_ASKED.search(case.said) or MONEY_THERE.search(case.said))
    sized = sized and first in ("", "amount", "terms", "process")
    settled = {"eligibility", "defines", "basis", "combine", "premise"}
    if any(p.unit == "years" for p in measure.parameters):
        settled |= {"period"}
    asked = not EXISTS.search(case.said) and not settled & set(case.aspects[:1])
    silent = (
        money or (measure.kind == "service" and sized)
        if measure.kind in ("service", "not_subsidy")
        else money or asked or bool(MUCH.search(case.said))
    )
    counted = COUNTED.search(case.said) and any(p.unit == "count" for p in measure.parameters)
    whole = LIMIT.search(case.said) and not ONE_FIRM.search(case.said)
    counted = counted or (whole and any(p.unit == "yuan" for p in measure.parameters))
    of_one = (
        money
        and measure.kind == "not_subsidy"
        and ONE_FIRM.search(case.said)
        and not WHETHER.search(case.said)
    )
    if measure.kind in ("service", "not_subsidy") and (
        counted or (measure.parameters and not case.own and not of_one)
    ):
        silent = False
    if measure.kind == "not_subsidy" and "还是" in case.said:
        return Conclusion(measure.summary_on(as_of), silent_spoken(measure), "answered", figures=False)
    if not silent and not money:
        return None
    return Conclusion(
        measure.summary_on(as_of),
        silent_spoken(measure),
        "not_specified" if silent else "answered",
        figures=False,
    )


def _terms(case: Case, as_of: date) -> Conclusion:
    """The rule in a sentence."""
    spoken = amounts_spoken(case) if case.measure.pays else first_sentence(case.measure.summary_on(as_of))
    return Conclusion(case.measure.summary_on(as_of), spoken, "answered")
