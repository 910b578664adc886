import json
from dataclasses import dataclass, replace
from itertools import count

import pytest

from evals.running import run_records, write_answers


@dataclass
class ScriptedTurn:
    answer: object
    conversation: object


class ScriptedAssistant:
    """Gives the scripted answers in turn; an exception among them is raised. Notes what it was asked."""

    def __init__(self, *answers):
        self.answers = list(answers)
        self.asked = []

    def answer(self, question, *, conversation=None, as_of=None):
        self.asked.append((question, conversation, as_of))
        found = self.answers.pop(0)
        if isinstance(found, Exception):
            raise found
        return ScriptedTurn(found, (conversation or 0) + 1)


@pytest.fixture
def run(source):
    def run(records, assistant, breaches=()):
        ticks = count()
        outcomes = run_records(
            records,
            assistant,
            verify=lambda answer, said: tuple(breaches),
            sources=(source,),
            clock=lambda: next(ticks) * 0.5,
        )
        return list(outcomes)

    return run


def test_a_right_answer_is_right(run, make_record, made_answer):
    (outcome,) = run([make_record(("封顶", {"status": ["answered"]}))], ScriptedAssistant(made_answer))
    assert outcome.right
    assert outcome.seconds == 0.5
    assert {score.check for score in outcome.scores if score.value} >= {
        "status",
        "form",
        "quotes",
        "invariant",
    }


def test_turns_of_a_record_are_one_conversation_and_records_are_not(run, make_record, made_answer):
    assistant = ScriptedAssistant(made_answer, made_answer, made_answer)
    records = [make_record(("一", {}), ("二", {})), make_record(("三", {}), name="t-002", as_of=None)]
    outcomes = run(records, assistant)
    assert [(outcome.record.id, outcome.turn) for outcome in outcomes] == [
        ("t-001", 1),
        ("t-001", 2),
        ("t-002", 1),
    ]
    assert [(question, held) for question, held, _ in assistant.asked] == [
        ("一", None),
        ("二", 1),
        ("三", None),
    ]
    assert assistant.asked[0][2].isoformat() == "2024-06-01"
    assert assistant.asked[2][2] is None


def test_a_wrong_answer_is_wrong(run, make_record, made_answer):
    (outcome,) = run([make_record(("封顶", {"status": ["declined"]}))], ScriptedAssistant(made_answer))
    assert [score.check for score in outcome.failed] == ["status"]


def test_a_breach_of_the_invariant_is_wrong(run, make_record, made_answer):
    (outcome,) = run(
        [make_record(("封顶", {}))], ScriptedAssistant(made_answer), breaches=["300万元 rests on nothing"]
    )
    assert [score.check for score in outcome.failed] == ["invariant"]


def test_a_quote_that_is_not_in_the_source_is_wrong(run, make_record, made_answer):
    citation = replace(made_answer.citations[0], quote="给予70%贴息，每年不超过200万元")
    (outcome,) = run(
        [make_record(("封顶", {}))], ScriptedAssistant(replace(made_answer, citations=(citation,)))
    )
    assert [score.check for score in outcome.failed] == ["quotes"]


def test_a_fault_is_an_outcome_and_the_run_goes_on(run, make_record, made_answer):
    records = [make_record(("一", {}), ("二", {}))]
    first, second = run(records, ScriptedAssistant(ValueError("no clause"), made_answer))
    assert (
        not first.right
        and first.error.startswith("ValueError: no clause (test_running.py:")
        and first.answer is None
    )
    assert second.right


def test_answers_are_written_a_line_a_turn(run, make_record, made_answer, tmp_path):
    outcomes = run([make_record(("一", {}), ("二", {}))], ScriptedAssistant(made_answer, ValueError("x")))
    write_answers(outcomes, tmp_path / "answers.jsonl")
    lines = [
        json.loads(line) for line in (tmp_path / "answers.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    assert [(line["id"], line["turn"], line["seconds"]) for line in lines] == [
        ("t-001", 1, 0.5),
        ("t-001", 2, 0.5),
    ]
    assert lines[0]["answer"]["figures"][0]["amount"] == "2000000.00"
    assert lines[1]["answer"] is None and "ValueError" in lines[1]["error"]
