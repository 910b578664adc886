"""The way through the house: question → reading → evidence → calculation → draft → verification → answer."""

from __future__ import annotations

import hashlib
import logging
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from assistant import __version__, wording
from assistant.answering.answer import Answer, StatedFact
from assistant.answering.composing import compose, offers, suggestions
from assistant.answering.draft import Draft, bare_quotes
from assistant.answering.subjects import Setting
from assistant.answering.verification import Breach, verify
from assistant.dialogue.conversation import Conversation, HeldFact
from assistant.dialogue.cues import aspect_cues, matter_cues
from assistant.dialogue.following import facts_after, follow
from assistant.dialogue.glossary import Glossary
from assistant.dialogue.labelling import Labeller, fit_labeller
from assistant.dialogue.matters import everyday, matter_words
from assistant.dialogue.normalising import Soundalikes, normalise
from assistant.dialogue.phrases import (
    MATTER,
    Phrases,
    read_exemplars,
    read_giveaways,
    read_openings,
    read_phrases,
    read_turns,
)
from assistant.dialogue.reading import Reading, evened, read_turn
from assistant.dialogue.understanding import Understanding
from assistant.errors import Fault, IndexFault, UserError
from assistant.policy.clause import Clause
from assistant.policy.library import Library, library_from_json, library_to_json, read_library
from assistant.policy.measure import Measure
from assistant.retrieval.embedder import Embedder, load_embedder
from assistant.retrieval.index import (
    Expectation,
    Index,
    IndexProblem,
    Workplace,
    build_index,
    open_index,
)
from assistant.retrieval.search import Search
from assistant.retrieval.segment import Item, Origin
from assistant.retrieval.words import read_dictionary, read_lexicon
from assistant.settings import Settings, read_settings

if TYPE_CHECKING:
    from assistant.writing.assembly import Subject
    from assistant.writing.writer import Writer

log = logging.getLogger(__name__)

LONGEST_QUESTION = 4000
SHANGHAI = ZoneInfo("Asia/Shanghai")
# Rises when what the index holds for reading is made differently.
READING_FORM = 8
# Shorter names of tiers (省级) are said of many things.
LONG_NAME = 4


@dataclass(frozen=True, slots=True)
class Turn:
    """An answer, the reading behind it, and the conversation to pass on."""

    answer: Answer
    conversation: Conversation
    reading: Reading


@dataclass(frozen=True, slots=True)
class Assistant:
    """One version of the index, opened and shared by all surfaces; holds no state between answers.

    `index`: the name of that version.
    """

    library: Library
    search: Search
    understanding: Understanding
    versions: dict[str, str | None]
    sources: dict[str, str]
    labels: frozenset[str]
    writer: Writer | None = None
    index: str = ""

    def answer(
        self, question: str, *, conversation: Conversation | None = None, as_of: date | None = None
    ) -> Turn:
        """The verified answer to one turn. Raises UserError for input that holds no question."""
        *_, finished = self.progress(question, conversation=conversation, as_of=as_of)
        return finished

    def progress(
        self,
        question: str,
        *,
        conversation: Conversation | None = None,
        as_of: date | None = None,
        cancelled: threading.Event | None = None,
    ) -> Iterator[Turn]:
        """The turn as composed, at once; then, where a language model is in use, as it has explained it.

        Every turn that comes is verified; the last one counts. `cancelled`: set when nobody waits any more.
        """
        asked = intake(question)
        before = conversation or Conversation()
        day = as_of or today()
        turn = self.composed(read_turn(asked, before, self.understanding, day), before, day, question)
        yield turn
        if self.writer is not None:
            yield self._written(self.writer, turn, before, cancelled)

    def lasting(self, composed: Turn) -> str:
        """The conclusion that the answer begins with, whatever a language model writes.

        "" where it may change: the model is asked to read the turn too.
        """
        from assistant.writing.layout import opening_of_text

        opening = opening_of_text(composed.answer.text)
        reads = self.writer is not None and self.writer.reads(composed.answer, composed.reading)
        return "" if reads or not composed.answer.text.startswith(opening) else opening

    def replay(
        self, question: str, *, conversation: Conversation, as_of: date, kept: Mapping[str, Any] | None = None
    ) -> Turn:
        """The turn again as a receipt holds it, no model asked: `kept` is its `model`, if it has one."""
        from assistant.writing.assembly import reassemble
        from assistant.writing.suggestion import Suggestion, take_over, turned_to

        reading = read_turn(intake(question), conversation, self.understanding, as_of)
        if kept and kept.get("reading"):
            suggestion = Suggestion.model_validate(kept["reading"])
            turned = turned_to(self.understanding, self.search, conversation, as_of)
            reading = take_over(reading, suggestion, turned)
        turn = self.composed(reading, conversation, as_of, question)
        if not kept or not kept.get("text"):
            return turn
        return replace(turn, answer=reassemble(self._subject(turn, conversation), self.library, kept))

    def _written(
        self, writer: Writer, turn: Turn, before: Conversation, cancelled: threading.Event | None
    ) -> Turn:
        """The turn with what the model understood and wrote, as far as it is proved."""
        work = writer.begin(cancelled)
        read = writer.read(turn.answer, turn.reading, before, self.understanding, work)
        if read.suggested:
            turn = self.composed(read.reading, before, turn.answer.as_of, turn.answer.question)
        if read.offered:
            questions = (*offers(read.offered, self.library), *turn.answer.suggestions)
            turn = replace(turn, answer=replace(turn.answer, suggestions=tuple(dict.fromkeys(questions))[:3]))
        return replace(turn, answer=writer.write(self._subject(turn, before), work, read.suggested))

    def _subject(self, turn: Turn, before: Conversation) -> Subject:
        from assistant.writing.assembly import Subject

        return Subject(turn.answer, turn.reading, before, lambda a: self.breaches(a, turn.conversation))

    def composed(self, reading: Reading, before: Conversation, day: date, question: str) -> Turn:
        """The turn without a language model."""
        after = follow(before, reading)
        setting = Setting(
            self.library, self.understanding.phrases, before, facts_after(before, reading, self.library), day
        )
        answer = self.proved(self._finish(compose(reading, setting), reading, setting, question), after)
        # A follow-up may have turned to a sister of the matter that was read (境外呢).
        matters = answer.matters or after.matters
        after = replace(
            after.asked_of(
                matters, {f"{m.policy}/{m.id}": {i.name for i in m.inputs} for m in self.library.measures}
            ),
            pending=tuple(a.fact for a in answer.asks),
            awarded=tuple(Fraction(figure.amount) for figure in answer.figures),
            asked={**after.asked, **{a.fact: after.asked.get(a.fact, 0) + 1 for a in answer.asks[:1]}},
        )
        return Turn(answer, after, reading)

    def breaches(self, answer: Answer, conversation: Conversation) -> tuple[Breach, ...]:
        """What in an answer is not proved; `conversation`: the one after its turn."""
        return verify(answer, user_words=conversation.said, sources=self.sources, labels=self.labels)

    def proved(self, answer: Answer, conversation: Conversation) -> Answer:
        """The answer, if it is proved; else one that shows the clauses' own words and nothing more."""
        found = self.breaches(answer, conversation)
        if not found:
            return answer
        log.error("answer %s not proved: %s", answer.id, found)
        return bare_quotes(answer)

    def _finish(self, draft: Draft, reading: Reading, setting: Setting, question: str) -> Answer:
        receipt = hashlib.sha256(
            repr((question, setting.as_of, setting.conversation.to_dict(), self.versions)).encode()
        ).hexdigest()[:20]
        return Answer(
            id=receipt,
            question=question,
            as_of=setting.as_of,
            status=draft.status,
            text=draft.text,
            spoken=draft.spoken or wording.SPOKEN_UNCLEAR,
            figures=tuple(draft.figures),
            citations=tuple(draft.citations),
            facts=tuple(_stated(fact, self.library) for fact in setting.facts),
            asks=tuple(draft.asks),
            notices=tuple(draft.notices),
            versions=self.versions,
            matters=tuple(draft.matters),
            derived=tuple(draft.derived),
            suggestions=suggestions(reading, self.library),
        )


def intake(question: str) -> str:
    """The question, fit to be read; UserError with what to do where it is none."""
    if len(question) > LONGEST_QUESTION:
        raise UserError(wording.TOO_LONG.format(length=len(question), limit=LONGEST_QUESTION))
    if not question.strip():
        raise UserError(wording.EMPTY)
    if "\x00" in question or any("\ud800" <= char <= "\udfff" for char in question):
        raise UserError(wording.UNREADABLE)
    return question


def today() -> date:
    """The day in Shanghai."""
    return datetime.now(SHANGHAI).date()


def _inputs(library: Library) -> dict[str, set[str]]:
    """Matter → the facts that its measure asks for."""
    return {f"{m.policy}/{m.id}": {i.name for i in m.inputs} for m in library.measures}


def _stated(fact: HeldFact, library: Library) -> StatedFact:
    if fact.option is not None:
        value = fact.option
    elif fact.day is not None:
        value = fact.day.isoformat()
    elif fact.low == fact.high and fact.low is not None:
        value = str(fact.low)
    else:
        value = f"{fact.low}..{fact.high}"
    return StatedFact(fact.name, value, fact.unit, fact.said, fact.turn)


def corpus_hash(corpus: Path) -> str:
    """A hash over every file of the corpus and the form in which we keep it."""
    digest = hashlib.sha256(str(READING_FORM).encode())
    for path in sorted(p for p in corpus.rglob("*") if p.is_file()):
        digest.update(f"\0{path.relative_to(corpus)}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


@lru_cache(maxsize=2)
def open_assistant(settings: Settings | None = None) -> Assistant:
    """The assistant of the settings, the same one as long as the process lives."""
    return start_assistant(settings or read_settings())


def start_assistant(settings: Settings) -> Assistant:
    """The assistant of the settings; builds the index where it is missing, stale or damaged."""
    embedder = _embedder(settings)
    place = Workplace(settings.index_dir, settings.chroma_url)
    digest = corpus_hash(settings.corpus_dir)
    wanted = Expectation(digest, embedder.version)
    index = open_index(place, wanted)
    if isinstance(index, IndexProblem):
        if index.kind == "unreachable":
            raise IndexFault(index.message)
        # What is wrong, without what to do: it is being done.
        sys.stderr.write(f"{index.message.partition('。')[0]}。正在自动重建……\n")
        _build(settings, embedder, digest)
        index = open_index(place, wanted)
        if isinstance(index, IndexProblem):
            raise IndexFault(index.message)
    return _opened(settings, index, embedder)


def newer_assistant(held: Assistant, settings: Settings) -> Assistant | IndexProblem:
    """The assistant of the version that the index is on now, or what is wrong with that version.

    It goes on with the embedder and the language model of the one held. The corpus folder is not looked at:
    it may be under work for the version after.
    """
    embedder = held.search.embedder
    index = open_index(
        Workplace(settings.index_dir, settings.chroma_url), Expectation(None, embedder.version)
    )
    if isinstance(index, IndexProblem):
        return index
    if "form" not in index.artefacts or index.artefact("form") != _form():
        return IndexProblem("stale", "索引是由另一版本的程序建立的。请重新启动服务。")
    return _opened(settings, index, embedder, held.writer)


def _form() -> bytes:
    return str(READING_FORM).encode()


def _opened(settings: Settings, index: Index, embedder: Embedder, writer: Writer | None = None) -> Assistant:
    """The assistant of an open index. `writer`: the one to go on with; None opens that of the settings."""
    library = library_from_json(index.artefact("library.json").decode())
    phrases = Phrases.from_json(index.artefact("phrases.json"))
    understanding = Understanding(
        library=library,
        phrases=phrases,
        matters=Labeller.from_bytes(index.artefact("matters.npz")),
        aspects=Labeller.from_bytes(index.artefact("aspects.npz")),
        openings=Labeller.from_bytes(index.artefact("openings.npz")),
        words=matter_words(spoken_words(library)),
        glossary=_glossary(phrases),
        soundalikes=Soundalikes(
            _terms(library, phrases),
            everyday=[word for variants in phrases.synonyms.values() for word in variants],
            asking=[cue for name, cues in phrases.aspects.items() if name != "upgrade" for cue in cues],
        ),
        encode=embedder.encode,
        everyday=everyday(phrases.synonyms),
    )
    versions: dict[str, str | None] = {
        "corpus": index.manifest.corpus[:16],
        "measures": library.version[:16],
        "prompts": None,
        "embedder": embedder.version[:16],
        "assistant": __version__,
        "model": None,
    }
    sources = {p.document: library.document(p.id).source for p in library.policies}
    labels = frozenset(clause.label for clause in library.clauses)
    search = _search(settings, index, embedder, library)
    writer = writer.over(library, search) if writer is not None else _writer(settings, library, search)
    if writer is not None:
        versions |= writer.versions
    return Assistant(library, search, understanding, versions, sources, labels, writer, index.manifest.name)


def _writer(settings: Settings, library: Library, search: Search) -> Writer | None:
    """The language model of the settings; nothing of it is imported where there is none."""
    if settings.model is None and settings.model_base_url is None:
        return None
    from assistant.writing.writer import open_writer

    writer = open_writer(settings, library, search)
    if writer is not None:
        writer.warm()
    return writer


def build(*, force: bool = False) -> str:
    """Builds the index where it is not current; returns what was done, in Chinese."""
    settings = read_settings()
    embedder = _embedder(settings)
    digest = corpus_hash(settings.corpus_dir)
    place = Workplace(settings.index_dir, settings.chroma_url)
    if not force and not isinstance(open_index(place, Expectation(digest, embedder.version)), IndexProblem):
        return "索引已是最新。"
    library = _build(settings, embedder, digest)
    return f"索引已建立：{len(library.clauses)} 个条款，{len(library.measures)} 个事项。"


def _embedder(settings: Settings) -> Embedder:
    key = settings.embedder_api_key.get_secret_value() if settings.embedder_api_key else ""
    return load_embedder(settings.embedder, model=settings.embedder_model or "", api_key=key)


def _search(settings: Settings, index: Index, embedder: Embedder, library: Library) -> Search:
    """The search of the settings, with a reranker where one is set."""
    search = Search(index, embedder)
    if settings.reranker is None:
        return search
    from assistant.retrieval.reranker import load_reranker, with_reranker

    texts = {clause.id: clause.text for clause in library.clauses}
    return with_reranker(search, load_reranker(settings.reranker), texts)


def _build(settings: Settings, embedder: Embedder, digest: str) -> Library:
    """Proves the corpus, fits the labellers, writes the index."""
    library = read_library(settings.corpus_dir)
    phrases = read_phrases(settings.corpus_dir)
    matters, aspects, openings = _fitted(settings.corpus_dir, library, phrases, embedder)
    items = [Item(c.id, c.text, _heading(c, library), c.policy) for c in library.clauses]
    lexicon = settings.corpus_dir / "lexicon"
    build_index(
        items,
        _origins(library),
        Workplace(settings.index_dir, settings.chroma_url),
        embedder,
        corpus=digest,
        lexicon=read_lexicon(lexicon),
        dictionary=read_dictionary(lexicon),
        extras={
            "form": _form(),
            "library.json": library_to_json(library).encode(),
            "phrases.json": phrases.to_json(),
            "matters.npz": matters.to_bytes(),
            "aspects.npz": aspects.to_bytes(),
            "openings.npz": openings.to_bytes(),
        },
        progress=sys.stderr.isatty(),
    )
    return library


def _fitted(
    corpus: Path, library: Library, phrases: Phrases, embedder: Embedder
) -> tuple[Labeller, Labeller, Labeller]:
    """The labellers of matters, aspects and openings.

    Exemplars are put in order as turns are (`read_turn`); their English is left as it stands, so that the
    glossary changes nothing in how Chinese is read.
    """
    exemplars = read_exemplars(corpus)
    texts = [evened(normalise(text).text, phrases.colloquial) for text, _, _ in exemplars]
    vectors = embedder.encode(texts)
    own = [name for policy in library.policies for name in (policy.region, *policy.region_aliases)]
    words = spoken_words(library)
    matters = fit_labeller(
        [(text, label) for text, (_, label, _) in zip(texts, exemplars, strict=True)],
        vectors,
        cues=matter_cues({**read_giveaways(corpus), **words}, phrases, own),
    )
    asked = [(text, aspect) for text, label, aspect in exemplars if aspect and label.startswith(MATTER)]
    asked = [(evened(normalise(q).text, phrases.colloquial), a) for q, a in (*asked, *read_turns(corpus))]
    aspects = fit_labeller(
        asked, embedder.encode([text for text, _ in asked]), cues=aspect_cues(words, phrases)
    )
    return matters, aspects, _fitted_openings(corpus, library, phrases, embedder)


def _fitted_openings(corpus: Path, library: Library, phrases: Phrases, embedder: Embedder) -> Labeller:
    """The labeller of what a question asks and the text leaves open."""
    quantified = {f"{m.policy}/{m.id}" for m in library.measures if m.pays}
    asked = read_openings(corpus, quantified)
    texts = [evened(normalise(text).text, phrases.colloquial) for text, _ in asked]
    labelled = [(text, label) for text, (_, label) in zip(texts, asked, strict=True)]
    return fit_labeller(labelled, embedder.encode(texts), cues=aspect_cues(spoken_words(library), phrases))


def _heading(clause: Clause, library: Library) -> str:
    """What a clause is found by beside its text: its headings, and the everyday words of its measures."""
    words = [w for m in library.measures if m.clause_id == clause.id for w in (m.name, *m.words)]
    return " ".join(dict.fromkeys([*(heading for heading in clause.headings if heading), *words]))


def _origins(library: Library) -> Sequence[Origin]:
    return [Origin(p.id, p.region, p.level, p.effective_from, p.last_day) for p in library.policies]


def spoken_words(library: Library) -> dict[str, list[str]]:
    """The words by which people name each matter, by label."""
    words = {
        f"{MATTER}{m.policy}/{m.id}": [m.name, *m.words, *_tier_words(m), *_taken_for(m)]
        for m in library.measures
    }
    for policy in library.policies:
        words |= {f"{MATTER}{policy.id}/{t.id}": [t.name, *t.words] for t in policy.topics}
    return words


def _tier_words(measure: Measure) -> list[str]:
    """The names of a measure's tiers, where they are names and not mere levels."""
    asked = measure.tiers and measure.input(measure.tiers.input)
    options = asked.options if asked else ()
    return [word for option in options for word in (option.name, *option.words) if len(word) >= LONG_NAME]


def _taken_for(measure: Measure) -> list[str]:
    """What is taken for the measure: who asks about it is best answered here, by what sets it apart."""
    return [w for miss in measure.near_misses if miss.input for w in miss.words if "…" not in w]


def _glossary(phrases: Phrases) -> Glossary:
    return Glossary(phrases.english, phrases.english_dropped, phrases.english_kept)


def _terms(library: Library, phrases: Phrases) -> tuple[str, ...]:
    """Terms that sound-alikes are mended to."""
    named = [word for words in spoken_words(library).values() for word in words]
    options = [w for m in library.measures for i in m.inputs for o in i.options for w in (o.name, *o.words)]
    return tuple(dict.fromkeys([*phrases.terms, *named, *options, *phrases.titles]))


__all__ = ["Assistant", "Fault", "Turn", "open_assistant", "today"]
