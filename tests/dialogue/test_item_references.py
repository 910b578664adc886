"""References to items of a list: how speech names those told before, and what it names none by."""

from fractions import Fraction

import pytest

from assistant.dialogue.conversation import HeldFact
from assistant.dialogue.item_references import beyond, item_named, items_of, references

BANKS = [("浦发", 1200, "发明专利"), ("招行", 500, "软著"), ("农行", 2000, "纯信用"), ("中信", 800, "商标")]


def told(items: list[tuple[str, int, str]]) -> list[HeldFact]:
    return [
        HeldFact(
            "loan.principal", "yuan", f"{sum_}万", 1, item,
            low=Fraction(sum_ * 10_000), high=Fraction(sum_ * 10_000), label=label, words=words,
        )
        for item, (label, sum_, words) in enumerate(items)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("第二、三笔都是半年", [1, 2]),
        ("第4笔我抄错了", [3]),
        ("贷款1提前还了", [0]),
        ("（2）和（4）不要了", [1, 3]),
        ("3）那份改一下", [2]),
        ("招行那笔其实是八个月", [1]),
        ("浦发和中信那两笔先报", [0, 3]),
        ("八百万那笔先不算", [3]),
        ("500万和800万的登记了", [1, 3]),
        ("最大的那笔单独看", [2]),
        ("前两个先报", [0, 1]),
        ("最后那笔呢", [3]),
        ("商标那笔按一年看", [3]),
        ("招行那笔改成4%，其他几笔不动", [1, 0, 2, 3]),
    ],
)
def test_what_names_items(text: str, items: list[int]) -> None:
    found = references(text, told(BANKS))
    assert items_of(r for r in found if r.pointed) == items


@pytest.mark.parametrize(
    "text",
    [
        "再贷一笔多少才封顶",
        "又签了第五笔",
        "合同一共多少",
        "知识产权质押贷款3kw",
        "期限都是一年",
        "改成600万",
    ],
)
def test_what_names_none(text: str) -> None:
    assert references(text, told(BANKS)) == ()


def test_the_rest_is_of_the_question_before() -> None:
    found = references("剩下的呢", told(BANKS), None, ("前两个先报，能贴多少",))
    assert items_of(found) == [2, 3]
    assert references("剩下的呢", told(BANKS)) == ()


def test_numbers_in_front_of_a_list_are_its_own() -> None:
    marked = told([("（2）", 12, ""), ("（4）", 19, "")])
    assert item_named("（4）作废", marked) == 1


def test_an_item_that_is_yet_to_come() -> None:
    one = told(BANKS[:1])
    assert beyond("第二笔贷多少就封顶", one)
    assert not beyond("第一笔贷多少就封顶", one)
