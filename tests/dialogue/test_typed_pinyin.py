"""Pinyin that was typed and not turned into characters."""

import pytest

from assistant.dialogue.edits import apply
from assistant.dialogue.normalising import normalise
from assistant.dialogue.typed_pinyin import by_sound, typed

TERMS = by_sound(["瞪羚企业", "瞪羚", "展位费", "专精特新", "创新券", "小巨人", "研发中心", "德国", "西安"])


def mended(text: str) -> str:
    read = normalise(text)
    return apply(read, sorted(typed(read.text, TERMS))).text


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("dengling企业奖多少", "瞪羚企业奖多少"),
        ("展wei费补多少", "展位费补多少"),
        ("德guo展会", "德国展会"),
        ("专精te新企业", "专精特新企业"),
        ("zhuanjingtexin", "专精特新"),
        ("chuangxinquan怎么补", "创新券怎么补"),
        ("小ju人", "小巨人"),
        ("省级研发zhongxin", "省级研发中心"),
        ("去xi安参展", "去西安参展"),
        # English words, names, letters that are no pinyin, and few letters by themselves stay.
        ("app开发补吗", "app开发补吗"),
        ("loan多少", "loan多少"),
        ("dengling2号x", "瞪羚2号x"),
        ("denglingx", "denglingx"),
        ("xian参展", "xian参展"),
    ],
)
def test_a_term_typed_in_letters_is_read(text, meant):
    assert mended(text) == meant


def test_a_turn_with_typed_pinyin_is_answered(assistant):
    assert [f.amount for f in assistant.answer("chuangxinquan合同40万，补多少").answer.figures] == [120_000]
