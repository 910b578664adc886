"""政策体检: the form's facts, the comparison, the chart, and the exports read back."""

import io
import json
import xml.etree.ElementTree as ET
from datetime import date

import pytest

from assistant.calculation.profile import profile_schema
from assistant.web.chart import NARROW, WIDE, amounts_chart
from assistant.web.checkup import compare, read_day
from assistant.web.match_view import charted
from assistant.web.profile_form import entered_profile, form_groups

DAY = date(2024, 6, 1)
PROFILE = {
    "企业名称": '=HYPERLINK("http://x")<b>',
    "称号": [{"称号": "专精特新“小巨人”"}, {"称号": "单项冠军"}],
    "以知识产权质押": "是",
    "知识产权质押贷款": [{"实际贷款额": "1000万元", "银行基准利率": "4%", "贷款期限": "1年"}],
}


@pytest.fixture
def library(service):
    return service.assistant.library


@pytest.fixture
def view(library):
    return compare(library, PROFILE, DAY)


def test_every_fact_has_its_place_in_the_form_once(library):
    fields = [field for group in form_groups(library) for field in group.fields if not field.item]
    names = [field.input.name for field in fields]
    assert sorted(names) == sorted(item.name for item in library.inputs)


def test_what_is_entered_is_a_profile_that_can_be_read(library):
    groups = form_groups(library)
    fields = [field for group in groups for field in group.fields]
    told = {"实际贷款额": "1000万元", "银行基准利率": "4%", "贷款期限": "1年", "称号": "单项冠军"}
    values = [told.get(field.label) if not field.item else None for field in fields]
    profile = entered_profile(" 甲 ", fields, values)
    assert profile["知识产权质押贷款"] == [
        {"实际贷款额": "1000万元", "银行基准利率": "4%", "贷款期限": "1年"}
    ]
    assert set(profile) <= set(profile_schema(library.inputs)["properties"])
    assert compare(library, profile, DAY).rows


def test_the_comparison_names_amounts_conditions_and_no_total(view):
    rows = {row.name: row for row in view.rows}
    loan = rows["知识产权质押贷款贴息"]
    assert loan.standing == "met" and loan.amounts[0].shown == "20万元" and loan.amounts[0].exact
    assert [a.shown for a in rows["企业梯次培育奖励"].amounts] == ["最高100万元", "最高200万元"]
    assert rows["人才合作培训配套补助"].nothing == "原文未载明金额"
    assert view.conflicts


def test_a_service_that_asks_nothing_is_no_finding(view):
    kinds = {standing: rows for standing, _, rows in view.groups}
    assert kinds["general"] and not [row for row in kinds["general"] if row.conditions or row.amounts]
    assert "知识产权质押贷款贴息" in [row.name for row in kinds["met"]]
    assert f"不设条件的服务 {len(kinds['general'])} 项" in view.counts
    assert [standing for standing, _, rows in view.groups if rows][:1] == ["met"]


@pytest.mark.parametrize("layout", [WIDE, NARROW])
def test_the_chart_is_a_sound_drawing_that_can_be_heard(view, layout):
    drawn = ET.fromstring(amounts_chart(charted(view.rows), layout))
    assert "20万元" in drawn.get("aria-label")
    width = float(drawn.get("viewBox").split()[2])
    for bar in drawn.iter("{http://www.w3.org/2000/svg}rect"):
        assert float(bar.get("x") or 0) + float(bar.get("width")) <= width
    assert amounts_chart([], layout) == ""


def export(client, kind, profile=PROFILE):
    given = {"profile": json.dumps(profile, ensure_ascii=False), "as_of": "2024-06-01"}
    return client.post(f"/report/{kind}", data=given)


def test_the_word_document_holds_amounts_and_clauses(client):
    import docx

    reply = export(client, "word")
    paper = docx.Document(io.BytesIO(reply.content))
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    assert any("20万元" in text for text in cells)
    assert any(text.startswith("二（二）6：对利用知识产权质押") for text in cells)
    assert any("不能相加" in part.text for part in paper.paragraphs)


def test_the_workbook_holds_numbers_and_no_formula(client):
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(export(client, "sheet").content))
    rows = list(book["事项"].iter_rows(min_row=2, values_only=True))
    loan = next(row for row in rows if row[1] == "知识产权质押贷款贴息")
    assert loan[4] == 200000 and loan[5] == "确切" and loan[2] == "二（二）6"
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    assert "f" not in kinds
    assert any("HYPERLINK" in str(cell.value) for row in book["说明"].iter_rows() for cell in row)


def test_the_page_to_print_is_unfolded_and_escapes_what_was_entered(client):
    page = export(client, "print").text
    assert '<b>"' not in page and "&lt;b&gt;" in page
    assert '<details class="card" open>' in page and "20万元" in page
    assert "<script>" not in page


@pytest.mark.parametrize("profile", ["[]", "no json", '{"称号2": 1}', '{"企业名称": {"a": []}}'])
def test_a_profile_that_cannot_be_read_is_told(client, profile):
    reply = client.post("/report/word", data={"profile": profile})
    assert reply.status_code in (200, 422)
    if reply.status_code == 422:
        assert reply.json()["detail"]


def test_a_day_that_is_none_is_told():
    from assistant.errors import UserError

    with pytest.raises(UserError, match="看不明白"):
        read_day("明天")
    assert read_day("2024-06-01") == DAY
