"""Naming: the names by which an answer's figures are told apart, and amounts that stand beside a sister's."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from assistant.answering.answer import Figure
from assistant.answering.claims import claims, packed, plain
from assistant.policy.figures import PrintedFigure

# 企业梯次培育奖励（单项冠军）: what stands in brackets at the end tells it from its sisters.
_TIER = re.compile(r"\(([^()]+)\)$")
KIND = re.compile(r"(?:奖励|补贴|补助|贴息|资助|支持)+$")
"""The words of a measure's name that many measures share."""
_QUOTATION = str.maketrans("", "", "“”‘’「」『』\"'")
_SENTENCE_END = re.compile(r"[。；！？;!?\n]")
_PART_END = re.compile(r"[，。；！？、,;!?\n]")
_IN_ORDER = re.compile(r"分别|依次|各自|顺次")
# Shorter ones (省级) are said of many things: they tell figures apart only within one measure.
_LONG_NAME, _LONG_CORE = 4, 3


def figure_names(figures: Sequence[Figure]) -> Mapping[str, set[Fraction]]:
    """The amounts that each name of a figure may stand beside, by name as `named` looks for it."""
    names: dict[str, set[Fraction]] = {}
    alone = len({figure.measure for figure in figures}) == 1
    for figure in figures:
        label = _flat(figure.label)
        tier = _TIER.search(label)
        if tier is None:
            told = [label, KIND.sub("", label)]
            kept = [name for name in told if name == label or len(name) >= _LONG_CORE]
        else:
            kept = [label, *([tier[1]] if alone or len(tier[1]) >= _LONG_NAME else [])]
        for name in filter(None, kept):
            names.setdefault(name, set()).add(Fraction(figure.amount))
    return names


def named(text: str, names: Mapping[str, set[Fraction]]) -> list[str]:
    """The names in the text, in order, none inside a longer one (研发机构奖励 in 省级研发机构奖励)."""
    if not names:
        return []
    longest_first = sorted(names, key=len, reverse=True)
    return re.findall("|".join(map(re.escape, longest_first)), _flat(text))


def misnamed(text: str, figures: Sequence[Figure]) -> Iterator[tuple[PrintedFigure, str]]:
    """Amounts of one figure beside the name of another, with the words around them."""
    names = figure_names(figures)
    everything = set().union(*names.values())
    if len(everything) < 2:
        return
    for sentence in _SENTENCE_END.split(text):
        if _IN_ORDER.search(sentence):
            yield from _out_of_order(sentence, names, everything)
            continue
        for part in _PART_END.split(sentence):
            told = set(named(part, names))
            if len(told) == 1:
                own = names[told.pop()]
                for claim in claims(part):
                    if claim.kind == "money" and claim.value in everything - own:
                        yield claim, part


def _out_of_order(
    sentence: str, names: Mapping[str, set[Fraction]], everything: set[Fraction]
) -> Iterator[tuple[PrintedFigure, str]]:
    """甲、乙分别为…: the amounts in the order of the names, where there are as many."""
    told = named(sentence, names)
    amounts = [claim for claim in claims(sentence) if claim.kind == "money"]
    if len(told) != len(amounts) or len(told) < 2:
        return
    for name, claim in zip(told, amounts, strict=True):
        if claim.value in everything - names[name]:
            yield claim, sentence


def _flat(text: str) -> str:
    """The text in one form of brackets, without quotation marks and spaces."""
    return packed(plain(text)).translate(_QUOTATION)
