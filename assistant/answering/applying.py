"""Applying: whether a question is about nothing else, and that the text says nothing of it."""

from __future__ import annotations

import re

from assistant.answering.case import Case
from assistant.answering.exclusion import FOR_ANOTHER
from assistant.answering.membership import asks_whom
from assistant.answering.phrasing import Conclusion, short_name
from assistant.answering.premise import asserted
from assistant.dialogue.aspect import SUBSTANCE
from assistant.dialogue.follow_up import SHORT
from assistant.wording import listed

# The amount is asked for beside something else: 奖多少？大概啥时候到账？
AMOUNT_ASKED = re.compile(
    r"(最[多高]|顶多|封顶)[^，。？！]{0,4}(多少|几[万个百千])|[奖补贴给拿领](励|助|贴|金)?([到是有])?(多少|几[万个百千钱])[^，。？！,?]{0,3}(?:[，。？！,?、；;]|$)"
    r"|(?:最[多高]|顶多|封顶|顶格)[^，。？！]{0,4}[补奖给拿领贴报][？?]?$"
    r"|(?:奖励|补[贴助]|资助|贴息)的?标准(?:是|为)?(?:什么|啥|多少|几)"
    r"|的(?:奖金|奖励|补[贴助]|钱)(?=[；;]|[，。,]?(?:[2二][、.．]|（2）))"
    r"|(?:贴息|奖励|补贴|补助|资助)(?:金额|数额|额)(?!度)(?:[，。？！,?、；;]|$|和|及|与|以及)"
)
# Whether a line is reached: 达到那条的金额要求了吗, 达不达线, 算够还是不够.
REACHES = re.compile(
    r"(达到|达标|够线|过线|够门槛|够格|满足|符合|够不够|够了(?!以后|之后|的话|就|才))[^，。？]{0,14}(吗|没有?|么|不|了没|否)?[？?]?$"
    r"|够(数|线)?还是不够|达不达(得到|到|线|标)|[到过够]不[到过够]线|卡线|[到过够]得?[上着到]?(?:那|这)?(?:一?[条道根])?线了?[没吗么不]"
    r"|[沾挨够靠]得?[着上到]?点?边[不没吗么]|[沾挨靠]不[沾挨靠]边|有没有戏|有戏[吗么没不]"
    r"|(?:没|有没有|有)(?:我们?的?)?份儿?了?[吗么没呀啊吧呢]*[？?]?$"
)
# By what day something is to be handed in: 最晚几月几号前交.
BY_WHEN = re.compile(r"(几月几号|几号|哪天|什么时候|最晚)[^，。？！]{0,4}前?[交递报送]")
# Where something is to be done: 合同上哪儿去做登记.
WHERE_AT = re.compile(
    r"[上去到在]哪(?:[儿里个]|座)?(?:部门|单位|窗口|平台|网站)?(?:去|能|可以)?[^，。？！]{0,4}(?:登记|办|认定|备案|报|交|申请|领|查|提交|盖章)"
)
# What about applying is asked of the time, of whatever sum was told.
WHEN_PAID = {"payout_date", "review_time", "deadline"}


def asks_applying(case: Case) -> bool:
    """Whether the question is about applying and about nothing else of substance."""
    first_asked = False
    timed = not case.computing and set(case.missing) <= WHEN_PAID  # 那这笔几号打到我们账上
    aspects = tuple(a for a in case.aspects if a != "case" or not timed)
    told = set(aspects) - ({"terms"} if len(case.said) <= SHORT else set())  # 那他手机号发我一下
    told -= {"period"} if not case.measure.pays and "process" not in told else set()  # 专场哪天办
    if set(case.missing) <= WHEN_PAID and asks_whom(case.said):
        return False  # 贴息的钱是打给我们还是打给银行
    if any(FOR_ANOTHER.search(miss.says) for miss in case.misses):
        return False  # 补助打给我们载体吗: to whom, and not when or how
    if BY_WHEN.search(case.said) or WHERE_AT.search(case.said):
        told, first_asked = set[str](), True
    if not case.missing or asserted(case) or (told and "process" not in told):
        return False
    if case.backwards or (case.measure.pays and AMOUNT_ASKED.search(case.said)) or _line_asked(case):
        return False
    first = first_asked or not aspects or aspects[0] == "process"
    return first or not (SUBSTANCE & set(aspects) and case.measure.pays)


def _line_asked(case: Case) -> bool:
    """Whether a line is asked to be reached by what was told: 都是备案的创投机构投的，够不够那条线."""
    lines = {c.input for c in case.measure.conditions if c.test == "at_least"}
    return bool(REACHES.search(case.said)) and any(fact.name in lines for fact in case.facts)


def applying(case: Case, silent: tuple[str, ...]) -> Conclusion | None:
    if not silent or not asks_applying(case):
        return None
    asked = listed(list(silent)[:3])
    return Conclusion(
        f"{case.measure.name}的{asked}，原文没有写。",
        f"{short_name(case.measure)}的{silent[0]}文件没写，请问牵头部门。",
        "not_specified",
        figures=False,
    )
