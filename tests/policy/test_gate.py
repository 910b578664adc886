"""Every refusal of the gate has one broken file in `broken/` that earns it, on the line marked ←."""

from pathlib import Path

import pytest

from assistant.policy.coherence import check_groups
from assistant.policy.document import Document, read_document
from assistant.policy.gate import check_measures
from assistant.policy.measures_file import MeasuresFile, read_measures
from assistant.policy.refusal import Refusal

HERE = Path(__file__).parent
SCHEMA = HERE.parents[1] / "corpus" / "schema" / "measures.schema.json"
BROKEN = sorted((HERE / "broken").glob("*.yaml"))


@pytest.fixture(scope="module")
def document() -> Document:
    found = read_document((HERE / "small" / "source.txt").read_text(encoding="utf-8"), policy="small")
    assert isinstance(found, Document)
    return found


def refusals_of(text: str, document: Document) -> tuple[Refusal, ...]:
    file = read_measures(text, file="measures.yaml", document=document, schema=SCHEMA)
    if not isinstance(file, MeasuresFile):
        return file
    return (*check_measures(file, document), *check_groups([file]))


def test_the_unbroken_file_passes(document):
    assert refusals_of((HERE / "small" / "measures.yaml").read_text(encoding="utf-8"), document) == ()


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.stem)
def test_a_broken_file_is_refused_with_its_message(path, document):
    text = path.read_text(encoding="utf-8")
    first, *rest = text.splitlines()
    expected = first.removeprefix("# 应拒绝：")
    found = [refusal for refusal in refusals_of(text, document) if expected in refusal.message]
    assert found, refusals_of(text, document)
    assert all(refusal.found and refusal.expected and refusal.file == "measures.yaml" for refusal in found)
    marked = [number for number, line in enumerate(rest, 2) if line.endswith("# ←")]
    if marked:
        assert found[0].line == marked[0], str(found[0])
