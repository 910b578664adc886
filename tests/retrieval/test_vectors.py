"""Chroma and the exact scan agree; a lost store is noticed, a failing one is done without."""

import shutil
import sqlite3

import numpy as np
import pytest

from assistant.retrieval.embedder import HashedEmbedder, normalised
from assistant.retrieval.index import Index, IndexProblem, Workplace, build_index, open_index
from assistant.retrieval.search import Search
from assistant.retrieval.segment import Filters, Item, Origin
from assistant.retrieval.vectors import ChromaPlace, ChromaVectors, ExactVectors, open_chroma, write_chroma

SIZE = 600


@pytest.fixture(scope="module")
def exact():
    random = np.random.default_rng(7)
    return ExactVectors(normalised(random.normal(size=(SIZE, 32)).astype(np.float32)))


@pytest.fixture(scope="module")
def chroma(exact, tmp_path_factory):
    place = ChromaPlace(tmp_path_factory.mktemp("chroma"))
    parts = (exact.matrix[:250], exact.matrix[250:500], exact.matrix[500:])
    assert list(write_chroma(place, "policy-1", parts)) == [250, 500, 600]
    opened = open_chroma(place, "policy-1", exact)
    assert isinstance(opened, ChromaVectors)
    return opened


def test_the_exact_scan_finds_what_sorting_all_finds(exact):
    vector = exact.matrix[5]
    cosines = exact.matrix @ vector
    rows, scores = exact.nearest(vector, 10)
    assert rows.tolist() == np.argsort(-cosines, kind="stable")[:10].tolist()
    assert np.allclose(scores, np.sort(cosines)[::-1][:10])


@pytest.mark.parametrize("share", [0.0, 0.02, 0.5, 1.0])
def test_the_exact_scan_keeps_to_the_allowed_rows(exact, share):
    allowed = np.random.default_rng(3).random(SIZE) < share
    vector = exact.matrix[5]
    rows, _ = exact.nearest(vector, 10, allowed)
    cosines = np.where(allowed, exact.matrix @ vector, -1)
    best = np.argsort(-cosines, kind="stable")[:10]
    assert rows.tolist() == [row for row in best.tolist() if cosines[row] > 0]


@pytest.mark.parametrize("gap", [0, 3, 32, 1000])
def test_stretches_and_gathered_rows_give_the_same_cosines(exact, gap, monkeypatch):
    monkeypatch.setattr("assistant.retrieval.vectors.SMALL_GAP", gap)
    allowed = np.repeat(np.random.default_rng(9).random(SIZE // 20) < 0.5, 20)
    allowed[::37] = False
    rows, scores = exact.nearest(exact.matrix[5], SIZE, allowed)
    assert allowed[rows].all()
    assert np.allclose(scores, exact.matrix[rows] @ exact.matrix[5], atol=1e-6)
    assert len(rows) == int(((exact.matrix @ exact.matrix[5] > 0) & allowed).sum())


@pytest.mark.parametrize("limit", [1, 20, SIZE + 5])
def test_chroma_finds_what_the_exact_scan_finds(exact, chroma, limit):
    same = 0
    for row in range(0, SIZE, 60):
        rows, scores = chroma.nearest(exact.matrix[row], limit)
        wanted, _ = exact.nearest(exact.matrix[row], limit)
        assert rows[0] == row
        assert scores[0] == pytest.approx(1.0, abs=1e-5)
        same += len(set(rows.tolist()) & set(wanted.tolist())) / len(wanted)
    assert same / 10 > 0.95


@pytest.mark.parametrize("share", [0.0, 0.01, 0.5, 0.95])
def test_chroma_thins_out_by_itself(exact, chroma, share, monkeypatch):
    monkeypatch.setattr("assistant.retrieval.vectors.EXACT_LIMIT", 10)
    allowed = np.random.default_rng(3).random(SIZE) < share
    rows, _ = chroma.nearest(exact.matrix[5], 10, allowed)
    assert len(rows) == len(exact.nearest(exact.matrix[5], 10, allowed)[0])
    assert allowed[rows].all()


def test_a_store_that_fails_in_use_is_replaced_by_the_exact_scan(exact):
    class Broken:
        def query(self, **asked):
            raise ConnectionError

    rows, _ = ChromaVectors(exact, Broken()).nearest(exact.matrix[5], 10)
    assert rows.tolist() == exact.nearest(exact.matrix[5], 10)[0].tolist()


def test_a_collection_with_another_count_is_not_opened(exact, tmp_path):
    place = ChromaPlace(tmp_path)
    assert open_chroma(place, "policy-1", exact) is None
    list(write_chroma(place, "policy-1", [exact.matrix[:-1]]))
    assert open_chroma(place, "policy-1", exact) is None


ITEMS = [Item(f"a/{n}", f"第{n}号企业贷款贴息办法", "", "a" if n % 2 else "b") for n in range(50)]


def build(place):
    return build_index(
        ITEMS, [Origin("a", "滨江区"), Origin("b")], place, HashedEmbedder(), corpus="c", exact_limit=10
    )


def test_an_index_with_chroma_is_searched_and_filtered(tmp_path):
    place = Workplace(tmp_path)
    build(place)
    index = open_index(place)
    assert isinstance(index, Index)
    assert isinstance(index.segments[0].vectors, ChromaVectors)
    search = Search(index, HashedEmbedder())
    assert search.find("第37号企业")[0].clause_id == "a/37"
    hits = search.find("第37号企业", limit=50, filters=Filters(region="滨江区"))
    assert {int(hit.clause_id[2:]) % 2 for hit in hits} == {1}


@pytest.mark.parametrize("damage", ["folder", "database", "emptied"])
def test_a_lost_or_emptied_store_is_noticed_at_start(tmp_path, damage):
    place = Workplace(tmp_path)
    build(place)
    store = next((tmp_path / "chroma").iterdir())
    if damage == "folder":
        shutil.rmtree(store)
    elif damage == "database":
        (store / "chroma.sqlite3").unlink()
    else:
        with sqlite3.connect(store / "chroma.sqlite3") as database:
            database.execute("delete from embeddings where rowid % 2")
            database.execute("delete from embeddings_queue")
    problem = open_index(place)
    assert isinstance(problem, IndexProblem)
    assert problem.kind == "damaged"
    assert "make index" in problem.message
    build(place)
    assert isinstance(open_index(place), Index)
