"""Background: the parts of a turn that only say what the asker is (我们公司是小巨人), and ask nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from assistant.dialogue.matters import SEGMENT

# Grammar, not vocabulary: whose title it is, and that it is held.
_HOLDER = (
    r"(?:我们|我司|我公司|本公司|我|咱们?|他们?|她们?|对方|客户|"
    r"公司|企业|厂里?|这家|那家|有家|有一?家|一家|那边|这边)"
)
_HOLDS = (
    r"(?:是不是|只要|只有|但凡|凡是|光|凭|"
    r"也|都|就|是|系|为|属|已经?|刚刚?|目前|现在|本身|早就|算是?|属于|作为|身为|没有?|有|挂着|家|个|一|的)"
)
_TAIL = (
    r"(?:称号|资质|资格|牌子|企业|公司|的|(?:老?早就|已经|早已|现在)?(?:有|拿到?|到手)了|了|哈|啊|呢|嘛|来着)"
)
_TITLE = "§"
# 我们拟上市企业能单独申请一份吗: who asks, and what may be had.
_WE = r"我们|咱们?|我司|我公司|作为"
_LISTING = r"拟上市|上市后备|准备上市"
_MAY = r"[^，。？！；]{0,3}(?:能|可|要|会|该|有没有|享受|申请|参加|报名)"
_BACKGROUND = re.compile(rf"(?:{_HOLDER}|{_HOLDS})*{_TITLE}{_TAIL}*")
# 公司专精特新, 我们是小巨人: a holder or a copula must stand there, else the title is what is asked about.
_TITLES = re.compile(r"称号|资质|牌子|荣誉")
_HELD = re.compile(rf"^(?:{_HOLDER}|{_HOLDS})|[有拿到手]了$")
# What is named and set aside in the same breath: 评上小巨人（奖励领过了，不问这个）.
_SET_ASIDE = re.compile(
    r"[^，。；！？（）]*（[^（）]*(?:不问|不用问|不用管|不用算)[^（）]*）"
    r"|[^，。；！？（）]*，(?:[^，。；！？（）]{0,8}，)?(?:这个|那个|这块|那块|这笔|那笔)(?:就|先|都)?(?:不问|不用问|不用管)了?"
)


# What stands in brackets behind an enterprise.
_OF_WHOM = re.compile(r"(?<=企业|公司|一家|那家|这家|客户|我们|我司)[（(]([^（）()]{2,14})[）)]")
# A title that is told last, with nothing but of whom: …按1000万算行吗，省专精特新的.
_AT_LAST = re.compile(r"§(?:企业|公司)?的[。！]?")


# An officer who says who he is: 我是服务专员.
_OFFICER = re.compile(
    r"(?:我|我们|这边|这里)(?:这边|这里)?(?:是|，)?(?:区里的?|一名|一个)?(?:助企)?服务?专员小?.{0,2}"
)


# What was got in a year before, told beside what is asked: 前年省级的奖励已经领过20万了.
_GOT_BEFORE = re.compile(
    r"(?:去年|前年|往年|早几年|20\d\d年)[^？?]{0,16}(?:奖励|奖金|补贴|补助|资助|贴息|创新券)[^？?]{0,8}"
    r"(?:领|拿|发|补|到账)(?:过|到过|了|到了|到手)[^？?吗么呢]{0,10}$"
    r"|(?:去年|前年|往年|早几年|20\d\d年)[^？?]{0,10}(?:领|拿|发)(?:过|到过|了|到了)[^？?吗么呢]{0,14}"
    r"(?:奖励|奖金|补贴|补助|资助|贴息)了?$"
)


# What is left of what was got in a year before is asked about: 去年展位补贴只拿了5万，剩的能转到今年吗.
_REST_ASKED = re.compile(r"剩|余下|余额|没[用拿领补][完掉满足够]|结转|滚存|补差")


def foreground(text: str, titles: Sequence[str]) -> str:
    """The text without its background; the whole text where nothing else is left, or the rest asks of titles.

    >>> foreground("女儿要上小学了，公司是小巨人，能照顾吗", ["小巨人"])
    '女儿要上小学了，能照顾吗'
    """
    parts = SEGMENT.split(_without_brackets(_SET_ASIDE.sub("", text) or text, titles))
    kept = [part for part in parts if part and not _behind(part, text, titles)]
    ahead = "，".join(kept)
    nothing_dropped = "".join(kept) == "".join(SEGMENT.split(text))
    return text if not kept or nothing_dropped or _TITLES.search(ahead) else ahead


def _without_brackets(text: str, titles: Sequence[str]) -> str:
    """The text without titles in brackets that say what an enterprise is: 被投企业（省级专精特新）."""
    return _OF_WHOM.sub(lambda found: "" if is_titled(found[1], titles) else found[0], text)


def is_titled(said: str, titles: Sequence[str]) -> bool:
    """Whether words are no more than a title: 省级专精特新, 小巨人企业."""
    return any(said.removesuffix("企业").removesuffix("公司") == title for title in titles)


def _behind(part: str, text: str, titles: Sequence[str]) -> bool:
    """Whether a part of a text is background."""
    if _GOT_BEFORE.search(part) and _REST_ASKED.search(text):
        return False
    return is_background(part, titles)


def without_kind(text: str, titles: Sequence[str]) -> str:
    """The text without the kind of enterprise that stands beside 我们 and says who asks.

    >>> without_kind("我们小巨人企业能申请人才房吗", ["小巨人"])
    '我们能申请人才房吗'
    """
    return _kinds(tuple(titles)).sub(r"\1", text)


@lru_cache(maxsize=4)
def _kinds(titles: tuple[str, ...]) -> re.Pattern[str]:
    """What says of which kind the enterprise is that asks."""
    kinds = "|".join(sorted((re.escape(t) for t in titles), key=len, reverse=True))
    return re.compile(rf"({_WE})(?:{_HOLDS})*(?:{_LISTING}|“?(?:{kinds})”?)(?:企业|公司)(?={_MAY})")


def is_background(part: str, titles: Sequence[str]) -> bool:
    """Whether a part says no more than that a title is held."""
    if _OFFICER.fullmatch(part) or _GOT_BEFORE.search(part):
        return True
    masked = part
    said = [title for title in titles if title in part]
    if not said and _TITLE not in part:
        return False
    for title in sorted(said, key=len, reverse=True):
        masked = masked.replace(title, _TITLE)
    masked = masked.replace("“", "").replace("”", "")
    if not _BACKGROUND.fullmatch(masked):
        return False
    held = bool(_HELD.search(masked)) or bool(_AT_LAST.fullmatch(masked))
    return _TITLE in masked and (held or part.endswith(("企业", "公司")))
