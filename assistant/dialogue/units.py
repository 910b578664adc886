"""What a number counts, by the unit after it: 元, 个点, 个月, 家; with what belongs to the unit (一年半).

Money is in yuan, ratios are shares of one, durations are years (a month is 1/12, a day 1/365).
"""

import re
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

from assistant.dialogue.numerals import DIGITS, Numeral, Span, Vague, read_numeral

Kind = Literal["money", "ratio", "duration", "date", "count", "number"]


@dataclass(frozen=True, slots=True)
class Measured:
    """A number with its unit; `factor` turns the bare number into the value, for 三到五年."""

    kind: Kind
    start: int
    end: int
    span: Span | None  # None: foreign money, whose value in yuan is unknown
    unit: str
    factors: tuple[Fraction, ...]
    vague: Vague = ""
    readings: tuple[Fraction, ...] = ()
    bare: bool = False


_FOREIGN = re.compile(
    r"\s?(?:美元|美金|港币|港元|新加坡元|新元|迪拉姆|瑞士法郎|瑞郎|加元|澳元|韩元|欧元|日元|英镑|USD|HKD|EUR|美刀|刀(?=$|[，。]))"
)
_YUAN = re.compile(
    r"\s?(?:[元圆](?!件|器|素|旦|月|宝|气|洲|老|宇|桌|满|形|环|圈|楼|首|年|代|芯)(?:\s?人民币)?(?:\s?[整正](?!确|常|规|好))?"
    r"|块钱|块(?!地|屏|牌|板|内|业|芯|砖|石|区|链|儿|头)|人民币|RMB|rmb|CNY)"
)
_JIAO = re.compile(
    r"\s?(?:毛|角)(?!利|病|坯|衣|重|巾|度|色|落|逐|线|翼|形|洲|债|恋|架|梅|兽|楼)(?:钱)?(?!都|也|没)"
)
_FEN = re.compile(r"\s?分(?:钱)?(?!之|别|档|钟|期|店|公|支)")

# 四个点三五 is 4.35 points; in 四个点三年期 a term follows.
_POINTS_ON = re.compile(
    r"\s?个点(?P<on>[零〇一二三四五六七八九\d]{1,3})(?![零〇一二两三四五六七八九\d十百千万亿年个月天笔份家成折%％点期元块岁倍次场号日季周分.])"
)
_RATIO = re.compile(
    r"\s?(?P<percent>%|[(（]?(?:个?百分点|个点)[)）]?(?!位|子|滴)|P(?=CT))"
    r"|\s?(?P<half>个半(?:百分)?点)"
    r"|\s?(?P<more>个多(?:百分)?点)"
    r"|\s?(?P<mille>‰)"
    r"|\s?(?P<basis>bps?(?![a-z])|个?基点|个?BP)"
    r"|\s?(?P<tenth>成(?P<tenth_half>半)?)(?!立|为|功|果|本|员|长|都|绩|交|熟|型|品|效|就|了|年|分|套|千|群|天|片)"
    r"|\s?(?P<off>折)(?!叠|旧|算|现|合|腾|射|扣率|线)"
    r"|\s?(?P<times>倍(?P<times_half>半)?)(?!增|数)",
    re.IGNORECASE,
)
_PARTS = {
    "mille": Fraction(1, 1000),
    "basis": Fraction(1, 10000),
    "tenth": Fraction(1, 10),
    "times": Fraction(1),
}
_PERCENT_SPOKEN = re.compile(r"(?P<base>百|千|万)分(?:之\s?|(?=百))")
_HUNDRED_OF_HUNDRED = re.compile(r"百分(?:之|百)百|百分之一百|百分百")

_DIGIT = re.compile(r"[一二三四五六七八九\d零]")
_MORE = re.compile(r"多(?!少)")
_WRITTEN_FRACTION = re.compile(r"([1-4])/([2-5])(?![\d/.\-日号月])")
_HALVES = re.compile(r"(?:一|[大小]|一大|一小|多)半(?!年|天|个|导|路|时|月)|半数|对半(?!年)|各半")
_SHARE_AHEAD = re.compile(r"[百千万]分|.半|半数|[大小各对]|[1-4]/[2-5]|[^，。！？；]{1,8}分之")
COUNTED = (
    r"平方公里|平方米|立方米|平米|㎡|公里|千米|厘米|毫米|米|公斤|千克|克|吨|蒸吨|千瓦时|兆瓦|千瓦|度电|升(?!级|值)|亩|条(?=产线|生产线|流水线|线)"
    r"|平(?!台|均|时|安|方|等|衡|稳|行)|家(?!长|具|电|居|庭|政|属|乡)|台(?!账|阶|式|湾|州|风)|套(?!路|餐|现|利|取)|项(?!目公司)|件(?!套)"
    r"|人(?!民|才|员|工|物|气|家|均|力|数|社|大|脸|行|保|类|生|事|机|群|次|工智)|人次|人才|名(?!单|称|义|额|录|牌|字|誉)|位(?!数|置|于|列|居)"
    r"|次(?!元|性|日|月|年|要|新|品|数|贷|级)|场(?!地|景|所|馆|外|内|合|次|面|租)|笔(?!记|者|试)|份(?!额|子)|辆|艘|股(?!份|东|权|票|改|市|价)"
    r"|户|批(?!复|准|次|文)|所|篇|张|栋|幢|间(?!接|隔|谍)|座|只(?![有能是要剩需够给拿用贷借还付花投算到报收补奖占])|支(?!持|付|出|撑|部|行|点)|组(?!织|建|成|合)|种(?!子|植)|类(?!型|别|似)"
    r"|款(?!项|式)|单(?!位|独|一|个|家|项|次|笔|价|据|月)|颗|架(?!构)|样(?!本|品|板|子)|岁|席|枚|根(?!据|本)|部(?!门|分|署|委|队)|处(?!理|于|置|罚|级)|届|票"
    r"|个(?!人(?!才|员)|体|性|税|别|案|股|亿|月|点|基点|百分点|季度|星期|礼拜|小时|工作日|年头|自然日|交易日|[wW])"
)
_WHOLE = "个家台套项件人名位次场笔份户"  # never in parts
_COUNT = re.compile(r"\s?(?P<word>" + COUNTED + ")")
_ORDINAL_AFTER = re.compile(
    r"\s?(?:号|楼|层|级(?!别)|代(?!价)|轮|期|版|室|单元|条|款|章|节|页|点|时(?!候)|分(?!别|期|之|档)|秒|度(?!电)|℃"
    r"|班|线|路|街|寸|强|月|日|周|折|届|幢|字|板"
    r"|方|甲|环|通|次元|化|纵|横|角|权|农|来|产|维|星|金|本"
    r"|网|站|体|亚|川|江|安|美|者|旁|国|地)"
)
_TIME = {
    "周年": Fraction(1), "年": Fraction(1), "y": Fraction(1), "yr": Fraction(1), "year": Fraction(1),
    "整年": Fraction(1), "年头": Fraction(1), "年期": Fraction(1),
    "季度": Fraction(1, 4), "季": Fraction(1, 4),
    "月": Fraction(1, 12), "整月": Fraction(1, 12), "个月": Fraction(1, 12),
    "星期": Fraction(7, 365), "礼拜": Fraction(7, 365), "周": Fraction(7, 365),
    "天": Fraction(1, 365), "日": Fraction(1, 365), "工作日": Fraction(1, 365), "自然日": Fraction(1, 365),
    "交易日": Fraction(1, 365), "小时": Fraction(1, 8760),
    "钟头": Fraction(1, 8760), "分钟": Fraction(1, 525600),
}  # fmt: skip
_DURATION = re.compile(
    r"\s?(?:个\s?(?P<ge>半|多|来)?\s?(?P<counted>整?月(?!份)|季度|星期|礼拜|小时|钟头|工作日|自然日|交易日|年头)"
    r"|(?P<vague>多|来)?\s?(?P<plain>(?:y|yr|year)(?![A-Za-z])|周年|整?年(?!度|级|报|审|检|代|轻|金|薪|龄|会|终|货|均|底|初|末|份|月)|天(?!使|然|猫|津|眼|气|下)"
    r"|工作日|自然日|交易日|日(?=内|以内|之内)|小时|分钟|星期|礼拜|周(?!边|期|围|转|到|一|二|三|四|五|六|日|末|岁)|季度|季(?!节)|个?月(?=期)))"
)
_TIME_NEXT = re.compile(r"年|个月|季度|天")
_TERM_NEXT = re.compile(r"年期|年(?=$|[，。的能贴给嗯呃])")
_HALF_START = re.compile(
    r"(?P<size>大|小)?半(?:个?(?P<unit>整?年(?!度|报|审)|月|季度|天|小时|星期|礼拜|钟头|周)|(?P<point>个(?:百分)?点)|(?P<tenth>成)(?!品|熟|立))"
)
_AFTER_YEAR = re.compile(
    r"\s?(?:半(?:(?=年[产营销收租利薪终])|(?!年|天|个|价|导|数))|(?P<more>多|有余)(?!少|久|大|前|的时间之前))"
)
_LINK = re.compile(r"\s?(?:零|又|外加|加|，|,|、|和)?\s?")
_TERM = re.compile(r"期(?!间|末|初|刊|权|货|内|限|满|望|待)|制(?!造|度|定|作)")


def measure(text: str, number: Numeral) -> Measured | None:
    """The number with the unit after it, or None where its words name no quantity of any kind."""
    for read in (_ratio, _money, _duration, _count):
        found = read(text, number)
        if found is not None:
            return found
    return None


def _measured(kind: Kind, number: Numeral, end: int, unit: str, factor: Fraction) -> Measured:
    return Measured(
        kind=kind,
        start=number.start,
        end=end,
        span=number.span.times(factor),
        unit=unit.replace(" ", ""),
        factors=(*(factor * s for s in number.scales), *(() if number.scaled else (factor,))),
        vague=number.vague,
        readings=tuple(a * factor for a in (number.span.low, *number.alternatives))
        if number.alternatives
        else (),
        bare=number.bare,
    )


def _ratio(text: str, number: Numeral) -> Measured | None:
    if number.scaled:
        return None
    if (on := _POINTS_ON.match(text, number.end)) and number.span.low == number.span.high:
        places = [int(DIGITS.get(digit, digit)) for digit in on["on"]]
        rest = sum((Fraction(digit, 10**at) for at, digit in enumerate(places, 1)), Fraction(0))
        return _measured(
            "ratio", replace(number, span=number.span.plus(rest)), on.end(), "个点", Fraction(1, 100)
        )
    found = _RATIO.match(text, number.end)
    if found is None:
        return None
    unit = found.group().strip(" ()（）")
    if found["half"] or found["more"]:
        grown = number.span.plus(Fraction(1, 2)) if found["half"] else number.span.plus(0, 1)
        number = replace(number, span=grown, vague="more" if found["more"] else number.vague)
    if found["off"]:
        return _discount(number, found.end(), unit)
    if found["tenth"] and (number.span.high > 10 or number.span.low.denominator > 2):
        return None
    if found["tenth_half"] or found["times_half"]:
        number = replace(number, span=number.span.plus(Fraction(1, 2)))
    factor = next((part for name, part in _PARTS.items() if found[name]), Fraction(1, 100))
    return _measured("ratio", number, found.end(), unit, factor)


def _discount(number: Numeral, end: int, unit: str) -> Measured | None:
    if number.units or number.vague == "more" or not 0 < number.span.high < 100:
        return None
    span = number.span
    if number.vague == "pair" and number.digits == 2:  # 七八折 is seldom 70 to 80; 78折 is said so too
        return _measured("ratio", number, end, unit, Fraction(1, 10))
    return _measured("ratio", number, end, unit, Fraction(1, 100) if span.low >= 10 else Fraction(1, 10))


def _money(text: str, number: Numeral) -> Measured | None:
    scale = number.unit
    if foreign := _FOREIGN.match(text, number.end):
        unit = scale + foreign.group()
        return replace(_measured("money", number, foreign.end(), unit, Fraction(1)), span=None)
    if yuan := _YUAN.match(text, number.end):
        small_piece = yuan.group().strip() == "块" and not number.scaled and number.span.high < 10
        if small_piece and not _DIGIT.match(text, yuan.end()):
            return None
        return _with_change(text, _measured("money", number, yuan.end(), scale + yuan.group(), Fraction(1)))
    if (jiao := _JIAO.match(text, number.end)) and not number.units and not number.scaled:
        return _measured("money", number, jiao.end(), jiao.group(), Fraction(1, 10))
    return None


_CHANGE = re.compile(
    r"零?\s?([一二三四五六七八九壹贰叁肆伍陆柒捌玖1-9])(角|毛|分|(?![\d.]|[年个月天家点成%万千百十亿]))"
)


def _with_change(text: str, money: Measured) -> Measured:
    """三块五, 12元5角3分."""
    end, span = money.end, money.span
    for _ in range(2):
        found = _CHANGE.match(text, end)
        if found is None or span is None or (not found[2] and "块" not in money.unit):
            break
        digit = read_numeral(found[1], 0)
        if digit is None:
            break
        span = span.plus(digit.span.low * Fraction(1, 100 if found[2] == "分" else 10))
        end = found.end()
    if text[end : end + 1] in ("整", "正") and end > money.end:
        end += 1
    return replace(money, end=end, span=span)


def _duration(text: str, number: Numeral, below: Fraction | None = None) -> Measured | None:
    if number.scaled:
        return None
    found = _DURATION.match(text, number.end)
    if found is None or number.span.high > 10000:
        return None
    word = found["counted"] or found["plain"]
    factor = _TIME[word]
    if below is not None and factor >= below:
        return None
    if factor == 1 and (number.span.high > 200 or (number.bare and number.vague != "about")):
        return None
    span, vague = number.span, number.vague
    extra = found["ge"] or found["vague"]
    if extra == "半":
        span = span.plus(Fraction(1, 2))
    elif extra == "多":
        span, vague = span.plus(0, number.place if number.place >= 10 and not found["ge"] else 1), "more"
    elif extra == "来":
        vague = "about"
    unit = (found.group()).strip().lstrip("半多来")
    read = replace(
        _measured("duration", number, found.end(), unit, factor), span=span.times(factor), vague=vague
    )
    return _with_smaller(text, read, factor)


def _with_smaller(text: str, read: Measured, factor: Fraction) -> Measured:
    """一年半, 一年零三个月, 两年多, 1年6个月5天, 3年期."""
    assert read.span is not None
    half = _AFTER_YEAR.match(text, read.end)
    if half and not read.vague:
        grown = read.span.plus(0, factor) if half["more"] else read.span.plus(factor / 2)
        read = replace(read, end=half.end(), span=grown, vague="more" if half["more"] else "")
    elif link := _LINK.match(text, read.end):
        number = read_numeral(text, link.end())
        smaller = _duration(text, number, factor) if number else None
        joined = "，" not in link.group() and "," not in link.group() and "和" not in link.group()
        if smaller and smaller.span and read.span and joined and not read.vague:
            total = read.span.plus(smaller.span.low, smaller.span.high)
            read = replace(
                read, end=smaller.end, span=total, vague=smaller.vague, unit=read.unit + smaller.unit
            )
    if term := _TERM.match(text, read.end):
        read = replace(read, end=term.end())
    return read


def _count(text: str, number: Numeral) -> Measured | None:
    found = _COUNT.match(text, number.end)
    if found is None or (
        number.span.low.denominator != 1 and len(found["word"]) == 1 and found["word"] in _WHOLE
    ):
        return None
    if number.bare and not number.vague:
        return None
    if found["word"] == "个" and not number.vague and not number.scaled and number.span.low >= 50:
        following = text[found.end() : found.end() + 1]
        if not following or following in "，。？！,.?!；;、 \n吧呢啊了左以":
            value = number.span.low
            read = _measured("number", number, found.end(), found["word"], Fraction(1))
            return replace(read, readings=(value, value * 10000))
    return _measured("count", number, found.end(), found["word"], Fraction(1))


def measure_half(text: str, at: int) -> Measured | None:
    """半年, 大半年, 半个月, 半个点, 半成."""
    found = _HALF_START.match(text, at)
    if found is None:
        return None
    half = Fraction(1, 2)
    if found["unit"]:
        kind: Kind = "duration"
        factor = _TIME[found["unit"]]
    else:
        kind, factor = "ratio", Fraction(1, 100) if found["point"] else Fraction(1, 10)
    unit = found.group().lstrip("大小").removeprefix("半")
    value = half * factor
    read = Measured(
        kind, at, found.end(), Span(value, value), unit, (factor,), "about" if found["size"] else ""
    )
    if kind == "duration" and (more := _MORE.match(text, read.end)):
        read = replace(read, end=more.end(), span=Span(value, factor), vague="more")
    if term := _TERM.match(text, read.end):
        read = replace(read, end=term.end())
    return read


def measure_share(text: str, at: int, limit: int | None = None) -> Measured | None:
    """百分之四点三五, 千分之五, 三分之一, 百分百, 一半, 1/3."""
    if not _SHARE_AHEAD.match(text, at):
        return None
    text = text if limit is None else text[:limit]
    if whole := _HUNDRED_OF_HUNDRED.match(text, at):
        return Measured("ratio", at, whole.end(), Span(Fraction(1), Fraction(1)), whole.group(), ())
    if base := _PERCENT_SPOKEN.match(text, at):
        number = read_numeral(text, base.end())
        if number is None or number.scaled:
            return None
        if number.digits == 2 and not number.units and _TIME_NEXT.match(text, number.end):
            number = read_numeral(text[: number.end - 1], base.end()) or number  # 百分之四一年
        elif number.span.low.denominator > 10 and number.spoken and _TERM_NEXT.match(text, number.end):
            number = read_numeral(text[: number.end - 1], base.end()) or number  # 百分之四点二一年期
        size = {"百": 100, "千": 1000, "万": 10000}[base["base"]]
        read = _measured("ratio", number, number.end, base.group(), Fraction(1, size))
        return replace(read, start=at)
    if half := _HALVES.match(text, at):
        vague: Vague = "about" if re.search("[大小多]", half.group()) else ""
        return Measured(
            "ratio", at, half.end(), Span(Fraction(1, 2), Fraction(1, 2)), half.group(), (), vague
        )
    return _fraction(text, at)


def _fraction(text: str, at: int) -> Measured | None:
    below = read_numeral(text, at)
    if below is None:
        return None
    if text.startswith("分之", below.end):
        above = read_numeral(text, below.end + 2)
        if above is None or below.span.low == 0:
            return None
        share = Span(above.span.low / below.span.low, above.span.high / below.span.high)
        return Measured("ratio", at, above.end, share, "分之", (), above.vague)
    if found := _WRITTEN_FRACTION.match(text, at):
        above_, below_ = int(found[1]), int(found[2])
        if above_ < below_:
            value = Fraction(above_, below_)
            return Measured("ratio", at, found.end(), Span(value, value), "/", ())
    return None


def is_numbered(text: str, end: int) -> bool:
    """Whether the word after a bare number makes it a label: 5号, 3楼, A轮, 三级."""
    return _ORDINAL_AFTER.match(text, end) is not None
