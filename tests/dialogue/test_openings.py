"""Openings: which of the points that the text leaves open is asked; those of other matters are no rivals."""

import pytest

from assistant.dialogue.openings import ASKED, openings_of

POLICY = "hz-binjiang-2023-9"


@pytest.fixture(scope="module")
def asked(assistant):
    """The chances of the gaps of a measure."""

    def chances(text: str, measure: str) -> dict[str, float]:
        gaps = assistant.library.measure(f"{POLICY}/{measure}").not_in_text
        return openings_of(text, [gap.name for gap in gaps], assistant.understanding)[0]

    return chances


@pytest.mark.parametrize(
    ("text", "measure", "point"),
    [
        ("贴息是按360天还是365天计息", "ip_pledge_interest", "计息天数的口径"),
        ("小贷公司借的钱算金融机构贷款吗", "ip_pledge_interest", "哪些机构算金融机构"),
        ("培训班要交学费吗", "training", "是否收费"),
    ],
)
def test_the_point_that_is_asked_is_the_likeliest(asked, text, measure, point):
    chances = asked(text, measure)
    assert max(chances, key=lambda name: chances[name]) == point


@pytest.mark.parametrize("text", ["贷款500万能贴多少", "贴息比例是几成", "今天吃什么"])
def test_what_the_text_says_asks_no_open_point(asked, text):
    assert max(asked(text, "ip_pledge_interest").values()) < ASKED


@pytest.mark.parametrize(
    ("text", "measure", "point"),
    [
        ("入库以后谁来服务", "listing_reserve", "入库后有哪些服务、怎样退出"),
        ("产品怎么才能进推广目录", "local_purchase", "产品怎样列入推广、怎样对接买家"),
        ("专利质押贷500万能贴多少", "ip_pledge_interest", ""),
        ("服务专员管什么事", "service_officer", ""),
    ],
)
def test_a_point_leads_where_nothing_told_comes_near(assistant, text, measure, point):
    gaps = assistant.library.measure(f"{POLICY}/{measure}").not_in_text
    _, leading, _ = openings_of(text, [gap.name for gap in gaps], assistant.understanding)
    assert leading[0] == point


def test_only_the_points_in_question_are_told(assistant):
    found, _, _ = openings_of("培训班要交学费吗", ["是否收费", "没有人问过的事"], assistant.understanding)
    assert set(found) == {"是否收费"}
    assert openings_of("培训班要交学费吗", [], assistant.understanding) == ({}, ("", 0.0), "")
