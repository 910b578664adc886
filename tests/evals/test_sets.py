"""Every record of every set: its form only, never its words."""

from pathlib import Path

import pytest

from evals.record import question_files, read_records

SETS = Path(__file__).parent.parent.parent / "evals" / "sets"
FILES = question_files([SETS])


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(SETS)))
def test_every_record_is_well_formed(file):
    records, flaws = read_records([file])
    assert records
    assert not flaws


def test_ids_are_unique_over_all_sets():
    _, flaws = read_records(FILES)
    assert not flaws


def test_there_are_as_many_conversations_as_promised():
    dev, _ = read_records(question_files([SETS / "dev"]))
    everything, _ = read_records(FILES)
    assert len(dev) >= 220
    assert len(everything) >= 400
