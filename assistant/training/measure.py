"""How well a folder's embedder finds the articles that answer lay questions, alone and mixed with BM25.

Run as `python -m assistant.training.measure --stard DIR --model DIR`. The weight of the mix is chosen on
the even-numbered half of the questions; the odd half is what counts.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from assistant.training.bags import bags_of

DEPTH = 100
WEIGHTS = tuple(round(0.05 * step, 2) for step in range(4, 19))
SIZES = (256, 128, 64)
_AT_ONCE = 128
_EMPTY = frozenset(
    "的 了 和 与 及 或 或者 在 是 有 被 把 对 对于 等 其 该 以 于 为 由 并 而 且 但 也 都 就 还 "  # noqa: SIM905
    "我 你 他 她 它 我们 他们 这 那 吗 呢 吧 啊 么 什么 怎么".split()
)

Scores = NDArray[np.float32]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Trial:
    """Questions, and for each the rows of the articles that answer it."""

    documents: tuple[str, ...]
    questions: tuple[str, ...]
    answers: tuple[frozenset[int], ...]
    even: Flags


@dataclass(frozen=True, slots=True)
class Figures:
    """Recall within 10 and 100, and mean reciprocal rank within 10; shares of 1."""

    recall_10: float
    recall_100: float
    mrr_10: float

    def __str__(self) -> str:
        return f"{self.recall_10:.3f} / {self.recall_100:.3f} / {self.mrr_10:.3f}"


def read_trial(folder: Path, *, named: bool) -> Trial:
    """The trial of the folder; articles with their names in front if `named`."""
    with gzip.open(folder / "corpus.jsonl.gz", "rt", encoding="utf-8") as lines:
        articles = [json.loads(line) for line in lines]
    questions = [json.loads(line) for line in (folder / "queries.jsonl").read_text("utf-8").splitlines()]
    row = {article["id"]: number for number, article in enumerate(articles)}
    return Trial(
        tuple(f"{one['name']}\n{one['content']}" if named else one["content"] for one in articles),
        tuple(one["text"] for one in questions),
        tuple(frozenset(row[answer] for answer in one["pos"] if answer in row) for one in questions),
        np.asarray([int(one["id"]) % 2 == 0 for one in questions]),
    )


def figures_of(trial: Trial, scores: Scores, chosen: Flags | None = None) -> Figures:
    """Means over the questions (those chosen, if given); `scores` is questions × articles."""
    rows = np.flatnonzero(chosen) if chosen is not None else np.arange(len(trial.questions))
    return Figures(*np.mean([worth_of(scores[row], trial.answers[row]) for row in rows], axis=0).tolist())


def worth_of(scores: Scores, answers: frozenset[int]) -> tuple[float, float, float]:
    """Recall within 10 and 100 and reciprocal rank within 10 of one question."""
    depth = min(DEPTH, len(scores))
    near = np.argpartition(-scores, depth - 1)[:depth]
    ranked = near[np.argsort(-scores[near], kind="stable")].tolist()
    first = next((rank for rank, one in enumerate(ranked[:10], 1) if one in answers), 0)
    return (
        len(answers.intersection(ranked[:10])) / len(answers),
        len(answers.intersection(ranked)) / len(answers),
        1 / first if first else 0.0,
    )


def bm25(trial: Trial, cut: Callable[[str], Sequence[str]], *, k1: float, b: float) -> Scores:
    """BM25 scores of every article for every question, questions × articles."""
    place: dict[str, int] = {}
    documents = _counts((cut(text) for text in trial.documents), place, grow=True)
    questions = _counts((cut(text) for text in trial.questions), place, grow=False)
    documents.resize(documents.shape[0], len(place))
    questions.resize(questions.shape[0], len(place))
    length = np.asarray(documents.sum(axis=1)).ravel()
    spread = np.bincount(documents.indices, minlength=len(place))
    rarity = np.log(1 + (len(trial.documents) - spread + 0.5) / (spread + 0.5))
    owner = np.repeat(np.arange(documents.shape[0]), np.diff(documents.indptr))
    norm = k1 * (1 - b + b * length / length.mean())
    documents.data = rarity[documents.indices] * documents.data * (k1 + 1) / (documents.data + norm[owner])
    turned = documents.astype(np.float32).T.tocsr()
    scores = np.empty((questions.shape[0], documents.shape[0]), np.float32)
    for start in range(0, len(scores), _AT_ONCE):
        scores[start : start + _AT_ONCE] = (questions[start : start + _AT_ONCE] @ turned).toarray()
    return scores


def _counts(texts: Iterable[Sequence[str]], place: dict[str, int], *, grow: bool) -> csr_matrix:
    indices: list[int] = []
    ends = [0]
    for terms in texts:
        if grow:
            indices.extend(place.setdefault(term, len(place)) for term in terms)
        else:
            indices.extend(place[term] for term in terms if term in place)
        ends.append(len(indices))
    matrix = csr_matrix(
        (np.ones(len(indices), np.float32), indices, ends), shape=(len(ends) - 1, max(1, len(place)))
    )
    matrix.sum_duplicates()
    return matrix


def characters_and_pairs(text: str) -> list[str]:
    """Characters and neighbouring pairs of characters, marks left out."""
    found: list[str] = []
    for run in re.findall(r"[^\W_]+", text.lower()):
        found.extend(run)
        found.extend(run[place : place + 2] for place in range(len(run) - 1))
    return found


def pairs(text: str) -> list[str]:
    """Neighbouring pairs of characters, marks left out."""
    return [
        run[place : place + 2]
        for run in re.findall(r"[^\W_]+", text.lower())
        for place in range(len(run) - 1)
    ]


def words(text: str) -> list[str]:
    """jieba's words without marks and a few dozen empty words."""
    import jieba

    return [word for word in jieba.lcut(text.lower()) if word not in _EMPTY and re.search(r"\w", word)]


def search_words(text: str) -> list[str]:
    """jieba's words and, within long ones, the shorter ones."""
    import jieba

    return [
        word for word in jieba.lcut_for_search(text.lower()) if word not in _EMPTY and re.search(r"\w", word)
    ]


def read_table(folder: Path, coarser: int = 0) -> Scores:
    """The folder's table as it ships, words × dimensions.

    `coarser`: bits that each number loses first, to see what keeping it in few bits costs.
    """
    from safetensors.numpy import load_file

    tensors = load_file(folder / "model.safetensors")
    numbers = tensors["embeddings"].astype(np.float32)
    numbers = np.rint(numbers / 2**coarser) * 2**coarser
    return np.asarray(numbers * tensors["weights"][:, None], np.float32)


def vectors(folder: Path, table: Scores, texts: Sequence[str]) -> Scores:
    """The vectors of the texts, of length one, texts × dimensions: cut by the folder's tokenizer."""
    from tokenizers import Tokenizer

    bags = bags_of(Tokenizer.from_file(str(folder / "tokenizer.json")), texts)
    ones = np.ones(len(bags.ids), np.float32)
    means = csr_matrix((ones, bags.ids, bags.offsets), shape=(len(bags), len(table))) @ table
    length = np.linalg.norm(means, axis=1, keepdims=True)
    return np.asarray(means / np.maximum(length, 1e-9), np.float32)


def mixed(trial: Trial, lexical: Scores, semantic: Scores) -> tuple[float, Figures, Figures]:
    """The semantic share that does best on the even questions; its figures on all and on the odd half.

    Lexical scores are brought to a highest of 1 for each question first. Question by question: whole
    tables of mixed scores would cost more in fresh memory than in arithmetic.
    """
    worth = np.empty((len(WEIGHTS), len(trial.questions), 3))
    for row, answers in enumerate(trial.answers):
        level = lexical[row] / max(float(lexical[row].max()), 1e-9)
        for number, weight in enumerate(WEIGHTS):
            worth[number, row] = worth_of(level + (semantic[row] - level) * np.float32(weight), answers)
    best = int(np.argmax(worth[:, trial.even].mean(axis=1).sum(axis=1)))
    every, odd = worth[best].mean(axis=0), worth[best][~trial.even].mean(axis=0)
    return WEIGHTS[best], Figures(*every.tolist()), Figures(*odd.tolist())


def table_of(
    folder: Path, model: Path, unrounded: Path | None = None
) -> Iterator[tuple[str, Figures, Figures]]:
    """Every method with its figures on all questions and on the odd half, one after the other.

    `unrounded`: the table as it was before rounding, to see directly what rounding costs.
    """
    named, bare = read_trial(folder, named=True), read_trial(folder, named=False)
    odd = ~named.even

    def row(name: str, scores: Scores) -> tuple[str, Figures, Figures]:
        return name, figures_of(named, scores), figures_of(named, scores, odd)

    yield row("BM25, jieba words, stop words removed, k1 1.5 b 0.75", bm25(named, words, k1=1.5, b=0.75))
    yield row("BM25, jieba's search mode", bm25(named, search_words, k1=1.5, b=0.75))
    yield row("BM25, character bigrams", bm25(named, pairs, k1=1.5, b=0.75))
    lexical = bm25(named, characters_and_pairs, k1=2, b=1)
    yield row("BM25, characters and bigrams, k1 2 b 1", lexical)
    for name, table in _tables(model, unrounded):
        asked, held = vectors(model, table, named.questions), vectors(model, table, bare.documents)
        yield row(name, asked @ held.T)
    table = read_table(model)
    asked, held = vectors(model, table, named.questions), vectors(model, table, bare.documents)
    for size in (size for size in SIZES if size < table.shape[1]):
        yield row(f"ours, cut to {size}", cut(asked, size) @ cut(held, size).T)
    yield row("ours, names and articles", asked @ vectors(model, table, named.documents).T)
    weight, *figures = mixed(named, lexical, asked @ held.T)
    yield f"mix of the best BM25 and ours ({weight:.2f} ours)", figures[0], figures[1]


def _tables(model: Path, unrounded: Path | None) -> Iterator[tuple[str, Scores]]:
    """The shipped table, the one before rounding, and what fewer bits would make of it."""
    yield "ours, articles alone", read_table(model)
    if unrounded is not None:
        yield "ours, before rounding to 8 bits a number", np.load(unrounded)
    for bits in (1, 2, 3, 4):
        yield f"ours, {8 - bits} bits a number instead of 8", read_table(model, bits)


def cut(found: Scores, size: int) -> Scores:
    """The first dimensions of the vectors, brought back to length one."""
    short = found[:, :size]
    return np.asarray(short / np.maximum(np.linalg.norm(short, axis=1, keepdims=True), 1e-9), np.float32)


def main() -> None:
    """Prints the table as Markdown."""
    parser = argparse.ArgumentParser(prog="python -m assistant.training.measure", description=__doc__)
    parser.add_argument(
        "--stard", type=Path, required=True, help="folder with queries.jsonl and corpus.jsonl.gz"
    )
    parser.add_argument("--model", type=Path, default=Path(__file__).parents[1] / "retrieval" / "model")
    parser.add_argument(
        "--unrounded",
        type=Path,
        help="table.npy of the training: its figures beside ours",
    )
    call = parser.parse_args()
    sys.stdout.write("| method | all questions | odd half |\n|---|---|---|\n")
    for name, every, odd in table_of(call.stard, call.model, call.unrounded):
        sys.stdout.write(f"| {name} | {every} | {odd} |\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
