"""What the validity says to the day of the question and to the days that it names."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant import wording
from assistant.answering.answer import TraceStep
from assistant.answering.case import Case
from assistant.answering.draft import Draft
from assistant.answering.subjects import Setting
from assistant.dialogue.reading import Reading
from assistant.policy.library import Library
from assistant.policy.policy import Policy, Topic

# Whether it is given at all: 能在滨江领不, 还奖不奖.
AT_ALL = re.compile(
    r"[能可][^，。？！]{0,8}[领拿报享][^，。？！]{0,12}[吗么不没嘛伐][？?]?$|([奖给发补贴领认])不\1|还[奖给发补贴认][^，。？！]{0,3}[吗么不]"
    r"|([奖给发补贴认])还是不\2|还(?:作数|算数|有份|有戏)[^，。？！]{0,2}[吗么不]"
    r"|(?:还有|有没有|有无)[^，。？！]{0,6}(?:奖励?|补[贴助]|贴息|份)(?!多少|几)[^，。？！]{0,4}[吗么不没]?[？?]?$"
)
# Whether it may be done is asked.
_WHETHER = re.compile(
    r"行不行|[行成][吗么]|可以[吗么]|能不能|来得及|赶得上|算不算数|作不作数|认不认|还[认给能算]"
)
# Whether it is still in force on a day that is named: 到那时还在有效期内吗.
VALID_THEN = re.compile(
    r"有效期[内里]?(?:吗|么|没|不|[？?])|还有效(?:吗|么|没|不|[？?])|[过到]期(?:了)?(?:没有?|吗|么|[？?])|失效"
)
# The same of today: 这政策现在还在执行吗; whether it goes on after its last day is another question.
_STILL = re.compile(
    r"(?:还|仍然?|依然|依旧)(?:在)?(?:执行|有效|生效|管用|作数|算数|施行|能用|用得?[上着])(?:中|着|期)?[吗么没不否嘛？?]"
    r"|作不作数|管不管用|有没有过期|是不是(?:已经)?(?:过期|失效|到期)"
)
_AFTERWARDS = re.compile(r"(?:到期|期满|届满|过期|以后|之后|后面?)(?:了)?(?:还|会|能|是否|以后|之后)|续|延")
HOW_MUCH = re.compile(r"多少|几万|几[十百]")
# What was done, whose day is told: 2022年6月到2023年3月那笔贷款, 去年3月参的展.
DONE = re.compile(
    r"[贷借签投登买参办建上]了|[贷借签投买办参]的|那[笔份场次轮期]|[笔份场]贷款|放款|到账|贷\d|贷[一二三四五六七八九十两]"
)
RECOGNISED = re.compile(
    r"批文|证书|[发拿领]证|落款|认定|公布|入选|进了[^，。？！]{0,6}名单|评上|获评|获批|拿到|评定|批下来|[批评认拿发颁]的|发下来|[颁挂]了?牌"
)


# Whether it falls under the words is asked: 仍属于奖励对象吗, “新认定”包不包括我们.
COUNTED_IN = re.compile(
    r"属不属于|(?:属于|是)[^，。？！]{0,10}对象|纳入|算不算|算[^，。？！]{0,6}[吗么吧]|包不包|在不在|在内吗|认不认"
)
# The policy's own start, named to be held against the day of a case: 文件2023年5月才施行.
OWN_START = re.compile(r"施行|生效|实施|发文|出台|印发|文件|政策")


def settled_by_validity(reading: Reading, policy: Policy) -> bool:
    """Whether the days of the validity settle what is asked: 2026年9月才评上，那时还在有效期内吗.

    So they do where it is asked if the document is in force now: 这政策现在还在执行吗.
    """
    now = bool(_STILL.search(reading.text)) and not _AFTERWARDS.search(reading.text)
    return now or (is_later(reading, policy) and bool(VALID_THEN.search(reading.text)))


def across_last_day(reading: Reading, policy: Policy) -> bool:
    """Whether something is got within the validity and asked for after it: 四月发证、六月才去报，行不行."""
    last, start = policy.last_day, policy.effective_from
    if last is None or not _WHETHER.search(reading.text):
        return False
    within = any(start <= first and end <= last for first, end in reading.days)
    return within and is_later(reading, policy) and bool(RECOGNISED.search(reading.text))


def tell_validity(draft: Draft, policy: Policy, reading: Reading, setting: Setting) -> None:
    """Outside the validity the first sentence says so."""
    topic = rule_of(policy, "validity")
    if topic is None:
        return
    if policy.last_day is not None and setting.as_of > policy.last_day:
        draft.notice("expired")
        words = wording.EXPIRED
    elif policy.effective_from is not None and setting.as_of < policy.effective_from:
        draft.notice("not_yet_in_force")
        words = wording.NOT_YET
    else:
        return
    n = cite_topic(draft, topic, setting.library)
    start = wording.day(policy.effective_from) if policy.effective_from else ""
    # The day may be named where the cited words name it.
    known = start and start in "".join(topic.quote.split())
    draft.say(
        wording.NOT_YET_DATED.format(day=start, n=n)
        if known and words == wording.NOT_YET
        else words.format(n=n)
    )


def rule_of(policy: Policy, name: str) -> Topic | None:
    return next((topic for topic in policy.topics if topic.id == name), None)


def cite_topic(draft: Draft, topic: Topic, library: Library) -> int:
    return draft.cite(library.clause(topic.clause_id), topic.quote, topic.start, topic.end)


def last_day_of(draft: Draft, policy: Policy, validity: Topic, n: int) -> str:
    """The last day of the validity, with the step that leads to it; "" where there is none."""
    day = wording.day(policy.last_day) if policy.last_day else ""
    step = TraceStep("施行日起满有效期的前一日", {"原文": validity.quote}, day, n)
    draft.derived += [step] if day and step not in draft.derived else []
    return day


def tell_days(
    draft: Draft, cases: Sequence[Case], reading: Reading, policy: Policy, setting: Setting
) -> None:
    """Days that the user names against the validity: what the text says, and what it leaves open."""
    validity = rule_of(policy, "validity")
    applying = any(asked.missing for asked in reading.asked)
    if validity is None or policy.last_day is None or not (cases or applying):
        return
    within = setting.as_of <= policy.last_day
    later = within and is_later(reading, policy)
    earlier = not within and any(policy.effective_from <= end <= policy.last_day for _, end in reading.days)
    done = bool(RECOGNISED.search(reading.text) or DONE.search(reading.text))
    before = done and not later and _all_before(reading, policy)
    told = [reading.aspects, *(asked.aspects for asked in reading.asked)]
    whether = any(next((a for a in aspects if a != "case"), "") == "eligibility" for aspects in told)
    at_all = bool(AT_ALL.search(reading.text)) and not HOW_MUCH.search(reading.text)
    whether = whether or (before and (at_all or bool(COUNTED_IN.search(reading.text))))
    for applies, words, spoken in (
        (later, wording.LATER, wording.SPOKEN_LATER),
        (earlier, wording.RECOGNISED_EARLIER, wording.SPOKEN_RECOGNISED_EARLIER),
        (before, wording.BEFORE_START, wording.SPOKEN_BEFORE_START),
    ):
        if applies:
            n, start = cite_topic(draft, validity, setting.library), wording.day(policy.effective_from)
            start = start if start in "".join(validity.quote.split()) else "其施行日"
            last = last_day_of(draft, policy, validity, n) if words == wording.LATER else ""
            draft.say(words.format(n=n, day=start, last=last))
            settled = later and not AT_ALL.search(reading.text) and bool(VALID_THEN.search(reading.text))
            if (earlier or later) and at_all:
                draft.statuses, draft.asks = ["not_specified"], []  # 去年贷的，还给补吗; 到期后那半年还贴么
            if not settled and (not before or whether):
                draft.statuses = ["not_specified" if s == "answered" else s for s in draft.statuses]
            if draft.status == "not_specified" and AT_ALL.search(reading.text):
                draft.spoken = spoken


def _all_before(reading: Reading, policy: Policy) -> bool:
    """Whether a day of the case is told and none is in or after the first day of validity."""
    start = policy.effective_from
    own = bool(OWN_START.search(reading.text))
    days = [d for d in reading.days if not (own and d[0] <= start <= d[1])]
    return bool(days) and all(end < start for _, end in days)


def is_later(reading: Reading, policy: Policy) -> bool:
    """Whether a day after the validity is named."""
    return policy.last_day is not None and any(first > policy.last_day for first, _ in reading.days)


def all_later(reading: Reading, policy: Policy) -> bool:
    """Whether every day that is named lies after the validity: 实在不行拖到5月19号."""
    last = policy.last_day
    return last is not None and bool(reading.days) and all(first > last for first, _ in reading.days)
