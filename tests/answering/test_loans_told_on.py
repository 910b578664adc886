"""Loans as they are told over a talk: paid out, divided, of mixed security, by years, by banks, by companies."""

from collections.abc import Callable

import pytest
from shown import amounts

from assistant.answering.answer import Answer

Last = Callable[..., Answer]
WHOLE = "两家银行一共贷了8000万，都是专利质押，基准4%，一年，贴多少"
BANKS = "建行2000万，招行1500万，宁波银行1000万，都是专利质押，一年期，基准4%。先看建行的"
ASIDE = "三家都是专利质押：工行1000万，农行2000万，中行1500万，一年，基准4%，逐笔报贴息"
PAIR = "招行1200万、中信1800万，均为专利质押，一年期，基准4%，合计贴息多少"
YEARS = "2024年专利质押贷了3000万，2025年5000万，均为一年期，基准4.35%，分别贴多少"
TERMS = "专利质押三笔，500万三个月，600万半年，700万一年，基准4%，合计"
FIRMS = "甲公司专利质押贷款3000万，乙公司2500万，均为一年，基准4%，两家分别多少"
TWO = "甲公司有1000万和1500万两笔，乙公司2000万一笔，都是专利质押，一年，基准4.35%，两家各贴多少"
OWN = "我们公司专利质押两笔2000万和3000万，都一年，4.35%，合计"
LIST = "清单：专利质押5,200,000元，商标质押300w，软著质押0.2亿，均一年，基准4%，总共多少"


@pytest.mark.parametrize(
    ("turns", "expected"),
    [
        # What the district has paid, in whatever words; a bank that gives is none of it.
        (
            ("贴息今年已经给了我们公司90万，另外一笔专利质押贷款6000万一年基准4.35%还没报，还能再拿多少",),
            [1_100_000],
        ),
        (
            (
                "我司本年度贴息款到过一次账，110万。另有商标质押贷款5000万，期限一年，基准利率4%，还可享受多少？",
            ),
            [900_000],
        ),
        (
            ("今年贴息拿过两次，一次60万一次50万，再来一笔专利质押5000万，一年，基准4.35%，能拿多少",),
            [900_000],
        ),
        (("专利质押贷款2000万，一年，基准4.35%，能贴多少", "要是今年已经给过170万呢"), [300_000]),
        (("今年上半年银行已经给过我们1200万，专利质押的，一年，基准4.35%，能贴多少",), [261_000]),
        (
            (
                "今年知识产权质押贷款贴息之前给了我们70万，现在专利质押又贷了1000万，一年，基准4.35%，能拿多少",
                "之前给的其实是190万不是70万，重新算",
            ),
            [100_000],
        ),
        (("今年贴息批过一次，给了30万，现在专利质押贷了9000万，一年，基准4%，还能拿多少",), [1_700_000]),
        # A bare kind behind a sum puts it out.
        (("一笔2000万专利质押，一笔1000万信用，都一年基准4.35%，能贴的是多少",), [435_000]),
        # An item divided into parts, each with its term or rate; a further item is no part.
        ((WHOLE, "这8000万里，有3000万期限是六个月，另外5000万是一年，重新算一下合计"), [1_300_000]),
        ((WHOLE, "里面有1000万只用了六个月，重新算"), [1_500_000]),
        ((WHOLE, "其中3000万的基准是3.8%，其余5000万还是4%，期限都是半年，合计"), [785_000]),
        ((WHOLE, "里面有2000万是厂房抵押的，重算"), [1_200_000]),
        (("专利质押贷了8000万，基准4%，其中3000万只用了半年，另外5000万用满一年，贴多少",), [1_300_000]),
        # Security of both kinds is open and not counted; two kinds that count are one.
        (
            ("一笔商标质押1500万，另一笔2500万是专利和土地一起抵押的，都是一年，基准4.35%，能贴多少",),
            [326_250],
        ),
        (("工行2000万纯专利质押，建行1000万是专利加设备组合担保，一年，基准4%，贴息多少",), [400_000]),
        (("一笔1000万是专利和商标一起质押的，一笔500万软著质押，都一年基准4%，贴多少",), [300_000]),
    ],
)
def test_sums_paid_out_divided_or_of_mixed_security(
    last: Last, turns: tuple[str, ...], expected: list[int]
) -> None:
    assert amounts(last(*turns)) == expected


@pytest.mark.parametrize(
    ("turns", "expected"),
    [
        ((YEARS,), [652_500, 1_087_500]),
        ((YEARS, "2025年又漏了一笔1000万，条件一样，2025年一共多少"), [1_305_000]),
        (
            (
                YEARS,
                "2025年又漏了一笔1000万，条件一样，2025年一共多少",
                "漏的那笔其实是2024年放的，2024年多少",
            ),
            [870_000],
        ),
        (
            ("2023年贷3000万，2024年4000万，两年都是专利质押一年期，基准4.35%，两年各多少贴息",),
            [652_500, 870_000],
        ),
        (
            ("2023：1000万，2024：2000万，2025：3000万，专利质押，一年，4.35%，每年贴息多少",),
            [217_500, 435_000, 652_500],
        ),
    ],
)
def test_loans_told_by_years(last: Last, turns: tuple[str, ...], expected: list[int]) -> None:
    assert amounts(last(*turns)) == expected


@pytest.mark.parametrize(
    ("turns", "expected"),
    [
        # One bank after the other, by its bare name; the one that is left; all again.
        ((BANKS,), [400_000]),
        ((BANKS, "招行呢"), [300_000]),
        ((BANKS, "招行呢", "宁波银行"), [200_000]),
        ((BANKS, "招行呢", "剩下的那家"), [200_000]),
        ((BANKS, "招行呢", "三家加起来"), [900_000]),
        ((ASIDE, "农行那笔先放一边，另外两笔加起来多少"), [500_000]),
        ((ASIDE, "不看农行，另外两家一共多少"), [500_000]),
        ((PAIR, "后者基准应为4.5%，重新合计"), [645_000]),
        ((PAIR, "前者只有八个月，合计多少"), [520_000]),
        ((PAIR, "大的呢"), [360_000]),
        # By its term, by its sum in another writing.
        ((TERMS, "三个月那笔取消了，还有多少"), [200_000]),
        ((TERMS, "半年那笔多少"), [60_000]),
        ((LIST, "0.2亿那笔只用了半年，重新合计"), [364_000]),
        ((LIST, "520w和300w那两笔分别多少"), [104_000, 60_000]),
        # Two banks side by side; loans by their months; each asked for in a clause of its own.
        (
            (
                "四家：中行500万、建行600万、招行700万、浦发800万，专利质押，均一年，基准4%。招行浦发两家加起来",
            ),
            [300_000],
        ),
        (
            ("今年3月贷了800万、6月贷了1200万，都是专利质押、一年、基准4.35%，合计多少", "3月的那笔单看"),
            [174_000],
        ),
        (
            (
                "质押专利从杭州银行贷了1500万，从宁波银行贷了2500万，都是一年，基准4%，杭州银行能贴多少，宁波银行能贴多少",
            ),
            [300_000, 500_000],
        ),
        # What is known by now, though a rate or term is not.
        (
            (
                "工行专利质押2000万，一年，基准4.35%；农行3000万也是专利质押，一年，基准还不知道。目前能算出多少",
            ),
            [435_000],
        ),
        # A sum that only stands by the number of its item is asked after by nobody.
        (("第一笔专利质押贷款600万，基准4%，一年", "还有第二笔，200万，基准4%，也是一年"), [160_000]),
        (
            ("农行800万，专利质押，一年，基准4.35%，能贴多少", "工行也有一笔1200万，条件一样", "加一起"),
            [435_000],
        ),
    ],
)
def test_one_of_the_loans_and_the_others(last: Last, turns: tuple[str, ...], expected: list[int]) -> None:
    assert amounts(last(*turns)) == expected


@pytest.mark.parametrize(
    ("turns", "expected"),
    [
        ((FIRMS, "甲公司还有一笔1500万，专利质押，六个月，利率照旧，甲公司合计多少"), [750_000]),
        (
            (
                FIRMS,
                "甲公司还有一笔1500万，专利质押，六个月，利率照旧，甲公司合计多少",
                "弄错了，1500万那笔是乙公司的，乙公司合计多少",
            ),
            [650_000],
        ),
        ((TWO, "1500万那笔转到乙公司名下，两家各是多少"), [217_500, 761_250]),
        ((TWO, "1500万那笔转到乙公司名下，两家各是多少", "还是放回甲公司吧，甲合计多少"), [543_750]),
        (
            (
                "母公司1000万专利质押，子公司800万专利质押，一年，4.35%，各贴多少",
                "子公司那笔转给母公司了，母公司一共多少",
            ),
            [391_500],
        ),
        ((OWN, "3000万那笔是我表弟公司的，去掉，我们的多少"), [435_000]),
        ((OWN, "3000万那笔是我表弟公司的，去掉，我们的多少", "那我表弟公司能贴多少"), [652_500]),
    ],
)
def test_loans_of_several_companies(last: Last, turns: tuple[str, ...], expected: list[int]) -> None:
    assert amounts(last(*turns)) == expected


def test_a_turn_that_only_names_an_item_is_answered_with_its_amount(last):
    turns = (
        "贴息两笔，华夏的六百万四个点一年，民生的三百万五个点半年，都是专利押的。华夏的单说",
        "剩下那家呢",
    )
    answer = last(*turns)
    assert [str(figure.amount) for figure in answer.figures] == ["37500.00"]
    assert answer.text.index("3.75万元") < answer.text.index("给予实际贷款额")
