"""The answer's Markdown as HTML: paragraphs, lists, tables, emphasis; no links, images or raw HTML.

An answer may repeat the user's words, so nothing in it may become a link, an image or an element.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

MARK = re.compile(r"\[(\d{1,3})\]")


def answer_html(text: str, links: dict[int, str]) -> str:
    """HTML of an answer's Markdown. `links`: where the mark [n] leads; other brackets stay as they are."""
    parser = _parser()
    tokens = parser.parse(text)
    for token in tokens:
        for child in token.children or ():
            if child.type == "text":
                child.type, child.content = "html_inline", marked(child.content, links)
    return str(parser.renderer.render(tokens, parser.options, {}))


def marked(text: str, links: dict[int, str]) -> str:
    """Escaped text in which each known mark [n] is a link to its clause.

    >>> marked("见[7]，<b>", {1: "/source/p"})
    '见[7]，&lt;b&gt;'
    """
    out, at = [], 0
    for found in MARK.finditer(text):
        n = int(found[1])
        if n not in links:
            continue
        out.append(escape(text[at : found.start()], quote=False))
        out.append(
            f'<a class="mark" href="{escape(links[n])}" target="_blank" rel="noopener"'
            f' aria-label="依据{n}，在原文中查看">[{n}]</a>'
        )
        at = found.end()
    return "".join(out) + escape(text[at:], quote=False)


def paragraphs(text: str) -> list[str]:
    """The blocks of a Markdown text, in order: what is shown step by step while an answer streams."""
    return [block for block in re.split(r"\n{2,}", text.strip()) if block]


def plain(text: str, without: Collection[str] = ("**",)) -> str:
    """The text as it is pasted elsewhere: no emphasis signs."""
    for sign in without:
        text = text.replace(sign, "")
    return text


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": False, "breaks": True}).enable("table")
    return parser.disable(["link", "image", "autolink", "html_inline", "html_block", "entity", "reference"])
