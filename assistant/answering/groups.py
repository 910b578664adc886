"""An award in parts: by the years of a loan, by the years or the enterprises of several items, or by item.

A cap per year and enterprise holds for each of these by itself, so a sum over all of them must not be put
under one cap.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from math import floor
from typing import Any

from assistant.calculation.evaluation import evaluate
from assistant.calculation.ledger import Award, Ledger, Step
from assistant.calculation.quantity import Value, round_to_cent, write_quantity
from assistant.dialogue.conversation import HeldFact
from assistant.dialogue.following import PUTTING_OFF
from assistant.dialogue.sentence import ASKS, CLAUSE_END
from assistant.policy.measure import Input, Measure
from assistant.wording import AT_LEAST, IN_ALL, ITEM, yuan

# Grammar, not vocabulary. What comes of it in one year, whatever the term: 三年期，每年能贴多少; and in all.
YEARLY = re.compile(
    r"(每一?年|按年(?!度?利率|限)度?[看算计]?|第[一二三]年|年均|(?<![\d一二三四五六七八九十])一年(?!半)|[一每]个?(?:完整|整|自然|会计|财务)?的?年度)[^，。？]{0,6}(多少|几|[贴补][息贴助]?$)|每一?年的?(贴息|补贴|补助)的?(金?额度?|数额?)"
)
TOTAL = re.compile(r"总共|一共|合计|总计|拢共|总数|从头到尾|加起来")
_BUT_TOTAL = re.compile(
    rf"(?:别|不要|不用|不必|不是|不看|不问|不管|甭|覅|勿|无需|没问|先不)[^，。？！]{{0,5}}(?:{TOTAL.pattern})"
)
# In which year an item falls, and whose it is where no enterprise is named, as the words before its sum say.
YEAR = re.compile(r"前年|去年|上一?年|今年|本年|明年|来年|20\d\d年?")
ENTERPRISE = re.compile(
    r"([A-Da-d甲乙丙丁]|第?[一二三]|另外?一?|这|那)(家|个)?(客户|公司|企业|厂)|(另|第[一二三]|[A-D甲乙丙丁])家"
)
# A further item is to be counted with the others: 厂房抵押的那笔也加进去.
COUNT_IN = re.compile(r"[加算][进上][来去]?|一起算|一并算|也[能可]以?[算贴补]|合并|计入")
# Each item's own amount asked for: 分别贴多少, 每笔该贴几多, 一笔一笔报, 哪几份算数，各自封顶是多少; 先别加.
EACH_ASKED = re.compile(
    r"(?:分别|各自?|每一?[笔份个家单项])[^，。？！\d一二两三四五六七八九十百千万半]{0,8}(?:多少|几(?!家|个月|年)|啥数|什么数|数)"
    r"|分别(?:的)?(?:贴息|补助|补贴|金额|数额)?(?:是)?[？?]|能算几[笔份个]算几[笔份个]|(?:分别|各自)(?:单独|单|给我)?(?:报|讲|说|算|列|告诉)"
    r"|(?:多少|几万?|啥|什么)[^，。？！\d]{0,4}(?:分别|各自?)(?=[说讲报列算]|[，。？！]|$)|(?:贴息|补助|补贴|金额|数额)(?:分别|各自?)(?:多少|几|怎么)"
    r"|(?:一[笔份个单]一?[笔份个单]|挨[笔份个]|分开|拆开)(?:地|来|给我|跟我)*(?:报|讲|说|算|列|看|告诉|过|写|标)|逐[笔份个单](?!款)"
    r"|(?:别|不要|不用|不必|甭|覅|勿|无需)(?:给我|再)?(?:加|合|汇)(?:总|计|起来|一块|一起|在一起|到一起)?(?=[，。！]|$)|报[两三四五]个数|[贴补拿]多少[，,；;、][^，。？！\d]{1,10}[贴补拿]多少"
)
# Of each of several matters, or of each of the items of one.
_EACH_MATTER = re.compile(r"分别|各自")
_EACH_ITEM = re.compile(r"[每各逐][笔份个单]|一[笔份个单]一[笔份个单]|[笔份][^，。？！]{0,4}(?:分别|各)")
# What of a year is meant, where nothing asks in so many words: 今年这笔的贴息.
_OF_THE_YEAR = re.compile(rf"(?:{YEAR.pattern})[^，。？！]{{0,4}}(?:[这那]一?[笔份单]|贴息|补助|补贴)")
# Which of several brings most: 哪笔贴得多，多的那笔多少; 少的那笔呢.
_BEST = re.compile(
    r"(?:贴|补)得?(?:最|更)?[多少]的?(?:是)?(?:那|哪)?一?[笔份]|哪一?[笔份](?:贴|补)得?(?:最|更)?[多少]|(?<![多大])[多少]的那一?[笔份]"
)
# What is known by now is asked for, though something of another item is not: 现在能算出多少, 先告诉我能算的.
_AS_FAR = re.compile(
    r"(?:能|可以?)(?:先)?算(?:出来?|得)?的?(?:多少|几|[，。？！]|$)|算得[出了清]|先(?:告诉|报|给|算|说)|(?:现在|目前|眼下|暂时)[^，。？！]{0,4}(?:能|可以?)[^，。？！]{0,4}(?:多少|几)"
)
_LEAST_OF = re.compile(r"(?<!多)少的?(?:是)?(?:那|哪)?一?[笔份]|(?:贴|补)得?(?:最|更)?少")
# The name of the group that is a year of a longer term.
EACH_YEAR = "每年"
# What a step comes to, or comes to at least, where one of the items is not known.
_YUAN = re.compile(rf"(?:{AT_LEAST})?([\d,]+(?:\.\d+)?)元")


def grouped(
    measure: Measure, text: str, facts: Sequence[HeldFact], given: Mapping[str, Value], as_of: date
) -> tuple[Ledger, tuple[str, ...]]:
    """(the ledger, with an award for each group; what each is of, () where there is but one of all).

    `text`: the part of the turn that asks; `given`: `facts` as the calculation takes them.
    """
    whole = evaluate(measure, given, as_of)
    listed = next((i.list for i in measure.inputs if i.many and i.unit == "yuan"), None)
    items = given.get(listed or "")
    if measure.cap is None or not listed or not isinstance(items, tuple) or not whole.awards:
        return whole, ()
    if measure.cap.period == "year" and (spread := _over_years(measure, text, facts, given, whole, as_of)):
        return spread
    sums = [f for f in facts if f.unit == "yuan" and _many(measure.input(f.name))]
    sums.sort(key=lambda fact: fact.item)
    if not 1 < len(sums) == len(items):
        return whole, ()
    names = _names(measure, sums)
    each = not _capped(whole) and bool(EACH_ASKED.search(text))
    best = _BEST.search(text) if whole.status == "determined" else None
    partly = whole.status != "determined" and bool(_AS_FAR.search(text))
    if best or ((each or partly) and not names):
        names = _by_sum(measure, sums)
    if not names:
        return whole, ()
    names = _of_year_asked(names, text, each, measure, sums)
    groups = [name for name in dict.fromkeys(names) if name]
    awards = []
    for name in groups:
        part = tuple(item for item, of in zip(items, names, strict=True) if of == name)
        awards += [_named(a, name) for a in evaluate(measure, _with(given, listed, part), as_of).awards]
    if whole.status != "determined":
        return _as_far_as_known(whole, awards, groups)
    if best:
        return _best(whole, awards, groups, text)
    if each and asks_total(text):
        groups.append(IN_ALL)
        awards += [_named(award, IN_ALL) for award in whole.awards]
    return replace(whole, awards=tuple(awards)), tuple(groups)


def without_each_matter(text: str, matters: int) -> str:
    """The text that asks, without 分别 where it tells apart several matters, and no items of one."""
    return _EACH_MATTER.sub("", text) if matters > 1 and not _EACH_ITEM.search(text) else text


def _of_year_asked(
    names: list[str], text: str, each: bool, measure: Measure, sums: Sequence[HeldFact]
) -> list[str]:
    """The groups with those of another year than the one that is asked for left out ("").

    90万那份放明年再签，光今年最多多少; of several of that year each by itself, where that is asked.
    """
    clauses = [part for part in CLAUSE_END.split(PUTTING_OFF.sub("", text)) if part.strip()]
    asking = "".join(p for p in clauses if ASKS.search(p) or EACH_ASKED.search(p)) or "".join(
        p for p in clauses[-1:] if _OF_THE_YEAR.search(p)
    )
    years = {name for name in names if YEAR.fullmatch(name) and name in asking}
    if len(years) != 1:
        return names
    kept = [name if name in years else "" for name in names]
    if each and len(list(filter(None, kept))) > 1:
        own = _by_sum(measure, sums)
        kept = [own[at] if name else "" for at, name in enumerate(kept)] if own else kept
    return kept


def _as_far_as_known(
    whole: Ledger, awards: Sequence[Award], names: Sequence[str]
) -> tuple[Ledger, tuple[str, ...]]:
    """The awards of the items of which all is told; of the others something is still to be asked."""
    known = {name: a for name, a in zip(names, awards, strict=True) if a.low == a.high and a.high is not None}
    if not known or len(known) == len(names):
        return whole, ()
    return replace(whole, awards=tuple(known.values())), tuple(known)


def _best(
    whole: Ledger, awards: Sequence[Award], names: Sequence[str], text: str
) -> tuple[Ledger, tuple[str, ...]]:
    """The award of the one item that brings most, or least."""
    amounts = [award.high or Fraction(0) for award in awards]
    place = amounts.index((min if _LEAST_OF.search(text) else max)(amounts))
    return replace(whole, awards=(awards[place],)), (names[place],)


def applying(
    measure: Measure, given: Mapping[str, Mapping[str, Value]], as_of: date
) -> dict[str, Mapping[str, Value]]:
    """Those of several enterprises that their facts do not rule out; all where these rule out every one."""
    ruled_out = {
        n for n, facts in given.items() if evaluate(measure, facts, as_of).status == "not_applicable"
    }
    return {
        name: facts for name, facts in given.items() if name not in ruled_out or len(ruled_out) == len(given)
    }


def of_enterprises(
    measure: Measure, given: Mapping[str, Mapping[str, Value]], as_of: date
) -> tuple[Ledger, tuple[str, ...]]:
    """(the ledger, with the awards of each enterprise under its own facts; whose each award is).

    `given`: how each enterprise is called → its facts as the calculation takes them.
    """
    found = {name: evaluate(measure, facts, as_of) for name, facts in given.items()}
    held = {name: ledger for name, ledger in found.items() if ledger.awards}
    unsettled = next((ledger for ledger in found.values() if ledger.status != "determined"), None)
    first = unsettled or next(iter(found.values()))
    awards = tuple(_named(award, name) for name, ledger in held.items() for award in ledger.awards)
    return replace(first, awards=awards), tuple(name for name, led in held.items() for _ in led.awards)


def _names(measure: Measure, sums: Sequence[HeldFact]) -> list[str]:
    """The year or the enterprise of each item, [] where all belong together."""
    for pattern, separate in (
        (ENTERPRISE, measure.cap is not None and measure.cap.per == "enterprise"),
        (YEAR, measure.cap is not None and measure.cap.period == "year"),
    ):
        # The one named last stands nearest to the sum: 今年80万明年 of 今年80万明年60万.
        found = [said[-1] if (said := _said_in(f.label, pattern)) else "" for f in sums]
        if pattern is ENTERPRISE and any(f.enterprise for f in sums):
            continue  # whose they are is known: an item that was put to another one's account keeps its words
        if separate and all(found) and len(set(found)) > 1:
            return found
    return []


def _by_sum(measure: Measure, sums: Sequence[HeldFact]) -> list[str]:
    """What each item is called, by its sum; [] where more than two are of the same."""
    asked = measure.input(sums[0].name)
    names: list[str] = []
    for fact in sums:
        name = ITEM.format(label=asked.label if asked else "", sum=yuan(fact.low or Fraction(0)), one="一")
        names.append(name if name not in names else name.replace("的一项", "的另一项"))
    return names if len(set(names)) == len(names) else []


def _capped(ledger: Ledger) -> bool:
    """Whether a cap sets the amount: then the items have none of their own that could be told."""
    return any(exceeds(step, award) for award in ledger.awards for step in award.steps[:-1])


def _said_in(label: str, pattern: re.Pattern[str]) -> list[str]:
    """What of a kind a label names, in order."""
    return [found[0] for found in pattern.finditer(label)]


def _over_years(
    measure: Measure,
    text: str,
    facts: Sequence[HeldFact],
    given: Mapping[str, Value],
    whole: Ledger,
    as_of: date,
) -> tuple[Ledger, tuple[str, ...]] | None:
    """What a term of several years comes to by the year and in all; None where one cap does for it."""
    terms = {f.low for f in facts if f.unit == "years"}
    term = terms.pop() if len(terms) == 1 else None
    if term is None or term <= 1 or whole.status != "determined":
        return None
    if not _capped(whole) and not (YEARLY.search(text) and asks_total(text)):
        return None
    rest = term - floor(term)
    year = evaluate(measure, _with_term(measure, given, Fraction(1)), as_of).awards[0]
    left = evaluate(measure, _with_term(measure, given, rest), as_of).awards[0].high if rest else Fraction(0)
    if year.high is None or left is None:
        return None
    total = year.high * floor(term) + left
    over = write_quantity(term, "years")
    shown = f"{write_quantity(year.high, 'yuan')} × {floor(term)}" + (
        f" ＋ {write_quantity(left, 'yuan')}" if rest else ""
    )
    last = year.steps[-1]
    step = Step(f"{over}合计", shown, write_quantity(total, "yuan"), last.clause_id, last.quote)
    in_all = replace(
        year, low=total, high=total, amount=round_to_cent(total), period="unstated", steps=(step,)
    )
    names = (EACH_YEAR, f"{over}合计")
    awards = (_named(year, names[0]), _named(in_all, names[1]))
    return replace(whole, awards=awards), names


def asks_total(text: str) -> bool:
    """Whether the sum over the years is asked for too; 别给我总数 asks for none."""
    return bool(TOTAL.search(_BUT_TOTAL.sub("", text)))


def in_one_year(fact: HeldFact) -> HeldFact:
    """A term of several years as one year of it."""
    if fact.unit != "years" or fact.low is None or fact.low != fact.high or fact.low <= 1:
        return fact
    return replace(fact, low=Fraction(1), high=Fraction(1))


def exceeds(step: Step, award: Award) -> bool:
    """Whether a step comes to more than the award: what the rate alone would give, before the cap."""
    stated = _YUAN.fullmatch(step.result)
    if stated is None or award.high is None or "－" in step.values:
        return False
    return Fraction(stated[1].replace(",", "")) > award.high


def _named(award: Award, name: str) -> Award:
    return replace(award, label=f"{award.label}（{name}）")


def _many(asked: Input | None) -> bool:
    return asked is not None and asked.many


def _with(given: Mapping[str, Value], listed: str, items: tuple[Any, ...]) -> dict[str, Value]:
    return {**given, listed: items}


def _with_term(measure: Measure, given: Mapping[str, Value], term: Fraction) -> dict[str, Value]:
    """The facts with a term, in years, in the place of every item's own."""
    asked = next(i for i in measure.inputs if i.unit == "years")
    if not (asked.many and asked.list):
        return {**given, asked.name: term}
    items: Any = given.get(asked.list, ())
    return _with(given, asked.list, tuple({**item, asked.key: term} for item in items))
