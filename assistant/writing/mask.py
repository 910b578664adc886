"""A mask: identifiers of people and firms, taken out of a text before it leaves the machine, put back after.

Resident identity numbers, telephones, bank cards and accounts, mail addresses, unified credit codes; typed,
dictated or spaced. Amounts stay: they are what is asked about.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_NOT_MONEY = r"(?!\s*[万亿元块圆wW%])"
# A digit, typed or full-width, with at most one separator after it; what stands before and after a number.
_D = r"[0-9０-９][ \-－.·]?"
_NO_DIGIT = r"(?<![0-9０-９.])"
_END = r"(?![0-9０-９.])" + _NOT_MONEY
_SPOKEN = "零〇一二两三四五六七八九幺"
_CODE = "0-9A-HJ-NPQRTUWXY"
_KINDS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        ("邮箱", r"[A-Za-z0-9._%+\-]+\s?[@＠]\s?[A-Za-z0-9\-]+(?:\.[A-Za-z0-9\-]+)+"),
        (
            "信用代码",
            rf"(?<![0-9A-Za-z])(?=[{_CODE}]*[A-HJ-NPQRTUWXY][{_CODE}])[1-9ANY][{_CODE}]{{17}}(?![0-9A-Za-z])",
        ),
        ("证件号", rf"{_NO_DIGIT}[1-9１-９][ \-]?(?:{_D}){{16}}[0-9０-９XxＸｘ](?![0-9０-９])" + _NOT_MONEY),
        ("手机号", rf"{_NO_DIGIT}(?:\+?86[ \-]?)?[1１][ \-]?[3-9３-９][ \-]?(?:{_D}){{8}}[0-9０-９]{_END}"),
        ("手机号", rf"(?<![{_SPOKEN}])[一幺][三四五六七八九][{_SPOKEN}]{{9}}(?![{_SPOKEN}十百千万亿])"),
        ("电话", rf"{_NO_DIGIT}[(（]?0[0-9]{{2,3}}[)）]?[ \-－]?[0-9]{{7,8}}{_END}"),
        ("账号", rf"(?<![0-9０-９.])(?<![0-9０-９],)(?:{_D}){{11,}}[0-9０-９](?!,[0-9]){_END}"),
    )
)
MARK = re.compile(r"〔(?:邮箱|信用代码|证件号|手机号|电话|账号)\d+〕")


@dataclass(slots=True)
class Mask:
    """One mask for all texts of an answer: the same identifier gets the same stand-in everywhere."""

    held: dict[str, str] = field(default_factory=dict)

    def hide(self, text: str) -> str:
        """The text with a stand-in (〔手机号1〕) for each identifier."""
        for kind, pattern in _KINDS:
            text = pattern.sub(lambda found, kind=kind: self._stand_in(kind, found[0]), text)  # type: ignore[misc]
        return text

    def show(self, text: str) -> str:
        """The text with the identifiers back in their places."""
        if "〔" not in text:
            return text
        for original, mark in self.held.items():
            text = text.replace(mark, original)
        return text

    def _stand_in(self, kind: str, original: str) -> str:
        if original not in self.held:
            number = 1 + sum(mark.startswith(f"〔{kind}") for mark in self.held.values())
            self.held[original] = f"〔{kind}{number}〕"
        return self.held[original]
