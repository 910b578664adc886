import json
import shutil
import time
from pathlib import Path

import pytest

from assistant.errors import CorpusError, NotFound
from assistant.policy.library import (
    Library,
    library_from_json,
    library_to_json,
    load_library,
    read_library,
)

CORPUS = Path(__file__).parents[2] / "corpus"
EXPECTED = """ladder_award talent_5050 project_rent_subsidy project_rd_funding project_matching
gazelle_preference first_set_procurement first_set_award rd_body_award common_tech_platform
testing_fee_relief innovation_voucher innovation_consortium collaboration_fund patent_navigation
standard_setting ip_pledge_interest achievement_transfer first_set_insurance sme_loan sme_guarantee
sme_insurance shangmashi_platform industry_fund vc_rent_reward listing_training_fund listing_reserve
domestic_listing overseas_listing talent_benefits talent_training land_space digital_diagnosis
digital_scenarios smart_factory_grant digital_research chain_matching chain_leader_award
local_purchase procurement_single_source local_exhibition overseas_exhibition service_officer
service_products training targets""".split()  # noqa: SIM905


@pytest.fixture(scope="module")
def library() -> Library:
    return read_library(CORPUS)


def test_every_measure_of_the_document_is_there(library):
    assert [measure.id for measure in library.measures if measure.policy == "hz-binjiang-2023-9"] == EXPECTED


def test_every_item_of_part_two_has_a_measure(library):
    used = {measure.clause for measure in library.measures}
    assert {clause.label for clause in library.clauses if clause.label.startswith("二（")} <= used


def test_a_measure_is_found_with_and_without_its_policy(library):
    assert library.measure("sme_loan") is library.measure("hz-binjiang-2023-9/sme_loan")
    assert library.clause("hz-binjiang-2023-9/二（二）6").label == "二（二）6"
    for look_up in (library.measure, library.clause, library.policy, library.document):
        with pytest.raises(NotFound):
            look_up("nothing")


def test_a_measure_is_looked_up_by_its_key_after_reading_as_well(library):
    for each in (library, library_from_json(library_to_json(library))):
        assert tuple(each.by_key.values()) == each.measures
        assert each.by_key["hz-binjiang-2023-9/sme_loan"] is each.measure("sme_loan")


def test_quotes_are_the_source_white_space_aside(library):
    for measure in library.measures:
        source = library.document(measure.policy).source
        for evidence in measure.evidence.values():
            assert "".join(source[evidence.start : evidence.end].split()) == "".join(evidence.quote.split())


def test_summaries_carry_the_printed_figures(library):
    day = library.policies[0].effective_from
    assert "最高200万元" in library.measure("ladder_award").summary_on(day)
    assert not any("{" in measure.summary_on(day) for measure in library.measures)


def test_the_compiled_library_is_the_same_and_fast(library):
    text = library_to_json(library)
    assert library_from_json(text) == library
    best = min(_seconds(text) for _ in range(5))
    assert best < 0.06


def _seconds(text: str) -> float:
    start = time.perf_counter()
    library_from_json(text)
    return time.perf_counter() - start


@pytest.mark.parametrize("spoil", ["", "{}", "[]", '{"format": 0, "library": []}', "nonsense"])
def test_a_compiled_library_of_another_version_is_refused(spoil):
    with pytest.raises(CorpusError, match="make setup"):
        library_from_json(spoil)


def test_a_cut_compiled_library_is_refused(library):
    data = json.loads(library_to_json(library))
    data["library"] = data["library"][:2]
    with pytest.raises(CorpusError):
        library_from_json(json.dumps(data))


@pytest.fixture
def corpus(tmp_path) -> Path:
    shutil.copytree(CORPUS / "schema", tmp_path / "schema")
    shutil.copytree(CORPUS / "hz-binjiang-2023-9", tmp_path / "hz-binjiang-2023-9")
    return tmp_path


def test_the_version_changes_with_the_source(corpus):
    before = read_library(corpus).version
    file = corpus / "hz-binjiang-2023-9" / "measures.yaml"
    file.write_text(file.read_text(encoding="utf-8") + "# more\n", encoding="utf-8")
    assert read_library(corpus).version != before


@pytest.mark.parametrize("name", ["policy.yaml", "measures.yaml"])
def test_a_missing_file_is_named(corpus, name):
    (corpus / "hz-binjiang-2023-9" / name).unlink()
    with pytest.raises(CorpusError, match=name):
        read_library(corpus)


def test_a_file_that_is_no_text_is_named(corpus):
    (corpus / "hz-binjiang-2023-9" / "measures.yaml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(CorpusError, match="UTF-8"):
        read_library(corpus)


def test_an_empty_corpus_is_refused(tmp_path):
    found = load_library(tmp_path)
    assert isinstance(found, tuple)
    assert "没有政策" in str(found[0])


def test_a_changed_figure_of_the_source_is_noticed(corpus):
    source = corpus / "hz-binjiang-2023-9" / "source.txt"
    text = source.read_text(encoding="utf-8")
    source.write_text(text.replace("奖励400万元", "奖励500万元"), encoding="utf-8")
    with pytest.raises(CorpusError, match=r"domestic_listing|引文与二（三）9"):
        read_library(corpus)
