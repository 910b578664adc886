"""Verification: the contract's invariant, checked on every answer before it is shown.

Knows the answer object and plain text, nothing of how answers are made.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from assistant.answering.answer import Answer, Citation, Figure
from assistant.answering.claims import MARK, Grounds, bare, claims, figures_of, packed, plain
from assistant.policy.figures import PrintedFigure, printed_figures

Rule = Literal["figure_without_ground", "quote", "mark", "figures", "ceiling", "spoken"]
Place = Literal["text", "spoken", "citations", "figures"]

LONGEST_SPOKEN = 40
SHORTEST_QUOTATION = 8

_CEILING = re.compile(
    r"最高|最多|至多|不超过|不高于|不多于|不得超过|超过|以内|之内|上限|封顶|顶格|限额|为限|≤|天花板"
)
# Said once for several amounts of a sentence: 都是最高额, 这是上限.
_GOVERNS = re.compile(
    r"(?:都|均|各|分别|这是|一律|上述|以上|所列|属于?|指的?是)[^，。；]{0,8}?(?:最高|上限|封顶|不超过|最多)"
)
_SENTENCE = re.compile(r"[^。；！？;!?\n]*[。；！？;!?\n]?")
_PART = re.compile(r"[^，,]*[，,]?")
_ELLIPSIS = re.compile(r"…+|\.{3,}|\[[^\]]*略[^\]]*\]")
_ATTRIBUTION = re.compile(r"^\s*(?:[—–―-]{1,3}|出处|来源|依据)")
_QUOTED_LINE = re.compile(r"^\s*>")
_OPENING, _CLOSING = "“「『", "”」』"


@dataclass(frozen=True, slots=True)
class Breach:
    """What is wrong with an answer: the rule, where, the words found, and why in Chinese."""

    rule: Rule
    place: Place
    found: str
    message: str


def verify(
    answer: Answer, *, user_words: Sequence[str], sources: Mapping[str, str], labels: Collection[str]
) -> tuple[Breach, ...]:
    """Every breach of the invariant; () for an answer that may be shown.

    `user_words`: the user's turns so far, this one included; `sources`: document number → the text
    of the corpus file that citations' offsets point into; `labels`: numbers of all known clauses,
    joined (二（二）6; "" for the header).
    """
    grounds = _grounds(answer, user_words)
    quotes = tuple(packed(citation.quote) for citation in answer.citations)
    stated = claims(answer.text)
    return (
        *_citations(answer, sources, labels),
        *_marks(answer),
        *_ungrounded(stated, "text", grounds),
        *_ungrounded(claims(answer.spoken), "spoken", grounds),
        *_quotations(answer, quotes, user_words, sources),
        *_figures(answer, stated),
        *_ceilings(answer, quotes, user_words),
        *_spoken(answer.spoken),
    )


def _grounds(answer: Answer, user_words: Sequence[str]) -> Grounds:
    grounds = Grounds()
    for citation in answer.citations:
        grounds.add_quote(citation.quote)
        grounds.add_document(citation.document)
        grounds.add_clause(citation.path)
    for figure in answer.figures:
        for step in figure.trace:
            for text in (step.expression, *step.values.values(), step.result):
                grounds.add_trace(text)
    said = [packed(words) for words in user_words]
    for words in user_words:
        grounds.add_user(words)
    for fact in answer.facts:
        # A value counts as the user's only if the words it was read from are the user's.
        if fact.said and any(packed(fact.said) in words for words in said):
            grounds.add_value(fact.value)
    return grounds


def _citations(answer: Answer, sources: Mapping[str, str], labels: Collection[str]) -> Iterator[Breach]:
    """Each quote verbatim at its offsets, each clause known, each number once."""
    seen: set[int] = set()
    for citation in answer.citations:
        name = f"[{citation.n}] {citation.document} {citation.label}".strip()
        if citation.n in seen:
            yield Breach("mark", "citations", name, "引用编号重复")
        seen.add(citation.n)
        source = sources.get(citation.document)
        if source is None:
            yield Breach("quote", "citations", name, "引用的文件不在语料中")
        elif not _verbatim(citation, source):
            yield Breach("quote", "citations", f"{name}：{citation.quote[:40]}", "引文与原文不一致")
        if citation.label not in labels:
            yield Breach("quote", "citations", name, "没有这个条款号")


def _verbatim(citation: Citation, source: str) -> bool:
    if not 0 <= citation.start < citation.end <= len(source):
        return False
    return "".join(source[citation.start : citation.end].split()) == "".join(citation.quote.split())


def _marks(answer: Answer) -> Iterator[Breach]:
    """Marks and citations name each other."""
    known = {citation.n for citation in answer.citations}
    used = {int(n) for mark in MARK.findall(plain(answer.text)) for n in re.findall(r"\d+", mark)}
    for n in sorted(used - known):
        yield Breach("mark", "text", f"[{n}]", "没有这一条引用")
    for n in sorted(known - used):
        yield Breach("mark", "citations", f"[{n}]", "这一条引用没有在正文中使用")


def _ungrounded(stated: tuple[PrintedFigure, ...], place: Place, grounds: Grounds) -> Iterator[Breach]:
    """Figures that come from no quote, no step and none of the user's words."""
    for figure in stated:
        if not grounds.hold(figure):
            yield Breach("figure_without_ground", place, figure.text, "这个数字没有出处")


def _quotations(
    answer: Answer, quotes: tuple[str, ...], user_words: Sequence[str], sources: Mapping[str, str]
) -> Iterator[Breach]:
    """Words that are shown as the policy's own stand there, letter by letter."""
    lines = answer.text.split("\n")
    for block in _blocks(lines):
        if not _stands_in(block, quotes):
            yield Breach("quote", "text", block[:60], "引文块与所引原文不一致")
    said = tuple(packed(words) for words in user_words)
    running = "\n".join(line for line in lines if not _QUOTED_LINE.match(line))
    for words in quotations(MARK.sub("", running)):
        whole = packed(words)
        if len(whole) < SHORTEST_QUOTATION or whole.endswith(("？", "?")):
            continue
        if not _stands_in(words, (*quotes, *said)) and not _in_sources(words, sources):
            yield Breach("quote", "text", words[:60], "引号里的话与原文不一致")


def _in_sources(words: str, sources: Mapping[str, str]) -> bool:
    return _stands_in(words, tuple("".join(source.split()) for source in sources.values()))


def _blocks(lines: Sequence[str]) -> Iterator[str]:
    """The paragraphs of quote blocks, attribution lines left out."""
    held: list[str] = []
    for line in (*lines, ""):
        content = _QUOTED_LINE.sub("", line, count=1).strip() if _QUOTED_LINE.match(line) else ""
        if content and not _ATTRIBUTION.match(content):
            held.append(content)
        elif held:
            yield "".join(held)
            held = []


def _stands_in(words: str, wholes: Sequence[str]) -> bool:
    """Whether the words, part by part between ellipses, stand in the same one of the wholes."""
    parts = [packed(part) for part in _ELLIPSIS.split(MARK.sub("", words))]
    parts = [part for part in parts if part]
    return any(_in_order(_unwrapped(parts), whole) or _in_order(parts, whole) for whole in wholes)


def _unwrapped(parts: list[str]) -> list[str]:
    """The parts without one pair of quotation marks around the whole."""
    if parts and parts[0][0] in _OPENING and parts[-1][-1] in _CLOSING:
        first = [parts[0][1:], *parts[1:]]
        return [*first[:-1], first[-1][:-1]]
    return parts


def _in_order(parts: Sequence[str], whole: str) -> bool:
    at = 0
    for part in parts:
        found = whole.find(part, at)
        if found < 0:
            return False
        at = found + len(part)
    return True


def quotations(text: str) -> Iterator[str]:
    """The words inside the outermost quotation marks of each line; straight marks in pairs too."""
    for line in text.split("\n"):
        depth, start = 0, 0
        for at, char in enumerate(line):
            if char in _OPENING:
                if depth == 0:
                    start = at + 1
                depth += 1
            elif char in _CLOSING and depth:
                depth -= 1
                if depth == 0:
                    yield line[start:at]
        if line.count('"') >= 2:
            yield from re.findall(r'"([^"]+)"', line)


def _figures(answer: Answer, stated: tuple[PrintedFigure, ...]) -> Iterator[Breach]:
    """Each amount follows from its citations or its trace, and stands in the text."""
    quotes = {citation.n: citation.quote for citation in answer.citations}
    sums = {figure.value for figure in stated if figure.kind == "money"}
    for figure in answer.figures:
        amount = Fraction(figure.amount)
        steps = [step.citation for step in figure.trace if step.citation is not None]
        for n in sorted({*figure.citations, *steps} - set(quotes)):
            yield Breach("mark", "figures", f"{figure.label} [{n}]", "金额指向的引用不存在")
        if amount not in _backing(figure, quotes):
            yield Breach(
                "figures",
                "figures",
                f"{figure.label} {figure.amount}",
                "这个金额不在引文里，也不是计算的结果",
            )
        if amount not in sums:
            yield Breach("figures", "figures", f"{figure.label} {figure.amount}", "正文没有写出这个金额")


def _backing(figure: Figure, quotes: Mapping[int, str]) -> set[Fraction]:
    """The amounts that may be this figure's: sums in its quotes, results of its steps."""
    cited = {*figure.citations, *(step.citation for step in figure.trace)}
    backing: set[Fraction] = set()
    for n in cited:
        if n is not None and n in quotes:
            backing.update(f.value for f in figures_of(quotes[n]) if f.kind == "money")
    for step in figure.trace:
        backing.update(f.value for f in claims(step.result) if f.kind in ("money", "number"))
    return backing


def _ceilings(answer: Answer, quotes: tuple[str, ...], user_words: Sequence[str]) -> Iterator[Breach]:
    """An amount that is only a ceiling is called one wherever it is stated."""
    exact = {Fraction(figure.amount) for figure in answer.figures if figure.bound == "exact"}
    ceilings = {Fraction(figure.amount) for figure in answer.figures if figure.bound == "at_most"} - exact
    if not ceilings:
        return
    for words in user_words:
        ceilings -= {figure.value for figure in figures_of(words) if figure.kind == "money"}
    places: tuple[tuple[Place, str], ...] = (
        ("text", _own_words(answer.text, quotes)),
        ("spoken", answer.spoken),
    )
    for place, text in places:
        for figure, sentence in _certain(bare(text), ceilings):
            yield Breach(
                "ceiling",
                place,
                f"{figure.text}：{sentence.strip()[:40]}",
                "上限金额没有说明是“最高”“不超过”",
            )


def _own_words(text: str, quotes: tuple[str, ...]) -> str:
    """The text without quote blocks and without verbatim words in quotation marks."""
    running = "\n".join(line for line in text.split("\n") if not _QUOTED_LINE.match(line))
    for words in tuple(quotations(running)):
        # A single quoted word (“最高”) is talked about, not quoted as a passage.
        if len(packed(words)) >= SHORTEST_QUOTATION and any(packed(words) in quote for quote in quotes):
            running = running.replace(words, "")
    return running


def _certain(text: str, ceilings: set[Fraction]) -> Iterator[tuple[PrintedFigure, str]]:
    """Amounts among the ceilings whose sentence does not say that they are one."""
    lead = ""
    for match in _SENTENCE.finditer(text):
        sentence = match[0]
        if not sentence.strip():
            if (
                "\n" in sentence
                and "\n\n" in text[: match.start() + 1][-2:]
                and not lead.rstrip().endswith(("：", ":"))
            ):
                lead = ""
            continue
        governed = _GOVERNS.search(sentence) or _lead_governs(lead, sentence)
        for part in () if governed else _PART.findall(sentence):
            if _CEILING.search(part):
                continue
            for figure in printed_figures(part):
                if figure.kind == "money" and figure.value in ceilings:
                    yield figure, sentence
        if sentence.rstrip().endswith(("：", ":")) or (
            sentence.lstrip().startswith("|") and not lead.startswith("|")
        ):
            lead = sentence.strip()


def _lead_governs(lead: str, sentence: str) -> bool:
    """Whether a line above (最高额：, a table's heading) says it for this one."""
    if not lead or not _CEILING.search(lead):
        return False
    return lead.endswith(("：", ":")) or sentence.lstrip().startswith("|")


def _spoken(spoken: str) -> Iterator[Breach]:
    if len(spoken) > LONGEST_SPOKEN:
        yield Breach("spoken", "spoken", spoken, f"口述超过{LONGEST_SPOKEN}字（现{len(spoken)}字）")
