"""Two ways to take a clause, set side by side, of which its words decide none."""

from __future__ import annotations

import re
from datetime import date

from assistant.answering.case import QUOTES, Case
from assistant.answering.exclusion import both_told
from assistant.answering.literal import shared_words
from assistant.answering.phrasing import Conclusion, amounts_sentence
from assistant.answering.premise import told_by_words
from assistant.policy.measure import Gap

# Grammar, not vocabulary. From when on, of two: 从公司成立算起，还是从文件施行那天算起.
_SINCE = re.compile(
    r"(?:从|自|打|由)[^，。？！]{2,14}(?:起|开始|那[天年会]|之日|之后|以后|算|累|计)[^。？！]{0,8}还是(?:从|自|打|由|只|要|得)?[^，。？！]{2,14}"
    r"|[^，。？！]{2,12}(?:之前|以前|前)的?[^，。？！]{0,8}(?:也|都)[^，。？！]{0,6}[，,]?还是(?:只|从|要|得|仅|光)[^，。？！]{2,14}(?:以后|之后|起|后)"
)
_OF_SINCE = re.compile(r"何时(?:算)?起|从何时|从哪天起|起算|何时算")
# For each of several, or once for the whole enterprise: 每个产品都给，还是整个公司只给一次.
_EACH = (
    r"(?:每[个台款项家种件套]|各[个自]?|一[个台款项件套][^，。？！]{0,4}(?:一|给)|分别"
    r"|按[^，。？！]{0,4}(?:个|件|台|项|产品|平台|机构|项目))"
)
_WHOLE = (
    r"(?:整个|全?公司|企业|一家|一共|总共|合[在起]|加起来|全部|所有|打包|不管|不论|无论|统共|拢共|[就才]一"
    r"|只(?:给|有|能|算|奖|补)一|按(?:企业|公司|家|户))"
)
_PER = re.compile(
    rf"{_EACH}[^。？！]{{0,16}}还是[^。？！]{{0,10}}{_WHOLE}|{_WHOLE}[^。？！]{{0,16}}还是[^。？！]{{0,10}}{_EACH}"
    r"|[一单]份[^，。？！]{0,4}还是[^，。？！]{0,4}[两二双三几]份|[两二双三几]份[^，。？！]{0,4}还是[^，。？！]{0,4}[一单]份"
    r"|(?:一年|每年|一家|每家)[^，。？！]{0,6}(?:能|可以|最多)[^，。？！]{0,3}[拿领报评](?:到)?(?:几|多少)[个次份款]"
)
_OF_PER = re.compile(r"^多个|有多个|多个[^，。]{0,6}(?:分别|怎样)|按项目还是按企业|每年参加多次")
# What a phrase of the clause belongs to: 修饰的是企业还是产品, 管到后半句没有.
_BELONGS = re.compile(
    r"(?:修饰|限定|形容|管的?(?:是|到)|约束|说的是|指的是|针对的?是?|定语)(?P<one>[^，。？！]{1,14}?)[，,]?(?:还是|抑或|或者?是?)(?:修饰|限定|形容|管(?:的?是|到)?|约束|说的?是?|指的?是?|针对)?(?P<other>[^，。？！]{1,14})"
)
_QUOTED = re.compile(r"[“\"「『‘'](?P<phrase>[^”\"」』’']{2,16})[”\"」』’']")
_PRONOUNS = re.compile(r"^(?:的是|的|是|前面的?|后面的?|那个|这个)+|(?:那头|这头|呢|啊|的)+$")


def either_way(case: Case, as_of: date) -> Conclusion | None:
    """That the clause does not decide between two ways to take it, where both are set side by side."""
    if not case.measure.not_in_text:
        return None
    lead = _mixed(case) or ("" if case.misses else _unparsed(case) or _of_gap(case))
    if not lead:
        return None
    known = amounts_sentence(case) if case.measure.pays and not case.own_figures else ""
    return Conclusion(
        f"{lead}{known or case.measure.summary_on(as_of)}",
        lead[:40],
        "not_specified",
        figures=not case.own_figures,
    )


def _mixed(case: Case) -> str:
    """The point left open of what is partly meant by the clause: 专利加厂房，整笔都算，还是只算专利."""
    if not any(miss.input and both_told(case, miss) for miss in case.misses):
        return ""
    return next((f"{gap.name}，原文没有写。" for gap in case.gaps if told_by_words(gap, case)), "")


def asks_since(case: Case) -> bool:
    """Whether it is asked from which of two days something is counted: 从公司成立算起，还是从施行那天算起."""
    return _SINCE.search(case.said) is not None and any(
        _OF_SINCE.search(g.name) for g in case.measure.not_in_text
    )


def _of_gap(case: Case) -> str:
    """The open point on which the two ways turn: since when something is counted, or for each or for all."""
    cap = case.measure.cap
    # 一个展一份，还是三个展合在一起: a cap for each enterprise and year settles it.
    settled = cap is not None and cap.per == "enterprise"
    for asked, named in ((_SINCE, _OF_SINCE), (_PER, _OF_PER)):
        if asked.search(case.said) and not (asked is _PER and settled):
            gap = next((gap for gap in _ranked(case) if named.search(gap.name)), None)
            if gap is not None:
                return f"{gap.name}，原文没有写。"
    return ""


def _ranked(case: Case) -> list[Gap]:
    """The measure's open points, those first that the exemplars tell: 房租 and 累计 both begin some day."""
    likely = [name for name in (*case.sure, *case.likely, case.leading) if name]
    text = case.said
    return sorted(
        case.measure.not_in_text,
        key=lambda gap: (gap.name not in likely, -len("".join(shared_words(text, gap.name)))),
    )


def _unparsed(case: Case) -> str:
    """That the clause does not say which of two of its words a phrase belongs to: “各级认定的”修饰哪个."""
    found = _BELONGS.search(case.said)
    if found is None:
        return ""
    text = "".join("".join(evidence.quote.split()) for evidence in case.measure.evidence.values())
    sides = [_PRONOUNS.sub("", found[side].translate(QUOTES)) for side in ("one", "other")]
    if not all(shared_words(side, text) or side in text for side in sides):
        return ""
    quoted = [
        q["phrase"]
        for q in _QUOTED.finditer(case.said)
        if q["phrase"].translate(QUOTES) in text.translate(QUOTES)
    ]
    phrase = f"“{min(quoted, key=len)}”" if quoted else "这几个字"
    return f"{phrase}说的是{sides[0]}还是{sides[1]}，原文没有说明。"
