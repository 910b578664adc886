"""A case: the facts of this user laid over one measure, and what the question touches of it."""

from fractions import Fraction

import pytest

from assistant.answering.case import calculation_facts, sources
from assistant.calculation.quantity import Range
from assistant.dialogue.conversation import HeldFact

WAN = 10_000
LOAN = "ip_pledge_interest"


@pytest.fixture(scope="module")
def measures(assistant):
    return {measure.id: measure for measure in assistant.library.measures}


def fact(name: str, value, *, unit: str = "yuan", item: int = 0, **more) -> HeldFact:
    return HeldFact(name, unit, "说", 0, item, Fraction(value), Fraction(more.pop("high", value)), **more)


# Facts as the calculation takes them


def test_loans_become_items_in_order(measures):
    held = [
        fact("loan.principal", 900, item=1),
        fact("loan.principal", 600),
        fact("loan.benchmark_rate", "0.04", unit="ratio"),
        fact("loan.benchmark_rate", "0.05", unit="ratio", item=1),
    ]
    found = calculation_facts(measures[LOAN], held, ())
    assert found == {
        "loans": (
            {"principal": 600, "benchmark_rate": Fraction("0.04")},
            {"principal": 900, "benchmark_rate": Fraction("0.05")},
        )
    }


def test_a_rough_amount_stays_unknown_and_a_bound_is_a_range(measures):
    platform = measures["common_tech_platform"]
    name = "platform.investment"
    assert calculation_facts(platform, [fact(name, 500, approximate=True)], ()) == {}
    assert calculation_facts(platform, [fact(name, 500)], ()) == {name: 500}
    assert calculation_facts(platform, [fact(name, 500, high=700)], ()) == {
        name: Range(Fraction(500), Fraction(700))
    }
    below = HeldFact(name, "yuan", "不到700", 1, high=Fraction(700))
    assert calculation_facts(platform, [below], ()) == {name: Range(Fraction(0), Fraction(700))}


def test_flags_are_truths_and_facts_of_other_measures_are_left_out(measures):
    held = [
        HeldFact("platform.builds", "flag", "自建", 1, option="true"),
        HeldFact("platform.recognised", "flag", "没认定", 1, option="false"),
        fact("venture.invested", 500),
    ]
    found = calculation_facts(measures["common_tech_platform"], held, ())
    assert found == {"platform.builds": True, "platform.recognised": False}


def test_several_choices_are_all_taken(measures):
    held = [
        HeldFact("listing.place", "choice", "境内", 1, option="domestic"),
        HeldFact("listing.place", "choice", "境外", 1, item=1, option="overseas"),
    ]
    listing = measures["domestic_listing"]
    assert calculation_facts(listing, held[:1], ()) == {"listing.place": "domestic"}
    assert calculation_facts(listing, held, ()) == {"listing.place": ("domestic", "overseas")}


def test_a_near_miss_settles_what_it_is_not_unless_the_same_turn_tells(measures):
    loan = measures[LOAN]
    (miss,) = [miss for miss in loan.near_misses if "信用贷款" in miss.words]
    assert calculation_facts(loan, [], (miss,)) == {"pledged_ip": False}
    told = HeldFact("pledged_ip", "flag", "专利质押", 1, option="true")
    assert calculation_facts(loan, [told], (miss,), {"pledged_ip"}) == {"pledged_ip": True}
    assert calculation_facts(loan, [told], (miss,)) == {"pledged_ip": False}
    assert calculation_facts(loan, [told], ()) == {"pledged_ip": True}


def test_a_firm_near_miss_outweighs_what_the_same_turn_tells(measures):
    loan = measures[LOAN]
    (lender,) = [miss for miss in loan.near_misses if "民间借贷" in miss.words]
    told = HeldFact("pledged_ip", "flag", "专利质押", 1, option="true")
    assert calculation_facts(loan, [told], (lender,), {"pledged_ip"}) == {"pledged_ip": False}


# The case


@pytest.mark.parametrize(
    ("text", "amount", "capped"),
    [
        ("专利质押贷款800万，基准利率4%，一年，能贴多少", 16 * WAN, False),
        ("专利质押贷款2亿，基准利率5%，一年，能贴多少", 200 * WAN, True),
    ],
)
def test_complete_facts_determine_the_award(opened, text, amount, capped):
    case = opened(LOAN, text)
    assert case.ledger.status == "determined"
    assert [award.high for award in case.awards] == [amount]
    assert case.capped is capped
    assert case.fresh
    assert not case.excluded


def test_rough_facts_are_unclear_and_determine_nothing(opened):
    case = opened(LOAN, "专利质押贷款大约八百来万，基准利率4%，一年，能贴多少")
    assert [found.name for found in case.unclear] == ["loan.principal"]
    assert case.ledger.status != "determined"
    assert "loan.principal" in case.ledger.unknown


@pytest.mark.parametrize(
    ("text", "options"),
    [
        ("单项冠军和隐形冠军奖励多少", ("champion", "hidden_champion")),
        ("小巨人奖励多少", ("little_giant",)),
        ("称号奖励多少", ()),
    ],
)
def test_the_tiers_that_were_named(opened, text, options):
    case = opened("ladder_award", text)
    assert case.options == options
    assert len(case.awards) == (len(options) or 4)


def test_who_asks_for_the_most_means_the_rule_not_the_case_before(opened):
    earlier = (
        fact("loan.principal", 800 * WAN),
        fact("loan.benchmark_rate", "0.04", unit="ratio"),
        fact("loan.years", 1, unit="years"),
    )
    assert [a.high for a in opened(LOAN, "质押贷款贴息能有多少", earlier).awards] == [16 * WAN]
    most = opened(LOAN, "质押贷款贴息最多能有多少", earlier)
    assert [award.high for award in most.awards] == [200 * WAN]
    assert all(found.low is None for found in most.facts)


@pytest.mark.parametrize(
    ("measure", "text", "excluded", "other_choice"),
    [
        ("domestic_listing", "去香港上市奖多少", True, True),
        ("overseas_listing", "去香港上市奖多少", False, False),
        (LOAN, "是房产抵押的贷款，能贴息吗", True, False),
        ("ladder_award", "科技小巨人奖励多少", True, True),
        ("ladder_award", "小巨人奖励多少", False, False),
    ],
)
def test_facts_rule_a_measure_out_by_a_choice_or_otherwise(opened, measure, text, excluded, other_choice):
    case = opened(measure, text)
    assert (case.excluded, case.other_choice) == (excluded, other_choice)


@pytest.mark.parametrize(
    ("text", "touched"),
    [("境内上市第一笔先给多少", True), ("境内上市借壳算不算", True), ("境内上市奖励", False)],
)
def test_gaps_are_those_that_the_question_touches(opened, text, touched):
    assert bool(opened("domestic_listing", text).gaps) is touched


# Sources


def test_every_measure_quotes_what_its_figures_stand_in(assistant, measures):
    for measure in measures.values():
        clause = assistant.library.clause(measure.clause_id)
        found = sources(measure)
        assert found
        assert all(clause.start <= e.start < e.end <= clause.end for e in found), measure.id
        for parameter in measure.parameters:
            for value in parameter.values:
                quotes = {e.id: "".join(e.quote.split()) for e in found}
                assert "".join(value.text.split()) in quotes[value.evidence], (measure.id, parameter.name)


def test_only_the_sentences_with_figures_are_quoted(measures):
    assert [evidence.id for evidence in sources(measures["common_tech_platform"])] == ["e2"]
    assert [evidence.id for evidence in sources(measures["achievement_transfer"])] == ["e1"]
