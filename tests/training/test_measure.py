import gzip
import json

import numpy as np
import pytest

from assistant.retrieval.embedder import OWN_MODEL
from assistant.training.measure import (
    Trial,
    bm25,
    characters_and_pairs,
    figures_of,
    mixed,
    read_table,
    table_of,
)


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


@pytest.mark.slow
def test_the_table_before_rounding_is_measured_beside_the_shipped_one(tmp_path):
    articles = [{"id": str(n), "name": f"第{n}条", "content": f"拖欠工资的处理{n}"} for n in range(120)]
    articles[7]["content"] = "养犬管理"
    questions = [{"id": str(n), "text": "狗没人管", "pos": ["7"]} for n in (1, 2)]
    with gzip.open(tmp_path / "corpus.jsonl.gz", "wt", encoding="utf-8") as lines:
        lines.writelines(json.dumps(article) + "\n" for article in articles)
    (tmp_path / "queries.jsonl").write_text("\n".join(map(json.dumps, questions)), "utf-8")
    np.save(tmp_path / "table.npy", -read_table(OWN_MODEL)[::-1])
    rows = {name: every for name, every, _ in table_of(tmp_path, OWN_MODEL, tmp_path / "table.npy")}
    assert rows["ours, articles alone"].mrr_10 == 1
    assert rows["ours, before rounding to 8 bits a number"].mrr_10 < 1
