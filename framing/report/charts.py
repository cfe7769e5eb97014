"""The charts of a report: drawn once, as SVG and PNG files and as SVG inside the page."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO, StringIO
from typing import TYPE_CHECKING, Any

from markupsafe import Markup
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_svg import FigureCanvasSVG

from framing.charts import CHARTS, chart_or_none
from framing.charts.style import (
    INK,
    MUTED,
    OCHRE,
    PAPER,
    RULE,
    SOFT,
    TEAL,
    TRACK,
    drawing_style,
)

if TYPE_CHECKING:
    from framing.comparison import Comparison

_DPI = 130
_SWAPPED = {
    INK: "var(--ink)",
    MUTED: "var(--muted)",
    RULE: "var(--rule)",
    PAPER: "var(--paper)",
    TEAL: "var(--teal)",
    OCHRE: "var(--ochre)",
    TRACK: "var(--track)",
    SOFT: "var(--soft)",
}


@dataclass(frozen=True, slots=True)
class DrawnChart:
    """A chart as files and for the page; ``alt`` says in words what it shows."""

    name: str
    title: str
    alt: str
    svg: bytes
    png: bytes
    inline: Markup


def draw_chart(
    comparison: Comparison, name: str, *, file: str | None = None, **options: Any
) -> DrawnChart | None:
    """Return the chart called *name*, or None where there is nothing to draw."""
    figure = chart_or_none(comparison, name, **options)
    if figure is None:
        return None
    file, alt = file or name, str(figure.get_label())
    svg, png, inline = StringIO(), BytesIO(), StringIO()
    no_date: Mapping[str, Any] = {"Date": None, "Creator": None}
    salt = {"svg.hashsalt": file}
    with drawing_style(**salt):
        if (engine := figure.get_layout_engine()) is not None:
            engine.execute(figure)
        figure.set_layout_engine("none")  # laid out once; every file is drawn from it
        figure.set_facecolor(PAPER)
        FigureCanvasSVG(figure).print_svg(svg, metadata=no_date)  # type: ignore[no-untyped-call]
        figure.set_dpi(_DPI)
        FigureCanvasAgg(figure).print_png(
            png, metadata={"Software": None}, pil_kwargs={"compress_level": 4}
        )  # type: ignore[no-untyped-call]
    with drawing_style(**salt, **{"svg.fonttype": "none"}):
        figure.set_facecolor("none")
        FigureCanvasSVG(figure).print_svg(inline, metadata=no_date)  # type: ignore[no-untyped-call]
    return DrawnChart(
        name=file,
        title=CHARTS[name].TITLE,
        alt=alt,
        svg=svg.getvalue().encode(),
        png=png.getvalue(),
        inline=_inline(inline.getvalue(), file, alt),
    )


def _inline(svg: str, name: str, alt: str) -> Markup:
    """Return *svg* as an element of the page: its own ids, the page's colors, alternative text.

    The markup is matplotlib's, which escapes the texts it writes; comments are taken out, and
    the policy of the page allows no script but its own.
    """
    body = svg[svg.index("<svg ") :]
    body = re.sub(r"<!--.*?-->\s*", "", body, flags=re.DOTALL)
    body = re.sub(r"<metadata>.*?</metadata>\s*", "", body, flags=re.DOTALL)
    body = re.sub(r' id="(?:[a-zA-Z]+_\d+|figure_\d+)"', "", body)
    body = re.sub(r'( id="|href="#|url\(#)', rf"\g<1>{name}-", body)
    body = re.sub(r"; ?font-family: [^;\"]*|font-family: [^;\"]*; ?", "", body)
    body = re.sub(r"font: ([\d.]+px) [^;\"]*", r"font-size: \1", body)
    body = re.sub(r"font: (bold|700) ([\d.]+px) [^;\"]*", r"font-weight: bold; font-size: \2", body)
    for color, variable in _SWAPPED.items():
        body = body.replace(color, variable)
    body = re.sub(r"(?<=[ML \"(])(-?\d+\.\d{2})\d+(?=[ \n\")])", r"\1", body)
    body = re.sub(r"\n\s*", "\n", body)
    width = re.search(r'width="([\d.]+)pt"', body)
    pixels = round(float(width.group(1)) * 4 / 3) if width else 700
    head, rest = body.split(">", 1)
    head = re.sub(r' (width|height|version|xmlns|xmlns:xlink)="[^"]*"', "", head)
    opened = Markup('{} role="img" aria-label="{}" style="max-width:{}px;min-width:{}px">').format(
        Markup(head), alt, pixels, min(pixels, 620)
    )
    return opened + Markup(rest)
