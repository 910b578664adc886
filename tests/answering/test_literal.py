"""What the clause says to the letter: words that stand in it, things that its list names."""

from datetime import date

import pytest

from assistant.answering.literal import listed_in, stands_in, things_asked_after, words_asked_after

QUOTE = "新认定为国家级、省级、市级研发中心（企业研究院、重点实验室、企业技术中心）的，分别给予奖励。"


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("前面有没有“最高”二字，有没有“一次性”？请照字面核", ("最高", "一次性")),
        ("带不带不超过字样", ("不超过",)),
        ("最高给多少", ()),
    ],
)
def test_words_are_asked_after_as_words(said, words):
    assert words_asked_after(said) == words


def test_words_stand_in_the_quote_or_do_not():
    assert stands_in(("分别", "最高"), [QUOTE]) == "照字面，这一句有“分别”，没有“最高”"


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("企业研究院、重点实验室算不算", "算，原文写了“企业研究院”、“重点实验室”"),
        ("院士工作站在列吗", "原文列的是企业研究院、重点实验室、企业技术中心，没有列“院士工作站”"),
        ("以前认定的算不算", ""),
        ("这样算不算", ""),
    ],
)
def test_a_thing_is_named_by_the_list_or_not(said, told):
    assert listed_in(things_asked_after(said), [QUOTE]) == told


@pytest.mark.parametrize(
    ("question", "lead"),
    [
        ("研发机构那三个数，前面有没有“最高”两个字", "照字面，这一句没有“最高”。"),
        ("研发机构的奖励，工程技术研究中心算不算", "算，原文写了“工程技术研究中心”。"),
    ],
)
def test_it_is_answered_first(assistant, question, lead):
    answer = assistant.answer(question, as_of=date(2024, 6, 1)).answer
    assert answer.status == "answered"
    assert answer.text.startswith(lead)
