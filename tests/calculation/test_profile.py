"""Profiles: what can be written, and what is said about what cannot."""

import json
from datetime import date
from fractions import Fraction
from pathlib import Path

import jsonschema
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from assistant.calculation.profile import (
    facts_of,
    notes_on,
    profile_from_data,
    profile_from_text,
    profile_schema,
    read_profile,
)
from assistant.calculation.quantity import NOT_APPLICABLE, Range
from assistant.errors import UserError
from assistant.policy.library import read_library

ROOT = Path(__file__).parents[2]

INPUTS = read_library(ROOT / "corpus").inputs
EXAMPLE = ROOT / "docs" / "examples" / "企业情况.yaml"


def facts(text):
    return facts_of(profile_from_text(text), INPUTS)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("平台项目投入: 30000000", Fraction(30_000_000)),
        ("平台项目投入: 3000万元", Fraction(30_000_000)),
        ("platform.investment: 0.3亿元", Fraction(30_000_000)),
        ("平台项目投入: 1234.56", Fraction("1234.56")),
        ("平台项目投入: 2000万元到3000万元", Range(Fraction(20_000_000), Fraction(30_000_000))),
        ("平台项目投入: {最低: 2000万元}", Range(Fraction(20_000_000), None)),
        ("平台项目投入: {low: 1, high: 2}", Range(Fraction(1), Fraction(2))),
        ("平台项目投入: 不适用", NOT_APPLICABLE),
        ("平台项目投入: 0", Fraction(0)),
        ("自建平台: 是", True),
        ("自建平台: false", False),
        ("上市地: 港股", "overseas"),
        ("上市地: domestic", "domestic"),
        ("上市地: 新三板挂牌", "新三板挂牌"),
    ],
)
def test_a_single_fact(written, value):
    assert list(facts(written).values()) == [value]


@pytest.mark.parametrize(
    "written", ["平台项目投入:", "平台项目投入: 不知道", "称号: 不清楚", "企业名称: 甲公司", "{}"]
)
def test_unknown_is_absent(written):
    assert facts(written) == {}


def test_lists_hold_items_by_label_key_or_alone():
    found = facts(
        "称号: [专精特新“小巨人”, {称号: 隐形冠军, 称号认定日期: 2023年7月14日}]\n"
        "loans: [{principal: 1000万元, 银行基准利率: 4.35%, loan.years: 9个月}]\n"
        "技术服务合同: 80万元\n研发机构: 没有\n"
    )
    assert found["titles"] == (
        {"title": "little_giant"},
        {"title": "hidden_champion", "recognised_on": date(2023, 7, 14)},
    )
    loan = {"principal": Fraction(10_000_000), "benchmark_rate": Fraction("0.0435"), "years": Fraction(3, 4)}
    assert found["loans"] == (loan,)
    assert found["contracts"] == ({"amount": Fraction(800_000)},)
    assert found["rd_bodies"] is NOT_APPLICABLE


@pytest.mark.parametrize(
    ("written", "line", "place", "expected"),
    [
        ("企业名称: 甲\n平台项目投人: 1", 2, "平台项目投人", "您可能想写“平台项目投入”"),
        ("什么: 1", 1, "什么", "可写的名称"),
        (
            "实际贷款额: 100万元",
            1,
            "实际贷款额",
            "写在“知识产权质押贷款”下面：知识产权质押贷款: [{实际贷款额: 1000万元}]",
        ),
        ("实际贷款: 100万元", 1, "实际贷款", "写在“知识产权质押贷款”下面"),
        ("loan.principal: 5", 1, "loan.principal", "写在“知识产权质押贷款”下面"),
        ("title: champion", 1, "title", "写在“称号”下面"),
        (
            "平台项目投入: {最低: 300万元, 最高: 100万元}",
            1,
            "平台项目投入",
            "现为：最低 300万元、最高 100万元",
        ),
        ("平台项目投入: 1\nplatform.investment: 2", 2, "platform.investment", "只写一次"),
        ("平台项目投入: 很多", 1, "平台项目投入", "例如：3000万元"),
        ("平台项目投入: -5", 1, "平台项目投入", "不小于零"),
        ("平台项目投入: true", 1, "平台项目投入", "例如：3000万元"),
        ("平台项目投入: [1, 2]", 1, "平台项目投入", "例如：3000万元"),
        ("平台项目投入: {最低: 3, 最高: 2}", 1, "平台项目投入", "最低不大于最高"),
        ("平台项目投入: {最少: 3}", 1, "平台项目投入", "最低"),
        ("平台项目投入: 30%", 1, "平台项目投入", "例如：3000万元"),
        ("自建平台: 也许", 1, "自建平台", "例如："),
        ("贷款:\n- 1\n", 1, "贷款", "您可能想写“知识产权质押贷款”"),
        ("loans:\n- {principal: 1, 银行基准利率: 4.35}", 2, "loans.第1项.银行基准利率", "4.35%"),
        ("loans:\n- {principal: 1}\n- {principle: 1}", 3, "loans.第2项.principle", "principal"),
        (
            "称号: [{称号: 隐形冠军, 称号认定日期: 2023-02-30}]",
            1,
            "称号.第1项.称号认定日期",
            "例如：2023年7月14日",
        ),
    ],
)
def test_what_cannot_be_read_is_named_with_line_and_place(written, line, place, expected):
    with pytest.raises(UserError) as caught:
        facts(written)
    message = caught.value.message
    assert f":{line}：{place}" in message
    assert expected in message


def test_every_mistake_is_named_at_once():
    with pytest.raises(UserError, match="有 2 处"):
        facts("平台项目投入: 很多\n自建平台: 也许")


@pytest.mark.parametrize("text", ["", "- a", "a: [", "a: 1\na: 2", "只是一句话", "\x00"])
def test_what_is_no_profile_is_refused(text):
    with pytest.raises(UserError, match="企业情况"):
        facts(text)


@given(
    st.text(max_size=80)
    | st.builds(
        lambda key, value: f"{key}: {value}",
        st.sampled_from([item.label for item in INPUTS]),
        st.text(max_size=30),
    )
)
def test_any_text_is_facts_or_a_clear_refusal(text):
    try:
        assert isinstance(facts(text), dict)
    except UserError as error:
        assert "企业情况" in error.message


def test_files_that_cannot_be_read(tmp_path):
    for name, data in [("binary", b"\xff\xfe\x00"), ("large", b"a" * 1_000_001)]:
        (tmp_path / name).write_bytes(data)
    for path in (tmp_path / "missing", tmp_path, tmp_path / "binary", tmp_path / "large"):
        with pytest.raises(UserError):
            read_profile(path)


def test_a_profile_may_be_json_and_may_begin_with_a_mark(tmp_path):
    path = tmp_path / "profile.json"
    path.write_text(
        "\ufeff" + json.dumps({"企业名称": "甲", "平台项目投入": 5}, ensure_ascii=False), encoding="utf-8"
    )
    profile = read_profile(path)
    assert profile.enterprise == "甲"
    assert facts_of(profile, INPUTS) == {"platform.investment": Fraction(5)}
    assert facts_of(profile_from_data({"平台项目投入": 5}), INPUTS) == {"platform.investment": Fraction(5)}


def test_a_choice_that_is_no_option_is_pointed_out():
    assert "新三板挂牌" in notes_on(facts("上市地: 新三板挂牌"), INPUTS)[0]
    assert notes_on(facts("上市地: 境内上市"), INPUTS) == ()


def test_the_published_schema_is_the_current_one_and_the_example_obeys_it():
    published = json.loads((ROOT / "corpus" / "schema" / "profile.schema.json").read_text(encoding="utf-8"))
    assert published == profile_schema(INPUTS), (
        "the inputs changed: publish the schema again (docs/adding-a-measure.md)"
    )
    data = yaml.load(EXAMPLE.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    data |= {key: True for key, value in data.items() if value == "true"}
    jsonschema.Draft202012Validator(published).validate(data)
    assert facts_of(read_profile(EXAMPLE), INPUTS)
