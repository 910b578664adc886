"""Parts of one sum by name, contracts told one by one, what is still to come, lists asked again by number."""

from collections.abc import Callable

import pytest
from shown import amounts

from assistant.answering.answer import Answer

Last = Callable[..., Answer]
COSTS = "共性技术平台投入：仪器1300万、软件260万、场地改造440万，一共补多少"
PHASES = "共性技术研发平台一期投500万，二期投700万，三期投1100万，合计补多少"
STAGES = "共性技术平台第一阶段400万，第二阶段600万，第三阶段800万，一共补多少"
CONTRACTS = "创新券三份载体平台合同都登记了，12万、36万、54万，一共最多补多少"
LISTED = "请看：①市级企业技术中心新认定；②载体平台服务合同登记70万；③专利质押贷款1500万，一年，基准4%；④评上智能工厂。各给多少"


@pytest.mark.parametrize(
    ("turns", "expected"),
    [
        # A part that was told wrong, in the clause before its right sum or in its own.
        ((COSTS, "软件写错了，360万"), [10_500_000]),
        ((COSTS, "仪器报多了，其实是1200万"), [9_500_000]),
        ((COSTS, "仪器改成1400万，场地改造改成500万"), [10_800_000]),
        # A part that grows, and parts that are left out or alone left.
        ((COSTS, "仪器又买了200万"), [11_000_000]),
        ((COSTS, "要是场地改造不认，只认仪器和软件呢"), [7_800_000]),
        ((COSTS, "要是场地改造不认呢", "那软件也不认呢"), [6_500_000]),
        # What each went into needs no word of the sum.
        (("共性平台买设备700万，软件300万，装修100万，一起补多少",), [5_500_000]),
        (("共性平台投了1600万，其中200万是买地的，审计剔掉了，能补多少",), [7_000_000]),
        # Phases that are extended, cut or left out; one of which a part does not count.
        ((PHASES, "三期追加到1500万的话呢"), [13_500_000]),
        ((PHASES, "二期缩成400万"), [10_000_000]),
        ((PHASES, "领导说三期先不上了，就一期二期"), [6_000_000]),
        ((PHASES, "三期取消，只剩一二期", "一期里有60万是买车的，剔出去了，一二期合起来多少"), [5_700_000]),
        ((STAGES, "第三阶段不搞了，就前两个阶段"), [5_000_000]),
        ((STAGES, "第二阶段加到900万呢"), [10_500_000]),
    ],
)
def test_parts_are_changed_and_left_out(last: Last, turns: tuple[str, ...], expected: list[int]) -> None:
    assert amounts(last(*turns)) == expected


@pytest.mark.parametrize(
    ("turns", "expected"),
    [
        (
            ("共性平台一期投了1400万，已经补了700万到账，二期再投1800万，同一个项目，还能再补多少",),
            [9_000_000],
        ),
        (("共性平台一期投了1400万，补了700万，二期投3000万，同一个项目，还能再补多少",), [13_000_000]),
        (
            (
                "共性平台一期投了1400万，已经补了700万到账，二期再投1800万，同一个项目，还能再补多少",
                "二期减到1000万呢",
            ),
            [5_000_000],
        ),
        ((CONTRACTS, "再登记一份80万的，四份一起", "前三份先补足，80万这份还有多少额度"), [194_000]),
        (
            (CONTRACTS, "再登记一份80万的，四份一起", "前三份先补足，80万这份还有多少额度", "单看这一份呢"),
            [240_000],
        ),
        # Nothing came before: all of it is still to come.
        (("共性平台投了1400万，还能补多少",), [7_000_000]),
    ],
)
def test_what_is_still_to_come(last: Last, turns: tuple[str, ...], expected: list[int]) -> None:
    assert amounts(last(*turns)) == expected


TOLD = "三份技术服务合同：一份载体平台的，登记了50万；一份找的私人工作室，20万，不是载体平台；还有一份载体平台的30万，还没办登记。能补多少"


@pytest.mark.parametrize(
    ("turns", "expected"),
    [
        ((TOLD,), [150_000]),
        ((TOLD, "没登记的那份月底登记好，一共能补多少"), [240_000]),
        (
            ("两份创新券合同，一份登记了60万，另一份外面大学做的，45万，不在载体平台名单里，补多少",),
            [180_000],
        ),
        (
            (
                "四份技术服务合同：一份载体平台的，登记了25万；一份是普通公司做的15万，不是载体平台；"
                "一份载体平台的45万，也登记了；还有一份载体平台的5万，还没登记。现在能补多少",
            ),
            [210_000],
        ),
        (("创新券登记了一份60万的，能补多少", "再添一份30万的，加上60万这份，两份一起补多少"), [270_000]),
        ((CONTRACTS, "中间那份作废了，剩下两份加起来"), [198_000]),
        ((CONTRACTS, "中间那份作废了", "中间的又恢复了，但只登记了20万，三份一共"), [258_000]),
        ((CONTRACTS, "36万那份没登记成，去掉", "又登记上了，不过金额变成28万，三份一共"), [282_000]),
        ((CONTRACTS, "末一份撤销了", "末一份重新登记了，40万，一共多少"), [264_000]),
        (("创新券今年补过30万，又登记了一份100万，还能补多少", "查了，那30万是去年的额度"), [300_000]),
    ],
)
def test_contracts_that_count_and_count_again(
    last: Last, turns: tuple[str, ...], expected: list[int]
) -> None:
    assert amounts(last(*turns)) == expected


@pytest.mark.parametrize(
    ("turns", "expected"),
    [
        ((LISTED, "④真的没有金额吗"), []),
        ((LISTED, "②改成50万", "那①和②现在各是多少"), [200_000, 150_000]),
        ((LISTED, "③呢"), [300_000]),
        (
            ("母公司登记的载体平台合同100万，子公司A 60万，子公司B 200万，三家各最多补多少",),
            [300_000, 180_000, 500_000],
        ),
        (("今年在滨江办一场国际展会，再去法国和韩国各参一个展，上限各多少",), [200_000, 1_000_000]),
        (
            (
                "今年新认定了国家级重点实验室和市级企业技术中心，各给多少",
                "国家级那个其实是子公司认定的，不在我们名下，我们自己这个多少",
            ),
            [200_000],
        ),
    ],
)
def test_lists_and_several_at_once(last: Last, turns: tuple[str, ...], expected: list[int]) -> None:
    assert amounts(last(*turns)) == expected
