"""What the clause says to the letter: whether a word stands in it, whether a thing is in its list."""

from __future__ import annotations

import re
from collections.abc import Sequence

# Grammar, not vocabulary. A word is asked after as a word: 有没有“最高”二字, 带不带一次性字样.
_AS_WORDS = re.compile(r"[一两二三四五]个?字(?!号)|字样|字眼|这个词|照字面|字面上|逐字")
# Who does what the word says is asked, and not whether it stands there: “经认定”三个字，是哪个科室认.
_WHO_DOES = re.compile(
    r"谁|(?:哪个?|什么)(?:部门|科室|单位|局|处|机构|衙门)|哪[家里儿]|怎[么样]个?(?:认|定|算|评)"
)
_QUOTED = re.compile(r"[“\"「『'‘]([^”\"」』'’]{1,8})[”\"」』'’]")
_BOUNDS = re.compile(r"最高|不超过|一次性|每年|年度|单次|经认定|分别|不少于")
# A thing is asked after as one of a list: 企业技术中心算不算, 材料类是否涵盖, 院士工作站在列吗.
_LISTED = re.compile(
    r"^(?:那么?|请问|那|我们的?|如果是|像|比如)?(?P<things>[^，。？！,?!]{2,24}?)(?:也|都|这些|这类|这种|到底)*"
    r"(?:算不算(?:数|在内)?|算(?:数|在内|在里头|进去|在里面)?[吗不吧]|包括(?:在内|进去)?[吗吧]|包含(?:在内)?[吗吧]|包不包括|含不含|含[吗吧]"
    r"|在内[吗吧]|在不在(?:列|里面|内|名单)?|在列[吗吧]?|在名单|是否(?:涵盖|包括|在列|算)|涵盖[吗吧])"
)
# The same of a thing in quotation marks: 括号里带不带“工程实验室”.
_HOLDS = re.compile(
    r"(?:带不带|带没带|列没列|写没写|提没提|含不含|有没有(?:列|写|提)?|包不包括?)[“\"「『‘'](?P<things>[^”\"」』’']{2,12})[”\"」』’']"
)
_AND = re.compile(r"[、和与及]|还有")
# What is given is no thing of which the clause says that it counts: 补助算数吗.
_GIVEN = re.compile(r".{0,6}(?:补助|补贴|奖励|奖金|资助|贴息|补偿|配套|支持|政策)")
_KIND = re.compile(r"(类|的|产品类|这块)$")
# Bodies and products of which a list in brackets can be said to name them or not.
_LISTABLE = re.compile(r"(站|中心|院|室|所|基地|平台|软件|装备|材料|联盟)$")
_BRACKETS = re.compile(r"（([^（）]*、[^（）]*)）")
# Which of two the clause writes: 单笔还是累计, “可以”走还是“必须”走. As much is looked at on either side.
_EITHER = re.compile(r"(?P<one>[^，。？！,?!]{1,12})[，,]?还是(?P<other>[^，。？！,?!]{1,10})")
_MARKS = re.compile(r"[“”\"「」『』'‘’\s]")
# Whether something may be done or has to be.
_MAY, _MUST = re.compile(r"可"), re.compile(r"必须|一定|应当|得(?=[走买用])|强制|保证")
# Other words for 实际: 按真花出去的给.
_IN_FACT = re.compile(r"(?:真正?|实打实|真金白银|实实在在)地?(?=[花投付掏用出借签])|实付|真金白银|实打实")
# The verb that either of two hangs on: 要求的是单笔, 按人头, 奖链主; the thing itself is short.
_VERB = re.compile(r".*[是按走看取以算凭照奖补给管减认]")
_LONGEST_THING = 6
# Of which of two sums something is taken: 拿80算还是拿50算; and where what tells them apart ends.
_NUMBER = r"[\d一二两三四五六七八九十百千]+(?:\.\d+)?"
_OF_TWO_SUMS = re.compile(
    rf"[拿按用以照凭依看](?:照|着)?(?P<one>{_NUMBER})[万亿]?元?[^，。？！\d]{{0,6}}[，,]?还是[拿按用以照凭依看]?(?:照|着)?(?P<other>{_NUMBER})"
)
_NEAR_NUMBER = 5
_TOLD_APART = re.compile(r"[，。？！；,?!;]")
# Words that tell none of two apart.
_COMMON = frozenset(["企业", "给予", "奖励", "补贴", "政策", "支持", "项目", "资金", "一次", "金额", "额度"])
# By what something is graded: 定档看哪几方面, 按什么分档.
_GRADED = re.compile(
    r"(?:看|考虑|依据|根据|按|参考)[^，。？！]{0,3}(?:哪|什么|啥)[^，。？！]{0,8}|哪几?(?:方面|样|条|项)[^，。？！]{0,4}(?:定|分)"
)
_GROUNDS = re.compile(r"(?:根据|按照?)(?P<grounds>[^，。；]{4,30}?)(?:等?情况|等)")
_GRADE = re.compile(r"档")
# Whether all get the same, where the clause grades: 评上了拿的都是一个数吗, 所有人一个比例？还是有高有低.
_ALIKE = re.compile(
    r"(?:都|全|所有|统一|一律|不管|不论)[^，。？！]{0,10}(?:一个|一样|同一?|统一)[^，。？！]{0,3}(?:数|价|标准|比例|钱|档|[吗么？?])"
    r"|(?<![哪多少第下上])一个(?:数|价|标准|比例|档)(?:[吗么？?，,]|还是)|有高有低|一刀切|有多有少"
)
# Whether it has to come at one go, where the clause adds up: 必须一轮融到, 分几次打进来行吗.
_AT_ONE_GO = re.compile(
    r"(?:必须|一定|非|得|要|只能|限于?)[^，。？！]{0,6}[一单](?:轮|次|笔|回|家)"
    r"|[单每]一?(?:轮|次|笔|回)[^，。？！]{0,6}还是[^，。？！]{0,4}(?:合|加|累|总)"
    r"|(?:分|拆)(?:成|了|为|作)?(?:好?几|两|二|三|四|多)(?:轮|次|笔|批|回|家|期)"
)


def all_alike(said: str, quotes: Sequence[str]) -> str:
    """That the clause grades, where it is asked whether all get the same; "" where it does not settle it."""
    graded = any(_GRADE.search(quote) for quote in quotes)
    return "不是同一个数，原文写的是“分档”" if graded and _ALIKE.search(said) else ""


def who_does(said: str) -> bool:
    """Whether it is asked who does what a word of the clause says: “经认定”这三个字，是哪个部门认."""
    return bool(_AS_WORDS.search(said) and _WHO_DOES.search(said))


def words_asked_after(said: str) -> tuple[str, ...]:
    """The words of which is asked whether they stand in the clause; () where none are asked after."""
    if not _AS_WORDS.search(said) or who_does(said):
        return ()
    return tuple(dict.fromkeys((*_QUOTED.findall(said), *_BOUNDS.findall(said))))


def stands_in(words: Sequence[str], quotes: Sequence[str]) -> str:
    """这一句有“一次性”，没有“最高”: which of the words stand in the quotes."""
    text = "".join("".join(quote.split()) for quote in quotes)
    there = [f"“{word}”" for word in words if word in text]
    lacking = [f"“{word}”" for word in words if word not in text]
    parts = [f"有{'、'.join(there)}" if there else "", f"没有{'、'.join(lacking)}" if lacking else ""]
    return f"照字面，这一句{'，'.join(part for part in parts if part)}"


def things_asked_after(said: str) -> tuple[str, ...]:
    """The things of which is asked whether the clause counts them; () where none are asked after."""
    for part in re.split(r"[，。？！,?!]", said):
        if found := _LISTED.match(part) or _HOLDS.search(part):
            things = (_KIND.sub("", thing) for thing in _AND.split(found["things"]))
            return tuple(thing for thing in things if len(thing) > 1 and not _GIVEN.fullmatch(thing))
    return ()


def listed_in(things: Sequence[str], quotes: Sequence[str]) -> str:
    """Whether the clause names the things, in a sentence; "" where its words do not settle it."""
    text = "".join("".join(quote.split()) for quote in quotes)
    if things and all(thing in text for thing in things):
        return f"算，原文写了{'、'.join(f'“{thing}”' for thing in things)}"
    lists = _BRACKETS.findall(text)
    unlisted = [thing for thing in things if thing not in text]
    if lists and unlisted and all(_LISTABLE.search(thing) for thing in unlisted):
        return f"原文列的是{lists[0].removeprefix('包括')}，没有列“{unlisted[0]}”"
    return ""


def shared_words(said: str, text: str) -> tuple[str, ...]:
    """The longest runs of characters that what is said has in common with a text, the longest first."""
    found: list[str] = []
    at = 0
    while at < len(said) - 1:
        end = at + 2
        while end <= len(said) and said[at:end] in text:
            end += 1
        if end - 1 - at >= 2:
            found.append(said[at : end - 1])
        at = max(at + 1, end - 2)
    return tuple(sorted(dict.fromkeys(found), key=len, reverse=True))


def written_of_two(said: str, quotes: Sequence[str]) -> str:
    """原文写的是“累计”: which of two alternatives stands in the clause; "" where not exactly one does."""
    found = _EITHER.search(_IN_FACT.sub("实际", _MARKS.sub("", said)))
    if found is None:
        return ""
    text = "".join("".join(quote.split()) for quote in quotes)
    one, other = found["one"], found["other"]
    if bool(_MUST.search(one)) != bool(_MUST.search(other)):
        may = [w for w in ("可", "可以") if w in text] and not _MUST.search(text)
        return "原文写的是“可”，不是必须" if may and (_MAY.search(one) or _MAY.search(other)) else ""
    one = _VERB.sub("", one)
    if len(one) > _LONGEST_THING:
        return ""
    mine, theirs = _telling(one, other, text), _telling(other, one, text)
    if bool(mine) == bool(theirs):
        return ""
    return f"原文写的是“{mine or theirs}”"


def reckoned_by(said: str, quotes: Sequence[str]) -> str:
    """原文写的是“登记”: which of two sums that were told the clause goes by; "" where it tells none apart.

    合同登记80万，实际付了50万，30%是拿80算还是拿50算: each sum by the words with which it was told.
    """
    found = _OF_TWO_SUMS.search(said)
    if found is None:
        return ""
    ahead = said[: found.start()]
    sides = [_said_before(ahead, found[side]) for side in ("one", "other")]
    text = "".join("".join(quote.split()) for quote in quotes)
    if not all(sides) or sides[0] == sides[1]:
        return ""
    mine, theirs = _telling(sides[0], sides[1], text), _telling(sides[1], sides[0], text)
    return f"原文写的是“{mine or theirs}”" if bool(mine) != bool(theirs) else ""


def _said_before(text: str, number: str) -> str:
    """The few words right before a number in its part of a text: 登记 of 合同登记了80万."""
    for part in reversed(_TOLD_APART.split(text)):
        at = part.rfind(number)
        if at >= 0 and not part[at + len(number) :][:1].isdigit():
            return part[max(0, at - _NEAR_NUMBER) : at]
    return ""


def accumulated(said: str, quotes: Sequence[str]) -> str:
    """原文写的是“累计”: where one go or several is asked and the clause adds them up; "" elsewhere."""
    if not _AT_ONE_GO.search(said) or not any("累计" in "".join(quote.split()) for quote in quotes):
        return ""
    return "原文写的是“累计”，没有要求一次到位，几次的可以合起来算"


def _telling(side: str, other: str, text: str) -> str:
    """The word of the text by which one side differs from the other."""
    # A number is no word: of 4月11号 and 5月12号 a clause may share 月1.
    words = (w for w in shared_words(side, text) if w not in other and not any(map(str.isdigit, w)))
    return next((word for word in words if word not in _COMMON), "")


def grounds_of_grading(said: str, quotes: Sequence[str]) -> str:
    """分档看项目投资、创新能力、产出效益等情况: by what the clause grades, where that is asked."""
    if not (_GRADED.search(said) and _GRADE.search(said)):
        return ""
    text = "".join("".join(quote.split()) for quote in quotes)
    found = _GROUNDS.search(text)
    return f"分档看的是{found['grounds']}等情况" if found else ""
