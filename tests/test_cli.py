from __future__ import annotations

import io
from pathlib import Path

import pytest

import framing
from framing.cli import main
from tests.conftest import ROOT

EVENT = str(ROOT / "examples" / "corpus" / "crane-collapse")


def test_analyze_prints_a_table(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["analyze", EVENT, "--table", "articles"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("article,outlet,title,")
    assert len(out.splitlines()) == 5


def test_analyze_writes_every_table(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["analyze", EVENT, "--out", str(tmp_path / "out")]) == 0
    names = sorted(path.stem for path in (tmp_path / "out").iterdir())
    assert names == ["articles", "attributions", "figures", "harm", "hits", "quotes"]
    capsys.readouterr()


def test_compare_prints_a_table(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["compare", EVENT, "--table", "coverage"]) == 0
    assert capsys.readouterr().out.startswith("event,outlet,n_articles")


def test_outlets_of_a_group_are_compared_as_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "t.csv"
    rows = ['"Echo, The",e,The quay shut.', "ECHO,e,The quay is shut.", "Ledger,e,A quay shut."]
    table.write_text("\n".join(["outlet,event,text", *rows]), "utf-8")
    given = ["compare", str(table), "--lexicon", "hedges", "--table", "coverage"]
    assert main([*given, "--group", 'Echo="Echo, The", ECHO', "--group", "Ledger=Ledgr"]) == 0
    printed = capsys.readouterr()
    assert [line.split(",")[:3] for line in printed.out.splitlines()[1:]] == [
        ["e", "Echo", "2"],
        ["e", "Ledger", "1"],
    ]
    assert "groups: no article of 'Ledgr' (did you mean 'Ledger'?)" in printed.err


def test_kwic_shows_the_hit_in_its_context(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["kwic", EVENT, "reporting_verbs.neutral"]) == 0
    assert "[said]" in capsys.readouterr().out


def test_a_lexicon_that_passes(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["lexicon", "check", str(ROOT / "lexicons" / "distancing.toml")]) == 0
    assert " 0 problems" in capsys.readouterr().out


def test_lexicons_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["lexicon", "list"]) == 0
    assert "naming/israel_palestine" in capsys.readouterr().out.splitlines()


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["analyze", "no/such/folder"], "no/such/folder"),
        (["analyze", ""], "ARTICLES is empty"),
        (["analyze", EVENT, "--lexicon", "hedge"], "did you mean 'hedges'"),
        (["kwic", EVENT, "naming.terrorist_organisation"], "no feature"),
        (["compare", "nowhere", "--group", "Echo"], "--group 'Echo': it takes NAME=OUTLET,OUTLET"),
        (["report", "nowhere", "--group", "=Echo"], "--group '=Echo': it takes NAME=OUTLET"),
        (["compare", "x", "--group", "A=C", "--group", "B=C"], "'C' is in the group 'A' already"),
        (["lexicon", "check", "no.toml"], "no.toml: cannot be read: No such file"),
    ],
)
def test_what_cannot_be_done_is_one_line(
    arguments: list[str], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 1
    out, err = capsys.readouterr()
    lines = (out + err).strip().splitlines()
    assert len(lines) == 1
    assert says in lines[0]


def test_the_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--version"])
    assert capsys.readouterr().out == f"framing {framing.__version__}\n"


def test_a_wrong_call_exits_with_2(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["compare"])
    assert stopped.value.code == 2
    capsys.readouterr()


def test_columns_are_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = tmp_path / "t.csv"
    table.write_text("words,paper\nThe quay shut on Monday.,Harbor Courier\n")
    assert main(["analyze", str(table), "--table", "articles"]) == 1
    assert "--text-column" in capsys.readouterr().err
    named = ["--text-column", "words", "--outlet-column", "paper"]
    assert main(["analyze", str(table), "--table", "articles", *named]) == 0
    assert "Harbor Courier" in capsys.readouterr().out


def test_that_nothing_is_compared_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.txt").write_text("The quay shut on Monday.\n")
    assert main(["compare", str(tmp_path), "--table", "coverage"]) == 0
    assert "1 of 1 articles have no outlet" in capsys.readouterr().err


def test_nothing_to_read_is_an_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "empty.txt").write_text("", "utf-8")
    assert main(["analyze", str(tmp_path)]) == 1
    assert "none of 1 articles has any text" in capsys.readouterr().err


def test_articles_without_text_are_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "blank.txt").write_text(" ", "utf-8")
    (tmp_path / "port.txt").write_text("The port is closed, officials said.", "utf-8")
    assert main(["analyze", str(tmp_path)]) == 0
    assert "1 of 2 articles have no text: blank" in capsys.readouterr().err


def test_dates_that_can_be_read_in_two_ways(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "t.csv"
    table.write_text("text,outlet,date\nThe quay shut on a cold day.,Ledger,03/04/2031\n")
    assert main(["analyze", str(table), "--table", "articles"]) == 0
    assert "1 of 1 articles have a date that can be read in two ways" in capsys.readouterr().err
    assert main(["analyze", str(table), "--table", "articles", "--dayfirst", "yes"]) == 0
    assert "2031-04-03" in capsys.readouterr().out


def test_a_wrong_call_is_told_before_anything_is_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "thesis.txt").write_text("mine", "utf-8")
    for arguments, told in (
        (["analyze", "nowhere", "--lexicon", "hedgs"], "no lexicon 'hedgs'"),
        (["analyze", "nowhere", "--jobs", "0"], "n_jobs is 0"),
        (["report", "nowhere", "--format", "pdf"], "no 'pdf'"),
        (["report", "nowhere", "--out", str(tmp_path / "full")], "thesis.txt"),
    ):
        assert main(arguments) == 1
        assert told in capsys.readouterr().err


def test_json_lines_come_from_standard_input(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = b'{"id": "a", "text": "Perhaps it rained."}\n'
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(lines)))
    assert main(["analyze", "-", "--lexicon", "hedges"]) == 0
    assert capsys.readouterr().out.splitlines()[1].startswith("a,")


def test_texts_that_were_encoded_twice_are_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.txt").write_text("It’s closed.".encode().decode("cp1252"), "utf-8")
    assert main(["analyze", str(tmp_path / "a.txt"), "--lexicon", "hedges"]) == 0
    assert "1 of 1 articles hold characters encoded twice" in capsys.readouterr().err


def test_articles_in_another_language_are_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    german = "Die Stadt ist gesperrt, und niemand darf hinein, sagte der Minister am Montag. "
    (tmp_path / "a.txt").write_text(german * 5, "utf-8")
    assert main(["analyze", str(tmp_path / "a.txt"), "--lexicon", "hedges"]) == 0
    assert "1 of 1 articles seem not to be in English" in capsys.readouterr().err
