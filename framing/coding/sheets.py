"""Checking the machine by hand: agreement of coders, accuracy by outlet, corrected contrasts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from framing.coding.codes import Codes, read_codes
from framing.coding.units import NO_ATTRIBUTION, NO_HARM, QUESTIONS
from framing.resampling import holm
from framing.statistics.accuracy import (
    Coded,
    Share,
    differential_error,
    precision,
    recall,
    sum_by_article,
)
from framing.statistics.reliability import krippendorff_alpha
from framing.tables import FLAG, NUMBER, TEXT, WHOLE, make_table

if TYPE_CHECKING:
    import pandas as pd

ALL = "all outlets"

ALPHA_COLUMNS = {
    "measure": TEXT, "alpha": NUMBER, "low": NUMBER, "high": NUMBER,
    "n_units": WHOLE, "n_articles": WHOLE, "n_coders": WHOLE,
}  # fmt: skip
ACCURACY_COLUMNS = {
    "measure": TEXT, "outlet": TEXT,
    "precision": NUMBER, "precision_low": NUMBER, "precision_high": NUMBER,
    "recall": NUMBER, "recall_low": NUMBER, "recall_high": NUMBER,
    "n_machine": NUMBER, "n_coders": NUMBER, "n_units": WHOLE,
}  # fmt: skip
DIFFERENTIAL_COLUMNS = {
    "measure": TEXT, "of": TEXT, "p": NUMBER, "p_adj": NUMBER, "differs": FLAG, "why": TEXT,
}  # fmt: skip
_LEVEL = 0.05


@dataclass(frozen=True, slots=True, eq=False)
class Agreement:
    """How coders agree with one another, and the machine with them.

    ``alpha`` has one question a row; ``accuracy`` one measure and outlet; ``differential`` one
    test whether precision or recall differs between outlets; ``disagreements`` the units on which
    coders differ, to be settled; ``table`` is for a paper's appendix, as text
    (``agreement.table.to_latex()``).
    """

    alpha: pd.DataFrame
    accuracy: pd.DataFrame
    differential: pd.DataFrame
    disagreements: pd.DataFrame
    table: pd.DataFrame

    def __repr__(self) -> str:
        return (
            f"<Agreement: {len(self.alpha)} questions, {len(self.disagreements)} codes that differ>"
        )

    def _repr_html_(self) -> str:
        return str(self.table.to_html(index=False))


def agreement(sheets: Any, key: Any = None, *, seed: int = 0) -> Agreement:
    """Read coded *sheets* back: reliability, and precision and recall of each measure by outlet.

    *sheets* is a coded sheet (data frame or path), several, or a mapping from coders to sheets;
    *key* the analysis they were drawn from, or the key; by default ``<stem>_key.csv`` beside them.
    A sheet with "adjudicated" in its name settles what coders disagree on and is left out of
    alpha; without one each coder's code counts in parts.

    * Krippendorff's alpha (counts: squared difference; categories: equal or not), before
      adjudication, with a percentile bootstrap over articles;
    * precision and recall, weighted by one over the inclusion probability. Of a count the smaller
      of machine's and coders' is right; of a category each value counts on its own. Intervals are
      bootstrapped over articles, from 5 articles with hits on (where all are right or all wrong,
      the bound counts an article as one trial);
    * a permutation test whether each is the same in all outlets, Holm-adjusted over all tests.

    Raises FramingError, naming sheet, unit and column, for codes that do not fit.

    >>> import framing
    >>> reports = [{"outlet": "Courier", "text": "The so-called strike ended. The port opened."}]
    >>> analysis = framing.analyze(reports, lexicons=["distancing"])
    >>> doubt = "distancing.attribution_doubt"
    >>> sheet = framing.coding_sheet(analysis, measures=[doubt], kinds=["sentence"])
    >>> sheet[doubt] = [int("so-called" in text) for text in sheet["text"]]
    >>> agreement(sheet, analysis).accuracy["precision"].tolist()
    [1.0, 1.0]
    """
    codes = read_codes(sheets, key)
    outlets = sorted(set(codes.key["outlet"]))
    alpha = _alphas(codes, seed)
    accuracy, tests = [], []
    for measure, sums, n_units in _sums(codes, outlets):
        for number, outlet in enumerate((ALL, *outlets), -1):
            of = None if number < 0 else number
            shares = (precision(sums, of, seed=seed), recall(sums, of, seed=seed))
            units = sum(n_units.values()) if of is None else n_units.get(outlet, 0)
            accuracy.append((measure, outlet, *_numbers(*shares), units))
        for what in ("precision", "recall"):
            found = differential_error(sums, what, seed=seed)
            tests.append((measure, what, found.p, found.why))
    table = make_table(ACCURACY_COLUMNS, accuracy)
    differential = _adjusted(tests)
    return Agreement(
        alpha, table, differential, _disagreements(codes), _appendix(alpha, table, differential)
    )


def _numbers(first: Share, second: Share) -> tuple[float | None, ...]:
    bounds = [bound for s in (first, second) for bound in (s.value, s.low, s.high)]
    return (*bounds, first.n_hits, second.n_hits)


def _alphas(codes: Codes, seed: int) -> pd.DataFrame:
    article = codes.key["article"]
    rows = codes.rows[~codes.adjudicated()]
    found = []
    for question in codes.questions:
        own = rows[rows["question"] == question]
        r = krippendorff_alpha(
            own["coder"].tolist(),
            own["unit"].tolist(),
            own["unit"].map(article).tolist(),
            own["code"].tolist(),
            seed=seed,
        )
        found.append((question, r.alpha, r.low, r.high, r.n_units, r.n_articles, r.n_coders))
    return make_table(ALPHA_COLUMNS, found)


def _sums(codes: Codes, outlets: list[str]) -> Iterator[tuple[str, Coded, dict[str, int]]]:
    """Yield each measure with its sums by article and its coded units by outlet."""
    number = {outlet: n for n, outlet in enumerate(outlets)}
    for question in codes.questions:
        rows = codes.settled(question)
        of = rows["outlet"].map(number).to_numpy(np.intp)
        n_units = {str(k): int(v) for k, v in rows.groupby("outlet")["unit"].nunique().items()}

        def sums(machine: Any, coded: Any, rows: Any = rows, of: Any = of) -> Coded:
            articles = rows["article"].tolist()
            return sum_by_article(machine, coded, rows["weight"], articles, of, part=rows["part"])

        if question in codes.measures:
            yield question, sums(rows["machine"], rows["code"].astype(float)), n_units
            continue
        for value in _values(question, rows):
            of_value = (rows["machine"] == value, rows["code"] == value)
            yield f"{question}: {value}", sums(*of_value), n_units


def _values(question: str, rows: pd.DataFrame) -> list[str]:
    order = next(names[question] for names in QUESTIONS.values() if question in names)
    found = {*rows["machine"], *rows["code"]} - {NO_ATTRIBUTION, NO_HARM}
    return [value for value in order if value in found]


def _adjusted(tests: list[tuple[str, str, float | None, str]]) -> pd.DataFrame:
    known = {n: test[2] for n, test in enumerate(tests) if test[2] is not None}
    adjusted = dict(zip(known, holm(list(known.values())).tolist(), strict=True))
    rows = [
        (measure, what, p, adjusted.get(n), adjusted[n] <= _LEVEL if n in adjusted else None, why)
        for n, (measure, what, p, why) in enumerate(tests)
    ]
    return make_table(DIFFERENTIAL_COLUMNS, rows)


def _disagreements(codes: Codes) -> pd.DataFrame:
    """Return the units and questions on which coders gave different codes, a column a coder."""
    rows = codes.rows[~codes.adjudicated()]
    varied = rows.groupby(["unit", "question"])["code"].transform("nunique") > 1
    wide = rows[varied].pivot(index=["unit", "question"], columns="coder", values="code")
    return wide.reset_index().rename_axis(columns=None)


def _appendix(
    alpha: pd.DataFrame, accuracy: pd.DataFrame, differential: pd.DataFrame
) -> pd.DataFrame:
    import pandas as pd

    of_question = alpha.set_index("measure")
    p = differential.set_index(["measure", "of"])["p_adj"]
    rows = []
    for row in accuracy.to_dict("records"):
        measure, first = row["measure"], row["outlet"] == ALL
        question = of_question.loc[measure.split(": ")[0]]
        rows.append(
            {
                "measure": measure if first else "",
                "alpha": _interval_text(*question[["alpha", "low", "high"]]) if first else "",
                "outlet": row["outlet"],
                **{
                    what: _interval_text(row[what], row[f"{what}_low"], row[f"{what}_high"])
                    for what in ("precision", "recall")
                },
                "found by machine, coders": f"{row['n_machine']:g}, {row['n_coders']:g}",
                "units": row["n_units"],
                "p of equal precision, recall": ", ".join(
                    "–" if pd.isna(p[measure, what]) else f"{p[measure, what]:.2g}"
                    for what in ("precision", "recall")
                )
                if first
                else "",
            }
        )
    return pd.DataFrame(rows)


def _interval_text(value: Any, low: Any, high: Any) -> str:
    import pandas as pd

    if pd.isna(value):
        return "–"
    return f"{value:.2f}" if pd.isna(low) else f"{value:.2f} [{low:.2f}, {high:.2f}]"
