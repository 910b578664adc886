"""An example: a sentence in a measures file that says what comes out, run against the calculation.

    假如 实际贷款额是1000万元，银行基准利率是4%，贷款期限是1年，那么 正好20万元
    假如 在2026年6月1日，称号是单项冠军，那么 最高200万元
    假如 研发机构级别是市级；另一项研发机构级别是省级，那么 正好20万元；正好50万元

Facts are named by their labels. Outcomes: 正好X · 最高X · X到Y · 没有金额 · 不适用.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from assistant.calculation.evaluation import evaluate
from assistant.calculation.ledger import Award, Ledger
from assistant.calculation.quantity import NOT_APPLICABLE, Facts, Range, Scalar, Value, write_quantity
from assistant.policy.figures import printed_figures
from assistant.policy.library import Library
from assistant.policy.measure import Example, Input, Measure
from assistant.policy.refusal import Refusal

_SENTENCE = re.compile(r"假如\s*(?P<facts>.+?)，那么\s*(?P<outcome>.+)")
_DAY = re.compile(r"在(?P<day>[^，；]+?日)，")
_KINDS = {"yuan": "money", "ratio": "percent", "years": "duration", "count": "count"}
NOTHING_KNOWN = "什么都不知道"


class UnreadableExampleError(Exception):
    """Carries in Chinese what of the sentence cannot be read."""


@dataclass(frozen=True, slots=True)
class ReadExample:
    """An example as read: the facts, the day (None = the policy's first day in force), the outcomes."""

    facts: Facts
    as_of: date | None
    outcomes: tuple[str, ...]


def failed_examples(library: Library, files: dict[str, str] | None = None) -> tuple[Refusal, ...]:
    """Every example sentence of the library that cannot be read or comes out otherwise; () if none.

    `files`: policy id -> path of its measures file, as refusals name it.
    """
    found: list[Refusal] = []
    for measure in library.measures:
        file = (files or {}).get(measure.policy, f"{measure.policy}/measures.yaml")
        for example in measure.tests:
            problem = check_example(measure, example)
            if problem is not None:
                actual, expected = problem
                message = f"{measure.id}：测试句子没有通过“{example.sentence}”"
                found.append(Refusal(file, example.line, actual, expected, message))
    return tuple(found)


def check_example(measure: Measure, example: Example) -> tuple[str, str] | None:
    """What came out and what the sentence expects, where the two differ; None if they agree."""
    try:
        read = read_example(measure, example.sentence)
    except UnreadableExampleError as problem:
        return str(problem), "能读懂的句子（写法见 docs/新增事项.md）"
    ledger = evaluate(measure, read.facts, read.as_of or measure.in_force_from)
    actual = outcomes(ledger)
    expected = tuple(_canonical(outcome) for outcome in read.outcomes)
    return None if actual == expected else ("；".join(actual), "；".join(expected))


def outcomes(ledger: Ledger) -> tuple[str, ...]:
    """The ledger in the words of a sentence."""
    if ledger.status == "not_quantified":
        return ("没有金额",)
    if ledger.status in ("not_applicable", "undefined"):
        return ("不适用" if ledger.status == "not_applicable" else "事实有误",)
    return tuple(_outcome(award) for award in ledger.awards)


def _outcome(award: Award) -> str:
    if award.high is None:
        return "没有上限"
    high = write_quantity(award.high, "yuan")
    if award.bound == "exact":
        return f"正好{high}"
    return f"{write_quantity(award.low, 'yuan')}到{high}" if award.low else f"最高{high}"


def _canonical(outcome: str) -> str:
    """The outcome with its amounts written alike: 20万元 and 200,000元."""
    text = outcome.strip()
    for figure in reversed(printed_figures(text)):
        if figure.kind == "money":
            text = text[: figure.start] + write_quantity(figure.value, "yuan") + text[figure.end :]
    return text


def read_example(measure: Measure, sentence: str) -> ReadExample:
    """The example that the sentence states. Raises UnreadableExampleError with the reason."""
    match = _SENTENCE.fullmatch(sentence.strip())
    if match is None:
        raise UnreadableExampleError("句子不是“假如 …，那么 …”")
    text, as_of = match["facts"].strip(), None
    if day := _DAY.match(text):
        as_of, text = _day(day["day"]), text[day.end() :]
    facts = {} if text == NOTHING_KNOWN else _facts(measure, text)
    return ReadExample(facts, as_of, tuple(match["outcome"].split("；")))


def _facts(measure: Measure, text: str) -> Facts:
    single: dict[str, Value] = {}
    lists: dict[str, list[dict[str, Scalar]]] = {}
    for place, part in enumerate(text.split("；")):
        for statement in part.removeprefix("另一项").split("，"):
            wanted, value = _statement(measure, statement.strip())
            if not wanted.many:
                single[wanted.name] = value
            elif value is NOT_APPLICABLE:
                single[wanted.list or ""] = NOT_APPLICABLE
            else:
                items = lists.setdefault(wanted.list or "", [])
                items.extend({} for _ in range(place + 1 - len(items)))
                items[place][wanted.key] = value
    return {**single, **{name: tuple(items) for name, items in lists.items()}}


def _statement(measure: Measure, statement: str) -> tuple[Input, Scalar]:
    known = sorted(measure.inputs, key=lambda item: -len(item.label))
    wanted = next((item for item in known if statement.startswith(item.label)), None)
    if wanted is None:
        labels = "、".join(item.label for item in measure.inputs) or "没有可写的事实"
        raise UnreadableExampleError(f"“{statement}”不是以事实的名称开头（可用的名称：{labels}）")
    rest = statement[len(wanted.label) :]
    if rest == "不适用":
        return wanted, NOT_APPLICABLE
    if not rest.startswith("是"):
        raise UnreadableExampleError(f"“{statement}”里名称之后要写“是”")
    value = read_value(wanted, rest[1:])
    if value is None:
        raise UnreadableExampleError(f"“{rest[1:]}”不是“{wanted.label}”的写法（{wanted.example}）")
    return wanted, value


def read_value(wanted: Input, text: str) -> Scalar | None:
    """The value that a person writes for an input (1000万元, 4%, 9个月, 是, 省级); None if it is none.

    A choice by its Chinese name, its value or an everyday word; any other name is kept as it is and
    means “something else”. “A到B” is a range.
    """
    text = text.strip()
    if wanted.unit == "flag":
        return {"是": True, "否": False, "true": True, "false": False}.get(text)
    if wanted.unit == "choice":
        named = (
            option.value for option in wanted.options if text in (option.value, option.name, *option.words)
        )
        return next(named, text or None)
    if wanted.unit == "date":
        try:
            return date.fromisoformat(text)
        except ValueError:
            return _day(text)
    low, mark, high = text.partition("到")
    first = _figure(low, wanted.unit)
    last = _figure(high, wanted.unit) if mark else first
    if first is None or last is None or last < first:
        return None
    return Range(first, last) if mark else first


def _figure(text: str, unit: str) -> Fraction | None:
    figures = printed_figures(text)
    whole = len(figures) == 1 and figures[0].kind == _KINDS[unit] and figures[0].text.strip() == text.strip()
    return figures[0].value if whole else None


def _day(text: str) -> date | None:
    figures = printed_figures(text)
    if len(figures) != 1 or figures[0].kind != "date":
        return None
    number = int(figures[0].value)
    try:
        return date(number // 10000, number // 100 % 100, number % 100)
    except ValueError:
        return None
