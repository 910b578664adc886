"""Amounts set beside each other: which is more, and which of them is no ceiling."""

from collections.abc import Callable

import pytest

from assistant.answering.answer import Answer
from assistant.answering.comparison import bound_asked

Last = Callable[..., Answer]


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("小巨人和隐形冠军哪个给得多？两个我们都想争取", "一样"),
        ("单项冠军跟小巨人谁的奖励高", "单项冠军的上限更高"),
        ("境内上市和境外上市哪个钱多", "境内上市奖励的金额更高"),
    ],
)
def test_which_of_two_is_more_is_said(last: Last, question: str, said: str) -> None:
    answer = last(question)
    assert answer.status == "answered"
    assert said in answer.text


def test_the_one_without_a_ceiling_is_told_alone(last: Last) -> None:
    told = last("我们是单项冠军，今年又新认定了省级研发中心，各奖多少", "没写“最高”的那一项是哪项，多少")
    assert [figure.measure for figure in told.figures] == ["rd_body_award"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("哪一项没有上限", "exact"),
        ("带“最高”字样的是哪笔", "at_most"),
        ("最高能给多少", ""),
        ("没有最高只有更高", ""),
    ],
)
def test_of_which_kind_is_asked(text: str, kind: str) -> None:
    assert bound_asked(text) == kind
