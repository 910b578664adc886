"""Words: what the lexicon adds to a question, and how the dictionary cuts one."""

import time

import pytest

from assistant.retrieval.dictionary import SIZE, derive_dictionary
from assistant.retrieval.words import (
    Lexicon,
    lexicon_terms,
    normalise,
    read_dictionary,
    read_lexicon,
    segment,
)


@pytest.mark.parametrize(
    ("given", "plain"), [("ＩＰＯ", "ipo"), ("５０％", "50%"), ("２００万元", "200万元"), ("㈠", "(一)")]
)
def test_forms_are_evened_out(given, plain):
    assert normalise(given) == plain


def test_the_longest_variant_wins_and_nothing_said_is_added():
    lexicon = Lexicon.of({"上市": ("境内上市",), "海外上市": ("境外上市",), "敲钟": ("上市",)})
    assert lexicon.expand("海外上市") == ("境外上市",)
    assert lexicon.expand("敲钟上市") == ("境内上市",)
    assert lexicon.expand("天气") == ()
    assert Lexicon.of({}).expand("上市") == ()


def test_a_lexicon_survives_its_file():
    lexicon = Lexicon.of({"敲钟": ("上市",)})
    assert Lexicon.from_json(lexicon.to_json()) == lexicon


def test_the_files_of_a_folder_are_read_together(tmp_path):
    (tmp_path / "synonyms.yaml").write_text("上市: [敲钟, 上市]\n补贴:\n", encoding="utf-8")
    (tmp_path / "titles.yaml").write_text(
        "titles:\n  - canonical: 隐形冠军企业\n    variants: [隐冠]\n", encoding="utf-8"
    )
    (tmp_path / "everyday.txt").write_text("# 注\n用人单位 | 老板 公 东家\n无竖线\n", encoding="utf-8")
    assert read_lexicon(tmp_path).official == {
        "敲钟": ("上市",),
        "隐冠": ("隐形冠军企业",),
        "老板": ("用人单位",),
        "东家": ("用人单位",),
    }
    assert lexicon_terms(tmp_path) == ("上市", "隐形冠军企业", "用人单位", "隐冠")


def test_an_empty_folder_has_no_words(tmp_path):
    assert read_lexicon(tmp_path).official == {}
    assert read_dictionary(tmp_path) == ()


def test_own_terms_come_first_in_a_derived_dictionary():
    general = {"企业": 50, "的": 900, "天气": 40, "资助": 2}
    text = derive_dictionary(general, {"资助": 7}, ["专精特新"])
    assert text.splitlines() == ["专精特新 2000", "企业 50", "天气 40", "资助 3"]


def test_the_shipped_dictionary_is_small_and_keeps_what_matters():
    words = read_dictionary()
    assert 10_000 < len(words) <= SIZE + 1000
    assert {"最高", "以上", "以下", "规定"} <= set(words)


def test_a_question_is_cut_into_the_words_of_the_field():
    words = segment("专精特新小巨人的知识产权质押贷款，最高能贴多少？")
    assert "专精特新小巨人" in words
    assert "最高" in words
    begun = time.process_time()
    segment("企业上市奖励")
    assert time.process_time() - begun < 0.05
