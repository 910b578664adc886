"""policy.yaml: what people add to the document, proved against it; one broken file per refusal."""

from datetime import date
from pathlib import Path

import pytest

from assistant.errors import CorpusError
from assistant.policy.clause import without_space
from assistant.policy.document import Document, read_document
from assistant.policy.figures import printed_figures
from assistant.policy.policy import Policy, load_policy, open_document, read_policy

FOLDER = Path(__file__).parents[2] / "corpus" / "hz-binjiang-2023-9"
FACTS = (FOLDER / "policy.yaml").read_text(encoding="utf-8")
TOPICS = {
    "validity": "三2", "lead_department": "三2", "no_double": "三1", "funding_source": "三1", "issue_info": "",
    "purpose": "一", "registration_place": "", "application": "三2", "overview": "",
    "basis_documents": "", "addressees": "", "publicity": "", "distribution": "文尾", "printing": "文尾", "numbering": "二（五）16",
}  # fmt: skip


@pytest.fixture(scope="module")
def loaded():
    policy, document = load_policy(FOLDER)
    assert isinstance(policy, Policy)
    assert isinstance(document, Document)
    return policy, document


def refusals(facts):
    document = read_document((FOLDER / "source.txt").read_bytes().decode(), policy="hz-binjiang-2023-9")
    found = read_policy(facts, file="policy.yaml", document=document)
    assert isinstance(found, tuple), "not refused"
    return found


def test_what_the_policy_is(loaded):
    policy, document = loaded
    assert policy.document == "区办〔2023〕9号"
    assert policy.title == document.header.title
    assert (policy.effective_from, policy.last_day) == (date(2023, 5, 12), date(2026, 5, 11))
    assert "我区" in policy.region_aliases
    assert policy.level == "区级"


@pytest.mark.parametrize(
    ("day", "in_force"),
    [
        (date(2023, 5, 11), False),
        (date(2023, 5, 12), True),
        (date(2026, 5, 11), True),
        (date(2026, 5, 12), False),
    ],
)
def test_the_days_in_force(loaded, day, in_force):
    assert loaded[0].in_force(day) is in_force


def test_every_topic_is_there(loaded):
    policy, _ = loaded
    assert {topic.id: topic.clause_id.partition("/")[2] for topic in policy.topics} == TOPICS


@pytest.mark.parametrize("name", TOPICS)
def test_every_topic_is_proved(loaded, name):
    policy, document = loaded
    topic = policy.topic(name)
    for passage in topic.passages:
        assert without_space(document.source[passage.start : passage.end]) == without_space(passage.quote)
        parts = (*document.clauses, *document.endings)
        clause = next(clause for clause in parts if clause.id == passage.clause_id)
        assert clause.start <= passage.start < passage.end <= clause.end
    assert topic.words
    assert topic.sentence.endswith("。")


def test_the_flaw_of_the_source_is_quoted_as_it_stands(loaded):
    policy, _ = loaded
    defect = policy.defect_of("hz-binjiang-2023-9/二（一）1")
    assert "100万元20万元" in defect.passage.quote
    assert 1_200_000 not in [figure.value for figure in printed_figures(defect.sentence)]
    assert policy.defect_of("hz-binjiang-2023-9/二（二）6") is None


@pytest.mark.parametrize(
    ("old", "new", "message", "found"),
    [
        ("effective_from: 2023-05-12", "effective_from: 2023-05-13", "与原文不一致", "2023-05-13"),
        ("last_day: 2026-05-11", "last_day: 2026-05-12", "与原文不一致", "2026-05-12"),
        ("document: 区办〔2023〕9号", "document: 区办〔2023〕8号", "与原文不一致", "区办〔2023〕8号"),
        ("title: 杭州", "title: 上海", "与原文不一致", "上海"),
        ("  - 杭州市滨江区人民政府办公室", "  - 杭州市人民政府办公室", "与原文不一致", "杭州市人民政府办公室"),
        ("有效期三年。\n    sentence", "有效期五年。\n    sentence", "引文与原文不符", "有效期五年"),
        ("sentence: 本意见自2023年5月12日起施行，有效期三年。", "sentence: 有效期五年。", "这句话里的数字没有出处", "五年"),
        ("clause: 三1\n    quote: 同一", "clause: 三9\n    quote: 同一", "没有这一条", "三9"),
        ("clause: 三1\n    quote: 同一", "clause: 三2\n    quote: 同一", "引文与原文不符", "同一项目"),
        ("level: 区级\n", "", "缺少文字", "未写"),
        ("level: 区级", "levle: 区级", "不认识的键", "levle"),
        ("    silent: true", "    silnet: true", "不认识的键", "silnet"),
        ("level: 区级", "level: 区级\nlevel: 市级", "键重复", "level"),
        ("      - name: 怎样算“同一项目”", "      - nmae: 怎样算“同一项目”", "写法有误", "nmae"),
        ("region:\n  name: 杭州高新开发区（滨江）", "region:\n  nme: 杭州", "缺少地区", "杭州"),
        ("words: [有效期,", "words: 有效期 #", "缺少清单", "有效期"),
        ("topics:\n", "topics: [\n", "YAML 写法有误", ""),
    ],
)  # fmt: skip
def test_each_mistake_is_refused_with_its_line(old, new, message, found):
    assert old in FACTS
    first = refusals(FACTS.replace(old, new, 1))
    matching = [refusal for refusal in first if refusal.message == message]
    assert matching, [str(refusal) for refusal in first]
    assert found in matching[0].found
    assert matching[0].line > 0
    assert matching[0].expected


def test_missing_files_are_named(tmp_path):
    assert load_policy(tmp_path)[0].message == "缺少文件"
    (tmp_path / "source.txt").write_bytes(b"\xff\xfe\x00")
    assert load_policy(tmp_path)[0].message == "编码有误"
    (tmp_path / "source.txt").write_text("一、总则\n本办法施行。", encoding="utf-8")
    assert load_policy(tmp_path)[0].found == "没有这个文件"
    with pytest.raises(CorpusError, match="缺少文件"):
        open_document(tmp_path)
