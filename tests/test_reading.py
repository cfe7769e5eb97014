"""Reading: inputs people have, and what is found in them."""

from __future__ import annotations

import gzip
import json
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

import framing
from framing.article import Article
from framing.errors import ReadError, ReadWarning
from framing.furniture import learn_furniture
from framing.reading import iter_articles, read_articles
from tests.pages_to_read import PROSE, ROW, write


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
        ("“We stay,” he said.".encode().decode("latin-1"), "double_encoded"),
        ("It’s closed.".encode().decode("cp1252"), "double_encoded"),
        ("The café is closed.".encode().decode("cp1252"), "double_encoded"),
        ("NORTHPORT (Reuters) - " + PROSE, "agency_credited"),
    ],
)
def test_what_could_mislead_is_warned_of(text: str, code: str) -> None:
    [article] = read_articles([{"text": text}])
    assert code in codes(article)


@pytest.mark.parametrize(
    "text", ["SÃO PAULO shut its château.", "“Ã” it says – “â” as well.", "€5"]
)
def test_accents_and_marks_are_not_double_encoded(text: str) -> None:
    [article] = read_articles([{"text": text}])
    assert "double_encoded" not in codes(article)


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


def test_a_web_page_that_was_saved_as_text_is_read_as_one(tmp_path: Path) -> None:
    pytest.importorskip("trafilatura")
    paragraphs = "".join(f"<p>{line}</p>" for line in PROSE.split("\n\n"))
    page = f"<!DOCTYPE html><html><body><article>{paragraphs}</article></body></html>"
    [article] = read_articles(write(tmp_path / "a.txt", page))
    assert article.text.startswith("The port of Northport")
    assert "raw_is_extracted" in codes(article)


def test_names_of_places_lose_blanks_around_them() -> None:
    [article] = read_articles([{"text": "It rained.", "outlet": " The  Ledger ", "event": "a "}])
    assert (article.outlet, article.event) == ("The Ledger", "a")


def test_outlets_that_differ_in_capitals_or_marks_are_told() -> None:
    rows = [{"text": "It rained.", "outlet": name} for name in ("Al Bilad", "AL-BILAD", "Lantern")]
    with pytest.warns(ReadWarning, match=r"groups=\{'AL-BILAD': 'Al Bilad'\}"):
        articles = read_articles(rows)
    comparison = framing.compare(framing.analyze(articles, lexicons=["hedges"]))
    assert any("taken as several" in note for note in comparison.notes)
    grouped = framing.compare(comparison.analysis, groups={"AL-BILAD": "Al Bilad"})
    assert not any("taken as several" in note for note in grouped.notes)


@pytest.mark.parametrize("url", ["s3://bucket/*.jsonl", "https://example.org/a.html"])
def test_urls_are_refused_with_what_takes_them(url: str) -> None:
    with pytest.raises(ReadError, match=r"framing\.cluster\.read"):
        read_articles(url)
