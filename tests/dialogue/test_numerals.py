import random
from fractions import Fraction

import cn2an
import pytest
import spoken_forms as spoken

from assistant.dialogue.identifiers import find_identifiers
from assistant.dialogue.numerals import fold, read_numeral


def value(text: str) -> tuple[Fraction, Fraction, int]:
    found = read_numeral(fold(text), 0)
    assert found is not None, text
    return found.span.low, found.span.high, found.end


def test_plain_numerals_agree_with_cn2an() -> None:
    chance = random.Random(3)
    numbers = [*range(1, 1200), *(chance.randrange(10**9) for _ in range(1500))]
    for number in numbers:
        for mode in ("low", "up"):
            said = str(cn2an.an2cn(str(number), mode))
            assert cn2an.cn2an(said, "smart") == number
            assert value(said) == (number, number, len(said)), said


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("两千零五十", 2050),
        ("一千二", 1200),
        ("八十八万八", 888_000),
        ("3千5", 3500),
        ("1点2亿", 120_000_000),
        ("一个半亿", 150_000_000),
        ("一亿半", 150_000_000),
        ("三 百 万", 3_000_000),
        ("０．５億", 50_000_000),
        ("二零二四", 2024),
        ("10,000,000", 10_000_000),
        ("3kw", 30_000_000),
        ("两个亿五", 250_000_000),
    ],
)
def test_what_cn2an_does_not_read(said: str, number: int) -> None:
    assert value(said) == (number, number, len(said))


def test_where_a_numeral_ends() -> None:
    for text, end in (
        ("一百万三年", 3),
        ("二十万五十万", 3),
        ("三百万来杭州", 3),
        ("1000万2年", 5),
        ("四百零六三年期", 4),
        ("三2", 1),
    ):
        found = read_numeral(text, 0)
        assert found is not None and found.end == end, text


def test_fold_keeps_every_offset() -> None:
    text = "１２３，４５６萬圓　￥ＡＢ％"
    assert len(fold(text)) == len(text)
    assert fold(text) == "123，456万圆 ¥AB%"


def test_digits_read_one_by_one_and_pairs() -> None:
    for first in range(1, 9):
        low, high, _ = value(spoken.DIGITS[first] + spoken.DIGITS[first + 1] + "十万")
        assert (low, high) == (first * 10**5, (first + 1) * 10**5)
    assert value("三五百万")[:2] == (3_000_000, 5_000_000)


def test_no_numeral() -> None:
    for text in ("半导体", "几家", "好的", "数量", "半年"):
        assert read_numeral(text, 0) is None


def test_identifiers_do_not_overlap() -> None:
    text = "区办〔2023〕9号第14条，电话0571-87702000，5050计划，附件1"
    spans = find_identifiers(text, ["5050计划"])
    assert [text[a:b] for a, b in spans] == [
        "〔2023〕9号",
        "第14条",
        "电话0571-87702000",
        "5050计划",
        "附件1",
    ]
