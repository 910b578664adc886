"""Models side by side: the same questions answered as composed and with each model, in one table."""

from __future__ import annotations

import html
import json
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from assistant.settings import Settings
from evals.metrics import Metrics, measure_run
from evals.quote import Source
from evals.record import Record
from evals.running import Outcome, run_records, write_answers
from evals.stand_in import served, stand_in
from evals.subject import Subject

COMPOSED = "composed"
# What the table shows of the metrics: the name there, and what it is called.
SHOWN = (
    ("turns_right", "turns right"),
    ("wrong_figures", "wrong figures"),
    ("quotes_failed", "quotes failed"),
    ("breaches", "breaches"),
    ("faults", "faults"),
)


@dataclass(frozen=True, slots=True)
class Column:
    """One model's run.

    `changed`: turns with figures or a status other than composed; `misled`: those of them that are not right;
    `uses`: what became of its text;
    `cost` None = prices are not set.
    """

    name: str
    outcomes: tuple[Outcome, ...]
    metrics: Metrics
    changed: int
    misled: int
    uses: Counter[str]
    rejected: int
    tokens_in: int
    tokens_out: int
    cost: Decimal | None


def compare_models(
    names: Sequence[str],
    records: tuple[Record, ...],
    subject: Subject,
    sources: tuple[Source, ...],
    settings: Settings,
    clock: Callable[[], float] = time.perf_counter,
) -> tuple[Column, ...]:
    """The composed answers and those of each model, over the endpoint of the settings.

    Raises UserError where the settings name no endpoint and the model is no stand-in.
    """
    columns = []

    def run(told: Subject) -> tuple[Outcome, ...]:
        found = run_records(records, told.assistant, verify=told.breaches, sources=sources, clock=clock)
        return tuple(found)

    plain = without_model(subject)
    composed = run(plain)
    columns = [_column(COMPOSED, composed, composed, plain)]
    for name in names:
        with served(name, settings) as reached:
            told = with_model(subject, reached, resting=stand_in(name) is None)
            columns.append(_column(name, run(told), composed, told))
            if told.assistant.writer is not None:
                told.assistant.writer.close()
    return tuple(columns)


def without_model(subject: Subject) -> Subject:
    """The same assistant with no model."""
    held = subject.assistant
    versions = {**held.versions, "model": None, "prompts": None}
    return replace(subject, assistant=replace(held, writer=None, versions=versions))


def with_model(subject: Subject, settings: Settings, *, resting: bool = True) -> Subject:
    """The same assistant with the model of the settings. `resting`: whether its line rests after failures;
    a liar has to be asked every time."""
    from assistant.writing.line import Line
    from assistant.writing.writer import open_writer

    held = subject.assistant
    writer = open_writer(settings, held.library, held.search)
    assert writer is not None
    if not resting:
        writer.line = Line(failures=sys.maxsize)
    versions = {**held.versions, **writer.versions}
    return replace(subject, assistant=replace(held, writer=writer, versions=versions))


def changed(outcomes: Sequence[Outcome], composed: Sequence[Outcome]) -> list[Outcome]:
    """The turns whose figures or status are other than without the model."""

    def told(outcome: Outcome) -> Any:  # noqa: ANN401 (what of an answer a model must not change)
        answer = outcome.answer or {}
        return [answer.get(name) for name in ("status", "figures")]

    return [one for one, other in zip(outcomes, composed, strict=True) if told(one) != told(other)]


def _column(
    name: str, outcomes: tuple[Outcome, ...], composed: tuple[Outcome, ...], subject: Subject
) -> Column:
    uses = [outcome.answer["model"] for outcome in outcomes if outcome.answer and outcome.answer.get("model")]
    costs = [Decimal(use["cost"]) for use in uses if use["cost"] is not None]
    writer = subject.assistant.writer
    other = changed(outcomes, composed)
    return Column(
        name=name,
        outcomes=outcomes,
        metrics=measure_run(outcomes, (), subject.matter_clauses()),
        changed=len(other),
        misled=sum(not outcome.right for outcome in other),
        uses=Counter(use["outcome"] for use in uses),
        rejected=writer.counts["rejected"] if writer else 0,
        tokens_in=sum(use["tokens_in"] for use in uses),
        tokens_out=sum(use["tokens_out"] for use in uses),
        cost=sum(costs, Decimal(0)) if costs else None,
    )


def write_comparison(columns: Sequence[Column], out: Path) -> str:
    """Writes models.json, models.md, side_by_side.html and each model's answers; returns the table."""
    for column in columns:
        folder = out / "models" / "".join(c if c.isalnum() or c in "-._" else "_" for c in column.name)
        folder.mkdir(parents=True, exist_ok=True)
        write_answers(column.outcomes, folder / "answers.jsonl")
    table = comparison_table(columns)
    (out / "models.md").write_text(table, encoding="utf-8")
    (out / "models.json").write_text(
        json.dumps([_plain(column) for column in columns], ensure_ascii=False, indent=1) + "\n",
        encoding="utf-8",
    )
    (out / "side_by_side.html").write_text(side_by_side(columns), encoding="utf-8")
    return table


def comparison_table(columns: Sequence[Column]) -> str:
    """The table as Markdown: a row a model."""
    heads = [
        "model",
        *(label for _, label in SHOWN),
        "changed",
        "explained",
        "rejected drafts",
        "p50 ms",
        "p95 ms",
    ]
    heads += ["tokens in", "tokens out", "cost"]
    lines = ["| " + " | ".join(heads) + " |", "|" + " --- |" * len(heads)]
    for column in columns:
        shown = [_number(column.metrics[key]) for key, _ in SHOWN]
        latency = column.metrics["latency_ms"]
        explained = column.uses["written"] + column.uses["repaired"]
        cells = [
            column.name,
            *shown,
            str(column.changed),
            f"{explained} of {len(column.outcomes)}",
            str(column.rejected),
        ]
        cells += [_number(latency.get("p50")), _number(latency.get("p95"))]
        cells += [str(column.tokens_in), str(column.tokens_out)]
        cells.append("" if column.cost is None else str(column.cost))
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


def side_by_side(columns: Sequence[Column]) -> str:
    """A page of its own with every turn and what each model made of it."""
    heads = "".join(f"<th>{html.escape(column.name)}</th>" for column in columns)
    rows = []
    for turns in zip(*(column.outcomes for column in columns), strict=True):
        first = turns[0]
        cells = "".join(f"<td class={'ok' if turn.right else 'bad'}>{_shown(turn)}</td>" for turn in turns)
        asked = html.escape(first.question.user)
        rows.append(f"<tr><td>{html.escape(first.record.id)} · {first.turn}<br>{asked}</td>{cells}</tr>")
    style = (
        "body{font-family:sans-serif}table{border-collapse:collapse}"
        "td,th{border:1px solid #bbb;padding:.5em;vertical-align:top;text-align:left}"
        "td{white-space:pre-wrap;min-width:16em}.bad{background:#fff0ee}"
    )
    return (
        f'<!doctype html><html lang="zh"><meta charset="utf-8"><title>side by side</title>'
        f"<style>{style}</style><table><tr><th>turn</th>{heads}</tr>{''.join(rows)}</table></html>\n"
    )


def _shown(turn: Outcome) -> str:
    if turn.answer is None:
        return html.escape(turn.error)
    outcome = (turn.answer.get("model") or {}).get("outcome", "")
    wrong = "; ".join(f"{score.check}: {score.explanation}" for score in turn.failed)
    told = f"[{turn.answer['status']}] {outcome}\n{turn.answer['text']}"
    return html.escape(f"{told}\n— {wrong}" if wrong else told)


def _number(value: Any) -> str:  # noqa: ANN401 (a share, a count, nothing)
    if isinstance(value, float):
        return f"{value:.3f}" if value <= 1 else f"{value:.1f}"
    return "" if value is None else str(value)


def _plain(column: Column) -> dict[str, Any]:
    return {
        "model": column.name,
        "metrics": column.metrics,
        "changed": column.changed,
        "misled": column.misled,
        "uses": dict(column.uses),
        "rejected": column.rejected,
        "tokens_in": column.tokens_in,
        "tokens_out": column.tokens_out,
        "cost": None if column.cost is None else str(column.cost),
    }
