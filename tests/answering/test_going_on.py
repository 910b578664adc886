"""How a turn goes on from the ones before: what is kept, corrected, supposed, put off or turned to."""

import pytest

LOAN = ("专利质押贷了700万，基准4%，一年，能贴多少",)
TWO_LOANS = ("专利质押贷款两笔，4000万和6000万，基准4.35%，都是一年，一共贴多少",)
PLATFORM = ("专精特新企业建共性技术研发平台，投了1800万，认定了，补多少",)
VOUCHERS = ("创新券合同登记了两份，50万和70万，最多补多少",)
LISTING = ("打算去纳斯达克上市，奖多少", "要是改去科创板呢")
MATCHED = ("我们给链主做配套，链主今年加了单，奖给我们吗",)


def amounts(answer):
    """The amounts of an answer, in yuan."""
    return sorted(int(figure.amount) for figure in answer.figures)


@pytest.mark.parametrize(
    ("turns", "expected"),
    [
        # The total that is told with what was added counts once.
        ((*PLATFORM, "后来又追加了600万，合计投入2400万，补多少"), [12_000_000]),
        ((*PLATFORM, "又加投500万，总投入到了2300万"), [11_500_000]),
        ((*PLATFORM, "后来又追加了600万，加起来2400万"), [12_000_000]),
        ((*PLATFORM, "后来又追加了600万，补多少"), [12_000_000]),
        # What is left when a part is taken out, and what a sum is changed to.
        ((*PLATFORM, "要是把设备款剔掉，只剩1500万"), [7_500_000]),
        ((*PLATFORM, "扣掉土地钱就剩1200万了，补多少"), [6_000_000]),
        (("创新券合同登记了80万", "再加二十万，100万的话能补多少"), [300_000]),
        # What is left of the limit of the year, and not of the loan.
        ((*LOAN, "今年额度只剩5万了，还能贴多少"), [50_000]),
        ((*LOAN, "年度额度扣掉只剩20万了还能贴多少"), [140_000]),
        # Only supposed, and back to the facts.
        ((*LOAN, "假使利率只有3%呢"), [105_000]),
        ((*LOAN, "假使利率只有3%呢", "只是假设。按我们真实的利率是多少"), [140_000]),
        # Another enterprise has nothing of the one before.
        ((*LOAN, "又进来一家，贷了300万，基准4%，一年，贴多少"), [60_000]),
        # A title that is only pointed to; one word for two of them.
        (("隐形冠军是什么意思", "评上这个的，每家最多奖多少"), [1_000_000]),
        (("客户评了冠军，奖多少", "单项的"), [2_000_000]),
        # What it came to, and not what it was.
        (("共性技术研发平台投入从2000万涨到2600万，补多少",), [13_000_000]),
        (("共性平台多投五百万，从三千变三千五百万，补多少",), [17_500_000]),
        (("专利质押贷款1000万一年，基准从4%降到3.5%，贴多少",), [175_000]),
        # A bare number in the unit of the talk.
        ((*PLATFORM, "没有那么多，就1500"), [7_500_000]),
        ((*PLATFORM, "要是只投1600呢"), [8_000_000]),
        # What came of a loan, not what was granted; where it came is no question about the award.
        ((*LOAN, "等下，700万是授信，真正放到账上的只有650万"), [130_000]),
        ((*LOAN, "说错了，合同写700万，实际到账的是600万"), [120_000]),
        # A term is prolonged by, or to.
        ((*LOAN, "到期再续半年呢"), [210_000]),
        ((*LOAN, "那700万那笔展期三个月呢"), [175_000]),
        ((*LOAN, "延长到两年，一共贴多少"), [280_000]),
        # An item that is told by its sum.
        ((*VOUCHERS, "70万那份其实是90万"), [420_000]),
        ((*TWO_LOANS, "6000万那笔其实只贷了三个月"), [1_196_250]),
        # A further item of another kind leaves the case as it was.
        ((*LOAN, "另外还有一笔厂房抵押的300万，也算进去", "那贴息到底多少，700万那笔"), [140_000]),
        ((*VOUCHERS, "另外有一份30万的没登记，也算进去吧", "两份登记了的一共多少"), [360_000]),
        # An item is put off to the next year, and taken back.
        ((*TWO_LOANS, "6000万那笔推到明年贷，明年那笔贴多少"), [1_305_000]),
        ((*TWO_LOANS, "6000万那笔推到明年贷", "那今年那笔呢"), [870_000]),
        ((*TWO_LOANS, "6000万那笔推到明年贷", "还是今年一起贷吧，一共贴多少"), [2_000_000]),
        ((*TWO_LOANS, "要是6000万那笔推到明年呢", "那现在两笔今年一共多少"), [2_000_000]),
        # What moved the matter as supposed goes on, until it is gone back.
        ((*LISTING, "第一笔先给多少"), [4_000_000]),
        ((*LISTING, "那还是纳斯达克，一次给吗"), [3_000_000]),
        # Both listings where both are named.
        (("港股上市也奖400万，跟境内一个标准，对吧",), [3_000_000, 4_000_000]),
        # A title that only sounds like the one asked for.
        (("我们有科技小巨人证书，能享受小巨人的100万吗",), []),
        (("我们是国家级小巨人，科技小巨人也有，最多奖多少",), [1_000_000]),
    ],
)
def test_what_is_told_over_turns_comes_to(last, turns, expected):
    assert amounts(last(*turns)) == expected


@pytest.mark.parametrize(
    ("turns", "status"),
    [
        ((*LOAN, "好，这两个我都记下了，谢谢"), "answered"),
        (("首台套奖多少", "不好意思，刚才语气重了"), "answered"),
        (("首台套奖多少", "什么都不知道，要你何用"), "declined"),
    ],
)
def test_talk_that_asks_nothing_shows_no_amount(last, turns, status):
    answer = last(*turns)
    assert (answer.status, answer.figures) == (status, ())


@pytest.mark.parametrize(
    ("turns", "clause", "words"),
    [
        ((*MATCHED, "那我想多结识几家链主，区里有活动吗"), "二（四）13", "对接专场"),
        ((*MATCHED, "那链主能拿多少"), "二（四）13", "订单"),
        (("主导制定了一个国家标准，奖多少", *LOAN, "先前那个标准真没写金额？"), "二（二）6", "标准"),
        (
            ("专利质押想拿50万贴息，基准4%一年，要贷多少", "那平台那个想拿800万呢，要投多少"),
            "二（二）4",
            "1600万元",
        ),
        ((*PLATFORM, "钱是建之前给还是验收后给"), "二（二）4", "原文没有写"),
    ],
)
def test_a_follow_up_turns_to_what_it_names(last, turns, clause, words):
    answer = last(*turns)
    assert words in answer.text.split("\n")[0]
    assert clause in {"".join(citation.path) for citation in answer.citations}
