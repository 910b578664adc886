import pytest

from evals.form import check_form


def test_a_whole_answer_has_the_form(answer):
    assert check_form(answer).value


@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        ({"text": None}, "text is missing"),
        ({"figures": None}, "figures is no list"),
        ({"versions": None}, "versions"),
        ({"status": "solved"}, "unknown status"),
        ({"notices": ["late"]}, "unknown notice"),
        ({"text": " "}, "text is empty"),
        ({"spoken": "好" * 41}, "41 characters"),
        ({"as_of": "today"}, "no date"),
        ({"text": "不超过200万元[1][2]。"}, r"mark [2]"),
        ({"text": "不超过200万元。"}, r"[1] is not used"),
    ],
)
def test_a_spoilt_answer_loses_its_form(answer, spoil, why):
    score = check_form({**answer, **spoil})
    assert score.value is False
    assert why in score.explanation


@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        ({"amount": "2000000"}, "two places"),
        ({"amount": "2,000,000.00"}, "two places"),
        ({"bound": "about"}, "bound about"),
        ({"period": "weekly"}, "period weekly"),
        ({"trace": []}, "no trace"),
        ({"citations": []}, "no citation"),
        ({"citations": [4]}, "no citation"),
    ],
)
def test_a_spoilt_figure_loses_its_form(answer, spoil, why):
    answer["figures"][0].update(spoil)
    score = check_form(answer)
    assert score.value is False
    assert why in score.explanation


def test_a_number_of_a_citation_stands_once(answer):
    answer["citations"] *= 2
    assert "twice" in check_form(answer).explanation
