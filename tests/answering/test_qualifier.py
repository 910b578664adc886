"""How often an amount is given, and whether it is the least: only as its clause says."""

import pytest

from assistant.answering.qualifier import unqualified

YEARLY = "单家企业年度展位费补贴不超过20万元。"
ONCE = "分别最高给予200万元、100万元一次性奖励。"
PLAIN = "按省级50万元给予奖励，有效期三年，2023年起施行。"
STAGES = "对境内上市的企业，分阶段给予奖励400万元。"
FLOORS = "获得投资额累计达1000万元及以上的企业，每年安排不少于1亿元资金。"
QUOTES = (YEARLY, ONCE, PLAIN, STAGES, FLOORS)


def found(text, *said, quotes=QUOTES):
    return [claim.text for _, claim, _ in unqualified(text, quotes, said)]


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("展位费补贴一次性最高20万元", "20万元"),
        ("每年最高给予200万元", "200万元"),
        ("每年都有50万元", "50万元"),
        ("奖励50万元，分三年给", ""),
        ("50万元分三年发放", "50万元"),
        ("连续三年给50万元", "50万元"),
        ("每场展会50万元", "50万元"),
        ("一次性给予400万元", "400万元"),
        ("逐**年**给200万元", "200万元"),
        ("至少给200万元", "200万元"),
        ("展位费补贴不低于20万元", "20万元"),
        ("保底50万元", "50万元"),
        ("能拿200万元以上", "200万元"),
    ],
)
def test_a_period_that_the_clause_does_not_know_is_found(text, wrong):
    assert found(text) == ([wrong] if wrong else [])


@pytest.mark.parametrize(
    "text",
    [
        "展位费补贴每年最高20万元",
        "每家企业年度不超过20万元",
        "一次性奖励最高200万元",
        "分阶段给予400万元",
        "省级50万元",
        "20万元是本年度的上限",
    ],
)
def test_the_period_of_the_clause_may_be_said(text):
    assert found(text) == []


def test_the_users_words_may_be_repeated():
    assert found("您问的是不是每年给200万元", "每年给200万元吗") == []
    assert found("您问的是不是每年给200万元") == ["200万元"]


def test_a_calculated_amount_goes_by_what_is_cited():
    assert found("每年贴息17.4万元", quotes=(YEARLY,)) == []
    assert found("每年贴息17.4万元", quotes=(ONCE,)) == ["17.4万元"]
