"""The reader on the text of real laws: every article found, in its own clause, nothing lost."""

import gzip
import json
import re
from pathlib import Path

import pytest

from assistant.policy.clause import without_space
from assistant.policy.coverage import coverage
from assistant.policy.document import Document, read_document
from assistant.policy.numbering import read_numeral

LAWS = Path(__file__).parents[3] / "shared" / "data" / "laws"
EVERY = 12

pytestmark = pytest.mark.skipif(
    not LAWS.is_dir(),
    reason="SKIPPED LOUDLY: no ../shared/data/laws here, the reader was not tried on real laws",
)


def laws(name):
    with gzip.open(LAWS / name, "rt", encoding="utf-8") as file:
        for place, line in enumerate(file):
            law = json.loads(line)
            articles = [
                article for article in law["arts"] if re.fullmatch(r"第.+条(?:之.+)?", article["no"] or "")
            ]
            if place % EVERY == 0 and len(articles) >= 3:
                yield law["title"], articles


def printed(title, articles):
    """The law as it is published, and the numbers of its articles in order."""
    lines, heads = [title, ""], []
    for article in articles:
        for depth, head in enumerate(article.get("head") or []):
            if heads[: depth + 1] != article["head"][: depth + 1]:
                unit = "章" if depth == 0 else "节"
                lines.append(f"第{len(lines) % 9 + 1}{unit}　{head}")
        heads = article.get("head") or []
        lines.append(f"{article['no']}　{article['text']}")
    return "\n".join(lines)


def run_on(text):
    """第一条为了…, as many files have it: no space behind the number."""
    return re.sub(r"(?m)^(第.+?条(?:之[一二三四五六七八九十]+)?)\u3000", r"\1", text)


def wrapped(text, width=28, page=22):
    """The text as a print shop sets it: lines of one width, page numbers in between."""
    lines = []
    for paragraph in text.split("\n"):
        rest = f"\u3000\u3000{paragraph}" if paragraph else ""
        lines += [rest[place : place + width] for place in range(0, len(rest), width)] or [""]
    pages = [lines[place : place + page] for place in range(0, len(lines), page)]
    return "\n".join("\n".join([*lines, "", f"— {number} —", ""]) for number, lines in enumerate(pages, 1))


FORMS = {"as published": lambda text: text, "run on": run_on, "wrapped": wrapped}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", ["national.jsonl.gz", "regional.jsonl.gz"])
def test_articles_of_real_laws(name, form):
    read = wrong = 0
    mistakes = []
    for title, articles in laws(name):
        text = FORMS[form](printed(title, articles))
        found = read_document(text, policy="law")
        if not isinstance(found, Document):
            # A file of the collection that is damaged itself is refused with its reason.
            assert found.found
            continue
        assert coverage(found).complete, title
        expected = ["".join(article["no"].split()) for article in articles]
        got = [
            clause.path[-1]
            for clause in found.clauses
            if clause.path and re.match(r"第.+条", clause.path[-1])
        ]
        read += len(expected)
        missing = set(expected) - set(got)
        wrong += len(missing) + abs(len(got) - len(expected))
        if got != expected:
            mistakes.append((title, sorted(missing)[:3], len(got), len(expected)))
        elif len(set(expected)) == len(expected):
            for article, clause in zip(
                articles, [c for c in found.clauses if c.path and c.path[-1] in set(expected)], strict=True
            ):
                words = re.sub(r"—\d+—", "", without_space(clause.text))
                assert without_space(article["text"])[:200] in words
                assert read_numeral(re.sub(r"第|条.*", "", clause.path[-1])) is not None
    assert read > 1000
    assert wrong / read < 0.005, mistakes[:10]
