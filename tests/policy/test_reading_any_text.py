"""Coverage for any text: every character in one node, every number in one place, nothing cut."""

import re
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.policy.clause import without_space
from assistant.policy.coverage import coverage
from assistant.policy.document import Document, read_document
from assistant.policy.numbering import label_at

CJK = "一二三四五六七八九十"


def check(text):
    found = read_document(text, policy="p")
    if not isinstance(found, Document):
        assert found.found
        assert found.expected
        return None
    assert coverage(found).complete
    owned = sorted(piece for node in found.root.walk() for part in node.own for piece in part.pieces)
    assert all(before[1] <= after[0] for before, after in pairwise(owned))
    assert without_space("".join(text[start:end] for start, end in owned)) == without_space(text)
    assert len({clause.id for clause in found.clauses}) == len(found.clauses)
    for clause in found.clauses:
        assert without_space(clause.text) == without_space(text[clause.start : clause.end])
    return found


@given(st.text(max_size=300))
def test_arbitrary_text(text):
    check(text)


pieces = st.sampled_from(
    ["一、", "（一）", "1. ", "1.1 ", "（1）", "①", "第一章 ", "第二条", "第二条之一 ", "附件1\n", "附件：", "抄送：", "\n", "\n\n", "。", "，",
     "；", "：", "20万元", " 300 万元", "50%", "2023年5月12日", "三年", "自", "起施行", "有效期", "企业", "奖励", "规定的", "\t", "|", "— 3 —", "\r\n",
     "\u3000", "\ufeff", "“", "”", "目录", "区办〔2023〕9号", "的通知", "文件", "印发", "12"]
)  # fmt: skip


@settings(max_examples=400)
@given(st.lists(pieces, max_size=60).map("".join))
def test_text_of_the_pieces_that_documents_are_made_of(text):
    check(text)


sentences = st.lists(
    st.sampled_from(
        [
            "对符合条件的企业给予",
            "最高不超过",
            "经认定",
            "按投资额的",
            "补贴",
            "一次性奖励",
            "单家企业年度",
            "区级",
        ]
    ),
    min_size=2,
    max_size=6,
).map("".join)
figures = st.integers(1, 99999).map(lambda number: f"{number}万元") | st.integers(1, 100).map(
    lambda share: f"{share}%"
)


@st.composite
def documents(draw):
    """A document of the common form, its clauses' labels, and the numbers of each clause's body."""
    lines, expected = [], []
    number = 0
    for part in range(draw(st.integers(1, 4))):
        lines.append(f"{CJK[part]}、扶持政策")
        for section in range(draw(st.integers(1, 3))):
            lines.append(f"（{CJK[section]}）支持方向")
            for _ in range(draw(st.integers(1, 4))):
                number += 1
                body = (
                    "，".join(
                        draw(st.lists(st.builds(str.__add__, sentences, figures), min_size=1, max_size=3))
                    )
                    + "。"
                )
                lines.append(f"{number}. 强化支持。{body}")
                expected.append((f"{CJK[part]}（{CJK[section]}）{number}", body))
    return lines, expected


@given(documents(), st.data())
def test_generated_documents_are_read_back_even_with_page_breaks(generated, data):
    lines, expected = generated
    broken = []
    for whole in lines:
        line = whole
        head = len("12. 强化支持。")
        if line[0].isdigit() and len(line) > head + 4 and data.draw(st.booleans()):
            cut = data.draw(st.integers(head + 1, len(line) - 2))
            # A page may end anywhere but before a label's look-alike or after a finished sentence.
            if label_at(line[cut:]) is None and line[cut - 1] not in "。；：":
                line = f"{line[:cut]}\n\n{line[cut:]}"
        broken.append(line)
    found = check("\n\n".join(broken))
    assert [clause.label for clause in found.clauses] == [label for label, _ in expected]
    for clause, (_, body) in zip(found.clauses, expected, strict=True):
        assert body in clause.text
        assert re.findall(r"\d+", body) == re.findall(r"\d+", clause.text)[1:]
