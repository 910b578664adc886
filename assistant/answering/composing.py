"""Composes the answer without a language model: conclusion, clause, calculation, what is open, who leads."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from assistant import wording
from assistant.answering.answer import Ask, Figure, TraceStep
from assistant.answering.applying import asks_applying
from assistant.answering.card import unwritten_on_card
from assistant.answering.case import QUALIFYING, Case, sources
from assistant.answering.comparison import compares, more_of, of_bound
from assistant.answering.conclusion import conclude
from assistant.answering.draft import Draft
from assistant.answering.groups import EACH_YEAR, exceeds
from assistant.answering.left_after import LESS
from assistant.answering.literal import written_of_two
from assistant.answering.phrasing import amounts_sentence
from assistant.answering.silence import OVERRIDING, SAME_ASKED, gaps_of_rule, word_asked_after
from assistant.answering.subjects import WHO_DECIDES, Setting, subjects_of
from assistant.answering.talk import decline, talk
from assistant.answering.timing import (
    AT_ALL,
    HOW_MUCH,
    across_last_day,
    all_later,
    cite_topic,
    is_later,
    last_day_of,
    rule_of,
    settled_by_validity,
    tell_days,
    tell_validity,
)
from assistant.answering.untold import which_of
from assistant.calculation.ledger import Award
from assistant.dialogue.conversation import Conversation
from assistant.dialogue.reading import WHOSE, Reading
from assistant.policy.clause import Clause
from assistant.policy.library import Library
from assistant.policy.policy import Policy, Topic
from assistant.wording import listed, yuan

RULE_TOPICS = {"validity": "validity", "lead": "lead_department", "no_double": "no_double"}

# Whether it can be gone by at this moment: 现在就能按它来办了么.
NOW_ASKED = re.compile(r"(现在|目前|眼下|如今|今天)[^，。？！]{0,8}(能|可以|可不可以|生效|作数)")
# The policy's term is no term for applying: 申报最晚到哪天.
APPLYING = re.compile(r"申报|申请|报名|报送|提交|受理|交材料")
# How far two amounts lie apart is asked for.
APART = re.compile(r"差(了)?(多少|几|距)|相差|多多少|少多少|多几|差额多大|差别多大|高出?多少|低多少")
# What the city, the province or the state gave already, and whether there is more here.
GOT_ABOVE = re.compile(
    r"(?:[市省]里|[市省]级|国家|上[级头面]|[市省]财政|科技局)(?![^，。？！]{0,6}[没未])[^，。？！]{0,12}[报补奖给贴拿领发赏](?:过|了)"
    r"[^？]{0,30}?[再还又另][^，。？！]{0,6}[报补奖给贴拿领赏]|补[足齐满]到|补到数"
)
# Something was got from above, and the district is asked for the same: 市里的20万到账了，再问区里要20万.
BOTH_PURSES = re.compile(
    r"(?:市|省|国家)(?:里|级|财政)[^。？！]{0,16}(?:到账|[拿领给奖补发](?:了|过))[^。？！]{0,16}(?:区里|区级|你们|滨江)"
    r"[^。？！]{0,8}(?:再|还|也|要|能|拿|补)"
)
# Whoever is told to ask the lead department is told which one that is.
NOTHING = Fraction(0)
SENT_ON = "请向牵头部门核实。"


def compose(reading: Reading, setting: Setting) -> Draft:
    """The draft of an answer to a turn as read."""
    draft = Draft()
    policy = _policy(reading, setting.library)
    if decline(draft, reading):
        if not reading.matters:
            return draft
        if reading.carried and not reading.facts and "rule_bending_demand" in reading.acts:
            setting = replace(setting, facts=())  # what a fraud would come to is not worked out
    elif not reading.matters:
        talk(draft, reading, policy, setting.library)
        return draft
    tell_validity(draft, policy, reading, setting)
    subjects = of_bound(subjects_of(reading, setting), reading.text)
    draft.matters = [_matter(subject, policy) for subject in subjects]
    for subject in subjects:
        heading = f"**{_name(subject)}**" if len(subjects) > 1 else ""
        if heading:
            draft.say(heading)
        if isinstance(subject, Case):
            _measure(draft, subject, reading, policy, setting)
        else:
            _topic(draft, subject, reading, policy, setting)
    if (draft.overriding and not draft.figures) or _only_whether(reading):
        draft.statuses = ["not_specified" if s == "answered" else s for s in draft.statuses]
    _difference(draft, [s for s in subjects if isinstance(s, Case)], reading)
    tell_days(draft, [s for s in subjects if isinstance(s, Case)], reading, policy, setting)
    _rules(draft, [s for s in subjects if isinstance(s, Case)], reading, policy, setting)
    _outside_too(draft, reading, policy)
    _ask_which(draft, [s for s in subjects if isinstance(s, Case)], reading)
    _question_back(draft)
    return draft


def _only_whether(reading: Reading) -> bool:
    """Whether it is asked if anything is given, where the place of registration decides, and not how much."""
    placed = any(matter.endswith("/registration_place") for matter in reading.matters)
    return placed and bool(AT_ALL.search(reading.text)) and not HOW_MUCH.search(reading.text)


def _ask_which(draft: Draft, cases: Sequence[Case], reading: Reading) -> None:
    """Asks of which enterprise, or which of two rules, where that decides and was not told."""
    if reading.enterprises.unclear:
        _which_enterprise(draft, reading)
    elif asks := which_of(cases, reading.text):
        draft.statuses = ["needs_facts"]
        draft.ask(asks)


def _which_enterprise(draft: Draft, reading: Reading) -> None:
    """Asks whose a figure is, where it may be any one's: nothing is calculated with it until then."""
    names = [reading.enterprises.label(key) for key in reading.enterprises.asked]
    draft.statuses = ["needs_facts"]
    draft.asks.clear()
    draft.ask([Ask(WHOSE, wording.WHICH_ENTERPRISE.format(names="还是".join(names)), "choice")])


def _policy(reading: Reading, library: Library) -> Policy:
    """The policy in question: the one of the first matter, else the first of the library."""
    for matter in reading.matters:
        for policy in library.policies:
            if matter.startswith(policy.id + "/"):
                return policy
    return library.policies[0]


def _matter(subject: Case | Topic, policy: Policy) -> str:
    """The matter that was answered, "policy/id"."""
    if isinstance(subject, Case):
        return f"{subject.measure.policy}/{subject.measure.id}"
    return f"{policy.id}/{subject.id}"


def _name(subject: Case | Topic) -> str:
    return subject.measure.name if isinstance(subject, Case) else subject.name


def _measure(draft: Draft, case: Case, reading: Reading, policy: Policy, setting: Setting) -> None:
    """One measure: conclusion, clause, calculation, what is open."""
    silent = tuple(setting.phrases.silent[name] for name in case.missing)
    found = conclude(case, silent, setting.as_of)
    quoted = sources(case.measure, case.said)
    numbers = {e.id: draft.cite(case.clause, e.quote, e.start, e.end) for e in quoted}
    marks = "".join(f"[{n}]" for n in numbers.values())
    draft.statuses.append(found.status)
    draft.say(_whose(case), found.text.rstrip("。"), marks, "。")
    draft.say(_left_out(case) if len(reading.asked) == 1 else "")
    for what, how, result in found.derived:
        draft.derived.append(TraceStep(what, {"算式": how}, result, next(iter(numbers.values()))))
    if found.derived:
        what, how, result = found.derived[-1]
        draft.say(f"{what}：{how} = {result}{marks}。")
    draft.speak(found.spoken)
    for source in quoted:
        draft.say(_block(source.quote, case.clause, numbers[source.id]))
    if found.figures:
        _figures(draft, case)
        unsaid = [a for a in case.awards if yuan(a.high or Fraction(0)) not in draft.text]
        if unsaid:
            draft.say(amounts_sentence(case))
        _calculation(draft, case)
        _qualify(draft, case, again=reading.carried)
    else:
        _without_figures(draft, case, found.text)
    draft.say(unwritten_on_card(case, reading.text, setting.phrases.silent))
    applying = "process" in case.aspects and silent and not asks_applying(case)
    if applying:
        draft.say(f"{listed(list(silent)[:3])}，原文没有写。")
    if applying or found.status == "not_specified":
        _send_on(draft, policy, setting)
    asks = [ask for ask in _asks(case, reading, setting.conversation) if ask.fact != found.settled]
    if found.asks and asks:
        draft.ask(asks)
    elif reading.withheld and found.status in ("answered", "needs_facts"):
        # Once refused, the fact is still missing; refused again, the matter rests.
        missing = case.ledger.unknown and case.own_figures and not setting.conversation.refused
        draft.statuses[-1] = "needs_facts" if missing else "answered"


def _whose(case: Case) -> str:
    """Whose case it is, where the talk is of several enterprises and one is asked for."""
    return f"{case.whose[0]}：" if len(case.whose) == 1 and case.whose[0] else ""


def _left_out(case: Case) -> str:
    """Which of several enterprises their facts rule out."""
    if not case.left_out:
        return ""
    return wording.LEFT_OUT.format(names=listed(list(case.left_out)), measure=case.measure.name)


def _block(quote: str, clause: Clause, n: int) -> str:
    """Words of the policy as a block, with where they stand."""
    words = "".join(quote.split())
    place = " ".join(part for part in (clause.document, clause.label) if part)
    return f"> {words}\n>\n> ——{place} [{n}]"


def _figures(draft: Draft, case: Case) -> None:
    """The case's awards as figures of the contract, each with its trace."""
    for award in case.awards:
        draft.figures.append(_figure(draft, case, award))
        if award.bound == "at_most" or case.capped:
            draft.notice("ceiling")
    for notice in case.measure.notices:
        if notice in ("recognition_required", "text_defect"):
            draft.notice(notice)  # type: ignore[arg-type]


def _figure(draft: Draft, case: Case, award: Award) -> Figure:
    steps = []
    for step in award.steps:
        n = _number_of(draft, case, step.quote)
        steps.append(TraceStep(step.expression, {"算式": step.values}, step.result, n))
    amount = award.amount if award.amount is not None else Decimal(0)
    cited = tuple(dict.fromkeys(s.citation for s in steps if s.citation is not None)) or (1,)
    return Figure(case.measure.id, award.label, amount, award.bound, award.period, tuple(steps), cited)


def _number_of(draft: Draft, case: Case, quote: str) -> int | None:
    """The citation of a step's quote, cited now if it was not yet."""
    for evidence in case.measure.evidence.values():
        if evidence.quote == quote:
            return draft.cite(case.clause, evidence.quote, evidence.start, evidence.end)
    return None


def _calculation(draft: Draft, case: Case) -> None:
    """The steps, where something was calculated from the user's facts."""
    if case.measure.kind not in ("rate_with_cap", "rate_up_to") or case.ledger.status != "determined":
        return
    before = case.left.before if case.left else NOTHING
    lines = [line for award in case.awards for line in _steps(award, before)]
    if lines:
        ceiling = any(award.bound == "at_most" for award in case.awards)
        draft.say((wording.STEPS_TO_CEILING if ceiling else wording.STEPS) + "\n\n" + "\n".join(lines))
    if EACH_YEAR in case.groups:
        draft.notice("assumption")
        draft.say(wording.BY_THE_YEAR)
    for assumption in case.ledger.assumptions:
        draft.notice("assumption")
        draft.say(assumption.rstrip("。") + "。")


def _steps(award: Award, before: Fraction = NOTHING) -> list[str]:
    """The steps of an award, a line each.

    What the rate alone would give above a cap is nobody's money: it stays in the trace and is not shown.
    `before`: what came before it, of which the last step tells.
    """
    if award.steps[-1:] and award.steps[-1].expression.startswith(LESS):
        whole = replace(award, steps=award.steps[:-1], high=(award.high or Fraction(0)) + before)
        return [*_steps(whole), f"- {award.steps[-1].expression}：{award.steps[-1]}"]
    unknown = any(wording.AT_LEAST in step.values for step in award.steps)
    if not unknown and not any(exceeds(step, award) for step in award.steps[:-1]):
        return [f"- {step.expression}：{step}" for step in award.steps]
    lines = [
        f"- {step.expression}：{step.values if exceeds(step, award) else step}" for step in award.steps[:-1]
    ]
    return [*lines, wording.OVER_CAP.format(amount=yuan(award.high or Fraction(0)))]


def _qualify(draft: Draft, case: Case, *, again: bool) -> None:
    """What an amount depends on: ceiling, recognition, a flaw of the text, what the text leaves open.

    `again`: the matter was under discussion already, and what 最高 means has been said.
    """
    notes: list[str] = []
    if any(a.bound == "at_most" for a in case.awards) and case.measure.kind != "rate_with_cap" and not again:
        notes.append(wording.CEILING_NOTE)
    if "recognition_required" in case.measure.notices:
        notes.append(wording.RECOGNITION)
    gaps = [gap.name for gap in case.gaps if not gap.name.startswith(QUALIFYING)]
    notes += [f"{gap}，原文没有写。" for gap in gaps if gap not in draft.text][:1]
    if case.measure.defect:
        notes.append(case.measure.defect)
    draft.say(*notes)


def _without_figures(draft: Draft, case: Case, told: str) -> None:
    """What is noticed where no figure is shown: a flaw of the text, a recognition that the words ask for."""
    if "recognition_required" in case.measure.notices and "经认定" in told:
        draft.notice("recognition_required")
    if case.measure.defect:
        draft.notice("text_defect")
        draft.say(case.measure.defect)


def _asks(case: Case, reading: Reading, conversation: Conversation) -> list[Ask]:
    """The facts still needed, the one that narrows most first; none that was refused twice.

    What cannot be told now is not asked again at once; after a second refusal the matter rests.
    """
    if reading.withheld and conversation.refused > 0:
        return []
    passed = conversation.pending[:1] if reading.withheld else ()
    open_checks = [c.input for c in case.ledger.conditions if c.outcome == "unknown"]
    names = _lacking(case) or list(case.ledger.unknown) or open_checks
    out = []
    if case.undecided and case.measure.tiers is not None:
        names = [case.measure.tiers.input]
    for name in names:
        asked = case.measure.input(name)
        if asked is not None and name not in passed and conversation.asked.get(name, 0) < 2:
            out.append(Ask(name, f"{asked.question}{asked.example}", asked.unit))
    return out


def _lacking(case: Case) -> list[str]:
    """What some of the items of a list lack, where items were told: the rate of the second of two loans."""
    known = {i.name: i for i in case.measure.inputs}
    unknown = [known[name] for name in case.ledger.unknown if name in known and known[name].many]
    held = [f for f in case.facts if f.name in known and known[f.name].many and f.exact]
    items = {f.item for f in held if f.unit == "yuan"}
    told = {(f.name, f.item) for f in held}
    return [i.name for i in unknown if any((i.name, item) not in told for item in items)]


def _send_on(draft: Draft, policy: Policy, setting: Setting) -> None:
    """Whom the text names for what it does not say itself."""
    lead = rule_of(policy, "lead_department")
    if lead is not None:
        n = cite_topic(draft, lead, setting.library)
        draft.say(wording.ASK_LEAD.format(lead=lead.sentence.rstrip("。"), n=n))


def _topic(draft: Draft, topic: Topic, reading: Reading, policy: Policy, setting: Setting) -> None:
    """A rule of the policy, in its own words."""
    n = cite_topic(draft, topic, setting.library)
    clause = setting.library.clause(topic.clause_id)
    told = written_of_two(reading.text, [topic.quote])
    gaps = [] if told else _gaps_of(topic, reading, policy)
    applying = topic.silent or (
        topic.id == RULE_TOPICS["lead"]
        and (len(reading.asked) > 1 or reading.carried or "office" in reading.missing)
    )
    if topic.id == RULE_TOPICS["lead"] and reading.missing == ("steps",) and WHO_DECIDES.search(reading.text):
        applying = False  # 补贴找谁办: the text names the departments
    if topic.id == "validity" and "deadline" in reading.missing and APPLYING.search(reading.text):
        applying = True
    silent = [setting.phrases.silent[name] for name in reading.missing] if applying else []
    if topic.silent and not gaps and not silent:
        # 文件有没有写至少要多少员工: a point that no measure is asked of.
        asked = [a for a in reading.asked if a.matter.endswith(f"/{topic.id}")]
        gaps = [a.leading[0] or a.open[0][0] for a in asked if a.leading[0] or a.open][:1]
    word = "" if gaps or told else word_asked_after(reading.text, [topic.quote])
    gaps = [f"怎样才算“{word}”"] if word else gaps
    left_open = listed((gaps or silent)[:3]) + "，原文没有写。" if gaps or silent else ""
    left_open = left_open or (f"{told}。" if told else "")
    early = applying and "not_yet_in_force" in draft.notices and bool(NOW_ASKED.search(reading.text))
    open_here = not early and bool(topic.silent or gaps or silent)
    draft.statuses.append("not_specified" if open_here else "answered")
    if gaps and (topic.id in OVERRIDING or SAME_ASKED.search(reading.text)):
        # Whether a case is still or here provided for is the question; the rule beside it is no answer to it.
        draft.statuses = ["not_specified" if s == "answered" else s for s in draft.statuses]
        draft.overriding = True
    in_force = topic.id == "validity" and policy.in_force(setting.as_of) and not is_later(reading, policy)
    draft.say(wording.IN_FORCE if in_force else "", left_open, topic.sentence.rstrip("。"), f"[{n}]。")
    draft.say(_block(topic.quote, clause, n))
    for passage in topic.passages[1:]:
        other = setting.library.clause(passage.clause_id)
        draft.say(_block(passage.quote, other, draft.cite(other, passage.quote, passage.start, passage.end)))
    draft.speak(_spoken(left_open or topic.sentence))
    if topic.id == "validity" and policy.last_day is not None:
        after = setting.as_of <= policy.last_day and all_later(reading, policy)
        words = wording.AFTER_LAST_DAY if after else wording.LAST_DAY
        draft.say(words.format(day=last_day_of(draft, policy, topic, n)))
    if topic.id == "no_double":
        draft.notice("no_double")
    if topic.id == "overview":
        _overview(draft, policy, setting)


def _gaps_of(topic: Topic, reading: Reading, policy: Policy) -> list[str]:
    """The points asked about that a rule leaves open; the days of the validity may settle or raise one."""
    gaps = gaps_of_rule(topic, reading)
    if topic.id != "validity":
        return gaps
    if settled_by_validity(reading, policy):
        return []
    late = [gap.name for gap in topic.not_in_text if "届满后才申请" in gap.name]
    return gaps or (late if across_last_day(reading, policy) else [])


def _overview(draft: Draft, policy: Policy, setting: Setting) -> None:
    """Every measure for which the text gives an amount, in a line each."""
    lines = []
    for measure in setting.library.measures:
        if measure.policy == policy.id and measure.pays:
            clause = setting.library.clause(measure.clause_id)
            numbers = [draft.cite(clause, e.quote, e.start, e.end) for e in sources(measure)]
            marks = "".join(f"[{n}]" for n in numbers)
            lines.append(f"- {measure.summary_on(setting.as_of).rstrip('。')}{marks}")
    draft.notice("ceiling")
    draft.say(wording.OVERVIEW + "\n\n" + "\n".join(lines))
    draft.say(wording.OVERVIEW_NEXT)


def _spoken(sentence: str) -> str:
    head = ""
    for part in sentence.replace("；", "。").split("。"):
        if part and len(head) + len(part) + 1 <= 40:
            head += part + "。"
        else:
            break
    return head or sentence[:39] + "。"


def _rules(draft: Draft, cases: Sequence[Case], reading: Reading, policy: Policy, setting: Setting) -> None:
    """Rules that concern the whole: no sum over measures or titles, who decides."""
    several = len(cases) > 1 or any(len(case.options) > 1 for case in cases)
    ruled = any(matter.endswith("/no_double") for matter in reading.matters)
    both_purses = bool(BOTH_PURSES.search(reading.text))
    above = both_purses or (bool(GOT_ABOVE.search(reading.text)) and any(c.measure.pays for c in cases))
    adding = ruled or above or bool({"combine", "upgrade"} & set(reading.aspects[:2]))
    adding = adding or "sum_up" in reading.acts
    topic = rule_of(policy, "no_double")
    if topic is not None and cases and (adding or (several and any(c.measure.pays for c in cases))):
        draft.notice("no_double")
        n = cite_topic(draft, topic, setting.library)
        note = wording.NO_SUM.format(n=n)
        items = len(cases) == 1 and cases[0].computing and not cases[0].options  # 三笔合计 is one award
        first = (above or reading.aspects[:1] == ("combine",)) and not items  # 市里给的钱和区里的能叠吗
        if adding and (first or len(cases) + max((len(c.options) for c in cases), default=0) > 1):
            draft.blocks.insert(1 if draft.notices[:1] in (["expired"], ["not_yet_in_force"]) else 0, note)
        else:
            draft.say(note)
        if both_purses and (source := rule_of(policy, "funding_source")) is not None:
            n = cite_topic(draft, source, setting.library)
            draft.say(f"{source.sentence.rstrip('。')}[{n}]。")
    sent_on = any(block.endswith(SENT_ON) for block in draft.blocks)
    fresh = (not reading.carried or sent_on or bool(WHO_DECIDES.search(reading.text))) and bool(cases)
    lead = rule_of(policy, "lead_department")
    named = lead is not None and any((c.start, c.end) == (lead.start, lead.end) for c in draft.citations)
    if fresh and lead is not None and not named:
        n = cite_topic(draft, lead, setting.library)
        draft.say(f"{lead.sentence.rstrip('。')}[{n}]。")


def _difference(draft: Draft, cases: Sequence[Case], reading: Reading) -> None:
    """How far two amounts lie apart, where that is asked: 境内境外差多少."""
    named = [(case.measure.name, award) for case in cases for award in case.awards]
    awards = [award for _, award in named]
    if len(cases) == len(awards) and compares(reading.text, awards):
        draft.say(more_of(named))
    if len(awards) != 2 or not APART.search(reading.text):
        return
    more, less = sorted((a.high or Fraction(0) for a in awards), reverse=True)
    if more == less:
        draft.say(wording.SAME_AMOUNT)
        return
    bound = "上限" if any(award.bound == "at_most" for award in awards) else ""
    n = draft.figures[0].citations[0] if draft.figures else None
    step = TraceStep(f"两项{bound}相差", {"算式": f"{yuan(more)} － {yuan(less)}"}, yuan(more - less), n)
    draft.derived.append(step)
    draft.say(f"两项{bound}相差{yuan(more - less)}：{yuan(more)} － {yuan(less)} = {yuan(more - less)}。")


def _outside_too(draft: Draft, reading: Reading, policy: Policy) -> None:
    if reading.outside and reading.matters:
        topics = "、".join(dict.fromkeys(wording.OUTSIDE_TOPICS.get(o, "其他问题") for o in reading.outside))
        draft.say(wording.OUTSIDE_TOO.format(topics=topics, policy=policy.short_name))


def _question_back(draft: Draft) -> None:
    """The one question that narrows most, at the end."""
    if draft.asks:
        draft.say(draft.asks[0].question.split("例如：")[0])
        if "needs_facts" not in draft.statuses:
            draft.asks.clear()


def suggestions(reading: Reading, library: Library) -> tuple[str, ...]:
    """Questions that follow on naturally and have answers."""
    asked = [m for m in library.measures if f"{m.policy}/{m.id}" in reading.matters]
    if not asked:
        paying = [m for m in library.measures if m.pays]
        return tuple(wording.SUGGEST_AMOUNT.format(name=m.name) for m in paying[:3])
    forms = [wording.SUGGEST_WHO, wording.SUGGEST_TOGETHER, wording.SUGGEST_VALIDITY]
    if asked[0].pays and "amount" not in reading.aspects:
        forms.insert(0, wording.SUGGEST_AMOUNT)
    return tuple(form.format(name=asked[0].name) for form in forms[:3])


def offers(matters: Sequence[str], library: Library) -> tuple[str, ...]:
    """A question for each measure that may have been meant, to be asked with one press."""
    meant = [m for matter in matters for m in library.measures if f"{m.policy}/{m.id}" == matter]
    forms = [(wording.SUGGEST_AMOUNT if m.pays else wording.SUGGEST_WHO, m) for m in meant]
    return tuple(form.format(name=m.name) for form, m in forms)
