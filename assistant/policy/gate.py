"""The gate: what a measures file says is proved against the clauses, or refused line by line.

Against the text: quotes stand in their clause, figures in their quotes with that value, ceilings and
“分别” lists as printed, no figure of a clause left without a measure or a reason. Whether the file
agrees with itself is for `policy.coherence`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from assistant.policy.clause import Clause, without_space
from assistant.policy.coherence import check_coherence, check_groups
from assistant.policy.document import Document
from assistant.policy.figures import PrintedFigure, printed_figures
from assistant.policy.measure import CEILING_KINDS, DatedValue, Evidence, Measure, Parameter
from assistant.policy.measures_file import MeasuresFile
from assistant.policy.refusal import Refusal

_KINDS = {"yuan": "money", "ratio": "percent", "years": "duration", "count": "count"}
_CEILING = re.compile(r"最高|不超过|以内|不高于|封顶|上限")
_SLOT = re.compile(r"\{[^{}]*\}")


def check_measures(file: MeasuresFile, document: Document) -> tuple[Refusal, ...]:
    """Everything in the file that the document does not bear out, in order of lines; () if nothing."""
    found: list[Refusal] = []
    for measure in file.measures:
        found.extend(_check_measure(file, measure, document))
    for group in file.no_double:
        if group.evidence.start < 0:
            line = file.tree.line("no_double", group.id, "evidence")
            found.append(
                _refusal(file, line, group.evidence.quote, f"{group.clause}的原文", "引文与原文不符")
            )
    found.extend(check_coherence(file))
    found.extend(_unused_figures(file, document))
    return tuple(sorted(found, key=lambda refusal: refusal.line))


def check_library(files: Sequence[MeasuresFile]) -> tuple[Refusal, ...]:
    """What goes wrong only between measures: groups without an order, one fact with two meanings."""
    return check_groups(files)


def _refusal(file: MeasuresFile, line: int, found: str, expected: str, message: str) -> Refusal:
    return Refusal(file.tree.file, line, found[:80], expected, message)


def _check_measure(file: MeasuresFile, measure: Measure, document: Document) -> Iterator[Refusal]:
    tree = file.tree
    clause = document.clause(measure.clause)
    if clause is None:
        known = "、".join(part.label for part in document.clauses if part.label)
        yield _refusal(file, tree.line("measures", measure.id, "clause"), measure.clause, known, "没有这一条")
        return
    for evidence in measure.evidence.values():
        if evidence.start < 0:
            line = tree.line("measures", measure.id, "evidence", evidence.id)
            expected = _nearest(evidence.quote, clause)
            yield _refusal(file, line, evidence.quote, expected, f"引文与{measure.clause}的原文不符")
    yield from _figures(file, measure)
    yield from _ceilings(file, measure)
    yield from _lists(file, measure)
    yield from _loose_numbers(file, measure, document)


def _nearest(quote: str, clause: Clause) -> str:
    """Where the quote leaves the clause's words, so that its writer sees the slip."""
    packed, text = without_space(quote), without_space(clause.text)
    length = len(packed)
    while length and packed[:length] not in text:
        length -= 1
    if length < 4:
        return "从原文照抄的一句话"
    place = text.find(packed[:length])
    return f"…{text[max(0, place + length - 8) : place + length + 12]}…"


# ── Figures ──


def _figures(file: MeasuresFile, measure: Measure) -> Iterator[Refusal]:
    for parameter in measure.parameters:
        for dated in parameter.values:
            path = ("measures", measure.id, "parameters", parameter.name, "values", dated.start.isoformat())
            evidence = measure.evidence.get(dated.evidence)
            if evidence is None:
                line = file.tree.line(*path, "evidence")
                known = "、".join(measure.evidence)
                yield _refusal(file, line, dated.evidence, known, "没有这个编号的引文")
                continue
            if evidence.start >= 0 and not _occurrences(dated.text, evidence.quote):
                line = file.tree.line(*path, "text")
                yield _refusal(
                    file, line, dated.text, f"引文里的写法：{evidence.quote[:60]}", "引文里没有这个数字"
                )
            value = _value(dated.text, parameter)
            line = file.tree.line(*path, "value")
            if value is None:
                expected = {"yuan": "例如 200万元", "ratio": "例如 50%", "years": "例如 三年"}.get(
                    parameter.unit, "例如 1名"
                )
                yield _refusal(
                    file, line, dated.text, expected, f"“{dated.text}”不是{_unit(parameter)}的写法"
                )
            elif value != dated.value:
                yield _refusal(
                    file,
                    line,
                    _plain(dated.value),
                    f"{_plain(value)}（原文“{dated.text}”）",
                    "数值与原文的写法不一致",
                )


def _unit(parameter: Parameter) -> str:
    return {"yuan": "金额", "ratio": "比例", "years": "年限"}.get(parameter.unit, "个数")


def _value(text: str, parameter: Parameter) -> Fraction | None:
    """What the printed text is worth in the parameter's unit."""
    figures = printed_figures(text)
    if len(figures) != 1 or figures[0].kind != _KINDS[parameter.unit]:
        return None
    return figures[0].value


def _plain(value: Fraction) -> str:
    if value.denominator == 1:
        return str(value.numerator)
    return f"{value.numerator / value.denominator:.10g}"


def _occurrences(text: str, quote: str) -> tuple[PrintedFigure, ...]:
    """Where the figure stands in the quote as a whole figure, not as the tail of a longer one."""
    wanted = without_space(text)
    return tuple(figure for figure in printed_figures(quote) if without_space(figure.text) == wanted)


# ── Ceilings and lists ──


def _ceilings(file: MeasuresFile, measure: Measure) -> Iterator[Refusal]:
    """A quote with 最高 or 不超过 cannot carry a fixed amount, and a ceiling needs such a word."""
    line = file.tree.line("measures", measure.id, "kind")
    quotes = [evidence.quote for evidence in _money_evidence(measure)]
    word = next((match[0] for quote in quotes if (match := _CEILING.search(quote))), None)
    if measure.kind == "fixed" and word:
        yield _refusal(
            file, line, "fixed", "up_to、rate_with_cap、rate_up_to 或 cap_only", f"原文写了“{word}”，不是定额"
        )
    capped = measure.kind in CEILING_KINDS or measure.kind == "rate_with_cap"
    if capped and quotes and word is None:
        yield _refusal(file, line, measure.kind, "fixed", "原文没有“最高”“不超过”一类的字")


def _money_evidence(measure: Measure) -> tuple[Evidence, ...]:
    """The quotes that the measure's amounts and rates stand in."""
    names = {
        dated.evidence
        for parameter in measure.parameters
        if parameter.unit in ("yuan", "ratio")
        for dated in parameter.values
    }
    return tuple(evidence for name, evidence in measure.evidence.items() if name in names)


def _lists(file: MeasuresFile, measure: Measure) -> Iterator[Refusal]:
    """Names and amounts of a 分别 list: as many, and in the same order, unless a reason is given."""
    tiers = measure.tiers
    wanted = measure.input(tiers.input) if tiers else None
    if tiers is None or wanted is None or tiers.reason:
        return
    line = file.tree.line("measures", measure.id, "tiers", "amounts")
    values = [
        parameter.values[-1] for tier in tiers.amounts if (parameter := measure.parameter(tier.parameter))
    ]
    quote = next(
        (measure.evidence[dated.evidence].quote for dated in values if dated.evidence in measure.evidence), ""
    )
    front, mark, rest = quote.partition("分别")
    if not mark:
        return
    amounts = [figure.value for figure in printed_figures(rest) if figure.kind == "money"]
    if amounts != [dated.value for dated in values]:
        shown = "、".join(
            without_space(figure.text) for figure in printed_figures(rest) if figure.kind == "money"
        )
        yield _refusal(
            file,
            line,
            "、".join(without_space(dated.text) for dated in values),
            f"“分别”之后依次是 {shown}；若原文本来就不齐，请写 reason",
            "分档的金额与原文的个数或顺序不一致",
        )
    yield from _order_of_names(file, measure, line, front)


def _order_of_names(file: MeasuresFile, measure: Measure, line: int, front: str) -> Iterator[Refusal]:
    assert measure.tiers is not None
    wanted = measure.input(measure.tiers.input)
    packed, place = without_space(front), 0
    for tier in measure.tiers.amounts:
        option = wanted.option(tier.option) if wanted else None
        printed = without_space(option.printed) if option else ""
        found = packed.find(printed, place) if printed else -1
        if found < 0:
            shown = option.printed if option and option.printed else tier.option
            yield _refusal(
                file,
                line,
                shown,
                "按原文顺序排列、printed 照抄原文名称；若原文不齐，请写 reason",
                "分档的名称与原文的顺序不一致",
            )
            return
        place = found + len(printed)


# ── Numbers that stand outside parameters ──


def _loose_numbers(file: MeasuresFile, measure: Measure, document: Document) -> Iterator[Refusal]:
    """Digits in sentences for people: only as {slots}, or as they stand in the quotes."""
    printed = without_space("".join(evidence.quote for evidence in measure.evidence.values()))
    texts: list[tuple[tuple[str | int, ...], str]] = [
        (("summary",), measure.summary),
        (("name",), measure.name),
        (("audience",), measure.audience),
        (("decided_by",), measure.decided_by),
        (("defect",), measure.defect),
    ]
    texts += [(("near_misses", at, "says"), miss.says) for at, miss in enumerate(measure.near_misses)]
    texts += [(("not_in_text", at, "name"), gap.name) for at, gap in enumerate(measure.not_in_text)]
    texts += [(("conditions", at, "text"), part.text) for at, part in enumerate(measure.conditions)]
    for path, text in texts:
        for figure in printed_figures(_SLOT.sub("", text)):
            if figure.is_word or without_space(figure.text) in printed:
                continue
            line = file.tree.line("measures", measure.id, *path)
            yield _refusal(
                file, line, figure.text, "写成 {参数}，或与引文里的写法相同", "这句话里的数字没有出处"
            )


def _unused_figures(file: MeasuresFile, document: Document) -> Iterator[Refusal]:
    """Figures of the clauses that no parameter claims and no reason explains, and idle reasons.

    In clauses that measures rest on, every figure counts; in others amounts and percentages do.
    """
    claims = _claims(file, document)
    used = {measure.clause for measure in file.measures}
    reasons = {(item.clause, without_space(item.text)): item for item in file.unused_figures}
    idle = dict(reasons)
    for clause in document.clauses:
        for figure, place in _clause_figures(clause, document):
            if place in claims or not _must_be_claimed(figure, clause.label in used):
                continue
            key = (clause.label, without_space(figure.text))
            idle.pop(key, None)
            if key not in reasons:
                yield Refusal(
                    file.tree.file,
                    file.tree.line("unused_figures"),
                    f"{clause.label}“{without_space(figure.text)}”",
                    "写成某个事项的参数，或在 unused_figures 里写明原因",
                    "原文的数字没有事项使用",
                )
    for item in idle.values():
        line = file.tree.line("unused_figures", item.place)
        yield _refusal(
            file,
            line,
            f"{item.clause}“{item.text}”",
            "原文里有、又没有事项使用的数字",
            "这条原因没有对应的数字",
        )


def _must_be_claimed(figure: PrintedFigure, measured: bool) -> bool:
    if figure.kind in ("money", "percent"):
        return True
    return measured and not figure.is_word and figure.kind not in ("document", "clause")


def _clause_figures(clause: Clause, document: Document) -> Iterator[tuple[PrintedFigure, int]]:
    """The figures of a clause below its own label, each with the offset of its first character."""
    places = [at for at in range(clause.start, clause.end) if not document.source[at].isspace()]
    label = clause.path[-1] if clause.path else ""
    packed = without_space(clause.text)
    for figure in printed_figures(packed):
        if label and figure.start < len(label) + 1:
            continue
        yield figure, places[figure.start]


def _claims(file: MeasuresFile, document: Document) -> set[int]:
    """Offsets of the figures that parameters claim; the same text twice claims two places."""
    claimed: set[int] = set()
    for measure in file.measures:
        for parameter in measure.parameters:
            for dated in parameter.values:
                evidence = measure.evidence.get(dated.evidence)
                if evidence is None or evidence.start < 0:
                    continue
                places = _places(dated, evidence, document)
                free = [place for place in places if place not in claimed]
                claimed.update(free[:1])
    return claimed


def _places(dated: DatedValue, evidence: Evidence, document: Document) -> list[int]:
    offsets = [at for at in range(evidence.start, evidence.end) if not document.source[at].isspace()]
    return [offsets[figure.start] for figure in _occurrences(dated.text, without_space(evidence.quote))]
