"""Sentences typed as pinyin from end to end."""

import pytest

from assistant.dialogue.pinyin_sentence import is_pinyin, spelt_out, spelt_words
from assistant.retrieval.words import read_frequencies


@pytest.fixture(scope="module")
def words():
    return spelt_words(read_frequencies(), ["展位费", "境外展会", "补多少"])


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("jingwai zhanhui zhanweifei bu duoshao", "境外展会展位费补多少"),
        ("zhengce shenme shihou daoqi", "政策什么时候到期"),
        ("jingwaizhanhui bu duoshao", "境外展会补多少"),
    ],
)
def test_a_sentence_in_pinyin_is_read(words, text, read):
    assert is_pinyin(text)
    assert "".join(became for _, _, became, _ in spelt_out(text, words)) == read


@pytest.mark.parametrize(
    "text",
    [
        "what can women get here",
        "IPO in Hong Kong, how much",
        "xiaojuren",
        "我们做 shuzihua gongguan xiangmu",
    ],
)
def test_other_latin_words_are_no_sentence_in_pinyin(text):
    assert not is_pinyin(text)
