"""What someone supposes and puts to be confirmed: the statement, without the words that ask for a yes."""

from __future__ import annotations

import re

# Grammar, not vocabulary. A last part that only asks for a yes: 规矩是这样的吧, 我没理解错吧, 妥不妥.
_WORDS = (
    r"(?:规矩|规则|规定|文件|条文|原文|政策|口径|办法|道理|文[里上]|上面|里面|总归|应该|大概|难道|我|咱们?|你们?|这里|理解|记得|说|讲|写|定|看|算|想|记"
    r"|这样|这么|那么|如此|这|那|个|回事|意思|来|得|反过来|反|颠倒|混|岔|串|的|是|没|有|不|错|问题|毛病|对|行|妥|准|好|成|可以|上|里|中|就|也|都|吧|吗|嘛|么|呗|哈|呢|啊|了|[？?。！!）)])+"
)
_TAG = re.compile(
    rf"[，,—–-]+(?:这个|那个|那)?(?={_WORDS}$)(?=.*(?:[吧吗嘛么呗哈？?]|不[对行妥准是]|没[？?]?$)){_WORDS}$"
)
# The same said in one breath: …就来得及对吧, …是这样吧, …吧.
_ENDING = re.compile(
    r"(?:[是对行妥准]不[是对行妥准]|(?:对|是|没错|是这样|这么写|这样)?(?:的|了)?吧|(?:对|没错|是这样)(?:的)?[吗么嘛]|[，,]?没错)[？?。！!]*$"
)
# An aside behind the tag: …吧（我司代理，批量报）.
_ASIDE = re.compile(r"（[^（）]{1,14}）$")
# What is left asks something itself, and nothing is supposed: 给多少，你说吧.
_ASKS = re.compile(
    r"多少|(?<![好没和这那十百千前后])几(?![年乎笔句天]|个月)|[吗？?]|什么|啥|怎么|咋|谁|哪|是否|能不能|可不可以|可否|能否|有没有|要不要"
    r"|行不行|给不给|算不算|多久|如何|还是|请(?:列|计算|告|复|核|示|帮|问|说明|提供|分别)|(?:算|说|讲|给|报|来|试)(?:一下|个数|个准|算|说)$"
)
# The least that is a statement.
_SHORTEST = 5


def supposition(text: str) -> str:
    """The statement that is put to be confirmed, without its tag; "" where none is.

    >>> supposition("多出来的挪到明年贴，规矩是这样的吧")
    '多出来的挪到明年贴'
    """
    told = _TAG.sub("", _ASIDE.sub("", text))
    told = _ENDING.sub("", told) if told == _ASIDE.sub("", text) else told
    told = told.rstrip("，,—–- ")
    return told if told != _ASIDE.sub("", text) and len(told) >= _SHORTEST and not _ASKS.search(told) else ""
