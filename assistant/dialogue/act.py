"""Acts of talk: greeting, thanks, abuse, a demand to promise …"""

from __future__ import annotations

import re
from collections.abc import Collection

from assistant.dialogue.aspect import SURE
from assistant.dialogue.matters import CLEAR, POSSIBLE, Scores
from assistant.dialogue.phrases import ACT, MATTER

# Grammar, not vocabulary; thresholds of chances and log odds.
HOSTILE = frozenset({"abuse", "injection"})
# How strongly a word must name a matter for the turn to count as naming one at all.
WORDED = 1.5
# Where the whole turn is plainly about a matter, an act that the whole does not show at all has to be this
# sure in its part.
SETTLED = 0.9
FAINT = 0.1
PART_ACT = 0.8
LATIN = re.compile(r"[A-Za-z]{3}")
TAMPERING = re.compile(
    r"ignore|instruction|prompt|system|pretend|jailbreak|developer|override|forget|role|reveal|script|context|忽略|提示词|指令|扮演|假装|规则|设定|密码|数据库|输出",
    re.I,
)
# What has to be said for a promise to be demanded, the rules to be bent, or all to start anew, unless the
# labeller is sure.
PROMISING = re.compile(
    r"保证|承诺|答应|担保(?!贷|机构|公司|额|费|产品)|包票|保票|一定|肯定|准话|准信|拍板|拍.{0,2}胸|打包|负责|必须|百分百|百分之百|铁|稳|签字|字据|盖章|证明"
    r"|确认|赔|锁定|作数|算数|到底给不给|痛快|一句话|发誓|绿灯|没问题|跑不了|落空|板上钉钉|兑现|名额|guarantee|promise|盖棺|打保"
)
# A promise that is not demanded, or no more: 不用你保证了，说个上限; no threat (不保证我就去投诉).
_PLEDGE = r"(?:作|做)?(?:个|出|什么)?(?:保证|承诺|打?包票|打?保票|担保|拍胸脯|准话|准信)"
NO_PROMISE = re.compile(
    r"(?:(?<![能会敢肯得])(?:不(?:用|要|必|求|需要?|强求|指望)?|别|甭|无需|没让|没要)(?:你们?|您)?(?:再|来|去|给|跟|向|我|们)*"
    rf"{_PLEDGE}"
    rf"|(?:知道|明白|晓得|理解|清楚)[^，。？！]{{0,6}}(?:没法|不能|无法|不可能|不好|没办法|不敢){_PLEDGE})"
    r"(?:了|什么|啥|也行|也罢|总行|就算了|的)*(?=[，。！；,;…\s]|$)"
    r"(?![，,\s]*(?:我们?|咱们?|那)?(?:就|就得|只好|要|会|得)?(?:去|要)?(?:投诉|举报|告|闹|曝光|找[^，。]{0,4}领导))"
)
BENDING = re.compile(
    r"通融|破例|破个例|分你|给你[^，。？！]{0,3}(?:提成|返点|好处)|少不了你|有你一份|后门|关系|招呼|好处|送礼|红包|意思意思|吃饭|回扣|插队|加塞|特事|特殊|照顾|网开|睁一只|高抬|灵活|擦边|空子|假|虚|瞒|(?<![顶最])多报(?!多少)|开高|高开|教教|注水|做大"
    r"|改日期|往前|倒签|补签|补开|补一张|凑|挂名|挂靠|借用|借资质|壳|套取|套点|套出|骗|拆|重复报|名目|规避|绕|查不|查得|发现|没人|悄悄|偷偷|私下|内部|渠道|黄牛"
    r"|加急|放宽|放水|降低|突破|提高|不管|别管|忽略|无视|改成|按我|算我们|算够|当作|就说|写成|写上|填成|合同做|名义|代替|冒|顶替|松|让一步|帮个忙|行个方便|方便|多给|多批"
)
RESTARTING = re.compile(
    r"重新|从头|重头|重来|清空|清零|清掉|重置|新建|新的|忘|作废|不要了|不算|都别|换[个一家成]|下一|另外?一(?:[家位]|个(?=公司|企业|客户|单子|问题|案子|项目|人))|另外的|归零|推倒|删|抹|从新|撤销|全错|从零|都别|别记|不谈|另起|结束|问完"
    r"|reset|restart|start over|anew",
    re.I,
)


def promises_nothing(text: str) -> bool:
    """Whether a turn says that no promise is demanded, and demands none beside it."""
    left = NO_PROMISE.sub("", text)
    return left != text and not PROMISING.search(left)


# Children and old people are looked after by no bent rule: 娃要上小学，区里能照顾一下不.
_LOOKED_AFTER = re.compile(
    r"(?:娃|孩子|小孩|子女|家属|老人|上学|读书|入学|就学|随迁)[^。？！]{0,14}照顾(?!一下?我们?(?:公司|企业|厂))"
)


def unsaid_acts(text: str) -> tuple[str, ...]:
    """The acts of which a turn says no word: nothing is lightly forgotten, nobody lightly refused."""
    text = _LOOKED_AFTER.sub("", text)
    words = {"promise_demand": PROMISING, "rule_bending_demand": BENDING, "restart": RESTARTING}
    return tuple(act for act, said in words.items() if not said.search(text))


def acts_of(
    scores: Scores, named: float, doubtful: bool, place: bool = False, unsaid: Collection[str] = ()
) -> tuple[str, ...]:
    """Acts of talk that are clearly there, in the whole or in a part, or nearer than anything else.

    `named`: how strongly a matter is named; who names one is not lightly taken to insult or to inject.
    `doubtful`: the text is partly foreign and says nothing of rules or prompts, so neither is meant; `place`:
    it asks where something is written (出处, 第几条); `unsaid`: acts of which no word is said, so that
    the labeller has to be sure (反正你给我个数 demands no promise).
    """
    found: dict[str, float] = {}
    settled = scores.best(MATTER)[1] >= SETTLED
    hostile_least = SURE if named >= WORDED or settled else CLEAR
    for chances in (scores.whole, *(part for _, part in scores.parts)):
        for label, chance in chances.items():
            if chance < CLEAR or not label.startswith(ACT):
                continue
            least = hostile_least if label.removeprefix(ACT) in HOSTILE else CLEAR
            if settled and scores.whole.get(label, 0.0) < FAINT:
                least = max(least, PART_ACT)
            if chance >= least:
                found[label] = max(chance, found.get(label, 0.0))
    nearest = max(scores.whole, key=lambda name: scores.whole[name])
    hostile = nearest.removeprefix(ACT) in HOSTILE and (named >= WORDED or scores.whole[nearest] < CLEAR)
    if nearest.startswith(ACT) and scores.whole[nearest] >= POSSIBLE and not hostile:
        found.setdefault(nearest, scores.whole[nearest])
    for act in unsaid:
        if found.get(ACT + act, 0.0) < SURE:
            found.pop(ACT + act, None)
    doubtful = doubtful or place
    kept = {label: chance for label, chance in found.items() if not (doubtful and label == ACT + "injection")}
    return tuple(label.removeprefix(ACT) for label in sorted(kept, key=lambda name: -kept[name]))
