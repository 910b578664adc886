"""Every row of the measures file: its example sentences, its bounds to the 分, its steps."""

from datetime import timedelta
from fractions import Fraction
from pathlib import Path

import pytest

from assistant.calculation.evaluation import evaluate
from assistant.calculation.example import check_example, failed_examples, outcomes, read_example
from assistant.calculation.formula import compile_formula
from assistant.calculation.ledger import Ledger
from assistant.calculation.quantity import Facts, round_to_cent
from assistant.policy.library import read_library
from assistant.policy.measure import CEILING_KINDS, Example, Input, Measure

ROOT = Path(__file__).parents[2]

CENT = Fraction(1, 100)
MEASURES = read_library(ROOT / "corpus").measures
PAYING = [measure for measure in MEASURES if measure.pays]


def base_of(measure: Measure) -> Input | None:
    """The amount that the formula multiplies: a loan, an investment."""
    names = compile_formula(measure.formula).names if measure.formula else ()
    return next((item for item in measure.inputs if item.name in names and item.unit == "yuan"), None)


def with_base(measure: Measure, amount: Fraction) -> Facts:
    """Facts in which the base is `amount` and every other factor is one."""
    base = base_of(measure)
    assert base is not None and measure.formula is not None
    names = compile_formula(measure.formula).names
    facts: dict[str, object] = {}
    item: dict[str, object] = {}
    for wanted in measure.inputs:
        if wanted.name in names:
            (item if wanted.many else facts)[wanted.key] = amount if wanted == base else Fraction(1)
    if item:
        facts[base.list or ""] = (item,)
    return facts  # type: ignore[return-value]


def amount_of(ledger: Ledger) -> Fraction:
    assert ledger.awards[0].amount is not None
    return Fraction(ledger.awards[0].amount)


@pytest.mark.parametrize("measure", MEASURES, ids=lambda measure: measure.id)
def test_every_example_sentence_comes_out(measure):
    assert measure.tests
    for example in measure.tests:
        assert check_example(measure, example) is None, example.sentence


@pytest.mark.parametrize("measure", PAYING, ids=lambda measure: measure.id)
def test_with_nothing_known_every_figure_of_the_text_is_there(measure):
    ledger = evaluate(measure, {}, measure.in_force_from)
    found = {award.high for award in ledger.awards}
    printed = {item.values[0].value for item in measure.parameters if item.unit == "yuan"}
    assert found <= printed
    assert len(ledger.awards) == (len(measure.tiers.amounts) if measure.tiers else 1)
    bound = "exact" if measure.kind == "fixed" else "at_most"
    assert {award.bound for award in ledger.awards} == {bound}


@pytest.mark.parametrize("measure", PAYING, ids=lambda measure: measure.id)
def test_every_award_has_steps_with_clause_and_quote(measure):
    for facts in ({}, with_base(measure, Fraction(12345)) if base_of(measure) else {}):
        for award in evaluate(measure, facts, measure.in_force_from).awards:
            assert award.steps
            for step in award.steps:
                assert step.clause_id == measure.clause_id
                assert step.quote in {evidence.quote for evidence in measure.evidence.values()}
                assert step.expression and step.values and step.result


CAPPED = [measure for measure in PAYING if measure.cap is not None and base_of(measure) is not None]


@pytest.mark.parametrize("measure", CAPPED, ids=lambda measure: measure.id)
@pytest.mark.parametrize("offset", [-CENT, Fraction(0), CENT, -CENT / 2, CENT / 2])
def test_the_cap_holds_to_the_cent(measure, offset, today):
    cap = measure.parameter(measure.cap.parameter).at(today).value
    one = evaluate(measure, with_base(measure, Fraction(1)), today).awards[0].high
    ledger = evaluate(measure, with_base(measure, (cap + offset) / one), today)
    assert amount_of(ledger) == Fraction(round_to_cent(min(cap, cap + offset)))
    assert ledger.status == "determined"
    assert ledger.unknown == ()
    assert ledger.awards[0].bound == ("at_most" if measure.kind in CEILING_KINDS else "exact")


RECEIVING = [measure for measure in PAYING if measure.cap is not None and measure.cap.less]


@pytest.mark.parametrize("measure", RECEIVING, ids=lambda measure: measure.id)
@pytest.mark.parametrize("left", [-CENT, Fraction(0), CENT])
def test_what_was_received_leaves_the_rest_of_the_cap(measure, left, today):
    cap = measure.parameter(measure.cap.parameter).at(today).value
    base = with_base(measure, cap * 1000) if base_of(measure) else {}
    ledger = evaluate(measure, {**base, measure.cap.less: cap - left}, today)
    assert amount_of(ledger) == max(left, Fraction(0))


THRESHOLDS = [
    (measure, condition)
    for measure in MEASURES
    for condition in measure.conditions
    if condition.test == "at_least"
]


@pytest.mark.parametrize(("measure", "condition"), THRESHOLDS, ids=lambda part: getattr(part, "id", ""))
@pytest.mark.parametrize(("offset", "outcome"), [(-CENT, "not_met"), (Fraction(0), "met"), (CENT, "met")])
def test_a_threshold_counts_itself(measure, condition, offset, outcome, today):
    threshold = measure.parameter(condition.parameter).at(today).value
    ledger = evaluate(measure, {condition.input: threshold + offset}, today)
    found = next(check for check in ledger.conditions if check.input == condition.input)
    assert found.outcome == outcome
    assert (ledger.status == "not_applicable") == (outcome == "not_met")


@pytest.mark.parametrize("measure", [m for m in PAYING if m.tiers], ids=lambda measure: measure.id)
def test_each_tier_alone_and_all_together_never_a_sum(measure, today):
    wanted = measure.tiers.input
    single = []
    for tier in measure.tiers.amounts:
        ledger = evaluate(measure, {wanted: tier.option}, today)
        assert len(ledger.awards) == 1
        assert ledger.awards[0].high == measure.parameter(tier.parameter).at(today).value
        single.append(ledger.awards[0].amount)
    options = tuple(tier.option for tier in measure.tiers.amounts)
    together = evaluate(measure, {wanted: options}, today)
    assert [award.amount for award in together.awards] == single


@pytest.mark.parametrize("measure", MEASURES, ids=lambda measure: measure.id)
def test_figures_are_the_same_before_within_and_after_the_validity(measure):
    days = {
        "before": measure.in_force_from - timedelta(days=1),
        "within": measure.in_force_to,
        "after": measure.in_force_to + timedelta(days=1),
    }
    ledgers = {name: evaluate(measure, {}, day) for name, day in days.items()}
    assert {name: ledger.in_force for name, ledger in ledgers.items()} == {name: name for name in days}
    assert len({ledger.awards for ledger in ledgers.values()}) == 1


@pytest.mark.parametrize("measure", MEASURES, ids=lambda measure: measure.id)
def test_no_condition_met_nothing_is_paid(measure, today):
    for condition in measure.conditions:
        wanted = measure.input(condition.input)
        refused = {"flag": condition.test != "is_true", "choice": "something else", "yuan": Fraction(0)}[
            wanted.unit
        ]
        ledger = evaluate(measure, {wanted.name: refused}, today)
        assert (ledger.status, ledger.awards, ledger.unknown) == ("not_applicable", (), ())


@pytest.mark.parametrize("measure", MEASURES, ids=lambda measure: measure.id)
def test_what_a_person_reads_is_there(measure):
    assert measure.words and measure.summary and measure.audience and measure.decided_by
    for item in measure.inputs:
        assert item.question.startswith("请问") and "？" in item.question, item.name
        assert item.example.startswith("例如：")
        assert not any(char.isdigit() for char in item.question), "figures belong into the example"
    for miss in measure.near_misses:
        assert miss.says.endswith("。")
        wanted = measure.input(miss.input) if miss.input else None
        assert wanted is not None or not miss.input, miss


def test_a_wrong_sentence_is_reported(library):
    loan = library.measure("ip_pledge_interest")
    for sentence, found in [
        ("假如 实际贷款额是1000万元，银行基准利率是4%，贷款期限是1年，那么 正好40万元", "正好200,000元"),
        ("假如 贷款金额是1000万元，那么 正好40万元", "不是以事实的名称开头"),
        ("假如 实际贷款额1000万元，那么 正好40万元", "要写“是”"),
        ("假如 实际贷款额是很多，那么 正好40万元", "不是“实际贷款额”的写法"),
        ("贷款一千万", "句子不是"),
    ]:
        problem = check_example(loan, Example(sentence, 1))
        assert problem is not None
        assert found in problem[0]


def test_a_failed_sentence_is_a_refusal_with_its_line(library):
    assert failed_examples(library) == ()


def test_a_sentence_may_name_a_day_a_range_and_items(library):
    loan = library.measure("ip_pledge_interest")
    read = read_example(
        loan,
        "假如 在2026年5月12日，实际贷款额是900万元到1100万元，银行基准利率是4%，贷款期限是1年"
        "；另一项实际贷款额是100万元，银行基准利率是4%，贷款期限是1年，那么 20万元到24万元",
    )
    assert str(read.as_of) == "2026-05-12"
    assert outcomes(evaluate(loan, read.facts, read.as_of)) == ("200,000元到240,000元",)
