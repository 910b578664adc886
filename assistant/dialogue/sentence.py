"""The sentences of a turn: where each ends, which ask something, and which refer to the others."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

# Grammar, not vocabulary. Where a sentence ends; a long one ends at a colon too.
SENTENCE = re.compile(
    r"[。？！；?!;\n]+|(?<=[^，。？！；：\n\d]{9})[：:](?!\d)|[—–-]{2,}|…+|(?<=\D)[—–](?=\D)"
)
# A sentence that asks. Also without a question word: 奖励上限; 请列示.
# Where one clause ends and the next begins.
CLAUSE_END = re.compile(r"[，。？！；,?!;\n]+")
# A clause with the marks that end it, by which it may ask.
MARKED_CLAUSE = re.compile(r"[^，。？！；,?!;\n]+[，。？！；,?!;\n]*")
ASKS = re.compile(
    r"[？?]|多少|(?<![好没和这那十百千前后])几(?![年乎笔句天]|个月)|吗|什么|啥|怎么|咋|谁|哪|是否|是不是|能不能|可不可以|可否|能否|有没有|要不要"
    r"|行不行|对不对|给不给|算不算|多久|几何|上限|封顶|顶格|如何|请(?:列|计算|告|复|核|示|帮|问|说明|提供|分别|再?确认|写明|注明|指明)"
    r"|(?:奖励|补贴|补助|资助|贴息)的?(?:金额|标准|额度|数额)[。；;]?$"
    r"|想问|问(?:各|下|一下)|呢$|要[^，。]{0,8}(?:清单|明细)"
)
# What adds up, and a sum that is told so: 前后加起来大概一千万.
ADDING = re.compile(r"加起来|加上|加总|一共|合计|总共|总数|加一块|加一起|总和")
SUMMED = re.compile(
    rf"(?:{ADDING.pattern})(?:给了?(?:我们?|我司|咱们?|他们?|它)?|[拿融收到]了|才|刚好|正好|已经?|是|有|为|花|投|砸|放|搞|用|贷|签|达|到|进去|了|共|大概|差不多)*(?=[＃\d一二两三四五六七八九十百千]|几个数)"
)
# What asks of more than itself: of each of what was told, of all together, of one beside another.
REFERS = re.compile(
    r"各|分别|都|一共|合计|总共|加起来|这[些两几三]|那[些两几三]|两[个项样者种条]|三[个项样种件]|哪[个一种条项样](?!部门|单位|科|局|网|地方|窗口|人)|一起"
    r"|(?<![a-zA-Z])[A甲](?![a-zA-Z]).{0,16}[B乙](?![a-zA-Z])"
)
# What only announces: 背景：; 请列：; 写材料用：; 赶稿子要用，
ANNOUNCED = re.compile(
    r"(?!问[^：:—])[^，。？！；：\d—–]{1,8}(?:[：:]|[—–-]+)"
    r"|(?:我|我们|这边)?(?:写|做|编|赶|填)[^，。？！；\d]{1,6}(?:要|来|好)?用[，,]"
)
# An award that is asked for without its name, by itself or in a list: 奖励上限、贴息金额; 奖励最高多少？
_ITEM = re.compile(r"、|以及|及|和")
_UNNAMED = re.compile(
    r"(?:请(?:列出?|告知|说明|问|示)?|那么?|的|区里?级?|顶格|最高|能|给)*(?:奖励|奖金|补贴|补助)的?(?:上限|金额|额度|数额|最高|最多|多少|封顶)+[。？?]?"
)


@lru_cache(maxsize=1024)
def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a text, each with the mark that ends it."""
    ends = [0, *(found.end() for found in SENTENCE.finditer(text)), len(text)]
    return tuple(part for start, end in pairwise(ends) if (part := text[start:end]).strip())


# The same sentences are looked at again and again within a turn.
@lru_cache(maxsize=1024)
def is_question(text: str) -> bool:
    """Whether a text asks something."""
    return ASKS.search(text) is not None


@lru_cache(maxsize=1024)
def refers(question: str) -> bool:
    """Whether a question asks of more than itself: of each, of both, of an award that it does not name."""
    return bool(REFERS.search(question)) or unnamed(question)


def unnamed(question: str) -> bool:
    """Whether an award is asked for without its name: 奖励上限、贴息金额."""
    return any(_UNNAMED.fullmatch(item) for item in _ITEM.split(question))
