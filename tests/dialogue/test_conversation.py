"""A conversation: a value that is handed on, what it keeps of a turn and what it drops."""

import json
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from assistant.dialogue.conversation import Conversation, Enterprise, HeldFact

DAY = date(2024, 6, 1)
WAN = 10_000
PLEDGE = "用专利质押贷了800万，基准利率4%，贷一年，能贴多少"


def money(name: str, wan: int, turn: int = 1, item: int = 0) -> HeldFact:
    return HeldFact(name, "yuan", f"{wan}万", turn, item, Fraction(wan * WAN), Fraction(wan * WAN))


@pytest.fixture(scope="module")
def after(assistant):
    """The conversation after these turns."""

    def talk(*said: str) -> Conversation:
        held = None
        for text in said:
            held = assistant.answer(text, conversation=held, as_of=DAY).conversation
        return held

    return talk


def value(held: Conversation, name: str, item: int = 0) -> Fraction | None:
    return next((fact.low for fact in held.facts if (fact.name, fact.item) == (name, item)), None)


# The value


def test_facts_of_the_same_name_and_item_are_replaced_and_others_stay():
    held = Conversation(facts=(money("a", 1), money("a", 2, item=1), money("b", 3)))
    found = held.with_facts([money("a", 5, turn=2, item=1)])
    assert found.facts == (money("a", 1), money("a", 5, turn=2, item=1), money("b", 3))
    assert held.facts == (money("a", 1), money("a", 2, item=1), money("b", 3))


def test_facts_are_dropped_by_name_with_all_their_items():
    held = Conversation(facts=(money("a", 1), money("a", 2, item=1), money("b", 3)))
    assert held.without_facts(["a", "no such"]).facts == (money("b", 3),)


@pytest.mark.parametrize(
    "fact",
    [
        money("loan.principal", 800, item=2),
        HeldFact("loan.benchmark_rate", "ratio", "4.35%", 3, 0, Fraction(87, 2000), Fraction(87, 2000)),
        HeldFact("loan.principal", "yuan", "不到600万", 1, high=Fraction(600 * WAN), approximate=True),
        HeldFact("title", "choice", "小巨人", 1, option="little_giant"),
        HeldFact("title.recognised_on", "date", "去年三月", 2, day=date(2023, 3, 1)),
    ],
)
def test_a_conversation_survives_json(fact):
    held = Conversation(
        id="c",
        turns=3,
        facts=(fact,),
        matters=("p/a",),
        mentioned=("p/b", "p/a"),
        aspect="amount",
        pending=("loan.years",),
        asked={"loan.years": 2},
        refused=1,
        said=("问",),
        enterprises=(Enterprise("", "您这家", ("p/a",)), Enterprise("A", "A公司", ("p/b",))),
        about=("A",),
    )
    assert Conversation.from_dict(json.loads(json.dumps(held.to_dict()))) == held


def test_a_conversation_kept_before_there_were_several_enterprises_still_opens():
    held = Conversation(turns=1, facts=(money("loan.principal", 800),), matters=("p/a",)).to_dict()
    del held["enterprises"], held["about"]
    for fact in held["facts"]:
        del fact["enterprise"]
    opened = Conversation.from_dict(held)
    assert opened.facts == (money("loan.principal", 800),)
    assert [(e.key, e.matters) for e in opened.enterprises] == [("", ("p/a",))]
    assert opened.about == ("",)


def test_the_facts_of_several_enterprises_do_not_replace_one_another():
    held = Conversation(facts=(money("a", 1),)).with_facts([replace(money("a", 2), enterprise="A")])
    assert [(f.enterprise, f.low) for f in held.facts] == [("", WAN), ("A", 2 * WAN)]
    assert held.of(("A",)).facts == held.facts[1:]


# What a turn leaves


def test_facts_gather_over_turns_and_keep_the_turn_they_came_in(after):
    held = after("专利质押贷款贷了800万，能贴多少", "基准利率4%", "贷了一年")
    turns = {fact.name: fact.turn for fact in held.facts}
    assert turns["loan.principal"] == 1
    assert turns["loan.benchmark_rate"] == 2
    assert turns["loan.years"] == 3
    assert held.turns == 3


def test_what_was_asked_is_pending_until_it_is_told(after):
    first = after("我们用专利质押贷了800万，能补贴多少")
    assert first.pending[0] == "loan.benchmark_rate"
    assert first.asked == {"loan.benchmark_rate": 1}
    second = after("我们用专利质押贷了800万，能补贴多少", "4.1")
    assert value(second, "loan.benchmark_rate") == Fraction("0.041")
    assert "loan.benchmark_rate" not in second.pending


def test_a_correction_replaces_one_fact(after):
    before, held = after(PLEDGE), after(PLEDGE, "不是一年，是半年")
    assert value(before, "loan.years") == 1
    assert value(held, "loan.years") == Fraction(1, 2)
    assert value(held, "loan.principal") == 800 * WAN
    assert value(held, "loan.benchmark_rate") == Fraction("0.04")


def test_what_is_only_supposed_is_not_kept(after):
    assert value(after(PLEDGE, "如果贷1000万呢"), "loan.principal") == 800 * WAN


def test_another_choice_replaces_the_earlier_one(after):
    held = after("省级研发中心能拿多少", "国家级的呢")
    assert [fact.option for fact in held.facts if fact.name == "level"] == ["national"]


@pytest.mark.parametrize("words", ["重新开始吧", "我们重新来过，前面说的都作废"])
def test_a_fresh_start_forgets_everything_but_the_count(after, words):
    held = after(PLEDGE, words)
    assert (held.facts, held.matters, held.mentioned, held.pending, held.said) == ((), (), (), (), ())
    assert held.turns == 2


def test_refusals_are_counted(after):
    said = ("我们用专利质押贷了800万，能补贴多少", "不知道利率", "这个不方便说")
    assert [after(*said[:n]).refused for n in (1, 2, 3)] == [0, 1, 2]


def test_matters_are_remembered_the_latest_last(after):
    held = after("单项冠军奖励多少", "创新券一年最多补多少")
    assert held.matters == ("hz-binjiang-2023-9/innovation_voucher",)
    assert held.mentioned == ("hz-binjiang-2023-9/ladder_award", "hz-binjiang-2023-9/innovation_voucher")
    back = after("单项冠军奖励多少", "创新券一年最多补多少", "单项冠军奖励是一次性给吗")
    assert back.mentioned == (*reversed(held.mentioned),)


def test_thanks_leave_the_matter_and_the_facts(after):
    held = after(PLEDGE, "谢谢")
    assert held.matters == ("hz-binjiang-2023-9/ip_pledge_interest",)
    assert value(held, "loan.principal") == 800 * WAN
