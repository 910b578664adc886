"""The exemplar questions and the lexicon: readable, named by known ids, never twice the same."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

CORPUS = Path(__file__).parent.parent / "corpus"
POLICY = CORPUS / "hz-binjiang-2023-9"
EXEMPLARS = POLICY / "exemplars"
SHARED = EXEMPLARS / "shared.yaml"
DIALOGUE = CORPUS / "dialogue"
LEXICON = CORPUS / "lexicon"

WITH_FIGURES = {
    "ladder_award",
    "first_set_award",
    "rd_body_award",
    "common_tech_platform",
    "innovation_voucher",
    "ip_pledge_interest",
    "domestic_listing",
    "overseas_listing",
    "digital_research",
    "local_exhibition",
    "overseas_exhibition",
}
OTHER_MEASURES = {
    "talent_5050",
    "project_rent_subsidy",
    "project_rd_funding",
    "project_matching",
    "gazelle_preference",
    "first_set_procurement",
    "testing_fee_relief",
    "innovation_consortium",
    "collaboration_fund",
    "patent_navigation",
    "standard_setting",
    "achievement_transfer",
    "first_set_insurance",
    "sme_loan",
    "sme_guarantee",
    "sme_insurance",
    "shangmashi_platform",
    "industry_fund",
    "vc_rent_reward",
    "listing_training_fund",
    "listing_reserve",
    "talent_benefits",
    "talent_training",
    "land_space",
    "digital_diagnosis",
    "digital_scenarios",
    "smart_factory_grant",
    "chain_matching",
    "chain_leader_award",
    "local_purchase",
    "procurement_single_source",
    "service_officer",
    "service_products",
    "training",
    "targets",
}
TOPICS = {
    "validity",
    "lead_department",
    "no_double",
    "funding_source",
    "issue_info",
    "purpose",
    "registration_place",
    "application",
    "overview",
}
# Narrow topics of the document itself.
PARTICULARS = {"addressees", "basis_documents", "distribution", "numbering", "printing", "publicity"}
ACTS = {
    "greeting",
    "thanks",
    "farewell",
    "small_talk",
    "who_are_you",
    "abuse",
    "injection",
    "promise_demand",
    "rule_bending_demand",
    "restart",
    "correction",
    "what_if",
    "sum_up",
    "confirmation",
    "refusal_to_tell",
    "unclear",
}
OUTSIDE = {
    "other_districts",
    "taxes",
    "other_schemes",
    "drafting",
    "general_knowledge",
    "legal_disputes",
    "personal_matters",
    "weather_and_chat",
}
ASPECTS = {
    "amount",
    "eligibility",
    "terms",
    "ratio",
    "period",
    "process",
    "combine",
    "basis",
    "premise",
    "case",
    "defines",
    "upgrade",
}
# The part of a file whose questions stand under what the text leaves open.
OPEN = "open"
# The part of a file whose questions come within a talk and name no matter.
TURNS = "turns"
# The part of a file whose statements suppose settled what the text leaves open.
SUPPOSED = "supposed"
NAMED = (OPEN, TURNS, SUPPOSED)
LEAST_OPEN = 6


@cache
def read(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def sentences(path: Path) -> list[str]:
    content = read(path)
    if path == SHARED:
        return [row["question"] for row in content]
    if path.parent == DIALOGUE / OPEN:
        return [*content["questions"], *content.get(SUPPOSED, ())]
    if not isinstance(content, dict):
        return content
    told = [s for aspect, part in content.items() if aspect not in NAMED for s in part]
    return told + [s for named in NAMED for part in content.get(named, {}).values() for s in part]


def files() -> Iterator[Path]:
    for folder in (EXEMPLARS, DIALOGUE / "acts", DIALOGUE / "outside"):
        yield from sorted(folder.glob("*.yaml"))


def open_files() -> list[Path]:
    return sorted((DIALOGUE / OPEN).glob("*.yaml"))


def gaps() -> dict[str, list[str]]:
    """What the text leaves open of each measure and topic, by name."""
    matters = read(POLICY / "measures.yaml")["measures"] | read(POLICY / "policy.yaml")["topics"]
    listed = {name: matter.get("not_in_text", []) for name, matter in matters.items()}
    return {
        name: [gap if isinstance(gap, str) else gap["name"] for gap in left] for name, left in listed.items()
    }


def bare(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.lower())


def test_every_measure_and_topic_has_its_file_and_no_other_is_there() -> None:
    named = {p.stem for p in EXEMPLARS.glob("*.yaml") if p != SHARED}
    assert named == WITH_FIGURES | OTHER_MEASURES | TOPICS | PARTICULARS
    assert {p.stem for p in (DIALOGUE / "acts").glob("*.yaml")} == ACTS
    assert {p.stem for p in (DIALOGUE / "outside").glob("*.yaml")} == OUTSIDE


@pytest.mark.parametrize("path", list(files()), ids=lambda p: f"{p.parent.name}/{p.stem}")
def test_file_holds_sentences_under_known_aspects(path: Path) -> None:
    content = read(path)
    if path == SHARED:
        matters = WITH_FIGURES | OTHER_MEASURES | TOPICS | PARTICULARS
        assert all(set(row) == {"question", "matters", "aspect"} for row in content)
        assert all(len(row["matters"]) > 1 and set(row["matters"]) <= matters for row in content)
        assert {row["aspect"] for row in content} <= ASPECTS
    elif path.parent == EXEMPLARS:
        assert set(content) <= ASPECTS | set(NAMED)
        assert set(content.get(TURNS, {})) <= ASPECTS
    else:
        assert isinstance(content, list)
    assert all(isinstance(s, str) and s == s.strip() and s for s in sentences(path))


@pytest.mark.parametrize("path", list(files()), ids=lambda p: f"{p.parent.name}/{p.stem}")
def test_file_holds_enough_sentences(path: Path) -> None:
    least = 40
    if path.stem in WITH_FIGURES:
        least = 55
    elif path.stem in OTHER_MEASURES:
        least = 24
    elif path.stem in PARTICULARS:
        least = 10
    assert len(sentences(path)) >= least


@pytest.mark.parametrize("path", sorted(EXEMPLARS.glob("*.yaml")), ids=lambda p: p.stem)
def test_open_questions_stand_under_what_the_text_leaves_open(path: Path) -> None:
    asked = {} if path == SHARED else read(path).get(OPEN, {})
    assert set(asked) <= set(gaps().get(path.stem, []))
    assert {gap: len(questions) for gap, questions in asked.items() if len(questions) < LEAST_OPEN} == {}


def test_questions_are_kept_for_all_that_the_text_leaves_open() -> None:
    asked = {path.stem: set(read(path).get(OPEN, {})) for path in EXEMPLARS.glob("*.yaml") if path != SHARED}
    of_any = {read(path)["name"] for path in open_files()}
    assert [(m, gap) for m, left in gaps().items() for gap in left if gap not in asked[m] | of_any] == []


@pytest.mark.parametrize("path", open_files(), ids=lambda p: p.stem)
def test_points_asked_of_any_measure_have_a_name_and_questions(path: Path) -> None:
    content = read(path)
    assert set(content) - {"words", SUPPOSED} == {"name", "questions"}
    assert content["name"]
    assert len(content["questions"]) >= LEAST_OPEN
    assert all(isinstance(s, str) and s == s.strip() and s for s in content["questions"])
    assert all(word and isinstance(word, str) for word in content.get("words", []))


def test_points_asked_of_any_measure_are_named_once() -> None:
    names = [read(path)["name"] for path in open_files()]
    assert len(names) >= 30
    assert len(set(names)) == len(names)


def test_no_sentence_stands_twice_anywhere() -> None:
    counted = Counter(bare(s) or s for path in (*files(), *open_files()) for s in sentences(path))
    assert [s for s, n in counted.items() if n > 1] == []


def test_at_least_2400_questions_about_the_policy() -> None:
    assert sum(len(sentences(p)) for p in EXEMPLARS.glob("*.yaml")) >= 2400


def test_synonyms_stand_under_one_term_only() -> None:
    synonyms = read(LEXICON / "synonyms.yaml")
    variants = [v for group in synonyms.values() for v in group]
    assert len(synonyms) >= 200
    assert [v for v, n in Counter(variants).items() if n > 1] == []
    assert set(variants).isdisjoint(synonyms)


def test_no_title_is_merged_with_another() -> None:
    titles = read(LEXICON / "titles.yaml")["titles"]
    names = [n for t in titles for n in (t["canonical"], *t["variants"])]
    assert [n for n, count in Counter(names).items() if count > 1] == []
    assert {t["option"] for t in titles if "option" in t} == {
        "champion",
        "little_giant",
        "hidden_champion",
        "provincial_sme",
    }
    assert all(t["confused_with"] for t in titles)
    assert all(t.get("level") in {None, "国家级", "省级", "市级", "区级"} for t in titles)


def test_terms_stand_once_each() -> None:
    terms = (LEXICON / "terms.txt").read_text(encoding="utf-8").split("\n")[:-1]
    assert len(terms) >= 300
    assert len(set(terms)) == len(terms)
    assert all(t == t.strip() and len(t) >= 2 for t in terms)


def test_cues_are_known_aspects_and_kinds_of_process_with_names() -> None:
    cues = read(DIALOGUE / "aspects.yaml")
    assert set(cues["aspects"]) == ASPECTS
    assert {"materials", "deadline", "phone", "office", "link", "form", "payout_date",
            "review_time"} <= set(cues["process"])  # fmt: skip
    for group in (*cues["aspects"].values(), *cues["process"].values()):
        assert group["name"]
        assert len(set(group["cues"])) == len(group["cues"]) > 9


def test_words_that_give_away_stand_under_known_labels_once_each() -> None:
    words = read(DIALOGUE / "words.yaml")
    assert set(words) - {"plain"} <= {f"act/{name}" for name in ACTS} | {
        f"outside/{name}" for name in OUTSIDE
    }
    for listed in words.values():
        assert all(isinstance(word, str) and len(word) > 1 for word in listed)
        assert len(set(listed)) == len(listed)
