"""The library: every policy of a corpus with its clauses and measures, proved and ready to serve."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.errors import CorpusError, NotFound
from assistant.policy.clause import Clause
from assistant.policy.codec import from_plain, to_plain
from assistant.policy.document import Document, read_document
from assistant.policy.measure import Gap, Input, Measure, NoDouble
from assistant.policy.measures_file import MeasuresFile, read_measures
from assistant.policy.refusal import Refusal

FORMAT = 1


@dataclass(frozen=True, slots=True)
class Policy:
    """One policy: the folder's name, the document, and what holds for all of its measures."""

    id: str
    document: Document
    no_double: tuple[NoDouble, ...]
    not_in_text: tuple[Gap, ...]


@dataclass(frozen=True, slots=True)
class Library:
    """All policies. `version`: a hash of every file that it was read from."""

    policies: tuple[Policy, ...]
    clauses: tuple[Clause, ...]
    measures: tuple[Measure, ...]
    version: str

    def clause(self, clause_id: str) -> Clause:
        """The clause with that id ("hz-binjiang-2023-9/二（二）6")."""
        for clause in self.clauses:
            if clause.id == clause_id:
                return clause
        raise NotFound(f"没有编号为“{clause_id}”的条款。")

    def measure(self, measure_id: str) -> Measure:
        """The measure with that id, also with its policy in front ("hz-binjiang-2023-9/sme_loan")."""
        for measure in self.measures:
            if measure_id in (measure.id, f"{measure.policy}/{measure.id}"):
                return measure
        raise NotFound(f"没有名为“{measure_id}”的事项。")

    def policy(self, policy_id: str) -> Policy:
        """The policy in that folder."""
        for policy in self.policies:
            if policy.id == policy_id:
                return policy
        raise NotFound(f"没有名为“{policy_id}”的政策。")

    @property
    def inputs(self) -> tuple[Input, ...]:
        """Every fact that any measure asks for, each once."""
        return tuple({item.name: item for measure in self.measures for item in measure.inputs}.values())


def read_library(corpus: Path) -> Library:
    """The library of a corpus. Raises CorpusError with every refusal if the corpus contradicts itself."""
    found = load_library(corpus)
    if isinstance(found, Library):
        return found
    lines = "\n".join(str(refusal) for refusal in found)
    raise CorpusError(f"语料没有通过核对，共 {len(found)} 处，请按提示修改后再试：\n{lines}")


def load_library(corpus: Path) -> Library | tuple[Refusal, ...]:
    """The library of a corpus folder, or everything that keeps it from being used.

    Each folder in `corpus` that holds a `source.txt` is a policy; `corpus/schema` holds the schemas.
    """
    from assistant.policy.gate import check_library, check_measures

    digest = hashlib.sha256()
    refusals: list[Refusal] = []
    documents: list[Document] = []
    files: list[MeasuresFile] = []
    for folder in sorted(path.parent for path in corpus.glob("*/source.txt")):
        read = _read_policy(folder, corpus / "schema" / "measures.schema.json", digest)
        if isinstance(read, tuple) and isinstance(read[0], Refusal):
            refusals.extend(part for part in read if isinstance(part, Refusal))
            continue
        document, measures = read  # type: ignore[misc]
        documents.append(document)
        files.append(measures)
        refusals.extend(check_measures(measures, document))
    if not documents and not refusals:
        refusals.append(Refusal(str(corpus), 0, "没有政策", "至少一个含 source.txt 的政策目录", "语料目录是空的"))
    refusals.extend(check_library(files))
    if refusals:
        return tuple(refusals)
    return _library(documents, files, digest.hexdigest())


def _read_policy(
    folder: Path, schema: Path, digest: Any
) -> tuple[Document, MeasuresFile] | tuple[Refusal, ...]:
    source = folder / "source.txt"
    texts: dict[Path, str] = {}
    for path in (source, folder / "measures.yaml", folder / "policy.yaml"):
        if not path.exists() and path.name == "policy.yaml":
            continue
        text = _read_text(path)
        if isinstance(text, Refusal):
            return (text,)
        texts[path] = text
        digest.update(f"{folder.name}/{path.name}\0{text}\0".encode())
    document = read_document(texts[source], policy=folder.name)
    if isinstance(document, Refusal):
        return (Refusal(str(source), document.line, document.found, document.expected, document.message),)
    file = folder / "measures.yaml"
    measures = read_measures(texts[file], file=str(file), document=document, schema=schema)
    return measures if isinstance(measures, tuple) else (document, measures)


def _read_text(path: Path) -> str | Refusal:
    try:
        # newline="": offsets count the characters of the file as it is.
        with path.open(encoding="utf-8", newline="") as file:
            return file.read()
    except FileNotFoundError:
        return Refusal(str(path), 0, "没有这个文件", f"每份政策的目录里有 {path.name}", "缺少文件")
    except UnicodeDecodeError as error:
        return Refusal(str(path), 0, f"第 {error.start + 1} 个字节", "UTF-8 编码的文字", "不是 UTF-8 编码")


def _library(documents: list[Document], files: list[MeasuresFile], version: str) -> Library:
    policies = tuple(
        Policy(document.policy, document, file.no_double, file.not_in_text)
        for document, file in zip(documents, files, strict=True)
    )
    clauses = tuple(clause for document in documents for clause in document.clauses)
    measures = tuple(measure for file in files for measure in file.measures)
    return Library(policies, clauses, measures, version)


def library_to_json(library: Library) -> str:
    """The library as one text, for serving without YAML."""
    return json.dumps({"format": FORMAT, "library": to_plain(library)}, ensure_ascii=False, separators=(",", ":"))


def library_from_json(text: str) -> Library:
    """The library that `library_to_json` wrote. Raises CorpusError if it is from another version."""
    try:
        data = json.loads(text)
        if data["format"] != FORMAT:
            raise ValueError("format")
        return from_plain(Library, data["library"])
    except (ValueError, KeyError, TypeError, IndexError, AttributeError):
        raise CorpusError("编译好的语料与程序版本不一致，请重新运行 make setup 生成。") from None
