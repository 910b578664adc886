"""Tools: what a model may look up while it writes. They read the library and calculate; none reaches files or
the network, and none changes anything."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict, Field

from assistant.calculation.evaluation import evaluate
from assistant.calculation.ledger import Award, Ledger
from assistant.calculation.quantity import NOT_APPLICABLE, Range, Value
from assistant.errors import AssistantError
from assistant.policy.clause import Clause
from assistant.policy.library import Library
from assistant.policy.measure import Input, Measure
from assistant.retrieval.search import Search
from assistant.wording import yuan
from assistant.writing.material import Material, sentences

if TYPE_CHECKING:
    from langchain_core.tools import BaseTool

MOST_HITS = 4
LONGEST_RESULT = 6000


class GivenFact(BaseModel):
    """A fact for the calculation, as a model passes it."""

    model_config = ConfigDict(extra="forbid")

    name: str = Field(description="事实的名称，例如 loan.principal")
    value: str = Field(
        description="值：金额按元、比例按小数（0.0435）、期限按年；范围写成“低..高”；选项写选项值；"
        "是非写 true/false；日期写 2024-06-01；没有这回事写 not_applicable"
    )
    item: int = Field(0, ge=0, le=50, description="第几笔（从0数），只有一笔就写0")


@dataclass(frozen=True, slots=True)
class Desk:
    """What the tools work on for one answer."""

    library: Library
    search: Search
    material: Material
    as_of: date

    def search_clauses(self, query: str) -> str:
        """按意思查找条款。返回条款号和各句原文的编号（q1、q2……），编号可以用来引用。"""
        hits = self.search.find(query[:200], limit=MOST_HITS)
        return _json([self._clause(self.library.clause(hit.clause_id)) for hit in hits])

    def get_clause(self, label: str) -> str:
        """按条款号（例如 二（二）6）读一个条款，返回各句原文的编号。"""
        wanted = "".join(label.split())
        for clause in self.library.clauses:
            if wanted in (clause.label, clause.id):
                return _json(self._clause(clause))
        return _json({"错误": "没有这个条款号"})

    def list_measures(self) -> str:
        """列出全部事项：id、名称、条款号、原文有没有写金额。"""
        return _json(
            [
                {"id": m.id, "名称": m.name, "条款": m.clause, "金额": "写了" if m.pays else "没写"}
                for m in self.library.measures
            ]
        )

    def calculate(self, measure: str, facts: list[GivenFact]) -> str:
        """按条款计算一个事项。缺的事实不填，结果就是一个范围；还缺什么在“还需要”里。"""
        try:
            wanted = self.library.measure(measure)
            ledger = evaluate(wanted, given_facts(wanted, facts), self.as_of)
        except (AssistantError, ValueError) as error:
            return _json({"错误": str(error)})
        return _json(_ledger(ledger, wanted, self.material))

    def match_profile(self, profile: dict[str, Any]) -> str:
        """按企业情况逐项核对全部事项：符合、待确认、不适用。参数：事实名称到值的对照表。"""
        from assistant.calculation.match_lines import match_lines
        from assistant.calculation.matching import match
        from assistant.calculation.profile import profile_from_data

        try:
            found = match(self.library, profile_from_data(profile), self.as_of)
        except AssistantError as error:
            return _json({"错误": error.message})
        return _cut("\n".join(match_lines(found)))

    def _clause(self, clause: Clause) -> dict[str, Any]:
        source = self.library.document(clause.policy).source
        slips = [self.material.add(clause, *found) for found in sentences(clause, source)]
        return {"条款": clause.label, "原文": [{"id": slip.id, "句": slip.words} for slip in slips]}


def open_tools(desk: Desk) -> list[BaseTool]:
    """The tools over one desk, for LangChain."""
    from langchain_core.tools import StructuredTool

    offered: Sequence[Callable[..., str]] = (
        desk.search_clauses,
        desk.get_clause,
        desk.list_measures,
        desk.calculate,
        desk.match_profile,
    )
    return [StructuredTool.from_function(func=_safe(each), name=each.__name__) for each in offered]


def given_facts(measure: Measure, given: Sequence[GivenFact]) -> Mapping[str, Value]:
    """The facts as the calculation takes them. Raises ValueError, in Chinese, for what makes no sense."""
    out: dict[str, Value] = {}
    lists: dict[str, dict[int, dict[str, Any]]] = {}
    for fact in given:
        wanted = measure.input(fact.name)
        if wanted is None:
            known = "、".join(item.name for item in measure.inputs)
            raise ValueError(f"这个事项没有叫“{fact.name}”的事实，可用的有：{known}")
        value = _value(wanted, fact.value.strip())
        if wanted.many and wanted.list:
            lists.setdefault(wanted.list, {}).setdefault(fact.item, {})[wanted.key] = value
        else:
            out[wanted.name] = value
    return {**out, **{name: tuple(items[at] for at in sorted(items)) for name, items in lists.items()}}


def _value(wanted: Input, text: str) -> Any:  # noqa: ANN401 (one of the calculation's value types)
    if text == "not_applicable":
        return NOT_APPLICABLE
    if wanted.unit == "flag":
        if text not in ("true", "false"):
            raise ValueError(f"{wanted.label}要写 true 或 false")
        return text == "true"
    if wanted.unit == "choice":
        if wanted.option(text) is None:
            raise ValueError(f"{wanted.label}的选项有：{'、'.join(o.value for o in wanted.options)}")
        return text
    try:
        if wanted.unit == "date":
            return date.fromisoformat(text)
        low, dots, high = text.partition("..")
        return Range(Fraction(low), Fraction(high)) if dots else Fraction(text)
    except (ValueError, ZeroDivisionError):
        raise ValueError(f"{wanted.label}的值“{text[:20]}”读不懂") from None


def _ledger(ledger: Ledger, measure: Measure, material: Material) -> dict[str, Any]:
    return {
        "结果": ledger.status,
        "金额": [_award(award, measure, material) for award in ledger.awards if award.amount is not None],
        "条件": [{"条件": check.text, "是否符合": check.outcome} for check in ledger.conditions],
        "还需要": list(ledger.unknown),
        "假设": list(ledger.assumptions),
    }


def _award(award: Award, measure: Measure, material: Material) -> dict[str, str]:
    """An award with the id under which it may be placed; other amounts are for orientation only."""
    for slip in material.figures:
        held = slip.figure
        if (held.measure, held.amount, held.bound) == (measure.id, award.amount, award.bound):
            return {"名称": award.label, "编号": slip.id}
    amount = yuan(award.amount) if award.amount is not None else ""
    return {"名称": award.label, "金额": amount, "说明": "只供你参考，不能写进回答"}


def _safe(tool: Callable[..., str]) -> Callable[..., str]:
    """The tool with its own faults told to the model instead of ending the answer."""
    from functools import wraps

    @wraps(tool)
    def called(*args: Any, **kwargs: Any) -> str:  # noqa: ANN401
        try:
            return tool(*args, **kwargs)
        except Exception as error:  # a model's arguments can be anything
            return _json({"错误": f"调用有误：{type(error).__name__}"})

    return called


def _json(value: Any) -> str:  # noqa: ANN401
    return _cut(json.dumps(value, ensure_ascii=False))


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_RESULT else text[:LONGEST_RESULT] + "……（太长，已截断）"
