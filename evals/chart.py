"""Charts as SVG text, drawn here so that a report needs nothing from elsewhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

_ROW, _LABEL, _WIDTH, _VALUE = 24, 190, 420, 110
_FONT = "font-family='system-ui, Noto Sans CJK SC, Microsoft YaHei, sans-serif' font-size='13'"


def bar_chart(title: str, rows: Sequence[tuple[str, float, str]]) -> str:
    """Horizontal bars: label, share from 0 to 1, and the words beside the bar."""
    width, height = _LABEL + _WIDTH + _VALUE, _ROW * len(rows) + 8
    bars = []
    for at, (label, value, words) in enumerate(rows):
        y = at * _ROW + 4
        length = max(0.0, min(1.0, value)) * _WIDTH
        bars.append(
            f"<text x='{_LABEL - 8}' y='{y + 15}' text-anchor='end'>{escape(label)}</text>"
            f"<rect x='{_LABEL}' y='{y + 2}' width='{_WIDTH}' height='16' class='track'/>"
            f"<rect x='{_LABEL}' y='{y + 2}' width='{length:.1f}' height='16' class='{_tone(value)}'/>"
            f"<text x='{_LABEL + _WIDTH + 8}' y='{y + 15}'>{escape(words)}</text>"
        )
    return _svg(title, width, height, "".join(bars))


def _tone(share: float) -> str:
    return "good" if share >= 0.95 else "fair" if share >= 0.8 else "poor"


def matrix(title: str, table: Mapping[str, Mapping[str, int]]) -> str:
    """A confusion matrix: rows expected, columns given; deeper where a larger share of the row lies."""
    columns = sorted({column for row in table.values() for column in row} | set(table))
    rows = sorted(table)
    cell, top = 64, 70
    width, height = _LABEL + cell * len(columns) + 80, top + _ROW * len(rows) + 8
    parts = [
        f"<text transform='translate({_LABEL + at * cell + 20},{top - 6}) rotate(-25)'>{escape(name)}</text>"
        for at, name in enumerate(columns)
    ]
    for y, row in enumerate(rows):
        total = sum(table[row].values()) or 1
        top_y = top + y * _ROW
        parts.append(f"<text x='{_LABEL - 8}' y='{top_y + 16}' text-anchor='end'>{escape(row)}</text>")
        for x, column in enumerate(columns):
            count = table[row].get(column, 0)
            tone = "good" if row == column else "poor"
            parts.append(
                f"<rect x='{_LABEL + x * cell}' y='{top_y}' width='{cell - 2}' height='{_ROW - 2}' "
                f"class='{tone if count else 'track'}' fill-opacity='{0.25 + 0.75 * count / total:.2f}'/>"
            )
            if count:
                middle = _LABEL + x * cell + cell / 2
                parts.append(f"<text x='{middle}' y='{top_y + 16}' text-anchor='middle'>{count}</text>")
    return _svg(title, width, height, "".join(parts))


def panels(title: str, charts: Sequence[tuple[str, Sequence[tuple[str, float, str]]]], *, marked: str) -> str:
    """Small bar charts, two beside each other, each on its own scale from zero; no style sheet is needed.

    A chart is a heading and rows of label, value and the words beside the bar; rows of `marked` stand out.
    """
    across, label, bar = 460, 150, 200
    deep = max((len(rows) for _, rows in charts), default=0) * _ROW + 40
    parts = []
    for at, (heading, rows) in enumerate(charts):
        left, top = (at % 2) * across, (at // 2) * deep
        parts.append(f"<text x='{left + 8}' y='{top + 20}' font-weight='bold'>{escape(heading)}</text>")
        most = max((value for _, value, _ in rows), default=0.0) or 1.0
        for row, (name, value, words) in enumerate(rows):
            y = top + 30 + row * _ROW
            fill = "#2f6fb3" if name == marked else "#9aa4b0"
            length = max(0.0, value) / most * bar
            parts.append(
                f"<text x='{left + label}' y='{y + 13}' text-anchor='end'>{escape(name)}</text>"
                f"<rect x='{left + label + 8}' y='{y}' width='{length:.1f}' height='16' fill='{fill}'/>"
                f"<text x='{left + label + 14 + length:.1f}' y='{y + 13}'>{escape(words)}</text>"
            )
    height = (len(charts) + 1) // 2 * deep
    return _svg(title, 2 * across, height, f"<g fill='#6a737d'>{''.join(parts)}</g>")


def histogram(title: str, values: Sequence[float], unit: str, bins: int = 24) -> str:
    """How often a value lies in each of the equal steps from 0 to the 99th percentile; the rest joins it."""
    if not values:
        return ""
    ordered = sorted(values)
    top = ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))] or 1.0
    counts = [0] * bins
    for value in values:
        counts[min(bins - 1, int(value / top * bins))] += 1
    width, height, step = 640, 150, 600 / bins
    tallest = max(counts)
    bars = [
        f"<rect x='{20 + at * step:.1f}' y='{120 - 100 * count / tallest:.1f}' width='{step - 2:.1f}' "
        f"height='{100 * count / tallest:.1f}' class='good'/>"
        for at, count in enumerate(counts)
    ]
    ticks = [
        f"<text x='{20 + 600 * part:.0f}' y='138' text-anchor='middle'>{top * part:.1f} {escape(unit)}</text>"
        for part in (0.03, 0.5, 0.97)
    ]
    return _svg(title, width, height, "".join([*bars, *ticks]))


def _svg(title: str, width: float, height: float, body: str) -> str:
    return (
        f"<svg role='img' aria-label='{escape(title, quote=True)}' viewBox='0 0 {width:g} {height:g}' "
        f"width='{width:g}' height='{height:g}' xmlns='http://www.w3.org/2000/svg' {_FONT}>"
        f"<title>{escape(title)}</title>{body}</svg>"
    )
