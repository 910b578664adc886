"""Facts of a turn: which quantity states which input, what replaces what, and what is no fact at all."""

from datetime import date
from fractions import Fraction

import pytest

from assistant.dialogue.conversation import HeldFact
from assistant.dialogue.facts import Facts, read_facts
from assistant.dialogue.quantities import read_quantities

DAY = date(2024, 6, 1)
LOAN, VOUCHER, VENTURE = "ip_pledge_interest", "innovation_voucher", "vc_rent_reward"
LADDER, RD_BODY, PLATFORM = "ladder_award", "rd_body_award", "common_tech_platform"
LISTINGS = ("domestic_listing", "overseas_listing")
PRINCIPAL, RATE, YEARS = "loan.principal", "loan.benchmark_rate", "loan.years"
WAN = 10_000


@pytest.fixture(scope="module")
def read(assistant):
    """Reads a turn for the measures of these ids."""
    measures = {measure.id: measure for measure in assistant.library.measures}
    variants = assistant.understanding.phrases.options

    def reading(text: str, *ids: str, turn: int = 1, **before) -> Facts:
        quantities = read_quantities(text, as_of=DAY)
        chosen = [measures[name] for name in ids]
        return read_facts(text, quantities, chosen, turn=turn, variants=variants, **before)

    return reading


@pytest.fixture(scope="module")
def stated(read) -> tuple[HeldFact, ...]:
    """What a first turn about one loan holds."""
    return read("专利质押贷了600万，基准利率4%，一年", LOAN).held


def amounts(found: Facts, name: str) -> list[Fraction | None]:
    """The exact values of an input, by item."""
    facts = sorted((fact for fact in found.held if fact.name == name), key=lambda fact: fact.item)
    assert [fact.item for fact in facts] == list(range(len(facts)))
    assert all(fact.low == fact.high for fact in facts)
    return [fact.low for fact in facts]


def options(found: Facts, name: str) -> list[str | None]:
    return [fact.option for fact in found.held if fact.name == name]


def claimed(found: Facts) -> list[str]:
    return [claim.said for claim in found.claims if claim.kind in ("money", "ratio")]


# Several items in one turn


@pytest.mark.parametrize(
    ("text", "loans"),
    [
        (
            "两笔质押贷款，一笔600万利率3.8%用了半年，另一笔900万利率4.2%用了两年",
            [(600, "0.038", "0.5"), (900, "0.042", "2")],
        ),
        (
            "第一笔贷了600万，利率3.8%，第二笔贷了900万，利率4.2%，都是一年",
            [(600, "0.038", "1"), (900, "0.042", "1")],
        ),
        ("质押贷款600万和900万，利率都是4%，都是一年期", [(600, "0.04", "1"), (900, "0.04", "1")]),
    ],
)
def test_each_loan_of_a_turn_has_its_own_rate_and_term(read, text, loans):
    found = read(text, LOAN)
    assert amounts(found, PRINCIPAL) == [wan * WAN for wan, _, _ in loans]
    assert amounts(found, RATE) == [Fraction(rate) for _, rate, _ in loans]
    assert amounts(found, YEARS) == [Fraction(years) for _, _, years in loans]


@pytest.mark.parametrize(
    ("text", "contracts"),
    [
        ("合同一份80万，一份120万", [80, 120]),
        ("合同80万、120万和60万", [80, 120, 60]),
        ("签了一份80万的技术服务合同", [80]),
    ],
)
def test_contracts_of_a_turn_are_items_of_a_list(read, text, contracts):
    assert amounts(read(text, VOUCHER), "contract.amount") == [wan * WAN for wan in contracts]


def test_a_further_loan_of_a_later_turn_is_the_next_item(read, stated):
    found = read("又贷了300万，利率5%，半年", LOAN, earlier=stated, turn=2)
    facts = {fact.name: fact for fact in found.held}
    assert {fact.item for fact in found.held} == {1}
    assert (facts[PRINCIPAL].low, facts[RATE].low, facts[YEARS].low) == (
        300 * WAN,
        Fraction("0.05"),
        Fraction(1, 2),
    )


# Instalments


@pytest.mark.parametrize(
    ("text", "total"),
    [
        ("A轮700万，B轮2000万，都是创投机构投的", 2700),
        ("天使轮300万，A轮800万，累计1100万", 1100),
        ("创投机构投资了700万", 700),
    ],
)
def test_instalments_of_one_fact_are_added_up_unless_the_total_is_said(read, text, total):
    assert amounts(read(text, VENTURE), "venture.invested") == [total * WAN]


# Corrections


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ("说错了，是700万", PRINCIPAL, 700 * WAN),
        ("不是一年，是半年", YEARS, Fraction(1, 2)),
        ("利率不是4%，是3.9%", RATE, Fraction("0.039")),
        ("应该是九个月", YEARS, Fraction(3, 4)),
    ],
)
def test_a_correction_replaces_just_the_fact_it_names(read, stated, text, name, value):
    found = read(text, LOAN, earlier=stated, correcting=True, turn=2)
    assert [(fact.name, fact.item, fact.low, fact.turn) for fact in found.held] == [(name, 0, value, 2)]
    assert claimed(found) == []


# What is no fact


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("质押贷款600万，利率4%，一年，是不是能补13万", ["13万"]),
        ("质押贷款600万，利率4%，一年，算下来是12万", ["12万"]),
        ("质押贷款600万，利率4%，一年，最高可以拿到25万吧", ["25万"]),
        ("质押贷款600万，利率4%，一年", []),
    ],
)
def test_a_result_that_the_user_claims_is_no_fact(read, text, claims):
    found = read(text, LOAN)
    assert amounts(found, PRINCIPAL) == [600 * WAN]
    assert claimed(found) == claims


@pytest.mark.parametrize("text", ["质押贷款600万，LPR是3.45%，一年", "质押贷款600万，合同利率5.5%，一年"])
def test_a_rate_only_taken_for_the_benchmark_is_neither_fact_nor_claim(read, text):
    found = read(text, LOAN)
    assert amounts(found, RATE) == []
    assert claimed(found) == []
    assert amounts(found, PRINCIPAL) == [600 * WAN]


def test_of_two_rates_the_benchmark_is_the_fact(read):
    found = read("质押贷款600万，合同利率5.5%，基准利率4.1%，一年", LOAN)
    assert amounts(found, RATE) == [Fraction("0.041")]
    assert claimed(found) == []


def test_an_amount_right_after_a_denial_is_no_fact(read):
    found = read("贷款不是500万，贷款是300万", LOAN)
    assert amounts(found, PRINCIPAL) == [300 * WAN]
    assert claimed(found) == []


@pytest.mark.parametrize(
    ("text", "measure", "received", "value"),
    [
        ("质押贷款5000万，利率4%，一年，今年已经贴了60万", LOAN, "interest_received_this_year", 60),
        ("质押贷款600万，今年已经拿过30万贴息", LOAN, "interest_received_this_year", 30),
        ("今年已经领过10万补助，又签了合同80万", VOUCHER, "voucher.received_this_year", 10),
    ],
)
def test_what_was_received_this_year_is_told_from_what_it_is_for(read, text, measure, received, value):
    found = read(text, measure)
    assert amounts(found, received) == [value * WAN]
    assert value * WAN not in amounts(found, PRINCIPAL) + amounts(found, "contract.amount")


@pytest.mark.parametrize("text", ["贷款600万左右", "贷款五六百万", "贷款大概六百来万"])
def test_a_rough_amount_is_held_as_rough(read, text):
    (fact,) = read(text, LOAN).held
    assert fact.name == PRINCIPAL
    assert fact.approximate


def test_an_upper_bound_is_held_as_a_bound(read):
    (fact,) = read("贷款不到600万", LOAN).held
    assert (fact.low, fact.high) == (None, 600 * WAN)


# Bare numbers


@pytest.mark.parametrize(
    ("text", "pending", "value"),
    [
        ("4.1", RATE, Fraction("0.041")),
        ("600", PRINCIPAL, Fraction(600 * WAN)),
        ("250000", PRINCIPAL, Fraction(250_000)),
        ("2", YEARS, Fraction(2)),
    ],
)
def test_a_bare_number_answers_what_was_asked(read, text, pending, value):
    (fact,) = read(text, LOAN, pending=(pending,)).held
    assert (fact.name, fact.low) == (pending, value)


@pytest.mark.parametrize("text", ["4.1", "600"])
def test_a_bare_number_that_nothing_asked_for_is_no_fact(read, text):
    assert read(text, LOAN).held == ()


def test_a_bare_number_beside_the_word_rate_is_per_cent(read):
    assert amounts(read("贷款利率是4.35", LOAN), RATE) == [Fraction("0.0435")]


# Choices


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("我们是小巨人", ["little_giant"]),
        ("我们单项冠军和隐形冠军都有", ["champion", "hidden_champion"]),
        ("省级专精特新企业", ["provincial_sme"]),
        ("国家级专精特新小巨人", ["little_giant"]),
        ("我们是科技小巨人", []),
        ("科技型小巨人", []),
        ("我们是杭州市专精特新", []),
        ("既是科技小巨人又是隐形冠军", ["hidden_champion"]),
        ("公司做阀门", []),
    ],
)
def test_titles_are_chosen_by_their_longest_word_and_near_misses_choose_none(read, text, titles):
    assert options(read(text, LADDER), "title") == titles


@pytest.mark.parametrize(
    ("text", "denied", "held"),
    [
        ("没评上小巨人，是隐形冠军", [("title", "little_giant")], ["hidden_champion"]),
        ("还不是单项冠军", [("title", "champion")], []),
        ("我们有没有机会做单项冠军", [], ["champion"]),
    ],
)
def test_a_denied_title_is_not_held(read, text, denied, held):
    found = read(text, LADDER)
    assert list(found.denied) == denied
    assert options(found, "title") == held


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("省重点实验室刚认定", ["provincial"]),
        ("市级企业技术中心", ["municipal"]),
        ("国家级工程研究中心", ["national"]),
        ("我们公司在市场上卖得不错", []),
    ],
)
def test_a_level_is_read_only_right_before_what_it_is_the_level_of(read, text, level):
    assert options(read(text, RD_BODY), "level") == level


@pytest.mark.parametrize(
    ("text", "place"), [("在香港上市", ["overseas"]), ("去北交所上市", ["domestic"]), ("准备上市", [])]
)
def test_the_place_of_listing(read, text, place):
    assert options(read(text, *LISTINGS), "listing.place") == place


# Flags


@pytest.mark.parametrize(
    ("text", "measure", "pending", "option"),
    [
        ("是的", LOAN, "pledged_ip", "true"),
        ("对的，是质押的", LOAN, "pledged_ip", "true"),
        ("没有", VOUCHER, "contract.registered", "false"),
        ("还没呢", VOUCHER, "contract.registered", "false"),
    ],
)
def test_yes_and_no_answer_the_flag_that_was_asked(read, text, measure, pending, option):
    found = read(text, measure, pending=(pending,))
    assert set(options(found, pending)) == {option}


@pytest.mark.parametrize("text", ["是的", "没有"])
def test_yes_and_no_say_nothing_when_nothing_was_asked(read, text):
    assert read(text, LOAN, VOUCHER).held == ()


@pytest.mark.parametrize(
    ("text", "measure", "name", "option"),
    [
        ("平台投入3000万，已认定", PLATFORM, "platform.recognised", "true"),
        ("平台投入3000万，还没认定", PLATFORM, "platform.recognised", "false"),
        ("我们是去租用平台，花了30万", PLATFORM, "platform.builds", "false"),
        ("我们自己建的平台，搭建平台花了30万", PLATFORM, "platform.builds", "true"),
        ("是房产抵押的贷款", LOAN, "pledged_ip", "false"),
        ("拿专利质押的贷款", LOAN, "pledged_ip", "true"),
    ],
)
def test_flags_are_read_from_the_words_of_either_answer(read, text, measure, name, option):
    assert options(read(text, measure), name) == [option]


# Words and days


def test_facts_keep_the_users_words_and_the_turn(read):
    facts = {fact.name: fact for fact in read("贷款六百万，基准利率百分之四", LOAN, turn=3).held}
    assert (facts[PRINCIPAL].said, facts[RATE].said) == ("六百万", "百分之四")
    assert {fact.turn for fact in facts.values()} == {3}


def test_a_day_is_held_as_a_day(read):
    found = read("小巨人是2023年7月14日认定的", LADDER)
    (day,) = [fact for fact in found.held if fact.unit == "date"]
    assert (day.name, day.day, day.low) == ("title.recognised_on", date(2023, 7, 14), None)


# Slips of the tongue


@pytest.mark.parametrize(
    ("text", "wan"),
    [
        ("质押贷款三百万，不对，三百五，利率4%", 350),
        ("质押贷款300万，说错了，350万", 350),
        ("三千万，不是三百万，质押贷款", 3000),
        ("质押贷款三千四百万吧，不是三千四，是三千六百万", 3600),
    ],
)
def test_of_a_slip_in_one_breath_only_what_is_meant_is_held(read, text, wan):
    found = read(text, LOAN)
    assert amounts(found, PRINCIPAL) == [wan * WAN]
    assert claimed(found) == []


# Items that are counted, numbered, taken away


@pytest.fixture(scope="module")
def two_loans(read) -> tuple[HeldFact, ...]:
    return read("质押贷款两笔，一笔500万，一笔300万，基准利率都是4%，一年", LOAN).held


def test_a_sum_that_each_of_several_items_has_is_held_of_each(read):
    found = read("两笔质押贷款各五百万，利率都是4%，都是一年", LOAN)
    assert amounts(found, PRINCIPAL) == [500 * WAN] * 2
    assert amounts(found, RATE) == [Fraction("0.04")] * 2
    assert amounts(found, YEARS) == [1, 1]


def test_a_rate_that_is_said_once_is_shared_by_all_items(read):
    found = read("质押贷款一笔500万，一笔300万，基准利率都是4%，一年", LOAN)
    assert amounts(found, PRINCIPAL) == [500 * WAN, 300 * WAN]
    assert amounts(found, RATE) == [Fraction("0.04")] * 2
    assert amounts(found, YEARS) == [1, 1]


@pytest.mark.parametrize(("text", "item"), [("第二笔去掉", 1), ("500万那笔没放款，去掉", 0)])
def test_an_item_taken_away_takes_all_its_facts_with_it(read, two_loans, text, item):
    found = read(text, LOAN, earlier=two_loans)
    assert set(found.dropped) == {("", name, item) for name in (PRINCIPAL, RATE, YEARS)}
    assert found.held == ()


def test_an_item_is_corrected_by_its_number(read, two_loans):
    (fact,) = read("第二笔换成两千万", LOAN, earlier=two_loans, correcting=True).held
    assert (fact.name, fact.item, fact.low) == (PRINCIPAL, 1, 2000 * WAN)


# Further sums and other sums


@pytest.mark.parametrize(
    ("text", "total"), [("又进来一轮五百万", 1200), ("又进来一轮，总共1500万", 1500), ("投了900万", 900)]
)
def test_a_further_sum_is_added_to_the_one_before_unless_it_is_the_total(read, text, total):
    before = read("创投机构投了700万", VENTURE).held
    assert amounts(read(text, VENTURE, earlier=before), "venture.invested") == [total * WAN]


@pytest.mark.parametrize(
    ("text", "measure", "name", "held"),
    [
        ("注册资本5000万，创投投了700万", VENTURE, "venture.invested", [700 * WAN]),
        ("注册资本5000万", VENTURE, "venture.invested", []),
        ("去年营收两个亿，质押贷款500万", LOAN, PRINCIPAL, [500 * WAN]),
        ("合同价100万，但登记只认了64万", VOUCHER, "contract.amount", [64 * WAN]),
    ],
)
def test_sums_of_something_else_are_no_facts(assistant, read, text, measure, name, held):
    other_sums = assistant.understanding.phrases.other_sums
    assert amounts(read(text, measure, other_sums=other_sums), name) == held


@pytest.mark.parametrize("text", ["那2000万是给谁的", "那2000万是什么", "平台那2000万是谁的"])
def test_a_sum_that_is_asked_after_is_a_claim(read, text):
    found = read(text, PLATFORM)
    assert found.held == ()
    assert claimed(found) == ["2000万"]


def test_a_sum_below_a_threshold_is_short_of_it_by_a_fen(read):
    fact = next(f for f in read("创投投了不到一千万", VENTURE).held if f.name == "venture.invested")
    assert (fact.low, fact.high) == (None, 1000 * WAN - Fraction(1, 100))


# Rates by the month, years that are no term


@pytest.mark.parametrize("text", ["质押贷款500万，月息0.4%，一年", "质押贷款500万，基准月利率0.4%，一年"])
def test_a_rate_by_the_month_is_held_by_the_year(read, text):
    assert amounts(read(text, LOAN), RATE) == [Fraction("0.048")]


@pytest.mark.parametrize(
    "text",
    [
        "一年最多贴多少，贷了500万",
        "按几天一年算，贷500万",
        "按一年360天算，贷500万",
        "按360天一年算，贷500万",
    ],
)
def test_a_year_by_which_something_is_counted_is_no_term(read, text):
    found = read(text, LOAN)
    assert amounts(found, YEARS) == []
    assert amounts(found, PRINCIPAL) == [500 * WAN]


def test_what_a_share_comes_to_is_no_sum_of_its_own(read):
    found = read("创新券合同登记额一共240万，三成是72万，报得了吗", VOUCHER)
    assert amounts(found, "contract.amount") == [240 * WAN]
    assert 72 * WAN in [q.low for q in found.claims]


def test_where_a_company_is_is_not_where_it_is_listed(read):
    found = read("去港交所上市，境内这家公司能领吗", *LISTINGS)
    assert [f.option for f in found.held if f.name == "listing.place"] == ["overseas"]


def test_what_is_listed_side_by_side_is_told_apart(read):
    found = read("（1）境内上市（2）境外参展展位费", *LISTINGS, "overseas_exhibition")
    assert [f.option for f in found.held if f.name == "listing.place"] == ["domestic"]


def test_money_lent_is_no_award(read):
    assert amounts(read("专利质押，贷到手650万，借一年", LOAN), PRINCIPAL) == [650 * WAN]
