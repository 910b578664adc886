"""What the clause leaves unsaid: what its words mean, how a ceiling is filled, what each stage gives."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from assistant.answering.case import Case, sources
from assistant.answering.literal import shared_words, who_does
from assistant.answering.phrasing import Conclusion, amounts_sentence, amounts_spoken
from assistant.dialogue.asked import Asked
from assistant.dialogue.aspect import CALLED, PASSED_OVER
from assistant.dialogue.items import TAKEN_AWAY
from assistant.dialogue.phrases import hits
from assistant.dialogue.reading import Reading
from assistant.dialogue.staying import counted_in
from assistant.policy.policy import Topic
from assistant.wording import listed

# Grammar, not vocabulary. Whether the text has something on it: 文中可有规定, 文件有讲没, 也没写时间？
ASKS_TEXT = re.compile(
    r"(文件|文中|文本|原文|条文|条款|政策|通知|上面|里头|里面)[^，。？！]{0,4}(有没有|有无|可有|是否|有|写没写)[^，。？！]{0,6}(规定|写|讲|界定|解释|说明|说|提|明确|交代|约定|载明|区分)"
    r"|(有没有|有无|可有|是否)(明确|明文|具体)?(规定|界定|写明|载明|说明)|也?没有?(写|说|讲|提)[^，。？！]{0,8}[？?吗吧]"
    r"|[，,](?:文件|文[里中]|条文|原文|里[头面])?[里上]?有(?:没有?)?(?:讲|说|写|提|规定|明说|讲究|说法)(?:过|到|明|清楚?)?[吗么没不][？?]?$"
    r"|[，,](?:文件|文[里中]|条文|原文|里[头面])?[里上]?(?:讲|说|写|提|规定)(?:了|明|到|过|清楚?)(?:没有?|[吗么])[？?]?$"
)
# Whether a sum is written is asked: 里头有没有写明数的.
SUM_WRITTEN = re.compile(r"(?:写|给|有|提|说)明?(?:了|过|个|具体|准)?(?:的)?(?:数(?!据)|金额|钱)")
# What comes at which stage of a listing.
STAGE_ASKED = re.compile(
    r"分(?:成|作)?几[回次笔口顿瓣刀][给发付拿到吃切]|(?:给|吃|发|拿|付)几[口瓣顿刀份]|[掰切]成几|(?:头|第)一[回次笔][^，。？！]{0,4}(?:多少|几)|(股改|辅导|报会|过会|受理|节点|阶段|每步|每一步)[^，。？]{0,6}(给|奖|发|拿|付|补)?(多少|几[万成个]|列)"
    r"|(股改|辅导|报会|过会|受理)[^。？]{0,30}(各|分别)[是给奖有拿]*多少"
    r"|这一?个?(步|阶段|节点)[^，。？]{0,6}(多少|几[万成])|其中的?(多少|几[万成])"
    r"|(各|每个?|哪个?)(阶段|节点|步|点|环节|段|期|笔|批)|分(?:成|作|为|做)?(?:几|多少)个?(?:阶段|节点|[步段期批笔次])|[怎如](么|何|样)?(个)?(分|拆)(期|段|步|法|批|阶段|几|发|付|给)?(给|发|付|的)?[？?呢啊]?$"
)
# What a word means: “新引进”怎么界定, 涨到多少才叫增量较大, 文件有没有给定义.
MEANING_ASKED = re.compile(
    r"(?:怎么|如何|怎样|有无|有没有|可有|是否)[^，。？！]{0,3}(?:界定|定义|解释)|什么(?:样的?)?才?叫|什么(?:样的?)?才算"
    r"|(?:多少|几|怎样|怎么|多久|多大)[^，。？！]{0,6}(?:[才能还]配?叫|算得上|认作)|才配?叫|的定义|定义是|请[^，。？！]{0,6}明确|[有给下][^，。？！]{0,2}[定界](?:义|定)"
)
# From where on something is much or big: 多到什么程度才算多, 涨得多有没有条线.
DEGREE_ASKED = re.compile(
    r"(?:什么|啥|哪个?|何种|怎样的?)(?:程度|地步|份上|份儿上|样子?)[^，。？！]{0,3}才?(?:算|叫|行|够|合格)"
)
_DEGREE = re.compile(r"[一-龥]{2}较[大多高快好]")
_QUOTED = re.compile(r"[“\"「『'‘]([^”\"」』'’]{2,10})[”\"」』'’]")
_PARTS = re.compile(r"[，。？！；,?!;]")
# The shortest run of the clause's words that is taken for what is asked after.
_SHORTEST = 3
# By what an amount below a ceiling is set: 按什么尺子量, 凭啥定, 额度怎么核定.
SET_BY = re.compile(
    r"(?:按|照|依|凭|看)(?:着|照|据)?(?:什么|啥|哪种|哪些)(?:样的)?(?:尺子|标准|规矩|口径|办法|依据|尺度)?[^，。？！]{0,4}(?:定|量|核|评|卡)"
    r"|(?:打分|评分|计分)(?:表|标准|办法|细则|规则)"
    r"|(?:怎么|如何|怎样)(?:核定|裁定|掌握|把握|算出来)|按(?!一?[年场次单笔届份])[^，。？！年场次单笔届份全]{1,6}还是按"
)
# The least that is given below a ceiling: 保底多少, 最少能拿几万; not what has to be put in.
LEAST_GIVEN = re.compile(
    r"[保兜]底[^，。？！投签贷]{0,4}(?:多少|几|数)|(?:最[少低]|至少|起码)[能会也要可以]*[给拿奖补领发]到?(?:多少|几)|[有给]没?有?[^，。？！]{0,3}(?:保底|下限)"
)
# Which of the tiers is more: 比它俩高一档, 哪一档给得多.
RANKED = re.compile(
    r"比(?!例|较|率|重)[^，。？！]{1,8}(?:[高多低少大](?:一?[档级些点头截]|出|得多)?)(?:[吗么吧不？?]|$)|哪一?[档个级种]的?(?:更|最|给得?|补得?|补助|补贴|奖励?|钱)?[高多低少]"
    r"|是不是[^，。？！]{0,8}[高低]一?[档级]|一样多|[跟和与同][^，。？！]{1,8}(?:是不是|是否|是)?[^，。？！]{0,2}(?:一个|同一?个?)(?:数|价|档)"
)
# Which costs count, as a point that the clause leaves open.
_COSTS = re.compile(r"哪些(?:支出|费用|投入)")
# The levels of which each is meant to have its own amount: 国际、国内、省内各分到多少.
LEVELS = re.compile(r"国际|国内|省内|国家级?|省级|市级|区级(?!奖|给|补)")
EACH_LEVEL = re.compile(r"各自?(?:是|能|可|分|有|给|奖|补|拿|到)*多少|分别|每一?级|每一?档")

# When something comes or is done; not when somebody counts (什么时候才算), nor since when a rule holds.
WHEN_ASKED = re.compile(
    r"(?:什么时候|何时|几时|哪一?天|几月份?)(?!才?算)[^，。？！]{1,8}[？?]?$|(?:什么时候|何时)[？?]?$"
)
# Whether a service is charged for: 这个收我们钱不收, 要不要掏钱.
CHARGED = re.compile(
    r"收(?:不收|没收)?(?:我们?|咱们?|企业)?的?(?:钱|费)[^，。？！]{0,2}(?:[吗么嘛不]|不?收)|收不收|(?:要不要|用不用|需不需要)[^，。？！]{0,4}(?:钱|费)|是不是免费|免费的?[吗么吧]"
)
_FREE = re.compile(r"免费|减免|费用|收费")
# How often in a year what is given by the event may be had; for how many years what is given by the year.
TIMES = re.compile(
    r"(?:报|领|拿|申请|享受|补|给|用|奖|发|办|搞)[^，。？！]{0,4}几[次回场趟]|几[次回场趟](?:封顶|为限|到顶)|(?:限|最多)[^，。？！]{0,4}几[次回场趟]"
)
YEARS_ON = re.compile(
    r"(?:连着|连续|接连|一连|一共|总共|最多|最长|能|可以?)[^，。？！]{0,4}(?:贴|补|拿|领|享受|报|给|奖|发|申请)(?:它|上|个|到|满)?(?:几|多少)个?年"
)
# The chance from which a point that a rule leaves open is taken to be asked.
SURE = 0.5
# The same where it is asked what the rule means: 同一项目，是同一张发票还是同一类补贴.
MEANING = 0.25
WHETHER_IN = re.compile(r"是否包括|包不包括|算不算|是不是同一|定义|界定|口径")
# Rules that override what a measure gives.
OVERRIDING = ("validity", "registration_place")
# Whether two things are one and the same in the rule's sense: 怎么才算“同一项目”, 算一个还是两个.
SAME_ASKED = re.compile(
    r"(?:怎么|怎样|如何|什么)[^，。？！]{0,3}[算叫][^，。？！]{0,3}同一|算[^，。？！]{0,3}一个[^，。？！]{0,4}还是[^，。？！]{0,3}两"
)
# Of which two the clause itself settles one: 每年封顶还是每场封顶.
OF_PERIOD = re.compile(r"每[年场次家个]|一次|年年|按年|按次|单[次场]")
# What a word means is asked, and the word is not only used: 同一个项目拿两份呢 asks no meaning.
_MEANING_OF = re.compile(r"怎样(?:才?算|界定|认定)“")
_ASKS_MEANING = re.compile(
    r"算|是不是|叫|界定|定义|怎|如何|认定|口径|还是|标准|区分|判|不同|[是属]于?同一|同一个?[^，。？！]{0,4}[吗么？?]"
)
# A loan repaid before its term; how long it was used in fact is a term like another.
REPAID = re.compile(r"提前[^，。？！]{0,6}(还|结清|归还|清)")
USED = re.compile(
    r"(实际|只|总共|一共)[^，。？]{0,4}用了|用了[^，。？！]{1,8}(?:月|年|天|季度?)[^，。？！]{0,3}提前"
)


def undefined(case: Case, as_of: date) -> Conclusion | None:
    """That the clause does not say what one of its own words means, where that is asked."""
    word = word_asked_after(case.said, [evidence.quote for evidence in case.measure.evidence.values()])
    word = word or degree_asked_after(case.said, [e.quote for e in sources(case.measure, case.said)])
    if not word:
        return None
    told = f"怎样才算“{word}”，原文没有写。"
    return Conclusion(f"{told}{case.measure.summary_on(as_of)}", told[:40], "not_specified", figures=False)


def word_asked_after(said: str, quotes: Iterable[str]) -> str:
    """The word of the quotes whose meaning is asked; "" where none is, or where brackets explain it there."""
    asking = next((part for part in _PARTS.split(said) if MEANING_ASKED.search(part)), "")
    if not asking:
        return ""
    text = "".join("".join(quote.split()) for quote in quotes)
    named = [word for word in _QUOTED.findall(said) if word in text]
    named = named or [word for word in shared_words(asking, text) if len(word) >= _SHORTEST]
    return next((word for word in named if not _explained(word, text)), "")


def degree_asked_after(said: str, quotes: Iterable[str]) -> str:
    """The word of degree in the quotes (较大) of which it is asked from where on it holds; "" elsewhere."""
    degree = _DEGREE.search("".join("".join(quote.split()) for quote in quotes))
    return degree[0] if degree and DEGREE_ASKED.search(said) else ""


def _explained(word: str, text: str) -> bool:
    """Whether brackets right after a word say what it is: 首台（套）产品（包括首台套装备…）."""
    return re.search(re.escape(word) + r"(?:产品|中心)?（(?:包括|含)?[^）]*、", text) is not None


def unwritten(case: Case, as_of: date) -> Conclusion | None:
    """Whether the text says anything of something, where that is asked and it does not."""
    settled = {"ratio", "period", "amount", "basis", "eligibility", "combine"} & set(case.aspects[:1])
    if case.measure.pays and SUM_WRITTEN.search(case.said):
        return None
    if "还是" in case.said:
        settled -= {"basis"}  # 按季度发还是年底一次发，原文有写吗
    if case.fresh or case.claims or settled or not ASKS_TEXT.search(case.said):
        return None
    named = [g.name for g in case.gaps[:2]] or list(case.likely[:1])
    if not named and _of_the_measure(case) and "还是" not in case.said:
        return None  # 文件里有没有说办培训: the measure itself is asked after
    about = listed(named or ["这一点"])
    known = case.measure.summary_on(as_of)
    return Conclusion(f"{about}，原文没有写。{known}", f"{about}，文件没有写。"[:40], "not_specified")


def _of_the_measure(case: Case) -> bool:
    """Whether what the text is asked for is the measure: by a word for it or the end of its name (对接)."""
    asked = ASKS_TEXT.search(case.said)
    behind = case.said[asked.end() :] if asked else ""
    return bool(hits(case.said, case.measure.words)) or case.measure.name[-2:] in behind


def gaps_of_rule(topic: Topic, reading: Reading) -> list[str]:
    """The points asked about that a rule of the policy leaves open, by the exemplars or by their words."""
    likely = {
        name
        for asked in reading.asked
        if asked.matter.endswith(f"/{topic.id}")
        for name, chance in asked.open
        if chance >= (MEANING if _asks_meaning(asked, topic, reading) else SURE)
    }
    said = PASSED_OVER.sub("", CALLED.sub("", reading.text))
    gaps = [gap.name for gap in topic.not_in_text if gap.name in likely or hits(said, gap.words)]
    used = not _ASKS_MEANING.search(reading.text)
    return [name for name in gaps if not (used and _MEANING_OF.match(name))]


def _asks_meaning(asked: Asked, topic: Topic, reading: Reading) -> bool:
    """Whether a meaning is asked, if of what stands beside the rule: 怎样才配叫“链主企业”，谁说了算."""
    defined = "defines" in (*asked.aspects, *reading.aspects)
    return defined or topic.id in OVERRIDING or bool(WHETHER_IN.search(asked.text))


def staged(case: Case) -> Conclusion | None:
    """How much comes at which stage, where the text pays in stages and does not say."""
    if case.measure.period != "in_stages" or not STAGE_ASKED.search(case.said):
        return None
    told = "分几个阶段、每个阶段给多少，原文没有写。"
    return Conclusion(f"{told}{amounts_sentence(case)}", told, "not_specified")


def ungraded(case: Case) -> Conclusion | None:
    """That the clause gives the levels no amounts of their own, where each is asked for."""
    if case.measure.kind not in ("up_to", "cap_only") or case.measure.tiers:
        return None
    if len(_levels(case.said)) < 2 or not EACH_LEVEL.search(case.said):
        return None
    told = "各个级别分别给多少，原文没有写，写的是同一个上限。"
    return Conclusion(f"{told}{amounts_sentence(case)}", told, "not_specified")


def _levels(said: str) -> Sequence[str]:
    return tuple(dict.fromkeys(LEVELS.findall(said)))


def unscaled(case: Case) -> Conclusion | None:
    """That the clause does not say by what an amount below its ceiling is set, where that is asked."""
    if case.measure.kind not in ("up_to", "cap_only") or not SET_BY.search(case.said):
        return None
    told = "上限以内按什么标准定，原文没有写。"
    return Conclusion(f"{told}{amounts_sentence(case)}", amounts_spoken(case), "not_specified")


def either_open(case: Case) -> Conclusion | None:
    """That the clause does not say which of two a sum that it gives is: 200万是税前还是税后."""
    printed = {v.value for p in case.measure.parameters for v in p.values}
    named = bool(case.claims) and all(claim.low in printed for claim in case.claims)
    gap = next((gap for gap in case.gaps if hits(case.said, gap.words)), None)
    if (
        gap is None
        or not named
        or "还是" not in case.said
        or not case.measure.pays
        or OF_PERIOD.search(case.said)
    ):
        return None
    told = f"{gap.name}，原文没有写。"
    return Conclusion(f"{told}{amounts_sentence(case)}", told, "not_specified")


def unfloored(case: Case) -> Conclusion | None:
    """That the clause sets no least amount below its ceiling, where one is asked: 写的是最高，那保底多少."""
    ceilings = ("up_to", "cap_only", "rate_up_to")
    if case.measure.kind not in ceilings or case.computing or not LEAST_GIVEN.search(case.said):
        return None
    told = "原文只写了上限，没有写最低给多少。"
    return Conclusion(f"{told}{amounts_sentence(case)}", told, "not_specified")


def uncounted(case: Case, as_of: date) -> Conclusion | None:
    """That the clause does not say which costs count, where one is asked after: 投入包括土地款吗."""
    what = counted_in(case.said)
    gap = next((g for g in case.measure.not_in_text if _COSTS.match(g.name)), None)
    text = "".join("".join(evidence.quote.split()) for evidence in case.measure.evidence.values())
    if not what or gap is None or case.fresh or case.misses or shared_words(what, text):
        return None
    told = f"{gap.name}，原文没有写。"
    return Conclusion(f"{told}{case.measure.summary_on(as_of)}", told[:40], "not_specified")


def unranked(case: Case) -> Conclusion | None:
    """That the clause has tiers without amounts, where it is asked which is more: 是不是比车间高一档."""
    graded = "分档" in case.measure.summary_on(case.measure.in_force_from)
    if case.measure.kind != "unquantified" or not graded or not RANKED.search(case.said):
        return None
    told = "哪一档高、高多少，原文没有写。"
    return Conclusion(
        f"{told}{case.measure.summary_on(case.measure.in_force_from)}", told, "not_specified", figures=False
    )


def by_whom(case: Case, as_of: date) -> Conclusion | None:
    """That the clause does not say who does what one of its words says, where that is asked."""
    gap = next((gap for gap in case.measure.not_in_text if gap.name.startswith("由谁")), None)
    if gap is None or case.misses or not who_does(case.said):
        return None
    told = f"{gap.name}，原文没有写。"
    return Conclusion(f"{told}{case.measure.summary_on(as_of)}", told, "not_specified")


def uncharged(case: Case, as_of: date) -> Conclusion | None:
    """That the clause of a service does not say whether it is charged for, where that is asked: 收钱不收."""
    text = "".join("".join(evidence.quote.split()) for evidence in case.measure.evidence.values())
    if case.measure.kind != "service" or not CHARGED.search(case.said) or _FREE.search(text):
        return None
    told = "是否收费，原文没有写。"
    return Conclusion(f"{told}{case.measure.summary_on(as_of)}", told, "not_specified")


def undated(case: Case, as_of: date) -> Conclusion | None:
    """That the clause says nothing of when something comes, where that is asked: 榜什么时候贴出来."""
    paid = case.measure.pays or case.measure.kind == "not_subsidy"
    # 等开会才能提，还是什么时候要什么时候讲: whenever it is wanted is one of two ways.
    settled = paid or case.misses or case.claims or case.computing or "还是" in case.said
    if settled or not WHEN_ASKED.search(case.said):
        return None
    told = "什么时候，原文没有写。"
    return Conclusion(f"{told}{case.measure.summary_on(as_of)}", told, "not_specified")


def repaid(case: Case, as_of: date) -> Conclusion | None:
    """A loan that is repaid before its term, where the text does not say what then holds."""
    gap = next((g for g in case.measure.not_in_text if any(REPAID.search(word) for word in g.words)), None)
    said = case.said
    if gap is None or not REPAID.search(said) or USED.search(said) or TAKEN_AWAY.search(said):
        return None
    told = f"{gap.name}，原文没有写。"
    # What the whole term would give is no amount of this case, told now or in a turn before.
    worked_out = any(fact.low is not None for fact in case.facts)
    return Conclusion(
        f"{told}{case.measure.summary_on(as_of)}", told[:40], "not_specified", figures=not worked_out
    )


def how_often(case: Case) -> str:
    """That the clause does not say how often, or how many years, what it gives may be had; "" elsewhere."""
    if case.measure.period == "per_event" and TIMES.search(case.said):
        return "一年可以补几次，原文没有写。"
    if case.measure.period == "per_year" and YEARS_ON.search(case.said):
        return "可以连续享受几年，原文没有写。"
    return ""
