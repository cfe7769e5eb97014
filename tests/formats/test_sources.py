"""Bad input: what cannot be read is told, with file and row, and the rest is read."""

from __future__ import annotations

import gzip
import json
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

from framing.errors import ReadError, ReadWarning
from framing.reading import read_articles
from tests.pages_to_read import PROSE, ROW, write


def test_an_empty_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match=r"nothing could be read: .* holds no articles"):
        read_articles(tmp_path)


def test_files_of_unknown_kinds_are_told(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", PROSE)
    write(tmp_path / "b.pdf", b"%PDF")
    with pytest.warns(ReadWarning, match=r"kinds that are not read: 1 \.pdf"):
        assert len(read_articles(tmp_path)) == 1


def test_a_binary_file_is_told_and_the_rest_is_read(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", PROSE)
    write(tmp_path / "b.txt", bytes(range(256)) * 20)
    with pytest.warns(ReadWarning, match=r"b\.txt holds binary data"):
        assert len(read_articles(tmp_path)) == 1
    with pytest.raises(ReadError, match=r"b\.txt holds binary data"):
        read_articles(tmp_path, on_error="raise")


def test_a_bad_line_of_jsonl_is_told_by_its_number(tmp_path: Path) -> None:
    good = json.dumps(ROW)
    path = write(tmp_path / "a.jsonl", "\n".join([good] * 10 + ["{bad", "[1]"] + [good]))
    with pytest.warns(ReadWarning) as told:
        assert len(read_articles(path)) == 11
    messages = [str(w.message) for w in told]
    assert "a.jsonl, line 11 is no JSON" in messages[0]
    assert "a.jsonl, line 12 holds a JSON list" in messages[1]


def test_broken_quoting_costs_one_row(tmp_path: Path) -> None:
    text = 'outlet,text\nA,"One."\nB,"never closed\nC,Three.\nD,four,too many\nE,Five.\n'
    with pytest.warns(ReadWarning) as told:
        articles = read_articles(write(tmp_path / "a.csv", text))
    assert [a.outlet for a in articles] == ["A", "C", "E"]
    messages = [str(w.message) for w in told]
    assert any("a.csv, line 3 has broken quoting" in m for m in messages)
    assert any("a.csv, line 5 has 3 fields where the header has 2" in m for m in messages)


def test_a_table_without_a_text_column_is_an_error(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", "outlet,words\nA,One.\n")
    with pytest.raises(ReadError, match=r"columns are outlet, words.*text_column="):
        read_articles(path)


def test_a_huge_line_is_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("framing.formats.json_lines.MAX_LINE", 1000)
    text = json.dumps({"text": "x" * 5000}) + "\n" + json.dumps({"text": "It shut."}) + "\n"
    with pytest.warns(ReadWarning, match=r"line 1 is longer than"):
        assert len(read_articles(write(tmp_path / "a.jsonl", text))) == 1


def test_a_huge_line_of_a_table_is_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("framing.formats.delimited.MAX_LINE", 1000)
    path = write(tmp_path / "a.csv", f"outlet,text\nA,One.\nB,{'x' * 5000}\nC,Three.\n")
    with pytest.warns(ReadWarning, match=r"a\.csv, line 3 is longer than"):
        assert [a.outlet for a in read_articles(path)] == ["A", "C"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.jsonl", "[" * 100_000 + "]" * 100_000),
        ("a.json", "[" * 100_000 + "]" * 100_000),
        ("a.html", "<html><body>" + "<div>" * 20_000 + "</div>" * 20_000),
    ],
)
def test_what_is_nested_too_deeply_is_told_and_the_rest_is_read(
    name: str, text: str, tmp_path: Path
) -> None:
    write(tmp_path / name, text)
    write(tmp_path / "b.txt", PROSE)
    with pytest.warns(ReadWarning, match=rf"{name}"):
        assert [a.id for a in read_articles(tmp_path)] == ["b"]


@pytest.mark.parametrize("name", ["a.csv", "a.jsonl", "a.txt"])
def test_nul_characters_are_warned_of_once_in_every_format(name: str, tmp_path: Path) -> None:
    texts = {
        "a.csv": "outlet,text\nA,It\0 shut.\n",
        "a.jsonl": json.dumps({"text": "It\0 shut."}),
        "a.txt": f"It\0 shut.\n\n{PROSE}",
    }
    [article] = read_articles(write(tmp_path / name, texts[name]))
    assert sum(warning.startswith("nul_bytes") for warning in article.warnings) == 1


def test_a_member_that_climbs_out_of_an_archive_is_left_out(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("../out.txt", PROSE)
        archive.writestr("/etc/out.txt", PROSE)
        archive.writestr("in.txt", PROSE)
    with pytest.warns(ReadWarning, match="climbs out of the archive"):
        assert [a.id for a in read_articles(path)] == ["in"]
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.zip"]


def test_a_zip_bomb_is_left_out(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb.txt", b"a" * (40 * 2**20))
        archive.writestr("in.txt", PROSE)
    with pytest.warns(ReadWarning, match=r"bomb\.txt unpacks to 40 MB"):
        assert len(read_articles(path)) == 1


def test_damaged_archives_are_told(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", PROSE)
    write(tmp_path / "b.zip", b"no zip")
    write(tmp_path / "c.txt.gz", gzip.compress(PROSE.encode() * 50)[:60])
    with pytest.warns(ReadWarning) as told:
        assert len(read_articles(tmp_path)) == 1
    messages = " ".join(str(w.message) for w in told)
    assert "b.zip could not be read as a zip archive" in messages
    assert "c.txt.gz could not be read" in messages


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights on Windows")
def test_links_do_not_lead_out_or_in_circles(tmp_path: Path) -> None:
    outside = write(tmp_path / "outside.txt", PROSE)
    folder = tmp_path / "news"
    write(folder / "a.txt", PROSE)
    (folder / "circle").symlink_to(folder)
    (folder / "out.txt").symlink_to(outside)
    (folder / "self.txt").symlink_to(folder / "self.txt")
    with pytest.warns(ReadWarning, match="leads out of the folder"):
        assert [a.id for a in read_articles(folder)] == ["a"]


def test_an_unreadable_file_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "a.txt", PROSE)
    write(tmp_path / "b.txt", PROSE)
    opened = Path.open

    def refuse(path: Path, *arguments: Any, **options: Any) -> Any:
        if path.name == "b.txt":
            raise PermissionError(13, "Permission denied", str(path))
        return opened(path, *arguments, **options)

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.warns(ReadWarning, match=r"b\.txt could not be read: Permission denied"):
        assert len(read_articles(tmp_path)) == 1


def test_something_else_is_refused() -> None:
    with pytest.raises(ReadError, match="cannot read articles from int"):
        read_articles(3)
    with pytest.warns(ReadWarning, match="item 2 is a int"):
        assert len(read_articles([{"text": PROSE}, 3])) == 1
