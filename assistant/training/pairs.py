"""Pairs of a made-up question and the article that answers it, drawn anew for every epoch."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.training.bags import Bags, joined, offsets_of, stacked
from assistant.training.everyday import Sightings


@dataclass(frozen=True, slots=True)
class Recipe:
    """How questions are made; shares are between 0 and 1."""

    whole: float = 0.35  # words drawn from the whole article; the rest from one sentence of it
    heading: float = 0.08  # the heading and title instead of the text
    everyday: float = 0.8  # questions in which written words give way to everyday ones
    swap: float = 0.8  # of the written words in such a question, how many may give way
    swaps: int = 4  # and how many at most
    drop: float = 0.5  # articles that lose the question's words
    hide: float = 0.35  # articles that lose the question's sentence, where others remain
    titled: float = 0.3  # articles with their law's title in front
    fewest: int = 3
    most: int = 20
    fillers: int = 6
    asked: int = 0  # questions that people wrote, for each epoch; the shipped folder was trained without
    strays: int = 4  # words of some other question, at most
    power: float = 0.5  # 0: words drawn evenly, 1: in proportion to their inverse frequency


@dataclass(frozen=True, slots=True)
class Material:
    """The articles as bags, article by article in the same order."""

    articles: Bags
    sentence: NDArray[np.int64]  # for each token of `articles`, the number of its sentence
    titles: Bags
    headings: Bags
    weights: NDArray[np.float32]  # of each row of the table
    fillers: Bags
    sightings: Sightings
    asked: Bags  # questions that people wrote
    asked_for: Bags  # and the text that answers each


@dataclass(frozen=True, slots=True)
class Pairs:
    """Question i belongs to article i; `rows` says which article of the material, or beyond, which asked."""

    questions: Bags
    articles: Bags
    rows: NDArray[np.int64]


def draw_pairs(material: Material, recipe: Recipe, rng: np.random.Generator) -> Pairs:
    """One pair for each article, in random order; articles too short to ask about are left out."""
    count = len(material.articles)
    chosen = _chosen_sentence(material, recipe, rng)
    drawn = _drawn_words(material, recipe, rng, chosen)
    spoken = _everyday_words(material, recipe, rng, chosen, drawn)
    headed = rng.random(count) < recipe.heading
    core = material.articles.keep(drawn & ~headed[material.articles.owners()])
    heading = material.headings.keep(headed[material.headings.owners()])
    fillers = _some(material.fillers, rng.integers(0, recipe.fillers + 1, count), rng)
    strays = _strays(core, recipe.strays, rng)
    questions = joined([core, spoken, heading, fillers, strays])
    articles = _positives(material, recipe, rng, chosen, questions)
    usable = (core.lengths + spoken.lengths + heading.lengths > 0) & (articles.lengths > 2)
    written = rng.permutation(len(material.asked))[: recipe.asked] if recipe.asked else np.arange(0)
    questions = stacked([questions, material.asked.take(written)])
    articles = stacked([articles, material.asked_for.take(written)])
    rows = rng.permutation(len(questions))
    rows = rows[np.concatenate([usable, np.ones(len(written), np.bool_)])[rows]]
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
    owners: NDArray[np.int64], keys: NDArray[np.floating[Any]], wanted: NDArray[np.int64]
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


def _strays(questions: Bags, most: int, rng: np.random.Generator) -> Bags:
    """For each question a few words of another one: people tell what is beside the point."""
    others = questions.take(rng.permutation(len(questions)))
    counts = rng.integers(0, most + 1, len(others))
    within = np.arange(len(others.ids)) - np.repeat(others.offsets[:-1], others.lengths)
    return others.keep(within < counts[others.owners()])


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
