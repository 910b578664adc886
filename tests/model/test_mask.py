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
        ("91350100m000100y43", "信用代码"),
        ("９１３５０１００Ｍ０００１００Ｙ４３", "信用代码"),
        ("9135 0100 M000 100Y 43", "信用代码"),
        ("913501-00M00010-0Y43", "信用代码"),
        ("11010519491231002X", "证件号"),
        ("11010519491231002x", "证件号"),
        ("１１０１０５１９４９１２３１００２Ｘ", "证件号"),
        ("110105-19491231-002X", "证件号"),
        ("1101 0519 4912 3100 2X", "证件号"),
        ("1\u200b10105\u200b19491231002X", "证件号"),
        ("6222021234567890128", "银行卡"),
        ("6222-0212-3456-7890-128", "银行卡"),
        ("６２２２　０２１２３４５６７８９０１２８", "银行卡"),
        ("4111 1111 1111 1111", "银行卡"),
        ("138--1234--5678", "手机号"),
        ("1 3 8 1 2 3 4 5 6 7 8", "手机号"),
        ("138.1234.5678", "手机号"),
        ("(0571)87702288", "电话"),
        ("0571－87702288", "电话"),
        ("零五七一八七七零二二八八", "号码"),
        ("三三零一零八一九九零零一零一一二三四", "号码"),
        ("ｚｈａｎｇ＠example．com", "邮箱"),
        ("zhang[at]example.com.cn", "邮箱"),
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
     "区办〔2023〕9号", "2023年5月12日到2026年5月11日", "一千二百三十四万五千六百七十八元", "5050计划", "二（二）6", "三笔5000000 3000000 2000000", "合同金额1234567890123.50元",
     "一二三四五六七八九", "从2023-05-12起", "2023.5.12至2026.5.11"],
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
