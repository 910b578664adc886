"""The foot of the chat page: it says that a language model is in use, and only then."""

import pytest

from assistant.web import wording
from assistant.web.rendering import render


@pytest.mark.parametrize("model", [True, False])
def test_the_page_says_that_a_model_is_in_use(model):
    foot = render("chat_foot.html", model=model)
    assert (wording.MODEL_IN_USE in foot) == model
    assert wording.DISCLAIMER in foot
