"""The amounts of a match as a bar chart in SVG, drawn here: the page fetches no charting library."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import log10

from assistant.web import wording
from assistant.web.match_view import AmountView, RowView
from assistant.web.rendering import render
from assistant.wording import yuan


@dataclass(frozen=True, slots=True)
class Layout:
    """Sizes in pixels. `left`: where bars begin; `above`: how far names stand above bars, 0 = beside."""

    width: int
    left: int
    value: int
    step: int
    above: int
    longest_name: int


WIDE = Layout(width=720, left=262, value=120, step=30, above=0, longest_name=19)
NARROW = Layout(width=340, left=4, value=100, step=46, above=6, longest_name=24)
THICK = 18
# Room above the bars: for the scale's words, and where there are none.
TOP = 34
TOP_BARE = 8


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar with its words; `name_y` and `y` are where the name and the bar stand."""

    name: str
    whole_name: str
    shown: str
    name_y: int
    y: int
    length: float
    exact: bool


@dataclass(frozen=True, slots=True)
class Tick:
    """A line of the scale."""

    x: float
    label: str


@dataclass(frozen=True, slots=True)
class Scale:
    """A logarithmic scale: `low`, `high` are powers of ten, `space` the length of the longest bar."""

    low: float
    high: float
    space: int

    def length(self, value: float) -> float:
        """How long a bar for this amount is."""
        share = (log10(max(value, 1)) - self.low) / max(self.high - self.low, 0.5)
        return round(max(4.0, share * self.space), 1)


def amounts_chart(found: Sequence[tuple[RowView, AmountView]], layout: Layout = WIDE) -> str:
    """The SVG of the figures on a logarithmic scale; "" where there are none."""
    if not found:
        return ""
    amounts = [float(amount.high or 0) for _, amount in found]
    lowest = int(log10(max(min(amounts), 10)) - 0.0001)
    scale = Scale(lowest, log10(max(amounts)), layout.width - layout.left - layout.value)
    ticks = [
        Tick(layout.left + scale.length(10.0**power), yuan(Decimal(10) ** power))
        for power in range(lowest + 1, int(scale.high) + 1)
        if scale.length(10.0**power) <= scale.space
    ]
    top = TOP if ticks else TOP_BARE
    return render(
        "chart.svg",
        bars=_bars(found, layout, scale, top),
        ticks=ticks,
        layout=layout,
        thick=THICK,
        top=top,
        height=top + len(found) * layout.step + 6,
        title=wording.CHART_TITLE.format(unit=wording.CHART_UNIT),
    )


def _bars(found: Sequence[tuple[RowView, AmountView]], layout: Layout, scale: Scale, above: int) -> list[Bar]:
    bars = []
    for at, (row, amount) in enumerate(found):
        name = row.name if amount.name in row.name else f"{row.name}·{amount.name}"
        top = above + at * layout.step
        y = top + (layout.above and 18)
        length = scale.length(float(amount.high or 0))
        short = _short(name, layout.longest_name)
        bars.append(
            Bar(
                short,
                name,
                amount.shown,
                y - layout.above if layout.above else y + 14,
                y,
                length,
                amount.exact,
            )
        )
    return bars


def _short(name: str, longest: int) -> str:
    return name if len(name) <= longest else name[: longest - 1] + "…"
