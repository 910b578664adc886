"""How the Gradio pages look: theme, style sheet, script and head; fonts are the machine's own."""

from __future__ import annotations

import importlib
import importlib.util
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from importlib.machinery import ModuleSpec, PathFinder
from types import ModuleType
from typing import Any, TypeAlias

from assistant.web.rendering import render, static_address

# Gradio's components and its module, which are built at run time and carry no useful types.
Widget: TypeAlias = Any

SANS = [
    "PingFang SC",
    "Microsoft YaHei",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "WenQuanYi Micro Hei",
    "sans-serif",
]


def gradio() -> Widget:
    """The Gradio module, imported when first needed and with its telemetry off."""
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    if "gradio" in sys.modules:
        return importlib.import_module("gradio")
    # Gradio looks for it before and after each step of each event; where it is missing, on the whole path.
    if importlib.util.find_spec("matplotlib") is None:
        sys.modules["matplotlib"] = None  # type: ignore[assignment]
    with _without_stubs():
        return importlib.import_module("gradio")


@contextmanager
def _without_stubs() -> Iterator[None]:
    """Keeps Gradio from writing stub files for editors into its own package while it is imported.

    It parses the source of each component for them at each start: half of the time that its import takes.
    """
    finder = _StubsLeftOut()
    sys.meta_path.insert(0, finder)
    try:
        yield
    finally:
        sys.meta_path.remove(finder)


class _StubsLeftOut:
    """Finds the module that writes the stubs as Python does, and takes the writing out when it is loaded."""

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if name != "gradio.component_meta":
            return None
        spec = PathFinder.find_spec(name, path, target)
        if spec is not None and spec.loader is not None:
            load = spec.loader.exec_module

            def loaded(module: ModuleType) -> None:
                load(module)
                module.create_or_modify_pyi = lambda *_: None  # type: ignore[attr-defined]

            spec.loader.exec_module = loaded  # type: ignore[method-assign]
        return spec


def own_html(html: str, **given: str) -> Widget:
    """A part of the page in our own HTML, untouched by Gradio's styles for prose and buttons.

    Gradio shows it as it is: every value in it has been escaped by the templates.
    """
    return gradio().HTML(html, apply_default_css=False, **given)


@lru_cache(maxsize=1)
def own_html_props() -> dict[str, Any]:
    """What Gradio's page is told of a part of `own_html` beside its HTML; costly, so made once."""
    props: dict[str, Any] = gradio().HTML("", apply_default_css=False, render=False).get_config()
    return props


def theme() -> Widget:
    """Gradio's plain theme in our colours, with fonts that the machine has."""
    gr = gradio()
    blue = gr.themes.Color(
        c50="#eff5fb", c100="#dbe8f5", c200="#b9d2ea", c300="#8bb3da", c400="#5a90c6", c500="#2f6fae",
        c600="#1f5a97", c700="#1a4a7d", c800="#173e68", c900="#143456", c950="#0d2239",
    )  # fmt: skip
    base = gr.themes.Base(primary_hue=blue, neutral_hue="slate", radius_size="md", font=SANS, font_mono=SANS)
    return base.set(
        body_background_fill="#f5f7fa",
        body_background_fill_dark="#0f1720",
        block_background_fill="#ffffff",
        block_background_fill_dark="#18222e",
        button_primary_background_fill="*primary_600",
        button_primary_background_fill_hover="*primary_700",
        button_primary_background_fill_dark="*primary_600",
        button_primary_text_color="#ffffff",
        input_background_fill_dark="#111a24",
        body_text_size="16px",
    )


def head() -> str:
    """What goes into the head of the Gradio pages: our style sheet and script, from this server."""
    styles = [static_address("shared.css"), static_address("chat.css")]
    return render("head.html", styles=styles, script=static_address("chat.js"))


def mount_options() -> dict[str, Any]:
    """How the Gradio pages are mounted."""
    return {
        "theme": theme(),
        "head": head(),
        "footer_links": [],
        "run_history": False,
        "ssr_mode": False,
        "mcp_server": False,
        "show_error": False,
        "enable_monitoring": False,
        "pwa": False,
    }
