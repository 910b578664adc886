"""A scripted assistant: fixed answers by question, so that the pages are tested without the answering."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import lru_cache
from hashlib import sha256
from types import SimpleNamespace

from assistant.answering.answer import Answer, Ask, Citation, Figure, StatedFact, TraceStep
from assistant.dialogue.conversation import Conversation
from assistant.errors import UserError
from assistant.policy.library import read_library
from assistant.settings import ROOT

SOURCE = (ROOT / "corpus" / "hz-binjiang-2023-9" / "source.txt").read_text(encoding="utf-8")
LOAN_QUOTE = "对利用知识产权质押获得金融机构贷款的企业，给予实际贷款额银行基准利率的50%贴息资助，每家企业年贴息额度不超过200万元。"


def cite(quote: str, path: tuple[str, ...], n: int = 1) -> Citation:
    """A citation of words that stand in the source without a break."""
    start = SOURCE.index(quote)
    return Citation(n, "区办〔2023〕9号", path, quote, start, start + len(quote))


def loan(question: str) -> Answer:
    """An exact amount with its steps."""
    steps = (
        TraceStep(
            "贷款额 × 基准利率 × 期限",
            {"贷款额": "1000万元", "基准利率": "4%", "期限": "1年"},
            "40万元",
            None,
        ),
        TraceStep("× 贴息比例", {"贴息比例": "50%"}, "20万元", 1),
        TraceStep("与年度上限比较", {"上限": "200万元"}, "20万元", 1),
    )
    return Answer(
        id="", question=question, as_of=date(2024, 6, 1), status="answered",
        text="按您说的1000万元、4%、一年计算，年贴息为**20万元**[1]。\n\n贴息按实际贷款额、银行基准利率的50%计，每家企业每年不超过200万元[1]。\n\n原文没有写基准利率取哪一种、按自然年还是贷款年计。\n\n是否符合、实际给多少，由牵头部门按规定审核认定。",
        spoken="按您说的情况，一年贴息20万元，以审核为准。",
        figures=(Figure("ip_pledge_interest", "知识产权质押贷款贴息", Decimal("200000.00"), "exact", "per_year", steps, (1,)),),
        citations=(cite(LOAN_QUOTE, ("二", "（二）", "6")),),
        facts=(StatedFact("loan.principal", "10000000", "yuan", "1000万元", 1), StatedFact("loan.benchmark_rate", "1/25", "ratio", "基准利率4%", 1)),
        suggestions=("贴息是一次性的还是每年都有？", "贷款半年怎么算？"),
    )  # fmt: skip


def need(question: str) -> Answer:
    """A ceiling, with a question back."""
    step = TraceStep("年度上限", {"上限": "200万元"}, "200万元", 1)
    return Answer(
        id="", question=question, as_of=date(2026, 6, 1), status="needs_facts",
        text="先说明：这份文件的有效期已经届满[2]，下面是有效期内的规定。\n\n知识产权质押贷款给贴息，每家企业每年最高**200万元**[1]；具体数额要看贷款额、基准利率和期限。",
        spoken="每年最高200万元，请问贷款多少、基准利率多少？",
        figures=(Figure("ip_pledge_interest", "知识产权质押贷款贴息", Decimal("2000000.00"), "at_most", "per_year", (step,), (1,)),),
        citations=(cite(LOAN_QUOTE, ("二", "（二）", "6")), cite("有效期三年", ("三", "2"), 2)),
        asks=(Ask("loan.principal", "请问实际贷款额是多少？", "yuan"),),
        notices=("ceiling", "expired"),
    )  # fmt: skip


def hello(question: str) -> Answer:
    """Small talk: words only."""
    return Answer(
        id="", question=question, as_of=date(2024, 6, 1), status="answered",
        text=f"您说的是：{question}", spoken="您好，请说您想问的政策事项。",
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class ScriptedAssistant:
    """Answers from the script; what is not in it is repeated back."""

    library: SimpleNamespace
    sources: dict[str, str]
    labels: frozenset[str]
    search: SimpleNamespace
    writer: None = None

    def progress(self, question, *, conversation=None, as_of=None, cancelled=None):
        yield self.answer(question, conversation=conversation, as_of=as_of)

    def answer(self, question, *, conversation=None, as_of=None):
        if not question.strip():
            raise UserError("请输入您想问的问题。")
        if "慢" in question:
            time.sleep(2)
        if "出错" in question:
            raise RuntimeError("as the script wants it")
        before = conversation or Conversation()
        make = loan if "4%" in question else need if "贴息" in question or "质押" in question else hello
        found = make(question)
        receipt = sha256(repr((question, before.to_dict())).encode()).hexdigest()[:20]
        found = replace(found, id=receipt, as_of=as_of or found.as_of)
        after = replace(before, turns=before.turns + 1, said=(*before.said, question))
        return SimpleNamespace(answer=found, conversation=after)


@lru_cache(maxsize=1)
def scripted_assistant() -> ScriptedAssistant:
    """The stand-in over the real library: clauses, measures and source are the shipped ones."""
    library = read_library(ROOT / "corpus")
    labels = frozenset(clause.label for clause in library.clauses)
    sources = {policy.document: SOURCE for policy in library.policies}

    def find(text, *, limit=10, filters=None):
        hits = [clause for clause in library.clauses if any(char in clause.text for char in text)]
        return tuple(SimpleNamespace(clause_id=clause.id) for clause in hits[:limit])

    return ScriptedAssistant(library, sources, labels, SimpleNamespace(find=find))
