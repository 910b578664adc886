"""Details beyond the clause's words: a figure that it does not print, a demand that it does not make."""

from __future__ import annotations

import re
from datetime import date

from assistant.answering.case import Case
from assistant.answering.literal import shared_words
from assistant.answering.phrasing import Conclusion, amounts_sentence, first_sentence
from assistant.dialogue.titles_needed import title_needed

# Grammar, not vocabulary. Whether something is so is asked: 是不是得一个亿起步, 有七折价吗.
WHETHER = re.compile(r"是不是|是否|有没有|会不会|能不能|可不可以|对不对|[吗么吧嘛不没][？?。]?$")
# Whether what someone says is right: 他说得对不, 是三分之一对吧.
CORRECT = re.compile(r"对不|对[吗么吧]|真的|准不准|没算错")
# Whether it is paid before or after, or how often in a year: 开建前给还是验收后给, 一季度一给.
_OFTEN = r"(?:按|一|每)个?(?:季度?|月|半年)[^，。？！]{0,2}[给发付拨补返打结划]"
EACH_TIME = re.compile(_OFTEN)
_IN_THE_YEAR = re.compile(r"年[底初终末中]|[次第下][二一]?年")
BEFORE_OR_AFTER = re.compile(
    r"(?:前|后|先|时|当年)[^，。？！]{0,3}[给拨付补发][^，。？！]{0,3}还是[^，。？！]{0,8}(?:前|后|再|时|次年|第二年)[^，。？！]{0,3}[给拨付补发]"
    rf"|{_OFTEN}[^，。？！]{{0,3}}[，,]?(?:还是|抑或)|(?:还是|抑或)[^，。？！]{{0,4}}{_OFTEN}"
    r"|按(?:季度?|月|半年)(?:还是|抑或)[^，。？！]{0,4}[给发付拨补返打结划]"
    r"|(?:[就先]|马上|立马|当场)[给发付拨打][^，。？！]{0,6}[，,]?(?:还是|抑或)[^，。？！]{0,6}(?:等|熬|[完好成后了](?:才|再)?[^，。？！]{0,3}(?:[给发付拨打]|$))"
)
# A thing that is demanded of who applies, put as a question: 要考证吗, 得先垫钱么, 需不需要年审.
_DEMANDED = re.compile(
    r"(?:要不要|需不需要|用不用|(?:是不是|是否)(?:一定|还|都)?(?:要|得|需要?|必须)|(?:必须|非得|需要|(?<![排够轮沾报拿算办挨套用])得|要)(?=[^，。？！]{1,12}(?:吗|(?<![什怎])么|嘛|不[？?]?$)))"
    r"(?:先|也|还|再|一定|都)?(?P<what>[^，。？！]{1,14}?)(?:才|吗|么|嘛|不[？?]?$|呢|啊|[，。？?！]|$)"
)
# What may be chosen or is held out for certain: 专员能不能换, 能指定学校吗, 一定能上想上的学校.
_CHOSEN = re.compile(
    r"(?:能不能|可不可以|可以不可以|能|可以)(?:自己|由我们|让我们)?(?P<what>(?:换|挑|选|指定|点名|改|转让|挪)[^，。？！]{0,8})"
)
# How many of something are demanded: 得交几年社保, 要满多少平.
_HOW_MANY = re.compile(
    r"(?:必须|需要?|得|要)(?P<what>[^，。？！几多]{0,6}(?:几|多少)个?(?P<unit>年|月|天|岁|人|名|家|次|平|分)[^，。？！]{0,6}?)"
    r"(?:才|[，。？?！呢啊]|$)"
)
_UNITS = {"年": "years", "人": "count", "名": "count", "家": "count"}
# What is no demand but an open question, a wait or a wish: 要满足什么条件, 要等批次吗, 要楼不要地可以吗.
_OPEN_WORD = re.compile(r"什么|啥|哪|怎么|如何|谁|^等|等到|不要|(?:可以|行|能)$")
# Words of grammar in what is demanded; the rest has to stand in the clause.
_GRAMMAR = re.compile(r"[是要得需先也还再一定都有个的了我你他们企业公司这那去来到]")
# What is done with what is demanded: 走认定, 办登记, 过一遍认定.
_DONE_WITH = re.compile(r"^(?:走|过|办|做|经过?|通过)(?:一[遍道下次]|个|完|了)*(?=[^，。？！]{2})")
# What speaks of a title.
_TITLED = re.compile(r"专精特新|小巨人|冠军|称号")
# The fewest characters by which something demanded is told.
_SHORTEST = 2


def unprinted(case: Case, as_of: date) -> Conclusion | None:
    """That a figure which is asked to be confirmed stands nowhere in the clause, nor one of its kind."""
    claims = [c for c in case.claims if c.kind in ("money", "ratio")]
    if case.misses or not claims or not WHETHER.search(case.said) or case.backwards:
        return None
    printed = {v.value for p in case.measure.parameters for v in p.values}
    units = {"yuan" if c.kind == "money" else "ratio" for c in claims}
    if any(c.low in printed for c in claims) or (case.measure.pays and not _rate_left_open(case, units)):
        return None
    if case.measure.kind == "not_subsidy" or units & {p.unit for p in case.measure.parameters} - {"yuan"}:
        return None
    if not case.measure.pays and any(p.unit == "yuan" for p in case.measure.parameters):
        return None  # 客户要500万，也能保吗: there is a figure, and it is another one
    known = amounts_sentence(case) if case.measure.pays else case.measure.summary_on(as_of)
    told = "原文没有写比例。" if units == {"ratio"} else "您说的这个数，原文没有写。"
    return Conclusion(f"{told}{known}", told, "not_specified")


def _rate_left_open(case: Case, units: set[str]) -> bool:
    """Whether a rate is asked after that the clause of a sum or ceiling leaves open: 是按场租的一半补吗.

    What someone says of the text (文件规定按20%补，对不对) is right or wrong, and told with the claims.
    """
    open_rate = any("比例" in gap.name for gap in case.measure.not_in_text)
    return units == {"ratio"} and open_rate and not CORRECT.search(case.said)


def paid_when(case: Case, as_of: date) -> Conclusion | None:
    """That the clause does not say whether it is paid before or after something, where that is asked."""
    if case.measure.kind == "not_subsidy" or case.misses or not BEFORE_OR_AFTER.search(case.said):
        return None
    if case.measure.period == "once" and EACH_TIME.search(case.said) and not _IN_THE_YEAR.search(case.said):
        return None  # 是每月给还是一次给: once, as the clause says; not 按季拨还是年底一把拨
    told = "什么时候给、先给还是后给，原文没有写。"
    return Conclusion(f"{told}{case.measure.summary_on(as_of)}", told, "not_specified", figures=False)


def untitled(case: Case) -> Conclusion | None:
    """That the clause speaks of no title, where it is asked if one is needed: 没评上专精特新的行不行."""
    if not title_needed(case.said) or case.misses or _TITLED.search(written(case)):
        return None
    told = f"这一条写的对象是{case.measure.audience}，没有写须有“专精特新”等称号。"
    summary = case.measure.summary_on(case.measure.in_force_from)
    known = amounts_sentence(case) if case.measure.pays else summary
    return Conclusion(f"{told}{known}", first_sentence(told), "answered")


def required(case: Case, as_of: date) -> Conclusion | None:
    """Whether something is demanded, or may be chosen, of which the clause says nothing."""
    what = _demanded(case)
    if not what or case.claims or case.misses or shared_words(what, written(case)):
        return None
    told = "这一点原文没有写。"
    known = case.measure.summary_on(as_of)
    return Conclusion(f"{told}{known}", first_sentence(told), "not_specified", figures=case.measure.pays)


def _demanded(case: Case) -> str:
    """What is asked to be demanded or chosen, without words of grammar; "" where nothing is."""
    found = _DEMANDED.search(case.said) or _CHOSEN.search(case.said) or _counted(case)
    if found and _OPEN_WORD.search(found["what"]):
        return ""
    what = _GRAMMAR.sub("", _DONE_WITH.sub("", found["what"])) if found else ""
    return what if len(what) >= _SHORTEST else ""


def _counted(case: Case) -> re.Match[str] | None:
    """How many years, people or square metres are demanded, unless the clause counts in the same unit."""
    found = _HOW_MANY.search(case.said)
    units = {_UNITS.get(found["unit"][-1:], "")} if found else set()
    return None if units & {p.unit for p in case.measure.parameters} else found


def written(case: Case) -> str:
    """Every word that the measure's clause has, its conditions and its name."""
    quotes = [evidence.quote for evidence in case.measure.evidence.values()]
    return "".join("".join(quotes).split()) + case.measure.name + case.measure.audience
