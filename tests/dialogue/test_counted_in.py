"""What is put to be counted in: the thing and the word of the clause."""

import pytest

from assistant.dialogue.counted_in import Put, put, told_before


@pytest.mark.parametrize(
    ("said", "thing", "word"),
    [
        ("地役权算第6条的“知识产权”吗", "地役权", "知识产权"),
        ("月租费能不能算进“项目投入”", "月租费", "项目投入"),
        ("外国银行属不属于金融机构", "外国银行", "金融机构"),
        ("“本地”包不包含德清", "德清", "本地"),
        ("买了套考勤机，算不算数字化攻关", "", "数字化攻关"),
        ("这也叫知识产权质押？", "", "知识产权质押"),
    ],
)
def test_the_thing_and_the_word(said, thing, word):
    assert put(said) == Put(thing, word)


@pytest.mark.parametrize(
    "said",
    ["贴息怎么算", "算下来多少", "是不是刚好封顶", "外国专家包括在内", "一年算一次还是两次", "国家级奖多少"],
)
def test_other_questions_put_nothing(said):
    assert put(said) is None


def test_what_is_told_before():
    assert told_before("买了套考勤机，算不算数字化攻关") == "买了套考勤机，"
