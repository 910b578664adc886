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
from assistant.answering.ceiling import plain_passages, quoted_ceilings, said_as_certain
from assistant.answering.claims import MARK, Grounds, bare, claims, clause_key, figures_of, packed, plain
from assistant.answering.loose import loose_amounts
from assistant.answering.naming import misnamed
from assistant.answering.qualifier import unqualified
from assistant.answering.quotation import Block, blocks, marks, quotations, running, stands_in
from assistant.policy.figures import PrintedFigure

Rule = Literal["figure_without_ground", "quote", "mark", "figures", "ceiling", "period", "floor", "spoken"]
Place = Literal["text", "spoken", "citations", "figures"]

LONGEST_SPOKEN = 40
SHORTEST_QUOTATION = 8

_SENTENCE_END = re.compile(r"[。；！？\n]")


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
    told = _told(answer, user_words)
    grounds = _grounds(answer, told)
    quotes = tuple(packed(citation.quote) for citation in answer.citations)
    stated = claims(answer.text)
    return (
        *_citations(answer, sources, labels),
        *_marks(answer),
        *_ungrounded(stated, "text", grounds),
        *_ungrounded(claims(answer.spoken), "spoken", grounds),
        *_misplaced(answer, told),
        *_quote_blocks(answer, quotes),
        *_quotations(answer, quotes, user_words, sources),
        *_figures(answer, stated),
        *_swapped(answer, told),
        *_loose(answer, user_words),
        *_unqualified(answer, user_words),
        *_ceilings(answer, quotes, told),
        *_spoken(answer.spoken),
    )


def _told(answer: Answer, user_words: Sequence[str]) -> Grounds:
    """What the user said."""
    grounds = Grounds()
    for step in answer.derived:
        grounds.add_trace(step.result)
    said = [packed(words) for words in user_words]
    for words in user_words:
        grounds.add_user(words)
    for fact in answer.facts:
        # A value counts as the user's only if the words it was read from are the user's.
        if fact.said and any(packed(fact.said) in words for words in said):
            grounds.add_value(fact.value)
    return grounds


def _grounds(answer: Answer, told: Grounds) -> Grounds:
    """Everything that a figure may come from."""
    grounds = told.copy()
    for figure in answer.figures:
        _add_steps(grounds, figure)
    for citation in answer.citations:
        grounds.add_quote(citation.quote)
        grounds.add_document(citation.document)
        grounds.add_clause(citation.path)
    return grounds


def _add_steps(grounds: Grounds, figure: Figure) -> None:
    for step in figure.trace:
        for text in (step.expression, *step.values.values(), step.result):
            grounds.add_trace(text)


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
    used = set(marks(plain(answer.text)))
    for n in sorted(used - known):
        yield Breach("mark", "text", f"[{n}]", "没有这一条引用")
    for n in sorted(known - used):
        yield Breach("mark", "citations", f"[{n}]", "这一条引用没有在正文中使用")


def _ungrounded(stated: tuple[PrintedFigure, ...], place: Place, grounds: Grounds) -> Iterator[Breach]:
    """Figures that come from no quote, no step and none of the user's words."""
    for figure in stated:
        if not grounds.hold(figure):
            yield Breach("figure_without_ground", place, figure.text, "这个数字没有出处")


def _misplaced(answer: Answer, told: Grounds) -> Iterator[Breach]:
    """Amounts and shares of a sentence that points to clauses, but come from none of them.

    From a clause comes what its quote says, and what was calculated with it.
    """
    quotes = {citation.n: citation.quote for citation in answer.citations}
    for sentence in _SENTENCE_END.split(running(answer.text)):
        cited = set(marks(plain(sentence))) if "[" in sentence or "［" in sentence else set()
        stated = [f for f in claims(sentence) if f.kind in ("money", "percent")] if cited else []
        if all(told.hold(figure) for figure in stated):
            continue
        known = told.copy()
        for n in cited & set(quotes):
            known.add_quote(quotes[n])
        for figure in answer.figures:
            if cited & {*figure.citations}:
                _add_steps(known, figure)
        for claim in stated:
            if not known.hold(claim):
                yield Breach(
                    "mark", "text", f"{claim.text}：{sentence.strip()[:40]}", "所引条款里没有这个数字"
                )


def _quote_blocks(answer: Answer, quotes: tuple[str, ...]) -> Iterator[Breach]:
    """Quote blocks are verbatim, and from the clause that they name."""
    for block in blocks(answer.text):
        cited = [c for c in answer.citations if c.n in block.marks]
        allowed = tuple(packed(citation.quote) for citation in cited) if cited else quotes
        for paragraph in block.paragraphs:
            if not stands_in(paragraph, allowed):
                yield Breach("quote", "text", paragraph[:60], "引文块与所引原文不一致")
        if cited and not _names_only(block, cited):
            yield Breach("quote", "text", block.attribution[:60], "引文块标注的条款号与引用不符")


def _names_only(block: Block, cited: Sequence[Citation]) -> bool:
    """Whether every clause number under the block is one of the citations'."""
    known = Grounds()
    for citation in cited:
        known.add_clause(citation.path)
    named = [figure.text for figure in claims(block.attribution) if figure.kind == "clause"]
    return all(clause_key(name) in known.clauses for name in named)


def _quotations(
    answer: Answer, quotes: tuple[str, ...], user_words: Sequence[str], sources: Mapping[str, str]
) -> Iterator[Breach]:
    """Words in quotation marks are the policy's or the user's, letter by letter."""
    said = tuple(packed(words) for words in user_words)
    for words in quotations(MARK.sub("", running(answer.text))):
        whole = packed(words)
        if len(whole) < SHORTEST_QUOTATION or whole.endswith(("？", "?")):
            continue
        if not stands_in(words, (*quotes, *said)) and not _in_sources(words, sources):
            yield Breach("quote", "text", words[:60], "引号里的话与原文不一致")


def _in_sources(words: str, sources: Mapping[str, str]) -> bool:
    return stands_in(words, tuple("".join(source.split()) for source in sources.values()))


def _figures(answer: Answer, stated: tuple[PrintedFigure, ...]) -> Iterator[Breach]:
    """Each amount follows from its citations or its trace, and stands in the text."""
    quotes = {citation.n: citation.quote for citation in answer.citations}
    sums = {figure.value for figure in stated if figure.kind == "money"}
    for figure in answer.figures:
        amount = Fraction(figure.amount)
        steps = [step.citation for step in figure.trace if step.citation is not None]
        for n in sorted({*figure.citations, *steps} - set(quotes)):
            yield Breach("mark", "figures", f"{figure.label} [{n}]", "金额指向的引用不存在")
        name = f"{figure.label} {figure.amount}"
        if amount not in _backing(figure, quotes):
            yield Breach("figures", "figures", name, "这个金额不在引文里，也不是计算的结果")
        if amount not in sums:
            yield Breach("figures", "figures", name, "正文没有写出这个金额")


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


def _swapped(answer: Answer, told: Grounds) -> Iterator[Breach]:
    """An amount that stands beside a figure's name and is another figure's."""
    places: tuple[tuple[Place, str], ...] = (("text", running(answer.text)), ("spoken", answer.spoken))
    for place, text in places:
        for claim, part in misnamed(text, answer.figures) if len(answer.figures) > 1 else ():
            if not told.hold(claim):
                yield Breach("figures", place, part.strip()[:60], "金额与事项对不上")


def _loose(answer: Answer, user_words: Sequence[str]) -> Iterator[Breach]:
    """Sizes told without a figure (上百万, 翻一番) that neither the policy nor the user has told so."""
    grounds = (*(citation.quote for citation in answer.citations), *user_words)
    places: tuple[tuple[Place, str], ...] = (("text", running(answer.text)), ("spoken", answer.spoken))
    for place, text in places:
        for words in loose_amounts(text, grounds):
            yield Breach("figure_without_ground", place, words, "这个说法没有出处")


def _unqualified(answer: Answer, user_words: Sequence[str]) -> Iterator[Breach]:
    """An amount said to be given once, yearly, in stages, or at least, where its clause does not say so."""
    quotes = [citation.quote for citation in answer.citations]
    told = {"period": "原文没有说这样给付", "floor": "原文没有说这是下限"}
    places: tuple[tuple[Place, str], ...] = (("text", running(answer.text)), ("spoken", answer.spoken))
    for place, text in places:
        for rule, claim, part in unqualified(text, quotes, user_words) if quotes else ():
            yield Breach(rule, place, f"{claim.text}：{part.strip()[:40]}", told[rule])


def _ceilings(answer: Answer, quotes: tuple[str, ...], told: Grounds) -> Iterator[Breach]:
    """An amount that is only a ceiling is called one wherever it is stated."""
    exact = {Fraction(figure.amount) for figure in answer.figures if figure.bound == "exact"}
    handed_out = {Fraction(figure.amount) for figure in answer.figures if figure.bound == "at_most"} - exact
    rules = quoted_ceilings(citation.quote for citation in answer.citations) - exact - handed_out
    if not handed_out and not rules:
        return
    passages = plain_passages(citation.quote for citation in answer.citations)
    places: tuple[tuple[Place, str], ...] = (
        ("text", _own_words(answer.text, quotes)),
        ("spoken", answer.spoken),
    )
    for place, text in places:
        for figure, sentence in said_as_certain(bare(text), handed_out, rules, told.hold, passages):
            shown = f"{figure.text}：{sentence.strip()[:40]}"
            yield Breach("ceiling", place, shown, "上限金额没有说明是“最高”“不超过”")


def _own_words(text: str, quotes: tuple[str, ...]) -> str:
    """The text without quote blocks and without verbatim passages in quotation marks."""
    left = running(text)
    for words in tuple(quotations(left)):
        # A single quoted word (“最高”) is talked about, not quoted as a passage.
        if len(packed(words)) >= SHORTEST_QUOTATION and any(packed(words) in quote for quote in quotes):
            left = left.replace(words, "")
    return left


def _spoken(spoken: str) -> Iterator[Breach]:
    if len(spoken) > LONGEST_SPOKEN:
        yield Breach("spoken", "spoken", spoken, f"口述超过{LONGEST_SPOKEN}字（现{len(spoken)}字）")
