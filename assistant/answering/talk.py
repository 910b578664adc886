"""Answers that state no clause: greetings, thanks, refusals, what is outside, what was not understood."""

from __future__ import annotations

import re

from assistant import wording
from assistant.answering.answer import Ask
from assistant.answering.case import MOST_MEANS
from assistant.answering.draft import Draft
from assistant.dialogue.reading import Reading
from assistant.policy.library import Library
from assistant.policy.policy import Policy

PLEASANTRIES = {
    "greeting": wording.GREETING,
    "thanks": wording.THANKS,
    "farewell": wording.FAREWELL,
    "who_are_you": wording.WHO,
    "small_talk": wording.SMALL_TALK,
    "confirmation": wording.CONFIRMED,
    "restart": wording.RESTARTED,
}
DECLINED = {"abuse": wording.ABUSE, "injection": wording.INJECTION}
# Whether a cap holds for what is split is a question about it: 拆成两家银行，是不是能绕开上限.
SPLIT_ASKED = re.compile(
    r"(?:拆|分)(?:成|开|到|给)[^。？！]{0,24}(?:是不是|能不能|会不会|可不可以|算不算|是否)[^，。？！]{0,4}(?:绕|避|破|超|突破)"
)
DEMANDS = {"promise_demand": wording.PROMISE, "rule_bending_demand": wording.RULES_STAND}


def decline(draft: Draft, reading: Reading) -> bool:
    """Declines what must be declined, politely; whether it did."""
    for act in reading.acts:
        if act in DECLINED and not reading.matters:
            draft.statuses.append("declined")
            draft.say(DECLINED[act])
            draft.speak(wording.SPOKEN_DECLINE)
            return True
    for act in reading.acts:
        words = DEMANDS.get(act) or (wording.INJECTION if act == "injection" else "")
        # 铁定给还是看着给: which of two it is, is a question and no demand.
        asks = act == "promise_demand" and bool(reading.matters) and "还是" in reading.text
        asks = asks or (act == "rule_bending_demand" and SPLIT_ASKED.search(reading.text) is not None)
        if words and not asks:
            draft.statuses.append("declined")
            draft.say(words)
            draft.speak(wording.SPOKEN_PROMISE if act == "promise_demand" else wording.SPOKEN_DECLINE)
            return True
    return False


def talk(draft: Draft, reading: Reading, policy: Policy, library: Library) -> None:
    """The answer to a turn that asks about no clause."""
    name = policy.short_name
    if MOST_MEANS.search(reading.text):
        draft.statuses.append("answered")
        draft.say(wording.CEILING_MEANS)
        draft.speak(wording.SPOKEN_CEILING_MEANS)
        return
    if reading.outside:
        topics = [wording.OUTSIDE_TOPICS.get(kind, "这类问题") for kind in reading.outside]
        draft.statuses.append("out_of_scope")
        draft.say(wording.OUTSIDE.format(policy=name, topic=topics[0], examples=_examples(library)))
        draft.speak(wording.SPOKEN_OUTSIDE)
        return
    for act in reading.acts:
        if act in PLEASANTRIES:
            draft.statuses.append("answered")
            words = PLEASANTRIES[act].format(policy=name)
            draft.say(words)
            draft.speak(wording.SPOKEN_TALK if act == "greeting" else words)
            draft.speak(words.split("。")[0] + "。")
            draft.speak(words.split("，")[0] + "。")
            return
    _unclear(draft, reading, library)


def _unclear(draft: Draft, reading: Reading, library: Library) -> None:
    names = [m.name for m in library.measures if f"{m.policy}/{m.id}" in reading.candidates]
    draft.statuses.append("needs_facts" if names or reading.general else "out_of_scope")
    if reading.general:
        draft.say(wording.WHICH.format(examples=_examples(library)))
        draft.ask([Ask("matter", wording.WHICH_ASK, "choice")])
    elif names:
        draft.say(wording.UNCLEAR.format(options=wording.listed(names[:4])))
        draft.ask([Ask("matter", wording.WHICH_ASK, "choice")])
    else:
        draft.say(wording.UNCLEAR_PLAIN.format(examples=_examples(library)))
    draft.speak(wording.SPOKEN_UNCLEAR)


def _examples(library: Library) -> str:
    paying = [m.name for m in library.measures if m.pays]
    return "、".join(paying[:3])
