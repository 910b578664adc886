"""The desk in a real browser: keyboard first, instant, with an input method."""

import re

import pytest
from browsing import sign_in

HEAR = """() => {
  window.heard = [];
  document.getElementById('results').addEventListener('shown', (event) => window.heard.push(event.detail));
}"""
WORDS = ("知识产权质押贷款贴息", "小巨人奖励", "zscq")


@pytest.fixture
def desk(visit):
    found = visit("/desk/sign-in")
    sign_in(found.page)
    return found


def answered(page, question):
    page.fill("#q", question)
    page.press("#q", "Enter")
    page.wait_for_function("q => document.querySelector('.asked-line')?.textContent === q", arg=question)


def test_a_keystroke_is_answered_at_once_and_enter_answers(desk):
    page = desk.page
    page.type("#q", "贴息")
    page.wait_for_selector("#results li")
    assert "知识产权质押贷款贴息" in page.locator("#results li").first.inner_text()
    answered(page, "质押1000万元，基准利率4%")
    assert page.locator("#spoken").inner_text() == "按您说的情况，一年贴息20万元，以审核为准。"
    first = page.evaluate("document.querySelector('#reply').innerText.trim().split('\\n')[0]")
    assert first.startswith("可以这样说")


def test_arrows_choose_and_enter_shows_the_measure(desk):
    page = desk.page
    page.type("#q", "贴息")
    page.wait_for_selector("#results li")
    page.keyboard.press("ArrowDown")
    assert page.locator("#q").get_attribute("aria-activedescendant") == "result-0"
    page.keyboard.press("Enter")
    page.wait_for_selector("#reply .card-list")
    assert "二（二）6" in page.locator("#reply").inner_text()
    page.keyboard.press("Escape")
    assert page.input_value("#q") == "" and page.locator("#results li").count() == 0


def test_one_key_copies_what_can_be_said(desk):
    page = desk.page
    desk.context.grant_permissions(["clipboard-read", "clipboard-write"])
    answered(page, "质押1000万元，基准利率4%")
    page.keyboard.press("c")
    page.wait_for_selector(".told.shown")
    assert page.evaluate("navigator.clipboard.readText()").startswith("按您说的情况，一年贴息20万元")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "q"
    page.keyboard.type("c")
    assert "c" in page.input_value("#q")


def test_an_input_method_is_waited_for(desk):
    page = desk.page
    asked = []
    page.on("request", lambda request: asked.append(request.url) if "/desk/api/" in request.url else None)
    page.focus("#q")
    cdp = desk.context.new_cdp_session(page)
    for text in ("t", "ti", "tie", "tiex", "tiexi"):
        cdp.send(
            "Input.imeSetComposition", {"text": text, "selectionStart": len(text), "selectionEnd": len(text)}
        )
    enter = {"type": "keyDown", "key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 229}
    cdp.send("Input.dispatchKeyEvent", enter)
    page.wait_for_timeout(200)
    assert asked == []
    cdp.send("Input.insertText", {"text": "贴息"})
    page.wait_for_selector("#results li")
    assert len(asked) == 1


def test_a_pasted_question_is_searched_too(desk):
    page = desk.page
    desk.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.evaluate("navigator.clipboard.writeText('贴息')")
    page.focus("#q")
    page.keyboard.press("Control+v")
    page.wait_for_selector("#results li")


def test_an_answer_reads_from_the_sentence_to_the_clause(desk):
    """The sentence on top, then amount, conditions, questions to put back, clause."""
    page = desk.page
    answered(page, "质押贷款贴息")
    tops = [
        page.locator(f"#reply {part}").first.bounding_box()["y"]
        for part in ("#spoken", ".amount", ".conditions", ".ask-back", ".clauses")
    ]
    assert tops == sorted(tops) and len(set(tops)) == len(tops)
    assert "待确认" in page.locator(".conditions").inner_text()


def test_measures_and_clauses_are_told_apart(desk):
    page = desk.page
    page.type("#q", "贴息")
    page.wait_for_selector("#results li")
    told = page.locator("#results li > .fine").all_inner_texts()
    assert told[0].split()[0] == "事项" and told[-1].split()[0] == "条款"


def test_a_matter_is_handed_over_from_the_page(desk):
    page = desk.page
    answered(page, "质押1000万元，基准利率4%")
    page.get_by_text("转交给").first.click()
    page.select_option("#hand-to", "赵专员")
    page.fill("#hand-note", "请回电")
    page.get_by_role("button", name="转交").click()
    page.wait_for_selector(".told.shown")
    assert "已转交给赵专员" in page.locator("#told").inner_text()
    page.click("[data-view=records]")
    page.wait_for_selector("#calls pre")
    assert "转交：赵专员 请回电" in page.locator("#calls pre").first.inner_text()


def test_a_record_is_exported_and_copied_from_the_page(desk):
    import docx

    page = desk.page
    desk.context.grant_permissions(["clipboard-read", "clipboard-write"])
    answered(page, "质押1000万元，基准利率4%")
    page.fill("#enterprise", "杭州乙科技")
    page.wait_for_timeout(800)
    with page.expect_download() as download:
        page.click("#export")
    words = "\n".join(part.text for part in docx.Document(download.value.path()).paragraphs)
    assert "杭州乙科技" in words and "20万元" in words
    page.click("#copy-record")
    page.wait_for_selector(".told.shown")
    assert "杭州乙科技" in page.evaluate("navigator.clipboard.readText()")


def test_a_call_is_recorded_survives_a_reload_and_is_found_again(desk):
    page = desk.page
    answered(page, "质押1000万元，基准利率4%")
    page.fill("#enterprise", "杭州甲科技")
    page.fill("#notes", "回头核对利率口径")
    page.fill("#check", "核实贷款合同")
    page.press("#check", "Enter")
    page.wait_for_selector("#checks li")
    page.wait_for_timeout(800)
    page.reload()
    page.wait_for_selector("#checks li")
    assert page.input_value("#enterprise") == "杭州甲科技"
    page.locator("#checks input").check()
    page.locator("#match summary").click()
    assert page.locator("#match-table tr").count() > 1
    page.click("#end")
    page.wait_for_function("() => document.querySelector('#enterprise').value === ''")
    page.click("[data-view=records]")
    page.fill("#word", "利率口径")
    page.wait_for_selector("#calls pre")
    record = page.locator("#calls pre").first.inner_text()
    assert "杭州甲科技" in record and "☑ 核实贷款合同" in record and "未结束" not in record


def test_a_record_is_found_by_enterprise_and_day_on_the_page(desk):
    page = desk.page
    answered(page, "质押1000万元，基准利率4%")
    page.fill("#enterprise", "杭州丁仪器")
    page.click("#end")
    page.wait_for_function("() => document.querySelector('#enterprise').value === ''")
    page.click("[data-view=records]")
    page.fill("#word", "丁仪器")
    page.wait_for_selector("#calls pre")
    record = page.locator("#calls pre").first.inner_text()
    day = re.search(r"开始：(\S+)", record)[1]
    page.fill("#day", "2020-01-01")
    page.wait_for_selector("#calls .fine")
    assert page.locator("#calls pre").count() == 0
    page.fill("#day", day)
    page.wait_for_selector("#calls pre")
    assert "杭州丁仪器" in page.locator("#calls pre").first.inner_text()


def test_an_admin_sees_the_accounts_and_closes_one(visit):
    found = visit("/desk/sign-in")
    page = found.page
    sign_in(page, "钱管理")
    page.click("[data-view=accounts]")
    mine = page.locator("#account-list .entry", has_text="钱管理")
    mine.wait_for()
    assert mine.locator("button").count() == 0 and "管理员 · 启用" in mine.inner_text()
    other = page.locator("#account-list .entry", has_text="赵专员")
    other.get_by_role("button", name="停用").click()
    other.get_by_role("button", name="启用").click()
    other.get_by_role("button", name="停用").wait_for()
    assert found.errors == []


def test_an_addition_is_written_refused_and_kept(desk):
    page = desk.page
    answered(page, "质押1000万元，基准利率4%")
    page.click("[data-act=curate]")
    assert (
        page.locator("#curate-quotes label:has(:checked)")
        .all_inner_texts()[0]
        .strip()
        .startswith("二（二）6")
    )
    page.fill("#curate-text", "每年不超过300万元。")
    page.click("#curate-send")
    page.wait_for_function("() => document.querySelector('#curate-trouble').textContent.includes('300万元')")
    page.fill("#curate-text", "每年不超过200万元。")
    page.click("#curate-send")
    page.wait_for_selector(".told.shown")
    page.click("[data-view=curated]")
    page.wait_for_selector("#curated-list article")
    assert "待发布" in page.locator("#curated-list").inner_text()
    assert page.locator("#curated-list button").count() == 0


def test_markup_in_a_call_stays_text(desk):
    page = desk.page
    nasty = "<img src=x onerror=window.hit=1>贴息4%"
    answered(page, nasty)
    page.fill("#enterprise", nasty)
    page.fill("#check", nasty)
    page.press("#check", "Enter")
    page.wait_for_selector("#checks li")
    page.click("[data-view=records]")
    page.wait_for_selector("#calls pre")
    assert page.evaluate("window.hit") is None and page.locator("#desk img").count() == 0


def test_an_ended_sign_in_leads_back_to_the_form(desk):
    page = desk.page
    desk.context.clear_cookies()
    page.fill("#q", "贴息")
    page.wait_for_url("**/desk/sign-in")


def test_the_desk_fits_a_phone(visit):
    found = visit("/desk/sign-in", viewport={"width": 390, "height": 844})
    sign_in(found.page)
    answered(found.page, "质押1000万元，基准利率4%")
    assert found.page.evaluate("document.documentElement.scrollWidth") <= 390
    tops = {button.bounding_box()["y"] for button in found.page.locator("nav [data-view]").all()}
    assert len(tops) == 1


def test_each_key_is_answered_by_its_own_result(chromium, assistant, tmp_path):
    """How fast is measured in `python -m evals bench desk`; here: in order, one request a key, real search."""
    from browsing import Running, Visit, make_service

    make_service(tmp_path)
    running = Running(tmp_path, real=True)
    running.wait()
    found = Visit(chromium, running.url)
    try:
        sign_in(found.page)
        asked = len(found.requests)
        found.page.evaluate(HEAR)
        for word in WORDS:
            found.page.fill("#q", "")
            for n, key in enumerate(word, 1):
                found.page.keyboard.insert_text(key)
                found.page.wait_for_function("text => window.heard.at(-1) === text", arg=word[:n])
            assert found.page.locator("#results li").count() > 0
        assert len(found.requests) - asked == sum(map(len, WORDS))
    finally:
        found.context.close()
        running.stop()
