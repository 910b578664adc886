from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.policy.refusal import Refusal
from assistant.policy.yaml_tree import YamlTree, read_yaml


def test_numbers_are_exact_and_dates_stay_text():
    tree = read_yaml("share: 0.1\ncap: 2000000\nday: 2023-05-12\nyes: yes\non: true\nnone: ~\n", "f")
    assert isinstance(tree, YamlTree)
    assert tree.value == {
        "share": Fraction(1, 10),
        "cap": 2000000,
        "day": "2023-05-12",
        "yes": "yes",
        "on": True,
        "none": None,
    }
    assert not any(isinstance(value, float) for value in tree.value.values())


def test_lines_of_keys_and_items():
    tree = read_yaml("a:\n  b: 1\n  c:\n    - x\n    - {d: 2}\n", "f")
    assert isinstance(tree, YamlTree)
    assert tree.line("a", "b") == 2
    assert tree.line("a", "c", 1, "d") == 5
    assert tree.line("a", "c", 1, "missing") == 5
    assert tree.line("missing") == 1


def test_a_key_twice_is_refused_with_both_lines():
    found = read_yaml("a: 1\nb: 2\na: 3\n", "f")
    assert isinstance(found, Refusal)
    assert (found.line, found.message) == (3, "键重复")
    assert "第1行" in found.found


@pytest.mark.parametrize("text", ["", "a: [1", "a:\n\t- b", "a: 'x", "\x00"])
def test_what_is_no_yaml_is_a_refusal_or_a_tree(text):
    assert isinstance(read_yaml(text, "f"), Refusal | YamlTree)


@pytest.mark.parametrize("text", ["- &a [*a]", "a: &x 1\nb: *x", "[" * 5000])
def test_references_and_endless_nesting_are_refused(text):
    assert isinstance(read_yaml(text, "f"), Refusal)


@given(st.text(max_size=200))
def test_any_text_is_a_tree_or_a_refusal(text):
    assert isinstance(read_yaml(text, "f"), Refusal | YamlTree)


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-(10**12), max_value=10**12))
def test_any_decimal_is_read_exactly(number):
    tree = read_yaml(f"x: {number:f}", "f")
    assert isinstance(tree, YamlTree)
    assert tree.value["x"] == Fraction(number)
