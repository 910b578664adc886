"""The desk in a real browser: keyboard first, instant, with an input method."""

import statistics

import pytest
from browsing import sign_in

MEASURE_KEYS = """async (words) => {
  const field = document.getElementById('q'), list = document.getElementById('results');
  const times = [];
  for (const word of words) for (let n = 1; n <= word.length; n++) {
    const text = word.slice(0, n);
    const rendered = new Promise((done) => list.addEventListener('shown', function hear(event) {
      if (event.detail !== text) return;
      list.removeEventListener('shown', hear);
      // After the frame in which the list is drawn.
      requestAnimationFrame(() => { const channel = new MessageChannel(); channel.port1.onmessage = done; channel.port2.postMessage(0); });
    }));
    const begun = performance.now();
    field.value = text;
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
    await rendered;
    times.push(performance.now() - begun);
  }
  return times;
}"""
WORDS = [
    "知识产权质押贷款贴息",
    "小巨人奖励",
    "境外展会展位费",
    "首台套产品奖励多少",
    "研发机构认定",
    "数字化改造",
]


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
    page.focus("#reply")
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


def test_an_addition_is_written_refused_and_kept(desk):
    page = desk.page
    answered(page, "质押1000万元，基准利率4%")
    page.click("[data-act=curate]")
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


def test_from_keystroke_to_result_takes_no_more_than_a_blink(chromium, assistant, tmp_path):
    """p95 ≤ 50 ms on a quiet machine, with the real search; four times that where the machine is shared."""
    from browsing import Running, Visit, make_service

    make_service(tmp_path)
    running = Running(tmp_path, real=True)
    running.wait()
    found = Visit(chromium, running.url)
    try:
        sign_in(found.page)
        found.page.evaluate(MEASURE_KEYS, WORDS[:1])
        times = found.page.evaluate(MEASURE_KEYS, WORDS)
    finally:
        found.context.close()
        running.stop()
    p95 = statistics.quantiles(times, n=20)[-1]
    assert p95 <= 200, times
