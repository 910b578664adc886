from datetime import date, timedelta
from itertools import product

import pytest
import spoken_forms as spoken

from assistant.dialogue.dates import months_after
from assistant.dialogue.quantities import Quantity, read_quantities

TODAY = date(2024, 6, 1)


def one(text: str, as_of: date | None = TODAY) -> Quantity:
    found = [q for q in read_quantities(text, as_of=as_of) if q.kind == "date"]
    assert len(found) == 1, (text, found)
    return found[0]


def digits(year: int) -> str:
    return "".join("〇一二三四五六七八九"[int(c)] for c in str(year))


def test_every_written_day_is_read_back() -> None:
    failures = []
    for offset in range(0, 365 * 8, 11):
        day = date(2019, 1, 1) + timedelta(days=offset)
        year, month, number = day.year, day.month, day.day
        said_month, said_day = spoken.chinese(month), spoken.chinese(number)
        forms = [
            f"{year}年{month}月{number}日", f"{year}年{month:02d}月{number:02d}日", f"{year} 年 {month} 月 {number} 日",
            f"{year}-{month:02d}-{number:02d}", f"{year}/{month}/{number}", f"{year}.{month}.{number}", f"{year}{month:02d}{number:02d}",
            f"{digits(year)}年{said_month}月{said_day}日", f"{digits(year).replace('〇', '零')}年{said_month}月{said_day}号",
            f"{year % 100}年{month}月{number}号", f"{year}年的{month}月{number}号",
        ]  # fmt: skip
        for form in forms:
            found = read_quantities(form, as_of=TODAY)
            if [(q.said, q.kind, q.day_low, q.day_high, q.nature) for q in found] != [
                (form, "date", day, day, "exact")
            ]:
                failures.append((form, found))
    assert failures == []


def test_every_written_month_is_read_back() -> None:
    for year, month in product(range(2020, 2027), range(1, 13)):
        first, last = date(year, month, 1), months_after(date(year, month, 1), 1) - timedelta(days=1)
        said = spoken.chinese(month)
        for form in (
            f"{year}年{month}月",
            f"{digits(year)}年{said}月份",
            f"{year}-{month:02d}",
            f"{year % 100}年{month}月",
            f"{year}年{said}月",
        ):
            found = one(form)
            assert (found.said, found.day_low, found.day_high) == (form, first, last), form


@pytest.mark.parametrize(
    ("text", "first", "last", "nature"),
    [
        ("去年9月", "2023-09-01", "2023-09-30", "exact"),
        ("去年", "2023-01-01", "2023-12-31", "exact"),
        ("前年", "2022-01-01", "2022-12-31", "exact"),
        ("大前年", "2021-01-01", "2021-12-31", "exact"),
        ("今年3月", "2024-03-01", "2024-03-31", "exact"),
        ("明年", "2025-01-01", "2025-12-31", "exact"),
        ("后年", "2026-01-01", "2026-12-31", "exact"),
        ("24年5月", "2024-05-01", "2024-05-31", "exact"),
        ("二〇二四年", "2024-01-01", "2024-12-31", "exact"),
        ("二四年七月", "2024-07-01", "2024-07-31", "exact"),
        ("五月十二号", "2024-05-12", "2024-05-12", "exact"),
        ("上个月", "2024-05-01", "2024-05-31", "exact"),
        ("下个月", "2024-07-01", "2024-07-31", "exact"),
        ("这个月", "2024-06-01", "2024-06-30", "exact"),
        ("下半年", "2024-07-01", "2024-12-31", "exact"),
        ("去年下半年", "2023-07-01", "2023-12-31", "exact"),
        ("2023年第三季度", "2023-07-01", "2023-09-30", "exact"),
        ("三季度", "2024-07-01", "2024-09-30", "exact"),
        ("上季度", "2024-01-01", "2024-03-31", "exact"),
        ("今天", "2024-06-01", "2024-06-01", "exact"),
        ("昨天", "2024-05-31", "2024-05-31", "exact"),
        ("上周五", "2024-05-24", "2024-05-24", "exact"),
        ("5月上旬", "2024-05-01", "2024-05-10", "exact"),
        ("去年底", "2023-12-01", "2023-12-31", "approximate"),
        ("年初", "2024-01-01", "2024-02-29", "approximate"),
        ("3月底", "2024-03-21", "2024-03-31", "approximate"),
        ("两年前", "2022-06-01", "2022-06-01", "approximate"),
        ("三个月前", "2024-03-01", "2024-03-01", "approximate"),
        ("三天前", "2024-05-29", "2024-05-29", "approximate"),
        ("去年年底", "2023-12-01", "2023-12-31", "approximate"),
        ("上一年", "2023-01-01", "2023-12-31", "exact"),
        ("二三年", "2023-01-01", "2023-12-31", "ambiguous"),
        ("12号", "2024-06-12", "2024-06-12", "ambiguous"),
        ("2023年5月12日起", "2023-05-12", None, "at_least"),
        ("明年五月以后", "2025-05-01", None, "at_least"),
        ("2026年5月11日以前", None, "2026-05-11", "at_most"),
        ("2023年5月12日至2026年5月11日", "2023-05-12", "2026-05-11", "range"),
        ("去年3月到今年9月", "2023-03-01", "2024-09-30", "range"),
        ("2024年3月到9月", "2024-03-01", "2024-09-30", "range"),
    ],
)
def test_dates(text: str, first: str | None, last: str | None, nature: str) -> None:
    found = one(text)
    expected = tuple(date.fromisoformat(day) if day else None for day in (first, last))
    assert (found.day_low, found.day_high, found.nature, found.said) == (*expected, nature, text)
    assert found.low is None and found.high is None


def test_a_month_belongs_to_the_year_named_before_it() -> None:
    found = read_quantities("2022年3月认定，9月拿到证书", as_of=TODAY)
    assert [q.day_low for q in found] == [date(2022, 3, 1), date(2022, 9, 1)]


def test_without_a_day_of_today_relative_dates_have_no_days() -> None:
    for text in ("去年9月", "上个月", "5月12号", "两年前", "下半年"):
        found = one(text, None)
        assert (found.day_low, found.day_high, found.said) == (None, None, text)
    assert one("2024年6月1日", None).day_low == TODAY


def test_a_day_that_does_not_exist_is_no_day() -> None:
    assert one("2023年2月30日").day_low is None


@pytest.mark.parametrize(
    "text",
    [
        "三个季度",
        "一年期",
        "9个月",
        "贷款期限12月",
        "第三年",
        "20年经验",
        "3年内",
        "以前年度",
        "年前年后",
        "13月",
        "5号楼",
        "2号线",
        "每月",
        "年底前的事不说",
    ],
)
def test_what_is_no_date(text: str) -> None:
    days = [q for q in read_quantities(text, as_of=TODAY) if q.kind == "date" and "年底" not in q.said]
    assert days == []


def test_months_after_keeps_to_the_month() -> None:
    assert months_after(date(2024, 1, 31), 1) == date(2024, 2, 29)
    assert months_after(date(2024, 3, 15), -27) == date(2021, 12, 15)
