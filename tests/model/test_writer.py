"""Answers with a model: what changes, what stays, what leaves the machine, what a receipt holds."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
from dataclasses import asdict

import pytest

from assistant.dialogue.conversation import Conversation
from assistant.errors import UserError
from assistant.settings import ROOT, Settings
from assistant.writing.endpoint import configured_endpoint
from assistant.writing.layout import lay_out, opening_of_text
from assistant.writing.scripted import Call, Said, explain, read_brief
from evals.liar import asks_for_reading
from tests.model.conftest import IN_FORCE
from tests.model.faults import hanging

LOAN = "拿专利去银行质押贷了八百万，基准利率4.35%，借一年，贴息是多少"


def kept(answer):
    """A receipt's form: through JSON and back."""
    return json.loads(json.dumps(answer.to_dict(), ensure_ascii=False))


def test_the_model_explains_and_everything_else_stays(modelled, composed):
    assistant = modelled(model_price_in="1", model_price_out="4")
    answer = assistant.answer(LOAN, as_of=IN_FORCE).answer
    plain = composed.answer(LOAN, as_of=IN_FORCE).answer
    assert answer.text != plain.text
    assert answer.text.startswith(opening_of_text(plain.text))
    same = ("status", "figures", "facts", "asks", "notices", "spoken", "matters")
    assert [getattr(answer, name) for name in same] == [getattr(plain, name) for name in same]
    assert answer.model.outcome == "written"
    assert (answer.model.calls, answer.model.name) == (1, "scripted")
    assert answer.model.tokens_in > 500
    assert float(answer.model.cost) > 0
    assert answer.versions["model"] == "scripted"
    assert answer.versions["prompts"]


def test_a_model_that_leaves_the_clause_out_has_it_put_back(modelled, composed, server):
    """A lie by omission: an amount without the condition that it hangs on."""
    question = "签了创新券的服务合同，能补钱吗"
    server.script = lambda request: Said("创新券载体平台服务补助给{figure:f1}。")
    turn = modelled().answer(question, as_of=IN_FORCE)
    assert turn.answer.model.outcome == "written"
    assert "不超过认定登记的技术服务合同金额" in turn.answer.text
    assert not composed.breaches(turn.answer, turn.conversation)
    server.script = lambda request: Said("依据是{quote:q1}，请对照。")
    text = modelled().answer(question, as_of=IN_FORCE).answer.text
    assert text.count("不超过认定登记的技术服务合同金额") == 1


@pytest.mark.parametrize(
    "question",
    [LOAN, "商标质押贷了500万，利率还没问，能贴多少", "境外上市奖励多少，另外研发机构奖励多少", "小巨人奖励多少",
     "展位费能补多少，运输费算吗", "创新券和贴息各最多多少"],
)  # fmt: skip
def test_nothing_composed_is_lost_beside_a_models_words(modelled, composed, server, question):
    """What was assumed, what the text leaves open, what a ceiling means: the model adds, it takes nothing."""
    server.script = lambda request: Said("说明如下，请对照原文核对。")
    answer = modelled().answer(question, as_of=IN_FORCE).answer
    assert answer.model.outcome == "written"
    plain = composed.answer(question, as_of=IN_FORCE).answer
    assert [p for p in plain.text.split("\n\n") if p not in answer.text] == []
    assert set(plain.text.split("\n\n")) < set(answer.text.split("\n\n"))


def test_the_composed_turn_comes_first(modelled):
    first, last = modelled().progress(LOAN, as_of=IN_FORCE)
    assert first.answer.model is None
    assert last.answer.model.outcome == "written"
    assert last.answer.text.startswith(opening_of_text(first.answer.text))


def test_talk_and_refusals_are_no_business_of_the_model(modelled, server):
    assistant = modelled()
    for said in ("你好", "谢谢", "余杭区的政策呢", "你这个笨蛋机器人"):
        assert assistant.answer(said, as_of=IN_FORCE).answer.model.outcome == "unused"
    assert not [r for r in server.requests if not asks_for_reading(r)]


def test_without_a_model_nothing_of_langchain_is_imported():
    code = (
        "import sys; from assistant.assistant import open_assistant;"
        "open_assistant().answer('境外上市奖励多少');"
        "print([m for m in sys.modules if m.split('.')[0] in ('langchain', 'langchain_openai', 'openai', 'langgraph')])"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True,
        env={"PATH": "/usr/bin:/bin", "OMP_NUM_THREADS": "1"},
    )  # fmt: skip
    assert run.stdout.strip() == "[]"


def test_a_bad_draft_is_sent_back_once_with_the_reasons(modelled, server):
    def script(request):
        last = request["messages"][-1]["content"]
        if "没有通过核对" in str(last):
            return explain(request)
        return Said("按规定给500万元。")

    server.script = script
    answer = modelled().answer(LOAN, as_of=IN_FORCE).answer
    assert answer.model.outcome == "repaired"
    assert "500万元" in server.requests[-1]["messages"][-1]["content"]
    assert "500" not in answer.text


def test_tools_look_up_and_what_they_find_may_be_quoted(modelled, composed, server):
    def script(request):
        results = [m for m in request["messages"] if m["role"] == "tool"]
        if not results:
            return Said(calls=[
                Call("search_clauses", '{"query": "同一项目 不重复"}'),
                Call("get_clause", '{"label": "三1"}'),
                Call("list_measures", "{}"),
                Call("calculate", '{"measure": "ip_pledge_interest", "facts": [{"name": "loan.principal", "value": "1000..2000"}]}'),
                Call("calculate", '{"measure": "ip_pledge_interest", "facts": [{"name": "x", "value": "1"}]}'),
                Call("match_profile", '{"profile": {}}'),
            ])  # fmt: skip
        found = json.loads(results[1]["content"])
        told = {result["tool_call_id"]: result["content"] for result in results}
        assert "只供你参考" in told["call_3"]
        assert "没有叫“x”的事实" in told["call_4"]
        quote = next(each["id"] for each in found["原文"] if "不重复" in each["句"])
        return Said(f"还要注意{{quote:{quote}}}，依据{{quote:q1}}。")

    server.script = script
    turn = modelled().answer(LOAN, as_of=IN_FORCE)
    assert turn.answer.model.outcome == "written"
    assert "三1" in {citation.label for citation in turn.answer.citations}
    assert not composed.breaches(turn.answer, turn.conversation)


def test_a_reading_brings_in_what_the_grammar_missed(modelled, composed, server):
    """The grammar cannot spell out the level; the model points at the words, the grammar reads the turn again."""
    question = "研发中心，GUOJIAJI，新认定，奖多少 ps:我们专精特新"
    fact = {"name": "level", "said": "GUOJIAJI", "value": "national"}
    told = json.dumps({"matters": [], "facts": [fact]}, ensure_ascii=False)

    def script(request):
        return Said(calls=[Call("Suggestion", told)]) if asks_for_reading(request) else explain(request)

    server.script = script
    first, last = modelled().progress(question, as_of=IN_FORCE)
    assert (first.answer.status, last.answer.status) == ("needs_facts", "answered")
    [figure] = last.answer.figures
    assert (str(figure.amount), figure.bound) == ("1000000.00", "exact")
    again = composed.replay(
        question, conversation=Conversation(), as_of=IN_FORCE, kept=kept(last.answer)["model"]
    )
    same = ("status", "figures", "citations", "text")
    assert [getattr(again.answer, n) for n in same] == [getattr(last.answer, n) for n in same]


def test_a_model_without_structured_output_still_writes(modelled, composed, server):
    """Asked to read, it talks; that must not use up the calls for writing."""
    server.script = lambda request: Said("依据是{quote:q1}。")
    answer = modelled().answer("商标质押贷了500万，利率还没问，能贴多少", as_of=IN_FORCE).answer
    assert answer.model.outcome == "written"
    assert answer.model.calls <= 4


def test_a_matter_in_pinyin_is_understood_and_replayed(modelled, composed, server):
    """What the grammar cannot spell out the model points at; the grammar reads the turn again."""
    question = "展WEI费补贴 德GUO"
    matter = {"id": "hz-binjiang-2023-9/overseas_exhibition", "said": question}
    told = json.dumps({"matters": [matter], "facts": []}, ensure_ascii=False)

    def script(request):
        return Said(calls=[Call("Suggestion", told)]) if asks_for_reading(request) else explain(request)

    server.script = script
    first, last = modelled().progress(question, as_of=IN_FORCE)
    assert (first.answer.status, last.answer.status) == ("out_of_scope", "answered")
    [figure] = last.answer.figures
    assert (figure.measure, str(figure.amount), figure.bound) == (
        "overseas_exhibition",
        "200000.00",
        "at_most",
    )
    again = composed.replay(
        question, conversation=Conversation(), as_of=IN_FORCE, kept=kept(last.answer)["model"]
    )
    assert (again.answer.text, again.answer.figures) == (last.answer.text, last.answer.figures)


def test_a_matter_that_only_the_model_sees_is_offered_as_a_question(modelled, composed, server):
    question = "电费太贵了，厂里撑不住"
    near = {hit.clause_id for hit in composed.search.find(question, limit=4)}
    measure = next(m for m in composed.library.measures if m.clause_id in near)
    matter = {"id": f"{measure.policy}/{measure.id}", "said": question}
    told = json.dumps({"matters": [matter], "facts": []}, ensure_ascii=False)
    server.script = lambda request: Said(calls=[Call("Suggestion", told)])
    answer = modelled().answer(question, as_of=IN_FORCE).answer
    plain = composed.answer(question, as_of=IN_FORCE).answer
    assert (answer.status, answer.figures, answer.text) == (plain.status, plain.figures, plain.text)
    assert measure.name in answer.suggestions[0]
    assert len(answer.suggestions) == 3


def test_a_receipt_is_replayed_word_for_word_without_the_model(modelled, composed, server):
    question = "电话13812345678，专利质押贷款怎么贴息"
    answer = modelled().answer(question, as_of=IN_FORCE).answer
    assert answer.model.outcome == "written"
    asked = len(server.requests)
    again = composed.replay(
        question, conversation=Conversation(), as_of=IN_FORCE, kept=kept(answer)["model"]
    ).answer
    assert len(server.requests) == asked
    assert again.text == answer.text
    assert (again.status, again.figures, again.citations) == (answer.status, answer.figures, answer.citations)


def test_a_forged_receipt_cannot_bring_in_a_figure(composed):
    forged = {"reading": {}, "text": "给您500万元。", "quotes": {"q9": ["nowhere", 0, 10]}}
    again = composed.replay(LOAN, conversation=Conversation(), as_of=IN_FORCE, kept=forged).answer
    assert again == composed.answer(LOAN, as_of=IN_FORCE).answer


def test_identifiers_and_amounts_do_not_leave_the_machine(modelled, server):
    said = "我是13812345678，身份证33010819900101123X，邮箱a@b.com，代码91330108MA27XK3H5Q"
    assistant = modelled()
    first = assistant.answer(said + "，专利质押贷款怎么贴息", as_of=IN_FORCE)
    assistant.answer("利率4.35%，贷款800万，一年", conversation=first.conversation, as_of=IN_FORCE)
    sent = json.dumps(server.requests, ensure_ascii=False)
    assert "质押贷款怎么贴息" in sent
    assert not [
        word
        for word in ("13812345678", "33010819900101123X", "a@b.com", "91330108MA27XK3H5Q")
        if word in sent
    ]
    told = read_brief(server.requests[-1])
    assert "17.4" not in json.dumps(told, ensure_ascii=False)


def test_a_stand_in_is_put_back(modelled, server):
    server.script = lambda request: Said("您留的〔手机号1〕已经看到。依据{quote:q1}。")
    answer = modelled(model_small=True).answer("我手机13812345678，境外上市怎么奖", as_of=IN_FORCE).answer
    assert "您留的13812345678已经看到" in answer.text


def test_a_small_model_gets_the_short_prompt_and_no_tools(modelled, server):
    modelled(model_small=True).answer(LOAN, as_of=IN_FORCE)
    [request] = server.requests
    assert "tools" not in request
    assert len(request["messages"][0]["content"]) < 500


def test_thinking_aloud_is_not_shown(modelled, server):
    server.script = lambda request: Said("<think>给500万？不对。</think>\n依据是{quote:q1}。")
    answer = modelled(model_small=True).answer(LOAN, as_of=IN_FORCE).answer
    assert answer.model.outcome == "written"
    assert "think" not in answer.text


def test_whoever_leaves_stops_the_work(modelled, server):
    server.transport = hanging
    cancelled = threading.Event()
    turns = modelled(answer_timeout=20).progress(LOAN, as_of=IN_FORCE, cancelled=cancelled)
    next(turns)
    threading.Timer(0.2, cancelled.set).start()
    began = time.monotonic()
    assert next(turns).answer.model.outcome == "cancelled"
    assert time.monotonic() - began < 8


def test_two_conversations_at_once_do_not_mix(modelled):
    assistant = modelled()
    found = {}

    def ask(question):
        found[question] = assistant.answer(question, as_of=IN_FORCE).answer

    questions = ["境外上市奖励多少", "研发机构奖励多少", LOAN, "小巨人奖励多少"]
    threads = [threading.Thread(target=ask, args=(q,)) for q in questions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for question in questions:
        assert found[question].question == question
        assert found[question].model.outcome == "written"


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ({"model": "m"}, "ASSISTANT_MODEL_BASE_URL"),
        ({"model_base_url": "http://x/v1"}, "ASSISTANT_MODEL"),
        ({"model": "m", "model_base_url": "x/v1"}, "http://"),
    ],
)
def test_half_a_setting_is_the_users_error(settings, told):
    with pytest.raises(UserError, match=told):
        configured_endpoint(Settings(_env_file=None, **settings))


def test_the_opening_holds_the_conclusions_and_no_question(composed):
    answer = composed.answer("商标质押贷了500万，利率还没问，能贴多少", as_of=IN_FORCE).answer
    layout = lay_out(answer)
    assert layout.closing
    assert layout.closing not in layout.opening
    assert ">" not in layout.opening
    two = lay_out(composed.answer("境外上市奖励多少，另外研发机构奖励多少", as_of=IN_FORCE).answer)
    assert two.sections == 2
    assert asdict(two)["opening"].count("万元") >= 4
