"""Hand-made answers and records for the tests of the evaluation."""

import copy
import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from assistant.answering.answer import Answer, Citation, Figure, TraceStep
from evals.quote import Source
from evals.record import parse_record

SOURCE_TEXT = """某区管理委员会 文件

某办〔2023〕7号

二、扶持政策

（一）壮大主体

1. 评为示范企业的，给予最高20万元奖励。

（二）鼓励创新

6. 贷款企业，给予50%贴息，每年不超过200万元。

三、附则

2. 本意见有效期三年。
"""


@pytest.fixture
def source():
    return Source(Path("corpus/some/source.txt"), SOURCE_TEXT)


def cited(quote, path, n=1):
    start = SOURCE_TEXT.index(quote)
    return Citation(n, "某办〔2023〕7号", path, quote, start, start + len(quote))


@pytest.fixture
def made_answer():
    """A right answer, as the assistant makes it."""
    step = TraceStep("cap", {"cap": "200万元"}, "200万元", 1)
    return Answer(
        id="r1",
        question="贴息封顶多少",
        as_of=date(2024, 6, 1),
        status="answered",
        text="每年不超过200万元[1]。",
        spoken="每年不超过200万元。",
        figures=(Figure("ip", "贴息", Decimal("2000000.00"), "at_most", "per_year", (step,), (1,)),),
        citations=(cited("给予50%贴息，每年不超过200万元", ("二", "（二）", "6")),),
        notices=("ceiling",),
        versions={"corpus": "c1"},
        matters=("some/ip",),
    )


@pytest.fixture
def answer(made_answer):
    """The same answer as JSON, free to be spoilt."""
    return copy.deepcopy(json.loads(json.dumps(made_answer.to_dict(), default=str)))


@pytest.fixture
def make_record():
    """Records from turns of (user, expect)."""

    def make(*turns, name="t-001", category="tests", file="sets/dev/t.jsonl", as_of="2024-06-01"):
        content = [{"user": user, "expect": expect} for user, expect in turns]
        line = {"id": name, "category": category, "as_of": as_of, "turns": content}
        return parse_record(json.dumps(line), Path(file), 1)

    return make
