"""What is suggested after an answer has an answer itself, of every measure, over the real assistant."""

from datetime import date

import pytest
from browsing import make_service

DAY = date(2024, 6, 1)


@pytest.fixture(scope="module")
def real(assistant, tmp_path_factory):
    return make_service(tmp_path_factory.mktemp("suggestions"), assistant)


@pytest.mark.parametrize("question", ["{name}给多少？", "{name}要什么条件？"])
def test_every_suggestion_has_an_answer(real, question):
    for measure in real.assistant.library.measures:
        answer = real.answer(question.format(name=measure.name), as_of=DAY, door="test")
        assert answer["suggestions"], measure.name
        for suggestion in answer["suggestions"]:
            status = real.answer(suggestion, as_of=DAY, door="test")["status"]
            assert status in ("answered", "needs_facts"), (measure.name, suggestion)
