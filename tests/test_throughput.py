"""The measuring of speed runs, on articles of any number, and ends with one JSON object."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks import throughput
from framing.lexicon import load_lexicon

TEXT = 'Dorma\'s mayor said 12 dockers were hurt. "We saw it," a witness told reporters.\n'


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Three short articles of two outlets."""
    for name in ("ferry/one", "ferry/two", "strike/one"):
        file = tmp_path / f"{name}.txt"
        file.parent.mkdir(exist_ok=True)
        file.write_text(TEXT, "utf-8")
    return tmp_path


def test_last_line_is_one_json_object(
    corpus: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(throughput, "resolve_lexicons", lambda _: [load_lexicon("distancing")])
    arguments = ["--data", str(corpus), "--rounds", "1", "--at-least", "4", "--at-most", "2"]
    assert throughput.main(arguments) == 0
    printed = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert {"ratio_to_findall", "articles_per_second", "peak_mb"} <= set(printed)
    assert printed["articles"] == 4
    assert printed["ratio_to_findall"] > printed["ratio_tokens"] > 0


@pytest.mark.parametrize(("most", "taken"), [(None, "abcdef"), (3, "ace"), (1, "a"), (9, "abcdef")])
def test_spread_takes_articles_evenly(most: int | None, taken: str) -> None:
    assert "".join(throughput.spread(list("abcdef"), most)) == taken
