"""Ceilings: amounts that are the most, and sentences that forget to say so."""

from fractions import Fraction

import pytest

from assistant.answering.ceiling import plain_passages, quoted_ceilings, said_as_certain

LADDER = "对“单项冠军”企业最高给予200万元一次性奖励。"
LISTING = "企业境外上市的，给予一次性奖励300万元。"
WAN = 10_000


def test_an_amount_is_a_ceiling_where_no_quote_gives_it_plainly():
    assert quoted_ceilings([LADDER, LISTING]) == {Fraction(200 * WAN)}
    assert quoted_ceilings([LADDER, "对基地奖励200万元。"]) == set()


def test_plain_passages_are_the_parts_that_speak_of_no_ceiling():
    assert plain_passages([LADDER, " 企业境外上市的， 给予一次性\n奖励300万元。"]) == (
        "", "企业境外上市的", "给予一次性奖励300万元", "",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "certain"),
    [
        ("单项冠军奖励200万元。", ["200万元"]),
        ("单项冠军最高奖励200万元。", []),
        ("给予一次性奖励300万元。", []),  # word for word the clause's own
        ("肯定给300万元。", ["300万元"]),
    ],
)
def test_a_plain_passage_may_be_said_again_though_its_amount_is_a_ceiling_elsewhere(text, certain):
    ceilings = {Fraction(200 * WAN), Fraction(300 * WAN)}
    found = said_as_certain(text, ceilings, set(), lambda _: False, plain_passages([LADDER, LISTING]))
    assert [figure.text for figure, _ in found] == certain
