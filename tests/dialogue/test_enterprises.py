"""Which enterprises a turn speaks of, what it tells of each, and for which it asks."""

import pytest

from assistant.dialogue.conversation import Conversation, Enterprise
from assistant.dialogue.enterprises import Enterprises, enterprises_of
from assistant.dialogue.quantities import read_quantities


def heard(text: str, *known: str, about: str = "") -> Enterprises:
    enterprises = tuple(Enterprise(key, key or "您这家") for key in known)
    talk = Conversation(turns=len(known), enterprises=enterprises, about=(about,))
    return enterprises_of(text, read_quantities(text), talk)


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("A公司合同100万，B公司60万，各补多少", ("A", "B")),
        ("三家客户，甲40万 乙150万 丙200万，各补多少", ("甲", "乙", "丙")),
        ("张家是小巨人，老李家是单项冠军，各奖多少", ("张家", "李家")),
        ("母公司贷6000万，子公司贷4000万，各贴多少", ("母公司", "子公司")),
        ("我们贷了1000万，我弟那家贷了2000万，各贴多少", ("", "弟")),
        ("第一家签了100万，第二家60万，各补多少", ("第一家", "第二家")),
        ("宏达贷了2000万，恒远贷了3000万，各贴多少", ("宏达", "恒远")),
        ("两家公司，一家登记100万，一家60万，各补多少", ("第一家", "第二家")),
        ("A和B都是小巨人企业，两家各奖多少", ("A", "B")),
    ],
)
def test_enterprises_are_known_by_what_names_them(text, keys):
    assert heard(text).asked == keys


@pytest.mark.parametrize(
    "text",
    [
        "A轮500万，B轮800万，够线了吗",
        "质押贷款两笔：A银行300万，B银行400万，一共贴多少",
        "两家创投，一家七百万一家五百万，够不够",
        "听隔壁公司说区里给补利息，能补多少",
        "我们公司是小巨人，奖多少",
        "国家级的奖多少，一家专家站呢",
        "发票抬头为母公司者，可否",
        "甲方付了20万合同款",
    ],
)
def test_what_only_looks_like_an_enterprise_is_none(text):
    assert heard(text).asked == ("",)
    assert heard(text).told == (("", text),)


def test_of_each_only_what_is_told_of_it_and_of_all_is_seen():
    told = dict(heard("A公司贷6000万，B公司贷4000万，基准都是4%，各贴多少").told)
    assert "6000万" in told["A"] and "4000万" not in told["A"]
    assert "4000万" in told["B"] and "6000万" not in told["B"]
    assert all("基准都是4%" in text for text in told.values())


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("B呢", ("B",)),
        ("改成100万呢", ("A",)),
        ("两家分别多少", ("", "A", "B")),
        ("我自己那家呢", ("",)),
        ("头一家呢", ("",)),
        ("C呢", ("C",)),
        ("B的不变，A改成50万，A多少", ("A",)),
    ],
)
def test_a_turn_asks_for_those_it_names_or_goes_on_with_the_last(text, asked):
    assert heard(text, "", "A", "B", about="A").asked == asked


def test_of_two_the_other_one_is_meant():
    assert heard("另一家呢", "", "A", about="A").asked == ("",)
    assert heard("另一家呢", "", "A", about="").asked == ("A",)
    assert heard("另一家签了100万呢", "", "A", about="").asked == ("另一家",)


def test_where_a_figure_may_be_of_any_it_is_told_of_none():
    talk = Conversation(turns=1, enterprises=(Enterprise("A", "A"), Enterprise("B", "B")), about=("A", "B"))
    found = enterprises_of("改成188万", read_quantities("改成188万"), talk)
    assert found.unclear
    assert found.told == ()


def test_who_is_only_compared_with_is_not_asked_for():
    found = heard("B贷2000万，条件跟A一样，贴多少", "", "A", "B", about="A")
    assert (found.asked, found.like) == (("B",), "A")
