"""Periods: how often an amount is given, as a text says it, and whether the policy's words bear it out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from assistant.answering.claims import bare, claims, figures_of
from assistant.policy.figures import PrintedFigure

# Words of an answer, and what of the policy bears them out.
_PERIODS = (
    (
        re.compile(r"每一?年|年年|逐年|按年|每个?年度|连续.{1,2}年"),
        re.compile(r"(?<![\d一二两三四五六七八九十])年(?!级)|一年"),
    ),
    (re.compile(r"一次性"), re.compile(r"一次性")),
    (
        re.compile(
            r"分(?:期|次|批|步|年|阶段|.{1,2}(?:年|期|次|批|阶段))(?:给|发|拨|兑|支|付|奖|补|拿|领|到)"
        ),
        re.compile(r"分(?:期|次|批|步|年|阶段|.{1,2}(?:年|期|次|批|阶段))"),
    ),
    (re.compile(r"每一?(?:次|场|届|笔)"), re.compile(r"[次场届笔]|每")),
)
_PART_END = re.compile(r"[，。；！？,;!?\n]")


def other_periods(
    text: str, quotes: Sequence[str], said: Sequence[str]
) -> Iterator[tuple[PrintedFigure, str]]:
    """Amounts said to be given as often as their clause does not say, with the words around them.

    `quotes`: those of the citations; `said`: the user's words, which may be repeated.
    """
    sums = [(quote, {f.value for f in figures_of(quote) if f.kind == "money"}) for quote in quotes]
    for part in _PART_END.split(bare(text)):
        told = [(words, ground) for words, ground in _PERIODS if words.search(part)]
        if not told:
            continue
        for claim in claims(part):
            if claim.kind != "money":
                continue
            own = _own(claim.value, sums)
            for words, ground in told:
                if not any(map(ground.search, own)) and not any(map(words.search, said)):
                    yield claim, part


def _own(amount: Fraction, sums: Sequence[tuple[str, set[Fraction]]]) -> list[str]:
    """The quotes that give the amount; all of them where it was calculated."""
    giving = [quote for quote, amounts in sums if amount in amounts]
    return giving or [quote for quote, _ in sums]
