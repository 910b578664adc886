"""What is put to be counted in: of a thing it is asked whether it counts as a word of the clause."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

# Quotation marks say nothing of what is asked.
_MARKS = str.maketrans("", "", '“”"')
# The fewest characters by which a thing is told.
_SHORTEST = 2
# Grammar, not vocabulary. What lies between a thing and the verb: 租金到底能不能也(算进…).
_BETWEEN = (
    r"(?:到底|究竟|也|都|还|又|就|这块|这部分|这样|能不能|可不可以|可以不可以|能否|可否|是不是|是否|应该|会不会"
    r"|可以|能|该|得|给)*"
)
# The verbs of counting in. 算 by itself needs a word behind it or a particle: 算“金融机构贷款”吗, 算伐.
_VERB = (
    r"(?:算不算得?(?:上|进|作|是|入|到|在)?|属不属于|归不归(?:入|到)?|叫不叫|计不计(?:入|进)?|列不列(?:入|进)|纳不纳入"
    r"|算得?(?:上|进|入|到|作|是|在)?|属于|归(?:入|到|进)|叫|计(?:入|进)|列(?:入|进)|纳入|划进|凑得?(?:进|上)|加(?:进|到|入)"
    r"|往(?=[^，。？！]{1,14}里加)|抵得上|顶得上|当得上|当成|当作?(?=[^，。？！]{3,})|配叫|称得上|套得上)"
)
_OF_THE_TEXT = (
    r"(?:(?:第?[\d一二三四五六七八九十]+条|(?:文件|原文|条文|条款|政策|文)[里中上]?|这[一]?[条句]|这里|上面)[里中]?"
    r"(?:说|写|讲|列|规定|要求)?(?:过|到)?的?)?"
)
_END = r"(?:吗|么|嘛|吧|不|没|伐|呢|啊|呀|哇|否|[？?]|$)"
# X算不算Y, X能不能算进Y; the thing may be told before: 上了一套…，算不算数字化攻关.
_AS = re.compile(
    rf"(?:^|(?<=[，。？！；,?!;\s]))(?P<thing>[^，。？！；,?!;\s]{{0,16}}?){_BETWEEN}(?P<verb>{_VERB}){_OF_THE_TEXT}"
    rf"(?P<word>[^，。？！；,?!;\s]{{0,14}}?)(?:里(?:面|头|加|去)?|范围|之内|之列|当中|那[块类条])*(?P<end>{_END})"
)
# Y包不包括X, Y里有没有X.
_HOLDS = re.compile(
    r"(?:^|(?<=[，。？！；,?!;\s]))(?P<word>[^，。？！；,?!;\s]{2,10}?)(?:里|里面|里头|的?范围)?(?:到底|究竟|也|还)*"
    r"(?:包不包(?:括|含)?|含不含|收不收|包括|涵盖)(?P<thing>(?![在括])[^，。？！；,?!;\s]{2,12}?)(?P<end>吗|么|嘛|不|伐|[？?]|$)"
)
# What makes a question of it; 吧 asks to be confirmed, which is another matter.
_ASKED = re.compile(r"(.)不\1|能否|可否|是否|会不会")
_ASKING_END = re.compile(r"[吗么嘛不没伐否？?]")
# What is put is no case of its own: how much or which is asked, or the asker himself.
_OTHER_QUESTION = re.compile(
    r"是不是|有没有|才|刚好|正好|^[按照在要掏花付上别]|看待|贴息$|多少|几|哪|怎|什么|啥|谁|\d|还是|下来|出来|一下|[算叫]了|数$|同一|一次|每年|上限|最高|符合|达标|达到|过线|够格|够线"
)
_ASKER = re.compile(
    r"^(?:那么?|请问|如果|要是|像|比如|这样|现在|我们?|我司|我们家|咱们?|公司|企业|本?厂|自己|他们?|它们?|人家|客户|这|那|些|种|类|样|个|家|笔|块|条|项|情况|算|的|钱|也|都|还|又|就|到底|究竟)*$"
)
_LEAD = re.compile(
    r"^(?:那么?|请问|如果是?|要是|像|比如|想问|问一下|就是|只是|一般的?|普通的?|我们|我司|我|咱们?|这个|那个|这种|那种|这类|那类|这些|那些|这|那|一[个笔套台]|的)+"
)


@dataclass(frozen=True, slots=True)
class Put:
    """Something (`thing`, "" where it was told before) of which it is asked whether it counts as `word`."""

    thing: str
    word: str


# The same part of a turn is looked at for each measure and by several rooms.
@lru_cache(maxsize=256)
def put(said: str) -> Put | None:
    """What is put to be counted in: 租金能不能算进项目投入; None where nothing is.

    >>> put("商业秘密算第6条的知识产权吗")
    Put(thing='商业秘密', word='知识产权')
    """
    said = said.translate(_MARKS)
    for found in (*_AS.finditer(said), *_HOLDS.finditer(said)):
        thing, word = found["thing"], found["word"]
        if _OTHER_QUESTION.search(thing) or _OTHER_QUESTION.search(word):
            continue
        asked = _ASKED.search(found[0]) or _ASKING_END.fullmatch(found["end"]) or "？" in found[0]
        if not asked:
            continue
        thing = "" if _ASKER.match(thing) else _LEAD.sub("", thing).removesuffix("的")
        return Put(thing if len(thing) >= _SHORTEST else "", word)
    return None


def told_before(said: str) -> str:
    """What is told before the question: 上了一套ERP，算不算数字化攻关."""
    plain = said.translate(_MARKS)
    found = _AS.search(plain)
    return plain[: found.start()] if found else ""
