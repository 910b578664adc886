"""Whether somebody or something counts, by the letter: whom the clause names, whom it leaves out or open."""

from __future__ import annotations

import re

from assistant.answering.case import Case, sources
from assistant.answering.line_named import only_lined
from assistant.answering.phrasing import Conclusion, amounts_sentence, audience_spoken, first_sentence
from assistant.answering.premise import told_by_words
from assistant.dialogue.counted_in import put
from assistant.dialogue.phrases import Quality
from assistant.dialogue.titles_needed import title_lacked
from assistant.dialogue.whose_of_two import whose_of_two
from assistant.policy.measure import Measure

# Grammar, not vocabulary. Whether it counts is asked: 算不算, 属于…的对象吗, 在不在里面, 有没有份, 还能蹭吗.
WHETHER_COUNTED = re.compile(
    r"算不算|算(?:数|进去?|在内|得上|得|是|作)?[^，。？！]{0,10}(?:[吗么吧]|不[？?]?$)|属不属于|属于[^，。？！]{0,14}[吗么吧？?]"
    r"|是否|是不是|在不在|不在[^，。？！]{0,8}[吗么吧]|在[^，。？！]{0,8}(?:里面?|里头|范围|之列|名单)[^，。？！]{0,2}[吗么吧]|包不包|含不含|计不计|认不认|认[吗么不]"
    r"|有没有[^，。？！]{0,4}(?:份|资格|关系|影响|限制|要求)|有份[吗么]|配不配|够不够|[能可行给补奖报领]不[能可行给补奖报领]|能否|可否|会不会|按不按|受不受|限不限"
    r"|(?:能|可以|会|够格|够|影响|排得上|轮得[上到]|沾得[上到])[^，。？！]{0,12}(?:[吗么吧伐]|不[？?]?$|没[？?]?$)|[行成][吗么不]|[，,]\s*(?:行|成|可以)[？?]?$"
    r"|(?:给|补|奖|报|领|蹭|沾|适用)[^，。？！]{0,4}(?:[吗么伐]|不[？?]?$)|还是(?:只|仅|光|必须|内资|外资)|有[^，。？！]{0,4}限制|卡"
)
# X算Y吗: a thing, and the word of the clause of which is asked whether it takes the thing in.
_AS_WHAT = re.compile(
    r"(?:^|(?<=[，。？！；,?!;\s]))(?P<thing>[^，。？！；,?!;\s]{2,10}?)(?:也|都|到底|究竟|还|这种|这类|这样的?)*(?:算不算得?上?|算得上|算是|算作?|属不属于|属于|是不是|可不可以算|能不能算|能算|能当作?)"
    r"(?P<word>[^，。？！；,吗么吧]{2,10}?)(?:里的|里面的?)?(?:一[种类员]|范围)?(?:吗|么|吧|不|呢|啊|[？?]|$)"
)
# To which of two: 补给借钱的企业还是放贷的银行; who is none of the enterprises of which the clauses speak.
_TO_WHOM = re.compile(
    r"(?:补|贴|给|发|打|奖|归|付|划|受益)(?:给|到|的?是|者是|人是)?(?P<one>[^，。？！]{2,12}?)[，,]?(?:还是|抑或|或者?是?)(?:给|补给|打给|发给|奖给|归)?(?P<other>[^，。？！]{2,12})"
)
_INSTITUTION = re.compile(
    r"银行|载体|平台方?|学校|院校|园区|房东|机构|主办方|组委会|协会|展览公司|会展公司|券商|中介"
)
# To which of the two who are spoken of: 补我还是补他, 奖的是我方还是接单那头.
_PARTY = r"(?:我|咱|俺|他|她|它|人家|对方|本|谁|客户|买家|买方|卖方|供方|甲方|乙方|那[头边家方])"
_US_OR_THEM = re.compile(
    rf"(?:补|贴|给|发|打|奖|归|付|拨|落|进)(?:励|助|贴)?(?:给|到|的?是|在)?(?P<one>{_PARTY})[^，。？！]{{0,6}}[，,]?(?:还是|抑或)(?:是)?"
    rf"(?:补|贴|给|发|打|奖|归|付|拨|落|进)?(?:给|到|的?是)?[^，。？！]{{0,6}}?(?P<other>{_PARTY})"
)
_OURSELVES = "我咱俺本"
# What a buyer does.
_BUYS = re.compile(
    r"(?:客户|单位|那边|也|都|正|很)*(?:想|要|愿意|打算|准备|来|在|说)*(?:买|采购|下单|订货|进货|招标|要货)"
)
# How an open point is called that is about who gets it: 补偿给生产企业还是买方, 联合研制的产品奖励归谁.
_WHOM_OPEN = re.compile(r"[归给]谁|给[^，。]{1,8}还是|谁能得|谁拿")
# How an open point is called that is about what or who counts, and not about how much, when or how.
_OF_MEMBERSHIP = re.compile(
    r"^(?:哪些|什么|怎样才?)[^，。]{0,12}(?:算|符合|可以)|是否(?:须|必须|要求|限|算|适用|奖励|有奖励|还认)|(?:怎样|怎么)(?:算|处理|奖励|核定)$|怎么算$|的范围|从何时算起|能否享受"
)
_GIVEN_TO_ENTERPRISES = re.compile(r"(?:对|给予?)[^。；]{0,40}企业")
_BY_MEANS = re.compile(r"[能可按据凭以用照拿]|怎么|如何")
_WHOSE = re.compile(
    r"^(?:那么?|请问|我们?|我司|我们家|像|比如|如果|要是|这种|这个|一个|这|那|他|她|它)+(?:的|家)?"
)


def unsettled(case: Case) -> Conclusion | None:
    """What the clause does not decide: what kind of enterprise asks, what one of its own words takes in."""
    if (
        case.excluded
        or case.misses
        or (case.computing and not only_lined(case))
        or not WHETHER_COUNTED.search(case.said)
    ):
        return None
    return _quality(case) or _word(case) or _nearest(case)


def _quality(case: Case) -> Conclusion | None:
    """That the clause says nothing of what the asker is: 外资企业能报吗, 行业不对口会不会被卡."""
    if not case.qualities or "amount" in case.aspects[:1]:
        return None
    if all(_of_the_buyer(quality, case.said) for quality in case.qualities):
        return None
    told = "；".join(quality.says for quality in case.qualities)
    return Conclusion(f"{told}；{_who(case)}", first_sentence(f"{told}。"), "not_specified")


def _of_the_buyer(quality: Quality, said: str) -> bool:
    """Whether what is told is told of who buys from the asker: 国企想买我们的设备."""
    words = [word for word in quality.words if word in said]
    return bool(words) and all(_BUYS.match(said.partition(word)[2]) for word in words)


def _word(case: Case) -> Conclusion | None:
    """That the clause does not say whether a word of its own takes something in: 操作工算人才吗."""
    found = _AS_WHAT.search(case.said)
    if found is None or case.fresh:
        return None
    quotes = "".join("".join(e.quote.split()) for e in sources(case.measure, case.said))
    thing, word = _WHOSE.sub("", found["thing"]).rstrip("不也都是"), found["word"].strip('“”"')
    if len(thing) < 2 or len(word) < 2 or word not in quotes or thing in quotes or word in thing:
        return None
    if word in case.measure.benefit or _BY_MEANS.match(thing):
        return None  # 能据此算贴息吗: what is worked out is no word that takes in
    if any(told_by_words(gap, case) for gap in case.gaps):
        return None
    said = f"“{thing}”算不算“{word}”，原文没有写。"
    return Conclusion(f"{said}{_who(case)}", first_sentence(said), "not_specified", figures=False)


def _nearest(case: Case) -> Conclusion | None:
    """That the clause leaves a point of membership open, where nothing that it says is nearer.

    链主在宁波，这笔奖发不发给它: no word of the clause tells where the 链主 has to be.
    """
    # 线上办、主播间在滨江，算“在本区举办”吗: what was told only brushes the word that is asked about.
    brushed = put(case.said) is not None and all(fact.unit == "flag" for fact in case.facts)
    told = case.fresh and not only_lined(case) and not brushed
    settled = told or case.claims or "eligibility" not in case.aspects[:1]
    if settled or not _OF_MEMBERSHIP.search(case.nearest):
        return None
    said = f"{case.nearest}，原文没有写。"
    return Conclusion(f"{said}{_who(case)}", first_sentence(said), "not_specified")


def asks_whom(said: str) -> bool:
    """Whether it is asked to which of two something is given."""
    found = _TO_WHOM.search(said)
    return _parties(said) or (found is not None and len(_institutions(found)) == 1)


def _parties(said: str) -> bool:
    """Whether two who are spoken of are set side by side; 给我们全额还是只给我们差额 names one twice."""
    found = _US_OR_THEM.search(said)
    if found is None:
        return whose_of_two(said) is not None
    one, other = (_OURSELVES[0] if side in _OURSELVES else side for side in (found["one"], found["other"]))
    return one != other


def _institutions(found: re.Match[str]) -> list[str]:
    """The sides of 补给…还是… that are none of the enterprises of which the clauses speak."""
    return [side for side in (found["one"], found["other"]) if _INSTITUTION.search(side)]


def payee(case: Case) -> Conclusion | None:
    """To which of two it is given, where the clause names one of them: 贴息补给借款企业还是放贷的银行."""
    of_whom = case.measure.kind not in ("service", "not_subsidy") and _parties(case.said)
    asked = {*case.sure, *case.likely, case.leading}
    open_whom = any(_WHOM_OPEN.search(gap.name) and gap.name in asked for gap in case.measure.not_in_text)
    if of_whom and not open_whom and not case.misses and not case.excluded and not case.computing:
        told = f"给的是{case.measure.audience}。"
        known = amounts_sentence(case) if case.measure.pays else _summary(case.measure)
        return Conclusion(f"{told}{known}", first_sentence(told), "answered")
    found = _TO_WHOM.search(case.said)
    if found is None or case.sure or case.misses or any(told_by_words(gap, case) for gap in case.gaps):
        return None
    others = _institutions(found)
    quotes = "".join("".join(e.quote.split()) for e in sources(case.measure, case.said))
    if len(others) != 1 or not _GIVEN_TO_ENTERPRISES.search(quotes):
        return None
    other = _INSTITUTION.findall(others[0])[-1]
    told = f"给企业，没有写给{other}；{_who(case)}"
    return Conclusion(f"原文写的是{told}", f"原文写的是给企业，没有写给{other}。", "answered")


def without_title(case: Case) -> Conclusion | None:
    """That a clause for “专精特新” enterprises names no others: 没评上的企业配不配服务专员."""
    needed = any(c.input == "specialised" and c.test == "is_true" for c in case.measure.conditions)
    needed = needed or case.measure.audience.startswith("“专精特新”企业")
    # 一级称号都没有，梯队那笔有份否: an award by title names those that hold one.
    needed = needed or (case.measure.tiers is not None and not case.options)
    held = any(f.name == "specialised" and f.option == "true" for f in case.facts)
    if not needed or held or case.misses or not title_lacked(case.said):
        return None
    told = f"没有“专精特新”称号的企业，这一条没有写；{_who(case)}"
    return Conclusion(told, audience_spoken(case.measure), "answered", figures=False)


def _who(case: Case) -> str:
    """Whom the clause names, and what it gives them."""
    known = amounts_sentence(case) if case.measure.pays else _summary(case.measure)
    return f"写明的对象是{case.measure.audience}。{known}"


def _summary(measure: Measure) -> str:
    return measure.summary_on(measure.in_force_from)
