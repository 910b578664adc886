import random
import re
import time
from datetime import date
from fractions import Fraction

import pytest
import spoken_forms as spoken
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.dialogue.quantities import Quantity, read_quantities

TODAY = date(2024, 6, 1)


def read(text: str) -> list[Quantity]:
    return list(read_quantities(text, as_of=TODAY))


def one(text: str) -> Quantity:
    found = read(text)
    assert len(found) == 1, (text, found)
    return found[0]


def amounts() -> list[int]:
    """Round amounts as people have them, amounts with inner zeros, and any amount."""
    chance = random.Random(9)
    found = {lead * 10**power for lead in range(1, 100) for power in range(2, 10)}
    found |= {
        lead * 10**power
        for lead in (*range(101, 1000, 7), 8888, 2050, 1005, 9005, 3020)
        for power in range(1, 7)
    }
    found |= {chance.randrange(100, 10**digits) for digits in range(3, 12) for _ in range(120)}
    found |= {50_000_000, 88_880_000, 88_888_000, 20_500_000, 120_000_000, 500_000}
    return sorted(n for n in found if 100 <= n < 10**11)


@pytest.mark.parametrize("shard", [0, *(pytest.param(n, marks=pytest.mark.slow) for n in range(1, 6))])
def test_every_spoken_form_of_an_amount_is_read_back(shard: int) -> None:
    failures = []
    for yuan in amounts()[shard::6]:
        for form in spoken.money(yuan):
            found = read_quantities(form)
            if [(q.said, q.kind, q.low, q.high, q.nature) for q in found] != [
                (form, "money", yuan, yuan, "exact")
            ]:
                failures.append((form, yuan, found))
    assert failures == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("贷了", "，一年期"),
        ("我们投入", "能补多少"),
        ("，", "。"),
        ("贷款金额：", "；"),
        ("合同额是", "的30%"),
        ("", "，三年期"),
        ("是", "吗？"),
        ("", "能申请吗"),
        ("我公司有", "的研发投入"),
    ],
)
def test_amounts_keep_their_span_inside_a_sentence(before: str, after: str) -> None:
    chance = random.Random(4)
    failures = []
    for yuan in chance.sample(amounts(), 40):
        for form in spoken.money(yuan):
            text = before + form + after
            first = read_quantities(text)[0]
            if (first.said, first.start, first.low) != (form, len(before), yuan):
                failures.append((text, yuan, first))
    assert failures == []


@pytest.mark.parametrize(
    ("text", "low", "high", "nature"),
    [
        ("1.2个亿", 120_000_000, 120_000_000, "exact"),
        ("半个亿", 50_000_000, 50_000_000, "exact"),
        ("五十w", 500_000, 500_000, "exact"),
        ("3kw", 30_000_000, 30_000_000, "exact"),
        ("两千零五十万", 20_500_000, 20_500_000, "exact"),
        ("八千八百八十八万八", 88_888_000, 88_888_000, "exact"),
        ("贰佰万圆整", 2_000_000, 2_000_000, "exact"),
        ("叁佰万元", 3_000_000, 3_000_000, "exact"),
        ("3,200万元", 32_000_000, 32_000_000, "exact"),
        ("０．５亿", 50_000_000, 50_000_000, "exact"),
        ("九百九十五万", 9_950_000, 9_950_000, "exact"),
        ("五毛", Fraction(1, 2), Fraction(1, 2), "exact"),
        ("三块五", Fraction(7, 2), Fraction(7, 2), "exact"),
        ("12元5角3分", Fraction(1253, 100), Fraction(1253, 100), "exact"),
        ("一亿二千万", 120_000_000, 120_000_000, "exact"),
        ("1亿5千万", 150_000_000, 150_000_000, "exact"),
        ("一亿零五百万", 105_000_000, 105_000_000, "exact"),
        ("1点2个亿", 120_000_000, 120_000_000, "exact"),
        ("三 百 万", 3_000_000, 3_000_000, "exact"),
        ("两百万整", 2_000_000, 2_000_000, "exact"),
        ("三百来万", 3_000_000, 3_000_000, "approximate"),
        ("小一千万", 10_000_000, 10_000_000, "approximate"),
        ("2000多万", 20_000_000, 30_000_000, "approximate"),
        ("1200多万", 12_000_000, 13_000_000, "approximate"),
        ("三百多万", 3_000_000, 4_000_000, "approximate"),
        ("十几万", 110_000, 190_000, "approximate"),
        ("几百万", 2_000_000, 9_000_000, "approximate"),
        ("千把万", 10_000_000, 10_000_000, "approximate"),
        ("一百万出头", 1_000_000, 1_000_000, "approximate"),
        ("将近一千万", 10_000_000, 10_000_000, "approximate"),
        ("差不多500万", 5_000_000, 5_000_000, "approximate"),
        ("大概是三百万", 3_000_000, 3_000_000, "approximate"),
        ("1000万左右", 10_000_000, 10_000_000, "approximate"),
        ("约500万上下", 5_000_000, 5_000_000, "approximate"),
        ("三五百万", 3_000_000, 5_000_000, "range"),
        ("七八十万", 700_000, 800_000, "range"),
        ("两三千万", 20_000_000, 30_000_000, "range"),
        ("一千二三百万", 12_000_000, 13_000_000, "range"),
        ("500-800万", 5_000_000, 8_000_000, "range"),
        ("五百到八百万", 5_000_000, 8_000_000, "range"),
        ("三到五百万", 3_000_000, 5_000_000, "range"),
        ("三百五到四百万", 3_500_000, 4_000_000, "range"),
        ("1到1.2亿", 100_000_000, 120_000_000, "range"),
        ("5000到1亿", 50_000_000, 100_000_000, "range"),
        ("5000万至1亿元之间", 50_000_000, 100_000_000, "range"),
        ("500万到800万", 5_000_000, 8_000_000, "range"),
        ("不到200万", None, 2_000_000, "at_most"),
        ("3kw以内", None, 30_000_000, "at_most"),
        ("500万元以下", None, 5_000_000, "at_most"),
        ("一千万不到", None, 10_000_000, "at_most"),
        ("超过1000万", 10_000_000, None, "at_least"),
        ("1000万元及以上", 10_000_000, None, "at_least"),
        ("1000万元（含）以上", 10_000_000, None, "at_least"),
        ("100万+", 1_000_000, None, "at_least"),
        ("上千万", 10_000_000, None, "at_least"),
        ("过亿", 100_000_000, None, "at_least"),
        ("一百五万", 1_050_000, 1_500_000, "ambiguous"),
    ],
)
def test_money(text: str, low: object, high: object, nature: str) -> None:
    found = one(text)
    assert (found.kind, found.low, found.high, found.nature, found.said) == ("money", low, high, nature, text)


@pytest.mark.parametrize(
    ("text", "said", "nature"),
    [
        ("最高不超过 50 万元", "50 万元", "at_most"),
        ("最多给200万", "200万", "at_most"),
        ("是不是最多只能拿200万", "200万", "at_most"),
        ("200万封顶", "200万", "at_most"),
        ("至少300万", "300万", "at_least"),
        ("不少于1亿元", "1亿元", "at_least"),
        ("不超过30%", "30%", "at_most"),
        ("不得超过五千元", "五千元", "at_most"),
        ("不得少于一年", "一年", "at_least"),
        ("没超过50万", "50万", "at_most"),
    ],
)
def test_words_of_a_ceiling_or_floor_stay_outside_the_span(text: str, said: str, nature: str) -> None:
    found = one(text)
    assert (found.said, found.nature) == (said, nature)


def test_a_term_behind_points_is_no_part_of_the_rate() -> None:
    rate, term = read_quantities("四个点三年期")
    assert (rate.low, rate.said, term.kind, term.low) == (Fraction("0.04"), "四个点", "duration", 3)


@pytest.mark.parametrize(
    ("text", "value", "nature"),
    [
        ("三成", "3/10", "exact"),
        ("三成半", "7/20", "exact"),
        ("半成", "1/20", "exact"),
        ("百分之四点三五", "0.0435", "exact"),
        ("百分之50", "1/2", "exact"),
        ("4.35（个点）", "0.0435", "exact"),
        ("4.35%", "0.0435", "exact"),
        ("４．３５％", "0.0435", "exact"),
        ("四个点", "0.04", "exact"),
        ("四个点三五", "0.0435", "exact"),
        ("3个点45", "0.0345", "exact"),
        ("四个半点", "0.045", "exact"),
        ("半个点", "0.005", "exact"),
        ("3.5个百分点", "0.035", "exact"),
        ("千分之五", "0.005", "exact"),
        ("万分之三", "0.0003", "exact"),
        ("435bp", "0.0435", "exact"),
        ("50个基点", "0.005", "exact"),
        ("一半", "1/2", "exact"),
        ("三分之一", "1/3", "exact"),
        ("百分之百", "1", "exact"),
        ("八折", "4/5", "exact"),
        ("1.5倍", "3/2", "exact"),
        ("5‰", "0.005", "exact"),
    ],
)
def test_ratios(text: str, value: str, nature: str) -> None:
    found = one(text)
    assert (found.kind, found.low, found.high, found.nature, found.said) == (
        "ratio", Fraction(value), Fraction(value), nature, text,
    )  # fmt: skip


def test_every_rate_is_read_back() -> None:
    failures = []
    for hundredths in range(1, 2500, 3):
        written = spoken.decimal(Fraction(hundredths, 100))
        assert written is not None
        said = spoken.spoken_decimal(written)
        value = Fraction(hundredths, 10**4)
        for form in (
            f"{written}%",
            f"{written}个点",
            f"{written} 个百分点",
            f"{hundredths}bp",
            f"百分之{said}",
            f"{said}个点",
            f"百分之{written}",
        ):
            found = read_quantities(form)
            if [(q.said, q.kind, q.low, q.high) for q in found] != [(form, "ratio", value, value)]:
                failures.append((form, found))
        if hundredths >= 100:
            for form in (f"利率{written}", f"基准利率是{said}", f"LPR {written}", f"{written}的利率"):
                found = read_quantities(form)
                if [(q.kind, q.low) for q in found] != [("ratio", value)]:
                    failures.append((form, found))
    assert failures == []


def test_a_small_bare_rate_may_be_either() -> None:
    found = one("利率0.5")
    assert (found.kind, found.nature, found.readings) == (
        "ratio",
        "ambiguous",
        (Fraction(1, 200), Fraction(1, 2)),
    )
    assert one("利率0.0435").low == Fraction(435, 10000)


@pytest.mark.parametrize(
    ("text", "low", "high", "nature"),
    [
        ("九个月", "3/4", "3/4", "exact"),
        ("半年", "1/2", "1/2", "exact"),
        ("三个季度", "3/4", "3/4", "exact"),
        ("一年半", "3/2", "3/2", "exact"),
        ("一年零三个月", "5/4", "5/4", "exact"),
        ("1年6个月", "3/2", "3/2", "exact"),
        ("240天", "240/365", "240/365", "exact"),
        ("2年期", "2", "2", "exact"),
        ("一年期", "1", "1", "exact"),
        ("一个半月", "1/8", "1/8", "exact"),
        ("18个月", "3/2", "3/2", "exact"),
        ("两年多", "2", "3", "approximate"),
        ("三个多月", "1/4", "1/3", "approximate"),
        ("半年多", "1/2", "1", "approximate"),
        ("十来天", "10/365", "10/365", "approximate"),
        ("一年左右", "1", "1", "approximate"),
        ("三五年", "3", "5", "range"),
        ("一两个月", "1/12", "1/6", "range"),
        ("3-5年", "3", "5", "range"),
        ("三到五年", "3", "5", "range"),
    ],
)
def test_durations(text: str, low: str, high: str, nature: str) -> None:
    found = one(text)
    assert (found.kind, found.low, found.high, found.nature, found.said) == (
        "duration", Fraction(low), Fraction(high), nature, text,
    )  # fmt: skip


def test_every_term_is_read_back() -> None:
    failures = []
    for months in range(1, 121):
        years, rest = divmod(months, 12)
        said = spoken.with_liang(spoken.chinese(months)) if months != 2 else "两"
        forms = [f"{months}个月", f"{months} 个月", f"{said}个月"]
        if years:
            year = "两" if years == 2 else spoken.chinese(years)
            tail = {0: ["", "期"], 6: ["半", "零六个月", "6个月"]}.get(
                rest, [f"零{spoken.chinese(rest)}个月", f"{rest}个月"]
            )
            forms += [f"{year}年{t}" for t in tail] + ([f"{years}年{t}" for t in tail] if years < 10 else [])
        for form in forms:
            found = read_quantities(form)
            if [(q.said, q.kind, q.low, q.high) for q in found] != [
                (form, "duration", Fraction(months, 12), Fraction(months, 12))
            ]:
                failures.append((form, found))
    assert failures == []


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("3台", 3, "台"),
        ("5家", 5, "家"),
        ("12人", 12, "人"),
        ("两个平台", 2, "个"),
        ("三十家企业", 30, "家"),
        ("8万平方米", 80000, "平方米"),
        ("100万股", 1_000_000, "股"),
        ("十项专利", 10, "项"),
        ("三百米", 300, "米"),
    ],
)
def test_counts(text: str, value: int, unit: str) -> None:
    found = one(text)
    assert (found.kind, found.low, found.high, found.unit, found.nature) == (
        "count",
        value,
        value,
        unit,
        "exact",
    )


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("860", 860),
        ("不对，是860", 860),
        ("5千", 5000),
        ("三百五", 350),
        ("四点三五", Fraction(435, 100)),
        ("10 000 000", 10_000_000),
        ("三", 3),
        ("八六零", 860),
        ("两千", 2000),
    ],
)
def test_bare_numbers(text: str, value: Fraction | int) -> None:
    found = one(text)
    assert (found.kind, found.low, found.high, found.nature) == ("number", value, value, "exact")


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("一千二", (1200, 12_000_000)),
        ("贷了两千三", (2300, 23_000_000)),
        ("800个", (800, 8_000_000)),
        ("1.5M", (1_500_000,)),
        ("1亿2000", (100_002_000, 120_000_000)),
        ("一亿五千", (100_005_000, 150_000_000)),
    ],
)
def test_ambiguous_amounts_carry_their_readings(text: str, readings: tuple[int, ...]) -> None:
    found = one(text)
    assert (found.nature, tuple(sorted(found.readings))) == ("ambiguous", readings)
    assert (found.low, found.high) == (min(readings), max(readings))


def test_what_settles_the_ambiguity() -> None:
    assert (one("一千二百万").nature, one("一千二块钱").low, one("一万二").nature) == ("exact", 1200, "exact")
    assert [(q.kind, q.low) for q in read("800个平台")] == [("count", 800)]


def test_foreign_money_has_no_value_in_yuan() -> None:
    for text in ("100万美元", "$500万", "1.2亿港币"):
        found = one(text)
        assert (found.kind, found.low, found.high, found.nature, found.said) == (
            "money",
            None,
            None,
            "ambiguous",
            text,
        )


@pytest.mark.parametrize(
    "text",
    [
        "区办〔2023〕9号", "浙政办发〔2022〕19号", "（2022）29号", "13812345678", "138-1234-5678", "0571-87702000", "电话 87702000",
        "91330108MA27XXXX12", "913301080912345678", "5050计划", "“5050计划”", "第14条", "第三章", "三2", "二（二）6", "（三）", "新三板", "四板挂牌",
        "万向集团", "一网通办", "单项冠军", "十四五规划", "亿元楼", "二次元", "千万别忘了", "万一不行", "一次性奖励", "一定能行吗", "一般多久", "科创保 2.0",
        "工业4.0", "ISO9001", "5G", "A4纸", "12345热线", "江南大道3688号", "3号楼", "第一批", "专精特新", "有一点问题", "同一项目", "三板", "唯一",
        "统一安排", "一体化", "双一流", "附件1", "下午3点半", "14:30", "半导体", "上半场", "这一家", "某一项", "三七开吗", "万元", "单位：万元", "多少万", "几家", "能拿几万", "封顶几百万", "按1:1配吗", "零部件", "七七八八", "三番五次", "三角翼", "能拿几个点",
    ],
)  # fmt: skip
def test_what_is_no_quantity(text: str) -> None:
    assert [q for q in read(text) if q.kind != "date"] == []


def test_names_given_by_the_caller_are_left_alone() -> None:
    assert [q.said for q in read_quantities("5050人才给300万", names=["5050"])] == ["300万"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("知识产权质押贷款一千万，基准利率4%，一年，能贴多少？", ["一千万", "4%", "一年"]),
        ("一百万三年期4.35%", ["一百万", "三年期", "4.35%"]),
        ("1000万2年", ["1000万", "2年"]),
        ("一百万两个平台", ["一百万", "两个"]),
        ("200万元、100万元、100万元20万元一次性奖励", ["200万元", "100万元", "100万元", "20万元"]),
        ("一笔500万一笔300万", ["一笔", "500万", "一笔", "300万"]),
        ("五百万三百万", ["五百万", "三百万"]),
        ("二十万五十万", ["二十万", "五十万"]),
        ("给予三年房租补贴", ["三年"]),
        ("贷款最多1000万，年限5年以上", ["1000万", "5年以上"]),
        ("从1000万降到800万", ["1000万", "800万"]),
        ("新三板挂牌给50万", ["50万"]),
        ("贷过1000万", ["1000万"]),
        ("拿不到100万", ["100万"]),
        ("最近三年", ["三年"]),
        ("一千万不到，利率四点三五", ["一千万不到", "四点三五"]),
        ("4000万零1块", ["4000万零1块"]),
        ("百分之四一年期", ["百分之四", "一年期"]),
        ("我贷款左右五六百万吧", ["五六百万"]),
        ("贷了几百万", ["几百万"]),
    ],
)
def test_quantities_beside_one_another(text: str, said: list[str]) -> None:
    assert [q.said for q in read(text)] == said


def test_a_list_shares_its_unit() -> None:
    assert [q.low for q in read("分别是20、50、100万")] == [200_000, 500_000, 1_000_000]


@pytest.mark.parametrize(
    "piece",
    [
        "1",
        "一",
        "万",
        "十",
        "1,",
        "1.",
        "二（",
        "一到",
        "半",
        "几",
        "百分之",
        "年",
        "1年",
        "5月",
        "第",
        "千万",
        "1亿",
        "一年零",
        "利率1",
        "a.",
        "过",
    ],
)
def test_endless_repetition_is_read_in_fair_time(piece: str) -> None:
    started = time.process_time()
    read_quantities((piece * 5000)[:5000], as_of=TODAY)
    assert time.process_time() - started < 1.5


@given(
    st.text(
        alphabet=st.one_of(
            st.characters(),
            st.sampled_from(
                "零一二两三五八十百千万亿半几多来个点成年月日号元块角分wkWK%0123456789.,，、到-第去今上下约小不过超之〔〕（）"
            ),
        ),
        max_size=60,
    )
)
@settings(max_examples=400, deadline=None)
def test_any_text_is_read_without_a_fault_and_with_exact_spans(text: str) -> None:
    last = 0
    for quantity in read_quantities(text, as_of=TODAY):
        assert text[quantity.start : quantity.end] == quantity.said != ""
        assert quantity.start >= last
        last = quantity.end
        assert all(
            v is None or isinstance(v, Fraction) for v in (quantity.low, quantity.high, *quantity.readings)
        )
        if quantity.low is not None and quantity.high is not None:
            assert quantity.low <= quantity.high
        if quantity.day_low and quantity.day_high:
            assert quantity.day_low <= quantity.day_high


def test_the_policy_itself_is_read_whole() -> None:
    from pathlib import Path

    source = Path(__file__).parents[2] / "corpus" / "hz-binjiang-2023-9" / "source.txt"
    text = source.read_text(encoding="utf-8")
    money = [q.low if q.low is not None else q.high for q in read(text) if q.kind == "money"]
    assert money == [
        10**4 * n
        for n in (
            200,
            100,
            100,
            20,
            50,
            100,
            50,
            20,
            2000,
            50,
            10000,
            200,
            300,
            1000,
            500,
            400,
            300,
            100,
            100,
            20,
        )
    ]
    assert [q.high for q in read(text) if q.kind == "ratio"] == [
        Fraction(1, 2),
        Fraction(3, 10),
        Fraction(1, 2),
    ]
    assert {q.said for q in read(text) if q.kind == "number"} == set()


def test_reading_is_fast() -> None:
    sentence = (
        "我们去年9月拿知识产权质押贷了一千万，基准利率4.35%，一年期，能贴多少？最多200万对吧，另外还有500万的"
    )
    read_quantities(sentence, as_of=TODAY)
    assert _best(sentence, 20) < 0.003  # measured: under 1 ms where the machine is idle
    long_text = re.sub(r"\s", "", "各类企业申报项目时应当按照要求提交材料，" * 200 + sentence * 14)[:5000]
    assert _best(long_text, 5) < 0.06


def _best(text: str, times: int) -> float:
    taken = []
    for _ in range(times):
        started = time.process_time()
        read_quantities(text, as_of=TODAY)
        taken.append(time.process_time() - started)
    return min(taken)
