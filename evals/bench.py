"""Speed and finding, side by side with their peers in one run."""

from __future__ import annotations

import gc
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from statistics import fmean, median
from typing import TYPE_CHECKING, Any

from evals.metrics import percentile
from evals.record import Record, read_records

if TYPE_CHECKING:
    from assistant.retrieval.search import Search

ROOT = Path(__file__).parent.parent
AS_OF = date(2024, 6, 1)
_COLD_RUNS = 5
_QUESTION = "知识产权质押贷款八百万，基准利率4.35%，一年，贴息多少"


@dataclass(frozen=True, slots=True)
class Line:
    """One measurement. `bar` = the most it may be, or with `least` the least; None = reported only."""

    section: str
    name: str
    value: float
    unit: str
    bar: float | None = None
    least: bool = False

    @property
    def missed(self) -> bool:
        """Whether the value lies beyond its bar."""
        if self.bar is None:
            return False
        return self.value < self.bar if self.least else self.value > self.bar

    @property
    def bar_text(self) -> str:
        """The bar as the table shows it."""
        if self.bar is None:
            return ""
        return f"{'≥' if self.least else '≤'} {self.bar:g} {self.unit}".rstrip() + (
            " **missed**" if self.missed else ""
        )


def run_sections(names: Iterable[str]) -> tuple[Line, ...]:
    """The measurements of the sections, in order."""
    return tuple(line for name in names for line in SECTIONS[name]())


def bench_records() -> tuple[Record, ...]:
    """The conversations that are measured: the set to build with."""
    records, flaws = read_records(sorted((ROOT / "evals/sets/dev").glob("*.jsonl")))
    if flaws:
        raise ValueError(f"the question set is flawed: {flaws[0]}")
    return records


def timed(work: Callable[[], object]) -> float:
    """Seconds that the work takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _as_served() -> None:
    """Garbage is never looked for in what the opening has made, as the web server has it (web/server.py)."""
    gc.collect()
    gc.freeze()


def answers() -> tuple[Line, ...]:
    """Warm answers: every turn of the set to build with, after one round that warms up."""
    from evals.subject import open_subject

    start = time.perf_counter()
    assistant = open_subject().assistant
    opened = time.perf_counter() - start
    _as_served()
    assistant.answer(_QUESTION, as_of=AS_OF)
    seconds: list[float] = []
    for record in bench_records():
        conversation = None
        for turn in record.turns:
            start = time.perf_counter()
            done = assistant.answer(turn.user, conversation=conversation, as_of=record.as_of)
            seconds.append(time.perf_counter() - start)
            conversation = done.conversation
    return (
        Line("answers", "opening the assistant", opened * 1000, "ms"),
        Line("answers", "warm answer p50", percentile(seconds, 0.5) * 1000, "ms"),
        Line("answers", "warm answer p95", percentile(seconds, 0.95) * 1000, "ms", bar=20.0),
    )


def reading() -> tuple[Line, ...]:
    """Reading a turn by itself: what the words say, before any answer."""
    from evals.subject import open_subject

    subject = open_subject()
    questions = [record.turns[0].user for record in bench_records()]
    _as_served()
    subject.read(questions[0], AS_OF)
    seconds = [timed(partial(subject.read, text, AS_OF)) for text in questions]
    return (
        Line("reading", "a turn p50", percentile(seconds, 0.5) * 1000, "ms"),
        Line("reading", "a turn p95", percentile(seconds, 0.95) * 1000, "ms", bar=10.0),
    )


def calculation() -> tuple[Line, ...]:
    """A calculation with its trace: the pledge interest with all facts, and every other measure with none."""
    from evals.subject import sample_cases

    lines = []
    for name, work in sample_cases(AS_OF):
        work()
        rounds = [timed(work) for _ in range(2000)]
        lines.append((name, percentile(rounds, 0.5), percentile(rounds, 0.95)))
    slowest = max(lines, key=lambda line: line[1])
    return (
        *(
            Line("calculation", f"{name} p50", half * 1e6, "µs", bar=100.0)
            for name, half, _ in lines
            if name in ("ip_pledge_interest", slowest[0])
        ),
        Line("calculation", "all measures, mean p50", fmean(line[1] for line in lines) * 1e6, "µs"),
        Line("calculation", "all measures, worst p95", max(line[2] for line in lines) * 1e6, "µs"),
    )


def cold() -> tuple[Line, ...]:
    """A cold `ask` against a bare `import chromadb`, taking turns so that both see the same machine."""
    ask = [sys.executable, "-m", "assistant", "ask", _QUESTION, "--as-of", AS_OF.isoformat(), "--json"]
    bare = [sys.executable, "-c", "import chromadb"]
    _process(ask), _process(bare)
    pairs = [(_process(ask), _process(bare)) for _ in range(_COLD_RUNS)]
    asked, imported = median(pair[0] for pair in pairs), median(pair[1] for pair in pairs)
    return (
        Line("cold", "ask", asked * 1000, "ms"),
        Line("cold", "import chromadb", imported * 1000, "ms"),
        Line("cold", "ask / import chromadb", asked / imported, "×", bar=2.0),
    )


def _process(command: Sequence[str]) -> float:
    # pip compiles what it installs: ours may leave its bytecode too, or only one side would be compiled anew.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return timed(lambda: subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True))


def peer() -> tuple[Line, ...]:
    """Our search against the stock LangChain pipeline on the same questions (evals/peer.py)."""
    from evals.peer import compare_finding

    measured = compare_finding(bench_records())
    return tuple(Line("finding", each.name, each.value, each.unit) for each in measured)


def policy() -> tuple[Line, ...]:
    """Finding clauses of our own policies by kind of question: words as said, with the lexicon, all fused."""
    from assistant.retrieval.search import Fusion
    from evals.finding import metrics_by_group
    from evals.subject import open_subject

    shipped = open_subject().assistant.search
    sides = {
        "words alone": Fusion(meaning=0, document=0, lexicon=0),
        "words and lexicon": Fusion(meaning=0, document=0),
        "meaning alone": Fusion(meaning=1, document=0),
        "fused": shipped.fusion,
    }
    lines = []
    for side, fusion in sides.items():
        search = replace(shipped, fusion=fusion)

        def find(text: str, depth: int, search: Search = search) -> tuple[str, ...]:
            return tuple(hit.clause_id.partition("/")[2] for hit in search.find(text, limit=depth))

        for group, metrics in metrics_by_group(bench_records(), find).items():
            name = f"{group} ({metrics['questions']}), {side}"
            lines += [
                Line("policy", f"{name}, {kind}", metrics[kind], "")
                for kind in ("recall@1", "recall@5", "mrr")
            ]
    return tuple(lines)


def embedder() -> tuple[Line, ...]:
    """Reading our embedder in fresh processes, without torch, and how many short texts it takes a second."""
    code = (
        "import sys, time; import assistant.retrieval.embedder as e, numpy, tokenizers, safetensors.numpy;"
        "t, c = time.perf_counter(), time.process_time(); e.load_embedder(None).encode(['补贴']);"
        "print(time.perf_counter() - t, time.process_time() - c, 'torch' in sys.modules)"
    )
    runs = [
        subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, text=True)
        for _ in range(_COLD_RUNS)
    ]
    seen = [run.stdout.split() for run in runs]
    if any(torch != "False" for _, _, torch in seen):
        raise RuntimeError("reading the embedder has imported torch")
    from assistant.retrieval.embedder import load_embedder

    encode = load_embedder(None).encode
    texts = [turn.user for record in bench_records() for turn in record.turns] * 20
    rounds = [len(texts) / timed(partial(encode, texts)) for _ in range(3)]
    return (
        Line("embedder", "reading it", median(float(clock) for clock, _, _ in seen), "s", bar=0.3),
        Line("embedder", "reading it, CPU", median(float(spent) for _, spent, _ in seen), "s"),
        Line("embedder", "short texts a second", median(rounds), "", bar=20_000, least=True),
    )


def _on_pages(name: str) -> tuple[Line, ...]:
    """The sections of `evals/pages.py`, imported when run: they need a server and a browser."""
    from evals import pages

    found: tuple[Line, ...] = getattr(pages, name)()
    return found


# A further section is a function that gives lines, and a row here.
SECTIONS: dict[str, Callable[[], tuple[Line, ...]]] = {
    "answers": answers,
    "reading": reading,
    "calculation": calculation,
    "cold": cold,
    "finding": peer,
    "policy": policy,
    "embedder": embedder,
    "crowd": partial(_on_pages, "crowd"),
    "desk": partial(_on_pages, "desk"),
    "opening": partial(_on_pages, "opening"),
}


def bench_json(lines: Iterable[Line], configuration: dict[str, Any]) -> str:
    """The measurements with what they were made with."""
    rows = [{**asdict(line), "missed": line.missed} for line in lines]
    content = {"configuration": configuration, "lines": rows}
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def bench_markdown(lines: Iterable[Line]) -> str:
    """The measurements as a table."""
    rows = [
        f"| {line.section} | {line.name} | {f'{line.value:.3f} {line.unit}'.rstrip()} | {line.bar_text} |"
        for line in lines
    ]
    return "\n".join(["| section | measured | value | bar |", "|---|---|---|---|", *rows]) + "\n"
