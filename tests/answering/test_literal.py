"""What the clause says to the letter: words that stand in it, things that its list names."""

from datetime import date

import pytest

from assistant.answering.literal import (
    grounds_of_grading,
    listed_in,
    shared_words,
    stands_in,
    things_asked_after,
    words_asked_after,
    written_of_two,
)

QUOTE = "新认定为国家级、省级、市级研发中心（企业研究院、重点实验室、企业技术中心）的，分别给予奖励。"

VENTURE = "对获得创投机构投资额累计达1000万元及以上的企业，给予三年房租补贴。"
TENDER = "产品使用不可替代的专利的，可不进行招标或采用单一来源方式进行采购。"
RENT = "根据项目投资、创新能力、产出效益等情况，可分档给予三年房租补贴政策支持；"


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


@pytest.mark.parametrize(
    ("said", "quote", "told"),
    [
        ("要求的是单笔还是累计", VENTURE, "原文写的是“累计”"),
        ("“可以”走单一来源，还是“必须”走", TENDER, "原文写的是“可”，不是必须"),
        ("按季度发还是按年发", VENTURE, ""),  # neither stands there
        ("达到累计投资额还是要累计利润", VENTURE, ""),  # nothing tells the two apart in a word
        ("累计要达到多少", VENTURE, ""),
    ],
)
def test_the_clause_writes_one_of_two_or_neither(said, quote, told):
    assert written_of_two(said, [quote]) == told


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("定档看哪几方面", "分档看的是项目投资、创新能力、产出效益等情况"),
        ("按什么分档", "分档看的是项目投资、创新能力、产出效益等情况"),
        ("分几档", ""),
        ("看哪几方面的材料", ""),
    ],
)
def test_by_what_the_clause_grades(said, told):
    assert grounds_of_grading(said, [RENT]) == told


def test_shared_words_are_the_longest_runs_first():
    assert shared_words("三年房租补贴从哪天算", RENT) == ("三年房租补贴",)
    assert shared_words("没有一个字相同", "ABC") == ()
