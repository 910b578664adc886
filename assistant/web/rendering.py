"""Pages and parts of pages from the templates; every value is escaped unless it was made by our own code."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from assistant.web import wording

HERE = Path(__file__).parent
STATIC = HERE / "static"


@lru_cache(maxsize=1)
def templates() -> Environment:
    """The templates, strict about names that are not given."""
    environment = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        # The templates are part of the program: nobody looks at each use whether a file has changed.
        auto_reload=False,
    )
    environment.globals.update(w=wording, static=static_address)
    return environment


def render(template: str, /, **values: object) -> str:
    """The HTML of a template with its values."""
    return templates().get_template(template).render(**values)


@lru_cache(maxsize=64)
def static_address(name: str) -> str:
    """Where a static file is fetched; the address changes when the file does, so it may be cached."""
    import hashlib

    digest = hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:10]
    return f"/web/{name}?v={digest}"
