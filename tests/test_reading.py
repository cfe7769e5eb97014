"""Reading: inputs people have, what is found in them, and bad input."""

from __future__ import annotations

import gzip
import json
import sys
import zipfile
from dataclasses import asdict
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.article import Article
from framing.errors import ReadError, ReadWarning
from framing.furniture import learn_furniture
from framing.reading import iter_articles, read_articles

PROSE = (
    "The port of Northport reopened on Monday after a week of talks, its director said.\n\n"
    "Crews went back to work before dawn, and forty ships that had waited came in by night.\n\n"
    "The offer raises night pay by four percent and leaves the pension fund as it is.\n"
)
ROW = {
    "id": "a1",
    "source": "Ledger",
    "headline": "Port reopens",
    "body": PROSE,
    "date": "2031-05-03",
    "event": "port-strike",
    "link": "https://ledger.example/a1",
    "author": "Mara Quill",
}


def write(path: Path, text: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    return path


def codes(article: Article) -> set[str]:
    return {warning.split(":")[0] for warning in article.warnings}


def as_jsonl(folder: Path) -> Any:
    return write(folder / "a.jsonl", json.dumps(ROW) + "\n")


def as_json(folder: Path) -> Any:
    return write(folder / "a.json", json.dumps({"articles": [ROW]}))


def as_csv(folder: Path) -> Any:
    pd.DataFrame([ROW]).to_csv(folder / "a.csv", index=False)
    return folder / "a.csv"


def as_tsv_gz(folder: Path) -> Any:
    text = pd.DataFrame([ROW]).to_csv(sep="\t", index=False)
    return write(folder / "a.tsv.gz", gzip.compress(text.encode()))


def as_zip(folder: Path) -> Any:
    with zipfile.ZipFile(folder / "a.zip", "w") as archive:
        archive.writestr("rows.jsonl", json.dumps(ROW))
    return folder / "a.zip"


def as_parquet(folder: Path) -> Any:
    pytest.importorskip("pyarrow")
    pd.DataFrame([ROW]).to_parquet(folder / "a.parquet")
    return folder / "a.parquet"


def as_frame(folder: Path) -> Any:
    return pd.DataFrame([ROW])


def as_dicts(folder: Path) -> Any:
    return iter([ROW])


def as_glob(folder: Path) -> Any:
    as_jsonl(folder)
    return str(folder / "*.jsonl")


@pytest.mark.parametrize(
    "source",
    [as_jsonl, as_json, as_csv, as_tsv_gz, as_zip, as_parquet, as_frame, as_dicts, as_glob],
)
def test_a_table_becomes_articles(source: Any, tmp_path: Path) -> None:
    [article] = read_articles(source(tmp_path))
    assert article.id == "a1"
    assert (article.outlet, article.event, article.byline) == (
        "Ledger",
        "port-strike",
        ROW["author"],
    )
    assert article.title == "Port reopens"
    assert article.published == datetime(2031, 5, 3)
    assert article.url == "https://ledger.example/a1"
    assert article.raw == f"Port reopens\n\n{PROSE}"
    assert article.text[article.body_start :] == PROSE.strip()


def test_a_folder_by_event_and_outlet(tmp_path: Path) -> None:
    write(tmp_path / "port-strike" / "harbor-courier.txt", PROSE)
    write(tmp_path / "port-strike" / "LEDGER-2.txt", PROSE + "More.\n")
    write(tmp_path / "README.md", "Not an article.")
    write(tmp_path / ".hidden.txt", "Not an article.")
    found = {a.id: (a.event, a.outlet) for a in read_articles(tmp_path)}
    assert found == {
        "port-strike/harbor-courier": ("port-strike", "Harbor Courier"),
        "port-strike/LEDGER-2": ("port-strike", "LEDGER"),
    }


def test_a_pattern_is_placed_in_the_folder_it_begins_with(tmp_path: Path) -> None:
    write(tmp_path / "port-strike" / "harbor-courier.txt", PROSE)
    for pattern in ("*/*.txt", "**/*.txt", "port-*/*.t?t"):
        [article] = read_articles(str(tmp_path / pattern))
        assert (article.event, article.outlet) == ("port-strike", "Harbor Courier")


def test_the_layout_holds_only_exactly_two_levels_below(tmp_path: Path) -> None:
    write(tmp_path / "courier.txt", PROSE)
    write(tmp_path / "a" / "b" / "courier.txt", PROSE)
    assert [(a.event, a.outlet) for a in read_articles(tmp_path)] == [(None, None)] * 2


def test_a_text_is_an_article_and_a_name_is_a_file() -> None:
    [article] = read_articles(PROSE)
    assert article.text == PROSE.strip()
    assert [article.text for article in read_articles("")] == [""]
    with pytest.raises(ReadError, match=r"nowhere\.txt does not exist"):
        read_articles("nowhere.txt")


def test_nothing_is_removed_without_cleaning() -> None:
    page = "Share\n\nPort reopens\n\nBy A. Writer\n\n" + PROSE
    [article] = read_articles([{"text": page}], clean=False)
    assert (article.text, article.removed) == (page, ())


def test_what_is_given_beats_what_is_found() -> None:
    [article] = read_articles(
        [{"one": PROSE, "text": "No.", "source": "B"}], text_column="one", outlet="C", event="E"
    )
    assert (article.text, article.outlet, article.event) == (PROSE.strip(), "C", "E")


def test_a_column_that_is_not_there_is_named_with_the_nearest() -> None:
    with pytest.raises(ReadError, match=r"no column 'bodi' \(did you mean 'body'\?\)"):
        read_articles([{"body": "Text."}], text_column="bodi")


@pytest.mark.parametrize("cell", [None, float("nan"), pd.NA, pd.NaT, "", "  "])
def test_a_missing_cell_is_none(cell: Any) -> None:
    [article] = read_articles([{"text": PROSE, "outlet": cell, "date": cell, "title": cell}])
    assert (article.outlet, article.published, article.title) == (None, None, None)
    assert {"no_outlet", "no_date"} <= codes(article)


@pytest.mark.parametrize(
    ("cell", "dayfirst", "expected"),
    [
        ("2031-05-03T18:12:00Z", None, datetime(2031, 5, 3, 18, 12)),
        ("2031-05-03T18:12:00+02:00", None, datetime(2031, 5, 3, 16, 12)),
        ("May 3, 2031", None, datetime(2031, 5, 3)),
        ("3rd of May 2031", None, datetime(2031, 5, 3)),
        ("Sat, 03 May 2031 18:12:00 GMT", None, datetime(2031, 5, 3, 18, 12)),
        ("May 3, 2031 6:12 p.m. EDT", None, datetime(2031, 5, 3, 22, 12)),
        ("13/05/2031", None, datetime(2031, 5, 13)),
        ("03/05/2031", True, datetime(2031, 5, 3)),
        ("03/05/2031", False, datetime(2031, 3, 5)),
        ("03/05/2031", None, None),
        ("soon", None, None),
        ("2031-02-30", None, None),
        ("3-May-2031", None, datetime(2031, 5, 3)),
        ("5:42 p.m. EDT May 3, 2031", None, datetime(2031, 5, 3, 21, 42)),
        ("11.05pm, 3 May 2031", None, datetime(2031, 5, 3, 23, 5)),
        ("May 3, 2031, 5:42 PM ET", None, datetime(2031, 5, 3, 21, 42)),
        ("Dec 3, 2031, 5:42 PM ET", None, datetime(2031, 12, 3, 22, 42)),
        (1703600000, None, datetime(2023, 12, 26, 14, 13, 20)),
        (1703600000.0, None, datetime(2023, 12, 26, 14, 13, 20)),
        ("1703600000123", None, datetime(2023, 12, 26, 14, 13, 20)),
        ("2031050317", None, None),
        (12, None, None),
        (pd.Timestamp("2031-05-03 10:00"), None, datetime(2031, 5, 3, 10)),
    ],
)
def test_a_date_column(cell: Any, dayfirst: bool | None, expected: datetime | None) -> None:
    [article] = read_articles([{"text": PROSE, "date": cell}], dayfirst=dayfirst)
    assert article.published == expected


@pytest.mark.parametrize(
    ("data", "expected", "code"),
    [
        ("Café “calm”.".encode(), "Café “calm”.", None),
        ("Café “calm”.".encode("utf-8-sig"), "Café “calm”.", None),
        ("Café “calm”.".encode("utf-16"), "Café “calm”.", None),
        ("Café “calm” and “quiet”, it’s said.".encode("cp1252"), None, "encoding"),
        ("Café – é ü – ".encode() + b"\x93calm\x94", "Café – é ü – “calm”", "encoding"),
        (b"The port\x00 reopened on Monday after talks.", None, "nul_bytes"),
        ("The café was ".encode() + "“calm”.".encode("cp1252"), "The café was “calm”.", "encoding"),
        ("The port reopened.".encode("utf-16-le"), "The port reopened.", "encoding"),
        (
            "The café ".encode() + "– she said – was “calm”.".encode("cp1252"),
            "The café – she said – was “calm”.",
            "encoding",
        ),
    ],
)
def test_encodings(data: bytes, expected: str | None, code: str | None, tmp_path: Path) -> None:
    [article] = read_articles(write(tmp_path / "a.txt", data))
    assert expected is None or article.raw == expected
    assert "�" not in (article.raw or "")
    assert code is None or code in codes(article)


def test_line_ends_are_kept(tmp_path: Path) -> None:
    raw = PROSE.replace("\n", "\r\n")
    assert read_articles(write(tmp_path / "a.txt", raw))[0].raw == raw


def test_duplicate_ids_get_a_number_and_a_warning() -> None:
    first, second = read_articles([{"id": "a", "text": PROSE}, {"id": "a", "text": PROSE}])
    assert (first.id, second.id) == ("a", "a#2")
    assert "duplicate_id" in codes(second)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty"),
        ("It shut.", "very_short"),
        ("They counted 30,<> dead and <>,<> injured after the storm.", "broken_numerals"),
        ("This article was machine-translated.\n\n" + PROSE, "machine_translated"),
        (
            "北港的码头工人拒绝了百分之四的加薪提议。工会表示，会员将在一周内再次投票。",
            "not_english",
        ),
        ("Le port a rouvert lundi après une semaine de négociations. " * 8, "not_english"),
        (PROSE + "\n" + PROSE, "repeated_paragraphs"),
        (PROSE + "\nSubscribe to continue reading", "paywall"),
        ("Title: One\n\n" + PROSE + "\nTitle: Two\n\n" + PROSE, "several_articles"),
        ("<p>The port</p>\n<p>reopened</p>\n<p>again</p>", "html_markup"),
        ("NORTHPORT (Reuters) - " + PROSE, "agency_credited"),
    ],
)
def test_what_could_mislead_is_warned_of(text: str, code: str) -> None:
    [article] = read_articles([{"text": text}])
    assert code in codes(article)


def test_a_clean_article_is_not_warned_of() -> None:
    [article] = read_articles([{**ROW, "body": PROSE * 3 + "The end."}])
    assert codes(article) <= {"repeated_paragraphs"}


@given(st.lists(st.sampled_from(["Share", "Port reopens", "", PROSE, "By A. Writer", "x\r"])))
@settings(max_examples=60, deadline=None)
def test_every_character_leads_back_to_the_page(lines: list[str]) -> None:
    [article] = read_articles([{"text": "\n".join(lines), "title": "Port reopens"}])
    raw = article.raw or ""
    assert all(raw[article.to_raw(at)] == char for at, char in enumerate(article.text))


def test_learned_lines_go_and_only_through_the_object_given() -> None:
    rows = [
        {
            "id": str(n),
            "outlet": "Ledger",
            "text": f"Story {n}: {PROSE}\nThe Ledger is read here.\n",
        }
        for n in range(6)
    ]
    articles = read_articles(rows)
    assert all(article.text.endswith("is read here.") for article in articles)
    furniture = learn_furniture(
        [*articles, *read_articles([{"outlet": "Echo", "text": "The Ledger is read here."}])]
    )
    cleaned = read_articles(rows, furniture=furniture)
    assert not any("read here" in article.text for article in cleaned)
    assert read_articles(rows[:1], furniture=furniture)[0].text == cleaned[0].text


# Bad input ---------------------------------------------------------------------------------------


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


def test_reading_streams(tmp_path: Path) -> None:
    def rows() -> Any:
        yield ROW
        raise AssertionError("read ahead")

    assert next(iter_articles(rows())).id == "a1"


ROWS = st.lists(
    st.fixed_dictionaries(
        {"text": st.sampled_from([PROSE, "", f"Share\n\n{PROSE}", "x" * 700_000])},
        optional={"title": st.sampled_from(["Port reopens", "Share"])},
    ),
    max_size=9,
)


@given(ROWS)
@settings(max_examples=25, deadline=None)
def test_an_article_is_the_same_whatever_it_is_read_with(rows: list[dict[str, str]]) -> None:
    named = [{**row, "id": str(n)} for n, row in enumerate(rows)]
    together = list(iter_articles(named))
    alone = [article for row in named for article in iter_articles([row])]
    assert list(map(asdict, together)) == list(map(asdict, alone))


def test_no_more_than_64_articles_are_read_ahead() -> None:
    taken = 0

    def rows() -> Any:
        nonlocal taken
        while True:
            taken += 1
            yield {"text": PROSE}

    for n, _ in enumerate(islice(iter_articles(rows()), 400), 1):
        assert taken - n < 64


def test_what_was_read_comes_before_what_is_raised() -> None:
    def rows() -> Any:
        yield from [ROW] * 6
        raise OSError("the cable was cut")

    articles = iter_articles(rows())
    assert len(list(islice(articles, 6))) == 6
    with pytest.raises(OSError, match="cable"):
        next(articles)


def test_what_stands_before_a_bad_row_comes_before_the_error() -> None:
    articles = iter_articles([ROW, ROW, ROW, {"words": PROSE}, ROW], on_error="raise")
    assert len(list(islice(articles, 3))) == 3
    with pytest.raises(ReadError, match="dict 4 has no column"):
        next(articles)


@pytest.mark.parametrize(
    ("above", "byline"),
    [
        ("Saturday, May 3, 2031 | By Mara Quill", "Mara Quill"),
        ("By \u200fسامي حداد\u200f\n3 May 2031", "سامي حداد"),
        ("Mara Quill in Northport\nMAY 3 2031", "Mara Quill"),
        ("Mara Quill and Tom Oak in Eastwick\nMAY 3 2031", None),
    ],
)
def test_a_byline_in_its_forms(above: str, byline: str | None) -> None:
    [article] = read_articles(f"Port reopens after talks\n\n{above}\n\n{PROSE}")
    assert article.byline == byline
    assert article.published == datetime(2031, 5, 3)


@pytest.mark.parametrize(
    ("start", "place"),
    [
        ("NORTHPORT, May 3 (Newswire) - ", "NORTHPORT"),
        ("NORTHPORT, Eastland — ", "NORTHPORT, Eastland"),
        ("NORTHPORT: ", "NORTHPORT"),
        ("MARA QUILL, HOST: Good morning.\n\nNED ALDER: Good morning.\n\nQUILL: ", None),
    ],
)
def test_a_dateline_in_its_forms(start: str, place: str | None) -> None:
    [article] = read_articles(f"Port reopens after talks\n\n{start}{PROSE}")
    assert article.dateline == place


@pytest.mark.parametrize(
    ("start", "day"),
    [
        ("NORTHPORT, 3 May 2031 - ", datetime(2031, 5, 3)),
        ("Northport, May 3, 2031 (Newswire) — ", datetime(2031, 5, 3)),
        ("NORTHPORT, Eastland, 3 May 2031 — ", datetime(2031, 5, 3)),
        ("NORTHPORT, May 3 (Newswire) - ", None),
        ("On Monday, 3 May 2031 - a feast - ", None),
        ("It began in Northport, 3 May 2031 - ", None),
    ],
)
def test_the_day_of_a_dateline_is_that_of_the_article(start: str, day: datetime | None) -> None:
    [article] = read_articles(f"Port reopens after talks\n\n{start}{PROSE}")
    assert article.published == day
    [dated] = read_articles(f"Port reopens after talks\n\n4 May 2031\n\n{start}{PROSE}")
    assert dated.published == datetime(2031, 5, 4)


def test_a_place_and_day_on_a_line_of_their_own_are_no_title() -> None:
    [article] = read_articles(f"Port reopens after talks\nNORTHPORT, 3 May 2031 -\n\n{PROSE}")
    assert article.title == "Port reopens after talks"
    assert article.published == datetime(2031, 5, 3)


def test_a_web_page_that_was_saved_as_text_is_read_as_one(tmp_path: Path) -> None:
    pytest.importorskip("trafilatura")
    paragraphs = "".join(f"<p>{line}</p>" for line in PROSE.split("\n\n"))
    page = f"<!DOCTYPE html><html><body><article>{paragraphs}</article></body></html>"
    [article] = read_articles(write(tmp_path / "a.txt", page))
    assert article.text.startswith("The port of Northport")
    assert "raw_is_extracted" in codes(article)
