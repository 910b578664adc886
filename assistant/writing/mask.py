"""A mask: identifiers of people and firms, taken out of a text before it leaves the machine, put back after.

Resident identity numbers, telephones, bank cards and accounts, mail addresses, unified credit codes; typed in
any width, dictated, spaced or dashed. Amounts stay: they are what is asked about.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field

from assistant.writing.checksum import card_fits, code_fits, identity_fits

LONGEST_GROUP = 6
LONGEST_TELEPHONE = 12
_GAP = r"[ \-.·_\u200b-\u200f\u2060\ufeff\u00ad]{0,2}"
_NOT_MONEY = r"(?!\s*[万亿元块圆wW%])"
_BEFORE, _END = r"(?<![0-9.])(?<![0-9],)", r"(?![0-9]|[.,][0-9])"
_SPOKEN = "零〇一二两三四五六七八九幺洞拐勾"
_CODE = "0-9A-HJ-NPQRTUWXY"


def _digits(least: int, most: int | str = "") -> str:
    """So many digits, each with at most a small gap after it, the last with none."""
    return rf"(?:[0-9]{_GAP}){{{least - 1},{most if most == '' else int(most) - 1}}}[0-9]"


def _grouped(text: str) -> bool:
    """Whether it is written as one number is: in one go or in small groups; 5000000 3000000 are two sums."""
    groups = re.findall(r"[0-9]+", text)
    telephone = text[0] == "0" and len("".join(groups)) <= LONGEST_TELEPHONE
    return not telephone and (len(groups) == 1 or max(map(len, groups)) <= LONGEST_GROUP)


_Holds = Callable[[str], bool] | None
# What is looked for, and the checksum that has to fit where the form alone could be something else.
_KINDS: tuple[tuple[str, re.Pattern[str], _Holds], ...] = tuple(
    (kind, re.compile(pattern), holds)
    for kind, pattern, holds in (
        ("邮箱", r"[A-Za-z0-9._%+\-]+\s?(?:@|\[at\]|\(at\))\s?[A-Za-z0-9\-]+(?:\.[A-Za-z0-9\-]+)+", None),
        ("证件号", rf"{_BEFORE}{_digits(17, 17)}{_GAP}[0-9Xx](?![0-9])", identity_fits),
        ("证件号", rf"{_BEFORE}[1-9]{_GAP}{_digits(16, 16)}{_GAP}[0-9Xx](?![0-9]){_NOT_MONEY}", None),
        (
            "信用代码",
            rf"(?<![0-9A-Za-z])(?=[{_CODE}]*[A-HJ-NPQRTUWXY])[1-9ANY][{_CODE}]{{17}}(?![0-9A-Za-z])",
            None,
        ),
        ("信用代码", rf"(?<![0-9A-Za-z])[0-9A-Za-z](?:{_GAP}[0-9A-Za-z]){{17}}(?![0-9A-Za-z])", code_fits),
        ("银行卡", rf"{_BEFORE}{_digits(15, 19)}{_END}", card_fits),
        ("手机号", rf"{_BEFORE}(?:\+?86{_GAP})?1{_GAP}[3-9]{_GAP}{_digits(9, 9)}{_END}{_NOT_MONEY}", None),
        ("手机号", rf"(?<![{_SPOKEN}])[一幺][三四五六七八九][{_SPOKEN}]{{9}}(?![{_SPOKEN}十百千万亿])", None),
        ("号码", rf"(?<![{_SPOKEN}点])[{_SPOKEN}]{{10,}}(?![{_SPOKEN}十百千万亿])", None),
        ("账号", rf"{_BEFORE}{_digits(12)}{_END}{_NOT_MONEY}", _grouped),
        ("电话", rf"{_BEFORE}[(]?0[0-9]{{2,3}}[)]?{_GAP}{_digits(7, 8)}{_END}{_NOT_MONEY}", None),
    )
)
MARK = re.compile(r"〔(?:邮箱|信用代码|证件号|银行卡|手机号|号码|电话|账号)\d+〕")


@dataclass(slots=True)
class Mask:
    """One mask for all texts of an answer: the same identifier gets the same stand-in everywhere."""

    held: dict[str, str] = field(default_factory=dict)

    def hide(self, text: str) -> str:
        """The text with a stand-in (〔手机号1〕) for each identifier."""
        for kind, pattern, holds in _KINDS:
            shadow = _shadow(text)
            out, last = "", 0
            for found in pattern.finditer(shadow):
                if holds is None or holds(found[0]):
                    out += text[last : found.start()] + self._stand_in(
                        kind, text[found.start() : found.end()]
                    )
                    last = found.end()
            text = out + text[last:]
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


def _shadow(text: str) -> str:
    """The text in one width, a character for a character: full-width, circled and bold digits are digits."""
    return "".join(
        plain if len(plain := unicodedata.normalize("NFKC", char)) == 1 else char for char in text
    ).replace("－", "-")
