import numpy as np
import pytest

from assistant.training.measure import Trial, bm25, characters_and_pairs, figures_of, mixed


def trial():
    documents = ("拖欠工资的处理", "养犬管理", *(f"其他事项{number}" for number in range(200)))
    return Trial(
        documents, ("工资被拖欠", "养犬"), (frozenset({0}), frozenset({1})), np.asarray([True, False])
    )


def test_perfect_scores_give_perfect_figures():
    scores = np.zeros((2, 202), np.float32)
    scores[0, 0] = scores[1, 1] = 1
    found = figures_of(trial(), scores)
    assert (found.recall_10, found.recall_100, found.mrr_10) == (1, 1, 1)


def test_rank_counts():
    scores = np.zeros((2, 202), np.float32)
    scores[:, 50] = 2
    scores[0, 0] = scores[1, 1] = 1
    assert figures_of(trial(), scores).mrr_10 == pytest.approx(0.5)


def test_lexical_scores_find_shared_words():
    scores = bm25(trial(), characters_and_pairs, k1=2, b=1)
    assert scores.argmax(axis=1).tolist() == [0, 1]


def test_mix_keeps_what_both_know():
    lexical = bm25(trial(), characters_and_pairs, k1=2, b=1)
    _, every, odd = mixed(trial(), lexical, np.zeros_like(lexical))
    assert every.recall_10 == odd.recall_10 == 1
