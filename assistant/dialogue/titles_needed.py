"""Whether a turn asks if a title is needed for what is spoken of: 没评上专精特新的行不行."""

from __future__ import annotations

import re

# Grammar, not vocabulary.
_TITLE = r"(?:专精特新|小巨人|[单隐]\w{0,3}冠军|称号|牌子|头衔|名头|资质)"
_WORDS = r"[^，。？！]{0,6}?"
_LACKED = re.compile(
    rf"(?:没有?|还没|不是|未|非|无|缺|(?<!不)差)(?:评上?|获评?|拿到?|得到?|挂|入选|认定){{0,2}}{_WORDS}{_TITLE}|{_TITLE}{_WORDS}(?:没评上?|没拿到?|没有|没下来|还没)"
)
_WHETHER = re.compile(
    r"[行能成要给补](?:不|没)[行能成要给补]|可不可以|可否|能否|[行成][吗么不]|(?:能|可以|给|有份|算|影响|够格|享受|申请|报)[^，。？！]{0,6}(?:[吗么不没吧][？?]?|[？?])"
    r"|也(?:能|行|可以|给|补|算)|照样|有没有(?:份|影响|关系|资格)|轮得[上到]|沾得[上到]"
)
_NEEDED = re.compile(
    rf"(?:一定|必须|非得?|是不是|是否|只有|要不要|需不需要|用不用|得|要求|必得)(?:要|得|先|都|必须|是|有|评上?|拿到?|具备|必得){{0,4}}{_WORDS}{_TITLE}[^，。？！]{{0,6}}(?:才|[吗么不][？?]?|[？?]|行|$)"
)
_SUM_ASKED = re.compile(r"多少|几[万成个]|[奖补贴]金|奖励")


def title_needed(text: str) -> bool:
    """Whether it is asked if a title has to be held, and nothing about what a title itself gives."""
    if _SUM_ASKED.search(text):
        return False
    return bool(_NEEDED.search(text)) or (bool(_LACKED.search(text)) and bool(_WHETHER.search(text)))
