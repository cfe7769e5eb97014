"""Sheets that are blind and drawn with known chances; what is read back from them is right."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import framing
from framing.article import Article
from framing.coding import agreement, coding_key, coding_sheet
from framing.coding.files import NOT_ASKED
from framing.coding.masking import Mask
from framing.coding.units import MEASURES
from framing.errors import FramingError
from tests.coding.filled import ASKED, as_coded, planted_error


@pytest.fixture(scope="module")
def sheet(analysis: framing.Analysis) -> pd.DataFrame:
    return coding_sheet(analysis, n=160)


@pytest.fixture(scope="module")
def key(analysis: framing.Analysis, sheet: pd.DataFrame) -> pd.DataFrame:
    return coding_key(analysis, sheet)


def test_a_sheet_has_n_units_of_every_kind_shuffled(sheet: pd.DataFrame) -> None:
    assert len(sheet) == sheet["unit"].nunique() == 160
    assert sheet["kind"].value_counts().to_dict() == {
        "sentence": 80,
        "attribution": 40,
        "harm": 40,
    }
    assert sheet["kind"].head(20).nunique() > 1


def test_units_without_hits_are_drawn(key: pd.DataFrame) -> None:
    sentences = key[key["kind"] == "sentence"]
    empty = (sentences[list(MEASURES)] == 0).all(axis=1)
    assert 0 < empty.sum() < len(sentences)
    assert {"no attribution"} < set(key[key["kind"] == "attribution"]["cue_stance"])
    assert {"no harm"} < set(key[key["kind"] == "harm"]["harm_class"])


def test_no_outlet_and_no_machine_label_can_be_seen(
    analysis: framing.Analysis, sheet: pd.DataFrame
) -> None:
    shown = " ".join(sheet[["before", "text", "after"]].to_numpy().ravel())
    for article in analysis.corpus:
        assert article.outlet is not None
        assert article.outlet not in shown and article.outlet.split()[-1] not in shown
        assert article.byline is None or article.byline not in shown
    assert set(sheet[list(ASKED)].to_numpy().ravel()) == {"", NOT_ASKED}


def test_chances_are_those_of_the_strata(analysis: framing.Analysis, key: pd.DataFrame) -> None:
    everything = coding_sheet(analysis, n=10**6)
    assert (everything["inclusion_probability"] == 1).all()
    everything = everything[everything["kind"] == "sentence"]
    key = key[key["kind"] == "sentence"]
    sizes = coding_key(analysis, everything).groupby(["kind", "stratum"]).size()
    drawn = key.groupby(["kind", "stratum"])["inclusion_probability"].agg(["size", "first"])
    # Every stratum is drawn from, so that no unit has a chance of 0.
    assert set(drawn.index) == set(sizes.index)
    assert drawn["first"].astype(float).tolist() == pytest.approx(
        (drawn["size"] / sizes[drawn.index]).tolist()
    )


def test_the_same_seed_gives_the_same_sheet(analysis: framing.Analysis) -> None:
    one, again, other = (coding_sheet(analysis, n=40, seed=s) for s in (1, 1, 2))
    pd.testing.assert_frame_equal(one, again)
    assert set(one["unit"]) != set(other["unit"])


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_files_can_be_read_back(analysis: framing.Analysis, tmp_path: Path, suffix: str) -> None:
    if suffix == "xlsx":
        pytest.importorskip("openpyxl")
    path = tmp_path / f"sheet.{suffix}"
    sheet = coding_sheet(analysis, n=60, path=path)
    key = pd.read_csv(tmp_path / "sheet_key.csv", keep_default_na=False)
    written = pd.read_csv(path) if suffix == "csv" else pd.read_excel(path)
    assert "inclusion_probability" not in written and "inclusion_probability" in key
    assert "marker.scare_quote" in (tmp_path / "sheet_instructions.md").read_text("utf-8")
    coded = tmp_path / "sheet_ann.csv"
    # As a spreadsheet saves it where the comma is a decimal mark.
    as_coded(sheet, key).drop(columns="inclusion_probability").to_csv(coded, sep=";", index=False)
    accuracy = agreement([coded]).accuracy
    assert (accuracy["precision"].dropna() == 1).all()
    assert (accuracy["recall"].dropna() == 1).all()


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_a_sheet_with_codes_is_not_written_over(
    analysis: framing.Analysis, tmp_path: Path, suffix: str
) -> None:
    path = tmp_path / f"sheet.{suffix}"
    coding_sheet(analysis, n=60, path=path)
    blank = coding_sheet(analysis, n=60, path=path).drop(columns="inclusion_probability")
    blank.loc[0, "comment"] = "a doubt"
    blank.to_csv(path, index=False) if suffix == "csv" else blank.to_excel(path, index=False)
    with pytest.raises(FramingError, match="it holds codes, which would be lost"):
        coding_sheet(analysis, n=60, path=path)
    with pytest.raises(FramingError, match="it holds codes"):
        coding_sheet(analysis, n=40, measures=["marker.scare_quote"], path=path)


def test_text_never_becomes_a_formula(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    texts = [{"outlet": o, "text": '=HYPERLINK("x"). Then it rained.'} for o in "AB"]
    analysis = framing.analyze(texts, lexicons=["hedges"])
    for name in ("s.xlsx", "s.csv"):
        coding_sheet(analysis, path=tmp_path / name)
    cells = [c for row in openpyxl.load_workbook(tmp_path / "s.xlsx").active for c in row]
    assert {c.data_type for c in cells} <= {"s", "n", "inlineStr"}
    assert "=HYPERLINK" in " ".join(str(c.value) for c in cells)
    table = pd.read_csv(tmp_path / "s.csv", dtype=str, keep_default_na=False)
    assert not any(str(v).startswith("=") for v in table.to_numpy().ravel())


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("The Vantry Ledger's reporter saw it.", "[outlet]'s reporter saw it."),
        ("A ledger lay open.", "A ledger lay open."),
        ("See vantry-ledger.example.", "See [outlet].example."),
        ("JO BERN in Ostermoor", "[byline] in Ostermoor"),
        ("Jo Bernard spoke.", "Jo Bernard spoke."),
    ],
)
def test_names_are_masked(text: str, masked: str) -> None:
    mask = Mask(["The Vantry Ledger"])
    article = Article(id="a", text=text, byline="By Jo Bern, correspondent")
    assert mask(text, article) == masked


@pytest.mark.parametrize(
    ("column", "value", "message"),
    [
        ("attributions", "two", r"unit u\w+, column 'attributions': 'two'; it takes a whole"),
        ("attributions", "-1", "it takes a whole number, 0 or more"),
        ("cue_stance", "doubtful", "'doubtful'; it takes no attribution, no stance, neutral"),
        ("unit", "u0", "u0 is no sentence of this analysis"),
    ],
)
def test_codes_that_do_not_fit_are_told(
    analysis: framing.Analysis,
    sheet: pd.DataFrame,
    key: pd.DataFrame,
    column: str,
    value: str,
    message: str,
) -> None:
    coded = as_coded(sheet, key).astype({column: object})
    coded.loc[coded.index[coded[column] != NOT_ASKED][0], column] = value
    with pytest.raises(FramingError, match=message):
        agreement(coded, analysis)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"measures": ["marker.scare_quot"]}, "did you mean 'marker.scare_quote'"),
        ({"kinds": ["headline"]}, "it takes some of sentence, attribution, harm"),
        ({"n": 4}, "raise n"),
        ({"path": "sheet.docx"}, "ends in .csv or .xlsx"),
    ],
)
def test_what_cannot_be_drawn_is_told(
    analysis: framing.Analysis, arguments: dict[str, Any], message: str
) -> None:
    with pytest.raises(FramingError, match=message):
        coding_sheet(analysis, **arguments)


def test_blank_sheets_and_missing_keys_are_told(
    analysis: framing.Analysis, sheet: pd.DataFrame
) -> None:
    with pytest.raises(FramingError, match="no cell is coded"):
        agreement(sheet, analysis)
    with pytest.raises(FramingError, match="as agreement\\(sheets, analysis\\)"):
        agreement(sheet)


def test_adjudication_settles_accuracy_and_leaves_alpha_alone(
    analysis: framing.Analysis, sheet: pd.DataFrame, key: pd.DataFrame
) -> None:
    right = as_coded(sheet, key)
    wrong = right.copy()
    changed = wrong.index[wrong["attributions"] != NOT_ASKED][:15]
    wrong.loc[changed, "attributions"] = 3
    before = agreement({"ann": right, "bo": wrong}, analysis)
    after = agreement({"ann": right, "bo": wrong, "adjudicated": right}, analysis)
    pd.testing.assert_frame_equal(before.alpha, after.alpha)
    assert before.alpha.set_index("measure")["alpha"]["attributions"] < 1
    assert len(before.disagreements) == (right.loc[changed, "attributions"] != 3).sum()
    recall = [a.accuracy.loc[0, "recall"] for a in (before, after)]
    assert recall[0] < recall[1] == 1


def test_the_test_of_differential_error_finds_it() -> None:
    analysis = planted_error(0)
    feature = next(f for f in analysis.features if f.endswith(".zorb"))
    sheet = coding_sheet(analysis, n=300, measures=[feature], kinds=["sentence"])
    sheet[feature] = sheet["text"].str.count("zorb|blorf")
    tests = agreement(sheet, analysis).differential.set_index("of")
    assert tests["differs"].to_dict() == {"precision": False, "recall": True}
