"""Qualifiers: words beside an amount that say how often it is given, or that it is the least, and whether the
policy's words bear them out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Literal

from assistant.answering.claims import bare, claims, figures_of
from assistant.policy.figures import PrintedFigure

Rule = Literal["period", "floor"]
# Words of an answer, and what of the policy bears them out.
_QUALIFIERS: tuple[tuple[Rule, re.Pattern[str], re.Pattern[str]], ...] = (
    (
        "period",
        re.compile(r"每一?年|年年|逐年|按年|每个?年度|连续.{1,2}年"),
        re.compile(r"(?<![\d一二两三四五六七八九十])年(?!级)|一年"),
    ),
    ("period", re.compile(r"一次性"), re.compile(r"一次性")),
    (
        "period",
        re.compile(
            r"分(?:期|次|批|步|年|阶段|.{1,2}(?:年|期|次|批|阶段))(?:给|发|拨|兑|支|付|奖|补|拿|领|到)"
        ),
        re.compile(r"分(?:期|次|批|步|年|阶段|.{1,2}(?:年|期|次|批|阶段))"),
    ),
    ("period", re.compile(r"每一?(?:次|场|届|笔)"), re.compile(r"[次场届笔]|每")),
    (
        "floor",
        re.compile(r"至少|起码|不[低少]于|最[低少]|保底|起步|[元万亿](?:及其?)?以上"),
        re.compile(r"至少|不[低少]于|最[低少]|以上"),
    ),
)
_PART_END = re.compile(r"[，。；！？,;!?\n]")


def unqualified(
    text: str, quotes: Sequence[str], said: Sequence[str]
) -> Iterator[tuple[Rule, PrintedFigure, str]]:
    """Amounts with a qualifier that their clause does not have, with the words around them.

    `quotes`: those of the citations; `said`: the user's words, which may be repeated.
    """
    sums = [(quote, {f.value for f in figures_of(quote) if f.kind == "money"}) for quote in quotes]
    for part in _PART_END.split(bare(text)):
        told = [each for each in _QUALIFIERS if each[1].search(part)]
        if not told:
            continue
        for claim in claims(part):
            if claim.kind != "money":
                continue
            own = _own(claim.value, sums)
            for rule, words, ground in told:
                if not any(map(ground.search, own)) and not any(map(words.search, said)):
                    yield rule, claim, part


def _own(amount: Fraction, sums: Sequence[tuple[str, set[Fraction]]]) -> list[str]:
    """The quotes that give the amount; all of them where it was calculated."""
    giving = [quote for quote, amounts in sums if amount in amounts]
    return giving or [quote for quote, _ in sums]
