"""The chat page in a real browser: asking, reading, correcting, keeping, without a mouse, on a phone, in the dark."""

import re

from browsing import Running, Visit, ask, make_service, sign_in

LOAN = "知识产权质押贷款1000万元，基准利率4%，一年，能贴多少？"


def open_chat(visit, **given):
    found = visit("/", **given)
    found.page.wait_for_selector("#question textarea")
    found.page.wait_for_selector(".hello")
    return found


def test_an_answer_shows_conclusion_amount_steps_and_clause(visit):
    page = open_chat(visit).page
    ask(page, LOAN)
    answer = page.locator("[data-receipt]").last
    assert "20万元" in answer.locator(".lead").inner_text()
    assert answer.locator(".bound").inner_text() == "确切"
    assert answer.locator(".amount-value").inner_text().split() == ["确切", "20万元", "每年"]
    assert "× 贴息比例" in answer.locator(".steps").inner_text()
    assert answer.locator("blockquote").last.is_hidden()
    answer.locator(".clause summary").click()
    assert "贴息资助" in answer.locator("blockquote").last.inner_text()


def test_a_mark_leads_to_the_source_with_the_quote_highlighted(visit):
    found = open_chat(visit)
    ask(found.page, LOAN)
    with found.context.expect_page() as opened:
        found.page.locator(".lead a.mark").first.click()
    source = opened.value
    source.wait_for_selector("#hit")
    quoted = "".join(source.locator("mark").all_inner_texts())
    assert quoted.startswith("对利用知识产权质押") and quoted.endswith("不超过200万元。")
    assert source.locator("#hit").bounding_box()["y"] < 900


def test_a_question_back_is_answered_in_its_field(visit):
    page = open_chat(visit).page
    ask(page, "质押贷款贴息")
    answer = page.locator("[data-receipt]").last
    assert answer.locator(".bound").inner_text() == "最高"
    assert "届满" in answer.locator(".banner").inner_text()
    hint = answer.locator(".ask input").get_attribute("placeholder")
    assert hint and hint not in answer.locator(".ask label").inner_text()
    answer.locator(".ask input").fill("1000万元，基准利率4%")
    answer.locator(".ask button").click()
    page.wait_for_function("() => document.querySelectorAll('#log .actions').length > 1")
    assert "20万元" in page.locator(".lead").last.inner_text()


def test_what_was_understood_can_be_corrected(visit):
    page = open_chat(visit).page
    ask(page, LOAN)
    page.get_by_role("button", name="更正：1000万元").click()
    assert page.input_value("#question textarea").startswith("不对，1000万元应为")
    assert page.evaluate("document.activeElement === document.querySelector('#question textarea')")


def test_examples_and_suggestions_are_asked_with_one_press(visit):
    page = open_chat(visit).page
    page.get_by_role("button", name=LOAN).click()
    page.wait_for_selector("#log .actions")
    page.locator(".next .chip").first.click()
    page.wait_for_function("() => document.querySelectorAll('#log .actions').length > 1")
    assert "一次性的还是每年" in page.locator(".question").last.inner_text()


def test_a_talk_survives_a_reload_and_a_new_one_begins_empty(visit):
    page = open_chat(visit).page
    ask(page, LOAN)
    ask(page, "质押贷款贴息")
    page.reload()
    page.wait_for_function("() => document.querySelectorAll('#log .actions').length === 2")
    assert page.locator(".question").first.inner_text().endswith(LOAN)
    page.locator("#history .toggle-button").click()
    page.locator("#new-talk").click()
    page.wait_for_function("() => document.querySelectorAll('#log .actions').length === 0")
    page.locator("#talks label").first.click()
    page.wait_for_function("() => document.querySelectorAll('#log .actions').length === 2")


def test_a_new_talk_is_one_press_away(visit):
    page = open_chat(visit).page
    ask(page, LOAN)
    page.locator("#chat-foot").get_by_role("button", name="新对话").click()
    page.wait_for_function("() => document.querySelectorAll('#log .actions').length === 0")
    assert page.locator("#history .toggle-button").get_attribute("aria-label") == "历史对话"


def test_an_answer_streams(visit):
    """The conclusion is on the page before the amounts and clauses are."""
    page = open_chat(visit).page
    page.evaluate(
        """() => { window.seen = []; new MutationObserver(() => {
          const last = [...document.querySelectorAll('#log .bot-row')].pop();
          const part = ['.actions', '.lead', '.waiting'].find(name => last?.querySelector(`.answer:not(.hello) ${name}, .answer${name}`));
          if (part && window.seen.at(-1) !== part) window.seen.push(part);
        }).observe(document.body, { childList: true, subtree: true, characterData: true }); }"""
    )
    ask(page, "慢慢想：" + LOAN)
    assert page.evaluate("window.seen")[0] == ".waiting" and page.evaluate("window.seen")[-1] == ".actions"


def test_a_fault_is_told_and_the_question_can_be_asked_again(visit):
    page = open_chat(visit).page
    page.fill("#question textarea", "出错")
    page.press("#question textarea", "Enter")
    page.wait_for_selector(".trouble")
    assert "没有丢失" in page.locator(".trouble").inner_text()
    page.locator(".trouble button").click()
    page.wait_for_function("() => document.querySelectorAll('.trouble').length === 2")


def test_a_slow_answer_can_be_stopped(visit):
    page = open_chat(visit).page
    page.fill("#question textarea", "慢慢想")
    page.press("#question textarea", "Enter")
    page.wait_for_selector(".waiting")
    assert page.locator("#send").is_hidden()
    page.locator("#stop").click()
    page.wait_for_selector(".trouble")
    assert page.locator("#stop").is_hidden() and page.locator("#send").is_visible()
    assert "已停止" in page.locator(".trouble").inner_text()
    ask(page, LOAN)


def test_an_answer_is_copied_whole(visit):
    found = open_chat(visit)
    found.context.grant_permissions(["clipboard-read", "clipboard-write"])
    ask(found.page, LOAN)
    found.page.get_by_role("button", name="复制").click()
    found.page.wait_for_selector(".told.shown")
    copied = found.page.evaluate("navigator.clipboard.readText()")
    assert "20万元" in copied and "区办〔2023〕9号 二（二）6" in copied and "<" not in copied


def test_an_answer_is_shared_by_its_receipt(visit):
    found = open_chat(visit)
    found.context.grant_permissions(["clipboard-read", "clipboard-write"])
    ask(found.page, LOAN)
    found.page.get_by_role("button", name="分享").click()
    found.page.wait_for_selector(".told.shown")
    found.page.goto(found.page.evaluate("navigator.clipboard.readText()"))
    assert LOAN in found.page.locator("h1").inner_text()
    assert "20万元" in found.page.locator(".lead").inner_text()


def test_feedback_is_kept_with_its_reason(visit, shared_service):
    from assistant.state.feedback import feedback_list

    page = open_chat(visit).page
    ask(page, LOAN)
    page.get_by_role("button", name="没帮上忙").click()
    page.get_by_label("条款引用不对").check()
    page.locator("#bad-reason textarea").fill("请列出第几条")
    page.get_by_role("button", name="提交").click()
    page.wait_for_selector(".told.shown")
    kept = feedback_list(shared_service.store.engine, verdict="bad")[0]
    assert (kept.reason, kept.more) == ("wrong_clause", "请列出第几条")
    assert page.get_by_role("button", name="没帮上忙").get_attribute("aria-pressed") == "true"


def test_enter_inside_the_input_method_does_not_send(visit):
    found = open_chat(visit)
    page = found.page
    page.focus("#question textarea")
    cdp = found.context.new_cdp_session(page)
    cdp.send("Input.imeSetComposition", {"text": "tiexi", "selectionStart": 5, "selectionEnd": 5})
    cdp.send(
        "Input.dispatchKeyEvent",
        {"type": "keyDown", "key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 229},
    )
    page.wait_for_timeout(300)
    assert page.locator(".question").count() == 0
    cdp.send("Input.insertText", {"text": "质押贷款贴息"})
    page.press("#question textarea", "Enter")
    page.wait_for_selector("#log .actions")
    assert page.locator(".question").inner_text().endswith("质押贷款贴息")


def test_the_keyboard_alone_is_enough(visit):
    page = open_chat(visit).page
    page.focus("#question textarea")
    page.keyboard.type("质押贷款贴息")
    page.keyboard.press("Enter")
    page.wait_for_selector("#log .actions")
    seen = []
    page.evaluate("document.querySelector('.skip').focus()")
    for _ in range(60):
        page.keyboard.press("Tab")
        seen.append(
            page.evaluate(
                "(document.activeElement.textContent || document.activeElement.tagName).trim().slice(0, 12)"
            )
        )
        if "复制" in seen[-1]:
            break
    assert any("怎么算的" in name for name in seen) and "复制" in seen[-1], seen
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"


def test_on_a_phone_question_and_answer_fit(visit):
    page = open_chat(visit, viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True).page
    ask(page, LOAN)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    box = page.locator("#question textarea").bounding_box()
    assert box["y"] + box["height"] <= 844
    assert page.locator(".question").last.bounding_box()["y"] < 300
    for button in page.locator("#log .chip").all():
        assert button.bounding_box()["height"] >= 32


def test_in_the_dark_the_text_is_light(visit):
    page = open_chat(visit, color_scheme="dark").page
    ask(page, LOAN)
    color = page.evaluate("getComputedStyle(document.querySelector('.lead')).color")
    assert min(map(int, re.findall(r"\d+", color)[:3])) > 180


def test_markup_in_a_question_stays_text(visit):
    found = open_chat(visit)
    nasty = '<img src=x onerror="window.hit=1"><script>window.hit=1</script>**[x](javascript:alert(1))** ![y](https://example.com/y.png)'
    ask(found.page, nasty)
    found.page.reload()
    found.page.wait_for_selector("#log .actions")
    assert found.page.evaluate("window.hit") is None
    assert found.page.locator("#log img, #log script, #log a[href^='javascript']").count() == 0
    assert found.page.locator(".question").last.inner_text().endswith(nasty)
    assert not [url for url in found.requests if "example.com" in url]


def test_the_history_in_the_browser_may_be_anything(visit):
    found = open_chat(visit)
    for held in ("[]", '{"current":"x","talks":[{"name":1},{"name":"a","receipts":["gone"]}]}', "no json"):
        found.page.evaluate("v => localStorage.setItem('assistant-history', v)", held)
        found.page.reload()
        found.page.wait_for_selector(".hello")
    ask(found.page, LOAN)


def test_no_request_leaves_the_machine_and_nothing_goes_wrong(visit, server):
    found = open_chat(visit)
    ask(found.page, LOAN)
    for path in ("/checkup", "/source", "/desk", "/widget"):
        found.page.goto(path)
        found.page.wait_for_timeout(1500 if path == "/checkup" else 300)
    outside = [url for url in found.requests if not url.startswith((server.url, "data:", "blob:"))]
    assert outside == []
    # Gradio's own stream complains when its page is left: that is no fault of a page.
    assert [told for told in found.errors if "AbortError" not in told and "errored out" not in told] == []
    assert found.context.cookies() == []


def foreign_words(page):
    """What is read or heard on a page without a Chinese character or a digit in it."""
    labels = page.evaluate(
        """() => [...document.querySelectorAll('button, a, summary, label, [aria-label], [title], [placeholder]')]
        .filter(e => e.checkVisibility())
        .flatMap(e => [e.getAttribute('aria-label'), e.getAttribute('title'), e.getAttribute('placeholder'), e.tagName === 'BUTTON' ? e.innerText : null])
        .filter(t => t && t.trim())"""
    )
    assert labels and page.evaluate("document.documentElement.lang") == "zh-CN"
    return [text for text in labels if not re.search(r"[\u4e00-\u9fff\d]", text)]


def test_the_words_of_the_page_are_chinese(visit):
    page = open_chat(visit).page
    ask(page, LOAN)
    assert foreign_words(page) == []


def test_the_words_of_the_other_pages_are_chinese(visit):
    page = visit("/checkup/").page
    page.wait_for_selector("#checkup-run")
    page.wait_for_timeout(500)
    page.click("#checkup-run")
    page.wait_for_selector(".match")
    assert foreign_words(page) == []
    sign_in(page, "钱管理")
    for view in ("call", "records", "curated", "feedback", "accounts"):
        page.click(f"[data-view={view}]")
        assert foreign_words(page) == [], view
    page.goto("/source")
    assert foreign_words(page) == []


def test_the_answer_to_a_question_that_fills_the_window_is_seen(visit):
    page = open_chat(visit, viewport={"width": 390, "height": 844}).page
    ask(page, "质押贷款贴息，" + "我们公司想先说说自己的情况。" * 100)
    page.wait_for_timeout(300)
    shown = page.locator("#log .bubble-wrap").bounding_box()
    lead = page.locator("[data-receipt] .lead").last.bounding_box()
    assert shown["y"] <= lead["y"] < shown["y"] + shown["height"] / 2


def test_a_choice_that_is_asked_back_is_answered_with_one_press(chromium, assistant, tmp_path):
    """The real assistant asks which title; each choice stands as a button, and pressing one settles the amount."""
    make_service(tmp_path)
    running = Running(tmp_path, real=True)
    running.wait()
    found = Visit(chromium, running.url)
    page = found.page
    try:
        page.goto("/")
        page.wait_for_selector(".hello")
        ask(page, "我们是专精特新企业，奖励多少？")
        choices = page.locator(".asks .chip")
        assert choices.all_inner_texts() == [
            "单项冠军",
            "专精特新“小巨人”",
            "隐形冠军",
            "省级“专精特新”中小企业",
        ]
        assert page.locator(".asks input").count() == 0
        choices.nth(3).press("Enter")
        page.wait_for_function("() => document.querySelectorAll('#log .actions').length > 1")
        assert page.locator(".question").last.inner_text().endswith("省级“专精特新”中小企业")
        answer = page.locator("[data-receipt]").last
        assert "20万元" in answer.locator(".amount-value").inner_text()
        assert "200万元" not in answer.locator(".lead").inner_text()
        assert answer.locator(".asks").count() == 0 and found.errors == []
    finally:
        found.context.close()
        running.stop()
