import json
from decimal import Decimal
from pathlib import Path

import pytest

from evals.record import ExpectedFigure, Record, RecordFlaw, parse_record, question_files, read_records

GOOD = {"id": "a-1", "category": "a", "as_of": "2024-06-01", "turns": [{"user": "多少", "expect": {}}]}


def parsed(**changes):
    return parse_record(json.dumps({**GOOD, **changes}), Path("sets/dev/a.jsonl"), 3)


def expecting(**expect):
    return parsed(turns=[{"user": "多少", "expect": expect}])


def test_a_record_is_read():
    record = expecting(
        status=["answered"], cites=["二（二）6"], figures=[{"amount": "200000", "bound": "exact"}]
    )
    assert isinstance(record, Record)
    assert record.as_of is not None and record.as_of.isoformat() == "2024-06-01"
    assert record.turns[0].expect.figures is not None
    assert record.turns[0].expect.figures[0].bound == "exact"


def test_an_amount_may_stand_by_itself():
    assert expecting(may_figures=["200000", 5]).turns[0].expect.may_figures == (
        ExpectedFigure(Decimal(200000), None),
        ExpectedFigure(Decimal(5), None),
    )


def test_no_figures_asked_and_none_expected_differ():
    assert expecting().turns[0].expect.figures is None
    assert expecting(figures=[]).turns[0].expect.figures == ()


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"id": ""}, "id"),
        ({"category": 3}, "category"),
        ({"as_of": "2024-02-30"}, "day"),
        ({"turns": []}, "turns"),
        ({"turns": [{"expect": {}}]}, "user"),
        ({"mood": "gay"}, "mood"),
    ],
)
def test_a_flawed_record_is_named(changes, message):
    flaw = parsed(**changes)
    assert isinstance(flaw, RecordFlaw)
    assert message in str(flaw) and str(flaw).startswith("sets/dev/a.jsonl:3:")


@pytest.mark.parametrize(
    "expect",
    [
        {"status": ["solved"]},
        {"notices": ["late"]},
        {"cites": "二（二）6"},
        {"cites": ["二 （二）"]},
        {"figures": [{"amount": 200000}]},
        {"figures": [{"amount": "two"}]},
        {"figures": [{"amount": "NaN"}]},
        {"figures": [{"amount": "1", "bound": "about"}]},
        {"figures": ["one"]},
        {"asks": "yes"},
        {"says": ["("]},
        {"never": ["["]},
        {"cite": ["二（二）6"]},
    ],
)
def test_a_flawed_expectation_is_refused(expect):
    assert isinstance(expecting(**expect), RecordFlaw)


def test_what_is_no_json_is_a_flaw():
    assert isinstance(parse_record("{", Path("a"), 1), RecordFlaw)
    assert isinstance(parse_record("[]", Path("a"), 1), RecordFlaw)


def test_an_id_stands_once(tmp_path):
    for name in ("a", "b"):
        (tmp_path / f"{name}.jsonl").write_text(json.dumps(GOOD) + "\n\n", encoding="utf-8")
    records, flaws = read_records(question_files([tmp_path]))
    assert len(records) == 2
    assert [flaw.line for flaw in flaws] == [1]
    assert "a-1" in flaws[0].message


def test_held_out_records_are_closed(make_record):
    assert make_record(("多少", {}), file="evals/sets/heldout/a.jsonl").closed
    assert make_record(("多少", {}), file="evals/sets/stranger/a.jsonl").closed
    assert not make_record(("多少", {}), file="evals/sets/dev/heldout.jsonl").closed
