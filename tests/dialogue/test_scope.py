"""Whose region a turn names, and what of it lies outside the policies."""

from datetime import date

import pytest

from assistant.dialogue.conversation import Conversation
from assistant.dialogue.matters import Scores
from assistant.dialogue.reading import read_turn
from assistant.dialogue.scope import outside_of, places_of

DAY = date(2024, 6, 1)
LADDER = "matter/hz-binjiang-2023-9/ladder_award"


@pytest.fixture(scope="module")
def reading(assistant):
    def read(text: str):
        return read_turn(text, Conversation(), assistant.understanding, DAY)

    return read


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("滨江区小巨人给多少", "own"),
        ("你们区的首台套奖励多少", "own"),
        ("余杭区的小巨人奖励是多少", "other"),
        ("萧山区给多少，滨江区给多少", "both"),
        ("小巨人给多少", ""),
    ],
)
def test_whose_region_is_named(assistant, text, places):
    assert places_of(text, assistant.understanding) == places


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("余杭区的小巨人奖励是多少", "other_districts"),
        ("企业所得税怎么申报", "taxes"),
        ("帮我写一份申报书", "drafting"),
        ("今天天气怎么样", "weather_and_chat"),
        ("员工跟我打官司怎么办", "legal_disputes"),
    ],
)
def test_what_lies_outside_is_named_and_opens_no_matter(reading, text, kind):
    found = reading(text)
    assert kind in found.outside
    assert found.matters == ()


@pytest.mark.parametrize(
    "text",
    [
        "滨江区小巨人给多少",
        "首台套产品奖多少",
        "参加境外展会的展位费补多少",
        "质押贷款贴息比例",
        "政策什么时候到期",
    ],
)
def test_what_the_policy_rules_is_not_outside(reading, text):
    found = reading(text)
    assert found.outside == ()
    assert found.matters


def test_a_matter_asked_of_another_district_stays_latent(reading):
    found = reading("余杭区的小巨人奖励是多少")
    assert found.matters == ()
    assert found.latent == (LADDER.removeprefix("matter/"),)


def test_beside_another_district_ours_is_still_answered(reading):
    found = reading("萧山区小巨人给多少，滨江区给多少")
    assert "other_districts" in found.outside
    assert found.matters == (LADDER.removeprefix("matter/"),)


# Thresholds, with chances set by hand


@pytest.mark.parametrize(
    ("whole", "places", "outside"),
    [
        ({"outside/taxes": 0.8, LADDER: 0.1}, "", ("taxes",)),
        ({"outside/taxes": 0.6, LADDER: 0.7}, "", ()),
        ({"outside/taxes": 0.31, LADDER: 0.2}, "", ("taxes",)),
        ({"outside/taxes": 0.29, LADDER: 0.2}, "", ()),
        ({"outside/other_districts": 0.9, LADDER: 0.1}, "", ()),
        ({"outside/other_districts": 0.2, LADDER: 0.7}, "other", ("other_districts",)),
        ({"outside/other_districts": 0.2, LADDER: 0.7}, "both", ("other_districts",)),
        ({"outside/other_districts": 0.1, LADDER: 0.7}, "other", ()),
    ],
)
def test_outside_must_outweigh_what_is_inside_and_districts_must_be_named(whole, places, outside):
    assert outside_of(Scores(whole, ()), places) == outside


def test_a_part_may_lie_outside_while_the_whole_does_not():
    whole = {LADDER: 0.9, "outside/taxes": 0.1}
    parts = (("小巨人给多少", {LADDER: 0.95}), ("要交多少税", {"outside/taxes": 0.8, LADDER: 0.1}))
    assert outside_of(Scores(whole, parts), "") == ("taxes",)
    assert outside_of(Scores(whole, ()), "") == ()


def test_the_likeliest_outside_matter_comes_first():
    whole = {"outside/taxes": 0.6, "outside/drafting": 0.9}
    assert outside_of(Scores(whole, ()), "") == ("drafting", "taxes")


def test_a_bank_named_after_a_city_is_no_other_district(assistant):
    turn = assistant.answer("三件专利押给宁波银行贷了1200万，基准利率4.2%，七个月，能贴多少")
    assert turn.answer.status == "answered"
    assert [str(f.amount) for f in turn.answer.figures] == ["147000.00"]
