"""Official documents of other kinds: each text in `documents/` has the outline beside it.

A line of an outline: the clause's label, its headings, the last words of its text.
"""

from pathlib import Path

import pytest

from assistant.policy.clause import without_space
from assistant.policy.coverage import coverage
from assistant.policy.document import Document, read_document

FOLDER = Path(__file__).parent / "documents"
TEXTS = sorted(FOLDER.glob("*.txt"))


def outline(document):
    header = document.header
    facts = (
        ("文号", header.number), ("标题", header.title), ("成文", header.written_on),
        ("施行", header.effective_from), ("届满", header.last_day), ("附件", "、".join(header.attachments)),
    )  # fmt: skip
    lines = [f"{name}：{value or '无'}" for name, value in facts]
    for clause in document.clauses:
        ending = without_space(clause.text)[-16:]
        lines.append(f"{clause.label or '文头'}｜{'／'.join(clause.headings)}｜{ending}")
    return lines


def test_there_are_documents_of_many_kinds():
    assert len(TEXTS) >= 19


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
@pytest.mark.parametrize("line_end", ["\n", "\r\n"], ids=["lf", "crlf"])
def test_a_document_is_read_into_its_outline(path, line_end):
    source = path.read_text(encoding="utf-8").replace("\n", line_end)
    found = read_document(source, policy="p")
    assert isinstance(found, Document), found
    assert coverage(found).complete
    assert outline(found) == path.with_suffix(".outline").read_text(encoding="utf-8").splitlines()
    for clause in found.clauses:
        assert without_space(clause.text) == without_space(source[clause.start : clause.end])
