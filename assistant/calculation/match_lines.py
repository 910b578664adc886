"""A match as plain Chinese lines for a terminal: what may be had and why, what is open, what to ask next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from assistant.calculation.ledger import Award
from assistant.calculation.matching import Match, Row, Standing
from assistant.calculation.quantity import round_to_cent, write_quantity
from assistant.policy.measure import Measure

ASKED = 5
_TITLES: dict[Standing, str] = {"met": "条件已符合", "open": "还有条件待确认", "not_met": "不适用"}
_PERIODS = {
    "per_year": "每年",
    "per_event": "每次",
    "in_stages": "分阶段共",
    "once": "一次性",
    "unstated": "",
}
_FORCES = {"before": "施行日以前", "after": "有效期届满以后"}


def match_lines(found: Match) -> list[str]:
    """The match in lines; the larger amounts first, services by name only, without a total."""
    lines = [f"政策匹配：{found.enterprise or '该企业'}，按 {found.as_of.isoformat()} 的情况"]
    lines += _force_lines(found.rows)
    lines += [f"请留意：{note}" for note in found.notes]
    for standing, title in _TITLES.items():
        rows = [row for row in found.rows if row.standing == standing]
        if rows:
            lines += ["", f"【{title}】{len(rows)} 项", *_standing_lines(rows)]
    if found.questions:
        lines += ["", "【接下来可以问】"]
        lines += [f"· {question.input.question}" for question in found.questions[:ASKED]]
    names = {row.measure.id: row.measure.name for row in found.rows}
    for conflict in found.conflicts:
        lines += ["", f"【不重复享受】{conflict.quote}"]
        lines += ["涉及：" + "；".join(names[name] for name in conflict.measures)]
        lines += ["是否属于同一项目，由牵头部门认定；各项金额不能相加。"]
    return [*lines, "", "【由谁决定】", *_deciders(found.rows)]


def _force_lines(rows: Sequence[Row]) -> Iterator[str]:
    """Which policies the day lies outside of: said once, not at every measure."""
    policies = {row.measure.policy: row.ledger.in_force for row in rows}
    several = len(policies) > 1
    for policy, force in policies.items():
        if force in _FORCES:
            which = f"{policy} 的" if several else ""
            yield f"请留意：所查日期在{which}{_FORCES[force]}，下面是有效期内的规定"


def _deciders(rows: Sequence[Row]) -> list[str]:
    said: dict[str, list[str]] = {}
    for row in rows:
        if row.standing != "not_met" and (row.measure.pays or row.measure.kind == "unquantified"):
            said.setdefault(row.measure.decided_by, []).append(row.measure.name)
    if not said:
        return ["· 以上服务由原文写明的单位提供"]
    common = max(said, key=lambda text: len(said[text]))
    return [
        f"· {text}" if text == common else f"· {'；'.join(names)}：{text}" for text, names in said.items()
    ]


def _standing_lines(rows: Sequence[Row]) -> Iterator[str]:
    named = [row for row in rows if row.measure.kind == "service" and not _waiting(row)]
    for row in rows:
        if row not in named or row.standing == "not_met":
            yield from _row_lines(row)
    listed = [row for row in named if row.standing != "not_met"]
    if listed:
        yield f"· 服务事项，没有金额（{len(listed)} 项）"
        yield from (f"    {row.measure.name}（{row.measure.clause}）" for row in listed)


def _row_lines(row: Row) -> Iterator[str]:
    measure, ledger = row.measure, row.ledger
    yield f"· {measure.name}（{measure.clause}）"
    if row.standing == "not_met":
        reasons = [check.text for check in ledger.conditions if check.outcome == "not_met"]
        yield "    原因：" + ("、".join(f"不符合“{reason}”" for reason in reasons) or "没有这类情况")
        return
    for award in ledger.awards:
        yield f"    {_amount(measure, award)}"
        yield from _steps(award)
    if not ledger.awards:
        yield "    " + ("原文未载明金额" if measure.kind == "unquantified" else "服务事项，没有金额")
    if _waiting(row):
        yield "    待确认：" + "；".join(_waiting(row))
    yield from (f"    {point}" for point in (*ledger.assumptions, *ledger.open_points))


def _waiting(row: Row) -> list[str]:
    return [check.text for check in row.ledger.conditions if check.outcome == "unknown"]


def _steps(award: Award) -> Iterator[str]:
    """How a computed amount came about; a figure that is read off the text needs no sum."""
    worked = [step for step in award.steps if "×" in step.values]
    if worked:
        yield from (f"      {step.expression}：{step}" for step in award.steps)


def _amount(measure: Measure, award: Award) -> str:
    period = _PERIODS[award.period]
    named = award.label.removeprefix(measure.name).strip("（）")
    lead = f"{named}：" if named else ""
    if award.high is None:
        return f"{lead}金额还不能确定"
    shown = write_quantity(Fraction(award.amount or 0), "yuan")
    if award.bound == "exact":
        return f"{lead}{period}{shown}"
    if award.low:
        return f"{lead}{period}{write_quantity(Fraction(round_to_cent(award.low)), 'yuan')}至{shown}"
    return f"{lead}{period}最高{shown}"
