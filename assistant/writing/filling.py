"""Filling: the ids of a model's text replaced by words of ledger and corpus, with the marks of citations."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from assistant.answering.answer import Answer, Citation
from assistant.answering.claims import MARK
from assistant.writing.conduct import PLACE, Fault
from assistant.writing.material import MOST_ADDED, FigureSlip, Material, QuoteSlip, citation

_CEILING = re.compile(r"(?:最高|最多|至多|不超过|不高于|上限(?:是|为)?|封顶)[^，。；\n]{0,3}$")
_PART = re.compile(r"[，,。；;！？\n]")
_ALONE = re.compile(r"^[>\s\-•*]*[{｛]\s*quote\s*[:：]\s*([A-Za-z0-9_.\-]+)\s*[}｝][。\s]*$")
_WRAPPED = re.compile(r"[“「『\"]\s*([{｛]\s*quote\s*[:：]\s*[A-Za-z0-9_.\-]+\s*[}｝])\s*[”」』\"]")


@dataclass(slots=True)
class Filled:
    """A text with its ids filled in: the citations it rests on, and what could not be filled."""

    text: str = ""
    citations: list[Citation] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    steps: set[str] = field(default_factory=set)

    def mark(self, slip: QuoteSlip) -> str:
        """The mark of a quote; a new one gets the next number."""
        for held in self.citations:
            if (held.document, held.start, held.end) == (slip.clause.document, slip.start, slip.end):
                return f"[{held.n}]"
        n = 1 + max((held.n for held in self.citations), default=0)
        self.citations.append(citation(slip, n))
        return f"[{n}]"


def fill(raw: str, material: Material, answer: Answer) -> Filled:
    """The model's text with figures, quotes and steps in place; `faults` says what cannot be."""
    filled = Filled(citations=list(answer.citations))
    lines = []
    for line in MARK.sub("", _WRAPPED.sub(r"\1", raw)).strip().split("\n"):
        alone = _ALONE.match(line)
        lines.append(_block(alone[1], material, filled) if alone else _line(line, material, filled))
    text = re.sub(r"\n{3,}", "\n\n", "\n".join(lines))
    # A quote block stands by itself, or Markdown runs it into its neighbours.
    filled.text = re.sub(
        r"(?m)(?<=[^\n>])\n(?=> )", "\n\n", re.sub(r"(?m)^(> ——.*)\n(?=[^\n])", r"\1\n\n", text)
    )
    for stray in re.findall(r"[{｛][^}｝\n]{0,40}[}｝]?", filled.text):
        filled.faults.append(Fault("unknown_id", stray, "编号写得不对，只能用给出的编号"))
    added = len(filled.citations) - len(answer.citations)
    if added > MOST_ADDED:
        filled.faults.append(Fault("quotes", str(added), f"另外引用的原文请不超过{MOST_ADDED}处"))
    return filled


def _line(line: str, material: Material, filled: Filled) -> str:
    out, last = "", 0
    for match in PLACE.finditer(line):
        out += line[last : match.start()]
        last = match.end()
        out += _placed(match[1], match[2], out, line[last:], material, filled)
    out += line[last:]
    return out


def _placed(kind: str, name: str, before: str, after: str, material: Material, filled: Filled) -> str:
    slip = material.figure(name)
    if kind == "figure" and slip is not None:
        return _figure(slip, before, after, material, filled)
    if kind == "quote" and name in material.quotes:
        quote = material.quotes[name]
        mark = filled.mark(quote)
        opening, closing = ("「", "」") if "“" in quote.words else ("“", "”")
        return f"{opening}{quote.words.rstrip('。；')}{closing}{mark}"
    if kind == "steps" and name in material.steps:
        filled.steps.add(name)
        return "\n\n" + material.steps[name] + "\n\n"
    filled.faults.append(Fault("unknown_id", f"{{{kind}:{name}}}", "没有这个编号，只能用给出的编号"))
    return ""


def _figure(slip: FigureSlip, before: str, after: str, material: Material, filled: Filled) -> str:
    """The amount, called a ceiling where it is one, beside the name of its own tier."""
    ahead, behind = _PART.split(before)[-1], PLACE.split(_PART.split(after)[0])[0]
    sisters = {n for s in material.figures if s is not slip for n in s.names} - set(slip.names)
    whose = _named(ahead, slip, sisters, last=True) or _named(behind, slip, sisters, last=False)
    if whose == "other":
        told = f"这个金额属于{slip.figure.label}，放错了地方"
        filled.faults.append(Fault("figure_of_another", f"{{figure:{slip.id}}}", told))
    most = "最高" if slip.ceiling and not _CEILING.search(before) else ""
    label = f"（{slip.figure.label}）" if sisters and whose != "own" else ""
    marks = "".join(f"[{n}]" for n in slip.figure.citations)
    return f"{most}**{slip.amount}**{label}{marks}"


def _named(text: str, slip: FigureSlip, sisters: set[str], *, last: bool) -> Literal["own", "other", ""]:
    """Whose name stands nearest to the amount in words before (`last`) or after it; longer names first."""
    names = {**dict.fromkeys({*slip.others, *sisters}, "other"), **dict.fromkeys(slip.names, "own")}
    words = sorted(filter(None, names), key=len, reverse=True)
    found = re.findall("|".join(map(re.escape, words)), text) if words else []
    if not found:
        return ""
    return "own" if names[found[-1 if last else 0]] == "own" else "other"


def _block(name: str, material: Material, filled: Filled) -> str:
    slip = material.quotes.get(name)
    if slip is None:
        filled.faults.append(Fault("unknown_id", f"{{quote:{name}}}", "没有这个编号，只能用给出的编号"))
        return ""
    return quote_block(slip, filled.mark(slip))


def quote_block(slip: QuoteSlip, mark: str) -> str:
    """A quote with its clause, as composed answers show it."""
    return f"> {slip.words}\n>\n> ——{slip.clause.document} {slip.clause.label} {mark}".replace("  ", " ")


def unmarked(text: str, citations: Sequence[Citation]) -> list[Citation]:
    """The citations that no mark of the text points to."""
    used = {int(n) for mark in MARK.findall(text) for n in re.findall(r"\d+", mark)}
    return [held for held in citations if held.n not in used]
