"""What the clause leaves unsaid of its own words."""

import pytest

from assistant.answering.silence import word_asked_after

LEADER = "对年度执行订单增量较大的链主企业，按增量规模给予一定奖励。"
FIRST_SET = "对首台（套）产品（包括首台套装备、首批次新材料、首版次软件），给予奖励。"


@pytest.mark.parametrize(
    ("said", "word"),
    [
        ("涨到多少才叫“增量较大”", "增量较大"),
        ("“链主企业”怎么界定", "链主企业"),
        ("什么叫订单增量较大", "订单增量较大"),
        ("怎样才配叫“链主企业”", "链主企业"),
        ("增量较大的给多少", ""),  # its meaning is not asked
        ("“龙头企业”怎么界定", ""),  # no word of the clause
    ],
)
def test_a_word_of_the_clause_is_asked_after(said, word):
    assert word_asked_after(said, [LEADER]) == word


def test_a_word_that_brackets_explain_is_defined():
    assert word_asked_after("“首台（套）产品”怎么界定", [FIRST_SET]) == ""
