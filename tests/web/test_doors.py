"""The JSON doors: answers, replay, match, clauses, measures, feedback; problems told in Chinese."""

import json

import pytest
from browsing import make_service
from fastapi.testclient import TestClient

from assistant.api import session_name
from assistant.web.application import application
from assistant.web.options import WebOptions

LOAN = "知识产权质押贷款1000万元，基准利率4%，一年，能贴多少？"


def test_an_answer_has_every_field_of_the_contract(client):
    found = client.post("/api/answers", json={"question": LOAN, "as_of": "2024-06-01"}).json()
    fields = [
        "id",
        "question",
        "as_of",
        "status",
        "text",
        "spoken",
        "figures",
        "citations",
        "facts",
        "asks",
        "notices",
        "versions",
    ]
    assert set(fields) <= set(found)
    assert found["figures"][0]["amount"] == "200000.00"


def test_a_session_goes_on(client, service):
    for _ in range(2):
        client.post("/api/answers", json={"question": LOAN, "session": "甲"})
    assert service.store.conversation(session_name("甲")).turns == 2
    assert service.store.conversation("甲").turns == 0


def test_an_answer_comes_as_events_too(client):
    reply = client.post("/api/answers", json={"question": LOAN}, headers={"accept": "text/event-stream"})
    assert reply.headers["content-type"].startswith("text/event-stream")
    assert reply.headers["x-accel-buffering"] == "no"
    events = [part.split("\n") for part in reply.text.strip().split("\n\n")]
    names = [lines[0].removeprefix("event: ") for lines in events]
    assert names[0] == "text" and names[-2:] == ["answer", "done"]
    whole = json.loads(events[-2][1].removeprefix("data: "))
    pieces = "".join(json.loads(lines[1][6:])["text"] for lines in events if lines[0] == "event: text")
    assert pieces.strip() == whole["text"].strip()


def test_a_receipt_replays_and_says_whether_the_answer_stands(client, service):
    receipt = client.post("/api/answers", json={"question": LOAN}).json()["id"]
    assert client.get(f"/api/answers/{receipt}").json()["same"] is True
    kept, before = service.store.receipt(receipt)
    service.store.keep_receipt({**kept, "figures": []}, before)
    assert client.get(f"/api/answers/{receipt}").json()["same"] is False
    assert client.get("/api/answers/none").status_code == 404


def test_a_profile_is_matched_without_a_total(client):
    given = {"profile": {"企业名称": "甲", "称号": ["单项冠军"]}, "as_of": "2024-06-01"}
    found = client.post("/api/match", json=given).json()
    ladder = next(row for row in found["measures"] if row["measure"] == "ladder_award")
    assert ladder["figures"][0]["amount"] == "2000000.00" and ladder["figures"][0]["bound"] == "at_most"
    assert not [key for key in found if "total" in key]


def test_an_entry_of_a_profile_that_cannot_be_read_is_named(client):
    reply = client.post("/api/match", json={"profile": {"称号2": ["单项冠军"]}})
    assert reply.status_code == 422 and "称号2" in reply.json()["detail"]


def test_clauses_and_measures_are_listed_and_fetched(client):
    clauses = client.get("/api/clauses", params={"limit": 100}).json()["clauses"]
    wanted = next(clause for clause in clauses if clause["label"] == "二（二）6")
    assert client.get(f"/api/clauses/{wanted['id']}").json() == wanted
    assert client.get("/api/clauses", params={"q": "质押", "limit": 2}).json()["clauses"]
    measures = client.get("/api/measures").json()["measures"]
    assert len(measures) >= 40
    assert client.get(f"/api/measures/{measures[0]['id']}").json() == measures[0]
    for path in ("/api/clauses/none", "/api/measures/none"):
        assert client.get(path).status_code == 404


@pytest.mark.parametrize(
    "path,given,status,told",
    [
        ("/api/answers", {"question": " "}, 422, "请输入"),
        ("/api/answers", {"x": 1}, 422, "question"),
        ("/api/answers", {"question": "a", "session": "../a"}, 422, "session"),
        ("/api/answers", {"question": "a", "as_of": "2024-02-30"}, 422, "as_of"),
        ("/api/answers", {"question": "出错"}, 500, "暂时出错"),
        ("/api/match", {"profile": {"企业名称": "\ud800"}}, 422, "读不懂"),
        ("/api/feedback", {"answer": "none", "verdict": "good"}, 404, "没有找到"),
        ("/api/feedback", {"answer": "none", "verdict": "so so"}, 422, "verdict"),
    ],
)
def test_problems_are_told_in_chinese_with_nothing_of_our_insides(client, path, given, status, told):
    reply = client.post(path, content=json.dumps(given), headers={"content-type": "application/json"})
    assert reply.status_code == status
    assert reply.headers["content-type"] == "application/problem+json"
    assert (
        told in reply.json()["detail"] and "Traceback" not in reply.text and "script wants" not in reply.text
    )


def test_a_body_that_is_too_large_is_refused_however_it_comes(client):
    big = b'{"question":"' + b"x" * 300_000 + b'"}'
    assert client.post("/api/answers", content=big).status_code == 413

    def pieces():
        yield from (big[at : at + 50_000] for at in range(0, len(big), 50_000))

    assert client.post("/api/answers", content=pieces()).status_code >= 400


def test_one_address_may_ask_only_so_often(tmp_path):
    options = WebOptions(rate="3/minute")
    app = application(service=make_service(tmp_path), options=options, pages=False)
    with TestClient(app) as client:
        codes = [client.get("/api/measures").status_code for _ in range(5)]
        refused = client.get("/api/measures")
    assert codes == [200, 200, 200, 429, 429]
    assert refused.headers["retry-after"] == "60" and "频繁" in refused.json()["detail"]


def test_health_readiness_and_gauges(client):
    assert client.get("/health").json() == {"status": "ok"}
    assert client.get("/ready").status_code == 200
    client.post("/api/answers", json={"question": LOAN})
    # The test client's address is no address of this machine.
    assert client.get("/metrics").status_code == 403


def test_gauges_are_read_where_an_option_opens_them_and_hold_no_words(tmp_path):
    app = application(service=make_service(tmp_path), options=WebOptions(metrics_open=True), pages=False)
    with TestClient(app) as client:
        client.post("/api/answers", json={"question": LOAN})
        told = client.get("/metrics").text
    assert 'assistant_answers_total{door="api",status="answered"}' in told
    assert 'route="/api/answers"' in told and "质押" not in told


@pytest.mark.parametrize("path", ["/source", "/desk/sign-in", "/widget", "/api/measures", "/none"])
def test_every_response_carries_the_headers_of_the_guard(client, path):
    headers = client.get(path).headers
    assert "default-src 'none'" in headers["content-security-policy"] or path == "/none"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert "frame-ancestors 'self'" in headers["content-security-policy"]


def test_only_named_sites_may_frame_the_widget(tmp_path):
    options = WebOptions(embed_origins="https://www.example.gov.cn")
    app = application(service=make_service(tmp_path), options=options, pages=False)
    with TestClient(app) as client:
        widget = client.get("/widget").headers["content-security-policy"]
        desk = client.get("/desk/sign-in").headers["content-security-policy"]
    assert "frame-ancestors 'self' https://www.example.gov.cn" in widget
    assert "example" not in desk


def test_the_description_is_in_chinese_and_has_examples(client):
    told = client.get("/openapi.json").json()
    for path, methods in told["paths"].items():
        for method in methods.values():
            assert any("\u4e00" <= char <= "\u9fff" for char in method["summary"]), path
    assert told["components"]["schemas"]["Asked"]["examples"][0]["question"] == LOAN


def test_a_page_that_is_not_there_is_told_on_a_page(client):
    reply = client.get("/a/none", headers={"accept": "text/html"})
    assert reply.status_code == 404 and "没有找到" in reply.text and reply.text.startswith("<!doctype html>")


@pytest.mark.parametrize("query", ["document=none", "start=-1", "end=x"])
def test_a_source_that_is_not_there_is_told(client, query):
    assert client.get(f"/source?{query}").status_code in (404, 422)
