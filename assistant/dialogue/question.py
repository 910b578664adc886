"""The question of a turn: what is asked in it, apart from what is set aside and from what is only told."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.dialogue.clear import NAMED, SETTLED, STORY, clear_matters
from assistant.dialogue.introduction import introductions
from assistant.dialogue.matters import CLEAR, Scores
from assistant.dialogue.measures_named import (
    clear_among,
    clearly_in,
    hinted_in,
    likeliest_of,
    likely_in,
    named_in,
    scores_of,
    strongly_in,
    surely_in,
    tiered_of,
    titles_of,
)
from assistant.dialogue.omission import NOT_THAT, beyond, candidates, without_asides
from assistant.dialogue.others_told import without_others_told
from assistant.dialogue.phrases import MATTER, OUTSIDE, hits
from assistant.dialogue.sentence import ANNOUNCED, is_question, refers, sentences, unnamed
from assistant.dialogue.told_beside import AWARD, BACK, LAST_TOLD, without_told
from assistant.dialogue.understanding import Understanding
from assistant.policy.measure import Measure

# Grammar, not vocabulary.
# All that was said before is set aside: 这些都不管，就问…
ALL_ASIDE = re.compile(
    r"(?:这些|那些|以上|其[他它])[^，。？！；]{0,3}(?:都|全)?(?:先|暂)?(?:不|别|甭)(?:问|谈|说|管|提|看)"
)
# One thing alone is asked: 只问, 其实就一个问题, 我问的是, 只挑一件问.
FOCUS = re.compile(
    r"(?:就|只|光|仅|单|专)(?:是|要|想|先|为|需|挑一[件个样]|来)*(?:问|咨询|核|打听|了解|请教|确认)"
    r"(?!题)(?:的?是|你们?|您|一下|一[件个]事|一句|[这一]个)*"
    r"|(?:想|要)(?:问|知道|了解|咨询|打听)的?(?:就|只)?是[：:，,]?"
    r"|(?:着急|关心|要紧|在意|想要|要|我管|该问|真正问)的(?:只|就)?是|(?:我|我们)(?:这边|这里)?(?:来|补|再|就|单)*问(?:一?[个下句件])*[：:]"
    r"|(?:您|你|请)?(?:就|只|光|单)?(?:跟|给|和|对)?(?:我|我们|咱)?(?:只|就)?(?:说|讲|告诉我?|查|答)(?=[^，。？！；]{2,16}(?:就行|就好|即可|就可以|得了|就够))"
    r"|(?:就|只|光)(?:要|用|需)?(?:跟我|给我)?(?:说|讲|告诉我?|报|答|查)(?=[^，。？！；]{2,14}(?:[那这]一?块的?|[那这]一?[部半份]的?|的)[。！]?$)"
    r"|(?:就|只有?|仅有?)(?:这|一|这么)+[个件](?:问题|事)|(?:我|咱|我们)(?:要|想)?问的是"
    r"|问(?:你|您|我们?)?(?:另外?|别的)一?[件个](?:事|问题)"
    r"|(?:先|就|单)?只要(?=[^，。？！；\d]{2,8}[。！]?$)|(?<=[？?，。])(?:我|我们|咱)先问"
)
# What is asked beside what went before: 还有首台套.
FURTHER = re.compile(r"^(?:还有|另外|以及|再|顺便|顺嘴|外加|对了)")
# What another got or is: 隔壁王总的单项冠军也领了.
OTHERS = re.compile(
    r"隔壁|对门|对面|同园区|同行|(?<![买用给向从找租])(?:别家|别人|人家)|邻居|楼[上下]那?家|朋友"
)
OWN = re.compile(r"我|咱|本公司|自己")
_PARTS = re.compile(r"[，。？！；,?!;\n√×]+")
# Several questions are announced, and all that follows asks: 企业问两点：; 两个问题：; not 我说两点：.
HEAD = re.compile(
    r"(?:(?:问|咨询|请教|请示|核实|确认)[^，。：:；]{0,4}[二两三四五六几2-6][点件个句条项样桩](?:事|问题)?"
    r"|[两二三四五六几2-6][个点条项]小?问题|[两二三四五六几2-6][件个桩]事[^，。：:；]{0,4}问)(?:[^。；？！：:]{0,10}[：:]|[^。；？！：:，,]{0,4}[，,])"
)
_LIST_ITEM = re.compile(r"(?:（[^（）]*）|[^，,、；;。+＋!！？?\n])+[，,、；;。+＋!！？?\n]*")
# What is listed is asked item by item.
LISTED = re.compile(r"[；;]|[（(][1-9一二三][）)]|[①-⑨]")
# A sum that was told is taken up: 那18.5万是不是全额给补.
SUM_TAKEN_UP = re.compile(r"[这那该]([\d.]+[万亿])")
# From so many sentences on, a question without any word of a measure is not led by what was told of itself.
LONG = 4
# Several are asked for together, among which a title that was told may be.
SEVERAL = re.compile(
    r"分别|各(?!级|类|种|地|界|位)|都(?=有|能|可|给|拿|算|领|享|要)|加起来|一起|叠加|[这那][些两几三]"
    r"|[两三几][个项样种件条](?!月|人|亿|工作日)|哪[些几]"
)
OF_AWARD = re.compile(r"[领拿奖]|[万亿]|给[^，。？！]{0,4}(?:多少|几|钱)|多少钱")
# Up to this length all that is told may be told of one question.
LONGEST_ALONE = 60
# How strongly a question has to name what it asks of, in log odds; shorter words are of levels (省级).
LEAST_WORD = 1.0
# How something was got, which tells no title by itself.
GOT = frozenset(
    ["认定", "新认定", "评上", "获评", "入选", "拿到", "公布", "获批", "批了", "批下", "挂牌", "下来了"]
)


@dataclass(frozen=True, slots=True)
class Question:
    """The part of a turn that asks, and the measures ("policy/id") of which the rest only tells.

    `whole`: whether nothing was left out; `aside`: what is said not to be asked;
    `excluded`: what the turn itself puts out of its question; `beyond`: that beside which the rest is asked.
    """

    text: str
    whole: bool = True
    told: frozenset[str] = frozenset()
    aside: str = ""
    excluded: str = ""
    beyond: str = ""


def question_of(text: str, understanding: Understanding) -> Question:
    """The question of a turn; the whole turn where nothing in it is set aside or only told.

    What is told of another measure goes, unless a question refers to it (各多少, 这两个), the first question
    names no measure, or has a word of that one too. Where one thing alone is asked (就问…), only what is told
    of that one stays.
    """
    asked = without_others_told(without_asides(_without_excluded(text, understanding)))
    excluded = "，".join(part for part in _PARTS.split(text) if part not in asked)
    told: frozenset[str] = frozenset()
    said = sentences(asked)
    # Where one sentence asks, what was told beside it is looked at with it.
    alone = len(asked) <= LONGEST_ALONE and sum(map(is_question, said)) == 1
    alone = alone and not (FOCUS.search(asked) or LISTED.search(asked))
    for part in (asked,) if alone else said:
        left, left_out = without_told(part, understanding)
        asked, told = asked.replace(part, left), told | left_out
    question = _question_in(_of_others_left_out(asked, understanding), understanding)
    question = _without_introduction(question, understanding)
    aside = "，".join(NOT_THAT.findall(text))
    whole = question.text == text
    told |= question.told
    return replace(question, whole=whole, told=told, aside=aside, excluded=excluded, beyond=beyond(text))


def _question_in(left: str, understanding: Understanding) -> Question:
    """The question in what is left of a turn when what is set aside is gone."""
    if (headed := _headed(left, understanding)) is not None:
        return headed
    ahead, rest = _focused(left, understanding)
    said = [part for p in sentences(rest) if (part := _unannounced(p, understanding))]
    questions = [part for part in said if is_question(part)] or (said if ahead else [])
    if not questions or (not ahead and any(refers(part) or _takes_up(part, said) for part in questions)):
        return Question("".join(said) if questions and not ahead else left)
    told = [part for part in (*sentences(ahead), *said) if part not in questions]
    own = _measures_in(questions[0], told, understanding)
    if not own:
        return _of_last_told(questions[0], told, left, understanding)
    meant = own.union(*(_measures_in(part, told, understanding) for part in questions))
    named = {part: named_in(part, understanding) for part in told}
    likely = meant.union(*(likely_in(part, understanding) for part in questions))
    items = [_items_of(part, likely, understanding) for part in sentences(ahead) if named[part]]
    kept = [item for item in items if item]
    likely |= {m for part in questions for m in hinted_in(part, understanding)}
    kept += [p for p in said if p in questions or FURTHER.match(p) or not named[p] - likely]
    left_out = [named[part] for part in told if part not in kept]
    return Question("".join(kept), told=frozenset().union(*left_out) - meant)


def _items_of(told: str, meant: frozenset[str], understanding: Understanding) -> str:
    """What is told ahead, without the items of a list that tell of other measures.

    单项冠军、省级研究院、上市辅导，只问研究院: the second of them alone.
    """
    items = _LIST_ITEM.findall(told)
    about = {item: named_in(item, understanding) | likeliest_of(item, understanding) for item in items}
    others = [item for item in items if about[item] and not about[item] & meant]
    return "".join(item for item in items if item not in others) if len(others) < len(items) else ""


def _without_introduction(question: Question, understanding: Understanding) -> Question:
    """The question without the titles by which a story introduces who asks, where it asks of something else.

    …做血液净化的，国家级小巨人，…境内上市区里总共给多少: the title is told. How a title was got (去年评上了)
    goes only where the question itself names what it is about.
    """
    tiered, titles = tiered_of(understanding)
    if not hits(question.text, titles):
        return question
    found = introductions(question.text, titles)
    story = len(question.text) >= STORY
    if not (found.described or (found.told and story)):
        return question
    if not story:
        # Of a short one only where getting something is spoken of, which would ask for the title as well.
        left = "".join(part for part in _PARTS.split(question.text) if not hits(part, titles))
        if refers(question.text) or not hits(left, GOT) or not _names_other(left, tiered, found.described):
            return question
        tiered = [m for m in tiered if any(hits(part, titles_of(m)) for part in found.described)]
    of_titles = {word for m in tiered for word in (*m.words, *titles_of(m))}
    of_titles |= {word for m in tiered for i in m.inputs if i.unit == "choice" for word in i.words}
    of_titles -= set() if story else GOT
    told = frozenset(f"{m.policy}/{m.id}" for m in tiered)
    # Of a short question only who asks is left out, where it names by itself what is asked.
    ways = ((*found.described, *found.told), True), (found.described, False)
    for parts, named in ways if story else ((found.described, True),):
        left = question.text
        for part in parts:
            left = left.replace(part, "", 1)
        asking = "".join(part for part in sentences(left) if is_question(part))
        if asking and not hits(asking, of_titles) and _asks_of_another(asking, left, named, understanding):
            return replace(question, text=left, told=question.told | told)
    return question


def _names_other(left: str, tiered: Sequence[Measure], described: Sequence[str]) -> bool:
    """Whether what is left names a measure with tiers other than that of the titles held: 省企业研究院."""
    others = [m for m in tiered if not any(hits(part, titles_of(m)) for part in described)]
    return any(hits(left, m.words) for m in others)


def _asks_of_another(asking: str, left: str, named: bool, understanding: Understanding) -> bool:
    """Whether what asks (`named`: by itself), or all that is left, clearly speaks of a matter."""
    text = asking if named else left
    scores = scores_of(text, understanding)
    weights = understanding.words.evidence(text)
    least = LEAST_WORD if named else NAMED
    own = {
        m
        for m in clear_matters(text, scores, understanding)
        if weights.get(MATTER + m, 0.0) >= least or (named and scores.whole.get(MATTER + m, 0.0) >= SETTLED)
    }
    measured = understanding.library.by_key.keys()
    if SEVERAL.search(asking) or _award_unnamed(asking, understanding):
        return named and len(own) > 1 and not _award_unnamed(asking, understanding)
    if not measured & own and OF_AWARD.search(asking):
        return False  # 国家级小巨人；滨江的一百万，分公司能领吗
    return bool(own) or (named and _outside_asked(scores))


def _award_unnamed(asking: str, understanding: Understanding) -> bool:
    """Whether a question asks for an award and names no measure: 奖励最高多少？贷款贴息又能算出多少."""
    awards = [part for part in sentences(asking) if AWARD.search(part)]
    return unnamed(asking) or any(not hinted_in(part, understanding) for part in awards)


def _outside_asked(scores: Scores) -> bool:
    """Whether a part that asks is clearly of something that no policy here treats: 社保费能不能缓交."""
    asked = [
        chances for part, chances in (*scores.parts, ("", scores.whole)) if not part or is_question(part)
    ]
    return any(c >= CLEAR for chances in asked for label, c in chances.items() if label.startswith(OUTSIDE))


def _takes_up(question: str, said: Sequence[str]) -> bool:
    """Whether a question takes up a sum that was told before it: …合计18.5万。那18.5万是不是全额给补."""
    before = "".join(said[: said.index(question)]) if question in said else ""
    return any(found[1] in before for found in SUM_TAKEN_UP.finditer(question))


def _headed(text: str, understanding: Understanding) -> Question | None:
    """The questions that are announced (问两点：…), each of them; None where none names a matter."""
    found = HEAD.search(text)
    if found is None:
        return None
    rest = text[found.end() :]
    asked = clear_matters(rest, scores_of(rest, understanding), understanding)
    if not asked or any(refers(part) for part in sentences(rest)):
        return None
    likely = frozenset(asked) | likely_in(rest, understanding)
    ahead = sentences(text[: found.start()])
    told = {part: named_in(part, understanding) for part in ahead}
    kept = [part for part in ahead if told[part] and told[part] <= likely]
    left_out = [told[part] for part in ahead if part not in kept]
    return Question("".join([*kept, rest]), told=frozenset().union(*left_out) - likely)


def _of_last_told(question: str, told: Sequence[str], left: str, understanding: Understanding) -> Question:
    """A question that names nothing, with what was told last of a measure where it points to that: 这一项.

    What is told of other measures goes; without such a word all of it may be meant.
    """
    named = {part: named_in(part, understanding) for part in told if left.find(part) < left.find(question)}
    last = next((part for part in reversed(named) if named[part]), None)
    if last is None or not LAST_TOLD.search(question):
        return Question(left)
    others = [part for part in named if named[part] - named[last]]
    kept = [part for part in sentences(left) if not any(other in part for other in others)]
    return Question("".join(kept), told=frozenset().union(*(named[p] for p in others)) - named[last])


def _unannounced(part: str, understanding: Understanding) -> str:
    """The sentence without what only announces it and names nothing: 背景：; not 首台套：."""
    found = ANNOUNCED.match(part)
    if found is None or strongly_in(found[0], understanding) or clearly_in(found[0], understanding):
        return part
    return part[found.end() :]


def _measures_in(question: str, told: Sequence[str], understanding: Understanding) -> frozenset[str]:
    """The measures that a question clearly asks for, by words of its own or of what is told."""
    named = strongly_in(question, understanding)
    if len(told) < LONG or BACK.search(question) or hinted_in(question, understanding):
        named = named.union(*(strongly_in(part, understanding) for part in told))
    return clear_among(named | surely_in(question, understanding), question, understanding)


def _without_excluded(text: str, understanding: Understanding) -> str:
    """The text without what is excluded in a way that only counts where the rest names a matter itself."""
    for candidate in candidates(text):
        left = _in_full(candidate, text, understanding)
        if is_question(left) and (strongly_in(left, understanding) or clearly_in(left, understanding)):
            return left
    return text


def _in_full(left: str, text: str, understanding: Understanding) -> str:
    """What is left, a name in it in full that is cut short beside what is left out: 境外的 after 境内上市."""
    for matter in understanding.library.measures:
        for word in matter.words:
            head, tail = word[:2], word[2:]
            if len(tail) == 2 and f"{head}的" in left and tail in text and tail not in left:
                return left.replace(f"{head}的", word, 1)
    return left


def _of_others_left_out(text: str, understanding: Understanding) -> str:
    """The text without what is told of others, where something of the own is told or asked beside it."""
    said = sentences(text)
    others = [p for p in said if OTHERS.search(p) and not OWN.search(p) and not is_question(p)]
    rest = [part for part in said if part not in others]
    own = others and any(named_in(part, understanding) for part in rest)
    return "".join(rest) if own else text


def _focused(text: str, understanding: Understanding) -> tuple[str, str]:
    """(what is told first, what is asked alone by 只问…); ("", text) where nothing is asked so."""
    found = FOCUS.search(text) or ALL_ASIDE.search(text)
    if found is None:
        return "", text
    ahead, rest = text[: found.start()], text[found.end() :].strip("，,：:—– ")
    return (ahead, rest) if _measures_in(rest, [ahead], understanding) else ("", text)
