"""The introduction in a story: which parts say that titles are held, and which tell how one was got."""

import pytest

from assistant.dialogue.introduction import introductions

TITLES = ["小巨人", "国家级小巨人", "省级专精特新", "单项冠军"]


@pytest.mark.parametrize(
    "part",
    [
        "省级专精特新",
        "我们是去年的国家级小巨人",
        "企业是做探头的一家省级专精特新",
        "我们园区有9家省级专精特新、2家小巨人",
        "公司“小巨人”企业",
        "另外我们还是省级专精特新",
    ],
)
def test_a_title_that_is_held_is_described(part):
    found = introductions(f"做阀门的，{part}，贴息给多少", TITLES)
    assert [said.strip("，") for said in found.described] == [part] and not found.told


def test_how_a_title_was_got_is_told():
    found = introductions("去年评上省级专精特新以后订单反而少了，贴息给多少", TITLES)
    assert found.told == ("去年评上省级专精特新以后订单反而少了，",) and not found.described


@pytest.mark.parametrize(
    "part",
    [
        "小巨人给多少",  # asked
        "省级专精特新的奖励",  # of an award
        "想评单项冠军",  # sought
        "小巨人领过100万了",  # of what was got
        "滨江的老厂",  # no title
    ],
)
def test_a_title_that_is_asked_about_or_sought_introduces_nobody(part):
    found = introductions(f"做阀门的，{part}，贴息给多少", TITLES)
    assert not found.described and not found.told
