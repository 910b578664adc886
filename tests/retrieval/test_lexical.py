"""The lexical index: scores as BM25 defines them, and Chinese cut so that something is found."""

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.retrieval.lexical import (
    K1,
    B,
    Lexical,
    build_lexical,
    highest,
    inverse_frequencies,
)
from assistant.retrieval.terms import question_terms, word_keys

TEXTS = [
    "企业上市的，给予奖励。",
    "企业参加展会的，给予展位费补贴，补贴不超过20万元。",
    "贷款贴息",
    "",
    "ＩＰＯ奖励",
]


@pytest.fixture
def lexical(tmp_path):
    build_lexical(TEXTS, word_keys(["展位费", "上市"]), tmp_path)
    return Lexical.open(tmp_path)


def score(lexical, text):
    keys, weights = question_terms(text)
    idf = inverse_frequencies(lexical.document_frequencies(keys), lexical.size)
    return lexical.score(keys, weights * idf)


def terms(text):
    """The definition, slowly: characters and pairs that punctuation does not part."""
    from assistant.retrieval.words import normalise

    plain = normalise(text)
    kept = [c if c.isalnum() or c == "%" else "\n" for c in plain]
    pairs = [a + b for a, b in pairwise(kept) if "\n" not in a + b]
    return [c for c in kept if c != "\n"] + pairs


@pytest.mark.parametrize("question", ["上市奖励", "补贴多少", "贷款", "ipo"])
def test_scores_are_those_of_the_definition(lexical, question):
    bags = [terms(text) for text in TEXTS]
    average = sum(map(len, bags)) / len(bags)
    found = score(lexical, question)
    for bag, value in zip(bags, found, strict=True):
        expected = 0.0
        for term in set(terms(question)):
            holding = sum(term in other for other in bags)
            often = bag.count(term)
            idf = math.log1p((len(bags) - holding + 0.5) / (holding + 0.5))
            expected += idf * often * (K1 + 1) / (often + K1 * (1 - B + B * len(bag) / average))
        # A posting is kept in one byte, and a longer word of the dictionary counts a little more.
        assert value == pytest.approx(expected, rel=0.03, abs=0.05)


def test_full_width_and_capitals_are_found(lexical):
    assert score(lexical, "IPO").argmax() == 4
    assert score(lexical, "２０万元").argmax() == 1


def test_longer_words_of_the_dictionary_count_beside_their_pairs(tmp_path):
    build_lexical(TEXTS, word_keys(["展位费"]), tmp_path / "with")
    build_lexical(TEXTS, word_keys([]), tmp_path / "without")
    counted, plain = (score(Lexical.open(tmp_path / name), "展位费")[1] for name in ("with", "without"))
    assert counted > plain


def test_frequent_terms_kept_as_columns_score_the_same(tmp_path, monkeypatch):
    found = []
    for name, share in (("columns", 10**6), ("postings", 0)):
        monkeypatch.setattr("assistant.retrieval.lexical.COLUMN_SHARE", share)
        build_lexical(TEXTS, word_keys([]), tmp_path / name)
        index = Lexical.open(tmp_path / name)
        assert (len(index.rows) == 0) == (share > 0)
        found.append(score(index, "企业补贴奖励"))
    assert np.allclose(found[0], found[1])


def test_chunks_make_no_difference(tmp_path, monkeypatch):
    found = []
    for size in (1, 2, 100):
        monkeypatch.setattr("assistant.retrieval.lexical.CHUNK", size)
        build_lexical(TEXTS, word_keys(["展位费"]), tmp_path / str(size))
        found.append(score(Lexical.open(tmp_path / str(size)), "企业展位费补贴"))
    assert np.array_equal(found[0], found[1])
    assert np.array_equal(found[0], found[2])


@pytest.mark.parametrize("texts", [[], [""], ["。，"]])
def test_texts_without_terms_are_indexed_and_find_nothing(tmp_path, texts):
    build_lexical(texts, word_keys([]), tmp_path)
    assert not score(Lexical.open(tmp_path), "补贴").any()


@given(st.lists(st.floats(0, 10, width=32), max_size=3000), st.integers(1, 20))
def test_the_highest_are_those_of_a_sort(scores, limit):
    given_scores = np.array(scores, dtype=np.float32)
    best = np.argsort(-given_scores, kind="stable")
    expected = [at for at in best.tolist() if given_scores[at] > 0][:limit]
    assert given_scores[highest(given_scores, limit)].tolist() == given_scores[expected].tolist()


def test_the_highest_of_many_are_those_of_a_sort():
    scores = np.random.default_rng(1).integers(0, 500, 50_000).astype(np.float32)
    assert np.array_equal(highest(scores, 100), np.argsort(-scores, kind="stable")[:100])


@given(st.text())
def test_any_text_is_a_question(text):
    keys, weights = question_terms(text)
    assert len(keys) == len(weights)
    assert (weights > 0).all()
