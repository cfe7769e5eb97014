"""Which label each outlet chooses for each referent, and how far apart the choices are."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

import numpy as np

from framing.counts import Counts, cells_of
from framing.resampling import benjamini_hochberg
from framing.statistics.naming_distance import naming_distance
from framing.statistics.shares import share
from framing.tables import COMPARISON_TABLES, make_table

if TYPE_CHECKING:
    import pandas as pd

    from framing.analysis import Analysis
    from framing.selection import Selection
    from framing.settings import Settings

_UNIT = "labels of "


def naming_table(analysis: Analysis, selection: Selection) -> pd.DataFrame:
    """Return one row a referent, label, outlet and voice; pooled (event NA) and by event.

    ``share`` is out of the outlet's labels for the referent in that voice; ``unresolved`` is the
    share of hits that may name the referent but for which no context decides.
    """
    hits = counted_hits(analysis, selection)
    hits = hits[hits["lexicon"] == "naming"]
    unresolved = _unresolved(analysis, hits)
    stance = _stances(hits)
    counts: Counter[tuple[Any, ...]] = Counter()
    for row in hits[hits["referent"].notna()].itertuples():
        counts[row.referent, row.voice, row.outlet, row.event, row.label] += 1
    events_of = defaultdict(set)
    for event, outlet, counted in zip(
        selection.event, selection.outlet, selection.counted, strict=True
    ):
        if counted:
            events_of[outlet].add(event)
    rows: list[tuple[Any, ...]] = []
    for referent, voice, outlet in sorted({key[:3] for key in counts}):
        own = {key[3:]: n for key, n in counts.items() if key[:3] == (referent, voice, outlet)}
        events = sorted(events_of[outlet])
        total = [sum(n for (e, _), n in own.items() if e == event) for event in events]
        unknown = unresolved.get((referent, outlet), 0)
        missing = unknown / (unknown + sum(total)) if unknown else 0.0
        for label in sorted({label for _, label in own}):
            k = [own.get((event, label), 0) for event in events]
            e = share(k, total, feature=label, outlet=outlet, voice=voice)
            meaning = stance.get((referent, label))
            rows.append(
                (
                    *(referent, label, outlet, None, voice, sum(k)),
                    *(e.value, e.low, e.high, sum(total), missing, meaning),
                )
            )
            for event, n, of in zip(events, k, total, strict=True):
                if n:
                    rows.append(
                        (
                            *(referent, label, outlet, event, voice, n),
                            *(n / of, None, None, of, missing, meaning),
                        )
                    )
    rows.sort(key=lambda row: (row[0], row[4], row[3] is not None, row[3] or "", row[1], row[2]))
    return make_table(COMPARISON_TABLES["naming"], rows)


def counted_hits(analysis: Analysis, selection: Selection) -> pd.DataFrame:
    """Return the hits of counted articles less captions, under their cell's outlet and event."""
    hits = analysis.hits
    number = {article.id: n for n, article in enumerate(analysis.corpus)}
    article = hits["article"].map(number).astype(int).to_numpy()
    hits = hits.assign(
        outlet=np.array(selection.outlet, object)[article],
        event=np.array(selection.event, object)[article],
    )
    return hits[selection.counted[article] & (hits["section"] != "caption").to_numpy()]


def _stances(hits: pd.DataFrame) -> dict[tuple[str, str], str | None]:
    found: dict[tuple[str, str], str | None] = {}
    for row in hits[hits["stance"].notna()].itertuples():
        found.setdefault((row.referent, row.label), row.stance)
    return found


def _unresolved(analysis: Analysis, hits: pd.DataFrame) -> Counter[tuple[str, str]]:
    """Count, by referent and outlet, the hits that may name it but are not resolved."""
    may_name = {(entry.term, entry.category): entry.referent for entry in analysis.lexicons.entries}
    found: Counter[tuple[str, str]] = Counter()
    for row in hits[hits["referent"].isna()].itertuples():
        for referent in may_name.get((row.entry, row.category), ()):
            found[referent, row.outlet] += 1
    return found


def naming_distance_table(counts: Counts, selection: Selection, settings: Settings) -> pd.DataFrame:
    """Return one row a referent and pair of outlets: Jensen-Shannon less its chance value."""
    rows = []
    referents = sorted(
        {unit.removeprefix(_UNIT) for unit in counts.unit.values() if unit.startswith(_UNIT)}
    )
    names = selection.outlets
    pairs = settings.pairs or [(a, b) for i, a in enumerate(names) for b in names[i + 1 :]]
    for referent in referents:
        labels = sorted(f for f, unit in counts.unit.items() if unit == _UNIT + referent)
        cells = cells_of(counts, features=labels, outlets=names, events=selection.shared)
        for target, reference in pairs:
            a, b = names.index(target), names.index(reference)
            both = cells.covered[a] & cells.covered[b]
            rows.append(
                naming_distance(
                    cells.hits[a][both],
                    cells.hits[b][both],
                    referent=referent,
                    target=target,
                    reference=reference,
                    n_articles=int(cells.articles[[a, b]][:, both].max(axis=2, initial=0).sum()),
                    matched=selection.matched,
                    seed=settings.seed,
                )
            )
    tested = [e for e in rows if e.p is not None]
    adjusted = dict(
        zip(
            map(id, tested),
            benjamini_hochberg([e.p for e in tested if e.p is not None]).tolist() if tested else [],
            strict=True,
        )
    )
    return make_table(
        COMPARISON_TABLES["naming_distance"],
        [
            (
                e.feature,
                e.target,
                e.reference,
                e.value,
                e.p,
                adjusted.get(id(e)),
                round(e.n_target),
                round(e.n_reference),
                e.n_events,
                e.matched,
                e.verdict if e.verdict != "differs" or adjusted[id(e)] <= 0.05 else "no_evidence",
                e.why,
            )
            for e in rows
        ],
    )
