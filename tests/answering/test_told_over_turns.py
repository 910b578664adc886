"""Sums told over several turns, as people list, split, correct and take them back: what they come to."""

from datetime import date
from decimal import Decimal

import pytest

DAY = date(2024, 6, 1)


@pytest.fixture(scope="module")
def amounts(assistant):
    """The amounts of the last of these turns, in yuan."""

    def told(*turns: str) -> list[Decimal]:
        conversation = None
        for words in turns:
            turn = assistant.answer(words, conversation=conversation, as_of=DAY)
            conversation = turn.conversation
        return [figure.amount for figure in turn.answer.figures]

    return told


@pytest.mark.parametrize(
    ("turns", "amount"),
    [
        # A further what-if goes on from the one before; what was supposed does not stay.
        (("专利质押贷1.5亿，基准4.35%，一年，贴多少", "如果只贷6000万呢", "那利率换成4%"), 1_200_000),
        (("专利质押贷1000万，基准4%，一年，贴多少", "如果贷2000万呢", "那最后贴多少，按原来的1000万"), 200_000),
        (("专利质押贷1000万，基准4%，一年，贴多少", "要是贷3000万呢", "再要是半年呢"), 300_000),
        # Instalments are taken back and corrected by their number, their sum, or as the last one.
        (("共性平台一期投800万", "二期再投1200万", "三期还要投500万，总共呢", "三期没批，还是前两期"), 10_000_000),
        (("共性技术平台一期投入800万，二期1200万，补多少", "二期改成1000万"), 9_000_000),
        (("共性技术平台一期投入800万，二期1200万，补多少", "1200万那期黄了"), 4_000_000),
        # Items of a list.
        (
            (
                "质押贷款基准利率4.35，都一年，第一笔100万，第二笔200万，第三笔150万，一共贴多少",
                "第二笔去掉",
                "再补一笔800万，同样条件，现在总数",
            ),
            228_375,
        ),
        (("质押贷款，利率基准4%，都是一年：专利质押600万", "还有商标质押200万，两笔合计"), 160_000),
        (("创新券服务合同60万和40万，补多少", "最后那份没登记成"), 180_000),
        (("创新券合同90万能补多少", "拆成两份45万的，一共补多少"), 270_000),
        # A new year has its cap anew.
        (
            (
                "创新券载体平台服务补助一年最多多少",
                "我们今年已经拿满50万了，还有个登记合同60万",
                "那放到明年再登记，明年最多补多少",
            ),
            180_000,
        ),
        # A slip is mended, whatever else the words sound like.
        (("创新券合同50万", "搞错啦，少写个零，500万"), 500_000),
    ],
)  # fmt: skip
def test_what_a_talk_comes_to(amounts, turns, amount):
    assert amounts(*turns) == [Decimal(amount)]
