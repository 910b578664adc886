"""Background: what the asker is, told on the way."""

import pytest

from assistant.dialogue.background import foreground

TITLES = ["小巨人", "专精特新小巨人", "隐形冠军", "专精特新"]


@pytest.mark.parametrize(
    ("text", "ahead"),
    [
        ("女儿要上小学了，公司是小巨人，能照顾吗", "女儿要上小学了，能照顾吗"),
        ("我们是“小巨人”企业，孩子上学怎么办", "孩子上学怎么办"),
        ("我们是专精特新小巨人，想上市", "想上市"),
        ("公司专精特新，想上市", "想上市"),
        ("想上市，我们已经是隐形冠军了", "想上市"),
        ("专精特新的牌子老早就有了，想上市", "想上市"),
        ("没有专精特新的牌子，想上市", "想上市"),
        ("去年评上小巨人（奖励领过了，不问这个），想上市", "想上市"),
    ],
)
def test_a_title_that_is_only_held_is_left_out(text, ahead):
    assert foreground(text, TITLES) == ahead


@pytest.mark.parametrize(
    "text",
    [
        "我们公司是小巨人",  # nothing else is said
        "小巨人，奖多少",  # neither holder nor copula: asked about
        "专精特新的牌子怎么拿，想上市",  # asked about
        "公司是小巨人，这个称号有效几年",  # the rest asks of the title
        "公司是小巨人能照顾吗，孩子上学",  # more is said in that part
        "公司在滨江，孩子上学",  # no title
        "",
    ],
)
def test_a_title_that_may_be_asked_about_stays(text):
    assert foreground(text, TITLES) == text
