"""The question of a turn: what is asked in it, apart from what is set aside and from what is only told."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.dialogue.background import foreground
from assistant.dialogue.clear import NAMED, clear_matters, measures_of
from assistant.dialogue.matters import POSSIBLE, Scores, score
from assistant.dialogue.phrases import MATTER
from assistant.dialogue.sentence import ANNOUNCED, ASKS, refers, sentences
from assistant.dialogue.understanding import Understanding

# Grammar, not vocabulary.
# What is to stay out of the answer, as a whole clause: 贴息、上市都先不问; 那个事先放一放; 上市奖励另案办理.
_NOT_NOW = (
    r"(?:(?:先|都|全|暂且?|暂时|这次|今天|这回|另外)+(?:不|别|甭|不用)(?:问|谈|说|管|提|讲|看|聊|理)"
    r"|(?:不|别|甭)(?:问|谈|提|聊)(?:了|它)"
    r"|先?(?:放|搁|摆)(?:一?[放搁摆]|一边|着|旁边)|按下不表|另案|另行办理"
    r"|(?:本件|本次|此处|这里)不涉|(?:回头|改天|以后|下次|晚点|过两天)再(?:问|说|谈|讲|聊))"
)
# 不是问参展 says that the matter is none of this case.
NOT_THAT = re.compile(r"(?:并)?不是(?:要|想|来)?问[^，。？！；]+[，,]?")
SET_ASIDE = re.compile(
    rf"[^，。？！；,?!;\n]*?{_NOT_NOW}(?:及|了|它|哈|啊|吧|呢|的|办理|先不说|再说)*[，,]?|{NOT_THAT.pattern}"
    r"|(?:也|都|就)?(?:别|不用|不要|甭)(?:给我|跟我|再|老)*(?:讲|谈|扯|提)[^，。？！；]+[，,]?"
)
# All that was said before is set aside: 这些都不管，就问…
ALL_ASIDE = re.compile(
    r"(?:这些|那些|以上|其[他它])[^，。？！；]{0,3}(?:都|全)?(?:先|暂)?(?:不|别|甭)(?:问|谈|说|管|提|看)"
)
# One thing alone is asked: 只问, 其实就一个问题, 我问的是, 只挑一件问.
FOCUS = re.compile(
    r"(?:就|只|光|仅|单|专)(?:是|要|想|先|为|需|挑一[件个样]|来)*(?:问|咨询|核|打听|了解|请教|确认)"
    r"(?!题)(?:的?是|你们?|您|一下|一[件个]事|一句|[这一]个)*"
    r"|(?:就|只有?|仅有?)(?:这|一|这么)+[个件](?:问题|事)|(?:我|咱|我们)(?:要|想)?问的是"
    r"|问(?:你|您|我们?)?(?:另外?|别的)一?[件个](?:事|问题)"
)
# What is asked beside what went before: 还有首台套.
FURTHER = re.compile(r"^(?:还有|另外|以及|再|顺便|顺嘴|外加|对了)")
# What another got or is: 隔壁王总的单项冠军也领了.
OTHERS = re.compile(r"隔壁|对门|对面|同园区|同行|别家|别人|人家|邻居|楼[上下]那?家|朋友")
OWN = re.compile(r"我|咱|本公司|自己")
# The least chance of a matter in what is left of a turn without its background.
FOREGROUND = 0.2


@dataclass(frozen=True, slots=True)
class Question:
    """The part of a turn that asks, and the measures ("policy/id") of which the rest only tells.

    `whole`: whether nothing was left out; `aside`: what is said not to be asked.
    """

    text: str
    whole: bool = True
    told: frozenset[str] = frozenset()
    aside: str = ""


def question_of(text: str, understanding: Understanding) -> Question:
    """The question of a turn; the whole turn where nothing in it is set aside or only told.

    What is told of another measure goes, unless a question refers to it (各多少, 这两个), the first question
    names no measure, or has a word of that one too. Where one thing alone is asked (就问…), only what is told
    of that one stays.
    """
    question = _question_in(_of_others_left_out(_without_asides(text), understanding), understanding)
    return replace(question, whole=question.text == text, aside="，".join(NOT_THAT.findall(text)))


def _question_in(left: str, understanding: Understanding) -> Question:
    """The question in what is left of a turn when what is set aside is gone."""
    ahead, rest = _focused(left, understanding)
    said = [part for p in sentences(rest) if (part := _unannounced(p, understanding))]
    questions = [part for part in said if ASKS.search(part)] or (said if ahead else [])
    if not questions or (not ahead and any(refers(part) for part in questions)):
        return Question("".join(said) if questions and not ahead else left)
    told = [part for part in (*sentences(ahead), *said) if part not in questions]
    own = _measures_in(questions[0], told, understanding)
    if not own:
        return Question(left)
    meant = own.union(*(_measures_in(part, told, understanding) for part in questions))
    named = {part: _named(part, understanding) for part in told}
    likely = meant.union(*(_likely(part, understanding) for part in questions))
    kept = [part for part in sentences(ahead) if named[part] and named[part] <= likely]
    likely |= {m for part in questions for m in _hinted(part, understanding)}
    kept += [p for p in said if p in questions or FURTHER.match(p) or not named[p] - likely]
    left_out = [named[part] for part in told if part not in kept]
    return Question("".join(kept), told=frozenset().union(*left_out) - meant)


def _unannounced(part: str, understanding: Understanding) -> str:
    """The sentence without what only announces it and names nothing: 背景：; not 首台套：."""
    found = ANNOUNCED.match(part)
    if found is None or _strong(found[0], understanding) or _clear(found[0], understanding):
        return part
    return part[found.end() :]


def scores_of(text: str, understanding: Understanding) -> Scores:
    """The chances of every label in what stands in the foreground of a text."""
    return in_front(text, understanding)[1]


def in_front(text: str, understanding: Understanding) -> tuple[str, Scores]:
    """The text with the chances of every label.

    Without what the asker is (公司是小巨人), which tells nothing where the rest names a matter.
    """
    ahead = foreground(text, [name for names in understanding.phrases.titles.values() for name in names])
    if ahead != text and (rest := _scored(ahead, understanding)).best(MATTER)[1] >= FOREGROUND:
        return ahead, rest
    return text, _scored(text, understanding)


def _scored(text: str, understanding: Understanding) -> Scores:
    return score(
        text,
        understanding.matters,
        understanding.encode,
        understanding.words,
        understanding.phrases.synonyms,
    )


def _measures_in(question: str, told: Sequence[str], understanding: Understanding) -> frozenset[str]:
    """The measures that a question clearly asks for, by words of its own or of what is told."""
    clear = _clear(question, understanding)
    named = _strong(question, understanding).union(*(_strong(part, understanding) for part in told))
    return clear & named


def _named(text: str, understanding: Understanding) -> frozenset[str]:
    """The measures that a text clearly speaks of, and by their words."""
    return _clear(text, understanding) & _strong(text, understanding)


def _clear(text: str, understanding: Understanding) -> frozenset[str]:
    """The measures that a text by itself clearly speaks of."""
    clear = clear_matters(text, scores_of(text, understanding), understanding)
    return frozenset(f"{m.policy}/{m.id}" for m in measures_of(understanding.library, clear, ()))


def _likely(text: str, understanding: Understanding) -> frozenset[str]:
    """The measures that a text may speak of."""
    chances = scores_of(text, understanding).whole.items()
    found = [label.removeprefix(MATTER) for label, chance in chances if chance >= POSSIBLE]
    return frozenset(f"{m.policy}/{m.id}" for m in measures_of(understanding.library, found, ()))


def _strong(text: str, understanding: Understanding) -> frozenset[str]:
    """The measures that a text names by their words."""
    named = understanding.words.evidence(text).items()
    return frozenset(label.removeprefix(MATTER) for label, weight in named if weight >= NAMED)


def _hinted(text: str, understanding: Understanding) -> frozenset[str]:
    """The measures of which a text has any word."""
    return frozenset(label.removeprefix(MATTER) for label in understanding.words.evidence(text))


def _without_asides(text: str) -> str:
    """The text without what is set aside; the whole text where nothing else asks anything."""
    left = SET_ASIDE.sub("", text).strip("，,。；; ")
    return left if left != text.strip("，,。；; ") and ASKS.search(left) else text


def _of_others_left_out(text: str, understanding: Understanding) -> str:
    """The text without what is told of others, where something of the own is told or asked beside it."""
    said = sentences(text)
    others = [p for p in said if OTHERS.search(p) and not OWN.search(p) and not ASKS.search(p)]
    rest = [part for part in said if part not in others]
    own = others and any(_named(part, understanding) for part in rest)
    return "".join(rest) if own else text


def _focused(text: str, understanding: Understanding) -> tuple[str, str]:
    """(what is told first, what is asked alone by 只问…); ("", text) where nothing is asked so."""
    found = FOCUS.search(text) or ALL_ASIDE.search(text)
    if found is None:
        return "", text
    ahead, rest = text[: found.start()], text[found.end() :].strip("，,：:—– ")
    return (ahead, rest) if _measures_in(rest, [ahead], understanding) else ("", text)
