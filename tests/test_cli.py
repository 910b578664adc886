"""The command line: help in Chinese, what goes where, and exit statuses 0, 2 and 1."""

import io
import json
import os
import shutil
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant import assistant as house
from assistant import cli
from assistant.answering.answer import Answer
from assistant.errors import Fault

ROOT = Path(__file__).parents[1]
LOAN = "知识产权质押贷款一千万，基准利率4%，一年，能贴多少？"
IN_FORCE = ["--as-of", "2024-06-01"]


def in_process(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    """Exit status, standard output and standard error of a command."""
    status = cli.main(arguments)
    said = capsys.readouterr()
    return status, said.out, said.err


def in_own_process(arguments: list[str | bytes], data_dir: Path, folder: Path, stdin: bytes = b""):
    """The same command as a user starts it, in a folder that is not ours."""
    environment = {**os.environ, "ASSISTANT_DATA_DIR": str(data_dir), "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-W", "error::ResourceWarning", "-m", "assistant", *arguments]
    return subprocess.run(
        command, check=False, input=stdin, capture_output=True, cwd=folder, env=environment, timeout=120
    )


def one_line_of_chinese(text: str) -> bool:
    """An error as people should see it: one Chinese line, no traceback."""
    return text.count("\n") == 1 and "Traceback" not in text and any("一" <= c <= "鿿" for c in text)


# Help


@pytest.mark.parametrize(
    "command",
    [
        [],
        ["ask"],
        ["serve"],
        ["match"],
        ["corpus"],
        ["corpus", "check"],
        ["corpus", "show"],
        ["index"],
        ["index", "build"],
        ["account"],
        ["mcp"],
    ],
)
def test_help_is_chinese(command, capsys):
    with pytest.raises(SystemExit) as left:
        cli.main([*command, "--help"])
    said = capsys.readouterr().out
    assert left.value.code == 0
    assert said.startswith("用法：")
    for english in ("usage", "options:", "positional", "show this help", "arguments"):
        assert english not in said


# Calls that are wrong: status 2, a Chinese line, nothing on standard output


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ([], "缺少参数"),
        (["ask"], "缺少参数"),
        (["forecast"], "没有"),
        (["ask", "--frob", LOAN], "无法识别"),
        (["ask", LOAN, "--as-of"], "后面要跟一个值"),
        (["ask", LOAN, "--as-of", "2024-02-30"], "不存在"),
        (["ask", LOAN, "--as-of", "2023-02-29"], "不存在"),
        (["ask", LOAN, "--as-of", "明天"], "看不明白"),
        (["ask", LOAN, "--as-of", "20240601"], "看不明白"),
        (["ask", LOAN, "--as-of", "2024-13-01"], "不存在"),
        (["ask", ""], "请输入"),
        (["ask", " \t\n　"], "请输入"),
        (["ask", "问" * 10_000], "太长"),
        (["ask", "你好\x00"], "读"),
        (["ask", "你好\udcff"], "读"),
        (["ask", "你好", "--session", "甲/乙"], "会话名称"),
        (["ask", "你好", "--session", ""], "会话名称"),
        (["ask", "你好", "--session", "长" * 65], "会话名称"),
        (["ask", "你好", "--session", "../../etc/passwd"], "会话名称"),
        (["match"], "缺少参数"),
        (["match", "--profile", "没有这个文件.yaml"], "找不到"),
        (["corpus", "check", "--corpus", "没有这个目录"], "找不到"),
        (["serve", "--port", "七千"], "--port"),
        (["serve", "--port", "99999"], "99999"),
        (["index"], "缺少参数"),
    ],
)
def test_wrong_call(arguments, says, capsys, data_dir):
    status, out, err = in_process(arguments, capsys)
    assert status == 2
    assert out == ""
    assert says in err
    assert one_line_of_chinese(err)


@pytest.mark.parametrize("raw", [b"\xff\xfe\x00\x01", "贷款".encode("gb18030"), b"", b"\x00", b" \n"])
def test_standard_input_without_a_question(raw, capsys, monkeypatch, data_dir):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw)))
    status, out, err = in_process(["ask", "-"], capsys)
    assert (status, out) == (2, "")
    assert one_line_of_chinese(err)


# Answers: status 0, whatever the answer's own status


@pytest.mark.parametrize(
    "question",
    [
        "你好",
        "😀😀🎉",
        "🏆单项冠军给多少钱？",
        "<script>alert(1)</script>单项冠军奖多少？",
        "<b>贷款贴息</b>&nbsp;<img src=x onerror=alert(1)>",
        "How much does a champion enterprise receive?",
        "シャンピオン企業の補助金はいくらですか",
        "貸款貼息最高多少？",
        "单项冠军\x07\x1b[31m奖励\x08多少",
        "？？？",
        "1",
        "𠮷" * 200,
        "帮我写一首诗",
    ],
)
def test_odd_questions_are_answered(question, capsys, data_dir):
    status, out, err = in_process(["ask", question, *IN_FORCE], capsys)
    assert (status, err) == (0, "")
    assert out.strip()
    assert "<script" not in out and "<img" not in out and "\x1b" not in out


def test_question_from_standard_input(capsys, monkeypatch, data_dir):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(LOAN.encode())))
    status, out, _ = in_process(["ask", "-", *IN_FORCE], capsys)
    assert status == 0
    assert "20万元" in out


def test_json_is_the_answer_object_and_nothing_else(tmp_path, data_dir):
    run = in_own_process(["ask", LOAN, "--json", *IN_FORCE], data_dir, tmp_path)
    assert (run.returncode, run.stderr) == (0, b"")
    answer = json.loads(run.stdout)
    assert list(answer) == [field.name for field in fields(Answer)]
    assert answer["question"] == LOAN
    assert [(f["amount"], f["bound"]) for f in answer["figures"]] == [("200000.00", "exact")]


def test_bytes_that_are_no_text(tmp_path, data_dir):
    run = in_own_process(["ask", b"\xff\xfe\xc3"], data_dir, tmp_path)
    assert (run.returncode, run.stdout) == (2, b"")
    assert one_line_of_chinese(run.stderr.decode())


def test_session_goes_on_in_another_process(tmp_path, data_dir):
    first = in_own_process(
        ["ask", "知识产权质押贷款1000万，能贴多少？", "--session", "甲公司-1", *IN_FORCE], data_dir, tmp_path
    )
    second = in_own_process(
        ["ask", "基准利率4%，一年期", "--session", "甲公司-1", "--json", *IN_FORCE], data_dir, tmp_path
    )
    assert (first.returncode, second.returncode) == (0, 0)
    answer = json.loads(second.stdout)
    assert [(f["amount"], f["bound"]) for f in answer["figures"]] == [("200000.00", "exact")]
    assert {fact["turn"] for fact in answer["facts"]} == {1, 2}


def test_sessions_are_apart(capsys, data_dir):
    in_process(["ask", "单项冠军奖励多少？", "--session", "乙", *IN_FORCE], capsys)
    status, out, _ = in_process(["ask", "那小巨人呢？", "--session", "丙", "--json", *IN_FORCE], capsys)
    assert status == 0
    assert json.loads(out)["facts"] == [] or all(f["turn"] == 1 for f in json.loads(out)["facts"])


# Faults of ours: status 1


def test_fault_is_status_1(capsys, monkeypatch, data_dir):
    def broken(*_given, **_named):
        raise Fault("出错了，请稍后再试。")

    monkeypatch.setattr(house, "open_assistant", broken)
    assert in_process(["ask", "你好"], capsys) == (1, "", "出错了，请稍后再试。\n")


def test_database_out_of_reach_is_status_1(tmp_path, data_dir, monkeypatch):
    monkeypatch.setenv("ASSISTANT_DATABASE_URL", f"sqlite:///{tmp_path}/no/such/folder/a.sqlite")
    run = in_own_process(["ask", "你好", "--session", "丁"], data_dir, tmp_path)
    assert (run.returncode, run.stdout) == (1, b"")
    assert one_line_of_chinese(run.stderr.decode())


def test_setting_that_cannot_be_read(tmp_path, data_dir, monkeypatch):
    monkeypatch.setenv("ASSISTANT_PORT", "seven")
    run = in_own_process(["ask", "你好"], data_dir, tmp_path)
    assert (run.returncode, run.stdout) == (2, b"")
    assert "ASSISTANT_PORT" in run.stderr.decode()
    assert one_line_of_chinese(run.stderr.decode())


# Match


def test_match_of_the_example_profile(capsys, data_dir):
    profile = str(ROOT / "docs" / "examples" / "企业情况.yaml")
    status, out, err = in_process(["match", "--profile", profile, *IN_FORCE], capsys)
    assert (status, err) == (0, "")
    assert "二（一）1" in out
    status, out, _ = in_process(["match", "--profile", profile, "--json", *IN_FORCE], capsys)
    assert status == 0
    assert json.loads(out)


@pytest.mark.parametrize(
    "content",
    [
        b"\xff\xfe\x00",
        "企业名称: [".encode(),
        "- 只是\n- 一个列表".encode(),
        "没有这个项目: 1".encode(),
        "知识产权质押贷款: 很多".encode(),
        "知识产权质押贷款:\n  - {实际贷款额: -5万元}".encode(),
        b"",
    ],
)
def test_broken_profile(content, tmp_path, capsys, data_dir):
    path = tmp_path / "企业.yaml"
    path.write_bytes(content)
    status, out, err = in_process(["match", "--profile", str(path), *IN_FORCE], capsys)
    assert (status, out) == (2, "")
    assert "Traceback" not in err and any("一" <= c <= "鿿" for c in err)


def test_profile_that_is_a_folder(tmp_path, capsys, data_dir):
    status, out, _ = in_process(["match", "--profile", str(tmp_path)], capsys)
    assert (status, out) == (2, "")


# The corpus


@pytest.fixture
def copy_of_corpus(tmp_path):
    return Path(shutil.copytree(ROOT / "corpus", tmp_path / "corpus"))


def test_corpus_check_passes(capsys):
    status, out, err = in_process(["corpus", "check"], capsys)
    assert (status, err) == (0, "")
    assert "46" in out


@pytest.mark.parametrize(
    ("file", "was", "becomes"),
    [
        ("source.txt", "不超过200万元", "不超过300万元"),
        ("source.txt", "单项冠军", "多项冠军"),
        ("measures.yaml", "text: 200万元", "text: 300万元"),
        ("measures.yaml", "clause: 二（二）6", "clause: 二（二）66"),
        ("measures.yaml", "kind: rate_with_cap", "kind: generous"),
        ("policy.yaml", ":", ""),
    ],
)
def test_corpus_check_refuses_a_damaged_copy(file, was, becomes, copy_of_corpus, capsys):
    path = copy_of_corpus / "hz-binjiang-2023-9" / file
    text = path.read_text(encoding="utf-8")
    assert was in text
    path.write_text(text.replace(was, becomes, 1), encoding="utf-8")
    status, out, err = in_process(["corpus", "check", "--corpus", str(copy_of_corpus)], capsys)
    assert (status, out) == (2, "")
    assert ".yaml" in err or "source.txt" in err
    assert "Traceback" not in err


def test_corpus_check_refuses_bytes_that_are_no_text(copy_of_corpus, capsys):
    path = copy_of_corpus / "hz-binjiang-2023-9" / "source.txt"
    path.write_bytes(path.read_bytes()[:-1] + b"\xff")
    status, out, err = in_process(["corpus", "check", "--corpus", str(copy_of_corpus)], capsys)
    assert (status, out) == (2, "")
    assert "source.txt" in err


def test_corpus_show(capsys):
    status, out, err = in_process(["corpus", "show"], capsys)
    assert (status, err) == (0, "")
    for seen in ("区办〔2023〕9号", "2023-05-12", "2026-05-11", "ip_pledge_interest", "覆盖：完整"):
        assert seen in out


def test_corpus_show_shows_the_clauses_before_there_are_rules(copy_of_corpus, capsys):
    new = copy_of_corpus / "new-2025"
    new.mkdir()
    (new / "source.txt").write_text("示例办法\n\n一、甲。\n二、乙。\n", encoding="utf-8")
    status, out, err = in_process(["corpus", "show", "--corpus", str(copy_of_corpus)], capsys)
    assert status == 2
    assert "new-2025" in out and "● 二" in out
    assert "policy.yaml" in err and "缺少文件" in err


# The index


def test_index_is_current(capsys, data_dir):
    status, out, _ = in_process(["index", "build"], capsys)
    assert (status, out) == (0, "索引已是最新。\n")


# Anything at all


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.one_of(
            st.sampled_from(
                [
                    "ask",
                    "match",
                    "corpus",
                    "check",
                    "index",
                    "--as-of",
                    "--session",
                    "--json",
                    "--profile",
                    "-",
                ]
            ),
            st.text(max_size=20),
        ),
        max_size=5,
    ).filter(lambda given: "serve" not in given and "mcp" not in given)
)
def test_any_call_ends_in_a_known_status(data_dir, arguments):
    stdin, out, err = sys.stdin, sys.stdout, sys.stderr
    sys.stdin, sys.stdout, sys.stderr = io.TextIOWrapper(io.BytesIO(b"")), io.StringIO(), io.StringIO()
    try:
        status = cli.main(arguments)
    except SystemExit as left:
        status = left.code
    finally:
        sys.stdin, sys.stdout, sys.stderr = stdin, out, err
    assert status in (0, 2)
