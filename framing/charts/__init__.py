"""Charts of a comparison, one a file; each reads only the comparison's tables.

No chart ranks outlets: they stand in alphabetical order, and events by the difference shown.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from inspect import signature
from types import ModuleType
from typing import TYPE_CHECKING, Any

from framing.charts import (
    contrasts,
    coverage,
    dispersion,
    doubt,
    figures,
    harm,
    naming,
    paired,
    quotation,
    sourcing,
    timeline,
    words,
)
from framing.charts.style import drawing_style
from framing.comparison import check_comparison
from framing.errors import FramingError, nearest

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from framing.comparison import Comparison

CHARTS: Mapping[str, ModuleType] = {
    "coverage": coverage,
    "timeline": timeline,
    "paired": paired,
    "contrasts": contrasts,
    "naming": naming,
    "sourcing": sourcing,
    "doubt": doubt,
    "harm": harm,
    "figures": figures,
    "quotation": quotation,
    "words": words,
    "dispersion": dispersion,
}


def chart(comparison: Comparison, name: str, **options: Any) -> Figure:
    """Return the chart called *name* as a matplotlib Figure.

    Names are ``coverage, timeline, paired, contrasts, naming, sourcing, doubt, harm, figures,
    quotation, words, dispersion``; *options* are those of the chart's own file. The figure's label
    is its alternative text. Raises FramingError for an unknown name or option, naming the nearest,
    and where the comparison holds nothing to draw.

    >>> import framing
    >>> reports = [
    ...     {"outlet": "Courier", "event": "strike", "text": "The port shut."},
    ...     {"outlet": "Lantern", "event": "strike", "text": "Dockers closed the port."},
    ... ]
    >>> analysis = framing.analyze(framing.read_articles(reports), lexicons=["hedges"])
    >>> chart(framing.compare(analysis), "coverage").get_label()
    'Matrix of 1 event and 2 outlets: Courier covers 1, Lantern covers 1; 1 event covered by two
    outlets or more.'
    """
    check_comparison(comparison, "chart")
    figure = chart_or_none(comparison, name, **options)
    if figure is None:
        raise FramingError(
            f"chart {name!r}: nothing to draw in {comparison!r}; it takes two outlets with"
            " findings of its kind that can be set side by side"
        )
    _let_notebooks_show_figures()
    return figure


def chart_or_none(comparison: Comparison, name: str, **options: Any) -> Figure | None:
    """Return the chart called *name* as `chart` does, or None where there is nothing to draw."""
    alternative = alt_text(comparison, name, **options)
    if not alternative:
        return None
    with drawing_style():
        figure: Figure = CHARTS[name].draw(comparison, **options)
    figure.set_label(alternative)
    return figure


def _let_notebooks_show_figures() -> None:
    """Let a notebook show a Figure that ends a cell, as it shows those of pyplot."""
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython is not None else None
    if shell is not None:
        from IPython.core.pylabtools import select_figure_formats

        select_figure_formats(shell, {"png"})  # type: ignore[no-untyped-call]


def alt_text(comparison: Comparison, name: str, **options: Any) -> str:
    """Return what the chart called *name* shows, in words; nothing where there is nothing to draw.

    Raises FramingError for an unknown name or option.
    """
    if name not in CHARTS:
        raise FramingError(
            f"no chart {name!r}{nearest(name, CHARTS)}; there are: {', '.join(CHARTS)}"
        )
    describe = CHARTS[name].describe
    takes = [option for option in signature(describe).parameters if option != "comparison"]
    for option in options:
        if option not in takes:
            raise FramingError(
                f"chart {name!r} has no option {option!r}{nearest(option, takes)}; it takes:"
                f" {', '.join(takes) or 'none'}"
            )
    return str(describe(comparison, **options))
