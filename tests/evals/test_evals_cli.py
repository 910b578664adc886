import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

import evals.__main__ as main

runner = CliRunner()


class ScriptedSubject:
    """Stands for the open assistant: one answer for every question."""

    def __init__(self, answer, breaches=()):
        self.assistant = self
        self.made = answer
        self.found = breaches

    def answer(self, question, *, conversation=None, as_of=None):
        from types import SimpleNamespace

        return SimpleNamespace(answer=self.made, conversation=conversation)

    def find(self, text, depth):
        return ("二（二）6",)

    def matter_clauses(self):
        return {"some/ip": "二（二）6"}

    def breaches(self, answer, user_words):
        return self.found


@pytest.fixture
def questions(tmp_path):
    def write(expect):
        line = {"id": "t-001", "category": "t", "turns": [{"user": "封顶多少", "expect": expect}]}
        path = tmp_path / "t.jsonl"
        path.write_text(json.dumps(line, ensure_ascii=False) + "\n", encoding="utf-8")
        return path

    return write


@pytest.fixture
def run(tmp_path, monkeypatch, made_answer, source):
    def run(path, *extra, breaches=()):
        monkeypatch.setattr("evals.subject.open_subject", lambda: ScriptedSubject(made_answer, breaches))
        monkeypatch.setattr("evals.quote.read_sources", lambda corpus: (source,))
        return runner.invoke(main.cli, ["run", str(path), "--out", str(tmp_path / "out"), *extra])

    return run


RIGHT = {"status": ["answered"], "cites": ["二（二）6"], "figures": [{"amount": "2000000"}]}


def test_a_right_run_writes_everything_and_exits_well(run, questions, tmp_path):
    done = run(questions(RIGHT))
    assert done.exit_code == 0, done.output
    names = {path.name for path in (tmp_path / "out").iterdir()}
    assert names == {"answers.jsonl", "metrics.json", "configuration.json", "report.md", "report.html"}
    metrics = json.loads((tmp_path / "out/metrics.json").read_text(encoding="utf-8"))
    assert metrics["turns_right"] == 1.0 and metrics["retrieval"]["mrr"] == 1.0 and metrics["reading"] == 1.0
    configuration = json.loads((tmp_path / "out/configuration.json").read_text(encoding="utf-8"))
    assert configuration["versions"] == {"corpus": "c1"}
    assert "turns fully right: 100.0% of 1" in done.output


def test_a_wrong_figure_exits_with_1(run, questions):
    assert run(questions({"figures": [{"amount": "5"}]})).exit_code == 1


def test_a_breach_exits_with_1(run, questions):
    assert run(questions(RIGHT), breaches=("300万",)).exit_code == 1


def test_a_wrong_status_alone_is_no_alarm_without_a_baseline(run, questions):
    assert run(questions({"status": ["declined"]})).exit_code == 0


def test_a_metric_that_falls_exits_with_1(run, questions, tmp_path):
    baseline = str(tmp_path / "baseline.json")
    assert run(questions(RIGHT), "--baseline", baseline, "--write-baseline").exit_code == 0
    assert run(questions(RIGHT), "--baseline", baseline).exit_code == 0
    done = run(questions({**RIGHT, "status": ["declined"]}), "--baseline", baseline)
    assert done.exit_code == 1
    assert "fallen: turns_right" in done.output


def test_a_flawed_file_exits_with_2_and_names_the_line(run, questions):
    done = run(questions({"status": ["solved"]}))
    assert done.exit_code == 2
    assert "t.jsonl:1" in done.output


def test_a_missing_file_exits_with_2(run, tmp_path):
    assert run(tmp_path / "none.jsonl").exit_code == 2


def test_a_set_is_named_by_its_folder():
    assert main.set_name((main.SETS / "dev" / "a.jsonl", main.SETS / "dev" / "b.jsonl")) == "dev"
    assert main.set_name((main.SETS / "dev" / "a.jsonl", main.SETS / "heldout" / "b.jsonl")) == "default"
    assert main.set_name((Path("/elsewhere/a.jsonl"),)) == "default"


def test_an_unknown_section_exits_with_2():
    done = runner.invoke(main.cli, ["bench", "weather"])
    assert done.exit_code == 2
    assert "answers" in done.output


def test_stores_can_only_be_used_again_where_they_are_kept(tmp_path):
    done = runner.invoke(main.cli, ["bench", "library", "--library", str(tmp_path), "--reuse"])
    assert done.exit_code == 2
    assert "--stores" in done.output


def test_a_bench_without_libraries_has_no_figures_for_the_documents(tmp_path):
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "retrieval.md").write_text("a page\n", encoding="utf-8")
    done = runner.invoke(main.cli, ["figures", str(tmp_path), "--docs", str(tmp_path / "docs")])
    assert done.exit_code == 2
    assert "nothing" in done.output


def test_check_finds_an_exemplar_that_is_a_question(questions, tmp_path):
    path = questions(RIGHT)
    folder = tmp_path / "corpus" / "p" / "exemplars"
    folder.mkdir(parents=True)
    (folder / "a.yaml").write_text("- 别的话\n", encoding="utf-8")
    arguments = ["check", "--sets", str(path), "--corpus", str(tmp_path / "corpus")]
    assert runner.invoke(main.cli, arguments).exit_code == 0
    (folder / "b.yaml").write_text("- 封顶多少？\n", encoding="utf-8")
    done = runner.invoke(main.cli, arguments)
    assert done.exit_code == 1
    assert "t-001" in done.output
