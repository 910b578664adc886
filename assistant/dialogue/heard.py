"""A turn as it was heard: what its words speak for, before it is settled what it is about."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.dialogue.act import LATIN, TAMPERING, acts_of, promises_nothing, unsaid_acts
from assistant.dialogue.clear import ALSO, measures_of, of_each
from assistant.dialogue.conversation import Conversation
from assistant.dialogue.coordination import told_and_counted
from assistant.dialogue.follow_up import acknowledges
from assistant.dialogue.matters import CLEAR, Scores
from assistant.dialogue.measures_named import in_front
from assistant.dialogue.phrases import MATTER, hits
from assistant.dialogue.quantities import Quantity
from assistant.dialogue.question import Question, question_of
from assistant.dialogue.scope import outside_of, places_of, without_costs
from assistant.dialogue.understanding import Understanding

# Grammar, not vocabulary.
CORRECTION = re.compile(
    r"等等|等一?下|[没不][^，。？！]{0,3}[那这]么[多高大久长][，,]|弄混|搞混|少写|多写|漏了(?![^，。？！]{0,3}[笔份家轮项])|不对|错了|说错|写错|更正|纠正|搞错|弄错|打错|看错|听错|看岔|听岔|记岔|搞反|弄反|又核|重新核|不是.{1,12}(是|而是)|改成|(?<!不)应该是|说是"
    r"|其实(?:是|只|才|就)[^，。？！]{0,3}[\d一二两三四五六七八九十半]"
)
# What is only named to be denied: 不是瞪羚，是单项冠军.
DENIED_NAME = re.compile(
    r"(?<!是)不是[^，。？！,\d一二两三四五六七八九十百千万亿半]{2,10}[，,]?(?=(而)?是[^不])"
)
# What was spoken of is gone back to.
GONE_BACK = re.compile(r"回到|说回")
# A mother is spoken of, which is no curse: 我妈的养老金, 孩子他妈的工作.
MOTHER = re.compile(r"(?:(?:我|咱|俺)们?|(?:孩子?|娃|小孩|囡囡)他?|老)妈妈?的?|丈母娘的?")
# The other of two is asked for: 另一个呢.
THE_OTHER = re.compile(r"^(?:那么?|还有)?另外?(?:那)?一?[个项块](?:呢|给?多少|怎么[说算])?[？?。]?$")
# Another time or place of what is spoken of: 那换一趟, 下一场, 换个国家.
ANOTHER_TIME = re.compile(
    r"换(?:一|个|另|成)?一?(?:趟|场|次|届|回|批)|(?:另|下|再)一?(?:趟|场|届)|换(?:一|个|另一个|别的)?(?:国家|城市|地方)"
)
# Who can give a firm answer is asked, and none is demanded.
WHO_SAYS = re.compile(r"谁[^，。？！]{0,6}(?:准话|准信|准数|拍板|说了算)|找谁")
# A number is asked for, and nothing to be promised: 一年，你给我个数.
A_NUMBER = re.compile(
    r"[给报算出说](?:我们?|咱们?|一?下|出)?(?:一|个|一个|个大概|大概)(?:的)?(?:数|数字|金额|准?数目)(?!据|量)"
)
# A firm word is demanded that something is certain: 给句准话，材料一交百分之百到账，对不对.
WORD_DEMANDED = re.compile(r"给(?:我们?|咱们?)?一?[句个](?:准话|准信|实在话|痛快话)")
FOR_CERTAIN = re.compile(r"百分之?百|肯定|一定|铁定|保证|没跑|包[批过给]|板上钉钉|稳稳|一分不少")
# Where something is written.
PLACE = re.compile(r"出处|第几条|哪一?条|哪一款")


@dataclass(frozen=True, slots=True)
class Heard:
    """A turn as it was heard, before its subject is known.

    `wordy`: the question with its amounts out of sight; `places`: whose region the turn names, see scope.py.
    """

    plain: str
    question: Question
    wordy: str
    quantities: tuple[Quantity, ...]
    scores: Scores
    acts: tuple[str, ...]
    outside: tuple[str, ...]
    places: str
    correcting: bool


def heard_of(
    plain: str, quantities: tuple[Quantity, ...], conversation: Conversation, understanding: Understanding
) -> Heard:
    """What the words of a turn speak for, before it is settled what the turn is about."""
    asserted = DENIED_NAME.sub("", plain) if conversation.turns else plain
    question = question_of(asserted, understanding)
    ahead, scores = in_front(question.text, understanding)
    wordy = masked(ahead if _asks_beside(question.text, scores, understanding) else question.text, quantities)
    places = places_of(plain, understanding)
    correcting = corrects(plain, conversation)
    doubtful = bool(LATIN.search(plain)) and not TAMPERING.search(plain)
    acts = acts_of(
        scores,
        max(understanding.words.evidence(wordy).values(), default=0.0),
        doubtful,
        bool(PLACE.search(plain)),
        unsaid_acts(plain),
    )
    if WHO_SAYS.search(plain) or (A_NUMBER.search(plain) and "promise_demand" in unsaid_acts(plain)):
        acts = tuple(act for act in acts if act != "promise_demand")
    if conversation.mentioned and any(p.search(plain) for p in (GONE_BACK, ANOTHER_TIME, THE_OTHER)):
        acts = tuple(act for act in acts if act != "restart")  # 回到刚才那个 starts nothing anew
    voiced = MOTHER.sub("家人的", plain)
    plainly = tuple(act for act, cues in understanding.phrases.acts.items() if hits(voiced, cues))
    acts = tuple(dict.fromkeys((*plainly, *acts)))
    if WORD_DEMANDED.search(plain) and FOR_CERTAIN.search(plain):
        acts = tuple(dict.fromkeys((*acts, "promise_demand")))
    if promises_nothing(plain):
        acts = tuple(act for act in acts if act != "promise_demand")
    if conversation.turns and acknowledges(plain, quantities):
        # Who only says sorry (刚才语气重了) neither starts anew nor corrects anything.
        said = (act for act in acts if act not in ("restart", "correction", "small_talk"))
        acts = tuple(dict.fromkeys((*said, "confirmation")))
    outside = without_costs(outside_of(scores, places), plain, scores)
    return Heard(plain, question, wordy, quantities, scores, acts, outside, places, correcting)


def _asks_beside(text: str, scores: Scores, understanding: Understanding) -> bool:
    """Whether a measure is clearly asked for, beside which what the asker is (我们是小巨人) names none.

    我们是小巨人，研究院也认定了，分别多少: what the asker is counts with the rest.
    """
    if (of_each(text) and ALSO.search(text)) or told_and_counted(text, understanding):
        return False
    label, chance = scores.best(MATTER)
    return chance >= CLEAR and bool(measures_of(understanding.library, [label.removeprefix(MATTER)], ()))


def masked(text: str, quantities: Sequence[Quantity]) -> str:
    """The text with its amounts out of sight: an amount never names a matter."""
    for quantity in quantities:
        if quantity.kind == "money":
            text = text.replace(quantity.said, "＃")
    return text


def corrects(text: str, conversation: Conversation) -> bool:
    """Whether a text corrects facts of before."""
    return bool(conversation.facts) and bool(CORRECTION.search(text))
