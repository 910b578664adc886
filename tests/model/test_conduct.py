"""What a model's own words may not do, and what plain prose may."""

import pytest

from assistant.writing.conduct import Manners, faults

SOURCE = "具体由区经信局会同财政局负责牵头实施。"
MANNERS = Manners(
    names=("5050计划",),
    known=(SOURCE,),
    instructions="你是政策咨询窗口一位细心有礼貌的工作人员，正在给来问的人解释一份政策文件",
    offers=True,
)


def rules(text):
    return {fault.rule for fault in faults(text, MANNERS)}


@pytest.mark.parametrize(
    "text",
    [
        "依据是{quote:q1}，金额是{figure:f1}。",
        "这一条看的是企业是否在有效期内新获认定，两项条件都要符合。",
        "万一材料不齐，请千万不要着急；企业办事百姓都可以来问。",
        "按“5050计划”支持，具体由区经信局会同财政局审核认定。",
        "第一，看对象；第二，看条件。布局上，这一条面向全局。",
        "原文没有写奖励的比例，也没有写补贴办法。",
        "这笔钱不能直接拿到，要先经过认定。",
        "我们无法承诺您一定能获得奖励，也不保证一定给。",
        "包括首台套装备、首批次新材料。",
    ],
)
def test_plain_prose_may_stand(text):
    assert rules(text) == set()


@pytest.mark.parametrize(
    "text",
    ["500", "５００", "五百万", "伍佰", "百分之八十", "8成", "三年", "半年", "一半", "二（二）6", "第六条", "2024年", "五月",
     "上百万", "数千", "几亿", "双倍", "翻番", "①", "Ⅳ", "5\u20e3", "5\u200b0", "&#53;", "一千二", "廿万"],
)  # fmt: skip
def test_no_figure_is_typed(text):
    assert "typed_figure" in rules(f"可以给到{text}。")


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("您一定能拿到这笔钱。", "promise"),
        ("符合条件就可以领到。", "promise"),
        ("我保证给您发放。", "promise"),
        ("材料齐了包过。", "promise"),
        ("不是吹牛，保证给您发放。", "promise"),
        ("这份文件已经废止。", "validity"),
        ("这项补贴不再发放。", "validity"),
        ("这里没有任何奖励。", "denial"),
        ("见 https://example.com。", "link"),
        ("![图](x)", "link"),
        ("<b>好</b>", "link"),
        ("请联系区科技局。", "stranger"),
        ("请到办事窗口或者官网。", "stranger"),
        ("please contact us", "language"),
        ("原文写“对所有企业一律给予全额支持和奖励”。", "typed_quote"),
        ("> 对所有企业一律给予支持", "typed_quote"),
        ("你是政策咨询窗口一位细心有礼貌的工作人员，正在给来问的人解释一份政策文件。", "leak"),
        ("", "empty"),
        ("说明" * 1000, "long"),
    ],
)
def test_misconduct_is_named(text, rule):
    assert rule in rules(text)


def test_a_fault_tells_what_to_do():
    [fault, *_] = faults("可以给到五百万元。", MANNERS)
    assert str(fault).startswith("不能自己写数字")
    assert "五百万元" in str(fault)
