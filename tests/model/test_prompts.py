"""Prompts: strict names, a hash, and no way to slip something in by a `$`."""

import pytest

from assistant.errors import Fault
from assistant.writing.prompt import FOLDER, fill_prompt, prompts_version, read_prompt


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "one.md").write_text("% 说明\n你好，$name。", encoding="utf-8")
    (tmp_path / "bad.md").write_text("价格 $ 5", encoding="utf-8")
    return tmp_path


def test_names_are_filled_in_and_notes_left_out(folder):
    assert fill_prompt("one", folder, name="$other") == "你好，$other。"


@pytest.mark.parametrize(
    ("name", "values", "told"),
    [
        ("one", {}, r"缺少 \$name"),
        ("one", {"name": "a", "more": "b"}, r"没有用到 \$more"),
        ("bad", {}, "写坏的"),
        ("none", {}, "读不到"),
    ],
)
def test_what_does_not_fit_is_refused(folder, name, values, told):
    with pytest.raises(Fault, match=told):
        fill_prompt(name, folder, **values)


def test_the_version_follows_the_words(folder):
    before = prompts_version(folder)
    (folder / "one.md").write_text("你好", encoding="utf-8")
    assert prompts_version(folder) != before


def test_the_shipped_prompts_fit_the_code_and_hold_no_figure_to_copy():
    for name in ("writing", "writing_short", "reading"):
        assert fill_prompt(name)
    assert fill_prompt("repair", reasons="- 甲")
    shipped = {path.stem for path in FOLDER.glob("*.md")}
    assert shipped == {"writing", "writing_short", "reading", "repair"}
    assert not any("万元" in read_prompt(name) for name in shipped)
