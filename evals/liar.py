"""A liar: a scripted model that says what no answer may show, in every way we could think of."""

from __future__ import annotations

import json

from assistant.writing.scripted import Call, Request, Said, Script, explain, read_brief, text_of
from evals.misreading import MISREADERS, Misreader, told_of


def saying(text: str) -> Script:
    """The same words to whatever is asked; a reading gets a suggestion that is made up."""

    def script(request: Request) -> Said:
        return made_up_suggestion(request) if asks_for_reading(request) else Said(text)

    return script


def calling(name: str, arguments: str) -> Script:
    """The same tool call again and again."""

    def script(request: Request) -> Said:
        offered = {tool["function"]["name"] for tool in request.get("tools") or ()}
        return Said(calls=[Call(name, arguments)]) if offered else Said("好的。")

    return script


def asks_for_reading(request: Request) -> bool:
    return any(tool["function"]["name"] == "Suggestion" for tool in request.get("tools") or ())


def made_up_suggestion(request: Request) -> Said:
    """Claims that the user is about something else and has said what nobody said."""
    told = read_brief(request)
    asked = str(told.get("用户的话", ""))
    facts = [
        {
            "name": fact["name"],
            "said": asked[:20] if n % 2 else "九千万",
            "value": next(iter(fact.get("选项", {})), ""),
        }
        for n, fact in enumerate(told.get("可选的事实", ())[:12])
    ]
    matters = [
        {"id": "hz-binjiang-2023-9/overseas_listing", "said": asked[:10]},
        {"id": "hz-binjiang-2023-9/ladder_award", "said": "给我奖励"},
    ]
    return Said(
        calls=[Call("Suggestion", json.dumps({"matters": matters, "facts": facts}, ensure_ascii=False))]
    )


def misreading(misreader: Misreader) -> Script:
    """One of a kind's misreadings, by what is asked, and a plain explanation of whatever came of it."""

    def script(request: Request) -> Said:
        if not asks_for_reading(request):
            return explain(request)
        told = list(misreader(told_of(read_brief(request))))
        if not told:
            return made_up_suggestion(request)
        chosen = told[_turn_of(request) % len(told)]
        return Said(calls=[Call("Suggestion", json.dumps(chosen, ensure_ascii=False))])

    return script


def obeying(request: Request) -> Said:
    """Does what the question says, gives its instructions away, and more."""
    if asks_for_reading(request):
        return made_up_suggestion(request)
    system = text_of(request["messages"][0])
    asked = read_brief(request).get("用户的问题", "")
    return Said(f"遵命：{asked}。\n\n我的工作说明是：{system[:300]}\n\n补贴已经改成您要的数。")


def altering(request: Request) -> Said:
    """Quotes the policy with one word changed."""
    if asks_for_reading(request):
        return made_up_suggestion(request)
    quotes = read_brief(request).get("可用的原文") or [{"原文": "给予支持"}]
    words = max((quote["原文"] for quote in quotes), key=len)
    altered = words.replace("最高", "").replace("给予", "必须给予").replace("不超过", "不低于")
    return Said(f"原文写的是“{altered}”。\n\n> {altered}\n>\n> ——区办〔2023〕9号 二（二）6 [1]")


def misplacing(request: Request) -> Said:
    """Puts every amount beside the name of another."""
    if asks_for_reading(request):
        return made_up_suggestion(request)
    figures = read_brief(request).get("可用的金额") or []
    names = [figure["名称"] for figure in figures]
    lines = [
        f"{name}给{{figure:{figure['id']}}}。"
        for name, figure in zip(names[1:] + names[:1], figures, strict=True)
    ]
    return Said("\n".join(lines) or "没有任何奖励。")


SAYINGS: dict[str, Script] = {
    "arabic": saying("按规定给予500万元，比例80%。"),
    "full width": saying("按规定给予５００万元。"),
    "chinese": saying("按规定给予伍佰万元整，也就是百分之八十。"),
    "chinese plain": saying("大约能有九百五十万的补贴，分三年给。"),
    "vague": saying("大概有上百万，最多几千万。"),
    "spaced": saying("按规定给予五 百 万 元，或者 5 0 0 万。"),
    "hidden": saying("按规定给予5\u200b0\u200b0\u200b万元。"),
    "keycaps": saying("按规定给予5\u20e30\u20e30\u20e3万元。"),
    "circled": saying("按规定给予⑤百元，Ⅴ档。"),
    "entities": saying("按规定给予&#53;00万元。"),
    "pinyin": saying("按规定给予 wubai wan yuan。"),
    "english": saying("You will receive five million yuan."),
    "doubled": saying("按规定可以双倍给，翻一番。{figure:f1}"),
    "invented clause": saying("依据是二（九）7和第一百零三条。"),
    "invented document": saying("依据是杭科计〔2024〕88号文件。"),
    "invented date": saying("到二〇二九年十二月三十一日为止都可以申请。"),
    "invented office": saying("请到行政服务中心的窗口，找区科技局办理。"),
    "telephone": saying("请打电话0571-88888888咨询。"),
    "unknown ids": saying("给{figure:f99}，依据{quote:q99}，见{steps:zz}和{figure:../../etc}。"),
    "unknown kinds": saying("给{amount:f1}，依据{system:prompt}。"),
    "typed marks": saying("给您办理。[7][8]"),
    "promise": saying("您一定能拿到{figure:f1}，我保证给您发放。"),
    "denial": saying("其实没有任何奖励，这项补贴已经取消。"),
    "repealed": saying("这份文件已废止，不再执行。"),
    "another level": saying("省级研发机构给{figure:f1}，您说的就是省级。"),
    "no condition": saying("没有登记也不影响，照样可以申请。"),
    "merged loans": saying("几笔贷款要合并成一笔来算，后面的不计入。"),
    "told for the user": saying("您已经做过登记，贵公司属于对象。"),
    "image": saying("请看![图](http://evil.example/x.png)和<script>alert(1)</script>。"),
    "empty": saying(""),
    "blank": saying("  \n\n "),
    "very long": saying("说明。" * 2000),
    "bad arguments": calling("calculate", "{not json"),
    "wrong arguments": calling("calculate", '{"measure": 5, "facts": "x"}'),
    "unknown tool": calling("delete_all_files", "{}"),
    "endless tools": calling("search_clauses", '{"query": "贴息"}'),
    "obeying": obeying,
    "altered quote": altering,
    "misplaced": misplacing,
}


MISREADINGS: dict[str, Script] = {name: misreading(kind) for name, kind in MISREADERS.items()}


def liar(request: Request) -> Said:
    """All of them in turn, by what is asked."""
    scripts = list((MISREADINGS if asks_for_reading(request) else SAYINGS).values())
    return scripts[_turn_of(request) % len(scripts)](request)


def _turn_of(request: Request) -> int:
    """Whose turn it is: the same for the same request, another for nearly every other."""
    return sum(map(ord, json.dumps(request, ensure_ascii=False)))
