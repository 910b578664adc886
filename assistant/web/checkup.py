"""政策体检: a form made from the measures' own facts, and every measure held against what was entered."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from assistant.errors import AssistantError, UserError
from assistant.web import wording
from assistant.web.chart import NARROW, WIDE, amounts_chart
from assistant.web.look import Widget, gradio, own_html
from assistant.web.match_view import MatchView, charted, match_view
from assistant.web.profile_form import Field, Group, entered_profile, given_facts
from assistant.web.rendering import render
from assistant.web.service import Service

if TYPE_CHECKING:
    from assistant.policy.library import Library


def add_checkup(service: Service, groups: tuple[Group, ...]) -> None:
    """The page of 政策体检 with these fields, inside the Blocks that is being built."""
    gr = gradio()
    own_html(render("header.html", here="checkup"), elem_id="top")
    with gr.Column(elem_id="checkup"):
        if not groups:
            own_html(render("trouble.html", trouble=_closed(service), question=""))
            return
        own_html(render("checkup_head.html"))
        with gr.Row():
            enterprise = gr.Textbox(label=wording.CHECKUP_ENTERPRISE, max_length=100, scale=3, min_width=240)
            day = gr.Textbox(label=wording.CHECKUP_DAY, max_length=20, scale=2, min_width=240)
        entries = [_add_group(group, open=at < 2) for at, group in enumerate(groups)]
        with gr.Row(elem_id="checkup-do"):
            run = gr.Button(wording.CHECKUP_RUN, variant="primary", elem_id="checkup-run")
            clear = gr.ClearButton(value=wording.CHECKUP_CLEAR)
        found = own_html("", elem_id="checkup-result")
    fields = [field for group in groups for field in group.fields]
    widgets = [widget for group in entries for widget in group]
    clear.add([enterprise, day, *widgets, found])

    def compared(enterprise: str, day: str, *values: str | None) -> str:
        # The form stays as it was drawn; what it is held against follows the index.
        return result(service.assistant.library, enterprise, day, fields, values)

    run.click(
        compared, [enterprise, day, *widgets], found, show_progress="hidden", api_visibility="private"
    ).then(None, js="() => document.querySelector('#checkup-result')?.scrollIntoView({behavior: 'smooth'})")


def _closed(service: Service) -> str:
    """Why there is no form."""
    try:
        service.assistant  # noqa: B018
    except AssistantError as error:
        return wording.CHECKUP_CLOSED.format(why=error.message)
    return wording.CHECKUP_CLOSED.format(why="")


def _add_group(group: Group, *, open: bool) -> list[Widget]:  # noqa: A002
    """The widgets of a group, in the order of its fields."""
    gr = gradio()
    with gr.Accordion(group.heading, open=open):
        if not group.list_label:
            with gr.Row():
                return [_add_field(field) for field in group.fields]
        widgets: list[Widget] = []
        items = sorted({field.item or 0 for field in group.fields})
        rows = []
        for item in items:
            with gr.Row(visible=item == 0) as row:
                widgets += [_add_field(field) for field in group.fields if field.item == item]
            rows.append(row)
        _add_more(group, rows)
    return widgets


def _add_more(group: Group, rows: list[Widget]) -> None:
    """A button that shows the next row of a list."""
    gr = gradio()
    shown = gr.State(1)
    more = gr.Button(wording.CHECKUP_MORE.format(label=group.list_label), size="sm", scale=0)

    def another(shown: int) -> list[Any]:
        shown = min(shown + 1, len(rows))
        return [
            shown,
            gr.update(visible=shown < len(rows)),
            *(gr.update(visible=at < shown) for at in range(len(rows))),
        ]

    more.click(another, shown, [shown, more, *rows], show_progress="hidden", api_visibility="private")


def _add_field(field: Field) -> Widget:
    gr = gradio()
    label = field.label
    if field.item:
        label = wording.CHECKUP_ITEM.format(label=label, n=field.item + 1)
    if field.input.unit == "flag":
        return gr.Radio(field.choices, label=label, min_width=240)
    if field.choices:
        return gr.Dropdown(["", *field.choices], value="", label=label, min_width=240)
    return gr.Textbox(label=label, placeholder=field.input.example, max_length=100, min_width=240)


def result(
    library: Library, enterprise: str, day: str, fields: list[Field], values: tuple[str | None, ...]
) -> str:
    """HTML of the comparison, or of what cannot be read in the form."""
    profile = entered_profile(enterprise or "", fields, values)
    try:
        as_of = read_day(day or "")
        view = compare(library, profile, as_of)
    except UserError as error:
        return render("form_trouble.html", trouble=error.message)
    return match_html(view, profile, as_of)


def compare(library: Library, profile: Mapping[str, Any], as_of: date) -> MatchView:
    """Every measure for the profile. Raises UserError that names each entry that cannot be read."""
    from assistant.calculation.matching import match
    from assistant.calculation.profile import profile_from_data

    found = match(library, profile_from_data(profile), as_of)
    return match_view(found, library, given_facts(library, profile))


def match_html(view: MatchView, profile: Mapping[str, Any], as_of: date, *, exports: bool = True) -> str:
    """HTML of a match. `exports`: with the buttons that export it; without, everything is unfolded."""
    bars = charted(view.rows)
    layouts = (WIDE, NARROW) if len(bars) > 1 else ()
    return render(
        "match.html",
        view=view,
        charts=[Markup(amounts_chart(bars, layout)) for layout in layouts],
        chart_title=wording.CHART_TITLE.format(unit=wording.CHART_UNIT),
        profile=json.dumps(profile, ensure_ascii=False),
        as_of=as_of.isoformat(),
        exports=exports,
        open_all=not exports,
    )


def read_day(text: str) -> date:
    """The day that was entered; today in Shanghai where none was. Raises UserError."""
    from assistant.assistant import today

    if not text.strip():
        return today()
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise UserError(wording.CHECKUP_BAD_DAY.format(day=text.strip()[:40])) from None
