"""Questions put backwards: how much it takes to reach the most, and how much is missing to a line."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from assistant.dialogue.sentence import ASKS

Backwards = Literal["", "reach", "shortfall"]

# Grammar, not vocabulary: how much is to be borrowed, signed or invested until the most is given.
_TOP = (
    r"(?:顶到|拿满|用足|顶满|拉满|吃足|天花板|够到|够着|够得着|够上|[到触见碰]顶|顶到头|封顶|上限|顶格|补满|贴满|满额|用满|用完|用光|吃满|拿足|限额"
    r"|[摸碰够达撞]得?[到着]?(?:这个|那个)?(?:年度|每年|全年|一年|政策|最高|上限|封顶)?的?(?:[那这]?一?[条道根])?[顶线](?!级|尖|上|下)"
    r"|[摸碰够达]得?[到着](?:这个|那个)?数|(?:这|那)个?顶(?!级|尖|多)|[领补贴]足"
    r"|[贴补]不动|不再[涨多加]|白[投贷签])"
)
TO_THE_TOP = re.compile(_TOP)
_PUT_IN = r"(?:追加|加到|贷|签|投|买|砸|登记|合同|投入|花|借|本金|预算|盘子|建设规模|项目规模)"
_MUCH = r"(?:多少|多大|几多|几(?!笔|份|次|期|年|个月))"
# The sum that somebody wants to get: 想拿到50万.
_WANTED = (
    r"(?:想要|想拿|要拿|想贴|想补|想领|拿到|领到|补到|贴到|[想要](?:让|使|把)|希望|争取|凑[到出够]"
    r"|[拿领补贴][够足满])"
)
WANTED = re.compile(
    rf"{_WANTED}(到|满|够|个|补贴|贴息|补助)*$|[想要]让[^，。？！]{{1,14}}(到|有|够|满|拿|达)+$"
)
# 要借多少好拿足两百万, 贷多少才有50万: what is named behind how much it takes is wanted.
_THEN_GOT = (
    r"(?:才|就|好|便|能|可以|可|刚好|正好)+(?:能|可以|够|刚好|正好)*(?:拿|领|补|贴|得|有|到|够|凑)"
    r"[到得足满够上]*(?:个|补贴|补助|贴息)?"
)
WANTED_BEHIND = re.compile(rf"{_MUCH}[^，。？！；\d]{{0,4}}{_THEN_GOT}$")
# How much more than what is there: 还要再投多少.
MORE = re.compile(r"再|还要|还得|还需|还差|还能|还可|追加|[二三]期[^，。？！\d]{0,4}(?:投|花|要|得|需)")
_REACH = re.compile(
    rf"{_PUT_IN}[^，。？]{{0,8}}{_MUCH}[^。？]{{0,12}}{_TOP}|{_TOP}[^？]{{0,30}}{_PUT_IN}[^，。？]{{0,6}}{_MUCH}"
    rf"|{_WANTED}[^？]{{0,34}}(?:得|要|需要?|该|须)[^，。？]{{0,4}}{_PUT_IN}[^，。？]{{0,6}}{_MUCH}"
    rf"|{_WANTED}[^？]{{0,34}}{_PUT_IN}[^，。？]{{0,4}}(?:得|要|需要?|该|须|至少|起码|最少|最低)[^，。？]{{0,3}}{_MUCH}"
    rf"|{_PUT_IN}[^，。？]{{0,8}}{_MUCH}[^，。？！；\d]{{0,4}}{_THEN_GOT}"
    r"(?=[\d一二两三四五六七八九十半][\d,.零一二三四五六七八九十百千]*[万亿])"
    rf"|(?:还|只|就)(?:差|缺|欠|少)(?:了|着)?{_MUCH}(?:万|元|钱)?的?(?:贷款|借款|本金|合同|登记|投入|投资)"
    rf"|{_TOP}[^？]{{0,30}}(?:对应|需要?|要|得|反推|倒推|倒算)[^，。？]{{0,8}}{_PUT_IN}[^，。？]{{0,6}}{_MUCH}"
)
_SHORTFALL = re.compile(
    r"(?:还|只|就|到底|大概)?(?:差|缺|欠|短)(?:了|着)?(?:多少|几多|几[万百千个]|一?多|不少)"
    r"|(?:再|还要?|还得|还需要?)[^，。？]{0,4}(?:凑|补|加|拿|投|融|搞|弄|来|进)[^，。？]{0,3}(?:多少|几多|几[百千万个])[^。？]{0,4}(?:才|就|能|可以)?(?:够|达|到|过)"
    r"|[离距][^，。？]{1,12}(?:还|尚)?[有余剩差][^，。？]{0,3}(?:多少|几多|多远|若干)"
    r"|离[^，。？]{1,12}(?:还有?|差)[^，。？]{0,3}(?:多少|几多|多远)|(?:剩|还有)[^，。？]{0,4}(?:多少|几多|几万)(?:额度|空间|没[用给发拿领]|可以?[补用拿领])"
    r"|(?:额度|限额|指标|上限|盘子)[^，。？！\d]{0,5}(?:剩|余|还有|空出|空着|空余|空)下?来?[^，。？！\d]{0,3}(?:多少|几多|几[百千万个]|若干)"
)
# A short question that varies the one before: 基准换成5%呢; 只贷半年呢？还想要一百万.
_VARIED = re.compile(r"换成|改成|如果|要是|呢(?:[？?，,。！]|$)|那.{1,14}$")
_LONGEST_VARIATION = 20
# A correction that asks nothing itself is asked the same as before: 翻了下账，那笔是去年的，今年其实到手9万.
_CORRECTED = re.compile(r"其实|实际|不对|更正|[说记看打写报听]错|弄错|搞错|应该是|(?:去|前)年的")
_LONGEST_CORRECTION = 40


# Of the same turn it is asked for each sum and each matter.
@lru_cache(maxsize=64)
def backwards_of(text: str, before: Backwards = "") -> Backwards:
    """How a question is put backwards, "" where it is not. `before`: how the one before it was."""
    if _REACH.search(text):
        return "reach"
    if _SHORTFALL.search(text):
        return "shortfall"
    varied = len(text) <= _LONGEST_VARIATION and _VARIED.search(text)
    corrected = len(text) <= _LONGEST_CORRECTION and _CORRECTED.search(text) and not ASKS.search(text)
    return before if before and (varied or corrected) else ""
