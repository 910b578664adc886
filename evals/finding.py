"""The retrieval stage by itself: at which rank search finds the clauses that an answer must cite."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from evals.record import Record
from evals.score import RULE_CLAUSES

DEPTHS = (1, 3, 5, 10)
# Kinds of questions that search is measured on by itself, and the categories of the sets that belong to each.
GROUPS = {
    "colloquial": frozenset({"colloquial"}),
    "noisy": frozenset({"noisy", "noise"}),
    "shorthand": frozenset({"shorthand", "officer"}),
    "stories": frozenset({"stories", "long_story"}),
}
# A question and a depth → labels of the clauses found, best first.
Find = Callable[[str, int], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Found:
    """The rank (from 1) of each clause that a record's opening question is about; None = not found."""

    record: str
    ranks: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class Sought:
    """An opening question, and the labels of the clauses that search should bring up."""

    record: str
    text: str
    labels: tuple[str, ...]


def questions_with_clauses(records: Iterable[Record]) -> tuple[Sought, ...]:
    """Opening questions with the clauses to be found. Later turns lean on earlier ones, so they are left out.

    The rules of part 三 are looked up by the answering side, not searched, beside another clause.
    """
    found = []
    for record in records:
        turn = record.turns[0]
        labels = tuple(label for label in turn.expect.cites if label not in RULE_CLAUSES) or turn.expect.cites
        if labels:
            found.append(Sought(record.id, turn.user, labels))
    return tuple(found)


def find_clauses(questions: Iterable[Sought], find: Find) -> tuple[Found, ...]:
    """The ranks at which `find` brings up each clause."""
    return tuple(Found(each.record, ranks_of(each.labels, find(each.text, DEPTHS[-1]))) for each in questions)


def ranks_of(wanted: tuple[str, ...], hits: tuple[str, ...]) -> tuple[int | None, ...]:
    """The rank of each wanted label among the hits."""
    return tuple(hits.index(label) + 1 if label in hits else None for label in wanted)


def retrieval_metrics(found: Sequence[Found]) -> dict[str, Any]:
    """Recall at each depth over all wanted clauses, and the mean reciprocal rank of the first one."""
    ranks = [rank for each in found for rank in each.ranks]
    if not ranks:
        return {"questions": 0}
    best = [min((rank for rank in each.ranks if rank), default=None) for each in found]
    metrics: dict[str, Any] = {"questions": len(found)}
    for depth in DEPTHS:
        metrics[f"recall@{depth}"] = sum(bool(rank and rank <= depth) for rank in ranks) / len(ranks)
    metrics["mrr"] = sum(1 / rank for rank in best if rank) / len(best)
    return metrics


def metrics_by_group(records: Sequence[Record], find: Find) -> dict[str, dict[str, Any]]:
    """The retrieval metrics of each kind of question and of all."""
    chosen = {name: [r for r in records if r.category in held] for name, held in GROUPS.items()}
    chosen["all"] = list(records)
    return {
        name: retrieval_metrics(find_clauses(questions_with_clauses(some), find))
        for name, some in chosen.items()
    }
