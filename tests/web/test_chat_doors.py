"""The doors in OpenAI's format and the MCP server."""

import asyncio
import json
from concurrent.futures import ThreadPoolExecutor

import pytest

from assistant.errors import UserError
from assistant.mcp import mcp_server

LOAN = "知识产权质押贷款1000万元，基准利率4%，一年，能贴多少？"


def chat(client, messages, **given):
    return client.post(
        "/v1/chat/completions", json={"model": "policy-assistant", "messages": messages, **given}
    )


def test_a_chat_is_answered_with_citations_beside_it(client):
    found = chat(client, [{"role": "system", "content": "x"}, {"role": "user", "content": LOAN}]).json()
    message = found["choices"][0]["message"]
    assert message["role"] == "assistant" and "20万元" in message["content"]
    assert "区办〔2023〕9号 二（二）6" in message["content"]
    assert found["citations"][0]["path"] == ["二", "（二）", "6"]
    assert found["answer"]["figures"][0]["amount"] == "200000.00"


def test_parts_of_a_message_are_read_as_one(client):
    parts = [{"type": "text", "text": "基准利率"}, {"type": "text", "text": "4%"}]
    assert chat(client, [{"role": "user", "content": parts}]).json()["answer"]["question"] == "基准利率4%"


def test_a_chat_streams_the_same_words(client):
    messages = [{"role": "user", "content": LOAN}]
    whole = chat(client, messages).json()["choices"][0]["message"]["content"]
    reply = chat(client, messages, stream=True)
    lines = [line[6:] for line in reply.text.split("\n") if line.startswith("data: ")]
    assert lines[-1] == "[DONE]"
    chunks = [json.loads(line) for line in lines[:-1]]
    assert "".join(chunk["choices"][0]["delta"].get("content", "") for chunk in chunks) == whole
    assert chunks[-1]["choices"][0]["finish_reason"] == "stop" and chunks[-1]["citations"]


def test_a_chat_goes_on_where_it_was_and_is_asked_anew_where_it_is_not_known(client, service):
    first = [{"role": "user", "content": LOAN}]
    said = chat(client, first).json()["choices"][0]["message"]
    for earlier in (said["content"], "换了的话"):
        messages = [*first, {"role": "assistant", "content": earlier}, {"role": "user", "content": "质押"}]
        found = chat(client, messages).json()
        _, before = service.store.receipt(found["answer"]["id"])
        assert before.said == (LOAN,)


def test_one_beginning_may_go_on_in_two_ways(client, service):
    first = [{"role": "user", "content": LOAN}]
    said = chat(client, first).json()["choices"][0]["message"]
    for question in ("质押", "贴息"):
        found = chat(client, [*first, said, {"role": "user", "content": question}]).json()
        _, before = service.store.receipt(found["answer"]["id"])
        assert before.said == (LOAN,)


@pytest.mark.parametrize("messages", [[], [{"role": "assistant", "content": "x"}], [{"role": "user"}]])
def test_a_chat_without_a_question_is_refused(client, messages):
    assert chat(client, messages).status_code == 422


def test_the_models_are_listed(client):
    assert client.get("/v1/models").json()["data"][0]["id"] == "policy-assistant"


def test_the_chat_door_works_with_the_stock_client(server):
    from langchain_openai import ChatOpenAI

    model = ChatOpenAI(model="policy-assistant", base_url=f"{server.url}/v1", api_key="none", max_retries=0)
    assert "20万元" in model.invoke(LOAN).content
    assert "20万元" in "".join(piece.content for piece in model.stream(LOAN))


def called(service, name, given):
    """What a tool gives. In a thread of its own: the browser's event loop may run in this one."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(lambda: asyncio.run(mcp_server(lambda: service).call_tool(name, given))).result()


def tool(service, name, given):
    """What a tool gives, as the other side reads it."""
    found = called(service, name, given)
    return json.loads(found.content[0].text)


def test_the_tools_search_calculate_match_and_answer(service):
    assert tool(service, "search_clauses", {"query": "质押", "limit": 3})["clauses"]
    clause = tool(service, "get_clause", {"clause_id": "hz-binjiang-2023-9/二（二）6"})
    assert clause["label"] == "二（二）6"
    assert len(tool(service, "list_measures", {})["measures"]) >= 40
    loan = {"知识产权质押贷款": [{"实际贷款额": "1000万元", "银行基准利率": "4%", "贷款期限": "1年"}]}
    row = tool(service, "calculate", {"measure_id": "ip_pledge_interest", "profile": loan})
    assert row["figures"][0]["amount"] == "200000.00"
    assert tool(service, "match_profile", {"profile": loan})["measures"]
    assert tool(service, "answer", {"question": LOAN})["citations"]


@pytest.mark.parametrize(
    "name,given,told",
    [
        ("get_clause", {"clause_id": "none"}, "没有编号"),
        ("answer", {"question": "出错"}, "暂时出错"),
        ("answer", {"question": "质押", "as_of": "never"}, "看不明白"),
        ("match_profile", {"profile": {"无此项": 1}}, "没有这一项"),
    ],
)
def test_a_tool_that_fails_says_so_in_chinese(service, name, given, told):
    from mcp.server.mcpserver.exceptions import ToolError

    with pytest.raises(ToolError, match=told):
        called(service, name, given)


def test_mcp_is_served_on_the_same_port_to_this_machine_alone(server):
    import httpx

    hello = {
        "jsonrpc": "2.0",
        "id": 1,
        "method": "initialize",
        "params": {
            "protocolVersion": "2025-03-26",
            "capabilities": {},
            "clientInfo": {"name": "t", "version": "1"},
        },
    }
    headers = {"accept": "application/json, text/event-stream"}
    reply = httpx.post(f"{server.url}/mcp", json=hello, headers=headers)
    assert reply.status_code == 200 and reply.json()["result"]["serverInfo"]["name"] == "policy-assistant"
    assert "content-security-policy" in reply.headers
    other = httpx.post(f"{server.url}/mcp", json=hello, headers={**headers, "host": "evil.example"})
    assert other.status_code in (403, 421)


def test_mcp_speaks_over_standard_input_too(data_dir):
    import subprocess
    import sys

    lines = [
        {
            "jsonrpc": "2.0",
            "id": 1,
            "method": "initialize",
            "params": {
                "protocolVersion": "2025-03-26",
                "capabilities": {},
                "clientInfo": {"name": "t", "version": "1"},
            },
        },
        {"jsonrpc": "2.0", "method": "notifications/initialized"},
        {"jsonrpc": "2.0", "id": 2, "method": "tools/list"},
    ]
    process = subprocess.Popen(
        [sys.executable, "-m", "assistant", "mcp"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    for line in lines:
        process.stdin.write(json.dumps(line) + "\n")
        process.stdin.flush()
        if "id" in line:
            reply = json.loads(process.stdout.readline())
    process.stdin.close()
    assert {tool["name"] for tool in reply["result"]["tools"]} >= {"answer", "calculate", "search_clauses"}
    assert process.wait(20) == 0
    process.stdout.close()


def test_a_day_that_is_none_is_the_users_error():
    from assistant.mcp import _day

    with pytest.raises(UserError):
        _day("2024-02-30")
