"""The retrieval run: scores by hand, the file it writes, files it refuses."""

import gzip
import json
import math

import pytest

from assistant.errors import UserError
from evals.retrieval import Query, Ranking, main, percentile, read_corpus, read_queries, score_rankings

CORPUS = [
    {
        "id": "1",
        "name": "劳动合同法第十条",
        "content": "建立劳动关系，应当订立书面劳动合同。",
        "law": "劳动合同法",
    },
    {
        "id": "2",
        "name": "劳动合同法第十一条",
        "content": "用人单位未订立书面劳动合同的，劳动报酬按照集体合同执行。",
    },
    {"id": "3", "name": "道路交通安全法第九十一条", "content": "饮酒后驾驶机动车的，处暂扣驾驶证。"},
    {
        "id": "4",
        "name": "中华人民共和国道路交通安全法第一条",
        "content": "为了维护道路交通秩序，制定本法。",
        "law": "《中华人民共和国道路交通安全法》",
    },
]
QUERIES = [
    {"id": "q1", "text": "喝酒开车怎么处罚", "pos": ["3"]},
    {"id": "q2", "text": "没有书面劳动合同", "pos": ["1", "2"]},
]


@pytest.fixture
def files(tmp_path):
    corpus, queries = tmp_path / "corpus.jsonl.gz", tmp_path / "queries.jsonl"
    corpus.write_bytes(gzip.compress("\n".join(json.dumps(line) for line in CORPUS).encode()))
    queries.write_text("\n".join(json.dumps(line) for line in QUERIES), encoding="utf-8")
    return corpus, queries


def test_scores_are_those_worked_out_by_hand():
    queries = [
        Query("a", "", frozenset({"x", "y"})),
        Query("b", "", frozenset({"z"})),
        Query("c", "", frozenset()),
    ]
    rankings = [
        Ranking("a", ("n", "x", "m"), 0.1),
        Ranking("b", ("n",) * 10 + ("z",), 0.1),
        Ranking("c", (), 0.1),
    ]
    scores = score_rankings(queries, rankings)
    assert scores["recall@5"] == pytest.approx(0.25)
    assert scores["recall@10"] == pytest.approx(0.25)
    assert scores["recall@20"] == pytest.approx(0.75)
    assert scores["mrr@10"] == pytest.approx(0.25)
    assert scores["ndcg@10"] == pytest.approx((1 / math.log2(3)) / (1 + 1 / math.log2(3)) / 2)


def test_percentiles_are_values_that_were_measured():
    assert [percentile([4, 1, 3, 2], share) for share in (0.0, 0.5, 0.95, 1.0)] == [1, 2, 4, 4]
    assert percentile([], 0.5) == 0


def test_a_corpus_names_its_laws_short_or_in_full(files):
    items, origins = read_corpus(files[0])
    assert [item.origin for item in items] == ["劳动合同法"] * 2 + ["道路交通安全法"] * 2
    assert [origin.key for origin in origins] == ["劳动合同法", "道路交通安全法"]


def test_a_run_writes_a_line_a_query(files, tmp_path, capsys):
    out = tmp_path / "out" / "run.jsonl"
    given = ["--corpus", files[0], "--queries", files[1], "--out", out, "--index", tmp_path / "index"]
    assert main([str(argument) for argument in given]) == 0
    lines = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert [line["id"] for line in lines] == ["q1", "q2"]
    assert set(lines[1]["hits"][:2]) == {"1", "2"}
    assert all(line["seconds"] > 0 for line in lines)
    printed = capsys.readouterr().out
    for name in ("recall@5", "recall@10", "recall@20", "recall@100", "mrr@10", "ndcg@10", "p50_ms", "p95_ms"):
        assert f"{name}\t" in printed
    for name in ("build_seconds", "index_bytes", "peak_memory_mb"):
        assert f"{name}\t" in printed


@pytest.mark.parametrize("text", ["{", "[]", '{"id": 1}', '{"id": 1, "name": "x"}'])
def test_a_line_that_cannot_be_read_is_named(tmp_path, text):
    path = tmp_path / "broken.jsonl"
    path.write_text(f"{text}\n", encoding="utf-8")
    for read in (read_corpus, read_queries):
        with pytest.raises(UserError, match="第 1 行"):
            read(path)


def test_a_file_that_is_not_there_is_the_users_error(tmp_path):
    with pytest.raises(UserError, match="无法读取"):
        read_corpus(tmp_path / "nothing.jsonl")
