"""Claims: the figures that a text states, and the grounds on which they may be stated.

Knows plain text only: a figure reads the same in Arabic, full-width and Chinese numerals, through
Markdown, HTML, invisible characters and spaces.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache

from assistant.policy.figures import PrintedFigure, printed_figures

MARK = re.compile(r"\[\s*(\d{1,3}(?:\s*[,、，]\s*\d{1,3})*)\s*\](?!\s*第?\s*\d+\s*号)(?!\()")
"""A mark that points into the citations: [1], [1、2]."""

_INVISIBLE = {
    ord(char): None
    for char in "\u00ad\u034f\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u2060\u2061\u2062\u2063\u2064\ufeff"
} | dict.fromkeys((*range(8234, 8239), *range(8294, 8298), *range(65024, 65040)))
_EMPHASIS = dict.fromkeys(map(ord, "*_~`\\"), None)
_UNSEEN = _INVISIBLE | _EMPHASIS
_TAG = re.compile(r"<[^<>\n]{0,60}>")
_LIST_MARKER = re.compile(r"(?m)^[>\s]*(?:[-+•]\s+)?(?:\d{1,2}(?:[.)]\s+|、))?")
_DIGIT_COMMA = re.compile(r"(?<=\d)\s*[,，]\s*(?=\d{3}(?!\d))")
_ORDINAL_STEP = re.compile(r"第\s*\d{1,2}\s*(?:步|轮|次|点|个)")
_PASSING = ("项", "个", "次", "笔")
# How amounts are typed and said; official texts never write so.
_TYPED = (
    (re.compile(r"(?<=[\d千百十])\s*[kK][wW](?![a-zA-Z])"), "千万"),
    (re.compile(r"(?<=[\d千百十])\s*[wW](?![a-zA-Z])"), "万"),
    (re.compile(r"(?<=\d)\s*[kK](?![a-zA-Z])"), "千"),
    (re.compile(r"(?<=[\d一二两三四五六七八九十半几])\s*个\s*(?=[亿万])"), ""),
)


def plain(text: str) -> str:
    """The text as the eye reads it: no Markdown, tags, entities or invisible characters, one width."""
    if "&" in text:
        text = html.unescape(text)
    if "<" in text:
        text = _TAG.sub("", text)
    return unicodedata.normalize("NFKC", text.translate(_UNSEEN))


def packed(text: str) -> str:
    """The text without white space, emphasis and invisible characters: what quotes are compared by."""
    return "".join(text.translate(_UNSEEN).split())


@lru_cache(maxsize=1024)
def figures_of(text: str) -> tuple[PrintedFigure, ...]:
    """The figures of words that come again and again: quotes, steps."""
    return printed_figures(plain(text))


def claims(text: str) -> tuple[PrintedFigure, ...]:
    """The figures that the text states, marks and list numbers left aside."""
    return tuple(figure for figure in printed_figures(bare(text)) if not _in_passing(figure))


def _in_passing(figure: PrintedFigure) -> bool:
    """Whether it only counts what is spoken of (一家, 两项); 三家, 一倍 say something of the policy."""
    return figure.is_word and figure.unit != "倍" and (figure.value <= 1 or figure.unit in _PASSING)


def bare(text: str) -> str:
    """The plain text without citation marks, list numbers and counted steps."""
    shown = MARK.sub(" ", plain(text))
    shown = _LIST_MARKER.sub("", shown)
    for pattern, meaning in _TYPED:
        shown = pattern.sub(meaning, shown)
    return _ORDINAL_STEP.sub(" ", _DIGIT_COMMA.sub("", shown))


@dataclass(slots=True)
class Grounds:
    """What figures may come from.

    `figures`: (kind, value) as they stand in quotes, trace and the user's words; `values`: values of
    numbers whose unit is not said there (a trace's 200000.00), `said`: those of the user (“利率4”);
    `dates`: yyyymmdd; `documents`: issuer and the rest of document numbers; `clauses`: clause numbers
    in the form of `clause_key`, `articles`: those that are named as 第…条; `yearly`: 年 is in a quote.
    """

    figures: set[tuple[str, Fraction]] = field(default_factory=set)
    values: set[Fraction] = field(default_factory=set)
    dates: set[int] = field(default_factory=set)
    said: set[Fraction] = field(default_factory=set)
    documents: set[tuple[str, str]] = field(default_factory=set)
    clauses: set[str] = field(default_factory=set)
    articles: set[str] = field(default_factory=set)
    yearly: bool = False

    def copy(self) -> Grounds:
        """The same grounds, to be added to."""
        return Grounds(
            set(self.figures), set(self.values), set(self.dates), set(self.said), set(self.documents),
            set(self.clauses), set(self.articles), self.yearly,
        )  # fmt: skip

    def add_quote(self, text: str) -> None:
        """Words of the policy: a figure holds with its unit only."""
        self.yearly = self.yearly or "年" in text
        self._add(figures_of(text))

    def add_trace(self, text: str) -> None:
        """A step of a calculation: a bare number there may be stated with its unit."""
        found = printed_figures(_DIGIT_COMMA.sub("", plain(text)))
        self._add(found)
        self.values.update(figure.value for figure in found if figure.kind == "number")

    def add_user(self, text: str) -> None:
        """The user's own words, typed or dictated."""
        said = _DIGIT_COMMA.sub("", plain(text))
        for pattern, meaning in _TYPED:
            said = pattern.sub(meaning, said)
        found = printed_figures(said)
        self._add(found)
        for figure in found:
            if figure.kind == "number":
                self.said.update((figure.value, figure.value / 100))

    def add_value(self, text: str) -> None:
        """A value that was read from the user's words, as a plain number."""
        try:
            self.said.add(Fraction(text.strip()))
        except (ValueError, ZeroDivisionError):
            self.add_trace(text)

    def add_clause(self, path: Iterable[str]) -> None:
        """A clause that is cited: its number may be stated whole or in part."""
        labels = [clause_key(label) for label in path]
        for first in range(len(labels)):
            for stop in range(first + 1, len(labels) + 1):
                self.clauses.add("".join(labels[first:stop]))
        self.articles.update(labels[-1:])

    def add_document(self, number: str) -> None:
        """The document number of a citation."""
        self._add(figures_of(number))

    def _add(self, figures: Iterable[PrintedFigure]) -> None:
        for figure in figures:
            self.figures.add((figure.kind, figure.value))
            if figure.kind == "date":
                self.dates.add(int(figure.value))
            elif figure.kind == "document":
                self.documents.add(document_key(figure.text))
                self.figures.add(("number", figure.value % 100000))
                self.dates.add(int(figure.value // 100000) * 10000)
            elif figure.kind == "clause":
                named = self.articles if _is_article(figure.text) else self.clauses
                named.add(clause_key(figure.text))

    def hold(self, figure: PrintedFigure) -> bool:
        """Whether the figure may be stated on these grounds."""
        if figure.kind == "date":
            return any(_within(int(figure.value), day) for day in self.dates)
        if figure.kind == "document":
            issuer, rest = document_key(figure.text)
            return any(rest == known and _same_issuer(issuer, by) for by, known in self.documents)
        if figure.kind == "clause":
            return clause_key(figure.text) in (self.articles if _is_article(figure.text) else self.clauses)
        if (figure.kind, figure.value) in self.figures or figure.value in self.said:
            return True
        if figure.value in self.values and _may_lack_unit(figure):
            return True
        if figure.kind == "number":
            return any(value == figure.value for _, value in self.figures)
        # “每年” said as “一年”: the term itself is in the words of the policy.
        return figure.kind == "duration" and figure.value == 1 and self.yearly


def _within(said: int, known: int) -> bool:
    """Whether a date says no more than a known one: 2023年5月 of 2023-05-12, 5月12日 too."""
    parts = (
        (said // 10000, known // 10000),
        (said // 100 % 100, known // 100 % 100),
        (said % 100, known % 100),
    )
    return any(part for part, _ in parts) and all(part in (0, whole) for part, whole in parts)


def _may_lack_unit(figure: PrintedFigure) -> bool:
    """A trace writes sums, shares below one and whole years without their unit, never pieces."""
    whole = figure.value.denominator == 1
    return (
        figure.kind in ("money", "number")
        or (figure.kind == "duration" and whole)
        or (figure.kind == "percent" and figure.value < 1)
    )


def _is_article(text: str) -> bool:
    return text.rstrip().endswith("条") and text.lstrip().startswith("第")


def _same_issuer(said: str, known: str) -> bool:
    """Whether the words before the bracket end with the issuer's short name, or name none."""
    return (
        said.endswith(known)
        or known.endswith(said)
        or re.search(r"(?:是|为|即|文号|文件|编号)$", said) is not None
    )


def document_key(text: str) -> tuple[str, str]:
    """The words before the bracket of a document number, and the rest in one form of brackets."""
    shown = packed(unicodedata.normalize("NFKC", text)).replace("第", "")
    shown = re.sub(r"[〔\[【(]", "〔", re.sub(r"[〕\]】)]", "〕", shown))
    issuer, _, rest = shown.partition("〔")
    return issuer, rest


def clause_key(text: str) -> str:
    """A clause number without 第, 条, 款, 项, 部分 and with one form of brackets: 第二（二）6条 → 二(二)6."""
    shown = packed(unicodedata.normalize("NFKC", text))
    found = re.sub(r"部分|第|条|款|项|章|节|[、.]", "", shown)
    inner = re.fullmatch(r"\(([一二三四五六七八九十百]+)\)", found)
    # （二）项 by itself; inside a longer number the brackets stay.
    return found if inner is None else f"({inner[1]})"
