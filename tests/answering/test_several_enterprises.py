"""Talks that speak of several enterprises: what is told of the one is never used for another."""

from datetime import date
from decimal import Decimal

import pytest

DAY = date(2024, 6, 1)


@pytest.fixture(scope="module")
def told(assistant):
    """The amounts of each of these turns, in yuan."""

    def amounts(*turns: str) -> list[list[Decimal]]:
        conversation, found = None, []
        for words in turns:
            turn = assistant.answer(words, conversation=conversation, as_of=DAY)
            conversation = turn.conversation
            found.append([figure.amount for figure in turn.answer.figures])
        return found

    return amounts


# A talk: each turn with the amounts that it comes to, in 万.
TALKS = {
    "letters": [
        ("我有两家公司，买创新券载体平台服务，A公司登记合同156万，B公司23万，各补多少", [46.8, 6.9]),
        ("A的数改一下，188万，A能补多少", [50]),
        ("B那个也错了，是32万，B呢", [9.6]),
        ("那干脆220万都签在A名下呢", [50]),
        ("B呢", [9.6]),
    ],
    "an item is put to another one's account": [
        ("客户同一年两笔知识产权质押贷款 5000万和6000万,基准都4%,一年期,共能贴多少", [200]),
        ("要是第二笔放在另一家客户名下呢,两家分别", [100, 120]),
    ],
    "a further loan": [
        ("A客户专利质押贷8000万基准4%一年,B客户5000万基准4%一年,两家加起来会不会撞200万封顶", [160, 100]),
        ("A再贷3000万呢 同年 条件一样", [200]),
        ("B那家变不变", [100]),
    ],
    "surnames": [
        ("手上三家:张家是小巨人,李家省专精,王家啥称号没有。先说张家能拿多少", [100]),
        ("李家", [20]),
        ("王家没称号,但买了创新券平台服务 登记合同30万,能补不", [9]),
        ("三家加一块我报给领导 129万?", [100, 20, 9]),
    ],
    "back to the first": [
        ("我这边一家小巨人企业，奖励上限多少", [100]),
        ("还有另一家客户，新认定的省级工程研究中心", [50]),
        ("头一家那个是一次性吗", [100]),
    ],
    "one's own and one's brother's": [
        ("我们公司专利质押贷了1000万，基准4%，一年期，贴多少", [20]),
        ("我弟那家公司也贷了，2000万，基准4.5%，一年，能贴多少", [45]),
        ("回到我自己那家，要是贷1500万呢", [30]),
    ],
    "mother and daughter": [
        ("母公司专利质押贷款6000万，子公司4000万，基准都是4%，一年期，各贴多少", [120, 80]),
        ("子公司要是也贷6000万呢", [120]),
        ("母公司的呢", [120]),
    ],
    "a daughter of the one that speaks": [
        ("我们是小巨人，奖多少", [100]),
        ("子公司是省级专精特新中小企业，奖多少", [20]),
        ("母公司呢", [100]),
    ],
    "names": [
        ("宏达建共性技术平台投了3000万，专精特新，经认定，能补多少", [1500]),
        ("云杉科技也建了一个，投了5000万，能补多少", [2000]),
        ("宏达的二期再投800万，一共补多少", [1900]),
    ],
    "by the order": [
        ("第一家创新券合同100万，能补多少", [30]),
        ("第二家合同60万", [18]),
        ("第一家再签一份20万呢", [36]),
        ("前一家呢", [36]),
    ],
    "alike": [
        ("我们专利质押贷款3000万，基准4%，一年，能贴多少", [60]),
        ("对方公司也贷了2000万，条件一样，能贴多少", [40]),
        ("隔壁那家贷5000万，条件跟对方公司一样，贴多少", [100]),
        ("我们的呢", [60]),
    ],
    "several measures": [
        (
            "甲公司国家级小巨人，乙公司纳斯达克上市，丙公司建共性技术平台投了700万，各能拿多少",
            [100, 300, 350],
        ),
        ("乙要是改在科创板上市呢", [400]),
        ("丙投到900万呢", [450]),
        ("甲呢", [100]),
    ],
    "whose a figure is": [
        ("A公司创新券合同156万，B公司23万，各补多少", [46.8, 6.9]),
        ("改成188万", [50]),  # asked back: the cap
        ("A的", [50]),
        ("不是23万，是32万", [9.6]),
    ],
    "supposed of another": [
        ("我公司创新券今年合同100万，补多少", [30]),
        ("要是我弟那家来签，也是100万，他能补多少", [30]),
        ("我这边再签一份80万，我一共补多少", [50]),
    ],
}


@pytest.mark.parametrize("talk", TALKS.values(), ids=TALKS)
def test_each_turn_comes_to_what_its_own_enterprise_gets(told, talk):
    found = told(*(words for words, _ in talk))
    for (words, wanted), amounts in zip(talk, found, strict=True):
        assert amounts == [Decimal(str(wan)) * 10_000 for wan in wanted], words


def test_where_a_figure_may_be_of_any_it_is_asked_whose_it_is(assistant):
    first = assistant.answer("A公司创新券合同156万，B公司23万，各补多少", as_of=DAY)
    answer = assistant.answer("改成188万", conversation=first.conversation, as_of=DAY).answer
    assert answer.status == "needs_facts"
    assert [ask.fact for ask in answer.asks] == ["enterprise"]
    assert "A公司还是B公司" in answer.text
    assert "188" not in answer.text


def test_the_answer_says_whose_amount_it_is(assistant):
    first = assistant.answer("甲公司是小巨人，乙公司是单项冠军，各奖多少", as_of=DAY)
    assert "甲公司：" in first.answer.text
    second = assistant.answer("乙呢", conversation=first.conversation, as_of=DAY).answer
    assert second.text.startswith("乙公司：")
