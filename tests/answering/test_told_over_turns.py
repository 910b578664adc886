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
        (("创新券合同60万，去年拿满了50万", "另一份80万，放到明年登记，明年那份单看能补多少"), 240_000),
        # An item is known by its letter, its bank, or the enterprise it is of.
        (("质押贷款两笔：甲，5000万元；乙，6000万元；均为一年期，基准均为4.35%。合计多少", "乙笔已撤销，请剔除"), 1_087_500),
        (("专利质押两笔：A银行300万一年期，B银行400万半年期，基准都是4.5%，一共多少", "B银行那笔其实也是一年期"), 157_500),
        (("创新券平台我签了两份，一份四十五万一份卅五万，都登记过，补多少", "卅五万那份我退掉了", "人家不肯退，还是算进去"), 240_000),
        # A part is left out, a part is only named.
        (("建共性技术平台，项目投入27,356,800元，已认定，补贴多少", "内含土地款3,000,000元，应予剔除"), 12_178_400),
        (("共性平台投了2600万。补多少", "追加1400万。一共呢", "再追500万", "后面这五百万等于白投？"), 20_000_000),
        # How long the firm has been at it is no term.
        (("我们在滨江做了八年了，专利质押贷了两千六百万，一年期，基准4.35%，贴多少",), 565_500),
        # What somebody else would borrow is not borrowed.
        (("商标质押贷了一千二，一年的，基准4.5%，贴多少", "当然是一千二百万啊，谁贷一千二百块"), 270_000),
        # A slip is mended, whatever else the words sound like.
        (("创新券合同50万", "搞错啦，少写个零，500万"), 500_000),
    ],
)  # fmt: skip
def test_what_a_talk_comes_to(amounts, turns, amount):
    assert amounts(*turns) == [Decimal(amount)]


@pytest.mark.parametrize(
    ("turns", "each"),
    [
        # A cap per year holds for each year of a loan, and for each year in which contracts fall.
        (("专利质押贷款2亿，基准4%，三年期，能贴多少",), (2_000_000, 6_000_000)),
        (("专利质押贷款5000万，基准4%，两年期，一年能贴多少，两年总共呢",), (1_000_000, 2_000_000)),
        (("创新券服务合同，去年登记160万，今年登记100万，两年分别最高补多少",), (480_000, 300_000)),
        (("创新券合同80万和60万，都登记了，补多少", "若第二份改到明年登记呢"), (240_000, 180_000)),
        # A cap per enterprise holds for each enterprise.
        (("A客户专利质押贷8000万基准4%一年，B客户5000万基准4%一年，各贴多少",), (1_600_000, 1_000_000)),
        (("三家客户都买了创新券服务，登记的合同额 甲40万 乙150万 丙200万，各补多少",), (120_000, 450_000, 500_000)),
        # Each item's own amount is told where it is asked for.
        (("两笔知识产权质押贷款：1000万一年，600万半年，基准都是4%。分别贴多少",), (200_000, 60_000)),
    ],
)  # fmt: skip
def test_what_each_comes_to(amounts, turns, each):
    assert amounts(*turns) == [Decimal(amount) for amount in each]


@pytest.mark.parametrize(
    ("turns", "told"),
    [
        (("创投累计到账七百八十万，专精特新，离那条线还差多少",), "还差**220万元**"),
        (("创投投了六百万，专精特新", "下个月再进三百五十万呢"), "还差**50万元**"),
        (("创新券今年已经用了34.5万补助，离封顶还差多少",), "本年度还可得最高**15.5万元**"),
        (("共性平台投了2860万", "那我要吃满那个顶，还要再投多少"), "再增加**1140万元**"),
        (("专利质押贷款1800万，基准4.5%，半年", "离200万的顶还差多少"), "还差**179.75万元**"),
        (("境内上市和境外上市，奖励差多少",), "相差100万元"),
        (("境内上市奖励前面已经拿到150万，总额里还剩多少没给",), "还余**250万元**"),
    ],
)
def test_what_is_missing_is_worked_out_and_proved(assistant, turns, told):
    conversation = None
    for words in turns:
        turn = assistant.answer(words, conversation=conversation, as_of=DAY)
        conversation = turn.conversation
    assert told in turn.answer.text
    assert turn.answer.derived


@pytest.mark.parametrize(
    "words",
    [
        "不对，刚才那个4%是LPR，不是基准",
        "更正一下，4%是合同利率，不是银行基准利率",
        "等一下，4%是实际利率不是基准利率",
    ],
)
def test_a_rate_that_was_called_by_a_wrong_name_no_longer_counts(amounts, words):
    assert amounts("质押专利贷了2600万，基准利率4%，一年期，贴多少", words) == [Decimal(2_000_000)]  # the cap


@pytest.mark.parametrize(
    "words", ["另一家客户呢，新认定了省级重点实验室", "还有一家企业，新认定的省级企业研究院"]
)
def test_a_level_that_two_measures_know_goes_with_the_one_that_is_named(amounts, words):
    assert amounts("这家是小巨人企业，奖励最多给多少", words) == [Decimal(500_000)]


@pytest.mark.parametrize(
    "quoted", ["“专精特新”中小企业", "「专精特新」中小企业", "专精特新中小企业", '"专精特新"中小企业']
)
def test_a_title_is_understood_with_and_without_quotation_marks(assistant, quoted):
    question = f"今年省里给我们评了{quoted}，奖励多少"
    answer = assistant.answer(question, as_of=DAY).answer
    assert [figure.amount for figure in answer.figures] == [Decimal(200_000)]
    assert [fact.said in question for fact in answer.facts] == [True]


@pytest.mark.parametrize("rough", ["一百零几万", "三十来万", "两百多万"])
def test_a_list_with_a_rough_sum_is_not_added_up_until_that_sum_is_told(assistant, amounts, rough):
    told = f"创新券平台的服务合同，一份66.8万，另一份{rough}，都登记过，一共补多少"
    answer = assistant.answer(told, as_of=DAY).answer
    assert answer.status == "needs_facts"
    assert f"您说的“{rough}”不是准数" in answer.text
    assert amounts(told) == [Decimal(500_000)]  # the cap
    assert amounts(told, "32万") == [Decimal(296_400)]


@pytest.mark.parametrize(
    "question", ["去德国参展花了37万摊位费，能报18.5万吧", "境外展会摊位费，是不是补12万"]
)
def test_a_sum_under_a_ceiling_is_not_called_wrong(assistant, question):
    text = assistant.answer(question, as_of=DAY).answer.text
    assert text.startswith("原文没有写这个数。")
    assert "最高**20万元**" in text


@pytest.mark.parametrize("told", ["前年已经领过省里的50万", "去年已经拿了区里50万"])
def test_what_was_paid_before_is_no_claim_about_the_text(assistant, told):
    text = assistant.answer(f"刚评上国家级工程研究中心，{told}，这回给多少", as_of=DAY).answer.text
    assert "不是这个数" not in text
    assert "**100万元**" in text
