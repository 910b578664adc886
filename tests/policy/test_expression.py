import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.policy.expression import Expression, parse_expression


def test_names_in_order_each_once():
    parsed = parse_expression("share * sum(loan.principal * share) + min(cap, other)")
    assert isinstance(parsed, Expression)
    assert parsed.names() == ("share", "loan.principal", "cap", "other")


@pytest.mark.parametrize(
    ("formula", "reason"),
    [
        ("share * 2", "不能写数字"),
        ("share * 0.5", "不能写数字"),
        ("'a'", "不能写数字"),
        ("eval(share)", "只能用 sum、min、max"),
        ("sum(a, b)", "只写一个式子"),
        ("sum(sum(a))", "不能套另一个 sum"),
        ("max()", "要写式子"),
        ("sum(key=a)", "只能用 sum、min、max"),
        ("a ** b", "只能用名称"),
        ("-a", "只能用名称"),
        ("[a]", "只能用名称"),
        ("lambda: a", "只能用名称"),
        ("a if b else c", "只能用名称"),
        ("f(a).b", "名称只能由"),
        ("__import__('os')", "只能用 sum、min、max"),
        ("a +", "写法有误"),
        ("", "写法有误"),
        ("(" * 500 + "a" + ")" * 500, "写法有误"),
    ],
)
def test_anything_else_is_named_in_chinese(formula, reason):
    assert reason in str(parse_expression(formula))


@given(st.text(alphabet="abc.+-*/()sumax ,0123", max_size=30))
def test_no_text_breaks_the_parser(text):
    assert isinstance(parse_expression(text), Expression | str)
