"""Pairs of a made-up question and the article that answers it, drawn anew for every epoch."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.training.bags import Bags, joined, offsets_of
from assistant.training.everyday import Sightings

# What people put around the matter of a question; it must learn to weigh nothing.
FILLERS = (
    "请问 怎么办 怎么 如何 什么 哪些 哪里 谁 多少 多久 多长时间 几年 吗 呢 吧 啊 了 的 我 我们 我想 想问 一下 你好 您好 "
    "可以 能 能不能 可不可以 是不是 是否 有没有 需要 要 应该 应当 必须 合法 违法 犯法 犯罪 法律 规定 有关 关于 对于 如果 "
    "情况 情况下 属于 算 算不算 会 会不会 被 把 给 让 和 跟 与 后 之后 以后 前 时 时候 因为 所以 但是 现在 这种 这样 这个 "
    "那个 他 她 他们 别人 对方 自己 某 有人 朋友 家里 人 到底 具体 处理 解决 承担 责任 负责 有 没有 没 不 不能 在 是 就 都 "
    "还 还是 吗 么 为什么 有什么 哪种 行为 标准 条件 法律责任 处罚 怎样 咋办 咋 啥 求助 谢谢 帮忙 老师 律师"
).split()


@dataclass(frozen=True, slots=True)
class Recipe:
    """How questions are made; shares are between 0 and 1."""

    whole: float = 0.35  # words drawn from the whole article; the rest from one sentence of it
    heading: float = 0.08  # the heading and title instead of the text
    everyday: float = 0.6  # questions in which written words give way to everyday ones
    swap: float = 0.6  # of the written words in such a question, how many may give way
    swaps: int = 4  # and how many at most
    drop: float = 0.5  # articles that lose the question's words
    hide: float = 0.35  # articles that lose the question's sentence, where others remain
    titled: float = 0.3  # articles with their law's title in front
    fewest: int = 3
    most: int = 16
    fillers: int = 4
    power: float = 0.75  # 0: words drawn evenly, 1: in proportion to their inverse frequency
    grouped: int = 1  # articles of the same law that stand together in a batch


@dataclass(frozen=True, slots=True)
class Material:
    """The articles as bags, article by article in the same order."""

    articles: Bags
    sentence: NDArray[np.int64]  # for each token of `articles`, the number of its sentence
    titles: Bags
    headings: Bags
    laws: NDArray[np.int64]
    weights: NDArray[np.float32]  # of each row of the table
    fillers: Bags
    sightings: Sightings


@dataclass(frozen=True, slots=True)
class Pairs:
    """Question i belongs to article i."""

    questions: Bags
    articles: Bags
    rows: NDArray[np.int64]


def draw_pairs(material: Material, recipe: Recipe, rng: np.random.Generator) -> Pairs:
    """One pair for each article, in an order that puts some articles of one law together."""
    count = len(material.articles)
    chosen = _chosen_sentence(material, recipe, rng)
    drawn = _drawn_words(material, recipe, rng, chosen)
    spoken = _everyday_words(material, recipe, rng, chosen, drawn)
    headed = rng.random(count) < recipe.heading
    core = material.articles.keep(drawn & ~headed[material.articles.owners()])
    heading = material.headings.keep(headed[material.headings.owners()])
    fillers = _some(material.fillers, rng.integers(0, recipe.fillers + 1, count), rng)
    questions = joined([core, spoken, heading, fillers])
    articles = _positives(material, recipe, rng, chosen, questions)
    usable = (questions.lengths - fillers.lengths > 0) & (articles.lengths > 2)
    rows = _order(material.laws, recipe.grouped, rng)
    rows = rows[usable[rows]]
    return Pairs(questions.take(rows), articles.take(rows), rows)


def _chosen_sentence(material: Material, recipe: Recipe, rng: np.random.Generator) -> NDArray[np.int64]:
    """For each article the sentence that the question is made from, or -1 for the whole."""
    offsets = material.articles.offsets
    full = material.articles.lengths > 0
    first = np.zeros(len(full), np.int64)
    last = np.zeros(len(full), np.int64)
    first[full] = material.sentence[offsets[:-1][full]]
    last[full] = material.sentence[offsets[1:][full] - 1]
    chosen = rng.integers(first, last + 1)
    return np.where(rng.random(len(full)) < recipe.whole, -1, chosen)


def _drawn_words(
    material: Material, recipe: Recipe, rng: np.random.Generator, chosen: NDArray[np.int64]
) -> NDArray[np.bool_]:
    """For each token of the articles, whether the question says it: the telling ones more likely."""
    owners = material.articles.owners()
    choice = chosen[owners]
    places = np.flatnonzero((choice < 0) | (choice == material.sentence))
    weights = material.weights[material.articles.ids[places]] ** recipe.power
    keys = rng.exponential(size=len(places)).astype(np.float32) / np.maximum(weights, 1e-6)
    wanted = np.exp(rng.uniform(np.log(recipe.fewest), np.log(recipe.most + 1), len(chosen))).astype(np.int64)
    drawn = np.zeros(len(owners), np.bool_)
    drawn[places[_foremost(owners[places], keys, wanted)]] = True
    return drawn


def _foremost(
    owners: NDArray[np.int64], keys: NDArray[np.float32], wanted: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Positions of the smallest keys of each owner, as many as the owner wants; owners ascend."""
    order = np.lexsort((keys, owners))
    counts = np.bincount(owners, minlength=len(wanted))
    rank = np.arange(len(owners)) - np.repeat(offsets_of(counts)[:-1], counts)
    return order[rank < wanted[owners]]


def _everyday_words(
    material: Material,
    recipe: Recipe,
    rng: np.random.Generator,
    chosen: NDArray[np.int64],
    drawn: NDArray[np.bool_],
) -> Bags:
    """Everyday words for some written ones, as bags by article; the written ones leave `drawn`."""
    seen = material.sightings
    owners = material.articles.owners()[seen.place]
    choice = chosen[owners]
    asked = rng.random(len(chosen)) < recipe.everyday
    near = asked[owners] & ((choice < 0) | (choice == material.sentence[seen.place]))
    near &= rng.random(len(near)) < recipe.swap
    at = np.flatnonzero(near)
    at = at[np.argsort(owners[at], kind="stable")]
    weights = material.weights[material.articles.ids[seen.place[at]]]
    keys = rng.exponential(size=len(at)).astype(np.float32) / np.maximum(weights, 1e-6)
    at = np.sort(at[_foremost(owners[at], keys, rng.integers(1, recipe.swaps + 1, len(chosen)))])
    at = at[np.argsort(owners[at], kind="stable")]
    for step in range(int(seen.span.max(initial=0))):
        drawn[(seen.place[at] + step)[seen.span[at] > step]] = False
    phrase = rng.integers(seen.first[seen.matter[at]], seen.first[seen.matter[at] + 1])
    said = seen.phrases.take(phrase)
    lengths = np.bincount(owners[at], said.lengths, len(chosen)).astype(np.int64)
    return Bags(said.ids, offsets_of(lengths))


def _some(words: Bags, counts: NDArray[np.int64], rng: np.random.Generator) -> Bags:
    """For each count, so many of the words, drawn anew."""
    said = words.take(rng.integers(0, len(words), int(counts.sum())))
    ends = offsets_of(counts)
    return Bags(said.ids, said.offsets[ends])


def _positives(
    material: Material,
    recipe: Recipe,
    rng: np.random.Generator,
    chosen: NDArray[np.int64],
    questions: Bags,
) -> Bags:
    """The articles, some without the question's sentence, some without its words, some with a title."""
    articles = material.articles
    owners = articles.owners()
    hidden = (chosen[owners] == material.sentence) & (rng.random(len(chosen)) < recipe.hide)[owners]
    left = articles.lengths - np.bincount(owners[hidden], minlength=len(chosen))
    keep = ~(hidden & (left >= 8)[owners])
    dropped = rng.random(len(chosen)) < recipe.drop
    rows = len(material.weights)
    among = questions.keep(dropped[questions.owners()])
    said = np.unique(among.owners() * rows + among.ids)
    losing = np.flatnonzero(dropped[owners] & keep)
    keys = owners[losing] * rows + articles.ids[losing]
    found = np.minimum(np.searchsorted(said, keys), max(0, len(said) - 1))
    if len(said):
        keep[losing[said[found] == keys]] = False
    titled = rng.random(len(chosen)) < recipe.titled
    titles = material.titles.keep(titled[material.titles.owners()])
    return joined([titles, articles.keep(keep)])


def _order(laws: NDArray[np.int64], grouped: int, rng: np.random.Generator) -> NDArray[np.int64]:
    """All rows, shuffled in runs of at most `grouped` rows of one law."""
    shuffled = rng.permutation(len(laws))
    by_law = shuffled[np.argsort(laws[shuffled], kind="stable")]
    counts = np.bincount(laws)
    rank = np.arange(len(laws)) - np.repeat(offsets_of(counts)[:-1], counts)
    runs = np.unique(
        laws[by_law] * (1 + int(rank.max(initial=0)) // grouped) + rank // grouped, return_inverse=True
    )[1]
    place = rng.permutation(int(runs.max(initial=0)) + 1)
    return by_law[np.argsort(place[runs], kind="stable")]
