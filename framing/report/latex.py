"""The contrasts as a LaTeX table, for a paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from framing.report.plain_names import feature_name, number, outlet_name

if TYPE_CHECKING:
    import pandas as pd

    from framing.comparison import Comparison

_SPECIAL = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        **{mark: f"\\{mark}" for mark in "&%$#_{}"},
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        "<": r"\textless{}",
        ">": r"\textgreater{}",
    }
)
_HEAD = (
    *("Feature", "Outlet", "Reference", "Ratio", "95\\,\\% interval", "$p_\\mathrm{adj}$"),
    *("Events", "Verdict"),
)


def latex_files(comparison: Comparison) -> dict[str, bytes]:
    r"""Return ``tables/contrasts.tex``: a longtable (packages ``booktabs`` and ``longtable``).

    It holds every contrast that could be judged; its caption says how many could not.
    """
    table = comparison.contrasts
    judged = table[~table["verdict"].isin(["too_few"])]
    lines = [
        "% \\usepackage{booktabs,longtable}",
        "\\begin{longtable}{lllrlrrl}",
        f"\\caption{{{_caption(comparison, judged, len(table) - len(judged))}}}\\\\",
        "\\toprule",
        " & ".join(_HEAD) + r" \\",
        "\\midrule",
        "\\endhead",
        "\\bottomrule",
        "\\endfoot",
        *(" & ".join(_cells(row)) + r" \\" for row in judged.to_dict("records")),
        "\\end{longtable}",
    ]
    return {"tables/contrasts.tex": ("\n".join(lines) + "\n").encode()}


def escape_latex(text: str) -> str:
    r"""Return *text* so that LaTeX prints it as it stands.

    >>> print(escape_latex("50 % of R&D_1"))
    50 \% of R\&D\_1
    """
    return text.translate(_SPECIAL)


def _caption(comparison: Comparison, judged: pd.DataFrame, too_few: int) -> str:
    chosen = comparison.selection
    return (
        f"Rate ratios of own-voice wording on the {len(chosen.shared)} events that outlets share"
        f" ({len(chosen.outlets)} outlets, {int(chosen.counted.sum())} articles);"
        f" {len(judged):,} comparisons, {too_few:,} further: too few to say. An interval with one"
        " bound is one-sided."
    )


def _cells(row: dict[str, Any]) -> tuple[str, ...]:
    return (
        escape_latex(feature_name(row["feature"])) + (" (title)" * (row["section"] == "title")),
        escape_latex(outlet_name(row["target"])),
        escape_latex(outlet_name(row["reference"])),
        _number(row["rate_ratio"]),
        _interval(row["low"], row["high"]),
        _p(row["p_adj"]),
        str(row["n_informative"]),
        escape_latex(str(row["verdict"]).replace("_", " ")),
    )


def _interval(low: Any, high: Any) -> str:
    import pandas as pd

    if pd.isna(low) and pd.isna(high):
        return "n/a"
    if pd.isna(low):
        return rf"$\leq$ {_number(high)}"
    return rf"$\geq$ {_number(low)}" if pd.isna(high) else f"{_number(low)}--{_number(high)}"


def _number(value: Any) -> str:
    import pandas as pd

    return "n/a" if pd.isna(value) else number(float(value))


def _p(value: Any) -> str:
    import pandas as pd

    if pd.isna(value):
        return "n/a"
    return "$<$.001" if value < 0.001 else f"{value:.3f}".lstrip("0") if value < 1 else "1.000"
