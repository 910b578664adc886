"""The whole course of training, stage by stage; each stage leaves a file and is not done twice."""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from assistant.training.asked import read_asked
from assistant.training.bags import Bags, bags_of, joined, offsets_of
from assistant.training.everyday import Matter, find_matters, read_fillers, read_matters, words_of
from assistant.training.folder import write_folder
from assistant.training.laws import Article, read_articles, read_policies
from assistant.training.learning import Schedule, learn_epoch, new_learner, resume_learner, save_learner
from assistant.training.pairs import Material, Recipe, draw_pairs
from assistant.training.start import inverse_frequency, start_table
from assistant.training.vocabulary import Vocabulary, choose_vocabulary, count_words, general_words

LOG = logging.getLogger("assistant.training")


@dataclass(frozen=True, slots=True)
class Course:
    """Everything that decides the result, besides the texts."""

    words: int = 60_000
    dimensions: int = 384
    seed: int = 1
    runs: int = 2  # trainings from the same start with other draws, of which the mean is kept
    levelling: float = 0.65  # power of the rows' lengths: below 1, rare words outweigh common ones less
    recipe: Recipe = field(default_factory=Recipe)
    schedule: Schedule = field(default_factory=Schedule)


def train(laws: Path, corpus: Path, out: Path, course: Course) -> Path:
    """The shipped folder, trained on the laws and on the policies and lexicon of the corpus.

    Goes on where an earlier call with the same course and texts left off; raises ValueError where
    `out` holds another course's work.
    """
    out.mkdir(parents=True, exist_ok=True)
    _claim(out, course, laws, corpus)
    articles = (*read_articles(laws), *read_policies(corpus))
    LOG.info("articles: %d", len(articles))
    lexicon = corpus / "lexicon"
    matters, fillers = read_matters(lexicon / "everyday.txt"), read_fillers(lexicon / "fillers.txt")
    vocabulary = _vocabulary(out / "vocabulary.json", articles, matters, course.words)
    LOG.info("words: %d", len(vocabulary.words))
    tokenizer = vocabulary.tokenizer()
    material = _material(articles, matters, fillers, read_asked(corpus), tokenizer)
    start = _start(out / "start.npy", material, course)
    tables = [
        _learned(out / f"run-{run}.pt", material, vocabulary, start, course, run)
        for run in range(course.runs)
    ]
    table = mean_table(tables, course.levelling)
    table[0] = 0  # the unknown, as in the folder
    np.save(out / "table.npy", table)  # before rounding: what rounding costs is measured against it
    write_folder(out / "model", tokenizer, table)
    LOG.info("model: %s", out / "model")
    return out / "model"


def _claim(out: Path, course: Course, laws: Path, corpus: Path) -> None:
    digest = hashlib.sha256()
    texts = (*corpus.rglob("*.txt"), *corpus.rglob("exemplars/*.yaml"))
    for path in (*sorted(laws.glob("*.jsonl.gz")), *sorted(texts)):
        digest.update(path.read_bytes())
    mine = json.dumps({**asdict(course), "texts": digest.hexdigest()}, indent=1, default=str)
    claim = out / "course.json"
    if claim.exists() and claim.read_text("utf-8") != mine:
        raise ValueError(f"{out} holds the work of another course: empty it or choose another folder")
    claim.write_text(mine, "utf-8")


def _vocabulary(path: Path, articles: Sequence[Article], matters: Sequence[Matter], size: int) -> Vocabulary:
    if path.exists():
        kept = json.loads(path.read_text("utf-8"))
        return Vocabulary(tuple(kept["words"]), tuple(kept["scores"]))
    LOG.info("counting words")
    general = general_words()
    counts = count_words(f"{article.law}\n{article.text}" for article in articles)
    known = [word for word in dict.fromkeys(words_of(matters)) if word in general or word in counts]
    vocabulary = choose_vocabulary(counts, general, wanted=known, size=size)
    path.write_text(json.dumps(asdict(vocabulary), ensure_ascii=False), "utf-8")
    return vocabulary


def _material(
    articles: Sequence[Article],
    matters: tuple[Matter, ...],
    fillers: Sequence[str],
    asked: Sequence[tuple[str, str]],
    tokenizer: Tokenizer,
) -> Material:
    LOG.info("cutting texts into words")
    sentences = [article.sentences() for article in articles]
    flat = bags_of(tokenizer, [sentence for some in sentences for sentence in some])
    first = offsets_of(np.asarray([len(some) for some in sentences], np.int64))
    bags = Bags(flat.ids, flat.offsets[first])
    return Material(
        articles=bags,
        sentence=flat.owners(),
        titles=bags_of(tokenizer, [article.law for article in articles]),
        headings=bags_of(tokenizer, ["\n".join((article.law, *article.headings)) for article in articles]),
        weights=inverse_frequency(bags, tokenizer.get_vocab_size()),
        fillers=bags_of(tokenizer, fillers),
        sightings=find_matters(matters, bags, tokenizer),
        asked=bags_of(tokenizer, [question for question, _ in asked]),
        asked_for=bags_of(tokenizer, [text for _, text in asked]),
    )


def _start(path: Path, material: Material, course: Course) -> NDArray[np.float32]:
    if path.exists():
        kept: NDArray[np.float32] = np.load(path)
        return kept
    LOG.info("start vectors")
    both = joined([material.headings, material.articles])
    table = start_table(both, len(material.weights), course.dimensions, seed=course.seed)
    np.save(path, table)
    return table


def _learned(
    path: Path,
    material: Material,
    vocabulary: Vocabulary,
    start: NDArray[np.float32],
    course: Course,
    run: int,
) -> NDArray[np.float32]:
    import torch
    from tqdm import tqdm  # type: ignore[import-untyped]

    torch.manual_seed(course.seed)
    schedule = course.schedule
    learner = new_learner(start, vocabulary.pieces(), schedule)
    if path.exists():
        resume_learner(learner, path)
    each = max(1, len(material.articles) // schedule.batch)
    for epoch in range(learner.epoch, schedule.epochs):
        pairs = draw_pairs(material, course.recipe, np.random.default_rng((course.seed, run, epoch)))
        losses = []
        with tqdm(total=each, desc=f"run {run + 1} epoch {epoch + 1}/{schedule.epochs}", leave=False) as bar:
            for loss in learn_epoch(learner, pairs, each * schedule.epochs):
                losses.append(loss)
                bar.update()
        learner.epoch = epoch + 1
        save_learner(learner, path)
        LOG.info(
            "run %d, epoch %d of %d: loss %.3f", run + 1, epoch + 1, schedule.epochs, float(np.mean(losses))
        )
    table: NDArray[np.float32] = learner.table().detach().numpy()
    return table


def mean_table(tables: Sequence[NDArray[np.float32]], levelling: float) -> NDArray[np.float32]:
    """The mean of tables of one start, brought to a common scale; each row's length raised to `levelling`.

    Questions made of words drawn by rarity teach rare words to shout; levelling takes that back.
    """
    scaled = [table / max(1e-9, float(np.linalg.norm(table, axis=1).mean())) for table in tables]
    mean = np.mean(scaled, axis=0)
    length = np.maximum(np.linalg.norm(mean, axis=1, keepdims=True), 1e-6)
    return np.asarray(mean * length ** (levelling - 1), np.float32)
