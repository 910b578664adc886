"""A match: every measure, no total, the questions that decide, what excludes what."""

import json
from datetime import date
from pathlib import Path

import pytest

from assistant.calculation.match_lines import match_lines
from assistant.calculation.matching import match, match_facts
from assistant.calculation.profile import profile_from_text, read_profile
from assistant.errors import UserError

ROOT = Path(__file__).parents[2]


def row(found, name):
    return next(row for row in found.rows if row.measure.id == name)


@pytest.fixture
def found(library, today):
    return match(library, read_profile(ROOT / "docs" / "examples" / "企业情况.yaml"), today)


def test_every_measure_that_supports_somebody_is_there_once(library, found):
    expected = {measure.id for measure in library.measures if measure.kind != "not_subsidy"}
    assert sorted(row.measure.id for row in found.rows) == sorted(expected)


def test_amounts_of_the_example(found):
    def amounts(name):
        return [(str(award.amount), award.bound) for award in row(found, name).ledger.awards]

    assert amounts("ladder_award") == [("1000000.00", "at_most"), ("200000.00", "at_most")]
    assert amounts("rd_body_award") == [("500000.00", "exact")]
    # (1000万 × 4.35% × 1年 + 500万 × 4.35% × 9个月) × 50%
    assert amounts("ip_pledge_interest") == [("299062.50", "exact")]
    # (80万 + 45万) × 30%, below 50万 less the 10万 received
    assert amounts("innovation_voucher") == [("375000.00", "at_most")]
    assert row(found, "vc_rent_reward").standing == "open"
    assert [
        row(found, name).standing for name in ("domestic_listing", "overseas_listing", "local_exhibition")
    ] == ["not_met"] * 3


def test_met_comes_before_open_before_not_met_and_larger_before_smaller(found):
    order = ["met", "open", "not_met"]
    places = [order.index(row.standing) for row in found.rows]
    assert places == sorted(places)
    met = [row.ledger.awards[0].high for row in found.rows if row.standing == "met" and row.ledger.awards]
    assert met == sorted(met, reverse=True)


def test_there_is_no_total_anywhere(found):
    text = json.dumps(found.to_dict(), ensure_ascii=False) + "\n".join(match_lines(found))
    for word in ("total", "合计", "总计", "总额度", "共计"):
        assert word not in text
    assert "不能相加" in text


def test_the_conflict_names_the_rule_its_clause_and_the_measures_in_order(found):
    (conflict,) = found.conflicts
    assert conflict.clause_id.endswith("三1")
    assert "从高、从优、不重复" in conflict.quote
    assert conflict.measures[:2] == ("ladder_award", "ip_pledge_interest")


def test_one_measure_alone_is_no_conflict(library, today):
    assert match_facts(library, {"listing.place": "overseas"}, today).conflicts == ()


def test_what_was_begun_is_asked_first_and_nothing_that_cannot_change_anything(library, today, found):
    assert found.questions[0].input.name == "venture.recognised"
    asked = {question.input.name for question in found.questions}
    assert not asked & {
        "title",
        "level",
        "listing.place",
        "loan.principal",
        "exhibition.recognised",
        "specialised",
    }
    nothing = match_facts(library, {}, today)
    assert {"title", "specialised", "loan.principal"} <= {
        question.input.name for question in nothing.questions
    }
    for question in nothing.questions:
        assert question.measures


def test_without_facts_nothing_is_excluded_and_figures_are_ceilings_or_fixed(library, today):
    found = match_facts(library, {}, today)
    assert not [row for row in found.rows if row.standing == "not_met"]
    assert len(row(found, "ladder_award").ledger.awards) == 4


@pytest.mark.parametrize(
    ("day", "force"), [("2023-05-11", "before"), ("2026-05-11", "within"), ("2026-05-12", "after")]
)
def test_the_day_shows(library, day, force):
    found = match_facts(library, {}, date.fromisoformat(day))
    assert {row.ledger.in_force for row in found.rows} == {force}
    # Said once, not at every measure.
    assert "\n".join(match_lines(found)).count("期届满以后，下面是") == (force == "after")


def test_json_holds_amounts_as_text_with_two_places(found):
    data = json.loads(json.dumps(found.to_dict()))
    for entry in data["measures"]:
        for figure in entry["figures"]:
            assert (
                figure["amount"].rpartition(".")[2].isdigit()
                and len(figure["amount"].rpartition(".")[2]) == 2
            )
            assert figure["trace"]


def test_lines_read_as_chinese_and_name_the_reason(found):
    text = "\n".join(match_lines(found))
    assert "原因：不符合“境内上市”" in text
    assert "专精特新“小巨人”：一次性最高1,000,000元" in text
    assert "原文未载明金额" in text
    assert "请留意：“上市地”写的是“新三板挂牌”" in text


def test_a_computed_amount_shows_its_sum_and_services_stand_by_name(found):
    lines = match_lines(found)
    at = next(place for place, line in enumerate(lines) if "知识产权质押贷款贴息" in line)
    assert lines[at + 1].strip() == "每年299,062.5元"
    assert "4.35%" in lines[at + 2] and "9个月" in "".join(lines[at + 2 : at + 5])
    start = next(place for place, line in enumerate(lines) if line.startswith("· 服务事项，没有金额"))
    assert "    服务专员（二（五）15）" in lines[start:]
    assert not [line for line in lines if "服务专员" in line and line.startswith("·")]
    assert "· 由区经信局会同财政局负责牵头实施" in lines


def test_a_broken_profile_is_the_users_error(library, today):
    with pytest.raises(UserError, match="平台项目投入"):
        match(library, profile_from_text("平台项目投入: 很多"), today)
