"""Ids filled in by code: amounts with their ceiling and name, quotes verbatim, marks that point right."""

import pytest

from assistant.writing.filling import fill
from assistant.writing.material import open_material
from tests.model.conftest import IN_FORCE


@pytest.fixture
def filled(composed):
    def run(question, raw):
        answer = composed.answer(question, as_of=IN_FORCE).answer
        return fill(raw, open_material(answer, composed.library), answer), answer

    return run


LADDER = "专精特新各个称号奖励多少"
LOAN = "专利质押贷款800万，基准利率4.35%，一年，贴息多少"


def test_a_ceiling_is_always_called_one(filled):
    found, _ = filled("省级专精特新奖励多少", "奖励是{figure:f1}，也就是最高{figure:f1}。")
    assert found.text.count("最高") == 2
    assert found.text.count("20万元") == 2


def test_an_amount_is_exact_as_the_ledger_has_it(filled):
    found, _ = filled(LOAN, "贴息是{figure:f1}。")
    assert found.text.startswith("贴息是**17.4万元**[")
    assert not found.faults


def test_an_amount_without_its_name_gets_it(filled):
    found, answer = filled(LADDER, "给{figure:f1}。")
    assert f"（{answer.figures[0].label}）" in found.text


def test_an_amount_under_another_name_is_refused(filled):
    found, answer = filled("研发机构奖励多少", "国家级的是{figure:f3}。")
    assert len(answer.figures) == 3
    assert [fault.rule for fault in found.faults] == ["figure_of_another"]


@pytest.mark.parametrize(
    ("question", "raw"),
    [
        ("省级研发机构奖励多少", "国家级的也是{figure:f1}。"),
        ("国家级研发机构奖励多少", "省级研发机构给{figure:f1}。"),
        ("省级研发机构奖励多少", "境外上市的企业给{figure:f1}。"),
        ("境外上市奖励多少", "境内上市奖励是{figure:f1}。"),
        ("省级专精特新奖励多少", "小巨人给{figure:f1}。"),
        ("研发机构奖励多少", "给{figure:f3}，说的是省级，国家级给{figure:f2}。"),
    ],
)
def test_an_amount_under_a_name_that_the_answer_does_not_have_is_refused(filled, question, raw):
    found, _ = filled(question, raw)
    assert {fault.rule for fault in found.faults} == {"figure_of_another"}


@pytest.mark.parametrize(
    ("question", "raw"),
    [
        ("研发机构奖励多少", "国家级{figure:f1}、省级{figure:f2}、市级{figure:f3}。"),
        ("省级研发机构奖励多少", "比国家级低一档的省级给{figure:f1}。"),
        ("境外上市奖励多少", "境外上市奖励是{figure:f1}。"),
        ("首台套奖励多少", "首台套产品的奖励是{figure:f1}。"),
    ],
)
def test_an_amount_beside_its_own_name_may_stand(filled, question, raw):
    found, _ = filled(question, raw)
    assert not found.faults


def test_a_quote_by_itself_is_a_block_and_within_a_line_in_marks(filled):
    found, answer = filled(LOAN, "依据：\n{quote:q1}\n也就是“{quote:q1}”。")
    quote = "".join(answer.citations[0].quote.split())
    assert f"> {quote}\n>\n> ——区办〔2023〕9号 二（二）6 [1]\n" in found.text
    assert f"“{quote.rstrip('。')}”[1]" in found.text
    assert "““" not in found.text


def test_steps_stand_as_the_ledger_has_them(filled):
    found, _ = filled(LOAN, "过程如下：\n{steps:f1}")
    assert "174,000元" in found.text
    assert found.steps == {"f1"}


@pytest.mark.parametrize("raw", ["{figure:f9}", "{quote:q9}", "{steps:f9}", "{amount:f1}", "{quote:../x}"])
def test_unknown_ids_are_refused(filled, raw):
    found, _ = filled(LOAN, f"见{raw}。")
    assert [fault.rule for fault in found.faults] == ["unknown_id"]


def test_full_width_ids_are_understood(filled):
    found, _ = filled(LOAN, "贴息是｛figure：f1｝。")
    assert "17.4万元" in found.text


def test_marks_that_a_model_types_are_dropped(filled):
    found, _ = filled(LOAN, "如上[7]所述。")
    assert found.text == "如上所述。"
