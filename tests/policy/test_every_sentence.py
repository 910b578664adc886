"""Every sentence of the shipped documents is the ground of a measure, a topic or a rule, or explained."""

import re
from pathlib import Path

import pytest

from assistant.policy.clause import without_space
from assistant.policy.library import read_library

LIBRARY = read_library(Path(__file__).parents[2] / "corpus")
EXPLAINED = {
    "推动创新型中小企业向“专精特新”中小企业、专精特新“小巨人”企业梯次升级。": "an aim: the award's near misses say that 创新型中小企业 get none",
}


def grounds(policy):
    """Where the quotes of measures, topics and rules stand in the source of the policy."""
    evidence = [e for m in LIBRARY.measures if m.policy == policy.id for e in m.evidence.values()]
    passages = [passage for topic in policy.topics for passage in topic.passages]
    rules = [group.evidence for group in LIBRARY.no_double]
    return [(part.start, part.end) for part in (*evidence, *passages, *rules)]


def sentences(document):
    for clause in (*document.clauses, *document.endings):
        for match in re.finditer(r"[^。；]+[。；]?", document.source[clause.start : clause.end]):
            words = without_space(match[0])
            heading = re.fullmatch(r"\d+\.[^，]{2,20}。", words) and clause.headings[-1] in words
            if len(words) > 3 and not heading:
                yield words, clause.start + match.start(), clause.start + match.end()


@pytest.mark.parametrize("policy", LIBRARY.policies, ids=lambda policy: policy.id)
def test_every_sentence_is_accounted_for(policy):
    spans = grounds(policy)
    loose = [
        words
        for words, start, end in sentences(LIBRARY.document(policy.id))
        if not any(first < end and last > start for first, last in spans)
    ]
    assert loose == list(EXPLAINED)


def test_ceilings_of_the_text_are_ceilings_of_the_data():
    """最高 and 不超过 in the words of a measure's figures: a cap, or a kind that is itself a ceiling."""
    for measure in LIBRARY.measures:
        if not measure.pays:
            continue
        words = "".join(evidence.quote for evidence in measure.evidence.values())
        ceiling = re.search(r"最高|不超过", words) is not None
        assert ceiling == (measure.kind != "fixed"), measure.id
        assert (measure.cap is not None or measure.kind in ("up_to", "cap_only", "rate_up_to")) == ceiling


@pytest.mark.parametrize(
    ("words", "periods"),
    [
        (r"一次性奖励", {"once"}),
        (r"年最高额度|年贴息额度|年度展位费", {"per_year"}),
        (r"单次展会", {"per_event"}),
        (r"分阶段给予", {"in_stages"}),
    ],
)
def test_periods_are_those_of_the_text(words, periods):
    found = {
        measure.id: measure.period
        for measure in LIBRARY.measures
        if measure.pays and re.search(words, "".join(e.quote for e in measure.evidence.values()))
    }
    assert found
    assert set(found.values()) == periods, found


def test_recognition_is_a_condition_wherever_the_text_asks_for_it():
    for measure in LIBRARY.measures:
        words = "".join(evidence.quote for evidence in measure.evidence.values())
        if re.search(r"，经认定", words) or "新认定为" in words:
            named = [part.text for part in measure.conditions]
            assert any("认定" in text for text in named), measure.id
            assert "recognition_required" in measure.notices, measure.id


def test_the_text_lets_nobody_but_specialised_enterprises_where_it_says_so():
    """对…“专精特新”企业 in the sentence of a figure: the measure asks for it."""
    for measure in LIBRARY.measures:
        if not measure.pays:
            continue
        words = "".join(evidence.quote for evidence in measure.evidence.values())
        asks = any(part.input == "specialised" for part in measure.conditions)
        if measure.id == "ladder_award":
            continue  # the titles themselves
        if measure.id == "domestic_listing":
            assert not asks  # 支持“专精特新”企业上市融资，对拟上市企业…: the award names 拟上市企业
            continue
        assert asks == ("“专精特新”" in words), measure.id
