"""Numbers that name something and measure nothing: document numbers, telephones, codes, labels, ordinals.

What is found here is left alone when quantities are read. Names that only a corpus knows (5050计划) are
recognised by the kind of word after them, and can be given by the caller besides.
"""

import re
from collections.abc import Iterable

_N = "零〇一二两三四五六七八九十百"

# Words that hold a numeral and count nothing; not after a numeral, whose end they would cut off (五万一千).
_WORDS = """
    千方百计 成千上万 千家万户 千军万马 二次元 三重一大 三证合一 五证合一 五险一金 六险一金 双一流
    三板 四板 新三 十一届 三一重工 百强 千强 双创 双十一 四上企业 两会 两化 三方 两融 万能 万向 万科
    万事 万物 万里 万达 零部件 零件 零售 零食 零星 零距离 一网 一站式 一体化 一带一路 一般 一定 一些
    一下 一起 一直 一旦 一律 一并 一样 一致 一共 一再 一向 一流 一线 一手 一窗 一键 一同 一边 一方面
    一次性 一系列 一路 一味 一切 一举 一时 一度 一心 一把手 一贯 一概 一齐 三番五次 七七八八
    乱七八糟 一五一十 接二连三 独一无二 十有八九 三心二意 一清二楚 五花八门 四面八方 九九归一
    说一不二 三言两语 三天两头
"""
_AFTER_THOUSANDS = "别 不 要 得 记 小心 注意 莫 请 分 个麻烦 麻烦"
_CONTACT = """
    电话 热线 拨打 拨 打 tel TEL 手机 手机号 邮编 编号 账号 帐号 卡号 代码 证号 工号 尾号
    验证码 QQ 微信 微信号
"""
_LABELLED = "附件 附表 附录 表 图 例 注 版本 类别 序号 No. No NO. №"
_NAMED_PLACE = "文件 文 公告 令 通知 楼 线 房 门 机 厂 地块 院 仓 店"
_SCHEME = "计划 工程 行动 战略 规划 工作法 专项 体系 模式 政策"
_CURRENCY = "RMB CNY USD HKD EUR LPR lpr"


def _any(listed: str) -> str:
    """A pattern of any of the words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(listed.split(), key=len, reverse=True))


_IDENTIFIER = re.compile(
    rf"""
    # Document numbers: 〔2023〕9号, 9号文
    [〔\[【(（［]\s?(?:19|20)\d\d\s?[〕\]】)）］]\s*第?\s*\d+\s*号
  | \d+号(?:{_any(_NAMED_PLACE)})
    # Addresses: 江南大道3688号, 5幢, 3楼 (not 3楼 of rent)
  | (?:路|街|道|巷|弄|大道|里)\s?\d+(?:-\d+)?\s?[号弄幢]
  | \d+\s?[楼层室幢栋班](?![\d万])(?!房租)
    # Telephones, accounts, codes
  | (?<![\d.¥])(?<!RMB\s)(?<!RMB)(?<!民币)
    (?:\+?86[- ]?)?1[3-9]\d[- ]?\d{{4}}[- ]?\d{{4}}(?!\d|\s?[万亿元块])
  | (?<!\d)(?:\(?0\d{{2,3}}\)?[- ]?)\d{{7,8}}(?![\d万亿元.])
  | (?<!\d)[48]00[- ]\d{{3,4}}[- ]\d{{3,4}}(?!\d)
  | (?:{_any(_CONTACT)})(?:是|为|号|[:：\s])*[\d\-]{{3,}}
  | \d{{3,6}}(?=热线|专线)
  | (?<![0-9A-Za-z])(?=[0-9A-Z]{{18}}(?![0-9A-Za-z]))(?=[0-9A-Z]*\d{{6}})[0-9A-Z]{{18}}
  | (?<![\d.,¥])(?<!RMB\s)(?<!RMB)(?<!民币)\d{{11,}}(?![\d.,]|\s?[万亿元块])
    # Versions, standards, models, physical units: V2.0, ISO9001, A4, 5G, 20kg, 30kw电机
  | (?<![A-Za-z0-9])(?!{_any(_CURRENCY)}|[Qq][1-4](?!\d))
    [A-Za-z][A-Za-z\-/+.]{{0,12}}\d+(?:\.\d+)*[A-Za-z]*
  | \d+(?:\.\d+)?\s?(?:G|GB|MB|TB|D|nm|mm|cm|kg|km|kWh|kwh|KWH|MW|mw|Mbps|Hz|GHz|寸|英寸|mAh|V|A)(?![A-Za-z])
  | \d+(?:\.\d+)?\s?[kK][wW]\s?(?=电机|功率|充电|光伏|储能|的?(?:电|机))
  | \d+[kK](?=屏|视频|分辨率|显示|电视|超高清)
  | \d\.0(?!\d|\s*[%万亿元个成倍折])
    # Ordinals and labels: 第14条, 附件1, 二（二）6, （三）, 三2, heads of lines
  | 第\s?(?:[{_N}千]{{1,7}}|\d{{1,4}}(?!\d))\s?(?!季度|[1-4一二三四]季)
    [条款项章节批届名期次轮家个位类种步点代部张版方三只笔份年天层阶]?
  | (?:{_any(_LABELLED)})\s?[:：]?\s?\d+(?:[.\-]\d+)*(?![\d万亿元%])
  | (?<![{_N}])[{_N}]{{1,3}}\s?[（(][{_N}]{{1,3}}[）)]\s?\d{{0,2}}(?![\d.,]*[万亿元%])
  | [（(](?:[{_N}]{{1,3}}|\d{{1,2}})[）)]
  | (?<![{_N}千万亿])[一二三四五六七八九十]\d{{1,2}}(?![\d.,]*\s?[万亿元%千百年月家个成倍天wWkK])
  | (?:(?<=[\n。；;！？])|^)\s*[{_N}]{{1,3}}[、.．](?![{_N}])
  | (?:(?<=[\n。；;！？])|^)\s*\d{{1,2}}\s?[、.．)）](?!\d)
    # Schemes: 5050计划, 十四五
  | (?<![\d.,万千百])\d{{2,5}}(?=[”"’」』]?(?:引才|人才)?(?:{_any(_SCHEME)})(?!投|贷|资))
  | 十[一二三四五六七]五(?![万亿千百十\d元块个家成折点%])
    # Times of day
  | (?<!\d)\d{{1,2}}[:：]\d{{1,2}}(?::\d\d)?(?![\d.])
  | (?:上午|下午|早上|中午|晚上|凌晨|今晚|明早)?(?<![\d.{_N}])(?:\d{{1,2}}|[一二两三四五六七八九]|十[一二]?)点
    (?:钟|半|整|[一二三]刻|\d{{1,2}}分|[{_N}]{{1,3}}分|前|后|之前|开|到)
    # Words
  | (?<![{_N}几数\d千])千万(?={_any(_AFTER_THOUSANDS)})
  | (?<![{_N}几数\d千])(?<![{_N}几数\d][来多余把])万一(?![千百])
  | (?<![{_N}几数多\d千万亿.])一点(?![{_N}]|点)
  | (?<![{_N}几数多\d千万亿.])(?:{_any(_WORDS)})
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
