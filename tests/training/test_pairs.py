import numpy as np

from assistant.training.bags import Bags, offsets_of
from assistant.training.everyday import Matter, find_matters
from assistant.training.pairs import Material, Recipe, draw_pairs
from assistant.training.vocabulary import Vocabulary

WORDS = ("工资", "工钱", "劳动报酬", "拖欠", "用人单位", "条例", "请问", "犬只", "赔偿", "医疗费用", "狗咬人")
VOCABULARY = Vocabulary(WORDS, tuple(-1.0 - number for number in range(len(WORDS))))


def bags(*texts):
    rows = [[WORDS.index(word) + 1 for word in text.split()] for text in texts]
    flat = np.asarray([token for row in rows for token in row], np.int32)
    return Bags(flat, offsets_of(np.asarray([len(row) for row in rows], np.int64)))


def words_of(bag):
    return {WORDS[token - 1] for token in bag.tolist()}


def material(matters):
    articles = bags("用人单位 拖欠 劳动报酬 赔偿 医疗费用", "犬只 赔偿 医疗费用 拖欠 用人单位")
    return Material(
        articles=articles,
        sentence=np.asarray([0, 0, 0, 1, 1, 2, 2, 2, 2, 2]),
        titles=bags("条例", "条例"),
        headings=bags("条例", "条例"),
        weights=np.ones(len(WORDS) + 1, np.float32),
        fillers=bags("请问"),
        sightings=find_matters(matters, articles, VOCABULARY.tokenizer()),
        asked=bags("工钱 拖欠"),
        asked_for=bags("拖欠 劳动报酬"),
    )


def test_a_written_word_gives_way_to_an_everyday_one():
    matters = (Matter(("劳动报酬",), ("工钱",)),)
    recipe = Recipe(
        whole=1,
        heading=0,
        everyday=1,
        swap=1,
        fillers=0,
        strays=0,
        asked=0,
        fewest=9,
        most=9,
        drop=0,
        titled=0,
    )
    pairs = draw_pairs(material(matters), recipe, np.random.default_rng(1))
    asked = words_of(pairs.questions.row(pairs.rows.tolist().index(0)))
    assert "工钱" in asked and "劳动报酬" not in asked


def test_two_words_count_only_where_an_article_has_both():
    matters = (Matter(("犬只+赔偿",), ("狗咬人",)), Matter(("犬只+工资",), ("工钱",)))
    found = material(matters).sightings
    assert found.matter.tolist() == [0]
    assert found.place.tolist() == [5]


def test_dropped_words_are_not_in_the_article():
    recipe = Recipe(
        whole=1, heading=0, everyday=0, fillers=0, strays=0, asked=0, fewest=2, most=2, drop=1, titled=0
    )
    pairs = draw_pairs(material(()), recipe, np.random.default_rng(1))
    for number in range(len(pairs.rows)):
        assert not words_of(pairs.questions.row(number)) & words_of(pairs.articles.row(number))


def test_same_seed_draws_the_same_pairs():
    first, second = (draw_pairs(material(()), Recipe(), np.random.default_rng(3)) for _ in range(2))
    assert first.questions.ids.tolist() == second.questions.ids.tolist()
    assert first.rows.tolist() == second.rows.tolist()


def test_written_questions_keep_their_text():
    recipe = Recipe(fillers=0, strays=0, asked=5)
    pairs = draw_pairs(material(()), recipe, np.random.default_rng(3))
    row = pairs.rows.tolist().index(2)
    assert words_of(pairs.questions.row(row)) == {"工钱", "拖欠"}
    assert words_of(pairs.articles.row(row)) == {"拖欠", "劳动报酬"}
