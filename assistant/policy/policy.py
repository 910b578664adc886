"""A policy: a document with the facts that people must add to it, each proved against its words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from assistant.errors import CorpusError
from assistant.policy.clause import Clause, locate, without_space
from assistant.policy.coverage import coverage
from assistant.policy.document import ENDING, Document, read_document
from assistant.policy.figures import PrintedFigure, printed_figures
from assistant.policy.policy_shape import misshapen
from assistant.policy.refusal import Refusal
from assistant.policy.yaml_tree import YamlTree, read_yaml

FRONT = "文头"
"""How policy.yaml names the clause without a number: header and preamble."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Verbatim words of a clause; offsets into the source."""

    clause_id: str
    quote: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Silence:
    """Something that people ask about a topic and the text does not say, with the words they use."""

    name: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Topic:
    """A rule of the policy that is no measure: validity, lead department, no double benefit …

    `sentence`: what an officer says about it; its figures stand in the passages or are the document
    number. `silent`: the text treats the matter and leaves what is asked open. `passages`: the main
    one first; `clause_id`, `quote`, `start`, `end` are the main one's.
    """

    id: str
    name: str
    sentence: str
    words: tuple[str, ...]
    passages: tuple[Passage, ...]
    silent: bool = False
    not_in_text: tuple[Silence, ...] = ()

    @property
    def clause_id(self) -> str:
        """The clause of the main passage."""
        return self.passages[0].clause_id

    @property
    def quote(self) -> str:
        """The main passage's words."""
        return self.passages[0].quote

    @property
    def start(self) -> int:
        """Where the main passage begins in the source."""
        return self.passages[0].start

    @property
    def end(self) -> int:
        """Where the main passage ends in the source."""
        return self.passages[0].end


@dataclass(frozen=True, slots=True)
class Defect:
    """A flaw of the source that matters to a reader; the quote shows it as it stands."""

    id: str
    passage: Passage
    sentence: str


@dataclass(frozen=True, slots=True)
class Policy:
    """What is known of a policy as a whole. Dates: first and last day in force, both counted."""

    id: str
    document: str
    title: str
    short_name: str
    aliases: tuple[str, ...]
    region: str
    region_aliases: tuple[str, ...]
    level: str
    issuers: tuple[str, ...]
    written_on: date | None
    printed_on: date | None
    effective_from: date
    validity_years: int | None
    last_day: date | None
    topics: tuple[Topic, ...]
    defects: tuple[Defect, ...]

    def topic(self, name: str) -> Topic | None:
        """The topic of that id."""
        return next((topic for topic in self.topics if topic.id == name), None)

    def defect_of(self, clause_id: str) -> Defect | None:
        """The flaw of the clause, None if it has none."""
        return next((defect for defect in self.defects if defect.passage.clause_id == clause_id), None)

    def in_force(self, day: date) -> bool:
        """Whether the policy is in force on the day."""
        return self.effective_from <= day and (self.last_day is None or day <= self.last_day)


def load_policy(folder: Path) -> tuple[Policy, Document] | tuple[Refusal, ...]:
    """The policy of a corpus folder (source.txt, policy.yaml) with its document, or every refusal."""
    source_file, facts_file = folder / "source.txt", folder / "policy.yaml"
    source = _read(source_file)
    if isinstance(source, Refusal):
        return (source,)
    facts = _read(facts_file)
    if isinstance(facts, Refusal):
        return (facts,)
    document = read_document(source, policy=folder.name)
    if isinstance(document, Refusal):
        return (
            Refusal(str(source_file), document.line, document.found, document.expected, document.message),
        )
    if not coverage(document).complete:
        return (Refusal(str(source_file), 0, "有文字未归入任何条款", "每个字都在条款里", "条款划分不完整"),)
    policy = read_policy(facts, file=str(facts_file), document=document)
    return policy if isinstance(policy, tuple) else (policy, document)


def open_document(folder: Path) -> Document:
    """The document of a corpus folder. Raises CorpusError if it cannot be read."""
    found = load_policy(folder)
    if isinstance(found[0], Refusal):
        raise CorpusError("\n".join(str(refusal) for refusal in found))
    document = found[1]
    assert isinstance(document, Document)
    return document


def _read(file: Path) -> str | Refusal:
    """The text with its line ends as they are, so that offsets are those of the file."""
    try:
        return file.read_bytes().decode("utf-8")
    except FileNotFoundError:
        return Refusal(str(file), 0, "没有这个文件", file.name, "缺少文件")
    except UnicodeDecodeError as error:
        return Refusal(str(file), 0, f"第{error.start + 1}个字节", "UTF-8 编码的文字", "编码有误")


def read_policy(text: str, *, file: str, document: Document) -> Policy | tuple[Refusal, ...]:
    """The policy that `text` (policy.yaml) describes, or everything that keeps it from being used.

    Each quote must stand in its clause, each figure of a sentence in its passages, and what is said
    about number, title, issuers and dates must be what the reader found in the document.
    """
    tree = read_yaml(text, file)
    if isinstance(tree, Refusal):
        return (tree,)
    shape = tuple(misshapen(tree))
    if shape:
        return shape
    refusals = [*_contradictions(tree, document)]
    topics = [_topic(tree, name, document, refusals) for name in tree.value["topics"]]
    defects = [_defect(tree, name, document, refusals) for name in tree.value.get("defects") or {}]
    if refusals:
        return tuple(refusals)
    return _policy(tree.value, document, tuple(topics), tuple(defects))


def _policy(
    facts: Mapping[str, Any], document: Document, topics: tuple[Topic, ...], defects: tuple[Defect, ...]
) -> Policy:
    header = document.header
    assert header.effective_from is not None  # _contradictions has refused it
    return Policy(
        id=facts["id"],
        document=header.number,
        title=header.title,
        short_name=facts["short_name"],
        aliases=tuple(facts["aliases"]),
        region=facts["region"]["name"],
        region_aliases=tuple(facts["region"]["also_called"]),
        level=facts["level"],
        issuers=header.issuers,
        written_on=header.written_on,
        printed_on=header.printed_on,
        effective_from=header.effective_from,
        validity_years=header.validity_years,
        last_day=header.last_day,
        topics=topics,
        defects=defects,
    )


def _contradictions(tree: YamlTree, document: Document) -> Iterator[Refusal]:
    """Where the file says something else than the document does."""
    facts, header = tree.value, document.header
    if header.effective_from is None:
        yield Refusal(tree.file, tree.line("dates"), "原文没有施行日期", "自…起施行", "读不出施行日期")
    stated: list[tuple[tuple[str, ...], str, str]] = [
        (("id",), facts["id"], document.policy),
        (("document",), facts["document"], header.number),
        (("title",), facts["title"], header.title),
        (("issuers",), "、".join(facts["issuers"]), "、".join(header.issuers)),
    ]
    stated += [
        (("dates", key), str(facts["dates"][key]), _date_text(getattr(header, key))) for key in facts["dates"]
    ]
    for path, said, read in stated:
        if without_space(said) != without_space(read):
            yield Refusal(tree.file, tree.line(*path), said, f"{read or '未载明'}（原文）", "与原文不一致")


def _date_text(value: date | int | None) -> str:
    return value.isoformat() if isinstance(value, date) else str(value or "")


def _topic(tree: YamlTree, name: str, document: Document, refusals: list[Refusal]) -> Topic:
    entry = tree.value["topics"][name]
    places: list[tuple[tuple[str | int, ...], Mapping[str, Any]]] = [(("topics", name), entry)]
    places += [(("topics", name, "also", at), item) for at, item in enumerate(entry.get("also") or [])]
    passages = tuple(_passage(tree, path, item, document, refusals) for path, item in places)
    refusals.extend(_loose_figures(tree, ("topics", name), entry["sentence"], passages, document))
    return Topic(
        id=name,
        name=entry["name"],
        sentence=entry["sentence"],
        words=tuple(entry["words"]),
        passages=passages,
        silent=entry.get("silent") is True,
        not_in_text=tuple(
            Silence(gap["name"], tuple(gap["words"])) for gap in entry.get("not_in_text") or []
        ),
    )


def _defect(tree: YamlTree, name: str, document: Document, refusals: list[Refusal]) -> Defect:
    entry = tree.value["defects"][name]
    passage = _passage(tree, ("defects", name), entry, document, refusals)
    refusals.extend(_loose_figures(tree, ("defects", name), entry["sentence"], (passage,), document))
    return Defect(name, passage, entry["sentence"])


def _passage(
    tree: YamlTree,
    path: tuple[str | int, ...],
    entry: Mapping[str, Any],
    document: Document,
    refusals: list[Refusal],
) -> Passage:
    clauses = _named(entry["clause"], document)
    if not clauses:
        known = "、".join(
            [*(item.label or FRONT for item in document.clauses), *(ENDING for _ in document.endings)]
        )
        refusals.append(Refusal(tree.file, tree.line(*path, "clause"), entry["clause"], known, "没有这一条"))
        return Passage("", "", 0, 0)
    quote = " ".join(entry["quote"].split("\n")).strip()
    places = ((clause, locate(quote, document.source, clause.start, clause.end)) for clause in clauses)
    clause, place = next((found for found in places if found[1]), (clauses[0], None))
    if place is None:
        expected = f"{entry['clause']}的原文"
        refusals.append(Refusal(tree.file, tree.line(*path, "quote"), quote[:60], expected, "引文与原文不符"))
        return Passage(clause.id, "", 0, 0)
    return Passage(clause.id, _as_printed(document, clause, place), *place)


def _named(name: str, document: Document) -> tuple[Clause, ...]:
    """The clauses that policy.yaml may mean: one with a number, the header, or what stands below."""
    if name == ENDING:
        return document.endings
    clause = document.clause("" if name == FRONT else name)
    return () if clause is None else (clause,)


def _as_printed(document: Document, clause: Clause, place: tuple[int, int]) -> str:
    """The words between the offsets as the clause holds them: page breaks joined."""
    before = len(without_space(document.source[clause.start : place[0]]))
    length = len(without_space(document.source[place[0] : place[1]]))
    offsets = [at for at, char in enumerate(clause.text) if not char.isspace()]
    return clause.text[offsets[before] : offsets[before + length - 1] + 1]


def _loose_figures(
    tree: YamlTree, path: tuple[str, ...], sentence: str, passages: tuple[Passage, ...], document: Document
) -> Iterator[Refusal]:
    """Figures of the sentence that stand neither in a passage nor in the document number."""
    printed = "\n".join([*(passage.quote for passage in passages), document.header.number])
    known = {_key(figure) for figure in printed_figures(printed)}
    for figure in printed_figures(sentence):
        if _key(figure) not in known and not figure.is_word:
            yield Refusal(
                tree.file,
                tree.line(*path, "sentence"),
                figure.text,
                "引文里有的数字和日期",
                "这句话里的数字没有出处",
            )


def _key(figure: PrintedFigure) -> tuple[str, Any]:
    return figure.kind, figure.value
