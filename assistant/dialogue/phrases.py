"""The words by which people speak of matters, aspects and acts, read from the corpus as data.

Built once with the index (`read_phrases`), kept as JSON, and looked up when a turn is read.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from assistant.errors import CorpusError

MATTER, ACT, OUTSIDE = "matter/", "act/", "outside/"
# What a question asks of a matter: a point that the text leaves open, or something that it says.
OPEN, SAID = "open/", "said/"
# What a statement supposes settled, a point left open: 当年用不完的挪到明年.
SUPPOSED = "supposed/"
# The key of an exemplar file under which questions stand by the point that they ask and the text leaves open.
OPENINGS = "open"
# The key under which questions stand as they come within a talk of the matter (那顶格呢): they tell by aspect
# what is asked, and not which matter it is.
TURNS = "turns"
# Aspects whose exemplars the clauses answer; others often ask what is left open, and teach nothing here.
TOLD = ("amount", "terms", "basis", "defines", "premise", "period")
# The key under which statements stand by the point that they suppose settled, and the text leaves open.
SUPPOSITIONS = "supposed"
ELLIPSIS = "…"
CHOICE = re.compile(r"\(([^()|]+(?:\|[^()|]+)+)\)")
# What would be grammar in a word, but for the choice of its parts.
SPECIAL = re.compile(r"[.*+{}\[\]^$\\]|(?<!\))\?")
# The file of exemplars that several matters of a policy answer.
SHARED = "shared"


@dataclass(frozen=True, slots=True)
class Quality:
    """What somebody is that asks (外资, 个体户), of which most clauses say nothing.

    `words`: how it is told; `settled`: words of a clause that do speak of it; `says`: what is told of others.
    """

    name: str
    words: tuple[str, ...]
    settled: tuple[str, ...]
    says: str


@dataclass(frozen=True, slots=True)
class Phrases:
    """`aspects`, `process`: name → cues; `silent`: what the text leaves open in applying, in Chinese.

    `english`: Chinese → English phrases; `english_dropped` say nothing, `english_kept` stay as they are.
    """

    aspects: Mapping[str, tuple[str, ...]]
    process: Mapping[str, tuple[str, ...]]
    silent: Mapping[str, str]
    titles: Mapping[str, tuple[str, ...]]
    confusions: Mapping[str, str]
    synonyms: Mapping[str, tuple[str, ...]]
    terms: tuple[str, ...]
    colloquial: Mapping[str, tuple[str, ...]]
    places: tuple[str, ...]
    options: Mapping[str, tuple[str, ...]]
    acts: Mapping[str, tuple[str, ...]]
    open_points: Mapping[str, tuple[str, ...]]
    other_sums: tuple[str, ...]
    other_rates: tuple[str, ...]
    english: Mapping[str, tuple[str, ...]]
    english_dropped: tuple[str, ...]
    english_kept: tuple[str, ...]
    qualities: tuple[Quality, ...]

    def __hash__(self) -> int:
        # Mappings have no hash. There is one lexicon at a time, under which what it says of a text is held.
        return hash((len(self.terms), len(self.places)))

    def to_json(self) -> bytes:
        return json.dumps(asdict(self), ensure_ascii=False).encode()

    @classmethod
    def from_json(cls, data: bytes) -> Phrases:
        held = json.loads(data)
        return cls(
            aspects=_tuples(held["aspects"]),
            process=_tuples(held["process"]),
            silent=held["silent"],
            titles=_tuples(held["titles"]),
            confusions=held["confusions"],
            synonyms=_tuples(held["synonyms"]),
            terms=tuple(held["terms"]),
            colloquial=_tuples(held["colloquial"]),
            places=tuple(held["places"]),
            options=_tuples(held["options"]),
            acts=_tuples(held["acts"]),
            open_points=_tuples(held["open_points"]),
            other_sums=tuple(held["other_sums"]),
            other_rates=tuple(held["other_rates"]),
            english=_tuples(held["english"]),
            english_dropped=tuple(held["english_dropped"]),
            english_kept=tuple(held["english_kept"]),
            qualities=_qualities(held["qualities"]),
        )


def read_phrases(corpus: Path) -> Phrases:
    """The lexicon of a corpus folder: `dialogue/*.yaml`, `lexicon/*.yaml`, `lexicon/terms.txt`."""
    aspects = _read(corpus / "dialogue" / "aspects.yaml")
    titles = _read(corpus / "lexicon" / "titles.yaml")["titles"]
    terms = corpus / "lexicon" / "terms.txt"
    glossary = corpus / "lexicon" / "english.yaml"
    english = _read(glossary) if glossary.exists() else {}
    listed = terms.read_text(encoding="utf-8").split() if terms.exists() else []
    return Phrases(
        aspects={name: tuple(part["cues"]) for name, part in aspects["aspects"].items()},
        process={name: tuple(part["cues"]) for name, part in aspects["process"].items()},
        silent={name: part["name"] for name, part in aspects["process"].items()},
        titles={t["canonical"]: tuple(t["variants"]) for t in titles},
        confusions={t["canonical"]: t["confused_with"] for t in titles if t.get("confused_with")},
        synonyms={c: tuple(v) for c, v in _read(corpus / "lexicon" / "synonyms.yaml").items()},
        terms=tuple(term for term in listed if not term.startswith("#")),
        colloquial=_tuples(_read(corpus / "dialogue" / "colloquial.yaml")),
        options=_options(titles),
        acts=_tuples(aspects.get("acts", {})),
        open_points=_open_points(corpus, aspects),
        other_sums=tuple(_read(corpus / "dialogue" / "sums.yaml")["other_sums"]),
        other_rates=tuple(_read(corpus / "dialogue" / "sums.yaml")["other_rates"]),
        places=_elsewhere(_read(corpus / "lexicon" / "places.yaml")),
        english=_tuples(english.get("terms", {})),
        english_dropped=tuple(english.get("dropped", ())),
        english_kept=tuple(english.get("kept", ())),
        qualities=_qualities(_read(corpus / "dialogue" / "qualities.yaml")["qualities"]),
    )


def _qualities(held: Sequence[Mapping[str, Any]]) -> tuple[Quality, ...]:
    return tuple(Quality(q["name"], tuple(q["words"]), tuple(q["settled"]), q["says"]) for q in held)


def _open_points(corpus: Path, aspects: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    """What is asked of any measure and may be left open, beside applying: name → the words that tell it."""
    applying = {part["name"] for part in aspects["process"].values()}
    found = {name: tuple(words) for name, words in aspects.get("open_points", {}).items()}
    for path in sorted((corpus / "dialogue" / "open").glob("*.yaml")):
        name = _read(path)["name"]
        if name not in applying:
            found.setdefault(name, ())
    return found


def read_exemplars(corpus: Path) -> tuple[tuple[str, str, str], ...]:
    """Every exemplar as (question, label, aspect); labels start with matter/, act/ or outside/.

    A question of `shared.yaml` comes once for each of its matters; those that tell no matter are left out.
    """
    found: list[tuple[str, str, str]] = []
    for path in sorted(corpus.glob("*/exemplars/*.yaml")):
        prefix = f"{MATTER}{path.parent.parent.name}/"
        if path.stem == SHARED:
            rows = _read(path)
            found += [(str(r["question"]), prefix + name, r["aspect"]) for r in rows for name in r["matters"]]
            continue
        for aspect, questions in _read(path).items():
            if aspect not in (OPENINGS, TURNS, SUPPOSITIONS):
                found += [(str(question), prefix + path.stem, aspect) for question in questions]
    for folder, prefix in (("acts", ACT), ("outside", OUTSIDE)):
        for path in sorted((corpus / "dialogue" / folder).glob("*.yaml")):
            found += [(str(sentence), prefix + path.stem, "") for sentence in _flat(_read(path))]
    return tuple(found)


def read_turns(corpus: Path) -> tuple[tuple[str, str], ...]:
    """Exemplars as (question, aspect) that tell what is asked and not which matter it is."""
    files = sorted(corpus.glob("*/exemplars/*.yaml"))
    return tuple(
        (str(question), aspect)
        for path in files
        if path.stem != SHARED
        for aspect, questions in _read(path).get(TURNS, {}).items()
        for question in questions
    )


def read_openings(corpus: Path, quantified: Collection[str]) -> tuple[tuple[str, str], ...]:
    """Exemplars as (question, label): open/ with the point left open, or said/ with the aspect that is told;
    of statements: supposed/ with the point left open.

    `quantified`: the matters for which the text gives amounts; of the others the amount is what is left open.
    """
    found: list[tuple[str, str]] = []
    for path in sorted(corpus.glob("*/exemplars/*.yaml")):
        if path.stem == SHARED:
            continue
        told = TOLD if f"{path.parent.parent.name}/{path.stem}" in quantified else TOLD[1:]
        exemplars = _read(path)
        for key, prefix in ((OPENINGS, OPEN), (SUPPOSITIONS, SUPPOSED)):
            found += [(str(q), prefix + point) for point, qs in exemplars.get(key, {}).items() for q in qs]
        for asked in (exemplars, exemplars.get(TURNS, {})):
            found += [(str(q), SAID + aspect) for aspect in told for q in asked.get(aspect, ())]
    for path in sorted((corpus / "dialogue" / "open").glob("*.yaml")):
        point = _read(path)
        found += [(str(question), OPEN + point["name"]) for question in point["questions"]]
        found += [(str(told), SUPPOSED + point["name"]) for told in point.get(SUPPOSITIONS, ())]
    return tuple(found)


def _options(titles: Sequence[Mapping[str, Any]]) -> dict[str, tuple[str, ...]]:
    """The words for each title that some measure's choice names by `option`; the other titles' under ""."""
    out: dict[str, list[str]] = {}
    for title in titles:
        out.setdefault(title.get("option", ""), []).extend([title["canonical"], *title["variants"]])
    general = {"“专精特新”企业"}
    plain = [w for t in titles if t["canonical"] in general for w in (t["canonical"], *t["variants"])]
    out[""] = [word for word in out.get("", []) if word not in plain]
    return {option: tuple(words) for option, words in out.items()}


def read_giveaways(corpus: Path) -> dict[str, tuple[str, ...]]:
    """Label of an act or of something outside → the words that give it away (`dialogue/words.yaml`)."""
    path = corpus / "dialogue" / "words.yaml"
    return _tuples(_read(path)) if path.exists() else {}


def _elsewhere(places: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """The names of places that are neither the district itself nor the city and province above it."""
    return tuple(name for kind, names in places.items() if kind not in ("own", "above") for name in names)


def _flat(held: object) -> list[Any]:
    if isinstance(held, Mapping):
        return [item for part in held.values() for item in _flat(part)]
    return list(held) if isinstance(held, list) else []


def _read(path: Path) -> Any:  # noqa: ANN401
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader) or {}
    except FileNotFoundError:
        raise CorpusError(f"语料缺少文件 {path}，请补上后重建索引。") from None
    except yaml.YAMLError as error:
        raise CorpusError(f"{path} 不是合法的 YAML：{error}。请改正后重试。") from error


def _tuples(held: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, ...]]:
    return {name: tuple(values) for name, values in held.items()}


def hits(text: str, words: Iterable[str]) -> list[str]:
    """The words that stand in the text, the longest first. “…” in a word stands for up to twelve characters
    of one sentence part, “(a|b)” for either, “(a|b)?” for either or nothing: 用…平台 is said in 用别人的平台,
    (去|到)上海 in 到上海参展, 再(去|来)?报 in 再报."""
    told = _finders(words if isinstance(words, tuple) else tuple(words))
    found = [word for word, said in told if (word in text if said is None else said(text))]
    if len(found) > 1:
        found.sort(key=len, reverse=True)
    return found


def where(text: str, word: str) -> Iterator[int]:
    """Where a word stands in a text, each place, in order."""
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + 1)


@lru_cache(maxsize=8192)
def _finders(words: tuple[str, ...]) -> tuple[tuple[str, Callable[[str], object] | None], ...]:
    """Each word with what finds it in a text, None where it is said only as it is written, as nearly all are.

    Thousands are looked for in a turn.
    """
    return tuple((word, _finder(word)) for word in words)


def _finder(word: str) -> Callable[[str], object] | None:
    if is_pattern(word):
        return _gapped(word).search
    if word.isdigit():
        return _number(word).search
    lowered = word.lower()
    return (lambda text: word in text or lowered in text.lower()) if word.isascii() else None


def loose_hits(text: str, words: Iterable[str]) -> list[str]:
    """As `hits`, where a longer word may have one character slipped in: 谁来认定 for 谁认定."""
    words = tuple(words)
    found = set(hits(text, words))
    for word in words:
        if len(word) >= 3 and not word.isdigit() and word not in found and _loose(word).search(text):
            found.add(word)
    return sorted(found, key=len, reverse=True)


def is_pattern(word: str) -> bool:
    """Whether a word stands for several: it has a gap or a choice in it."""
    return ELLIPSIS in word or ("(" in word and CHOICE.search(word) is not None)


def stretches(text: str, word: str) -> tuple[str, ...]:
    """What stands in the text for a word with a gap or a choice in it; () where nothing does."""
    return tuple(dict.fromkeys(found[0] for found in _gapped(word).finditer(text)))


@lru_cache(maxsize=4096)
def _gapped(word: str) -> re.Pattern[str]:
    parts = [SPECIAL.sub(r"\\\g<0>", part) for part in word.split(ELLIPSIS)]
    return re.compile("[^，。？！；]{0,12}?".join(CHOICE.sub(r"(?:\1)", part) for part in parts))


@lru_cache(maxsize=256)
def _number(word: str) -> re.Pattern[str]:
    """The number by itself: 365, and not the middle of 1365万."""
    return re.compile(rf"(?<![\d.]){word}(?![\d.])")


@lru_cache(maxsize=8192)
def _loose(word: str) -> re.Pattern[str]:
    return re.compile(".?".join(map(re.escape, word)))
