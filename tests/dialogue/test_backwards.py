"""Questions put backwards: how much it takes, how much is missing, and short variations of them."""

import pytest

from assistant.dialogue.backwards import backwards_of


@pytest.mark.parametrize(
    ("text", "how"),
    [
        ("基准4%，一年，贷多少到顶", "reach"),
        ("年封顶二百万，设基准4%、期限一年，对应的贷款本金是多少", "reach"),
        ("贴息想拿到50万，基准4.35%，一年，得贷多少", "reach"),
        ("所以贷到多少以上就贴不动了", "reach"),
        ("那追加到多少就刚好封顶", "reach"),
        ("反过来，合同要签到几百万才碰得到那个顶", "reach"),
        ("要借几多才拿足一百万", "reach"),
        ("今年登记了70万，还差多少合同", "reach"),
        ("离那条线还差多少", "shortfall"),
        ("距年度限额尚余若干", "shortfall"),
        ("还能剩多少额度", "shortfall"),
        ("总额里还剩多少没给", "shortfall"),
        ("贷了500万能贴多少", ""),
        ("上限是多少", ""),
        ("升级以后是补差额还是给全额", ""),
        ("差不多一千万，能贴多少", ""),
    ],
)
def test_how_a_question_is_put(text, how):
    assert backwards_of(text) == how


@pytest.mark.parametrize(
    ("text", "goes_on"),
    [("基准换成5%呢", True), ("半年期的话呢", True), ("这政策由哪个部门负责牵头实施", False)],
)
def test_a_short_variation_is_put_as_the_question_before_it(text, goes_on):
    assert (backwards_of(text, "reach") == "reach") is goes_on
