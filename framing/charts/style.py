"""How every chart looks: ink, type, marks that are told apart in grey, and text that fits."""

from __future__ import annotations

import textwrap
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.font_manager import fontManager

from framing.charts.labels import fit_names

# Each is one exact color, so that a page can swap it for its own in the dark.
INK, MUTED, RULE, PAPER = "#1b1b1f", "#5c6068", "#d9dce1", "#ffffff"
TEAL, OCHRE, TRACK = "#1f7a8c", "#b4690e", "#eceef1"
SOFT = "#8fb9c2"

STYLE: Any = {
    "font.size": 9.0,
    "text.color": INK,
    "text.parse_math": False,
    "axes.facecolor": "none",
    "axes.edgecolor": RULE,
    "axes.labelcolor": MUTED,
    "axes.titlesize": 10.0,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "axes.titley": 1.0,  # given, since to find it every label is measured anew at every drawing
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.spines.left": False,
    "axes.spines.bottom": False,
    "axes.axisbelow": True,
    "xtick.color": RULE,
    "ytick.color": RULE,
    "xtick.labelcolor": MUTED,
    "ytick.labelcolor": INK,
    "xtick.major.size": 0,
    "ytick.major.size": 0,
    "xtick.bottom": False,
    "ytick.left": False,
    "grid.color": RULE,
    "grid.linewidth": 0.7,
    "hatch.linewidth": 0.6,
    "svg.fonttype": "path",
    "svg.hashsalt": "framing",
    "savefig.facecolor": "none",
    "legend.frameon": False,
    "legend.fontsize": 8.5,
    "axes.unicode_minus": True,
}
SMALL_N = 5
_OTHER_SCRIPTS = (
    *("Noto Sans CJK SC", "Noto Sans SC", "PingFang SC", "Microsoft YaHei", "WenQuanYi Zen Hei"),
    *("Noto Sans Devanagari", "Noto Sans Thai", "Arial Unicode MS", "Droid Sans Fallback"),
)


def bare(axes: Axes) -> None:
    """Leave no room for labels that the axes do not have."""
    for axis in (axes.xaxis, axes.yaxis):
        if not axis.get_label_text():
            axis.set_label_coords(0, 0)  # nothing to place, so no label is measured for it


def name_rows(axes: Axes, names: Sequence[str], *, width: int = 34, lines: int = 1) -> None:
    """Name rows 0, 1, ... from the top down."""
    axes.set_yticks(range(len(names)), fit_names(names, width, lines))
    axes.set_ylim(len(names) - 0.5, -0.5)


def note(figure: Figure, text: str) -> None:
    """Say below the chart what it shows: units, intervals, what small numbers mean."""
    width = max(40, int(figure.get_figwidth() * 15))
    figure.supxlabel(
        "\n".join(textwrap.wrap(text, width)), x=0.01, ha="left", fontsize=8, color=MUTED
    )


@contextmanager
def drawing_style(**more: Any) -> Iterator[None]:
    """Draw in the style of all charts, *more* of it apart, without a warning a missing glyph.

    What DejaVu Sans lacks (Chinese, an emoji) comes from another font if one is installed, and is
    a box otherwise.
    """
    there = {font.name for font in fontManager.ttflist}
    families = ["DejaVu Sans", *(name for name in _OTHER_SCRIPTS if name in there)]
    style: Any = {**STYLE, "font.family": families, **more}
    with warnings.catch_warnings(), rc_context(style):
        warnings.filterwarnings("ignore", message="Glyph .* missing from font")
        yield
