"""A second policy, put beside the first by someone who writes no code: docs/新增事项.md to the letter."""

import json
import os
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from assistant.dialogue.exemplars_file import check_exemplars
from assistant.policy.library import read_library

ROOT = Path(__file__).parents[1]
SECOND = Path(__file__).parent / "second_policy" / "hz-binjiang-culture-2024"
FIRST_NUMBER, SECOND_NUMBER = "区办〔2023〕9号", "区办〔2024〕15号"

SECOND_QUESTIONS = [
    ("我们的原创动画片在央视首播，能奖多少？", ["600000.00"], "一1"),
    ("动画片在浙江卫视播出有奖励吗", ["300000.00"], "一1"),
    ("游戏公司海外收入2500万元，已经认定了，有多少奖励", ["800000.00"], "一2"),
    ("游戏海外收入1500万元能拿奖励吗", [], "一2"),
    ("数字文化园区一年运营投入400万元，补多少？", ["800000.00"], "二3"),
    ("园区运营投入1000万元，补助是多少", ["1500000.00"], "二3"),
    ("和学校共建数字文化实训基地给多少钱", [], "二4"),
]
VALIDITY = "数字文化若干措施什么时候到期？"
FIRST_QUESTIONS = [
    "知识产权质押贷款一千万，基准利率4%，一年，能贴多少？",
    "评上单项冠军奖多少钱？",
    "首台套产品能奖励多少？",
    "新认定的省级研发机构给多少？",
    "建共性技术研发平台投入3000万，已经认定，补多少？",
    "创新券合同80万能补多少？",
    "境内上市奖励是多少？",
    "去德国参展，展位费6万，补多少？",
    "在滨江办国际展会最高补多少？",
    "创投投了一千二百万，房租补多少？",
]


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    folder = tmp_path_factory.mktemp("two") / "corpus"
    shutil.copytree(ROOT / "corpus", folder)
    shutil.copytree(SECOND, folder / SECOND.name)
    return folder


def answers(questions, corpus, data):
    """The answers of a process that serves the corpus, each to a conversation of its own."""
    code = (
        "import json, sys\n"
        "from datetime import date\n"
        "from assistant.assistant import open_assistant\n"
        "house = open_assistant()\n"
        "for line in json.load(sys.stdin):\n"
        "    print(json.dumps(house.answer(line, as_of=date(2024, 9, 1)).answer.to_dict(), ensure_ascii=False))\n"
    )
    environment = {
        **os.environ, "ASSISTANT_CORPUS_DIR": str(corpus), "ASSISTANT_DATA_DIR": str(data), "PYTHONUTF8": "1",
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-c", code],
        input=json.dumps(questions),
        env=environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.fixture(scope="module")
def both(corpus, tmp_path_factory):
    questions = [question for question, *_ in SECOND_QUESTIONS] + FIRST_QUESTIONS + [VALIDITY]
    return dict(zip(questions, answers(questions, corpus, tmp_path_factory.mktemp("data")), strict=True))


def test_the_corpus_of_two_passes_the_check(corpus):
    library = read_library(corpus)
    assert [policy.document for policy in library.policies] == [FIRST_NUMBER, SECOND_NUMBER]
    assert check_exemplars(corpus, library) == ()


@pytest.mark.parametrize(
    ("question", "amounts", "label"), SECOND_QUESTIONS, ids=[row[0] for row in SECOND_QUESTIONS]
)
def test_a_question_about_the_second_policy_is_answered_from_it(both, question, amounts, label):
    answer = both[question]
    assert [figure["amount"] for figure in answer["figures"]] == amounts
    first = answer["citations"][0]
    assert (first["document"], "".join(first["path"])) == (SECOND_NUMBER, label)
    assert {cited["document"] for cited in answer["citations"]} == {SECOND_NUMBER}


def test_a_rule_that_both_policies_have_is_answered_from_the_one_named_too(both):
    """Both documents say how long they hold: the one that was named must be among those quoted."""
    cited = [(each["document"], "".join(each["path"])) for each in both[VALIDITY]["citations"]]
    assert (SECOND_NUMBER, "三6") in cited


@pytest.mark.parametrize("question", FIRST_QUESTIONS)
def test_an_answer_from_the_first_policy_stays(both, question, assistant):
    alone = json.loads(json.dumps(assistant.answer(question, as_of=date(2024, 9, 1)).answer.to_dict()))
    for part in ("status", "figures", "text", "citations", "asks"):
        assert both[question][part] == alone[part]


# What a person may leave out or get wrong beside the rules: the questions


@pytest.fixture(scope="module")
def alone(tmp_path_factory):
    """A corpus of the second policy by itself, and its library."""
    folder = tmp_path_factory.mktemp("one") / "corpus"
    shutil.copytree(ROOT / "corpus", folder, ignore=shutil.ignore_patterns("hz-*"))
    shutil.copytree(SECOND, folder / SECOND.name)
    return folder, read_library(folder)


def spoiled(alone, tmp_path, change):
    corpus, library = alone
    copy = tmp_path / "corpus"
    shutil.copytree(corpus, copy)
    change(copy / SECOND.name / "exemplars")
    return check_exemplars(copy, library)


def write(name, text):
    return lambda folder: (folder / name).write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    ("change", "message", "line"),
    [
        (lambda folder: (folder / "park_operation.yaml").unlink(), "缺少问法", 0),
        (write("stray.yaml", "amount: [一句]"), "没有这个事项或主题", 0),
        (write("park_operation.yaml", "amount: [一句]"), "问法太少", 1),
        (write("park_operation.yaml", "amount: [一句]\namuont: [一句]"), "没有这一类问法", 2),
        (write("park_operation.yaml", "amount: [一句]\nopen: {没写的: [一句]}"), "不是没有写明的事", 2),
        (write("park_operation.yaml", "amount: [一句]\nturns: {amuont: [一句]}"), "没有这一类问法", 2),
        (write("park_operation.yaml", "amount: [一句]\nturns: [一句]"), "没有这一类问法", 2),
        (write("park_operation.yaml", "- 一句"), "写法有误", 1),
        (write("park_operation.yaml", "amount: [一句, 12]"), "写法有误", 1),
        (write("park_operation.yaml", "amount: [一句"), "YAML 写法有误", 1),
        (write("shared.yaml", "- {question: 一句, matters: [park], aspect: amount}"), "写法有误", 1),
        (write("shared.yaml", "a: ["), "YAML 写法有误", 1),
        (lambda folder: (folder / "park_operation.yaml").write_bytes(b"\xff"), "编码有误", 0),
    ],
)  # fmt: skip
def test_each_mistake_in_the_questions_is_refused(alone, tmp_path, change, message, line):
    found = spoiled(alone, tmp_path, change)
    matching = [refusal for refusal in found if refusal.message == message]
    assert matching, [str(refusal) for refusal in found]
    assert matching[0].line == line
    assert matching[0].found and matching[0].expected
    assert SECOND.name in matching[0].file
