"""What counts as what the clause names, where something is put that the clause does not name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from assistant.answering.applying import AMOUNT_ASKED
from assistant.answering.case import QUOTES, Case
from assistant.answering.literal import shared_words
from assistant.answering.phrasing import Conclusion, amounts_sentence
from assistant.answering.premise import told_by_words
from assistant.dialogue.choices import PURE_LEVEL
from assistant.dialogue.phrases import hits
from assistant.policy.measure import Gap

# Grammar, not vocabulary. What lies between a thing and the verb: 租金到底能不能也(算进…).
_BETWEEN = (
    r"(?:到底|究竟|也|都|还|又|就|这块|这部分|这样|能不能|可不可以|可以不可以|能否|可否|是不是|是否|应该|会不会"
    r"|可以|能|该|得|给)*"
)
# The verbs of counting in. 算 by itself needs a word behind it or a particle: 算“金融机构贷款”吗, 算伐.
_VERB = (
    r"(?:算不算得?(?:上|进|作|是|入|到|在)?|属不属于|归不归(?:入|到)?|叫不叫|计不计(?:入|进)?"
    r"|算得?(?:上|进|入|到|作|是|在)?|属于|归(?:入|到|进)|叫|计(?:入|进)|列(?:入|进)|纳入|划进|凑得?(?:进|上)|加(?:进|到|入)"
    r"|往(?=[^，。？！]{1,14}里加)|抵得上|顶得上|当得上|当成|当作?(?=[^，。？！]{3,})|配叫|称得上|套得上)"
)
_OF_THE_TEXT = (
    r"(?:(?:第?[\d一二三四五六七八九十]+条|(?:文件|原文|条文|条款|政策|文)[里中上]?|这[一]?[条句]|这里|上面)[里中]?"
    r"(?:说|写|讲|列|规定|要求)?(?:过|到)?的?)?"
)
_END = r"(?:吗|么|嘛|吧|不|没|伐|呢|啊|呀|哇|否|[？?]|$)"
# X算不算Y, X能不能算进Y; the thing may be told before: 上了一套…，算不算数字化攻关.
_AS = re.compile(
    rf"(?:^|(?<=[，。？！；,?!;\s]))(?P<thing>[^，。？！；,?!;\s]{{0,16}}?){_BETWEEN}(?P<verb>{_VERB}){_OF_THE_TEXT}"
    rf"(?P<word>[^，。？！；,?!;\s]{{0,14}}?)(?:里(?:面|头|加|去)?|范围|之内|之列|当中|那[块类条])*(?P<end>{_END})"
)
# Y包不包括X, Y里有没有X.
_HOLDS = re.compile(
    r"(?:^|(?<=[，。？！；,?!;\s]))(?P<word>[^，。？！；,?!;\s]{2,10}?)(?:里|里面|里头|的?范围)?(?:到底|究竟|也|还)*"
    r"(?:包不包(?:括|含)?|含不含|收不收|包括|涵盖)(?P<thing>(?![在括])[^，。？！；,?!;\s]{2,12}?)(?P<end>吗|么|嘛|不|伐|[？?]|$)"
)
# What makes a question of it; 吧 asks to be confirmed, which is another matter.
_ASKED = re.compile(r"(.)不\1|能否|可否|是否|会不会")
_ASKING_END = re.compile(r"[吗么嘛不没伐否？?]")
# What is put is no case of its own: how much or which is asked, or the asker himself.
_OTHER_QUESTION = re.compile(
    r"是不是|有没有|才|刚好|正好|^[按照在要掏花付上别]|看待|贴息$|多少|几|哪|怎|什么|啥|谁|\d|还是|下来|出来|一下|[算叫]了|数$|同一|一次|每年|上限|最高|符合|达标|达到|过线|够格|够线"
)
_ASKER = re.compile(
    r"^(?:那么?|请问|如果|要是|像|比如|这样|现在|我们?|我司|我们家|咱们?|公司|企业|本?厂|自己|他们?|它们?|人家|客户|这|那|些|种|类|样|个|家|笔|块|条|项|情况|算|的|钱|也|都|还|又|就|到底|究竟)*$"
)
_LEAD = re.compile(
    r"^(?:那么?|请问|如果是?|要是|像|比如|想问|问一下|就是|只是|一般的?|普通的?|我们|我司|我|咱们?|这个|那个|这种|那种|这类|那类|这些|那些|这|那|一[个笔套台]|的)+"
)
# What says nothing of what it is: the spending, the money.
_ANY_COST = re.compile(r"费用|支出|花费|开销|投入|钱|款项?")
# How an open point is called that is about what counts: 哪些机构算金融机构, 什么算数字化攻关.
_OF_COUNTING = re.compile(r"^(?:哪些|什么|怎样|怎么)[^，。]{0,10}(?:算|可以质押|符合)|是否(?:算|计算)|能算")
# The fewest characters by which a thing is told.
_SHORTEST = 2


@dataclass(frozen=True, slots=True)
class Put:
    """Something (`thing`, "" where it was told before) of which it is asked whether it counts as `word`."""

    thing: str
    word: str


def put(said: str) -> Put | None:
    """What is put to be counted in: 租金能不能算进项目投入; None where nothing is.

    >>> put("商业秘密算第6条的知识产权吗")
    Put(thing='商业秘密', word='知识产权')
    """
    said = said.translate(QUOTES)
    for found in (*_AS.finditer(said), *_HOLDS.finditer(said)):
        thing, word = found["thing"], found["word"]
        if _OTHER_QUESTION.search(thing) or _OTHER_QUESTION.search(word):
            continue
        asked = _ASKED.search(found[0]) or _ASKING_END.fullmatch(found["end"]) or "？" in found[0]
        if not asked:
            continue
        thing = "" if _ASKER.match(thing) else _LEAD.sub("", thing).removesuffix("的")
        return Put(thing if len(thing) >= _SHORTEST else "", word)
    return None


def uncounted_in(case: Case, as_of: date) -> Conclusion | None:
    """That the clause does not say whether something counts which it does not name: 部件算不算."""
    asked = put(case.said)
    if asked is None or case.misses or AMOUNT_ASKED.search(case.said) or _ruled_out(case):
        return None
    told = "" if asked.thing and not _ANY_COST.fullmatch(asked.thing) else _told_before(case.said)
    if _named(asked.thing or told, case) or (told and _named(told, case)):
        return None
    gap = _gap_of(asked.word, case)
    if gap is None and (not asked.thing or case.measure.kind in ("service", "not_subsidy")):
        return None
    if gap is None and asked.word and not _of_the_clause(asked.word, case):
        return None
    as_what = f"“{asked.word}”" if _of_the_clause(asked.word, case) else "数"
    lead = f"{gap.name}，原文没有写。" if gap else f"“{asked.thing}”算不算{as_what}，原文没有写。"
    known = amounts_sentence(case) if case.measure.pays and not case.own_figures else ""
    known = known or case.measure.summary_on(as_of)
    return Conclusion(f"{lead}{known}", lead[:40], "not_specified", figures=not case.own_figures)


def _ruled_out(case: Case) -> bool:
    """Whether something told rules the measure out whatever counts: 不是“专精特新”企业."""
    failed = {c.input for c in case.ledger.conditions if c.outcome == "not_met"}
    sums = {i.name for i in case.measure.inputs if i.unit in ("yuan", "ratio", "years")}
    return bool(failed - sums)


def _told_before(said: str) -> str:
    """What is told before the question: 上了一套ERP，算不算数字化攻关."""
    found = _AS.search(said.translate(QUOTES))
    return said[: found.start()] if found else ""


def _text(case: Case) -> str:
    return "".join("".join(evidence.quote.split()) for evidence in case.measure.evidence.values())


def _named(thing: str, case: Case) -> bool:
    """Whether the clause itself names the thing, or a word of the measure's own choices does: 港股."""
    options = [
        word
        for asked in case.measure.inputs
        for option in asked.options
        for word in option.words
        if len(word) >= _SHORTEST and not PURE_LEVEL.fullmatch(word)
    ]
    return bool(shared_words(thing, _text(case)) or hits(thing, (*options, *case.measure.words)))


def printed(word: str, case: Case) -> bool:
    """Whether a word stands in the measure's clause as it is: 金融机构."""
    return word in _text(case)


def _of_the_clause(word: str, case: Case) -> bool:
    """Whether a word is one of the clause's, and not what it gives: 算一次性奖励吗."""
    named = shared_words(word, f"{_text(case)}，{'，'.join(case.measure.words)}")
    return bool(named) and word not in case.measure.benefit


def _gap_of(word: str, case: Case) -> Gap | None:
    """The open point that says what counts as a word, or what is open by the words that were said."""
    told = [gap for gap in case.gaps if told_by_words(gap, case) or gap.name in case.sure]
    if told:
        return told[0]
    counting = [gap for gap in case.measure.not_in_text if _OF_COUNTING.search(gap.name)]
    if not word:
        return None
    return next((gap for gap in counting if shared_words(word, gap.name)), None)
