"""As a stranger would try it: the scripted model in a process of its own, set by `.env`, then gone."""

from __future__ import annotations

import os
import subprocess
import sys
import time

import pytest

from assistant.settings import ROOT
from assistant.writing.layout import opening_of_text
from tests.model.conftest import IN_FORCE
from tests.model.faults import FaultServer, hanging

LOAN = "拿专利去银行质押贷了八百万，基准利率4.35%，借一年，贴息是多少"


@pytest.fixture
def at_home(tmp_path):
    """Runs the command line in a folder of its own, with nothing of this process's settings."""
    env = {name: value for name, value in os.environ.items() if not name.startswith("ASSISTANT_")}
    env |= {"PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"}

    def start(*arguments, **more):
        return subprocess.Popen(
            [sys.executable, "-m", "assistant", *arguments],
            cwd=tmp_path, env={**env, **more}, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip

    return start


def asked(start, *more):
    """(what stands on standard output, on standard error) after a question; it is answered in any case."""
    process = start("ask", LOAN, "--as-of", IN_FORCE.isoformat(), *more)
    out, told = process.communicate(timeout=60)
    assert process.returncode == 0, told
    return out, told


def test_a_model_set_by_a_file_explains_and_may_be_gone(at_home, tmp_path, composed):
    plain = composed.answer(LOAN, as_of=IN_FORCE).answer
    demo = at_home("demo-model", "--port", "0")
    try:
        told = [demo.stdout.readline(), demo.stdout.readline()]
        exports = dict(part.split("=", 1) for part in told[1].split()[1:])
        (tmp_path / ".env").write_text("".join(f"{n}={v}\n" for n, v in exports.items()), encoding="utf-8")
        out, trouble = asked(at_home)
        assert out.startswith(opening_of_text(plain.text))
        assert "依据是下面这句原文" in out
        assert trouble == ""
    finally:
        demo.terminate()
        demo.communicate(timeout=10)
    out, trouble = asked(at_home)
    assert out.strip() == plain.text
    assert trouble.startswith("语言模型没有接通") and "Error" not in trouble


def test_the_conclusion_stands_there_while_the_model_is_silent(at_home, composed):
    plain = composed.answer(LOAN, as_of=IN_FORCE).answer
    with FaultServer() as server:
        server.transport = hanging
        process = at_home(
            "ask", LOAN, "--as-of", IN_FORCE.isoformat(),
            ASSISTANT_MODEL_BASE_URL=server.base_url, ASSISTANT_MODEL="m", ASSISTANT_ANSWER_TIMEOUT="6",
        )  # fmt: skip
        first = process.stdout.readline()
        shown = time.monotonic()
        rest, trouble = process.communicate(timeout=60)
        # What follows came only when the time was up.
        assert time.monotonic() - shown > 2
    assert first.strip() == opening_of_text(plain.text)
    assert (first + rest).strip() == plain.text
    assert trouble.startswith("语言模型没有在时限内写完")
    assert process.returncode == 0
