"""The desk's doors: staff only, calls kept and found, curated answers served only while they stand."""

import io
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
from browsing import PASSWORD
from script import LOAN_QUOTE, SOURCE

from assistant.answering.answer import Answer
from assistant.state import curated as store
from assistant.state.tables import calls
from assistant.web.curated import objections, stands
from assistant.web.instant import instant

QUOTE = {"document": "区办〔2023〕9号", "clause": "二（二）6", "quote": LOAN_QUOTE}
QUESTION = "知识产权质押贷款贴息比例是多少"


@pytest.fixture
def desk(client):
    """The client, signed in as an officer."""
    return signed_in(client, "王专员")


def signed_in(client, name):
    client.cookies.clear()
    reply = client.post("/desk/sign-in", data={"name": name, "password": PASSWORD}, follow_redirects=False)
    assert reply.status_code == 303
    return client


def test_nobody_gets_in_without_signing_in(client):
    assert client.get("/desk", follow_redirects=False).headers["location"] == "/desk/sign-in"
    for method, path in (
        ("get", "/desk/api/search?q=a"),
        ("post", "/desk/api/calls"),
        ("get", "/desk/api/calls"),
        ("get", "/desk/api/feedback"),
        ("get", "/desk/api/curated"),
        ("post", "/desk/api/curated"),
        ("get", "/desk/api/measures/ladder_award"),
    ):
        assert getattr(client, method)(path).status_code == 401, path
    client.cookies.set("desk", "made up", path="/desk")
    assert client.get("/desk/api/search?q=a").status_code == 401


def test_every_route_of_the_desk_asks_who_is_there(client):
    """Also those that are added later: the application's own list is walked."""
    paths = [path for path in _paths(client.app) if path.startswith("/desk/api")]
    assert len(paths) > 10
    for path in paths:
        filled = path.replace("{number}", "1").replace("{measure_id}", "x").replace("{name}", "x")
        codes = {client.request(method, filled).status_code for method in ("GET", "POST", "PUT")}
        assert codes <= {401, 405}, path


def _paths(app):
    found = []
    for route in app.routes:
        inner = getattr(route, "original_router", None)
        found += [part.path for part in inner.routes] if inner is not None else [getattr(route, "path", "")]
    return found


def test_the_cookie_cannot_be_read_by_scripts_or_sent_by_other_sites(client):
    reply = client.post(
        "/desk/sign-in", data={"name": "王专员", "password": PASSWORD}, follow_redirects=False
    )
    told = reply.headers["set-cookie"]
    assert "HttpOnly" in told and "SameSite=strict" in told and "Path=/desk" in told


def test_another_site_cannot_act_in_the_officers_name(desk):
    assert desk.post("/desk/api/calls", headers={"origin": "https://evil.example"}).status_code == 403
    assert desk.post("/desk/api/calls", headers={"origin": "http://127.0.0.1:7860"}).status_code == 201


def test_signing_out_ends_it(desk):
    token = desk.cookies["desk"]
    desk.post("/desk/sign-out")
    desk.cookies.set("desk", token, path="/desk")
    assert desk.get("/desk/api/search?q=a").status_code == 401


def test_a_wrong_password_is_told_on_the_page(client):
    reply = client.post("/desk/sign-in", data={"name": "<b>x", "password": "wrong"})
    assert reply.status_code == 401 and "账号或密码不对" in reply.text and "&lt;b&gt;x" in reply.text


@pytest.mark.parametrize(
    "typed,first",
    [
        ("贴息", "知识产权质押贷款贴息"),
        ("小巨人", "企业梯次培育奖励"),
        ("二（二）6", None),
        ("梯次培育", "企业梯次培育奖励"),
        ("jwss", "境外上市奖励"),
        ("公司打算去境外上市", "境外上市奖励"),
    ],
)
def test_what_is_typed_finds_the_measure(service, typed, first):
    found = instant(service.assistant, typed)["measures"]
    assert found and (first is None or found[0]["name"] == first), [m["name"] for m in found]


def test_a_call_is_kept_ended_found_and_taken_away(desk):
    import docx

    call = desk.post("/desk/api/calls").json()
    given = {"call": call["id"], "question": "质押1000万元，基准利率4%"}
    answered = desk.post("/desk/api/answers", json=given).json()
    assert answered["answer"]["figures"] and "可以这样说" in answered["html"]
    kept = {"enterprise": "杭州某科技", "notes": "下周回电", "checks": [{"text": "核实利率", "done": False}]}
    desk.put(f"/desk/api/calls/{call['id']}", json=kept)
    ended = desk.post(f"/desk/api/calls/{call['id']}/end").json()
    assert ended["ended_at"] and len(ended["turns"]) == 1
    for word in ("某科技", "下周", "质押"):
        assert desk.get("/desk/api/calls", params={"word": word}).json()["calls"][0]["id"] == call["id"]
    reply = desk.get(f"/desk/api/calls/{call['id']}/record.docx")
    words = "\n".join(part.text for part in docx.Document(io.BytesIO(reply.content)).paragraphs)
    for said in ("杭州某科技", "下周回电", "☐ 核实利率", "二（二）6", "王专员"):
        assert said in words


def test_a_clause_is_named_once_in_a_record(desk):
    call = desk.post("/desk/api/calls").json()
    desk.post("/desk/api/answers", json={"call": call["id"], "question": "质押1000万元，基准利率4%"})
    record = desk.get(f"/desk/api/calls/{call['id']}").json()["record"]
    basis = next(line for line in record.splitlines() if "依据" in line)
    assert basis.count("二（二）6") == 1


def test_a_matter_is_handed_to_a_colleague(client):
    officer = signed_in(client, "王专员")
    number = officer.post("/desk/api/calls").json()["id"]
    hand = f"/desk/api/calls/{number}/hand"
    assert officer.post(hand, json={"to": "没有这人"}).status_code == 404
    assert officer.post(hand, json={"to": "王专员"}).status_code == 422
    officer.post(hand, json={"to": "赵专员", "note": "请回电"})
    colleague = signed_in(client, "赵专员")
    (found,) = colleague.get("/desk/api/calls", params={"mine": True}).json()["calls"]
    assert found["handed_note"] == "请回电" and "转交：赵专员 请回电" in found["record"]


def test_a_curated_answer_needs_an_editor_and_then_goes_with_the_answer(client, service):
    officer = signed_in(client, "王专员")
    given = {"question": QUESTION, "text": "贴息比例是50%，每年不超过200万元。", "quotes": [QUOTE]}
    number = officer.post("/desk/api/curated", json=given).json()["id"]
    assert officer.post(f"/desk/api/curated/{number}", json={"state": "published"}).status_code == 403
    assert client.post("/api/answers", json={"question": QUESTION}).json()["curated"] == []
    editor = signed_in(client, "李编辑")
    assert editor.post(f"/desk/api/curated/{number}", json={"state": "published"}).status_code == 200
    answer = client.post("/api/answers", json={"question": f"{QUESTION}？"}).json()
    assert answer["curated"][0]["author"] == "王专员" and answer["curated"][0]["clauses"] == ["二（二）6"]
    assert "服务专员补充" in client.get(f"/a/{answer['id']}").text


@pytest.mark.parametrize(
    "text,quote,told",
    [
        ("每年不超过300万元。", LOAN_QUOTE, "300万元"),
        ("贴息比例是三成五。", LOAN_QUOTE, "没有出处"),
        ("有贴息。", LOAN_QUOTE.replace("50%", "60%"), "找不到"),
    ],
)
def test_a_curated_answer_with_a_figure_or_quote_of_its_own_is_refused(desk, text, quote, told):
    given = {"question": QUESTION, "text": text, "quotes": [{**QUOTE, "quote": quote}]}
    reply = desk.post("/desk/api/curated", json=given)
    assert reply.status_code == 422 and told in reply.json()["detail"]


def test_a_curated_answer_is_served_no_longer_when_its_quote_is_gone(service):
    quotes = (store.Quote("hz-binjiang-2023-9/二（二）6", LOAN_QUOTE),)
    now = datetime.now(UTC)
    number = store.propose(service.store.engine, QUESTION, "有贴息。", quotes, "王专员", now)
    store.decide(service.store.engine, number, "published", "李编辑", now)
    answer = {"question": QUESTION}
    assert service.with_curated(answer)["curated"]
    changed = SOURCE.replace("贴息资助", "贴息补助")
    service.assistant.sources["区办〔2023〕9号"] = changed
    try:
        assert service.with_curated(answer)["curated"] == []
        assert not stands(store.curated_one(service.store.engine, number), service.assistant)
    finally:
        service.assistant.sources["区办〔2023〕9号"] = SOURCE


def test_a_clause_that_is_gone_is_told(service):
    told = objections("问", "有贴息。", (store.Quote("p/none", "贴息"),), service.assistant)
    assert "找不到" in told[0]
    assert Answer


def test_markup_in_a_curated_answer_stays_text(client):
    editor = signed_in(client, "李编辑")
    nasty = "<img src=x onerror=alert(1)>有贴息。"
    given = {"question": QUESTION, "text": nasty, "quotes": [QUOTE]}
    number = editor.post("/desk/api/curated", json=given).json()["id"]
    editor.post(f"/desk/api/curated/{number}", json={"state": "published"})
    answer = client.post("/api/answers", json={"question": QUESTION}).json()
    page = client.get(f"/a/{answer['id']}").text
    assert "<img" not in page and "&lt;img" in page


def test_what_people_said_is_listed_for_staff(desk):
    answer = desk.post("/api/answers", json={"question": QUESTION}).json()
    desk.post(
        "/api/feedback", json={"answer": answer["id"], "verdict": "bad", "reason": "misread", "more": "x"}
    )
    (found,) = desk.get("/desk/api/feedback").json()["feedback"]
    assert (found["question"], found["reason"], found["verdict"]) == (
        QUESTION,
        "没有听懂我的问题",
        "没帮上忙",
    )


def test_five_wrong_passwords_lock_the_account_even_for_the_right_one(client):
    for _ in range(5):
        client.post("/desk/sign-in", data={"name": "赵专员", "password": "wrong"})
    reply = client.post("/desk/sign-in", data={"name": "赵专员", "password": PASSWORD})
    assert reply.status_code >= 400 and "锁定" in reply.text
    assert client.get("/desk", follow_redirects=False).status_code == 303


def test_an_admin_alone_sees_accounts_lifts_a_lock_and_closes_one(client):
    for name in ("王专员", "李编辑"):
        assert signed_in(client, name).get("/desk/api/accounts").status_code == 403
        assert client.post("/desk/api/accounts/赵专员", json={"state": "closed"}).status_code == 403
        assert "view-accounts" not in client.get("/desk").text
    for _ in range(5):
        client.post("/desk/sign-in", data={"name": "赵专员", "password": "wrong"})
    admin = signed_in(client, "钱管理")
    assert "view-accounts" in admin.get("/desk").text
    found = {account["name"]: account for account in admin.get("/desk/api/accounts").json()["accounts"]}
    assert (found["赵专员"]["state"], found["李编辑"]["state"]) == ("locked", "open")
    assert found["赵专员"]["locked_until"] and found["王专员"]["seen_at"] and found["钱管理"]["own"]
    assert "password" not in found["王专员"]
    assert admin.post("/desk/api/accounts/赵专员", json={"state": "open"}).status_code == 200
    assert admin.post("/desk/api/accounts/王专员", json={"state": "closed"}).status_code == 200
    assert admin.post("/desk/api/accounts/钱管理", json={"state": "closed"}).status_code == 422
    assert admin.post("/desk/api/accounts/没有这人", json={"state": "open"}).status_code == 404
    assert signed_in(client, "赵专员").get("/desk/api/search?q=a").status_code == 200
    told = client.post("/desk/sign-in", data={"name": "王专员", "password": PASSWORD})
    assert told.status_code == 401


def test_closing_an_account_ends_its_sign_ins(client):
    token = signed_in(client, "王专员").cookies["desk"]
    signed_in(client, "钱管理").post("/desk/api/accounts/王专员", json={"state": "closed"})
    client.cookies.clear()
    client.cookies.set("desk", token, path="/desk")
    assert client.get("/desk/api/search?q=a").status_code == 401


@pytest.fixture
def three_calls(desk, service):
    """Calls of three enterprises on three days in Shanghai; their numbers by enterprise."""
    days = {
        "杭州甲科技": "2024-05-31T16:30",
        "杭州乙生物": "2024-06-01T15:30",
        "宁波丙装备": "2024-06-01T16:30",
    }
    made = {}
    for name, moment in days.items():
        number = desk.post("/desk/api/calls").json()["id"]
        asked = {"call": number, "question": f"{name[-2:]}质押贷款贴息多少"}
        assert desk.post("/desk/api/answers", json=asked).status_code == 200
        desk.put(
            f"/desk/api/calls/{number}",
            json={"enterprise": name, "notes": f"找{name[2]}方财务", "checks": []},
        )
        with service.store.engine.begin() as connection:
            started = datetime.fromisoformat(moment).replace(tzinfo=UTC)
            connection.execute(sa.update(calls).where(calls.c.id == number).values(started_at=started))
        made[name] = number
    return made


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"word": "乙生物"}, ["杭州乙生物"]),
        ({"word": "杭州"}, ["杭州乙生物", "杭州甲科技"]),
        ({"day": "2024-06-01"}, ["杭州乙生物", "杭州甲科技"]),
        ({"day": "2024-06-02"}, ["宁波丙装备"]),
        ({"day": "2024-05-31"}, []),
        ({"word": "装备质押"}, ["宁波丙装备"]),
        ({"word": "州方财务"}, []),
        ({"word": "丙方财务"}, ["宁波丙装备"]),
        ({"word": "杭州", "day": "2024-06-02"}, []),
        ({"word": "100%"}, []),
    ],
)
def test_a_record_is_found_by_enterprise_day_and_word(desk, three_calls, query, found):
    """A day begins at midnight in Shanghai, not in Greenwich."""
    names = {number: name for name, number in three_calls.items()}
    told = desk.get("/desk/api/calls", params=query).json()["calls"]
    assert [names[call["id"]] for call in told] == found


def test_attempts_to_sign_in_are_limited(tmp_path):
    from browsing import make_service
    from fastapi.testclient import TestClient

    from assistant.web.application import application
    from assistant.web.options import WebOptions

    options = WebOptions(sign_in_rate="2/minute")
    with TestClient(application(service=make_service(tmp_path), options=options, pages=False)) as client:
        codes = [
            client.post("/desk/sign-in", data={"name": "x", "password": "y"}).status_code for _ in range(3)
        ]
    assert codes == [401, 401, 429]
