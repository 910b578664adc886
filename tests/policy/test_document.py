"""The reader: this file, other official documents, and any text at all."""

from datetime import date
from pathlib import Path

import pytest

from assistant.policy.clause import locate, without_space
from assistant.policy.coverage import coverage, tree_lines
from assistant.policy.document import Damage, Document, read_document

FOLDER = Path(__file__).parents[2] / "corpus" / "hz-binjiang-2023-9"
SOURCE = (FOLDER / "source.txt").read_bytes().decode("utf-8")


@pytest.fixture(scope="module")
def document():
    found = read_document(SOURCE, policy="hz-binjiang-2023-9")
    assert isinstance(found, Document)
    return found


def read(text):
    found = read_document(text, policy="p")
    assert isinstance(found, Document), found
    assert coverage(found).complete
    for clause in found.clauses:
        assert without_space(clause.text) == without_space(text[clause.start : clause.end])
    return found


def labels(text):
    return [clause.label for clause in read(text).clauses]


# This file


def test_the_header_of_this_file(document):
    header = document.header
    assert header.number == "区办〔2023〕9号"
    assert header.issuers == ("杭州高新技术产业开发区管理委员会办公室", "杭州市滨江区人民政府办公室")
    assert header.title == "杭州高新开发区（滨江）支持“专精特新”企业加快发展的实施意见"
    assert header.notice_title.endswith(
        "关于印发杭州高新开发区（滨江）支持“专精特新”企业加快发展的实施意见的通知"
    )
    assert header.addressees == ("各街道办事处", "区级机关各部门", "各直属单位")
    assert header.signed_by == ("杭州高新开发区（滨江）管委会、政府办公室",)
    assert header.printed_by == "杭州高新技术产业开发区管理委员会办公室"
    assert header.annotations == ("（此件公开发布）",)
    assert header.distribution == (
        "区委各部门", "区纪委", "区人武部", "区各群众团体", "区人大办", "区政协办", "区法院", "区检察院",
    )  # fmt: skip
    assert header.attachments == ()


def test_the_dates_of_this_file(document):
    header = document.header
    assert header.written_on == header.printed_on == date(2023, 4, 11)
    assert header.effective_from == date(2023, 5, 12)
    assert header.validity_years == 3
    assert header.last_day == date(2026, 5, 11)


def test_the_clauses_of_this_file(document):
    assert [clause.label for clause in document.clauses] == [
        "", "一", "二（一）1", "二（一）2", "二（二）3", "二（二）4", "二（二）5", "二（二）6", "二（二）7",
        "二（三）8", "二（三）9", "二（三）10", "二（三）11", "二（三）12", "二（四）13", "二（四）14",
        "二（五）15", "二（五）16", "三1", "三2",
    ]  # fmt: skip
    assert document.clause("二（二）6").id == "hz-binjiang-2023-9/二（二）6"
    assert document.clause("二（二）6").path == ("二", "（二）", "6")
    assert document.clause("二（二）6").headings == ("扶持政策", "鼓励创新引领", "加强知识产权保护")
    assert document.clause("三2").headings == ("附则", "")
    assert len({clause.id for clause in document.clauses}) == len(document.clauses)


@pytest.mark.parametrize(
    ("label", "words"),
    [
        ("二（一）1", "向“专精特新”中小企业、专精特新“小巨人”企业梯次升级"),
        ("二（一）1", "分别最高给予200万元、100万元、100万元20万元一次性奖励。"),
        ("二（二）3", "分别给予100万元、50万元、20万元奖励。"),
        ("二（三）9", "做好“专精特新”企业上市服务工作，将优质企业"),
        ("二（三）9", "给予一次性奖励300万元。"),
        ("二（四）13", "鼓励链主企业加大本地上下游"),
        ("二（五）16", "人才培养、市场开拓、投资融资等全方位指导服务。"),
        ("二（三）8", "最高 300 万元见贷即保产品"),
    ],
)
def test_what_page_breaks_cut_is_joined(document, label, words):
    clause = document.clause(label)
    assert words in clause.text
    start, end = locate(words, SOURCE, clause.start, clause.end)
    assert without_space(SOURCE[start:end]) == without_space(words)


def test_every_clause_has_the_words_between_its_offsets(document):
    for clause in document.clauses:
        assert without_space(clause.text) == without_space(SOURCE[clause.start : clause.end])


def test_what_stands_below_the_text_can_be_quoted(document):
    (ending,) = document.endings
    assert ending.id == "hz-binjiang-2023-9/文尾"
    assert (ending.path, ending.label) == ((), "")
    assert ending.text.startswith("抄送：区委各部门") and ending.text.endswith("2023 年 4 月 11 日印发")
    assert without_space(ending.text) == without_space(SOURCE[ending.start : ending.end])
    assert ending not in document.clauses


def test_each_ending_of_a_document_has_a_name_of_its_own():
    found = read(
        "关于印发办法的通知\n\n一、甲。\n二、乙。\n\n区经信局\n2024年1月2日\n\n附件1\n示例办法\n第一条 甲。\n抄送：区委办。"
    )
    assert [ending.id for ending in found.endings] == ["p/文尾", "p/文尾~2"]
    assert found.endings[1].text == "抄送：区委办。"


def test_nothing_of_this_file_is_lost(document):
    found = coverage(document)
    assert found.complete
    assert found.characters == len(without_space(SOURCE))
    assert found.numbers == 65
    assert found.in_clauses == 62


def test_the_tree_names_dates_offsets_and_coverage(document):
    printed = "\n".join(tree_lines(document))
    assert "施行：2023-05-12" in printed
    assert "有效期届满：2026-05-11" in printed
    assert "6 加强知识产权保护  [1674–1856]" in printed
    assert "覆盖：完整。非空白字符 3683/3683" in printed


# Hierarchy in general


def test_a_law_with_parts_chapters_articles_and_items():
    law = """中华人民共和国示例法
（2019年3月1日第十三届全国人民代表大会第二次会议通过）

目　录
第一章　总则
第二章　附则

第一章　总则
第一条　为了规范示例活动，制定本法。
第二条　下列行为适用本法：
（一）从事示例活动的；
（二）监督示例活动的。
前款规定的示例活动，包括试验。
第二条之一　国家鼓励示例。
第五条第二款规定的情形除外。
第二章　附则
第一百零一条　本法自2019年10月1日起施行。"""
    found = read(law)
    assert [clause.label for clause in found.clauses] == [
        "", "第一章第一条", "第一章第二条", "第一章第二条之一", "第二章第一百零一条",
    ]  # fmt: skip
    assert found.clauses[2].text.endswith("前款规定的示例活动，包括试验。")
    assert found.clauses[3].text.endswith("第五条第二款规定的情形除外。")
    assert found.clauses[1].headings == ("总则", "")
    assert found.header.effective_from == date(2019, 10, 1)
    assert found.header.last_day is None


def test_a_cross_reference_after_a_page_break_is_no_heading():
    law = "第八条 违反本法规定，情节严重的，依照\n\n第三十条第一款的规定处罚；构成犯罪的，依法追究。\n第九条 本法由国务院解释。"
    found = read(law)
    assert [clause.label for clause in found.clauses] == ["第八条", "第九条"]
    assert "依照第三十条第一款的规定处罚" in found.clauses[0].text


def test_mixed_families_down_to_circled_numbers():
    assert labels(
        "一、补贴\n（一）标准\n1. 设备补贴。\n按投资给予补贴。\n2．研发补贴。按投入给予补贴。\n（1）国家级项目给100万元。\n（2）省级项目给50万元。\n"
        "二、附则\n1、本办法自发布之日起施行。\n2、本办法由区经信局解释。"
    ) == ["一（一）1", "一（一）2", "一（一）2（1）", "一（一）2（2）", "二1", "二2"]


def test_a_lead_in_and_its_items_are_one_clause():
    text = "一、申请条件\n申请企业应当符合下列条件：\n1. 在本区注册；\n2. 上年研发投入不低于100万元；\n3. 无违法记录。\n二、其他\n按规定执行。"
    assert labels(text) == ["一", "二"]


def test_numbers_that_restart_jump_or_are_split_by_spaces():
    text = "一、甲\n1. 第一件事情。\n2. 第二件事情。\n5. 第五件事情。\n1 2. 第十二件事情。\n二、乙\n1. 又一件。\n1. 再一件。"
    found = read(text)
    assert [clause.label for clause in found.clauses] == ["一1", "一2", "一5", "一12", "二1", "二1"]
    assert len({clause.id for clause in found.clauses}) == 6
    assert found.clauses[-1].id == "p/二1~2"


def test_decimal_numbers():
    text = "1 范围\n1.1 适用范围\n本规范适用于示例企业。\n1.2 术语\n示例是指例子。\n2.5倍以上的，从其规定。"
    found = read(text)
    assert [clause.label for clause in found.clauses][-2:] == ["1.1", "1.2"]
    assert found.clauses[-1].text.endswith("2.5倍以上的，从其规定。")


def test_brackets_below_digits_where_the_document_numbers_so():
    text = "1. 甲类。\n（一）甲一。\n（二）甲二。\n2. 乙类。\n（一）乙一。\n（二）乙二。"
    assert labels(text) == ["1", "1（一）", "1（二）", "2", "2（一）", "2（二）"]


@pytest.mark.parametrize(
    ("cut", "joined"),
    [
        ("给予最高不超过\n\n20万元的补贴。", "给予最高不超过20万元的补贴。"),
        ("给予最高20\n\n万元的补贴。", "给予最高20万元的补贴。"),
        ("给予投资额的30\n\n%补助。", "给予投资额的30%补助。"),
        ("自2023\n\n年5月1日起计算。", "自2023年5月1日起计算。"),
        ("对企业给予\n\n1000万元及以上的支持。", "对企业给予1000万元及以上的支持。"),
        ("按照\n\n第五条第二款规定的标准执行。", "按照第五条第二款规定的标准执行。"),
    ],
)
def test_figures_at_a_page_break_stay_whole(cut, joined):
    text = f"一、标准\n1. 对规上企业，经认定的，符合产业导向且按时申报的；{cut}\n2. 其他。"
    found = read(text)
    assert [clause.label for clause in found.clauses] == ["一1", "一2"]
    assert joined in found.clauses[0].text


def test_page_numbers_do_not_end_a_sentence():
    text = "一、标准\n1. 对符合条件的企业，经认定的；给予最高20万元\n\n— 3 —\n\n奖励。\n2. 其他。"
    found = read(text)
    assert [clause.label for clause in found.clauses] == ["一1", "一2"]
    assert found.clauses[0].text.endswith("20万元\n— 3 —\n奖励。")


def test_hard_wrapped_lines_are_one_paragraph():
    sentence = "围绕全区智能物联和生物医药以及高端装备与新材料等重点产业分级培育一批优质企业并持续推动其做大做强取得实效"
    lines = [sentence[i : i + 20] for i in range(0, len(sentence), 20)]
    body = "\n".join(
        ["一、总体要求", *lines, "二、政策措施", *lines, "三、组织保障", *lines, "四、附则", *lines]
    )
    found = read(body)
    assert [clause.label for clause in found.clauses] == ["一", "二", "三", "四"]
    assert sentence in found.clauses[0].text


def test_tables_are_kept_row_by_row_and_apart():
    text = "一、标准\n补贴标准如下表。\n级别\t金额\n国家级\t100万元\n省级\t50万元\n\n表2\n\n级别\t比例\n市级\t30%\n二、附则\n其他。"
    found = read(text)
    tables = [part for node in found.root.walk() for part in node.own if part.kind == "table"]
    assert [table.text for table in tables] == [
        "级别\t金额\n国家级\t100万元\n省级\t50万元",
        "级别\t比例\n市级\t30%",
    ]


def test_attachments_distribution_signature_and_printing():
    text = """区经信局〔2024〕3号

关于印发示例办法的通知

各街道：

现将示例办法印发给你们。

附件：1. 示例办法
2. 申请表

区经信局
2024年1月2日

附件1
示例办法
第一条 为了示例，制定本办法。
第二条 本办法自2024年2月1日起施行，有效期两年。

附件2
申请表
企业名称\t金额
合计\t100万元

抄送：区委办，区府办。
区经信局办公室　2024年1月3日印发"""
    found = read(text)
    assert found.header.number == "区经信局〔2024〕3号"
    assert found.header.attachments == ("示例办法", "申请表")
    assert found.header.written_on == date(2024, 1, 2)
    assert found.header.printed_on == date(2024, 1, 3)
    assert found.header.effective_from == date(2024, 2, 1)
    assert found.header.last_day == date(2026, 1, 31)
    assert found.header.distribution == ("区委办", "区府办")
    assert found.header.printed_by == "区经信局办公室"
    assert [clause.label for clause in found.clauses][1:] == ["附件1第一条", "附件1第二条", "附件2"]


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("本办法自2023年5月12日起施行，有效期三年。", date(2023, 5, 12), date(2026, 5, 11)),
        ("本办法自２０２４年２月２９日起施行，有效期1年。", date(2024, 2, 29), date(2025, 2, 28)),
        (
            "本办法自二〇二三年五月十二日起实施，有效期至2025年12月31日。",
            date(2023, 5, 12),
            date(2025, 12, 31),
        ),
        ("本办法自印发之日起施行，试行两年。", date(2023, 4, 11), date(2025, 4, 10)),
        ("本办法自发布之日起30日后施行。", date(2023, 5, 11), None),
        ("本办法由区经信局解释。", None, None),
    ],
)
def test_effect_and_validity(words, first, last):
    found = read(f"示例办法\n\n一、附则\n{words}\n\n区经信局\n2023年4月11日")
    assert found.header.effective_from == first
    assert found.header.last_day == last


# Damage


@pytest.mark.parametrize(
    ("text", "line", "found"),
    [
        ("", 1, "空文件"),
        (" \n\t\n", 1, "空文件"),
        ("一、甲\n二、乙\ufffd", 2, "U+FFFD"),
        ("PK\x03\x04", 1, "U+0003"),
        ("示例办法\n\n一、附则\n本办法自2023年2月30日起施行。", 4, "2023年2月30日"),
        ("一、附则\n本办法施行。\n区经信局\n2023年13月1日", 4, "2023年13月1日"),
        (
            "一、甲\n本办法自2023年5月1日起施行。\n二、乙\n本办法自2023年6月1日起施行。",
            0,
            "2023-05-01、2023-06-01",
        ),
    ],
)
def test_damage_names_line_and_what_was_found(text, line, found):
    damage = read_document(text, policy="p")
    assert isinstance(damage, Damage)
    assert (damage.line, damage.found) == (line, found)
    assert damage.expected
