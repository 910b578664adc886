"""Numbers that name something and measure nothing: document numbers, telephones, codes, labels, ordinals.

What is found here is left alone when quantities are read. Names that only a corpus knows (5050计划) are
recognised by the kind of word after them, and can be given by the caller besides.
"""

import re
from collections.abc import Iterable

_N = "零〇一二两三四五六七八九十百"

_IDENTIFIER = re.compile(
    rf"""
    [〔\[【(（［]\s?(?:19|20)\d\d\s?[〕\]】)）］]\s*第?\s*\d+\s*号                      # 〔2023〕9号
  | \d+号(?:文件?|公告|令|通知|楼|线|房|门|机|厂|地块|院|仓|店)                        # 9号文, 5号楼
  | (?:路|街|道|巷|弄|大道|里)\s?\d+(?:-\d+)?\s?[号弄幢]                               # 江南大道3688号
  | (?<![\d.])(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{{4}}[- ]?\d{{4}}(?![\d万亿元])            # mobile telephone
  | (?<!\d)(?:\(?0\d{{2,3}}\)?[- ]?)\d{{7,8}}(?![\d万亿元.])                           # 0571-87702xxx
  | (?<!\d)[48]00[- ]\d{{3,4}}[- ]\d{{3,4}}(?!\d)                                      # 400 numbers
  | (?:电话|热线|拨打?|打|手机号?|tel|TEL|邮编|编号|账号|帐号|卡号|代码|证号|工号|尾号|验证码|QQ|微信号?)(?:是|为|号|[:：\s])*[\d\-]{{3,}}
  | (?<![0-9A-Za-z])(?=[0-9A-Z]{{18}}(?![0-9A-Za-z]))(?=[0-9A-Z]*\d{{6}})[0-9A-Z]{{18}}  # credit code, identity number
  | (?<![\d.,])\d{{11,}}(?![\d.,万亿元块])                                             # account numbers and the like
  | \d{{3,6}}(?=热线|专线)
  | (?<![A-Za-z0-9])(?!RMB|CNY|[Qq][1-4](?!\d)|USD|LPR|HKD|EUR|lpr)[A-Za-z][A-Za-z\-/+.]*\d+(?:\.\d+)*[A-Za-z]*  # V2.0, ISO9001, A4, Q355
  | \d+(?:\.\d+)?\s?(?:G(?!bp)|GB|MB|TB|D|nm|mm|cm|kg|km|kWh|kwh|KWH|MW|mw|Mbps|Hz|GHz|寸|英寸|mAh|V|A)(?![A-Za-z])   # 5G, 3D, 20kg
  | \d+(?:\.\d+)?\s?[kK][wW]\s?(?=电机|功率|充电|光伏|储能|的?(?:电|机))               # kilowatts
  | \d+[kK](?=屏|视频|分辨率|显示|电视|超高清)
  | \d\.0(?!\d|[\s]*(?:%|[万亿元个成倍折]))                                             # version 2.0
  | 第\s?(?:[{_N}千]+|\d+)\s?(?!季度|[1-4一二三四]季)[条款项章节批届名期次轮家个位类种步点代部张版方三只笔份年天层阶]?   # ordinals
  | (?:附件|附表|附录|表|图|例|注|版本|类别|序号|No\.?|NO\.?|№)\s?[:：]?\s?\d+(?:[.\-]\d+)*(?![\d万亿元%])
  | [{_N}]+\s?[（(][{_N}]+[）)]\s?\d{{0,2}}(?![\d.,]*[万亿元%])                         # 二（二）6
  | [（(](?:[{_N}]+|\d{{1,2}})[）)]                                                    # （三）, (2)
  | (?<![{_N}千万亿])[一二三四五六七八九十]\d{{1,2}}(?![\d.,]*\s?[万亿元%千百年月家个成倍天wWkK])  # 三2
  | (?:(?<=[\n。；;！？])|^)\s*\d{{1,2}}\s?[、.．)）](?!\d)                               # 1. at the head of a line
  | (?<![\d.,万千百])\d{{2,5}}(?=[”"’」』]?(?:引才|人才)?(?:计划|工程|行动|战略|规划|工作法|专项|体系|模式|政策)(?!投|贷|资))  # 5050计划
  | (?:十[一二三四五六七]|[一二三四五六七八九])五(?=期间|规划|时期|末|(?![万亿千百十\d年元块个家成折点%]))(?<=十.五)
  | \d+\s?[楼层室幢栋班](?![\d万])(?!房租)
  | \d{{1,2}}[:：]\d\d(?::\d\d)?                                                       # 14:30
  | (?:上午|下午|早上|中午|晚上|凌晨|今晚|明早)?(?<![\d.{_N}])(?:\d{{1,2}}|[一二两三四五六七八九]|十[一二]?)点(?:钟|半|整|[一二三]刻|\d{{1,2}}分|[{_N}]+分|前|后|之前|开|到)
  | (?<![{_N}几数\d千])千万(?=别|不|要|得|记|小心|注意|莫|请|分|个?麻烦)|万一|千方百计|成千上万|千家万户|千军万马|百分百之
  | 一(?:网|站式|体化|带一路|般|定|些|点(?![{_N}]|点)|下|起|直|旦|律|并|样|致|共|再|向|流|线|手|窗|键|同|边|方面|次性|系列|路|味|切|举|时|度|心|把手|贯|概|齐)
  | 二次元|三重一大|三证合一|五险一金|六险一金|双一流|三板|四板|新三|十一届|三一重工|百强|千强|双创|双十一|四上企业|五证合一|两会|两化|三方|两融|万能|万向|万科|万事|万物|万里
    """,
    re.VERBOSE,
)


def find_identifiers(text: str, names: Iterable[str] = ()) -> tuple[tuple[int, int], ...]:
    """Spans of a folded text that hold digits and yet are no quantity, in order, not overlapping.

    >>> find_identifiers("区办〔2023〕9号")
    ((2, 10),)
    """
    spans = [match.span() for match in _IDENTIFIER.finditer(text)]
    for name in names:
        at = text.find(name)
        while at >= 0:
            spans.append((at, at + len(name)))
            at = text.find(name, at + 1)
    return _joined(sorted(spans)) if names else tuple(spans)


def _joined(spans: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)
