"""What a turn tells of others beside the own case: 表哥公司在余杭，奖了80万。我们新认定的是市级的，给多少."""

from __future__ import annotations

import re

from assistant.dialogue.sentence import MARKED_CLAUSE, is_question, refers

# Grammar, not vocabulary. What opens what is told of another, and of the own case again.
_KIN = r"(?:[堂表]?[哥弟姐妹]夫?|亲戚|同学|朋友|老乡|舅舅|姑父|叔叔|邻居|老同事|前同事|战友)"
_OTHERS = re.compile(
    rf"(?:我们?|咱们?|我家)?(?:有个|有家|那个|一个)?的?(?:{_KIN}(?:家|的|那边|开)*的?(?:公司|厂子?|企业|单位)"
    r"|(?:(?:我们?|咱们?)的?|最大的?|几个|有个|主要|下游|上游)+客户|供应商|经销商|合作方|合作伙伴|竞争对手|友商"
    r"|隔壁|对门|同园区|楼[上下]|同行|人家|别家|母公司|集团公司?|总公司|兄弟公司|控股股东|大股东)(?!的?(?:技术|平台|展|设备))"
)
# 同行讲, 人家不敢 tells nothing of what they are or got.
_HEARSAY = re.compile(r"讲|说|听|告诉|不敢|做不|想|要|让|叫")
_OWN = re.compile(
    r"(?:那|但|可|而|不过|只是|现在|如今|这[回次]|今年|是)*(?:我们?|咱们?|我司|本公司|自己|自家)(?!的?最大|的?客户|的?供应商|朋友|同学|亲戚)"
)


def without_others_told(text: str) -> str:
    """The text without the clauses told of others, from where these open to where the own case does.

    The whole text where the question asks of them, or where nothing of the own case is told behind them.
    """
    clauses = MARKED_CLAUSE.findall(text)
    kept: list[str] = []
    theirs = dropped = back = False
    for clause in clauses:
        if is_question(clause):
            back, theirs = back or (theirs and _OWN.match(clause) is not None), False
        elif _OTHERS.match(clause):
            theirs = not _HEARSAY.search(clause)
        elif _OWN.match(clause):
            back, theirs = back or theirs, False
        dropped |= theirs
        kept += [] if theirs else [clause]
    asking = "".join(c for c in clauses if is_question(c))
    if not (dropped and back) or refers(asking) or _OTHERS.search(asking):
        return text
    return "".join(kept)
