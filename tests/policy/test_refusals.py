"""Every place in the code that refuses a corpus is reached by a broken file, and says what it should.

`broken_policy/*.yaml`: a broken policy.yaml beside the unbroken one in `small/`; its first line is the
message, the offending line ends in ←. `broken_source/*.txt`: a broken source, its message beside it.
`broken/*.yaml`: broken measures files; their messages are proved in test_gate.py.
"""

import ast
import json
import shutil
import sys
from pathlib import Path

import pytest

from assistant.policy import refusal as module
from assistant.policy.coherence import check_groups
from assistant.policy.document import Document, read_document
from assistant.policy.expression import parse_expression
from assistant.policy.gate import check_measures
from assistant.policy.library import load_library
from assistant.policy.measures_file import MeasuresFile, read_measures
from assistant.policy.policy import load_policy, read_policy
from assistant.policy.refusal import Refusal

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
SMALL = HERE / "small"
SCHEMA = ROOT / "corpus" / "schema" / "measures.schema.json"
CODE = ROOT / "assistant" / "policy"
MAKERS = {"Refusal", "_refusal", "refuse", "Damage", "_UnfitError"}
PASSED_ON = {"_refusal", "refuse"}
# Not reached by any file: guards the code's own promise that every character is in a clause.
UNREACHED = {"条款划分不完整"}

POLICIES = sorted((HERE / "broken_policy").glob("*.yaml"))
SOURCES = sorted((HERE / "broken_source").glob("*.txt"))


def document():
    found = read_document((SMALL / "source.txt").read_text(encoding="utf-8"), policy="small")
    assert isinstance(found, Document)
    return found


def test_the_small_policy_passes():
    facts = (SMALL / "policy.yaml").read_text(encoding="utf-8")
    found = read_policy(facts, file="policy.yaml", document=document())
    assert not isinstance(found, tuple), [str(part) for part in found]


@pytest.mark.parametrize("path", POLICIES, ids=lambda path: path.stem)
def test_a_broken_policy_is_refused_with_its_message(path):
    text = path.read_text(encoding="utf-8")
    first, *rest = text.splitlines()
    message = first.removeprefix("# 应拒绝：")
    found = read_policy(text, file="policy.yaml", document=document())
    assert isinstance(found, tuple)
    matching = [refusal for refusal in found if refusal.message == message]
    assert matching, [str(refusal) for refusal in found]
    assert all(refusal.found and refusal.expected and refusal.file == "policy.yaml" for refusal in found)
    marked = [number for number, line in enumerate(rest, 2) if line.endswith("# ←")]
    if marked:
        assert matching[0].line == marked[0], str(matching[0])


def folder_of(source, tmp_path):
    folder = tmp_path / "small"
    shutil.copytree(SMALL, folder)
    shutil.copy(source, folder / "source.txt")
    return folder


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_a_broken_source_is_refused_with_its_message(path, tmp_path):
    found = load_policy(folder_of(path, tmp_path))
    messages = [part.message for part in found if isinstance(part, Refusal)]
    assert path.with_suffix(".message").read_text(encoding="utf-8").strip() in messages
    assert all(part.found and part.expected for part in found if isinstance(part, Refusal))


# Every place that refuses


def places():
    """file:line of each call that makes a refusal, to the lines that it spans."""
    found = {}
    for file in sorted(CODE.glob("*.py")):
        source = file.read_text(encoding="utf-8")
        for node in ast.walk(ast.parse(source)):
            if not isinstance(node, ast.Call):
                continue
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            words = ast.get_source_segment(source, node) or ""
            if name in MAKERS and not any(part in words for part in UNREACHED):
                found[f"{file.name}:{node.lineno}"] = (file.name, node.lineno, node.end_lineno)
    return found


@pytest.fixture
def reached(monkeypatch):
    """Where refusals were made while the test ran: file and line of the call."""
    seen: set[tuple[str, int]] = set()

    def note():
        frame = sys._getframe(2)
        while frame is not None:
            seen.add((Path(frame.f_code.co_filename).name, frame.f_lineno))
            if frame.f_code.co_name not in PASSED_ON:
                return
            frame = frame.f_back

    def recording(make):
        def made(self, *values, **named):
            note()
            make(self, *values, **named)

        return made

    monkeypatch.setattr(module.Refusal, "__init__", recording(Refusal.__init__))
    return seen


def refuse_everything(tmp_path):
    """Puts every broken file through the house, and what no single file can show."""
    small = document()
    for path in (HERE / "broken").glob("*.yaml"):
        file = read_measures(
            path.read_text(encoding="utf-8"), file="measures.yaml", document=small, schema=SCHEMA
        )
        if isinstance(file, MeasuresFile):
            check_measures(file, small)
            check_groups([file])
    for path in POLICIES:
        read_policy(path.read_text(encoding="utf-8"), file="policy.yaml", document=small)
    for number, path in enumerate(SOURCES):
        load_policy(folder_of(path, tmp_path / str(number)))
    empty = tmp_path / "empty"
    empty.mkdir()
    load_library(empty)
    for name in ("source.txt", "policy.yaml", "measures.yaml"):
        for damage in ("missing", "no text"):
            corpus = tmp_path / f"{name} {damage}"
            shutil.copytree(ROOT / "corpus" / "schema", corpus / "schema")
            shutil.copytree(SMALL, corpus / "small")
            if damage == "missing":
                (corpus / "small" / name).unlink()
                load_policy(corpus / "small")
            else:
                (corpus / "small" / name).write_bytes(b"\xff\xfe\x00")
            load_library(corpus)


def test_every_refusal_of_the_code_is_earned_by_a_broken_file(reached, tmp_path):
    refuse_everything(tmp_path)
    missed = [
        place
        for place, (file, first, last) in places().items()
        if "expression" not in file and not any(at == file and first <= line <= last for at, line in reached)
    ]
    assert missed == []


BROKEN_FORMULAS = {
    "公式写法有误": "share * (",
    "公式里不能写数字": "share * 2",
    "公式里只能用名称": "share if loan else cap",
    "公式里不能用": "max(share, round(cap))",
    "sum(…) 的括号里只写一个式子": "sum(sum(loan.principal))",
    "(…) 的括号里要写式子": "min()",
    "公式里的名称只能": "loan[share].principal",
}


@pytest.mark.parametrize("message", BROKEN_FORMULAS)
def test_every_refusal_of_a_formula_is_earned(message):
    found = parse_expression(BROKEN_FORMULAS[message])
    assert isinstance(found, str)
    assert message in found


def test_no_refusal_of_a_formula_is_forgotten():
    made = [place for place, (file, _, _) in places().items() if file == "expression.py"]
    assert len(made) + 1 == len(BROKEN_FORMULAS)  # and the one for what cannot be parsed


def test_every_keyword_of_the_schema_has_words_of_its_own():
    """A keyword that the published schemas use must not fall through to the general message."""
    keywords = set()

    def collect(node):
        if isinstance(node, dict):
            keywords.update(node)
            for part in node.values():
                collect(part)
        elif isinstance(node, list):
            for part in node:
                collect(part)

    for file in (ROOT / "corpus" / "schema").glob("*.json"):
        collect(json.loads(file.read_text(encoding="utf-8")))
    checking = {
        "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties",
        "minLength", "minItems", "minProperties", "uniqueItems", "pattern", "format", "const", "multipleOf",
        "not", "dependentRequired", "contains", "propertyNames",
    }  # fmt: skip
    assert keywords & checking == {
        "minLength",
        "minItems",
        "minProperties",
        "uniqueItems",
        "pattern",
        "const",
        "propertyNames",
    }


def test_every_message_of_the_schema_is_earned_by_a_broken_file():
    tree = ast.parse((CODE / "schema.py").read_text(encoding="utf-8"))
    returned = [node.value for node in ast.walk(tree) if isinstance(node, ast.Return)]
    heads = [value.elts[0] for value in returned if isinstance(value, ast.Tuple)]
    messages = {head.value for head in heads if isinstance(head, ast.Constant)}
    messages -= {"内容不符合格式"}  # for keywords that the schemas do not use
    expected = [path.read_text(encoding="utf-8").splitlines()[0] for path in (HERE / "broken").glob("*.yaml")]
    assert len(messages) == 7
    assert [each for each in messages if not any(line.endswith(f"：{each}") for line in expected)] == []
