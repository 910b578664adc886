"""An answer laid out for the eye: conclusion, amounts with their steps, clauses, what is asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from markupsafe import Markup

from assistant.web import wording
from assistant.web.markdown import answer_html, paragraphs, plain
from assistant.web.rendering import render
from assistant.wording import EXPIRED, yuan

Stage = Literal["writing", "conclusion", "whole"]
VALIDITY = {"expired", "not_yet_in_force"}
NOTICE_BEGINS = EXPIRED.partition("：")[0]
FORMULA = "算式"


@dataclass(frozen=True, slots=True)
class CitationView:
    """A cited clause as shown: its number, words, and where it stands in the source."""

    n: int
    label: str
    document: str
    quote: str
    href: str


def answer_view(
    answer: Mapping[str, Any], *, stage: Stage = "whole", live: bool = True, after_amounts: Markup | str = ""
) -> str:
    """HTML of an answer in its JSON form. `live`: with actions and suggestions, as in the chat.

    `after_amounts`: HTML of our own that stands between the amounts and the clauses.
    """
    citations = citation_views(answer)
    links = {view.n: view.href for view in citations}
    notice, blocks = _without_repeats(answer)
    return render(
        "answer.html",
        answer=answer,
        lead=Markup(answer_html(blocks[0], links)),
        rest=Markup(answer_html("\n\n".join(blocks[1:]), links)) if len(blocks) > 1 else "",
        figures=[_figure_view(figure, links) for figure in answer["figures"]],
        citations=citations,
        facts=_fact_views(answer),
        asks=ask_views(answer),
        after_amounts=after_amounts,
        curated=answer.get("curated") or (),
        suggestions=tuple(answer.get("suggestions") or ()),
        banner=Markup(answer_html(notice, links)) if notice else "",
        copy=copy_text(answer),
        stage=stage,
        live=live,
    )


def question_view(question: str) -> str:
    """HTML of what the user said; line breaks are kept."""
    return render("question.html", question=question)


def copy_text(answer: Mapping[str, Any]) -> str:
    """The answer as it is pasted into a message: text, clauses, receipt."""
    cited = [f"[{view.n}] {view.document} {view.label}：{view.quote}" for view in citation_views(answer)]
    lines = [plain(answer["text"]), "", *cited]
    lines += ["", f"{wording.AS_OF.format(day=answer['as_of'])} · {wording.RECEIPT} {answer['id']}"]
    return "\n".join(lines).strip()


def citation_views(answer: Mapping[str, Any]) -> list[CitationView]:
    """The cited clauses in the order of their marks."""
    return [
        CitationView(
            n=citation["n"],
            label="".join(citation["path"]) or wording.PREAMBLE,
            document=citation["document"],
            quote=citation["quote"],
            href=source_address(citation["document"], citation["start"], citation["end"]),
        )
        for citation in answer["citations"]
    ]


def source_address(document: str, start: int, end: int) -> str:
    """Where the source page shows these characters of the document highlighted."""
    from urllib.parse import quote

    return f"/source?document={quote(document)}&start={start}&end={end}#hit"


def _figure_view(figure: Mapping[str, Any], links: Mapping[int, str]) -> dict[str, Any]:
    return {
        "label": figure["label"],
        "amount": yuan(Decimal(figure["amount"])),
        "exactly": f"{Decimal(figure['amount']):,.2f} 元",
        "at_most": figure["bound"] == "at_most",
        "period": wording.PERIODS[figure["period"]],
        "unfolded": figure["bound"] == "exact" and len(figure["trace"]) > 1,
        "steps": [
            {
                "expression": step["expression"],
                "given": {"" if name == FORMULA else name: value for name, value in step["values"].items()},
                "result": step["result"],
                "citation": step["citation"],
                "href": links.get(step["citation"] or 0, ""),
            }
            for step in figure["trace"]
        ],
    }


def ask_views(answer: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What is still asked; the example stands in the field, not in the question too."""
    asks = [{"options": (), "example": "", **ask} for ask in answer["asks"]]
    return [{**ask, "question": ask["question"].removesuffix(ask["example"])} for ask in asks]


def _fact_views(answer: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What was understood, each of the user's phrases once."""
    seen: dict[str, dict[str, Any]] = {}
    for fact in answer["facts"]:
        seen.setdefault(fact["said"], {"said": fact["said"], "turn": fact.get("turn")})
    return list(seen.values())


def _without_repeats(answer: Mapping[str, Any]) -> tuple[str, list[str]]:
    """The notice on validity, and the other paragraphs less what the page shows in a place of its own.

    A calculation stands in the amount's card; a question back stands above the field that answers it.
    """
    blocks = paragraphs(answer["text"]) or [""]
    notice = ""
    if set(answer["notices"]) & VALIDITY and len(blocks) > 1 and blocks[0].startswith(NOTICE_BEGINS):
        notice = blocks.pop(0)
    steps = [step["expression"] for figure in answer["figures"] for step in figure["trace"]]
    asks = [ask["question"] for ask in answer["asks"]]
    kept = [blocks[0]]
    for block in blocks[1:]:
        if any(ask.startswith(block) for ask in asks):
            continue
        if steps and _is_calculation(block, steps):
            # The line that leads into the list goes with it.
            if len(kept) > 1 and kept[-1].endswith("："):
                kept.pop()
            continue
        kept.append(block)
    return notice, kept


def _is_calculation(block: str, steps: list[str]) -> bool:
    """Whether every line of the block is a step that the amount's card shows."""
    lines = [line.lstrip("-0123456789. ") for line in block.splitlines()]
    return all("=" in line and any(line.startswith(step) for step in steps) for line in lines)
