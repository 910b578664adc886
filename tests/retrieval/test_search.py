"""Search: words and meaning fused, the evidence of a document, ranks that say where a hit came from."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.retrieval.embedder import HashedEmbedder
from assistant.retrieval.index import Index, Workplace, build_index, change_index, open_index
from assistant.retrieval.search import Fusion, Search, _document_evidence, item_of
from assistant.retrieval.segment import Item, Origin
from assistant.retrieval.words import Lexicon

EMBEDDER = HashedEmbedder()
ITEMS = [
    Item("a/1", "对知识产权质押贷款给予贴息资助。", "金融服务", "a"),
    Item("a/2", "鼓励企业上市融资，分阶段给予奖励。", "上市培育", "a"),
    Item("b/1", "企业参加境外展会，给予展位费补贴。", "市场开拓", "b"),
    Item("b/2", "参加境内展会的企业，补贴减半。", "市场开拓", "b"),
]


@pytest.fixture(scope="module")
def index(tmp_path_factory):
    place = Workplace(tmp_path_factory.mktemp("index"))
    lexicon = Lexicon.of({"摊位": ("展位",), "敲钟": ("上市",)})
    build_index(ITEMS, [Origin("a"), Origin("b")], place, EMBEDDER, corpus="c", lexicon=lexicon)
    opened = open_index(place)
    assert isinstance(opened, Index)
    return opened


def test_headings_are_found_by_words(index):
    assert Search(index, EMBEDDER).find("金融服务")[0].clause_id == "a/1"


@pytest.mark.parametrize(("question", "expected"), [("摊位", "b/1"), ("敲钟", "a/2")])
def test_everyday_words_find_the_official_ones(index, question, expected):
    assert Search(index, EMBEDDER).find(question)[0].clause_id == expected


def test_words_that_no_text_holds_find_nothing_without_the_lexicon(index):
    assert Search(index, EMBEDDER, Fusion(lexicon=0.0, meaning=0.0)).find("敲钟") == ()
    assert Search(index, EMBEDDER, Fusion(meaning=0.0)).find("敲钟")[0].lexical_rank == 1


def test_a_hit_says_which_side_found_it(index):
    hits = Search(index, EMBEDDER).find("知识产权")
    assert hits[0].clause_id == "a/1"
    assert hits[0].lexical_rank == 1
    assert all(hit.lexical_rank is None for hit in hits[1:])
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


def test_the_limit_is_kept(index):
    assert len(Search(index, EMBEDDER).find("企业补贴", limit=2)) == 2


def test_a_document_counts_by_its_three_best():
    scores = np.array([3, 1, 2, 4, 9], dtype=np.float32)
    evidence = _document_evidence(scores, np.array([0, 0, 0, 0, 5]))
    assert evidence.tolist() == [3, 3, 3, 3, 3]


def test_items_are_read_back(index):
    assert item_of(index, "b/2") == ITEMS[3]
    assert item_of(index, "b/9") is None


def test_a_withdrawn_item_is_not_read_back(tmp_path):
    place = Workplace(tmp_path)
    build_index(ITEMS, [Origin("a"), Origin("b")], place, EMBEDDER, corpus="c")
    change_index(place, EMBEDDER, corpus="d", withdraw=["b"])
    assert item_of(open_index(place), "b/2") is None


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_any_text_can_be_searched_with(index, text):
    ids = [hit.clause_id for hit in Search(index, EMBEDDER).find(text)]
    assert len(ids) == len(set(ids)) <= len(ITEMS)


def test_a_very_long_text_is_searched_with(index):
    assert Search(index, EMBEDDER).find("企业参加境外展会补贴" * 1000)[0].clause_id == "b/1"


def test_an_empty_index_finds_nothing(tmp_path):
    place = Workplace(tmp_path)
    build_index([], [], place, EMBEDDER, corpus="c")
    opened = open_index(place)
    assert isinstance(opened, Index)
    assert Search(opened, EMBEDDER).find("补贴") == ()
