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
from assistant.wording import yuan

Stage = Literal["conclusion", "amounts", "whole"]
STAGES: tuple[Stage, ...] = ("conclusion", "amounts", "whole")


@dataclass(frozen=True, slots=True)
class CitationView:
    """A cited clause as shown: its number, words, and where it stands in the source."""

    n: int
    label: str
    document: str
    quote: str
    href: str


def answer_view(answer: Mapping[str, Any], *, stage: Stage = "whole", live: bool = True) -> str:
    """HTML of an answer in its JSON form. `live`: with actions and suggestions, as in the chat."""
    citations = citation_views(answer)
    links = {view.n: view.href for view in citations}
    blocks = paragraphs(answer["text"]) or [""]
    return render(
        "answer.html",
        answer=answer,
        lead=Markup(answer_html(blocks[0], links)),
        rest=Markup(answer_html("\n\n".join(blocks[1:]), links)) if len(blocks) > 1 else "",
        figures=[_figure_view(figure, links) for figure in answer["figures"]],
        citations=citations,
        facts=_fact_views(answer),
        asks=[{"options": (), "example": "", **ask} for ask in answer["asks"]],
        curated=answer.get("curated") or (),
        suggestions=tuple(answer.get("suggestions") or ()),
        banner=_banner(answer),
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
        "steps": [
            {
                "expression": step["expression"],
                "given": dict(step["values"]),
                "result": step["result"],
                "citation": step["citation"],
                "href": links.get(step["citation"] or 0, ""),
            }
            for step in figure["trace"]
        ],
    }


def _fact_views(answer: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What was understood, each of the user's phrases once."""
    seen: dict[str, dict[str, Any]] = {}
    for fact in answer["facts"]:
        seen.setdefault(fact["said"], {"said": fact["said"], "turn": fact.get("turn")})
    return list(seen.values())


def _banner(answer: Mapping[str, Any]) -> str:
    notices = answer["notices"]
    if "expired" in notices:
        return wording.EXPIRED.format(day=answer["as_of"])
    if "not_yet_in_force" in notices:
        return wording.NOT_YET.format(day=answer["as_of"])
    return ""
