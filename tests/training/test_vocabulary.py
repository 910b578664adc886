from collections import Counter

import pytest

from assistant.training.vocabulary import choose_vocabulary, count_words

COUNTS = Counter({"劳动": 50, "报酬": 20, "劳动报酬": 30, "的": 90, "拖欠": 9})
GENERAL = {"老板": 5000, "劳动": 800, "的": 90000, "老": 900, "板": 300}


@pytest.fixture
def vocabulary():
    return choose_vocabulary(COUNTS, GENERAL, wanted=["讨薪"], size=200)


def test_wanted_words_and_everyday_words_are_in(vocabulary):
    assert {"讨薪", "老板", "劳动报酬", "老", "板", "7", "%"} <= set(vocabulary.words)


def test_text_is_cut_along_the_likeliest_path(vocabulary):
    tokens = vocabulary.tokenizer().encode("老板拖欠劳动报酬！").tokens
    assert tokens == ["老板", "拖欠", "劳动报酬"]


def test_width_and_case_do_not_matter(vocabulary):
    tokenizer = vocabulary.tokenizer()
    assert tokenizer.encode("ＩＰ５０％").ids == tokenizer.encode("ip50%").ids


def test_pieces_of_a_word_are_its_words_and_characters(vocabulary):
    row = vocabulary.words.index("劳动报酬") + 1
    pieces = vocabulary.pieces()[row]
    assert {vocabulary.words[column - 1] for column in pieces.indices} == {"劳动", "报酬"}
    assert pieces.sum() == pytest.approx(1)


def test_words_are_counted_as_the_dictionary_cuts_them():
    counts = count_words(["公司扣工资", "工资"], extra=["专精特新"])
    assert (counts["工资"], counts["公司"]) == (2, 1)
