"""A committed earlier run, and what has become worse since."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evals.finding import Found
from evals.metrics import Metrics, measure_run
from evals.running import Outcome

# Times differ from machine to machine and are reported, not compared.
HIGHER = ("turns_right", "conversations_right", "citation_precision", "citation_recall", "reading")
LOWER = ("wrong_figures", "quotes_failed", "breaches", "faults")
RETRIEVAL = ("recall@1", "recall@3", "recall@5", "recall@10", "mrr")
# Shares are written with four places.
_SLACK = 0.00005


@dataclass(frozen=True, slots=True)
class Change:
    """A metric then and now."""

    metric: str
    before: float
    now: float
    worse: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    """The changes against a baseline; `note` says why there are none, or which records are new."""

    changes: tuple[Change, ...]
    note: str

    @property
    def fallen(self) -> tuple[Change, ...]:
        """The metrics that are worse than they were."""
        return tuple(change for change in self.changes if change.worse)


def flat(metrics: Metrics) -> dict[str, float]:
    """The metrics that are compared, by name."""
    found = {name: metrics[name] for name in (*HIGHER, *LOWER)}
    for check, values in metrics["checks"].items():
        found[f"checks.{check}"] = values["share"]
    for name in RETRIEVAL:
        found[f"retrieval.{name}"] = metrics["retrieval"].get(name)
    return {name: round(float(value), 4) for name, value in found.items() if value is not None}


def baseline_json(outcomes: Sequence[Outcome], metrics: Metrics, versions: dict[str, Any]) -> str:
    """The baseline file: the turns it rests on, and their metrics."""
    content = {"turns": turn_ids(outcomes), "metrics": flat(metrics), "versions": versions}
    return json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def turn_ids(outcomes: Sequence[Outcome]) -> list[str]:
    """The turns of a run, as id/turn."""
    return [f"{outcome.record.id}/{outcome.turn}" for outcome in outcomes]


def compare(
    outcomes: Sequence[Outcome], found: Sequence[Found], matter_clauses: Mapping[str, str], path: Path
) -> Comparison:
    """The run against the baseline, on the turns that the baseline knows.

    Records may be added since; where some are gone, nothing can be compared.
    """
    if not path.is_file():
        return Comparison((), f"There is no baseline {path.name} to compare with.")
    baseline = json.loads(path.read_text(encoding="utf-8"))
    known = set(baseline["turns"])
    missing = known - set(turn_ids(outcomes))
    if missing:
        return Comparison((), f"Not compared: {len(missing)} turns of the baseline were not run.")
    shared = [each for each in outcomes if f"{each.record.id}/{each.turn}" in known]
    added = len(outcomes) - len(shared)
    now = flat(measure_run(shared, found, matter_clauses))
    changes = [change(name, before, now[name]) for name, before in baseline["metrics"].items() if name in now]
    note = f"{added} turns are newer than the baseline and left out." if added else ""
    return Comparison(tuple(changes), note)


def change(metric: str, before: float, now: float) -> Change:
    """The two values, and whether the later one is worse."""
    worse = now > before + _SLACK if metric in LOWER else now < before - _SLACK
    return Change(metric, before, now, worse)
