"""What a model's own words may not do, and what plain prose may."""

from dataclasses import replace

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
        "您的企业是否符合条件，要看认定的结果；如果您满足这些要求，还要经过认定。",
        "同一项目按从高、从优、不重复的原则执行，不能同时享受，也不能重复申报。",
        "原文没有写计息按日还是按月，也没有写申报时间和需要提交的材料。",
        "专精特新企业可以获得一次性奖励，具体由牵头部门审核认定，不等于一定给这么多。",
        "您目前说到了其中一项条件，其余两项还请补充；是不是可以叠加，原文没有写。",
        "没有认定登记的合同，原文没有写能不能计入；不是所有企业都在对象之内。",
        "原文没有写是否要连续认定，也没有写外地企业能不能算；您还没有说到利率，请补充。",
        "您说的情况如果和原文一致，按上面的结论看；不同的部分请向牵头部门核实。",
        "这一条针对的是新认定的研发机构，您可以对照认定文件上的级别来看。",
        "两笔贷款分别计算，总的不超过原文写的额度。",
    ],
)
def test_plain_prose_may_stand(text):
    assert rules(text) == set()


@pytest.mark.parametrize(
    "text",
    ["500", "５００", "五百万", "伍佰", "百分之八十", "8成", "三年", "半年", "一半", "二（二）6", "第六条", "2024年", "五月",
     "明年", "去年", "年底前", "下个月", "每季度", "按月发放", "第七点", "前十名", "三家企业", "七位数", "八五折", "八号文件", "再加一倍", "加倍", "全额",
     "十来天", "廿万元", "三·百·万", "5O万", "五项", "上百万", "数千", "几亿", "双倍", "翻番", "①", "Ⅳ", "5\u20e3", "5\u200b0", "&#53;", "一千二", "廿万"],
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
        ("您稳拿这笔钱。", "promise"),
        ("您可以享受{figure:f1}。", "promise"),
        ("贵公司将获得{figure:f1}。", "promise"),
        ("放心，会给的。", "promise"),
        ("奖励会直接打到账户。", "promise"),
        ("您完全符合条件。", "verdict"),
        ("贵公司已经满足上述要求。", "verdict"),
        ("这一项无需审核。", "waiver"),
        ("免申即享。", "waiver"),
        ("所有企业都能享受。", "waiver"),
        ("两项可以同时享受。", "stacking"),
        ("可与其他政策叠加。", "stacking"),
        ("这份文件已经废止。", "validity"),
        ("额度已经用完。", "validity"),
        ("长期有效。", "validity"),
        ("这项支持即日起施行。", "validity"),
        ("这里不奖励。", "denial"),
        ("请拨打咨询电话。", "stranger"),
        ("请联系张主任。", "stranger"),
        ("请找人社部门。", "stranger"),
        ("请登录系统填报。", "stranger"),
        ("带上营业执照。", "stranger"),
        ("这项补贴不再发放。", "validity"),
        ("这里没有任何奖励。", "denial"),
        ("没有登记也不影响。", "added_rule"),
        ("登记不是必须的，照样可以。", "added_rule"),
        ("补助按合同金额计算，与登记无关。", "added_rule"),
        ("登记可以事后补办。", "added_rule"),
        ("您说的第二笔贷款不计入。", "added_rule"),
        ("两笔贷款要合并成一笔来算。", "added_rule"),
        ("商标质押不属于知识产权质押。", "added_rule"),
        ("需要连续在区内经营。", "added_rule"),
        ("外地迁入的企业也可以拿。", "added_rule"),
        ("贴息由银行直接扣减，先付后补。", "added_rule"),
        ("奖励要缴税。", "added_rule"),
        ("您已经做过登记，可以申请。", "told_for_the_user"),
        ("您的合同没有登记。", "told_for_the_user"),
        ("贵公司不属于这一档。", "told_for_the_user"),
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


def test_of_a_choice_that_the_user_did_not_make_nothing_is_said():
    told = replace(MANNERS, not_chosen=("省级", "市级"))
    [fault] = faults("按省级这一档看。", told)
    assert (fault.rule, fault.found) == ("not_chosen", "省级")
    assert faults("按国家级这一档看。", told) == ()


def test_what_the_user_says_makes_nothing_true():
    told = replace(MANNERS, said=("去年我们办过，是不是无需审核、可以同时享受？请找人社部门。",))

    def found(text):
        return {fault.rule for fault in faults(text, told)}

    assert found("您说去年办过，提到了人社部门。") == set()
    assert found("这一项无需审核。") == {"waiver"}
    assert found("两项可以同时享受。") == {"stacking"}


def test_a_fault_tells_what_to_do():
    [fault, *_] = faults("可以给到五百万元。", MANNERS)
    assert str(fault).startswith("不能自己写数字")
    assert "五百万元" in str(fault)
