"""Items named by number, label, sum or place: taken away, brought back, changed, asked for alone, moved."""

from collections.abc import Callable

import pytest
from shown import amounts

from assistant.answering.answer import Answer

Last = Callable[..., Answer]
LOANS = "三笔质押贷款都一年基准4%：工行专利质押900万，建行商标质押600万，邮储厂房抵押700万，贴多少"
THREE = "押专利贷了三笔，中行800万、农行500万、工行300万，基准都是4%，都一年，贴多少"
CONTRACTS = "创新券平台合同四份：甲20万、乙35万、丙50万、丁15万，都登记了，最高补多少"
MARKED = "创新券，四份载体平台合同都登记了：1）9万 2）14万 3）22万 4）30万，一起最高补多少"
TESTED = "我们签了三份载体平台的合同，测试18万，建模26万，检测30万，前两份登记了，检测那份没登记"
PLATFORM = "平台建设花了：设备900万，软件400万，人工100万，已认定，补多少"
RECEIVED = "今年贴息领过两次，第一次30万，第二次45万，现在又押商标贷了8000万，基准4%，一年，还能贴多少"
FIRMS = "甲公司：专利质押500万；乙公司：专利质押300万、400万，都是一年，基准4%，各贴多少"
LISTED = "按清单：\n1. 杭州银行 900万 专利质押 基准4% 一年\n2. 宁波银行 700万 纯信用 基准4% 一年\n3. 温州银行 400万 商标质押 基准4% 两年\n贴息合计多少"


@pytest.mark.parametrize(
    ("turns", "expected"),
    [
        # Taken away: by its bank, by letters without 那笔, by the numbers in front, by kind told a clause later.
        ((LOANS, "建行那笔先别报"), [180_000]),
        ((CONTRACTS, "乙和丁作废"), [210_000]),
        ((MARKED, "1）和3）作废了"), [132_000]),
        ((THREE, "第二笔查了，走的信用，没押专利"), [220_000]),
        # Brought back: what was taken away, and what was of another kind from the start.
        ((LOANS, "建行那笔先别报", "还是把建行那笔加回来"), [300_000]),
        ((CONTRACTS, "乙和丁作废", "把刚才拿掉的那两份加回来"), [360_000]),
        ((LOANS, "第三笔后来改成专利质押了"), [440_000]),
        ((TESTED, "检测那份上周补登记好了"), [222_000]),
        ((CONTRACTS, "金额最小的那份没登记成", "又登记上了"), [360_000]),
        # Changed: the others keep theirs, and an item keeps its number when one before it is out.
        ((THREE, "农行和工行那两笔都改成半年"), [240_000]),
        ((CONTRACTS, "乙和丁作废", "丙其实是45万"), [195_000]),
        ((LISTED, "第3笔写错了，是一年"), [260_000]),
        ((MARKED, "1）和3）作废了", "4）那份原来30万的改成40万"), [162_000]),
        # Asked for alone: some of them, and what is left.
        ((THREE, "前两笔加起来多少"), [260_000]),
        ((THREE, "前两笔加起来多少", "剩下那笔呢"), [60_000]),
        ((LOANS, "最大的那笔单独报多少"), [180_000]),
        (("四笔都是专利质押1500万，一年，基准4%，贴多少", "只报其中三笔呢"), [900_000]),
        ((THREE, "农行那笔按半年算呢"), [50_000]),
        # Moved to another enterprise.
        ((FIRMS, "乙公司那笔300万的其实是甲公司的"), [80_000, 160_000]),
    ],
)
def test_what_is_done_with_the_items_named(last: Last, turns: tuple[str, ...], expected: list[int]) -> None:
    assert amounts(last(*turns)) == expected


@pytest.mark.parametrize(
    ("turns", "expected"),
    [
        ((PLATFORM,), [7_000_000]),
        ((PLATFORM, "人工那100万不算"), [6_500_000]),
        ((PLATFORM, "设备核下来只有850万"), [6_750_000]),
        ((PLATFORM, "软件里有50万是别的项目的，扣掉"), [6_750_000]),
        ((RECEIVED,), [1_250_000]),
        ((RECEIVED, "第二次那个45万是去年的"), [1_600_000]),
        # A whole beside its parts is no further part.
        (("共性技术平台总投入2000万，其中设备1200万，软件800万，已认定，补多少",), [10_000_000]),
    ],
)
def test_parts_of_a_sum(last: Last, turns: tuple[str, ...], expected: list[int]) -> None:
    assert amounts(last(*turns)) == expected


def test_a_sum_in_thousands_beside_clear_ones_is_asked_for(last: Last) -> None:
    asked = last("一千八的商标质押和四百万的专利质押两笔贷款，基准4%，一年，算算贴息")
    assert asked.status == "needs_facts"


def test_whether_it_is_registered_is_left_open(last: Last) -> None:
    told = ("载体平台的合同三份，10万、20万、30万，登没登记不清楚", "查到了，10万和30万的登记了，20万的没有")
    assert amounts(last(*told)) == [120_000]
