"""What about a matter is asked: amount, conditions, ratio, applying …, by cues and by the labeller."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from assistant.dialogue.phrases import Phrases, hits
from assistant.dialogue.sentence import SUMMED
from assistant.dialogue.understanding import Understanding

# Grammar, not vocabulary; thresholds of chances and log odds.
ASPECT_CLEAR = 0.5
# Without a cue of its own an aspect must be this sure beside one that has.
SURE = 0.85
CUE = 0.55
# Aspects of the matter itself; applying is told first only where none of these is asked.
SUBSTANCE = frozenset({"amount", "eligibility", "ratio", "period", "combine", "upgrade", "premise"})
# A step that has been taken is told, not asked: 公示完, 备案过了, 审计报告出来了.
DONE = re.compile(r"(?=完(?!要|得|多)|好了|(?:通?过|出来?|下来)了(?![吗没么]))")
# 材料 is short for the new materials of which a turn speaks, unless something is to be handed in.
_SHORTENED = re.compile(r"新材料|首批次")
_TO_HAND_IN = re.compile(
    r"(?:[要交带备递填补缺]|准备|提交|申[请报]|报|哪些|什么|几份)[^，。？！新]{0,6}(?<!新)材料|(?<!新)材料[^，。？！]{0,4}(?:清单|要求|哪些|什么|怎么[交报]|几份)"
)
# Money that has come is told, not asked for: 贷款刚到账, 真正放到账上的.
COME = re.compile(r"(?:刚刚?|已经?|真正|实际上?|最终|最后|昨天|上周|上个?月|放)[^，。？！]{0,3}")
CLAUSE = re.compile(r"(?<=[，,。；;！!？?])")
WHEN = re.compile(r"什么时候|啥时候|何时|多久|几时|哪天|几月|多长时间|[吗么没][？?]?$")
# What a course or a text is about: 培训班讲不讲政策怎么报.
EMBEDDED = re.compile(
    r"(?:怎么|如何|咋)(?:去|来)?(?:申报|报|申请|填|办)[^，。？！]{0,4}(?=的?(?:课|班|培训|讲座|辅导))"
    r"|(?<=教)(?:我们|咱们|人|大家)?(?:怎么|如何|咋)[^，。？！]{1,6}"
    r"|(?<=讲不讲|教不教)[^，。？！]{1,10}|(?<=会讲|会教|也讲|也教)[^，。？！]{1,10}(?=[吗么])"
)
THRESHOLD = re.compile(r"(要|达到|得|满|到)(多少|几|什么).{0,8}(才|能|可以|算)")
# Reported speech: who asks, before what is asked.
FRAME = re.compile(
    r"^.{0,14}?(来电|来人|对方|企业|公司|客户|老板|领导|有人|窗口|打电话|电话上|电话里|电话中|群众)[^。？?]{0,8}?"
    r"(问|说|想知道|咨询|打听|让我问问?)(的是|一下|是|我)?[，,:：]?"
)

# What the answer is wanted for asks nothing: 我写汇报材料要用, 要贴在办事大厅.
PURPOSE = re.compile(
    r"[，,。]?(?:我|我们|这边|领导)?(?:要|好|方便|用来|用于|准备|得)?(?<!补)(?:写|做|贴|挂|放|编|印|发)[^，。？！]{0,4}"
    r"(?:汇报|报告|总结|方案|讲稿|海报|大厅|墙|公众号|PPT|ppt)[^，。？！]{0,4}(?:要?用|上|里|上面)?[。！]?$"
)

# What is to be spared asks nothing either: 省得再打电话, 我怕白跑一趟.
SPARED = re.compile(
    r"[，,。]?[^，。？！]{0,3}(?:省得|免得|以免|生怕|就怕|怕白|不想白|别让我白|懒得|白跑)[^，。？！,?!]*"
)
# What is told to be lacking, and passed over for something else: 电话没有，那总得有个牵头的部门吧.
PASSED_OVER = re.compile(
    r"[^，。？！,]{1,6}(?:没有|没写|不写|没给|不给)(?:就?算了|就不[^，。？！]{1,2}吧?|的话|也罢|没关系)?[，,](?=那|总|至少|起码|好歹|哪个)"
)
# Terms that are of applying themselves: what is in them is asked for all the same.
_OF_APPLYING = ("申报", "申请")
# Calls that were made are told: 打了三个电话都踢皮球, 窗口接了个电话.
CALLED = re.compile(
    r"(?:[打接来挂拨]到?[了过]|一直|老是?|每次|天天|到处)[^，。？！,]{0,9}电话(?!号|是|多少|几)|接到[^，。？！,]{0,3}电话(?!号)"
)
# The day that something is reckoned by is no day to apply by: 按哪天的汇率, 以哪天为准.
RECKONED_BY = re.compile(r"(?:按|以|取|照)(?:哪一?[天日]|什么时候|何时|哪个?时点)")
# What all that was told before comes to: …人家说不归他们，那这份政策到底谁牵头.
UPSHOT = re.compile(r"[，,。](?:那么?|所以)(?:[这你]|到底|究竟|请问)[^，。？！,]{4,}[？?]?$")


# Of the same turn both are asked as a whole and for its matters.
@lru_cache(maxsize=64)
def aspects_of(text: str, understanding: Understanding) -> tuple[str, ...]:
    """What is asked, the surest first: cues of the lexicon and the exemplars' labeller together."""
    framed = SUMMED.sub("", FRAME.sub("", text))
    asked = framed if len(framed) >= 2 else text
    chances = dict(understanding.aspects.score(asked, understanding.vector(asked)))
    cued = {
        name: said[0] for name, cues in understanding.phrases.aspects.items() if (said := hits(asked, cues))
    }
    if "process" in cued and not missing_of(asked, understanding.phrases):
        cued.pop("process")
    for name, cue in cued.items():
        chances[name] = chances.get(name, 0.0) + CUE + 0.04 * min(len(cue), 5)
    if THRESHOLD.search(asked):
        chances["eligibility"] = chances.get("eligibility", 0.0) + 1.5
    least = SURE if cued else ASPECT_CLEAR
    ranked = sorted(chances.items(), key=lambda pair: -pair[1])
    return tuple(name for name, chance in ranked if chance >= (ASPECT_CLEAR if name in cued else least))


@lru_cache(maxsize=64)
def missing_of(text: str, phrases: Phrases) -> tuple[str, ...]:
    """What about applying is asked: materials, deadline, telephone …, in the order of the lexicon."""
    framed = CALLED.sub(
        "", RECKONED_BY.sub("", PASSED_OVER.sub("", SPARED.sub("", PURPOSE.sub("", FRAME.sub("", text)))))
    )
    if upshot := UPSHOT.search(framed):
        framed = upshot[0]
    found = tuple(
        name
        for name, cues in phrases.process.items()
        if any(_stands_alone(cue, framed, phrases.terms) for cue in hits(framed, cues))
    )
    applying = phrases.aspects.get("process", ())
    general = any(_stands_alone(cue, framed, phrases.terms) for cue in hits(framed, applying))
    return found or (("steps",) if general else ())


@lru_cache(maxsize=512)
def _said_of(cue: str) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """How a cue is said of what is done, of what has come, and of a sum that is named."""
    word = re.escape(cue)
    of_a_sum = rf"{word}(?=了?\s?[\d一二三四五六七八九十百千两]+[\d.]*\s?[万亿千百])"
    return (
        re.compile(word + DONE.pattern),
        re.compile(rf"{COME.pattern}{word}(?![吗没么])"),
        re.compile(of_a_sum),
    )


def _stands_alone(cue: str, text: str, terms: Sequence[str]) -> bool:
    """Whether a cue is said by itself, neither inside a longer term nor of a sum that is named.

    材料, but not that of 新材料; 到账, but not that of 到账1500万.
    """
    done, come, of_a_sum = _said_of(cue)
    text = done.sub("＃", EMBEDDED.sub("", text))
    # 市里的20万上个月到账了，再问区里要20万行吗: that it came is told, what follows asks something else.
    text = "".join(part if WHEN.search(part) else come.sub("＃", part) for part in CLAUSE.split(text))
    text = of_a_sum.sub("＃", text)
    if _SHORTENED.search(text) and cue == "材料" and not _TO_HAND_IN.search(text):
        return False
    for term in terms:
        if cue in term and cue != term and term in text and not term.startswith(_OF_APPLYING):
            text = text.replace(term, "＃")
    return bool(hits(text, [cue]))
