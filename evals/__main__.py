"""python -m evals: run the question sets, measure retrieval and speed, check the sets themselves."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from evals.baseline import baseline_json, compare
from evals.bench import Line
from evals.configuration import run_configuration
from evals.exemplar import overlaps, read_exemplars
from evals.finding import Found, find_clauses, questions_with_clauses
from evals.metrics import measure_run
from evals.record import Record, question_files, read_records
from evals.report import percent, write_report
from evals.running import Outcome, run_records, write_answers
from evals.subject import Subject

HERE = Path(__file__).parent
SETS = HERE / "sets"
BASELINES = HERE / "baselines"
CORPUS = HERE.parent / "corpus"

cli = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False, help=__doc__)


@cli.command()
def run(
    files: Annotated[list[Path], typer.Argument(exists=True, help="Question files (.jsonl), or folders.")],
    out: Annotated[Path, typer.Option(help="Folder for answers.jsonl, metrics.json and the reports.")],
    baseline: Annotated[
        Path | None, typer.Option(help="Earlier run to compare with; left out: that of the set.")
    ] = None,
    write_baseline: Annotated[bool, typer.Option(help="Make this run the baseline of its set.")] = False,
    model: Annotated[
        list[str] | None,
        typer.Option(
            help="A language model at the configured endpoint, beside composed answers; repeat. "
            "scripted and liar (liar:promise …) need no endpoint."
        ),
    ] = None,
) -> None:
    """Put every question to the assistant and score the answers.

    Exit status 1: a figure or quote is wrong, the invariant is broken, or a metric has fallen. 2: bad input.
    """
    paths = question_files(files)
    records, flaws = read_records(paths)
    if flaws or not records:
        typer.echo("\n".join(map(str, flaws)) or "no question records", err=True)
        raise typer.Exit(2)
    if model:
        raise typer.Exit(_beside(records, model, out))
    started = datetime.now(UTC)
    from evals.subject import open_subject

    subject = open_subject()
    outcomes, found = _put(records, subject)
    clauses = subject.matter_clauses()
    metrics = measure_run(outcomes, found, clauses)
    baseline = baseline or BASELINES / f"{set_name(paths)}.json"
    versions = next((dict(each.answer["versions"]) for each in outcomes if each.answer), {})
    configuration = run_configuration(paths, versions, started)
    comparison = compare(outcomes, found, clauses, baseline)
    out.mkdir(parents=True, exist_ok=True)
    write_answers(outcomes, out / "answers.jsonl")
    for name, content in (("metrics.json", metrics), ("configuration.json", configuration)):
        (out / name).write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    write_report(out, outcomes, metrics, comparison, configuration)
    if write_baseline:
        baseline.parent.mkdir(exist_ok=True)
        baseline.write_text(baseline_json(outcomes, metrics, versions), encoding="utf-8")
    for name in ("wrong_figures", "quotes_failed", "breaches", "faults"):
        typer.echo(f"{name}: {metrics[name]}")
    typer.echo(f"turns fully right: {percent(metrics['turns_right'])} of {metrics['turns']}")
    typer.echo(f"answers: p50 {metrics['latency_ms']['p50']} ms, p95 {metrics['latency_ms']['p95']} ms")
    for change in comparison.fallen:
        typer.echo(f"fallen: {change.metric} {change.before} -> {change.now}")
    typer.echo(f"{comparison.note} report: {out / 'report.html'}".strip())
    if comparison.fallen or any(metrics[n] for n in ("wrong_figures", "quotes_failed", "breaches", "faults")):
        raise typer.Exit(1)


def _beside(records: tuple[Record, ...], models: list[str], out: Path) -> int:
    """Composed answers and those of each model in one table; the exit status."""
    from assistant.errors import UserError
    from assistant.settings import read_settings
    from evals.models import compare_models, write_comparison
    from evals.quote import read_sources
    from evals.stand_in import LIAR
    from evals.subject import open_subject

    settings = read_settings()
    plain = settings.model_copy(update={"model": None, "model_base_url": None})
    try:
        columns = compare_models(models, records, open_subject(plain), read_sources(CORPUS), settings)
    except UserError as error:
        typer.echo(error.message, err=True)
        return 2
    out.mkdir(parents=True, exist_ok=True)
    typer.echo(write_comparison(columns, out))
    wrong = ("wrong_figures", "quotes_failed", "breaches", "faults")
    lied = any(column.misled for column in columns if column.name.partition(":")[0] == LIAR)
    return int(lied or any(column.metrics[name] for column in columns for name in wrong))


def set_name(paths: tuple[Path, ...]) -> str:
    """The name of the set that all files belong to (dev, heldout …), or `default` for several."""
    places = [path.resolve() for path in paths]
    if not all(place.is_relative_to(SETS) for place in places):
        return "default"
    names = {place.relative_to(SETS).parts[0] for place in places}
    return names.pop() if len(names) == 1 else "default"


def _put(records: tuple[Record, ...], subject: Subject) -> tuple[tuple[Outcome, ...], tuple[Found, ...]]:
    """Every turn answered and scored, and what search by itself finds for the opening questions."""
    from rich.console import Console
    from rich.progress import track

    from evals.quote import read_sources

    outcomes = run_records(
        records,
        subject.assistant,
        verify=subject.breaches,
        sources=read_sources(CORPUS),
        clock=time.perf_counter,
    )
    turns = sum(len(record.turns) for record in records)
    progress = track(outcomes, "answering", total=turns, console=Console(stderr=True), transient=True)
    answered = tuple(progress)
    return answered, find_clauses(questions_with_clauses(records), subject.find)


@cli.command(
    context_settings={"allow_extra_args": True, "ignore_unknown_options": True, "help_option_names": []},
    add_help_option=False,
)
def retrieval(context: typer.Context) -> None:
    """Index a corpus, search every query, score the rankings (--corpus, --queries, --out; see --help)."""
    from evals.retrieval import main

    raise typer.Exit(main(context.args))


@cli.command()
def bench(
    sections: Annotated[list[str] | None, typer.Argument(help="Sections to run; left out: all.")] = None,
    out: Annotated[Path | None, typer.Option(help="Folder for bench.json, bench.md, tables, charts.")] = None,
    strict: Annotated[bool, typer.Option(help="Exit status 1 where a bar is missed.")] = False,
    library: Annotated[
        Path | None,
        typer.Option(help="Folder with corpus.jsonl.gz and queries.jsonl: finding in it, beside all peers."),
    ] = None,
    laws: Annotated[
        Path | None, typer.Option(help="Folder of laws: with --size and --library, a larger library too.")
    ] = None,
    size: Annotated[int, typer.Option(help="Clauses of the larger library.")] = 500_000,
    stores: Annotated[
        Path | None,
        typer.Option(help="Folder that keeps the libraries' stores; left out: none is kept."),
    ] = None,
    reuse: Annotated[
        bool, typer.Option(help="Search again in the stores that --stores keeps; build only what is missing.")
    ] = False,
) -> None:
    """Measure speed and finding side by side with their peers, in one run."""
    from evals.bench import SECTIONS, bench_json, bench_markdown, run_sections

    unknown = set(sections or ()) - {*SECTIONS, "library"}
    if unknown:
        typer.echo(
            f"unknown: {', '.join(sorted(unknown))}; sections: {', '.join(SECTIONS)}, library", err=True
        )
        raise typer.Exit(2)
    if "library" in (sections or ()) and library is None:
        typer.echo("library: say with --library where its corpus and queries are", err=True)
        raise typer.Exit(2)
    if reuse and stores is None:
        typer.echo("--reuse: say with --stores where they are kept", err=True)
        raise typer.Exit(2)
    lines = run_sections([name for name in sections or SECTIONS if name != "library"])
    if library is not None and (not sections or "library" in sections):
        lines = (*lines, *_libraries(library, laws, size, out, Kept(stores, reuse=reuse)))
    text = bench_markdown(lines)
    typer.echo(text)
    if out:
        out.mkdir(parents=True, exist_ok=True)
        configuration = run_configuration((), {}, datetime.now(UTC))
        (out / "bench.json").write_text(bench_json(lines, configuration), encoding="utf-8")
        (out / "bench.md").write_text(text, encoding="utf-8")
    if strict and any(line.missed for line in lines):
        raise typer.Exit(1)


@dataclass(frozen=True, slots=True)
class Kept:
    """Where the stores of libraries are kept, if at all, and whether those that are there serve again."""

    folder: Path | None
    reuse: bool


def _libraries(library: Path, laws: Path | None, size: int, out: Path | None, kept: Kept) -> tuple[Line, ...]:
    """The judged library beside all peers, then a larger one beside Chroma's bare add; tables go to `out`."""
    from evals.comparison import comparison_chart, comparison_table, library_lines
    from evals.figures import Run
    from evals.library import Source
    from evals.scale import measure_sides, store_folder
    from evals.side import SIDES

    queries = library / "queries.jsonl"
    asked = [("library", Source(queries, library / "corpus.jsonl.gz"), list(SIDES))]
    if laws is not None:
        asked.append(("large", Source(queries, laws=laws, size=size), ["ours", "chroma"]))
    lines: list[Line] = []
    for name, source, sides in asked:
        started = datetime.now(UTC)
        with store_folder(kept.folder and kept.folder / name) as folder:
            results = measure_sides(sides, source, folder, reuse=kept.reuse)
        lines += library_lines(results)
        if out:
            out.mkdir(parents=True, exist_ok=True)
            Run(results, run_configuration((), {}, started)).write(out / f"{name}.json")
            (out / f"{name}.md").write_text(comparison_table(results), encoding="utf-8")
            (out / f"{name}.svg").write_text(comparison_chart(results), encoding="utf-8")
    return tuple(lines)


@cli.command()
def figures(
    out: Annotated[Path, typer.Argument(exists=True, help="Folder that `bench library --out` wrote.")],
    docs: Annotated[Path, typer.Option(help="Folder of the documents.")] = HERE.parent / "docs",
) -> None:
    """Put a bench's tables and charts of libraries into the documents; exit status 2 where it has none."""
    from evals.figures import take_figures

    taken = take_figures(out, docs)
    typer.echo(f"taken: {', '.join(taken) or 'nothing'}")
    if not taken:
        raise typer.Exit(2)


@cli.command()
def screening(
    rows: Annotated[int, typer.Option(min=1, help="Enterprises, made up.")] = 100_000,
    seed: Annotated[int, typer.Option(help="Other enterprises.")] = 9,
    corpus: Annotated[Path, typer.Option(help="Folder of the corpus.")] = CORPUS,
) -> None:
    """Screen enterprises in bulk and one by one; exit status 1 where an amount differs by a 分."""
    from assistant.policy.library import read_library
    from evals.screening import compare_screening

    library = read_library(corpus)
    found = compare_screening(library, rows, library.policies[0].effective_from, seed=seed)
    typer.echo(f"{found.rows} enterprises, {found.measures} measures: {len(found.differing)} differ")
    typer.echo(f"in bulk {found.bulk_seconds:.1f} s, one by one {found.exact_seconds:.1f} s")
    for measure, row in found.differing[:20]:
        typer.echo(f"{measure}: row {row}", err=True)
    if found.differing:
        raise typer.Exit(1)


@cli.command("misread")
def misread_command(
    files: Annotated[list[Path], typer.Argument(exists=True, help="Question files (.jsonl), or folders.")],
    out: Annotated[Path | None, typer.Option(help="File for every turn that was changed, as JSON.")] = None,
) -> None:
    """Put every misreading that a lying model may suggest to the rules of reading; no model is needed.

    Exit status 1: one of them changed figures or a status otherwise than the records expect. 2: bad input.
    """
    from dataclasses import asdict

    from assistant.assistant import today
    from assistant.settings import read_settings
    from evals.misread import misread
    from evals.models import without_model
    from evals.subject import open_subject

    records, flaws = read_records(question_files(files))
    if flaws or not records:
        typer.echo("\n".join(map(str, flaws)) or "no question records", err=True)
        raise typer.Exit(2)
    plain = read_settings().model_copy(update={"model": None, "model_base_url": None})
    found = misread(records, without_model(open_subject(plain)).assistant, today())
    told = found.told.total()
    typer.echo(f"{found.turns} turns, {found.asked} of them for a model to read, {told} misreadings")
    for kind, number in found.told.items():
        typer.echo(f"{kind}: {number} told, {found.taken[kind]} taken over")
    turns = len({(each.id, each.turn) for each in found.misled})
    typer.echo(f"figures or status changed in {turns} turns; for the worse {len(found.worse)} times")
    if out:
        out.parent.mkdir(parents=True, exist_ok=True)
        told_all = [asdict(each) for each in found.misled]
        out.write_text(json.dumps(told_all, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    if found.worse:
        raise typer.Exit(1)


@cli.command("told")
def told_command(
    count: Annotated[int, typer.Option(min=1, help="How many cases.")] = 3000,
    seed: Annotated[int, typer.Option(help="Another one tells other cases.")] = 1,
) -> None:
    """Tell cases of known amount among other sums, rates and years, and compare what is worked out.

    Exit status 1: another amount than the true one was given.
    """
    from collections import Counter

    from evals.subject import open_subject
    from evals.told import outcome_of, tell

    assistant = open_subject().assistant
    counts: Counter[str] = Counter()
    for told in tell(count, seed):
        answer = told.answer(assistant)
        outcome = outcome_of(told, answer)
        counts[outcome] += 1
        if outcome == "wrong":
            given = ", ".join(str(f.amount) for f in answer.figures if f.measure == told.measure)
            true = ", ".join(f"{float(amount):.2f}" for amount in told.amounts)
            typer.echo(f"{told.text}\n  {true}, given {given}", err=True)
    typer.echo(", ".join(f"{outcome}: {counts[outcome]}" for outcome in ("right", "asked", "wrong")))
    if counts["wrong"]:
        raise typer.Exit(1)


@cli.command()
def check(
    sets: Annotated[Path, typer.Option(help="Folder of the question sets.")] = SETS,
    corpus: Annotated[Path, typer.Option(help="Folder of the corpus with the exemplars.")] = CORPUS,
) -> None:
    """Check the sets themselves: their format, unique ids, and that no exemplar equals a question."""
    records, flaws = read_records(question_files([sets]))
    exemplars = read_exemplars(corpus)
    same = overlaps(exemplars, records)
    for finding in (*flaws, *same):
        typer.echo(str(finding), err=True)
    turns = sum(len(record.turns) for record in records)
    typer.echo(f"{len(records)} conversations, {turns} turns, {len(exemplars)} exemplars")
    if flaws or same:
        raise typer.Exit(1)


if __name__ == "__main__":
    cli(prog_name="python -m evals")
