"""Identifiers stay on the machine; amounts do not look like them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.writing.mask import MARK, Mask


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("13812345678", "手机号"),
        ("138 1234 5678", "手机号"),
        ("138-1234-5678", "手机号"),
        ("+86 13812345678", "手机号"),
        ("１３８１２３４５６７８", "手机号"),
        ("幺三八幺二三四五六七八", "手机号"),
        ("0571-87702288", "电话"),
        ("33010819900101123X", "证件号"),
        ("330108 19900101 1234", "证件号"),
        ("6222021234567890123", "账号"),
        ("6222 0212 3456 7890 123", "账号"),
        ("zhang.san@example.com", "邮箱"),
        ("91330108MA27XK3H5Q", "信用代码"),
    ],
)
def test_identifiers_are_hidden_and_put_back(said, kind):
    mask = Mask()
    text = f"我是张三，联系方式{said}，想问贴息"
    hidden = mask.hide(text)
    assert hidden == f"我是张三，联系方式〔{kind}1〕，想问贴息"
    assert mask.show(f"您留的{hidden}") == f"您留的{text}"


@pytest.mark.parametrize(
    "text",
    ["贷款1000万元，利率4.35%", "一共12,000,000元", "12345678901元", "投资13800000000元", "合同3200000.50元",
     "区办〔2023〕9号", "2023年5月12日到2026年5月11日", "一千二百三十四万五千六百七十八元", "5050计划", "二（二）6"],
)  # fmt: skip
def test_amounts_and_names_of_the_policy_stay(text):
    assert Mask().hide(text) == text


def test_the_same_identifier_has_the_same_stand_in():
    mask = Mask()
    assert mask.hide("13812345678") == mask.hide("电话13812345678")[2:] == "〔手机号1〕"
    assert mask.hide("13912345678") == "〔手机号2〕"


@given(st.text(max_size=60))
def test_nothing_is_lost(text):
    mask = Mask()
    hidden = mask.hide(text)
    if not MARK.search(text):
        assert mask.show(hidden) == text
