"""The introduction in a story: who asks, by the titles it holds (…做血液净化的，国家级小巨人，…)."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from assistant.dialogue.sentence import ASKS

# Grammar, not vocabulary. What stands between two marks, with the comma that ends it.
_PART = re.compile(r"[^，,。？！；;?!：:\n（）()]+[，,]?")
_TITLE = "§"
# Several that are counted: 9家省级专精特新、2家小巨人.
_LISTED = re.compile(
    rf"{_TITLE}(?:企业)?(?:[、和及与]\s?(?:还有)?[\d一二两三四五六七八九十几]*[家户个]?{_TITLE}(?:企业)?)+"
)
_HOLDER = r"我们?|咱们?|我[司厂]|本?公司|本?企业|单位|厂里?|客户|他们|她们|对方|滨江"
_HOLDING = r"是|为|系|属于?|作为|身为|算|有|[挂顶扛戴拿]着|有个|[家户个]|的|了"
# A title that is said to be held, and nothing more: 我们是去年的国家小巨人; 一家省级专精特新; 省专精特新.
_DESCRIBED = re.compile(
    rf"(?:.{{0,24}}(?:{_HOLDER}|{_HOLDING})|另外|还是|也是)?{_TITLE}"
    r"(?:的?(?:中小企业|企业|公司|称号|资质|资格|牌子|证书|名头|一家))*(?:也?有|已经有)?(?:了|的)?"
)
# That something is given or got; a title that was got (2023年拿的小巨人) is held.
_GIVEN = re.compile(
    r"[给奖贴领]|补(?!充)|钱|资助|封顶|上限|顶格|最[高多]|一次性|拿(?!到?[了的过下]*[“§])|标准|额度"
)
# A title that is sought, or that somebody else holds, is no introduction.
_SOUGHT = re.compile(r"想|要|打算|准备|冲|申报|申请|培育|如果|假如|万一|升")


@dataclass(frozen=True, slots=True)
class Introductions:
    """The parts of a text that say which titles are held (`described`), or tell how one was got (`told`)."""

    described: tuple[str, ...]
    told: tuple[str, ...]


def introductions(text: str, titles: Collection[str]) -> Introductions:
    """The parts of a text that speak of titles and ask for nothing.

    >>> introductions("公司做泵阀的，省专精特新，首台套给多少", ["省专精特新"]).described
    ('省专精特新，',)
    """
    described: list[str] = []
    told: list[str] = []
    for part in _PART.findall(text):
        masked = _masked(part.strip("，, 。"), titles)
        if _TITLE not in masked or ASKS.search(masked) or _GIVEN.search(masked) or _SOUGHT.search(masked):
            continue
        (described if _DESCRIBED.fullmatch(masked) else told).append(part)
    return Introductions(tuple(described), tuple(told))


def _masked(part: str, titles: Collection[str]) -> str:
    """The part with its titles out of sight, several of them as one."""
    part = re.sub(r"[“”\"]", "", part)
    for title in sorted(titles, key=len, reverse=True):
        part = part.replace(title, _TITLE)
    return _LISTED.sub(_TITLE, part)
