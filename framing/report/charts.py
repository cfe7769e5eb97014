"""The charts of a report: drawn once, as SVG and PNG files and as SVG inside the page."""

from __future__ import annotations

import re
from dataclasses import dataclass
from io import BytesIO, StringIO
from typing import TYPE_CHECKING, Any

import numpy as np
from markupsafe import Markup
from matplotlib import rcParams
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_svg import RendererSVG
from PIL import Image

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
    from matplotlib.figure import Figure

    from framing.comparison import Comparison

_DPI, _POINTS = 130, 72
# Marks that no text holds, since it is without control characters.
_OUTLINES, _LETTERS, _END = "\x01", "\x02", "\x03"
_TWICE = re.compile(r" *<!-- \x01 -->\n(.*?) *<!-- \x02 -->\n(.*?) *<!-- \x03 -->\n", re.DOTALL)
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
    with drawing_style(**{"svg.hashsalt": file}):
        png = _png(figure)
        svg, letters = _outlines_and_letters(figure)
    return DrawnChart(
        name=file,
        title=CHARTS[name].TITLE,
        alt=alt,
        svg=svg.encode(),
        png=png,
        inline=_inline(letters, file, alt),
    )


def _png(figure: Figure) -> bytes:
    """Lay *figure* out and return it as a PNG file; the layout stays for what is drawn next."""
    figure.set_dpi(_DPI)
    canvas = FigureCanvasAgg(figure)  # one canvas: what is measured for the layout is drawn with
    if (engine := figure.get_layout_engine()) is not None:
        engine.execute(figure)
    figure.set_layout_engine("none")
    figure.set_facecolor(PAPER)
    canvas.draw()  # type: ignore[no-untyped-call]
    png = BytesIO()
    pixels = np.asarray(canvas.buffer_rgba())  # type: ignore[no-untyped-call]
    Image.fromarray(pixels[..., :3]).save(png, "png", dpi=(_DPI, _DPI), compress_level=3)
    return png.getvalue()


class _BothTexts(RendererSVG):
    """Draws every text twice, as outlines and as letters, each between marks."""

    def draw_text(self, *args: Any, **options: Any) -> None:
        """Draw a text as `RendererSVG.draw_text` does for either ``svg.fonttype``."""
        for mark, kind in ((_OUTLINES, "path"), (_LETTERS, "none")):
            self.writer.comment(mark)  # type: ignore[no-untyped-call]
            rcParams["svg.fonttype"] = kind
            super().draw_text(*args, **options)  # type: ignore[no-untyped-call]
        self.writer.comment(_END)  # type: ignore[no-untyped-call]


def _outlines_and_letters(figure: Figure) -> tuple[str, str]:
    """Return *figure* as SVG with texts as outlines on paper, and with letters on nothing."""
    svg = StringIO()
    figure.set_dpi(_POINTS)
    width, height = figure.get_size_inches() * _POINTS
    no_date = {"Date": None, "Creator": None}
    renderer = _BothTexts(width, height, svg, metadata=no_date)  # type: ignore[no-untyped-call]
    figure.draw(renderer)
    renderer.finalize()  # type: ignore[no-untyped-call]
    both = svg.getvalue()
    letters = _TWICE.sub(r"\2", both).replace(f"fill: {PAPER}", "fill: none", 1)
    return _TWICE.sub(r"\1", both), letters


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
