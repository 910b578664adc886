"""Words of the lexicon as they are found in a turn: gaps, choices of parts, digits by themselves."""

import pytest

from assistant.dialogue.phrases import hits


@pytest.mark.parametrize(
    ("word", "text", "said"),
    [
        ("用…平台", "我们用的是别人家的平台", True),
        ("用…平台", "我们用了。平台在哪", False),
        ("(去|到)(上海|北京)…展", "到上海参加个工业展", True),
        ("(去|到)(上海|北京)…展", "去德国参展", False),
        ("到期…再(去|来)?报", "到期了再报", True),
        ("到期…再(去|来)?报", "到期以后再来报", True),
        ("(上海|北京)(行业|工业)展", "北京行业展会", True),
        ("首版次(软件)", "首版次(软件)", True),
        ("365", "按365天", True),
        ("365", "1365万", False),
    ],
)
def test_a_word_is_found_as_it_is_written(word, text, said):
    assert bool(hits(text, [word])) is said
