"""Models side by side, with stand-ins that need no endpoint."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from assistant.assistant import open_assistant
from assistant.errors import UserError
from assistant.settings import Settings
from assistant.writing.scripted import explain
from evals.liar import SAYINGS, liar
from evals.models import changed, compare_models, write_comparison
from evals.quote import read_sources
from evals.record import read_records
from evals.stand_in import stand_in
from evals.subject import CORPUS, open_subject

PLAIN = Settings(model=None, model_base_url=None, _env_file=None)
QUESTIONS = (
    {
        "id": "q1",
        "category": "t",
        "as_of": "2024-06-01",
        "turns": [{"user": "境外上市奖励多少", "expect": {}}],
    },
    {
        "id": "q2",
        "category": "t",
        "as_of": "2024-06-01",
        "turns": [{"user": "研发机构奖励多少", "expect": {}}],
    },
)


@pytest.fixture(scope="module")
def columns(tmp_path_factory):
    path = tmp_path_factory.mktemp("models") / "q.jsonl"
    path.write_text("\n".join(json.dumps(q, ensure_ascii=False) for q in QUESTIONS), encoding="utf-8")
    records, flaws = read_records((path,))
    assert not flaws
    open_assistant(PLAIN)
    names = ("scripted", "liar", "liar:promise")
    return compare_models(names, records, open_subject(PLAIN), read_sources(CORPUS), PLAIN)


def test_the_liar_changes_no_figure_and_no_status(columns):
    assert [column.name for column in columns] == ["composed", "scripted", "liar", "liar:promise"]
    assert [column.changed for column in columns] == [0, 0, 0, 0]
    assert all(not column.metrics[name] for column in columns for name in ("wrong_figures", "breaches"))
    assert columns[1].uses["written"] == 2
    assert columns[3].uses["replaced"] == 2
    assert columns[3].rejected == 4


def test_the_table_has_a_row_a_model(columns, tmp_path):
    table = write_comparison(columns, tmp_path)
    assert [line.split(" | ")[0] for line in table.splitlines()[2:]] == [f"| {c.name}" for c in columns]
    page = (tmp_path / "side_by_side.html").read_text(encoding="utf-8")
    assert page.count("<th>") == 1 + len(columns)
    assert (tmp_path / "models" / "liar_promise" / "answers.jsonl").is_file()


def test_a_changed_figure_is_counted(columns):
    one, two = columns[0].outcomes
    forged = replace(one, answer={**one.answer, "figures": []})
    assert changed((forged, two), columns[0].outcomes) == [forged]


def test_names_of_stand_ins():
    assert stand_in("scripted") is explain
    assert stand_in("liar") is liar
    assert stand_in("liar:arabic") is SAYINGS["arabic"]
    assert stand_in("qwen3:8b") is None
    with pytest.raises(UserError, match="promise"):
        stand_in("liar:nothing")
