"""The labeller: same in, same out; kept as bytes; apart what is apart; unsure of what it never saw."""

import numpy as np
import pytest

from assistant.dialogue.cues import Cues
from assistant.dialogue.labelling import Labeller, _lead, fit_labeller
from assistant.retrieval.embedder import HashedEmbedder

LISTING = ["上市奖励多少", "公司上市能拿多少钱", "科创板上市有奖励吗", "我们要上市，补多少", "上市奖多少万"]
FAIR = ["参展补贴多少", "出国参展补多少钱", "展位费能报吗", "展位费补贴比例", "参加展会有没有补贴"]
ABUSE = ["你是傻子吗", "废物", "垃圾系统", "滚开", "你这个蠢货"]
TALK = ["你好", "谢谢", "再见", "好的，辛苦了", "在吗"]
BOTH = "上市和参展的补贴都有多少"
EXAMPLES = [
    *((text, "listing") for text in LISTING),
    *((text, "fair") for text in FAIR),
    *((text, "abuse") for text in ABUSE),
    *((text, "talk") for text in TALK),
    (BOTH, "listing"),
    (BOTH, "fair"),
]
CUES = Cues.of({"hostile": ["废物", "蠢货", "傻子", "笨蛋"]})
EMBEDDER = HashedEmbedder(32)


def vectors(texts: list[str]) -> np.ndarray:
    return EMBEDDER.encode(texts)


@pytest.fixture(scope="module")
def labeller() -> Labeller:
    return fit_labeller(EXAMPLES, vectors([text for text, _ in EXAMPLES]), cues=CUES)


def chances(labeller: Labeller, text: str) -> dict[str, float]:
    return labeller.score(text, vectors([text])[0])


def test_the_same_examples_give_the_same_bytes(labeller: Labeller) -> None:
    again = fit_labeller(EXAMPLES, vectors([text for text, _ in EXAMPLES]), cues=CUES)
    assert again.to_bytes() == labeller.to_bytes()


def test_bytes_hold_all_of_it(labeller: Labeller) -> None:
    read = Labeller.from_bytes(labeller.to_bytes())
    assert read.labels == labeller.labels
    assert read.to_bytes() == labeller.to_bytes()
    for text in ("科创板上市奖励", "展位费", "笨蛋"):
        assert chances(read, text) == pytest.approx(chances(labeller, text), abs=2e-3)


@pytest.mark.parametrize(
    ("text", "label"),
    [("上市有多少奖励", "listing"), ("去国外参展，展位费补多少", "fair"), ("蠢货，滚", "abuse")],
)
def test_a_tiny_fit_tells_labels_apart(labeller: Labeller, text: str, label: str) -> None:
    found = chances(labeller, text)
    assert max(found, key=lambda name: found[name]) == label


def test_a_cue_reaches_words_that_no_example_holds(labeller: Labeller) -> None:
    bare = fit_labeller(EXAMPLES, vectors([text for text, _ in EXAMPLES]))
    assert chances(labeller, "笨蛋")["abuse"] > chances(bare, "笨蛋")["abuse"]


def test_unknown_words_give_low_chances(labeller: Labeller) -> None:
    assert max(labeller.score("qwertz", np.zeros(32, dtype=np.float32)).values()) < 0.5


def test_a_sentence_may_bear_two_labels(labeller: Labeller) -> None:
    found = chances(labeller, BOTH)
    assert min(found["listing"], found["fair"]) > found["abuse"]


def test_more_sentences_than_features_give_the_same_answer() -> None:
    from scipy.sparse import csr_matrix

    from assistant.dialogue import labelling

    random = np.random.default_rng(5)
    few = random.normal(size=(6, 9)).astype(np.float32)
    truth = (random.random((6, 2)) > 0.5).astype(np.float32)
    shares, left_out = labelling._over_sentences(few @ few.T, truth, 1.0)
    weights, again = labelling._over_features(few, truth, 1.0)
    assert np.allclose(few.T @ shares, weights, atol=1e-4)
    assert np.allclose(left_out, again, atol=1e-4)
    kept = [1, 2, 3, 4, 5]
    without, _ = labelling._over_features(few[kept], truth[kept], 1.0)
    assert np.allclose(few[0] @ without, left_out[0], atol=1e-4)
    assert csr_matrix(few).shape == few.shape


def test_inner_products_are_the_same_whether_features_are_common_or_rare(monkeypatch) -> None:
    from scipy.sparse import csr_matrix

    from assistant.dialogue import labelling

    monkeypatch.setattr(labelling, "MOST_COMMON", 3)
    monkeypatch.setattr(labelling, "ROWS_AT_ONCE", 4)
    random = np.random.default_rng(7)
    dense = random.normal(size=(10, 2)).astype(np.float32)
    sparse = (random.random((10, 8)) > 0.6).astype(np.float32)
    wanted = sparse @ sparse.T + dense @ dense.T
    found = labelling._likeness(csr_matrix(sparse), dense)
    assert np.allclose(np.tril(found), np.tril(wanted), atol=1e-5)


def test_many_sentences_left_out_score_nearly_as_few_do(monkeypatch) -> None:
    from assistant.dialogue import labelling

    random = np.random.default_rng(8)
    held = random.normal(size=(60, 80)).astype(np.float32)
    truth = (random.random((60, 2)) > 0.5).astype(np.float32)
    _, exact = labelling._over_sentences(held @ held.T, truth, 20.0)
    monkeypatch.setattr(labelling, "SKETCH", 50)
    _, near = labelling._over_sentences(held @ held.T, truth, 20.0)
    assert 0 < np.abs(near - exact).mean() < 0.2 * np.abs(truth - exact).mean()


def test_only_labels_that_come_into_question_are_rivals(labeller: Labeller) -> None:
    vector = vectors([BOTH])[0]
    among = {"listing", "talk", "unknown"}
    whole, some = labeller.score(BOTH, vector), labeller.score(BOTH, vector, among)
    assert set(some) == {"listing", "talk"}
    # The fair, its only near rival, is away.
    assert some["listing"] > whole["listing"]
    assert labeller.score(BOTH, vector, labeller.labels) == whole
    assert labeller.score(BOTH, vector, ()) == {}


def test_numbers_and_places_are_masked() -> None:
    cues = Cues.of({}, {"@": ["余杭", "余杭区"]})
    assert cues.masked("余杭区贷款1000万元，30%，三年") == "@贷款#元，#%，#年"
    assert cues.masked("5050计划") == "5050计划"


def test_a_word_inside_a_longer_one_is_not_heard() -> None:
    cues = Cues.of({"title": ["小巨人"], "other": ["科技小巨人"], "money": ["钱多", "多少钱"]})
    assert cues.found("科技小巨人有多少钱") == ("other", "money")
    assert cues.found("小巨人") == ("title",)
    assert Cues.of({}).found("小巨人") == ()


def test_of_one_sentence_the_lead_is_the_same_as_of_many():
    rows = np.array([[0.5, 0.2, 0.9], [0.3, 0.3, 0.1], [-1.0, -2.0, -1.5]], dtype=np.float32)
    assert [_lead(row).tolist() for row in rows] == _lead(rows).tolist()
    assert _lead(rows)[1].tolist()[:2] == [0.0, 0.0]


def test_cues_inside_a_longer_one_at_the_end_of_a_text_are_not_cut_off():
    cues = Cues.of({"short": ["巨人"], "long": ["小巨人企业"]})
    assert cues.found("我们是小巨人") == ("short",)
    assert cues.found("我们是小巨人企业") == ("long",)
