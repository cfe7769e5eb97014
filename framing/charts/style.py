"""How every chart looks: ink, type, marks that are told apart in grey, and text that fits."""

from __future__ import annotations

import textwrap
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from framing.report.plain_names import clean

# Each is one exact color, so that a page can swap it for its own in the dark.
INK, MUTED, RULE, PAPER = "#1b1b1f", "#5c6068", "#d9dce1", "#ffffff"
TEAL, OCHRE, TRACK = "#1f7a8c", "#b4690e", "#eceef1"
SOFT = "#8fb9c2"

MARKS = ("o", "s", "^", "D", "v", "P", "X", "<", ">", "p", "h", "*")
STYLE: Any = {
    "font.family": ["DejaVu Sans"],
    "font.size": 9.0,
    "text.color": INK,
    "text.parse_math": False,
    "axes.edgecolor": RULE,
    "axes.labelcolor": MUTED,
    "axes.titlesize": 10.0,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.spines.left": False,
    "axes.axisbelow": True,
    "xtick.color": RULE,
    "ytick.color": RULE,
    "xtick.labelcolor": MUTED,
    "ytick.labelcolor": INK,
    "ytick.major.size": 0,
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


def new_figure(width: float, height: float, *, rows: int = 1, **options: Any) -> tuple[Figure, Any]:
    """Return a figure of *width* by *height* inches and its axes, drawn without global state."""
    figure = Figure(figsize=(width, height), layout="constrained")
    return figure, figure.subplots(rows, 1, **options)


def fit(text: str, width: int, lines: int = 2) -> str:
    """Return *text* wrapped to *lines* of *width* characters, cut with an ellipsis.

    >>> fit("The Ostermoor Evening Dispatch and Advertiser", 18)
    'The Ostermoor\\nEvening Dispatch …'
    """
    wrapped = textwrap.wrap(
        clean(text), width, max_lines=lines, placeholder=" …", break_long_words=True
    )
    return "\n".join(wrapped)


def bare(axes: Axes) -> None:
    """Take the frame and the ticks off."""
    for spine in axes.spines.values():
        spine.set_visible(False)
    axes.tick_params(length=0)


def name_rows(axes: Axes, names: Sequence[str], *, width: int = 34, lines: int = 1) -> None:
    """Name rows 0, 1, ... from the top down."""
    axes.set_yticks(range(len(names)), [fit(name, width, lines) for name in names])
    axes.set_ylim(len(names) - 0.5, -0.5)


def note(figure: Figure, text: str) -> None:
    """Say below the chart what it shows: units, intervals, what small numbers mean."""
    width = max(40, int(figure.get_figwidth() * 15))
    figure.supxlabel(
        "\n".join(textwrap.wrap(text, width)), x=0.01, ha="left", fontsize=8, color=MUTED
    )


@contextmanager
def ignore_missing_glyphs() -> Iterator[None]:
    """Draw what the embedded font lacks (an emoji, Chinese) as a box, without a warning each."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing from font")
        yield
