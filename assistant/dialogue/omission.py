"""Omission: what a turn itself leaves out of its question (先不问, 早知道了, 除了…, 本来想问…)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.dialogue.sentence import is_question, sentences

# Grammar, not vocabulary.
# What is to stay out of the answer, as a whole clause: 贴息、上市都先不问; 那个事先放一放; 上市奖励另案办理.
_NOT_NOW = (
    r"(?:(?:先|都|全|暂且?|暂时|这次|今天|这回|另外)+(?:不|别|甭|不用)(?:问|谈|说|管|提|讲|看|聊|理|算)"
    r"|(?:不|别|甭)(?:问|谈|提|聊)(?:了|它)"
    r"|先?(?:放|搁|摆)(?:一?[放搁摆]|一边|着|旁边)|按下不表|另案|另行办理"
    r"|(?:本件|本次|此处|这里)不涉|(?:回头|改天|以后|下次|晚点|过两天)再(?:问|说|谈|讲|聊))"
)
# 不是问参展 says that the matter is none of this case.
NOT_THAT = re.compile(r"(?:并)?不是(?:要|想|来)?问[^，。？！；]+[，,]?")
SET_ASIDE = re.compile(
    r"[（(][^（）()]{2,18}?(?:那种|那些|之类|这些)?的?(?:都|就)?(?:不算|除外|不计|不包括|不含)[）)]|"
    rf"[^，。？！；,?!;\n]*?{_NOT_NOW}(?:及|了|它|哈|啊|吧|呢|的|办理|先不说|再说)*[，,]?|{NOT_THAT.pattern}"
    r"|(?:也|都|就)?(?:别|不用|不要|甭)(?:给我|跟我|再|老)*(?:讲|谈|扯|提)[^，。？！；]+[，,]?"
    # 技术中心不用管: what is put out is named right before.
    r"|[^，。？！；,?!;\n]{2,}?(?:就|也|都|可以)*(?:不用|不必|用不着|甭|别|不要)再?(?:管|问|提|谈|理会?|看)(?:它|他)?(?:了|的)?(?:[，,]|(?=[。；;]))"
)
# What one of these is never without.
_SAID_ASIDE = re.compile(rf"不算|除外|不计|不包括|不含|{_NOT_NOW}|不是|别|不用|不要|甭")
# A clause that puts out what stands before it, and names nothing itself: 先不管; 这个不聊; 用不着再说; 别讲.
BARE = re.compile(
    r"(?:所以|就|那|但|可|也|都|全|先|暂且?|暂时|今天|这回|这次|[两二三几](?=[笔份个项])|您?你?们?|我们?|这|那|个|块|件|事儿?|项|笔|些|边|它|咱们?|话题|议题|问题|部分)*"
    rf"(?:{_NOT_NOW}|(?:不用|不必|用不着|不需要?|不要|别|甭|不|休)(?:再|你们?|您|跟我|给我|去|老)*"
    r"(?:问|谈|说|管|提|讲|看|聊|理|算|介绍|解释|回答|答|考虑)|不(?:是|在)(?:要|想)?问(?:它|这个|这块|那个)?|不感兴趣"
    r"|[与跟和](?:我们?|咱们?|本公司)(?:公司|单位|家)?(?:是|也|都)?(?:无关|没(?:有|啥|什么)?关系|不相干|不搭界)"
    r"|(?<=[笔份])(?:都|可|就)?不算(?=$|[，。,了的])|作罢|算了|跳过|略过|略去|打住|免谈)"
    r"(?:了|它|他|这个|那个|这些|的|哈|啊|吧|呢|咯|啦)*"
)
# What else there is may be left out; nothing that stands before: 别的不用管.
_ELSE = re.compile(r"别的|其[他它余]|另外的")
# What is known already: 小巨人的一百万我们知道了; not 我不知道, 我想知道.
KNOWN = re.compile(
    r"[^，。？！；,?!;\n]{2,}?(?:我们?|咱们?|大家|谁都|满大街|人人|早就?|已经|都|倒是?|老板)(?:也|都|早就?|已经|倒是?|是)*"
    r"(?<![不没想要])(?:知道|晓得|清楚|了解|听说|明白|有数|熟)(?:了|的|过|得很)*(?=[，。；,;\n]|$)[，,]?"
    r"|[^，。？！；,?!;\n]{2,}?(?:不归(?:我|我们|本科室?|这边)管|(?:不是|不由)我们?(?:管|负责)|[与跟和]我们?(?:无关|没有?关系|不相干|不搭界)|找别的部门了?)"
    r"(?=[，。；,;\n]|$)[，,]?"
    r"|[^，。？！；,?!;\n]{2,}?(?:我们?|咱们?|这边)?(?:都|也)?(?:不关心|没兴趣|不感兴趣|不考虑)(?:了|的)?(?=[，。；,;\n]|$)[，,]?"
)
_SAID_KNOWN = re.compile(
    "知道|晓得|清楚|了解|听说|明白|有数|熟|不归|不是|不由|无关|关系|不相干|不搭界|找别的部门|不关心|没兴趣|不感兴趣|不考虑"
)
# What was to be asked first, and what is asked instead: 本来想问贴息的，后来没批。改问首台套.
INSTEAD = re.compile(
    r"(?:本来|原本|原来|原先|起初|一开始|本|原)(?:是|我们?|还)*(?:想|要|打算|准备)(?:来|着)?(?:问|咨询|了解).*?"
    r"(?:改(?:成|为)?问|换(?:成|个|一个|个别的)(?:问|问题|事)|(?:还是|现在|那就|这回|转而|就)(?:想|改|来)*问|算了|作罢|不问了|不提了)"
    r"(?:一?下|个|问题|吧|了)*[，,。：:；;]?",
    re.S,
)
# What is left out of a set: 除了贴息以外，还支持什么; with 也, 都 it counts in.
EXCEPT = re.compile(
    r"(?:除(?:了|掉|去|开)?|撇开|抛开|刨去|刨掉)(?:说)?([^，。？！；,]{2,14}?)(?:以外|之外|不算|不谈|不说|外)?(?:那块|这块|那项)?[，,]"
)
_COUNTED_IN = re.compile(r"也|都|同时|一并|外加|还想|还要")
_FURTHER = re.compile(r"还|别的|其[他它余]|另外|剩下")
# Ticked and crossed items of a list: 首台套√ 创新券×.
_CROSSED = re.compile(r"[^，。、；;,\s√×]+(?:（[^（）]*）)?\s*×")
# One thing is named in the place of another: 别说贴息，说首台套; 境内上市，不，境外上市.
_SWAPPED = re.compile(
    r"(?:别|甭|不要|不)(?:说|问|管|看|讲|谈)[^，。？！；,]{2,12}[，,](?=(?:就|只|来|要|单|我)*(?:说|讲|问|看|谈|管))"
    r"|[^，。？！；,、]{2,10}(?:不报|不要|不算|不弄|不搞|不申|放弃)了[，,](?=(?:换成?|改成?|改报|换报|就报))"
    r"|(?:我方?|我们)?(?:所?问的?|要问的?|说的)(?:并非|并?不是|非)(?!不是)[^，。？！；]{2,16}[，,](?=(?:是|系|而是|就是|问的))"
    r"|[^，。？！；,、]{2,12}(?:[，,]|[—–-]+)(?:哦|啊|呃|噢|哎|喔)?(?:不|不对|不是|错了|说错了|讲错了)[，,](?:是|应该是)?"
)
_CLAUSE = re.compile(r"[^，,]*[，,]?")


def without_asides(text: str) -> str:
    """The text without what is set aside; the whole text where nothing else asks anything."""
    # What leads up to it is tried from every place of the text: only where it is said at all.
    left = (SET_ASIDE.sub("", text) if _SAID_ASIDE.search(text) else text).strip("，,。；; ")
    return left if left != text.strip("，,。；; ") and is_question(left) else text


def candidates(text: str) -> Iterator[str]:
    """The text without what is put out of the question, as it may be read; the fullest exclusion first."""
    without = "".join(_without_bare(sentence) for sentence in sentences(text))
    without = INSTEAD.sub("", without)
    if "√" in without:
        without = _CROSSED.sub("", without).replace("√", "、")
    found = EXCEPT.search(without)
    if found and not _COUNTED_IN.search(without[found.end() :]):
        without = without[: found.start()] + without[found.end() :]
    without = _SWAPPED.sub("", without)
    told = KNOWN.sub("", without) if _SAID_KNOWN.search(without) else without
    for left in (told, without):
        if left != text:
            yield left.strip("，,。；; ")


def beyond(text: str) -> str:
    """That beside which something else is asked for: 贴息 in 除了贴息，这一条还支持什么; "" if nothing."""
    found = EXCEPT.search(text)
    if found is None or _COUNTED_IN.search(text[found.end() :]) or not _FURTHER.search(text[found.end() :]):
        return ""
    return found[1]


def _without_bare(sentence: str) -> str:
    """The sentence without each clause that only puts out what stands before it, and without that."""
    kept: list[str] = []
    for clause in _CLAUSE.findall(sentence):
        bare = BARE.fullmatch(clause.strip("，,。；;！!？? \n"))
        if bare is None or _ELSE.search(clause):
            kept.append(clause)
            continue
        while kept and not is_question(kept[-1]):
            kept.pop()
    return "".join(kept)
