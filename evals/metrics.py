"""What a run amounts to: shares, counts, confusions, times."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from evals.finding import Found, retrieval_metrics
from evals.running import Outcome
from evals.score import RULE_CLAUSES, citation_precision, citation_recall, cited_labels, compare_figures

Metrics = dict[str, Any]


def measure_run(
    outcomes: Sequence[Outcome],
    found: Sequence[Found] = (),
    matter_clauses: Mapping[str, str] | None = None,
) -> Metrics:
    """All metrics of a run; shares are of 1, times in milliseconds.

    `found`: what search did by itself; `matter_clauses`: the clause label of every matter.
    """
    matters = matter_confusion(outcomes, matter_clauses or {})
    conversations: dict[str, bool] = {}
    for outcome in outcomes:
        conversations[outcome.record.id] = conversations.get(outcome.record.id, True) and outcome.right
    return {
        "turns": len(outcomes),
        "conversations": len(conversations),
        "turns_right": share(outcome.right for outcome in outcomes),
        "conversations_right": share(conversations.values()),
        "wrong_figures": sum(len(wrong_figures(outcome)) for outcome in outcomes),
        "quotes_failed": failures(outcomes, "quotes"),
        "breaches": failures(outcomes, "invariant"),
        "faults": failures(outcomes, "fault"),
        "citation_precision": ratio_of(outcomes, citation_precision),
        "citation_recall": ratio_of(outcomes, citation_recall),
        "checks": check_metrics(outcomes),
        "categories": category_metrics(outcomes),
        "statuses": status_confusion(outcomes),
        "clauses": clause_confusion(outcomes),
        "matters": matters,
        "reading": diagonal(matters),
        "retrieval": retrieval_metrics([each for each in found if each.record in conversations]),
        "latency_ms": latency([outcome.seconds for outcome in outcomes]),
    }


def share(values: Iterable[bool]) -> float | None:
    """The share of true values; None of none."""
    found = list(values)
    return sum(found) / len(found) if found else None


def percentile(values: Sequence[float], part: float) -> float:
    """The value that `part` of the values do not exceed (nearest rank). Raises ValueError for no values.

    >>> percentile([4.0, 1.0, 3.0, 2.0], 0.5)
    2.0
    """
    if not values:
        raise ValueError("no values")
    ordered = sorted(values)
    rank = max(1, -(-len(ordered) * round(part * 10000) // 10000))
    return ordered[rank - 1]


def latency(seconds: Sequence[float]) -> dict[str, float]:
    """p50, p95 and the longest, in milliseconds."""
    if not seconds:
        return {}
    return {
        "p50": round(percentile(seconds, 0.5) * 1000, 3),
        "p95": round(percentile(seconds, 0.95) * 1000, 3),
        "max": round(max(seconds) * 1000, 3),
    }


def wrong_figures(outcome: Outcome) -> tuple[str, ...]:
    """Amounts that were shown and should not have been."""
    if outcome.answer is None:
        return ()
    return compare_figures(outcome.answer, outcome.question.expect)[1]


def failures(outcomes: Iterable[Outcome], check: str) -> int:
    """How many turns fail a check."""
    return sum(any(score.check == check for score in outcome.failed) for outcome in outcomes)


def ratio_of(outcomes: Iterable[Outcome], count: Callable[..., tuple[int, int]]) -> float | None:
    """Citations counted over all turns, not averaged turn by turn."""
    pairs = [count(outcome.answer or {}, outcome.question.expect) for outcome in outcomes]
    total = sum(pair[1] for pair in pairs)
    return sum(pair[0] for pair in pairs) / total if total else None


def check_metrics(outcomes: Iterable[Outcome]) -> dict[str, dict[str, Any]]:
    """For each check: how many turns were scored, how many right."""
    scored: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for outcome in outcomes:
        for score in outcome.scores:
            if score.value is not None:
                scored[score.check] += 1
                right[score.check] += score.value
    return {
        check: {"scored": scored[check], "right": right[check], "share": right[check] / scored[check]}
        for check in scored
    }


def category_metrics(outcomes: Iterable[Outcome]) -> dict[str, dict[str, Any]]:
    """For each category: turns, turns right, and which checks failed how often."""
    groups: dict[str, list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        groups[outcome.record.category].append(outcome)
    return {
        category: {
            "turns": len(group),
            "right": sum(outcome.right for outcome in group),
            "share": share(outcome.right for outcome in group),
            "failed": dict(Counter(score.check for outcome in group for score in outcome.failed)),
        }
        for category, group in sorted(groups.items())
    }


def status_confusion(outcomes: Iterable[Outcome]) -> dict[str, dict[str, int]]:
    """Expected status → status given → turns. Of several allowed ones the one given counts."""
    table: dict[str, Counter[str]] = defaultdict(Counter)
    for outcome in outcomes:
        wanted = outcome.question.expect.status
        if wanted:
            got = str((outcome.answer or {}).get("status", "fault"))
            table[got if got in wanted else wanted[0]][got] += 1
    return {expected: dict(row) for expected, row in table.items()}


def clause_confusion(outcomes: Iterable[Outcome]) -> dict[str, dict[str, int]]:
    """Clause asked about → clause cited first → turns: which matters are taken for which."""
    table: dict[str, Counter[str]] = defaultdict(Counter)
    for outcome in outcomes:
        wanted = main_clauses(outcome.question.expect.cites)
        if not wanted:
            continue
        got = main_clauses(cited_labels(outcome.answer or {})) or ("–",)
        for label in wanted:
            table[label][label if label in got else got[0]] += 1
    return {expected: dict(row) for expected, row in sorted(table.items())}


def matter_confusion(
    outcomes: Iterable[Outcome], matter_clauses: Mapping[str, str]
) -> dict[str, dict[str, int]]:
    """Clause asked about → clause of the matter that was understood → turns. This is reading by itself."""
    table: dict[str, Counter[str]] = defaultdict(Counter)
    for outcome in outcomes:
        matters = (outcome.answer or {}).get("matters", ())
        understood = tuple(matter_clauses[each] for each in matters if each in matter_clauses) or ("–",)
        wanted = main_clauses(outcome.question.expect.cites) if matter_clauses else ()
        for label in wanted:
            table[label][label if label in understood else understood[0]] += 1
    return {expected: dict(row) for expected, row in sorted(table.items())}


def diagonal(table: Mapping[str, Mapping[str, int]]) -> float | None:
    """The share of a confusion matrix where what was given is what was expected."""
    total = sum(sum(row.values()) for row in table.values())
    return sum(row.get(expected, 0) for expected, row in table.items()) / total if total else None


def main_clauses(labels: Sequence[str]) -> tuple[str, ...]:
    """The clauses of the matter itself: without the rules of part 三, unless they are all there is."""
    return tuple(label for label in labels if label not in RULE_CLAUSES) or tuple(labels)
