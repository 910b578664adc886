"""Subjects: the measures, each as a case, and the rules of the policy that an answer is about."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from assistant.answering.alternatives import asks_since
from assistant.answering.applying import AMOUNT_ASKED
from assistant.answering.case import Case, open_case
from assistant.answering.counted import printed
from assistant.answering.detail import BEFORE_OR_AFTER
from assistant.answering.premise import told_by_words
from assistant.answering.reach import cap_input
from assistant.answering.silence import SAME_ASKED
from assistant.dialogue.asked import Asked
from assistant.dialogue.clear import ALSO, EACH_OF_THEM, JOINED, TOGETHER, WEIGHED
from assistant.dialogue.conversation import Conversation, HeldFact
from assistant.dialogue.counted_in import put
from assistant.dialogue.phrases import Phrases, hits
from assistant.dialogue.reading import Reading
from assistant.dialogue.sentence import ASKS
from assistant.dialogue.subject import BOTH
from assistant.dialogue.titles_needed import holds_none
from assistant.policy.library import Library
from assistant.policy.measure import Measure
from assistant.policy.policy import Topic

# Topics that are told beside a measure anyway, or are only brushed by its question.
RIDING = ("overview", "no_double", "issue_info", "purpose")
# How a measure's data says of a word that it belongs to another clause: 保险补偿写在“…”一条.
ELSEWHERE = "一条"
# Words of days, without which a validity that was only brushed is not told beside what was worked out.
OF_DATES = re.compile(
    r"有效|到期(?!一[把次]|还|后?就?才?[给付拨])|过期|届满|施行|生效|期满|失效|截止|哪天|日期|来得及|赶得上"
)
# Days that may be the measure's own as well as the policy's: “新认定”从哪天算新.
OF_VALIDITY = re.compile(r"有效|到期|过期|届满|施行|生效|期满|失效|作废|废止|文件|政策|意见")
# How an open point is called that is about what was recognised before the start.
OF_START = re.compile(r"^施行日以前|^“新认定”从何时")
# Where something is, and not what is given for it: 执照在临平，实验室在滨江.
PLACED = re.compile(r"(?:也|都|就|设|放|建|还|全)*在(?!建|线|列|内|不在|哪)[\u4e00-\u9fff]{2,}")
# A sum that something has to come to: 一个亿起步, 满2000万才算.
DEMANDED_SUM = re.compile(
    r"[万亿]元?(?:起步|起|以上|及以上|打底)?[^，。？！]{0,4}(?:才[算够能叫]|起步|打底|门槛)"
)
# What says of a sum that it is set aside: 每年安排一个亿; not 多下了一个亿的单子.
OF_BUDGET = re.compile(r"每年|一年|安排|拿出|资金|盘子|预算|经费|总量|全区|你们|区里")
# Whether one thing counts with another.
INCLUDED = re.compile(r"含不含|包不包|算不算|算进|计入|算在内|包括在内|含在内")
# Which department leads is asked: 总得有个牵头的部门吧, 哪个部门牵头总写了吧.
LEADING_ASKED = re.compile(
    r"(?:哪个?|什么|有没有|有个?|归谁|谁|归哪)[^，。？！]{0,6}(?:牵头|主管|管事|负责)"
    r"|(?:牵头|主管|管事)的?(?:部门|单位)[^，。？！]{0,6}(?:吧|吗|呢|谁|哪|[？?])"
)
# A word of so many characters is one clause's own: 金融机构, and not 企业.
LONG_WORD = 4
# Who decides, or whom to ask, is asked for.
WHO_DECIDES = re.compile(
    r"(谁|啥人|哪个?(部门|局|单位)|何部门)[^，。？]{0,6}(定|管|负责|求证|核实|掰扯|说了算|拍板|认定|批)|[问找](谁|哪个?(部门|局|单位))|归谁管"
)


@dataclass(frozen=True, slots=True)
class Setting:
    """What composing needs besides the reading: the library, the words, the day, the talk so far."""

    library: Library
    phrases: Phrases
    conversation: Conversation
    facts: tuple[HeldFact, ...]
    as_of: date


def _subject(matter: str, library: Library) -> Measure | Topic | None:
    policy_id, _, name = matter.partition("/")
    for measure in library.measures:
        if measure.policy == policy_id and measure.id == name:
            return measure
    for policy in library.policies:
        if policy.id == policy_id:
            return next((topic for topic in policy.topics if topic.id == name), None)
    return None


def subjects_of(reading: Reading, setting: Setting) -> list[Case | Topic]:
    """Cases and topics; what the facts rule out is left away where something else remains."""
    out: list[Case | Topic] = []
    named = [_subject(asked.matter, setting.library) for asked in reading.asked]
    inputs = [i.name for m in named if isinstance(m, Measure) for i in m.inputs]
    shared = {name for name in inputs if inputs.count(name) > 1}
    for asked, subject in zip(reading.asked, named, strict=True):
        if isinstance(subject, Measure):
            clause = setting.library.clause(subject.clause_id)
            case = open_case(
                subject, clause, asked, reading, setting.facts, setting.conversation.turns + 1,
                setting.as_of, setting.conversation.wanted, shared,
            )  # fmt: skip
            if _denied(subject, reading) and len(reading.asked) > 1:
                continue
            case = case if _missed(case, asked, reading) else _turned(case, asked, reading, setting)
            if all(not isinstance(s, Case) or s.measure.id != case.measure.id for s in out):
                out.append(case)
            out += _chosen_too(case, asked, reading, setting)
        elif subject is not None:
            out.append(_who_leads(subject, asked, reading, setting))
    left = [s for s in out if not (isinstance(s, Case) and s.other_choice and not s.misses)]
    if any(isinstance(s, Case) and s.backwards == "reach" and cap_input(s.measure) for s in left):
        # How much it takes to come to a cap is asked only of what has one.
        left = [s for s in left if isinstance(s, Case) and cap_input(s.measure)]
    if any(isinstance(s, Case) for s in left):
        # The rule against double benefit is told beside the measures (see _rules).
        same = bool(SAME_ASKED.search(reading.text))
        left = [s for s in left if isinstance(s, Case) or s.id not in RIDING or (same and s.not_in_text)]
    if len(left) > 1:
        left = _told_apart(left, reading)
        left = [s for s in left if not (isinstance(s, Case) and _mistaken(s))] or left
        left = [s for s in left if not (isinstance(s, Case) and _of_another(s, left, reading))] or left
        left = [
            s for s in left if not (isinstance(s, Case) and _of_sister(s, left, reading, setting.library))
        ] or left
        left = [s for s in left if not (isinstance(s, Case) and _sum_demanded(s))] or left
        left = [s for s in left if not (isinstance(s, Case) and _only_placed(s, left))] or left
        left = [s for s in left if not (isinstance(s, Case) and _of_a_word(s, left))] or left
        left = [s for s in left if not (isinstance(s, Case) and _only_lacked(s))] or left
        left = [s for s in left if not (isinstance(s, Case) and _of_its_sum(s, left))] or left
        left = [s for s in left if not (isinstance(s, Case) and _only_counted(s, left))] or left
        brushed = _brushed(left, reading)
        left = [s for s in left if isinstance(s, Case) or s.id not in brushed]  # 还剩多少能报
        left = [s for s in left if not (isinstance(s, Case) and (_beside(s, left) or _outstated(s, left)))]
        left = [_with_own_claims(s, left) if isinstance(s, Case) else s for s in left]
    return left or out


def _who_leads(subject: Topic, asked: Asked, reading: Reading, setting: Setting) -> Topic:
    """The rule of who leads, in the place of how to apply, where only that is asked: 电话没有，谁牵头."""
    silent = subject.silent and not asked.missing and not reading.missing
    if not silent or not LEADING_ASKED.search(reading.text):
        return subject
    lead = _subject(f"{asked.matter.partition('/')[0]}/lead_department", setting.library)
    return lead if isinstance(lead, Topic) else subject


def _with_own_claims(case: Case, all_of_them: Sequence[Case | Topic]) -> Case:
    """The case without the sums that are another measure's, in whose part they are said: 首台套那50万.

    港股区里给多少；听说有500万的培训经费: a sum that is said in the other's part alone is that one's.
    """
    others = [s for s in all_of_them if isinstance(s, Case) and s is not case]
    own = {a.high for a in case.awards}
    theirs = {
        c.said
        for c in case.claims
        if c.low not in own
        and any(
            c.said in o.said and (c.said not in case.said or any(a.high == c.low for a in o.awards))
            for o in others
        )
    }
    return replace(case, claims=tuple(c for c in case.claims if c.said not in theirs))


def _brushed(left: Sequence[Case | Topic], reading: Reading) -> set[str]:
    """The rules that are only brushed, where a measure was worked out or asked what it leaves open."""
    cases = [s for s in left if isinstance(s, Case)]
    opened = any(case.gaps for case in cases)
    paid = any(case.measure.pays for case in cases) and BEFORE_OR_AFTER.search(reading.text)
    dates = (opened or paid or any(case.computing for case in cases)) and not OF_DATES.search(reading.text)
    own_day = any(case.sure or any(told_by_words(g, case) for g in case.gaps) for case in cases)
    dates = dates or (own_day and not OF_VALIDITY.search(reading.text))
    dates = dates or any(asks_since(case) for case in cases)
    dates = dates or any(told_by_words(g, c) and OF_START.search(g.name) for c in cases for g in c.gaps)
    sure = any(case.sure for case in cases)  # 专员是街道出人还是经信局出人
    lead = opened and not WHO_DECIDES.search(reading.text) and ("归" in reading.text or sure)
    return ({"validity"} if dates else set()) | ({"lead_department"} if lead else set())


def _told_apart(left: list[Case | Topic], reading: Reading) -> list[Case | Topic]:
    """The subjects without those that the turn sets aside.

    By an amount that is a sister's (上市奖励四百万), or by a fact of another one where a follow-up goes on
    with several (在滨江办).
    """
    cases = [s for s in left if isinstance(s, Case)]
    sums = {q.low for q in reading.claims if q.kind == "money"}
    out: list[Case | Topic] = []
    for subject in left:
        if not isinstance(subject, Case):
            out.append(subject)
            continue
        choices = {i.name for i in subject.measure.inputs if i.unit == "choice"}
        sisters = [c for c in cases if c is not subject and choices & {i.name for i in c.measure.inputs}]
        meant = any(a.high in sums for c in sisters for a in c.awards)
        own = any(a.high in sums for a in subject.awards) or _chosen(subject.measure, reading)
        fresh = reading.carried and not subject.fresh and any(c.fresh for c in cases)
        told = {m.says for s in out if isinstance(s, Case) for m in s.misses}
        if any(m.says in told for m in subject.misses):
            continue  # both listings say it of 新三板: once is enough
        missed = not subject.misses and any(m.input for c in sisters for m in c.misses) and not subject.fresh
        if missed:
            continue
        if not (meant and not own) and not (fresh and not reading.both and "sum_up" not in reading.acts):
            out.append(subject)
    return out or left


def _chosen(measure: Measure, reading: Reading) -> bool:
    """Whether the turn names the choice on which the measure rests: 纳斯达克上市也是奖400万，跟国内一样."""
    choices = [c for c in measure.conditions if c.test == "one_of"]
    return any(f.name == c.input and f.option in c.values for c in choices for f in reading.facts)


def _denied(measure: Measure, reading: Reading) -> bool:
    """Whether the turn takes back the choice on which the measure rests: 港股，哦不是，是北交所."""
    choices = [c for c in measure.conditions if c.test == "one_of"]
    return any(all((c.input, value) in reading.denied for value in c.values) for c in choices)


def _outstated(case: Case, all_of_them: Sequence[Case | Topic]) -> bool:
    """Whether the user's figures are those of another measure that is called by the same words (房租补贴)."""
    if case.measure.pays or any(f.low is not None for f in case.facts):
        return False
    return any(
        isinstance(other, Case)
        and other is not case
        and not other.measure.pays
        and other.fresh
        and any(f.low is not None for f in other.facts)
        and set(hits(case.said, case.measure.words)) & set(other.measure.words)
        for other in all_of_them
    )


def _only_placed(case: Case, all_of_them: Sequence[Case | Topic]) -> bool:
    """Whether a measure's thing is only said to be somewhere, where the place decides: 实验室在滨江."""
    of_place = any(not isinstance(s, Case) and s.id == "registration_place" for s in all_of_them)
    words = hits(case.said, case.measure.words)
    behind = [case.said.partition(word)[2] for word in words]
    return of_place and bool(words) and not case.fresh and all(PLACED.match(rest) for rest in behind)


def _of_a_word(case: Case, all_of_them: Sequence[Case | Topic]) -> bool:
    """Whether all that is asked is what counts as a word that another's clause has: 境外银行算金融机构吗."""
    asked = put(case.said)
    if asked is None or len(asked.word) < LONG_WORD or AMOUNT_ASKED.search(case.said):
        return False
    if printed(asked.word, case):
        return False
    others = [s for s in all_of_them if isinstance(s, Case) and s is not case]
    return any(printed(asked.word, other) and put(other.said) == asked for other in others)


def _sum_demanded(case: Case) -> bool:
    """Whether a budget is only called by its sum, which is asked of something else: 得一个亿起步才算重大."""
    of_firm = DEMANDED_SUM.search(case.said) or not OF_BUDGET.search(case.said)
    if case.measure.kind != "not_subsidy" or not of_firm:
        return False
    sums = {claim.said for claim in case.claims}
    return all(any(word in said for said in sums) for word in hits(case.said, case.measure.words))


def _only_lacked(case: Case) -> bool:
    """Whether a title is told not to be held, and another's award asked for: 没有任何称号，那五十万给不给."""
    own = {award.high for award in case.awards}
    of_others = bool(case.claims) and all(claim.low not in own for claim in case.claims)
    return case.measure.tiers is not None and not case.options and of_others and holds_none(case.said)


def _of_its_sum(case: Case, all_of_them: Sequence[Case | Topic]) -> bool:
    """Whether a measure is not named, and the sum that is said is another one's: 省级那档20万连领三年."""
    sums = {claim.low for claim in case.claims if claim.kind == "money"}
    if not sums or hits(case.said, case.measure.words) or sums & {a.high for a in case.awards}:
        return False
    others = [s for s in all_of_them if isinstance(s, Case) and s is not case]
    return any(sums & {a.high for a in other.awards} for other in others)


def _only_counted(case: Case, all_of_them: Sequence[Case | Topic]) -> bool:
    """Whether a service is only named as what may count for another measure: 项目投入含不含买地盖楼."""
    if case.measure.pays or case.gaps or not INCLUDED.search(case.said):
        return False
    others = [s for s in all_of_them if isinstance(s, Case) and s is not case]
    return any(other.gaps and INCLUDED.search(other.said) for other in others)


def _beside(case: Case, all_of_them: Sequence[Case | Topic]) -> bool:
    """Whether what is asked is a sister measure's alone: her gaps are touched, its own are not."""
    choices = {i.name for i in case.measure.inputs if i.unit == "choice"}
    sisters = [
        other
        for other in all_of_them
        if isinstance(other, Case)
        and other is not case
        and other.clause.id == case.clause.id
        and choices & {i.name for i in other.measure.inputs}
    ]
    chosen = [f for f in case.facts if f.name in choices and case.fresh]
    return not (case.gaps or chosen or case.claims) and any(sister.gaps for sister in sisters)


def _missed(case: Case, asked: Asked, reading: Reading) -> bool:
    """Whether no sister measure is turned to: what only sounds like this one stands in its own part.

    港交所给多少；挂新三板呢: the second question is none of 港交所. 联交所挂牌 names the choice itself.
    """
    chosen = any(f.unit == "choice" and f.said in asked.text for f in reading.facts)
    said = any(hits(asked.text, miss.words) for miss in case.misses)
    return not case.other_choice or (said and not chosen)


def _turned(case: Case, asked: Asked, reading: Reading, setting: Setting) -> Case:
    """The sister measure to which a follow-up has turned (境外呢): same choice, and it fits."""
    said = {f.name for f in (*reading.facts, *setting.facts)}
    choices = {i.name for i in case.measure.inputs if i.unit == "choice"} & said
    for measure in setting.library.measures:
        sister = measure.policy == case.measure.policy and choices & {i.name for i in measure.inputs}
        if measure.id == case.measure.id or not sister:
            continue
        clause = setting.library.clause(measure.clause_id)
        other = open_case(
            measure, clause, asked, reading, setting.facts, setting.conversation.turns + 1, setting.as_of
        )
        if not other.excluded and other.awards:
            return other
    return case


def _chosen_too(case: Case, asked: Asked, reading: Reading, setting: Setting) -> list[Case]:
    """The sister measures of a choice that was named with several values: 境内境外上市各多少."""
    said = [f.name for f in reading.facts if f.unit == "choice"]
    several = {name for name in said if said.count(name) > 1} & {
        i.name for i in case.measure.inputs if not i.many
    }
    if not several or not case.measure.pays:
        return []
    known = {a.matter for a in reading.asked}
    found = []
    for measure in setting.library.measures:
        sister = measure.policy == case.measure.policy and several & {i.name for i in measure.inputs}
        if any(miss.input and hits(asked.text, miss.words) for miss in measure.near_misses):
            continue  # 香港应该按境内给400万吧
        if sister and measure.pays and f"{measure.policy}/{measure.id}" not in known:
            clause = setting.library.clause(measure.clause_id)
            now = setting.conversation.turns + 1
            found.append(open_case(measure, clause, asked, reading, setting.facts, now, setting.as_of))
    return [other for other in found if not other.excluded]


def _mistaken(case: Case) -> bool:
    """Whether the words of the turn belong to another clause, as the measure's own data says."""
    return any(ELSEWHERE in miss.says and not miss.input for miss in case.misses)


def _of_another(case: Case, all_of_them: Sequence[Case | Topic], reading: Reading) -> bool:
    """Whether a measure is only named as the thing that another one is for: 首台套的保费, 首台套投了保.

    Its own data says of these words that they belong to another clause, and that clause is in question.
    """
    if any(several.search(reading.text) for several in (TOGETHER, WEIGHED, ALSO, BOTH)):
        return False
    words = {w for m in case.measure.near_misses if ELSEWHERE in m.says and not m.input for w in m.words}
    said = set(hits(reading.text, words))
    if ASKS.search(case.said) and not hits(case.said, words):
        return False  # 人才房能留两套吗？再有5050给多少: a question of its own
    others = {s.measure.id: s.measure for s in all_of_them if isinstance(s, Case) and s is not case}
    meant = any(said & set(other.words) for other in others.values())
    if any(
        _joined(reading.text, own, word) for own in hits(reading.text, case.measure.words) for word in said
    ):
        return False
    return meant and case.measure.benefit[-2:] not in reading.text


def _joined(text: str, one: str, other: str) -> bool:
    """Whether two words are side by side, and not the one the other's: 首台套和保险, not 首台套的保险."""
    first, last = sorted((text.find(one), text.find(other)))
    return first >= 0 and bool(JOINED.search(text[first:last]))


def _of_sister(case: Case, all_of_them: Sequence[Case | Topic], reading: Reading, library: Library) -> bool:
    """Whether the turn tells what only a sister of the same clause asks for: 在德国展会.

    Where two are weighed (能一起拿不) both may be meant, unless there is another one to be weighed with.
    """
    beyond = any(isinstance(s, Case) and s.clause.id != case.clause.id for s in all_of_them)
    if not beyond and any(several.search(reading.text) for several in (EACH_OF_THEM, WEIGHED, BOTH)):
        return False
    said = hits(case.said, case.measure.words)
    told = {f.name for f in reading.facts if f.option != "false"}
    return not told & _asked_alone(case.measure, library) and any(
        isinstance(s, Case)
        and s is not case
        and s.clause.id == case.clause.id
        and all(any(word in other for other in s.measure.words) for word in said)
        and told & _asked_alone(s.measure, library)
        for s in all_of_them
    )


def _asked_alone(measure: Measure, library: Library) -> set[str]:
    """The inputs for which no other measure asks."""
    others = {i.name for m in library.measures if m is not measure for i in m.inputs}
    return {i.name for i in measure.inputs} - others
