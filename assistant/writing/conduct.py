"""Conduct: what a model's own words may not do, whatever they are grounded on.

Looks at the text before ids are filled in: every figure in it was typed by the model.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from assistant.answering.claims import claims, packed, plain
from assistant.answering.loose import loose_amounts
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
_YOU = r"(?:[您你]们?|贵公司|贵司|贵企业|贵单位)"
_PROMISE = re.compile(
    r"(?:一定|肯定|必定|必然|绝对|保证|确保|包您|包你|承诺|铁定|百分之百)[^,，。;；\n]{0,8}"
    r"(?:拿到|领到|得到|获得|通过|批准|批下|批|给|发放|拨付|兑现|到账|补贴|奖励)"
    r"|包(?:过|拿|批|领|在我)|(?<!不)(?<!才)(?:能|可以|可|将|会)(?:直接|顺利|全额|足额|马上)?(?:拿到|领到|到手|到账)"
    r"|稳(?:拿|过|得)|十拿九稳|板上钉钉|打包票|走过场|保[您你]|必(?:得|给|过|批|拿|获)|获批|没问题|会给(?:的|[您你])"
    rf"|{_YOU}[^,，。;；\n]{{0,4}}(?:可以?|能够?|将|会|就)[^,，。;；\n不否]{{0,3}}(?:获|得到|享受|领取|申领|拿)"
    r"|(?:会|将|能|已经?)(?:把?钱|给[您你]|向[您你]|打给|直接打|是[您你]的)|都(?:拿|领|得)到了|放心[^。；\n]{0,8}(?:会|能|到账|给)"
)
# What the model may not decide: who is eligible, what need not be examined, what adds up.
_VERDICT = re.compile(
    rf"{_YOU}[^,，。;；\n]{{0,8}}(?:符合|满足|达到)了?(?:全部|所有|上述|这些|以上|相关)?的?(?:条件|要求|标准|规定)"
)
_WAIVED = re.compile(
    r"(?:无需|无须|不需要?|不用|不必|免)(?:再|经过|任何)*(?:审核|认定|申请|申报|审批)|免[审申]即享|无条件|人人有份"
    r"|(?:所有|任何|一切|全部)的?(?:企业|公司|单位|人|行业)(?:都|均|皆|全|也|可)|不限(?:行业|规模|地区|类型)"
)
_STACKED = re.compile(
    r"(?:可以?|能够?|允许|也能?|都)(?:同时|重复|叠加|兼得|累加|累计|一起)(?:享受|申请|申报|拿|领|获得?|奖励|补贴)?"
    r"|(?:叠加|重复|同时|都)(?:享受|领取|拿)|(?:几|两|多)项都(?:能|可)|可[^,，。;；\n]{0,8}(?:叠加|兼得)"
)
# What counts, what has to be, and how it is paid: only the clause says so.
_COUNTED = re.compile(
    r"不影响(?!认定|审核)|(?:不是|并非|非|不)必须|照样|照常|无关(?!紧要)|也(?:都|还)?(?:能|可以?)(?:拿|领|享受|申请|申报|获得)"
    r"|不计入|算数|(?:才|只有|只)算(?!出)|不属于|不在[^,，。;；\n]{0,6}(?:范围|对象)|不能再|合并(?:成|为|计算|来算)|补办|(?:先|后)[付缴交还](?:后|先|再)|后补|扣减|抵扣|付清"
    r"|[缴纳免交扣]税|连续|首次|重新认定|外地|迁入|若干|一定比例|算不出"
)
# Said before it in the same clause, these leave it open.
_ASKED = re.compile(r"(?:是否|能否|可否|是不是|能不能|要不要|怎样|如何|没有写|没有说|哪些)[^,，。;；\n]*$")
# What the enterprise has done or is: told by the user, read by the grammar, not by the model.
_TOLD = re.compile(
    rf"{_YOU}(?:的[^,，。;；\n]{{0,8}})?(?:都|也|还|目前)?(?:已经|已|并未|没有?|尚未|未|不|并不)(?:曾|去|被|再)?"
    r"(?:做|办|登记|认定|申请|申报|签|属于|达到|是|在)"
)
# Said before it, these make it a question, a condition or a denial.
_OPEN = re.compile(
    r"(?:是否|能否|可否|如果|假如|若|只有|只要|要先|需要?|须|前提|除非|不|没有?|未|无法)[^,，。;；\n]*$"
)
# Said right before it, these turn a promise into its opposite: 不能保证一定给.
_NOT_PROMISED = re.compile(
    r"(?:不|无法|不能|没法|难以|不会|不敢|不等于|不代表|不意味着|不能说)(?:向您|给您|对您|说|您)?$"
)
_ENDED = re.compile(
    r"已(?:经)?(?:被)?(?:废止|作废|取消|停止|失效|截止|结束|过期|到期|用完|用尽|满额?)|停止(?:执行|发放|受理)|停发|作废|过期"
    r"|不再(?:执行|有效|发放|给予|有)|(?:额度|资金|名额|预算)[^,，。;；\n]{0,3}(?:用完|用尽|没了|满)|没钱了|无效|已停"
    r"|(?:长期|永久|一直|仍然?|目前|现在)有效|即日|立即生效|到期"
)
# Days and rhythms are told by code only.
_TIMES = re.compile(
    r"[明后去前]年|年[底末初]|月[底末初]|[上下](?:个?月|个?季度|周|半年)|季度|每(?:月|周|季|天|日)|按[月周季天日](?:发|给|拨|支付|拿|领)|[当次]天|[当次]日|次年|本月|腊月"
    r"|第[四五六七八九十]|前[两三四五六七八九十]|[四五六七八九十][项个次笔]|[全足满]额|顶格"
)
_DENIAL = re.compile(
    r"(?<!重复)不(?:奖励|补贴|补助|贴息|资助)|(?:没有|不给|不提供|不予|无|取消了?)(?:任何|这项|这笔|相关|此类|该项|这个)?"
    r"(?:奖励|补贴|补助|贴息|资助|支持|资金)(?!的?(?:比例|明细|分档|办法|细则|材料))"
)
_LINK = re.compile(r"https?:|www\.|!\[|\]\(|<\s*[a-zA-Z/!]|data:|javascript:")
_LATIN = re.compile(r"[A-Za-z]{4,}")
_CHANNEL = re.compile(
    r"官网|网站|公众号|小程序|热线|邮箱|微信|钉钉|浙里办|政务服务网|服务大厅|行政服务中心|窗口|街道|社区"
    r"|电话|致电|拨打|联系(?:人|我)|工作人员|主任|科长|[平系][台统](?:提交|申报|填报|办理)|[在线]线(?:提交|申报|申请|填报|办理)"
)
_OFFICE = re.compile(r"[\u4e00-\u9fff]{2}(?:局|委员会|办公室|厅|部门|机关|管委会|[信技改]部)")
_NO_OFFICE = re.compile(
    r"[布格结大全时开破僵战当残]局$|[客大]厅$|(?:牵头|主管|有关|相关|上述|哪个|这个|两个|几个)部门$"
)
_PAPER = re.compile(
    r"营业执照|申请表|申请书|审计报告|纳税证明|完税证明|财务报表|发票|复印件|承诺书|身份证|流水"
)


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
    sources, the measures' descriptions, the opening); `said`: the user's turns, whose words may be repeated
    but make nothing true; `instructions`: the system prompt; `offers`: the answer is about support that
    there is; `not_chosen`: names of the choices that the user did not make (省级, where he said 国家级).
    """

    names: Collection[str]
    known: Collection[str]
    instructions: str
    offers: bool
    said: Collection[str] = ()
    not_chosen: Collection[str] = ()


def faults(raw: str, manners: Manners) -> tuple[Fault, ...]:
    """Everything in a model's text that may not stand there; () where it behaves."""
    own = PLACE.sub(" ", raw)
    return (
        *_form(raw),
        *_typed_figures(_without_names(own, manners.names)),
        *_typed_quotes(own, (*manners.known, *manners.said)),
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
    found += loose_amounts(text, ())
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
        if _NOT_PROMISED.search(shown[: match.start()]) or _OPEN.search(shown[: match.start()]):
            continue
        yield Fault("promise", match[0], "不能承诺结果，是否给、给多少由牵头部门审核认定")
    yield from _decided(shown, manners)
    for match in _ENDED.finditer(shown):
        yield Fault("validity", match[0], "文件效力的话由程序来写，请删去")
    for match in _DENIAL.finditer(shown) if manners.offers else ():
        yield Fault("denial", match[0], "与已显示的结论相矛盾，请删去")
    for match in _LINK.finditer(text):
        yield Fault("link", match[0], "不能写链接、图片或网页代码")
    known = "\n".join((*manners.known, *manners.said))
    for match in _LATIN.finditer(shown):
        if match[0].lower() not in known.lower():
            yield Fault("language", match[0], "请只用中文")
    yield from _strangers(shown, "".join(known.split()))
    for name in manners.not_chosen:
        # A list of all choices may be told; of the user, or as what decides, only his own.
        if re.search(rf"(?:{_YOU}[^,，。;；\n]{{0,10}}|[按照属算]){re.escape(name)}", shown):
            yield Fault("not_chosen", name, "用户说的不是这一类，请不要说到它")


def _decided(shown: str, manners: Manners) -> Iterator[Fault]:
    """What is for the clause or the examining office to say, and days that code tells."""
    for pattern, rule, told in (
        (_VERDICT, "verdict", "是否符合由牵头部门认定，不能替审核下结论"),
        (_WAIVED, "waiver", "原文没有免去审核或放宽对象，请删去"),
        (_STACKED, "stacking", "能不能同时享受由程序按原文写，请删去"),
        (_COUNTED, "added_rule", "原文没有这样写，请删去"),
        (_TOLD, "told_for_the_user", "不要替用户说他的情况，请删去"),
        (_TIMES, "typed_figure", "不能自己写日期、先后、份额，请删去或改用编号"),
    ):
        for match in pattern.finditer(shown):
            # 您是否符合条件: the question stands inside the words themselves.
            before = shown[: match.start()] + (match[0] if rule == "verdict" else "")
            open_ = rule != "typed_figure" and (_ASKED if rule == "added_rule" else _OPEN).search(before)
            known = (*manners.known, *manners.said) if rule == "typed_figure" else manners.known
            if not open_ and not any(match[0] in words for words in known):
                yield Fault(rule, match[0], told)


def _strangers(shown: str, known: str) -> Iterator[Fault]:
    """Channels and offices that neither the corpus nor the user has named."""
    for pattern, told in (
        (_CHANNEL, "原文没有写办理渠道，请删去"),
        (_OFFICE, "原文没有写这个部门，请删去"),
        (_PAPER, "原文没有写这份材料，请删去"),
    ):
        for match in pattern.finditer(shown):
            if match[0] not in known and not _NO_OFFICE.search(match[0]):
                yield Fault("stranger", match[0], told)


def _leaks(text: str, instructions: str) -> Iterator[Fault]:
    own, secret = packed(text), packed(instructions)
    for at in range(0, max(0, len(own) - LEAK + 1), 6):
        if own[at : at + LEAK] in secret:
            yield Fault("leak", "", "不要复述工作说明")
            return
