"""The library: every policy of a corpus with its clauses and measures, proved and ready to serve."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from assistant.errors import CorpusError, NotFound
from assistant.policy.clause import Clause
from assistant.policy.codec import from_plain, to_plain
from assistant.policy.document import Document
from assistant.policy.measure import Input, Measure, NoDouble
from assistant.policy.measures_file import MeasuresFile, read_measures
from assistant.policy.policy import Policy, load_policy
from assistant.policy.refusal import Refusal

FORMAT = 3


@dataclass(frozen=True, slots=True)
class Library:
    """All policies of a corpus, each with its document; `version`: a hash of every file read."""

    policies: tuple[Policy, ...]
    documents: tuple[Document, ...]
    clauses: tuple[Clause, ...]
    measures: tuple[Measure, ...]
    no_double: tuple[NoDouble, ...]
    version: str
    # "policy/id" → the measure: looked up in many places of every turn.
    by_key: Mapping[str, Measure] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        keyed = {f"{measure.policy}/{measure.id}": measure for measure in self.measures}
        object.__setattr__(self, "by_key", keyed)

    def clause(self, clause_id: str) -> Clause:
        """The clause with that id ("hz-binjiang-2023-9/二（二）6"), or the ending (…/文尾)."""
        endings = (ending for document in self.documents for ending in document.endings)
        for clause in (*self.clauses, *endings):
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

    def document(self, policy_id: str) -> Document:
        """The document of the policy in that folder."""
        for document in self.documents:
            if document.policy == policy_id:
                return document
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

    Each folder in `corpus` that holds a `source.txt` is a policy (with policy.yaml and measures.yaml);
    `corpus/schema` holds the published schemas.
    """
    from assistant.policy.gate import check_library, check_measures

    folders = sorted(path.parent for path in corpus.glob("*/source.txt"))
    if not folders:
        return (Refusal(str(corpus), 0, "没有政策", "至少一个含 source.txt 的政策目录", "语料目录是空的"),)
    refusals: list[Refusal] = []
    policies: list[tuple[Policy, Document]] = []
    files: list[MeasuresFile] = []
    for folder in folders:
        policy = load_policy(folder)
        if isinstance(policy[0], Refusal):
            refusals.extend(part for part in policy if isinstance(part, Refusal))
            continue
        facts, document = policy
        assert isinstance(facts, Policy) and isinstance(document, Document)
        measures = _read_measures(folder, document, corpus / "schema" / "measures.schema.json")
        if isinstance(measures, tuple):
            refusals.extend(measures)
            continue
        policies.append((facts, document))
        files.append(measures)
        refusals.extend(check_measures(measures, document))
    refusals.extend(check_library(files))
    return tuple(refusals) if refusals else _library(policies, files, _version(folders))


def _read_measures(folder: Path, document: Document, schema: Path) -> MeasuresFile | tuple[Refusal, ...]:
    file = folder / "measures.yaml"
    try:
        text = file.read_text(encoding="utf-8")
    except FileNotFoundError:
        return (Refusal(str(file), 0, "没有这个文件", "measures.yaml", "缺少文件"),)
    except UnicodeDecodeError as error:
        return (Refusal(str(file), 0, f"第{error.start + 1}个字节", "UTF-8 编码的文字", "编码有误"),)
    return read_measures(text, file=str(file), document=document, schema=schema)


def _version(folders: Sequence[Path]) -> str:
    """A hash over the names and bytes of what the library was read from."""
    digest = hashlib.sha256()
    for folder in folders:
        for name in ("source.txt", "policy.yaml", "measures.yaml"):
            data = (folder / name).read_bytes()
            digest.update(f"{folder.name}/{name} {len(data)}\n".encode() + data)
    return digest.hexdigest()


def _library(
    policies: Sequence[tuple[Policy, Document]], files: Sequence[MeasuresFile], version: str
) -> Library:
    return Library(
        policies=tuple(policy for policy, _ in policies),
        documents=tuple(document for _, document in policies),
        clauses=tuple(clause for _, document in policies for clause in document.clauses),
        measures=tuple(measure for file in files for measure in file.measures),
        no_double=tuple(group for file in files for group in file.no_double),
        version=version,
    )


def library_to_json(library: Library) -> str:
    """The library as one text, for serving without YAML."""
    return json.dumps(
        {"format": FORMAT, "library": to_plain(library)}, ensure_ascii=False, separators=(",", ":")
    )


def library_from_json(text: str) -> Library:
    """The library that `library_to_json` wrote. Raises CorpusError if it is from another version."""
    try:
        data = json.loads(text)
        if data["format"] != FORMAT:
            raise ValueError("format")
        return from_plain(Library, data["library"])
    except (ValueError, KeyError, TypeError, IndexError, AttributeError):
        raise CorpusError("编译好的语料与程序版本不一致，请重新运行 make setup 生成。") from None
