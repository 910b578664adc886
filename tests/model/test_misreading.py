"""A model that lies about the user's words: another measure, another level, a denial, loans merged or dropped,
a supposition as a fact, a number of an earlier turn. Here a sample; the whole: python -m evals misread."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.dialogue.conversation import Conversation
from assistant.settings import ROOT
from assistant.writing.line import Line
from evals.liar import MISREADINGS
from evals.misread import misread
from evals.misreading import MISREADERS, Told
from evals.record import Expectation, QuestionTurn, Record, read_records
from tests.model.conftest import IN_FORCE

# Each lie meets turns that it was made for; all of them are turns that a model is asked to read.
TALKS = {
    "sibling": [("研发机构奖多少",), ("我们能拿多少补贴",), ("招人太难了，区里帮不帮忙",)],
    "level": [("研法中心,囯家级,新认订,讲多少 ps:我们专精特新",)],
    "negation": [("创新券服务合同六十万左右，补贴大概多少",), ("专利质押贷款怎么贴息",)],
    "dropping": [("专利质押贷款1200万，合同利率5.2%，一年，贴多少",)],
    "merging": [("专利质押贷款800万，商标质押又贷900万，贴息多少",)],
    "supposed": [("专利质押贷款怎么贴息", "如果贷2000万，利率还没定，贴多少")],
    "earlier": [("我们营业额9000万，专利质押怎么贴息", "那能贴多少，利率还没问")],
    "invented": [("商标质押贷了500万，利率还没问，能贴多少",)],
}


@pytest.mark.parametrize("name", MISREADERS)
def test_no_misreading_of_a_kind_changes_figures_or_status(name, modelled, composed, server):
    server.script = MISREADINGS[name]
    assistant = modelled(line=Line(failures=10**6))
    asked = 0
    for talk in TALKS[name]:
        before = Conversation()
        for said in talk:
            told = assistant.answer(said, conversation=before, as_of=IN_FORCE)
            plain = composed.answer(said, conversation=before, as_of=IN_FORCE)
            for field in ("status", "figures", "asks", "facts", "notices", "matters", "spoken"):
                assert getattr(told.answer, field) == getattr(plain.answer, field), (said, field)
            assert told.conversation == plain.conversation
            asked += told.answer.model.calls > 1 or not plain.answer.matters
            before = plain.conversation
    assert asked


def test_every_misreading_of_a_sample_of_the_questions_to_build_with(composed):
    records, _ = read_records(tuple(sorted((ROOT / "evals/sets/dev").glob("*.jsonl"))))
    found = misread(records[::12], composed, IN_FORCE)
    assert found.worse == []
    assert found.asked > 5
    assert found.told.total() > 5000


def test_a_rule_that_believed_the_model_would_be_found_out(composed, monkeypatch):
    """The run itself: with the guard on words taken away, a swapped matter comes through and is counted."""
    from assistant.writing import suggestion

    monkeypatch.setattr(
        suggestion, "_misspelt", lambda reading, suggested, turned: ("境外上市",) if suggested.matters else ()
    )
    monkeypatch.setattr(suggestion, "read_turn", _about_listing(suggestion.read_turn))
    turn = QuestionTurn("我们能拿多少补贴", Expectation(status=("needs_facts",), figures=()))
    record = Record("r", "c", IN_FORCE, (turn,), Path("r.jsonl"), 1)
    found = misread((record,), composed, IN_FORCE)
    assert found.worse
    assert {each.before[0] for each in found.worse} == {"needs_facts"}


def _about_listing(read):
    return lambda question, *rest: read("境外上市奖励多少", *rest)


def test_the_misreaders_lie_in_every_way_that_they_name():
    told = Told(
        "如果贷2000万，利率4%，省级",
        ("之前贷过800万",),
        ("p/a", "p/b"),
        (("loan.principal", "yuan", ()), ("level", "choice", ("national", "provincial")), ("ok", "flag", ("true", "false"))),
    )  # fmt: skip

    def facts(name):
        return {tuple(fact.values()) for each in MISREADERS[name](told) for fact in each["facts"]}

    assert ("level", "省级", "national") in facts("level")
    assert ("ok", "没有", "false") in facts("negation")
    assert ("loan.principal", "000万", "") in facts("dropping")
    assert ("loan.principal", "2000万，利率4%", "") in facts("merging")
    assert ("loan.principal", "贷2000万", "") in facts("supposed")
    assert ("loan.principal", "之前贷过800万", "") in facts("earlier")
    matters = {m["id"] for each in MISREADERS["sibling"](told) for m in each["matters"]}
    assert matters == {"p/a", "p/b"}
