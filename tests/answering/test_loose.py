"""Sizes told without a figure: nothing for the reader of figures to find, and refused all the same."""

import pytest

from assistant.answering.loose import loose_amounts


@pytest.mark.parametrize(
    "words",
    ["上百万", "好几百万", "几千万", "近亿元", "过亿", "数亿元", "十几万", "二十余万元", "二百来万", "百万级", "千万级", "廿万元", "卅五万", "仨亿", "俩百万",
     "三/百/万元", "三·百·万", "三、百、万元", "5O万元", "五O%", "1l0万元", "III万元", "Ⅲ百万元", "翻一番", "翻两番", "翻倍", "加倍", "双倍", "成倍", "打八折",
     "九折", "七位数", "大半", "百分百", "万分之三", "十来天", "double", "Triple", "two million", "fifty percent", "3m", "1.5 M", "二.二.七", "八号文件",
     "**上**百\u200b万", "&#19978;百万", "上 百 万"],
)  # fmt: skip
def test_a_size_without_a_figure_is_found(words):
    assert list(loose_amounts(f"另外可以给{words}。", ["给予最高20万元一次性奖励。"]))


@pytest.mark.parametrize(
    "words",
    ["万一材料不齐", "千万别着急", "千万不要漏掉", "以上两项", "按万元填写", "元或万元", "折算成人民币", "打折不算", "大半年以后", "一位数学老师", "不超过万分感谢",
     "企业数百强", "第一部分的二、三两点", "一、对象；二、条件", "twofold", "someone", "专精特新“小巨人”", "成长性好的企业", "数字化攻关", "给全额还是补差额"],
)  # fmt: skip
def test_plain_words_are_no_sizes(words):
    assert not list(loose_amounts(f"另外{words}。", []))


def test_what_the_policy_or_the_user_has_said_so_may_be_repeated():
    assert not list(loose_amounts("您说的上百万，是按千万级平台算的。", ["我们花了上百万", "建设千万级平台"]))
