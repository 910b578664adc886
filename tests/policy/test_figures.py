from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.policy.figures import printed_figures, read_amount


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("20万元", "money", 200_000), ("200000元", "money", 200_000), ("２０万元", "money", 200_000),
        ("二十万元", "money", 200_000), ("贰拾万元整", "money", 200_000), ("200,000元", "money", 200_000),
        ("1亿元", "money", 10**8), ("1亿2000万元", "money", 120_000_000), ("1.2亿元", "money", 120_000_000),
        ("一点二亿元", "money", 120_000_000), ("3千5百万元", "money", 35_000_000), ("叁佰万元", "money", 3_000_000),
        ("300 万元", "money", 3_000_000), ("两百万", "money", 2_000_000), ("8750.25元", "money", Fraction("8750.25")),
        ("0元", "money", 0), ("半万元", "money", 5000), ("一万五", "money", 15_000),
        ("30%", "percent", Fraction(3, 10)), ("３０％", "percent", Fraction(3, 10)), ("百分之三十", "percent", Fraction(3, 10)),
        ("百分之三十五", "percent", Fraction(7, 20)), ("三成", "percent", Fraction(3, 10)), ("三成半", "percent", Fraction(7, 20)),
        ("5‰", "percent", Fraction(1, 200)), ("三分之一", "percent", Fraction(1, 3)), ("4.35%", "percent", Fraction("0.0435")),
        ("4个百分点", "percent", Fraction(1, 25)), ("一半", "percent", Fraction(1, 2)),
        ("2023年5月12日", "date", 20230512), ("2023 年 5 月 12 日", "date", 20230512), ("二〇二三年五月十二日", "date", 20230512),
        ("2023-05-12", "date", 20230512), ("2025年", "date", 20250000), ("2023年5月", "date", 20230500), ("5月12日", "date", 512),
        ("三年", "duration", 3), ("半年", "duration", Fraction(1, 2)), ("18个月", "duration", Fraction(3, 2)),
        ("一年半", "duration", Fraction(3, 2)), ("30日", "duration", Fraction(30, 365)), ("10个工作日", "duration", Fraction(10, 365)),
        ("500家", "count", 500), ("1 名", "count", 1), ("1.5倍", "count", Fraction(3, 2)),
        ("5050", "number", 5050), ("2.0", "number", 2),
        ("区办〔2023〕9号", "document", 202300009), ("浙政办发[2022]19号", "document", 202200019),
        ("二（二）6", "clause", 6), ("三2", "clause", 2), ("第6条", "clause", 6), ("第二部分", "clause", 2),
    ],
)  # fmt: skip
def test_each_form(text, kind, value):
    found = printed_figures(f"按{text}，")
    assert [(figure.kind, figure.value) for figure in found] == [(kind, Fraction(value))]


@pytest.mark.parametrize(
    "text", ["千万不要", "万一", "统一", "十分重要", "一般", "百姓", "成立", "几点建议", "国家级"]
)
def test_words_that_only_look_like_figures(text):
    assert printed_figures(text) == ()


def test_amounts_without_a_mark_between_them_stay_apart():
    found = printed_figures("200万元、100万元、100万元20万元")
    assert [int(figure.value) for figure in found] == [2_000_000, 1_000_000, 1_000_000, 200_000]


@given(st.text(alphabet="0123456789.,%万亿千百十元年月日家一二三四五半点〔〕（）第条号 成折\n", max_size=60))
def test_any_text_gives_figures_in_order_that_stand_where_they_say(text):
    found = printed_figures(text)
    for figure in found:
        assert text[figure.start : figure.end] == figure.text
    assert all(before.end <= after.start for before, after in pairwise(found))


@given(st.text(max_size=80))
def test_arbitrary_text_never_fails(text):
    printed_figures(text)


@given(st.integers(min_value=1, max_value=10**10))
def test_arabic_numbers_are_read_exactly(number):
    assert read_amount(str(number)) == number
    assert read_amount(f"{number:,}") == number
    assert [figure.value for figure in printed_figures(f"{number}元")] == [number]
