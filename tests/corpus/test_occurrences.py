"""Every occurrence of a feature is one that a plain look at each row finds, and none is missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pandas as pd

import framing
from framing.corpus.occurrences import TABLES, find_occurrences

Place = tuple[str, str, int]  # feature, table and row


def rows_of(table: pd.DataFrame) -> list[dict[str, str]]:
    return table.select_dtypes("string").fillna("").to_dict("records")


def plain_hits(analysis: framing.Analysis) -> Iterator[Place]:
    """A label counts for its referent alone, and by that name where it may have several."""
    possible: dict[str, set[str]] = {}
    for number, entry in enumerate(analysis.lexicons.entries):
        possible.setdefault(analysis.lexicons.feature(number), set()).update(entry.referent)
    for row, hit in enumerate(rows_of(analysis.hits)):
        feature, referent = hit["feature"], hit["referent"]
        if hit["lexicon"] != "naming":
            yield feature, "hits", row
        elif referent:
            several = len(possible[feature]) > 1
            yield f"{feature} ({referent})" if several else feature, "hits", row
            yield f"labels of {referent}", "hits", row


def plain_attributions(analysis: framing.Analysis) -> Iterator[Place]:
    for row, found in enumerate(rows_of(analysis.attributions)):
        yield "attributions", "attributions", row
        kinds = ("type", "source_type"), ("role", "source_role"), ("stance", "cue_stance")
        for kind, column in (*kinds, ("side", "side")):
            if found[column]:
                yield f"sourcing.{kind}.{found[column]}", "attributions", row
        if found["side"] and found["cue_stance"] == "doubting":
            yield f"sourcing.doubting_side.{found['side']}", "attributions", row


def test_occurrences_are_those_of_a_plain_look_at_each_row(analysis: framing.Analysis) -> None:
    found = find_occurrences(analysis.findings, analysis.lexicons, analysis.referents)
    features = [found.features[number] for number in found.feature]
    tables = [TABLES[number] for number in found.table]
    places = Counter(zip(features, tables, found.row.tolist(), strict=True))
    expected = Counter([*plain_hits(analysis), *plain_attributions(analysis)])
    assert Counter({key: n for key, n in places.items() if key[1] != "harm"}) == expected


def test_an_occurrence_has_the_place_of_its_row(analysis: framing.Analysis) -> None:
    found = find_occurrences(analysis.findings, analysis.lexicons, analysis.referents)
    for number, name in enumerate(TABLES):
        rows = getattr(analysis.findings, name)
        at = found.table == number
        for column in ("article", "section"):
            assert (getattr(found, column)[at] == rows[column][found.row[at]]).all()
        voice = rows["voice"][found.row[at]] if "voice" in rows else 0
        assert (found.voice[at] == voice).all()
