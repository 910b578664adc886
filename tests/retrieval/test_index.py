"""The index on disk: what a reader sees before, during and after a change."""

from datetime import date

import pytest

from assistant.errors import IndexFault
from assistant.retrieval.embedder import HashedEmbedder
from assistant.retrieval.index import (
    MOST_SMALL,
    Expectation,
    Index,
    IndexProblem,
    Workplace,
    build_index,
    change_index,
    open_index,
)
from assistant.retrieval.search import Search
from assistant.retrieval.segment import Filters, Item, Origin
from assistant.retrieval.words import Lexicon

EMBEDDER = HashedEmbedder()
LOANS = Origin("loans", "滨江区", "区级", date(2023, 5, 12), date(2026, 5, 11))
FAIRS = Origin("fairs", "杭州市", "市级", date(2020, 1, 1), None)
ITEMS = (
    Item("fairs/1", "企业参加境外展会，给予展位费补贴。", "市场开拓", "fairs"),
    Item("loans/1", "对知识产权质押贷款给予贴息资助。", "金融服务", "loans"),
    Item("loans/2", "鼓励企业上市融资，分阶段给予奖励。", "上市培育", "loans"),
)
LEXICON = Lexicon.of({"敲钟": ("上市",)})


def build(place, **changes):
    given = {"corpus": "c1", "lexicon": LEXICON, "extras": {"library.json": b"{}"}}
    return build_index(ITEMS, (LOANS, FAIRS), place, EMBEDDER, **(given | changes))


@pytest.fixture
def place(tmp_path):
    return Workplace(tmp_path / "index")


def found(place, text, **options):
    index = open_index(place)
    assert isinstance(index, Index), index
    return [hit.clause_id for hit in Search(index, EMBEDDER).find(text, **options)]


def test_a_built_index_is_found_whole_and_searched(place):
    build(place)
    index = open_index(place, Expectation("c1", EMBEDDER.version))
    assert isinstance(index, Index)
    assert len(index) == 3
    assert index.artefact("library.json") == b"{}"
    assert found(place, "知识产权质押")[0] == "loans/1"
    assert found(place, "企业敲钟")[0] == "loans/2"


def test_a_text_without_letters_finds_nothing(place):
    build(place)
    assert found(place, "？？！ \n") == []


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(region="滨江区"), {"loans/1", "loans/2"}),
        (Filters(level="市级"), {"fairs/1"}),
        (Filters(in_force_on=date(2026, 5, 11)), {"loans/1", "loans/2", "fairs/1"}),
        (Filters(in_force_on=date(2026, 5, 12)), {"fairs/1"}),
        (Filters(in_force_on=date(2021, 1, 1)), {"fairs/1"}),
        (Filters(documents=frozenset({"fairs"})), {"fairs/1"}),
        (Filters(region="上城区"), set()),
    ],
)
def test_filters_narrow_a_search(place, filters, expected):
    build(place)
    assert set(found(place, "企业给予补贴奖励贴息资助", filters=filters)) == expected


def test_what_is_missing_stale_or_of_another_embedder_is_named(place):
    missing = open_index(place)
    assert isinstance(missing, IndexProblem)
    assert missing.kind == "missing"
    build(place)
    for expected in (Expectation("c2", EMBEDDER.version), Expectation("c1", "other")):
        stale = open_index(place, expected)
        assert isinstance(stale, IndexProblem)
        assert stale.kind == "stale"
        assert "make index" in stale.message


def test_every_damaged_or_missing_file_is_noticed(place):
    build(place)
    files = [p for p in place.folder.rglob("*") if p.is_file() and p.name != "LOCK"]
    assert len(files) > 10
    for file in (file for file in files if file.stat().st_size):
        held = file.read_bytes()
        for broken in (None, held[:-1], held[:-1] + bytes([held[-1] ^ 1])):
            file.unlink() if broken is None else file.write_bytes(broken)
            problem = open_index(place)
            assert isinstance(problem, IndexProblem), file
            assert problem.kind == ("missing" if broken is None and file.name == "CURRENT" else "damaged")
            file.write_bytes(held)
    assert isinstance(open_index(place), Index)


def test_documents_are_added_replaced_and_withdrawn(place):
    build(place)
    towers = Origin("towers")
    change_index(
        place, EMBEDDER, corpus="c2", put=[(towers, [Item("towers/1", "充电桩建设补助", "", "towers")])]
    )
    assert found(place, "充电桩")[0] == "towers/1"
    change_index(place, EMBEDDER, corpus="c3", put=[(towers, [Item("towers/2", "充电桩新规", "", "towers")])])
    assert found(place, "充电桩")[0] == "towers/2"
    assert "towers/1" not in found(place, "充电桩建设补助")
    change_index(place, EMBEDDER, corpus="c4", withdraw=["towers"], extras={"library.json": b"[]"})
    assert not [name for name in found(place, "充电桩建设补助") if name.startswith("towers")]
    index = open_index(place, Expectation("c4", EMBEDDER.version))
    assert isinstance(index, Index)
    assert index.artefact("library.json") == b"[]"


def test_many_changes_are_folded_and_lose_nothing(place):
    build(place)
    for number in range(2 * MOST_SMALL):
        origin = Origin(f"d{number}")
        change_index(
            place,
            EMBEDDER,
            corpus=f"c{number}",
            put=[(origin, [Item(f"d{number}/1", f"第{number}号充电桩", "", origin.key)])],
        )
    index = open_index(place)
    assert isinstance(index, Index)
    assert len(index.segments) <= MOST_SMALL
    assert set(found(place, "充电桩", limit=100)) >= {f"d{number}/1" for number in range(2 * MOST_SMALL)}
    assert found(place, "知识产权质押")[0] == "loans/1"


def test_nothing_can_be_changed_where_nothing_was_built(place):
    with pytest.raises(IndexFault, match="make index"):
        change_index(place, EMBEDDER, corpus="c", withdraw=["loans"])


def test_readers_of_an_older_version_go_on(place):
    build(place)
    old = Search(open_index(place), EMBEDDER)
    for number in range(5):
        build(place, corpus=f"c{number}")
    assert old.find("知识产权质押")[0].clause_id == "loans/1"
    assert len(list((place.folder / "segments").iterdir())) <= 3


def test_an_index_of_another_form_is_stale(place, monkeypatch):
    build(place)
    monkeypatch.setattr("assistant.retrieval.index.FORM", 0)
    problem = open_index(place)
    assert isinstance(problem, IndexProblem)
    assert problem.kind == "stale"
