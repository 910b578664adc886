import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.dialogue.normalising import normalise


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("３００  萬？？？", "300 万？"),
        ("１．２个亿", "1.2个亿"),
        ("專精特新小巨人獎勵多少", "专精特新小巨人奖励多少"),
        ("知\u200b识\u00ad产\ufeff权", "知识产权"),
        ("贷款\u3000一千万", "贷款 一千万"),
        ("我 们 想 问 一 下 补 贴", "我们想问一下补贴"),
        ("专精 特新 小巨人 奖励 多少", "专精特新小巨人奖励多少"),
        ("境内上市 境外上市", "境内上市 境外上市"),
        ("一千万 三百万", "一千万 三百万"),
        ("I P O 奖励", "IPO 奖励"),
        ("①200万②300万", "（1）200万（2）300万"),
        ("1️⃣200万", "（1）200万"),
        ("两千㎡", "两千平方米"),
        ("<b>小巨人</b>&nbsp;奖励", "小巨人 奖励"),
        ("<script>alert(1)</script>补贴", "alert(1) 补贴"),
        ("利率&lt;5%", "利率<5%"),
        ("谢谢👍🏻💰", "谢谢"),
        ("能补多少！！！？", "能补多少！"),
        ("嗯", "嗯"),
        ("嗯，是的", "嗯，是的"),
        ("一千，呃，两百万", "一千，两百万"),
        ("我想问，呃，专精特新", "我想问，专精特新"),
        ("金额是多少", "金额是多少"),
        ("2023年5月12日", "2023年5月12日"),
        ("第一\r\n第二", "第一\n第二"),
        ("1.5", "1.5"),
        ("（一）、“小巨人”；：，。", "（一）、“小巨人”；：，。"),
        ("", ""),
    ],
)
def test_noise_is_taken_out(said: str, read: str) -> None:
    assert normalise(said).text == read


def test_the_users_own_words_are_found_again() -> None:
    said = "我們貸了 １，０００ 萬 <b>元</b>，呃，能補多少？？"
    found = normalise(said)
    start = found.text.index("1,000") if "1,000" in found.text else found.text.index("1，000")
    assert found.said(start, start + 5) == "１，０００"
    start = found.text.index("补")
    assert found.said(start, start + 1) == "補"
    assert found.source == said
    assert [edit.said for edit in found.edits if edit.cause == "markup"] == ["<b>", "</b>"]


def test_fillers_are_marked_and_stay() -> None:
    found = normalise("就是说那个那个小巨人，那个，奖励多少")
    assert "那个那个" in found.text
    assert found.spoken_plainly() == "小巨人，奖励多少"


@given(st.text(max_size=80))
@settings(max_examples=300, deadline=None)
def test_any_text_has_an_origin_for_every_character(text: str) -> None:
    found = normalise(text)
    assert len(found.origins) == len(found.text)
    for start, end in found.origins:
        assert 0 <= start <= end <= len(text)
    for edit in found.edits:
        assert text[edit.start : edit.end] == edit.said
    assert found.said(0, len(found.text)) in text


@given(st.text(alphabet="小巨人 知识产权１２３，。？！嗯呃萬億<>b/&nbsp;那个", max_size=40))
@settings(max_examples=200, deadline=None)
def test_what_is_in_order_stays(text: str) -> None:
    once = normalise(text).text
    twice = normalise(once).text
    assert normalise(twice).text == twice


def test_normalising_is_fast() -> None:
    text = "我们公司去年评上了專精特新小巨人，想问一下１０００万知识产权质押贷款贴息？？" * 2
    normalise(text)
    started = time.process_time()
    for _ in range(20):
        normalise(text)
    assert (time.process_time() - started) / 20 < 0.003
