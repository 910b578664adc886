from fractions import Fraction

from evals.told import CAPS, outcome_of, tell


def test_the_same_seed_tells_the_same_cases():
    assert [told.text for told in tell(20, 5)] == [told.text for told in tell(20, 5)]
    assert [told.text for told in tell(20, 5)] != [told.text for told in tell(20, 6)]


def test_no_amount_is_above_its_cap():
    told = [t for t in tell(300, 9) if t.measure in CAPS]
    assert all(0 <= amount <= CAPS[t.measure] for t in told for amount in t.amounts)


def test_what_is_told_beside_a_case_never_gets_into_its_amount(assistant):
    outcomes = {told.text: outcome_of(told, told.answer(assistant)) for told in tell(400, 11)}
    assert [text for text, outcome in outcomes.items() if outcome == "wrong"] == []
    assert sum(outcome == "right" for outcome in outcomes.values()) >= 380


def test_another_amount_is_called_wrong(assistant):
    told = next(each for each in tell(50, 3) if each.amounts[0] < CAPS.get(each.measure, 0))
    answer = told.answer(assistant)
    assert outcome_of(told, answer) == "right"
    other = type(told)(told.turns, told.measure, (told.amounts[0] + Fraction(100),))
    assert outcome_of(other, answer) == "wrong"
