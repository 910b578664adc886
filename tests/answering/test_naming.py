"""Amounts beside the names of their own figures and of others."""

from decimal import Decimal

import pytest

from assistant.answering.answer import Figure
from assistant.answering.naming import misnamed


def figures(*named):
    return [
        Figure(measure, label, Decimal(amount), "at_most", "once", (), (1,))
        for measure, label, amount in named
    ]


BODIES = figures(
    ("rd", "研发机构新认定奖励（国家级）", 1_000_000),
    ("rd", "研发机构新认定奖励（省级）", 500_000),
    ("rd", "研发机构新认定奖励（市级）", 200_000),
)
LADDER = figures(
    ("ladder", "企业梯次培育奖励（单项冠军）", 2_000_000),
    ("ladder", "企业梯次培育奖励（专精特新“小巨人”）", 1_000_000),
    ("ladder", "企业梯次培育奖励（省级“专精特新”中小企业）", 200_000),
)
LISTING = figures(("in", "境内上市奖励", 4_000_000), ("out", "境外上市奖励", 3_000_000))


def found(text, held):
    return [claim.text for claim, _ in misnamed(text, held)]


@pytest.mark.parametrize(
    ("text", "held", "wrong"),
    [
        ("省级的给100万元。", BODIES, ["100万元"]),
        ("国家级100万元、省级20万元、市级20万元。", BODIES, ["20万元"]),
        ("国家级、省级、市级分别为100万元、20万元、50万元。", BODIES, ["20万元", "50万元"]),
        ("**省** 级研发机构给壹佰万元", BODIES, ["壹佰万元"]),
        ("专精特新小巨人企业最高200万元", LADDER, ["200万元"]),
        ("“单项冠军”依次到省级“专精特新”中小企业给20万元、200万元", LADDER, ["20万元", "200万元"]),
        ("境外上市最高400万元", LISTING, ["400万元"]),
        ("境内上市的奖励是３００万元", LISTING, ["300万元"]),
        ("企业梯次培育奖励（单项冠军）最高100万元", LADDER, ["100万元"]),
    ],
)
def test_an_amount_beside_the_name_of_another_is_found(text, held, wrong):
    assert found(text, held) == wrong


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("国家级100万元、省级50万元、市级20万元。", BODIES),
        ("国家级、省级、市级分别为100万元、50万元、20万元。", BODIES),
        ("三个级别共有100万元、50万元、20万元几档。", BODIES),
        ("国家级和省级相差很多，是100万元", BODIES),
        ("省级“专精特新”中小企业最高20万元", LADDER),
        # 省级 alone is said of more than one measure.
        ("省级专精特新企业最高20万元", [*BODIES, *LADDER]),
        ("境内上市400万元，境外上市300万元", LISTING),
        ("境外上市300万元", LISTING[1:]),
        ("", BODIES),
        ("省级的给100万元", []),
    ],
)
def test_an_amount_beside_its_own_name_is_not(text, held):
    assert found(text, held) == []
