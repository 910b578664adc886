"""What points to a measure without naming it: a clause number, a figure, a day, the most, a quotation."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from assistant.dialogue.act import HOSTILE
from assistant.dialogue.clear import HELD, MOST_MATTERS, PAYING, measures_of
from assistant.dialogue.numerals import read_numeral
from assistant.dialogue.phrases import hits, where
from assistant.dialogue.quantities import Quantity
from assistant.policy.figures import printed_figures
from assistant.policy.library import Library
from assistant.policy.measure import Measure

# The most or the least of all is asked for.
GREATEST = re.compile(
    r"(?:哪|什么|啥)[^，。？]{0,14}(?:最[多高大贵]|(?P<least>最[少低小]))|(?:给|奖|补|钱|金额|数额|额度|力度)[得的]?[^，。？]{0,2}最[多高大]"
    r"的?(?:是|一?[笔项条个档])|最[多高大]的?(?:那?一?[笔项条档])"
)
# Where a sum stands is told: 那一条里写着100万.
IN_CLAUSE = re.compile(r"(?:[这那同]一?[条款段]|条[里文款])[^，。？！]{0,6}(?:写|有|提|说)")
# What day a day of the document is: 4月11号是什么日子.
WHAT_DAY = re.compile(r"是(什么|哪个)?(日子|日期|意思|指什么)|(什么|哪个)日子|怎么回事")
CLAUSE_SPACE = re.compile(r"[\s、.．]|第|条|款|项")
BRACKETS = str.maketrans("（）", "()")
# Words of the document, long enough to stand in one clause alone.
QUOTED = re.compile(r"[“\"「]([^”\"」]{7,60})[”\"」]")
WORDS_QUOTED = re.compile(r"[“\"「『]([^”\"」』]{2,12})[”\"」』]")
PLACE_ASKED = re.compile(r"哪一?[条款段句]|第几[条款]|出处|写在哪|在哪儿?写")
# A clause by its bare number, of this document: 意见的第17条; not 民法典第二百零一条.
BARE_NUMBER = re.compile(r"(?<![法例典])(?<!细则)第([\d一二三四五六七八九十百]{1,4})条")
# A clause of the closing part has a path of two labels, one of the measures of three.
SHORTEST_PATH = 3
# How many clauses there are: 扶持政策一共有几条.
HOW_MANY_CLAUSES = re.compile(
    r"(?:文件|政策|意见|条款|正文|条文|通知|部分|扶持)[^，。？！]{0,8}(?:[一总]?共|到底)?有?(?:几|多少)[条款](?:条款|条文|内容)?(?:[，。？?！呢啊]|$)"
)
# Two days of the document are held against each other: 落款和施行是同一天吗.
COMPARED_DAYS = re.compile(r"同一?[天日]|一天吗|差(?:了|着)?(?:几|多少)天|[隔差]了?(?:多久|多长)")
# The award itself is asked for beside the budget that was told: 听说每年有500万培训费。境外上市奖多少.
OTHER_ASKED = re.compile(r"[。！；;][^。！]*(?:多少|几[万百])")
# A sum that is there every year.
YEARLY_SUM = re.compile(
    r"(?<![励奖])(?:每年|一年|年年|年度)[^，。？！]{0,8}[\d一二两三四五六七八九十百千]+[万亿]|[万亿]元?(?:一年|每年)"
)
STARTED = re.compile(r"施行|生效|执行|实施|起算")
WRITTEN_ON = re.compile(r"落款|成文|发文|发布|印发|公布")
# Money is asked for; 文件给2025年定的家数 asks for none.
MONEY_ASKED = re.compile(
    r"奖|补|钱|拿|领|贴|资助|多少万|几[十百千]?万|给(?:多少|几[十百千万个]|不给|吗)|分[个到给][^，。？！]{0,3}[几多]"
)
# The print itself is asked about: 中间是不是漏了顿号, 有没有印错, 两个数连在一起.
FLAW_ASKED = re.compile(
    r"顿号|标点|逗号|错别字|笔误|[印排][错漏岔]|[漏少缺]了?(?:打|写|印)?一?个(?:字|点|号|符号)|[连粘黏]在一起|连着[写印]|断不开|怎么断"
)
OWN_PAPERS = re.compile(r"材料|表格|申请[书表]|合同|执照|发票|公章|名称")
# How many enterprises there are to be: 分别打算培育多少家.
HOW_MANY_FIRMS = re.compile(r"(多少|几)家")
HOW_MANY_TARGETED = re.compile(r"(培育|目标|打算|计划|规划|力争|定|要搞|要有)[^，。？！]{0,8}(多少|几)家")


def numbered(text: str, library: Library) -> tuple[str, ...]:
    """The measures of a clause that is named by its number (二（三）8), those with amounts if it has any."""
    packed = CLAUSE_SPACE.sub("", text).translate(BRACKETS)
    known = [c for c in library.clauses if len(c.path) > 1 and c.label.translate(BRACKETS) in packed]
    if not known:
        return ()
    clause = max(known, key=lambda c: len(c.label))
    return _of_clause([m for m in library.measures if m.clause_id == clause.id])


def unnumbered(text: str, library: Library) -> tuple[str, ...]:
    """The topic of how clauses are numbered, where a number is named that none has, or all are counted."""
    last = max(
        (int(c.path[-1]) for c in library.clauses if len(c.path) > 1 and c.path[-1].isdigit()), default=0
    )
    if (_bare_number(text) or 0) <= last and not HOW_MANY_CLAUSES.search(text):
        return ()
    return tuple(f"{p.id}/numbering" for p in library.policies if p.topic("numbering") is not None)[:1]


def flawed(text: str, quantities: Sequence[Quantity], library: Library) -> tuple[str, ...]:
    """The measures of the clause whose flawed print is spoken of.

    By sums that the turn runs together as the print does (一百万二十万), or where the print itself is asked
    about and one clause alone is known to be flawed.
    """
    run = {(first.low, then.low) for first, then in run_together(quantities)}
    marked = FLAW_ASKED.search(text) and not OWN_PAPERS.search(text)
    found = []
    for defect in (d for policy in library.policies for d in policy.defects):
        printed = [figure for figure in printed_figures(defect.passage.quote) if figure.kind == "money"]
        joined = {(first.value, then.value) for first, then in pairwise(printed) if first.end == then.start}
        if joined & run or marked:
            found.append(defect.passage.clause_id)
    if len(found) != 1:
        return ()
    named = [m for m in library.measures if hits(text, m.words)]
    of_another = marked and named and all(m.clause_id != found[0] for m in named)
    return () if of_another else _of_clause([m for m in library.measures if m.clause_id == found[0]])


def run_together(quantities: Sequence[Quantity]) -> list[tuple[Quantity, Quantity]]:
    """The pairs of quantities between which nothing stands."""
    return [(first, then) for first, then in pairwise(quantities) if first.end == then.start]


def by_bare_number(text: str, matters: Sequence[str], library: Library) -> tuple[str, ...]:
    """The measures of a clause named by its last number alone (第5条讲的什么); the rules of 附则第2条.

    `matters`: what the words speak for; a rule of that clause stays by itself.
    """
    number, closing = str(_bare_number(text)), "附则" in text
    paths = [c for c in library.clauses if len(c.path) > 1 and c.path[-1] == number]
    ids = {c.id for c in paths if (len(c.path) < SHORTEST_PATH) == closing}
    rules = tuple(f"{p.id}/{t.id}" for p in library.policies for t in p.topics if t.clause_id in ids)
    if closing:
        rules = tuple(rule for rule in rules if not rule.endswith("/application"))
        return tuple(m for m in matters if m in rules) or rules[:MOST_MATTERS]
    return _of_clause([m for m in library.measures if m.clause_id in ids])


def _bare_number(text: str) -> int | None:
    """The number of a clause that is named without its part."""
    found = BARE_NUMBER.search(text)
    named = read_numeral(found[1], 0) if found else None
    return int(named.span.low) if named is not None and named.span.low is not None else None


def _of_clause(own: Sequence[Measure]) -> tuple[str, ...]:
    """The measures of a clause, those with amounts if it has any."""
    chosen = [m for m in own if m.pays] or own
    return tuple(f"{m.policy}/{m.id}" for m in chosen[:MOST_MATTERS])


def days_compared(text: str, spoken_of: Sequence[str], library: Library) -> tuple[str, ...]:
    """The topics of the two days that are held against each other; one may have been spoken of before."""
    if not COMPARED_DAYS.search(text) or not STARTED.search(text):
        return ()
    written = [m for m in spoken_of if m.endswith(("/issue_info", "/printing"))][:1]
    if not written and WRITTEN_ON.search(text):
        written = [f"{p.id}/issue_info" for p in library.policies if p.topic("issue_info") is not None][:1]
    return (*written, f"{written[0].split('/')[0]}/validity") if written else ()


_A_LINE = re.compile(r"元?的?[那这]?[一条道根个]{0,2}(?:线|档|门槛|上限|封顶|杠)")


def by_figure(
    text: str,
    quantities: Sequence[Quantity],
    outside: Sequence[str],
    acts: Sequence[str],
    library: Library,
) -> tuple[str, ...]:
    """The measures whose clause gives a figure that the turn speaks of: 带30%的那个补助."""
    if outside or set(acts) & HOSTILE:
        return ()
    exact = [q for q in quantities if q.kind in ("money", "ratio") and q.low == q.high and q.low]
    if not exact:
        return ()
    # 再虚写三百万，凑够一千万那条线: the one that is called a line or a tier is the clause's.
    marked = [q for q in exact if any(_A_LINE.match(text, at + len(q.said)) for at in where(text, q.said))]
    values = {q.low for q in marked or exact}
    found = [
        m
        for m in library.measures
        if values & {v.value for p in m.parameters if p.unit in ("yuan", "ratio") for v in p.values}
    ]
    if quoting := [m for m in found if _quoted(text, m)]:
        found = quoting
    # 打包票我家首台套批满50万: the one that is named; “100万元20万元”连在一起: the one that has both.
    named = [m for m in found if any(not HELD.fullmatch(word) for word in hits(text, m.words))]
    # 市里评的专精特新，20万给吗: so does what only sounds like one of them.
    named = named or [
        m for m in found if any(miss.input and hits(text, miss.words) for miss in m.near_misses)
    ]
    both = [m for m in found if values <= {v.value for p in m.parameters for v in p.values}]
    return tuple(f"{m.policy}/{m.id}" for m in named or both or found)[:MOST_MATTERS]


def sister_with(figured: Sequence[str], matters: Sequence[str], library: Library) -> str:
    """The service of the same clause that has the figure said of one without any: 听说专精特新能贷三百万."""
    asked = measures_of(library, matters, ())
    if len(asked) != 1 or asked[0].kind != "service" or any(p.unit == "yuan" for p in asked[0].parameters):
        return ""
    found = [m for m in measures_of(library, figured, ()) if m.clause_id == asked[0].clause_id]
    alike = [f"{m.policy}/{m.id}" for m in found if m.kind == "service"]
    return alike[0] if len(alike) == 1 else ""


def in_same_clause(
    text: str, quantities: Sequence[Quantity], matters: Sequence[str], library: Library
) -> tuple[str, ...]:
    """The sister that gives a sum which is told to stand in the clause of one that gives none.

    可我明明看见那一条里写着100万, after 数字化车间: it is what the clause gives for 数字化攻关.
    """
    asked = measures_of(library, matters, ())
    sums = {q.low for q in quantities if q.kind == "money" and q.low == q.high}
    if len(asked) != 1 or asked[0].pays or not sums or not IN_CLAUSE.search(text):
        return ()
    return tuple(
        f"{m.policy}/{m.id}"
        for m in library.measures
        if m.clause_id == asked[0].clause_id
        and m.pays
        and sums & {v.value for p in m.parameters if p.unit == "yuan" for v in p.values}
    )


def budget_beside(
    text: str, quantities: Sequence[Quantity], matters: Sequence[str], library: Library
) -> tuple[str, ...]:
    """The budget of the same clause that a yearly sum is, where none of the awards asked for has it.

    每年那500万是发给拟上市企业的吗: what is set aside for training, and neither of the listing awards.
    """
    asked = measures_of(library, matters, ())
    sums = {q.low for q in quantities if q.kind == "money" and q.low == q.high}
    paying = [m for m in asked if m.kind != "not_subsidy"]
    own = {v.value for m in paying for p in m.parameters for v in p.values}
    told = bool(sums) and bool(YEARLY_SUM.search(text)) and not OTHER_ASKED.search(text)
    if not told or sums & own or not paying or not all(m.pays for m in paying):
        return ()
    clauses = {m.clause_id for m in asked}
    return tuple(
        f"{m.policy}/{m.id}"
        for m in library.measures
        if m.kind == "not_subsidy"
        and m.clause_id in clauses
        and sums & {v.value for p in m.parameters if p.unit == "yuan" for v in p.values}
    )


def _quoted(text: str, measure: Measure) -> bool:
    """Whether words of a measure's clause stand in quotation marks: 原文写着“100万元20万元”."""
    printed = ["".join(evidence.quote.split()) for evidence in measure.evidence.values()]
    return any(words in quote for words in QUOTED.findall(text) for quote in printed)


def quoted_rule(text: str, library: Library) -> tuple[str, ...]:
    """The rule whose words are quoted to ask where they stand: “不重复”写在哪; () if a clause has them."""
    said = WORDS_QUOTED.findall(text) if PLACE_ASKED.search(text) else []
    if not said or any(
        word in e.quote for word in said for m in library.measures for e in m.evidence.values()
    ):
        return ()
    rules = [(f"{p.id}/{t.id}", t) for p in library.policies for t in p.topics if not t.silent]
    return tuple(matter for matter, rule in rules if all(word in rule.quote for word in said))[:1]


def greatest(text: str, library: Library) -> tuple[str, ...]:
    """The measures that give the most, or the least, where the turn asks for these: 给得最多的是哪一条."""
    found = GREATEST.search(text)
    if found is None:
        return ()
    most = {
        f"{m.policy}/{m.id}": max(v.value for p in m.parameters if p.unit == "yuan" for v in p.values[-1:])
        for m in library.measures
        if m.pays and any(p.unit == "yuan" for p in m.parameters)
    }
    limit = min(most.values()) if found["least"] else max(most.values())
    return tuple(matter for matter, amount in most.items() if amount == limit)[:MOST_MATTERS]


def by_date(text: str, quantities: Sequence[Quantity], library: Library) -> tuple[str, ...]:
    """The topic that a day of the document belongs to, where it is asked: 4月11号是什么日子."""
    days = {q.day_low for q in quantities if q.day_low is not None and q.day_low == q.day_high}
    if not WHAT_DAY.search(text):
        return ()
    for policy in library.policies:
        for topic, day in (
            ("issue_info", policy.written_on),
            ("printing", policy.printed_on),
            ("validity", policy.effective_from),
            ("validity", policy.last_day),
        ):
            same = day is not None and any((d.month, d.day) == (day.month, day.day) for d in days if d)
            if same and policy.topic(topic) is not None:
                return (f"{policy.id}/{topic}",)
    return ()


def by_count(
    text: str, quantities: Sequence[Quantity], matters: Sequence[str], library: Library
) -> tuple[str, ...]:
    """The measure that counts enterprises, where a count of its own is named and no money: 500家的完成率."""
    found = measures_of(library, matters, ())
    paying = MONEY_ASKED.search(text)
    asked = HOW_MANY_TARGETED.search(text) is not None and not paying
    if found and all(m.tiers for m in found) and asked:
        found = list(library.measures)
    counting = [m for m in found if any(p.unit == "count" for p in m.parameters) and not m.pays]
    counting = [m for m in counting if m.kind == "not_subsidy"] or counting
    if len(counting) == 1 and HOW_MANY_FIRMS.search(text) and not paying:
        return (f"{counting[0].policy}/{counting[0].id}",)
    if not found or not all(m.tiers for m in found) or PAYING.search(text) or "每家" in text:
        return ()
    counts = {q.low for q in quantities if q.kind == "count" and q.unit == "家" and q.low != 1}
    return tuple(
        f"{m.policy}/{m.id}"
        for m in library.measures
        if counts & {v.value for p in m.parameters if p.unit == "count" for v in p.values}
    )[:1]
