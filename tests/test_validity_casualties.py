"""The benchmark of casualty sentences, on invented data."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.validity_casualties import Reader, predict
from benchmarks.victim_side_model import decide, design, load_weights
from framing.lexicon import Entry, Lexicon

_ROWS = [
    ("Six Israeli farmers were killed by gunmen near Ashkelon.", "israel", "passive"),
    ("An airstrike killed nine people in Rafah.", "palestine", "active"),
    ("Three Palestinians died in Nablus.", "palestine", "active"),
    ("Four Israelis and five Palestinians were killed.", "both", "passive"),
    ("The toll rose.", None, None),
]


def test_predicts_every_sentence(tmp_path: Path) -> None:
    folder = tmp_path / "casualties"
    folder.mkdir()
    lines = [json.dumps({"id": str(i), "sentence": s}) for i, (s, _, _) in enumerate(_ROWS)]
    (folder / "dev.jsonl").write_text("\n".join(lines), encoding="utf-8")
    written = predict(tmp_path, "dev", tmp_path).read_text("utf-8").splitlines()
    rows = [json.loads(line) for line in written]
    assert [row["id"] for row in rows] == [str(i) for i in range(len(_ROWS))]
    assert [row["voice"] for row in rows] == [voice for _, _, voice in _ROWS]
    for row, (_, victim, _) in zip(rows, _ROWS, strict=True):
        assert row["victim"] == victim or victim is None


_TEMPLATES = [
    "Four {people}s were killed in {place}.",
    "{people} forces said that 12 people had died in {place}.",
    "At the funeral in {place} mourners wept for the dead.",
    "Nine people were killed.",
]


@pytest.mark.parametrize("template", _TEMPLATES)
def test_names_of_another_conflict_change_nothing(template: str) -> None:
    def choice(names: dict[str, str], reader: Reader) -> int:
        features, _, _ = reader.read([template.format(**names)])
        return int(decide(design(features), load_weights()["all"])[0])

    entries = (
        Entry(term="(ruritanian|ruritanians)", category="demonym", side="israel"),
        Entry(term="strelsau", category="place", side="israel"),
    )
    invented = Reader(Lexicon(name="actors", entries=entries))
    assert choice({"people": "Israeli", "place": "Ashkelon"}, Reader()) == choice(
        {"people": "Ruritanian", "place": "Strelsau"}, invented
    )
