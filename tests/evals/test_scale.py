"""Finding at scale: a library varied from laws, and a small run of our side."""

import gzip
import json

import pytest

from evals.retrieval import Query
from evals.scale import SIDES, Library, measure_bm25s, measure_ours
from evals.variation import Law, read_laws, vary_laws

LAWS = [
    Law(
        "杭州市展会条例",
        "杭州市",
        (("第一条", "杭州市鼓励展会。补贴20万元。每年一次。"), ("第二条", "自2020年起施行。")),
    ),
    Law("宁波市贷款办法", "宁波市", (("第一条", "宁波市给予贷款贴息。"),)),
    Law("国家税法", "", (("第一条", "国家征收税款，由国务院规定。"),)),
]


def test_the_first_pass_is_the_laws_as_they_are():
    items, origins = vary_laws(LAWS, 4)
    assert [item.text for item in items] == [text for law in LAWS for _, text in law.articles]
    assert items[0].heading == "杭州市展会条例第一条"
    assert [origin.region for origin in origins] == ["杭州市", "宁波市", "全国"]


def test_later_passes_differ_and_are_the_same_every_time():
    items, origins = vary_laws(LAWS, 40)
    again, _ = vary_laws(LAWS, 40)
    assert items == again
    assert len(items) == 40
    assert len({item.id for item in items}) == 40
    assert len({item.text for item in items}) > 10
    assert {item.origin for item in items} <= {origin.key for origin in origins}
    assert not any("国务院" in item.text for item in items[4:])


def test_laws_are_read_with_their_regions(tmp_path):
    national = {"title": "中华人民共和国税法", "arts": [{"no": "第一条", "text": "征税。", "head": []}]}
    regional = {"title": "杭州市展会条例", "arts": [{"no": "第一条", "text": "办展。", "head": []}]}
    for name, law in (("national", national), ("regional", regional)):
        (tmp_path / f"{name}.jsonl.gz").write_bytes(gzip.compress(json.dumps(law).encode()))
    assert [law.region for law in read_laws(tmp_path)] == ["", "杭州市"]


@pytest.fixture
def library():
    items, origins = vary_laws(LAWS, 40)
    return Library(items, origins, [Query("q", "展会补贴多少", frozenset({"d0/0"}))] * 3, judged=True)


def test_our_side_is_measured_whole(library, tmp_path):
    figures = measure_ours(library, tmp_path)
    assert figures["recall@5"] == 1
    for name in (
        "build_s",
        "open_s",
        "disk_mb",
        "ten_p95_ms",
        "callers10_p95_ms",
        "region_small_p95_ms",
        "add_s",
    ):
        assert figures[name] > 0


def test_bm25s_is_given_words_that_it_can_find(library, tmp_path):
    pytest.importorskip("bm25s")
    few = Library(library.items * 3, library.origins, library.queries, judged=False)
    assert measure_bm25s(few, tmp_path)["hundred_p95_ms"] > 0
    assert set(SIDES) == {"ours", "chroma", "bm25s", "langchain"}
