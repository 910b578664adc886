"""Short, spoken or foreign forms of a turn written out: 整年 as 一年, 仨月 as 三个月, 省里头的 as 省级."""

from __future__ import annotations

import re

from assistant.dialogue.edits import Change, Normalised, apply

# Grammar, not vocabulary.
# A year, without a number: 基准4.2%，整年.
WHOLE_YEAR = re.compile(r"(?<![\d一二两三四五六七八九十半几数多全])整年(?![度级])")
# A loan or contract counted in other words than 笔: 贷两回，一回2000万; 三单技术服务; 三千万那回.
COUNTER = re.compile(
    r"(?<=[一两二三四五六七八九几每第])(?:回|单|趟|把)(?=\s?[\d一二两三四五六七八九十百千]+[万亿百千]|(?:专利|商标|软著|质押|贷款|借款|技术|服务|合同|合计|一共|总共|加起来))"
    r"|(?<=[一两二三四五六七八九])回(?=[，。：:；])(?=[^。？！]*一回)|(?<=[万亿元]那)(?:回|单|趟)"
)
# 仨月, 俩月 want the word that a term has between its number and its unit.
SOME_MONTHS = re.compile(r"[俩仨]月")
MONTHS = {"俩月": "两个月", "仨月": "三个月"}
# 后头格笔: 这 in the speech of the place.
THIS_DIALECT = re.compile(r"格(?=[笔份](?!式|局))")
# A rate and a term run together as they were dictated: 基准利率四点三五九个月 is 4.35% over nine months.
RATE_AND_TERM = re.compile(
    r"(?:基准|利率)(?:利率)?(?:都|是|按|为|全|统一)*(?:百分之)?[一二三四五六七八九]点[零〇一二三四五六七八九]+"
    r"(?P<term>(?:[一两三四五六七八九]|十[一二]?)(?:年期?|个月))(?![初底末前])"
)
# How many are to be fostered is asked of champions, and not of 单项冠军培育企业: 单项冠军培育目标各几家.
TARGETED = re.compile(r"(?<=冠军)培育(?=目标|家数|[几多][家少])")
# Who comes to an exhibition is counted; it says nothing of who asks: 参展商230家, 请了两百家参展企业.
EXHIBITORS = re.compile(
    r"参展(?:商|厂商|企业|单位|品牌|公司)(?=(?:预计|大概|大约|约|有|超过?|近|来了?|到场|数量?)*[\d一二两三四五六七八九十百几]+[^，。？！万亿]{0,2}[家个])"
    r"|(?<=[\d一二两三四五六七八九十百千几多余来][家个])(?:海外|国外|境外|外国|国内外)?参展(?:商|厂商|企业|单位|品牌|公司)"
)
# One company after the other, and no branch: 分公司讲下奖励标准.
BY_COMPANY = re.compile(
    r"(?<=[，。！；])(?:请|麻烦)?(?:按|分)公司(?=(?:分别)?(?:讲|说|列|报|写)(?:一?下|清|给|出))"
)
# A level by itself: 省里头的, 那省里的那个中小企业.
LEVEL_ALONE = re.compile(
    r"(?:那么?|就是|是|我们是)?(?P<level>(?P<at>省|市|国家)里头?的?(?:那个)?)(?:中小企业|专精特新)?(?:的)?(?:呢|啊|嘞|咧|哩|呐)?[？?。]?(?:[，,\s]+[^，。？！\d]{2,8})?"
)
# So short that it is nothing else: 国, after 省.
LONE_LEVEL = re.compile(r"(?:那么?|那)?(?P<level>(?P<at>国|省|市)级?)的?呢?[？?。]?")


def in_full(read: Normalised) -> Normalised:
    """整年 as 一年; 参展商230家 as 客商; 省里头的 as 省级…, in a follow-up that names nothing but a level."""
    changes: list[Change] = [(at.start(), at.end(), "一年", "typo") for at in WHOLE_YEAR.finditer(read.text)]
    changes += [(at.start(), at.end(), "客商", "typo") for at in EXHIBITORS.finditer(read.text)]
    changes += [(at.start(), at.end(), "的", "typo") for at in TARGETED.finditer(read.text)]
    changes += [(at.start(), at.end(), "各公司", "typo") for at in BY_COMPANY.finditer(read.text)]
    changes += [(at.start(), at.end(), "笔", "typo") for at in COUNTER.finditer(read.text)]
    changes += [(at.start(), at.end(), MONTHS[at[0]], "typo") for at in SOME_MONTHS.finditer(read.text)]
    changes += [(at.start(), at.end(), "这", "typo") for at in THIS_DIALECT.finditer(read.text)]
    changes += [
        (at.start("term"), at.end("term"), f"，{at['term']}", "typo")
        for at in RATE_AND_TERM.finditer(read.text)
    ]
    changes.sort()
    read = apply(read, changes) if changes else read
    if lone := LONE_LEVEL.fullmatch(read.text):
        level = lone["at"].replace("国", "国家") + "级"
        return apply(read, [(lone.start("level"), lone.end("level"), level, "typo")])
    found = LEVEL_ALONE.fullmatch(read.text)
    if found is None:
        return read
    return apply(read, [(found.start("level"), found.end("level"), f"{found['at']}级", "typo")])
