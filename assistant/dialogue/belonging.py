"""The input that a quantity states, by its unit and the words that stand nearest."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Literal

from assistant.dialogue.conversation import HeldFact
from assistant.dialogue.items import FURTHER
from assistant.dialogue.nearness import closeness, words_around
from assistant.dialogue.phrases import hits
from assistant.dialogue.quantities import Quantity
from assistant.dialogue.slips import LEAST_YUAN
from assistant.policy.measure import Input, Measure

UNITS = {"money": "yuan", "ratio": "ratio", "duration": "years", "count": "count", "date": "date"}
# Grammar, not vocabulary: how Chinese marks an award, a boundary, a denial, a further item.
AWARD = re.compile(
    r"(补贴?|补助|奖励?|给予?|贴息?|拿到?|领到?|得到?|获得|返还?|(?<![贷借])到手|报销|封顶|上限|最高|最多|顶格|不超过|额度)"
    r"(了|的|是不是|是|为|就|能|有|到|满|大概|应该|差不多|板上钉钉|铁定|肯定|妥妥|稳稳|笃定|必然|准能|每[笔家年次个]|总共|一共)*$"
)
# A verb of giving that has the sum right behind it leaves no doubt: 合同返50万, 白送50万, 还能再来18万.
GIVEN_AWAY = re.compile(
    r"(?:返还?|白?送|白给|白拿|倒贴|赚|能(?:再|多)?(?:来|有|要|得|捞|报|退|返|补|贴|拿|领)|[补贴奖领拿]到)(?:我们?|企业)?(?:了|个)?$"
)
# What a bank or an investor gives is no award: 从杭州银行拿到八百万.
FROM_LENDER = re.compile(
    r"(?:银行|[分支A-Da-d甲乙丙]行|农商行?|信用社|创投|风投|基金|投资[人方]|资本|VC|vc)[^，。？！；]{0,4}(?:(?:拿|得|领)到?了?|[给批放]了)$"
    r"|[押质]给[^，。？！；]{1,8}(?:拿|得|借|贷)到?了?$"
)
# A bare number that a bank gave is a sum, of which it is not told in what: 专利押给银行拿了一千五.
PUT_IN_BARE = re.compile(
    r"(?:银行|[分支农]行|[押质]给)[^，。？！；]{0,8}(?:拿|借|贷|放|批|提)到?了?$"
    r"|(?:投|贷|借|签|花|砸|批|放)(?:资|款)?了?(?:大概|差不多|有|个)?$|[一两三][笔份]$"
)
# 专利质押贷款其实到手900万: so is what comes to hand of a loan.
LENT_TO_HAND = re.compile(r"(?:贷款?|借款?|放款|提款)[^，。？！；贴补]{0,6}到手(?:了|的|是|有)*$")
# A sum that is only asked back as what would be given: 难道不应该是五十五万多嘛.
ASKED_BACK = re.compile(r"(?:不应该|不该|难道不?|怎么不|不就|不会|会不会|那不)(?:就?是|有)(?:了|个)?$")
# For how long a loan is had, not what is given: 这笔拿了半年, 第二笔银行给了九个月.
LOAN_HAD = re.compile(r"(?:[笔贷借]|^(?:那么?)?(?:要是|如果|假如|假设|若))[^，。？！]{0,6}[拿给批放]了?$")
QUESTION = re.compile(r"元?[^，。？！]{0,2}(?:吗|嘛|么|吧|[？?])")
# A sum of the clause said after its ceiling is spoken of (封顶是一家银行两百万还是…) is the ceiling.
CAP_SAID = re.compile(r"封顶|上限|最高|最多|顶格|额度|总共|还是")
CAPPED = re.compile(
    r"元?的?(?:(?!贷款|授信|借款|融资)[^，。？！\d]){0,6}(顶|封顶|上限|到顶|为限|顶格|额度|打住|的线|[那这][条道根]线|门槛)"
)
EITHER = re.compile(r"元?[，,]?(是|算)[^，。？！]{1,14}还是")
RESULT = re.compile(
    r"(能到|可以到|够到|就是|等于|就有|就能|能有|算出来?|算下来|得出|合着|加起来|加一起|[总一]共是不是|是不是|(?:贴息?|补[贴助]?|奖励?)的话(?:也|就|能|可以|该|应该|得|大概|差不多)*有)(了|的|是|有|其实|应该|实际|本来|大概)*$"
)
# 合同一百万补助多少 asks, where 一百万补助 claims.
CLAIMED = re.compile(
    r"(的)?(给(?:我们?|咱们?|你们?|企业)|奖励|补贴|补助|贴息|资助|奖金|到手|入袋|进账|入账)(?!能?[有是]?(多少|几))"
)
# 三成是七十二万: what a share comes to is no sum of its own.
OF_SHARE = re.compile(r"(那?就?是|等于|合|折合|算下来是?|，?也就是|得)")
SHARE = re.compile(r"(比例|补贴率|贴息率|几成)(就?是|为|按|：|:|有|应该是)*$")
# An amount as somebody thought or reckoned it: 怎么才两百万, 我自己算是225万.
THOUGHT = re.compile(
    r"(?:怎么|为什么|凭什么|咋)(?:会|就|也)?(?:才|只|不是|不到)(?:有|给|算|是|得|补|贴|能|拿|领|够)*(?:了|到|我们?)?$"
    r"|(?:我|们|咱|他|她|客户|财务|老板|会计|那边|这边|自己)(?:这边|那边|自己|刚才|明明|手)*算(?:的|出来|下来|着|了)*(?:是|有|得|要|该|应该|不是)*$"
)
# What somebody else makes of it, and how many times less than what was told it has to be.
_SAID_TO_BE = re.compile(
    r"(?:说|讲|认为|觉得|告诉我们?|回我们?)(?:的|了)?(?:应该|该|得|能|要)+(?:是|有|给|补|贴|拿|领|到|了)*$"
)
TIMES_LESS = 20
_STOP = re.compile(r"[，。？！；;、]")
_SENTENCE = re.compile(r"[。；;！？!?\n]|[（(]\d[）)]")
_SINCE = (
    r"(?:已经?|之前|先前|此前|前面|年初|年中|上半年|[1-9一二三四五六七八九十]+月份?|前[阵段些]"
    r"|今年|本年度?|当年|年内|去年|前年|上一?年度?|20\d\d年)"
)
_THERE = r"[^，。？！；;、]"
# 已经领过50万; 本年贴息已收173.5万: what came is said of an award there, for 收, 发, 批 may be of anything.
RECEIVED = re.compile(
    rf"(?:(?:已经?|之前|先前|此前|前面|年初){_THERE}{{0,8}}(?:补|拿|领|贴|享受|到账|到手|报销?(?![名告])|用(?=了|掉|过|去|完))(?:过|了|到|满|掉|去|完)?"
    rf"|{_SINCE}{_THERE}{{0,8}}(?:补|拿|领|贴|享受|到账|到手|报销?(?![名告])|用)(?:过|了|掉|去|到|完)){_THERE}{{0,4}}$"
)
_PAID_OUT = re.compile(
    rf"{_SINCE}{_THERE}{{0,12}}(?:拿|领|(?<![应营])收(?!入|款|益)|发|批|拨|兑现|兑付|到[手账])(?:过|了|掉|去|到|完|下来)*{_THERE}{{0,6}}$"
)
# 区里已经给过我们十五万六, 区里按这个意见已经打来150万: what the district pays out is an award.
_FROM_DISTRICT = re.compile(
    rf"(?:区里|区上|区财政|财政局?|经信局?|政府|你们){_THERE}{{0,14}}(?:给|发|打|拨|批|付|补|贴|奖|转|报)(?:过来?|了|来|到|下来|满|足|齐|完)+"
    rf"(?:我们?|咱们?|我司|企业|公司)?了?(?:有|一共|总共|大概|个)*$"
)
# 贴息已经给过我们120万, 贴息今年又打来35万, 贴息款到过一次账: what became of the award that is named ahead;
# a bank that gives is none of it (贴息贷款银行给了800万).
_AWARD_CAME = re.compile(
    rf"(?:贴息|补助|补贴|资助|奖励)(?:款|金|的?钱)?(?!贷款)(?:(?!{_THERE}{{0,3}}(?:银行|[工农中建招交]行|贷|借|合同))(?![能可会要想该问]){_THERE}){{0,14}}"
    rf"(?:(?:给|发|打|拨|付|转|批|兑现|兑付|到)(?:过|了|过来|来|下来|进来|到|完)+|入了?账|到了?[手账])"
    rf"(?:我们?|咱们?|我司|公司|企业|这边|你们?)*(?:公司|企业)?(?:一次|一笔|一回|账|一共|总共|大概|是|有|了)*$"
)
_THEN_CAME = re.compile(
    r"(?:一共|总共|大概|才|只|是)*(?:[给发打批拿领]|到账)?(?:[了过](?:我们?|咱们?|公司|企业)?)?(?:有|一共|总共)?"
)
# 要是今年已经给过170万呢: who lends is not named, and 过 looks back.
_GIVEN_BEFORE = re.compile(
    rf"{_SINCE}{_THERE}{{0,6}}(?:给|发|打|拨|补|贴)过(?:我们?|咱们?|公司|企业)?{_THERE}{{0,2}}$"
)
# 50万的补助已经一分不剩全用完了: the sum stands before the award and what became of it.
_GONE = (
    rf"(?:已经?|都|全|早就?|刚刚?){_THERE}{{0,6}}"
    r"(?:[用领拿补贴花](?:完|光|满|尽|掉|过|了)|到[手账]|发下来|批下来|拨下来)"
    rf"(?!{_THERE}{{0,4}}[\d一二两三四五六七八九十百])"
)
_USED_UP = re.compile(
    rf"元?的?(?:(?![今去本年]){_THERE}){{0,8}}(?:贴息|补助|补贴|资助|奖励|额度|创新券){_THERE}{{0,8}}{_GONE}"
)
_ARRIVED = re.compile(rf"元?{_GONE}")
# 那个已经批了9万给我们: what is approved to the enterprise; not what a bank lends it.
_APPROVED = re.compile(rf"{_SINCE}{_THERE}{{0,6}}(?:批|发|拨|兑现)了?$")
_TO_US = re.compile(r"元?(?:给|到)(?:了)?(?:我们?|咱们?|公司|企业)(?!贷|借)")
_NONE_YET = re.compile(
    r"(?:一分钱?|一毛钱?|分文|一次|一点|从来|根本|压根|[都也还])*(?:没有?|未曾?)[补领拿贴报用享](?:受)?过(?!了)"
)
_AN_AWARD = r"(?:贴息|补助|补贴|资助|奖励|创新券)"
# 展位费补贴，今年我们到手13.5万: what came to hand is of the award named right before; 能到手 is none yet.
_TO_HAND = re.compile(
    rf"{_SINCE}(?:(?![能可会想要该，。？！；;、]).){{0,6}}(?:到手|到账|入账|领)(?:(?![能可会想要该，。？！；;、\d]).){{0,3}}$"
)
_LENDERS = re.compile(r"贷|借|放款|提款|银行|创投|风投|机构|投资|融资|基金|合同|客户|货款|营收|订单")
_CAME_IN_FACT = re.compile(r"其实|实际|一共|总共")
_AWARD_NAMED = re.compile(rf"{_AN_AWARD}[^，。？！；;、]{{0,6}}[，,：:]?$")
_AWARD_BEFORE = re.compile(rf"{_AN_AWARD}(?:款|金|的钱)?$")
# 去年批下来贴了88万: whatever was approved, the sum was given.
_GIVEN_OUT = re.compile(r"(?:贴|补|奖)(?:了|过|到)(?:我们?|企业)?$")
_LAST_YEAR = re.compile(r"去年|前年|上一?年度?|往年|20\d\d年")
_YEARS = re.compile(rf"今年|本年度?|当年|年内|年初|上半年|{_LAST_YEAR.pattern}")
LENT_BEHIND = re.compile(r"元?的?[^，。？！\d]{0,8}?(?:贷款|借款)(?!的?(?:贴|补|奖))")
# So many characters beside a sum say no more than that it is the answer.
LITTLE_MORE = 6
# How much it speaks for an input that its measure is named in the clause of a quantity.
CLAUSE_NAMES = 0.5
# No rate of interest is above this many per cent: a larger bare number beside 利率 is something else.
MOST_PERCENT = 36


def stated_of_award(text: str, quantity: Quantity) -> bool:
    """Whether a sum or rate is said of what is given: 奖200万, 200万的奖励, 能拿到30%."""
    before, after = text[max(0, quantity.start - 14) : quantity.start], text[quantity.end :]
    return bool(AWARD.search(before) or RESULT.search(before) or CLAIMED.match(after[:8]))


def thought(text: str, quantity: Quantity, inputs: Sequence[Input], earlier: Sequence[HeldFact] = ()) -> bool:
    """Whether an amount is what somebody expects to come out, and no sum of the case: 怎么才两百万.

    What names a sum of the case states it (财务算下来总投入是4600万); what is far less than all that was told
    corrects none of it (财务说应该是二十八万, after a loan of 800万).
    """
    here = _STOP.split(text[: quantity.start])[-1]
    words = {word for i in inputs if i.unit == "yuan" for word in i.words}
    told = [f.low for f in earlier if f.unit == "yuan" and f.low]
    far_less = quantity.kind == "money" and quantity.high and told and quantity.high * TIMES_LESS <= min(told)
    expected = THOUGHT.search(here) or (far_less and _SAID_TO_BE.search(here))
    return bool(expected) and not hits(here + _STOP.split(text[quantity.end :])[0], words)


def received(text: str, quantity: Quantity) -> Literal["", "this_year", "before"]:
    """When a sum was paid out already; "" where it was not."""
    ahead, behind = text[: quantity.start], text[quantity.end :]
    here = _STOP.split(ahead)[-1]
    # 贴息款到过一次账，110万; 贴息已经批过一次，给了30万
    came = _STOP.split(ahead[: -1 - len(here)])[-1] if _THEN_CAME.fullmatch(here) else here
    of_award = re.search(_AN_AWARD, here) or re.match(rf"元?的?{_THERE}{{0,5}}{_AN_AWARD}", behind)
    said_ahead = (
        RECEIVED.search(ahead)
        or (of_award and _PAID_OUT.search(here))
        or _AWARD_CAME.search(came)
        or (_GIVEN_BEFORE.search(here) and not _LENDERS.search(here))
        or _FROM_DISTRICT.search(here)
        or _came_to_hand(ahead[: len(ahead) - len(here)], here, behind)
        or (_APPROVED.search(here) and _TO_US.match(behind) and not _LENDERS.search(here))
    )
    if not said_ahead and not (_USED_UP.match(behind) or (of_award and _ARRIVED.match(behind))):
        return ""
    years = _YEARS.findall(came)
    return "before" if years and _LAST_YEAR.fullmatch(years[-1]) else "this_year"


def _came_to_hand(before: str, here: str, behind: str) -> bool:
    """Whether a sum came to hand of the award that is named right before: 贴息，今年到手50万."""
    named = _AWARD_NAMED.search(before) or _CAME_IN_FACT.search(here)
    of_a_lender = _LENDERS.search(here)  # 今年贷款其实到手900万
    return bool(named and _TO_HAND.search(here)) and not of_a_lender and not QUESTION.match(behind)


def none_received(
    text: str, measures: Sequence[Measure], earlier: Sequence[HeldFact], turn: int
) -> list[HeldFact]:
    """That nothing was paid out so far, where it was told before that something was: 假设前面一分没补过."""
    said = _NONE_YET.search(text)
    names = {m.cap.less for m in measures if m.cap and m.cap.less}
    told = [f for f in earlier if f.name in names and f.low]
    zero = Fraction(0)
    return [replace(f, said=said[0], turn=turn, low=zero, high=zero) for f in told] if said else []


def of_another_source(text: str, quantity: Quantity, measures: Sequence[Measure]) -> bool:
    """Whether what was got is another input's by the words right before it: 今年拿了创投机构779万.

    今年展位补贴20万已经拿满了 says of the sum that it is the award.
    """
    if _AWARD_BEFORE.search(text[: quantity.start]) or _GIVEN_OUT.search(text[: quantity.start]):
        return False
    paid = {m.cap.less for m in measures if m.cap and m.cap.less}
    inputs = [i for m in measures for i in m.inputs if i.unit == "yuan"]
    of_award = {word for i in inputs if i.name in paid for word in i.words}
    others = {word for i in inputs if i.name not in paid for word in i.words} - of_award
    return bool(hits(_STOP.split(text[: quantity.start])[-1][-5:], others))


def _taken(text: str, quantity: Quantity, measures: Sequence[Measure]) -> dict[str, float]:
    """Input → how much a sum that was paid out already speaks for it; more where its measure is named."""
    if not received(text, quantity) or of_another_source(text, quantity, measures):
        return {}
    here = _STOP.split(text[: quantity.start])[-1] + _STOP.split(text[quantity.end :])[0]
    named = {m.cap.less: any(word in here for word in m.words) for m in measures if m.cap and m.cap.less}
    return {name: 4.6 if there else 3.6 for name, there in named.items()}


def input_of(
    text: str,
    quantity: Quantity,
    others: Sequence[Quantity],
    measures: Sequence[Measure],
    inputs: Sequence[Input],
    pending: Sequence[str],
    correctable: Sequence[HeldFact],
) -> tuple[float, Input] | None:
    """The input that a quantity states, with how near its words stand; None where it is a claim."""
    unit = UNITS.get(quantity.kind)
    if quantity.kind == "number":
        return _bare(text, quantity, others, inputs, pending, correctable)
    fitting = [i for i in inputs if i.unit == unit]
    before, after = words_around(text, quantity, others)
    if not fitting or (quantity.kind == "ratio" and _states_share(quantity, before)):
        return None
    if quantity.kind == "money" and _comes_of_share(text, quantity, others):
        return None
    wanted = _wanted(measures, unit)
    nearby = _spoken_of(text, quantity, measures) if len(measures) > 1 else set()
    named_here = _named_in_clause(text, quantity, measures) if len(measures) > 1 else set()
    taken = _taken(text, quantity, measures)
    said_before = before[-12:]
    for other in others:
        said_before = said_before.replace(other.said, "")
    given = _given(text, quantity, said_before)
    scored = []
    for place, candidate in enumerate(fitting):
        score = closeness(candidate.words, before, after) - 0.01 * place
        score += taken.get(candidate.name, 0.0)
        if given:
            scored.append((score, -place, candidate))
            continue  # whatever was asked for last, what is given is no answer to it
        score += 0.2 if candidate.name in nearby else 0.0
        score += CLAUSE_NAMES if candidate.name in named_here else 0.0
        score += 2.0 if candidate.name in pending else 0.0
        score += 1.5 if any(f.name == candidate.name for f in correctable) else 0.0
        score += 0.4 if candidate.name in wanted else 0.0
        scored.append((score, -place, candidate))
    score, _, best = max(scored)
    if quantity.low in _printed(measures) and _said_of_the_clause(text, quantity, before):
        return None
    award = _spoken_for_award(quantity, given, before, said_before, after)
    if LENT_BEHIND.match(after):
        award = 0.0  # 拿了两千万的专利质押贷款: what is got is the loan
    if best.name in pending[:1] and len(text) <= len(quantity.said) + LITTLE_MORE:
        award = 0.0  # 哦就是一千二百万 answers what was asked for
    return (score, best) if score > max(award, 0.3) else None


def _spoken_for_award(quantity: Quantity, given: bool, before: str, said_before: str, after: str) -> float:
    """How far the words around a quantity speak for what is given."""
    award = 3.55 if given else _awarded(said_before)
    if award and not given and FURTHER.search(before[-8:]) and "贴" not in before[-8:]:
        award = 0.0  # 再补一笔800万 adds an item, it awards nothing
    if quantity.kind == "duration":  # 一年贴息多少: the year is none that is given
        return 0.0 if LOAN_HAD.search(said_before) else award
    return award or (2.6 if CLAIMED.match(after[:8]) else 0.0)


def _awarded(before: str) -> float:
    """How far the words before a sum speak for what is given."""
    if FROM_LENDER.search(before) or LENT_TO_HAND.search(before):
        return 0.0
    return 3.45 if RESULT.search(before) else 3.3 if AWARD.search(before) else 0.0


def _given(text: str, quantity: Quantity, before: str) -> bool:
    """Whether a sum is plainly what would be given: 合同返50万; 难道不应该是五十五万多嘛."""
    if quantity.kind not in ("money", "number") or FROM_LENDER.search(before):
        return False
    asked_back = ASKED_BACK.search(before) and QUESTION.match(text[quantity.end :])
    return bool(GIVEN_AWAY.search(before) or asked_back)


def _said_of_the_clause(text: str, quantity: Quantity, before: str) -> bool:
    """Whether a sum that the clause gives is said of the clause: 200万封顶, 五十万是一份合同的还是一年的."""
    behind = text[quantity.end :]
    if text.count(quantity.said) > 1 and "还是" in text:
        return True
    return bool(CAP_SAID.search(before[-12:]) or CAPPED.match(behind) or EITHER.match(behind))


def _printed(measures: Sequence[Measure]) -> set[Fraction]:
    """The sums that the clauses give."""
    return {v.value for m in measures for p in m.parameters if p.unit == "yuan" for v in p.values}


def _comes_of_share(text: str, quantity: Quantity, others: Sequence[Quantity]) -> bool:
    """Whether a sum is what a share said right before it comes to: 三成是七十二万."""
    shares = (q for q in others if q.kind == "ratio" and q.end <= quantity.start)
    return any(OF_SHARE.fullmatch(text[q.end : quantity.start]) for q in shares)


def _states_share(quantity: Quantity, before: str) -> bool:
    """Whether a rate is said of what is paid (比例是80%), or can be no interest: then it is a claim."""
    too_much = quantity.high is not None and quantity.high * 100 > MOST_PERCENT
    return too_much or bool(SHARE.search(before))


def _wanted(measures: Sequence[Measure], unit: str | None) -> set[str]:
    """The inputs of a unit that the measures calculate with; beside one, also those held against a threshold.

    平台投了800万，创投投了1800万: neither is more likely than the other.
    """
    found: set[str] = set()
    for measure in measures:
        named = {i.name for i in measure.inputs if measure.formula and i.name in measure.formula}
        found |= {i.name for i in measure.inputs if i.unit == unit and i.name in named}
    limits = {c.input for m in measures for c in m.conditions if c.test == "at_least"}
    return found | limits if found else found


def _spoken_of(text: str, quantity: Quantity, measures: Sequence[Measure]) -> set[str]:
    """The inputs of the measures that the sentence of a quantity names: 平台投入800万；押专利借500万."""
    sentence = _SENTENCE.split(text[: quantity.start])[-1] + _SENTENCE.split(text[quantity.end :])[0]
    said = [
        measure
        for measure in measures
        if hits(sentence, measure.words)
        or hits(sentence, {w for i in measure.inputs if i.unit == "flag" for o in i.options for w in o.words})
    ]
    return {asked.name for measure in said for asked in measure.inputs}


def _named_in_clause(text: str, quantity: Quantity, measures: Sequence[Measure]) -> set[str]:
    """The inputs of the one measure that is named in the clause of a quantity: 另外数字化攻关投了260万."""
    clause = _STOP.split(text[: quantity.start])[-1] + _STOP.split(text[quantity.end :])[0]
    named = [m for m in measures if hits(clause, m.words)]
    return {i.name for i in named[0].inputs} if len(named) == 1 else set()


def _bare(
    text: str,
    quantity: Quantity,
    others: Sequence[Quantity],
    inputs: Sequence[Input],
    pending: Sequence[str],
    correctable: Sequence[HeldFact],
) -> tuple[float, Input] | None:
    """A bare number answers what was asked, corrects what was said last, or is a rate beside its word."""
    # 不是600万，是860: what is denied by name is what is corrected; else an amount before a term.
    held = [f for f in reversed(correctable) if f.low is not None]
    held.sort(key=lambda f: (f.said not in text, f.unit != "yuan"))
    meant = [
        (1.0 + closeness(i.words, *words_around(text, quantity, others)), i)
        for name in (*pending, *(f.name for f in held))
        for i in inputs
        if i.name == name and i.unit in ("yuan", "ratio", "years", "count")
    ]
    if meant:
        # 利率看错了，是4.75: the one whose words are said; without any the first of them.
        return next(
            (pair for pair in meant if pair[0] > 1.0 and pair[0] == max(meant, key=lambda p: p[0])[0]),
            meant[0],
        )
    unclear = max(quantity.readings, default=Fraction(0)) >= LEAST_YUAN
    if quantity.low is None or not (unclear or any(char.isdigit() for char in quantity.said)):
        return None
    before, after = words_around(text, quantity, others)
    for candidate in inputs:
        close = closeness(candidate.words, before, after)
        rate = candidate.unit == "ratio" and quantity.low < MOST_PERCENT
        sum_of_money = candidate.unit == "yuan" and (unclear or quantity.low >= LEAST_YUAN)
        if sum_of_money and unclear and PUT_IN_BARE.search(text[: quantity.start]):
            close = max(close, 2.2)
        if close >= 2.2 and (rate or sum_of_money):
            return close - 0.6, candidate
    return None
