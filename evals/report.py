"""The report of a run, as Markdown and as one HTML page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evals.baseline import Comparison
from evals.chart import bar_chart, histogram, matrix
from evals.metrics import Metrics
from evals.running import Outcome
from evals.score import AnswerJson, cited_labels

TEMPLATES = Path(__file__).parent / "templates"


@dataclass(frozen=True, slots=True)
class Mistake:
    """A turn that is not right: what failed and, where the set is open, what was asked and understood."""

    turn: str
    category: str
    failed: tuple[tuple[str, str], ...]
    question: str = ""
    understood: tuple[str, ...] = ()
    text: str = ""


def mistakes(outcomes: Sequence[Outcome]) -> tuple[Mistake, ...]:
    """The turns that are not right. Of closed sets only the id and the names of the failed checks."""
    return tuple(mistake(outcome) for outcome in outcomes if not outcome.right)


def mistake(outcome: Outcome) -> Mistake:
    """One turn that is not right."""
    turn = f"{outcome.record.id}/{outcome.turn}"
    if outcome.record.closed:
        names = tuple((score.check, "") for score in outcome.failed)
        return Mistake(turn, outcome.record.category, names)
    return Mistake(
        turn,
        outcome.record.category,
        tuple((score.check, score.explanation) for score in outcome.failed),
        " ⏎ ".join(each.user for each in outcome.record.turns[: outcome.turn]),
        understood(outcome.answer or {}),
        str((outcome.answer or {}).get("text", "")),
    )


def understood(answer: AnswerJson) -> tuple[str, ...]:
    """What the assistant made of the turn, in short lines."""
    facts = [f"{each['name']}={each['value']} ({each.get('said', '')})" for each in answer.get("facts", ())]
    figures = [f"{each['amount']} {each['bound']} {each['measure']}" for each in answer.get("figures", ())]
    lines = {
        "status": str(answer.get("status", "–")),
        "matters": ", ".join(answer.get("matters", ())),
        "facts": "; ".join(facts),
        "cites": ", ".join(cited_labels(answer)),
        "figures": "; ".join(figures),
        "asks": ", ".join(ask["fact"] for ask in answer.get("asks", ())),
    }
    return tuple(f"{name}: {value}" for name, value in lines.items() if value)


def charts(outcomes: Sequence[Outcome], metrics: Metrics) -> dict[str, str]:
    """The SVG charts of the HTML page, by name."""
    checks = [
        (name, each["share"], f"{each['right']}/{each['scored']}") for name, each in metrics["checks"].items()
    ]
    categories = [
        (name, each["share"], f"{each['right']}/{each['turns']}")
        for name, each in metrics["categories"].items()
    ]
    return {
        "checks": bar_chart("Checks", checks),
        "categories": bar_chart("Categories", categories),
        "statuses": matrix("Statuses", metrics["statuses"]),
        "clauses": matrix("Clauses", metrics["clauses"]),
        "matters": matrix("Matters", metrics["matters"]),
        "latency": histogram("Seconds an answer took", [each.seconds * 1000 for each in outcomes], "ms"),
    }


def write_report(
    out: Path,
    outcomes: Sequence[Outcome],
    metrics: Metrics,
    comparison: Comparison,
    configuration: dict[str, Any],
) -> None:
    """report.md and report.html in the folder."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=select_autoescape(enabled_extensions=("html.j2",)),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["percent"] = percent
    content = {
        "metrics": metrics,
        "comparison": comparison,
        "configuration": configuration,
        "mistakes": mistakes(outcomes),
        "charts": charts(outcomes, metrics),
    }
    for name in ("report.md", "report.html"):
        (out / name).write_text(environment.get_template(f"{name}.j2").render(content), encoding="utf-8")


def percent(share: float | None) -> str:
    """A share as people read it.

    >>> percent(0.9512)
    '95.1%'
    """
    return "–" if share is None else f"{share * 100:.1f}%"
