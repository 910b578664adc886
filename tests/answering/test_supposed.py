"""A rule that someone supposes and puts to be confirmed: the text has it, has another, or leaves it open."""

import pytest


@pytest.mark.parametrize(
    "question",
    [
        "境外展得先垫钱，回来再报销，没记错吧",
        "贴息是一个季度打一次账，规矩是这样的吧",
        "首台套那笔要连着三年不裁员才给，对吧",
        "当年没用完的贴息额度顺延到明年，是吧",
        "平台项目里研发人员的工资也算投入，我理解没错吧",
        "境内上市股改给一百、报会给一百、过会给两百，我没说错吧",
    ],
)
def test_what_the_text_leaves_open_is_not_confirmed(last, question):
    answer = last(question)
    assert answer.status == "not_specified"
    assert not answer.text.startswith("对，")


@pytest.mark.parametrize(
    ("question", "status"),
    [
        ("平台补贴按投入的一半给，对吧", "answered"),
        ("境外展一年最多二十万，没错吧", "answered"),
        ("首台套是一次性的，对不对", "answered"),
    ],
)
def test_what_the_text_has_is_told(last, question, status):
    assert last(question).status == status


def test_nothing_that_was_worked_out_before_is_said_of_what_is_supposed(last):
    answer = last(
        "专利质押贷款一千五百万，基准利率4.35%，九个月，贴多少",
        "当年没用完的额度挪到明年用，是这样的吧",
    )
    assert answer.status == "not_specified"
    assert answer.figures == ()


def test_a_share_claimed_of_what_names_none_is_no_threshold(last):
    answer = last("创投投满一千万的专项奖励按投资额的百分之二给，封顶八十万，文件这么写的吧")
    assert answer.status == "not_specified"


def test_an_investor_left_out_is_added(last):
    answer = last(
        "一家创投机构投了我们八百六十万，够一千万那条线吗", "等等还有，另一家创投跟投的一百五十万也到了"
    )
    assert [f.value for f in answer.facts if f.name == "venture.invested"] == ["10100000"]


@pytest.mark.parametrize(
    "question",
    ["智能工厂、数字化车间评上了，给的都是一个数吗", "首台套投保的补偿，大家一个比例吗还是有高有低"],
)
def test_where_the_clause_grades_not_all_get_the_same(last, question):
    answer = last(question)
    assert answer.status == "answered"
    assert "分档" in answer.text


@pytest.mark.parametrize(
    "said", ["所以8.4万铁板钉钉，我跟客户就这么说了？", "8.4万我就写进预算了啊", "8.4万确定吗"]
)
def test_what_the_answer_came_to_is_no_sum_of_the_case(last, said):
    answer = last("创新券服务合同28万，登记过了，能补多少", said)
    assert [figure.amount for figure in answer.figures] == [84_000]


def test_a_sum_like_the_answer_that_is_supposed_is_one_of_the_case(last):
    answer = last("平台投了3000万，能补多少", "那改成1500万呢")
    assert [figure.amount for figure in answer.figures] == [7_500_000]


def test_the_sum_is_not_confirmed_where_something_else_is_asked(last):
    answer = last("科创板过会了，那四百万现在能先给一截吗")
    assert not answer.text.startswith("对，")


def test_who_only_uses_a_platform_is_told_no_amount(last):
    answer = last("隔壁厂建的共性技术平台我们是用户，一年付人家八十万，这八十万给补一半是吧")
    assert answer.figures == ()


def test_a_sum_of_which_something_else_is_supposed_is_not_confirmed(last):
    answer = last("科创板递了材料还没批，那四百万先给一半，规定是这样吧")
    assert "对，" not in answer.text and "对，" not in answer.spoken


def test_an_order_as_large_as_the_budget_brings_in_no_budget(last):
    answer = last("客户是链主，给滨江三家专精特新多下了一个亿的单子，奖他几个点")
    assert [matter.partition("/")[2] for matter in answer.matters] == ["chain_leader_award"]
