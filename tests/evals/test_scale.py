"""Finding at scale: a library varied from laws, and a small run of our side."""

import gzip
import json

import pytest

from evals.library import Source, read_library
from evals.scale import measure
from evals.side import SIDES, opened_index
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
def source(tmp_path):
    corpus, queries = tmp_path / "corpus.jsonl", tmp_path / "queries.jsonl"
    items, _ = vary_laws(LAWS, 130)
    lines = [{"id": i.id, "name": i.heading, "content": i.text, "law": i.origin} for i in items]
    asked = [{"id": f"q{n}", "text": "杭州市展会补贴20万元", "pos": ["d0/0"]} for n in range(3)]
    for path, held in ((corpus, lines), (queries, asked)):
        path.write_text("".join(json.dumps(line) + "\n" for line in held), encoding="utf-8")
    return Source(queries, corpus)


@pytest.mark.slow
@pytest.mark.parametrize("name", SIDES)
def test_every_side_is_built_and_served_in_processes_of_their_own(source, tmp_path, name):
    if not SIDES[name].installed:
        pytest.skip(f"{name} is not installed")
    folder = tmp_path / name
    figures = measure(name, source, folder)
    assert figures["recall@10"] == 1
    common = {"items", "build_s", "build_cpu_s", "disk_mb", "cold_s", "memory_mb", "p95_ms", "callers_p95_ms"}
    assert common <= figures.keys()
    assert all(figures[each] > 0 for each in common)
    if name == "ours":
        assert {
            "filter_day_p95_ms",
            "filter_document_p95_ms",
            "whole_callers_p95_ms",
            "add_s",
            "withdraw_s",
        } <= figures.keys()
        again = measure(name, source, folder, reuse=True)
        assert again["build_s"] == figures["build_s"], "a store that is there was built again"
        assert again["items"] == 130
        assert again["p95_ms"] != figures["p95_ms"]


@pytest.mark.slow
def test_a_store_of_another_origin_is_built_anew(source, tmp_path):
    folder = tmp_path / "chroma"
    measure("chroma", source, folder)
    kept = folder.with_name("chroma-built.json")
    said = json.loads(kept.read_text(encoding="utf-8"))
    said["origin"]["embedder"] = "another"
    said["figures"]["items"] = 1
    kept.write_text(json.dumps(said), encoding="utf-8")
    assert measure("chroma", source, folder, reuse=True)["items"] == 130


def test_a_library_comes_from_a_corpus_or_from_laws(source, tmp_path):
    assert len(read_library(source).items) == 130
    assert source.judged
    law = {"title": "杭州市展会条例", "arts": [{"no": "第一条", "text": "办展。", "head": []}]}
    for name in ("national", "regional"):
        (tmp_path / f"{name}.jsonl.gz").write_bytes(gzip.compress(json.dumps(law).encode()))
    varied = Source(source.queries, laws=tmp_path, size=7)
    assert len(read_library(varied).items) == 7
    assert not varied.judged


def test_filters_are_those_that_the_library_knows(source, tmp_path):
    from evals.scale import _filters

    library = read_library(Source(source.queries, source.corpus))
    SIDES["ours"].prepare(library, tmp_path / "index")()
    assert [name for name, _ in _filters(opened_index(tmp_path / "index"))] == [
        "filter_day",
        "filter_document",
    ]
