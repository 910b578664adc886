"""政策体检 in a real browser: filled in, compared, exported."""

import io
import re
import unicodedata

import pypdf
import pytest
from browsing import chinese_fonts

# Simplified radicals have no normal form in Unicode; fonts share their glyphs with the characters.
RADICALS = str.maketrans(
    "⻅⻉⻋⻓⻔⻘⻚⻛⻜⻝⻢⻤⻥⻦⻩⻬⻮⻰⻄⻆⻨", "见贝车长门青页风飞食马鬼鱼鸟黄齐齿龙西角麦"
)


@pytest.fixture
def checkup(visit):
    found = visit("/checkup")
    found.page.wait_for_selector("#checkup-run")
    found.page.wait_for_timeout(500)
    return found


def fill_loan(page):
    page.get_by_label("企业名称（选填）").fill("杭州<b>甲")
    page.get_by_label("按哪一天看政策").fill("2024-06-01")
    page.get_by_role("button", name="知识产权质押贷款").first.click()
    page.get_by_label("实际贷款额").first.fill("1000万元")
    page.get_by_label("银行基准利率").first.fill("4%")
    page.get_by_label("贷款期限").first.fill("1年")


def test_an_enterprise_is_compared_with_every_measure(checkup):
    page = checkup.page
    fill_loan(page)
    page.get_by_role("button", name="助力企业市场开拓").click()
    page.get_by_label("境外展会展位费", exact=True).fill("8万元")
    page.click("#checkup-run")
    page.wait_for_selector(".match")
    assert "已涉及" in page.locator(".match .lead").inner_text()
    assert "杭州<b>甲" in page.locator(".match-title").inner_text()
    card = page.locator(".card", has_text="知识产权质押贷款贴息")
    assert "20万元" in card.locator("summary").inner_text()
    card.locator("summary").click()
    assert "贴息资助" in card.locator("blockquote").inner_text()
    assert "20万元" in page.locator("svg.chart.wide").get_attribute("aria-label")
    assert checkup.errors == []


def test_exports_are_fetched_from_the_page(checkup):
    page = checkup.page
    fill_loan(page)
    page.click("#checkup-run")
    page.wait_for_selector(".exports")
    for name, ending in (("Word 文档", ".docx"), ("Excel 表格", ".xlsx")):
        with page.expect_download() as download:
            page.get_by_role("button", name=name).click()
        assert download.value.suggested_filename == f"政策体检{ending}"
    with checkup.context.expect_page() as opened:
        page.get_by_role("button", name="打印版").click()
    printed = opened.value
    printed.wait_for_selector(".match")
    assert "20万元" in printed.locator(".match").inner_text()
    printed.emulate_media(media="print")
    assert printed.get_by_role("button", name="打印").count() == 0
    assert printed.locator(".card:not([open]) dl").count() == 0
    assert printed.pdf().startswith(b"%PDF")


@pytest.mark.skipif(
    not chinese_fonts(), reason="没有中文字体，打印件读不回来：请先执行 tests/install_chromium.sh"
)
def test_the_printed_page_holds_text_figures_and_clauses(checkup):
    """What comes out of the printer is read back: on paper nothing can be unfolded."""
    page = checkup.page
    fill_loan(page)
    page.click("#checkup-run")
    page.wait_for_selector(".exports")
    with checkup.context.expect_page() as opened:
        page.get_by_role("button", name="打印版").click()
    opened.value.wait_for_selector(".match")
    paper = pypdf.PdfReader(io.BytesIO(opened.value.pdf(format="A4")))
    told = plain("".join(sheet.extract_text() for sheet in paper.pages))
    for words in (
        "杭州<b>甲",
        "2024-06-01",
        "知识产权质押贷款贴息二（二）6",
        "20万元每年",
        "对利用知识产权质押获得金融机构贷款的企业，给予实际贷款额银行基准利率的50%贴息资助",
        "不能相加",
    ):
        assert plain(words) in told, words
    cards = opened.value.locator(".card")
    names = cards.locator(".card-name").evaluate_all("all => all.map(one => one.firstChild.textContent)")
    assert len(names) > 40 and [name for name in names if plain(name) not in told] == []
    assert cards.locator("dl:visible").count() == len(names)
    assert all(float(sheet.mediabox.width) < 600 for sheet in paper.pages)


def plain(text: str) -> str:
    """Text without white space and with one form of each character: a font may name a radical for it."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text).translate(RADICALS))


def test_on_a_phone_the_form_and_its_result_fit(visit):
    page = visit("/checkup/", viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True).page
    page.wait_for_selector("#checkup-run")
    page.wait_for_timeout(500)
    fill_loan(page)
    page.click("#checkup-run")
    page.wait_for_selector(".match")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    left = {round(page.get_by_label(name).bounding_box()["x"]) for name in ("企业名称", "按哪一天看政策")}
    assert len(left) == 1


def test_what_cannot_be_read_is_named(checkup):
    page = checkup.page
    page.get_by_role("button", name="知识产权质押贷款").first.click()
    page.get_by_label("实际贷款额").first.fill("很多")
    page.click("#checkup-run")
    page.wait_for_selector(".trouble")
    assert "实际贷款额" in page.locator(".trouble").inner_text()
    page.get_by_label("按哪一天看政策").fill("明天")
    page.click("#checkup-run")
    page.wait_for_function("() => document.querySelector('.trouble').innerText.includes('明天')")


def test_another_item_is_added_to_a_list(checkup):
    page = checkup.page
    assert (
        page.get_by_label("称号认定日期（第2项）").count() == 0
        or page.get_by_label("称号认定日期（第2项）").is_hidden()
    )
    page.get_by_role("button", name="再加一项称号").click()
    page.wait_for_timeout(400)
    assert page.get_by_label("称号认定日期（第2项）").is_visible()
