"""Whether a turn asks if a title is needed for what is spoken of: 没评上专精特新的行不行."""

from __future__ import annotations

import re

# Grammar, not vocabulary.
_TITLE = r"(?:专精特新|小巨人|[单隐]\w{0,3}冠军|称号|牌子|头衔|名头|资质)"
_WORDS = r"[^，。？！]{0,6}?"
_LACKED = re.compile(
    rf"(?:没有?|还没|不是|未|非|无|缺|(?<!不)差)(?:评上?|获评?|拿到?|得到?|挂|入选|认定){{0,2}}{_WORDS}{_TITLE}|{_TITLE}{_WORDS}(?:没评上?|没拿到?|没有|没下来|还没|(?:都|全|统统|通通|一概|一个|哪个)+(?:都|也)?(?:不是|不沾))"
)
_WHETHER = re.compile(
    r"[行能成要给补奖报领享](?:不|没)[行能成要给补奖报领享]|有份否|可不可以|可否|能否|[行成][吗么不]|(?:能|可以|给|有份|算|影响|够格|享受|申请|报)[^，。？！]{0,6}(?:[吗么不没吧][？?]?|[？?])"
    r"|[配报领蹭沾用]不[配报领蹭沾用]|(?:能|可以)[^，。？！]{0,6}不[？?]?$|也(?:能|行|可以|给|补|算)|照样|有没有(?:份|影响|关系|资格)|轮得[上到]|沾得[上到]"
)
_NEEDED = re.compile(
    rf"(?:一定|必须|非得?|是不是|是否|只有|要不要|需不需要|用不用|得|要求|必得)(?:要|得|先|都|必须|是|有|评上?|拿到?|具备|必得){{0,4}}{_WORDS}{_TITLE}[^，。？！]{{0,6}}(?:才|[吗么不][？?]?|[？?]|行|$)"
)
_SUM_ASKED = re.compile(r"多少|几[万成个]|[奖补贴]金|奖励")


# 没评上的企业: who holds none of the titles of which the whole text speaks.
_HOLDERLESS = re.compile(
    r"(?:没有?|还没|未|非)(?:评上?|获评|入选|认定|拿到|挂)(?:过|的)*(?:企业|公司|厂|单位|普通)"
    r"|(?:没有?|无)(?:任何|一个|半个|什么|啥)?(?:称号|牌子|头衔|名头)"
)
# A title below that of the text is held, or its kind is told of others: 市级的有; 客户没有.
_OTHER_HELD = re.compile(r"市级|市里的|创新型|客户|供应商|对方|上游|下游|订单|小厂")


def holds_none(text: str) -> bool:
    """Whether a title is told not to be held, whatever is asked: 没有专精特新任何一级称号."""
    return bool(_LACKED.search(text) or _HOLDERLESS.search(text))


def title_lacked(text: str) -> bool:
    """Whether it is asked what there is for who holds no title: 没评上专精特新的小厂能不能配专员."""
    return (
        holds_none(text)
        and bool(_WHETHER.search(text))
        and not _SUM_ASKED.search(text)
        and not _OTHER_HELD.search(text)
    )


def title_needed(text: str) -> bool:
    """Whether it is asked if a title has to be held, and nothing about what a title itself gives."""
    if _SUM_ASKED.search(text):
        return False
    return bool(_NEEDED.search(text)) or (bool(_LACKED.search(text)) and bool(_WHETHER.search(text)))
