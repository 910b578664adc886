"""Checksums: of resident identity numbers (GB 11643), unified credit codes (GB 32100) and bank cards."""

from __future__ import annotations

_CODE = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def identity_fits(text: str) -> bool:
    """Whether the last of 18 characters fits the seventeen before it.

    >>> identity_fits("11010519491231002X"), identity_fits("110105194912310021")
    (True, False)
    """
    number = _kept(text)
    if len(number) != 18 or not number[:17].isdecimal():
        return False
    total = sum(int(digit) * pow(2, 17 - at, 11) for at, digit in enumerate(number[:17]))
    return "10X98765432"[total % 11] == number[17]


def code_fits(text: str) -> bool:
    """Whether the last of 18 characters fits the seventeen before it.

    >>> code_fits("91350100M000100Y43"), code_fits("91350100M000100Y44")
    (True, False)
    """
    code = _kept(text)
    if len(code) != 18 or any(char not in _CODE for char in code):
        return False
    total = sum(_CODE.index(char) * pow(3, at, 31) for at, char in enumerate(code[:17]))
    return _CODE[-total % 31] == code[17]


def card_fits(text: str) -> bool:
    """Whether the digits pass Luhn's test.

    >>> card_fits("6222 0212 3456 7890 128"), card_fits("6222 0212 3456 7890 123")
    (True, False)
    """
    digits = [int(char) for char in _kept(text) if char.isdecimal()]
    doubled = [digit * 2 - 9 * (digit > 4) for digit in digits[-2::-2]]
    return len(digits) > 1 and (sum(digits[-1::-2]) + sum(doubled)) % 10 == 0


def _kept(text: str) -> str:
    return "".join(char for char in text if char.isascii() and char.isalnum()).upper()
