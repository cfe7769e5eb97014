"""Contrasts corrected by coded sentences: nothing to correct, parts left out, and planted error."""

from __future__ import annotations

import numpy as np
import pytest

import framing
from framing.coding import agreement, coding_key, coding_sheet, corrected_contrasts
from framing.coding.units import MEASURES
from framing.errors import FramingError
from tests.coding.filled import as_coded, planted_error


def test_coders_who_agree_with_the_machine_leave_nothing_to_correct(
    analysis: framing.Analysis, comparison: framing.Comparison
) -> None:
    sheet = coding_sheet(analysis, n=10**6, kinds=["sentence"])
    coded = as_coded(sheet, coding_key(analysis, sheet))
    corrected = framing.compare(analysis, coded=coded).corrected
    assert comparison.corrected.empty
    plain = comparison.contrasts
    plain = plain[(plain["section"] == "text") & plain["feature"].isin(MEASURES)]
    joined = corrected.merge(plain, on=["feature", "target", "reference"])
    assert len(joined) == len(plain) > 0
    for name in ("rate_ratio", "low", "n_target", "exposure_target"):
        np.testing.assert_allclose(
            joined[f"{name}_x"].astype(float), joined[f"{name}_y"].astype(float)
        )
    assert joined["corrected_x"].str.startswith("corrected for detector error: 6").all()


def test_uncoded_units_do_not_bias_the_weights(
    analysis: framing.Analysis, comparison: framing.Comparison
) -> None:
    sheet = coding_sheet(analysis, n=10**6, kinds=["sentence"], measures=["attributions"])
    coded = as_coded(sheet, coding_key(analysis, sheet)).astype({"attributions": object})
    coded.loc[coded.index[::3], "attributions"] = ""
    corrected = corrected_contrasts(comparison, coded)
    assert corrected["n_target"].notna().all()
    accuracy = agreement(coded, analysis).accuracy.set_index("outlet")
    assert accuracy.loc["all outlets", "n_units"] == len(coded) - len(coded.index[::3])


def test_the_corrected_interval_covers_and_the_uncorrected_does_not() -> None:
    runs = 8
    covers = {"corrected": 0, "uncorrected": 0}
    for seed in range(runs):
        analysis = planted_error(seed)
        feature = next(f for f in analysis.features if f.endswith(".zorb"))
        comparison = framing.compare(analysis)
        sheet = coding_sheet(analysis, n=480, measures=[feature], kinds=["sentence"], seed=seed)
        sheet[feature] = sheet["text"].str.count("zorb|blorf")
        plain = comparison.contrasts
        rows = {
            "corrected": corrected_contrasts(comparison, sheet).iloc[0],
            "uncorrected": plain[plain["feature"] == feature].iloc[0],
        }
        for name, row in rows.items():
            covers[name] += bool(row["low"] <= 1 <= row["high"])
    assert covers["corrected"] >= runs - 1, covers
    assert covers["uncorrected"] <= 1, covers


def test_staff_wording_is_not_corrected(analysis: framing.Analysis) -> None:
    sheet = coding_sheet(analysis, n=40, kinds=["sentence"])
    coded = as_coded(sheet, coding_key(analysis, sheet))
    with pytest.raises(FramingError, match="only published wording can be corrected"):
        corrected_contrasts(framing.compare(analysis, wording="staff"), coded)


def test_sheets_without_sentences_correct_nothing(analysis: framing.Analysis) -> None:
    sheet = coding_sheet(analysis, n=40, kinds=["harm"])
    coded = as_coded(sheet, coding_key(analysis, sheet))
    with pytest.raises(FramingError, match="no unit of kind 'sentence' is coded"):
        corrected_contrasts(framing.compare(analysis), coded)
