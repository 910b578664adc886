"""What leaves the machine: what the documentation lists, without identifiers, to the endpoint and nowhere else."""

from __future__ import annotations

import json

import pytest

from assistant.writing.scripted import Call, Said, explain, read_brief
from evals.liar import asks_for_reading
from tests.model.conftest import IN_FORCE

IDENTIFIERS = {
    "证件号": "33010819900101123X",
    "手机号": "13812345678",
    "银行卡": "6222021234567890128",
    "邮箱": "zhang.san@example.com",
    "信用代码": "91330108MA27XK3H5Q",
}
MISSING = "商标质押贷了500万，利率还没问，能贴多少"
# What a request may hold; a field that is added here has to be listed in docs/language-model.md.
WRITING = {
    "此前用户的话", "用户的问题", "已显示的结论", "可用的金额", "可用的原文", "可用的计算步骤", "事项",
    "程序会在最后追问",
}  # fmt: skip
READING = {"此前用户的话", "用户的话", "可选的事项", "可选的事实"}
REQUEST = {"messages", "model", "stream", "tools", "tool_choice", "max_tokens", "max_completion_tokens",
           "temperature", "parallel_tool_calls"}  # fmt: skip


@pytest.mark.parametrize("kind", IDENTIFIERS)
def test_an_identifier_is_masked_in_reading_writing_tools_and_history(kind, modelled, server):
    said = f"联系方式{IDENTIFIERS[kind]}，{MISSING}"

    def script(request):
        told = read_brief(request)
        if asks_for_reading(request) or any(m["role"] == "tool" for m in request["messages"]):
            return explain(request)
        # The model looks for the user's words as it knows them.
        return Said(calls=[Call("search_clauses", json.dumps({"query": told["用户的问题"]}))])

    server.script = script
    assistant = modelled()
    first = assistant.answer(said, as_of=IN_FORCE)
    assistant.answer("基准利率4%，一年", conversation=first.conversation, as_of=IN_FORCE)
    assert [asks_for_reading(request) for request in server.requests][:2] == [True, False]
    sent = json.dumps(server.requests, ensure_ascii=False)
    assert IDENTIFIERS[kind] not in sent
    assert f"〔{kind}1〕" in sent
    last = read_brief(server.requests[-1])
    assert f"〔{kind}1〕" in last["此前用户的话"][0]


def test_a_request_holds_what_the_documentation_lists(modelled, server):
    modelled().answer(MISSING, as_of=IN_FORCE)
    reading, writing = server.requests
    assert set(read_brief(reading)) == READING
    assert set(read_brief(writing)) == WRITING
    for request in server.requests:
        assert set(request) <= REQUEST
        assert {message["role"] for message in request["messages"]} == {"system", "user"}


def test_nothing_goes_to_another_address(modelled, server, monkeypatch):
    import socket

    reached = []
    connect = socket.socket.connect

    def noted(self, address):
        reached.append(address)
        return connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", noted)
    monkeypatch.setenv("LANGSMITH_TRACING", "true")
    monkeypatch.setenv("LANGSMITH_API_KEY", "k")
    answer = modelled().answer(MISSING, as_of=IN_FORCE).answer
    assert answer.model.outcome == "written"
    port = int(server.base_url.split(":")[2].split("/")[0])
    assert {address[:2] for address in reached if isinstance(address, tuple)} == {("127.0.0.1", port)}
