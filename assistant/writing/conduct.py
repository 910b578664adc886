"""Conduct: what a model's own words may not do, whatever they are grounded on.

Looks at the text before ids are filled in: every figure in it was typed by the model.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from assistant.answering.claims import claims, packed, plain
from assistant.answering.quotation import quotations

LONGEST = 1500
# A run of the instructions this long in an answer is no accident.
LEAK = 24
SHORTEST_QUOTATION = 12

PLACE = re.compile(r"[{｛]\s*([a-z]+)\s*[:：]\s*([A-Za-z0-9_.\-]+)\s*[}｝]")
"""A placed id: {figure:f1}, {quote:q2}, {steps:f1}."""

# Large numbers in words; 万一, 千万不要 are none.
_LARGE = re.compile(
    r"(?<!千)万(?!一(?!万)|分感|分抱歉|不得已|无一失)|千万(?!别|不要|不能|注意|要注意)"
    r"|[亿億萬佰仟拾廿卅貳贰叁肆伍陆柒捌玖]|百(?![姓强家方计])|千(?![万姓强家方计])|[双翻多数几]倍|翻番|翻[一两几]番"
)
_PROMISE = re.compile(
    r"(?:一定|肯定|必定|必然|绝对|保证|确保|包您|包你|承诺|百分之百)[^，。；\n]{0,8}"
    r"(?:拿到|领到|得到|获得|通过|批准|批下|给|发放|到账|补贴|奖励)"
    r"|包(?:过|拿|批|领)|(?<!不)(?<!才)(?:能|可以|可|将|会)(?:直接|顺利|全额|足额|马上)?(?:拿到|领到|到手|到账)"
)
# Said right before it, these turn a promise into its opposite: 不能保证一定给.
_NOT_PROMISED = re.compile(
    r"(?:不|无法|不能|没法|难以|不会|不敢|不等于|不代表|不意味着|不能说)(?:向您|给您|对您|说|您)?$"
)
_ENDED = re.compile(r"已(?:经)?(?:被)?(?:废止|作废|取消|停止执行|失效)|停止执行|不再(?:执行|有效|发放|给予)")
_DENIAL = re.compile(
    r"(?:没有|不给|不提供|不予|无|取消了?)(?:任何|这项|这笔|相关|此类|该项|这个)?"
    r"(?:奖励|补贴|补助|贴息|资助|支持|资金)(?!的?(?:比例|明细|分档|办法|细则|材料))"
)
_LINK = re.compile(r"https?:|www\.|!\[|\]\(|<\s*[a-zA-Z/!]|data:|javascript:")
_LATIN = re.compile(r"[A-Za-z]{4,}")
_CHANNEL = re.compile(
    r"官网|网站|公众号|小程序|热线|邮箱|微信|钉钉|浙里办|政务服务网|服务大厅|行政服务中心|窗口"
)
_OFFICE = re.compile(r"[\u4e00-\u9fff]{2}(?:局|委员会|办公室|厅)")
_NO_OFFICE = re.compile(r"[布格结大全时开破僵战当残]局$|[客大]厅$")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a draft, so that its writer can mend it: the rule, the words found, what to do."""

    rule: str
    found: str
    message: str

    def __str__(self) -> str:
        return f"{self.message}：“{self.found}”" if self.found else self.message


@dataclass(frozen=True, slots=True)
class Manners:
    """What a text is held against.

    `names`: names that hold figures and may be said (5050计划); `known`: texts whose words may be used (the
    sources, the user's turns); `instructions`: the system prompt; `offers`: the answer is about support
    that there is.
    """

    names: Collection[str]
    known: Collection[str]
    instructions: str
    offers: bool


def faults(raw: str, manners: Manners) -> tuple[Fault, ...]:
    """Everything in a model's text that may not stand there; () where it behaves."""
    own = PLACE.sub(" ", raw)
    return (
        *_form(raw),
        *_typed_figures(_without_names(own, manners.names)),
        *_typed_quotes(own, manners.known),
        *_words(own, manners),
        *_leaks(own, manners.instructions),
    )


def _form(raw: str) -> Iterator[Fault]:
    if not raw.strip():
        yield Fault("empty", "", "没有写出内容")
    if len(raw) > LONGEST:
        yield Fault("long", str(len(raw)), f"太长了，请控制在{LONGEST}字以内")


def _without_names(text: str, names: Collection[str]) -> str:
    for name in sorted(names, key=len, reverse=True):
        text = text.replace(name, "　")
    return text


def _typed_figures(text: str) -> Iterator[Fault]:
    """Figures typed instead of placed: Arabic, Chinese, circled, in any dress."""
    told = "不能自己写数字、金额、比例、日期、年限或条款号，请改用编号"
    found = [figure.text for figure in claims(text)]
    shown = plain(text)
    found += ["".join(run) for run in re.findall(r"\d+", shown)]
    found += [char for char in text if unicodedata.category(char) in ("Nl", "No") or char == "\u20e3"]
    found += [match[0] for match in _LARGE.finditer(shown)]
    for words in dict.fromkeys(found):
        yield Fault("typed_figure", words, told)


def _typed_quotes(text: str, known: Collection[str]) -> Iterator[Fault]:
    """Long words in quotation marks that nobody has said; and quote blocks, which are only placed."""
    wholes = [packed(words) for words in known]
    for words in quotations(text):
        whole = packed(words)
        if len(whole) >= SHORTEST_QUOTATION and not any(whole in words for words in wholes):
            yield Fault("typed_quote", words[:40], "引用原文请用编号，不要自己抄写")
    for line in text.split("\n"):
        if line.lstrip().startswith(">") and line.strip(" >\u3000—－-"):
            yield Fault("typed_quote", line.strip()[:40], "引用块只能放原文编号")


def _words(text: str, manners: Manners) -> Iterator[Fault]:
    shown = plain(text)
    for match in _PROMISE.finditer(shown):
        if _NOT_PROMISED.search(shown[: match.start()]):
            continue
        yield Fault("promise", match[0], "不能承诺结果，是否给、给多少由牵头部门审核认定")
    for match in _ENDED.finditer(shown):
        yield Fault("validity", match[0], "文件效力的话由程序来写，请删去")
    for match in _DENIAL.finditer(shown) if manners.offers else ():
        yield Fault("denial", match[0], "与已显示的结论相矛盾，请删去")
    for match in _LINK.finditer(text):
        yield Fault("link", match[0], "不能写链接、图片或网页代码")
    known = "\n".join(manners.known)
    for match in _LATIN.finditer(shown):
        if match[0].lower() not in known.lower():
            yield Fault("language", match[0], "请只用中文")
    yield from _strangers(shown, "".join(known.split()))


def _strangers(shown: str, known: str) -> Iterator[Fault]:
    """Channels and offices that neither the corpus nor the user has named."""
    for pattern, told in ((_CHANNEL, "原文没有写办理渠道，请删去"), (_OFFICE, "原文没有写这个部门，请删去")):
        for match in pattern.finditer(shown):
            if match[0] not in known and not _NO_OFFICE.search(match[0]):
                yield Fault("stranger", match[0], told)


def _leaks(text: str, instructions: str) -> Iterator[Fault]:
    own, secret = packed(text), packed(instructions)
    for at in range(0, max(0, len(own) - LEAK + 1), 6):
        if own[at : at + LEAK] in secret:
            yield Fault("leak", "", "不要复述工作说明")
            return
