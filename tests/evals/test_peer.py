import pytest

from evals.peer import Passage, Side, covered, recall, summarise, within

CLAUSE = Passage(100, 200)


def test_coverage_counts_each_character_once():
    assert covered(CLAUSE, [Passage(0, 150), Passage(120, 160)]) == 0.6
    assert covered(CLAUSE, []) == 0.0
    assert covered(CLAUSE, [Passage(90, 210)]) == 1.0


def test_a_budget_cuts_the_last_passage():
    assert within([Passage(0, 60), Passage(100, 160), Passage(300, 310)], 100) == (
        Passage(0, 60),
        Passage(100, 140),
    )


def test_recall_wants_nearly_the_whole_clause():
    wanted = [(CLAUSE,), (CLAUSE, Passage(300, 400))]
    assert recall(wanted, [[Passage(100, 195)], [Passage(100, 150)]]) == pytest.approx(1 / 3)


def test_a_side_is_summarised_by_depth_budget_and_time():
    lines = summarise("ours", [(CLAUSE,)], [Side((Passage(0, 10), CLAUSE), 0.002)])
    values = {line.name: line.value for line in lines}
    assert values["ours, recall@1"] == 0.0
    assert values["ours, recall@3"] == 1.0
    assert values["ours, recall within 1000 characters"] == 1.0
    assert values["ours, p95"] == pytest.approx(2.0)
