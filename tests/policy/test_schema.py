"""The published schema, the code and the guide for writers name the same things."""

import json
import typing
from pathlib import Path

import pytest

from assistant.policy import measure as module

ROOT = Path(__file__).parents[2]
SCHEMA = json.loads((ROOT / "corpus" / "schema" / "measures.schema.json").read_text(encoding="utf-8"))
MEASURE = SCHEMA["$defs"]["measure"]["properties"]


@pytest.mark.parametrize(
    ("kinds", "enum"),
    [
        (module.Kind, MEASURE["kind"]["enum"]),
        (module.Period, MEASURE["period"]["enum"]),
        (module.Unit, SCHEMA["$defs"]["input"]["properties"]["unit"]["enum"]),
    ],
)
def test_the_schema_knows_what_the_code_knows(kinds, enum):
    assert set(typing.get_args(kinds)) == set(enum)


def test_every_key_is_described():
    for name, schema in MEASURE.items():
        assert schema.get("description") or "$ref" in schema, name


def test_the_guides_name_every_kind_and_every_key():
    guide = (ROOT / "docs" / "新增事项.md").read_text(encoding="utf-8")
    for kind in typing.get_args(module.Kind):
        assert f"`{kind}`" in guide
    for key in (
        "evidence",
        "parameters",
        "inputs",
        "formula",
        "cap",
        "tiers",
        "conditions",
        "not_in_text",
        "near_misses",
        "summary",
        "words",
        "tests",
        "no_double",
        "unused_figures",
        "shared_inputs",
        "lists",
    ):
        assert key in guide


def test_the_editor_finds_the_schema():
    for file in ROOT.glob("corpus/*/measures.yaml"):
        first = file.read_text(encoding="utf-8").splitlines()[0]
        assert (file.parent / first.partition("$schema=")[2]).resolve().is_file()
