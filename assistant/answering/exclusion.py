"""What the facts rule out: by a word that only sounds like the clause's, or a condition not met."""

from __future__ import annotations

import re

from assistant.answering.answer import Status
from assistant.answering.case import Case
from assistant.answering.groups import COUNT_IN
from assistant.answering.phrasing import Conclusion, first_sentence, short_name
from assistant.answering.premise import told_by_words
from assistant.answering.shortfall import short_of
from assistant.answering.silence import ASKS_TEXT
from assistant.dialogue.counted_in import put
from assistant.dialogue.phrases import hits, is_pattern
from assistant.dialogue.sentence import ASKS
from assistant.policy.measure import NearMiss
from assistant.wording import listed

# Where the words of a near miss point to what the user named.
OF_YOURS = "您说的"
# Whether something is given at all, in so many words.
HANDED_OUT = re.compile(
    r"有(没有)?[^，。？]{0,6}(奖|补|贴|钱|报)|能(不能)?(报|补|奖|贴|拿|领)|给(不给)?(报|补|奖|钱)|报不报|补不补|奖不奖|[给发奖补][吗么][？?]?$"
)
# Which of two it is for: 受益人是建设方，抑或使用方.
WHO_GETS = re.compile(
    r"受益|给谁|归谁|抑或|用得上|用不用得上|[套沾轮挨靠]得[上到着]|[套沾轮挨靠]不[上到着]|适用"
    r"|(?:是|会)?[发给]给?(?:我们?|咱们?|谁)的?(?:吗|么|不|吧|还是|[？?])"
)
# What is asked is no yes or no: 怎么分阶段给, 按全额还是按一部分; but 只管市里的，还是区里的也管 is one.
HOW = re.compile(r"怎么|如何|怎样|还是")
_ONLY_OR_ALSO = re.compile(
    r"(?:只|光|仅|就)[管给限认奖补算看配收][^。？！]{0,14}还是(?!只|光|仅|就)[^。？！]{0,16}[也都]"
)
# Whether it is one of those that the clause lists: 那几个里头有没有它.
_OF_THE_LIST = re.compile(
    r"(?:里[头面边]|其中|之中|当中|名单上?)[^。？！]{0,6}(?:有没有|有无|列没列|写没写|算不算|在不在|点没点)"
)
# What becomes of this case is asked, or the clause is named: 搬去苏州办还能补吗, 第6条, 那一条.
FOR_THIS_CASE = re.compile(r"第?[\d一二三四五六七八九十]+条|[这那]一?条|还(?:能|可以|有|给|补|算)")
_PARTS = re.compile(r"[，。？！；,?!;]")
_ANY_GIVEN = re.compile(r"[发拿领给奖]不[发拿领给奖]|[发给拿领]没?有?(?:奖|钱)[^，。？！]{0,3}[吗么不没]")
# How much there is is asked, and not whether there is any.
SIZED = frozenset({"amount", "ratio", "defines"})
AMOUNT = re.compile(r"多少|几[万百千个]")
# That the clause itself says who gets it, and that another does not: 给链主企业，不给为它配套的供应商.
FOR_ANOTHER = re.compile(r"给[^，。]+，不给")


def excluded(case: Case) -> Conclusion | None:
    """The facts rule it out: say which condition, in the clause's sense."""
    miss = next((m for m in case.misses if m.input), None)
    if not case.excluded or (not miss and not case.fresh and _asks_open(case)):
        return None
    if miss is not None and both_told(case, miss):
        return None
    if miss is not None:
        status: Status = "answered" if _contradicted(case, miss) else "not_specified"
        says = _named(case, miss)
        return Conclusion(says, first_sentence(says), status, figures=False)
    short = short_of(case)
    if short is not None:
        return short
    failed = _failed(case)
    why = f"这一条要求{listed(failed)}，" if failed else ""
    return Conclusion(
        f"按您说的情况，不在{case.measure.name}的范围里：{why}与您说的情况不符。"
        if why
        else f"按您说的情况，{case.measure.name}不适用。",
        f"按您说的情况，不适用{short_name(case.measure)}。",
        "answered",
        figures=False,
    )


def _named(case: Case, miss: NearMiss) -> str:
    """What is said of it, with the user's own word for it: 没有列您说的“院士工作站”这类机构."""
    word = next((w for w in hits(case.said, miss.words) if not is_pattern(w)), "")
    return miss.says.replace(OF_YOURS, f"{OF_YOURS}“{word}”") if word else miss.says


def _contradicted(case: Case, miss: NearMiss) -> bool:
    """Whether the clause's words settle it: the case is told, and whether it falls under them is asked.

    How much there is for something else (独角兽奖多少, 国高给吗) is not settled by a clause of other things.
    """
    if (
        any(f.unit == "yuan" and f.low is not None for f in case.facts)
        or COUNT_IN.search(case.said)
        or WHO_GETS.search(case.said)
        or FOR_ANOTHER.search(miss.says)
        or "premise" in case.aspects[:1]
        or _told_of_case(case, miss)
        or _ONLY_OR_ALSO.search(case.said)
        or _OF_THE_LIST.search(case.said)
        or put(case.said) is not None  # 新三板叫不叫境内上市
    ):
        return True
    if SIZED & set(case.aspects[:1]) or HOW.search(case.said):
        return False
    if any(told_by_words(gap, case) for gap in case.gaps):
        return False
    return not HANDED_OUT.search(case.said) or bool(FOR_THIS_CASE.search(case.said))


def _told_of_case(case: Case, miss: NearMiss) -> bool:
    """Whether what it is is told of the case, beside the question: 五百万是纯信用的，贴息能不能报."""
    asked = case.measure.input(miss.input)
    *ahead, last = [part for part in _PARTS.split(case.said) if part]
    told = any(hits(part, miss.words) and not ASKS.search(part) for part in ahead)
    if asked is None or not told or HOW.search(case.said):
        return False
    # 证刚批下来，有没有奖金: which title it is was told; how much there is is another question.
    any_given = HANDED_OUT.search(last) or _ANY_GIVEN.search(last)
    whether = any_given and not AMOUNT.search(case.said) and not HOW.search(case.said)
    return asked.unit == "flag" or (asked.unit == "choice" and bool(whether))


def both_told(case: Case, miss: NearMiss) -> bool:
    """Whether both what the clause means and what it does not are told, and their mix is left open.

    厂房抵押一块、专利质押一块，按整笔贴还是只按专利那块.
    """
    asked = case.measure.input(miss.input)
    own = [
        word for option in (asked.options if asked else ()) if option.value == "true" for word in option.words
    ]
    meant = asked is not None and asked.unit == "flag" and bool(hits(case.said, own))
    return meant and any(told_by_words(gap, case) for gap in case.gaps)


def _asks_open(case: Case) -> bool:
    """Whether a question of the rule asks what it leaves open, whoever's case was spoken of before."""
    told = any(gap.name in case.sure or told_by_words(gap, case) for gap in case.gaps)
    amount = not case.measure.pays and {"amount", "ratio"} & set(case.aspects[:1]) and not case.backwards
    leads = any(gap.name == case.leading for gap in case.measure.not_in_text)
    return told or bool(amount) or leads or bool(ASKS_TEXT.search(case.said))


def _failed(case: Case) -> list[str]:
    """The conditions that are not met, thresholds with their figure as printed."""
    unmet = {check.text for check in case.ledger.conditions if check.outcome == "not_met"}
    told = []
    for condition in case.measure.conditions:
        if condition.text in unmet:
            limit = condition.parameter and case.measure.parameter(condition.parameter)
            figure = f"（{''.join(limit.values[-1].text.split())}）" if limit else ""
            told.append(condition.text + figure)
    return told
