"""A case of one measure, as a first turn opens it."""

from collections.abc import Callable
from datetime import date

import pytest

from assistant.answering.answer import Answer
from assistant.answering.case import Case, open_case
from assistant.assistant import Assistant
from assistant.dialogue.asked import Asked
from assistant.dialogue.conversation import Conversation, HeldFact
from assistant.dialogue.reading import read_turn

DAY = date(2024, 6, 1)
POLICY = "hz-binjiang-2023-9"


@pytest.fixture(scope="session")
def opened(assistant: Assistant) -> Callable[..., Case]:
    """The case of a measure in the first turn of a conversation."""

    def case(measure_id: str, text: str, earlier: tuple[HeldFact, ...] = ()) -> Case:
        found = read_turn(text, Conversation(), assistant.understanding, DAY)
        measure = assistant.library.measure(f"{POLICY}/{measure_id}")
        asked = next(
            (asked for asked in found.asked if asked.matter == f"{POLICY}/{measure_id}"),
            Asked(f"{POLICY}/{measure_id}", text, (), ()),
        )
        clause = assistant.library.clause(measure.clause_id)
        return open_case(measure, clause, asked, found, (*earlier, *found.facts), 1, DAY)

    return case


@pytest.fixture(scope="session")
def last(assistant: Assistant) -> Callable[..., Answer]:
    """The answer to the last of these turns."""

    def told(*turns: str) -> Answer:
        conversation = None
        for words in turns:
            turn = assistant.answer(words, conversation=conversation, as_of=DAY)
            conversation = turn.conversation
        return turn.answer

    return told
