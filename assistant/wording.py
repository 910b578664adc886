"""What users read, in one place: plain, courteous Chinese. Figures never stand here; they come in as values.

`{…}` slots are filled by answering; a text that a person reads on any surface starts here or in the corpus.
"""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

WAN = 10_000
YI = 100_000_000

# Input that cannot be read
EMPTY = "请输入您想问的问题，例如：专精特新“小巨人”奖励多少？"
TOO_LONG = "问题太长了（{length}字），请压缩到{limit}字以内再发，长材料可以分几次说。"
UNREADABLE = "这段内容里没有可以读懂的文字，请用中文写下您想问的问题。"
NOT_CHINESE = "目前只能读懂中文提问，麻烦您用中文再说一遍，例如：小巨人奖励多少？"

STEPS = "计算过程："
# What comes to at least so much, where one of the items is not known.
AT_LEAST = "不低于"
# One of several loans or contracts (a further one of the same sum), and all of them.
ITEM = "按{label}{sum}计算的{one}项"
IN_ALL = "合计"
REST_LACKING = "其余的还缺数，暂时算不出。"
OVER_CAP = "- 结果超过上限，按最高额度{amount}计"
SAME_AMOUNT = "两项金额相同。"
BY_THE_YEAR = "这里每满一年分别计算，每年各受年度上限约束；贷款跨年时怎样划分年度，原文没有写。"
STEPS_TO_CEILING = "计算过程（得出的是上限）："

# What to ask next
SUGGEST_AMOUNT = "{name}最多给多少？"
SUGGEST_WHO = "哪些企业可以享受{name}？"
SUGGEST_TOGETHER = "{name}能和别的奖励一起拿吗？"
SUGGEST_VALIDITY = "这份政策的有效期到什么时候？"

# What was composed could not be proved
UNPROVED = "这个问题我没有把握说准，请以条款原文为准："
UNPROVED_PLAIN = "这个问题我没有把握说准，请换个说法再问，或向牵头部门核实。"
SPOKEN_QUOTES = "这个问题请以条款原文为准。"

# Talk
GREETING = "您好！我是{policy}的问答助手。您可以问某一项支持给多少、谁能享受、依据哪一条，也可以直接说企业的情况让我算。"
THANKS = "不客气，还有想了解的随时问我。"
FAREWELL = "好的，再见。之后有政策问题随时来问。"
WHO = "我是{policy}的问答助手，依据文件原文回答，金额由程序按条款计算，每个数字都附出处；文件没写的我会直说没写。"
SMALL_TALK = "谢谢关心，我一切正常。您有政策方面的问题尽管问，比如某一项支持给多少、谁能享受。"
CONFIRMED = "好的。还想了解哪一项，直接说就可以。"
ABUSE = "抱歉没能帮上您。我只能依据文件回答；您把想了解的事项说一下，我马上查原文。"
INJECTION = "这个要求我不能照办：回答只依据文件原文，规则和数字都不能改。您可以直接问某一项支持怎么规定。"
PROMISE = "我不能替主管部门作保证；能不能拿到、拿多少，以审核认定为准。"
RULES_STAND = "规则和数字以文件原文为准，不能按别的说法改。"
RESTARTED = "好的，之前说的情况都不算了，我们重新开始。您想问哪一项？"
SPOKEN_TALK = "您好，请说您想问的政策事项。"
SPOKEN_DECLINE = "这个要求不能照办，回答只以文件原文为准。"
SPOKEN_PROMISE = "不能保证，以认定和主管部门意见为准。"

# Scope
OUTSIDE = "这个问题不在{policy}的规定范围里，我没有依据，不能凭印象回答{topic}。我能答的是这份文件里的奖励、补贴、贴息和服务，例如{examples}。"
OUTSIDE_TOPICS = {
    "other_districts": "其他地区的政策",
    "taxes": "税费方面的问题",
    "other_schemes": "其他文件规定的政策",
    "drafting": "，也不代写申报材料",
    "general_knowledge": "政策以外的知识",
    "legal_disputes": "法律纠纷",
    "personal_matters": "个人事务",
}
SPOKEN_OUTSIDE = "这件事不在这份文件里，我这里没有依据。"
UNCLEAR = "您问的是哪一项？我理解可能是：{options}。请说一下具体是哪一项，我马上查。"
WHICH = "文件里的奖励和补贴分很多项，要看您说的是哪一项、企业有什么称号或项目。写明金额的有{examples}等。请说一下是哪一项，或者企业的情况，我来对条款。"
WHICH_ASK = "请问您想了解哪一项？也可以说说企业的称号、项目或贷款情况。"
LEFT_OUT = "{names}：按您说的情况，不在{measure}的范围里。"
WHICH_ENTERPRISE = "请问您说的是哪一家的数：{names}？"
UNCLEAR_PLAIN = "我没有听明白您问的是哪一项，能换个说法吗？例如：{examples}。"
SPOKEN_UNCLEAR = "请问您说的具体是哪一项？"

# Validity
EXPIRED = "先说明：这份文件的有效期已经届满[{n}]，下面是有效期内的规定。"
NOT_YET = "先说明：在您说的日期这份文件还没有施行[{n}]，下面是施行后的规定。"
NOT_YET_DATED = "先说明：这份文件自{day}起施行[{n}]，在您说的日期还没有施行，下面是施行后的规定。"
DECIDES = "是否符合、实际给多少，由牵头部门按规定审核认定。"
LATER = (
    "这份文件的有效期到{last}为止，您说的时间在有效期届满之后[{n}]，到时是否还按这份文件执行，原文没有写。"
)
RECOGNISED_EARLIER = "有效期内[{n}]已获认定、届满后才申请的还能不能兑现，原文没有写，请向牵头部门核实。"
BEFORE_START = (
    "这份文件自{day}起施行[{n}]，您说的时间在施行之前；施行前的情形是否适用，原文没有写，请向牵头部门核实。"
)
SPOKEN_LATER = "届满以后是否还按这份文件执行，文件没有写。"
SPOKEN_RECOGNISED_EARLIER = "届满后才申请的还给不给，文件没有写，请问牵头部门。"
SPOKEN_BEFORE_START = "施行以前的是否适用，文件没有写，请问牵头部门。"

IN_FORCE = "在有效期内。"
LAST_DAY = "按此推算，有效期到{day}为止。"
AFTER_LAST_DAY = "按此推算，有效期到{day}为止，您说的日子在有效期届满之后。"

# Money
CEILING_MEANS = "“最高”“不超过”是上限的意思：不会超过这个数，也不保证给到这个数；在上限以内怎样定数，原文没有写，以主管部门审核认定为准。"
SPOKEN_CEILING_MEANS = "最高是上限，不保证给足，以审核认定为准。"
SPOKEN_FLAW = "这一处原文确有疏漏，怎么理解以牵头部门的解释为准。"
CEILING_NOTE = "“最高”“不超过”说的是上限，实际金额以审核为准。"
NO_SUM = "各项分别计算，不能直接相加：同一项目按“从高、从优、不重复”执行[{n}]，是不是同一项目由牵头部门认定。"
RECOGNITION = "前提是经过认定。"

PERIODS = {
    "once": "一次性",
    "per_year": "每年",
    "per_event": "单次",
    "in_stages": "按进度、分阶段给",
    "unstated": "",
}


def yuan(amount: Fraction | Decimal) -> str:
    """An amount as people say it: 20万元, 1.2亿元, 8750元, 326250.37元."""
    value = Fraction(amount)
    for size, unit in ((YI, "亿元"), (WAN, "万元")):
        scaled = value / size
        if scaled >= 1 and _places(scaled) <= 4:
            return _decimal(scaled) + unit
    return _decimal(value) + "元" if _places(value) <= 2 else f"{_to_the_fen(value)}元"


def _to_the_fen(value: Fraction) -> Decimal:
    """Rounded to the 分 as the calculation rounds: half up."""
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return exact.quantize(Decimal("0.01"), ROUND_HALF_UP)


def percent(share: Fraction) -> str:
    """A share of one as a percentage: 4.35%."""
    return _decimal(share * 100) + "%"


def _places(value: Fraction) -> int:
    """How many decimal places the value needs; 9 where it never ends."""
    for places in range(7):
        if (value * 10**places).denominator == 1:
            return places
    return 9


def _decimal(value: Fraction) -> str:
    places = min(_places(value), 6)
    digits = f"{Decimal(value.numerator) / Decimal(value.denominator):.{places}f}"
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


def listed(names: list[str]) -> str:
    """甲、乙和丙."""
    return names[0] if len(names) == 1 else "、".join(names[:-1]) + "和" + names[-1]


ASK_LEAD = "{lead}[{n}]，这一点请向牵头部门核实。"
OVERVIEW = "文件写明金额或上限的有这些："
OVERVIEW_NEXT = "另外还有没写金额的支持和服务。您关心哪一项，或者说说企业的情况，我来对条款。"
OUTSIDE_TOO = "另外，您提到的{topics}不在{policy}的规定里，我没有依据，这里不作回答。"

# Heads the explanation where several matters have headings of their own.
EXPLAINED = "**说明**"


def day(value: date) -> str:
    """2026年5月11日."""
    return f"{value.year}年{value.month}月{value.day}日"
