"""Ceilings: amounts of which the text says 最高 or 不超过, and sentences that forget to say so."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction

from assistant.answering.claims import figures_of, packed
from assistant.policy.figures import PrintedFigure, printed_figures

_CEILING = re.compile(
    r"最高|最多|至多|不超过|不高于|不多于|不得超过|超过|以内|之内|上限|封顶|顶格|限额|为限|≤|天花板|到顶|较小|孰低"
)
# Said once for several amounts of a sentence: 都是最高额, 这是上限.
_GOVERNS = re.compile(
    r"(?:都|均|各|分别|这是|一律|上述|以上|所列|属于?|指的?是)[^，。；]{0,8}?(?:最高|上限|封顶|不超过|最多)"
)
_CALCULATION = re.compile(r"[×=＝÷*＋－]|\d元 - ")
# What a calculation starts from; a word of handing out turns it into a claim about the award.
_STARTING_FROM = re.compile(r"按[^，,。；]*?(?=计算|算的?$|来算)")
_TOLD = re.compile(
    r"(?:您|你)们?(?:说|讲|提到|提出|问|报|填|写|给出|花|贷|借|投|付|签|买|卖|做)|(?:如果|假如|假设|即使|哪怕|要是)"
    r"|(?:花|贷|借|投入|支出|签|付|交)了"
)
_HANDED_OUT = re.compile(
    r"(?<!已)(?<!已经)(?:可以|能够?|可|将|会|应|才|还)?(?:拿到?|领到?|得到?|获得?|给予?|发放?|到手|到账|享受)"
)
# Fewer characters are no passage of a clause.
SHORTEST = 10
_SENTENCE = re.compile(r"[^。；！？;!?\n]*[。；！？;!?\n]?")
_PART = re.compile(r"[^，,]*[，,]?")


def quoted_ceilings(quotes: Iterable[str]) -> set[Fraction]:
    """The amounts (yuan) that the quotes give as ceilings and nowhere as plain amounts."""
    capped: set[Fraction] = set()
    plainly: set[Fraction] = set()
    for quote in quotes:
        for part in re.split("[，,。；]", quote):
            amounts = {figure.value for figure in figures_of(part) if figure.kind == "money"}
            (capped if _CEILING.search(part) else plainly).update(amounts)
    return capped - plainly


def plain_passages(quotes: Iterable[str]) -> tuple[str, ...]:
    """The parts of the quotes that speak of no ceiling, without white space."""
    parts = (part for quote in quotes for part in re.split("[，,。；]", packed(quote)))
    return tuple(part for part in parts if not _CEILING.search(part))


def said_as_certain(
    text: str,
    figures: set[Fraction],
    rules: set[Fraction],
    told: Callable[[PrintedFigure], bool],
    passages: tuple[str, ...] = (),
) -> Iterator[tuple[PrintedFigure, str]]:
    """Amounts that are ceilings, in sentences that do not say so, with the sentence.

    `figures`: ceilings that the answer hands out; `rules`: other ceilings of the quotes, which a line
    of a calculation may use without a word; `told`: whether the user has named the amount, which may then
    be repeated as the user's, not as an award; `passages`: the clauses' own words where they give an amount
    plainly, which may be said again as they stand (another measure's ceiling may be of the same size).
    """
    lead = ""
    for match in _SENTENCE.finditer(text):
        sentence = match[0]
        if not sentence.strip():
            lead = lead if _is_lead(lead) else ""
            continue
        if not (_GOVERNS.search(sentence) or _lead_governs(lead, sentence)):
            for part in _PART.findall(sentence):
                if len(said := packed(part).strip("，,。；;")) >= SHORTEST and any(
                    said in p for p in passages
                ):
                    continue
                wanted = figures if _CALCULATION.search(part) else figures | rules
                for figure in _bare_amounts(part):
                    own = _starts(part, figure) or (told(figure) and _as_told(part, figure))
                    if figure.value in wanted and not own:
                        yield figure, sentence
        if _is_lead(sentence) or (sentence.lstrip().startswith("|") and not lead.startswith("|")):
            lead = sentence.strip()


def _bare_amounts(part: str) -> Iterator[PrintedFigure]:
    if not _CEILING.search(part):
        yield from (figure for figure in printed_figures(part) if figure.kind == "money")


def _as_told(part: str, figure: PrintedFigure) -> bool:
    """Whether the part gives the amount as the user's own: 按合同金额50万元计算, 您说的50万元."""
    before = part[: figure.start]
    told = [match.end() for match in _TOLD.finditer(before)]
    return bool(told) and not _HANDED_OUT.search(before[told[-1] :])


def _starts(part: str, figure: PrintedFigure) -> bool:
    """Whether a calculation starts from the amount: 按平台项目投入2000万元计算."""
    spans = (s for s in _STARTING_FROM.finditer(part) if s.start() <= figure.start < s.end())
    return any(not _HANDED_OUT.search(span[0]) for span in spans)


def _is_lead(sentence: str) -> bool:
    return sentence.rstrip().endswith(("：", ":"))


def _lead_governs(lead: str, sentence: str) -> bool:
    """Whether a line above (最高额：, a table's heading) says it for this one."""
    if not lead or not _CEILING.search(lead):
        return False
    return _is_lead(lead) or sentence.lstrip().startswith("|")
