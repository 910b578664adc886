from pathlib import Path

import pytest

from evals.quote import Source, check_quotes, path_at, quote_fault, read_sources, source_of

REAL = Path(__file__).parent.parent.parent / "corpus"


def test_a_verbatim_quote_holds(answer, source):
    assert check_quotes(answer, (source,)).value


def test_white_space_does_not_count(answer, source):
    answer["citations"][0]["quote"] = "给予 50% 贴息，\n每年不超过 200 万元"
    assert check_quotes(answer, (source,)).value


def test_an_answer_without_citations_is_unscored(answer, source):
    assert check_quotes({**answer, "citations": []}, (source,)).value is None


@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        ({"quote": "给予60%贴息，每年不超过200万元"}, "not what stands"),
        ({"quote": ""}, "not what stands"),
        ({"start": 0}, "not what stands"),
        ({"end": 10**6}, "outside"),
        ({"start": None}, "outside"),
        ({"document": "某办〔2023〕8号"}, "no source"),
        ({"document": ""}, "no source"),
        ({"path": ["二", "（一）", "1"]}, "not in 二（一）1"),
        ({"path": ["二", "（二）"]}, "stands in 二（二）6"),
    ],
)
def test_a_spoilt_citation_fails_and_says_why(answer, source, spoil, why):
    answer["citations"][0].update(spoil)
    score = check_quotes(answer, (source,))
    assert score.value is False
    assert why in score.explanation


def test_a_source_that_only_mentions_a_document_is_not_its_source(source):
    other = Source(Path("other"), "根据某办〔2023〕7号文件")
    assert source_of("某办〔2023〕7号", (other, source)) is source
    assert source_of("某办〔2023〕7号", (other,)) is None


def test_the_clause_of_an_offset_follows_the_labels(source):
    text = source.text
    assert path_at(text, text.index("某办")) is None
    assert path_at(text, text.index("1. 评为")) == ("二", "（一）", "1")
    assert path_at(text, text.index("评为")) == ("二", "（一）", "1")
    assert path_at(text, text.index("本意见")) == ("三", "2")


def test_the_clauses_of_the_real_source_follow_its_labels():
    (text,) = (each.text for each in read_sources(REAL) if "区办〔2023〕9号" in each.text)
    places = {
        "二（一）1": "中小企业、专精特新“小巨人”企业梯次升级",
        "二（二）3": "奖励。\n\n4.",
        "二（三）8": "迭代推出科创保 2.0",
        "二（三）9": "工作，将优质企业",
        "三1": "同一项目按照",
    }
    for label, words in places.items():
        path = path_at(text, text.index(words))
        assert path is not None and "".join(path) == label


def test_an_unknown_citation_shape_is_a_fault_not_a_crash(source):
    assert quote_fault({}, (source,))
