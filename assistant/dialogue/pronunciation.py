"""How characters sound, from a table derived from pypinyin (MIT), so that a turn needs no import of it.

`pronunciation.txt` holds a syllable with its tone and the characters so read, a line each; characters with
several readings stand in several lines, rare readings left out. `table()` writes it anew.
"""

from collections import Counter
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

TABLE = Path(__file__).with_name("pronunciation.txt")


class Sound(NamedTuple):
    """The readings of a character: with tones, without, and with what ears confuse evened out."""

    toned: frozenset[str]
    plain: frozenset[str]
    loose: frozenset[str]


_SILENT = Sound(frozenset(), frozenset(), frozenset())


def sound(character: str) -> Sound:
    """The readings of one character; no reading where it is not in the table.

    >>> sorted(sound("精").plain)
    ['jing']
    """
    return _sounds().get(character, _SILENT)


def loosened(syllable: str) -> str:
    """A syllable without the distinctions n/l, z/zh, c/ch, s/sh, an/ang, en/eng, in/ing.

    >>> loosened("zhuang"), loosened("neng")
    ('zuan', 'len')
    """
    if syllable[:2] in ("zh", "ch", "sh"):
        syllable = syllable[0] + syllable[2:]
    elif syllable[0] == "n" and len(syllable) > 1:
        syllable = "l" + syllable[1:]
    if syllable.endswith(("ang", "eng", "ing")):
        syllable = syllable[:-1]
    return syllable


@lru_cache(maxsize=1)
def syllables() -> frozenset[str]:
    """Every syllable, without its tone."""
    return frozenset(plain for read in _sounds().values() for plain in read.plain)


@lru_cache(maxsize=1)
def _sounds() -> dict[str, Sound]:
    toned: dict[str, list[str]] = {}
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        syllable, _, characters = line.partition("\t")
        for character in characters:
            toned.setdefault(character, []).append(syllable)
    plain = {syllable: syllable.rstrip("12345") for readings in toned.values() for syllable in readings}
    loose = {syllable: loosened(bare) for syllable, bare in plain.items()}
    shared: dict[tuple[str, ...], Sound] = {}
    found: dict[str, Sound] = {}
    for character, readings in toned.items():
        key = tuple(readings)
        if key not in shared:
            shared[key] = Sound(
                frozenset(key), frozenset(plain[r] for r in key), frozenset(loose[r] for r in key)
            )
        found[character] = shared[key]
    return found


def table() -> str:
    """The table made anew from pypinyin, for the characters of GB 2312."""
    from pypinyin import Style, pinyin

    used = _readings_in_phrases()
    rows: dict[str, list[str]] = {}
    for character in _gb2312():
        readings = pinyin(character, style=Style.TONE3, heteronym=True, neutral_tone_with_five=True)[0]
        for reading in readings[:1] + [r for r in readings[1:] if r in used.get(character, ())]:
            rows.setdefault(reading.replace("ü", "v"), []).append(character)
    return "".join(f"{syllable}\t{''.join(rows[syllable])}\n" for syllable in sorted(rows))


def _readings_in_phrases() -> dict[str, set[str]]:
    """Readings that a character has in at least one in twenty of pypinyin's phrases with it."""
    from pypinyin.contrib.tone_convert import to_tone3
    from pypinyin.phrases_dict import phrases_dict

    counts: dict[str, Counter[str]] = {}
    for phrase, readings in phrases_dict.items():
        for character, reading in zip(phrase, readings, strict=False):
            counts.setdefault(character, Counter())[reading[0]] += 1
    kept: dict[str, set[str]] = {}
    for character, counted in counts.items():
        least = max(2, sum(counted.values()) / 20)
        kept[character] = {
            to_tone3(reading, neutral_tone_with_five=True) for reading, n in counted.items() if n >= least
        }
    return kept


def _gb2312() -> str:
    rows = (bytes((high, low)) for high in range(0xB0, 0xF8) for low in range(0xA1, 0xFF))
    return "".join(row.decode("gb2312", errors="ignore") for row in rows)
