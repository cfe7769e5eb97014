"""What can be judged, row by row, and what cannot be said."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from framing.report.codebook import codebook_url
from framing.report.plain_names import feature_name, number, outlet_name, plain, wording_name
from framing.report.sentences import (
    interval_words,
    is_least_p,
    known,
    p_words,
    turned_over,
    upright,
)
from framing.statistics.against_rest import REST

if TYPE_CHECKING:
    from framing.comparison import Comparison
    from framing.report.evidence import Evidence


@dataclass(frozen=True, slots=True)
class TooFew:
    """The comparisons that cannot be judged: how many, what they lack, and of which wordings.

    ``features`` are those of which no pair of outlets can be judged, by the most events that hold
    a hit of any pair; ``partly`` those of which some can, with how many of their pairs cannot.
    """

    total: int
    judged: int
    no_evidence: int
    lacking: tuple[tuple[str, int], ...]
    features: tuple[tuple[int, tuple[str, ...]], ...]
    partly: tuple[tuple[str, int, int], ...]

    @property
    def differ(self) -> int:
        """How many comparisons have the verdict "differs"."""
        return self.judged - self.no_evidence


_LACKING = {"informative events": "events with a hit"}


def too_few(comparison: Comparison) -> TooFew:
    """Return what cannot be said: counts by what is lacking, and by wording."""
    table = comparison.contrasts
    lacking: Counter[str] = Counter()
    few = table[table["verdict"] == "too_few"]
    for why in few["why"].fillna(""):
        for part in str(why).removeprefix("too few to say: ").split(", "):
            name = part.split(" (")[0].lstrip("0123456789. ")
            if name:
                lacking[_LACKING.get(name, name)] += 1
    most: defaultdict[int, list[str]] = defaultdict(list)
    partly = []
    pairs = table.groupby(["feature", "section"]).size()
    for key, rows in few.groupby(["feature", "section"], sort=True):
        name = wording_name(*key)
        if len(rows) < pairs[key]:
            partly.append((name, len(rows), int(pairs[key])))
        else:
            most[int(rows["n_informative"].max())].append(name)
    return TooFew(
        total=len(few),
        judged=len(table) - len(few),
        no_evidence=int((table["verdict"] == "no_evidence").sum()),
        lacking=tuple(sorted(lacking.items(), key=lambda x: (-x[1], x[0]))),
        features=tuple((n, tuple(sorted(most[n]))) for n in sorted(most, reverse=True)),
        partly=tuple(sorted(partly)),
    )


@dataclass(frozen=True, slots=True)
class ContrastRow:
    """One judged contrast as a row of the page's table."""

    feature: str
    codebook: str
    target: str
    reference: str
    ratio: str
    interval: str
    hits: Markup
    events: str
    p: str
    verdict: str


def judged_rows(
    comparison: Comparison, evidence: Evidence, explained: Collection[str] = (), *, most: int = 60
) -> list[ContrastRow]:
    """Return the contrasts that can be judged, as ranked, each with its passages.

    *explained* are the features that the report's codebook explains.
    """
    table = comparison.contrasts
    rows = []
    for given in table[table["verdict"] != "too_few"].head(most).to_dict("records"):
        row = upright(given)
        name = wording_name(row["feature"], row["section"])
        text = f"{number(row['n_target'])}\u00a0:\u00a0{number(row['n_reference'])}"
        rows.append(
            ContrastRow(
                feature=name,
                codebook=codebook_url(row["feature"], explained),
                target=outlet_name(row["target"]),
                reference=outlet_name(row["reference"]),
                ratio=number(row["rate_ratio"]),
                interval=_interval(row),
                hits=evidence.of_row(given, text, name),
                events=f"{row['n_informative']} of {row['n_events']}",
                p=_p(row),
                verdict={"differs": "differs"}.get(row["verdict"], "no evidence of a difference"),
            )
        )
    return rows


def _p(row: Mapping[str, Any]) -> str:
    if row["p_adj"] is None:
        return "–"
    return p_words(row["p_adj"]).removeprefix("= ") + (" (least)" if is_least_p(row) else "")


def how_tested(comparison: Comparison) -> tuple[str, str]:
    """Return what was exchanged for p, and how p was adjusted, in words."""
    table = comparison.contrasts
    exchanged = "exchanging the two outlets’ articles event by event"
    if (table["reference"] == REST).any():
        exchanged = "letting any of the outlets of an event be the first there, event by event,"
    adjusted = "Benjamini–Hochberg"
    for method in ("max-T", "Holm"):
        if table["family"].str.contains(f"primary ({method})", regex=False).any():
            adjusted += f"; {method} for wordings declared beforehand"
    return exchanged, adjusted


def _interval(row: Mapping[str, Any]) -> str:
    if row["low"] and row["high"]:
        return f"{number(row['low'])} to {number(row['high'])}"
    return interval_words(row) or "none"


def corrected_rows(comparison: Comparison) -> list[tuple[str, ...]]:
    """Return the contrasts corrected for detector error beside what the machine alone counts.

    (wording, outlet, reference, ratio, interval, corrected ratio, its interval, verdict); empty
    where no coded sheets were given.
    """
    keys = ["feature", "target", "reference"]
    machine = {
        tuple(row[k] for k in keys): row
        for row in comparison.contrasts.to_dict("records")
        if row["section"] == "text"
    }
    rows: list[tuple[str, ...]] = []
    for row in comparison.corrected.to_dict("records"):
        counted = upright(machine.get(tuple(row[k] for k in keys), row))
        turned = counted["target"] != row["target"]
        checked = turned_over(row) if turned else known(row)
        rows.append(
            (
                feature_name(row["feature"]),
                outlet_name(counted["target"]),
                outlet_name(counted["reference"]),
                number(counted["rate_ratio"]),
                _interval(counted),
                number(checked["rate_ratio"]),
                _interval(checked),
                plain(row["verdict"]),
            )
        )
    return rows
